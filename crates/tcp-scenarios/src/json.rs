//! Scenario files and traces as JSON: [`trace`] writes what happened, [`write_scenario`] a file.

mod trace;
mod write;

#[cfg(feature = "prose")]
use crate::catalogue::Entry;
use crate::format::ScenarioFile;
use crate::scenario::Scenario;
use serde::de::DeserializeOwned;
use std::fmt;

pub use trace::trace;
pub use write::{interventions, run, write_scenario};

/// Why a text is not a scenario file: where, and what was expected.
#[derive(Debug)]
pub struct ScenarioError(String);

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScenarioError {}

/// Reads a scenario file.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read_scenario(text: &str) -> Result<Scenario, ScenarioError> {
    let file: ScenarioFile = read(text)?;
    Scenario::from_file(&file).map_err(|e| ScenarioError(e.to_string()))
}

/// Reads a scenario file as it stands, with its alternatives.
///
/// # Errors
/// As [`read_scenario`].
pub fn read_file(text: &str) -> Result<ScenarioFile, ScenarioError> {
    let file: ScenarioFile = read(text)?;
    file.check().map_err(|e| ScenarioError(e.to_string()))?;
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
            "." => ScenarioError(e.into_inner().to_string()),
            _ => ScenarioError(format!("at {place}: {}", e.inner())),
        }
    })?;
    json.end().map_err(|e| ScenarioError(e.to_string()))?;
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
