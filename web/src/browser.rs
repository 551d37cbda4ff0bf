//! The browser as this page sees it. Whatever may be missing or forbidden simply does nothing.

use std::cell::{Cell, RefCell};
use tcp_view::fixed::Px;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Document, Element, Event, HtmlElement, Storage, Window};

/// The window; a page without one does not run.
pub(crate) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document in it.
pub(crate) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The root element, which carries language and theme.
pub(crate) fn root() -> Option<Element> {
    document().document_element()
}

/// The query of the address, with its question mark.
pub(crate) fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Storage throws in sandboxed frames.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was kept under a name.
pub(crate) fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&["tcp-lanes.", name].concat()).ok().flatten()
}

/// Keeps something for the next visit.
pub(crate) fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden store only means that the next visit begins anew.
        let _ = storage.set_item(&["tcp-lanes.", name].concat(), value);
    }
}

/// Whether a media query holds now.
pub(crate) fn matches(media: &str) -> bool {
    window().match_media(media).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether the reader wants things to keep still.
pub(crate) fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// The first element that a selector finds.
pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok()?;
    found.and_then(|element| element.dyn_into().ok())
}

/// Puts the focus on the element that a selector finds.
pub(crate) fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Says instead of the page why it could not start: `boot.js` has the words.
pub(crate) fn fail(reason: &str, detail: &str) {
    let window = window();
    let failed = js_sys::Reflect::get(&window, &"tcpLanesFailed".into());
    if let Some(failed) = failed.ok().and_then(|failed| failed.dyn_into::<js_sys::Function>().ok())
    {
        // It throws only where there is no page to say it on.
        let _ = failed.call2(&window, &reason.into(), &detail.into());
    }
}

/// Milliseconds since the page began.
pub(crate) fn wall() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Something that is done in a later frame, unless this is dropped before.
pub(crate) struct Later(u32);

/// What waits for a frame, and whether one is asked for: one for all of it. In a frame all is done
/// that is due, but only one of those that take turns: the first that was asked for, of those that
/// were asked for in the same frame the one of the lowest rank.
struct Frames {
    waiting: Vec<Waiting>,
    /// How many frames there have been, and the last that waits by its number.
    now: u32,
    last: u32,
    /// Whether somebody else has had the turn in this frame, and in how many frames before it in a row.
    taken: bool,
    missed: u32,
    asked: bool,
}

struct Waiting {
    number: u32,
    due: u32,
    /// Zero for what takes no turns.
    rank: u32,
    then: Box<dyn FnOnce(f64)>,
}

thread_local! {
    static FRAMES: RefCell<Frames> = const {
        RefCell::new(Frames {
            waiting: Vec::new(),
            now: 0,
            last: 0,
            taken: false,
            missed: 0,
            asked: false,
        })
    };
    /// Whether turns have just cost frames. Only a run that plays with motion can tell.
    static SLOW: Cell<bool> = const { Cell::new(true) };
    /// It is handed to the browser for each frame: to make it anew costs more than most of them.
    static FRAME: Closure<dyn Fn(f64)> = Closure::new(frame);
}

impl Later {
    /// Does something so many frames from now, with the browser's time then.
    pub(crate) fn frames(frames: u32, then: impl FnOnce(f64) + 'static) -> Later {
        wait(frames, 0, Box::new(then))
    }

    /// Does something in a frame in which nothing else is done that takes turns, the next but one at
    /// the earliest.
    pub(crate) fn turn(rank: u32, then: impl FnOnce(f64) + 'static) -> Later {
        wait(2, rank, Box::new(then))
    }

    /// Goes on with what takes a turn now, in the next, before everybody else.
    pub(crate) fn again(rank: u32, then: impl FnOnce(f64) + 'static) -> Later {
        wait(0, rank, Box::new(then))
    }

    /// Nobody has a turn in this frame any more, unless it was so in the two before.
    pub(crate) fn take_turn() {
        FRAMES.with_borrow_mut(|all| all.taken = all.missed < 2);
    }

    /// Says whether turns have just cost frames: where they have, and at first, whoever has one does less in
    /// it.
    pub(crate) fn slow_down(slow: bool) {
        SLOW.set(slow);
    }

    /// Whether turns have just cost frames.
    pub(crate) fn is_slow() -> bool {
        SLOW.get()
    }

    /// Whether somebody waits for a turn.
    pub(crate) fn turns_wait() -> bool {
        FRAMES.with_borrow(|all| all.waiting.iter().any(|waiting| waiting.rank > 0))
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        take(|all| all.waiting.iter().position(|waiting| waiting.number == self.0));
    }
}

/// With no frames to wait for it has been due for longer than anything else.
fn wait(frames: u32, rank: u32, then: Box<dyn FnOnce(f64)>) -> Later {
    FRAMES.with_borrow_mut(|all| {
        all.last += 1;
        let (number, due) = (all.last, if frames == 0 { 0 } else { all.now + frames });
        all.waiting.push(Waiting { number, due, rank, then });
        all.ask();
        Later(number)
    })
}

/// Takes out one of those that wait.
fn take(place: impl Fn(&Frames) -> Option<usize>) -> Option<Waiting> {
    FRAMES.with_borrow_mut(|all| place(all).map(|place| all.waiting.remove(place)))
}

impl Frames {
    /// The place of one that is due and takes no turns.
    fn due(&self) -> Option<usize> {
        self.waiting.iter().position(|one| one.rank == 0 && one.due <= self.now)
    }

    /// The place of the one whose turn it is.
    fn turn(&self) -> Option<usize> {
        let turns = self.waiting.iter().enumerate();
        let due = turns.filter(|(_, one)| one.rank > 0 && one.due <= self.now);
        let due = due.filter(|_| !self.taken);
        due.min_by_key(|(_, one)| (one.due, one.rank)).map(|(place, _)| place)
    }

    fn ask(&mut self) {
        if !std::mem::replace(&mut self.asked, true) {
            FRAME.with(request_frame);
        }
    }
}

/// Does what is due, as long as it is not dropped by what is done before it.
fn frame(wall: f64) {
    FRAMES.with_borrow_mut(|all| {
        all.now += 1;
        all.asked = false;
    });
    while let Some(due) = take(Frames::due) {
        (due.then)(wall);
    }
    if let Some(turn) = take(Frames::turn) {
        (turn.then)(wall);
    }
    FRAMES.with_borrow_mut(|all| {
        all.missed = (all.missed + 1) * u32::from(std::mem::take(&mut all.taken));
        if !all.waiting.is_empty() {
            all.ask();
        }
    });
}

/// The element that an event is about.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The transform that moves an element; the unit is that of `x`.
#[inline(never)]
pub(crate) fn translate(x: Px, unit: &str, y: Px) -> String {
    format!("translate({x}{unit},{y}px)")
}

#[wasm_bindgen]
extern "C" {
    /// An element, for what web-sys does not have yet of the Web Animations, and for options that need
    /// no types of their own.
    type Movable;
    #[wasm_bindgen(method)]
    fn animate(this: &Movable, keyframes: &JsValue, milliseconds: u32) -> Animation;
    #[wasm_bindgen(method, js_name = scrollIntoView)]
    fn scroll_into_view(this: &Movable, how: &JsValue);

    #[wasm_bindgen(js_name = requestAnimationFrame)]
    fn request_frame(then: &Closure<dyn Fn(f64)>);

    /// What the browser moves.
    pub(crate) type Animation;
    #[wasm_bindgen(method, setter = startTime)]
    fn set_start_time(this: &Animation, time: f64);
    #[wasm_bindgen(method)]
    pub(crate) fn cancel(this: &Animation);
}

/// Scrolls as far as an element needs to be seen.
pub(crate) fn bring_into_view(element: &Element) {
    let element: &Movable = element.unchecked_ref();
    if let Ok(how) = js_sys::JSON::parse("{\"block\":\"nearest\"}") {
        element.scroll_into_view(&how);
    }
}

/// Has the browser move an element past keyframes, in JSON, within so many milliseconds from `begun` on.
pub(crate) fn glide(
    element: &Element,
    keyframes: &str,
    milliseconds: u32,
    begun: f64,
) -> Option<Animation> {
    let frames = js_sys::JSON::parse(keyframes).ok()?;
    let element: &Movable = element.unchecked_ref();
    let moved = element.animate(&frames, milliseconds);
    moved.set_start_time(begun);
    Some(moved)
}

/// Sets one style property; the content security policy allows this, but no `style` attribute.
pub(crate) fn set(style: &CssStyleDeclaration, property: &str, value: &str) {
    // It throws only where the style is read-only.
    let _ = style.set_property(property, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// What was done in which frame: their times are counted from the first on.
    #[derive(Clone, Default)]
    struct Log(Rc<RefCell<Vec<(f64, &'static str)>>>);

    impl Log {
        fn note(&self, what: &'static str) -> impl FnOnce(f64) + 'static {
            let log = self.0.clone();
            move |wall| log.borrow_mut().push((wall, what))
        }

        /// In the order of the frames, those of the same frame together.
        async fn after(&self, frames: u32) -> Vec<Vec<&'static str>> {
            let is_over = Rc::new(Cell::new(false));
            let over = is_over.clone();
            let _later = Later::frames(frames, move |_| over.set(true));
            while !is_over.get() {
                yew::platform::time::sleep(std::time::Duration::from_millis(1)).await;
            }
            let log = self.0.borrow();
            let same = log.chunk_by(|(one, _), (other, _)| one == other);
            same.map(|frame| frame.iter().map(|(_, what)| *what).collect()).collect()
        }
    }

    #[wasm_bindgen_test]
    async fn what_takes_turns_has_a_frame_for_itself() {
        let log = Log::default();
        let (link, again) = (Rc::new(RefCell::new(None)), log.note("1 again"));
        let (kept, first) = (link.clone(), log.note("1"));
        let goes_on = move |wall| {
            first(wall);
            kept.replace(Some(Later::again(1, again)));
        };
        let _waiting = [
            Later::turn(3, log.note("3")),
            Later::turn(2, log.note("2")),
            Later::turn(1, goes_on),
            Later::frames(2, log.note("page")),
            Later::frames(2, log.note("more")),
        ];
        drop(Later::turn(1, log.note("let go of")));
        let frames = log.after(9).await;
        assert_eq!(frames, [&["page", "more", "1"][..], &["1 again"], &["2"], &["3"]]);
        assert!(!Later::turns_wait());
    }

    #[wasm_bindgen_test]
    async fn a_turn_is_taken_by_another_twice_in_a_row_and_not_three_times() {
        let log = Log::default();
        let takes = |frames: u32| {
            let note = log.note("taken");
            Later::frames(frames, move |wall| {
                Later::take_turn();
                note(wall);
            })
        };
        let turns = [Later::turn(1, log.note("1")), Later::turn(2, log.note("2"))];
        let _waiting = (turns, [takes(2), takes(3), takes(4), takes(5)]);
        let frames = log.after(9).await;
        assert_eq!(frames, [&["taken"][..], &["taken"], &["taken", "1"], &["taken"], &["2"]]);
    }
}
