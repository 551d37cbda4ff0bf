//! What is left of the timers that run, in words beside their brackets.

use crate::clock::{Clock, Drawn, use_time};
use crate::marks::draw_all;
use tcp_model::host::Host;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) ladder: Drawn,
    pub(super) clock: Clock,
    pub(super) begun: bool,
    pub(super) playing: bool,
}

/// The timers that run, with what is left of them.
#[component]
pub(super) fn Running(props: &Props) -> Html {
    let now = use_time(&props.clock, props.playing);
    let ladder = &props.ladder;
    let running = if props.begun { ladder.running(now) } else { Vec::new() };
    // There is room for one label at an end: that of the timer which will be first.
    let first = Host::BOTH.into_iter().filter_map(|host| {
        running.iter().filter(|timer| timer.host == host).min_by_key(|timer| timer.left)
    });
    html! {
        <svg class="running" width={ladder.width.to_string()} height={ladder.height.to_string()} aria-hidden="true">
            { for first.map(|timer| draw_all(&timer.label)) }
        </svg>
    }
}
