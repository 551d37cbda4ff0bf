//! Which shares of the inspector are in sight. The browser tells, whether they are scrolled there, come into
//! sight because something above them is lower now, or are in something that has been opened.

use crate::moment::Share;
use crate::page::come_into_sight;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// The places of the shares, and whether each is in sight.
#[derive(Default)]
pub(crate) struct Sight {
    places: Vec<(Element, bool)>,
    observer: Option<IntersectionObserver>,
}

impl Sight {
    /// The shares stand in this now; until the browser has told where that is they are in sight.
    pub(crate) fn watch(&mut self, inspector: &Element) -> Result<(), JsValue> {
        let places = inspector.query_selector_all(".block")?;
        let place = |i| places.item(i).map(|place| place.unchecked_into::<Element>());
        if self.places.first().map(|(first, _)| first) == place(0).as_ref() {
            return Ok(());
        }
        if self.observer.is_none() {
            let heard = Closure::<dyn Fn(Array)>::new(|entries| come_into_sight(&entries));
            let heard = heard.into_js_value();
            self.observer = IntersectionObserver::new(heard.unchecked_ref()).ok();
        }
        self.places = (0..places.length()).filter_map(place).map(|place| (place, true)).collect();
        if let Some(observer) = &self.observer {
            observer.disconnect();
            self.places.iter().for_each(|(place, _)| observer.observe(place));
        }
        Ok(())
    }

    /// The browser has told of some. What has no size is nowhere, and may come to be.
    pub(crate) fn hear(&mut self, entries: &Array) {
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let is_seen = entry.is_intersecting() || entry.bounding_client_rect().height() == 0.0;
            let of = entry.target();
            self.places.iter_mut().filter(|(place, _)| *place == of).for_each(|it| it.1 = is_seen);
        }
    }

    /// Whether a share is in sight.
    pub(crate) fn sees(&self, share: Share) -> bool {
        self.places.get(share as usize).is_none_or(|(_, is_seen)| *is_seen)
    }
}
