//! The browser as this page sees it. Whatever may be missing or forbidden simply does nothing.

use gloo_render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use tcp_view::fixed::Px;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
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

/// The first element that a selector finds.
pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok()?;
    found.and_then(|element| element.dyn_into().ok())
}

/// Puts the focus on the element that a selector finds.
pub(crate) fn focus(selector: &str) {
    if let Some(element) = find(selector) {
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

/// Something that is done in a later frame, unless this is dropped before.
pub(crate) struct Later(u32);

/// What waits for a frame, and the frame that is asked for: one for all of it.
struct Frames {
    waiting: Vec<Waiting>,
    /// How many frames there have been, and the last that waits by its number.
    now: u32,
    last: u32,
    asked: Option<AnimationFrame>,
}

struct Waiting {
    number: u32,
    due: u32,
    then: Box<dyn FnOnce(f64)>,
}

thread_local! {
    static FRAMES: RefCell<Frames> =
        const { RefCell::new(Frames { waiting: Vec::new(), now: 0, last: 0, asked: None }) };
}

impl Later {
    /// Does something so many frames from now, with the browser's time then.
    pub(crate) fn frames(frames: u32, then: impl FnOnce(f64) + 'static) -> Later {
        wait(frames, Box::new(then))
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        take(|waiting, _| waiting.number == self.0);
    }
}

fn wait(frames: u32, then: Box<dyn FnOnce(f64)>) -> Later {
    FRAMES.with_borrow_mut(|all| {
        all.last += 1;
        let (number, due) = (all.last, all.now + frames);
        all.waiting.push(Waiting { number, due, then });
        all.ask();
        Later(number)
    })
}

/// Takes out the first of those that wait which is wanted at this frame.
fn take(is_wanted: impl Fn(&Waiting, u32) -> bool) -> Option<Waiting> {
    FRAMES.with_borrow_mut(|all| {
        let place = all.waiting.iter().position(|waiting| is_wanted(waiting, all.now))?;
        Some(all.waiting.remove(place))
    })
}

impl Frames {
    fn ask(&mut self) {
        self.asked.get_or_insert_with(|| request_animation_frame(frame));
    }
}

/// Does what is due, as long as it is not dropped by what is done before it.
fn frame(wall: f64) {
    FRAMES.with_borrow_mut(|all| {
        all.now += 1;
        all.asked = None;
    });
    while let Some(due) = take(|waiting, now| waiting.due <= now) {
        (due.then)(wall);
    }
    FRAMES.with_borrow_mut(|all| {
        if !all.waiting.is_empty() {
            all.ask();
        }
    });
}

/// The element that an event is about.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The transform that moves an element; the unit is that of `x`.
#[inline(never)]
pub(crate) fn translate(x: Px, unit: &str, y: Px) -> String {
    format!("translate({x}{unit},{y}px)")
}

#[wasm_bindgen]
extern "C" {
    /// An element, for what web-sys does not have yet of the Web Animations, and for options that need
    /// no types of their own.
    type Movable;
    #[wasm_bindgen(method)]
    fn animate(this: &Movable, keyframes: &JsValue, milliseconds: u32) -> Animation;
    #[wasm_bindgen(method, js_name = scrollIntoView)]
    fn scroll_into_view(this: &Movable, how: &JsValue);

    /// What the browser moves.
    pub(crate) type Animation;
    #[wasm_bindgen(method, setter = startTime)]
    fn set_start_time(this: &Animation, time: f64);
    #[wasm_bindgen(method)]
    pub(crate) fn cancel(this: &Animation);
}

/// Scrolls as far as an element needs to be seen.
pub(crate) fn bring_into_view(element: &Element) {
    let element: &Movable = element.unchecked_ref();
    if let Ok(how) = js_sys::JSON::parse("{\"block\":\"nearest\"}") {
        element.scroll_into_view(&how);
    }
}

/// Has the browser move an element: one property has these values, strings of JSON with commas, at
/// equal distances within so many milliseconds from `begun` on.
pub(crate) fn glide(
    element: &Element,
    property: &str,
    values: &str,
    milliseconds: u32,
    begun: f64,
) -> Option<Animation> {
    let frames = ["{\"", property, "\":[", values, "]}"].concat();
    let frames = js_sys::JSON::parse(&frames).ok()?;
    let element: &Movable = element.unchecked_ref();
    let moved = element.animate(&frames, milliseconds);
    moved.set_start_time(begun);
    Some(moved)
}

/// Sets one style property; the content security policy allows this, but no `style` attribute.
pub(crate) fn set(style: &CssStyleDeclaration, property: &str, value: &str) {
    // It throws only where the style is read-only.
    let _ = style.set_property(property, value);
}
