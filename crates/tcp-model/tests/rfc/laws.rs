//! Laws: what holds for every network, every user and every segment.

use crate::edges::legal;
use crate::pair::{Pair, readable_knobs};
use crate::world::{RECEIVE_BUFFER, World};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;
use tcp_model::endpoint::{Endpoint, Output, SendSequence, Signal, Status};
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host::{Client, Server};
use tcp_model::host::PerHost;
use tcp_model::knobs::{DuplicateSyn, Isn, KeepAlive, Knobs};
use tcp_model::options::{Options, Timestamps};
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::sim::Setup;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::trace::EventKind;
use tcp_model::verdict::Verdict;

// ---- any network ----

/// What may happen to the n-th segment of a host: less than what the ends will put up with.
fn fault() -> impl Strategy<Value = Fault> {
    let fate = prop_oneof![
        Just(Fate::Lose),
        (1u64..5_000).prop_map(|ms| Fate::LoseAfter(Duration::from_millis(ms))),
        (1u64..5_000).prop_map(|ms| Fate::Delay(Duration::from_millis(ms))),
        (1u64..5_000).prop_map(|ms| Fate::Copy(Duration::from_millis(ms))),
    ];
    (prop_oneof![Just(Client), Just(Server)], 1u32..25, fate).prop_map(|(from, nth, fate)| {
        let segment =
            SegmentPattern { from: Some(from), nth: Some(nth), ..SegmentPattern::default() };
        Fault { segment, fate }
    })
}

/// How the two users go about it; both send `n` and `m` octets and close.
fn script() -> impl Strategy<Value = (Pair, u32, u32)> {
    (0usize..5, 1u32..2_500, 1u32..2_500).prop_map(|(way, n, m)| {
        let pair = match way {
            // The server answers after the client has closed.
            0 => Pair::new(&format!(
                "server OPEN passive\nclient OPEN active\nclient SEND {n}\n\
                 client CLOSE when client ESTABLISHED\n\
                 server SEND {m} when server closing\nserver CLOSE"
            )),
            // Both send as soon as they can, and close when they have what they wanted.
            1 => Pair::new(&format!(
                "server OPEN passive\nclient OPEN active\nclient SEND {n}\n\
                 server SEND {m} when server ESTABLISHED\n\
                 client CLOSE when client received {m}\nserver CLOSE when server received {n}"
            )),
            // Both open.
            2 => Pair::new(&format!(
                "client OPEN active\nserver OPEN active\nclient SEND {n}\nserver SEND {m}\n\
                 client CLOSE when client received {m}\nserver CLOSE when server received {n}"
            )),
            // Both close.
            3 => Pair::established(&format!(
                "client SEND {n}\nserver SEND {m}\nclient CLOSE\nserver CLOSE"
            )),
            // The server takes its time to read.
            _ => {
                let reads = (1..=n.div_ceil(300)).map(|i| format!("server RECEIVE 300 at {i}s\n"));
                Pair::established(&format!(
                    "client SEND {n}\nclient CLOSE\n{}\
                     server SEND {m} when server received {n}\nserver CLOSE",
                    reads.collect::<String>()
                ))
                .with_one(Server, |knobs| knobs.auto_receive = false)
            }
        };
        (pair, n, m)
    })
}

/// What an end may speak and do and still be an RFC 9293 endpoint.
fn habits() -> impl Strategy<Value = Knobs> {
    (any::<[bool; 10]>(), 0u8..15, 1u8..11).prop_map(|(on, shift, segments)| Knobs {
        timestamps: on[0],
        window_scale: on[1].then_some(shift),
        sack_permitted: on[2],
        delayed_ack: on[3].then_some(Duration::from_millis(200)),
        nagle: on[4],
        congestion_control: on[5],
        initial_window: on[6].then_some(segments),
        rfc5961: on[7],
        duplicate_syn: if on[8] { DuplicateSyn::SynAck } else { DuplicateSyn::Ack },
        keepalive: on[9].then_some(KeepAlive {
            idle: Duration::from_secs(3),
            interval: Duration::from_secs(2),
            probes: 9,
        }),
        ..Knobs::default()
    })
}

fn any_pair() -> impl Strategy<Value = (Pair, u32, u32)> {
    let habits = (habits(), habits());
    (script(), vec(fault(), 0..6), 100u16..1_500, 200u16..2_000, any::<u32>(), habits).prop_map(
        |((pair, n, m), faults, mss, buffer, irs, (ours, theirs))| {
            let habitual = |knobs: &mut Knobs, habits: &Knobs| {
                let Knobs { isn, auto_receive, .. } = knobs.clone();
                *knobs = Knobs { isn, auto_receive, ..habits.clone() };
                // A scale is for buffers that need one.
                let shift = habits.window_scale.unwrap_or(0);
                (knobs.mss, knobs.receive_buffer) = (Some(mss), u32::from(buffer) << shift);
            };
            let pair = pair
                .with_one(Client, |knobs| habitual(knobs, &ours))
                .with_one(Server, |knobs| habitual(knobs, &theirs));
            // The numbers wrap around at any point of the server's stream.
            let mut pair = pair.with_one(Server, |knobs| {
                knobs.isn = Isn::Given(vec![SeqNum(irs)]);
            });
            pair.0.faults = faults;
            (pair, n, m)
        },
    )
}

fn expected(word: &str, octets: u32) -> Vec<u8> {
    Payload::repeating(word, octets).as_slice().to_vec()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sent_arrives_once_and_in_order_and_both_ends_close((pair, n, m) in any_pair()) {
        let run = pair.run();
        prop_assert!(!run.cut_off);
        prop_assert_eq!(&run.delivered.server, &expected("client", n));
        prop_assert_eq!(&run.delivered.client, &expected("server", m));
        let last = run.last_status();
        prop_assert_eq!((last.client.state, last.server.state), (State::Closed, State::Closed));
        for event in &run.events {
            match &event.kind {
                EventKind::State { from, to, why, .. } => {
                    prop_assert!(legal(*from, *to, *why), "{} to {}", from, to);
                }
                EventKind::Signal { signal, .. } => {
                    let harmless = [Signal::ConnectionClosing, Signal::DeliveryProblem];
                    prop_assert!(harmless.contains(signal), "{}", signal);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_network_without_mercy_delivers_a_prefix(
        (mut pair, n, m) in any_pair(),
        merciless in vec(any::<bool>(), 60),
    ) {
        let lost = merciless.iter().enumerate().filter(|(_, lose)| **lose);
        pair.0.faults = lost
            .map(|(i, _)| Fault {
                segment: SegmentPattern { nth: Some(i as u32 + 1), ..SegmentPattern::default() },
                fate: Fate::Lose,
            })
            .collect();
        let run = pair.run();
        prop_assert!(expected("client", n).starts_with(&run.delivered.server));
        prop_assert!(expected("server", m).starts_with(&run.delivered.client));
    }

    #[test]
    fn no_octet_of_an_earlier_incarnation_is_delivered_with_rfc_6528_and_2msl(
        (n, m) in (1u32..2_000, 1u32..2_000),
        faults in vec(fault(), 0..6),
        secret: u64,
        (ours, theirs) in (habits(), habits()),
    ) {
        // Segments live for 4 seconds: copies turn up in the next incarnation, or die before.
        let habitual = |knobs: &mut Knobs, habits: &Knobs| {
            let (isn, msl) = (Isn::Rfc6528, Duration::from_secs(4));
            *knobs = Knobs { isn, msl, secret, keepalive: None, ..habits.clone() };
        };
        let mut pair = Pair::new(&format!(
            "server OPEN passive\nclient OPEN active\nclient SEND {n}\n\
             client CLOSE when server received {n}\nserver CLOSE when server closing\n\
             server OPEN passive when server CLOSED\nclient OPEN active when client CLOSED\n\
             client SEND {m}\nclient CLOSE when server received {}\n\
             server CLOSE when server closing",
            n + m
        ))
        .with_one(Client, |knobs| habitual(knobs, &ours))
        .with_one(Server, |knobs| habitual(knobs, &theirs));
        pair.0.faults = faults;
        let run = pair.run();
        let both = [expected("client", n), expected("client", m)].concat();
        prop_assert!(both.starts_with(&run.delivered.server), "something else was delivered");
    }

    #[test]
    fn an_announced_window_never_moves_to_the_left((pair, ..) in any_pair()) {
        // A scale rounds down what it announces (RFC 7323 §2.4); without one nothing is taken back.
        let run = pair.with(|knobs| knobs.window_scale = None).run();
        for host in [Client, Server] {
            let announced = run.flights.iter().filter(|f| f.from == host && f.copy_of.is_none());
            let edges: Vec<SeqNum> = announced
                .filter(|f| f.segment.has(SegmentFlags::ACK) && !f.segment.has(SegmentFlags::RST))
                .map(|f| f.segment.ack + u32::from(f.segment.wnd))
                .collect();
            for pair in edges.windows(2) {
                prop_assert!(pair[0].at_or_before(pair[1]), "{host}: {} to {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn the_same_setup_gives_the_same_run((pair, ..) in any_pair()) {
        let again = Setup { knobs: pair.0.knobs.clone(), ..pair.0.clone() };
        prop_assert_eq!(pair.run(), Pair(again).run());
    }
}

#[test]
fn knobs_are_shared_and_not_changed_by_a_run() {
    let knobs: PerHost<Arc<Knobs>> =
        PerHost { client: Arc::new(readable_knobs(Client)), server: Arc::default() };
    let setup = Setup { knobs: knobs.clone(), ..Pair::established("client SEND 9").0 };
    Pair(setup).run();
    assert_eq!(*knobs.client, readable_knobs(Client));
}

// ---- any segment ----

#[derive(Clone, Debug)]
enum Happening {
    /// A segment: bits, SEQ and ACK relative to RCV.NXT and SND.UNA, octets, window, and TSval
    /// relative to TS.Recent.
    Arrives(u8, i32, i32, u32, u16, Option<i32>),
    Call(&'static str),
    /// One of the timers that run.
    Expires(usize),
}

fn happening() -> impl Strategy<Value = Happening> {
    let near = prop_oneof![4 => -3i32..4, 2 => -30i32..1_100, 1 => any::<i32>()];
    let ack = prop_oneof![4 => -2i32..4, 2 => -600i32..600, 1 => any::<i32>()];
    let bits = prop_oneof![4 => Just(0x10u8), 1 => Just(0x02), 1 => Just(0x12), 2 => Just(0x11), 2 => 0u8..64];
    let wnd = prop_oneof![Just(0u16), Just(1), Just(500), any::<u16>()];
    let len = prop_oneof![2 => Just(0u32), 1 => 1u32..50, 1 => 900u32..1_100];
    let calls = [
        "SEND 7",
        "SEND 700",
        "SEND 7 URGENT",
        "RECEIVE 5",
        "RECEIVE 2000",
        "CLOSE",
        "OPEN active",
        "OPEN active SEND 7",
        "wait 2s",
        "icmp soft 1001",
    ];
    let ts = prop_oneof![3 => Just(Some(1)), 1 => Just(None), 1 => any::<i32>().prop_map(Some)];
    prop_oneof![
        8 => (bits, near, ack, len, wnd, ts)
            .prop_map(|(b, s, a, l, w, t)| Happening::Arrives(b, s, a, l, w, t)),
        3 => proptest::sample::select(calls.to_vec()).prop_map(Happening::Call),
        1 => Just(Happening::Call("OPEN passive")),
        1 => Just(Happening::Call("ABORT")),
        3 => any::<usize>().prop_map(Happening::Expires),
    ]
}

const HISTORIES: [&str; 31] = [
    "CLOSED",
    "LISTEN",
    "SYN-SENT",
    "SYN-RECEIVED passive",
    "SYN-RECEIVED active",
    "ESTABLISHED",
    "[receive=manual] ESTABLISHED",
    "[rfc5961=off receive=manual r2=1] ESTABLISHED; SEND 600; < ACK 2001 1501 wnd=0",
    "[r2_syn=1 receive=manual] LISTEN; < SYN 2000 +10",
    "FIN-WAIT-1",
    "[receive=manual] FIN-WAIT-2",
    "CLOSE-WAIT",
    "CLOSING",
    "LAST-ACK",
    "TIME-WAIT",
    "[timestamps=on scale=0 congestion=on nagle=on] SYN-SENT; < SYN,ACK 2000 1001 ts=500/10 ws=3",
    "[timestamps=on delayed_ack=200ms] LISTEN; < SYN 2000 ts=500/0",
    "[congestion=on receive=manual delayed_ack=200ms] ESTABLISHED; SEND 700",
    "[nagle=on keepalive=60s/5s/2] ESTABLISHED; SEND 10; SEND 10",
    "[keepalive=60s/5s/2] CLOSE-WAIT",
    "ESTABLISHED; < ACK 2001 1001 wnd=40; SEND 50",
    "[half_duplex=on receive=manual] ESTABLISHED; < ACK 2001 1001 +10",
    "[half_duplex=on fin_wait_2=60s] FIN-WAIT-2",
    "[duplicate_syn=syn-ack figure_7=off] SYN-RECEIVED active",
    "[challenges=1 rfc1337=on] TIME-WAIT",
    "[reuse=syn-seq] TIME-WAIT",
    "[reuse=syn-seq] TIME-WAIT; < SYN 2500",
    "[reuse=rfc6191 timestamps=on] TIME-WAIT",
    "[cookies=on timestamps=on] LISTEN; < SYN 2000",
    "[fast_open=0123456789abcdef] CLOSED; OPEN active SEND 10",
    "[fast_open=on congestion=on] LISTEN; < SYN 2000 +10 fo=5a995086426e8fb8",
];

fn bits(bits: u8) -> SegmentFlags {
    let named = SegmentFlags::NAMES.into_iter().map(|(bit, _)| bit);
    named.filter(|bit| bit.bits() & bits != 0).fold(SegmentFlags::NONE, |all, bit| all | bit)
}

fn aimed(at: Status, what: &Happening) -> Option<Segment> {
    let Happening::Arrives(flags, seq, ack, len, wnd, ts) = *what else { return None };
    Some(Segment {
        seq: at.rcv.nxt + seq as u32,
        ack: at.snd.una + ack as u32,
        wnd,
        up: 5,
        flags: bits(flags),
        options: Options {
            timestamps: ts.map(|ts| Timestamps {
                tsval: at.ts_recent.unwrap_or(0).wrapping_add(ts as u32),
                tsecr: 0,
            }),
            ..Options::NONE
        },
        data: Payload::repeating("x", len),
    })
}

fn happen(world: &mut World, what: &Happening) {
    match what {
        Happening::Call(call) => world.live(call),
        Happening::Expires(which) => match world.timers.len() {
            0 => world.out.clear(),
            running => {
                let timer = *world.timers.iter().nth(which % running).expect("it runs");
                world.live(&format!("timer {timer}"));
            }
        },
        Happening::Arrives(..) => {
            let segment = aimed(world.end.status(), what).expect("it arrives");
            let before = world.end.clone();
            world.arrive(&segment);
            check_answer(world, &segment, &before);
        }
    }
}

/// What the verdict says is what was done.
fn check_answer(world: &World, segment: &Segment, before: &Endpoint) {
    let verdict = world.ruling.expect("a segment has arrived").verdict;
    let sent = world.out.iter().filter_map(|output| match output {
        Output::Send { segment, .. } => Some(segment),
        _ => None,
    });
    let sent: Vec<&Segment> = sent.collect();
    match verdict.word() {
        "answered" => assert!(!sent.is_empty(), "{verdict}: {segment}"),
        // Its acknowledgment counts, what follows the FIN does not.
        "dropped" if verdict == Verdict::AfterFin => {}
        "dropped" => {
            // RFC 7323 §5.3, R3: its timestamp counts, before its ACK bit is looked at.
            let keeps_time = before.status().ts_recent.is_some();
            assert!(keeps_time || world.end == *before, "{verdict}: {segment}");
            assert!(world.out.is_empty(), "{verdict}: {segment}");
        }
        _ => {}
    }
    if segment.has(SegmentFlags::RST) {
        assert!(sent.iter().all(|s| !s.has(SegmentFlags::RST)), "a RST answers {segment}");
    }
}

fn check_invariants(world: &World) {
    let Status { state, snd, rcv, .. } = world.end.status();
    assert!(snd.una.at_or_before(snd.nxt), "SND.UNA {} > SND.NXT {}", snd.una, snd.nxt);
    assert!(rcv.wnd <= RECEIVE_BUFFER, "RCV.WND {} is past the buffer", rcv.wnd);
    let timers = &world.timers;
    let waits = [Timer::Rto, Timer::R2, Timer::SynAckGiveUp, Timer::Persist];
    let waiting = waits.iter().filter(|timer| timers.contains(timer)).count();
    assert!(waiting <= 1, "{timers:?} at once");
    if snd.una != snd.nxt {
        assert_eq!(waiting, 1, "nothing will ever happen in {state}: {timers:?}");
        assert!(timers.contains(&Timer::UserTimeout), "{state}: {timers:?}");
    }
    assert_eq!(timers.contains(&Timer::TimeWait), state == State::TimeWait, "{timers:?}");
    if matches!(state, State::Closed | State::Listen) {
        assert_eq!((snd, rcv.nxt), (SendSequence::default(), SeqNum(0)), "{state} remembers");
    }
    if matches!(state, State::Closed | State::Listen | State::FinWait2 | State::TimeWait) {
        assert_eq!((waiting, snd.una), (0, snd.nxt), "{state}: {timers:?}");
    }
}

/// Every transition is legal, and within a connection nothing goes back.
fn check_transitions(out: &[Output], before: Status, after: Status) {
    let mut state = before.state;
    let mut same_connection = true;
    for output in out {
        if let Output::Transition { from, to, why } = output {
            assert_eq!(*from, state);
            assert!(legal(*from, *to, *why), "{from} to {to}");
            state = *to;
            same_connection &= from.is_synchronized() && to.is_synchronized();
        }
    }
    assert_eq!(state, after.state);
    if same_connection && before.state.is_synchronized() {
        let edge = |status: Status| status.rcv.nxt + status.rcv.wnd;
        assert!(edge(before).at_or_before(edge(after)), "the window's right edge went back");
        assert!(before.rcv.nxt.at_or_before(after.rcv.nxt));
        assert!(before.snd.una.at_or_before(after.snd.una));
        assert!(before.snd.nxt.at_or_before(after.snd.nxt));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn no_segment_call_or_timer_breaks_an_endpoint(
        history in proptest::sample::select(HISTORIES.to_vec()),
        happenings in vec(happening(), 1..12),
    ) {
        let mut world = World::new(history);
        for what in &happenings {
            let before = world.end.status();
            happen(&mut world, what);
            check_invariants(&world);
            check_transitions(&world.out, before, world.end.status());
        }
    }
}
