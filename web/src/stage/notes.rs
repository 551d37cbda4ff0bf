//! What is said: the caption of the last event, large, and short notes of those before it. On
//! wide pages they stand in the margin at the height of their time.

use crate::app::App;
use crate::browser::set;
use crate::element::{Element, element, nodes, together};
use crate::embed::{EMBEDDED, beginning};
use crate::live::{NOTES, Part, Props, live};
use crate::reference::reference;
use crate::stage::STEP;
use tcp_model::time::Instant;
use tcp_model::trace::Beat;
use tcp_view::fixed::{Px, px};
use tcp_view::message::Message;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::Html;

/// The caption and the notes.
pub(super) fn notes(app: &App) -> Element {
    let blocks = (first(app)..app.state.step.saturating_sub(1)).step_by(NOTES);
    let blocks = nodes(blocks.map(|first| live(app, &app.sight, Part::Notes(first))));
    let column = element("div", "words-col")
        .found_by(&app.sight.clock.moving().words)
        .child(element("ol", "notes").hidden().node(blocks));
    match app.state.step {
        0 => column.child(before(app)),
        _ => column.node(live(app, &app.sight, Part::Caption)),
    }
}

/// A block of notes.
pub(crate) fn block(props: &Props, first: usize) -> Html {
    let past = props.step.saturating_sub(1).min(first + NOTES);
    let captions = &props.show.captions;
    let note = |beat: usize| element("li", "note").key(beat).prose(&captions[beat].margin);
    together((first..past).map(note))
}

/// What is said of the last event.
pub(crate) fn caption(props: &Props) -> Element {
    let whole = element("div", "caption");
    let Some(caption) = props.show.captions.get(props.step.wrapping_sub(1)) else { return whole };
    let broken = caption.deviation.as_ref().map(|broken| element("p", "breaks").prose(broken));
    let clauses = (!caption.clauses.is_empty())
        .then(|| element("p", "refs").list(caption.clauses.iter().map(|clause| reference(clause))));
    whole
        .child(element("h2", "").prose(&caption.headline))
        .child(element("p", "").prose(&caption.body))
        .child(broken)
        .child(clauses)
}

/// What is said before the first.
fn before(app: &App) -> Element {
    let (whole, lang) = (element("div", "caption"), app.state.lang);
    if EMBEDDED {
        return whole.child(beginning(app));
    }
    whole
        .child(element("h2", "").say(Message::Before, lang))
        .child(element("p", "").say(Message::BeforeHint, lang))
}

/// The least height of a note with the gap above it: so many more of them are seen at most.
const NOTE: i32 = 24;

/// The first beat that has a note, the first of a block: what is above the window needs none, and
/// nothing else is above the last event.
fn first(app: &App) -> usize {
    let (ladder, step) = (&app.sight.ladder, app.state.step);
    let top = app.seen(ladder).0 + px(STEP);
    let beats = &app.state.show.run.beats[..step];
    let y = |beat: &Beat| ladder.scale.y(beat.at);
    let most = beats.last().map_or(0, |last| (y(last) - top).whole().max(0) / NOTE);
    let first = beats.partition_point(|beat| y(beat) < top);
    first.max(step.saturating_sub(most as usize)) / NOTES * NOTES
}

/// The caption begins so far above its event, a note so far above its own.
const CAPTION_RISE: Px = px(22);
const NOTE_RISE: Px = px(9);
const GAP: i32 = 8;

/// Puts the caption at its event. The notes stand at theirs, or as far above as they must; what
/// would be pushed above the beginning is left out, it is in the transcript. So many notes are moved
/// at most, the first of them first; whether there are more.
pub(crate) fn place(app: &App, most: usize) -> bool {
    let (show, ladder, step) = (&app.state.show, &app.sight.ladder, app.state.step);
    let Some(column) = app.sight.clock.moving().words.cast::<HtmlElement>() else { return false };
    let y = |beat: usize| ladder.scale.y(show.run.beats[beat].at);
    let children = column.children();
    let child = |i: u32| children.item(i).map(|child| child.unchecked_into::<HtmlElement>());
    let (Some(notes), Some(caption)) = (child(0), child(1)) else { return false };
    let items = notes.children();
    let first = first(app);
    // All are measured before one is moved: a browser that is asked in between lays out anew.
    let mut measured = Vec::new();
    for beat in first..step.saturating_sub(1) {
        let note = items.item((beat - first) as u32);
        if let Some(note) = note.map(|item| item.unchecked_into::<HtmlElement>()) {
            measured.push((beat, note.offset_height(), note));
        }
    }
    let height = caption.offset_height();
    let wanted = step.checked_sub(1).map_or(ladder.scale.y(Instant::ZERO), y) - CAPTION_RISE;
    let mut limit = wanted.whole().min(ladder.height.whole() - height).max(0);
    set(&caption.style(), PLACE, &in_px(limit));
    set(&column.style(), "--h", &in_px(limit + height));
    let mut moved = Vec::new();
    for (beat, height, note) in measured.into_iter().rev() {
        let top = (y(beat) - NOTE_RISE).whole().min(limit - GAP - height);
        let place = (top >= 0).then(|| in_px(top));
        // Where there is little room no notes are shown.
        if height > 0 && note.get_attribute(PLACED) != place {
            moved.push((note, place));
        }
        if top >= 0 {
            limit = top;
        }
    }
    let rest = moved.len().saturating_sub(most);
    for (note, place) in &moved[rest..] {
        // The name cannot be refused.
        let _ = match place {
            Some(place) => {
                set(&note.style(), PLACE, place);
                note.set_attribute(PLACED, place)
            }
            None => note.remove_attribute(PLACED),
        };
    }
    rest > 0
}

/// The property that says where a note or the caption stands, and the attribute of a note that has a
/// place, which says the same.
const PLACE: &str = "--y";
const PLACED: &str = "data-at";

fn in_px(y: i32) -> String {
    format!("{y}px")
}
