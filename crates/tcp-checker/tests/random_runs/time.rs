//! Time, of which the checker has less than a run. It passes there only to what expires or dies
//! next, so that a straggler that arrives takes none, and no round trip is long enough to make a
//! timeout longer. These runs, within the bounds of `time-wait-2msl`, it does not make.

use crate::used::Used;
use std::sync::Arc;
use tcp_checker::model::Model;
use tcp_checker::property::Property;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host::{self, Client, Server};
use tcp_model::script::{Action, Condition, ScriptStep, UserCall};
use tcp_model::sim::{Setup, simulate};
use tcp_model::state::State;
use tcp_model::time::Duration;

fn model() -> Model {
    Model::named("time-wait-2msl").expect("a model")
}

fn call(after: Condition, host: Host, call: UserCall) -> ScriptStep {
    ScriptStep { after: Some(after), pause: Duration::ZERO, action: Action::Call(host, call) }
}

/// The model's knobs with another MSL, on a fast network.
fn setup(msl: u64) -> Setup {
    let mut knobs = model().knobs;
    for host in Host::BOTH {
        Arc::make_mut(&mut knobs[host]).msl = Duration::from_millis(msl);
    }
    Setup { knobs, delay: Duration::from_millis(1), ..Setup::default() }
}

/// Segments of an end: which, and what becomes of it.
fn faults(from: Host, fates: &[(u32, Fate)]) -> Vec<Fault> {
    let pattern = |nth| SegmentPattern { from: Some(from), nth: Some(nth), ..Default::default() };
    fates.iter().map(|(nth, fate)| Fault { segment: pattern(*nth), fate: *fate }).collect()
}

fn after(millis: u64) -> Fate {
    Fate::Delay(Duration::from_millis(millis))
}

/// The server closes first, and waits.
fn server() -> Vec<ScriptStep> {
    vec![
        call(Condition::At(Duration::ZERO), Server, UserCall::OpenPassive),
        call(Condition::State(Server, State::Established), Server, UserCall::Close),
    ]
}

fn client() -> Vec<ScriptStep> {
    vec![
        call(Condition::State(Server, State::Listen), Client, UserCall::OpenActive),
        call(Condition::State(Client, State::CloseWait), Client, UserCall::Close),
    ]
}

fn used(setup: &Setup) -> (Used, bool) {
    let run = simulate(setup);
    let used = Used::by(&run, &model());
    assert!(!run.cut_off);
    assert!(used.is_within(&model().bounds), "{used:?}");
    (used, Property::CleanClose.violation(&run, &setup.knobs).is_some())
}

/// A SYN,ACK that is long under way makes the timeout three round trips long: longer than MSL,
/// which is as short as two seconds here. When the FIN comes again, TIME-WAIT is over.
#[test]
fn two_lifetimes_are_too_short_for_a_timeout_of_more_than_one() {
    let lost = Fate::Lose;
    let setup = Setup {
        faults: [
            faults(Client, &[(5, after(1900))]),
            faults(Server, &[(1, after(950)), (3, lost)]),
        ]
        .concat(),
        tracks: vec![server(), client()],
        ..setup(2000)
    };
    let (used, broken) = used(&setup);
    assert!(used.slow && used.bounds.opens == 1 && used.bounds.losses == 1);
    assert!(broken);
}

/// An ACK that is late draws an ACK from TIME-WAIT, which is late and draws a RST, which is late
/// and ends the next connection. Nothing is lost and no timer but that of TIME-WAIT expires: it is
/// so whatever MSL is.
#[test]
fn a_reset_that_an_old_connection_has_drawn_ends_the_next() {
    for msl in [2000, 4000, 120_000] {
        let again = Condition::At(Duration::from_millis(2 * msl + 200));
        let mut tracks = vec![server(), client()];
        tracks[0].push(call(again, Server, UserCall::OpenPassive));
        tracks[0].push(call(Condition::State(Server, State::CloseWait), Server, UserCall::Close));
        tracks[1].push(call(again, Client, UserCall::OpenActive));
        for next in [UserCall::Send("a".to_owned(), 1), UserCall::Close] {
            tracks[1].push(call(Condition::State(Client, State::Established), Client, next));
        }
        let setup = Setup {
            faults: [
                faults(Client, &[(3, after(msl - 100)), (5, after(1000))]),
                faults(Server, &[(4, after(msl - 500)), (8, after(900))]),
            ]
            .concat(),
            tracks,
            ..setup(msl)
        };
        let (used, broken) = used(&setup);
        assert!(!used.slow && used.bounds.losses == 0 && used.bounds.early_timeouts == 0);
        assert!(broken, "MSL {msl} ms");
    }
}

/// The same long timeout makes text that is acknowledged, though its sender has not heard of it,
/// outlive TIME-WAIT: its copy is handed to the user of the next connection.
#[test]
fn two_lifetimes_are_too_short_for_text_that_is_sent_again_so_late() {
    let again = Condition::At(Duration::from_millis(5050));
    let mut tracks = vec![server(), client()];
    let text = || UserCall::Send("a".to_owned(), 1);
    tracks[0].push(call(again, Server, UserCall::OpenPassive));
    tracks[1].insert(1, call(Condition::State(Client, State::CloseWait), Client, text()));
    tracks[1].push(call(again, Client, UserCall::OpenActive));
    tracks[1].push(call(Condition::State(Client, State::Established), Client, text()));
    let setup = Setup {
        faults: [
            // The FIN overtakes the text, so that one ACK, which is lost, is for both.
            faults(Client, &[(4, after(5)), (6, Fate::Copy(Duration::from_millis(1900)))]),
            faults(Server, &[(1, after(950)), (4, Fate::Lose)]),
        ]
        .concat(),
        tracks,
        ..setup(2000)
    };
    let run = simulate(&setup);
    let used = Used::by(&run, &model());
    assert!(used.slow && used.is_within(&model().bounds));
    assert!(Property::NoStaleData.violation(&run, &setup.knobs).is_some());
}
