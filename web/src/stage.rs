//! The stage: the ladder in layers, and what is said beside it.

mod layers;
mod notes;
mod words;

use crate::app::Dispatch;
use crate::clock::{Clock, Drawn};
use gloo_render::request_animation_frame;
use layers::{Future, Hits, Past, Words};
use notes::Notes;
use std::rc::Rc;
use tcp_model::host::{Host, PerHost};
use tcp_model::time::Instant;
use tcp_model::trace::{Event, EventKind, Run, SegmentId};
use tcp_view::app::{Msg, Show};
use tcp_view::inspector::socket;
use tcp_view::ladder::{Capsule, LayoutKind};
use tcp_view::message::Message;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) show: Show,
    pub(crate) ladder: Drawn,
    pub(crate) step: usize,
    pub(crate) playhead: Instant,
    pub(crate) playing: bool,
    pub(crate) selected: Option<SegmentId>,
    pub(crate) clock: Clock,
    /// Whether the ladder is as wide as it may be. Nothing is drawn before that is known.
    pub(crate) measured: bool,
    /// Told how wide the ladder may be.
    pub(crate) on_width: Callback<i32>,
    pub(crate) dispatch: Dispatch,
}

/// The addresses of both ends, for the heads of the lanes.
pub(crate) fn sockets() -> PerHost<String> {
    let name = |host| {
        let (address, port) = socket(host);
        format!("{address}:{port}")
    };
    PerHost { client: name(Host::Client), server: name(Host::Server) }
}

/// The ladder with its words.
#[component]
pub(crate) fn Stage(props: &Props) -> Html {
    let Props { show, ladder, step, selected, clock, .. } = props;
    let playhead = props.playhead;
    let host = use_width(&props.on_width);
    let capsules: Rc<Vec<Capsule>> = Rc::new(flying(props));
    {
        let (clock, ladder, capsules) = (clock.clone(), ladder.clone(), capsules.clone());
        let flight = (ladder.clone(), *step, playhead);
        use_effect_with(flight, move |_| clock.fly(&capsules, &ladder));
    }
    let moving = clock.moving();
    let [outer, inner] = &moving.curtain;
    let [line, time] = &moving.now;
    html! {
        <section class="stage" aria-label={Message::Stage.say(show.lang)}>
            <Notes show={show.clone()} ladder={ladder.clone()} {step} {playhead} />
            <div class="ladder" ref={host} data-kind={kind(ladder.layout.kind)}>
                if props.measured {
                    { layers::heads(ladder) }
                    <div class="scene">
                        <Future ladder={ladder.clone()} />
                        { layers::ahead(ladder, &capsules, *step > 0, playhead) }
                        <div class="curtain" ref={outer.clone()}><div class="curtain-in" ref={inner.clone()}>
                            <Past ladder={ladder.clone()} />
                            { layers::heavy_timers(show, ladder, *step, playhead) }
                        </div></div>
                        <Words ladder={ladder.clone()} begun={*step > 0} {playhead} />
                        <Hits ladder={ladder.clone()} begun={*step > 0} {playhead} {selected} dispatch={props.dispatch.clone()} />
                        <words::Running ladder={ladder.clone()} clock={clock.clone()} begun={*step > 0} playing={props.playing} />
                        <div class="now" ref={line.clone()}><span class="now-t" ref={time.clone()}></span></div>
                        <div class="capsules" ref={moving.capsules.clone()}>
                            { for capsules.iter().map(|capsule| layers::capsule(capsule, *selected, &props.dispatch)) }
                        </div>
                    </div>
                    { layers::legend(ladder, show.lang) }
                }
            </div>
        </section>
    }
}

/// What is in the network after the beats that have happened: several of them can share a time.
fn flying(props: &Props) -> Vec<Capsule> {
    let unsent = to_come(&props.show.run, props.step);
    let mut capsules = props.ladder.capsules(props.playhead);
    capsules.retain(|capsule| !unsent.contains(&capsule.id));
    capsules
}

/// The segments that enter the network after `step` beats.
pub(crate) fn to_come(run: &Run, step: usize) -> Vec<SegmentId> {
    let happened = step.checked_sub(1).map_or(0, |beat| run.beats[beat].events.end);
    let sent = |event: &Event| match event.kind {
        EventKind::Send { id, .. } | EventKind::Copy { id, .. } => Some(id),
        _ => None,
    };
    run.events[happened..].iter().filter_map(sent).collect()
}

fn kind(kind: LayoutKind) -> &'static str {
    match kind {
        LayoutKind::Wide => "wide",
        LayoutKind::Embed => "embed",
        LayoutKind::Phone => "phone",
    }
}

/// Tells how wide an element is, now and whenever that changes.
#[hook]
fn use_width(on_width: &Callback<i32>) -> NodeRef {
    let host = use_node_ref();
    let found = host.clone();
    use_effect_with(on_width.clone(), move |on_width| {
        let element = found.cast::<HtmlElement>();
        if let Some(element) = &element {
            on_width.emit(element.client_width());
        }
        let (watched, on_width) = (element.clone(), on_width.clone());
        let mut next = None;
        let measure = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            let (watched, on_width) = (watched.clone(), on_width.clone());
            // In the next frame: a ladder of another height can bring a scroll bar and with it
            // another width, which browsers report as an error where it is drawn at once.
            drop(next.replace(request_animation_frame(move |_| {
                if let Some(element) = &watched {
                    on_width.emit(element.client_width());
                }
            })));
        });
        let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &element) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(measure);
        }
    });
    host
}

/// Selects a segment, or lets go of it.
fn select(dispatch: &Dispatch, id: SegmentId, selected: bool) -> Callback<MouseEvent> {
    dispatch.reform(move |_| Msg::Select((!selected).then_some(id)))
}
