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

/// The one caption whose headline has these words.
fn one<'a>(all: &'a [(Instant, Caption)], headline: &str) -> &'a Caption {
    let found: Vec<_> = all.iter().filter(|(_, it)| it.headline.contains(headline)).collect();
    assert_eq!(found.len(), 1, "{headline}: {all:#?}");
    &found[0].1
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

#[test]
fn a_loss_is_not_repeated_by_a_connection_that_came_later() {
    let data = |run: &Run| {
        run.flights.iter().find(|flight| !flight.segment.data.is_empty()).expect("it sends").id
    };
    let all = told("isn-fixed-old-data", |run| befalls(data(run), 1_020, Cruelty::Lose)(run));
    assert!(one(&all, "with nothing to repeat it").body.contains("will not send number 2 again"));
}

#[test]
fn text_that_waits_for_an_acknowledgment_is_not_said_to_wait_for_room() {
    let more = EndAction::Send("more".to_owned(), 100);
    let all = told("third-ack-carries-data", does(Host::Client, more, 240));
    let said = |words: &str| all.iter().any(|(_, caption)| caption.body.contains(words));
    assert!(said("is not acknowledged yet") && !said("has announced a window"));
}

#[test]
fn an_end_that_is_gone_is_not_said_to_wait_for_the_third_segment() {
    let all = told("three-way-normal", does(Host::Server, EndAction::Crash, 50));
    let opens = one(&all, "Client is ESTABLISHED");
    assert!(opens.body.contains("the server, which is in CLOSED"), "{}", opens.body);
}

#[test]
fn an_acknowledgment_that_waits_is_not_said_to_go_at_once() {
    let all = told("close-three-segments", befalls(1, 20, Cruelty::Lose));
    let takes = one(&all, "Server takes the FIN");
    assert!(takes.body.contains("The ACK waits") && !takes.body.contains("at once"));
}

#[test]
fn of_two_ends_that_close_at_once_neither_is_said_to_have_closed_first() {
    let all = told("fin-lost", does(Host::Server, EndAction::Close, 20));
    let takes = one(&all, "TIME-WAIT, ack=");
    assert!(!takes.body.contains("first"), "{}", takes.body);
}

#[test]
fn a_copy_that_the_network_made_does_not_tell_of_a_loss() {
    let fin = |run: &Run| {
        let mut fins =
            run.flights.iter().filter(|flight| flight.segment.flags.to_string().contains("FIN"));
        fins.next_back().expect("the server closes").id
    };
    let twice = Cruelty::Duplicate(Duration::from_millis(100));
    let all = told("four-way-close", |run| befalls(fin(run), 120, twice)(run));
    assert!(one(&all, "The FIN again").body.contains("looks as if"));
}

#[test]
fn a_syn_that_was_never_taken_is_not_said_to_have_been() {
    let all = told("half-open-reboot-syn", does(Host::Server, EndAction::Plug, 30));
    assert!(one(&all, "seq=500 is outside the server's window").body.contains("expects 1001"));
}

#[test]
fn a_reset_that_old_rules_let_in_is_not_said_to_be_exact() {
    let all = told("rst-blind-attack/rfc793", does(Host::Client, EndAction::Plug, 10));
    assert!(one(&all, "connection is gone").body.contains("seq=1500 is not the 1001"));
}

#[test]
fn a_close_with_data_unread_is_not_said_to_come_before_the_opening() {
    let all = told("close-unread-data-rst", does(Host::Client, EndAction::Close, 70));
    assert!(one(&all, "Client closes with data unread: RST").body.contains("instead of a FIN"));
}

#[test]
fn keep_alive_does_not_ask_while_a_retransmission_does() {
    let all =
        told("keepalive-dead-peer", does(Host::Server, EndAction::Send("x".into(), 9), 7_200_010));
    assert!(all.iter().any(|(_, it)| it.headline.contains("the server asks already")));
    assert!(all.iter().all(|(_, it)| !it.body.contains('{')));
}
