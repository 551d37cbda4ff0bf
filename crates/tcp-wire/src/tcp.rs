//! The TCP header (RFC 9293 §3.1).

use crate::checksum::Sum;
use crate::error::WireError;
use crate::ip::{self, Datagram};
use crate::options;
use crate::reader::Reader;
use std::ops::BitOr;
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;

/// Octets of a header without options.
pub(crate) const HEADER: usize = 20;

/// Where the checksum stands in the header.
const CHECKSUM: usize = 16;

/// The ports of a segment.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Ports {
    pub(crate) source: u16,
    pub(crate) destination: u16,
}

pub(crate) fn parse(datagram: &Datagram<'_>) -> Result<(Ports, Segment), WireError> {
    let mut reader = datagram.segment;
    let start = reader.at();
    let whole = reader.rest();
    let header: [u8; HEADER] = reader.array("a TCP header")?;
    let options = options_part(header[12], start + 12, &mut reader)?;
    let pseudo_header = ip::pseudo_header(datagram.source, datagram.destination, whole.len());
    if pseudo_header.and(whole).checksum() != 0 {
        return Err(WireError::at(start + CHECKSUM, "the TCP checksum to fit the segment"));
    }
    let u16_at = |at: usize| u16::from_be_bytes([header[at], header[at + 1]]);
    let seq_at = |at: usize| SeqNum(u32::from(u16_at(at)) << 16 | u32::from(u16_at(at + 2)));
    let segment = Segment {
        seq: seq_at(4),
        ack: seq_at(8),
        flags: flags(header[13]),
        wnd: u16_at(14),
        up: u16_at(18),
        options: options::parse(options)?,
        data: Payload::from(reader.rest().to_vec()),
    };
    Ok((Ports { source: u16_at(0), destination: u16_at(2) }, segment))
}

/// The options, whose length the data offset gives. The bits beside it are reserved and must be
/// ignored (§3.1, "Rsrvd").
fn options_part<'a>(
    octet: u8,
    place: usize,
    reader: &mut Reader<'a>,
) -> Result<Reader<'a>, WireError> {
    let words = usize::from(octet >> 4);
    let length = (words * 4).checked_sub(HEADER);
    match length.filter(|length| *length <= reader.rest().len()) {
        Some(length) => reader.part(length, "TCP options"),
        None => {
            let most = ((HEADER + reader.rest().len()) / 4).min(15);
            Err(WireError::at(place, format!("a data offset of 5 to {most}, found {words}")))
        }
    }
}

fn flags(octet: u8) -> SegmentFlags {
    let all = SegmentFlags::NAMES.into_iter().map(|(bit, _)| bit);
    all.filter(|bit| octet & bit.bits() != 0).fold(SegmentFlags::NONE, SegmentFlags::bitor)
}

/// Appends the segment with its list of options, and zero for a checksum.
pub(crate) fn push(
    octets: &mut Vec<u8>,
    source: u16,
    destination: u16,
    segment: &Segment,
    options: &[u8],
) {
    let words = (HEADER + options.len()) / 4;
    octets.extend(source.to_be_bytes());
    octets.extend(destination.to_be_bytes());
    octets.extend(segment.seq.0.to_be_bytes());
    octets.extend(segment.ack.0.to_be_bytes());
    octets.extend([(words as u8) << 4, segment.flags.bits()]);
    octets.extend(segment.wnd.to_be_bytes());
    octets.extend([0, 0]);
    octets.extend(segment.up.to_be_bytes());
    octets.extend(options);
    octets.extend(segment.data.as_slice());
}

/// Puts the checksum into a segment that has zero for one.
pub(crate) fn set_checksum(octets: &mut [u8], pseudo_header: Sum) {
    let checksum = pseudo_header.and(octets).checksum();
    octets[CHECKSUM..CHECKSUM + 2].copy_from_slice(&checksum.to_be_bytes());
}
