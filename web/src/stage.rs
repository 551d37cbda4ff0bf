//! The stage: the ladder in layers, and what is said beside it.

mod layers;
mod notes;

pub(crate) use layers::{drawn_once, running};
pub(crate) use notes::place;

use crate::app::{App, Change, Dispatch};
use crate::element::{Element, element};
use crate::live::{Part, live};
use gloo_render::request_animation_frame;
use tcp_model::host::{Host, PerHost};
use tcp_model::trace::{EventKind, Run, SegmentId};
use tcp_view::inspector::socket;
use tcp_view::ladder::{Capsule, LayoutKind};
use tcp_view::message::Message;
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

/// The ladder with its words.
pub(crate) fn stage(app: &App) -> Element {
    let (lang, ladder, moving) = (app.state.lang, &app.ladder, app.clock.moving());
    let host = element("div", "ladder")
        .found_by(&moving.ladder)
        .attribute("data-kind", kind(ladder.layout.kind));
    let host = match app.is_measured() {
        true => {
            host.child(layers::heads(ladder)).child(scene(app)).child(layers::legend(ladder, lang))
        }
        // Nothing is drawn before its width is known.
        false => host,
    };
    element("section", "stage").label(Message::Stage, lang).child(notes::notes(app)).child(host)
}

fn scene(app: &App) -> Element {
    let moving = app.clock.moving();
    let [future, past] = &app.drawn_once;
    let [outer, inner] = &moving.curtain;
    let [line, time] = &moving.now;
    let capsules = flying(app);
    let hidden = element("div", "curtain-in")
        .found_by(inner)
        .node(past.clone())
        .child(layers::heavy_timers(app));
    element("div", "scene")
        .node(future.clone())
        .child(layers::ahead(app, &capsules))
        .child(element("div", "curtain").found_by(outer).child(hidden))
        .child(layers::words(app))
        .child(layers::hits(app))
        .node(live(app, Part::Timers))
        .child(element("div", "now").found_by(line).child(element("span", "now-t").found_by(time)))
        .child(
            element("div", "capsules")
                .found_by(&moving.capsules)
                .list(capsules.iter().map(|capsule| layers::capsule(capsule, app))),
        )
}

/// What is in the network after the beats that have happened: several of them can share a time.
pub(crate) fn flying(app: &App) -> Vec<Capsule> {
    let unsent = to_come(&app.state.show.run, app.state.step);
    let mut capsules = app.ladder.capsules(app.state.playhead);
    capsules.retain(|capsule| !unsent.contains(&capsule.id));
    capsules
}

/// The segments that enter the network after `step` beats.
pub(crate) fn to_come(run: &Run, step: usize) -> Vec<SegmentId> {
    let happened = step.checked_sub(1).map_or(0, |beat| run.beats[beat].events.end);
    let mut sent = Vec::new();
    for event in &run.events[happened..] {
        if let EventKind::Send { id, .. } | EventKind::Copy { id, .. } = event.kind {
            sent.push(id);
        }
    }
    sent
}

fn kind(kind: LayoutKind) -> &'static str {
    match kind {
        LayoutKind::Wide => "wide",
        LayoutKind::Embed => "embed",
        LayoutKind::Phone => "phone",
    }
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
            drop(next.replace(request_animation_frame(move |_| tell())));
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
