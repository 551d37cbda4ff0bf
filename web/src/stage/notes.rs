//! What is said: the caption of the last event, large, and short notes of those before it. On
//! wide pages they stand in the margin at the height of their time.

use crate::browser::set;
use crate::clock::Drawn;
use crate::reference::reference;
use tcp_model::time::Instant;
use tcp_view::app::Show;
use tcp_view::fixed::{Px, px};
use tcp_view::message::Message;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) show: Show,
    pub(super) ladder: Drawn,
    pub(super) step: usize,
    pub(super) playhead: Instant,
}

/// The caption and the notes.
#[component]
pub(super) fn Notes(props: &Props) -> Html {
    let Props { show, ladder, step, playhead } = props;
    let column = use_node_ref();
    {
        let column = column.clone();
        let shown = (show.clone(), ladder.clone(), *step, *playhead);
        use_effect_with(shown, move |(show, ladder, step, _)| {
            if let Some(column) = column.cast::<HtmlElement>() {
                place(&column, show, ladder, *step);
            }
        });
    }
    let past = step.saturating_sub(1);
    let notes = show.captions[..past].iter().enumerate().map(|(beat, caption)| {
        html! { <li class="note" key={beat}>{ caption.margin.clone() }</li> }
    });
    html! {
        <div class="words-col" ref={column}>
            <ol class="notes" aria-hidden="true">{ for notes }</ol>
            { caption(show, *step) }
        </div>
    }
}

fn caption(show: &Show, step: usize) -> Html {
    let lang = show.lang;
    let Some(caption) = step.checked_sub(1).map(|beat| &show.captions[beat]) else {
        return html! {
            <div class="caption">
                <h2>{ Message::Before.say(lang) }</h2>
                <p>{ Message::BeforeHint.say(lang) }</p>
            </div>
        };
    };
    html! {
        <div class="caption">
            <h2>{ caption.headline.clone() }</h2>
            <p>{ caption.body.clone() }</p>
            if let Some(broken) = &caption.deviation {
                <p class="breaks">{ broken.clone() }</p>
            }
            if !caption.clauses.is_empty() {
                <p class="refs">{ for caption.clauses.iter().map(|clause| reference(clause)) }</p>
            }
        </div>
    }
}

/// The caption begins so far above its event, a note so far above its own.
const CAPTION_RISE: Px = px(22);
const NOTE_RISE: Px = px(9);
const GAP: i32 = 8;

/// Puts the caption at its event. The notes stand at theirs, or as far above as they must; what
/// would be pushed above the beginning is left out, it is in the transcript.
fn place(column: &HtmlElement, show: &Show, ladder: &Drawn, step: usize) {
    let y = |beat: usize| ladder.scale.y(show.run.beats[beat].at);
    let children = |selector: &str| {
        let found = column.query_selector(selector).ok().flatten();
        found.and_then(|element| element.dyn_into::<HtmlElement>().ok())
    };
    let (Some(caption), Some(notes)) = (children(".caption"), children(".notes")) else { return };
    let lowest = ladder.height.whole() - caption.offset_height();
    let wanted = step.checked_sub(1).map_or(ladder.scale.y(Instant::ZERO), y) - CAPTION_RISE;
    let mut limit = wanted.whole().min(lowest).max(0);
    move_to(&caption, limit);
    set(&column.style(), "--h", &format!("{}px", limit + caption.offset_height()));
    let items = notes.children();
    for beat in (0..step.saturating_sub(1)).rev() {
        let note = items.item(beat as u32).and_then(|item| item.dyn_into::<HtmlElement>().ok());
        let Some(note) = note else { continue };
        let top = (y(beat) - NOTE_RISE).whole().min(limit - GAP - note.offset_height());
        // Neither name nor value can be refused.
        let _ = note.toggle_attribute_with_force("data-crowded", top < 0);
        if top >= 0 {
            move_to(&note, top);
            limit = top;
        }
    }
}

fn move_to(element: &HtmlElement, y: i32) {
    set(&element.style(), "--y", &format!("{y}px"));
}
