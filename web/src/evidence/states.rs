//! The RFC's state diagram with a token for each end.

use crate::browser::{matches, translate};
use crate::marks::{draw, draw_all};
use tcp_model::host::Host;
use tcp_view::app::Show;
use tcp_view::message::Message;
use tcp_view::states::{Diagram, WIDTH, diagram};
use web_sys::SvgElement;
use yew::prelude::*;

/// How wide the diagram is on a phone.
const NARROW: i32 = 328;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) show: Show,
    pub(super) step: usize,
}

/// The state diagram.
#[component]
pub(super) fn States(props: &Props) -> Html {
    let (show, lang) = (&props.show, props.show.lang);
    let width = if matches("(max-width: 599px)") { NARROW } else { WIDTH };
    let drawn = diagram(&show.run, props.step, width);
    let view = format!("0 0 {} {}", drawn.width, drawn.height);
    let tokens = use_tokens(&drawn);
    html! {
        <section class="pane states">
            <h2 class="label">
                { Message::StateDiagram.say(lang) }
                <span class="ref">{ Message::StateDiagramKey.say(lang) }</span>
            </h2>
            <svg class="diagram" viewBox={view} role="img" aria-label={in_words(show, &drawn)}>
                { draw_all(&drawn.marks) }
                { for Host::BOTH.into_iter().zip(tokens).map(|(host, place)| html! {
                    <g class="slide" ref={place}>{ draw(&drawn.tokens[host].mark) }</g>
                }) }
            </svg>
        </section>
    }
}

/// Both ends with their states.
fn in_words(show: &Show, drawn: &Diagram) -> String {
    let one = |host| {
        format!("{}: {}", Message::Host(host).say(show.lang), drawn.tokens[host].state.name())
    };
    Host::BOTH.map(one).join(", ")
}

/// The elements of the tokens. They are put into their places by a transform, so that the style
/// sheet can let them slide.
#[hook]
fn use_tokens(drawn: &Diagram) -> [NodeRef; 2] {
    let tokens = [use_node_ref(), use_node_ref()];
    let places = Host::BOTH.map(|host| drawn.tokens[host].at);
    let found = tokens.clone();
    use_effect_with(places, move |places| {
        for (place, token) in places.iter().zip(&found) {
            if let Some(token) = token.cast::<SvgElement>() {
                translate(&token.style(), place.x, place.y);
            }
        }
    });
    tokens
}
