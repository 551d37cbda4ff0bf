//! The stage: the ladder in layers, and what is said beside it.

mod layers;
mod notes;

pub(crate) use layers::{
    ahead, capsule, flying, heads, hits, lanes, legend, marks, running, times, words,
};
pub(crate) use notes::{block as notes, caption, place};

use crate::app::{App, Change, Dispatch};
use crate::browser::{self, Later};
use crate::clock::{Clock, Drawn, in_words};
use crate::element::{Element, element};
use crate::embed::EMBEDDED;
use crate::live::{LOOKS, Part, live};
use crate::studio;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use tcp_model::host::{Host, PerHost};
use tcp_view::app::{App as State, Show};
use tcp_view::fixed::{Px, px};
use tcp_view::inspector::socket;
use tcp_view::ladder::{Ladder, LadderOptions, Layout, LayoutKind, QueueSizes, Stretch};
use tcp_view::message::Message;
use tcp_view::milestones::step_at;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ResizeObserver};

/// The addresses of both ends, for the heads of the lanes.
pub(crate) fn sockets() -> PerHost<String> {
    let name = |host| {
        let (address, port) = socket(host);
        format!("{address}:{port}")
    };
    PerHost { client: name(Host::Client), server: name(Host::Server) }
}

/// A run where it is drawn.
pub(crate) struct Sight {
    pub(crate) show: Show,
    pub(crate) clock: Clock,
    pub(crate) ladder: Drawn,
}

impl Sight {
    /// A run that is as wide as this, on the same time axis as another if there is one.
    pub(crate) fn new(show: &Show, beside: Option<&Show>, width: i32, clock: Clock) -> Sight {
        let options = LadderOptions {
            layout: Layout::for_width(width),
            lang: show.lang,
            addresses: Some(sockets()),
            queues: QueueSizes::of(show.scenario.setup()),
            beside: beside.map(|beside| &beside.run),
        };
        let ladder = Ladder::new(&show.run, &options);
        Sight { show: show.clone(), clock, ladder: Drawn(Rc::new(ladder)) }
    }

    /// How many of its beats have happened. The page counts those of the run on the stage.
    pub(crate) fn step(&self, state: &State) -> usize {
        if self.show == state.show {
            return state.step;
        }
        let begun = state.step > 0;
        if begun { step_at(&self.show.run, state.playhead) } else { 0 }
    }
}

/// The ladder with its words, or two of them beside each other.
pub(crate) fn stage(app: &App) -> Element {
    let lang = app.state.lang;
    let beside = app.beside.as_ref();
    element("section", "stage")
        .attribute("role", if EMBEDDED { Some("group") } else { None })
        .label(Message::Stage, lang)
        .child(notes::notes(app))
        .child(framed(app, &app.sight))
        .child(beside.map(|beside| framed(app, beside)))
        .child(part(app))
}

/// A ladder in its frame.
fn framed(app: &App, sight: &Sight) -> Element {
    let host = element("div", "ladder")
        .found_by(&sight.clock.moving().ladder)
        .attribute("data-kind", kind(sight.ladder.layout.kind));
    match app.is_measured() {
        true => host.node(live(app, sight, Part::Heads)).child(scene(app, sight)).node(live(
            app,
            sight,
            Part::Legend,
        )),
        // Nothing is drawn before its width is known.
        false => host,
    }
}

/// Where two runs part.
fn part(app: &App) -> Option<Element> {
    let (at, ladder) = (app.state.studio.part?, &app.sight.ladder);
    let y = ladder.scale.y(at).whole();
    let words = element("span", "").say(Message::Part, app.state.lang);
    let mark = element("b", "").text(&in_words(at)).child(words);
    Some(element("p", "part").found_by(&app.part).measure("data-y", y).child(mark))
}

/// Puts the mark where two runs part into its place.
pub(crate) fn place_part(app: &App) {
    if let Some(mark) = app.part.cast::<HtmlElement>() {
        let y = mark.get_attribute("data-y").unwrap_or_default();
        browser::set(&mark.style(), "--y", &[&*y, "px"].concat());
    }
}

fn scene(app: &App, sight: &Sight) -> Element {
    let moving = sight.clock.moving();
    let [outer, inner] = &moving.curtain;
    let [line, time] = &moving.now;
    let hidden = element("div", "curtain-in")
        .found_by(inner)
        .child(layers::drawn(app, sight, "past"))
        .child(layers::heavy_timers(app, sight));
    let now = element("span", "now-t").found_by(time).node(live(app, sight, Part::Now));
    element("div", "scene")
        .child(layers::drawn(app, sight, "ground"))
        .child(layers::ahead_of_all(app, sight))
        .child(element("div", "curtain").found_by(outer).child(hidden))
        .child(layers::said(app, sight))
        .child(layers::pointed(app, sight))
        .node(live(app, sight, Part::Timers))
        .child(element("div", "now").found_by(line).child(now))
        .child(element("div", "capsules").found_by(&moving.capsules).node(live(
            app,
            sight,
            Part::Capsules,
        )))
        .child(sight.show.eq(&app.state.show).then(|| studio::place("menu")))
}

fn kind(kind: LayoutKind) -> &'static str {
    match kind {
        LayoutKind::Wide => "wide",
        LayoutKind::Embed => "embed",
        LayoutKind::Phone => "phone",
    }
}

/// A ladder as high as this is drawn whole.
const WHOLE: Px = px(1600);
/// What is drawn of a longer one changes in steps of this, and reaches as far beyond what is seen.
pub(crate) const STEP: i32 = 256;

impl App {
    /// Which part of a ladder is drawn.
    pub(crate) fn seen(&self, ladder: &Ladder) -> Stretch {
        let (top, height) = self.in_view;
        if ladder.height <= WHOLE || height == 0 {
            return (px(-STEP), ladder.height);
        }
        (px((top - 1) * STEP), px((top + 2) * STEP + height))
    }

    /// Looks which part of a long ladder is seen: it moves when what stands above it changes.
    pub(crate) fn look(&self) {
        if self.sight.ladder.height > WHOLE && self.in_view.1 > 0 {
            look(&self.sight.clock, &self.dispatch);
        }
    }
}

/// Looks which part of a ladder is seen.
pub(crate) fn look(clock: &Clock, dispatch: &Dispatch) {
    if let Some(ladder) = clock.moving().ladder.cast::<HtmlElement>() {
        let top = -ladder.get_bounding_client_rect().top() as i32;
        let height = browser::root().map_or(0, |root| root.client_height());
        dispatch.emit(Change::InView(top.div_euclid(STEP), height));
    }
}

/// Follows which part of the ladder is seen, and has all of it on paper.
pub(crate) fn follow(clock: &Clock, dispatch: &Dispatch) -> Vec<EventListener> {
    let looks = Rc::new(RefCell::new(None));
    let listen = |name: &'static str| {
        let (clock, dispatch, looks) = (clock.clone(), dispatch.clone(), looks.clone());
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&browser::window(), name, options, move |event| {
            if event.type_() == "beforeprint" {
                // What is on paper is not drawn later.
                clock.rest();
                dispatch.emit(Change::InView(0, 0));
            } else if clock.at_rest() {
                look(&clock, &dispatch);
            } else if clock.glides() && looks.borrow().is_none() {
                // To look makes the browser lay out what else is to be drawn in this frame.
                let (clock, dispatch, done) = (clock.clone(), dispatch.clone(), looks.clone());
                let then = move |_| {
                    done.take();
                    look(&clock, &dispatch);
                };
                looks.replace(Some(Later::turn(LOOKS, then)));
            }
        })
    };
    ["scroll", "resize", "beforeprint", "afterprint"].map(listen).into()
}

/// Watches how wide the ladder may be.
pub(crate) struct Width {
    observer: Option<ResizeObserver>,
    _measure: Closure<dyn FnMut(JsValue)>,
}

impl Width {
    /// Tells how wide an element is, now and whenever that changes, until this is dropped.
    pub(crate) fn watch(element: HtmlElement, dispatch: &Dispatch) -> Width {
        let tell = {
            let (element, dispatch) = (element.clone(), dispatch.clone());
            move || dispatch.emit(Change::Width(element.client_width()))
        };
        tell();
        let mut next = None;
        let measure = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            let tell = tell.clone();
            // In the next frame: a ladder of another height can bring a scroll bar and with it
            // another width, which browsers report as an error where it is drawn at once.
            drop(next.replace(Later::frames(1, move |_| tell())));
        });
        let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&element);
        }
        Width { observer, _measure: measure }
    }
}

impl Drop for Width {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
