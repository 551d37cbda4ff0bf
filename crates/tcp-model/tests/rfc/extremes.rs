//! Knobs turned as far as they go: a scenario file may ask for anything, and a run of it ends and
//! delivers nothing but what was sent.

use crate::pair::Pair;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host::{Client, Server};
use tcp_model::knobs::{
    AcceptQueue, DuplicateSyn, FastOpenUse, Handshake, Isn, KeepAlive, Knobs, Overflow, SynCookies,
    TimeWait, TimeWaitReuse,
};
use tcp_model::options::FastOpenCookie;
use tcp_model::segment::Payload;
use tcp_model::time::Duration;

fn length() -> impl Strategy<Value = Duration> {
    let lengths = [0, 1, 1_000, 300_000, 1_000_000, 90_000_000, u64::MAX / 2, u64::MAX];
    select(lengths.to_vec()).prop_map(Duration::from_micros)
}

fn octets() -> impl Strategy<Value = u32> {
    select(vec![0, 1, 2, 100, 536, 1460, 65_535, 65_536, 1 << 20, u32::MAX])
}

fn small() -> impl Strategy<Value = u8> {
    select(vec![0, 1, 2, 3, 7, 14, 15, 64, u8::MAX])
}

fn medium() -> impl Strategy<Value = u16> {
    select(vec![0, 1, 20, 39, 40, 41, 60, 61, 100, 1500, u16::MAX])
}

fn lengths(knobs: Knobs) -> impl Strategy<Value = Knobs> {
    let keepalive = of((length(), length(), small()));
    let waits = (of(length()), of(length()), keepalive);
    (length(), length(), of(length()), length(), waits).prop_map(
        move |(msl, rto, min_rto, user_timeout, (delayed_ack, fin_wait_2_timeout, keepalive))| {
            let keepalive =
                keepalive.map(|(idle, interval, probes)| KeepAlive { idle, interval, probes });
            let base = knobs.clone();
            Knobs {
                msl,
                rto,
                min_rto,
                user_timeout,
                delayed_ack,
                fin_wait_2_timeout,
                keepalive,
                ..base
            }
        },
    )
}

fn sizes(knobs: Knobs) -> impl Strategy<Value = Knobs> {
    let counts = (small(), small(), small(), of(small()), of(small()), of(small()));
    let sizes = (of(medium()), medium(), octets(), octets());
    let listener = (of(medium()), of((medium(), medium(), any::<bool>())));
    (counts, sizes, listener).prop_map(move |(counts, sizes, (syn_backlog, queue))| {
        let (r1, r2, r2_syn, window_scale, initial_window, challenge_acks) = counts;
        let (mss, mtu, receive_buffer, send_buffer) = sizes;
        let accept_queue = queue.map(|(size, waiting, resets)| AcceptQueue {
            size,
            waiting,
            overflow: if resets { Overflow::Reset } else { Overflow::Drop },
        });
        let base = knobs.clone();
        Knobs {
            r1,
            r2,
            r2_syn,
            window_scale,
            initial_window,
            challenge_acks,
            mss,
            mtu,
            receive_buffer,
            send_buffer,
            syn_backlog,
            accept_queue,
            ..base
        }
    })
}

fn choices() -> impl Strategy<Value = Knobs> {
    use {FastOpenUse as Fast, Handshake as Shake, SynCookies as Cookies, TimeWaitReuse as Reuse};
    let cookie = FastOpenCookie::from_hex("0123456789abcdef").expect("a cookie");
    let handshakes = [Shake::ThreeWay, Shake::TwoWay, Shake::FourWay, Shake::FourWayAckOfAck];
    let which = (
        select(handshakes.to_vec()),
        select(vec![TimeWait::Zero, TimeWait::OneMsl, TimeWait::TwoMsl]),
        select(vec![Reuse::Off, Reuse::SynSeq, Reuse::Rfc6191, Reuse::TwReuse]),
        select(vec![Fast::Off, Fast::On, Fast::Cached(cookie)]),
        select(vec![Cookies::Off, Cookies::Overflow, Cookies::Always]),
        any::<u64>(),
    );
    (which, any::<[bool; 12]>()).prop_map(|(which, on)| {
        let (handshake, time_wait, time_wait_reuse, fast_open, syn_cookies, secret) = which;
        Knobs {
            handshake,
            time_wait,
            time_wait_reuse,
            fast_open,
            syn_cookies,
            secret,
            isn: Isn::Rfc6528,
            rfc5961: on[0],
            ipv6: on[1],
            auto_receive: on[2],
            figure_7: on[3],
            duplicate_syn: if on[4] { DuplicateSyn::SynAck } else { DuplicateSyn::Ack },
            rfc1337: on[5],
            half_duplex_close: on[6],
            nagle: on[7],
            timestamps: on[8],
            sack_permitted: on[9],
            congestion_control: on[10],
            ..Knobs::default()
        }
    })
}

/// Few knobs at their limits, or all.
fn any_knobs() -> BoxedStrategy<Knobs> {
    let few = prop_oneof![Just(Knobs::default()), choices()];
    few.prop_flat_map(|knobs| {
        let all = sizes(knobs.clone()).prop_flat_map(lengths).boxed();
        prop_oneof![lengths(knobs.clone()), sizes(knobs), all].boxed()
    })
    .boxed()
}

fn script() -> impl Strategy<Value = &'static str> {
    select(vec![
        "server OPEN passive\nclient OPEN active\nclient SEND 3000\nserver SEND 3000 when server \
         ESTABLISHED\nclient CLOSE\nserver CLOSE when server closing\nclient OPEN active when \
         client CLOSED\nserver OPEN passive",
        "client OPEN active\nserver OPEN active\nclient SEND 3000\nserver SEND 3000\nclient CLOSE\n\
         server CLOSE",
        "server OPEN passive\nclient OPEN active\nclient SEND 3000\nserver RECEIVE 1000 at 3s\n\
         server RECEIVE 4000 at 9s\nclient CLOSE at 20s",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn no_knobs_break_a_run(
        script in script(),
        (ours, theirs) in (any_knobs(), any_knobs()),
        lost in vec(1u32..20, 0..5),
    ) {
        let pair = Pair::new(script)
            .with_one(Client, |knobs| *knobs = ours.clone())
            .with_one(Server, |knobs| *knobs = theirs.clone());
        let mut pair = pair;
        pair.0.faults = lost
            .iter()
            .map(|nth| Fault {
                segment: SegmentPattern { nth: Some(*nth), ..SegmentPattern::default() },
                fate: Fate::Lose,
            })
            .collect();
        pair.0.limit.beats = 3_000;
        let run = pair.run();
        if keeps_apart(&theirs) {
            let sent = Payload::repeating("client", 3000);
            let delivered = &run.delivered.server;
            prop_assert!(sent.as_slice().starts_with(delivered), "{} octets", delivered.len());
        }
    }
}

/// Whether what is delivered is sure to be of one connection, once: neither fast open (RFC 7413
/// §6.1) nor SYN cookies nor two messages promise that.
fn keeps_apart(server: &Knobs) -> bool {
    let promises = (server.handshake, server.fast_open, server.syn_cookies);
    promises == (Handshake::ThreeWay, FastOpenUse::Off, SynCookies::Off)
}
