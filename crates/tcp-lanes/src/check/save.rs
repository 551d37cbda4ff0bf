//! The counterexample of a model, saved as a scenario.

use super::result::{Counterexample, Outcome, grouped};
use crate::Failure;
use serde_json::Value;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tcp_checker::model::Model;
use tcp_checker::property::Property;
use tcp_checker::replay::{Goal, scenario};
use tcp_checker::search::Search;

/// Reads the name of a property.
pub(super) fn property(id: &str) -> Result<Property, String> {
    let found = Property::ALL.into_iter().find(|property| property.id() == id);
    found.ok_or_else(|| format!("expected one of {}", Property::ALL.map(Property::id).join(", ")))
}

/// Says what would make saving be in vain, before a search that may take minutes: a property of
/// which the model says nothing, a file that cannot be written.
pub(super) fn is_possible(
    model: &Model,
    property: Option<Property>,
    path: &Path,
) -> Result<(), Failure> {
    if let Some(property) = property.filter(|property| model.declared(*property).is_none()) {
        let ids: Vec<&str> = model.declared.iter().map(|d| d.property.id()).collect();
        let (id, expected) = (model.id, ids.join(", "));
        return Err(Failure::Input(format!(
            "--property {property}: expected one of {id}'s: {expected}"
        )));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let expected = match folder {
        _ if path.is_dir() => "expected a file, this is a folder",
        Some(folder) if !folder.is_dir() => "expected a file in a folder that exists",
        _ => return Ok(()),
    };
    Err(Failure::in_file(path, expected))
}

/// The counterexample of the property that is asked for, or of the first that fails.
pub(super) fn counterexample(
    search: &mut Search,
    asked: Option<Property>,
) -> Option<Counterexample> {
    let declared = search.model().declared.iter().map(|declared| declared.property);
    let wanted: Vec<Property> = asked.map_or_else(|| declared.collect(), |asked| vec![asked]);
    let found = wanted.into_iter().find_map(|property| Some((property, search.failure(property)?)));
    let (property, way) = found?;
    let scenario = scenario(search, &way, Goal::Violation(property));
    Some(Counterexample { property, scenario })
}

/// Saves the counterexample that was found. If there is none nothing is written, and a line on
/// standard error says so.
pub(super) fn save(
    outcome: &Outcome,
    asked: Option<Property>,
    path: &PathBuf,
) -> Result<(), Failure> {
    let Some(Counterexample { property, scenario }) = &outcome.counterexample else {
        // There is nobody to tell when this cannot be written.
        let _ = writeln!(io::stderr(), "tcp-lanes: {}", none(outcome, asked, path));
        return Ok(());
    };
    let id = outcome.model.id;
    let file = scenario
        .as_ref()
        .map_err(|error| Failure::Claims(vec![format!("{id}: {property}: {error}")]))?;
    let value = serde_json::to_value(file).map(without_nulls);
    let text = value.and_then(|value| serde_json::to_string_pretty(&value));
    let text = text.map_err(|error| Failure::in_file(path, error))?;
    crate::write(format!("{text}\n").as_bytes(), Some(path))
}

/// What is null in a scenario file is what is left out of it.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
            let fields = fields.map(|(name, value)| (name, without_nulls(value)));
            let empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
            Value::Object(fields.filter(|(_, value)| !empty(value)).collect())
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        value => value,
    }
}

fn none(outcome: &Outcome, asked: Option<Property>, path: &Path) -> String {
    let of = asked.map_or(String::new(), |property| format!(" of {property}"));
    let (id, worlds, path) = (outcome.model.id, grouped(outcome.worlds), path.display());
    format!("{id}: no counterexample{of} among {worlds} worlds: {path} was not written")
}
