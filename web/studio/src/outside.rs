//! What follows outside of what the studio draws: orders to the page, files, the clipboard, the browser's
//! dialogs and its memory.

use crate::effect::Effect;
use crate::page::change;
use crate::pixels;
use js_sys::{Array, Function, Uint8Array};
use nodes::dom::{document, focus};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, HtmlTextAreaElement, Response, Url,
};

/// Does what an effect is; `tell` takes orders to the page.
pub(crate) fn carry_out(effect: Effect, tell: &Function) -> Result<(), JsValue> {
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

/// Whether something has a property.
pub(crate) fn has(value: &JsValue, name: &str) -> bool {
    js_sys::Reflect::get(value, &name.into()).is_ok_and(|found| !found.is_undefined())
}
