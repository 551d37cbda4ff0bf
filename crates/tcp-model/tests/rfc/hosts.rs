//! Stories of hosts: several connections, crashes and reboots, cables, killed processes.

use crate::pair::Pair;
use expect_test::{Expect, expect};
use tcp_model::host::Host::{Client, Server};
use tcp_model::host::{Flow, Host};
use tcp_model::knobs::{Isn, KeepAlive, Knobs};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::trace::{EventKind, Landing, Run};

fn check(story: &Pair, expected: &Expect) {
    expected.assert_eq(&story.told());
}

/// The states that a connection of a host goes through.
fn states(run: &Run, flow: Flow, whose: Host) -> Vec<State> {
    let entered = run.events.iter().filter_map(|event| match event.kind {
        EventKind::State { host, to, .. } if event.flow == flow && host == whose => Some(to),
        _ => None,
    });
    entered.collect()
}

// ---- crashes ----

#[test]
fn figure_9_a_rebooted_client_sends_a_syn_and_the_old_connection_is_found_out() {
    let script = "client CRASH\nclient OPEN active\nserver OPEN passive when server CLOSED";
    let story = Pair::established(script)
        .with_one(Client, |knobs| knobs.isn = Isn::Given([1000, 500].map(SeqNum).to_vec()))
        .with_one(Server, |knobs| knobs.isn = Isn::Given([2000, 3000].map(SeqNum).to_vec()));
    check(
        &story,
        &expect![[r#"
            0.000 client crash | CLOSED ESTABLISHED
            0.000 client reboot | CLOSED ESTABLISHED
            0.000 client OPEN active | SYN-SENT ESTABLISHED
            0.040 SYN 500 > | SYN-SENT ESTABLISHED
            0.080 < ACK 2001 1001 | SYN-SENT ESTABLISHED
            0.120 RST 1001 >; server: error: connection reset | SYN-SENT CLOSED
            0.120 server OPEN passive | SYN-SENT LISTEN
            1.000 client RTO | SYN-SENT LISTEN
            1.040 SYN 500 > | SYN-SENT SYN-RECEIVED
            1.080 < SYN,ACK 3000 501 | ESTABLISHED SYN-RECEIVED
            1.120 ACK 501 3001 > | ESTABLISHED ESTABLISHED
        "#]],
    );
}

#[test]
fn figure_10_a_rebooted_client_resets_what_it_does_not_know() {
    let script = "client CRASH\nclient REBOOT\nserver SEND 200";
    check(
        &Pair::established(script),
        &expect![[r#"
        0.000 client crash | CLOSED ESTABLISHED
        0.000 server SEND 200 | CLOSED ESTABLISHED
        0.000 client reboot | CLOSED ESTABLISHED
        0.040 < PSH,ACK 2001 1001 +200 | CLOSED ESTABLISHED
        0.080 RST 1001 >; server: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn a_crash_sends_nothing_and_an_idle_peer_never_hears_of_it() {
    check(
        &Pair::established("client CRASH"),
        &expect![[r#"
        0.000 client crash | CLOSED ESTABLISHED
    "#]],
    );
}

#[test]
fn text_for_a_host_that_is_down_is_retransmitted_until_r2() {
    let story = Pair::established("client CRASH\nserver SEND 200").with(|knobs| knobs.r2 = 2);
    check(
        &story,
        &expect![[r#"
        0.000 client crash | CLOSED ESTABLISHED
        0.000 server SEND 200 | CLOSED ESTABLISHED
        0.040 lost < PSH,ACK 2001 1001 +200 | CLOSED ESTABLISHED
        1.000 server RTO | CLOSED ESTABLISHED
        1.040 lost < PSH,ACK 2001 1001 +200 | CLOSED ESTABLISHED
        3.000 server RTO | CLOSED ESTABLISHED
        3.040 lost < PSH,ACK 2001 1001 +200 | CLOSED ESTABLISHED
        7.000 server R2; server: error: connection aborted due to user timeout | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn a_crash_stops_every_timer() {
    let run = Pair::new("client OPEN active\nclient CRASH at 5s").run();
    let after = |from: u64| run.events.iter().filter(move |e| e.at.as_micros() > from);
    assert_eq!(after(5_000_000).count(), 0, "{:?}", after(5_000_000).collect::<Vec<_>>());
    assert_eq!(run.last_status()[Client].state, State::Closed);
}

#[test]
fn keep_alive_finds_a_peer_dead_that_has_crashed() {
    let story = Pair::established("client CRASH").with_one(Server, keep_alive);
    check(
        &story,
        &expect![[r#"
        0.000 client crash | CLOSED ESTABLISHED
        7200.000 server KEEPALIVE | CLOSED ESTABLISHED
        7200.040 lost < ACK 2000 1001 | CLOSED ESTABLISHED
        7275.000 server KEEPALIVE | CLOSED ESTABLISHED
        7275.040 lost < ACK 2000 1001 | CLOSED ESTABLISHED
        7350.000 server KEEPALIVE | CLOSED ESTABLISHED
        7350.040 lost < ACK 2000 1001 | CLOSED ESTABLISHED
        7425.000 server KEEPALIVE-GIVEUP; server: error: keep-alive timeout | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn keep_alive_goes_on_while_the_peer_answers() {
    let mut story = Pair::established("").with_one(Server, keep_alive);
    story.0.limit.beats = 10;
    check(
        &story,
        &expect![[r#"
        7200.000 server KEEPALIVE | ESTABLISHED ESTABLISHED
        7200.040 < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        7200.080 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        14400.080 server KEEPALIVE | ESTABLISHED ESTABLISHED
        14400.120 < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        14400.160 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
        21600.160 server KEEPALIVE | ESTABLISHED ESTABLISHED
        21600.200 < ACK 2000 1001 | ESTABLISHED ESTABLISHED
        21600.240 ACK 1001 2001 > | ESTABLISHED ESTABLISHED
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

// ---- cables ----

#[test]
fn a_cable_that_comes_back_in_time_has_never_been_away() {
    let script = "client UNPLUG\nclient PLUG at 2s\nserver SEND 200";
    check(
        &Pair::established(script),
        &expect![[r#"
        0.000 client unplug | ESTABLISHED ESTABLISHED
        0.000 server SEND 200 | ESTABLISHED ESTABLISHED
        0.040 lost < PSH,ACK 2001 1001 +200 | ESTABLISHED ESTABLISHED
        1.000 server RTO | ESTABLISHED ESTABLISHED
        1.040 lost < PSH,ACK 2001 1001 +200 | ESTABLISHED ESTABLISHED
        2.000 client plug | ESTABLISHED ESTABLISHED
        3.000 server RTO | ESTABLISHED ESTABLISHED
        3.040 < PSH,ACK 2001 1001 +200; client gets 200 | ESTABLISHED ESTABLISHED
        3.080 ACK 1001 2201 > | ESTABLISHED ESTABLISHED
    "#]],
    );
}

#[test]
fn a_cable_that_comes_back_too_late_meets_a_reset() {
    let script = "client UNPLUG\nclient PLUG at 10s\nclient SEND 100\nserver SEND 200";
    check(
        &Pair::established(script).with(|knobs| knobs.r2 = 1),
        &expect![[r#"
        0.000 client unplug | ESTABLISHED ESTABLISHED
        0.000 server SEND 200 | ESTABLISHED ESTABLISHED
        0.040 lost < PSH,ACK 2001 1001 +200 | ESTABLISHED ESTABLISHED
        1.000 server RTO | ESTABLISHED ESTABLISHED
        1.040 lost < PSH,ACK 2001 1001 +200 | ESTABLISHED ESTABLISHED
        3.000 server R2; server: error: connection aborted due to user timeout | ESTABLISHED CLOSED
        10.000 client plug | ESTABLISHED CLOSED
        10.000 client SEND 100 | ESTABLISHED CLOSED
        10.040 PSH,ACK 1001 2001 +100 > | ESTABLISHED CLOSED
        10.080 < RST 2001; client: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

#[test]
fn what_a_host_without_a_cable_sends_is_lost() {
    let run = Pair::established("client UNPLUG\nclient SEND 100\nclient PLUG at 1.02s").run();
    let fates: Vec<Landing> = run.flights.iter().map(|flight| flight.landing).collect();
    assert_eq!(fates[..2], [Landing::Lost, Landing::Lost]);
    assert_eq!(run.delivered.server.len(), 100);
}

// ---- killed processes ----

#[test]
fn a_killed_process_closes_its_connections() {
    check(
        &Pair::established("client KILL\nserver CLOSE when server closing"),
        &expect![[r#"
        0.000 client kill | FIN-WAIT-1 ESTABLISHED
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
fn a_killed_process_with_unread_text_resets_its_connections() {
    let story = Pair::established("server SEND 10\nclient KILL at 1s")
        .with_one(Client, |knobs| knobs.auto_receive = false);
    check(
        &story,
        &expect![[r#"
        0.000 server SEND 10 | ESTABLISHED ESTABLISHED
        0.040 < PSH,ACK 2001 1001 +10 | ESTABLISHED ESTABLISHED
        0.080 ACK 1001 2011 wnd=65525 > | ESTABLISHED ESTABLISHED
        1.000 client kill | CLOSED ESTABLISHED
        1.040 RST 1001 >; server: error: connection reset | CLOSED CLOSED
    "#]],
    );
}

// ---- several connections ----

#[test]
fn two_ports_of_a_client_are_two_connections() {
    let script = "server OPEN passive\nserver 50001 OPEN passive\n\
                  client OPEN active\nclient 50001 OPEN active\nclient 50001 SEND 5 at 1s";
    let run = Pair::new(script).run();
    let second = Flow::client(50_001);
    let client = [State::SynSent, State::Established];
    let server = [State::Listen, State::SynReceived, State::Established];
    for flow in [Flow::MAIN, second] {
        assert_eq!(states(&run, flow, Client), client, "{flow:?}");
        assert_eq!(states(&run, flow, Server), server, "{flow:?}");
    }
    let text = run.events.iter().find(|e| matches!(e.kind, EventKind::Deliver { .. }));
    assert_eq!(text.map(|event| event.flow), Some(second));
    assert!(run.delivered.server.is_empty(), "what is shown is the main connection's");
}

#[test]
fn a_syn_from_a_port_that_nobody_waits_for_is_refused() {
    let script = "server OPEN passive\nclient 50001 OPEN active at 1s";
    check(
        &Pair::new(script),
        &expect![[r#"
        0.000 server OPEN passive | CLOSED LISTEN
        1.000 client OPEN active | CLOSED LISTEN
        1.040 50001: SYN 1000 > | CLOSED LISTEN
        1.080 50001: < RST,ACK 0 1001; client: error: connection reset | CLOSED LISTEN
    "#]],
    );
}

#[test]
fn a_fault_may_be_meant_for_the_connection_of_one_port() {
    let script = "server OPEN passive\nserver 50001 OPEN passive\n\
                  client OPEN active\nclient 50001 OPEN active";
    let mut story = Pair::new(script).but("lose client 1 SYN");
    story.0.faults[0].segment.port = Some(50_001);
    let run = story.run();
    let lost: Vec<Flow> = run
        .flights
        .iter()
        .filter(|flight| flight.landing == Landing::Lost)
        .map(|flight| flight.flow)
        .collect();
    assert_eq!(lost, [Flow::client(50_001)]);
}

#[test]
fn the_timers_of_two_connections_run_side_by_side() {
    let script = "client OPEN active\nclient 50001 OPEN active at 0.5s";
    let story = Pair::new(script).but("lose client 0 SYN").with(|knobs| knobs.r2_syn = 1);
    check(
        &story,
        &expect![[r#"
        0.000 client OPEN active | SYN-SENT CLOSED
        0.020 SYN 1000 > lost | SYN-SENT CLOSED
        0.500 client OPEN active | SYN-SENT CLOSED
        0.520 50001: SYN 1000 > lost | SYN-SENT CLOSED
        1.000 client RTO | SYN-SENT CLOSED
        1.020 SYN 1000 > lost | SYN-SENT CLOSED
        1.500 client RTO | SYN-SENT CLOSED
        1.520 50001: SYN 1000 > lost | SYN-SENT CLOSED
        3.000 client R2; client: error: connection aborted due to user timeout | CLOSED CLOSED
        3.500 client R2; client: error: connection aborted due to user timeout | CLOSED CLOSED
    "#]],
    );
}
