//! The studio in the page: where it draws, what is pressed there, and what follows outside of it.

use crate::desk::{Desk, Drawn};
use crate::effect::Effect;
use crate::free::LARGEST_FILE;
use crate::moment::{Moment, Share, Turn};
use crate::pixels;
use crate::pointer;
use js_sys::{Array, Function, Uint8Array};
use nodes::dom::{add_style, document, focus, listen, patch};
use nodes::node::Node;
use std::cell::RefCell;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, Document, DragEvent, Element, Event, File, HtmlAnchorElement,
    HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    KeyboardEvent, Response, ScrollIntoViewOptions, ScrollLogicalPosition, Url,
};

/// The studio where it is drawn.
struct Page {
    desk: Desk,
    /// Tells the page what to do.
    tell: Function,
    /// The places in which it listens already, with what stands in each.
    places: Vec<(Element, Vec<Node>)>,
    /// What was pointed at last.
    glance: String,
    /// What the page has said last, the turn aside.
    said: String,
    /// Whether time goes by, and what was not drawn since because it was out of sight.
    playing: bool,
    unseen: Vec<Share>,
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
    let said = moment;
    let Some(moment) = Moment::read(said) else { return Ok(()) };
    let said = match moment.turn {
        Turn::All => said,
        Turn::Rest | Turn::Look(_) => said.rsplit_once('\n').unwrap_or_default().0,
    };
    let is_new = PAGE.with_borrow_mut(|page| match page {
        Some(page) => {
            page.tell = tell;
            false
        }
        None => {
            *page = Some(Page {
                desk: Desk::default(),
                tell,
                places: Vec::new(),
                glance: String::new(),
                said: String::new(),
                playing: false,
                unseen: Vec::new(),
            });
            true
        }
    });
    if is_new && let Some(document) = document() {
        add_style(&document, &[folder, "/studio.css"].concat())?;
        pointer::hear(&document)?;
        hear_keys(&document)?;
        // A static page stands deeper than the site, and says so by its base.
        let base = document.base_uri().ok().flatten();
        let site = base.map(|at| at.split(['?', '#']).next().unwrap_or_default().to_owned());
        let navigator = web_sys::window().map(|window| window.navigator());
        let shares = navigator.is_some_and(|navigator| has(&navigator, "share"));
        PAGE.with_borrow_mut(|page| {
            if let Some(page) = page {
                page.desk.stands_at(&site.unwrap_or_default(), shares);
            }
        });
        take_files(&document)?;
    }
    let before = PAGE.with_borrow_mut(|page| {
        page.as_mut().map(|page| {
            page.playing = moment.playing;
            std::mem::replace(&mut page.said, said.to_owned())
        })
    });
    // What it was told before it was there is not told again.
    let turn = if is_new { Turn::All } else { moment.turn };
    change_in(turn, |desk| match before {
        // It has been seen in another turn.
        Some(before) if before == said => Vec::new(),
        _ => desk.see(moment, way.as_deref()),
    });
    Ok(())
}

/// Changes the studio, draws it, and does what follows.
pub(crate) fn change(how: impl FnOnce(&mut Desk) -> Vec<Effect>) {
    change_in(Turn::All, how);
}

fn change_in(turn: Turn, how: impl FnOnce(&mut Desk) -> Vec<Effect>) {
    // Drawing may move the focus, of which the browser tells at once: that changes nothing.
    let done = PAGE.with(|page| {
        let mut page = page.try_borrow_mut().ok()?;
        let page = page.as_mut()?;
        let effects = how(&mut page.desk);
        page.redraw(turn);
        Some((effects, page.tell.clone()))
    });
    let sheet = document().and_then(|document| document.get_element_by_id("sheet"));
    if let Some(sheet) = sheet {
        // A dialog that cannot be opened is not seen.
        let _ = open_or_close(sheet.unchecked_ref());
    }
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

/// What was out of sight may be seen.
pub(crate) fn catch_up() {
    PAGE.with(|page| {
        let Ok(mut page) = page.try_borrow_mut() else { return };
        if let (Some(page), Some(document)) = (page.as_mut(), document()) {
            page.catch_up(&document, Share::ALL.len());
        }
    });
}

/// The reader points at something of the timeline: a verb, and more. It alone is drawn.
pub(crate) fn glance((verb, rest): (&str, &str)) {
    PAGE.with(|page| {
        let Ok(mut page) = page.try_borrow_mut() else { return };
        let (Some(page), Some(document)) = (page.as_mut(), document()) else { return };
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
    fn redraw(&mut self, turn: Turn) {
        let Some(document) = document() else { return };
        if let Turn::Look(share) = turn {
            self.unseen.retain(|other| *other != share);
            self.unseen.insert(0, share);
            return self.catch_up(&document, 1);
        }
        if turn == Turn::All {
            self.unseen.clear();
        }
        if let Some(room) = pointer::room(&document) {
            self.desk.fit(room);
        }
        for drawn in self.desk.view(turn) {
            self.put(&document, drawn);
        }
        if let Ok(Some(page)) = document.query_selector(".page") {
            // For the style sheets: to ask whether an element has another one in it is slow. And
            // whatever is set is new to them, even if it is the same.
            let is_open = self.desk.is_open();
            if page.get_attribute("data-studio").as_ref() != Some(&is_open) {
                let _ = page.set_attribute("data-studio", &is_open);
            }
        }
    }

    /// Draws what was not drawn out of sight and is seen now, or all of it where time stands still: so many
    /// shares at most. It looks before it draws, so that the browser need not lay out in between; what
    /// is moved into sight is found in the next turn.
    fn catch_up(&mut self, document: &Document, most: usize) {
        let is_seen = |share: &Share| !self.playing || pointer::sees(document, *share);
        let seen: Vec<Share> = self.unseen.iter().copied().filter(is_seen).take(most).collect();
        self.unseen.retain(|share| !seen.contains(share));
        for share in seen {
            let drawn = self.desk.view(Turn::Look(share));
            drawn.into_iter().for_each(|drawn| self.put(document, drawn));
        }
    }

    fn put(&mut self, document: &Document, (name, tags): Drawn) {
        let Some(place) = document.get_element_by_id(name) else { return };
        let known = self.places.iter().position(|(known, _)| *known == place);
        let known = known.unwrap_or_else(|| {
            // A place that cannot be listened to is drawn all the same.
            let _ = hear_reader(&place);
            self.places.push((place.clone(), Vec::new()));
            self.places.len() - 1
        });
        let is_new = place.first_element_child().is_none() && !tags.is_empty();
        let children: Vec<Node> = tags.into_iter().map(Node::Tag).collect();
        let before = std::mem::replace(&mut self.places[known].1, children);
        // It throws where somebody else has changed what was drawn: that is found out the next time.
        if patch(document, &place, &before, &self.places[known].1).is_err() {
            self.places[known].1.clear();
        }
        if name == "menu" {
            // It stands where the segment is; where that cannot be found out, at the top.
            let _ = stand_below(document, &place, is_new);
        }
    }
}

/// Puts the menu below the selected segment, and into view when it opens.
fn stand_below(document: &Document, menu: &Element, is_new: bool) -> Result<(), JsValue> {
    let Some(capsule) = document.query_selector(".capsule [aria-pressed=true]")? else {
        return Ok(());
    };
    let Some(scene) = menu.parent_element() else { return Ok(()) };
    let (at, whole) = (capsule.get_bounding_client_rect(), scene.get_bounding_client_rect());
    let middle = (at.left() + at.right()) / 2.0 - whole.left();
    let style = menu.unchecked_ref::<HtmlElement>().style();
    style.set_property("--x", &format!("{}px", middle as i32))?;
    style.set_property("--y", &format!("{}px", (at.bottom() - whole.top()) as i32))?;
    if is_new {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        menu.scroll_into_view_with_scroll_into_view_options(&how);
    }
    Ok(())
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
fn hear_keys(page: &Document) -> Result<(), JsValue> {
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

fn open_or_close(dialog: &HtmlDialogElement) -> Result<(), JsValue> {
    match (dialog.has_child_nodes(), dialog.open()) {
        (true, false) => {
            dialog.set_attribute("aria-labelledby", "sheet-h")?;
            dialog.show_modal()
        }
        (false, true) => {
            dialog.close();
            Ok(())
        }
        (true, true) | (false, false) => Ok(()),
    }
}

/// Files can be dropped anywhere on the page; while one is held over it, it says so.
fn take_files(document: &Document) -> Result<(), JsValue> {
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

/// Whether something has a property.
fn has(value: &JsValue, name: &str) -> bool {
    js_sys::Reflect::get(value, &name.into()).is_ok_and(|found| !found.is_undefined())
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
        Effect::Download(name, mime, octets) => download(&name, mime, &octets)?,
        Effect::CopyFrom(text, selector) => spawn_local(async move {
            let done = copy(&text).await.is_ok();
            if !done {
                select(&selector);
            }
            let told = if done { "sheet copied" } else { "sheet uncopied" };
            change(|desk| desk.act(told));
        }),
        Effect::Share(title, link) => share(&title, &link)?,
        Effect::Picture { name, svg, scale } => pixels::picture(name, svg, scale),
        Effect::Film { name, scenario, run, options, frames } => {
            pixels::film(name, *scenario, *run, options, frames);
        }
        Effect::StopFilm => pixels::stop(),
        Effect::Keep(name, value) => {
            // Storage throws in sandboxed frames.
            if let Some(storage) = web_sys::window().and_then(|it| it.local_storage().ok()?) {
                storage.set_item(name, value)?;
            }
        }
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

async fn copy(text: &str) -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    // There is none where the page came unprotected.
    if !has(&navigator, "clipboard") {
        return Err(JsValue::NULL);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await
}

fn select(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(field) = found else { return };
    if let Some(line) = field.dyn_ref::<HtmlInputElement>() {
        line.select();
    } else if let Some(lines) = field.dyn_ref::<HtmlTextAreaElement>() {
        // Only what has the focus is copied by a key.
        let _ = lines.focus();
        lines.select();
    }
}

/// Opens the browser's dialog for sharing; a reader may think better of it.
fn share(title: &str, link: &str) -> Result<(), JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let data = js_sys::Object::new();
    js_sys::Reflect::set(&data, &"title".into(), &title.into())?;
    js_sys::Reflect::set(&data, &"url".into(), &link.into())?;
    let share: Function = js_sys::Reflect::get(&navigator, &"share".into())?.dyn_into()?;
    let answer: js_sys::Promise = share.call1(&navigator, &data)?.dyn_into()?;
    spawn_local(async move {
        // To think better of it is no error.
        let _ = JsFuture::from(answer).await;
    });
    Ok(())
}

pub(crate) fn download(name: &str, mime: &str, octets: &[u8]) -> Result<(), JsValue> {
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
