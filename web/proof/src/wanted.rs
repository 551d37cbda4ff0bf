//! The address of a way that the checker finds: `proof/MODEL/GOAL`, and where they are not the
//! model's own `/BOUNDS`. A goal is the name of a property that fails (`agreement`), the states of
//! client and server (`CLOSING,CLOSING`), or a transition (`FIN-WAIT-1~CLOSING`). Bounds are
//! written as on the command line (`losses=2,opens=1`), those that differ from the model's.

use std::fmt;
use tcp_checker::bounds::Bounds;
use tcp_checker::choice::Choice;
use tcp_checker::model::Model;
use tcp_checker::replay;
use tcp_checker::search::Search;
use tcp_model::state::State;
use tcp_scenarios::catalogue::PROOF;
use tcp_scenarios::property::Property;

/// Where a way leads.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// To a failure of a property.
    Failure(Property),
    /// To the client in the first state while the server is in the second.
    States(State, State),
    /// To an end that goes from the first state to the second.
    Edge(State, State),
}

impl Goal {
    /// The goal of this name.
    pub fn named(name: &str) -> Option<Goal> {
        if let Some(property) = Property::from_id(name) {
            return Some(Goal::Failure(property));
        }
        let states = |(one, other): (&str, &str)| Some((state(one)?, state(other)?));
        let pair = name.split_once(',').and_then(states);
        let edge = || name.split_once('~').and_then(states);
        pair.map(|(client, server)| Goal::States(client, server))
            .or_else(|| edge().map(|(from, to)| Goal::Edge(from, to)))
    }

    /// A shortest way there, if one was found.
    pub fn way(self, search: &mut Search) -> Option<Vec<Choice>> {
        match self {
            Goal::Failure(property) => search.failure(property),
            Goal::States(client, server) => search.way_to_states(client, server),
            Goal::Edge(from, to) => search.way_along(from, to),
        }
    }
}

impl From<Goal> for replay::Goal {
    fn from(goal: Goal) -> replay::Goal {
        match goal {
            Goal::Failure(property) => replay::Goal::Violation(property),
            Goal::States(client, server) => replay::Goal::States(client, server),
            Goal::Edge(from, to) => replay::Goal::Edge(from, to),
        }
    }
}

fn state(name: &str) -> Option<State> {
    State::ALL.into_iter().find(|state| state.name().eq_ignore_ascii_case(name))
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Goal::Failure(property) => f.write_str(property.id()),
            Goal::States(client, server) => write!(f, "{client},{server}"),
            Goal::Edge(from, to) => write!(f, "{from}~{to}"),
        }
    }
}

/// A way that is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The name of the model.
    pub model: &'static str,
    /// Within these.
    pub bounds: Bounds,
    /// Where it leads.
    pub goal: Goal,
}

/// A part of an address that means nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaningless {
    /// There is no such model.
    Model(String),
    /// That is no goal, or those are no bounds, of this model.
    Rest(&'static str, String),
}

impl Wanted {
    /// Reads an address.
    ///
    /// # Errors
    /// The first part that means nothing.
    pub fn read(address: &str) -> Result<Wanted, Meaningless> {
        let parts = address.strip_prefix(PROOF).unwrap_or(address);
        let (name, rest) = parts.split_once('/').unwrap_or((parts, ""));
        let model = Model::named(name).ok_or_else(|| Meaningless::Model(name.to_owned()))?;
        let wrong = |part: &str| Meaningless::Rest(model.id, part.to_owned());
        let (goal, bounds) = rest.split_once('/').unwrap_or((rest, ""));
        let goal = Goal::named(goal).ok_or_else(|| wrong(goal))?;
        let bounds = model.bounds.changed(bounds).map_err(|_| wrong(bounds))?;
        Ok(Wanted { model: model.id, bounds, goal })
    }

    /// Its address.
    pub fn address(&self) -> String {
        let mut address = format!("{PROOF}{}/{}", self.model, self.goal);
        let own = Model::named(self.model).map(|model| model.bounds).unwrap_or_default();
        let differing = differences(own, self.bounds);
        if !differing.is_empty() {
            address.extend(["/", &*differing]);
        }
        address
    }
}

/// Bounds that are not as others, as text.
fn differences(own: Bounds, bounds: Bounds) -> String {
    let mut differing = Vec::new();
    for (place, (name, _)) in Bounds::names().into_iter().enumerate() {
        if own.values()[place] != bounds.values()[place] {
            differing.push(format!("{name}={}", bounds.values()[place]));
        }
    }
    differing.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_it_is_written() {
        for address in [
            "proof/two-way/agreement",
            "proof/three-way/CLOSING,CLOSING/closes=1",
            "proof/three-way/FIN-WAIT-1~CLOSING/opens=1,losses=2",
        ] {
            assert_eq!(Wanted::read(address).unwrap().address(), address);
        }
    }

    #[test]
    fn bounds_that_are_the_models_own_are_not_written() {
        let own = Model::named("three-way").unwrap().bounds;
        let spelt = format!("proof/three-way/closing,closing/losses={}", own.losses);
        assert_eq!(Wanted::read(&spelt).unwrap().address(), "proof/three-way/CLOSING,CLOSING");
    }

    #[test]
    fn what_means_nothing_is_told() {
        let rest = |part: &str| Err(Meaningless::Rest("two-way", part.to_owned()));
        assert_eq!(
            Wanted::read("proof/five-way/agreement"),
            Err(Meaningless::Model("five-way".to_owned()))
        );
        assert_eq!(Wanted::read("proof/two-way"), rest(""));
        assert_eq!(Wanted::read("proof/two-way/LISTEN,ASLEEP"), rest("LISTEN,ASLEEP"));
        assert_eq!(Wanted::read("proof/two-way/agreement/losses=99"), rest("losses=99"));
    }
}
