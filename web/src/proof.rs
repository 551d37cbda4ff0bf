//! The checker's panel. Program, words and style of it are fetched when it is first opened, and it
//! draws itself into the place that the page has for it.

use crate::app::{App, Dispatch};
use crate::element::{Element, button, element};
use crate::{browser, library};
use tcp_scenarios::catalogue::PROOF;
use tcp_scenarios::prose::Lang;
use tcp_view::app::{App as State, Msg};
use tcp_view::message::Message;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

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
        if let Some(place) = place
            && app.proof_open
            && self.0.as_ref() != Some(&asked)
        {
            draw(&place, &asked, dispatch);
            self.0 = Some(asked);
        }
    }
}

/// `start.js` fetches it.
fn draw(place: &JsValue, (lang, models, wanted): &(Lang, String, String), dispatch: &Dispatch) {
    let page = dispatch.clone();
    let tell = Closure::<dyn FnMut(String, Option<Vec<u8>>)>::new(move |address, file| {
        take_in(address, file, &page);
    });
    let arguments = js_sys::Array::of5(
        place,
        &lang.tag().into(),
        &models.into(),
        &wanted.into(),
        &tell.into_js_value(),
    );
    let drawn = browser::hook("tcpLanesProof")
        .and_then(|draw| draw.apply(&browser::window(), &arguments).ok())
        .and_then(|drawn| drawn.dyn_into::<js_sys::Promise>().ok());
    let page = dispatch.clone();
    spawn_local(async move {
        let failed = match drawn {
            Some(drawn) => JsFuture::from(drawn).await.is_err(),
            None => true,
        };
        if failed {
            page.emit(Msg::MissProof);
        }
    });
}

/// Takes in a way that was found, and shows it.
fn take_in(address: String, file: Option<Vec<u8>>, page: &Dispatch) {
    match file {
        Some(file) => library::learn_file(&file),
        None => return page.emit(Msg::Abandon),
    }
    page.emit(Msg::Open(address));
    browser::focus("#player");
}
