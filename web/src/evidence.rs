//! The evidence beside the ladder: states, a segment, variables. Where there is little room,
//! one of them at a time.

mod segment;
mod states;
mod variables;

use crate::app::Dispatch;
use crate::clock::Clock;
use crate::header::pressed;
use segment::Segment;
use states::States;
use tcp_model::time::Instant;
use tcp_model::trace::SegmentId;
use tcp_view::app::Show;
use tcp_view::message::Message;
use variables::Variables;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) show: Show,
    pub(crate) step: usize,
    pub(crate) playhead: Instant,
    pub(crate) playing: bool,
    /// The segment to look into.
    pub(crate) inspected: Option<SegmentId>,
    /// The one that the reader chose.
    pub(crate) selected: Option<SegmentId>,
    pub(crate) clock: Clock,
    pub(crate) dispatch: Dispatch,
}

#[derive(Copy, Clone, PartialEq)]
enum Tab {
    States,
    Segment,
    Variables,
}

impl Tab {
    const ALL: [(Tab, &'static str, Message); 3] = [
        (Tab::States, "states", Message::StateDiagram),
        (Tab::Segment, "segment", Message::SegmentFields),
        (Tab::Variables, "variables", Message::VariablesShort),
    ];
}

/// States, segment, variables.
#[component]
pub(crate) fn Evidence(props: &Props) -> Html {
    let Props { show, step, playhead, playing, inspected, selected, clock, dispatch } = props;
    let tab = use_state(|| Tab::States);
    {
        // Who chooses a segment wants to see it.
        let tab = tab.setter();
        use_effect_with(*selected, move |selected| {
            if selected.is_some() {
                tab.set(Tab::Segment);
            }
        });
    }
    let lang = show.lang;
    let name = Tab::ALL.into_iter().find(|(other, ..)| *other == *tab).map(|(_, name, _)| name);
    let tabs = Tab::ALL.map(|(other, _, message)| {
        let tab = tab.clone();
        let shown = pressed(*tab == other);
        let onclick = Callback::from(move |_| tab.set(other));
        html! { <button aria-pressed={shown} {onclick}>{ message.say(lang) }</button> }
    });
    html! {
        <aside class="side" aria-label={Message::Evidence.say(lang)} data-tab={name}>
            <div class="seg-ctl tabs">{ for tabs }</div>
            <States show={show.clone()} {step} />
            <Segment show={show.clone()} {inspected} {selected} playhead={*playhead} dispatch={dispatch.clone()} />
            <Variables show={show.clone()} {step} {playing} clock={clock.clone()} />
        </aside>
    }
}
