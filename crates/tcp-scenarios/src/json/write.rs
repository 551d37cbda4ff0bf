//! Scenario files as JSON for people: what is as it usually is is left out.

use crate::format::{Intervention, RunFile, ScenarioFile};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A scenario file as indented text that ends with a line break; it reads back equal.
pub fn write_scenario(file: &ScenarioFile) -> String {
    let mut value = value(file);
    for (name, usual) in [
        ("from_original_post", json!(false)),
        ("proof", json!([])),
        ("captions", json!([])),
        ("alternatives", json!([])),
    ] {
        leave_out(&mut value, name, &usual);
    }
    tidy_run(&mut value["run"]);
    for alternative in
        value.get_mut("alternatives").and_then(Value::as_array_mut).into_iter().flatten()
    {
        leave_out(alternative, "captions", &json!([]));
        tidy_changes(&mut alternative["run"]);
        leave_out(alternative, "run", &json!({}));
    }
    pretty(&value, 0) + "\n"
}

/// A run as the value of a scenario file's `run`.
pub fn run(run: &RunFile) -> Value {
    let mut value = value(run);
    tidy_run(&mut value);
    value
}

/// What a reader has changed, as the value of a run's `interventions`.
pub fn interventions(interventions: &[Intervention]) -> Value {
    let mut value = value(interventions);
    tidy_interventions(&mut value);
    value
}

fn value<T: Serialize + ?Sized>(of: &T) -> Value {
    let mut value = serde_json::to_value(of).expect("a scenario is JSON");
    leave_out_nulls(&mut value);
    value
}

/// A field that is null is one that is missing.
fn leave_out_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(leave_out_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn leave_out(value: &mut Value, name: &str, usual: &Value) {
    if let Value::Object(fields) = value
        && fields.get(name) == Some(usual)
    {
        fields.remove(name);
    }
}

fn tidy_run(run: &mut Value) {
    each(run, "knobs", tidy_knobs);
    each(run, "weather", tidy_weather);
    each(run, "script", tidy_script);
    each(run, "interventions", tidy_interventions);
    for (name, usual) in [
        ("start", json!("closed")),
        ("knobs", json!({})),
        ("faults", json!([])),
        ("weather", json!({})),
        ("interventions", json!([])),
    ] {
        leave_out(run, name, &usual);
    }
}

/// What an alternative changes: here a part that is empty is not one that is missing.
fn tidy_changes(run: &mut Value) {
    each(run, "knobs", tidy_knobs);
    each(run, "script", tidy_script);
}

fn tidy_interventions(interventions: &mut Value) {
    for intervention in interventions.as_array_mut().into_iter().flatten() {
        each(intervention, "step", tidy_step);
    }
}

fn tidy_knobs(knobs: &mut Value) {
    for end in ["both", "client", "server"] {
        leave_out(knobs, end, &json!({}));
    }
}

fn tidy_weather(weather: &mut Value) {
    for (name, usual) in [
        ("loss", json!(0)),
        ("duplication", json!(0)),
        ("reordering", json!(0)),
        ("jitter", json!("0ms")),
        ("seed", json!(0)),
    ] {
        leave_out(weather, name, &usual);
    }
}

fn tidy_script(script: &mut Value) {
    script.as_array_mut().into_iter().flatten().for_each(tidy_step);
}

fn tidy_step(step: &mut Value) {
    leave_out(step, "pause", &json!("0ms"));
    each(&mut step["action"], "inject", |injection| {
        leave_out(injection, "origin", &json!("old-duplicate"));
        leave_out(injection, "ack", &json!(0));
        each(injection, "options", |options| leave_out(options, "sack_permitted", &json!(false)));
        leave_out(injection, "options", &Value::Object(Map::new()));
    });
}

/// The order in which people read fields; those of knobs and whatever else follow by name.
const ORDER: [&str; 45] = [
    "$schema",
    "format",
    "id",
    "group",
    "on",
    "title",
    "question",
    "answer",
    "note",
    "rfc",
    "from_original_post",
    "right",
    "proof",
    "run",
    "captions",
    "claims",
    "alternatives",
    "start",
    "delay",
    "knobs",
    "both",
    "client",
    "server",
    "strangers_isn",
    "faults",
    "weather",
    "script",
    "until",
    "interventions",
    "segment",
    "fate",
    "after",
    "pause",
    "action",
    "from",
    "origin",
    "stranger",
    "flags",
    "text",
    "seq",
    "port",
    "nth",
    "ack",
    "zh-CN",
    "en",
];

/// The most columns of a list or an object that stands in one line.
const LINE: usize = 96;

/// A value over as few lines as can be read, the first of which stands somewhere already.
fn pretty(value: &Value, indent: usize) -> String {
    let line = in_one_line(value);
    if indent > 0 && indent + line.chars().count() <= LINE {
        return line;
    }
    let item = |value: &Value| pretty(value, indent + 2);
    let (open, items, close): (_, Vec<String>, _) = match value {
        Value::Object(fields) if !fields.is_empty() => {
            let field =
                |(name, value): (&String, &Value)| format!("{}: {}", json!(name), item(value));
            ("{", in_order(fields).into_iter().map(field).collect(), "}")
        }
        Value::Array(items) if !items.is_empty() => ("[", items.iter().map(item).collect(), "]"),
        _ => return line,
    };
    let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
    format!("{open}\n{inner}{}\n{outer}{close}", items.join(&format!(",\n{inner}")))
}

fn in_one_line(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let field = |(name, value)| format!("{}: {}", json!(name), in_one_line(value));
            let fields: Vec<String> = in_order(fields).into_iter().map(field).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(in_one_line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

fn in_order(fields: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut fields: Vec<_> = fields.iter().collect();
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    fields.sort_by_key(|(name, _)| place(name).unwrap_or(ORDER.len()));
    fields
}

/// Does something to a field, if it is there.
fn each(value: &mut Value, name: &str, mut tidy: impl FnMut(&mut Value)) {
    if let Some(field) = value.get_mut(name) {
        tidy(field);
    }
}

#[cfg(all(test, feature = "prose"))]
mod tests {
    use super::*;
    use crate::catalogue;
    use crate::json::read_file;

    #[test]
    fn a_file_that_is_written_reads_back_equal() {
        for file in catalogue::files() {
            let text = write_scenario(&file);
            assert_eq!(read_file(&text).expect(&text), file);
            assert!(!text.contains("null") && !text.contains("\"pause\": \"0"), "{text}");
        }
    }

    #[test]
    fn a_file_is_laid_out_for_people() {
        let mut file = catalogue::file("syn-lost").expect("it is there");
        file.captions.clear();
        let text = write_scenario(&file);
        let lines: Vec<&str> = text.lines().collect();
        let begins = ["{", "  \"format\": \"tcp-lanes-scenario/1\",", "  \"id\": \"syn-lost\","];
        assert_eq!(lines[..3], begins);
        let fault = r#"{"segment": {"from": "client", "flags": "SYN", "nth": 1}, "fate": "lose"}"#;
        assert!(text.contains(fault), "{text}");
    }

    #[test]
    fn an_alternative_without_faults_is_not_one_with_those_of_its_scenario() {
        let mut file =
            catalogue::files().into_iter().find(|f| f.id == "syn-lost").expect("it is there");
        let mut other = catalogue::files()
            .into_iter()
            .find_map(|file| file.alternatives.into_iter().next())
            .expect("some scenario has one");
        other.run = Default::default();
        other.run.faults = Some(Vec::new());
        other.run.knobs = Some(Default::default());
        file.alternatives = vec![other];
        assert_eq!(read_file(&write_scenario(&file)).expect("it can be read"), file);
    }

    #[test]
    fn a_file_of_a_scenario_says_no_more_than_it_must() {
        let file = catalogue::file("three-way-normal").expect("it is there");
        let run = run(&file.run);
        let names: Vec<&str> = run.as_object().expect("fields").keys().map(|k| &**k).collect();
        assert_eq!(names, ["knobs", "script"]);
    }
}
