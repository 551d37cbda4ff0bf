//! Every change, to every run of the catalogue.

mod branches;
mod endless;
mod told;

use super::*;
use tcp_model::host::Host;
use tcp_model::script::{Action, Origin, ScriptStep};
use tcp_model::sim::{Setup, Weather};
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{EventKind, Flight, Landing, Run, SegmentId};
use tcp_scenarios::catalogue;
use tcp_scenarios::format::{Intervention, ScenarioFile};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// Every run of the catalogue, as a file of its own.
fn each_run(mut tell: impl FnMut(&ScenarioFile, &Setup, &Run)) {
    for entry in catalogue::Catalogue::get().entries() {
        for scenario in entry.all() {
            let file = catalogue::file(&scenario.address).expect("it is in the catalogue");
            tell(&file, scenario.setup(), &scenario.run());
        }
    }
}

/// The run with a change.
fn with(file: &ScenarioFile, change: Intervention) -> Run {
    let edition = Edition::new(file, vec![change]).expect("it fits together");
    edition.scenario("changed".to_owned()).run()
}

/// Moments of a journey at which a reader may intervene: when it begins, after a third of the way,
/// past the middle, and before it has begun.
fn moments(flight: &Flight) -> Vec<Instant> {
    let way = flight.ended.since(flight.sent);
    let sent = [Duration::ZERO, way.scaled(1, 3), way.scaled(4, 5)];
    let earlier = (flight.sent > Instant::ZERO).then(|| flight.sent - Duration::from_micros(1));
    sent.iter().map(|on_its_way| flight.sent + *on_its_way).chain(earlier).collect()
}

/// All that happens before a moment is the same.
fn assert_same_before(moment: Instant, run: &Run, changed: &Run, what: &str) {
    let before = |run: &Run| run.events.partition_point(|event| event.at < moment);
    assert_eq!(before(run), before(changed), "{what}");
    assert_eq!(run.events[..before(run)], changed.events[..before(run)], "{what}");
}

fn is_changeable(flight: &Flight) -> bool {
    flight.copy_of.is_none() && flight.origin == Origin::Endpoint && flight.flow.has_client()
}

#[test]
fn every_segment_that_can_be_lost_is_lost_where_it_is() {
    let mut lost = 0;
    each_run(|file, _, run| {
        for flight in &run.flights {
            for now in moments(flight) {
                let what = format!("{}: segment {} at {now}", file.id, flight.id);
                let change = match on_segment(run, flight.id, now, Cruelty::Lose) {
                    Ok(change) => change,
                    Err(obstacle) => {
                        assert_obstacle(flight, now, obstacle, &what);
                        continue;
                    }
                };
                let changed = with(file, change);
                let after = changed.flight(flight.id);
                assert_eq!(after.landing, Landing::Lost, "{what}");
                assert!(after.ended >= now, "{what}: in the past");
                assert_same_before(after.ended.min(flight.ended), run, &changed, &what);
                // It vanishes on the line that is drawn of it.
                if now > flight.sent {
                    assert_eq!(after.due, flight.due, "{what}");
                }
                lost += 1;
            }
        }
    });
    assert!(lost > 1500, "only {lost}");
}

fn assert_obstacle(flight: &Flight, now: Instant, obstacle: Obstacle, what: &str) {
    match obstacle {
        Obstacle::LostAnyway | Obstacle::CableOut => {
            assert_eq!(flight.landing, Landing::Lost, "{what}");
        }
        Obstacle::Landed => assert!(flight.ended <= now, "{what}"),
        Obstacle::Copy | Obstacle::Injected | Obstacle::NobodyThere => {
            assert!(!is_changeable(flight), "{what}");
        }
        Obstacle::Unknown | Obstacle::NothingToOvertake => panic!("{what}: {obstacle:?}"),
    }
}

#[test]
fn whatever_is_offered_for_a_segment_befalls_it() {
    let mut seen = std::collections::BTreeSet::new();
    each_run(|file, setup, run| {
        for flight in &run.flights {
            let now = flight.sent + flight.ended.since(flight.sent).scaled(1, 3);
            for cruelty in possible(setup, run, flight.id, now) {
                let what = format!("{}: {cruelty:?} to segment {}", file.id, flight.id);
                let change = on_segment(run, flight.id, now, cruelty).expect(&what);
                let changed = with(file, change);
                assert_befalls(run, &changed, flight.id, now, cruelty, &what);
                assert_ne!(changed.events, run.events, "{what}");
                seen.insert(format!("{cruelty:?}").split('(').next().map(str::to_owned));
            }
        }
    });
    assert_eq!(seen.len(), 4, "{seen:?}");
}

fn assert_befalls(
    run: &Run,
    changed: &Run,
    id: SegmentId,
    now: Instant,
    cruelty: Cruelty,
    what: &str,
) {
    let (before, after) = (run.flight(id), changed.flight(id));
    match cruelty {
        Cruelty::Lose => assert_eq!(after.landing, Landing::Lost, "{what}"),
        Cruelty::Delay(by) => {
            assert_eq!(after.due, before.due + by, "{what}");
            assert_same_before(before.ended.min(after.ended), run, changed, what);
            assert!(after.ended > now, "{what}");
        }
        Cruelty::Duplicate(later) => {
            let sent = run.events.iter().position(
                |event| matches!(event.kind, EventKind::Send { id: sent, .. } if sent == id),
            );
            let sent = sent.expect("it was sent");
            assert_eq!(run.events[..=sent], changed.events[..=sent], "{what}");
            let copy = changed
                .flights
                .iter()
                .find(|flight| flight.copy_of == Some(id) && flight.due == before.due + later);
            assert!(copy.is_some(), "{what}");
            assert_eq!((after.due, after.ended), (before.due, before.ended), "{what}");
        }
        Cruelty::Overtake => {
            let behind = changed.flights[..id as usize - 1].iter().rev().find(|other| {
                (other.from, other.flow) == (after.from, after.flow) && other.ended > after.ended
            });
            assert!(behind.is_some_and(|other| other.sent <= after.sent), "{what}");
            assert!(after.ended > now, "{what}");
            assert_same_before(after.ended.min(before.ended), run, changed, what);
        }
    }
}

#[test]
fn whatever_is_offered_for_an_end_befalls_it_after_all_that_has_happened_by_then() {
    let mut steps = 0;
    each_run(|file, _, run| {
        // A storm is long, and always the same.
        for beat in run.beats.iter().take(40) {
            for host in Host::BOTH {
                for action in possible_at(run, host, beat.at) {
                    let what = format!("{}: {action:?} at {} {}", file.id, host, beat.at);
                    let change = action.at(host, beat.at);
                    let changed = with(file, change.clone());
                    assert_is_next(run, &changed, &change, beat.at, &what);
                    steps += 1;
                }
            }
        }
    });
    assert!(steps > 3000, "only {steps}");
}

fn assert_is_next(run: &Run, changed: &Run, change: &Intervention, now: Instant, what: &str) {
    let past = run.events.partition_point(|event| event.at <= now);
    assert_eq!(run.events[..past], changed.events[..past], "{what}");
    let Intervention::Step(ScriptStep { action, .. }) = change else { panic!("{what}: no step") };
    let next = changed.events.get(past).unwrap_or_else(|| panic!("{what}: it did not happen"));
    assert_eq!(next.at, now, "{what}");
    match (&next.kind, action) {
        (EventKind::Call { host, call, error }, Action::Call(whose, wanted)) => {
            assert_eq!((host, call), (whose, &wanted.call()), "{what}");
            assert_eq!(*error, None, "{what}");
        }
        (
            EventKind::Host { host, .. },
            Action::Crash(whose)
            | Action::Reboot(whose)
            | Action::Unplug(whose)
            | Action::Plug(whose)
            | Action::Kill(whose),
        ) => assert_eq!(host, whose, "{what}"),
        (other, _) => panic!("{what}: {other:?}"),
    }
}

#[test]
fn a_change_leaves_the_weather_as_it_was() {
    let mut file = catalogue::file("complete-lifecycle").expect("it is in the catalogue");
    for seed in 0..30 {
        let jitter = Duration::from_millis(15);
        file.run.weather = Weather { loss: 100, duplication: 100, reordering: 200, jitter, seed };
        let scenario = Scenario::from_file(&file).expect("it fits together");
        let run = scenario.run();
        for flight in &run.flights {
            let now = flight.sent + flight.ended.since(flight.sent).scaled(1, 3);
            for cruelty in possible(scenario.setup(), &run, flight.id, now) {
                let what = format!("seed {seed}: {cruelty:?} to segment {}", flight.id);
                let change = on_segment(&run, flight.id, now, cruelty).expect(&what);
                assert_befalls(&run, &with(&file, change), flight.id, now, cruelty, &what);
            }
        }
    }
}

#[test]
fn what_is_sent_next_can_be_lost_before_it_is_sent() {
    let file = catalogue::file("three-way-normal").expect("it is in the catalogue");
    let run = Edition::new(&file, Vec::new()).expect("it fits").scenario(String::new()).run();
    let now = Instant::from_micros(20_000);
    assert_eq!(next_sent(&run, now), Some(2));
    let loss = on_segment(&run, 2, now, Cruelty::Lose).expect("it can be lost");
    assert_eq!(with(&file, loss).flight(2).landing, Landing::Lost);
    assert_eq!(next_sent(&run, run.end), None);
}

#[test]
fn what_cannot_be_changed_says_why() {
    let file = catalogue::file("two-way-old-duplicate-syn").expect("it is in the catalogue");
    let run = Edition::new(&file, Vec::new()).expect("it fits").scenario(String::new()).run();
    let lose = |id, now| on_segment(&run, id, now, Cruelty::Lose);
    assert_eq!(lose(0, Instant::ZERO), Err(Obstacle::Unknown));
    assert_eq!(lose(999, Instant::ZERO), Err(Obstacle::Unknown));
    assert_eq!(lose(1, run.end), Err(Obstacle::Landed));
    let old = run.flights.iter().find(|flight| flight.origin == Origin::OldDuplicate);
    let old = old.expect("an old duplicate turns up");
    assert_eq!(lose(old.id, old.sent), Err(Obstacle::Injected));
    for lang in Lang::ALL {
        assert!(!Obstacle::Injected.say(lang).is_empty());
    }
}

#[test]
fn changes_are_named_by_what_they_mean() {
    let file = catalogue::file("three-way-normal").expect("it is in the catalogue");
    let run = Edition::new(&file, Vec::new()).expect("it fits").scenario(String::new()).run();
    let now = Instant::from_micros(50_000);
    let named = |change: Intervention| Lang::ALL.map(|lang| words::say(&change, lang));
    let loss = on_segment(&run, 2, now, Cruelty::Lose).expect("it can be lost");
    assert_eq!(named(loss), ["丢弃 SYN,ACK（SEQ 2000）", "Lose SYN,ACK (SEQ 2000)"]);
    let crash = EndAction::Crash.at(Host::Client, Instant::from_micros(95_000));
    assert_eq!(named(crash), ["95 ms 时客户端崩溃", "Client crashes at 95 ms"]);
    let send = EndAction::Send("hello".to_owned(), 100).at(Host::Server, now);
    assert_eq!(named(send), ["50 ms 时服务器调用 SEND 100", "Server calls SEND 100 at 50 ms"]);
    let button = Lang::ALL.map(|l| Cruelty::Delay(Duration::from_millis(40)).say(run.flight(2), l));
    assert_eq!(button, ["让 SYN,ACK（SEQ 2000）晚到 40 ms", "Delay SYN,ACK (SEQ 2000) by 40 ms"]);
}
