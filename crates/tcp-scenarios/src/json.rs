//! Scenario files and traces as JSON: [`trace`] writes what happened, [`write_scenario`] a file.

mod position;
#[cfg(all(test, feature = "prose"))]
mod tests;
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
    /// Whether it reads well, so that only what it says is wrong.
    readable: bool,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ScenarioError { place, line, column, expected, readable } = self;
        if !place.is_empty() {
            write!(f, "at {place}: ")?;
        }
        match readable {
            true => write!(f, "expected {expected}"),
            false => write!(f, "{expected} at line {line} column {column}"),
        }
    }
}

impl std::error::Error for ScenarioError {}

impl ScenarioError {
    fn unreadable(place: String, error: &serde_json::Error, json: &str) -> ScenarioError {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let said = text.strip_suffix(&*format!(" at line {line} column {column}")).unwrap_or(&text);
        let read = position::read(line, column, json);
        let read = match error.is_data() {
            true if WHERE_IT_STANDS.iter().any(|kind| said.starts_with(kind)) => read,
            true => position::value_before(read),
            // A line break in a text, or the last of the file, is reported as column 0 of the next line.
            false => read.trim_ascii_end(),
        };
        let (line, column) = position::end(read);
        ScenarioError { place, line, column, expected: in_plain_words(said), readable: false }
    }

    fn unusable(invalid: InvalidScenario, json: &str) -> ScenarioError {
        let (line, column) = position::of(&invalid.place, json).unwrap_or_default();
        let InvalidScenario { place, expected } = invalid;
        ScenarioError { place, line, column, expected, readable: true }
    }
}

/// What is reported before a value that is wrong or at the end of one that lacks something. What else
/// is wrong with a value may be noticed only when what follows it has been read as well.
const WHERE_IT_STANDS: [&str; 2] = ["invalid type", "missing field"];

/// The same without the names of this program's types, and with the limit that a length of time has.
fn in_plain_words(said: &str) -> String {
    if said.starts_with("expected a length of time") {
        return format!("{said}, at most 1000h");
    }
    let without_name = said.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    match without_name.strip_suffix("struct ") {
        Some(expected) => format!("{expected}an object"),
        None => said.to_owned(),
    }
}

/// A list would otherwise be read as the fields of a file in their order, and refused for that.
fn check_object(json: &str) -> Result<(), ScenarioError> {
    let start = json.trim_ascii_start();
    let expected = match start.bytes().next() {
        Some(b'{') => return Ok(()),
        Some(_) => "expected a scenario file, a JSON object",
        None => "the file is empty; expected a scenario file, a JSON object",
    };
    let (line, column) = position::end(&json.as_bytes()[..json.len() - start.len()]);
    let (place, expected) = (String::new(), expected.to_owned());
    Err(ScenarioError { place, line, column: column + 1, expected, readable: false })
}

/// Reads a scenario file and checks that what it says fits together.
///
/// # Errors
/// With the place (field, line and column) and what was expected there.
pub fn read_file(text: &str) -> Result<ScenarioFile, ScenarioError> {
    check_object(text)?;
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
        ScenarioError::unreadable(place, e.inner(), text)
    })?;
    json.end().map_err(|e| ScenarioError::unreadable(String::new(), &e, text))?;
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
