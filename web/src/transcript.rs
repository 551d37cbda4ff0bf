//! The run as a table.

use crate::app::App;
use crate::browser;
use crate::element::{Element, Kind, button, element, nodes, together};
use crate::live::{BLOCK, Part, Props, live, within};
use tcp_model::trace::EventKind;
use tcp_view::app::Msg;
use tcp_view::caption::segment_in_words;
use tcp_view::message::Message;
use tcp_view::transcript::{Row, columns};
use yew::prelude::Html;

/// The run as a table; each row leads to its moment.
pub(crate) fn transcript(app: &App) -> Element {
    let lang = app.state.lang;
    let heads = columns(lang);
    let heads = heads.iter().map(|head| element("th", "").attribute("scope", "col").text(head));
    let body = element("tbody", "").node(live(app, &app.sight, Part::Table(app.in_view.1 == 0)));
    let table = element("table", "")
        .measure("aria-rowcount", app.state.show.transcript.len() + 1)
        .child(element("thead", "").child(element("tr", "").list(heads)))
        .child(body);
    element("details", "transcript")
        .child(element("summary", "").say(Message::Transcript, lang))
        .child(
            element("div", "over")
                .attribute("tabindex", "0")
                .attribute("role", "region")
                .label(Message::Transcript, lang)
                .child(table),
        )
        .child(element("p", "hint").say(Message::Keys, lang))
}

/// A table of so many rows is written whole; of a longer one, and not on paper, so many blocks
/// before and after the step that is shown.
const WHOLE: usize = 200;
const AROUND: usize = 2;

/// Whether the reader has opened it.
pub(crate) fn is_open() -> bool {
    browser::find(".transcript[open]").is_some()
}

/// The blocks of rows that are written.
pub(crate) fn table(props: &Props, whole: bool) -> Html {
    let (all, step) = (props.show.transcript.len(), props.step);
    let (mut from, mut to) = (0, all);
    if all > WHOLE && !whole {
        let at = step.saturating_sub(1) / BLOCK;
        from = at.saturating_sub(AROUND) * BLOCK;
        to = all.min((at + AROUND + 1) * BLOCK);
    }
    nodes((from..to).step_by(BLOCK).map(|first| {
        let is_here = (1..=BLOCK).contains(&step.wrapping_sub(first));
        within(Part::Rows(first), if is_here { step } else { 0 }, props)
    }))
}

/// A block of rows.
pub(crate) fn rows(props: &Props, first: usize) -> Html {
    let rows = props.show.transcript.iter().enumerate().skip(first).take(BLOCK);
    together(rows.map(|(beat, row)| line(beat, row, props)))
}

fn line(beat: usize, row: &Row, props: &Props) -> Element {
    let step = beat + 1;
    let jump = button("", &props.dispatch, Msg::SeekStep(step))
        .label(Message::JumpTo(step), props.show.lang)
        .text(&row.step);
    let cell = |class: &str, words: &str| element("td", class).text(words);
    element("tr", "")
        .measure("aria-rowindex", step + 1)
        .attribute("aria-current", (step == props.step).then_some("step"))
        .child(element("td", "").child(jump))
        .child(cell("mono", &row.time))
        .child(cell("host", &row.host))
        .child(cell("", &row.what).list(sent(beat, props)))
        .child(cell("state-name", &row.client))
        .child(cell("state-name", &row.server))
        .child(cell("", &row.note))
}

/// A button for each segment that a step sends: it goes to the step and selects the segment.
fn sent(beat: usize, props: &Props) -> impl Iterator<Item = Element> {
    let (run, lang) = (&props.show.run, props.show.lang);
    run.events[run.beats[beat].events.clone()].iter().filter_map(move |event| {
        let EventKind::Send { id, segment, .. } = &event.kind else { return None };
        let (id, dispatch) = (*id, props.dispatch.clone());
        let name = Message::SegmentFields.say(lang);
        let choose = element("button", "")
            .attribute("aria-label", &*[&name, " ", &segment_in_words(segment, lang)].concat())
            .text(&name)
            .on(Kind::Click, move |_| {
                dispatch.emit(Msg::SeekStep(beat + 1));
                dispatch.emit(Msg::Select(Some(id)));
            });
        Some(choose)
    })
}
