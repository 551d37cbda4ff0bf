//! Stories of opening: RFC 9293 §3.5, and what the network may do to it.

use crate::pair::{OPEN, Pair};
use expect_test::{Expect, expect};
use tcp_model::host::Host::{Client, Server};
use tcp_model::state::State;
use tcp_model::trace::EventKind;

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

#[test]
fn three_segments_open_a_connection() {
    check(
        &Pair::new(OPEN),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn nobody_listens_and_the_connection_is_refused() {
    check(
        &Pair::new("client OPEN active"),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.040 SYN 1000 > | SYN-SENT CLOSED
        0.080 < RST,ACK 0 1001; client: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn a_lost_syn_is_sent_again() {
    check(
        &Pair::new(OPEN).but("lose client 1 SYN"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.020 SYN 1000 > lost | SYN-SENT LISTEN
            1.000 client RTO | SYN-SENT LISTEN
            1.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_lost_syn_ack_is_sent_again_by_whoever_is_first() {
    check(
        &Pair::new(OPEN).but("lose server 1 SYN,ACK"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.060 lost < SYN,ACK 2000 1001 | SYN-SENT SYN-RECEIVED
            1.000 client RTO | SYN-SENT SYN-RECEIVED
            1.040 server RTO | SYN-SENT SYN-RECEIVED
            1.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.080 < ACK 2001 1001 | ESTABLISHED SYN-RECEIVED
            1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_lost_third_ack_is_drawn_again_by_the_syn_ack() {
    check(
        &Pair::new(OPEN).but("lose client 1 ACK"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            0.100 ACK 1001 2001 > lost | ESTABLISHED SYN-RECEIVED
            1.040 server RTO | ESTABLISHED SYN-RECEIVED
            1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_lost_third_ack_is_made_up_for_by_data() {
    let script = format!("{OPEN}client SEND 10 when client ESTABLISHED");
    check(
        &Pair::new(&script).but("lose client 1 ACK"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            0.080 client SEND 10 | ESTABLISHED SYN-RECEIVED
            0.100 ACK 1001 2001 > lost | ESTABLISHED SYN-RECEIVED
            0.120 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
            0.160 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn the_third_segment_may_carry_data() {
    check(
        &Pair::new(&format!("{OPEN}client SEND 10 when client SYN-SENT")),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.000 client SEND 10 | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.120 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
        0.160 < ACK 2001 1011 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_syn_that_is_never_answered_is_given_up() {
    check(
        &Pair::new(OPEN).but("lose client 0 SYN"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.020 SYN 1000 > lost | SYN-SENT LISTEN
            1.000 client RTO | SYN-SENT LISTEN
            1.020 SYN 1000 > lost | SYN-SENT LISTEN
            3.000 client RTO | SYN-SENT LISTEN
            3.020 SYN 1000 > lost | SYN-SENT LISTEN
            7.000 client RTO; client: delivery problem | SYN-SENT LISTEN
            7.020 SYN 1000 > lost | SYN-SENT LISTEN
            15.000 client RTO | SYN-SENT LISTEN
            15.020 SYN 1000 > lost | SYN-SENT LISTEN
            31.000 client RTO | SYN-SENT LISTEN
            31.020 SYN 1000 > lost | SYN-SENT LISTEN
            63.000 client RTO | SYN-SENT LISTEN
            63.020 SYN 1000 > lost | SYN-SENT LISTEN
            123.000 client RTO | SYN-SENT LISTEN
            123.020 SYN 1000 > lost | SYN-SENT LISTEN
            183.000 client RTO | SYN-SENT LISTEN
            183.020 SYN 1000 > lost | SYN-SENT LISTEN
            243.000 client R2; client: error: connection aborted due to user timeout | CLOSED LISTEN
        "#]],
    );
}

#[test]
fn a_syn_ack_that_is_never_answered_leads_back_to_listen() {
    let story = Pair::new(OPEN).but("lose client 0 ACK").with_one(Server, |knobs| knobs.r2_syn = 2);
    check(
        &story,
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            0.100 ACK 1001 2001 > lost | ESTABLISHED SYN-RECEIVED
            1.040 server RTO | ESTABLISHED SYN-RECEIVED
            1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.100 ACK 1001 2001 > lost | ESTABLISHED SYN-RECEIVED
            3.040 server RTO | ESTABLISHED SYN-RECEIVED
            3.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            3.100 ACK 1001 2001 > lost | ESTABLISHED SYN-RECEIVED
            7.040 server SYNACK-GIVEUP | ESTABLISHED LISTEN
        "#]],
    );
}

#[test]
fn figure_7_both_ends_open_at_once() {
    check(
        &Pair::new("client OPEN active\nserver OPEN active"),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN active | SYN-SENT SYN-SENT
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.040 < SYN 2000 | SYN-RECEIVED SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.080 SYN,ACK 1000 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_simultaneous_open_says_that_it_follows_figure_7() {
    let run = Pair::new("client OPEN active\nserver OPEN active").run();
    let opened = run.events.iter().find_map(|event| match event.kind {
        EventKind::State { to: State::Established, why, .. } => Some(why.clause.to_string()),
        _ => None,
    });
    assert_eq!(opened.as_deref(), Some("RFC 9293 3.5, Figure 7"));
}

#[test]
fn both_ends_open_at_once_with_data_to_send() {
    let script = "client OPEN active\nclient SEND 10\nserver OPEN active\nserver SEND 20";
    check(
        &Pair::new(script),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN active | SYN-SENT SYN-SENT
        0.000 client SEND 10 | SYN-SENT SYN-SENT
        0.000 server SEND 20 | SYN-SENT SYN-SENT
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.040 < SYN 2000 | SYN-RECEIVED SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.080 SYN,ACK 1000 2001 > | ESTABLISHED ESTABLISHED
        0.120 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
        0.120 < PSH,ACK 2001 1001 +20; client gets 20 | ESTABLISHED ESTABLISHED
        0.160 < ACK 2021 1011 | ESTABLISHED ESTABLISHED
        0.160 ACK 1011 2021 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn both_ends_open_at_once_and_a_syn_ack_is_lost() {
    let story = Pair::new("client OPEN active\nserver OPEN active");
    check(
        &story.but("lose client 1 SYN,ACK"),
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN active | SYN-SENT SYN-SENT
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.040 < SYN 2000 | SYN-RECEIVED SYN-RECEIVED
            0.060 SYN,ACK 1000 2001 > lost | SYN-RECEIVED SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.000 server RTO | ESTABLISHED SYN-RECEIVED
            1.040 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.080 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn figure_8_an_old_duplicate_syn_is_reset() {
    let story = Pair::new(OPEN).but("delay client 1 SYN 300ms");
    check(
        &story.haunted_by("1ms", Client, "SYN 500"),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.001 SYN 500 > | SYN-SENT SYN-RECEIVED
        0.041 < SYN,ACK 2000 501 | SYN-SENT SYN-RECEIVED
        0.081 RST 501 > | SYN-SENT LISTEN
        0.300 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.340 < SYN,ACK 2100 1001 | ESTABLISHED SYN-RECEIVED
        0.380 ACK 1001 2101 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_new_syn_that_overtakes_the_reset_of_an_old_one_is_used_up() {
    let story = Pair::new("server OPEN passive\nclient OPEN active at 20ms");
    check(
        &story.haunted_by("1ms", Client, "SYN 500"),
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN
        0.001 SYN 500 > | CLOSED SYN-RECEIVED
        0.020 client OPEN active | SYN-SENT SYN-RECEIVED
        0.041 < SYN,ACK 2000 501 | SYN-SENT SYN-RECEIVED
        0.060 SYN 1000 > | SYN-SENT LISTEN
        0.081 RST 501 > | SYN-SENT LISTEN
        1.020 client RTO | SYN-SENT LISTEN
        1.060 SYN 1000 > | SYN-SENT SYN-RECEIVED
        1.100 < SYN,ACK 2100 1001 | ESTABLISHED SYN-RECEIVED
        1.140 ACK 1001 2101 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn an_old_syn_ack_in_syn_sent_draws_a_reset() {
    let story = Pair::new(OPEN);
    check(
        &story.haunted_by("1ms", Server, "SYN,ACK 77 78"),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.001 < SYN,ACK 77 78 | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.041 RST 78 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_duplicated_syn_opens_one_connection() {
    check(
        &Pair::new(OPEN).but("copy client 1 SYN 70ms"),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.070 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.110 < ACK 2001 1001 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn close_in_syn_received_sends_the_fin_before_the_syn_is_acknowledged() {
    let script =
        format!("{OPEN}server CLOSE when server SYN-RECEIVED\nclient CLOSE when client closing");
    check(
        &Pair::new(&script),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.040 server CLOSE | SYN-SENT FIN-WAIT-1
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED FIN-WAIT-1
        0.080 < FIN,ACK 2001 1001; client: connection closing | CLOSE-WAIT FIN-WAIT-1
        0.080 client CLOSE | LAST-ACK FIN-WAIT-1
        0.120 ACK 1001 2001 > | LAST-ACK FIN-WAIT-1
        0.120 ACK 1001 2002 > | LAST-ACK FIN-WAIT-2
        0.120 FIN,ACK 1001 2002 >; server: connection closing | LAST-ACK TIME-WAIT
        0.160 < ACK 2002 1002 | CLOSED TIME-WAIT
        240.120 server TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn close_in_syn_received_still_sends_a_lost_syn_ack_again() {
    let script =
        format!("{OPEN}server CLOSE when server SYN-RECEIVED\nclient CLOSE when client closing");
    let story = Pair::new(&script).but("lose server 1 SYN,ACK").but("lose client 2 SYN");
    check(
        &story,
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            0.040 server CLOSE | SYN-SENT FIN-WAIT-1
            0.060 lost < SYN,ACK 2000 1001 | SYN-SENT FIN-WAIT-1
            0.080 < FIN,ACK 2001 1001 | SYN-SENT FIN-WAIT-1
            1.000 client RTO | SYN-SENT FIN-WAIT-1
            1.020 SYN 1000 > lost | SYN-SENT FIN-WAIT-1
            1.040 server RTO | SYN-SENT FIN-WAIT-1
            1.080 < SYN,ACK 2000 1001 | ESTABLISHED FIN-WAIT-1
            1.120 ACK 1001 2001 > | ESTABLISHED FIN-WAIT-1
            4.120 server RTO | ESTABLISHED FIN-WAIT-1
            4.160 < FIN,ACK 2001 1001; client: connection closing | CLOSE-WAIT FIN-WAIT-1
            4.160 client CLOSE | LAST-ACK FIN-WAIT-1
            4.200 ACK 1001 2002 > | LAST-ACK FIN-WAIT-2
            4.200 FIN,ACK 1001 2002 >; server: connection closing | LAST-ACK TIME-WAIT
            4.240 < ACK 2002 1002 | CLOSED TIME-WAIT
            244.200 server TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn close_in_syn_received_waits_for_data_that_was_sent_before() {
    let script = format!("{OPEN}server SEND 10 when server SYN-RECEIVED\nserver CLOSE");
    check(
        &Pair::new(&script),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.040 server SEND 10 | SYN-SENT SYN-RECEIVED
        0.040 server CLOSE | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.120 ACK 1001 2001 > | ESTABLISHED FIN-WAIT-1
        0.160 < FIN,PSH,ACK 2001 1001 +10; client gets 10; client: connection closing | CLOSE-WAIT FIN-WAIT-1
        0.200 ACK 1001 2012 > | CLOSE-WAIT FIN-WAIT-2
    "#]],
    );
}

#[test]
fn an_abort_in_syn_received_resets_the_client() {
    let script = format!("{OPEN}server ABORT when client ESTABLISHED");
    check(
        &Pair::new(&script).but("delay client 1 ACK 200ms"),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
        0.080 server ABORT | ESTABLISHED CLOSED
        0.120 < RST 2001; client: error: connection reset | CLOSED CLOSED
        0.280 ACK 1001 2001 > | CLOSED CLOSED
        0.320 < RST 2001 | CLOSED CLOSED
    "#]],
    );
}
