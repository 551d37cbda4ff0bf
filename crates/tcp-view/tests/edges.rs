//! The state diagram holds the transitions that there are: all that the checker meets, and no
//! other.

use std::collections::BTreeSet;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_checker::search::explore;
use tcp_model::state::State;
use tcp_view::states::{EDGES, Source};

type Edges = BTreeSet<(State, State)>;

/// What the models with these names meet on a network that is not too cruel.
fn met(ids: &[&str]) -> Edges {
    let small =
        Bounds { losses: 1, duplicates: 0, early_timeouts: 0, forgeries: 1, ..Bounds::NONE };
    let edges = ids.iter().flat_map(|id| {
        let model = Model::named(id).expect("a model");
        let bounds = model.bounds.and(small);
        explore(model.with_bounds(bounds)).map().edges.into_keys()
    });
    edges.collect()
}

fn drawn(wanted: impl Fn(Source) -> bool) -> Edges {
    let edges = EDGES.iter().filter(|edge| wanted(edge.source));
    edges.map(|edge| (edge.from, edge.to)).collect()
}

#[test]
fn the_default_profile_takes_every_edge_that_is_drawn_and_no_other() {
    let ids = [
        "three-way",
        "simultaneous-open",
        "third-ack-lost",
        "isn-distinct",
        "rfc5961-on",
        "crash-reboot",
        "life-cycle",
        "simultaneous-close",
    ];
    assert_eq!(met(&ids), drawn(|source| source != Source::Knob));
}

#[test]
fn what_only_a_wrong_protocol_does_is_drawn_as_such() {
    let ids = ["two-way", "four-way", "four-way-ack-of-ack", "syn-cookies", "isn-fixed"];
    let right = drawn(|source| source != Source::Knob);
    let wrong: Edges = met(&ids).difference(&right).copied().collect();
    assert_eq!(wrong, Edges::from([(State::Listen, State::Established)]));
    assert!(wrong.is_subset(&drawn(|source| source == Source::Knob)));
}
