//! A scenario as a reader has changed it.

use super::endless;
use tcp_model::time::Duration;
use tcp_model::trace::{EventKind, Flight, Landing, Run, SegmentId};
use tcp_scenarios::format::{Intervention, ScenarioFile};
use tcp_scenarios::scenario::{InvalidScenario, Scenario};
use tcp_view::caption::of_beats;

/// A scenario with changes, ready to run and to save. What its author has written for moments is
/// kept for those before the changed run parts from the scenario's own, unless it may foretell a
/// journey that ends otherwise now: there the trace speaks for itself. What would probe a shut window
/// for ever ends when it has shown that.
#[derive(Clone, PartialEq, Debug)]
pub struct Edition {
    file: ScenarioFile,
    parts: Option<usize>,
}

impl Edition {
    /// A scenario, a file without alternatives, with changes.
    ///
    /// # Errors
    /// When they or the file do not fit together.
    pub fn new(
        base: &ScenarioFile,
        interventions: Vec<Intervention>,
    ) -> Result<Edition, InvalidScenario> {
        base.check()?;
        let file = changed(base, interventions);
        file.check()?;
        Ok(Edition::checked(base, file))
    }

    pub(super) fn of(base: &ScenarioFile, interventions: Vec<Intervention>) -> Edition {
        Edition::checked(base, changed(base, interventions))
    }

    fn checked(base: &ScenarioFile, mut file: ScenarioFile) -> Edition {
        if file.run == base.run {
            return Edition { file, parts: None };
        }
        let usual = scenario(base).setup().delay;
        let (own, run) = (scenario(base).run(), scenario(&file).run());
        let parts = first_difference(&own, &run);
        if let Some(event) = parts {
            let kept =
                of_beats(&base.captions, &own, |beat| still_holds(&own, &run, usual, beat, event));
            file.captions = kept.into_iter().cloned().collect();
        }
        endless::cut_off(&mut file, &run);
        Edition { file, parts }
    }

    /// As a file to save: the scenario's with what was changed, under an id of its own.
    pub const fn file(&self) -> &ScenarioFile {
        &self.file
    }

    /// As a scenario that is shown at an address. Its claims are those of the scenario, which
    /// [`Scenario::check`] holds against the changed run.
    pub fn scenario(&self, address: String) -> Scenario {
        let mut scenario = scenario(&self.file);
        scenario.address = address;
        scenario
    }

    /// The first event in which its run differs from the scenario's own; `None` while they are
    /// the same.
    pub const fn parts(&self) -> Option<usize> {
        self.parts
    }
}

fn scenario(file: &ScenarioFile) -> Scenario {
    Scenario::from_file(file).expect("what is changed has been checked")
}

/// The file with changes before and beside those that it has.
fn changed(base: &ScenarioFile, interventions: Vec<Intervention>) -> ScenarioFile {
    let mut file = ScenarioFile { alternatives: Vec::new(), ..base.clone() };
    if interventions.is_empty() {
        return file;
    }
    let is_fault = |change: &Intervention| matches!(change, Intervention::Fault(_));
    let (mut all, steps): (Vec<_>, Vec<_>) = interventions.into_iter().partition(is_fault);
    all.append(&mut file.run.interventions);
    all.extend(steps);
    file.run.interventions = all;
    file.id += "-changed";
    file
}

/// Whether what an author has said of a beat of the scenario's own run holds for the changed one,
/// which parts from it with `event`. Of a segment that is lost, slow or doubled an author tells what
/// will become of it; of others only what they are.
fn still_holds(own: &Run, changed: &Run, usual: Duration, beat: usize, event: usize) -> bool {
    let events = own.beats[beat].events.clone();
    let is_foretold = |id: SegmentId| {
        let flight = own.flight(id);
        let is_usual = flight.copy_of.is_none() && flight.due.since(flight.sent) == usual;
        !is_usual || !matches!(flight.landing, Landing::Arrived(_))
    };
    let travels_alike = |id: SegmentId| {
        let (before, after) = (own.flight(id), changed.flight(id));
        let how = |flight: &Flight| (flight.ended, std::mem::discriminant(&flight.landing));
        how(before) == how(after)
    };
    events.end <= event
        && own.events[events].iter().all(|event| match event.kind {
            EventKind::Send { id, .. } | EventKind::Copy { id, .. } => {
                !is_foretold(id) || travels_alike(id)
            }
            _ => true,
        })
}

fn first_difference(one: &Run, other: &Run) -> Option<usize> {
    let same = one.events.iter().zip(&other.events).take_while(|(a, b)| a == b).count();
    (same < one.events.len().max(other.events.len())).then_some(same)
}
