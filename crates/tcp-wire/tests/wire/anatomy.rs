//! Which field stands where.

use crate::tools::{syn_v4, text_v6, with_options};
use tcp_model::segment::SegmentFlags;
use tcp_wire::anatomy::{Field, parts};
use tcp_wire::{parse, segment};

/// The fields of a segment with what they are.
fn fields(octets: &[u8]) -> Vec<(Field, u32)> {
    parts(octets).iter().map(|part| (part.field, part.value(octets))).collect()
}

#[test]
fn a_segment_is_its_datagram_without_the_ip_header() {
    for (datagram, header) in [(syn_v4(), 20), (text_v6(), 40)] {
        let octets = segment(&parse(&datagram).unwrap()).unwrap();
        assert_eq!(octets, datagram[header..]);
    }
}

#[test]
fn every_field_stands_where_the_figure_has_it() {
    let bit = |flag| (Field::Control(flag), u32::from(flag == SegmentFlags::SYN));
    assert_eq!(
        fields(&syn_v4()[20..]),
        [
            (Field::SourcePort, 50_000),
            (Field::DestinationPort, 5_000),
            (Field::SequenceNumber, 1000),
            (Field::AcknowledgmentNumber, 0),
            (Field::DataOffset, 10),
            (Field::Reserved, 0),
            bit(SegmentFlags::CWR),
            bit(SegmentFlags::ECE),
            bit(SegmentFlags::URG),
            bit(SegmentFlags::ACK),
            bit(SegmentFlags::PSH),
            bit(SegmentFlags::RST),
            bit(SegmentFlags::SYN),
            bit(SegmentFlags::FIN),
            (Field::Window, 65_535),
            (Field::Checksum, 0x80a4),
            (Field::UrgentPointer, 0),
            (Field::Option(2), 0x0204_05b4),
            (Field::Option(4), 0x0402),
            (Field::Option(8), 0x080a_0000),
            (Field::Option(1), 1),
            (Field::Option(3), 0x03_0307),
        ]
    );
}

#[test]
fn the_fields_cover_a_segment_without_a_gap() {
    let cut_short = with_options(&[2, 9, 1, 1]);
    for octets in [&syn_v4()[20..], &text_v6()[40..], &cut_short[20..]] {
        let mut at = 0;
        for part in parts(octets) {
            assert_eq!(part.bits.start, at, "{:?}", part.field);
            at = part.bits.end;
        }
        assert_eq!(at, octets.len() * 8);
    }
}

#[test]
fn text_is_the_last_field() {
    let octets = &text_v6()[40..];
    let data = parts(octets).pop().unwrap();
    assert_eq!((data.field, &octets[data.octets()]), (Field::Data, b"abc".as_slice()));
}

#[test]
fn whatever_the_octets_are_there_is_no_panic() {
    for len in 0..80 {
        for octet in [0, 1, 2, 34, 255] {
            let octets = vec![octet; len];
            assert_eq!(parts(&octets).is_empty(), len < 20);
        }
    }
}
