//! The run as a table.

use crate::app::App;
use crate::element::{Element, button, element};
use tcp_view::app::Msg;
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
        .child(cell("", &row.what))
        .child(cell("state-name", &row.client))
        .child(cell("state-name", &row.server))
        .child(cell("", &row.note))
}
