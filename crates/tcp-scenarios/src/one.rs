//! Files of single runs: an alternative with all that it takes over, and a scenario that is known
//! without its file.

use crate::format::{
    AlternativeFile, FORMAT, Intervention, KnobsFile, RunChanges, RunFile, ScenarioFile,
};
use crate::scenario::{Scenario, USUAL_DELAY};
use tcp_model::sim::{Limit, Setup};
use tcp_model::time::Instant;

impl ScenarioFile {
    /// One run as a file of its own, without alternatives: the scenario's where `alternative` is
    /// missing, else that of the alternative with this id; `None` if there is none.
    pub fn single(&self, alternative: Option<&str>) -> Option<ScenarioFile> {
        let file = ScenarioFile { alternatives: Vec::new(), ..self.clone() };
        match alternative {
            None => Some(file),
            Some(id) => {
                let other = self.alternatives.iter().find(|other| other.id == id)?;
                Some(folded(file, other))
            }
        }
    }

    /// The file of a scenario that is known without one, such as one that came as a book. Its run
    /// is the same. A book has no claims.
    pub fn of(scenario: &Scenario) -> ScenarioFile {
        let Scenario { address, group, title, question, answer, note, rfc, right, .. } = scenario;
        ScenarioFile {
            schema: None,
            format: FORMAT.to_owned(),
            id: id_of(address),
            group: *group,
            title: title.clone(),
            question: question.clone(),
            answer: answer.clone(),
            note: note.clone(),
            rfc: rfc.clone(),
            from_original_post: false,
            right: right.clone(),
            proof: scenario.proof.clone(),
            run: run_of(scenario.setup()),
            captions: scenario.captions.clone(),
            claims: scenario.claims.clone(),
            alternatives: Vec::new(),
        }
    }
}

impl RunChanges {
    /// The run of an alternative with these changes.
    pub fn applied_to(&self, base: &RunFile) -> RunFile {
        RunFile {
            knobs: self.knobs.clone().unwrap_or_else(|| base.knobs.clone()),
            faults: self.faults.clone().unwrap_or_else(|| base.faults.clone()),
            script: self.script.clone().unwrap_or_else(|| base.script.clone()),
            until: self.until.or(base.until),
            ..base.clone()
        }
    }
}

fn folded(file: ScenarioFile, other: &AlternativeFile) -> ScenarioFile {
    ScenarioFile {
        id: id_of(&[&file.id, "/", &other.id].concat()),
        title: other.title.clone(),
        answer: other.answer.clone(),
        note: other.note.clone().or(file.note),
        right: other.right.clone(),
        run: other.run.applied_to(&file.run),
        captions: other.captions.clone(),
        claims: other.claims.clone(),
        ..file
    }
}

/// An address as the id of a file: its words, joined by hyphens.
pub fn id_of(address: &str) -> String {
    let lower = address.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let id = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if id.is_empty() { "run".to_owned() } else { id }
}

/// What a setup depends on, as a file says it. Every track but the first has one step: it stems
/// from an intervention.
fn run_of(setup: &Setup) -> RunFile {
    let beside = setup.tracks.iter().skip(1).flatten();
    RunFile {
        start: setup.start,
        delay: Some(setup.delay).filter(|delay| *delay != USUAL_DELAY),
        knobs: KnobsFile::of(&setup.knobs),
        strangers_isn: setup.strangers_isn.clone(),
        faults: setup.faults.clone(),
        weather: setup.weather,
        script: setup.tracks.first().cloned().unwrap_or_default(),
        until: Some(setup.limit.time)
            .filter(|time| *time != Limit::default().time)
            .map(|time| time.since(Instant::ZERO)),
        interventions: beside.cloned().map(Intervention::Step).collect(),
    }
}

#[cfg(all(test, feature = "prose"))]
mod tests {
    use super::*;
    use crate::catalogue::{self, Catalogue};

    #[test]
    fn a_scenario_made_into_a_file_runs_as_before() {
        for scenario in Catalogue::get().entries().iter().flat_map(catalogue::Entry::all) {
            let file = ScenarioFile::of(scenario);
            let again = Scenario::from_file(&file).expect(&scenario.address);
            let again = Scenario { address: scenario.address.clone(), ..again };
            assert_eq!(again.setup, scenario.setup, "{}", scenario.address);
            assert_eq!(again, *scenario);
        }
    }

    #[test]
    fn an_alternative_as_a_file_of_its_own_is_the_alternative() {
        for scenario in Catalogue::get().entries().iter().flat_map(catalogue::Entry::all) {
            let file = catalogue::file(&scenario.address).expect("it is in the catalogue");
            assert!(file.alternatives.is_empty());
            let single = Scenario::from_file(&file).expect(&scenario.address);
            assert_eq!(Scenario { address: scenario.address.clone(), ..single }, *scenario);
        }
        assert_eq!(catalogue::file("three-way-normal/no-such"), None);
        assert_eq!(catalogue::file("no-such"), None);
    }

    #[test]
    fn a_step_that_a_reader_has_added_is_still_beside_the_script() {
        let mut file = catalogue::file("three-way-normal").expect("it is in the catalogue");
        file.run.interventions =
            file.run.script.last().cloned().map(Intervention::Step).into_iter().collect();
        let scenario = Scenario::from_file(&file).expect("it fits together");
        let again = ScenarioFile::of(&scenario);
        assert_eq!(again.run.interventions, file.run.interventions);
    }

    #[test]
    fn any_address_gives_an_id() {
        assert_eq!(id_of("a-b/tcp_c=1"), "a-b-tcp-c-1");
        assert_eq!(id_of("proof/x/FIN-WAIT-1~CLOSING"), "proof-x-fin-wait-1-closing");
        assert_eq!(id_of("/"), "run");
    }
}
