//! The cadence of frames. The clock knows the time that the stage shows and writes what depends
//! on it alone: the curtain, the playhead, the capsules, the controls' handle. All of it is a
//! pure function of model time, so that playing, scrubbing and stepping show the same picture.

use crate::browser::{set, translate};
use crate::embed::{self, EMBEDDED};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_view::fixed::{Point, Px, px};
use tcp_view::ladder::{Capsule, Ladder, LayoutKind};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// A drawn run. Two are equal when they are the same one.
#[derive(Clone)]
pub(crate) struct Drawn(pub(crate) Rc<Ladder>);

impl PartialEq for Drawn {
    fn eq(&self, other: &Drawn) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Drawn {
    type Target = Ladder;
    fn deref(&self) -> &Ladder {
        &self.0
    }
}

/// The elements that a frame moves, and those that are measured.
#[derive(Default)]
pub(crate) struct Moving {
    /// The box that holds the ladder, and the column of words beside it.
    pub(crate) ladder: NodeRef,
    pub(crate) words: NodeRef,
    /// The box that hides what is to come, and the one that holds its content still.
    pub(crate) curtain: [NodeRef; 2],
    /// The line of the playhead, and the time on it.
    pub(crate) now: [NodeRef; 2],
    /// The box whose children are the capsules in flight.
    pub(crate) capsules: NodeRef,
    /// The handle of the timeline, and the part of it that is done.
    pub(crate) scrubber: [NodeRef; 2],
}

/// The time that the stage shows. Two are equal when they are the same one.
#[derive(Clone)]
pub(crate) struct Clock(Rc<Inner>);

struct Inner {
    now: Cell<Instant>,
    at_rest: Cell<bool>,
    moving: Moving,
    flying: RefCell<Vec<Capsule>>,
    /// What is drawn beside, which shows the same time.
    beside: RefCell<Option<(Clock, Drawn)>>,
    listeners: RefCell<Vec<Callback<Instant>>>,
}

impl PartialEq for Clock {
    fn eq(&self, other: &Clock) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Clock {
    /// A clock at the beginning, with nothing to move yet.
    pub(crate) fn new() -> Clock {
        Clock(Rc::new(Inner {
            now: Cell::default(),
            at_rest: Cell::new(true),
            moving: Moving::default(),
            flying: RefCell::default(),
            beside: RefCell::default(),
            listeners: RefCell::default(),
        }))
    }

    /// The time that the stage shows.
    pub(crate) fn now(&self) -> Instant {
        self.0.now.get()
    }

    /// Where the elements that a frame moves are to be found.
    pub(crate) fn moving(&self) -> &Moving {
        &self.0.moving
    }

    /// The capsules in flight, in the order of their elements.
    pub(crate) fn fly(&self, capsules: Vec<Capsule>, ladder: &Ladder) {
        *self.0.flying.borrow_mut() = capsules;
        self.move_capsules(ladder.scale.y(self.now()), ladder);
    }

    /// What is drawn beside shows the same time from now on.
    pub(crate) fn lead(&self, beside: Option<(Clock, Drawn)>) {
        *self.0.beside.borrow_mut() = beside;
    }

    /// Brings the playhead into view where it is not; whether there is one.
    pub(crate) fn reveal(&self) -> bool {
        let Some(line) = self.moving().now[0].cast::<HtmlElement>() else { return false };
        if EMBEDDED {
            embed::scroll_to(&line);
            return true;
        }
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&how);
        true
    }

    /// Calls back with the time whenever it changes, until what is returned is dropped.
    pub(crate) fn listen(&self, callback: Callback<Instant>) -> Listening {
        self.0.listeners.borrow_mut().push(callback.clone());
        Listening { clock: self.clone(), callback }
    }

    /// Shows a moment of a drawn run. At rest what is shown stands on whole pixels, to be sharp.
    pub(crate) fn show(&self, t: Instant, ladder: &Ladder, at_rest: bool) {
        self.0.now.set(t);
        self.0.at_rest.set(at_rest);
        let y = ladder.scale.y(t);
        self.draw_curtain(self.sharp(y), ladder);
        self.move_capsules(y, ladder);
        self.move_scrubber(y, ladder);
        for listener in self.0.listeners.borrow().iter() {
            listener.emit(t);
        }
        if let Some((clock, ladder)) = &*self.0.beside.borrow() {
            clock.show(t, ladder, at_rest);
        }
    }

    fn sharp(&self, length: Px) -> Px {
        if self.0.at_rest.get() { px(Px(length.0 + 5).whole()) } else { length }
    }

    fn draw_curtain(&self, y: Px, ladder: &Ladder) {
        let Moving { curtain: [outer, inner], now: [line, _], .. } = self.moving();
        let hidden = y - self.sharp(ladder.height);
        if let Some(outer) = outer.cast::<HtmlElement>() {
            translate(&outer.style(), Px::ZERO, hidden);
        }
        if let Some(inner) = inner.cast::<HtmlElement>() {
            translate(&inner.style(), Px::ZERO, -hidden);
        }
        if let Some(line) = line.cast::<HtmlElement>() {
            translate(&line.style(), Px::ZERO, y);
        }
    }

    fn move_capsules(&self, y: Px, ladder: &Ladder) {
        let Some(container) = self.moving().capsules.cast::<HtmlElement>() else { return };
        let elements = container.children();
        let flying = self.0.flying.borrow();
        let mut taken = Taken::default();
        // What was sent last is what happens now: its numbers are shown before those of others.
        for (i, capsule) in flying.iter().enumerate().rev() {
            let element = elements.item(i as u32).and_then(|e| e.dyn_into::<HtmlElement>().ok());
            let Some(element) = element else { return };
            let numbers = capsule.numbers_at(y);
            let at = between_lanes(capsule, y, ladder);
            translate(&element.style(), self.sharp(at.x), self.sharp(at.y));
            let below = element.last_element_child().and_then(|e| e.dyn_into::<HtmlElement>().ok());
            if let Some(below) = below {
                let (x, y) = (self.sharp(numbers.x - at.x), self.sharp(numbers.y - at.y));
                translate(&below.style(), x, y);
                let free = taken.take(numbers.x, capsule.numbers_width);
                set(&below.style(), "opacity", if free { "1" } else { "0" });
            }
        }
        self.move_tag(&flying, y, ladder);
    }

    /// Where there is no column of times, the time stands between the lanes, at the end where there
    /// is no capsule.
    fn move_tag(&self, flying: &[Capsule], y: Px, ladder: &Ladder) {
        let Some(tag) = self.moving().now[1].cast::<HtmlElement>() else { return };
        if ladder.layout.kind == LayoutKind::Wide {
            return translate(&tag.style(), Px::ZERO, Px::ZERO);
        }
        let (left, right) = (ladder.layout.edge(Host::Client), ladder.layout.edge(Host::Server));
        let room = px(tag.offset_width() + 16);
        let hides = |capsule: &Capsule| {
            let at = between_lanes(capsule, y, ladder).x;
            at - capsule.width / 2 < left + room
        };
        let x = if flying.iter().any(hides) { right - room } else { left };
        let x = x + px(8);
        translate(&tag.style(), x, Px::ZERO);
    }

    fn move_scrubber(&self, y: Px, ladder: &Ladder) {
        let [handle, done] = &self.moving().scrubber;
        let (from, to) = ends(ladder);
        if let Some(handle) = handle.cast::<HtmlInputElement>() {
            handle.set_value_as_number(f64::from((y - from).0));
        }
        if let Some(done) = done.cast::<HtmlElement>() {
            let part = thousandths(y - from, to - from);
            set(&done.style(), "transform", &format!("scaleX({}.{:03})", part / 1000, part % 1000));
        }
    }
}

/// Somebody who is told the time.
pub(crate) struct Listening {
    clock: Clock,
    callback: Callback<Instant>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.clock.0.listeners.borrow_mut().retain(|other| *other != self.callback);
    }
}

/// Stretches of a line that words take.
#[derive(Default)]
struct Taken(Vec<(Px, Px)>);

impl Taken {
    /// Takes a stretch by its middle and its width, unless a part of it is taken.
    fn take(&mut self, middle: Px, width: Px) -> bool {
        let (from, to) = (middle - width / 2, middle + width / 2);
        let free = self.0.iter().all(|(start, end)| to <= *start || *end <= from);
        if free {
            self.0.push((from, to));
        }
        free
    }
}

/// Where a capsule is: on its line, but never over the bands and the names beside them.
fn between_lanes(capsule: &Capsule, y: Px, ladder: &Ladder) -> Point {
    let half = capsule.width / 2;
    let (left, right) = (ladder.layout.edge(Host::Client), ladder.layout.edge(Host::Server));
    let at = capsule.at(y);
    Point::new(at.x.min(right - half).max(left + half), at.y)
}

/// The y of the beginning and of the end of a run: what the timeline spans.
pub(crate) fn ends(ladder: &Ladder) -> (Px, Px) {
    (ladder.scale.y(Instant::ZERO), ladder.scale.y(ladder.scale.end()))
}

/// How many thousandths of the whole a part is.
pub(crate) fn thousandths(part: Px, whole: Px) -> i32 {
    part.max(Px::ZERO).min(whole).scaled(1000, i64::from(whole.0.max(1))).0
}

/// A moment in whole milliseconds.
pub(crate) fn in_words(t: Instant) -> String {
    whole_millis(t).to_string()
}

/// The same without its microseconds.
pub(crate) fn whole_millis(t: Instant) -> Instant {
    Instant::from_micros(t.as_micros() / 1_000 * 1_000)
}
