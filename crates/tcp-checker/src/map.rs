//! A map of the worlds: how many there are for each pair of states, and which transitions led
//! there.

use crate::ends::{EndId, Ends};
use crate::search::Step;
use crate::store::WorldId;
use std::collections::BTreeMap;
use tcp_model::state::State;

/// How many worlds there are for each pair of states, and how often each transition was met.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Map {
    /// The worlds with the client in the first state and the server in the second.
    pub worlds: BTreeMap<(State, State), u64>,
    /// The steps in which an end went from the first state to the second.
    pub edges: BTreeMap<(State, State), u64>,
}

const STATES: usize = State::ALL.len();

/// The map as it grows, and the first of everything.
pub(crate) struct Tally {
    worlds: [(u64, WorldId); STATES * STATES],
    edges: BTreeMap<(State, State), (u64, Step)>,
}

impl Default for Tally {
    fn default() -> Tally {
        Tally { worlds: [(0, 0); STATES * STATES], edges: BTreeMap::new() }
    }
}

fn cell(client: State, server: State) -> usize {
    client as usize * STATES + server as usize
}

impl Tally {
    pub(crate) fn world(&mut self, ends: &Ends, world: [EndId; 2], id: WorldId) {
        let [client, server] = world.map(|end| ends.state(end));
        let (count, first) = &mut self.worlds[cell(client, server)];
        if *count == 0 {
            *first = id;
        }
        *count += 1;
    }

    pub(crate) fn edge(&mut self, edge: (State, State), step: Step) {
        self.edges.entry(edge).or_insert((0, step)).0 += 1;
    }

    pub(crate) fn first(&self, client: State, server: State) -> Option<WorldId> {
        let (count, first) = self.worlds[cell(client, server)];
        (count > 0).then_some(first)
    }

    pub(crate) fn first_along(&self, from: State, to: State) -> Option<Step> {
        self.edges.get(&(from, to)).map(|(_, step)| *step)
    }

    pub(crate) fn map(&self) -> Map {
        let pairs =
            State::ALL.into_iter().flat_map(|client| State::ALL.map(|server| (client, server)));
        let worlds = pairs
            .map(|(client, server)| ((client, server), self.worlds[cell(client, server)].0))
            .filter(|(_, count)| *count > 0);
        let edges = self.edges.iter().map(|(edge, (count, _))| (*edge, *count));
        Map { worlds: worlds.collect(), edges: edges.collect() }
    }
}
