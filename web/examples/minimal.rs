//! The least that Yew can be: what the page's first load is measured beside
//! (`cargo xtask bench first-load`).

use yew::prelude::*;

#[component]
fn Minimal() -> Html {
    let count = use_state(|| 0);
    let onclick = {
        let count = count.clone();
        move |_| count.set(*count + 1)
    };
    html! { <button id="minimal" {onclick}>{ *count }</button> }
}

fn main() {
    yew::Renderer::<Minimal>::new().render();
}
