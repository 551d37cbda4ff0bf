//! The search: breadth first, so that the first failure of a property is a shortest one.

use crate::choice::Choice;
use crate::ends::Ends;
use crate::map::{Map, Tally};
use crate::model::{Declared, Model};
use crate::property::Property;
use crate::store::{Store, WorldId};
use crate::world::{Story, World};
use tcp_model::host::Host;
use tcp_model::knobs::Isn;
use tcp_model::state::State;

/// How far a search is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Worlds that were met.
    pub worlds: usize,
    /// Worlds that were met and not looked into yet.
    pub frontier: usize,
    /// How many steps the furthest of those looked into is from the beginning.
    pub depth: usize,
}

/// A property that fails, and a shortest way to its failure from the beginning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What fails.
    pub property: Property,
    /// The way there.
    pub steps: Vec<Choice>,
}

/// What a search has found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// How many worlds there are.
    pub worlds: usize,
    /// How many steps the furthest is from the beginning.
    pub depth: usize,
    /// Everything within the bounds was looked into.
    pub complete: bool,
    /// A shortest failure of each property that fails.
    pub failures: Vec<Failure>,
    /// An invariant of the engine that was broken, and a shortest way there.
    pub invariant: Option<(&'static str, Vec<Choice>)>,
}

impl Found {
    /// The failure of a property, if there is one.
    pub fn failure(&self, property: Property) -> Option<&Failure> {
        self.failures.iter().find(|failure| failure.property == property)
    }
}

/// A step that was taken from a world.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Step {
    pub(crate) from: WorldId,
    pub(crate) choice: Choice,
}

/// A search, under way or over.
pub struct Search {
    model: Model,
    ends: Ends,
    store: Store,
    /// The next world to be looked into.
    next: WorldId,
    depth: usize,
    /// The worlds of the current depth end before this one.
    level_end: WorldId,
    truncated: bool,
    failures: Vec<(Property, Step)>,
    invariant: Option<(&'static str, Step)>,
    tally: Tally,
    /// What the last step broke.
    broken: Vec<Property>,
    broken_invariant: Option<&'static str>,
    /// The transitions of the last step.
    edges: Vec<(State, State)>,
    remembers_trouble: bool,
}

/// Explores all worlds of a model.
pub fn explore(model: Model) -> Search {
    let mut search = Search::new(model);
    while search.advance(1 << 20) {}
    search
}

impl Search {
    /// A search of this model, at its beginning.
    pub fn new(model: Model) -> Search {
        let ends = Ends::new(&model.knobs);
        let beginning = World { ends: [0, 1], ..World::default() };
        let asks = |declared: &Declared| declared.property == Property::CleanClose;
        let mut search = Search {
            ends,
            store: Store::new(&beginning),
            next: 0,
            depth: 0,
            level_end: 1,
            truncated: false,
            failures: Vec::new(),
            invariant: None,
            tally: Tally::default(),
            broken: Vec::new(),
            broken_invariant: None,
            edges: Vec::new(),
            remembers_trouble: model.declared.iter().any(asks),
            model,
        };
        search.tally.world(&search.ends, beginning.ends, 0);
        search
    }

    /// Looks into so many more worlds. Says whether there are more.
    pub fn advance(&mut self, worlds: usize) -> bool {
        self.look_into(worlds, |_| false)
    }

    /// The same, but ends with the world that [decides](Self::is_decided) all that is asked. Says
    /// whether something is still to be decided, in worlds that there are.
    pub fn decide(&mut self, worlds: usize) -> bool {
        self.look_into(worlds, Search::is_decided) && !self.is_decided()
    }

    fn look_into(&mut self, worlds: usize, is_over: impl Fn(&Search) -> bool) -> bool {
        let (mut world, mut after) = (World::default(), World::default());
        let mut choices = Vec::new();
        for _ in 0..worlds {
            if self.next as usize == self.store.len() || is_over(self) {
                break;
            }
            if self.next == self.level_end {
                (self.depth, self.level_end) = (self.depth + 1, self.store.len() as WorldId);
            }
            self.store.read(self.next, &mut world);
            self.choices(&world, &mut choices);
            for choice in &choices {
                self.look(&world, *choice, &mut after);
            }
            self.settle();
            self.next += 1;
        }
        (self.next as usize) < self.store.len()
    }

    fn look(&mut self, world: &World, choice: Choice, after: &mut World) {
        let exists = self.step(world, choice, after);
        let step = Step { from: self.next, choice };
        for property in self.broken.drain(..) {
            if self.failures.iter().all(|(known, _)| *known != property) {
                self.failures.push((property, step));
            }
        }
        if let Some(broken) = self.broken_invariant {
            self.invariant.get_or_insert((broken, step));
        }
        if exists {
            self.edges.iter().for_each(|edge| self.tally.edge(*edge, step));
            self.store.collect(after);
        }
    }

    /// Takes in the worlds to which the choices have led.
    fn settle(&mut self) {
        let known = self.store.len();
        self.store.insert(self.next);
        for id in known..self.store.len() {
            let id = id as WorldId;
            self.tally.world(&self.ends, self.store.ends(id), id);
        }
    }

    /// How far the search is.
    pub fn progress(&self) -> Progress {
        let (worlds, depth) = (self.store.len(), self.depth);
        Progress { worlds, frontier: worlds - self.next as usize, depth }
    }

    /// Whether everything within the bounds was looked into.
    pub fn is_complete(&self) -> bool {
        self.next as usize == self.store.len() && !self.truncated
    }

    /// Whether all that is asked has its answer: everything was looked into, or everything that
    /// is declared has failed.
    pub fn is_decided(&self) -> bool {
        let failed = |declared: &Declared| {
            self.failures.iter().any(|(property, _)| *property == declared.property)
        };
        self.is_complete()
            || (!self.model.declared.is_empty() && self.model.declared.iter().all(failed))
    }

    /// What was found so far.
    pub fn found(&mut self) -> Found {
        let failures = self.failures.clone().into_iter();
        let failures = failures
            .map(|(property, step)| Failure { property, steps: self.way_with(step) })
            .collect();
        let invariant = self.invariant.map(|(broken, step)| (broken, self.way_with(step)));
        let Progress { worlds, depth, .. } = self.progress();
        Found { worlds, depth, complete: self.is_complete(), failures, invariant }
    }

    /// A shortest way to a failure of a property, if one was found.
    pub fn failure(&mut self, property: Property) -> Option<Vec<Choice>> {
        let (_, step) = *self.failures.iter().find(|(known, _)| *known == property)?;
        Some(self.way_with(step))
    }

    /// How many worlds there are for each pair of states, and how often each transition was met.
    pub fn map(&self) -> Map {
        self.tally.map()
    }

    /// A shortest way to a world in which the ends are in these states, if one was met.
    pub fn way_to_states(&mut self, client: State, server: State) -> Option<Vec<Choice>> {
        let world = self.tally.first(client, server)?;
        Some(self.way_to(world))
    }

    /// A shortest way to a step in which an end goes from one state to another, that step
    /// included.
    pub fn way_along(&mut self, from: State, to: State) -> Option<Vec<Choice>> {
        let step = self.tally.first_along(from, to)?;
        Some(self.way_with(step))
    }

    /// The world in which nothing has happened.
    pub fn beginning(&self) -> World {
        let mut world = World::default();
        self.store.read(0, &mut world);
        world
    }

    fn way_with(&mut self, step: Step) -> Vec<Choice> {
        let mut way = self.way_to(step.from);
        way.push(step.choice);
        way
    }

    /// Steps are not stored: from each world on the way the one that leads to the next is found
    /// again.
    fn way_to(&mut self, world: WorldId) -> Vec<Choice> {
        let mut way = Vec::new();
        let (mut before, mut after) = (World::default(), World::default());
        let (mut child, mut choices) = (world, Vec::new());
        while child != 0 {
            let parent = self.store.parent(child);
            self.store.read(parent, &mut before);
            self.choices(&before, &mut choices);
            let leads = choices.iter().find(|choice| {
                self.step(&before, **choice, &mut after) && self.store.is(child, &after)
            });
            way.push(*leads.expect("a world has a step that leads to it"));
            child = parent;
        }
        way.reverse();
        way
    }

    /// Which SYN an incarnation has sent: one that is like another in every octet counts for it,
    /// as nobody can tell them apart. That is so where each begins with the same number.
    pub fn syn(&self, side: usize, incarnation: u8) -> u8 {
        let fixed = matches!(self.model.knobs[Host::BOTH[side]].isn, Isn::Fixed(_));
        if fixed { incarnation.min(1) } else { incarnation }
    }

    /// Whether an incarnation of this side and one of the other are paired: each has accepted the
    /// other's SYN.
    pub fn are_paired(&self, story: &Story, side: usize, mine: u8, theirs: u8) -> bool {
        let (ours, peers) = (&story.ghosts[side], &story.ghosts[1 - side]);
        mine > 0
            && theirs > 0
            && ours.accepted_by(mine) == self.syn(1 - side, theirs)
            && peers.accepted_by(theirs) == self.syn(side, mine)
    }

    /// Whether the current incarnations are paired.
    pub fn is_paired(&self, story: &Story) -> bool {
        let [client, server] = story.ghosts.map(|ghost| ghost.incarnation);
        self.are_paired(story, 0, client, server)
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The endpoints and segments that were met.
    pub fn ends(&self) -> &Ends {
        &self.ends
    }

    /// The worlds that were met.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What the last [`step`](Self::step) broke.
    pub fn broken(&self) -> &[Property] {
        &self.broken
    }

    pub(crate) fn ends_mut(&mut self) -> &mut Ends {
        &mut self.ends
    }

    pub(crate) fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    pub(crate) fn remembers_trouble(&self) -> bool {
        self.remembers_trouble
    }

    pub(crate) fn forget_broken(&mut self) {
        self.broken.clear();
        self.broken_invariant = None;
        self.edges.clear();
    }

    /// A property is broken in a step, if the model declares it and the step is within its bounds.
    pub(crate) fn breaks(&mut self, property: Property, story: &Story) {
        let declared = self.model.declared.iter().find(|declared| declared.property == property);
        if declared.is_some_and(|declared| story.is_within(&declared.within)) {
            self.broken.push(property);
        }
    }

    pub(crate) fn breaks_invariant(&mut self, broken: &'static str) {
        self.broken_invariant = Some(broken);
    }

    pub(crate) fn note_edge(&mut self, from: State, to: State) {
        self.edges.push((from, to));
    }

    pub(crate) fn truncate(&mut self) {
        self.truncated = true;
    }
}
