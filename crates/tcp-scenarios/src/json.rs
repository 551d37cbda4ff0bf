//! Scenario files and traces as JSON: [`trace`] writes what happened, [`write_scenario`] a file.

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
#[derive(Debug)]
pub struct ScenarioError {
    /// The field; empty where it is the text as a whole.
    pub place: String,
    /// What was found or expected there, with the line and the column where they are known.
    pub said: String,
}

impl ScenarioError {
    fn of_all(error: &serde_json::Error) -> ScenarioError {
        ScenarioError { place: String::new(), said: error.to_string() }
    }
}

impl From<InvalidScenario> for ScenarioError {
    fn from(invalid: InvalidScenario) -> ScenarioError {
        ScenarioError { place: invalid.place, said: format!("expected {}", invalid.expected) }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.place {
            "" => f.write_str(&self.said),
            place => write!(f, "at {place}: {}", self.said),
        }
    }
}

impl std::error::Error for ScenarioError {}

/// Reads a scenario file.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read_scenario(text: &str) -> Result<Scenario, ScenarioError> {
    let file: ScenarioFile = read(text)?;
    Ok(Scenario::from_file(&file)?)
}

/// Reads a scenario file as it stands, with its alternatives.
///
/// # Errors
/// As [`read_scenario`].
pub fn read_file(text: &str) -> Result<ScenarioFile, ScenarioError> {
    let file: ScenarioFile = read(text)?;
    file.check()?;
    Ok(file)
}

/// Reads what scenario files are made of.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ScenarioError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let place = e.path().to_string();
        match place.as_str() {
            "." => ScenarioError::of_all(e.inner()),
            _ => ScenarioError { place, said: e.inner().to_string() },
        }
    })?;
    json.end().map_err(|e| ScenarioError::of_all(&e))?;
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
