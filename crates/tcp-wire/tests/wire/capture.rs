//! The pcapng file of a run, block by block.

use std::net::IpAddr;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Address;
use tcp_model::host::Host::{Client, Server};
use tcp_model::script::{Action, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::sim::{Setup, simulate};
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{Landing, Run};
use tcp_wire::capture::capture;
use tcp_wire::parse;
use tcp_wire::pcapng::Writer;

/// The blocks of a file: their types and bodies. It must be made of whole blocks.
fn blocks(mut file: &[u8]) -> Vec<(u32, &[u8])> {
    let mut blocks = Vec::new();
    while !file.is_empty() {
        let length = u32_at(file, 4) as usize;
        assert_eq!((length % 4, u32_at(file, length - 4) as usize), (0, length));
        blocks.push((u32_at(file, 0), &file[8..length - 4]));
        file = &file[length..];
    }
    blocks
}

fn u32_at(octets: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(octets[at..at + 4].try_into().unwrap())
}

fn address(of: Address) -> IpAddr {
    match of {
        Address::Client => [192, 0, 2, 1].into(),
        Address::Server => [198, 51, 100, 2].into(),
        Address::Stranger(number) => [203, 0, 113, number].into(),
    }
}

/// An opening whose SYN,ACK is lost at first, and then doubled.
fn run() -> Run {
    let open = |host, call| ScriptStep {
        after: None,
        pause: Duration::ZERO,
        action: Action::Call(host, call),
    };
    let script = vec![open(Server, UserCall::OpenPassive), open(Client, UserCall::OpenActive)];
    let fault = |nth, fate| Fault {
        segment: SegmentPattern {
            flags: SegmentFlags::from_names("SYN,ACK"),
            nth: Some(nth),
            ..SegmentPattern::default()
        },
        fate,
    };
    let faults = vec![fault(1, Fate::Lose), fault(2, Fate::Copy(Duration::from_millis(70)))];
    simulate(&Setup { tracks: vec![script], faults, ..Setup::default() })
}

#[test]
fn each_segment_is_a_packet_where_and_when_it_entered_the_network() {
    let run = run();
    let file = capture(&run, None, address, |_| None).unwrap();
    let blocks = blocks(&file);
    let kinds: Vec<u32> = blocks.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds[..4], [0x0a0d_0d0a, 1, 1, 1]);
    assert_eq!(kinds[4..], vec![6; run.flights.len()]);
    for ((_, body), flight) in blocks[4..].iter().zip(&run.flights) {
        let place = match (flight.copy_of, flight.from) {
            (Some(_), _) => 2,
            (None, Client) => 0,
            (None, Server) => 1,
        };
        assert_eq!(u32_at(body, 0), place);
        let micros = u64::from(u32_at(body, 4)) << 32 | u64::from(u32_at(body, 8));
        assert_eq!(Instant::from_micros(micros), flight.sent);
        let packet = parse(&body[20..20 + u32_at(body, 12) as usize]).unwrap();
        assert_eq!(packet.segment, flight.segment);
        let source = match flight.from {
            Client => "192.0.2.1:50000",
            Server => "198.51.100.2:80",
        };
        assert_eq!(packet.source.to_string(), source);
    }
    assert!(run.flights.iter().any(|flight| flight.copy_of.is_some()));
}

#[test]
fn a_comment_goes_with_its_packet() {
    let comment = |lost: bool| lost.then(|| "丢了".to_owned());
    let file = capture(&run(), None, address, |f| comment(f.landing == Landing::Lost)).unwrap();
    let commented: Vec<usize> = blocks(&file)
        .iter()
        .enumerate()
        .filter(|(_, (_, body))| body.windows(6).any(|part| part == "丢了".as_bytes()))
        .map(|(block, _)| block)
        .collect();
    assert_eq!(commented, [5]);
}

#[test]
fn a_comment_that_is_too_long_is_cut_between_characters() {
    let mut writer = Writer::new(&["lane"], None);
    let comment = format!("x{}", "丢".repeat(30_000));
    writer.packet(0, Instant::ZERO, &[1, 2, 3], Some(&comment));
    let file = writer.finish();
    let (_, body) = blocks(&file)[2];
    // Behind 20 octets of header and one word of data.
    let length = usize::from(u16::from_le_bytes([body[26], body[27]]));
    assert_eq!(length, 65_533);
    assert_eq!(std::str::from_utf8(&body[28..28 + length]), Ok(&comment[..length]));
}
