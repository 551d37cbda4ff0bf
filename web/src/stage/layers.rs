//! The layers of the ladder. What is drawn once stays as it is until the run or the width
//! changes; the curtain between past and future belongs to the clock.

use super::select;
use crate::app::Dispatch;
use crate::clock::Drawn;
use crate::header::pressed;
use crate::marks::{draw, draw_all};
use tcp_model::time::Instant;
use tcp_model::trace::SegmentId;
use tcp_scenarios::prose::Lang;
use tcp_view::app::Show;
use tcp_view::fixed::px;
use tcp_view::ladder::{Capsule, Ladder};
use tcp_view::message::Message;
use tcp_view::scene::Mark;
use tcp_view::svg::{finished, keys};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct LadderProps {
    pub(super) ladder: Drawn,
}

/// A drawing of the ladder's size.
fn layer(ladder: &Ladder, class: &'static str, marks: Html) -> Html {
    html! {
        <svg {class} width={ladder.width.to_string()} height={ladder.height.to_string()} aria-hidden="true">
            { marks }
        </svg>
    }
}

/// The whole run in grey, on the ground.
#[component]
pub(super) fn Future(props: &LadderProps) -> Html {
    let ladder = &props.ladder;
    layer(ladder, "ground", html! { <>{ ground(ladder) }{ draw_all(&ladder.future) }</> })
}

/// The whole run in colour, on a ground of its own that hides the grey.
#[component]
pub(super) fn Past(props: &LadderProps) -> Html {
    let ladder = &props.ladder;
    layer(ladder, "past", html! { <>{ ground(ladder) }{ draw_all(&ladder.past) }</> })
}

fn ground(ladder: &Ladder) -> Html {
    let ground = ladder.ground.iter().filter(|mark| !is_head(mark));
    let ticks = ladder.ticks.iter().filter_map(|tick| tick.mark.as_ref());
    html! { <>{ draw_all(ground) }{ draw_all(ticks) }</> }
}

/// The names and addresses of both ends. They stay in view while the ladder scrolls.
pub(super) fn heads(ladder: &Ladder) -> Html {
    let heads = ladder.ground.iter().filter(|mark| is_head(mark));
    html! {
        <svg class="heads" width={ladder.width.to_string()} height={ladder.layout.head.to_string()}>
            { draw_all(heads) }
        </svg>
    }
}

fn is_head(mark: &Mark) -> bool {
    mark.class().starts_with("lane-")
}

/// The paths that are still before what is in flight: drawn from the sender on, because what is
/// behind is covered by the past.
pub(super) fn ahead(ladder: &Ladder, capsules: &[Capsule], begun: bool, t: Instant) -> Html {
    let paths = capsules.iter().map(|capsule| {
        let journey = &capsule.journey;
        draw(&Mark::line("ln ahead", journey.start, journey.target))
    });
    let running = if begun { ladder.running(t) } else { Vec::new() };
    let dots = running.into_iter().filter_map(|timer| timer.marks.into_iter().nth(1));
    let dots = dots.map(|mark| draw(&mark));
    layer(ladder, "ahead", html! { <>{ for paths }{ for dots }</> })
}

/// The brackets of the timers that run now, as long as they will run until something happens;
/// the curtain cuts them.
pub(super) fn heavy_timers(show: &Show, ladder: &Ladder, step: usize, t: Instant) -> Html {
    let next = show.run.beats.get(step).map_or(show.run.end, |beat| beat.at);
    let until = Instant::from_micros(next.as_micros().saturating_sub(1)).max(t);
    let brackets =
        ladder.running(until).into_iter().filter_map(|timer| timer.marks.into_iter().next());
    layer(ladder, "heavy", brackets.map(|mark| draw(&mark)).collect())
}

#[derive(Properties, PartialEq)]
pub(super) struct WordsProps {
    pub(super) ladder: Drawn,
    /// Whether anything has happened.
    pub(super) begun: bool,
    pub(super) playhead: Instant,
}

/// State names, labels, crosses, and the scale breaks on top.
#[component]
pub(super) fn Words(props: &WordsProps) -> Html {
    let WordsProps { ladder, begun, playhead } = props;
    let words = ladder.words.iter().enumerate().map(|(i, word)| {
        // Each look of a word has an element of its own: going back shows the same ones again.
        if *begun && word.since <= *playhead {
            return html! { <g key={i * 2}>{ draw(&word.mark) }</g> };
        }
        // On paper the whole run is told.
        html! {
            <g key={i * 2 + 1}>
                <g class="yet">{ for word.future.as_ref().map(draw) }</g>
                <g class="later">{ draw(&word.mark) }</g>
            </g>
        }
    });
    layer(ladder, "words", html! { <><g>{ for words }</g>{ draw_all(&ladder.breaks) }</> })
}

#[derive(Properties, PartialEq)]
pub(super) struct HitsProps {
    pub(super) ladder: Drawn,
    pub(super) begun: bool,
    pub(super) playhead: Instant,
    pub(super) selected: Option<SegmentId>,
    pub(super) dispatch: Dispatch,
}

/// Broad invisible lines over those of segments that have been sent, to be pointed at.
#[component]
pub(super) fn Hits(props: &HitsProps) -> Html {
    let HitsProps { ladder, begun, playhead, selected, dispatch } = props;
    let onclick = {
        let (dispatch, selected) = (dispatch.clone(), *selected);
        Callback::from(move |event: MouseEvent| {
            let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let id = element.and_then(|element| element.get_attribute("data-id")?.parse().ok());
            if let Some(id) = id {
                select(&dispatch, id, selected == Some(id)).emit(event);
            }
        })
    };
    let sent = ladder.journeys.iter().filter(|journey| *begun && journey.sent <= *playhead);
    let lines = sent.map(|journey| {
        let d = format!("M{}L{}", journey.start, journey.stop);
        let class = if *selected == Some(journey.id) { "hit sel" } else { "hit" };
        html! { <path {class} {d} data-id={journey.id.to_string()} /> }
    });
    html! {
        <svg class="hits" width={ladder.width.to_string()} height={ladder.height.to_string()}
            aria-hidden="true" {onclick}>
            { for lines }
        </svg>
    }
}

/// What the marks mean that are in this ladder.
pub(super) fn legend(ladder: &Ladder, lang: Lang) -> Html {
    let entries = keys(&finished(ladder), lang).into_iter().map(|key| {
        html! {
            <li>
                <svg width={key.width.to_string()} height="16" aria-hidden="true">{ draw_all(&key.sample) }</svg>
                { key.words }
            </li>
        }
    });
    html! { <ul class="key" aria-label={Message::Legend.say(lang)}>{ for entries }</ul> }
}

/// A segment in flight: a button that the clock moves.
pub(super) fn capsule(capsule: &Capsule, selected: Option<SegmentId>, dispatch: &Dispatch) -> Html {
    let chosen = selected == Some(capsule.id);
    let (w, h) = (capsule.width + px(4), px(28));
    let view = format!("{} {} {w} {h}", -(w / 2), -(h / 2));
    html! {
        <div class="capsule" key={capsule.id}>
            <button aria-pressed={pressed(chosen)} aria-label={format!("{} {}", capsule.flags, capsule.numbers_text)}
                onclick={select(dispatch, capsule.id, chosen)}>
                <svg width={w.to_string()} height={h.to_string()} viewBox={view} aria-hidden="true">
                    { draw(&capsule.body) }
                </svg>
            </button>
            <div class="nums" aria-hidden="true"><svg width="1" height="1">{ draw(&capsule.numbers) }</svg></div>
        </div>
    }
}
