//! A way through the worlds as a scenario: the same steps in the simulator, in which everything
//! takes time. A step that waits for nothing comes a little after the one before; where time
//! passes to a timer or to the end of a segment's life, it passes.
//!
//! Two things that are due at the same moment in a world may come in either order. In a run they are
//! not quite at the same moment, and a way that takes the later first cannot be gone: the error says
//! so.
//!
//! - `route` finds the moments, `follow` takes the steps in the world, `sent` tells the network what
//!   to do; `causes` is what a run has in common with a way.
//! - `file` and `words` make the scenario.

mod causes;
mod file;
mod follow;
mod route;
mod sent;
mod words;

use crate::choice::Choice;
use crate::search::Search;
use std::fmt;
use std::sync::Arc;
use tcp_model::host::PerHost;
use tcp_model::knobs::Knobs;
use tcp_model::state::State;
use tcp_model::trace::{EventKind, Run};
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::property::Property;
use tcp_scenarios::scenario::Scenario;

pub use causes::count;

/// Where a way leads.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Goal {
    /// To a failure of a property.
    Violation(Property),
    /// To the client in the first state while the server is in the second.
    States(State, State),
    /// To an end that goes from the first state to the second.
    Edge(State, State),
}

/// A way that the simulator cannot go: where, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReplayError {
    /// The step, from 1.
    pub step: usize,
    /// What is in the way.
    pub obstacle: &'static str,
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: {}", self.step, self.obstacle)
    }
}

impl std::error::Error for ReplayError {}

/// The scenario of a way that a search has found from its beginning to a goal. Its run takes the same
/// steps, and what the goal says is so in its last.
///
/// # Errors
/// Where the simulator cannot take the steps of the way, or does not arrive where it leads.
pub fn scenario(
    search: &mut Search,
    way: &[Choice],
    goal: Goal,
) -> Result<ScenarioFile, ReplayError> {
    let last = |obstacle| ReplayError { step: way.len(), obstacle };
    if way.is_empty() {
        return Err(last("nothing happens on the way"));
    }
    let route = route::find(search, way)?;
    let file = file::compose(search.model(), way, goal, &route);
    let scenario = Scenario::from_file(&file).map_err(|_| last("the scenario is not valid"))?;
    let run = scenario.run();
    if count(&run) != way.len() {
        return Err(last("the run does not take as many steps"));
    }
    goal.check(&run, &scenario.setup().knobs).map_err(last)?;
    Ok(file)
}

impl Goal {
    /// Whether a run arrives there, with its last step.
    fn check(self, run: &Run, knobs: &PerHost<Arc<Knobs>>) -> Result<(), &'static str> {
        let last = run.beats.iter().rev().find(|beat| causes::is_cause(run, beat));
        let last = last.map_or(0, |beat| beat.events.start);
        match self {
            Goal::Violation(property) => match property.violation(run, knobs) {
                None => Err("the run breaks nothing"),
                Some(violation) if violation.event < last => Err("the run breaks it before"),
                Some(_) => Ok(()),
            },
            Goal::States(client, server) => {
                let status = run.last_status();
                let arrives = (status.client.state, status.server.state) == (client, server);
                arrives.then_some(()).ok_or("the run ends in other states")
            }
            Goal::Edge(from, to) => {
                let takes = |kind: &EventKind| matches!(kind, EventKind::State { from: f, to: t, .. } if (*f, *t) == (from, to));
                let arrives = run.events[last..].iter().any(|event| takes(&event.kind));
                arrives.then_some(()).ok_or("no end of the run goes there")
            }
        }
    }
}
