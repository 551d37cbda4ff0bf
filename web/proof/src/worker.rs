//! The worker: hears what the page asks, and searches in between.

use crate::desk::{Desk, Tell};
use crate::talk::Ask;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::DedicatedWorkerGlobalScope;

/// What the worker is at.
#[derive(Default)]
struct Work {
    desk: Option<Desk>,
    next: Option<Timeout>,
}

thread_local! {
    static WORK: RefCell<Work> = RefCell::default();
}

/// Hears the page.
#[wasm_bindgen]
pub fn hear(text: &str) {
    let Some(ask) = Ask::read(text) else { return };
    let told = WORK.with_borrow_mut(|work| Desk::hear(&mut work.desk, &ask));
    told.into_iter().for_each(tell);
    go_on();
}

/// Searches for a while, and again once the page has been heard.
fn slice() {
    let told = WORK.with_borrow_mut(|work| work.desk.as_mut()?.slice(clock));
    told.into_iter().for_each(tell);
    go_on();
}

fn go_on() {
    WORK.with_borrow_mut(|work| {
        let goes_on = work.desk.as_ref().is_some_and(Desk::goes_on);
        work.next = goes_on.then(|| Timeout::new(0, slice));
    });
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn clock() -> f64 {
    scope().performance().map_or(0.0, |clock| clock.now())
}

fn tell(tell: Tell) {
    let message = match tell {
        Tell::Report(report) => Array::of1(&report.text().into()),
        Tell::Way(goal, file) => {
            let file = file.map(|file| Uint8Array::from(&*file));
            Array::of2(&goal.to_string().into(), &file.into())
        }
    };
    // It throws only for what cannot be copied; this can.
    let _ = scope().post_message(&message);
}
