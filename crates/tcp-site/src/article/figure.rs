//! A figure of the article: one or two `<tcp-lanes>`, as they are embedded anywhere, with a caption.
//! What stands in them until the player is there is put in here: the figure of the run, and a link
//! to the page of its question.

use super::markdown::Made;
use super::{Desk, Fault};
use crate::File;
use crate::figure::{Figure, height};
use crate::place::Place;
use crate::words::either;
use maud::{Markup, PreEscaped, html};
use tcp_model::time::Instant;
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::scenario::Scenario;
use tcp_view::address::{Position, Theme};
use tcp_view::ladder::QueueSizes;
use tcp_view::playback::Speed;
use tcp_view::svg::{FigureOptions, states};

const OPEN: &str = "<tcp-lanes ";
const CLOSE: &str = "></tcp-lanes>";

/// How wide a state diagram is, and how wide on a phone.
const DIAGRAM: [(i32, &str); 2] = [(416, ".states"), (340, ".states.narrow")];

/// Makes the figure that is written in `block`, which begins in `line`.
///
/// # Errors
/// With the line of what is not as expected.
pub(super) fn figure(block: &str, line: usize, desk: &Desk<'_>) -> Result<Made, Fault> {
    let expected = "expected <figure>, one or two lines <tcp-lanes …></tcp-lanes>, a line \
                    <figcaption>…</figcaption> and </figure>";
    let fault = |message: &str| Fault { line, message: message.to_owned() };
    let lines: Vec<&str> = block.trim_end().lines().map(str::trim).collect();
    let ["<figure>", written @ .., caption, "</figure>"] = &lines[..] else {
        return Err(fault(expected));
    };
    let caption = caption
        .strip_prefix("<figcaption>")
        .and_then(|rest| rest.strip_suffix("</figcaption>"))
        .filter(|words| !words.contains('<'))
        .ok_or_else(|| fault(expected))?;
    if !(1..=2).contains(&written.len()) {
        return Err(fault(expected));
    }
    let mut players = Vec::new();
    for (place, written) in written.iter().enumerate() {
        let at_line = |message| Fault { line: line + 1 + place, message };
        players.push(Player::read(written, desk).map_err(at_line)?);
    }
    let shown: Vec<Markup> = players.iter().map(|player| player.show(players.len() > 1)).collect();
    let made = html! {
        figure class=(if shown.len() > 1 { "a-figure a-beside" } else { "a-figure" }) {
            @for player in shown { (player) }
            figcaption { (PreEscaped(caption)) }
        }
    };
    Ok((made, players.into_iter().flat_map(|player| player.files).collect()))
}

/// A `<tcp-lanes>` and what stands in it.
struct Player<'a> {
    /// Its attributes as written.
    attributes: &'a str,
    scenario: &'static Scenario,
    entry: &'static Entry,
    figure: Figure,
    /// The state diagram, wide and narrow, where it is asked for.
    diagram: Vec<(String, i32, i32)>,
    files: Vec<File>,
    desk: &'a Desk<'a>,
}

impl<'a> Player<'a> {
    fn read(written: &'a str, desk: &'a Desk<'a>) -> Result<Player<'a>, String> {
        let attributes = written
            .strip_prefix(OPEN)
            .and_then(|rest| rest.strip_suffix(CLOSE))
            .ok_or_else(|| format!("expected {OPEN}…{CLOSE}"))?;
        let pairs = pairs(attributes)?;
        let value =
            |wanted| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
        let id = value("scenario").ok_or("expected scenario=\"…\", the id of a scenario")?;
        let known = Catalogue::get().find(id).zip(Catalogue::get().entry(id));
        let (scenario, entry) = known.ok_or_else(|| {
            format!("scenario={id:?}: expected the id of a scenario, such as three-way-normal")
        })?;
        let run = scenario.run();
        for (name, value) in &pairs {
            let expected = expected(name, value, &run, desk);
            expected.map_err(|expected| format!("{name}={value:?}: expected {expected}"))?;
        }
        let folder = Place::Question(entry.id()).folder(desk.lang);
        let figure = Figure::new(scenario, &run, desk.lang, &folder);
        let has_states = value("panels").is_some_and(|panels| names(panels, "states"));
        let (diagram, files) =
            if has_states { diagram(scenario, &run, desk) } else { Default::default() };
        Ok(Player { attributes, scenario, entry, figure, diagram, files, desk })
    }

    /// The element. Two beside each other have little room, and a title each.
    fn show(&self, is_beside: bool) -> Markup {
        let Player { scenario, entry, figure, diagram, .. } = self;
        let lang = self.desk.lang;
        let is_narrow = is_beside || !diagram.is_empty();
        let drawn = if is_narrow { figure.show_narrow(true) } else { figure.show(true) };
        let inside = html! {
            div class="a-static" { (drawn) (self.states()) }
            p class="a-more" {
                (either(lang, "逐步看：", "Step by step: "))
                a href=(Place::Question(entry.id()).folder(lang)) { (scenario.question.get(lang)) }
            }
        };
        // Names and values are among those that are expected: there is nothing in them to escape.
        let player = html! {
            (PreEscaped(format!("{OPEN}{}>", self.attributes)))
            (inside)
            (PreEscaped("</tcp-lanes>"))
        };
        html! {
            @if is_beside {
                div class="a-one" { p class="a-what" { (scenario.title.get(lang)) } (player) }
            } @else {
                (player)
            }
        }
    }
}

impl Player<'_> {
    /// The state diagram, where it is asked for.
    fn states(&self) -> Markup {
        let alt =
            either(self.desk.lang, "状态图：两端走过的路", "State diagram: the ways of both ends");
        html! {
            @if let [(wide, w, h), (narrow, nw, nh)] = &self.diagram[..] {
                picture class="a-states" {
                    source media="(max-width: 599px)" srcset=(narrow) width=(nw) height=(nh);
                    img src=(wide) width=(w) height=(h) loading="lazy" alt=(alt);
                }
            }
        }
    }
}

/// The state diagram in both widths: their paths with their sizes, and the files.
fn diagram(
    scenario: &Scenario,
    run: &Run,
    desk: &Desk<'_>,
) -> (Vec<(String, i32, i32)>, Vec<File>) {
    let draw = |(width, suffix): (i32, &str)| {
        let options = FigureOptions {
            title: scenario.title.get(desk.lang),
            subtitle: "",
            changes: &[],
            lang: desk.lang,
            theme: Theme::Auto,
            queues: QueueSizes::of(scenario.setup()),
            width,
        };
        let svg = states(run, &options);
        let path = format!("{}{}{suffix}.svg", desk.folder, scenario.address.replace('/', "."));
        ((path.clone(), width, height(&svg)), File::new(path, svg))
    };
    DIAGRAM.map(draw).into_iter().unzip()
}

/// Names and values of attributes, `a="b" c="d"`.
fn pairs(attributes: &str) -> Result<Vec<(&str, &str)>, String> {
    let mut pairs = Vec::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let pair = rest.split_once("=\"").and_then(|(name, after)| {
            let (value, after) = after.split_once('"')?;
            Some((name, value, after))
        });
        let (name, value, after) =
            pair.ok_or_else(|| format!("{rest:?}: expected name=\"value\""))?;
        if pairs.iter().any(|(known, _)| *known == name) {
            return Err(format!("{name}: expected it once"));
        }
        pairs.push((name, value));
        rest = after.trim_start();
    }
    Ok(pairs)
}

/// Whether a list has a name in it.
fn names(list: &str, name: &str) -> bool {
    list.split(',').any(|one| one == name)
}

const PANELS: [&str; 6] = ["question", "caption", "legend", "states", "variables", "transcript"];

/// What was expected of an attribute, where it is something else.
fn expected(name: &str, value: &str, run: &Run, desk: &Desk<'_>) -> Result<(), String> {
    let one_of = |all: &[&str]| {
        if all.contains(&value) { Ok(()) } else { Err(format!("one of {}", all.join(", "))) }
    };
    match name {
        "scenario" => Ok(()),
        "lang" => one_of(&[desk.lang.tag()]),
        "theme" => one_of(&Theme::ALL.map(Theme::name)),
        "t" | "end" => place(value, run),
        "speed" => one_of(&Speed::ALL.map(Speed::name)),
        "autoplay" | "loop" => one_of(&["0", "1"]),
        "controls" => one_of(&["full", "mini", "none"]),
        "loading" => one_of(&["lazy", "eager", "click"]),
        "panels" => match value.split(',').all(|panel| PANELS.contains(&panel)) {
            true => Ok(()),
            false => Err(format!("some of {}, with commas between", PANELS.join(", "))),
        },
        _ => {
            let known = "scenario, lang, theme, t, end, speed, autoplay, loop, controls, loading \
                         or panels";
            Err(format!("the name to be {known}"))
        }
    }
}

/// Whether there is such a place in a run.
fn place(value: &str, run: &Run) -> Result<(), String> {
    let steps = run.beats.len();
    let end = run.beats.last().map_or(Instant::ZERO, |beat| beat.at);
    match Position::parse(value) {
        Some(Position::Step(step)) if step <= steps => Ok(()),
        Some(Position::Time(t)) if t <= end => Ok(()),
        _ => Err(format!("step:0 to step:{steps}, or seconds until {end}")),
    }
}
