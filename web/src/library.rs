//! What is said comes when it is needed: the list of questions in the reader's language, and a
//! scenario with the words for its runs when it is opened.

use crate::browser;
use crate::embed::EMBEDDED;
use js_sys::{Array, Uint8Array};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_view::address::Address;
use tcp_view::app::{FIRST_SCENARIO, Msg};
use tcp_view::caption::lexicon;
use tcp_view::message;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};

/// What is done once something is here.
type Then = Box<dyn FnOnce()>;

/// The octets of two files, as far as they came.
type Files = [Option<Vec<u8>>; 2];

/// Does something once all that the page needs to begin is here: the list in a language, and the
/// scenario that is asked for or else the first one. Without the list or any
/// scenario there is nothing to show, and the page says so.
pub fn once_begun(asked: Option<String>, lang: Lang, then: impl FnOnce() + 'static) {
    // Which scenarios there are is in the list; the first one is there for certain.
    let first = asked.is_none().then(|| FIRST_SCENARIO.to_owned());
    let begin = move || {
        if Catalogue::get().entries().is_empty() {
            return browser::fail("missing", &list(lang));
        }
        let wanted = asked.clone().filter(|_| EMBEDDED);
        once_told(asked.as_deref(), None, move || with_any_scenario(wanted, Box::new(then)));
    };
    fetch(first, Some(lang), Box::new(begin));
}

/// Does something where there is a scenario to show; if need be the first one is asked for. What another
/// player on the page has asked for is none.
fn with_any_scenario(wanted: Option<String>, then: Then) {
    let wanted = wanted.as_deref().and_then(|wanted| Catalogue::get().entry(wanted));
    let mine = move |entry: &&Entry| {
        let id = entry.id();
        !EMBEDDED || id == FIRST_SCENARIO || wanted.is_some_and(|wanted| wanted.id() == id)
    };
    let is_any = move || Catalogue::get().entries().iter().filter(mine).any(Entry::is_told);
    if is_any() {
        return then();
    }
    once_told(Some(FIRST_SCENARIO), None, move || match is_any() {
        true => then(),
        false => browser::fail("missing", &book(FIRST_SCENARIO)),
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
    fetch(entry.map(|entry| entry.id().to_owned()), lang, Box::new(then));
}

/// Fetches the lists and the questions of every language, through which a search looks, and then
/// does something each time that some of it has come.
pub(crate) fn list_in_all_languages(then: impl Fn() + Clone + 'static) {
    for lang in Lang::ALL {
        once_told(None, Some(lang), then.clone());
    }
    let questions = |lang: Lang| Some(["books/questions.", lang.tag(), ".bin"].concat());
    let learn = move |files: Files| {
        for (lang, file) in Lang::ALL.into_iter().zip(files) {
            Catalogue::learn_questions(lang, &file.unwrap_or_default());
        }
        then();
    };
    ask(Lang::ALL.map(questions), Box::new(learn));
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

/// Takes in a scenario, with the words for its runs.
pub fn learn_file(file: &[u8]) {
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

fn list(lang: Lang) -> String {
    ["books/list.", lang.tag(), ".bin"].concat()
}

fn book(id: &str) -> String {
    ["books/", id, ".bin"].concat()
}

#[wasm_bindgen]
extern "C" {
    /// `start.js` has it: fetches files at once and calls back with the octets of each, or nothing.
    #[wasm_bindgen(js_name = tcpLanesFetch)]
    fn fetch_files(paths: &Array, then: &JsValue);
}

/// Fetches a scenario and the list in a language, as far as they are asked for, takes them in, the
/// list first, and then does something, whether they came or not.
fn fetch(id: Option<String>, lang: Option<Lang>, then: Then) {
    let learn = move |[list, book]: Files| {
        if let Some(file) = list
            && let Some((list, words)) = in_two(&file)
            && let Some(lang) = lang
        {
            Catalogue::learn_list(lang, list);
            message::learn(lang, words);
        }
        if let Some(file) = book {
            learn_file(&file);
        }
        then();
    };
    ask([lang.map(list), id.as_deref().map(book)], Box::new(learn));
}

/// Fetches two files, and calls back with what came.
fn ask(paths: [Option<String>; 2], then: Box<dyn FnOnce(Files)>) {
    let paths = paths.map(JsValue::from);
    let then = move |first: JsValue, second: JsValue| then([octets(first), octets(second)]);
    fetch_files(&Array::of2(&paths[0], &paths[1]), &Closure::once_into_js(then));
}

fn octets(file: JsValue) -> Option<Vec<u8>> {
    Some(file.dyn_into::<Uint8Array>().ok()?.to_vec())
}
