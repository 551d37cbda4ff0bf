//! Going back and forth between futures.

use super::*;
use tcp_model::fault::Fate;
use tcp_model::trace::Event;

fn history(address: &str) -> History {
    let file = catalogue::file(address).expect("it is in the catalogue");
    History::new(file, address.to_owned()).expect("it fits together")
}

fn run(history: &History) -> Run {
    history.edition().scenario(history.address().to_owned()).run()
}

fn at(millis: u64) -> Instant {
    Instant::ZERO + Duration::from_millis(millis)
}

/// What a reader does to a segment at the playhead.
fn apply(history: &mut History, id: SegmentId, millis: u64, cruelty: Cruelty) {
    let change = on_segment(&run(history), id, at(millis), cruelty).expect("it can be done");
    history.apply(change, at(millis)).expect("it can be used");
}

#[test]
fn undo_and_redo_go_back_and_forth_between_futures() {
    let mut history = history("three-way-normal");
    let normal = run(&history);
    assert!(!history.undo() && !history.redo());
    apply(&mut history, 1, 10, Cruelty::Lose);
    let lost = run(&history);
    assert_ne!(lost, normal);
    assert!(history.undo());
    assert_eq!(run(&history), normal);
    assert!(history.redo());
    assert_eq!(run(&history), lost);
    assert!(!history.redo());
    history.reset();
    assert_eq!(run(&history), normal);
    assert!(history.undo(), "a reset can be undone");
    assert_eq!(run(&history), lost);
}

#[test]
fn a_change_in_the_past_drops_what_was_changed_later_and_keeps_the_old_branch() {
    let mut history = history("three-way-normal");
    apply(&mut history, 1, 10, Cruelty::Delay(Duration::from_millis(30)));
    history.apply(EndAction::Crash.at(Host::Client, at(95)), at(95)).expect("it can be used");
    let crashed = (history.current(), run(&history));
    apply(&mut history, 2, 75, Cruelty::Lose);
    assert_eq!(history.interventions().len(), 2, "the delay and the loss");
    let branches = history.branches();
    let tree: Vec<_> = branches.iter().map(|b| (b.id, b.parent, b.forked_at)).collect();
    assert_eq!(
        tree,
        [(0, None, at(0)), (1, Some(0), at(10)), (2, Some(1), at(95)), (3, Some(1), at(75))]
    );
    assert!(branches[3].is_current);
    let names: Vec<_> = branches.iter().map(|branch| branch.name(Lang::En)).collect();
    assert_eq!(names[0], "The scenario as it is");
    assert_eq!(names[2], "Client crashes at 95 ms");
    assert!(history.go_to(crashed.0));
    assert_eq!(run(&history), crashed.1);
    assert!(history.undo(), "back to where the reader was before");
    assert_eq!(history.current(), 3);
    assert!(!history.go_to(4));
}

#[test]
fn the_same_change_at_the_same_place_is_the_same_branch() {
    let mut history = history("three-way-normal");
    apply(&mut history, 1, 10, Cruelty::Lose);
    history.undo();
    apply(&mut history, 1, 10, Cruelty::Lose);
    assert_eq!(history.branches().len(), 2);
}

#[test]
fn a_delay_after_a_delay_replaces_it() {
    let mut history = history("three-way-normal");
    let by = Duration::from_millis(30);
    apply(&mut history, 1, 10, Cruelty::Delay(by));
    apply(&mut history, 1, 20, Cruelty::Delay(by));
    let fates: Vec<Fate> = history.interventions().iter().map(fate).collect();
    assert_eq!(fates, [Fate::Delay(Duration::from_millis(100))]);
    assert_eq!(run(&history).flight(1).ended, at(100));
    // Where it is lost then, it has come as far as it is seen.
    apply(&mut history, 1, 80, Cruelty::Lose);
    let changed = run(&history);
    let syn = changed.flight(1);
    assert_eq!((syn.due, syn.ended, syn.landing), (at(100), at(80), Landing::Lost));
    let copies = Cruelty::Duplicate(by);
    apply(&mut history, 1, 60, copies);
    assert_eq!(history.interventions().len(), 2, "a copy goes with a delay");
}

fn fate(change: &Intervention) -> Fate {
    match change {
        Intervention::Fault(fault) => fault.fate,
        Intervention::Step(step) => panic!("{step:?} is no fault"),
    }
}

#[test]
fn what_a_link_tells_opens_as_the_same_run_with_its_changes_apart() {
    let mut history = history("complete-lifecycle");
    apply(&mut history, 1, 10, Cruelty::Delay(Duration::from_millis(30)));
    apply(&mut history, 2, 90, Cruelty::Duplicate(Duration::from_millis(5)));
    history.apply(EndAction::Unplug.at(Host::Server, at(300)), at(300)).expect("it can be used");
    let (file, list) = (history.file().clone(), history.interventions());
    let opened =
        History::open(file, "complete-lifecycle".to_owned(), list.clone()).expect("it fits");
    assert_eq!(opened.branches().len(), 4);
    assert_eq!((opened.interventions(), run(&opened)), (list, run(&history)));
}

#[test]
fn changes_that_only_mean_something_together_open_as_one() {
    let file = catalogue::file("three-way-normal").expect("it is in the catalogue");
    let fault = |fate| {
        let Ok(Intervention::Fault(fault)) =
            on_segment(&run(&history("three-way-normal")), 1, at(0), Cruelty::Lose)
        else {
            panic!("it can be lost")
        };
        Intervention::Fault(tcp_model::fault::Fault { fate, ..fault })
    };
    let list = vec![fault(Fate::Lose), fault(Fate::Delay(Duration::from_millis(90)))];
    let opened = History::open(file, "three-way-normal".to_owned(), list.clone()).expect("it fits");
    assert_eq!((opened.branches().len(), opened.interventions()), (2, list));
}

/// The event with which a segment enters the network.
fn sent_with(run: &Run, segment: SegmentId) -> usize {
    let sends = |event: &Event| matches!(event.kind, EventKind::Send { id, .. } if id == segment);
    run.events.iter().position(sends).expect("it is sent")
}

#[test]
fn captions_are_kept_up_to_where_the_runs_part() {
    let mut kept_some = false;
    each_run(|file, setup, own| {
        for flight in &own.flights {
            let Some(cruelty) = possible(setup, own, flight.id, flight.sent).first().copied()
            else {
                continue;
            };
            let change = on_segment(own, flight.id, flight.sent, cruelty).expect("it is possible");
            let edition = Edition::new(file, vec![change]).expect("it fits together");
            let scenario = edition.scenario(String::new());
            let changed = scenario.run();
            let parts = edition.parts().expect("something is changed");
            assert_eq!(own.events[..parts], changed.events[..parts]);
            let before = own.beats.partition_point(|beat| beat.events.end <= parts);
            let original = tcp_scenarios::scenario::Scenario::from_file(file).expect("it fits");
            let texts = |scenario, run| tcp_view::caption::captions(scenario, run, Lang::En);
            let (was, is) = (texts(&original, own), texts(&scenario, &changed));
            for beat in 0..before {
                // Of a segment that was slow or lost its author told what became of it.
                let touched = own.beats[beat].events.contains(&sent_with(own, flight.id));
                let arrives = matches!(flight.landing, Landing::Arrived(_));
                let usual = arrives && flight.ended.since(flight.sent) == setup.delay;
                if !touched || usual {
                    assert_eq!(
                        (&was[beat].headline, was[beat].written),
                        (&is[beat].headline, is[beat].written)
                    );
                }
                kept_some |= is[beat].written;
            }
            assert!(is[before..].iter().all(|caption| !caption.written), "{}", file.id);
        }
    });
    assert!(kept_some);
}

#[test]
fn a_changed_scenario_is_saved_as_a_file_that_runs_the_same() {
    let mut history = history("two-way-synack-lost/three-way");
    assert_eq!(history.edition().file(), history.file());
    apply(&mut history, 1, 10, Cruelty::Lose);
    let file = history.edition().file().clone();
    assert_eq!(file.id, "two-way-synack-lost-three-way-changed");
    let text = tcp_scenarios::json::write_scenario(&file);
    let read = tcp_scenarios::json::read_scenario(&text).expect("it can be read");
    assert_eq!(read.run(), run(&history));
}

#[test]
fn what_cannot_be_used_changes_nothing() {
    let mut history = history("three-way-normal");
    let before = history.clone();
    let huge = EndAction::Send("x".to_owned(), u32::MAX).at(Host::Client, at(100));
    let error = history.apply(huge, at(100)).expect_err("it is too much");
    assert_eq!(error.place, "interventions[0].step");
    assert_eq!(history, before);
}
