//! Stories of the protocols that people ask about, and of what goes wrong with them.

use crate::pair::{OPEN, Pair};
use crate::world::World;
use expect_test::{Expect, expect};
use tcp_model::endpoint::Output;
use tcp_model::host::Host::{Client, Server};
use tcp_model::knobs::{Handshake, Isn};
use tcp_model::seq::SeqNum;
use tcp_model::trace::EventKind;

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

fn speaking(handshake: Handshake, script: &str) -> Pair {
    Pair::new(script).with(|knobs| knobs.handshake = handshake)
}

#[test]
fn two_way_opens_with_two_segments() {
    check(
        &speaking(Handshake::TwoWay, OPEN),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT ESTABLISHED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn two_way_leaves_the_server_alone_when_its_syn_ack_is_lost() {
    let story = speaking(Handshake::TwoWay, OPEN).but("lose server 1 SYN,ACK");
    let user_timeout = "5s".parse().expect("a length of time");
    check(
        &story.with(|knobs| knobs.user_timeout = user_timeout),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT ESTABLISHED
            0.060 lost < SYN,ACK 2000 1001 | SYN-SENT ESTABLISHED
            1.000 client RTO | SYN-SENT ESTABLISHED
            1.040 SYN 1000 > | SYN-SENT ESTABLISHED
            1.080 < ACK 2001 1001 | SYN-SENT ESTABLISHED
            3.000 client RTO | SYN-SENT ESTABLISHED
            3.040 SYN 1000 > | SYN-SENT ESTABLISHED
            3.080 < ACK 2001 1001 | SYN-SENT ESTABLISHED
            5.000 client USER-TIMEOUT; client: error: connection aborted due to user timeout | CLOSED ESTABLISHED
        "#]],
    );
}

#[test]
fn two_way_believes_an_old_duplicate_syn() {
    let story = speaking(Handshake::TwoWay, "server OPEN passive");
    check(
        &story.haunted_by("1ms", Client, "SYN 500").but("lose client 1 RST"),
        &expect![[r#"
            0.000 server OPEN passive | CLOSED LISTEN
            0.001 SYN 500 > | CLOSED ESTABLISHED
            0.041 < SYN,ACK 2000 501 | CLOSED ESTABLISHED
            0.061 RST 501 > lost | CLOSED ESTABLISHED
        "#]],
    );
}

#[test]
fn four_way_splits_the_syn_ack() {
    check(
        &speaking(Handshake::FourWay, OPEN),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < ACK 2000 1001 | SYN-SENT SYN-RECEIVED
        0.080 < SYN 2000 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn four_way_meets_a_client_that_keeps_to_the_rfc() {
    let story = Pair::new(OPEN).with_one(Server, |knobs| knobs.handshake = Handshake::FourWay);
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < ACK 2000 1001 | SYN-SENT SYN-RECEIVED
        0.080 < SYN 2000 | SYN-RECEIVED SYN-RECEIVED
        0.120 SYN,ACK 1000 2001 > | SYN-RECEIVED SYN-RECEIVED
        0.160 < ACK 2001 1001 | ESTABLISHED SYN-RECEIVED
        1.040 server RTO | ESTABLISHED SYN-RECEIVED
        1.080 < SYN 2000 | ESTABLISHED SYN-RECEIVED
        1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn four_way_sends_a_lost_syn_again() {
    check(
        &speaking(Handshake::FourWay, OPEN).but("lose server 1 SYN"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.060 lost < SYN 2000 | SYN-SENT SYN-RECEIVED
            0.080 < ACK 2000 1001 | SYN-SENT SYN-RECEIVED
            1.040 server RTO | SYN-SENT SYN-RECEIVED
            1.080 < SYN 2000 | ESTABLISHED SYN-RECEIVED
            1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn four_way_without_the_ack_looks_like_a_simultaneous_open() {
    check(
        &speaking(Handshake::FourWay, OPEN).but("lose server 1 ACK"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.060 lost < ACK 2000 1001 | SYN-SENT SYN-RECEIVED
            0.080 < SYN 2000 | SYN-RECEIVED SYN-RECEIVED
            0.120 SYN,ACK 1000 2001 > | SYN-RECEIVED SYN-RECEIVED
            0.160 < ACK 2001 1001 | ESTABLISHED SYN-RECEIVED
            1.040 server RTO | ESTABLISHED SYN-RECEIVED
            1.080 < SYN 2000 | ESTABLISHED SYN-RECEIVED
            1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn ack_of_ack_adds_a_segment_that_says_nothing() {
    check(
        &speaking(Handshake::FourWayAckOfAck, OPEN),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        0.160 < ACK 2001 1001 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_fixed_isn_takes_old_data_for_new() {
    let story = Pair::new(&format!("{OPEN}client SEND 10 at 1s"))
        .with_one(Client, |knobs| knobs.isn = Isn::Fixed(SeqNum(1)));
    let story = story.haunted_by("500ms", Client, "ACK 2 2001 +10");
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 2 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        0.500 ACK 2 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
        0.540 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        0.580 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        0.620 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        0.660 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        0.700 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        0.740 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        0.780 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        0.820 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        0.860 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        0.900 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        0.940 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        0.980 ACK 2 2001 > | ESTABLISHED ESTABLISHED
        1.000 client SEND 10 | ESTABLISHED ESTABLISHED
        1.020 < ACK 2001 12 | ESTABLISHED ESTABLISHED
        1.040 PSH,ACK 2 2001 +10 > | ESTABLISHED ESTABLISHED
        1.080 < ACK 2001 12 | ESTABLISHED ESTABLISHED
    "#]],
    );
    assert_eq!(story.run().delivered.server, b"oldoldoldo");
}

#[test]
fn every_wrong_protocol_names_what_it_breaks() {
    let deviations = |story: &Pair| {
        let run = story.run();
        let mut names: Vec<String> = Vec::new();
        for event in &run.events {
            let why = match &event.kind {
                EventKind::State { why, .. } | EventKind::TimerSet { why, .. } => Some(*why),
                EventKind::Send { why, .. } => *why,
                EventKind::Arrive { ruling, .. } => Some(ruling.why),
                _ => None,
            };
            if let Some(deviation) = why.and_then(|why| why.deviation)
                && !names.contains(&deviation.to_string())
            {
                names.push(deviation.to_string());
            }
        }
        names
    };
    let close = format!("{OPEN}client CLOSE at 1s\nserver CLOSE when server closing");
    assert_eq!(deviations(&Pair::new(&close)), [""; 0]);
    assert_eq!(
        deviations(&speaking(Handshake::TwoWay, OPEN)),
        ["two-way breaks RFC 9293 3.10.7.2, third", "two-way breaks RFC 9293 3.10.7.3, fourth",]
    );
    assert_eq!(
        deviations(&speaking(Handshake::FourWay, OPEN)),
        ["four-way breaks RFC 9293 3.10.7.2, third", "four-way breaks RFC 9293 3.10.7.3, fifth",]
    );
    assert_eq!(
        deviations(&speaking(Handshake::FourWayAckOfAck, OPEN)),
        ["four-way-ack-of-ack breaks RFC 9293 3.5",]
    );
    let fixed = Pair::new(OPEN).with_one(Client, |knobs| knobs.isn = Isn::Fixed(SeqNum(1)));
    assert_eq!(deviations(&fixed), ["isn=fixed breaks RFC 9293 3.4.1, MUST-8"]);
    let hasty =
        Pair::new(&close).with(|knobs| knobs.time_wait = tcp_model::knobs::TimeWait::OneMsl);
    assert_eq!(deviations(&hasty), ["time_wait=1msl breaks RFC 9293 3.6.1, MUST-13"]);
}

#[test]
fn a_time_wait_that_ends_early_says_which_knob_ended_it() {
    // RFC 9293 §3.6.1, MUST-13: "MUST linger in the TIME-WAIT state for a time 2xMSL".
    for knob in [None, Some("time_wait=1msl"), Some("time_wait=0")] {
        let settings = knob.map_or(String::new(), |knob| format!("[{knob}]"));
        let mut world = World::new(&format!("{settings} TIME-WAIT"));
        world.live("timer TIME-WAIT");
        let [Output::Transition { why, .. }] = &world.out[..] else { panic!("{:?}", world.out) };
        assert_eq!(why.deviation.map(|deviation| deviation.knob), knob);
    }
}
