//! `tcp-lanes check` as others rely on it: the table, the JSON, the exit status.

use serde_json::Value;
use std::process::{Command, Output};

fn check(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tcp-lanes"));
    command.arg("check").args(arguments).output().expect("the program was built with this test")
}

/// Status, standard output, standard error.
fn result(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = check(arguments);
    let text = |octets: Vec<u8>| String::from_utf8(octets).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What is printed when all is as declared.
fn stdout(arguments: &[&str]) -> String {
    let (status, out, errors) = result(arguments);
    assert_eq!(status, Some(0), "{arguments:?}: {errors}");
    out
}

fn json(arguments: &[&str]) -> Value {
    let all = [arguments, &["--json"]].concat();
    serde_json::from_str(&stdout(&all)).unwrap()
}

/// The one line that unusable input gets.
fn refusal(arguments: &[&str]) -> String {
    let (status, out, errors) = result(arguments);
    assert_eq!((status, out.as_str()), (Some(2), ""), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    errors
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Bounds in which every model is over at once.
const SMALL: &str =
    "opens=1,closes=0,losses=0,duplicates=0,aborts=0,crashes=0,early_timeouts=0,forgeries=0";

#[test]
fn a_model_is_a_line_with_one_for_each_property_and_then_each_failure_step_by_step() {
    let out = stdout(&["two-way"]);
    let lines: Vec<&str> = out.lines().collect();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(lines[0]), ["model", "worlds", "depth", "time", "bounds"]);
    assert_eq!(words(lines[1])[0], "two-way");
    assert!(lines[1].contains("opens="), "{}", lines[1]);
    let verdict = lines.iter().find(|line| line.starts_with("  agreement ")).unwrap();
    assert_eq!(words(verdict), ["agreement", "fails", "in", "3", "steps"]);
    let told = lines.iter().position(|line| *line == "agreement fails in 3 steps:").unwrap();
    assert_eq!(words(lines[told + 1]), ["client", "server"]);
    let last = lines[told + 4];
    assert_eq!(words(last)[..3], ["3", "SYN-SENT", "ESTABLISHED"], "{last}");
    assert!(last.contains("CTL=SYN>") && last.ends_with("arrives"), "{last}");
    assert_eq!(lines[told + 5], "");
}

#[test]
fn all_models_are_searched_and_listed_in_their_order() {
    let all = json(&["--bounds", SMALL]);
    let ids: Vec<&str> =
        all["models"].as_array().unwrap().iter().map(|m| m["model"].as_str().unwrap()).collect();
    assert!(ids.len() > 10 && ids.starts_with(&["two-way", "three-way"]), "{ids:?}");
    let (_, table, errors) = result(&["--bounds", SMALL]);
    let heads: Vec<&str> = table
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with([' ', '*']))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(heads, ids);
    let mut done: Vec<&str> = errors.lines().map(|l| l.split(':').next().unwrap()).collect();
    let mut sorted = ids.clone();
    done.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(done, sorted, "a line for each that is done");
    assert!(!table.contains(" steps:\n"), "no steps in a table of all");
}

#[test]
fn json_has_the_form_that_others_read() {
    let all = json(&["two-way"]);
    assert_eq!(all["format"], "tcp-lanes-check/1");
    let model = &all["models"][0];
    let expected = ["bounds", "complete", "depth", "model", "own_bounds", "properties", "states"];
    assert_eq!(keys(model), expected);
    assert_eq!((&model["model"], &model["own_bounds"]), (&"two-way".into(), &true.into()));
    assert!(model["bounds"]["opens"].as_u64() > Some(0));
    assert!(model["states"].as_u64() > Some(3) && model["depth"].as_u64() > Some(1));
    for property in model["properties"].as_array().unwrap() {
        assert!(property["holds"].is_boolean() && property["declared"].is_boolean());
        let way = property["way"].as_array().map(Vec::len);
        assert_eq!(property["steps"].as_u64(), way.map(|length| length as u64));
        assert_eq!(way.is_some(), property["holds"] == false, "{property}");
    }
    let agreement = &model["properties"][0];
    assert_eq!(keys(agreement), ["declared", "holds", "property", "steps", "way"]);
    assert_eq!(agreement["property"], "agreement");
    assert_eq!((&agreement["holds"], &agreement["steps"]), (&false.into(), &3.into()));
    assert_eq!(agreement["way"][0], "server: OPEN passive");
}

#[test]
fn narrower_bounds_of_a_property_have_the_names_of_the_models() {
    let all = json(&["two-way", "--bounds", "losses=1,aborts=1"]);
    let model = &all["models"][0];
    let of = |id: &str| {
        model["properties"].as_array().unwrap().iter().find(|p| p["property"] == id).unwrap()
    };
    let within = &of("settles")["within"];
    assert_eq!(keys(within), keys(&model["bounds"]));
    assert_eq!((&within["aborts"], &model["bounds"]["aborts"]), (&0.into(), &1.into()));
    assert!(of("agreement")["within"].is_null());
    let table = stdout(&["two-way", "--bounds", "losses=1,aborts=1"]);
    let line = table.lines().find(|line| line.starts_with("  settles ")).unwrap();
    assert!(line.ends_with(" within aborts=0"), "{line}");
}

#[test]
fn two_runs_print_the_same_json() {
    let arguments = ["--bounds", SMALL, "--json"];
    assert_eq!(stdout(&arguments), stdout(&arguments));
}

#[test]
fn with_other_bounds_no_verdict_is_promised() {
    let out = stdout(&["two-way", "--bounds", SMALL]);
    assert!(out.contains("  no-stale-data          holds\n"), "{out}");
    assert!(out.contains("\n* not the model's own bounds"), "{out}");
    assert!(!out.contains("<--"), "{out}");
    let all = json(&["two-way", "--bounds", SMALL]);
    assert_eq!(all["models"][0]["own_bounds"], false);
    assert_eq!(all["models"][0]["complete"], true);
}

#[test]
fn a_search_that_is_not_complete_never_says_that_a_property_holds() {
    let (status, out, errors) = result(&["three-way", "--worlds", "1000"]);
    assert_eq!(status, Some(1));
    assert!(out.contains("(not complete: "), "{out}");
    assert!(out.contains("<-- declared: holds"), "{out}");
    let verdicts = out.lines().map(|line| line.split("  <-- ").next().unwrap());
    assert!(
        verdicts.clone().count() > 3 && verdicts.clone().all(|v| !v.contains("holds")),
        "{out}"
    );
    let line = errors.lines().find(|line| line.contains("agreement")).unwrap();
    assert!(line.contains("declared that it holds, found: no failure among "), "{line}");
    assert!(line.ends_with(" worlds so far"), "{line}");

    let all = ["three-way", "--worlds", "1000", "--bounds", "opens=1", "--json"];
    let all: Value = serde_json::from_str(&stdout(&all)).unwrap();
    let model = &all["models"][0];
    assert_eq!(model["complete"], false);
    let properties = model["properties"].as_array().unwrap();
    assert!(properties.iter().any(|property| property["holds"].is_null()));
    assert!(properties.iter().all(|property| property["holds"] != true));
}

#[test]
fn unusable_input_gets_one_line_that_says_where_and_what_was_expected() {
    let said = refusal(&["three-ways"]);
    assert!(said.contains("\"three-ways\"") && said.contains("two-way, three-way, "), "{said}");
    for (bounds, part, expected) in [
        ("losses", "\"losses\"", "a bound and its value"),
        ("opens=1,gains=2", "\"gains=2\"", "one of opens, sends"),
        ("opens=200", "\"opens=200\"", "a number from 0 to 3"),
    ] {
        let said = refusal(&["two-way", "--bounds", bounds]);
        assert!(said.contains(part) && said.contains(expected), "{said}");
        refusal(&["--bounds", bounds]);
    }
    assert!(refusal(&["two-way", "--worlds", "0"]).contains("0 is not in 1..="));
    assert!(refusal(&["two-way", "three-way"]).contains("three-way"));
}

#[test]
fn a_saved_counterexample_runs_to_the_same_failure() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.json");
    let name = path.to_str().unwrap();
    stdout(&["two-way", "-o", name]);
    let output = Command::new(env!("CARGO_BIN_EXE_tcp-lanes"))
        .args(["run", name, "--format", "json"])
        .output()
        .unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
    let trace: Value = serde_json::from_slice(&output.stdout).unwrap();
    let claims = trace["claims"].as_array().unwrap();
    let breaks = |claim: &&Value| {
        claim["claim"].as_str().unwrap().starts_with("an end is ESTABLISHED too early")
    };
    assert!(claims.iter().find(breaks).unwrap()["holds"] == true, "{claims:?}");
}

#[test]
fn each_property_that_fails_has_a_counterexample_to_save() {
    let folder = tempfile::tempdir().unwrap();
    let all = json(&["two-way"]);
    for property in all["models"][0]["properties"].as_array().unwrap() {
        let id = property["property"].as_str().unwrap();
        let path = folder.path().join(format!("{id}.json"));
        stdout(&["two-way", "--property", id, "-o", path.to_str().unwrap()]);
        assert!(std::fs::read_to_string(path).unwrap().contains(id));
    }
}

#[test]
fn where_nothing_fails_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.json");
    let name = path.to_str().unwrap();
    let arguments = ["three-way", "--bounds", SMALL, "--property", "agreement", "-o", name];
    let (status, _, errors) = result(&arguments);
    assert_eq!(status, Some(0));
    let line = errors.lines().last().unwrap();
    assert!(line.contains("no counterexample of agreement") && line.contains(name), "{line}");
    assert!(!path.exists());
}

#[test]
fn what_cannot_be_saved_is_refused_before_the_search() {
    let folder = tempfile::tempdir().unwrap();
    assert!(refusal(&["-o", "f.json"]).contains("expected a MODEL"));
    let said = refusal(&["two-way", "-o", "/no/such/folder/f.json"]);
    assert!(said.contains("/no/such/folder/f.json: expected a file in a folder"), "{said}");
    assert!(refusal(&["two-way", "-o", folder.path().to_str().unwrap()]).contains("a folder"));
    assert!(refusal(&["two-way", "--property", "agreement"]).contains("--output"));
    let said = refusal(&["two-way", "--property", "honesty", "-o", "f.json"]);
    assert!(said.contains("expected one of agreement, no-stale-data"), "{said}");
    let said = refusal(&["two-way", "--property", "heals", "-o", "f.json"]);
    assert!(said.contains("--property heals: expected one of two-way's: agreement"), "{said}");
}
