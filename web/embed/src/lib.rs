//! The player in other people's pages. This program is fetched once, however many players there are
//! on a page; `static/tcp-lanes.js` is the element that fetches it, `static/frame.js` the page that
//! is shown in a frame, with all of it inside.
//!
//! What a player is, how it is asked and what it tells is in [`web::embed`](web).

use js_sys::Function;
use tcp_scenarios::catalogue::unchanged;
use tcp_scenarios::prose::Lang;
use tcp_view::address::Address;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

/// A player in a page.
#[wasm_bindgen]
pub struct Player(web::Player);

#[wasm_bindgen]
impl Player {
    /// Has it do something: an order as `tcp_view::embed::order` has them.
    pub fn obey(&self, order: String) {
        self.0.obey(order);
    }

    /// Takes it out of the page.
    pub fn end(self) {
        self.0.end();
    }
}

/// Takes in the book of a run that is in no list.
#[wasm_bindgen]
pub fn learn(book: &[u8]) {
    web::learn_file(book);
}

/// Mounts a player in place of what `host` holds, as a query asks for it, and hands it to `then`, once
/// what it needs is here; `whole` is the address of the page with everything, `tell` is told what is
/// shown, in lines.
#[wasm_bindgen]
pub fn mount(host: Element, query: String, whole: String, tell: Function, then: Function) {
    let (address, _) = Address::parse(&query);
    let lang = address.lang.unwrap_or(Lang::En);
    // What a reader has made is known already, and is in no list.
    let asked = address.scenario.map(|address| unchanged(&address).to_owned());
    web::once_begun(asked, lang, move || {
        let player = web::Player::mount(host, web::Embed { query, whole, tell });
        // A page that throws at it is not our concern.
        let _ = then.call1(&JsValue::NULL, &Player(player).into());
    });
}
