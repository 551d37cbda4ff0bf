//! Where each field stands in the octets of a segment (RFC 9293 §3.1).

use crate::options::kind;
use crate::tcp::HEADER;
use std::ops::Range;
use tcp_model::segment::SegmentFlags;

/// A field of a segment.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Field {
    /// The port of its sender.
    SourcePort,
    /// The port to which it goes.
    DestinationPort,
    /// SEG.SEQ.
    SequenceNumber,
    /// SEG.ACK.
    AcknowledgmentNumber,
    /// How many words of 32 bits the header has.
    DataOffset,
    /// Bits for later use.
    Reserved,
    /// A control bit.
    Control(SegmentFlags),
    /// SEG.WND.
    Window,
    /// The checksum.
    Checksum,
    /// SEG.UP.
    UrgentPointer,
    /// An option of this kind, with its kind and length.
    Option(u8),
    /// The text.
    Data,
}

/// A field where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Which.
    pub field: Field,
    /// Its bits, from 0 at the beginning of the segment.
    pub bits: Range<usize>,
}

impl Part {
    /// The octets that it is in; a control bit shares its octet with others.
    pub fn octets(&self) -> Range<usize> {
        self.bits.start / 8..self.bits.end.div_ceil(8)
    }

    /// The number that its first 32 bits are.
    pub fn value(&self, segment: &[u8]) -> u32 {
        let bits = self.bits.clone().take(32);
        let bit = |at: usize| segment.get(at / 8).map_or(0, |octet| octet >> (7 - at % 8) & 1);
        bits.fold(0, |value, at| value << 1 | u32::from(bit(at)))
    }
}

/// The width of every field of a header without options, in bits and in order.
fn fixed() -> impl Iterator<Item = (Field, usize)> {
    let ports = [(Field::SourcePort, 16), (Field::DestinationPort, 16)];
    let numbers = [(Field::SequenceNumber, 32), (Field::AcknowledgmentNumber, 32)];
    let bits = (0..8).rev().map(|bit| (Field::Control(SegmentFlags::from_bits(1 << bit)), 1));
    let last = [(Field::Window, 16), (Field::Checksum, 16), (Field::UrgentPointer, 16)];
    let offset = [(Field::DataOffset, 4), (Field::Reserved, 4)];
    ports.into_iter().chain(numbers).chain(offset).chain(bits).chain(last)
}

/// The fields of a segment in the order in which they stand in its octets, as [`segment`] writes
/// them. An option whose length is illegal takes all that is left of the header, and what is too
/// short for a header has no fields.
///
/// [`segment`]: crate::segment
pub fn parts(segment: &[u8]) -> Vec<Part> {
    let Some(offset) = segment.get(12).filter(|_| segment.len() >= HEADER) else {
        return Vec::new();
    };
    let header = (usize::from(offset >> 4) * 4).clamp(HEADER, segment.len());
    let mut all = Vec::new();
    let mut at = 0;
    for (field, bits) in fixed() {
        all.push(Part { field, bits: at..at + bits });
        at += bits;
    }
    let mut octet = HEADER;
    while octet < header {
        let end = octet + option_len(&segment[octet..header]);
        all.push(Part { field: Field::Option(segment[octet]), bits: octet * 8..end * 8 });
        octet = end;
    }
    if header < segment.len() {
        all.push(Part { field: Field::Data, bits: header * 8..segment.len() * 8 });
    }
    all
}

/// How many octets the option takes with which these begin; never zero.
fn option_len(rest: &[u8]) -> usize {
    match rest {
        [kind::END | kind::NO_OPERATION, ..] => 1,
        [_, length, ..] if (2..=rest.len()).contains(&usize::from(*length)) => usize::from(*length),
        _ => rest.len(),
    }
}
