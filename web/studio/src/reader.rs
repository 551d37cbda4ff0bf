//! What a reader presses, fills in and drops in what the studio draws.

use crate::free::LARGEST_FILE;
use crate::page::change;
use nodes::dom::{document, listen};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Document, DragEvent, Element, Event, File, HtmlDialogElement, HtmlElement, HtmlInputElement,
    HtmlSelectElement, KeyboardEvent,
};

/// Listens to all that is pressed and filled in in a place. Its keys are its own, and not the
/// player's.
pub(crate) fn hear(place: &Element) -> Result<(), JsValue> {
    listen(place, "click", "data-act", |action, _| {
        // What is drawn at random is drawn with the time.
        let seed = match action {
            "quiz interview" => format!(" {}", js_sys::Date::now() as u64),
            _ => String::new(),
        };
        change(|desk| desk.act(&[action, &*seed].concat()));
    })?;
    listen(place, "change", "data-set", |action, event| {
        let value = event.target().map(|field| value_of(&field)).unwrap_or_default();
        change(|desk| desk.act(&[action, " ", &*value].concat()));
    })?;
    listen(place, "change", "data-file", |_, event| {
        let field = event.target().and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else { return };
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            read_file(file);
        }
        // The same file can be opened again.
        field.set_value("");
    })?;
    if place.has_type::<HtmlDialogElement>() {
        hear_dialog(place)?;
    }
    listen(place, "keydown", "id", |_, event| event.stop_propagation())
}

/// Keys that mean something here before the player hears of them, which does so on the way down to
/// what has the focus: a digit chooses among answers that have one, but in a field it is only a
/// digit; Escape closes the menu at a segment from within.
pub(crate) fn hear_keys(page: &Document) -> Result<(), JsValue> {
    let heard = Closure::<dyn FnMut(KeyboardEvent)>::new(|event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let done = match &*event.key() {
            "Escape" => leave_menu(&event),
            digit @ ("1" | "2" | "3" | "4") => choose(digit, &event),
            _ => false,
        };
        if done {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let heard = heard.into_js_value();
    page.add_event_listener_with_callback_and_bool("keydown", heard.unchecked_ref(), true)
}

fn leave_menu(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_inside = target.is_some_and(|one| one.closest("#menu").is_ok_and(|it| it.is_some()));
    if is_inside {
        change(|desk| desk.act("break close"));
    }
    is_inside
}

fn choose(digit: &str, event: &KeyboardEvent) -> bool {
    let is_field = event.target().is_some_and(|target| {
        target.has_type::<HtmlInputElement>() || target.has_type::<HtmlSelectElement>()
    });
    let selector = ["#studio [data-key='", digit, "']:not([disabled])"].concat();
    let found = document().and_then(|page| page.query_selector(&selector).ok().flatten());
    let Some(choice) = found.filter(|_| !is_field) else { return false };
    choice.unchecked_ref::<HtmlElement>().click();
    true
}

/// A dialog is closed by Escape, and by pressing beside it.
fn hear_dialog(dialog: &Element) -> Result<(), JsValue> {
    let close = || change(|desk| desk.act("sheet close"));
    on(dialog, "cancel", move |event| {
        event.prevent_default();
        close();
    })?;
    on(dialog, "click", move |event| {
        if event.target() == event.current_target() {
            close();
        }
    })
}

/// Files can be dropped anywhere on the page; while one is held over it, it says so.
pub(crate) fn take_files(document: &Document) -> Result<(), JsValue> {
    let Some(body) = document.body() else { return Ok(()) };
    let shows = |body: &HtmlElement, is: bool| {
        // An attribute of this name can always be set.
        let _ = body.toggle_attribute_with_force("data-dropping", is);
    };
    let over = body.clone();
    on(&body, "dragover", move |event| {
        let data = event.unchecked_ref::<DragEvent>().data_transfer();
        if data.is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
            shows(&over, true);
        }
    })?;
    let left = body.clone();
    on(&body, "dragleave", move |event| {
        if event.unchecked_ref::<DragEvent>().related_target().is_none() {
            shows(&left, false);
        }
    })?;
    let dropped = body.clone();
    on(&body, "drop", move |event| {
        shows(&dropped, false);
        let data = event.unchecked_ref::<DragEvent>().data_transfer();
        let files = data.and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            read_file(file);
        }
    })
}

fn read_file(file: File) {
    if file.size() > LARGEST_FILE as f64 {
        change(|desk| desk.act("free large"));
        return;
    }
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        if let Some(text) = text {
            change(|desk| desk.act(&["free open ", &*text].concat()));
        }
    });
}

/// From now on calls back at events of this kind.
fn on(place: &Element, kind: &str, react: impl FnMut(Event) + 'static) -> Result<(), JsValue> {
    let heard = Closure::<dyn FnMut(Event)>::new(react);
    place.add_event_listener_with_callback(kind, heard.into_js_value().unchecked_ref())
}

/// What a field holds now: its text, or `on` and `off` for one that is ticked.
fn value_of(field: &JsValue) -> String {
    let property = |name: &str| js_sys::Reflect::get(field, &name.into()).unwrap_or_default();
    match property("type").as_string().as_deref() {
        Some("checkbox") if property("checked").is_truthy() => "on".to_owned(),
        Some("checkbox") => "off".to_owned(),
        Some(_) | None => property("value").as_string().unwrap_or_default(),
    }
}
