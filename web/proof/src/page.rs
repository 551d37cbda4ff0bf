//! The panel in the page: its workers, and what the reader presses.

use crate::panel::{Effect, Panel};
use crate::talk::{Ask, Report};
use crate::view::view;
use crate::wanted::Goal;
use js_sys::{Array, Function, Uint8Array};
use nodes::dom::{add_style, document, focus, listen, patch};
use std::cell::RefCell;
use tcp_scenarios::prose::Lang;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, KeyboardEvent, MessageEvent};
use web_sys::{Worker, WorkerOptions, WorkerType};

/// The panel where it is drawn.
struct Page {
    panel: Panel,
    place: Element,
    folder: String,
    /// Hands the page a way; without one, says that there is none.
    tell: Function,
    /// A worker for each model that is searched.
    workers: Vec<(&'static str, Worker)>,
}

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// Draws the panel into its place: for these models, whose names have spaces between, and with the
/// address of a way that is wanted, or nothing. `tell` is called with the address of each way that
/// is found and its file, or without a file where there is no such way.
#[wasm_bindgen]
pub fn draw(
    folder: String,
    place: Element,
    lang: &str,
    models: &str,
    wanted: &str,
    tell: Function,
) -> Result<(), JsValue> {
    let lang = Lang::from_tag(lang).unwrap_or(Lang::En);
    PAGE.with_borrow_mut(|page| -> Result<(), JsValue> {
        let is_new = page.as_ref().is_none_or(|page| page.place != place);
        if is_new {
            hear_reader(&place)?;
            if let Some(document) = document() {
                add_style(&document, &[&folder, "/proof.css"].concat())?;
            }
            let panel = Panel::default();
            *page = Some(Page { panel, place, folder, tell: tell.clone(), workers: Vec::new() });
        }
        if let Some(page) = page {
            page.tell = tell;
        }
        Ok(())
    })?;
    change(|panel| panel.ask_for(lang, models, wanted));
    Ok(())
}

/// Changes the panel, draws it, and does what follows.
fn change(how: impl FnOnce(&mut Panel) -> Vec<Effect>) {
    let mut after = Vec::new();
    let tell = PAGE.with_borrow_mut(|page| {
        let page = page.as_mut()?;
        for effect in how(&mut page.panel) {
            match effect {
                Effect::Hire(model) => drop(page.worker(model)),
                Effect::Ask(model, ask) => page.ask(model, &ask),
                Effect::Focus(_) | Effect::Tell(..) => after.push(effect),
            }
        }
        page.redraw();
        Some(page.tell.clone())
    });
    // The page may call back at once, when nothing here is borrowed any more.
    for effect in after {
        if let Effect::Focus(selector) = effect {
            focus(&selector);
        } else if let (Effect::Tell(address, file), Some(tell)) = (effect, &tell) {
            let file = file.map(|file| Uint8Array::from(&*file));
            // What it throws is its own affair.
            let _ = tell.call2(&JsValue::NULL, &address.into(), &file.into());
        }
    }
}

impl Page {
    fn redraw(&self) {
        if let Some(document) = document() {
            // It throws only where there is no document to draw in.
            let _ = patch(&document, &self.place, &[], &view(&self.panel));
        }
    }

    fn ask(&mut self, model: &'static str, ask: &Ask) {
        if let Ok(worker) = self.worker(model) {
            // It throws only for what cannot be copied; text can.
            let _ = worker.post_message(&ask.text().into());
        }
    }

    /// The worker that searches a model.
    fn worker(&mut self, model: &'static str) -> Result<Worker, JsValue> {
        if let Some((_, worker)) = self.workers.iter().find(|(known, _)| *known == model) {
            return Ok(worker.clone());
        }
        let worker = hire(&self.folder, model)?;
        self.workers.push((model, worker.clone()));
        Ok(worker)
    }
}

fn hire(folder: &str, model: &'static str) -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&[folder, "/worker.js"].concat(), &options)?;
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        hear(model, event.data().unchecked_ref());
    });
    worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    let failed = Closure::<dyn FnMut(JsValue)>::new(move |_| change(|panel| panel.fail(model)));
    worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
    worker.post_message(&wasm_bindgen::module())?;
    Ok(worker)
}

/// Hears a worker.
fn hear(model: &'static str, message: &Array) {
    let text = message.get(0).as_string().unwrap_or_default();
    if message.length() == 1 {
        if let Some(report) = Report::read(&text) {
            change(|panel| panel.report(model, report));
        }
    } else if let Some(goal) = Goal::named(&text) {
        let file = message.get(1).dyn_into::<Uint8Array>().ok().map(|file| file.to_vec());
        change(|panel| panel.found(model, goal, file));
    }
}

/// Listens to all that is pressed in the panel. Its keys are its own, and not the player's.
fn hear_reader(place: &Element) -> Result<(), JsValue> {
    listen(place, "click", "data-act", |action, _| change(|panel| panel.act(action)))?;
    listen(place, "keydown", "data-act", |action, event| {
        let key = event.unchecked_ref::<KeyboardEvent>().key();
        if action.contains(',') && key.starts_with("Arrow") {
            event.prevent_default();
            change(|panel| panel.walk(&key));
        }
    })?;
    listen(place, "keydown", "id", |_, event| event.stop_propagation())
}
