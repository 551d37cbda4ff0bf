//! The run as a table.

use crate::app::App;
use crate::element::{Element, Kind, button, element};
use tcp_model::trace::EventKind;
use tcp_view::app::Msg;
use tcp_view::caption::segment_in_words;
use tcp_view::message::Message;
use tcp_view::transcript::{Row, columns};

/// The run as a table; each row leads to its moment.
pub(crate) fn transcript(app: &App) -> Element {
    let lang = app.state.lang;
    let heads = columns(lang);
    let heads = heads.iter().map(|head| element("th", "").attribute("scope", "col").text(head));
    let rows = app.state.show.transcript.iter().enumerate().map(|(beat, row)| line(beat, row, app));
    let table = element("table", "")
        .child(element("thead", "").child(element("tr", "").list(heads)))
        .child(element("tbody", "").list(rows));
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

fn line(beat: usize, row: &Row, app: &App) -> Element {
    let step = beat + 1;
    let jump = button("", &app.dispatch, Msg::SeekStep(step))
        .label(Message::JumpTo(step), app.state.lang)
        .text(&row.step);
    let cell = |class: &str, words: &str| element("td", class).text(words);
    element("tr", "")
        .attribute("aria-current", (step == app.state.step).then_some("step"))
        .child(element("td", "").child(jump))
        .child(cell("mono", &row.time))
        .child(cell("host", &row.host))
        .child(cell("", &row.what).list(sent(beat, app)))
        .child(cell("state-name", &row.client))
        .child(cell("state-name", &row.server))
        .child(cell("", &row.note))
}

/// A button for each segment that a step sends: it goes to the step and selects the segment.
fn sent(beat: usize, app: &App) -> impl Iterator<Item = Element> {
    let (run, lang) = (&app.state.show.run, app.state.lang);
    run.events[run.beats[beat].events.clone()].iter().filter_map(move |event| {
        let EventKind::Send { id, segment, .. } = &event.kind else { return None };
        let (id, dispatch) = (*id, app.dispatch.clone());
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
