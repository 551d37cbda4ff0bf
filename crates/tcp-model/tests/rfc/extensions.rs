//! Stories of what RFC 9293 leaves to other RFCs, or to a knob: fast open, SYN cookies, delayed
//! ACKs, keep-alive, the ways out of TIME-WAIT, closing both ways, congestion control.

use crate::pair::{OPEN, Pair, readable_knobs};
use expect_test::{Expect, expect};
use std::sync::Arc;
use tcp_model::endpoint::Endpoint;
use tcp_model::host::Host::{Client, Server};
use tcp_model::host::{Flow, Host};
use tcp_model::knobs::{FastOpenUse, Isn, KeepAlive, Knobs, SynCookies, TimeWait, TimeWaitReuse};
use tcp_model::options::FastOpenCookie;
use tcp_model::seq::SeqNum;
use tcp_model::time::Duration;

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

fn server_cookie() -> FastOpenCookie {
    let knobs = Knobs { fast_open: FastOpenUse::On, ..readable_knobs(Server) };
    Endpoint::between(Arc::new(knobs), Flow::MAIN.tuple(Server)).fast_open_cookie()
}

fn fast_open(client: FastOpenUse) -> Pair {
    Pair::new("server OPEN passive\nclient OPEN-SEND 100")
        .with_one(Client, |knobs| knobs.fast_open = client)
        .with_one(Server, |knobs| knobs.fast_open = FastOpenUse::On)
}

#[test]
fn with_a_cookie_text_goes_with_the_syn() {
    check(
        &fast_open(FastOpenUse::Cached(server_cookie())),
        &expect![[r#"
            0.000 client OPEN active, SEND 100 | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 +100 fo=b2d3135484375ff2 >; server gets 100 | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1101 wnd=65435 | ESTABLISHED SYN-RECEIVED
            0.120 ACK 1101 2001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn without_a_cookie_the_client_asks_for_one() {
    check(
        &fast_open(FastOpenUse::On),
        &expect![[r#"
            0.000 client OPEN active, SEND 100 | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 fo > | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 fo=b2d3135484375ff2 | ESTABLISHED SYN-RECEIVED
            0.120 PSH,ACK 1001 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
            0.160 < ACK 2001 1101 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn with_a_wrong_cookie_the_text_goes_with_the_third_segment() {
    let wrong = FastOpenCookie::from_hex("0000000000000000").expect("a cookie");
    check(
        &fast_open(FastOpenUse::Cached(wrong)),
        &expect![[r#"
            0.000 client OPEN active, SEND 100 | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 +100 fo=0000000000000000 > | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 fo=b2d3135484375ff2 | ESTABLISHED SYN-RECEIVED
            0.120 PSH,ACK 1001 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
            0.160 < ACK 2001 1101 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_lost_syn_with_text_is_sent_again_without() {
    let story = fast_open(FastOpenUse::Cached(server_cookie())).but("lose client 1 SYN");
    check(
        &story,
        &expect![[r#"
            0.000 client OPEN active, SEND 100 | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.020 SYN 1000 +100 fo=b2d3135484375ff2 > lost | SYN-SENT LISTEN
            1.000 client RTO | SYN-SENT LISTEN
            1.040 SYN 1000 > | SYN-SENT SYN-RECEIVED
            1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED
            1.120 PSH,ACK 1001 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
            1.160 < ACK 2001 1101 | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn a_server_answers_before_a_fast_handshake_is_done() {
    let story = Pair::new(
        "server OPEN passive\nserver SEND 200 when server received 100\nclient OPEN-SEND 100",
    )
    .with_one(Client, |knobs| knobs.fast_open = FastOpenUse::Cached(server_cookie()))
    .with_one(Server, |knobs| knobs.fast_open = FastOpenUse::On)
    .but("delay client 1 ACK 300ms");
    check(
        &story,
        &expect![[r#"
            0.000 client OPEN active, SEND 100 | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 +100 fo=b2d3135484375ff2 >; server gets 100 | SYN-SENT SYN-RECEIVED
            0.040 server SEND 200 | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1101 wnd=65435 | ESTABLISHED SYN-RECEIVED
            0.380 ACK 1101 2001 > | ESTABLISHED ESTABLISHED
            0.420 < PSH,ACK 2001 1101 +200; client gets 200 | ESTABLISHED ESTABLISHED
            0.460 ACK 1101 2201 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

fn cookies(script: &str) -> Pair {
    Pair::new(script).with_one(Server, |knobs| knobs.syn_cookies = SynCookies::Always)
}

#[test]
fn a_cookie_keeps_no_state_until_it_comes_back() {
    check(
        &cookies(&format!("{OPEN}client SEND 100")),
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.000 client SEND 100 | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT LISTEN
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED LISTEN
        0.120 PSH,ACK 1001 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
        0.160 < ACK 2001 1101 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_cookie_comes_back_with_text_when_the_third_segment_is_lost() {
    let story = cookies(&format!("{OPEN}client SEND 100 at 500ms")).but("lose client 1 ACK");
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.000 server OPEN passive | SYN-SENT LISTEN
        0.040 SYN 1000 > | SYN-SENT LISTEN
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED LISTEN
        0.100 ACK 1001 2001 > lost | ESTABLISHED LISTEN
        0.500 client SEND 100 | ESTABLISHED LISTEN
        0.540 PSH,ACK 1001 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
        0.580 < ACK 2001 1101 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_hashed_cookie_is_good_for_its_own_connection_and_for_two_minutes() {
    let story = |forged: &str| {
        cookies(OPEN)
            .with_one(Server, |knobs| {
                (knobs.isn, knobs.secret) = (Isn::Rfc6528, 42);
            })
            .haunted_by("300ms", Client, forged)
    };
    let told = story("ACK 5001 9999").told();
    assert!(told.contains("ESTABLISHED ESTABLISHED"), "{told}");
    // Nobody was sent that number.
    let told = story("ACK 7001 12345").but("lose client 1 SYN").told();
    assert!(told.contains("SYN-SENT LISTEN"), "{told}");
}

#[test]
fn a_delayed_acknowledgment_rides_on_the_answer() {
    let story = Pair::established("client SEND 100\nserver SEND 200 when server received 100")
        .with_one(Server, |knobs| knobs.delayed_ack = Some(Duration::from_millis(200)));
    check(
        &story,
        &expect![[r#"
        0.000 client SEND 100 | ESTABLISHED ESTABLISHED
        0.040 PSH,ACK 1001 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
        0.040 server SEND 200 | ESTABLISHED ESTABLISHED
        0.080 < PSH,ACK 2001 1101 +200; client gets 200 | ESTABLISHED ESTABLISHED
        0.120 ACK 1101 2201 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_delayed_acknowledgment_goes_alone_after_its_time_or_for_every_second_segment() {
    let story = Pair::established("client SEND 1172\nclient SEND 10 at 1s")
        .with_one(Server, |knobs| knobs.delayed_ack = Some(Duration::from_millis(200)));
    check(
        &story,
        &expect![[r#"
        0.000 client SEND 1172 | ESTABLISHED ESTABLISHED
        0.040 ACK 1001 2001 +536 >; server gets 536 | ESTABLISHED ESTABLISHED
        0.040 ACK 1537 2001 +536 >; server gets 536 | ESTABLISHED ESTABLISHED
        0.080 < ACK 2001 2073 | ESTABLISHED ESTABLISHED
        0.120 PSH,ACK 2073 2001 +100 >; server gets 100 | ESTABLISHED ESTABLISHED
        0.320 server DELACK | ESTABLISHED ESTABLISHED
        0.360 < ACK 2001 2173 | ESTABLISHED ESTABLISHED
        1.000 client SEND 10 | ESTABLISHED ESTABLISHED
        1.040 PSH,ACK 2173 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED
        1.240 server DELACK | ESTABLISHED ESTABLISHED
        1.280 < ACK 2001 2183 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_delayed_acknowledgment_of_a_fin_rides_on_the_other_fin() {
    let story = Pair::established("client CLOSE\nserver CLOSE when server closing")
        .with_one(Server, |knobs| knobs.delayed_ack = Some(Duration::from_millis(200)));
    check(
        &story,
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
        0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
        240.080 client TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

fn keep_alive(knobs: &mut Knobs) {
    knobs.keepalive = Some(KeepAlive {
        idle: Duration::from_secs(7200),
        interval: Duration::from_secs(75),
        probes: 3,
    });
}

#[test]
fn a_peer_that_lives_answers_keep_alive_probes() {
    let mut story = Pair::established("").with_one(Server, keep_alive);
    story.0.limit.time = tcp_model::time::Instant::from_micros(16_000_000_000);
    check(
        &story,
        &expect![[r#"
        7200.000 server KEEPALIVE | ESTABLISHED ESTABLISHED
        7200.040 < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        7200.080 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        14400.080 server KEEPALIVE | ESTABLISHED ESTABLISHED
        14400.120 < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        14400.160 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_peer_that_never_answers_is_taken_for_dead_after_several_probes() {
    let story = Pair::established("").with_one(Server, keep_alive).but("lose server 0 ACK");
    check(
        &story,
        &expect![[r#"
        7200.000 server KEEPALIVE | ESTABLISHED ESTABLISHED
        7200.020 lost < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        7275.000 server KEEPALIVE | ESTABLISHED ESTABLISHED
        7275.020 lost < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        7350.000 server KEEPALIVE | ESTABLISHED ESTABLISHED
        7350.020 lost < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        7425.000 server KEEPALIVE-GIVEUP; server: error: keep-alive timeout | ESTABLISHED CLOSED
    "#]],
    );
}

const CLOSED_BY_SERVER: &str = "server CLOSE\nclient CLOSE when client closing\n";

#[test]
fn time_wait_gives_way_to_a_syn_with_a_larger_number() {
    let story =
        Pair::established(&format!("{CLOSED_BY_SERVER}client OPEN active when client CLOSED"))
            .with_one(Server, |knobs| knobs.time_wait_reuse = TimeWaitReuse::SynSeq);
    check(
        &story,
        &expect![[r#"
        0.000 server CLOSE | ESTABLISHED FIN-WAIT-1
        0.040 < FIN,ACK 2001 1001; client: connection closing | CLOSE-WAIT FIN-WAIT-1
        0.040 client CLOSE | LAST-ACK FIN-WAIT-1
        0.080 ACK 1001 2002 > | LAST-ACK FIN-WAIT-2
        0.080 FIN,ACK 1001 2002 >; server: connection closing | LAST-ACK TIME-WAIT
        0.120 < ACK 2002 1002 | CLOSED TIME-WAIT
        0.120 client OPEN active | SYN-SENT TIME-WAIT
        0.160 SYN 1100 > | SYN-SENT SYN-RECEIVED
        0.200 < SYN,ACK 2100 1101 | ESTABLISHED SYN-RECEIVED
        0.240 ACK 1101 2101 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn an_old_syn_that_ended_time_wait_is_found_out_and_time_wait_goes_on() {
    let story = Pair::established(CLOSED_BY_SERVER)
        .with_one(Server, |knobs| knobs.time_wait_reuse = TimeWaitReuse::SynSeq)
        .haunted_by("1s", Client, "SYN 5000");
    check(
        &story,
        &expect![[r#"
        0.000 server CLOSE | ESTABLISHED FIN-WAIT-1
        0.040 < FIN,ACK 2001 1001; client: connection closing | CLOSE-WAIT FIN-WAIT-1
        0.040 client CLOSE | LAST-ACK FIN-WAIT-1
        0.080 ACK 1001 2002 > | LAST-ACK FIN-WAIT-2
        0.080 FIN,ACK 1001 2002 >; server: connection closing | LAST-ACK TIME-WAIT
        0.120 < ACK 2002 1002 | CLOSED TIME-WAIT
        1.000 SYN 5000 > | CLOSED SYN-RECEIVED
        1.040 < SYN,ACK 2100 5001 | CLOSED SYN-RECEIVED
        1.080 RST 5001 > | CLOSED TIME-WAIT
        241.080 server TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn rfc_6191_drops_a_syn_that_is_not_later() {
    let story = Pair::established(CLOSED_BY_SERVER)
        .with_one(Server, |knobs| knobs.time_wait_reuse = TimeWaitReuse::Rfc6191)
        .haunted_by("1s", Client, "SYN 500");
    check(
        &story,
        &expect![[r#"
        0.000 server CLOSE | ESTABLISHED FIN-WAIT-1
        0.040 < FIN,ACK 2001 1001; client: connection closing | CLOSE-WAIT FIN-WAIT-1
        0.040 client CLOSE | LAST-ACK FIN-WAIT-1
        0.080 ACK 1001 2002 > | LAST-ACK FIN-WAIT-2
        0.080 FIN,ACK 1001 2002 >; server: connection closing | LAST-ACK TIME-WAIT
        0.120 < ACK 2002 1002 | CLOSED TIME-WAIT
        1.000 SYN 500 > | CLOSED TIME-WAIT
        240.080 server TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn rfc_1337_lets_no_reset_end_time_wait() {
    let story = Pair::established("client CLOSE\nserver CLOSE when server closing")
        .with_one(Client, |knobs| knobs.rfc1337 = true)
        .haunted_by("1s", Server, "ACK 1955 933");
    check(
        &story,
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.040 server CLOSE | FIN-WAIT-1 LAST-ACK
        0.080 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK
        0.080 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK
        0.120 ACK 1002 2002 > | TIME-WAIT CLOSED
        1.000 < ACK 1955 933 | TIME-WAIT CLOSED
        1.040 ACK 1002 2002 > | TIME-WAIT CLOSED
        1.080 < RST 2002 | TIME-WAIT CLOSED
        240.080 client TIME-WAIT | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn linux_reuses_time_wait_where_timestamps_tell_incarnations_apart() {
    let story = Pair::new(&format!(
        "{OPEN}client CLOSE when client ESTABLISHED\nserver CLOSE when server closing\n\
         server OPEN passive when server CLOSED\nclient OPEN active when client TIME-WAIT\n\
         client OPEN active at 2s"
    ))
    .with(|knobs| knobs.timestamps = true)
    .with_one(Client, |knobs| knobs.time_wait_reuse = TimeWaitReuse::TwReuse);
    check(
        &story,
        &expect![[r#"
            0.000 client OPEN active | SYN-SENT CLOSED
            0.000 server OPEN passive | SYN-SENT LISTEN
            0.040 SYN 1000 ts=0/0 > | SYN-SENT SYN-RECEIVED
            0.080 < SYN,ACK 2000 1001 ts=40/0 | ESTABLISHED SYN-RECEIVED
            0.080 client CLOSE | FIN-WAIT-1 SYN-RECEIVED
            0.120 ACK 1001 2001 ts=80/40 > | FIN-WAIT-1 ESTABLISHED
            0.120 FIN,ACK 1001 2001 ts=80/40 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
            0.120 server CLOSE | FIN-WAIT-1 LAST-ACK
            0.160 < ACK 2001 1002 ts=120/80 | FIN-WAIT-2 LAST-ACK
            0.160 < FIN,ACK 2001 1002 ts=120/80; client: connection closing | TIME-WAIT LAST-ACK
            0.160 client OPEN active: error: connection already exists | TIME-WAIT LAST-ACK
            0.200 ACK 1002 2002 ts=160/120 > | TIME-WAIT CLOSED
            0.200 server OPEN passive | TIME-WAIT LISTEN
            2.000 client OPEN active | SYN-SENT LISTEN
            2.040 SYN 1100 ts=2000/0 > | SYN-SENT SYN-RECEIVED
            2.080 < SYN,ACK 2100 1101 ts=2040/2000 | ESTABLISHED SYN-RECEIVED
            2.120 ACK 1101 2101 ts=2080/2040 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn closing_both_ways_with_text_unread_resets() {
    let story =
        Pair::established("server SEND 200\nclient CLOSE at 1s").with_one(Client, |knobs| {
            (knobs.half_duplex_close, knobs.auto_receive) = (true, false);
        });
    check(
        &story,
        &expect![[r#"
        0.000 server SEND 200 | ESTABLISHED ESTABLISHED
        0.040 < PSH,ACK 2001 1001 +200 | ESTABLISHED ESTABLISHED
        0.080 ACK 1001 2201 wnd=65335 > | ESTABLISHED ESTABLISHED
        1.000 client CLOSE | CLOSED ESTABLISHED
        1.040 RST 1001 >; server: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn text_after_closing_both_ways_is_reset() {
    let story = Pair::established("client CLOSE\nserver SEND 200 at 1s")
        .with_one(Client, |knobs| knobs.half_duplex_close = true);
    check(
        &story,
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.080 < ACK 2001 1002 | FIN-WAIT-2 CLOSE-WAIT
        1.000 server SEND 200 | FIN-WAIT-2 CLOSE-WAIT
        1.040 < PSH,ACK 2001 1002 +200 | CLOSED CLOSE-WAIT
        1.080 RST 1002 >; server: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn an_orphaned_fin_wait_2_is_given_up_where_the_knob_says_so() {
    let story = Pair::established("client CLOSE")
        .with_one(Client, |knobs| knobs.fin_wait_2_timeout = Some(Duration::from_secs(60)));
    check(
        &story,
        &expect![[r#"
        0.000 client CLOSE | FIN-WAIT-1 ESTABLISHED
        0.040 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT
        0.080 < ACK 2001 1002 | FIN-WAIT-2 CLOSE-WAIT
        60.080 client FIN-WAIT-2 | CLOSED CLOSE-WAIT
    "#]],
    );
}

#[test]
fn an_old_timestamp_is_not_taken_in() {
    let story = Pair::new(&format!("{OPEN}client SEND 10 at 1s\nclient SEND 10 at 2s"))
        .with(|knobs| knobs.timestamps = true)
        .but("copy client 1 ACK+text 2500ms");
    let run = story.run();
    let old = run.flights.iter().find(|flight| flight.copy_of.is_some()).expect("a copy");
    assert_eq!(
        format!("{:?}", old.landing),
        "Arrived(Ruling { verdict: OldTimestamp, why: Why { clause: Clause { rfc: 7323, section: \
         \"5.3\", detail: \"R1\" }, deviation: None } })"
    );
}

#[test]
fn a_window_scale_counts_only_if_both_ends_offer_one() {
    let scaled = |host: Host, on: bool| {
        move |knobs: &mut Knobs| {
            knobs.window_scale = on.then_some(if host == Client { 3 } else { 5 });
            knobs.receive_buffer = 1 << 20;
        }
    };
    let window = |client, server| {
        let story = Pair::new(OPEN)
            .with_one(Client, scaled(Client, client))
            .with_one(Server, scaled(Server, server));
        let status = story.run().last_status();
        (status.client.snd.wnd, status.server.snd.wnd)
    };
    // The client knows the server's window from its SYN,ACK, which is never scaled.
    assert_eq!(window(true, true), (65_535, 65_535 << 3));
    assert_eq!(window(true, false), (65_535, 65_535));
    assert_eq!(window(false, true), (65_535, 65_535));
}

#[test]
fn a_third_duplicate_acknowledgment_sends_again_before_the_timer() {
    let story = Pair::established("client SEND 2680").but("lose client 2 ACK");
    check(
        &story,
        &expect![[r#"
        0.000 client SEND 2680 | ESTABLISHED ESTABLISHED
        0.020 ACK 1537 2001 +536 > lost | ESTABLISHED ESTABLISHED
        0.040 ACK 1001 2001 +536 >; server gets 536 | ESTABLISHED ESTABLISHED
        0.040 ACK 2073 2001 +536 > | ESTABLISHED ESTABLISHED
        0.040 ACK 2609 2001 +536 > | ESTABLISHED ESTABLISHED
        0.080 < ACK 2001 1537 | ESTABLISHED ESTABLISHED
        0.080 < ACK 2001 1537 | ESTABLISHED ESTABLISHED
        0.080 < ACK 2001 1537 | ESTABLISHED ESTABLISHED
        0.120 PSH,ACK 3145 2001 +536 > | ESTABLISHED ESTABLISHED
        0.160 < ACK 2001 1537 | ESTABLISHED ESTABLISHED
        0.200 ACK 1537 2001 +536 >; server gets 536; server gets 536; server gets 536; server gets 536 | ESTABLISHED ESTABLISHED
        0.240 < ACK 2001 3681 | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn slow_start_opens_the_window_by_a_segment_for_each_acknowledged() {
    let story = Pair::established("client SEND 6432").run();
    let sent_at = |from: u64, to: u64| {
        let bytes = story.flights.iter().filter(|f| f.from == Client && !f.segment.data.is_empty());
        bytes.filter(|f| (from..to).contains(&f.sent.as_micros())).count()
    };
    // IW is 4 segments of 536 octets; each of the four acknowledgments adds one.
    assert_eq!((sent_at(0, 1), sent_at(1, 100_000)), (4, 8));
}

#[test]
fn a_short_time_wait_and_a_host_that_crashes_forget_everything() {
    let knobs = Knobs { time_wait: TimeWait::Zero, ..readable_knobs(Client) };
    let mut end = Endpoint::established(Arc::new(knobs), &readable_knobs(Server), false);
    let mut out = Vec::new();
    end.crash(tcp_model::time::Instant::ZERO, &mut out);
    assert_eq!(end.state(), tcp_model::state::State::Closed);
    assert!(!out.iter().any(|o| matches!(o, tcp_model::endpoint::Output::Send { .. })));
    assert_eq!(end.status().snd.una, SeqNum(0));
}
