//! The browser as this page sees it. Whatever may be missing or forbidden simply does nothing.

use tcp_view::fixed::Px;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Document, Element, Event, HtmlElement, Storage, Window};

/// The window; a page without one does not run.
pub(crate) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document in it.
pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The root element, which carries language and theme.
pub(crate) fn root() -> Option<Element> {
    document().document_element()
}

/// The query of the address, with its question mark.
pub(crate) fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Storage throws in sandboxed frames.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under a name.
pub(crate) fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&["tcp-lanes.", name].concat()).ok().flatten()
}

/// Keeps something for the next visit.
pub(crate) fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden store only means that the next visit begins anew.
        let _ = storage.set_item(&["tcp-lanes.", name].concat(), value);
    }
}

/// Whether a media query holds now.
pub(crate) fn matches(media: &str) -> bool {
    window().match_media(media).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether the reader wants things to keep still.
pub(crate) fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Puts the focus on the element that a selector finds.
pub(crate) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Says instead of the page why it could not start: `boot.js` has the words.
pub(crate) fn fail(reason: &str, detail: &str) {
    let window = window();
    let failed = js_sys::Reflect::get(&window, &"tcpLanesFailed".into());
    if let Some(failed) = failed.ok().and_then(|failed| failed.dyn_into::<js_sys::Function>().ok())
    {
        // It throws only where there is no page to say it on.
        let _ = failed.call2(&window, &reason.into(), &detail.into());
    }
}

/// Milliseconds since the page began.
pub(crate) fn wall() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// The element that an event is about.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// Moves an element, by its transform alone.
pub(crate) fn translate(style: &CssStyleDeclaration, x: Px, y: Px) {
    set(style, "transform", &format!("translate({x}px,{y}px)"));
}

/// Sets one style property; the content security policy allows this, but no `style` attribute.
pub(crate) fn set(style: &CssStyleDeclaration, property: &str, value: &str) {
    // It throws only where the style is read-only.
    let _ = style.set_property(property, value);
}
