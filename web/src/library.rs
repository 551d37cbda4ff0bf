//! What is said comes when it is needed: the list of questions in the reader's language, and a
//! scenario with the words for its runs when it is opened.

use crate::browser;
use std::future::Future;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_view::address::Address;
use tcp_view::app::{FIRST_SCENARIO, Msg};
use tcp_view::caption::lexicon;
use tcp_view::message;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Does something once all that the page needs to begin is here: the list in a language, and the
/// scenario that is asked for or else the first one. Without the list or any
/// scenario there is nothing to show, and the page says so.
pub(crate) fn once_begun(asked: Option<String>, lang: Lang, then: impl FnOnce() + 'static) {
    let listed = learn_list(lang);
    // Which scenarios there are is in the list; the first one is there for certain.
    let first = asked.is_none().then(|| fetch(&book(FIRST_SCENARIO)));
    spawn_local(async move {
        listed.await;
        if Catalogue::get().entries().is_empty() {
            return browser::fail("missing", &list(lang));
        }
        if let Some(first) = first {
            learn_book(first).await;
        }
        if let Some(asked) = asked {
            open(&asked).await;
        }
        if Catalogue::get().entries().iter().all(|entry| !entry.is_told()) {
            open(FIRST_SCENARIO).await;
        }
        match Catalogue::get().entries().iter().any(Entry::is_told) {
            true => then(),
            false => browser::fail("missing", &book(FIRST_SCENARIO)),
        }
    });
}

/// Does something once the scenario with this address, if there is one, and the list in a
/// language are here, or cannot be fetched.
pub(crate) fn once_told(address: Option<&str>, lang: Option<Lang>, then: impl FnOnce() + 'static) {
    let entry = address.and_then(|address| Catalogue::get().entry(address));
    let entry = entry.filter(|entry| !entry.is_told());
    let lang = lang.filter(|lang| !Catalogue::get().is_listed(*lang));
    if entry.is_none() && lang.is_none() {
        return then();
    }
    let told = entry.map(|entry| fetch(&book(entry.id())));
    let listed = lang.map(learn_list);
    spawn_local(async move {
        if let Some(told) = told {
            learn_book(told).await;
        }
        if let Some(listed) = listed {
            listed.await;
        }
        then();
    });
}

/// Fetches the list in every language: a search looks through all of them.
pub(crate) fn list_in_all_languages() {
    for lang in Lang::ALL {
        if !Catalogue::get().is_listed(lang) {
            spawn_local(learn_list(lang));
        }
    }
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
        Msg::Obey(order) => {
            let (verb, rest) = order.split_once(' ')?;
            matches!(verb, "open" | "beside").then(|| rest.split(' ').next().unwrap_or(rest))
        }
        _ => None,
    }
}

/// The scenario that an address of the page asks for.
fn asked_for(address: &Address) -> &str {
    address.scenario.as_deref().unwrap_or(FIRST_SCENARIO)
}

/// Fetches a scenario, if the list has it and it is not known yet.
async fn open(address: &str) {
    let entry = Catalogue::get().entry(address).filter(|entry| !entry.is_told());
    if let Some(entry) = entry {
        learn_book(fetch(&book(entry.id()))).await;
    }
}

/// Takes in a scenario, with the words for its runs.
async fn learn_book(file: impl Future<Output = Result<Vec<u8>, JsValue>>) {
    if let Ok(file) = file.await {
        learn_file(&file);
    }
}

/// The same, where the file is here.
pub(crate) fn learn_file(file: &[u8]) {
    if let Some((book, words)) = in_two(file) {
        Catalogue::get().learn(book);
        lexicon::learn(words);
    }
}

/// What is before the words in a file, whose length comes first, and the words.
fn in_two(file: &[u8]) -> Option<(&[u8], &str)> {
    let (len, rest) = file.split_first_chunk()?;
    let (octets, words) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    Some((octets, std::str::from_utf8(words).ok()?))
}

fn learn_list(lang: Lang) -> impl Future<Output = ()> + use<> {
    let list = fetch(&list(lang));
    async move {
        if let Ok(file) = list.await
            && let Some((list, words)) = in_two(&file)
        {
            Catalogue::learn_list(lang, list);
            message::learn(lang, words);
        }
    }
}

fn list(lang: Lang) -> String {
    ["books/list.", lang.tag(), ".bin"].concat()
}

fn book(id: &str) -> String {
    ["books/", id, ".bin"].concat()
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
