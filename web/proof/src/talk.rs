//! What the page and its worker say to each other: words with spaces between.

use crate::wanted::Goal;
use std::fmt::Write;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_model::state::State;
use tcp_scenarios::property::Property;

/// What the page asks of the worker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// To search a model within these bounds, from the beginning.
    Run(&'static str, Bounds),
    /// To stop searching.
    Stop,
    /// For a way there.
    Way(Goal),
}

impl Ask {
    /// As it is sent.
    pub fn text(&self) -> String {
        match self {
            Ask::Run(model, bounds) => format!("run {model} {bounds}"),
            Ask::Stop => "stop".to_owned(),
            Ask::Way(goal) => format!("way {goal}"),
        }
    }

    /// As it was meant.
    pub fn read(text: &str) -> Option<Ask> {
        let mut words = text.split(' ');
        Some(match words.next()? {
            "run" => {
                let model = Model::named(words.next()?)?;
                Ask::Run(model.id, words.next()?.parse().ok()?)
            }
            "way" => Ask::Way(Goal::named(words.next()?)?),
            "stop" => Ask::Stop,
            _ => return None,
        })
    }
}

/// How far a search is.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Phase {
    /// It goes on.
    #[default]
    Running,
    /// Everything within the bounds was looked into.
    Complete,
    /// The reader stopped it.
    Stopped,
    /// It was stopped where there is no more room for worlds.
    Full,
}

impl Phase {
    const ALL: [Phase; 4] = [Phase::Running, Phase::Complete, Phase::Stopped, Phase::Full];
}

/// The states in which every way begins: there is none that leads there.
pub const BEGINNING: (State, State) = (State::Closed, State::Closed);

/// What a search has found so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// How far it is.
    pub phase: Phase,
    /// Worlds that were met.
    pub worlds: u64,
    /// Worlds that were met and not looked into yet.
    pub frontier: u64,
    /// How many steps the furthest is from the beginning.
    pub depth: u64,
    /// How long it has searched, in milliseconds.
    pub millis: u64,
    /// The properties that fail, each with the length of a shortest way there.
    pub failures: Vec<(Property, usize)>,
    /// How many worlds there are for each pair of states: client, server.
    pub pairs: Vec<(State, State, u64)>,
    /// How often an end went from one state to another.
    pub edges: Vec<(State, State, u64)>,
}

impl Report {
    /// As it is sent.
    pub fn text(&self) -> String {
        let Report { phase, worlds, frontier, depth, millis, .. } = self;
        let phase = *phase as u8;
        let mut text = format!("{phase} {worlds} {frontier} {depth} {millis} {}", self.pairs.len());
        let counts = self.pairs.iter().chain(&self.edges);
        let _ = write!(text, " {}", self.edges.len());
        for (one, other, count) in counts {
            let _ = write!(text, " {} {} {count}", *one as u8, *other as u8);
        }
        for (property, steps) in &self.failures {
            let _ = write!(text, " {} {steps}", property.id());
        }
        text
    }

    /// As it was meant.
    pub fn read(text: &str) -> Option<Report> {
        let mut words = text.split(' ');
        let mut number = || words.next()?.parse::<u64>().ok();
        let phase = *Phase::ALL.get(number()? as usize)?;
        let (worlds, frontier, depth, millis) = (number()?, number()?, number()?, number()?);
        let (pairs, edges) = (number()?, number()?);
        let mut counts = |how_many| {
            let mut counts = Vec::new();
            for _ in 0..how_many {
                let [one, other] = [number()?, number()?];
                let state = |number: u64| State::ALL.get(number as usize).copied();
                counts.push((state(one)?, state(other)?, number()?));
            }
            Some(counts)
        };
        let (pairs, edges) = (counts(pairs)?, counts(edges)?);
        let mut failures = Vec::new();
        while let Some(id) = words.next() {
            let property = Property::from_id(id)?;
            failures.push((property, words.next()?.parse().ok()?));
        }
        Some(Report { phase, worlds, frontier, depth, millis, failures, pairs, edges })
    }

    /// The length of a shortest way to a failure of a property.
    pub fn failure(&self, property: Property) -> Option<usize> {
        self.failures.iter().find(|(known, _)| *known == property).map(|(_, steps)| *steps)
    }

    /// The first cell of the map to which a way leads.
    pub fn first_cell(&self) -> Option<(State, State)> {
        let mut cells = self.pairs.iter().map(|(client, server, _)| (*client, *server));
        cells.find(|cell| *cell != BEGINNING)
    }

    /// How many worlds have the ends in these states.
    pub fn count(&self, client: State, server: State) -> u64 {
        let cell = self.pairs.iter().find(|(c, s, _)| (*c, *s) == (client, server));
        cell.map_or(0, |(_, _, count)| *count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_what_was_meant() {
        let bounds = Bounds { opens: 2, losses: 1, ..Bounds::default() };
        for ask in [
            Ask::Run("two-way", bounds),
            Ask::Run("three-way", Bounds::default()),
            Ask::Stop,
            Ask::Way(Goal::Edge(State::FinWait1, State::Closing)),
        ] {
            assert_eq!(Ask::read(&ask.text()), Some(ask));
        }
        assert_eq!(Ask::read("dance"), None);
    }

    #[test]
    fn a_report_arrives_as_it_was_sent() {
        let report = Report {
            phase: Phase::Full,
            worlds: 5_000_000,
            frontier: 7,
            depth: 19,
            millis: 1_234,
            failures: vec![(Property::Agreement, 4), (Property::Settles, 9)],
            pairs: vec![(State::Closed, State::Listen, 3), (State::Closing, State::Closing, 1)],
            edges: vec![(State::Listen, State::SynReceived, 12)],
        };
        assert_eq!(Report::read(&report.text()), Some(report));
        assert_eq!(Report::read(&Report::default().text()), Some(Report::default()));
        for wrong in ["", "9 0 0 0 0 0 0", "0 1 2 3 4 1 0 99 0 1", "0 0 0 0 0 0 0 virtue 3"] {
            assert_eq!(Report::read(wrong), None, "{wrong}");
        }
    }
}
