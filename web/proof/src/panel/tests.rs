use super::*;
use crate::desk::{Desk, Tell};
use crate::view::view;
use nodes::node::{Node, Tag, tag};

/// A panel that was asked for these models, and nothing else.
fn panel(models: &str) -> Panel {
    let mut panel = Panel::default();
    panel.ask_for(Lang::En, models, "");
    panel
}

/// Does what a panel asks of workers until they have nothing to say; what the page is told.
fn work(panel: &mut Panel, effects: Vec<Effect>) -> Vec<(String, bool)> {
    let (mut effects, mut told, mut desk) = (effects, Vec::new(), None);
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::Tell(address, file) => told.push((address, file.is_some())),
            Effect::Hire(_) | Effect::Focus(_) => {}
            Effect::Ask(model, ask) => {
                assert_eq!(Ask::read(&ask.text()).as_ref(), Some(&ask));
                let mut tells: Vec<Tell> = Desk::hear(&mut desk, &ask).into_iter().collect();
                while let Some(desk) = desk.as_mut().filter(|desk: &&mut Desk| desk.goes_on()) {
                    tells.extend(desk.slice(|| 0.0));
                }
                for tell in tells {
                    effects.extend(match tell {
                        Tell::Report(report) => panel.report(model, report),
                        Tell::Way(goal, file) => panel.found(model, goal, file),
                    });
                }
            }
        }
    }
    told
}

fn drawn(panel: &Panel) -> Tag {
    let mut all = tag("section", "");
    all.children = view(panel);
    all
}

/// What is said of a property.
fn word(panel: &Panel, property: &str) -> String {
    let all = drawn(panel);
    let mut found = Vec::new();
    all.all("data-property", &mut found);
    let item = found.into_iter().find(|tag| tag.attribute("data-property") == Some(property));
    item.map(Tag::words).unwrap_or_default()
}

#[test]
fn a_search_tells_which_properties_fail_and_in_how_many_steps() {
    let mut panel = panel("two-way three-way");
    assert!(word(&panel, "agreement").contains("Not searched yet"));
    let run = panel.act("run");
    assert!(work(&mut panel, run).is_empty());
    assert!(word(&panel, "agreement").contains("Fails: shortest failure 3 steps"));
}

#[test]
fn what_holds_is_said_with_the_bounds_in_the_same_breath() {
    let mut panel = panel("third-ack-lost");
    let run = panel.act("run");
    work(&mut panel, run);
    let (_, report) = panel.card().unwrap().found.clone().unwrap();
    let all = crate::words::number(report.worlds);
    let said = format!(
        "Holds in all {all} worlds that one open, one send, three losses and one duplicate can lead to"
    );
    assert!(word(&panel, "agreement").contains(&said), "{}", word(&panel, "agreement"));
}

#[test]
fn nothing_holds_while_worlds_are_left() {
    let mut panel = panel("three-way");
    panel.act("run");
    for phase in [Phase::Running, Phase::Stopped, Phase::Full] {
        panel
            .report("three-way", Report { phase, worlds: 1_234, frontier: 1, ..Report::default() });
        let said = word(&panel, "agreement");
        assert!(said.contains("No failure among 1,234 worlds so far"), "{said}");
    }
}

#[test]
fn bounds_stay_between_nothing_and_the_most_that_there_can_be() {
    let mut panel = panel("two-way");
    let own = panel.card().unwrap().bounds;
    for _ in 0..20 {
        panel.act("more 3");
        panel.act("less 0");
    }
    let bounds = panel.card().unwrap().bounds;
    assert_eq!((bounds.opens, bounds.losses), (0, Bounds::names()[3].1));
    panel.act("less 99");
    panel.act("dance");
    panel.act("reset");
    assert_eq!(panel.card().unwrap().bounds, own);
}

#[test]
fn another_search_is_within_the_bounds_that_are_set_and_the_verdict_within_those_it_had() {
    let mut panel = panel("third-ack-lost");
    let run = panel.act("run");
    work(&mut panel, run);
    panel.act("less 3");
    assert!(word(&panel, "agreement").contains("three losses"));
    let run = panel.act("run");
    work(&mut panel, run);
    assert!(word(&panel, "agreement").contains("two losses"));
}

#[test]
fn a_way_that_is_not_there_is_told_to_reader_and_page() {
    for (address, complaint) in [
        ("proof/five-way/agreement", "no such model: five-way"),
        ("proof/two-way/wisdom", "here is its model instead: wisdom"),
        (
            "proof/third-ack-lost/CLOSING,CLOSING",
            "No world that was searched is like this: CLOSING",
        ),
    ] {
        let mut panel = Panel::default();
        let asked = panel.ask_for(Lang::En, "", address);
        assert_eq!(work(&mut panel, asked), [(address.to_owned(), false)], "{address}");
        let said = drawn(&panel).words();
        assert!(said.contains(complaint), "{said}");
    }
}

#[test]
fn who_gives_up_on_a_search_gives_up_on_the_address() {
    let address = "proof/three-way/CLOSING,CLOSING";
    let mut panel = Panel::default();
    assert!(!panel.ask_for(Lang::En, "", address).is_empty());
    // The page says again what it waits for, as when its language changes.
    let again = panel.ask_for(Lang::ZhCn, "", address);
    assert_eq!(again, [Effect::Hire("three-way")]);
    let stop = panel.act("stop");
    assert_eq!(stop[0], Effect::Tell(address.to_owned(), None));
    assert_eq!(stop[1], Effect::Ask("three-way", Ask::Stop));
}

#[test]
fn a_way_leaves_the_models_of_its_question() {
    let mut panel = panel("two-way three-way");
    panel.ask_for(Lang::En, "three-way", "");
    let ids: Vec<&str> = panel.cards.iter().map(|card| card.model.id).collect();
    assert_eq!((ids, panel.shown), (vec!["two-way", "three-way"], 1));
    panel.ask_for(Lang::En, "isn-fixed isn-distinct", "");
    assert_eq!((panel.cards.len(), panel.shown), (2, 0));
}

#[test]
fn a_worker_that_breaks_off_is_told() {
    let mut panel = panel("two-way");
    panel.act("run");
    panel.fail("two-way");
    assert!(!panel.card().unwrap().is_running());
    assert!(drawn(&panel).words().contains("The search broke off"));
}

#[test]
fn arrow_keys_go_from_cell_to_cell_of_the_map() {
    let mut panel = panel("two-way");
    panel.act("run");
    let (listen, sent, established) = (State::Listen, State::SynSent, State::Established);
    let pairs = vec![(sent, listen, 4), (sent, established, 1), (established, established, 2)];
    panel.report("two-way", Report { pairs, ..Report::default() });
    for (key, cell) in [
        ("ArrowRight", (sent, established)),
        ("ArrowRight", (sent, established)),
        ("ArrowDown", (established, established)),
        ("ArrowUp", (sent, established)),
        ("ArrowLeft", (sent, listen)),
    ] {
        panel.walk(key);
        assert_eq!(panel.cell.unwrap_or((sent, listen)), cell, "{key}");
    }
    let all = drawn(&panel);
    let mut buttons = Vec::new();
    all.all("tabindex", &mut buttons);
    let reached = buttons.iter().filter(|button| button.attribute("tabindex") == Some("0"));
    assert_eq!((buttons.len(), reached.count()), (3, 1));
}

#[test]
fn everything_is_said_in_both_languages() {
    let mut panel = panel("two-way three-way");
    let run = panel.act("run");
    work(&mut panel, run);
    let has_han = |words: &str| words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(!has_han(&drawn(&panel).words()));
    panel.ask_for(Lang::ZhCn, "two-way three-way", "");
    let mut labelled = Vec::new();
    let all = drawn(&panel);
    all.all("aria-label", &mut labelled);
    for tag in labelled {
        assert!(has_han(tag.attribute("aria-label").unwrap()), "{tag:?}");
    }
    let Node::Tag(heading) = &all.children[0] else { panic!("a heading comes first") };
    assert!(has_han(&heading.words()));
}
