//! The page mounts in a real browser, and does what its reader asks.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// What `start.js` has for the page: there is no studio here, and no file to be fetched.
fn without_start_script() {
    let window = web_sys::window().expect("a page");
    for (name, body) in [("tcpLanesStudio", ""), ("tcpLanesFetch", "arguments[1]()")] {
        let function = js_sys::Function::new_no_args(body);
        js_sys::Reflect::set(&window, &name.into(), &function).expect("a window takes it");
    }
}

/// Mounts the page in an element of its own.
async fn mounted() -> Element {
    without_start_script();
    let document = web_sys::window().and_then(|window| window.document()).expect("a page");
    let host = document.create_element("div").expect("any element can be made");
    host.set_text_content(Some("the still figure"));
    document.body().expect("a page has a body").append_child(&host).expect("it is new");
    yew::Renderer::<web::App>::with_root(host.clone()).render();
    rendered().await;
    // The ladder is drawn once its width is known.
    until(|| host.query_selector(".scene").is_ok_and(|scene| scene.is_some())).await;
    host
}

/// Yew renders in a task of its own, which was queued before this one goes on.
async fn rendered() {
    yew::platform::time::sleep(std::time::Duration::ZERO).await;
}

async fn until(holds: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        rendered().await;
    }
    panic!("it does not come true");
}

/// What is shown once frames change it no more: the ladder may turn out to have another width.
async fn settled(picture: impl Fn() -> String) -> String {
    let mut before = String::new();
    while before != picture() {
        before = picture();
        yew::platform::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    before
}

fn find(host: &Element, selector: &str) -> HtmlElement {
    let found = host.query_selector(selector).expect("a selector");
    let found = found.unwrap_or_else(|| panic!("no {selector} in {}", host.inner_html()));
    found.dyn_into().expect("an HTML element")
}

fn text(host: &Element, selector: &str) -> String {
    find(host, selector).text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_app_replaces_what_its_host_held() {
    let host = mounted().await;
    assert!(!text(&host, ".page").is_empty());
    assert!(!host.inner_html().contains("the still figure"));
    host.remove();
}

#[wasm_bindgen_test]
async fn stepping_back_shows_the_same_picture_again() {
    let host = mounted().await;
    let steps = find(&host, ".keys").children();
    let press = |nth: u32| {
        let button = steps.item(nth).expect("a button");
        button.unchecked_into::<HtmlElement>().click();
    };
    let (back, forward) = (1, 3);
    let picture = || find(&host, ".scene").inner_html();
    press(forward);
    press(forward);
    until(|| picture().contains("class=\"capsule\"")).await;
    let before = settled(picture).await;
    press(forward);
    until(|| picture() != before).await;
    press(back);
    until(|| picture() == before).await;
    host.remove();
}

#[wasm_bindgen_test]
async fn an_interview_question_opens_its_first_scenario() {
    let host = mounted().await;
    let before = text(&host, "h1");
    find(&host, ".questions li:last-child button").click();
    // Its words are asked for first.
    until(|| text(&host, "h1") != before).await;
    host.remove();
}
