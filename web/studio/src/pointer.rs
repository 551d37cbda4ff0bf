//! What a reader does in parts of the page that the page draws itself: pointing at the controls and at the state diagram,
//! and the keys `[` and `]`.

use crate::page::{change, glance, redraw};
use crate::timeline::Room;
use std::cell::RefCell;
use tcp_view::ladder::LayoutKind;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, KeyboardEvent, MouseEvent};

/// Listens to all of it, for as long as the page is there.
pub(crate) fn hear(document: &Document) -> Result<(), JsValue> {
    on(document, "click", |event| {
        if let Some(action) = in_diagram(event) {
            change(|desk| desk.act(&action));
        }
    })?;
    let lit = RefCell::default();
    on(document, "pointermove", move |event| {
        // What cannot be marked is left as it is.
        let _ = light(event, &mut lit.borrow_mut());
        let over = over_timeline(event);
        glance(over.as_deref().map_or(("off", ""), |place| ("over", place)));
    })?;
    on(document, "focusin", |event| {
        let marked = element(event).and_then(|element| element.get_attribute("data-step"));
        if let Some(step) = marked {
            glance(("step", &step));
        }
    })?;
    on(document, "focusout", |_| glance(("off", "")))?;
    on(document, "keydown", |event| {
        if let Some(action) = key(event) {
            change(|desk| desk.act(action));
        }
    })?;
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    on(&window, "beforeprint", |_| redraw())?;
    on(&window, "resize", |_| redraw())
}

/// Before anything in the page may keep the event to itself.
fn on(target: &EventTarget, kind: &str, react: impl Fn(&Event) + 'static) -> Result<(), JsValue> {
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| react(&event)).into_js_value();
    target.add_event_listener_with_callback_and_bool(kind, heard.unchecked_ref(), true)
}

fn element(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// How much room the controls of the page leave.
pub(crate) fn room(document: &Document) -> Option<Room> {
    let track = document.query_selector(".track").ok()??;
    let ladder = document.query_selector(".ladder[data-kind]").ok()??;
    let kind = match ladder.get_attribute("data-kind")?.as_str() {
        "phone" => LayoutKind::Phone,
        "embed" => LayoutKind::Embed,
        _ => LayoutKind::Wide,
    };
    Some(Room { width: track.client_width(), kind })
}

/// Where in the diagram something was pressed: x and y in tenths of a pixel of the drawing, and its
/// width.
fn in_diagram(event: &Event) -> Option<String> {
    let diagram = element(event)?.closest(".diagram").ok()??;
    let event: &MouseEvent = event.dyn_ref()?;
    let view = diagram.get_attribute("viewBox")?;
    let mut view = view.split(' ').skip(2).filter_map(|size| size.parse::<f64>().ok());
    let (width, height) = (view.next()?, view.next()?);
    let seen = diagram.get_bounding_client_rect();
    // The drawing is as large as it can be, in the middle.
    let scale = (seen.width() / width).min(seen.height() / height);
    let within = |at: i32, start: f64, room: f64, size: f64| {
        let start = start + (room - size * scale) / 2.0;
        ((f64::from(at) - start) / scale * 10.0) as i32
    };
    let x = within(event.client_x(), seen.left(), seen.width(), width);
    let y = within(event.client_y(), seen.top(), seen.height(), height);
    Some(format!("states at {x} {y} {width}"))
}

/// Marks all that stands for the fields of a header that are pointed at, which were `before`.
fn light(event: &Event, before: &mut String) -> Result<(), JsValue> {
    let Some(at) = element(event) else { return Ok(()) };
    let field = at.closest(".insp [data-f]")?.and_then(|field| field.get_attribute("data-f"));
    let fields = field.unwrap_or_default();
    let Some(document) = at.owner_document().filter(|_| fields != *before) else { return Ok(()) };
    let all = document.query_selector_all(".insp [data-f]")?;
    for place in (0..all.length()).filter_map(|i| all.item(i)) {
        let place: Element = place.unchecked_into();
        let own = place.get_attribute("data-f").unwrap_or_default();
        let is_lit = own.split(' ').any(|one| fields.split(' ').any(|other| one == other));
        place.toggle_attribute_with_force("data-lit", is_lit && !fields.is_empty())?;
    }
    *before = fields;
    Ok(())
}

/// What of the controls is pointed at, in thousandths of the width.
fn over_timeline(event: &Event) -> Option<String> {
    let at = element(event)?.closest(".tl-strip, .scrub").ok()??;
    let event: &MouseEvent = event.dyn_ref()?;
    let place = if at.matches(".scrub").ok()? { "scrub" } else { "strip" };
    let track = at.owner_document()?.query_selector(".track").ok()??.get_bounding_client_rect();
    let part = (f64::from(event.client_x()) - track.left()) / track.width().max(1.0) * 1000.0;
    Some(format!("{place} {}", part.clamp(0.0, 1000.0) as i32))
}

/// What a key in the player asks for. Where words are written it is a letter.
fn key(event: &Event) -> Option<&'static str> {
    let key: &KeyboardEvent = event.dyn_ref()?;
    if key.ctrl_key() || key.alt_key() || key.meta_key() {
        return None;
    }
    let writing = "textarea, select, input:not([type=range], [type=checkbox], [type=radio])";
    let focused = element(event)?;
    if focused.matches(writing).ok()? || focused.closest("#player").ok()?.is_none() {
        return None;
    }
    match &*key.key() {
        "[" => Some("timeline previous"),
        "]" => Some("timeline next"),
        _ => None,
    }
}
