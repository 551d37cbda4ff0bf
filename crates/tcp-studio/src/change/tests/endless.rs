//! Runs that would never end.

use super::*;
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_view::caption::captions;

const fn millis(millis: u64) -> Instant {
    Instant::from_micros(millis * 1_000)
}

/// The server reads 101 octets in all, and its window is shut for the last of the others.
fn into_a_shut_window() -> History {
    let file = catalogue::file("zero-window-probe").unwrap();
    let mut history = History::new(file, "zero-window-probe".to_owned()).unwrap();
    let send = EndAction::Send("hello".to_owned(), 200).at(Host::Client, millis(8_000));
    history.apply(send, millis(8_000)).unwrap();
    history
}

#[test]
fn a_window_that_never_opens_is_probed_until_the_interval_is_the_same_and_then_it_is_said() {
    let history = into_a_shut_window();
    let scenario = history.edition().scenario("zero-window-probe/~1".to_owned());
    let run = scenario.run();
    assert!(run.cut_off && run.end < millis(600_000), "{}", run.end);
    let probes = run.events.iter().filter_map(|event| match event.kind {
        EventKind::TimerSet { timer: Timer::Persist, after, .. } => Some(after),
        _ => None,
    });
    let probes: Vec<_> = probes.collect();
    assert_eq!(probes[probes.len() - 2..], [probes[probes.len() - 1]; 2]);
    let client = run.last_status().client;
    assert_eq!((client.state, client.snd.wnd), (State::Established, 0));
    for (lang, said) in [(Lang::En, "After 7 probes"), (Lang::ZhCn, "探测了 7 次")] {
        let last = captions(&scenario, &run, lang).pop().unwrap();
        assert!(last.body.contains(said) && last.body.contains("MUST-37"), "{}", last.body);
    }
    let written = captions(&scenario, &run, Lang::En);
    assert_eq!(written.iter().filter(|caption| caption.body.contains("MUST-37")).count(), 1);
}

/// A change that comes after the probes have settled counts, and then they settle again.
#[test]
fn a_window_that_opens_late_and_shuts_again_is_waited_for() {
    let mut history = into_a_shut_window();
    let hour = millis(3_600_000);
    let read = EndAction::Receive(60).at(Host::Server, hour);
    history.apply(read, hour).unwrap();
    let edition = history.edition();
    let run = edition.scenario(String::new()).run();
    assert!(run.cut_off && run.end < hour + Duration::from_secs(600), "{}", run.end);
    assert!(run.events.iter().any(|event| {
        event.at >= hour && matches!(&event.kind, EventKind::Deliver { host: Host::Server, .. })
    }));
}
