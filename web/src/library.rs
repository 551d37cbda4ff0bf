//! Words are fetched when they are needed: those of a language once, and what is said about a
//! scenario when it is opened; its title, its question and its run are in the program. A run
//! whose words cannot be fetched is shown without them.

use std::future::Future;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;
use tcp_view::address::Address;
use tcp_view::app::{FIRST_SCENARIO, Msg};
use tcp_view::caption::lexicon;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Does something once the words of the scenario with this address, if there is one, and those of
/// a language are here.
pub(crate) fn once_told(address: Option<&str>, lang: Option<Lang>, then: impl FnOnce() + 'static) {
    let entry = address.and_then(|address| Catalogue::get().entry(address));
    let entry = entry.filter(|entry| !entry.is_told());
    let lang = lang.filter(|lang| !lexicon::is_known(*lang));
    if entry.is_none() && lang.is_none() {
        return then();
    }
    let book = entry.map(|entry| fetch(&format!("books/{}.bin", entry.id())));
    let words = lang.map(|lang| (lang, fetch(&format!("books/words.{}.txt", lang.tag()))));
    spawn_local(async move {
        if let Some(book) = book
            && let Ok(octets) = book.await
        {
            Catalogue::get().learn(&octets);
        }
        if let Some((lang, words)) = words
            && let Ok(octets) = words.await
            && let Ok(file) = String::from_utf8(octets)
        {
            lexicon::learn(lang, file);
        }
        then();
    });
}

/// The language that a message asks for.
pub(crate) fn spoken_after(msg: &Msg) -> Option<Lang> {
    match msg {
        Msg::SetLang(lang) => Some(*lang),
        _ => None,
    }
}

/// The scenario that a message puts on the stage.
pub(crate) fn opened_by(msg: &Msg) -> Option<&str> {
    match msg {
        Msg::Open(address) | Msg::SwitchProtocol(address) => Some(address),
        Msg::Navigate(address) => Some(asked_for(address)),
        _ => None,
    }
}

/// The scenario that an address of the page asks for.
pub(crate) fn asked_for(address: &Address) -> &str {
    match address.scenario.as_deref() {
        Some(asked) if Catalogue::get().entry(asked).is_some() => asked,
        _ => FIRST_SCENARIO,
    }
}

/// Asks for a file at once.
fn fetch(path: &str) -> impl Future<Output = Result<Vec<u8>, JsValue>> + use<> {
    let answer = web_sys::window().map(|window| JsFuture::from(window.fetch_with_str(path)));
    async move {
        let answer: web_sys::Response = answer.ok_or(JsValue::NULL)?.await?.dyn_into()?;
        if !answer.ok() {
            return Err(JsValue::NULL);
        }
        let buffer = JsFuture::from(answer.array_buffer()?).await?;
        Ok(js_sys::Uint8Array::new(&buffer).to_vec())
    }
}
