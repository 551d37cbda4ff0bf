//! The layers of the ladder. What is drawn once stays as it is until the run or the width
//! changes; the curtain between past and future belongs to the clock.

use crate::app::App;
use crate::browser;
use crate::element::{Element, Kind, button, element};
use crate::live::Props;
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

/// A drawing of the ladder's size.
fn layer(ladder: &Ladder, class: &'static str) -> Element {
    element("svg", class).measure("width", ladder.width).measure("height", ladder.height).hidden()
}

/// What is seen of the run in grey, on the ground, or of the run in colour, on a ground of its own
/// that hides the grey.
pub(crate) fn still(props: &Props, class: &'static str) -> Element {
    let ladder = &props.ladder;
    let run = if class == "past" { &ladder.past } else { &ladder.future };
    let ground = ladder.ground.iter().filter(|mark| !is_head(mark));
    let ticks = ladder.ticks.iter().filter_map(|tick| tick.mark.as_ref());
    let ticks = ticks.filter(|mark| mark.reaches(props.seen));
    let seen = ladder.within(run, props.seen).into_iter();
    let seen = seen.map(|(number, mark)| draw(mark).key(number));
    layer(ladder, class).list(ground.chain(ticks).map(draw)).list(seen)
}

/// The names and addresses of both ends. They stay in view while the ladder scrolls.
pub(super) fn heads(ladder: &Ladder) -> Element {
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
pub(super) fn ahead(app: &App, sight: &Sight, capsules: &[Capsule]) -> Element {
    let paths = capsules.iter().map(|capsule| {
        let journey = &capsule.journey;
        draw(&Mark::line("ln ahead", journey.start, journey.target))
    });
    let running = sight.ladder.running(sight.step(&app.state), app.state.playhead);
    let dots = running.iter().filter_map(|timer| timer.marks.get(1));
    layer(&sight.ladder, "ahead").list(paths).list(dots.map(draw))
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

/// State names, labels, crosses, and the scale breaks on top.
pub(super) fn words(app: &App, sight: &Sight) -> Element {
    let step = sight.step(&app.state);
    let seen = app.seen(&sight.ladder);
    let words = sight.ladder.words.iter().enumerate();
    let words = words.filter(|(_, word)| word.mark.reaches(seen)).map(|(i, word)| {
        // Each look of a word has an element of its own: going back shows the same ones again.
        if word.step <= step {
            return element("g", "").key(i * 2).child(draw(&word.mark));
        }
        // On paper the whole run is told.
        element("g", "")
            .key(i * 2 + 1)
            .child(element("g", "yet").child(word.future.as_ref().map(draw)))
            .child(element("g", "later").child(draw(&word.mark)))
    });
    let words = element("g", "").list(words);
    draw_all(layer(&sight.ladder, "words").child(words), &sight.ladder.breaks)
}

/// Broad invisible lines over those of segments that have been sent, to be pointed at.
pub(super) fn hits(app: &App, sight: &Sight) -> Element {
    let (selected, step) = (app.state.selected, sight.step(&app.state));
    let seen = app.seen(&sight.ladder);
    let seen = sight.ladder.journeys.iter().filter(|journey| journey.reaches(seen));
    let sent = seen.filter(|journey| journey.steps.start <= step);
    let lines = sent.map(|journey| {
        let class = if selected == Some(journey.id) { "hit sel" } else { "hit" };
        draw(&Mark::line(class, journey.start, journey.stop)).measure("data-id", journey.id)
    });
    let dispatch = app.dispatch.clone();
    layer(&sight.ladder, "hits").list(lines).on(Kind::Click, move |event| {
        let element = browser::target::<web_sys::Element>(&event);
        let id = element.and_then(|element| element.get_attribute("data-id")?.parse().ok());
        if let Some(id) = id {
            dispatch.emit(select(id, selected));
        }
    })
}

/// Selects a segment, or lets go of it.
fn select(id: SegmentId, selected: Option<SegmentId>) -> Msg {
    Msg::Select((selected != Some(id)).then_some(id))
}

/// What the marks mean that are in this ladder.
pub(super) fn legend(ladder: &Ladder, lang: Lang) -> Element {
    let entries = ladder_keys(ladder, lang).into_iter().map(|key| {
        let sample =
            element("svg", "").measure("width", key.width).attribute("height", "16").hidden();
        element("li", "").child(draw_all(sample, &key.sample)).text(key.words)
    });
    element("ul", "key").label(Message::Legend, lang).list(entries)
}

/// A segment in flight: a button that the clock moves.
pub(super) fn capsule(capsule: &Capsule, app: &App) -> Element {
    let selected = app.state.selected;
    let (w, h) = (capsule.width + px(4), px(28));
    let view = format!("{} {} {w} {h}", -(w / 2), -(h / 2));
    let body = element("svg", "")
        .measure("width", w)
        .measure("height", h)
        .attribute("viewBox", &*view)
        .hidden()
        .child(draw(&capsule.body));
    let segment = button("", &app.dispatch, select(capsule.id, selected))
        .pressed(selected == Some(capsule.id))
        .attribute(
            "aria-label",
            &*[capsule.origin, &*capsule.flags, " ", &*capsule.numbers_text].concat(),
        )
        .child(body);
    let numbers = element("svg", "")
        .attribute("width", "1")
        .attribute("height", "1")
        .child(draw(&capsule.numbers));
    element("div", "capsule")
        .key(capsule.id as usize)
        .child(segment)
        .child(element("div", "nums").hidden().child(numbers))
}
