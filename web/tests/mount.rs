//! The page mounts in a real browser.

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_app_replaces_what_its_host_held() {
    let document = web_sys::window().and_then(|window| window.document()).expect("a page");
    let host = document.create_element("main").expect("any element can be made");
    host.set_text_content(Some("the still figure"));

    yew::Renderer::<web::App>::with_root(host.clone()).render();
    // Yew renders in a task of its own, which was queued before this one goes on.
    yew::platform::time::sleep(std::time::Duration::ZERO).await;

    assert!(host.first_element_child().is_some(), "{}", host.inner_html());
    assert!(!host.inner_html().contains("the still figure"));
}
