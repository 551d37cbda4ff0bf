//! Stories of data: retransmission, order, the window.

use crate::pair::Pair;
use expect_test::{Expect, expect};
use tcp_model::host::Host::Server;
use tcp_model::state::State;

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

#[test]
fn text_is_cut_into_segments_and_acknowledged() {
    check(
        &Pair::established("client SEND 1200"),
        &expect![[r#"
            0.000 client SEND 1200 | ESTABLISHED ESTABLISHED
            0.040 ACK 1001 2001 +536 >; server gets 536 | ESTABLISHED ESTABLISHED
            0.040 ACK 1537 2001 +536 >; server gets 536 | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1537 | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 2073 | ESTABLISHED ESTABLISHED
            0.120 PSH,ACK 2073 2001 +128 >; server gets 128 | ESTABLISHED ESTABLISHED
            0.160 < ACK 2001 2201 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn lost_text_is_sent_again_with_a_longer_timeout_each_time() {
    let story = Pair::established("client SEND 10");
    check(
        &story.but("lose client 1 ACK+text").but("lose client 2 ACK+text"),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.020 PSH,ACK 1001 2001 +10 > lost | ESTABLISHED ESTABLISHED
            1.000 client RTO | ESTABLISHED ESTABLISHED
            1.020 PSH,ACK 1001 2001 +10 > lost | ESTABLISHED ESTABLISHED
            3.000 client RTO | ESTABLISHED ESTABLISHED
            3.040 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
            3.080 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn what_follows_a_gap_is_held_and_not_sent_again() {
    check(
        &Pair::established("client SEND 1200").but("lose client 1 ACK+text"),
        &expect![[r#"
            0.000 client SEND 1200 | ESTABLISHED ESTABLISHED
            0.020 ACK 1001 2001 +536 > lost | ESTABLISHED ESTABLISHED
            0.040 ACK 1537 2001 +536 > | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1001 | ESTABLISHED ESTABLISHED
            1.000 client RTO | ESTABLISHED ESTABLISHED
            1.040 ACK 1001 2001 +536 >; server gets 536; server gets 536 | ESTABLISHED ESTABLISHED
            1.080 < ACK 2001 2073 | ESTABLISHED ESTABLISHED
            1.120 PSH,ACK 2073 2001 +128 >; server gets 128 | ESTABLISHED ESTABLISHED
            1.160 < ACK 2001 2201 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn segments_that_overtake_each_other_are_put_in_order() {
    let story = Pair::established("client SEND 1200");
    check(
        &story.but("delay client 1 ACK+text 300ms"),
        &expect![[r#"
            0.000 client SEND 1200 | ESTABLISHED ESTABLISHED
            0.040 ACK 1537 2001 +536 > | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1001 | ESTABLISHED ESTABLISHED
            0.300 ACK 1001 2001 +536 >; server gets 536; server gets 536 | ESTABLISHED ESTABLISHED
            0.340 < ACK 2001 2073 | ESTABLISHED ESTABLISHED
            0.380 PSH,ACK 2073 2001 +128 >; server gets 128 | ESTABLISHED ESTABLISHED
            0.420 < ACK 2001 2201 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_doubled_segment_is_delivered_once() {
    check(
        &Pair::established("client SEND 10").but("copy client 1 ACK+text 90ms"),
        &expect![[r#"
        0.000 client SEND 10 | ESTABLISHED ESTABLISHED
        0.040 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
        0.080 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
        0.090 PSH,ACK 1001 2001 +10 > | ESTABLISHED ESTABLISHED
        0.130 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_lost_acknowledgment_is_covered_by_the_next() {
    let story = Pair::established("client SEND 10\nclient SEND 10 at 100ms");
    check(
        &story.but("lose server 1 ACK"),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.040 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
            0.060 lost < ACK 2001 1011 | ESTABLISHED ESTABLISHED
            0.100 client SEND 10 | ESTABLISHED ESTABLISHED
            1.000 client RTO | ESTABLISHED ESTABLISHED
            1.040 ACK 1001 2001 +10 > | ESTABLISHED ESTABLISHED
            1.080 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
            1.120 PSH,ACK 1011 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
            1.160 < ACK 2001 1021 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn an_acknowledgment_rides_on_data_the_other_way() {
    check(
        &Pair::established("client SEND 10\nserver SEND 20 when server received 10"),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.040 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
            0.040 server SEND 20 | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
            0.080 < PSH,ACK 2001 1011 +20; client gets 20 | ESTABLISHED ESTABLISHED
            0.120 ACK 1011 2021 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn text_that_is_never_acknowledged_is_given_up_after_r2() {
    let story = Pair::established("client SEND 10").but("lose client 0 ACK+text");
    check(
        &story.with(|knobs| knobs.r2 = 3),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.020 PSH,ACK 1001 2001 +10 > lost | ESTABLISHED ESTABLISHED
            1.000 client RTO | ESTABLISHED ESTABLISHED
            1.020 PSH,ACK 1001 2001 +10 > lost | ESTABLISHED ESTABLISHED
            3.000 client RTO | ESTABLISHED ESTABLISHED
            3.020 PSH,ACK 1001 2001 +10 > lost | ESTABLISHED ESTABLISHED
            7.000 client RTO; client: delivery problem | ESTABLISHED ESTABLISHED
            7.020 PSH,ACK 1001 2001 +10 > lost | ESTABLISHED ESTABLISHED
            15.000 client R2; client: error: connection aborted due to user timeout | CLOSED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_peer_without_room_is_probed_and_tells_when_it_has_some() {
    let script = "client SEND 1500\nserver RECEIVE 800 at 10s\nserver RECEIVE 1000 at 20s";
    let story = Pair::established(script).with_one(Server, |knobs| {
        (knobs.auto_receive, knobs.receive_buffer) = (false, 1000);
    });
    check(
        &story,
        &expect![[r#"
            0.000 client SEND 1500 | ESTABLISHED ESTABLISHED
            0.040 ACK 1001 2001 +536 > | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1537 wnd=464 | ESTABLISHED ESTABLISHED
            0.580 client OVERRIDE | ESTABLISHED ESTABLISHED
            0.620 ACK 1537 2001 +464 > | ESTABLISHED ESTABLISHED
            0.660 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            1.660 client PERSIST | ESTABLISHED ESTABLISHED
            1.700 ACK 2001 2001 +1 > | ESTABLISHED ESTABLISHED
            1.740 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            3.660 client PERSIST | ESTABLISHED ESTABLISHED
            3.700 ACK 2001 2001 +1 > | ESTABLISHED ESTABLISHED
            3.740 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            7.660 client PERSIST | ESTABLISHED ESTABLISHED
            7.700 ACK 2001 2001 +1 > | ESTABLISHED ESTABLISHED
            7.740 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            10.000 server RECEIVE 800; server gets 536; server gets 264 | ESTABLISHED ESTABLISHED
            10.040 < ACK 2001 2001 wnd=800 | ESTABLISHED ESTABLISHED
            10.080 PSH,ACK 2001 2001 +500 > | ESTABLISHED ESTABLISHED
            10.120 < ACK 2001 2501 wnd=300 | ESTABLISHED ESTABLISHED
            20.000 server RECEIVE 1000; server gets 200; server gets 500 | ESTABLISHED ESTABLISHED
            20.040 < ACK 2001 2501 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_lost_window_update_is_made_up_for_by_a_probe() {
    let script = "client SEND 1500\nserver RECEIVE 1000 at 5s\nserver RECEIVE 1000 at 9s";
    let story = Pair::established(script).with_one(Server, |knobs| {
        (knobs.auto_receive, knobs.receive_buffer) = (false, 1000);
    });
    check(
        &story.but("lose server 5 ACK"),
        &expect![[r#"
            0.000 client SEND 1500 | ESTABLISHED ESTABLISHED
            0.040 ACK 1001 2001 +536 > | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1537 wnd=464 | ESTABLISHED ESTABLISHED
            0.580 client OVERRIDE | ESTABLISHED ESTABLISHED
            0.620 ACK 1537 2001 +464 > | ESTABLISHED ESTABLISHED
            0.660 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            1.660 client PERSIST | ESTABLISHED ESTABLISHED
            1.700 ACK 2001 2001 +1 > | ESTABLISHED ESTABLISHED
            1.740 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            3.660 client PERSIST | ESTABLISHED ESTABLISHED
            3.700 ACK 2001 2001 +1 > | ESTABLISHED ESTABLISHED
            3.740 < ACK 2001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            5.000 server RECEIVE 1000; server gets 536; server gets 464 | ESTABLISHED ESTABLISHED
            5.020 lost < ACK 2001 2001 | ESTABLISHED ESTABLISHED
            7.660 client PERSIST | ESTABLISHED ESTABLISHED
            7.700 ACK 2001 2001 +1 > | ESTABLISHED ESTABLISHED
            7.740 < ACK 2001 2002 wnd=999 | ESTABLISHED ESTABLISHED
            7.780 PSH,ACK 2002 2001 +499 > | ESTABLISHED ESTABLISHED
            7.820 < ACK 2001 2501 wnd=500 | ESTABLISHED ESTABLISHED
            9.000 server RECEIVE 1000; server gets 1; server gets 499 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn two_ends_without_room_for_each_other_still_hear_each_others_acknowledgments() {
    let script = "client SEND 1100\nserver SEND 1100\nclient RECEIVE 1100 at 20s\nserver RECEIVE 1100 at 30s";
    let story = Pair::established(script).with(|knobs| {
        (knobs.auto_receive, knobs.receive_buffer) = (false, 1000);
    });
    check(
        &story,
        &expect![[r#"
            0.000 client SEND 1100 | ESTABLISHED ESTABLISHED
            0.000 server SEND 1100 | ESTABLISHED ESTABLISHED
            0.040 ACK 1001 2001 +536 > | ESTABLISHED ESTABLISHED
            0.040 < ACK 2001 1001 +536 | ESTABLISHED ESTABLISHED
            0.080 < ACK 2537 1537 wnd=464 | ESTABLISHED ESTABLISHED
            0.080 ACK 1537 2537 wnd=464 > | ESTABLISHED ESTABLISHED
            0.580 client OVERRIDE | ESTABLISHED ESTABLISHED
            0.580 server OVERRIDE | ESTABLISHED ESTABLISHED
            0.620 ACK 1537 2537 +464 wnd=464 > | ESTABLISHED ESTABLISHED
            0.620 < ACK 2537 1537 +464 wnd=464 | ESTABLISHED ESTABLISHED
            0.660 < ACK 3001 2001 wnd=0 | ESTABLISHED ESTABLISHED
            0.660 ACK 2001 3001 wnd=0 > | ESTABLISHED ESTABLISHED
            1.660 client PERSIST | ESTABLISHED ESTABLISHED
            1.660 server PERSIST | ESTABLISHED ESTABLISHED
            1.700 ACK 2001 3001 +1 wnd=0 > | ESTABLISHED ESTABLISHED
            1.700 < ACK 3001 2001 +1 wnd=0 | ESTABLISHED ESTABLISHED
            1.740 < ACK 3002 2001 wnd=0 | ESTABLISHED ESTABLISHED
            1.740 ACK 2002 3001 wnd=0 > | ESTABLISHED ESTABLISHED
            3.660 client PERSIST | ESTABLISHED ESTABLISHED
            3.660 server PERSIST | ESTABLISHED ESTABLISHED
            3.700 ACK 2001 3001 +1 wnd=0 > | ESTABLISHED ESTABLISHED
            3.700 < ACK 3001 2001 +1 wnd=0 | ESTABLISHED ESTABLISHED
            3.740 < ACK 3002 2001 wnd=0 | ESTABLISHED ESTABLISHED
            3.740 ACK 2002 3001 wnd=0 > | ESTABLISHED ESTABLISHED
            7.660 client PERSIST | ESTABLISHED ESTABLISHED
            7.660 server PERSIST | ESTABLISHED ESTABLISHED
            7.700 ACK 2001 3001 +1 wnd=0 > | ESTABLISHED ESTABLISHED
            7.700 < ACK 3001 2001 +1 wnd=0 | ESTABLISHED ESTABLISHED
            7.740 < ACK 3002 2001 wnd=0 | ESTABLISHED ESTABLISHED
            7.740 ACK 2002 3001 wnd=0 > | ESTABLISHED ESTABLISHED
            15.660 client PERSIST | ESTABLISHED ESTABLISHED
            15.660 server PERSIST | ESTABLISHED ESTABLISHED
            15.700 ACK 2001 3001 +1 wnd=0 > | ESTABLISHED ESTABLISHED
            15.700 < ACK 3001 2001 +1 wnd=0 | ESTABLISHED ESTABLISHED
            15.740 < ACK 3002 2001 wnd=0 | ESTABLISHED ESTABLISHED
            15.740 ACK 2002 3001 wnd=0 > | ESTABLISHED ESTABLISHED
            20.000 client RECEIVE 1100; client gets 536; client gets 464 | ESTABLISHED ESTABLISHED
            20.040 ACK 2002 3001 > | ESTABLISHED ESTABLISHED
            20.080 < PSH,ACK 3001 2001 +100 wnd=0; client gets 100 | ESTABLISHED ESTABLISHED
            20.120 ACK 2002 3101 > | ESTABLISHED ESTABLISHED
            30.000 server RECEIVE 1100; server gets 536; server gets 464 | ESTABLISHED ESTABLISHED
            30.040 < ACK 3101 2001 | ESTABLISHED ESTABLISHED
            30.080 PSH,ACK 2001 3101 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
            30.120 < ACK 3101 2101 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_peer_that_answers_every_probe_is_waited_for_without_end() {
    let script = "client SEND 1010\nserver RECEIVE 2000 at 2h";
    let story = Pair::established(script).with_one(Server, |knobs| {
        (knobs.auto_receive, knobs.receive_buffer) = (false, 1000);
    });
    let run = story.run();
    assert_eq!(run.delivered.server.len(), 1010);
    let probes: Vec<u64> = run
        .flights
        .iter()
        .filter(|f| f.segment.data.len() == 1)
        .map(|f| f.sent.as_micros() / 1_000_000)
        .collect();
    assert!(probes.windows(2).all(|pair| pair[1] - pair[0] <= 60), "{probes:?}");
    assert!(probes.len() > 100, "{probes:?}");
}

#[test]
fn a_peer_that_answers_no_probe_is_given_up_after_the_user_timeout() {
    let story = Pair::established("client SEND 1010").with_one(Server, |knobs| {
        (knobs.auto_receive, knobs.receive_buffer) = (false, 1000);
    });
    let run =
        (0..40).fold(story, |story, n| story.but(&format!("lose server {} ACK", 3 + n))).run();
    assert_eq!(run.last_status().client.state, State::Closed);
    assert_eq!(run.end.as_micros() / 1_000_000, 300);
}

#[test]
fn a_standing_receive_takes_text_as_it_comes() {
    let story = Pair::established("server RECEIVE 15\nclient SEND 10\nclient SEND 10 at 1s");
    check(
        &story.with_one(Server, |knobs| knobs.auto_receive = false),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.000 server RECEIVE 15 | ESTABLISHED ESTABLISHED
            0.040 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
            0.080 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
            1.000 client SEND 10 | ESTABLISHED ESTABLISHED
            1.040 PSH,ACK 1011 2001 +10 >; server gets 5 | ESTABLISHED ESTABLISHED
            1.080 < ACK 2001 1021 wnd=65525 | ESTABLISHED ESTABLISHED
        "#]],
    );
}
