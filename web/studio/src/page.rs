//! The studio in the page: where it draws, what is pressed there, and what follows outside of it.

use crate::desk::{Desk, Drawn};
use crate::effect::Effect;
use crate::moment::Moment;
use crate::pointer;
use js_sys::{Array, Function, Uint8Array};
use nodes::dom::{add_style, document, focus, listen, patch};
use nodes::node::Node;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, HtmlElement};
use web_sys::{KeyboardEvent, Response, Url};

/// The studio where it is drawn.
struct Page {
    desk: Desk,
    /// Tells the page what to do.
    tell: Function,
    /// The places in which it listens already.
    heard: Vec<Element>,
    /// What was pointed at last.
    glance: String,
}

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// Draws the studio for what the page shows; `way` is the book of what is on the stage where the
/// checker has found it, and `tell` takes orders, and books with those that need one. What a page
/// says that cannot be read is passed over.
#[wasm_bindgen]
pub fn draw(
    folder: &str,
    moment: &str,
    way: Option<Vec<u8>>,
    tell: Function,
) -> Result<(), JsValue> {
    let Some(moment) = Moment::read(moment) else { return Ok(()) };
    let is_new = PAGE.with_borrow_mut(|page| match page {
        Some(page) => {
            page.tell = tell;
            false
        }
        None => {
            *page = Some(Page {
                desk: Desk::default(),
                tell,
                heard: Vec::new(),
                glance: String::new(),
            });
            true
        }
    });
    if is_new && let Some(document) = document() {
        add_style(&document, &[folder, "/studio.css"].concat())?;
        pointer::hear(&document)?;
    }
    change(|desk| desk.see(moment, way.as_deref()));
    Ok(())
}

/// Changes the studio, draws it, and does what follows.
pub(crate) fn change(how: impl FnOnce(&mut Desk) -> Vec<Effect>) {
    let done = PAGE.with_borrow_mut(|page| {
        let page = page.as_mut()?;
        let effects = how(&mut page.desk);
        page.redraw();
        Some((effects, page.tell.clone()))
    });
    // The page may call back at once, when nothing here is borrowed any more.
    let Some((effects, tell)) = done else { return };
    for effect in effects {
        // What the browser refuses is left undone.
        let _ = carry_out(effect, &tell);
    }
}

/// Draws the studio in the room that there is now.
pub(crate) fn redraw() {
    change(|_| Vec::new());
}

/// The reader points at something of the timeline: a verb, and more. It alone is drawn.
pub(crate) fn glance((verb, rest): (&str, &str)) {
    PAGE.with_borrow_mut(|page| {
        let (Some(page), Some(document)) = (page, document()) else { return };
        let glance = [verb, " ", rest].concat();
        if page.glance == glance {
            return;
        }
        page.glance = glance;
        if let Some(drawn) = page.desk.glance(verb, rest) {
            page.put(&document, drawn);
        }
    });
}

impl Page {
    fn redraw(&mut self) {
        let Some(document) = document() else { return };
        if let Some(room) = pointer::room(&document) {
            self.desk.fit(room);
        }
        for drawn in self.desk.view() {
            self.put(&document, drawn);
        }
    }

    fn put(&mut self, document: &Document, (name, tags): Drawn) {
        let Some(place) = document.get_element_by_id(name) else { return };
        if !self.heard.contains(&place) {
            // A place that cannot be listened to is drawn all the same.
            let _ = hear_reader(&place);
            self.heard.push(place.clone());
        }
        let children: Vec<Node> = tags.into_iter().map(Node::Tag).collect();
        // It throws only where there is no document to draw in.
        let _ = patch(document, &place, &children);
        if name == "menu" {
            // It stands where the segment is; where that cannot be found out, at the top.
            let _ = stand_below(document, &place);
        }
    }
}

/// Puts the menu below the selected segment.
fn stand_below(document: &Document, menu: &Element) -> Result<(), JsValue> {
    let Some(capsule) = document.query_selector(".capsule [aria-pressed=true]")? else {
        return Ok(());
    };
    let Some(scene) = menu.parent_element() else { return Ok(()) };
    let (at, whole) = (capsule.get_bounding_client_rect(), scene.get_bounding_client_rect());
    let middle = (at.left() + at.right()) / 2.0 - whole.left();
    let style = menu.unchecked_ref::<HtmlElement>().style();
    style.set_property("--x", &format!("{}px", middle as i32))?;
    style.set_property("--y", &format!("{}px", (at.bottom() - whole.top()) as i32))
}

/// Listens to all that is pressed and filled in in a place. Its keys are its own, and not the
/// player's.
fn hear_reader(place: &Element) -> Result<(), JsValue> {
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
    listen(place, "keydown", "id", |place, event| {
        event.stop_propagation();
        choose_by_key(event.unchecked_ref());
        if place == "menu" && event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
            change(|desk| desk.act("break close"));
        }
    })
}

/// A digit chooses among answers that have one.
fn choose_by_key(event: &KeyboardEvent) {
    let key = event.key();
    if !matches!(&*key, "1" | "2" | "3" | "4") || event.ctrl_key() || event.alt_key() {
        return;
    }
    let selector = ["#studio [data-key='", &*key, "']"].concat();
    let found = document().and_then(|document| document.query_selector(&selector).ok().flatten());
    if let Some(choice) = found {
        choice.unchecked_ref::<HtmlElement>().click();
    }
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

fn carry_out(effect: Effect, tell: &Function) -> Result<(), JsValue> {
    match effect {
        Effect::Tell(order, book) => {
            let book = book.map(|book| Uint8Array::from(&*book));
            tell.call2(&JsValue::NULL, &order.into(), &book.into())?;
        }
        // The desk has made orders of them.
        Effect::Show { .. } | Effect::Change(..) | Effect::Beside(..) => {}
        Effect::Fetch(path) => spawn_local(async move {
            let text = fetch(&path).await.ok().and_then(|text| text.as_string());
            change(|desk| desk.take(&path, text.as_deref()));
        }),
        Effect::Focus(selector) => focus(&selector),
        Effect::Copy(text) => spawn_local(async move {
            let Some(window) = web_sys::window() else { return };
            // Where it is forbidden the text stands in a field to be copied by hand.
            let _ = JsFuture::from(window.navigator().clipboard().write_text(&text)).await;
        }),
        Effect::Download(name, mime, octets) => download(&name, mime, &octets)?,
    }
    Ok(())
}

async fn fetch(path: &str) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer: Response = JsFuture::from(window.fetch_with_str(path)).await?.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(answer.text()?).await
}

fn download(name: &str, mime: &str, octets: &[u8]) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(octets));
    let file = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&file)?;
    let link = document().ok_or(JsValue::NULL)?.create_element("a")?;
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
