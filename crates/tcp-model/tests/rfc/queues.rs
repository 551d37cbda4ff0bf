//! Stories of a listening socket: the SYN queue, the accept queue, SYN cookies.

use crate::pair::{OPEN, Pair, told_with};
use expect_test::{Expect, expect};
use tcp_model::host::Flow;
use tcp_model::host::Host::{Client, Server};
use tcp_model::knobs::{AcceptQueue, Isn, Knobs, Overflow, SynCookies};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::trace::{Beat, EventKind, Queues};

/// Behind the states stand the entries of the SYN queue and of the accept queue.
fn check(story: &Pair, expected: &Expect) {
    let queues = |beat: &Beat| format!(" {}/{}", beat.queues.syn, beat.queues.accept);
    expected.assert_eq(&told_with(&story.run(), queues));
}

fn queue(size: u16, waiting: u16, overflow: Overflow) -> impl Fn(&mut Knobs) {
    move |knobs| knobs.accept_queue = Some(AcceptQueue { size, waiting, overflow })
}

/// The catalogue's flood: two forged SYNs fill a backlog of two. The client calls at half a
/// second, so that its first retransmission comes when the entries have timed out.
fn flood() -> Pair {
    let mut story = Pair::new("server OPEN passive\nclient OPEN active at 0.5s")
        .with_one(Server, |knobs| (knobs.syn_backlog, knobs.r2_syn) = (Some(2), 0))
        .attacked("0.1s", Some(1), "SYN 7000")
        .attacked("0.2s", Some(2), "SYN 7001");
    story.0.strangers_isn = Some(Isn::Given([8000, 8001].map(SeqNum).to_vec()));
    story
}

#[test]
fn a_syn_flood_shuts_the_client_out_until_its_entries_time_out() {
    check(
        &flood(),
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN 0/0
        0.100 stranger 1: SYN 7000 > | CLOSED LISTEN 1/0
        0.120 stranger 1: lost < SYN,ACK 8000 7001 | CLOSED LISTEN 1/0
        0.200 stranger 2: SYN 7001 > | CLOSED LISTEN 2/0
        0.220 stranger 2: lost < SYN,ACK 8001 7002 | CLOSED LISTEN 2/0
        0.500 client OPEN active | SYN-SENT LISTEN 2/0
        0.540 SYN 1000 > | SYN-SENT LISTEN 2/0
        1.100 server SYNACK-GIVEUP | SYN-SENT LISTEN 1/0
        1.200 server SYNACK-GIVEUP | SYN-SENT LISTEN 0/0
        1.500 client RTO | SYN-SENT LISTEN 0/0
        1.540 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        1.580 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        1.620 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/0
    "#]],
    );
}

#[test]
fn a_flood_whose_entries_are_retransmitted_holds_the_queue_longer() {
    let story = flood().with_one(Server, |knobs| knobs.r2_syn = 1);
    check(
        &story,
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN 0/0
        0.100 stranger 1: SYN 7000 > | CLOSED LISTEN 1/0
        0.120 stranger 1: lost < SYN,ACK 8000 7001 | CLOSED LISTEN 1/0
        0.200 stranger 2: SYN 7001 > | CLOSED LISTEN 2/0
        0.220 stranger 2: lost < SYN,ACK 8001 7002 | CLOSED LISTEN 2/0
        0.500 client OPEN active | SYN-SENT LISTEN 2/0
        0.540 SYN 1000 > | SYN-SENT LISTEN 2/0
        1.100 server RTO | SYN-SENT LISTEN 2/0
        1.120 stranger 1: lost < SYN,ACK 8000 7001 | SYN-SENT LISTEN 2/0
        1.200 server RTO | SYN-SENT LISTEN 2/0
        1.220 stranger 2: lost < SYN,ACK 8001 7002 | SYN-SENT LISTEN 2/0
        1.500 client RTO | SYN-SENT LISTEN 2/0
        1.540 SYN 1000 > | SYN-SENT LISTEN 2/0
        3.100 server SYNACK-GIVEUP | SYN-SENT LISTEN 1/0
        3.200 server SYNACK-GIVEUP | SYN-SENT LISTEN 0/0
        3.500 client RTO | SYN-SENT LISTEN 0/0
        3.540 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        3.580 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        3.620 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/0
    "#]],
    );
}

#[test]
fn with_cookies_on_overflow_the_flood_does_not_matter() {
    let story = flood().with_one(Server, |knobs| knobs.syn_cookies = SynCookies::Overflow);
    check(
        &story,
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN 0/0
        0.100 stranger 1: SYN 7000 > | CLOSED LISTEN 1/0
        0.120 stranger 1: lost < SYN,ACK 8000 7001 | CLOSED LISTEN 1/0
        0.200 stranger 2: SYN 7001 > | CLOSED LISTEN 2/0
        0.220 stranger 2: lost < SYN,ACK 8001 7002 | CLOSED LISTEN 2/0
        0.500 client OPEN active | SYN-SENT LISTEN 2/0
        0.540 SYN 1000 > | SYN-SENT LISTEN 2/0
        0.580 < SYN,ACK 2000 1001 | ESTABLISHED LISTEN 2/0
        0.620 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 2/0
        1.100 server SYNACK-GIVEUP | ESTABLISHED ESTABLISHED 1/0
        1.200 server SYNACK-GIVEUP | ESTABLISHED ESTABLISHED 0/0
    "#]],
    );
}

#[test]
fn with_cookies_always_nothing_is_ever_queued() {
    let story = flood().with_one(Server, |knobs| knobs.syn_cookies = SynCookies::Always);
    let run = story.run();
    assert!(run.beats.iter().all(|beat| beat.queues == Queues::default()));
    assert_eq!(run.last_status()[Server].state, State::Established);
}

#[test]
fn a_stranger_whose_entry_timed_out_may_try_again_with_the_next_number() {
    let mut story = flood().attacked("5s", Some(1), "SYN 9000");
    story.0.strangers_isn = Some(Isn::Given([8000, 8001, 8002].map(SeqNum).to_vec()));
    let run = story.run();
    let again = run.flights.iter().rev().find(|f| f.flow == Flow::stranger(1) && f.from == Server);
    assert_eq!(again.map(|flight| flight.segment.seq), Some(SeqNum(8002)));
}

#[test]
fn a_full_accept_queue_ignores_the_third_ack_until_accept_makes_room() {
    let script = format!("{OPEN}client SEND 10 when client ESTABLISHED\nserver accept at 2s");
    let story = Pair::new(&script).with_one(Server, queue(1, 1, Overflow::Drop));
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/1
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/1
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/1
        0.080 client SEND 10 | ESTABLISHED SYN-RECEIVED 1/1
        0.120 ACK 1001 2001 > | ESTABLISHED SYN-RECEIVED 1/1
        0.120 PSH,ACK 1001 2001 +10 > | ESTABLISHED SYN-RECEIVED 1/1
        1.040 server RTO | ESTABLISHED SYN-RECEIVED 1/1
        1.080 client RTO | ESTABLISHED SYN-RECEIVED 1/1
        1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/1
        1.120 PSH,ACK 1001 2001 +10 > | ESTABLISHED SYN-RECEIVED 1/1
        1.120 ACK 1011 2001 > | ESTABLISHED SYN-RECEIVED 1/1
        2.000 server accept | ESTABLISHED SYN-RECEIVED 1/0
        3.040 server RTO | ESTABLISHED SYN-RECEIVED 1/0
        3.080 client RTO | ESTABLISHED SYN-RECEIVED 1/0
        3.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        3.120 PSH,ACK 1001 2001 +10 >; server gets 10 | ESTABLISHED ESTABLISHED 0/1
        3.120 ACK 1011 2001 > | ESTABLISHED ESTABLISHED 0/1
        3.160 < ACK 2001 1011 | ESTABLISHED ESTABLISHED 0/1
    "#]],
    );
}

#[test]
fn a_full_accept_queue_may_answer_the_third_ack_with_a_reset() {
    let story = Pair::new(OPEN).with_one(Server, queue(1, 1, Overflow::Reset));
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/1
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/1
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/1
        0.120 ACK 1001 2001 > | ESTABLISHED LISTEN 0/1
        0.160 < RST 2001; client: error: connection reset | CLOSED LISTEN 0/1
    "#]],
    );
}

#[test]
fn a_full_accept_queue_does_not_take_a_cookie_either() {
    let story = Pair::new(OPEN)
        .with_one(Server, queue(1, 1, Overflow::Reset))
        .with_one(Server, |knobs| knobs.syn_cookies = SynCookies::Always);
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/1
        0.040 SYN 1000 > | SYN-SENT LISTEN 0/1
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED LISTEN 0/1
        0.120 ACK 1001 2001 > | ESTABLISHED LISTEN 0/1
        0.160 < RST 2001; client: error: connection reset | CLOSED LISTEN 0/1
    "#]],
    );
}

#[test]
fn an_accept_that_comes_first_takes_the_next_connection() {
    let story = Pair::new("server OPEN passive\nserver accept\nclient OPEN active at 1s")
        .with_one(Server, queue(0, 0, Overflow::Drop));
    check(
        &story,
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN 0/0
        0.000 server accept | CLOSED LISTEN 0/0
        1.000 client OPEN active | SYN-SENT LISTEN 0/0
        1.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        1.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        1.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/0
    "#]],
    );
}

#[test]
fn a_connection_is_established_before_accept_takes_it() {
    let story = Pair::new(&format!("{OPEN}server accept at 1s"))
        .with_one(Server, queue(1, 0, Overflow::Drop));
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/0
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/1
        1.000 server accept | ESTABLISHED ESTABLISHED 0/0
    "#]],
    );
}

#[test]
fn the_socket_listens_again_when_its_connection_is_over() {
    let script = "server OPEN passive\nclient OPEN active\nclient CLOSE when client ESTABLISHED\n\
                  server CLOSE when server closing";
    let story = Pair::new(script).with_one(Server, |knobs| knobs.syn_backlog = Some(2));
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/0
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        0.080 client CLOSE | FIN-WAIT-1 SYN-RECEIVED 1/0
        0.120 ACK 1001 2001 > | FIN-WAIT-1 ESTABLISHED 0/0
        0.120 FIN,ACK 1001 2001 >; server: connection closing | FIN-WAIT-1 CLOSE-WAIT 0/0
        0.120 server CLOSE | FIN-WAIT-1 LAST-ACK 0/0
        0.160 < ACK 2001 1002 | FIN-WAIT-2 LAST-ACK 0/0
        0.160 < FIN,ACK 2001 1002; client: connection closing | TIME-WAIT LAST-ACK 0/0
        0.200 ACK 1002 2002 > | TIME-WAIT LISTEN 0/0
        240.160 client TIME-WAIT | CLOSED LISTEN 0/0
    "#]],
    );
}

#[test]
fn a_listening_socket_has_many_connections() {
    let script = "server OPEN passive\nclient OPEN active\nclient 50001 OPEN active\n\
                  client 50002 OPEN active";
    let story = Pair::new(script).with_one(Server, |knobs| knobs.syn_backlog = Some(2));
    // The third SYN finds the queue full, and its retransmission finds room.
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/0
        0.000 client OPEN active | SYN-SENT LISTEN 0/0
        0.000 client OPEN active | SYN-SENT LISTEN 0/0
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        0.040 50001: SYN 1000 > | SYN-SENT SYN-RECEIVED 2/0
        0.040 50002: SYN 1000 > | SYN-SENT SYN-RECEIVED 2/0
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 2/0
        0.080 50001: < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 2/0
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 1/0
        0.120 50001: ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/0
        1.000 client RTO | ESTABLISHED ESTABLISHED 0/0
        1.040 50002: SYN 1000 > | ESTABLISHED ESTABLISHED 1/0
        1.080 50002: < SYN,ACK 2000 1001 | ESTABLISHED ESTABLISHED 1/0
        1.120 50002: ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/0
    "#]],
    );
}

#[test]
fn a_socket_that_is_closed_resets_what_nobody_has_accepted() {
    let script = "server OPEN passive\nclient 50001 OPEN active\nserver CLOSE at 1s\n\
                  client OPEN active at 2s";
    let story = Pair::new(script).with_one(Server, queue(2, 0, Overflow::Drop));
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | CLOSED CLOSED 0/0
        0.000 server OPEN passive | CLOSED LISTEN 0/0
        0.040 50001: SYN 1000 > | CLOSED LISTEN 1/0
        0.080 50001: < SYN,ACK 2000 1001 | CLOSED LISTEN 1/0
        0.120 50001: ACK 1001 2001 > | CLOSED LISTEN 0/1
        1.000 server CLOSE | CLOSED CLOSED 0/0
        1.040 50001: < RST 2001; client: error: connection reset | CLOSED CLOSED 0/0
        2.000 client OPEN active | SYN-SENT CLOSED 0/0
        2.040 SYN 1000 > | SYN-SENT CLOSED 0/0
        2.080 < RST,ACK 0 1001; client: error: connection reset | CLOSED CLOSED 0/0
    "#]],
    );
}

#[test]
fn a_crash_ends_listening_and_forgets_the_queues() {
    let mut story = flood();
    story.0.tracks[1].extend(Pair::new("server CRASH at 0.4s").0.tracks[1].clone());
    let run = story.run();
    let crash = run.beats.iter().find(|beat| {
        matches!(run.events[beat.events.start].kind, EventKind::Host { host: Server, .. })
    });
    assert_eq!(crash.map(|beat| beat.queues), Some(Queues::default()));
    assert_eq!(run.last_status()[Server].state, State::Closed);
    assert_eq!(run.last_status()[Client].state, State::Closed, "nobody has answered its SYN");
}

#[test]
fn a_killed_server_closes_what_was_accepted_and_listens_no_more() {
    let script = format!("{OPEN}server KILL at 1s\nclient CLOSE when client closing");
    let story = Pair::new(&script).with_one(Server, |knobs| knobs.syn_backlog = Some(2));
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED 0/0
        0.000 server OPEN passive | SYN-SENT LISTEN 0/0
        0.040 SYN 1000 > | SYN-SENT SYN-RECEIVED 1/0
        0.080 < SYN,ACK 2000 1001 | ESTABLISHED SYN-RECEIVED 1/0
        0.120 ACK 1001 2001 > | ESTABLISHED ESTABLISHED 0/0
        1.000 server kill | ESTABLISHED FIN-WAIT-1 0/0
        1.040 < FIN,ACK 2001 1001; client: connection closing | CLOSE-WAIT FIN-WAIT-1 0/0
        1.040 client CLOSE | LAST-ACK FIN-WAIT-1 0/0
        1.080 ACK 1001 2002 > | LAST-ACK FIN-WAIT-2 0/0
        1.080 FIN,ACK 1001 2002 >; server: connection closing | LAST-ACK TIME-WAIT 0/0
        1.120 < ACK 2002 1002 | CLOSED TIME-WAIT 0/0
        241.080 server TIME-WAIT | CLOSED CLOSED 0/0
    "#]],
    );
}
