//! The run as a table.

use crate::app::App;
use crate::element::{Element, Kind, button, element};
use std::ops::Range;
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
    let rows = &app.state.show.transcript;
    let shown = shown(app);
    let long = (shown.len() < rows.len()).then(|| (rows.len() + 1).to_string());
    let numbered = long.is_some();
    let rows = shown.map(|beat| {
        let row = line(beat, &rows[beat], app).key(beat);
        if numbered { row.measure("aria-rowindex", beat + 2) } else { row }
    });
    let table = element("table", "")
        .attribute("aria-rowcount", long.as_deref())
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

/// A table of so many rows is written whole; of a longer one, and not on paper, blocks of rows.
const WHOLE: usize = 200;
const BLOCK: usize = 50;

/// Which rows are written: the block of the step that is shown, and those around it.
fn shown(app: &App) -> Range<usize> {
    let all = app.state.show.transcript.len();
    if all <= WHOLE || app.in_view.1 == 0 {
        return 0..all;
    }
    let block = app.state.step / BLOCK * BLOCK;
    block.saturating_sub(BLOCK)..(block + BLOCK * 2).min(all)
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
