//! The simulator itself: lifetimes, copies, limits, the order of what is due.

use crate::pair::{OPEN, Pair};
use tcp_model::endpoint::Call;
use tcp_model::host::Host::{self, Server};
use tcp_model::knobs::TimeWait;
use tcp_model::script::Action;
use tcp_model::sim::Limit;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, HostChange, Landing};

#[test]
fn a_segment_that_would_outlive_msl_expires() {
    let run = Pair::new(OPEN).but("delay client 1 SYN 121s").run();
    let syn = run.flight(1);
    assert_eq!(syn.landing, Landing::Expired);
    assert_eq!(syn.ended, Instant::from_micros(120_000_000));
    assert!(run.events.iter().any(|event| event.kind == EventKind::Expire { id: 1 }));
}

#[test]
fn a_segment_that_takes_all_of_msl_arrives() {
    // RFC 9293 §3.4.2: MSL is how long a segment can exist.
    let run = Pair::new(OPEN).but("delay client 1 SYN 120s").run();
    assert!(matches!(run.flight(1).landing, Landing::Arrived(_)));
}

#[test]
fn what_is_sent_again_is_known_as_such() {
    let run = Pair::new(OPEN).but("lose client 1 SYN").run();
    let again: Vec<bool> = run.flights.iter().map(|flight| flight.retransmission).collect();
    assert_eq!(again, [false, true, false, false]);
}

#[test]
fn no_copy_leaves_a_host_whose_cable_is_pulled() {
    let run = Pair::new("client UNPLUG\nclient OPEN active").but("copy client 0 SYN 90ms").run();
    assert!(run.flights.iter().all(|f| f.copy_of.is_none() && f.landing == Landing::Lost));
}

#[test]
fn time_wait_ends_after_2msl_whatever_is_on_the_wire() {
    // RFC 9293 §3.6.1, MUST-13.
    let mut story = Pair::established("client CLOSE\nserver CLOSE when server closing").haunted_by(
        "240060ms",
        Server,
        "ACK 2002 1002",
    );
    if let Action::Inject(injection) = &mut story.0.tracks[2][0].action {
        injection.delay = Duration::from_millis(40);
    }
    let run = story.run();
    assert_eq!(run.end, Instant::from_micros(240_140_000), "a reset answers it");
    let ended = run
        .events
        .iter()
        .find(|event| matches!(event.kind, EventKind::Timer { timer: Timer::TimeWait, .. }));
    assert_eq!(ended.expect("TIME-WAIT ends").at, Instant::from_micros(240_080_000));
}

#[test]
fn a_copy_is_a_segment_of_its_own() {
    let run = Pair::new(OPEN).but("copy client 1 SYN 90ms").run();
    let copy = run.flights.iter().find(|flight| flight.copy_of == Some(1)).expect("a copy");
    assert_eq!(
        (copy.segment.clone(), copy.from),
        (run.flight(1).segment.clone(), run.flight(1).from)
    );
    assert_eq!((copy.id, copy.due), (2, Instant::from_micros(90_000)));
}

#[test]
fn flights_are_numbered_as_they_enter_the_network() {
    let run = Pair::new(OPEN).run();
    let ids: Vec<u32> = run.flights.iter().map(|flight| flight.id).collect();
    assert_eq!(ids, [1, 2, 3]);
}

#[test]
fn a_run_is_cut_off_at_its_limit() {
    let mut story = Pair::new(OPEN);
    story.0.limit = Limit { time: Instant::from_micros(50_000), ..Limit::default() };
    let run = story.run();
    assert!(run.cut_off);
    assert_eq!(run.flight(2).landing, Landing::Travelling);
    story.0.limit = Limit { beats: 2, ..Limit::default() };
    assert_eq!(story.run().beats.len(), 2);
}

#[test]
fn beats_cover_every_event_once_and_in_order() {
    let run = Pair::new(OPEN).but("lose client 1 ACK").run();
    let mut next = 0;
    for beat in &run.beats {
        assert_eq!(beat.events.start, next);
        assert!(run.events[beat.events.clone()].iter().all(|event| event.at == beat.at));
        next = beat.events.end;
    }
    assert_eq!(next, run.events.len());
    assert_eq!(run.end, run.beats.last().expect("something happened").at);
}

#[test]
fn the_first_fault_that_matches_counts_and_all_of_them_count_their_matches() {
    let story = Pair::new(OPEN).but("lose client 1 SYN").but("delay client 2 SYN 60ms");
    let run = story.run();
    let syns: Vec<Duration> = run.flights[..2].iter().map(|f| f.due.since(f.sent)).collect();
    assert_eq!(run.flight(1).landing, Landing::Lost);
    assert_eq!(syns, [Duration::from_millis(40), Duration::from_millis(60)]);
}

#[test]
fn the_first_fault_that_is_no_copy_decides_and_every_copy_is_made() {
    let story = Pair::new("client OPEN active")
        .but("copy client 1 SYN 20ms")
        .but("delay client 1 SYN 60ms")
        .but("lose client 1 SYN")
        .but("copy client 0 SYN 90ms");
    let run = story.run();
    let due: Vec<(Option<u32>, u64)> =
        run.flights[..3].iter().map(|f| (f.copy_of, f.due.as_micros() / 1000)).collect();
    assert_eq!(due, [(None, 60), (Some(1), 20), (Some(1), 90)]);
    assert!(run.flights[..3].iter().all(|f| matches!(f.landing, Landing::Arrived(_))));
}

#[test]
fn a_copy_is_not_lost_with_the_segment_and_lives_as_long() {
    let story = Pair::new(OPEN)
        .but("lose client 1 SYN")
        .but("copy client 1 SYN 30ms")
        .but("copy client 1 SYN 121s");
    let run = story.run();
    let landings = [1, 2, 3].map(|id| (run.flight(id).landing, run.flight(id).ended.as_micros()));
    assert_eq!(landings[0], (Landing::Lost, 20_000));
    assert!(matches!(landings[1], (Landing::Arrived(_), 30_000)));
    assert_eq!(landings[2], (Landing::Expired, 120_000_000));
    assert_eq!(run.last_status().client.state, State::Established);
}

#[test]
fn a_segment_is_lost_so_long_after_it_was_sent() {
    let story = Pair::new(OPEN).but("lose-after client 1 SYN 30ms");
    let syn = story.run().flight(1).clone();
    let times = (syn.ended.as_micros(), syn.due.as_micros(), syn.landing);
    assert_eq!(times, (30_000, 40_000, Landing::Lost));
    // It may have been on its way for longer than usual.
    let syn = story.but("delay client 1 SYN 90ms").run().flight(1).clone();
    assert_eq!((syn.ended.as_micros(), syn.due.as_micros()), (30_000, 90_000));
    let late = Pair::new(OPEN).but("lose-after client 1 SYN 50ms").run().flight(1).clone();
    assert_eq!((late.ended.as_micros(), late.due.as_micros()), (50_000, 50_000));
    let old = Pair::new(OPEN).but("lose-after client 1 SYN 121s").run().flight(1).clone();
    assert_eq!((old.ended.as_micros(), old.landing), (120_000_000, Landing::Expired));
}

#[test]
fn a_step_beside_the_script_comes_after_whatever_else_happens_at_its_time() {
    let story = Pair::new(OPEN);
    let mut stopped = story.clone();
    stopped.0.tracks.push(Pair::new("client CRASH at 80ms").0.tracks[0].clone());
    let (before, after) = (story.run(), stopped.run());
    // The SYN,ACK arrives at 80 ms, and the client answers before it is gone.
    let until = before.events.iter().filter(|e| e.at.as_micros() <= 80_000).count();
    assert_eq!(after.events[..until], before.events[..until]);
    let next = &after.events[until];
    let crash = EventKind::Host { host: Host::Client, change: HostChange::Crash };
    assert_eq!((next.at.as_micros(), &next.kind), (80_000, &crash));
}

#[test]
fn a_condition_is_waited_for_and_a_pause_follows_it() {
    let mut story = Pair::new(&format!("{OPEN}server SEND 10 when server ESTABLISHED"));
    story.0.tracks[1][1].pause = Duration::from_secs(2);
    let run = story.run();
    let sent = run.flights.iter().find(|f| f.from == Server && !f.segment.data.is_empty());
    assert_eq!(sent.expect("text").sent, Instant::from_micros(2_120_000));
}

#[test]
fn a_run_that_starts_established_starts_as_a_handshake_ends() {
    let opened = Pair::new(OPEN).run().last_status();
    let started = Pair::established("").run().start;
    for host in Host::BOTH {
        assert_eq!(started[host].state, State::Established);
        assert_eq!(started[host].snd, opened[host].snd, "{host}");
        assert_eq!(started[host].rcv, opened[host].rcv, "{host}");
    }
}

#[test]
fn that_the_peer_is_closing_is_forgotten_with_the_next_connection() {
    let script = "client OPEN active\nclient CLOSE when client ESTABLISHED\n\
                  client OPEN active at 5s\nclient CLOSE at 9s\n\
                  server OPEN passive\nserver CLOSE when server closing\n\
                  server OPEN passive when server CLOSED\nserver CLOSE when server closing";
    let run = Pair::new(script).with(|knobs| knobs.time_wait = TimeWait::Zero).run();
    let closed = run.events.iter().filter_map(|event| match &event.kind {
        EventKind::Call { host: Server, call: Call::Close, error: None } => Some(event.at),
        _ => None,
    });
    let seconds: Vec<u64> = closed.map(|at| at.as_micros() / 1_000_000).collect();
    assert_eq!(seconds, [0, 9]);
}
