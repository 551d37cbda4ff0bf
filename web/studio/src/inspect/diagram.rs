//! The header as RFC 9293 §3.1 draws it, 32 bits a line, with the octets of each line beside it.

use super::content::piece_of_option;
use super::fields::{id, short};
use super::heading::octets;
use super::look::Look;
use nodes::node::{Tag, tag};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_view::ladder::Role;
use tcp_wire::anatomy::{Field, Part};

/// Bits of a line.
const LINE: usize = 32;

/// What of a field is in one line.
struct Piece<'a> {
    part: &'a Part,
    /// Which of its pieces it is.
    place: usize,
    bits: usize,
}

/// The header as a table.
pub(super) fn diagram(look: &Look<'_>) -> Tag {
    if look.octets.is_empty() {
        let words = look.either("一个 IPv4 数据报装不下它。", "No IPv4 datagram can hold it.");
        return tag("p", "none").text(words);
    }
    let lines = lines(&look.parts);
    let rows = lines.iter().enumerate().map(|(place, pieces)| {
        let cells = pieces.iter().map(|piece| cell(look, piece));
        tag("tr", "").list(cells).list(hex(look, place))
    });
    let name = look.either(
        "TCP 首部，每行 32 位，右边是它的字节",
        "TCP header, 32 bits a line, and its octets",
    );
    tag("table", "bits")
        .child(tag("caption", "vh").text(name))
        .child(columns("b", 32))
        .child(columns("h", 4))
        .child(ruler(look))
        .child(tag("tbody", "").list(rows))
}

fn columns(class: &str, span: usize) -> Tag {
    tag("colgroup", "").child(tag("col", class).with("span", span.to_string()))
}

/// The numbers of the bits, with a tick for each.
fn ruler(look: &Look<'_>) -> Tag {
    let octet = |first: &'static str| {
        let bits = tag("th", "").with("colspan", "8").child(tag("span", "").text(first));
        if first == "24" { bits.child(tag("span", "end").text("31")) } else { bits }
    };
    let hex = tag("th", "hx").with("colspan", "4").text(look.either("十六进制", "hex"));
    tag("thead", "")
        .says("aria-hidden", true)
        .child(tag("tr", "").list(["0", "8", "16", "24"].map(octet)).child(hex))
}

/// The fields in lines. Of data there is only the first, and where there is none its place.
fn lines(parts: &[Part]) -> Vec<Vec<Piece<'_>>> {
    let mut lines: Vec<Vec<Piece<'_>>> = Vec::new();
    for part in parts {
        let (mut at, mut place) = (part.bits.start, 0);
        let is_data = part.field == Field::Data;
        let last = if is_data { at + LINE } else { part.bits.end };
        while at < last {
            let line = at / LINE;
            let end = last.min((line + 1) * LINE);
            lines.resize_with(lines.len().max(line + 1), Vec::new);
            lines[line].push(Piece { part, place, bits: end - at });
            (at, place) = (end, place + 1);
        }
    }
    lines
}

fn cell(look: &Look<'_>, piece: &Piece<'_>) -> Tag {
    match piece.part.field {
        Field::Control(flag) => bit(look, flag),
        Field::SourcePort
        | Field::DestinationPort
        | Field::SequenceNumber
        | Field::AcknowledgmentNumber
        | Field::DataOffset
        | Field::Reserved
        | Field::Window
        | Field::Checksum
        | Field::UrgentPointer
        | Field::Option(_)
        | Field::Data => field(look, piece),
    }
}

/// A cell that belongs to a field; pressing it chooses the field.
fn place(look: &Look<'_>, field: Field, class: &str) -> Tag {
    let name = id(field);
    let picked = if look.field == Some(name) { " picked" } else { "" };
    tag("td", [class, picked].concat().trim())
        .with("data-f", name)
        .with("data-act", ["inspect field ", name].concat())
        .with("title", super::fields::name(field, look.lang))
}

/// A control bit by its first letter, with what it is below.
fn bit(look: &Look<'_>, flag: SegmentFlags) -> Tag {
    let (name, is_on) = (flag.to_string(), look.flight.segment.has(flag));
    let digit = if is_on { "1" } else { "0" };
    let role = match flag {
        SegmentFlags::SYN => " syn",
        SegmentFlags::FIN => " fin",
        SegmentFlags::RST => " rst",
        _ => "",
    };
    let class = if is_on { ["bit on", role].concat() } else { "bit".to_owned() };
    let first = tag("span", "").says("aria-hidden", true).text(&name[..1]);
    let below = tag("span", "").says("aria-hidden", true).text(digit);
    let spoken = tag("span", "vh").text([&*name, " ", digit].concat());
    place(look, Field::Control(flag), &class).child(first).child(below).child(spoken)
}

fn field(look: &Look<'_>, piece: &Piece<'_>) -> Tag {
    let field = piece.part.field;
    let class = match field {
        Field::SequenceNumber => ["hot ", Role::of(&look.flight.segment).class()].concat(),
        Field::DataOffset | Field::Reserved => "small".to_owned(),
        _ if piece.bits <= 8 => "small".to_owned(),
        _ if !is_significant(look, field) => "off".to_owned(),
        _ => String::new(),
    };
    let (name, value) = match field {
        Field::Option(_) => piece_of_option(look, piece.part, piece.place),
        _ => (short(field, look.lang).to_owned(), value(look, piece.part)),
    };
    let inside = tag("div", "fld").child(tag("span", "").text(name));
    let value = value.map(|value| tag("b", "").text(value));
    place(look, field, &class).with("colspan", piece.bits.to_string()).child(inside.list(value))
}

/// Whether a field means something in this segment.
fn is_significant(look: &Look<'_>, field: Field) -> bool {
    match field {
        Field::AcknowledgmentNumber => look.flight.segment.has(SegmentFlags::ACK),
        Field::UrgentPointer => look.flight.segment.has(SegmentFlags::URG),
        Field::Data => !look.flight.segment.data.is_empty(),
        _ => true,
    }
}

/// What its octets say.
fn value(look: &Look<'_>, part: &Part) -> Option<String> {
    let value = part.value(&look.octets);
    Some(match part.field {
        Field::Reserved => return None,
        Field::SequenceNumber => look.seq(SeqNum(value)),
        Field::AcknowledgmentNumber if is_significant(look, part.field) => look.ack(SeqNum(value)),
        Field::Checksum => format!("0x{value:04x}"),
        Field::Data => octets(look),
        _ => value.to_string(),
    })
}

/// The octets of a line.
fn hex(look: &Look<'_>, line: usize) -> Vec<Tag> {
    let places = (line * 4..line * 4 + 4).take_while(|place| *place < look.octets.len());
    let cell = |place: usize| {
        let ids = look.parts.iter().filter(|part| part.octets().contains(&place));
        let ids: Vec<&str> = ids.map(|part| id(part.field)).collect();
        let picked = look.field.is_some_and(|field| ids.contains(&field));
        tag("td", if picked { "hx picked" } else { "hx" })
            .with("data-f", ids.join(" "))
            .with("data-act", ["inspect field ", ids.first().unwrap_or(&"")].concat())
            .child(tag("span", "").text(format!("{:02x}", look.octets[place])))
    };
    places.map(cell).collect()
}
