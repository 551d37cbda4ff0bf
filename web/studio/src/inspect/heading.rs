//! Which segment it is, the way to others, and how numbers are counted.

use super::look::{Look, packet};
use crate::words::stroke;
use nodes::node::{Tag, tag};
use tcp_model::script::Origin;
use tcp_model::trace::SegmentId;
use tcp_view::inspector::{Progress, progress};

/// The heading with its buttons, who sends it to whom, and the switch of numbers.
pub(super) fn heading(look: &Look<'_>) -> Vec<Tag> {
    let comma = look.either("，", ", ");
    let summary = [&look.flight.segment.flags.to_string(), comma, &octets(look)].concat();
    let heading = tag("h2", "label")
        .child(tag("span", "").text(title(look)))
        .child(tag("span", "ref").text(summary))
        .child(others(look));
    vec![heading, way(look), numbers(look)]
}

fn title(look: &Look<'_>) -> &'static str {
    if look.is_chosen {
        return look.either("选中的报文段", "Chosen segment");
    }
    match progress(look.run, look.flight.id, look.step) {
        Progress::Ended(_) => look.either("上一个报文段", "Last segment"),
        Progress::OnTheWay | Progress::Unsent => look.either("途中的报文段", "Segment on the way"),
    }
}

/// How much text it has.
pub(super) fn octets(look: &Look<'_>) -> String {
    match look.flight.segment.data.len() {
        0 => look.either("无数据", "no data").to_owned(),
        1 => look.either("1 字节数据", "1 octet of data").to_owned(),
        n => format!("{n}{}", look.either(" 字节数据", " octets of data")),
    }
}

/// Buttons to the segments before and after, by which each can be reached without a pointer. One
/// that leads nowhere keeps the focus.
fn others(look: &Look<'_>) -> Tag {
    let button = |sign: &'static str, name: &'static str, target: Option<SegmentId>| {
        let button = tag("button", "btn quiet icon").with("aria-label", name);
        let button = match target {
            Some(id) => button.does(format!("inspect select {id}")),
            None => button.with("type", "button").says("aria-disabled", true),
        };
        button.child(stroke("14", sign))
    };
    let id = look.flight.id;
    let before = (id > 1).then(|| id - 1);
    let after = (id < look.last).then_some(id + 1);
    let [back, forward] = ["M12.5 4.5 7 10l5.5 5.5", "M7.5 4.5 13 10l-5.5 5.5"];
    tag("span", "others")
        .child(button(back, look.either("前一个报文段", "Segment before"), before))
        .child(button(forward, look.either("后一个报文段", "Segment after"), after))
}

/// From whom to whom, and what is special about it.
fn way(look: &Look<'_>) -> Tag {
    let flight = look.flight;
    let packet = packet(flight);
    let mut words = format!(
        "#{} · {} {} → {} {} · {}",
        flight.id,
        look.party(flight.sender()),
        packet.source,
        look.party(flight.receiver()),
        packet.destination,
        flight.sent,
    );
    for note in notes(look) {
        words.push_str(" · ");
        words.push_str(note);
    }
    tag("p", "way ref").text(words)
}

fn notes(look: &Look<'_>) -> Vec<&'static str> {
    let flight = look.flight;
    let origin = match flight.origin {
        Origin::Endpoint => None,
        Origin::OldDuplicate => Some(look.either("旧连接的", "of an earlier connection")),
        Origin::Spoofed => Some(look.either("伪造的", "forged")),
    };
    let copy = flight.copy_of.map(|_| look.either("网络造的副本", "a copy made by the network"));
    let again = flight.retransmission.then(|| look.either("重传", "retransmission"));
    origin.into_iter().chain(copy).chain(again).collect()
}

/// The switch between what travels and what is easier to read.
fn numbers(look: &Look<'_>) -> Tag {
    let choice = |name: &'static str, words: &'static str, is_relative: bool| {
        tag("button", "")
            .does(["inspect numbers ", name].concat())
            .says("aria-pressed", look.relative == is_relative)
            .text(words)
    };
    let choices = tag("span", "seg-ctl")
        .with("role", "group")
        .with("aria-label", look.either("序列号", "Sequence numbers"))
        .child(choice("absolute", look.either("绝对序号", "Absolute"), false))
        .child(choice("relative", look.either("相对序号", "Relative"), true));
    let from = look.flight.from;
    let known = |host| look.initial(host).map_or("–".to_owned(), |initial| initial.to_string());
    let (iss, irs) = (known(from), known(from.peer()));
    let said = match look.relative {
        true => format!("SEQ − ISS {iss}{}ACK − IRS {irs}", look.either("，", ", ")),
        false => look.either("线路上传的就是这些数", "as they travel").to_owned(),
    };
    tag("p", "numbers").child(choices).child(tag("span", "ref").text(said))
}
