//! The RFC's state diagram with a token for each end.

use crate::app::App;
use crate::browser::{matches, translate};
use crate::element::{Element, element};
use crate::marks::{draw, draw_all};
use crate::studio;
use tcp_model::host::Host;
use tcp_view::message::Message;
use tcp_view::states::{Diagram, WIDTH, diagram};
use web_sys::SvgElement;

/// How wide the diagram is on a phone.
const NARROW: i32 = 328;

fn drawn(app: &App) -> Diagram {
    let width = if matches("(max-width: 599px)") { NARROW } else { WIDTH };
    diagram(&app.state.show.run, app.state.step, width)
}

/// The state diagram.
pub(crate) fn states(app: &App) -> Element {
    let (drawn, lang) = (drawn(app), app.state.lang);
    let view = format!("0 0 {} {}", drawn.width, drawn.height);
    let picture = element("svg", "diagram")
        .attribute("viewBox", &*view)
        .attribute("role", "img")
        .attribute("aria-label", &*in_words(app, &drawn));
    let tokens = Host::BOTH.into_iter().zip(&app.tokens);
    let tokens = tokens.map(|(host, place)| {
        element("g", "slide").found_by(place).child(draw(&drawn.tokens[host].mark))
    });
    element("section", "pane states")
        .child(
            element("h2", "label")
                .say(Message::StateDiagram, lang)
                .child(element("span", "ref").say(Message::StateDiagramKey, lang)),
        )
        .child(draw_all(picture, &drawn.marks).list(tokens))
        .child(studio::place("jump"))
}

/// Both ends with their states.
fn in_words(app: &App, drawn: &Diagram) -> String {
    let name = |host| Message::Host(host).say(app.state.lang);
    let state = |host: Host| drawn.tokens[host].state.name();
    let (client, server) = (Host::Client, Host::Server);
    [&*name(client), ": ", state(client), ", ", &*name(server), ": ", state(server)].concat()
}

/// Puts the tokens into their places by a transform, so that the style sheet can let them slide.
pub(crate) fn place(app: &App) {
    let drawn = drawn(app);
    for (host, token) in Host::BOTH.into_iter().zip(&app.tokens) {
        if let Some(token) = token.cast::<SvgElement>() {
            let at = drawn.tokens[host].at;
            translate(&token.style(), at.x, at.y);
        }
    }
}
