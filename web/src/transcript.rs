//! The run as a table.

use crate::app::Dispatch;
use tcp_view::app::{Msg, Show};
use tcp_view::message::Message;
use tcp_view::transcript::Row;
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
    let rows = props.show.transcript.iter().enumerate().map(|(beat, row)| line(beat, row, props));
    html! {
        <details class="transcript">
            <summary>{ Message::Transcript.say(lang) }</summary>
            <div class="over">
                <table>
                    <thead><tr>
                        <th scope="col">{ Message::ColumnStep.say(lang) }</th>
                        <th scope="col">{ Message::ColumnTime.say(lang) }</th>
                        <th scope="col">{ Message::ColumnWhat.say(lang) }</th>
                        <th scope="col">{ Message::ColumnNote.say(lang) }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            <p class="hint">{ Message::Keys.say(lang) }</p>
        </details>
    }
}

fn line(beat: usize, row: &Row, props: &Props) -> Html {
    let (step, lang) = (beat + 1, props.show.lang);
    let onclick = props.dispatch.reform(move |_| Msg::SeekStep(step));
    let current = (step == props.step).then_some("step");
    let at = props.show.run.beats[beat].at;
    html! {
        <tr aria-current={current}>
            <td><button aria-label={Message::JumpTo(step).say(lang)} {onclick}>{ step }</button></td>
            <td class="mono">{ at.to_string() }</td>
            <td>{ props.show.captions[beat].headline.clone() }</td>
            <td>{ row.note.clone() }</td>
        </tr>
    }
}
