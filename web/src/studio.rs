//! What the studio draws and wants. Its program is fetched when something of it is first opened; from
//! then on it is told what the page shows, and draws into the places that the page leaves to it.

use crate::app::{App, Dispatch};
use crate::browser::{self, Later};
use crate::element::{Element, button, element};
use crate::library;
use crate::live::STUDIO;
use tcp_scenarios::catalogue::CHANGED;
use tcp_view::app::{App as State, Msg};
use tcp_view::message::Message;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

/// How a link to a run that a reader has changed begins, after its `#`.
const LINK: &str = "s=";

/// What the studio was last told, and the turns in which it is going to be told.
#[derive(Default)]
pub(crate) struct Asked(Option<String>, Vec<Later>);

/// What the address has behind its `#` that the studio understands.
pub(crate) fn link() -> String {
    let hash = browser::window().location().hash().unwrap_or_default();
    let link = hash.trim_start_matches('#');
    if link.starts_with(LINK) { link.to_owned() } else { String::new() }
}

/// The buttons that open its parts.
pub(crate) fn tools(app: &App) -> Element {
    let (panel, lang) = (&app.state.studio.panel, app.state.lang);
    let tool = |(name, message): (&'static str, Message)| {
        button("btn", &app.dispatch, Msg::TogglePanel(name))
            .attribute("aria-expanded", if panel == name { "true" } else { "false" })
            .say(message, lang)
    };
    let tools = [
        ("tour", Message::FirstMinute),
        ("break", Message::Break),
        ("compare", Message::Compare),
        ("quiz", Message::Quiz),
        ("free", Message::Free),
        ("share", Message::Share),
    ];
    // Who has met the page is past its first minute.
    let met = usize::from(browser::recall("met").is_some());
    element("div", "tools").list(tools.into_iter().skip(met).map(tool))
}

/// A place for it.
pub(crate) fn place(id: &'static str) -> Element {
    element("section", id).attribute("id", id)
}

impl Asked {
    /// Tells it what the page shows, if it is there or wanted: where others take turns a part of it at a
    /// time.
    pub(crate) fn draw(&mut self, app: &State, in_turns: bool, dispatch: &Dispatch) {
        let studio = &app.studio;
        let address = &app.show.scenario.address;
        // Whoever looks into a run is going to want to look deeper.
        let wanted = app.step > 0
            || !studio.panel.is_empty()
            || app.selected.is_some()
            || !studio.link.is_empty();
        if self.0.is_none() && !wanted && !address.contains(CHANGED) {
            return;
        }
        let beside = studio.beside.as_ref().map_or("", |beside| &beside.scenario.address);
        let told = [
            app.lang.tag(),
            app.theme.name(),
            address,
            beside,
            &app.step.to_string(),
            &app.playhead.as_micros().to_string(),
            &app.selected.unwrap_or(0).to_string(),
            if app.playing { "1" } else { "0" },
            &studio.panel,
            &studio.link,
        ]
        .join("\n");
        if self.0.as_ref() != Some(&told) {
            let tell = tell(dispatch.clone());
            self.1.clear();
            if in_turns && self.0.is_some() {
                for turn in ["\n1", "\n2", "\n3"] {
                    let (moment, tell) = ([&*told, turn].concat(), tell.clone());
                    self.1.push(Later::turn(STUDIO, move |_| draw(&moment, &tell)));
                }
            } else {
                draw(&told, &tell);
            }
            self.0 = Some(told);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// `start.js` has it: fetches the studio's program if need be, and has it draw.
    #[wasm_bindgen(js_name = tcpLanesStudio)]
    fn draw(moment: &str, tell: &JsValue);
}

/// What the studio is to tell: an order, and a book that comes with it.
fn tell(page: Dispatch) -> JsValue {
    let tell = Closure::<dyn FnMut(String, JsValue)>::new(move |order: String, book: JsValue| {
        if book.is_object() {
            library::learn_file(&js_sys::Uint8Array::new(&book).to_vec());
        }
        page.emit(Msg::Obey(order));
    });
    tell.into_js_value()
}
