//! What is said of a changed run is true of it.

use super::*;
use tcp_view::caption::{Caption, captions};

/// The captions of a scenario's run with a change, in English, with the time of each.
fn told(address: &str, change: impl Fn(&Run) -> Intervention) -> Vec<(Instant, Caption)> {
    let file = catalogue::file(address).expect("it is in the catalogue");
    let own = Edition::new(&file, Vec::new()).expect("it fits together");
    let change = change(&own.scenario(address.to_owned()).run());
    let edition = Edition::new(&file, vec![change]).expect("it fits together");
    let scenario = edition.scenario(address.to_owned());
    let run = scenario.run();
    let all = captions(&scenario, &run, Lang::En);
    run.beats.iter().map(|beat| beat.at).zip(all).collect()
}

fn does(host: Host, action: EndAction, millis: u64) -> impl Fn(&Run) -> Intervention {
    move |_| action.at(host, Instant::from_micros(millis * 1_000))
}

fn befalls(id: SegmentId, millis: u64, cruelty: Cruelty) -> impl Fn(&Run) -> Intervention {
    move |run| on_segment(run, id, Instant::from_micros(millis * 1_000), cruelty).unwrap()
}

#[test]
fn an_author_s_words_about_a_segment_go_where_its_journey_is_another() {
    let held_up = |all: &[(Instant, Caption)]| {
        all.iter().any(|(_, caption)| caption.body.contains("will arrive much later"))
    };
    let as_it_is = told("isn-fixed-old-data", does(Host::Client, EndAction::Crash, 5_000));
    assert!(held_up(&as_it_is));
    let data = |run: &Run| {
        run.flights.iter().find(|flight| !flight.segment.data.is_empty()).expect("it sends").id
    };
    let lost = told("isn-fixed-old-data", |run| befalls(data(run), 900, Cruelty::Lose)(run));
    assert!(!held_up(&lost));
}
