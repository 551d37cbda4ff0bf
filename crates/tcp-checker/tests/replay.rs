//! Every way that is found can be gone in the simulator, in as many steps and to the same end.

use std::sync::Arc;
use tcp_checker::model::Model;
use tcp_checker::property::Property;
use tcp_checker::replay::{Goal, count, scenario};
use tcp_checker::search::Search;
use tcp_model::host::Host;
use tcp_model::knobs::Knobs;
use tcp_model::state::State;
use tcp_model::trace::{Event, EventKind};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// Searches until everything has failed that is declared to fail.
fn search(model: Model) -> Search {
    let failing = model.declared.iter().filter(|declared| !declared.holds);
    let failing = Model { declared: failing.copied().collect(), ..model };
    let mut search = Search::new(failing);
    while !search.model().declared.is_empty() && search.decide(1000) {}
    search
}

#[test]
fn every_failure_is_one_in_the_simulator() {
    let mut gone = 0;
    for model in Model::all() {
        let id = model.id;
        let mut search = search(model);
        for property in Property::ALL {
            let fails = search.model().declared(property).is_some();
            let way = search.failure(property);
            assert_eq!(way.is_some(), fails, "{id}, {property}");
            let Some(way) = way else { continue };
            let file = scenario(&mut search, &way, Goal::Violation(property));
            let file = file.unwrap_or_else(|error| panic!("{id}, {property}: {error}"));
            let scenario = Scenario::from_file(&file).expect("a valid file");
            let run = scenario.run();
            assert_eq!(count(&run), way.len(), "{id}, {property}");
            let violation = property.violation(&run, &scenario.setup().knobs);
            let event = violation.expect("it breaks the property").event;
            let chosen = |event: &Event| {
                matches!(event.kind, EventKind::Arrive { .. } | EventKind::Call { .. })
            };
            assert!(!run.events[event + 1..].iter().any(chosen), "{id}, {property}");
            for (claim, holds) in scenario.check(&run) {
                assert!(holds, "{id}, {property}: {}", claim.say(Lang::En));
            }
            gone += 1;
        }
    }
    assert!(gone > 25, "{gone}");
}

#[test]
fn every_pair_of_states_and_every_transition_of_a_life_is_reached() {
    let mut search = Search::new(Model::named("life-cycle").expect("a model"));
    search.advance(20_000);
    let map = search.map();
    let pairs = map.worlds.keys().map(|(client, server)| Goal::States(*client, *server));
    let edges = map.edges.keys().map(|(from, to)| Goal::Edge(*from, *to));
    for goal in pairs.chain(edges) {
        let way = match goal {
            Goal::States(client, server) => search.way_to_states(client, server),
            Goal::Edge(from, to) => search.way_along(from, to),
            Goal::Violation(_) => None,
        };
        let way = way.expect("a way");
        match scenario(&mut search, &way, goal) {
            Ok(_) => {}
            Err(error) => assert!(way.is_empty(), "{goal:?}: {error}"),
        }
    }
}

#[test]
fn the_knobs_of_a_model_are_those_of_its_file() {
    for model in Model::all() {
        let mut search = Search::new(model.clone());
        search.advance(100);
        let client = State::Closed;
        let server = if model.active[1] { State::SynSent } else { State::Listen };
        let way = search.way_to_states(client, server).expect("the server opens first");
        let file = scenario(&mut search, &way, Goal::States(client, server)).expect("a file");
        let built = file.run.knobs.per_host();
        for host in Host::BOTH {
            // A file cannot say that there is no limit to challenge ACKs.
            let own = Arc::unwrap_or_clone(model.knobs[host].clone());
            let own = Knobs { challenge_acks: own.challenge_acks.or(Some(u8::MAX)), ..own };
            assert_eq!(*built[host], own, "{}", model.id);
        }
    }
}

#[test]
fn a_file_reads_back_from_json() {
    let mut search = search(Model::named("rfc5961-off").expect("a model"));
    let way = search.failure(Property::NoStaleData).expect("it fails");
    let goal = Goal::Violation(Property::NoStaleData);
    let file = scenario(&mut search, &way, goal).expect("a file");
    let text = serde_json::to_string(&file).expect("a file is JSON");
    let read = tcp_scenarios::json::read_scenario(&text).expect("it reads back");
    assert_eq!(Ok(read), Scenario::from_file(&file));
}

#[test]
fn a_file_reads_well_in_both_languages() {
    for model in Model::all() {
        let id = model.id;
        let mut search = search(model);
        for property in Property::ALL {
            let Some(way) = search.failure(property) else { continue };
            let Ok(file) = scenario(&mut search, &way, Goal::Violation(property)) else { continue };
            assert_eq!(file.id, format!("{id}-{property}"));
            for lang in Lang::ALL {
                let title = file.title.get(lang);
                let width: usize = title.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                assert!(width <= 48, "{title} is {width} wide");
                assert!(title != file.question.get(lang) && !file.answer.get(lang).is_empty());
                assert!(file.answer.get(lang).contains(&way.len().to_string()));
            }
        }
    }
}
