//! A segment's header, line by line of 32 bits (RFC 9293 §3.1).

use crate::app::App;
use crate::element::{Element, button, element};
use crate::icon::{Icon, icon};
use tcp_model::trace::{Flight, SegmentId};
use tcp_scenarios::prose::Lang;
use tcp_view::app::Msg;
use tcp_view::inspector::{Field, header};
use tcp_view::ladder::Role;
use tcp_view::message::Message;

/// The fields and bits of a segment.
pub(super) fn segment(app: &App) -> Element {
    let lang = app.state.lang;
    let (pane, heading) = (element("section", "pane segment"), element("h2", "label"));
    let Some(id) = app.inspected() else {
        return pane
            .child(heading.say(Message::SegmentFields, lang))
            .child(element("p", "none").say(Message::NoSegment, lang));
    };
    let flight = app.state.show.run.flight(id);
    pane.child(
        heading
            .say(title(app, flight), lang)
            .child(element("span", "ref").text(&summary(flight, lang)))
            .child(others(app, id)),
    )
    .child(table(flight, lang))
}

fn title(app: &App, flight: &Flight) -> Message {
    if app.state.selected == Some(flight.id) {
        Message::ChosenSegment
    } else if flight.ended > app.state.playhead {
        Message::SegmentOnTheWay
    } else {
        Message::LastSegment
    }
}

fn summary(flight: &Flight, lang: Lang) -> String {
    let octets = Message::Octets(flight.segment.data.len()).say(lang);
    [&*flight.segment.flags.to_string(), ", ", &*octets].concat()
}

/// Buttons to the segments before and after, by which each can be reached without a pointer.
fn others(app: &App, id: SegmentId) -> Element {
    let run = &app.state.show.run;
    let last = run.flights.len() as SegmentId;
    let step = |sign, message: Message, target: Option<SegmentId>| {
        let step = match target {
            Some(_) => button("btn quiet icon", &app.dispatch, Msg::Select(target)),
            None => element("button", "btn quiet icon").attribute("disabled", "disabled"),
        };
        step.label(message, app.state.lang).child(icon(sign, "14"))
    };
    let before = (id > 1).then(|| id - 1);
    let sent = id < last && run.flight(id + 1).sent <= app.state.playhead;
    let after = sent.then_some(id + 1);
    element("span", "others").child(step(Icon::Back, Message::SegmentBefore, before)).child(step(
        Icon::Forward,
        Message::SegmentAfter,
        after,
    ))
}

fn table(flight: &Flight, lang: Lang) -> Element {
    let role = Role::of(&flight.segment).class();
    let lines = header(flight);
    let lines = lines
        .iter()
        .map(|fields| element("tr", "").list(fields.iter().map(|field| cell(field, role, lang))));
    let ruler = ["0", "8", "16", "24"].into_iter().map(|bit| {
        element("th", "").attribute("colspan", "8").child(element("span", "").text(bit))
    });
    element("table", "bits")
        .child(element("caption", "vh").text(&summary(flight, lang)))
        .child(element("thead", "").hidden().child(element("tr", "").list(ruler)))
        .child(element("tbody", "").list(lines))
}

fn cell(field: &Field, role: &'static str, lang: Lang) -> Element {
    let cell = |class: &[&str]| {
        let mut class = class.to_vec();
        class.retain(|name| !name.is_empty());
        element("td", &class.join(" ")).measure("colspan", field.bits)
    };
    if field.is_bit {
        let on = if field.significant { "on" } else { "" };
        let own = match field.name {
            "SYN" => "syn",
            "FIN" => "fin",
            "RST" => "rst",
            _ => "",
        };
        return cell(&["bit", on, own])
            .attribute("title", field.name)
            .child(element("span", "").hidden().text(&field.name[..1]))
            .child(element("span", "vh").text(&[field.name, " ", &*field.value].concat()));
    }
    let (hot, role) = if field.name == "Sequence Number" { ("hot", role) } else { ("", "") };
    let small = if field.bits <= 8 { "small" } else { "" };
    let off = if field.significant { "" } else { "off" };
    let value = (field.name != "Reserved").then(|| element("b", "").text(&field.value));
    let name = element("span", "").text(&name(field.name, lang));
    cell(&[hot, role, small, off]).child(element("div", "fld").child(name).child(value))
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
        "Options" => Message::Options,
        other => return other.into(),
    };
    message.say(lang)
}
