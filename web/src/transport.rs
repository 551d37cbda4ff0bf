//! The controls: steps, play, the timeline, speed.

use crate::app::Dispatch;
use crate::clock::{Clock, Drawn, ends, in_words, thousandths};
use crate::header::pressed;
use crate::icon::{Icon, icon};
use crate::keys::toggle;
use tcp_model::time::Instant;
use tcp_view::app::{Msg, Show};
use tcp_view::fixed::Px;
use tcp_view::message::Message;
use tcp_view::playback::Speed;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) show: Show,
    pub(crate) ladder: Drawn,
    pub(crate) step: usize,
    pub(crate) playing: bool,
    pub(crate) speed: Speed,
    pub(crate) clock: Clock,
    pub(crate) dispatch: Dispatch,
}

/// The bar at the bottom.
#[component]
pub(crate) fn Transport(props: &Props) -> Html {
    let Props { show, step, playing, .. } = props;
    let (lang, beats) = (show.lang, show.run.beats.len());
    let button = |class: &'static str, sign: Icon, message: Message, msg: Msg, usable: bool| {
        let onclick = props.dispatch.reform(move |_: MouseEvent| msg.clone());
        let label = message.say(lang);
        html! {
            <button class={classes!("btn", "quiet", "icon", class)} title={label.clone()}
                aria-label={label} aria-disabled={(!usable).then_some("true")} {onclick}>
                { icon(sign, "18") }
            </button>
        }
    };
    let (sign, message) = match playing {
        true => (Icon::Pause, Message::Pause),
        false => (Icon::Play, Message::Play),
    };
    let play = {
        let (clock, playing) = (props.clock.clone(), *playing);
        props.dispatch.reform(move |_: MouseEvent| toggle(playing, clock.now()))
    };
    let label = message.say(lang);
    html! {
        <div class="transport" role="group" aria-label={Message::Controls.say(lang)}>
            <div class="keys">
                { button("restart", Icon::Restart, Message::Restart, Msg::Restart, *step > 0) }
                { button("", Icon::Back, Message::StepBack, Msg::StepBack, *step > 0) }
                <button class="play" title={label.clone()} aria-label={label} onclick={play}>{ icon(sign, "20") }</button>
                { button("", Icon::Forward, Message::StepForward, Msg::StepForward, *step < beats) }
            </div>
            { scrubber(props) }
            { speeds(props) }
            <p class="clock">
                { Message::EventOf(*step, beats).say(lang) }
                <small>{ what(show, *step) }</small>
            </p>
        </div>
    }
}

/// What has just happened, in a few words.
fn what(show: &Show, step: usize) -> String {
    match step.checked_sub(1) {
        Some(beat) => show.captions[beat].margin.clone(),
        None => Message::NothingYet.say(show.lang).into_owned(),
    }
}

/// A native range over the drawn timeline. Its position belongs to the clock.
fn scrubber(props: &Props) -> Html {
    let Props { show, ladder, step, .. } = props;
    let (from, to) = ends(ladder);
    let oninput = {
        let ladder = ladder.clone();
        props.dispatch.reform(move |event: InputEvent| {
            let tenths = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
            Msg::SeekTo(ladder.scale.time_at(from + Px(tenths as i32)))
        })
    };
    let place = Message::StepOf(*step, show.run.beats.len()).say(show.lang);
    let [handle, done] = &props.clock.moving().scrubber;
    html! {
        <div class="scrub">
            <div class="track" aria-hidden="true">
                <div class="rail"><div class="done" ref={done.clone()}></div></div>
                { ticks(show, ladder, *step) }
            </div>
            <input type="range" ref={handle.clone()} min="0" max={(to - from).0.to_string()} step="1"
                aria-label={Message::Timeline.say(show.lang)}
                aria-valuetext={format!("{place}{}", what(show, *step))} {oninput} />
        </div>
    }
}

/// No two labels are closer than this, in thousandths of the timeline.
const APART: i32 = 45;

/// What is sent and when, in its colour once it has happened, and the scale breaks.
fn ticks(show: &Show, ladder: &Drawn, step: usize) -> Html {
    let (from, to) = ends(ladder);
    let x = |t: Instant| thousandths(ladder.scale.y(t) - from, to - from);
    let now = step.checked_sub(1).map(|beat| show.run.beats[beat].at);
    let ticks = ladder.journeys.iter().map(|journey| {
        let past = now.is_some_and(|now| journey.sent <= now);
        let class = if past { journey.role.class() } else { "fu" };
        let x = percent(x(journey.sent));
        html! {
            <>
                <line class="ek-bg" x1={x.clone()} x2={x.clone()} y1="8" y2="24" />
                <line class={classes!("ek", class)} x1={x.clone()} x2={x} y1="8" y2="24" />
            </>
        }
    });
    let breaks = ladder.scale.breaks().iter().map(|cut| {
        let (x0, x1) = (x(cut.from), x(cut.to));
        let wide = percent((x1 - x0).max(8));
        html! { <rect class="tr-brk" x={percent(x0)} width={wide} y="12" height="8" /> }
    });
    let mut free = i32::MIN;
    let mut labels = Vec::new();
    for journey in ladder.journeys.iter() {
        let at = x(journey.sent);
        if at >= free && at <= 1000 - APART {
            labels.push(label(at, &in_words(journey.sent)));
            free = at + APART;
        }
    }
    let end = in_words(ladder.scale.end());
    html! {
        <svg>
            { for breaks }
            { for ticks }
            { for labels }
            <text class="tr-l" x="100%" y="42" text-anchor="end">{ end }</text>
        </svg>
    }
}

fn label(x: i32, words: &str) -> Html {
    let anchor = if x == 0 { "start" } else { "middle" };
    let short = words.strip_suffix(" ms").unwrap_or(words).to_owned();
    html! { <text class="tr-l" x={percent(x)} y="42" text-anchor={anchor}>{ short }</text> }
}

fn percent(thousandths: i32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Buttons where there is room, a list where there is not.
fn speeds(props: &Props) -> Html {
    let (lang, speed) = (props.show.lang, props.speed);
    let label = Message::Speed.say(lang);
    let buttons = Speed::ALL.map(|other| {
        let onclick = props.dispatch.reform(move |_| Msg::SetSpeed(other));
        html! { <button aria-pressed={pressed(other == speed)} {onclick}>{ written(other) }</button> }
    });
    let onchange = props.dispatch.reform(|event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        Msg::SetSpeed(Speed::from_name(&chosen).unwrap_or_default())
    });
    let options = Speed::ALL.map(|other| {
        html! { <option value={other.name()} selected={other == speed}>{ written(other) }</option> }
    });
    html! {
        <>
            <div class="seg-ctl speeds" role="group" aria-label={label.clone()}>{ for buttons }</div>
            <select class="speed" aria-label={label} ~value={speed.name()} {onchange}>{ for options }</select>
        </>
    }
}

/// A speed with a fraction that takes one letter where there is one.
fn written(speed: Speed) -> &'static str {
    match speed {
        Speed::ThirtySecond => "1/32×",
        Speed::Sixteenth => "1/16×",
        Speed::Eighth => "⅛×",
        Speed::Quarter => "¼×",
        Speed::Real => "1×",
    }
}
