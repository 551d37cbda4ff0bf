//! stateright as a contender: its plain `Model`, breadth first, in one thread.

use crate::measured::{Gauge, Measured};
use stateright::{Checker, Model, Property};
use std::cell::RefCell;
use tcp_checker::choice::Choice;
use tcp_checker::model;
use tcp_checker::search::Search;
use tcp_checker::world::World;

/// The same steps: choices, worlds, and what a choice makes of a world are those of the search.
struct Steps(model::Model);

thread_local! {
    /// What the steps remember of endpoints and segments. It is of the one thread that takes
    /// them, so that stateright does not have to pay for a lock.
    static SEARCH: RefCell<Option<Search>> = const { RefCell::new(None) };
}

impl Steps {
    fn with<T>(&self, then: impl FnOnce(&mut Search) -> T) -> T {
        SEARCH.with_borrow_mut(|search| {
            then(search.get_or_insert_with(|| Search::new(self.0.clone())))
        })
    }
}

impl Model for Steps {
    type State = World;
    type Action = Choice;

    fn init_states(&self) -> Vec<World> {
        vec![self.with(|search| search.beginning())]
    }

    fn actions(&self, world: &World, choices: &mut Vec<Choice>) {
        self.with(|search| search.choices(world, choices));
    }

    fn next_state(&self, world: &World, choice: Choice) -> Option<World> {
        let mut next = World::default();
        self.with(|search| search.step(world, choice, &mut next)).then_some(next)
    }

    /// stateright stops when every property has failed, so there has to be one that holds.
    fn properties(&self) -> Vec<Property<Steps>> {
        vec![Property::always("there is more to see", |_, _| true)]
    }
}

pub(crate) fn explore(model: model::Model) -> Measured {
    let gauge = Gauge::new();
    let checker = Steps(model).checker().threads(1).spawn_bfs().join();
    gauge.read(checker.unique_state_count())
}
