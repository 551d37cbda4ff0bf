//! Datagrams that were put together by hand.

use crate::tools::{syn_v4, text_v6};
use tcp_model::options::{Options, Timestamps};
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_wire::{EncodeError, Packet, encode, parse};

fn syn() -> Packet {
    Packet {
        source: "192.0.2.1:50000".parse().unwrap(),
        destination: "198.51.100.2:5000".parse().unwrap(),
        segment: Segment {
            seq: SeqNum(1000),
            wnd: 65535,
            flags: SegmentFlags::SYN,
            options: Options {
                mss: Some(1460),
                window_scale: Some(7),
                sack_permitted: true,
                timestamps: Some(Timestamps { tsval: 100, tsecr: 0 }),
                fast_open: None,
            },
            ..Segment::default()
        },
    }
}

fn text() -> Packet {
    Packet {
        source: "[2001:db8::1]:5000".parse().unwrap(),
        destination: "[2001:db8::2]:50000".parse().unwrap(),
        segment: Segment {
            seq: SeqNum(2001),
            ack: SeqNum(1004),
            wnd: 512,
            flags: SegmentFlags::PSH | SegmentFlags::ACK,
            data: Payload::from(b"abc".to_vec()),
            ..Segment::default()
        },
    }
}

#[test]
fn known_datagrams_are_read() {
    assert_eq!(parse(&syn_v4()), Ok(syn()));
    assert_eq!(parse(&text_v6()), Ok(text()));
}

#[test]
fn known_datagrams_are_written() {
    assert_eq!(encode(&syn()), Ok(syn_v4()));
    assert_eq!(encode(&text()), Ok(text_v6()));
}

#[test]
fn padding_behind_the_datagram_is_passed_over() {
    let mut padded = text_v6();
    padded.extend([0; 7]);
    assert_eq!(parse(&padded), Ok(text()));
}

#[test]
fn extension_headers_are_passed_over() {
    let mut octets = text_v6();
    octets[5] += 24;
    octets[6] = 0;
    // Hop-by-hop options, then destination options of two units.
    octets.splice(40..40, [[60, 0, 1, 4, 0, 0, 0, 0], [6, 1, 1, 12, 0, 0, 0, 0], [0; 8]].concat());
    assert_eq!(parse(&octets), Ok(text()));
    octets[40] = 44;
    assert_eq!(
        parse(&octets).unwrap_err().to_string(),
        "octet 40: expected protocol 6 (TCP), found 44"
    );
}

#[test]
fn a_datagram_holds_65535_octets() {
    let with_text = |len| Packet {
        segment: Segment { data: Payload::repeating("x", len), ..Segment::default() },
        ..syn()
    };
    assert_eq!(encode(&with_text(65_495)).unwrap().len(), 65_535);
    assert_eq!(encode(&with_text(65_496)), Err(EncodeError::TooLong(65_536)));
    assert_eq!(encode(&Packet { source: text().source, ..syn() }), Err(EncodeError::TwoFamilies));
}
