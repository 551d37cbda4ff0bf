//! The cadence of frames. The clock knows the time that the stage shows and writes what depends
//! on it alone: the curtain, the playhead, the capsules, the controls' handle. All of it is a
//! pure function of model time, so that playing, scrubbing and stepping show the same picture.
//! While nothing happens the browser moves it, past places that are computed in advance.

use crate::browser::{Animation, bring_into_view, glide, set, translate};
use crate::embed::{self, EMBEDDED};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_view::fixed::{Point, Px, px};
use tcp_view::ladder::{Capsule, Ladder, LayoutKind, Room, in_flight, numbers_in_flight};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
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
    /// The box whose children are the capsules in flight, each followed by its numbers.
    pub(crate) capsules: NodeRef,
    /// The timeline's control, its handle, and the part of it that is done.
    pub(crate) scrubber: [NodeRef; 3],
}

/// The time that the stage shows. Two are equal when they are the same one.
#[derive(Clone)]
pub(crate) struct Clock(Rc<Inner>);

struct Inner {
    now: Cell<Instant>,
    at_rest: Cell<bool>,
    moving: Moving,
    flying: RefCell<Vec<Capsule>>,
    /// The moments past which everything moves, and when that began; or the one that is shown.
    path: RefCell<(Vec<Instant>, f64)>,
    /// How each element moves.
    ways: RefCell<Vec<Way>>,
    /// What is drawn beside, which shows the same time.
    beside: RefCell<Option<(Clock, Drawn)>>,
    listeners: RefCell<Vec<Callback<Instant>>>,
}

/// How the element of a slot moves: its places at the moments of the path, and what moves it if it does
/// not stand where it is.
struct Way {
    slot: usize,
    places: Vec<Pose>,
    moved: Option<Animation>,
}

/// Where an element is at a moment, and whether it is seen.
type Pose = (Point, bool);

impl Drop for Way {
    fn drop(&mut self) {
        if let Some(moved) = &self.moved {
            moved.cancel();
        }
    }
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
            path: RefCell::new((vec![Instant::ZERO], 0.0)),
            ways: RefCell::default(),
            beside: RefCell::default(),
            listeners: RefCell::default(),
        }))
    }

    /// The time that the stage shows.
    pub(crate) fn now(&self) -> Instant {
        self.0.now.get()
    }

    /// Whether it stands still at the time that it shows.
    pub(crate) fn at_rest(&self) -> bool {
        self.0.at_rest.get()
    }

    /// It stands still, for a moment at least.
    pub(crate) fn rest(&self) {
        self.0.at_rest.set(true);
    }

    /// Where the elements that a frame moves are to be found.
    pub(crate) fn moving(&self) -> &Moving {
        &self.0.moving
    }

    /// The capsules in flight, in the order of their elements.
    pub(crate) fn carry(&self, capsules: Vec<Capsule>) {
        *self.0.flying.borrow_mut() = capsules;
    }

    /// They move with everything else: those that come in while the browser moves that join it.
    pub(crate) fn fly(&self, ladder: &Ladder) {
        self.place(ladder, self.glides());
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
        bring_into_view(&line);
        true
    }

    /// Calls back with the time when it is told, until what is returned is dropped.
    pub(crate) fn listen(&self, callback: Callback<Instant>) -> Listening {
        self.0.listeners.borrow_mut().push(callback.clone());
        Listening { clock: self.clone(), callback }
    }

    /// Shows a moment of a drawn run. At rest what is shown stands on whole pixels, to be sharp.
    pub(crate) fn show(&self, t: Instant, ladder: &Ladder, at_rest: bool) {
        self.0.at_rest.set(at_rest);
        self.go(&[t], ladder, 0.0);
        self.scrub(t, ladder);
        if let Some((clock, ladder)) = &*self.0.beside.borrow() {
            clock.show(t, ladder, at_rest);
        }
    }

    /// From now on, which the browser calls `begun`, it moves everything past these moments, each
    /// [`PACE`] after the one before.
    pub(crate) fn glide(&self, moments: &[Instant], ladder: &Ladder, begun: f64) {
        self.0.at_rest.set(false);
        self.go(moments, ladder, begun);
        if let Some((clock, ladder)) = &*self.0.beside.borrow() {
            clock.glide(moments, ladder, begun);
        }
    }

    /// Whether the browser moves what is shown.
    pub(crate) fn glides(&self) -> bool {
        self.0.path.borrow().0.len() > 1
    }

    /// What the browser moves has come to this moment.
    pub(crate) fn pass(&self, t: Instant) {
        self.0.now.set(t);
        if let Some((clock, _)) = &*self.0.beside.borrow() {
            clock.pass(t);
        }
    }

    /// Puts the timeline's control to a moment.
    pub(crate) fn scrub(&self, t: Instant, ladder: &Ladder) {
        if let Some(range) = self.moving().scrubber[0].cast::<HtmlInputElement>() {
            range.set_value_as_number(f64::from((ladder.scale.y(t) - ends(ladder).0).0));
        }
    }

    /// Tells those who listen the time.
    pub(crate) fn tell(&self) {
        for listener in self.0.listeners.borrow().iter() {
            listener.emit(self.now());
        }
        if let Some((clock, _)) = &*self.0.beside.borrow() {
            clock.tell();
        }
    }

    /// From now on everything is on its way past these moments.
    fn go(&self, moments: &[Instant], ladder: &Ladder, begun: f64) {
        self.0.now.set(moments[0]);
        *self.0.path.borrow_mut() = (moments.to_vec(), begun);
        self.place(ladder, false);
    }

    /// Puts everything where it is at the last moment of the path. If that has several, the browser
    /// moves it there past the others; where some join what moves already, only they are new, and numbers
    /// that give way to theirs.
    fn place(&self, ladder: &Ladder, joins: bool) {
        let (moments, begun) = &*self.0.path.borrow();
        let mut ways = self.0.ways.borrow_mut();
        if !joins {
            ways.clear();
        }
        let places: Vec<Px> = moments.iter().map(|t| ladder.scale.y(*t)).collect();
        let tag = self.tag(moments, &places, ladder);
        let mut poses = Vec::new();
        for y in places {
            poses.push(self.pose(y, tag, ladder));
        }
        for (i, slot) in self.slots().into_iter().enumerate() {
            let Some((slot, element, unit)) = slot else { continue };
            let places: Vec<Pose> = poses.iter().map(|pose| pose[i]).collect();
            // What is hidden all the time need not be moved either.
            let stands = places.iter().all(|place| *place == places[0] || !place.1 && !places[0].1);
            if let Some(before) = ways.iter().position(|way| way.slot == slot) {
                let way = &ways[before];
                if way.moved.is_none() == stands && way.places == places {
                    continue;
                }
                ways.remove(before);
            }
            let last = places.len() - 1;
            let at = |place: usize| translate(places[place].0.x, unit, places[place].0.y);
            let seen = |place: usize| if places[place].1 { "1" } else { "0" };
            let style = element.style();
            set(&style, "transform", &at(last));
            let comes_and_goes = slot >= OWN;
            if comes_and_goes {
                set(&style, "opacity", seen(last));
            }
            let mut moved = None;
            if !stands {
                let keyframes = keyframes(&places, &|place| {
                    let opacity = ["\",\"opacity\":\"", seen(place)].concat();
                    let opacity = if comes_and_goes { &*opacity } else { "" };
                    ["\"transform\":\"", &*at(place), opacity, "\""].concat()
                });
                moved = glide(&element, &keyframes, PACE * last as u32, *begun);
            }
            ways.push(Way { slot, places, moved });
        }
    }

    /// The elements that move, with the unit of the `x` that moves each. Each has a slot of its own: two for
    /// a segment, and fewer than [`OWN`] for the rest.
    fn slots(&self) -> Vec<Option<(usize, HtmlElement, &'static str)>> {
        let Moving { curtain, now, scrubber, capsules, .. } = self.moving();
        let mut slots = Vec::new();
        for place in [&curtain[0], &curtain[1], &now[0], &now[1], &scrubber[1], &scrubber[2]] {
            let unit = if slots.len() < 4 { "px" } else { "%" };
            let slot = slots.len();
            slots.push(place.cast::<HtmlElement>().map(|element| (slot, element, unit)));
        }
        let elements = capsules.cast::<HtmlElement>().map(|capsules| capsules.children());
        let element = |i: usize| {
            let element = elements.as_ref()?.item(i as u32)?;
            Some(element.unchecked_into::<HtmlElement>())
        };
        for (i, capsule) in self.0.flying.borrow().iter().enumerate().rev() {
            let slot = OWN + 2 * capsule.id as usize;
            let numbers = element(2 * i + 1).filter(|_| !capsule.numbers_text.is_empty());
            slots.push(element(2 * i).map(|element| (slot, element, "px")));
            slots.push(numbers.map(|element| (slot + 1, element, "px")));
        }
        slots
    }

    /// Where they are when the playhead is at `y`. A segment that has arrived is not seen any more, even where
    /// that has not been drawn yet.
    fn pose(&self, y: Px, tag: Point, ladder: &Ladder) -> Vec<Pose> {
        let flying = self.0.flying.borrow();
        let hidden = self.sharp(y) - self.sharp(ladder.height);
        let (from, to) = ends(ladder);
        let part = Point::new(Px(thousandths(y - from, to - from)), Px::ZERO);
        let down = |y| Point::new(Px::ZERO, y);
        let own = [down(hidden), down(-hidden), down(self.sharp(y)), tag, part, part];
        let mut pose = own.map(|place| (place, true)).to_vec();
        let places = in_flight(&flying, y, self.at_rest());
        let numbers = numbers_in_flight(&flying, &places);
        for (i, capsule) in flying.iter().enumerate().rev() {
            let (at, numbers) = (places[i], numbers[i]);
            let sharp = |at: Point| Point::new(self.sharp(at.x), self.sharp(at.y));
            let flies = y <= ladder.scale.y(capsule.journey.ended);
            let read = flies && numbers.is_some();
            let numbers = numbers.unwrap_or(capsule.numbers_at(at));
            pose.push((sharp(at), flies));
            pose.push((sharp(numbers), read));
        }
        pose
    }

    fn sharp(&self, length: Px) -> Px {
        if self.at_rest() { px(Px(length.0 + 5).whole()) } else { length }
    }

    /// Where there is no column of times, the time stands between the lanes, at an end or wherever there is
    /// no capsule at any of these places of the playhead, nor a label if there is one place only. Where
    /// that is nowhere it stands above the line while that stands still.
    fn tag(&self, moments: &[Instant], places: &[Px], ladder: &Ladder) -> Point {
        if ladder.layout.kind == LayoutKind::Wide {
            return Point::default();
        }
        // It is not told yet: to measure it would be to measure what it said before.
        let letters = moments.iter().map(|t| in_words(*t).len()).max().unwrap_or(0);
        let width = px(letters as i32 * LETTER + PADDING);
        let left = ladder.layout.edge(Host::Client) + px(8);
        let right = ladder.layout.edge(Host::Server) - px(8) - width;
        let line = places[0];
        let room = |from, y, to| Room::upright(from, line + y - HALF, to, line + y + HALF);
        let (mut taken, mut rows) = (Vec::new(), &ROWS[..1]);
        if let [now] = moments {
            taken = ladder.left_by_segments(*now, (line - NEAR, line));
            rows = &ROWS;
        }
        let flying = self.0.flying.borrow();
        for y in places {
            for (i, at) in in_flight(&flying, *y, self.at_rest()).iter().enumerate() {
                let half = flying[i].width / 2 + px(8);
                taken.push(room(at.x - half, Px::ZERO, at.x + half));
            }
        }
        let mut last = Px::ZERO;
        for y in rows {
            last = *y;
            for i in 0..=16 {
                let x = left + (right - left) * i / 16;
                let spot = room(x, last, x + width);
                if !taken.iter().any(|taken| taken.overlaps(&spot)) {
                    return Point::new(x, last);
                }
            }
        }
        Point::new(left, last)
    }
}

/// What a letter of the time at the playhead takes at most, and what is around it.
const LETTER: i32 = 7;
const PADDING: i32 = 16;

/// Half as high as it is, in round numbers.
const HALF: Px = px(10);

/// The time stands on the line of the playhead, or above it where there is no place: clear of capsules.
const ROWS: [Px; 2] = [px(0), px(-25)];

/// The middle of a label that reaches there is not farther above the line.
const NEAR: Px = px(200);

/// So many slots belong to what is there all the time.
const OWN: usize = 6;

/// From one place that is computed in advance to the next, in milliseconds.
pub(crate) const PACE: u32 = 50;

/// The keyframes of a way: its beginning, its end, and the places where it is not straight.
fn keyframes(places: &[Pose], properties: &dyn Fn(usize) -> String) -> String {
    let (mut keyframes, mut open) = (String::new(), "[");
    let last = places.len() - 1;
    for at in 0..=last {
        if at > 0 && at < last && is_even(places[at - 1], places[at], places[at + 1]) {
            continue;
        }
        let (properties, millionths) = (properties(at), at * 1_000_000 / last);
        keyframes += open;
        keyframes += &format!("{{{properties},\"offset\":{millionths}e-6}}");
        open = ",";
    }
    keyframes + "]"
}

/// Whether something moves evenly from place to place, but for roundings.
fn is_even((a, a_seen): Pose, (b, b_seen): Pose, (c, c_seen): Pose) -> bool {
    let even = |a: Px, b: Px, c: Px| (b * 2 - a - c).abs() <= Px(1);
    even(a.x, b.x, c.x) && even(a.y, b.y, c.y) && a_seen == b_seen && b_seen == c_seen
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
