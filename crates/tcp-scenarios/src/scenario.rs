//! A scenario or one of its alternatives, ready to run.

use crate::format::{
    AlternativeFile, Caption, Claim, FORMAT, Group, Intervention, KnobsFile, RunChanges, RunFile,
    ScenarioFile,
};
use crate::prose::Text;
use std::fmt;
use tcp_model::fault::Fault;
use tcp_model::script::ScriptStep;
use tcp_model::sim::{Limit, Setup, Weather, simulate};
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::Run;

/// How long a segment travels unless the scenario says otherwise.
pub(crate) const USUAL_DELAY: Duration = Duration::from_millis(40);

/// A scenario or one of its alternatives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    /// `id`, or `id/alternative`.
    pub address: String,
    /// Where the list of questions shows it.
    pub group: Group,
    /// What happens, in a few words.
    pub title: Text,
    /// The question that it answers.
    pub question: Text,
    /// The answer.
    pub answer: Text,
    /// What is not TCP in general here, or was chosen for reading.
    pub note: Option<Text>,
    /// Where the RFCs say so.
    pub rfc: Vec<String>,
    /// The address of the right protocol on the same network, for a wrong one.
    pub right: Option<String>,
    /// The models of the checker that bear on the question.
    pub proof: Vec<String>,
    /// What is said at chosen moments.
    pub captions: Vec<Caption>,
    /// What must hold of the run.
    pub claims: Vec<Claim>,
    pub(crate) setup: Setup,
}

impl Scenario {
    /// The scenario of a file, without its alternatives.
    ///
    /// # Errors
    /// When what the file says does not fit together.
    pub fn from_file(file: &ScenarioFile) -> Result<Scenario, InvalidScenario> {
        file.check()?;
        Ok(Scenario {
            address: file.id.clone(),
            group: file.group,
            title: file.title.clone(),
            question: file.question.clone(),
            answer: file.answer.clone(),
            note: file.note.clone(),
            rfc: file.rfc.clone(),
            right: file.right.clone(),
            proof: file.proof.clone(),
            captions: file.captions.clone(),
            claims: file.claims.clone(),
            setup: setup(&file.run),
        })
    }

    /// The alternatives of the scenario of a file.
    pub fn alternatives(&self, file: &ScenarioFile) -> Vec<Scenario> {
        file.alternatives.iter().map(|other| self.alternative(&file.run, other)).collect()
    }

    fn alternative(&self, base: &RunFile, file: &AlternativeFile) -> Scenario {
        Scenario {
            address: format!("{}/{}", self.address, file.id),
            title: file.title.clone(),
            answer: file.answer.clone(),
            note: file.note.clone().or_else(|| self.note.clone()),
            right: file.right.clone(),
            captions: file.captions.clone(),
            claims: file.claims.clone(),
            setup: setup(&file.run.applied_to(base)),
            ..self.clone()
        }
    }

    /// The address of the scenario that this is, or is an alternative of.
    pub fn base_id(&self) -> &str {
        self.address.split('/').next().unwrap_or(&self.address)
    }

    /// What its run depends on.
    pub const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Runs it.
    pub fn run(&self) -> Run {
        simulate(&self.setup)
    }

    /// Its claims, and whether each holds of `run`.
    pub fn check(&self, run: &Run) -> Vec<(&Claim, bool)> {
        let knobs = &self.setup.knobs;
        self.claims.iter().map(|claim| (claim, claim.holds(run, knobs))).collect()
    }
}

/// What a run depends on.
fn setup(run: &RunFile) -> Setup {
    let RunFile { start, delay, knobs, faults, script, .. } = run;
    let mut all_faults = Vec::new();
    let mut tracks = vec![script.clone()];
    for intervention in &run.interventions {
        match intervention {
            Intervention::Fault(fault) => all_faults.push(*fault),
            Intervention::Step(step) => tracks.push(vec![step.clone()]),
        }
    }
    all_faults.extend(faults);
    Setup {
        start: *start,
        knobs: knobs.per_host(),
        strangers_isn: run.strangers_isn.clone(),
        delay: delay.unwrap_or(USUAL_DELAY),
        faults: all_faults,
        weather: run.weather,
        tracks,
        limit: run.until.map_or_else(Limit::default, limit),
    }
}

/// The usual limit, or an earlier one.
fn limit(until: Duration) -> Limit {
    let usual = Limit::default();
    Limit { time: usual.time.min(Instant::ZERO + until), ..usual }
}

/// A scenario file that reads well and yet cannot be used: where, and what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidScenario {
    /// The field.
    pub place: String,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for InvalidScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: expected {}", self.place, self.expected)
    }
}

impl std::error::Error for InvalidScenario {}

/// More octets than a run can show: a file that asks for them is a mistake, or an attack.
const MOST_OCTETS: u32 = 1 << 20;

impl ScenarioFile {
    /// # Errors
    /// When what the file says does not fit together.
    pub fn check(&self) -> Result<(), InvalidScenario> {
        expect(self.format == FORMAT, "format", &format!("\"{FORMAT}\""))?;
        let words = "lower-case words joined by hyphens";
        expect(is_id(&self.id), "id", words)?;
        for (i, alternative) in self.alternatives.iter().enumerate() {
            let words = "lower-case words joined by hyphens, or a setting such as \"a_b=1\"";
            let place = format!("alternatives[{i}].id");
            expect(is_alternative(&alternative.id), &place, words)?;
            let earlier = &self.alternatives[..i];
            let unique = earlier.iter().all(|other| other.id != alternative.id);
            expect(unique, &place, "a name that is not taken yet")?;
        }
        self.run.check()?;
        for (i, alternative) in self.alternatives.iter().enumerate() {
            let place = format!("alternatives[{i}].run.");
            let RunChanges { knobs, faults, script, until: _ } = &alternative.run;
            script.iter().try_for_each(|script| check_script(&place, script))?;
            knobs.iter().try_for_each(|knobs| check_knobs(&place, knobs))?;
            faults.iter().try_for_each(|faults| check_faults(&place, faults))?;
        }
        Ok(())
    }
}

impl RunFile {
    /// Whether what it says fits together.
    ///
    /// # Errors
    /// With the place, from `run.` on, and what was expected there.
    pub fn check(&self) -> Result<(), InvalidScenario> {
        check_script("run.", &self.script)?;
        expect(!self.script.is_empty(), "run.script", "at least one step")?;
        let Weather { loss, duplication, reordering, .. } = self.weather;
        let of_a_thousand = loss.max(duplication).max(reordering) <= 1000;
        expect(of_a_thousand, "run.weather", "numbers out of a thousand")?;
        check_knobs("run.", &self.knobs)?;
        check_faults("run.", &self.faults)?;
        check_interventions("run.", &self.interventions)
    }
}

/// Whether what a reader has changed can be used.
///
/// # Errors
/// With the place, after `place`, and what was expected there.
pub fn check_interventions(
    place: &str,
    interventions: &[Intervention],
) -> Result<(), InvalidScenario> {
    for (i, intervention) in interventions.iter().enumerate() {
        let place = format!("{place}interventions[{i}].");
        match intervention {
            Intervention::Fault(fault) => check_nth(&format!("{place}fault"), fault)?,
            Intervention::Step(step) => check_size(&format!("{place}step"), step)?,
        }
    }
    Ok(())
}

fn expect(holds: bool, place: &str, expected: &str) -> Result<(), InvalidScenario> {
    match holds {
        true => Ok(()),
        false => Err(InvalidScenario { place: place.to_owned(), expected: expected.to_owned() }),
    }
}

fn check_script(place: &str, script: &[ScriptStep]) -> Result<(), InvalidScenario> {
    let too_long = script.iter().position(|step| step.action.octets() > MOST_OCTETS);
    too_long.map_or(Ok(()), |i| check_size(&format!("{place}script[{i}].action"), &script[i]))
}

fn check_size(place: &str, step: &ScriptStep) -> Result<(), InvalidScenario> {
    expect(step.action.octets() <= MOST_OCTETS, place, "no text over 1048576 octets")
}

fn check_faults(place: &str, faults: &[Fault]) -> Result<(), InvalidScenario> {
    let numbered = faults.iter().enumerate();
    numbered.into_iter().try_for_each(|(i, fault)| check_nth(&format!("{place}faults[{i}]"), fault))
}

fn check_nth(place: &str, fault: &Fault) -> Result<(), InvalidScenario> {
    let counts = fault.segment.nth != Some(0);
    expect(counts, &format!("{place}.segment.nth"), "a number from 1")
}

/// Values that no header can carry.
fn check_knobs(place: &str, knobs: &KnobsFile) -> Result<(), InvalidScenario> {
    let ends = [("both", &knobs.both), ("client", &knobs.client), ("server", &knobs.server)];
    for (end, turned) in ends {
        let wrong = match (turned.window_scale, turned.mss) {
            // RFC 7323 §2.3.
            (Some(15..), _) => ("window_scale", "a number from 0 to 14"),
            (_, Some(0)) => ("mss", "a number from 1 to 65535"),
            _ => continue,
        };
        let place = format!("{place}knobs.{end}.{}", wrong.0);
        return Err(InvalidScenario { place, expected: wrong.1.to_owned() });
    }
    Ok(())
}

fn is_id(text: &str) -> bool {
    let word =
        |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.split('-').all(word)
}

/// An alternative may also bear the name of the setting in which it differs.
fn is_alternative(text: &str) -> bool {
    is_id(&text.replace(['_', '='], "-"))
}
