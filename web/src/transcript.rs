//! The run as a table.

use crate::app::Dispatch;
use tcp_view::app::{Msg, Show};
use tcp_view::message::Message;
use tcp_view::transcript::{Row, columns};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) show: Show,
    pub(crate) step: usize,
    pub(crate) dispatch: Dispatch,
}

/// The run as a table; each row leads to its moment.
#[component]
pub(crate) fn Transcript(props: &Props) -> Html {
    let lang = props.show.lang;
    let heads = columns(lang).map(|head| html! { <th scope="col">{ head }</th> });
    let rows = props.show.transcript.iter().enumerate().map(|(beat, row)| line(beat, row, props));
    html! {
        <details class="transcript">
            <summary>{ Message::Transcript.say(lang) }</summary>
            <div class="over" tabindex="0" role="region" aria-label={Message::Transcript.say(lang)}>
                <table>
                    <thead><tr>{ for heads }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            <p class="hint">{ Message::Keys.say(lang) }</p>
        </details>
    }
}

fn line(beat: usize, row: &Row, props: &Props) -> Html {
    let step = beat + 1;
    let onclick = props.dispatch.reform(move |_| Msg::SeekStep(step));
    let current = (step == props.step).then_some("step");
    let label = Message::JumpTo(step).say(props.show.lang);
    html! {
        <tr aria-current={current}>
            <td><button aria-label={label} {onclick}>{ row.step.clone() }</button></td>
            <td class="mono">{ row.time.clone() }</td>
            <td class="host">{ row.host.clone() }</td>
            <td>{ row.what.clone() }</td>
            <td class="state-name">{ row.client.clone() }</td>
            <td class="state-name">{ row.server.clone() }</td>
            <td>{ row.note.clone() }</td>
        </tr>
    }
}
