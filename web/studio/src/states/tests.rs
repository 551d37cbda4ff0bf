//! Jumping from the state diagram.

use super::*;
use crate::moment::Moment;
use crate::sample::{context, moment, subject};
use tcp_scenarios::catalogue::Catalogue;
use tcp_view::states::edge;
use tcp_view::visits::write;

const LIFE: &str = "complete-lifecycle";

/// The middle of the first leg of an edge, as the page says it.
fn on(from: State, to: State) -> String {
    let route = edge(from, to).expect("there is such an edge").route;
    let ((x0, y0), (x1, y1)) = (route[0], route[1]);
    format!("{} {} 416", (x0 + x1) * 5, (y0 + y1) * 5)
}

fn orders(effects: &[Effect]) -> Vec<&str> {
    effects.iter().filter_map(order).collect()
}

fn order(effect: &Effect) -> Option<&str> {
    match effect {
        Effect::Tell(order, _) => Some(order),
        _ => None,
    }
}

#[test]
fn a_click_on_an_edge_leads_to_each_time_that_it_was_taken() {
    let subject = subject(LIFE);
    let taken = transitions(&subject.run);
    let first = taken[taken.len() - 1];
    let steps: Vec<usize> = taken
        .iter()
        .filter(|one| (one.from, one.to) == (first.from, first.to))
        .map(|one| one.step)
        .collect();
    let mut step = 0;
    for expected in steps.iter().chain(&steps[..1]) {
        let now = moment(&subject, step);
        let context = context(&now, &subject);
        let effects = States::default().act(context, "at", &on(first.from, first.to));
        assert_eq!(orders(&effects), [format!("seek step:{expected}")]);
        step = *expected;
    }
}

#[test]
fn an_edge_that_the_run_never_takes_leads_nowhere() {
    let subject = subject(LIFE);
    let now = moment(&subject, 3);
    let context = context(&now, &subject);
    let at = on(State::Listen, State::SynSent);
    assert!(States::default().act(context, "at", &at).is_empty());
    assert!(States::default().act(context, "at", "no numbers").is_empty());
}

#[test]
fn what_is_to_come_is_not_given_away_while_the_reader_is_asked() {
    let subject = subject(LIFE);
    let mut now = moment(&subject, 1);
    let last = *transitions(&subject.run).last().expect("states change");
    let ask = |now: &Moment| {
        let context = context(now, &subject);
        States::default().act(context, "at", &on(last.from, last.to)).len()
    };
    assert_eq!(ask(&now), 1);
    now.panel = "quiz".to_owned();
    assert_eq!(ask(&now), 0);
}

#[test]
fn a_state_lists_the_scenarios_that_enter_it_and_opens_them_there() {
    let subject = subject(LIFE);
    let now = moment(&subject, 3);
    let context = context(&now, &subject);
    let mut states = States::default();
    let box_of_fin_wait_2 = "920 3240 416";
    let effects = states.act(context, "at", box_of_fin_wait_2);
    assert_eq!(effects[0], Effect::Fetch(INDEX.to_owned()));
    let visitors: Vec<Visitor> = Catalogue::get().entries().iter().map(Visitor::of).collect();
    states.take(INDEX, Some(&write(&visitors)));
    let list = &states.view(context)[2];
    let mut buttons = Vec::new();
    list.all("data-act", &mut buttons);
    let enter = visitors.iter().filter(|one| one.enters(State::FinWait2).is_some()).count();
    // One more closes the list.
    assert_eq!(buttons.len(), enter + 1);
    let visit = visitors.iter().find_map(|one| one.enters(State::FinWait2)).expect("some enter");
    let action = format!("states open {} {}", visit.address, visit.step);
    assert_eq!(buttons[1].attribute("data-act"), Some(&*action));
    let effects = states.act(context, "open", &format!("{} {}", visit.address, visit.step));
    assert_eq!(orders(&effects), [format!("open {} step:{}", visit.address, visit.step)]);
    // The index is fetched once.
    assert!(states.act(context, "find", "CLOSING").is_empty());
}

#[test]
fn an_index_that_does_not_come_is_asked_for_again() {
    let subject = subject(LIFE);
    let now = moment(&subject, 3);
    let context = context(&now, &subject);
    let mut states = States::default();
    let fetch = [Effect::Fetch(INDEX.to_owned())];
    assert_eq!(states.act(context, "find", "CLOSING"), fetch);
    states.take(INDEX, None);
    assert_eq!(states.act(context, "find", "LISTEN"), fetch);
}

#[test]
fn every_transition_so_far_is_a_button() {
    let subject = subject(LIFE);
    for step in [0, 4, subject.run.beats.len()] {
        let now = moment(&subject, step);
        let context = context(&now, &subject);
        let list = so_far(context);
        let mut buttons = Vec::new();
        list.all("data-act", &mut buttons);
        let expected = transitions(&subject.run).into_iter().filter(|one| one.step <= step);
        assert_eq!(buttons.len(), expected.count());
    }
    let now = moment(&subject, subject.run.beats.len());
    let words = so_far(context(&now, &subject)).words();
    assert!(words.contains("Server: LISTEN → SYN-RECEIVED at 40 ms"), "{words}");
}
