//! The page: draws what the view says, and nothing else.

use yew::prelude::*;

/// The whole page.
#[function_component(App)]
pub fn app() -> Html {
    html! { <h1>{ "TCP Lanes" }</h1> }
}
