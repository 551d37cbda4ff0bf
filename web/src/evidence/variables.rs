//! The variables of both ends (RFC 9293 §3.3.1), what each has sent, and its timers.

use crate::clock::{Clock, in_words, use_time};
use tcp_model::endpoint::Status;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_view::app::Show;
use tcp_view::inspector::{
    Occupant, RunningTimer, Stretch, Variable, running_timers, sent_stretches, status, variables,
};
use tcp_view::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) show: Show,
    pub(super) step: usize,
    pub(super) playing: bool,
    pub(super) clock: Clock,
}

/// A card for each end.
#[component]
pub(super) fn Variables(props: &Props) -> Html {
    let now = use_time(&props.clock, props.playing);
    let lang = props.show.lang;
    html! {
        <section class="pane variables">
            <h2 class="vh">{ Message::Variables.say(lang) }</h2>
            <div class="tcbs">{ for Host::BOTH.map(|host| card(props, host, now)) }</div>
        </section>
    }
}

fn card(props: &Props, host: Host, now: Instant) -> Html {
    let Props { show, step, .. } = props;
    let lang = show.lang;
    let (shape, letter) = match host {
        Host::Client => ("c", "C"),
        Host::Server => ("s", "S"),
    };
    let status = status(&show.run, host, *step);
    let rows = variables(&show.run, host, *step);
    let timers = running_timers(&show.run, host, *step);
    html! {
        <section class="tcb">
            <h3>
                <span class={classes!("sym", shape)} aria-hidden="true">{ letter }</span>
                { Message::Host(host).say(lang) }
                <span class="state">{ status.state.name() }</span>
            </h3>
            { strip(&status, host, props) }
            <dl>
                { for rows.iter().map(row) }
                { for timers.iter().map(|timer| left(timer, now)) }
                if timers.is_empty() {
                    <div><dt>{ Message::Timer.say(lang) }</dt><dd>{ Message::Off.say(lang) }</dd></div>
                }
            </dl>
        </section>
    }
}

fn row(variable: &Variable) -> Html {
    let value = variable.value.map_or("–".to_owned(), |value| value.to_string());
    html! {
        <div class={variable.changed.then_some("changed")}>
            <dt>{ variable.name }</dt><dd class="mono">{ value }</dd>
        </div>
    }
}

fn left(running: &RunningTimer, now: Instant) -> Html {
    let left = Instant::ZERO + running.expires.since(now);
    html! { <div><dt>{ running.timer.name() }</dt><dd class="mono">{ in_words(left) }</dd></div> }
}

/// What an end has sent, in the order of its numbers: acknowledged or still in flight.
fn strip(status: &Status, host: Host, props: &Props) -> Html {
    let lang = props.show.lang;
    let stretches = sent_stretches(status);
    html! {
        <p class="strip mono" role="group" aria-label={Message::SendSequence(host).say(lang)}>
            { for stretches.iter().map(stretch) }
            <span class="free"></span>
        </p>
    }
}

fn stretch(stretch: &Stretch) -> Html {
    let last = stretch.first + (stretch.len - 1);
    let (class, words) = match stretch.occupant {
        Occupant::Syn => ("syn", "SYN".to_owned()),
        Occupant::Fin => ("fin", "FIN".to_owned()),
        Occupant::Text => ("data", format!("{}..{last}", stretch.first)),
    };
    let fly = (!stretch.acknowledged).then_some("fly");
    html! { <span class={classes!(class, fly)}>{ words }</span> }
}
