//! The RFC's state diagram with a token for each end.

use tcp_view::app::Show;
use tcp_view::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) show: Show,
    pub(super) step: usize,
}

/// The state diagram.
#[component]
pub(super) fn States(props: &Props) -> Html {
    let lang = props.show.lang;
    html! {
        <section class="pane states">
            <h2 class="label">
                { Message::StateDiagram.say(lang) }
                <span class="ref">{ Message::StateDiagramKey.say(lang) }</span>
            </h2>
        </section>
    }
}
