//! What is said about a scenario is fetched when the scenario is opened; its title, its question
//! and its run are in the program. A run whose words cannot be fetched is shown without them.

use tcp_scenarios::catalogue::Catalogue;
use tcp_view::address::Address;
use tcp_view::app::{FIRST_SCENARIO, Msg};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Does something once the words of the scenario with this address are here.
pub(crate) fn once_told(address: &str, then: impl FnOnce() + 'static) {
    match Catalogue::get().entry(address) {
        Some(entry) if !entry.is_told() => {
            let words = fetch(format!("books/{}.bin", entry.id()));
            spawn_local(async move {
                if let Ok(octets) = words.await {
                    Catalogue::get().learn(&octets);
                }
                then();
            });
        }
        _ => then(),
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

async fn fetch(path: String) -> Result<Vec<u8>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer = JsFuture::from(window.fetch_with_str(&path)).await?;
    let answer: web_sys::Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::NULL);
    }
    let buffer = JsFuture::from(answer.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
