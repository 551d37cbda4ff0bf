//! A segment's header, line by line of 32 bits (RFC 9293 §3.1).

use crate::app::Dispatch;
use crate::icon::{Icon, icon};
use tcp_model::time::Instant;
use tcp_model::trace::{Flight, SegmentId};
use tcp_scenarios::prose::Lang;
use tcp_view::app::{Msg, Show};
use tcp_view::inspector::{Field, header};
use tcp_view::ladder::Role;
use tcp_view::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) show: Show,
    pub(super) inspected: Option<SegmentId>,
    pub(super) selected: Option<SegmentId>,
    pub(super) playhead: Instant,
    pub(super) dispatch: Dispatch,
}

/// The fields and bits of a segment.
#[component]
pub(super) fn Segment(props: &Props) -> Html {
    let Props { show, inspected, .. } = props;
    let lang = show.lang;
    let Some(id) = inspected else {
        return html! {
            <section class="pane segment">
                <h2 class="label">{ Message::SegmentFields.say(lang) }</h2>
                <p class="none">{ Message::NoSegment.say(lang) }</p>
            </section>
        };
    };
    let flight = show.run.flight(*id);
    html! {
        <section class="pane segment">
            <h2 class="label">
                { title(props, flight).say(lang) }
                <span class="ref">{ summary(flight, lang) }</span>
                { others(props, *id) }
            </h2>
            { table(flight, lang) }
        </section>
    }
}

fn title(props: &Props, flight: &Flight) -> Message {
    if props.selected == Some(flight.id) {
        Message::ChosenSegment
    } else if flight.ended > props.playhead {
        Message::SegmentOnTheWay
    } else {
        Message::LastSegment
    }
}

fn summary(flight: &Flight, lang: Lang) -> String {
    let octets = Message::Octets(flight.segment.data.len()).say(lang);
    format!("{}, {octets}", flight.segment.flags)
}

/// Buttons to the segments before and after, by which each can be reached without a pointer.
fn others(props: &Props, id: SegmentId) -> Html {
    let lang = props.show.lang;
    let sent = |id: &SegmentId| props.show.run.flight(*id).sent <= props.playhead;
    let last = props.show.run.flights.len() as SegmentId;
    let button = |sign, message: Message, target: Option<SegmentId>| {
        let onclick = target.map(|id| props.dispatch.reform(move |_| Msg::Select(Some(id))));
        html! {
            <button class="btn quiet icon" disabled={target.is_none()} aria-label={message.say(lang)} {onclick}>
                { icon(sign, "14") }
            </button>
        }
    };
    let before = id.checked_sub(1).filter(|id| *id > 0);
    let after = Some(id + 1).filter(|id| *id <= last).filter(sent);
    html! {
        <span class="others">
            { button(Icon::Back, Message::SegmentBefore, before) }
            { button(Icon::Forward, Message::SegmentAfter, after) }
        </span>
    }
}

fn table(flight: &Flight, lang: Lang) -> Html {
    let role = Role::of(&flight.segment).class();
    let lines = header(flight.from, &flight.segment).map(|fields| {
        html! { <tr>{ for fields.iter().map(|field| cell(field, role, lang)) }</tr> }
    });
    let ruler = [0, 8, 16, 24].map(|bit| html! { <th colspan="8"><span>{ bit }</span></th> });
    html! {
        <table class="bits">
            <caption class="vh">{ summary(flight, lang) }</caption>
            <thead aria-hidden="true"><tr>{ for ruler }</tr></thead>
            <tbody>{ for lines }</tbody>
        </table>
    }
}

fn cell(field: &Field, role: &'static str, lang: Lang) -> Html {
    let span = field.bits.to_string();
    if field.is_bit {
        let on = field.significant.then_some("on");
        let own = match field.name {
            "SYN" => "syn",
            "FIN" => "fin",
            "RST" => "rst",
            _ => "",
        };
        return html! {
            <td colspan={span} class={classes!("bit", on, own)} title={field.name}>
                <span aria-hidden="true">{ &field.name[..1] }</span>
                <span class="vh">{ format!("{} {}", field.name, field.value) }</span>
            </td>
        };
    }
    let decides = field.name == "Sequence Number";
    let small = field.bits <= 8;
    let class = classes!(
        decides.then_some("hot"),
        decides.then_some(role),
        small.then_some("small"),
        (!field.significant).then_some("off")
    );
    let value = (field.name != "Reserved").then(|| html! { <b>{ field.value.clone() }</b> });
    html! {
        <td colspan={span} {class}>
            <div class="fld"><span>{ name(field.name, lang) }</span>{ value }</div>
        </td>
    }
}

/// A field's name in the reader's language; the RFC's where there is no other.
fn name(field: &'static str, lang: Lang) -> std::borrow::Cow<'static, str> {
    let message = match field {
        "Source Port" => Message::SourcePort,
        "Destination Port" => Message::DestinationPort,
        "Sequence Number" => Message::SequenceNumber,
        "Acknowledgment Number" => Message::AcknowledgmentNumber,
        "Data Offset" => Message::Offset,
        "Reserved" => Message::Reserved,
        "Window" => Message::Window,
        other => return other.into(),
    };
    message.say(lang)
}
