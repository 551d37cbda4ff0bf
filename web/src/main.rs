//! Mounts the page over the static figure that `index.html` carries.

fn main() {
    let Some(host) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
    else {
        return;
    };
    yew::Renderer::<web::App>::with_root(host).render();
}
