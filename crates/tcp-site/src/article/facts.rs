//! What the article says of runs and of searches, looked up: nobody types it.

use std::collections::BTreeMap;
use tcp_checker::bounds::Bounds;
use tcp_checker::choice::Choice;
use tcp_checker::model::{Declared, Model};
use tcp_checker::property::Property;
use tcp_checker::search::Search;
use tcp_model::host::{Flow, Host};
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::trace::{EventKind, Run};
use tcp_scenarios::catalogue::Catalogue;
use tcp_view::number::with_commas;

/// After so many worlds a search looks whether it is over.
const STRIDE: usize = 1000;

/// The searches that were asked for, each as far as it had to go.
#[derive(Default)]
pub(crate) struct Facts {
    searches: BTreeMap<String, Search>,
}

impl Facts {
    /// The fact that is written so:
    ///
    /// - `worlds:three-way`, in how many worlds the checker has looked, which are all there are;
    /// - `steps:two-way:settles`, how long the shortest failure of a property is;
    /// - `losses:three-way`, how much of something may happen in a model;
    /// - `retransmissions:three-way`, how often its ends send something again;
    /// - `when:three-way-normal:server:ESTABLISHED`, when an end of a run enters a state.
    ///
    /// # Errors
    /// With what was expected.
    pub(super) fn fact(&mut self, asked: &str) -> Result<String, String> {
        let parts: Vec<&str> = asked.split(':').collect();
        let found = match parts[..] {
            ["worlds", model] => self.worlds(model).map(|worlds| with_commas(worlds as u64)),
            ["steps", model, property] => {
                let property = self.property(model, property)?;
                self.failure(model, property).map(|way| way.len().to_string())
            }
            ["when", address, host, state] => when(address, host, state),
            ["retransmissions", model] => {
                self.search(model).map(|search| search.model().knobs[Host::Client].r2.to_string())
            }
            [bound, model] => self.bound(model, bound),
            _ => {
                Err("expected worlds, steps, a bound or when, with what it is asked of".to_owned())
            }
        };
        found.map_err(|message| format!("{{{{{asked}}}}}: {message}"))
    }

    /// The search of a model, which may not have begun.
    pub(super) fn search(&mut self, model: &str) -> Result<&mut Search, String> {
        let model = named(model)?;
        Ok(self.search_of(model))
    }

    fn search_of(&mut self, model: Model) -> &mut Search {
        let key = format!("{} {}", model.id, model.bounds);
        self.searches.entry(key).or_insert_with(|| Search::new(model))
    }

    /// How many worlds a model has, after a search through all of them.
    fn worlds(&mut self, model: &str) -> Result<usize, String> {
        all_worlds(self.search(model)?)
    }

    /// In how many worlds a model keeps a property: those in which no more has happened than the
    /// property allows for.
    pub(super) fn worlds_that_keep(
        &mut self,
        model: &str,
        declared: &Declared,
    ) -> Result<usize, String> {
        let narrowed = named(model)?.with_bounds(declared.within);
        let search = self.search_of(narrowed);
        let worlds = all_worlds(search)?;
        match search.failure(declared.property) {
            None => Ok(worlds),
            Some(_) => Err(format!("{model} does not keep {}", declared.property)),
        }
    }

    /// A property that a model says something of.
    pub(super) fn property(&mut self, model: &str, id: &str) -> Result<Property, String> {
        let declared = &self.search(model)?.model().declared;
        let found = declared.iter().find(|declared| declared.property.id() == id);
        found.map(|declared| declared.property).ok_or_else(|| {
            let all: Vec<&str> = declared.iter().map(|declared| declared.property.id()).collect();
            format!("property {id:?}: expected one of {}", all.join(", "))
        })
    }

    /// A shortest way to a failure of a property.
    pub(super) fn failure(
        &mut self,
        model: &str,
        property: Property,
    ) -> Result<Vec<Choice>, String> {
        let search = self.search(model)?;
        loop {
            if let Some(way) = search.failure(property) {
                return Ok(way);
            }
            if !search.advance(STRIDE) {
                return Err(format!("expected a property that fails: {model} keeps {property}"));
            }
        }
    }

    fn bound(&mut self, model: &str, bound: &str) -> Result<String, String> {
        let place = Bounds::names().iter().position(|(name, _)| *name == bound);
        let place = place.ok_or_else(|| {
            let all = Bounds::names().map(|(name, _)| name).join(", ");
            format!("expected worlds, steps, when or one of {all}")
        })?;
        Ok(self.search(model)?.model().bounds.values()[place].to_string())
    }
}

fn named(model: &str) -> Result<Model, String> {
    Model::named(model).ok_or_else(|| {
        let all: Vec<&str> = Model::all().iter().map(|model| model.id).collect();
        format!("model {model:?}: expected one of {}", all.join(", "))
    })
}

/// How many worlds there are, after a search through all of them.
fn all_worlds(search: &mut Search) -> Result<usize, String> {
    while search.decide(STRIDE) {}
    let model = search.model().id;
    match search.is_complete() {
        true => Ok(search.progress().worlds),
        false => Err(format!("expected a model that holds: {model} fails before its end")),
    }
}

fn when(address: &str, host: &str, state: &str) -> Result<String, String> {
    let scenario = Catalogue::get().find(address).ok_or("expected the id of a scenario")?;
    let host = Host::BOTH.into_iter().find(|one| one.name() == host);
    let host = host.ok_or("expected client or server")?;
    let state = State::ALL.into_iter().find(|one| one.name() == state);
    let state = state.ok_or("expected a state, such as ESTABLISHED")?;
    let at = entered(&scenario.run(), host, state);
    at.map(|at| at.to_string()).ok_or_else(|| format!("the {host} is never {state}"))
}

/// When an end enters a state for the first time.
fn entered(run: &Run, end: Host, state: State) -> Option<Instant> {
    let enters = |kind: &EventKind| matches!(kind, EventKind::State { host, to, .. } if (*host, *to) == (end, state));
    let event = run.events.iter().find(|event| event.flow == Flow::MAIN && enters(&event.kind))?;
    Some(event.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_those_of_runs_and_searches() {
        let mut facts = Facts::default();
        for (asked, fact) in [
            ("worlds:third-ack-lost", "2,539"),
            ("steps:two-way:settles", "7"),
            ("losses:three-way", "3"),
            ("retransmissions:three-way", "2"),
            ("when:three-way-normal:client:ESTABLISHED", "80 ms"),
            ("when:three-way-normal:server:ESTABLISHED", "120 ms"),
        ] {
            assert_eq!(facts.fact(asked).as_deref(), Ok(fact), "{asked}");
        }
    }

    #[test]
    fn what_is_no_fact_is_said_with_what_was_expected() {
        let mut facts = Facts::default();
        for (asked, expected) in [
            ("worlds:five-way", "model \"five-way\": expected one of two-way, three-way"),
            ("worlds:two-way", "expected a model that holds"),
            ("steps:two-way:heals", "property \"heals\": expected one of agreement"),
            ("steps:third-ack-lost:agreement", "expected a property that fails"),
            ("floods:three-way", "expected worlds, steps, when or one of opens"),
            ("when:nothing:client:CLOSED", "expected the id of a scenario"),
            ("when:three-way-normal:client:CLOSING", "the client is never CLOSING"),
            ("many", "expected worlds, steps"),
        ] {
            let message = facts.fact(asked).unwrap_err();
            assert!(message.contains(expected), "{asked}: {message}");
        }
    }
}
