//! What the models come to: their verdicts, how long the shortest failures are, and exactly how
//! many worlds there are. A rule of the engine that changes, a choice that is left out or a
//! property that is not looked at changes a number here.

use expect_test::expect_file;
use std::fmt::Write;
use std::sync::Arc;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::{Declared, Model};
use tcp_checker::property::Property;
use tcp_checker::search::Search;
use tcp_checker::world::Stage;
use tcp_model::host::Host;
use tcp_model::segment::SegmentFlags;
use tcp_model::time::Duration;

/// Searches until all that is asked has its answer.
fn decided(model: Model) -> Search {
    let mut search = Search::new(model);
    while search.decide(1000) {}
    search
}

/// `three-way opens=2,… | 370065 worlds, 32 steps deep, complete | agreement holds | …`
fn line(search: &mut Search) -> String {
    let found = search.found();
    assert_eq!(found.invariant, None, "{}", search.model().id);
    let Model { id, bounds, declared, .. } = search.model();
    let (worlds, depth) = (found.worlds, found.depth);
    let complete = if found.complete { ", complete" } else { "" };
    let mut line = format!("{id} {bounds} | {worlds} worlds, {depth} steps deep{complete}");
    for declared in declared {
        let within = declared.within.and(*bounds);
        let narrower = if within == *bounds { String::new() } else { format!(" within {within}") };
        let verdict = match found.failure(declared.property) {
            Some(failure) => format!("fails in {} steps", failure.steps.len()),
            None => "holds".to_owned(),
        };
        write!(line, " | {} {verdict}{narrower}", declared.property)
            .expect("a string takes everything");
    }
    line + "\n"
}

#[test]
fn every_model_comes_to_the_verdicts_that_it_declares() {
    let mut lines = String::new();
    for model in Model::all() {
        let mut search = decided(model);
        let found = search.found();
        for declared in &search.model().declared {
            let holds = found.failure(declared.property).is_none();
            let model = search.model().id;
            assert_eq!(holds, declared.holds, "{model}: {}", declared.property);
            assert!(found.complete || !holds, "{model}: not everything was looked into");
        }
        lines += &line(&mut search);
    }
    expect_file!["models.txt"].assert_eq(&lines);
    in_the_docs(&lines);
}

/// docs/proof.md shows the same lines as a table.
fn in_the_docs(lines: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/proof.md");
    let text = std::fs::read_to_string(path).expect("docs/proof.md");
    let (head, rest) = text.split_once("<!-- verdicts -->\n").expect("where the table begins");
    let (table, tail) = rest.split_once("<!-- /verdicts -->").expect("where the table ends");
    let mut rows = "| model | within | worlds | verdicts |\n|---|---|---|---|\n".to_owned();
    for line in lines.lines() {
        let mut cells = line.split(" | ");
        let (id, bounds) = cells.next().and_then(|cell| cell.split_once(' ')).expect("a model");
        let worlds = cells.next().expect("worlds");
        let verdicts: Vec<&str> = cells.collect();
        let bounds = bounds.replace(',', ", ");
        writeln!(rows, "| `{id}` | {bounds} | {worlds} | {} |", verdicts.join("; "))
            .expect("a string takes everything");
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let text = format!("{head}<!-- verdicts -->\n{rows}<!-- /verdicts -->{tail}");
        std::fs::write(path, text).expect("docs/proof.md can be written");
    } else {
        assert_eq!(table, rows, "UPDATE_EXPECT=1 writes the table anew");
    }
}

/// What docs/proof.md says of early timeouts: 2MSL keeps its word where it is longer than the ends
/// go on retransmitting, here 7 seconds.
#[test]
fn time_wait_is_long_enough_where_it_outlasts_the_retransmissions() {
    let clean_close = |opens, early_timeouts, seconds| {
        let mut model = Model::named("time-wait-2msl").expect("a model");
        for host in Host::BOTH {
            Arc::make_mut(&mut model.knobs[host]).msl = Duration::from_secs(seconds);
        }
        let bounds = Bounds { opens, duplicates: 0, early_timeouts, ..model.bounds };
        model.declared = vec![Declared {
            property: Property::CleanClose,
            holds: true,
            within: Bounds { losses: 1, ..Bounds::NONE },
        }];
        let mut search = decided(Model { bounds, ..model });
        search.failure(Property::CleanClose).map(|way| way.len())
    };
    assert_eq!((clean_close(1, 1, 2), clean_close(1, 1, 4)), (Some(18), None));
    assert_eq!((clean_close(2, 0, 2), clean_close(2, 0, 4)), (Some(32), None));
}

/// Why `clean-close` asks for a RST that ended something: without a loss or a duplicate, both
/// users having closed, one can be on its way.
#[test]
fn a_reset_can_follow_every_close() {
    let model = Model::named("time-wait-2msl").expect("a model");
    let bounds = Bounds { opens: 1, losses: 0, duplicates: 0, ..model.bounds };
    let search = tcp_checker::search::explore(model.with_bounds(bounds));
    let mut world = search.beginning();
    let found = (0..search.store().len() as u32).any(|id| {
        search.store().read(id, &mut world);
        let is_reset = |id: &u32| {
            search.ends().segment(search.store().travelling(*id).segment).has(SegmentFlags::RST)
        };
        world.story.users.iter().all(|user| user.stage == Stage::Closed)
            && world.network.iter().any(is_reset)
    });
    assert!(found && search.is_complete());
}

/// Every model with one connection, on a network that loses one segment and doubles one: all
/// worlds, whatever fails in them.
#[test]
fn the_worlds_of_small_bounds_are_counted() {
    let small = Bounds { opens: 1, losses: 1, duplicates: 1, early_timeouts: 0, ..Bounds::NONE };
    let mut lines = String::new();
    for model in Model::all() {
        let bounds = model.bounds.and(small);
        let mut search = tcp_checker::search::explore(model.with_bounds(bounds));
        lines += &line(&mut search);
    }
    expect_file!["small.txt"].assert_eq(&lines);
}

#[test]
fn every_property_holds_somewhere_and_fails_somewhere() {
    for property in Property::ALL {
        let verdicts = Model::all()
            .into_iter()
            .filter_map(|model| model.declared(property).map(|declared| declared.holds));
        let (held, failed): (Vec<bool>, Vec<bool>) = verdicts.partition(|holds| *holds);
        assert!(!failed.is_empty(), "{property} fails nowhere");
        assert!(
            !held.is_empty() || property == Property::BothOrNeither,
            "{property} holds nowhere"
        );
    }
}

#[test]
fn a_search_in_slices_finds_what_a_search_at_once_finds() {
    let model = || {
        let model = Model::named("crash-reboot-isn-fixed").expect("a model");
        let bounds = Bounds { early_timeouts: 0, duplicates: 0, ..model.bounds };
        model.with_bounds(bounds)
    };
    let mut at_once = tcp_checker::search::explore(model());
    let mut slices = Search::new(model());
    while slices.advance(7) {}
    assert_eq!(slices.found(), at_once.found());
    assert_eq!(slices.map(), at_once.map());
    assert!(at_once.found().failures.len() == 2);
}

/// However many properties are looked at, the way to each is a shortest one: the same as when it
/// is looked at alone.
#[test]
fn a_failure_is_as_short_when_it_is_looked_for_alone() {
    for id in ["two-way", "four-way", "syn-cookies", "rfc5961-off"] {
        let model = Model::named(id).expect("a model");
        let found = decided(model.clone()).found();
        for failure in &found.failures {
            let only = |model: &Model| {
                let mut model = model.clone();
                model.declared.retain(|declared| declared.property == failure.property);
                model
            };
            let alone = decided(only(&model)).failure(failure.property).expect("it fails");
            assert_eq!(alone.len(), failure.steps.len(), "{id}: {}", failure.property);
        }
    }
}

/// A way is a list of choices each of which may be taken where it stands, and the last of which
/// breaks what it is said to break.
#[test]
fn ways_can_be_walked() {
    let mut search = decided(Model::named("isn-fixed").expect("a model"));
    let way = search.failure(Property::NoStaleData).expect("it fails");
    let (mut world, mut choices) = (search.beginning(), Vec::new());
    for (place, choice) in way.iter().enumerate() {
        let mut next = world.clone();
        search.choices(&world, &mut choices);
        assert!(choices.contains(choice), "{}", search.say(&world, *choice));
        assert!(search.step(&world, *choice, &mut next));
        assert_eq!(search.broken().contains(&Property::NoStaleData), place + 1 == way.len());
        world = next;
    }
}

#[test]
fn the_map_counts_every_world_and_leads_everywhere() {
    let mut search = decided(Model::named("simultaneous-close").expect("a model"));
    let map = search.map();
    assert_eq!(map.worlds.values().sum::<u64>(), search.progress().worlds as u64);
    for (client, server) in map.worlds.keys() {
        let way = search.way_to_states(*client, *server).expect("a way");
        let (mut world, mut next) = (search.beginning(), search.beginning());
        for choice in way {
            assert!(search.step(&world, choice, &mut next));
            std::mem::swap(&mut world, &mut next);
        }
        assert_eq!(world.ends.map(|end| search.ends().state(end)), [*client, *server]);
    }
    for (from, to) in map.edges.keys() {
        assert!(!search.way_along(*from, *to).expect("a way").is_empty());
    }
}
