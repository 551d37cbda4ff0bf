//! The layers of the ladder. What is drawn once stays as it is until the run or the width
//! changes; the curtain between past and future belongs to the clock.

use crate::app::App;
use crate::browser;
use crate::element::{Element, Kind, button, element, nodes, together};
use crate::live::{BLOCK, Part, Props, live};
use crate::marks::{draw, draw_all};
use crate::stage::Sight;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_model::trace::SegmentId;
use tcp_scenarios::prose::Lang;
use tcp_view::app::Msg;
use tcp_view::fixed::px;
use tcp_view::ladder::{Capsule, Ladder};
use tcp_view::message::Message;
use tcp_view::scene::Mark;
use tcp_view::svg::ladder_keys;
use yew::prelude::Html;

/// A drawing of the ladder's size.
fn layer(ladder: &Ladder, class: &'static str) -> Element {
    element("svg", class).measure("width", ladder.width).measure("height", ladder.height).hidden()
}

/// What is seen of the run in grey, on the ground, or of the run in colour, on a ground of its own
/// that hides the grey.
pub(super) fn drawn(app: &App, sight: &Sight, class: &'static str) -> Element {
    let (ladder, seen) = (&sight.ladder, app.seen(&sight.ladder));
    let (run, part): (_, fn(usize) -> Part) = match class {
        "past" => (&ladder.past, Part::Past),
        _ => (&ladder.future, Part::Future),
    };
    let ticks = ladder.ticks.iter();
    let ticks = ticks.map(|tick| tick.mark.as_ref().is_some_and(|mark| mark.reaches(seen)));
    layer(ladder, class)
        .node(live(app, sight, Part::Lanes))
        .node(blocks(app, sight, ticks, Part::Times))
        .node(blocks(app, sight, ladder.seen(run, seen), part))
}

/// The blocks of which something is seen.
fn blocks(
    app: &App,
    sight: &Sight,
    mut seen: impl Iterator<Item = bool>,
    part: fn(usize) -> Part,
) -> Html {
    blocks_of(app, sight, &mut || seen.next(), part)
}

#[inline(never)]
fn blocks_of(
    app: &App,
    sight: &Sight,
    seen: &mut dyn FnMut() -> Option<bool>,
    part: fn(usize) -> Part,
) -> Html {
    let mut next = 0;
    // One for each block of which something is seen.
    nodes(std::iter::from_fn(seen).enumerate().filter_map(|(i, seen)| {
        let first = i / BLOCK * BLOCK;
        let begins = seen && i >= next;
        if begins {
            next = first + BLOCK;
        }
        begins.then(|| live(app, sight, part(first)))
    }))
}

/// The ground of the lanes.
pub(crate) fn lanes(ladder: &Ladder) -> Html {
    together(ladder.ground.iter().filter(|mark| !is_head(mark)).map(draw))
}

/// A block of the lines of the times.
pub(crate) fn times(ladder: &Ladder, first: usize) -> Html {
    let ticks = ladder.ticks.iter().skip(first).take(BLOCK);
    together(ticks.filter_map(|tick| tick.mark.as_ref()).map(draw))
}

/// A block of the run in grey or in colour.
pub(crate) fn marks(run: &[Mark], first: usize) -> Html {
    together(run.iter().skip(first).take(BLOCK).map(draw))
}

/// The names and addresses of both ends. They stay in view while the ladder scrolls.
pub(crate) fn heads(ladder: &Ladder) -> Element {
    element("svg", "heads")
        .measure("width", ladder.width)
        .measure("height", ladder.layout.head)
        .list(ladder.ground.iter().filter(|mark| is_head(mark)).map(draw))
}

fn is_head(mark: &Mark) -> bool {
    mark.class().starts_with("lane-")
}

/// The paths that are still before what is in flight: drawn from the sender on, because what is
/// behind is covered by the past.
pub(crate) fn ahead(props: &Props) -> Html {
    let flying = props.ladder.journeys.iter().filter(|one| one.steps.contains(&props.step));
    together(flying.map(|one| draw(&Mark::line("ln ahead", one.start, one.target))))
}

/// The same, with the dots before the timers that run.
pub(super) fn ahead_of_all(app: &App, sight: &Sight) -> Element {
    let running = sight.ladder.running(sight.step(&app.state), app.state.playhead);
    let dots = running.iter().filter_map(|timer| timer.marks.get(1));
    layer(&sight.ladder, "ahead").node(live(app, sight, Part::Ahead)).list(dots.map(draw))
}

/// The brackets of the timers that run now, as long as they will run until something happens;
/// the curtain cuts them.
pub(super) fn heavy_timers(app: &App, sight: &Sight) -> Element {
    let (ladder, step) = (&sight.ladder, sight.step(&app.state));
    let run = &sight.show.run;
    let until = run.beats.get(step).map_or(run.end, |beat| beat.at);
    let running = ladder.running(step, until);
    let brackets = running.iter().filter_map(|timer| timer.marks.first());
    layer(ladder, "heavy").list(brackets.map(draw))
}

/// What is left of the timers that run, in words beside their brackets.
pub(crate) fn running(props: &Props, now: Instant) -> Element {
    let running = props.ladder.running(props.step, now);
    // There is room for one label at an end: that of the timer which will be first.
    let first = Host::BOTH.into_iter().filter_map(|host| {
        running.iter().filter(|timer| timer.host == host).min_by_key(|timer| timer.left)
    });
    layer(&props.ladder, "running").list(first.flat_map(|timer| &timer.label).map(draw))
}

/// State names, labels, crosses.
pub(super) fn said(app: &App, sight: &Sight) -> Element {
    let seen = app.seen(&sight.ladder);
    let seen = sight.ladder.words.iter().map(|word| word.mark.reaches(seen));
    let words = element("g", "").node(blocks(app, sight, seen, Part::Words));
    layer(&sight.ladder, "words").child(words)
}

/// A block of words.
pub(crate) fn words(props: &Props, first: usize) -> Html {
    let words = props.ladder.words.iter().enumerate().skip(first).take(BLOCK);
    let words = words.map(|(i, word)| {
        // Each look of a word has an element of its own: going back shows the same ones again.
        if word.step <= props.step {
            return element("g", "").key(i * 2).child(draw(&word.mark));
        }
        // On paper the whole run is told.
        element("g", "")
            .key(i * 2 + 1)
            .child(element("g", "yet").child(word.future.as_ref().map(draw)))
            .child(element("g", "later").child(draw(&word.mark)))
    });
    together(words)
}

/// Broad invisible lines over those of segments that have been sent, to be pointed at, and the scale
/// breaks, which are over everything but words and, in wide layouts, the playhead.
pub(super) fn pointed(app: &App, sight: &Sight) -> Element {
    let seen = app.seen(&sight.ladder);
    let seen = sight.ladder.journeys.iter().map(|journey| journey.reaches(seen));
    let (dispatch, selected) = (app.dispatch.clone(), app.state.selected);
    let lines = layer(&sight.ladder, "hits").node(blocks(app, sight, seen, Part::Hits));
    let lines = draw_all(lines, &sight.ladder.breaks);
    lines.on(Kind::Click, move |event| {
        let element = browser::target::<web_sys::Element>(&event);
        let id = element.and_then(|element| element.get_attribute("data-id")?.parse().ok());
        if let Some(id) = id {
            dispatch.emit(select(id, selected));
        }
    })
}

/// A block of these lines.
pub(crate) fn hits(props: &Props, first: usize) -> Html {
    let journeys = props.ladder.journeys.iter().skip(first).take(BLOCK);
    let sent = journeys.filter(|journey| journey.steps.start <= props.step);
    let lines = sent.map(|journey| {
        let class = if props.selected == Some(journey.id) { "hit sel" } else { "hit" };
        draw(&Mark::line(class, journey.start, journey.stop)).measure("data-id", journey.id)
    });
    together(lines)
}

/// Selects a segment, or lets go of it.
fn select(id: SegmentId, selected: Option<SegmentId>) -> Msg {
    Msg::Select((selected != Some(id)).then_some(id))
}

/// What the marks mean that are in this ladder.
pub(crate) fn legend(ladder: &Ladder, lang: Lang) -> Element {
    let entries = ladder_keys(ladder, lang).into_iter().map(|key| {
        let sample =
            element("svg", "").measure("width", key.width).attribute("height", "16").hidden();
        element("li", "").child(draw_all(sample, &key.sample)).text(key.words)
    });
    element("ul", "key").label(Message::Legend, lang).list(entries)
}

/// The segments in flight when so many beats have happened, up to one of them.
pub(crate) fn flying(props: &Props, last: SegmentId) -> Vec<Capsule> {
    let mut flying = props.ladder.capsules(props.step);
    flying.retain(|capsule| capsule.id <= last);
    flying
}

/// A segment in flight: a button, and its numbers, which the clock moves. Browsers move what does not
/// stand in something that moves too with far less work.
pub(crate) fn capsule(props: &Props, id: SegmentId) -> Html {
    let (ladder, selected) = (&props.ladder, props.selected);
    let capsule = ladder.capsule(&ladder.journeys[id as usize - 1]);
    let (w, h) = (capsule.width + px(4), px(28));
    let view = format!("{} {} {w} {h}", -(w / 2), -(h / 2));
    let body = element("svg", "")
        .measure("width", w)
        .measure("height", h)
        .attribute("viewBox", &*view)
        .hidden()
        .child(draw(&capsule.body));
    let segment = button("", &props.dispatch, select(id, selected))
        .pressed(selected == Some(id))
        .attribute(
            "aria-label",
            &*[capsule.origin, &*capsule.flags, " ", &*capsule.numbers_text].concat(),
        )
        .child(body);
    let numbers = (!capsule.numbers_text.is_empty()).then(|| {
        let point = element("svg", "").attribute("width", "1").attribute("height", "1");
        point.child(draw(&capsule.numbers))
    });
    let numbers = element("div", "nums").hidden().child(numbers);
    together([element("div", "capsule").child(segment), numbers])
}
