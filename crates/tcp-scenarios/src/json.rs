//! Scenario files and traces as JSON: [`trace`] writes what happened, [`write_scenario`] a file.

mod position;
mod trace;
mod write;

#[cfg(feature = "prose")]
use crate::catalogue::Entry;
use crate::format::ScenarioFile;
use crate::scenario::{InvalidScenario, Scenario};
use serde::de::DeserializeOwned;
use std::fmt;

pub use trace::trace;
pub use write::{interventions, run, write_scenario};

/// Why a text is not a scenario file: where, and what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScenarioError {
    /// The field, `run.faults[0].fate`; empty where it is the file as a whole.
    pub place: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// The column, from 1; 0 where it is not known.
    pub column: usize,
    /// What is wrong there, or what was expected.
    pub expected: String,
    text: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for ScenarioError {}

impl ScenarioError {
    fn unreadable(place: String, error: &serde_json::Error) -> ScenarioError {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let at = format!(" at line {line} column {column}");
        let expected = text.strip_suffix(&*at).unwrap_or(&text).to_owned();
        let text = if place.is_empty() { text } else { format!("at {place}: {text}") };
        ScenarioError { place, line, column, expected, text }
    }

    fn unusable(invalid: InvalidScenario, json: &str) -> ScenarioError {
        let text = invalid.to_string();
        let (line, column) = position::of(&invalid.place, json).unwrap_or_default();
        let InvalidScenario { place, expected } = invalid;
        ScenarioError { place, line, column, expected, text }
    }
}

/// Reads a scenario file and checks that what it says fits together.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read_file(text: &str) -> Result<ScenarioFile, ScenarioError> {
    let file: ScenarioFile = read(text)?;
    file.check().map_err(|e| ScenarioError::unusable(e, text))?;
    Ok(file)
}

/// Reads a scenario file, ready to run.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read_scenario(text: &str) -> Result<Scenario, ScenarioError> {
    let file = read_file(text)?;
    Scenario::from_file(&file).map_err(|e| ScenarioError::unusable(e, text))
}

/// Reads what scenario files are made of.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ScenarioError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let place = e.path().to_string();
        let place = if place == "." { String::new() } else { place };
        ScenarioError::unreadable(place, e.inner())
    })?;
    json.end().map_err(|e| ScenarioError::unreadable(String::new(), &e))?;
    Ok(value)
}

/// `tcp-lanes list --json`: what every scenario of the catalogue is.
#[cfg(feature = "prose")]
pub fn list(entries: &[Entry]) -> serde_json::Value {
    entries.iter().map(describe).collect()
}

#[cfg(feature = "prose")]
fn describe(entry: &Entry) -> serde_json::Value {
    let scenario = entry.scenario();
    let alternatives: Vec<_> = entry
        .alternatives()
        .iter()
        .map(|alternative| {
            let id = alternative.address.split('/').nth(1).unwrap_or_default();
            serde_json::json!({ "id": id, "title": alternative.title })
        })
        .collect();
    serde_json::json!({
        "id": scenario.address,
        "group": scenario.group,
        "title": scenario.title,
        "question": scenario.question,
        "right": scenario.right,
        "alternatives": alternatives,
    })
}
