//! The checker's panel. Program, words and style of it are fetched when it is first opened, and it
//! draws itself into the place that the page has for it.

use crate::app::{App, Dispatch};
use crate::element::{Element, button, element};
use crate::{browser, library};
use tcp_scenarios::prose::Lang;
use tcp_view::app::{App as State, Msg};
use tcp_view::message::Message;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

/// Where it is drawn.
const PLACE: &str = "proof";

/// What was last asked of it.
#[derive(Default)]
pub(crate) struct Asked(Option<(Lang, String, String)>);

/// The button that opens and closes it, where the checker has something to say.
pub(crate) fn prove(app: &App) -> Option<Element> {
    let state = &app.state;
    let bears = !state.show.scenario.proof.is_empty() || state.proof_open;
    let open = if state.proof_open { "true" } else { "false" };
    let prove = button("btn", &app.dispatch, Msg::ToggleProof)
        .attribute("aria-expanded", open)
        .attribute("aria-controls", PLACE)
        .say(Message::Prove, state.lang);
    bears.then_some(prove)
}

/// Its place.
pub(crate) fn place(app: &App) -> Element {
    element("section", PLACE)
        .attribute("id", PLACE)
        .attribute("hidden", (!app.state.proof_open).then_some(""))
        .label(Message::Prove, app.state.lang)
}

impl Asked {
    /// Has it drawn as the page wants it.
    pub(crate) fn draw(&mut self, app: &State, dispatch: &Dispatch) {
        let scenario = app.show.scenario;
        let awaited = app.awaited.as_ref().and_then(|awaited| awaited.scenario.clone());
        let asked = (app.lang, scenario.proof.join(" "), awaited.unwrap_or_default());
        let place = browser::document().get_element_by_id(PLACE);
        if !app.proof_open {
            // What could not be fetched is asked for again when it is opened again.
            self.0 = None;
        } else if let Some(place) = place
            && self.0.as_ref() != Some(&asked)
        {
            let (lang, models, wanted) = &asked;
            draw(&place, lang.tag(), models, wanted, &tell(dispatch.clone()));
            self.0 = Some(asked);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// `start.js` has it: fetches the panel's program if need be, and has it drawn.
    #[wasm_bindgen(js_name = tcpLanesProof)]
    fn draw(place: &web_sys::Element, lang: &str, models: &str, wanted: &str, tell: &JsValue);
}

/// What the panel is to tell: the address of a way with its file, without one that there is no
/// such way, and without an address that it could not be fetched itself.
fn tell(page: Dispatch) -> JsValue {
    let tell = Closure::<dyn FnMut(String, JsValue)>::new(move |address: String, file: JsValue| {
        if file.is_object() {
            library::learn_file(&js_sys::Uint8Array::new(&file).to_vec());
            page.emit(Msg::Open(address));
            browser::focus("#player");
        } else {
            page.emit(if address.is_empty() { Msg::MissProof } else { Msg::Abandon });
        }
    });
    tell.into_js_value()
}
