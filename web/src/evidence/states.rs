//! The RFC's state diagram with a token for each end.

use crate::browser::matches;
use crate::element::{Element, element};
use crate::live::Props;
use crate::marks::{draw, draw_all};
use crate::studio;
use tcp_model::host::Host;
use tcp_scenarios::prose::Lang;
use tcp_view::message::Message;
use tcp_view::states::{Diagram, WIDTH, diagram};

/// How wide the diagram is on a phone.
const NARROW: i32 = 328;

/// The state diagram. Its tokens are put into their places by a transform, so that the style sheet
/// can let them slide.
pub(crate) fn states(props: &Props) -> Element {
    let width = if matches("(max-width: 599px)") { NARROW } else { WIDTH };
    let drawn = diagram(&props.show.run, props.step, width);
    let lang = props.show.lang;
    let view = format!("0 0 {} {}", drawn.width, drawn.height);
    let picture = element("svg", "diagram")
        .attribute("viewBox", &*view)
        .attribute("role", "img")
        .attribute("aria-label", &*in_words(&drawn, lang));
    let tokens = Host::BOTH.into_iter().map(|host| {
        let token = &drawn.tokens[host];
        element("g", "slide")
            .attribute("transform", &*format!("translate({} {})", token.at.x, token.at.y))
            .child(draw(&token.mark))
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
fn in_words(drawn: &Diagram, lang: Lang) -> String {
    let name = |host| Message::Host(host).say(lang);
    let state = |host: Host| drawn.tokens[host].state.name();
    let (client, server) = (Host::Client, Host::Server);
    [&*name(client), ": ", state(client), ", ", &*name(server), ": ", state(server)].concat()
}
