//! What the studio draws and wants. Its program is fetched when something of it is first opened; from
//! then on it is told what the page shows, and draws into the places that the page leaves to it.

use crate::app::{App, Dispatch};
use crate::browser::{self, Later};
use crate::element::{Element, button, element};
use crate::library;
use crate::live::STUDIO;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tcp_model::time::Instant;
use tcp_scenarios::catalogue::is_changed;
use tcp_view::app::{App as State, Msg};
use tcp_view::message::Message;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

/// How a link to a run that a reader has changed begins, after its `#`.
const LINK: &str = "s=";

/// What the studio is told.
#[derive(Default)]
pub(crate) struct Asked(Rc<Telling>);

#[derive(Default)]
struct Telling {
    /// What it was told last, or is going to be told.
    told: RefCell<String>,
    /// At which step, and at what time.
    at: Cell<(usize, Instant)>,
    /// While a run plays it draws a part in each turn: the last that it has drawn, how many are left to be
    /// drawn, and who waits for the next turn.
    part: Cell<u32>,
    left: Cell<u32>,
    later: RefCell<Option<Later>>,
}

/// So many parts it has, from 1 on.
const PARTS: u32 = 9;

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
    /// Tells it what the page shows, if it is there or wanted. Where others take turns what has happened
    /// is told a part at a time, and what the reader does at once.
    pub(crate) fn draw(&mut self, app: &State, in_turns: bool, dispatch: &Dispatch) {
        let studio = &app.studio;
        let address = &app.show.scenario.address;
        // Whoever looks into a run is going to want to look deeper.
        let wanted = app.step > 0
            || !studio.panel.is_empty()
            || app.selected.is_some()
            || !studio.link.is_empty();
        let is_new = self.0.told.borrow().is_empty();
        if is_new && !wanted && !is_changed(address) {
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
        if *self.0.told.borrow() == told {
            return;
        }
        let waits = self.0.left.replace(PARTS) > 0;
        let at = (app.step, app.playhead);
        let advances = self.0.at.replace(at) != at;
        if !in_turns || !advances || is_new {
            self.0.left.set(0);
            self.0.later.take();
            draw(&told, &tell(dispatch.clone()));
        } else if !waits {
            self.0.wait(dispatch);
        }
        *self.0.told.borrow_mut() = told;
    }
}

impl Telling {
    /// It tells what is then to be told, when it is its turn. Whoever waits keeps the place.
    fn wait(self: &Rc<Telling>, dispatch: &Dispatch) {
        let (next, dispatch) = (self.clone(), dispatch.clone());
        let turn = Later::turn(STUDIO, move |_| {
            let part = next.part.get() % PARTS + 1;
            let left = next.left.get() - 1;
            next.part.set(part);
            next.left.set(left);
            let told = [&**next.told.borrow(), "\n", &*part.to_string()].concat();
            draw(&told, &tell(dispatch.clone()));
            if left > 0 {
                next.wait(&dispatch);
            }
        });
        self.later.replace(Some(turn));
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
