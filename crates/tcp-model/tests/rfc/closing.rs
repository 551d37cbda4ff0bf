//! Stories of closing: RFC 9293 §3.6, and what the network may do to it.

use crate::pair::Pair;
use expect_test::{Expect, expect};
use tcp_model::host::Host::Server;
use tcp_model::knobs::TimeWait;

/// The client closes, and the server when it hears of it.
const CLOSE: &str = "client CLOSE\nserver CLOSE when server closing";

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

#[test]
fn figure_12_four_segments_close_a_connection() {
    check(
        &Pair::established(CLOSE),
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
        0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
        0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
        240.080 client TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn figure_13_both_ends_close_at_once() {
    check(
        &Pair::established("client CLOSE\nserver CLOSE"),
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.000 server CLOSE | FIN-WAIT-1 FIN-WAIT-1
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSING
        0.040 < FIN,ACK 2001 1001; client: connection closing | CLOSING CLOSING
        0.080 < ACK 2002 1002 | TIME-WAIT CLOSING
        0.080 ACK 1002 2002 > | TIME-WAIT TIME-WAIT
        240.080 client TIME-WAIT | CLOSED TIME-WAIT
        240.080 server TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn a_half_closed_connection_still_carries_data_the_other_way() {
    let script = "client CLOSE\nserver SEND 1000 when server closing\nserver CLOSE at 5s";
    check(
        &Pair::established(script),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.040 server SEND 1000 | FIN-WAIT-1 CLOSE-WAIT
            0.080 < ACK 2001 1002 | FIN-WAIT-2 CLOSE-WAIT
            0.080 < ACK 2001 1002 +536; client gets 536 | FIN-WAIT-2 CLOSE-WAIT
            0.120 ACK 1002 2537 > | FIN-WAIT-2 CLOSE-WAIT
            0.160 < PSH,ACK 2537 1002 +464; client gets 464 | FIN-WAIT-2 CLOSE-WAIT
            0.200 ACK 1002 3001 > | FIN-WAIT-2 CLOSE-WAIT
            5.000 server CLOSE | FIN-WAIT-2 LAST-ACK
            5.040 < FIN,ACK 3001 1002; client: connection closing | TIME-WAIT LAST-ACK
            5.080 ACK 1002 3002 > | TIME-WAIT CLOSED
            245.040 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn a_lost_fin_is_sent_again() {
    check(
        &Pair::established(CLOSE).but("lose client 1 FIN,ACK"),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            1.000 client RTO | FIN-WAIT-1 ESTABLISHED
            1.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            1.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            1.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
            1.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
            1.120 ACK 1002 2002 > | TIME-WAIT CLOSED
            241.080 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn a_lost_ack_of_the_fin_is_covered_by_the_other_fin() {
    check(
        &Pair::established(CLOSE).but("lose server 1 ACK"),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            0.060 lost < ACK 2001 1002 | FIN-WAIT-1 LAST-ACK
            0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
            0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
            240.080 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn a_lost_ack_of_the_fin_is_drawn_again_in_close_wait() {
    check(
        &Pair::established("client CLOSE").but("lose server 1 ACK"),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.060 lost < ACK 2001 1002 | FIN-WAIT-1 CLOSE-WAIT
            1.000 client RTO | FIN-WAIT-1 CLOSE-WAIT
            1.040 FIN,ACK 1001 2001 > | FIN-WAIT-1 CLOSE-WAIT
            1.080 < ACK 2001 1002 | FIN-WAIT-2 CLOSE-WAIT
        "#]],
    );
}

#[test]
fn a_lost_second_fin_is_sent_again() {
    check(
        &Pair::established(CLOSE).but("lose server 1 FIN,ACK"),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            0.060 lost < FIN,ACK 2001 1002 | FIN-WAIT-1 LAST-ACK
            0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
            1.040 server RTO | FIN-WAIT-2 LAST-ACK
            1.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
            1.120 ACK 1002 2002 > | TIME-WAIT CLOSED
            241.080 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn a_lost_last_ack_is_drawn_again_and_restarts_time_wait() {
    check(
        &Pair::established(CLOSE).but("lose client 1 ACK"),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
            0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
            0.100 ACK 1002 2002 > lost | TIME-WAIT LAST-ACK
            1.040 server RTO | TIME-WAIT LAST-ACK
            1.080 < FIN,ACK 2001 1002 | TIME-WAIT LAST-ACK
            1.120 ACK 1002 2002 > | TIME-WAIT CLOSED
            241.080 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn simultaneous_fins_that_are_both_lost_are_both_sent_again() {
    let story = Pair::established("client CLOSE\nserver CLOSE");
    check(
        &story.but("lose client 1 FIN,ACK").but("lose server 1 FIN,ACK"),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.000 server CLOSE | FIN-WAIT-1 FIN-WAIT-1
            0.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 FIN-WAIT-1
            0.020 lost < FIN,ACK 2001 1001 | FIN-WAIT-1 FIN-WAIT-1
            1.000 client RTO | FIN-WAIT-1 FIN-WAIT-1
            1.000 server RTO | FIN-WAIT-1 FIN-WAIT-1
            1.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSING
            1.040 < FIN,ACK 2001 1001; client: connection closing | CLOSING CLOSING
            1.080 < ACK 2002 1002 | TIME-WAIT CLOSING
            1.080 ACK 1002 2002 > | TIME-WAIT TIME-WAIT
            241.080 client TIME-WAIT | CLOSED TIME-WAIT
            241.080 server TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn without_time_wait_a_lost_last_ack_ends_in_a_reset() {
    let story = Pair::established(CLOSE).but("lose client 1 ACK");
    check(
        &story.with(|knobs| knobs.time_wait = TimeWait::Zero),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
            0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
            0.080 client TIME-WAIT | CLOSED LAST-ACK
            0.100 ACK 1002 2002 > lost | CLOSED LAST-ACK
            1.040 server RTO | CLOSED LAST-ACK
            1.080 < FIN,ACK 2001 1002 | CLOSED LAST-ACK
            1.120 RST 1002 > | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn time_wait_zero_lasts_until_what_is_on_the_wire_to_the_host_has_landed() {
    let story = Pair::established(CLOSE).but("copy server 1 FIN,ACK 700ms");
    check(
        &story.with(|knobs| knobs.time_wait = TimeWait::Zero),
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
        0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
        0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
        0.740 < FIN,ACK 2001 1002 | TIME-WAIT CLOSED
        0.740 client TIME-WAIT | CLOSED CLOSED
        0.780 ACK 1002 2002 > | CLOSED CLOSED
        0.820 < RST 2002 | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn a_fin_that_overtakes_the_data_waits_for_it() {
    let story = Pair::established("client SEND 10\nclient CLOSE at 10ms");
    check(
        &story.but("delay client 1 ACK+text 300ms"),
        &expect![[r#"
        0.000 client SEND 10 | ESTABLISHED ESTABLISHED
        0.010 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.050 FIN,ACK 1011 2001 > | FIN-WAIT-1 ESTABLISHED
        0.090 < ACK 2001 1001 | FIN-WAIT-1 ESTABLISHED
        0.300 PSH,ACK 1001 2001 +10 >; server gets 10; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.340 < ACK 2001 1012 | FIN-WAIT-2 CLOSE-WAIT
    "#]],
    );
}

#[test]
fn a_fin_behind_lost_data_waits_for_it() {
    let story = Pair::established("client SEND 10\nclient CLOSE\nserver CLOSE when server closing");
    check(
        &story.but("lose client 1 ACK+text"),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.020 PSH,ACK 1001 2001 +10 > lost | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,ACK 1011 2001 > | FIN-WAIT-1 ESTABLISHED
            0.080 < ACK 2001 1001 | FIN-WAIT-1 ESTABLISHED
            1.000 client RTO | FIN-WAIT-1 ESTABLISHED
            1.040 PSH,ACK 1001 2001 +10 >; server gets 10; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            1.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            1.080 < ACK 2001 1012 | FIN-WAIT-2 LAST-ACK
            1.080 < FIN,ACK 2001 1012; client: connection closing | TIME-WAIT LAST-ACK
            1.120 ACK 1012 2002 > | TIME-WAIT CLOSED
            241.080 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn a_close_sends_what_is_queued_first() {
    let story =
        Pair::established("client SEND 1200\nclient CLOSE\nserver CLOSE when server closing");
    check(
        &story,
        &expect![[r#"
            0.000 client SEND 1200 | ESTABLISHED ESTABLISHED
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.040 ACK 1001 2001 +536 >; server gets 536 | FIN-WAIT-1 ESTABLISHED
            0.040 ACK 1537 2001 +536 >; server gets 536 | FIN-WAIT-1 ESTABLISHED
            0.040 FIN,PSH,ACK 2073 2001 +128 >; server gets 128; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
            0.080 < ACK 2001 1537 | FIN-WAIT-1 LAST-ACK
            0.080 < ACK 2001 2073 | FIN-WAIT-1 LAST-ACK
            0.080 < ACK 2001 2202 | FIN-WAIT-2 LAST-ACK
            0.080 < FIN,ACK 2001 2202; client: connection closing | TIME-WAIT LAST-ACK
            0.120 ACK 2202 2002 > | TIME-WAIT CLOSED
            240.080 client TIME-WAIT | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn an_abort_resets_the_peer() {
    check(
        &Pair::established("client ABORT"),
        &expect![[r#"
        0.000 client ABORT | CLOSED ESTABLISHED
        0.040 RST 1001 >; server: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn an_abort_ahead_of_lost_data_is_challenged_first() {
    let story = Pair::established("client SEND 10\nclient ABORT at 10ms");
    check(
        &story.but("lose client 1 ACK+text"),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.010 client ABORT | CLOSED ESTABLISHED
            0.020 PSH,ACK 1001 2001 +10 > lost | CLOSED ESTABLISHED
            0.050 RST 1011 > | CLOSED ESTABLISHED
            0.090 < ACK 2001 1001 | CLOSED ESTABLISHED
            0.130 RST 1001 >; server: error: connection reset | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn without_rfc_5961_a_reset_anywhere_in_the_window_counts() {
    let story = Pair::established("client SEND 10\nclient ABORT at 10ms");
    check(
        &story.but("lose client 1 ACK+text").with(|knobs| knobs.rfc5961 = false),
        &expect![[r#"
            0.000 client SEND 10 | ESTABLISHED ESTABLISHED
            0.010 client ABORT | CLOSED ESTABLISHED
            0.020 PSH,ACK 1001 2001 +10 > lost | CLOSED ESTABLISHED
            0.050 RST 1011 >; server: error: connection reset | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn data_for_a_user_who_aborted_draws_a_reset() {
    let story = Pair::established("client ABORT\nserver SEND 10 at 1s");
    check(
        &story.but("lose client 1 RST"),
        &expect![[r#"
            0.000 client ABORT | CLOSED ESTABLISHED
            0.020 RST 1001 > lost | CLOSED ESTABLISHED
            1.000 server SEND 10 | CLOSED ESTABLISHED
            1.040 < PSH,ACK 2001 1001 +10 | CLOSED ESTABLISHED
            1.080 RST 1001 >; server: error: connection reset | CLOSED CLOSED
        "#]],
    );
}

#[test]
fn a_fin_that_is_never_acknowledged_is_given_up_after_r2() {
    let story = Pair::established("client CLOSE").but("lose client 0 FIN,ACK");
    check(
        &story.with(|knobs| knobs.r2 = 2),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            1.000 client RTO | FIN-WAIT-1 ESTABLISHED
            1.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            3.000 client RTO | FIN-WAIT-1 ESTABLISHED
            3.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            7.000 client R2; client: error: connection aborted due to user timeout | CLOSED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_fin_that_is_never_acknowledged_is_given_up_after_the_user_timeout() {
    let story = Pair::established("client CLOSE").but("lose client 0 FIN,ACK");
    check(
        &story.with(|knobs| knobs.user_timeout = "5s".parse().expect("a length of time")),
        &expect![[r#"
            0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
            0.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            1.000 client RTO | FIN-WAIT-1 ESTABLISHED
            1.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            3.000 client RTO | FIN-WAIT-1 ESTABLISHED
            3.020 FIN,ACK 1001 2001 > lost | FIN-WAIT-1 ESTABLISHED
            5.000 client USER-TIMEOUT; client: error: connection aborted due to user timeout | CLOSED ESTABLISHED
        "#]],
    );
}

#[test]
fn nothing_limits_close_wait_and_fin_wait_2() {
    check(
        &Pair::established("client CLOSE\nserver CLOSE at 9h"),
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.080 < ACK 2001 1002 | FIN-WAIT-2 CLOSE-WAIT
        32400.000 server CLOSE | FIN-WAIT-2 LAST-ACK
        32400.040 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        32400.080 ACK 1002 2002 > | TIME-WAIT CLOSED
        32640.040 client TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn a_reset_in_time_wait_ends_it() {
    let story = Pair::established(CLOSE);
    check(
        &story.haunted_by("1s", Server, "RST 2002"),
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
        0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
        0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
        1.000 < RST 2002 | CLOSED CLOSED
    "#]],
    );
}
