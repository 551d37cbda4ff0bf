//! The run as a table.

use crate::app::App;
use crate::element::{Element, Kind, button, element, together};
use crate::live::{BLOCK, Part, Props, live};
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
    let body = blocks(app).fold(element("tbody", ""), |body, first| {
        body.node(live(app, &app.sight, Part::Rows(first)))
    });
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
/// The first beats of the blocks that are written.
fn blocks(app: &App) -> impl Iterator<Item = usize> {
    let all = app.state.show.transcript.len();
    let (mut from, mut to) = (0, all);
    if all > WHOLE && app.in_view.1 > 0 {
        let at = app.state.step.saturating_sub(1) / BLOCK;
        from = at.saturating_sub(AROUND) * BLOCK;
        to = all.min((at + AROUND + 1) * BLOCK);
    }
    (from..to).step_by(BLOCK)
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
