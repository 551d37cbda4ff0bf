//! `tcp-lanes run --compare` as others rely on it.

use std::process::{Command, Output};

fn compare(arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_tcp-lanes")).arg("run").args(arguments).output();
    program.expect("the program was built with this test")
}

fn stdout(arguments: &[&str]) -> String {
    let output = compare(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*errors), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn refusal(arguments: &[&str]) -> String {
    let output = compare(arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(output.stdout.is_empty());
    errors
}

#[test]
fn a_wrong_protocol_stands_beside_the_right_one_with_the_divergence_and_both_verdicts() {
    let text = stdout(&["two-way-synack-lost", "--compare"]);
    for words in [
        "━ ⬢ 40 ms: the server is ESTABLISHED in \"Two-way (wrong)\", SYN-RECEIVED in \"Three-way\" ━",
        "✗ The server is left ESTABLISHED with nobody",
        "✓ No connection is left at either end",
        "Three-way: the server retransmits, then gives up",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let chinese = stdout(&["two-way-synack-lost", "--compare", "--lang", "zh-CN"]);
    assert!(
        chinese
            .contains("服务器在“两次握手（错误）”中是 ESTABLISHED，在“三次握手”中是 SYN-RECEIVED"),
        "{chinese}"
    );
}

#[test]
fn another_one_may_be_named_and_the_same_beside_itself_does_not_part() {
    let named = stdout(&["four-way-close", "--compare", "three-way-normal", "--format", "json"]);
    let named: serde_json::Value = serde_json::from_str(&named).unwrap();
    assert_eq!(named["right"]["scenario"], "three-way-normal");
    let same = stdout(&["three-way-normal", "--compare", "three-way-normal", "--format", "json"]);
    let same: serde_json::Value = serde_json::from_str(&same).unwrap();
    assert!(same["divergence"].is_null());
    let text = stdout(&["three-way-normal", "--compare", "three-way-normal"]);
    assert!(text.contains("The same happens in both."));
}

#[test]
fn as_json_it_has_both_traces_and_the_events_at_which_they_part() {
    let text = stdout(&["two-way-synack-lost", "--compare", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["format"], "tcp-lanes-compare/1");
    let divergence = &document["divergence"];
    assert_eq!(divergence["t_us"], 40_000);
    for (side, state) in [("left", "ESTABLISHED"), ("right", "SYN-RECEIVED")] {
        assert_eq!(document[side]["format"], "tcp-lanes-trace/1");
        let event = divergence[format!("{side}_event")].as_u64().unwrap() as usize;
        let event = &document[side]["events"][event];
        assert_eq!((&event["t_us"], &event["to"]), (&40_000.into(), &state.into()), "{event}");
    }
    assert!(divergence["explanation"].as_str().unwrap().contains("RFC 9293 §3.10.7.2, third"));
    let outcomes = [&document["verdicts"][0]["outcome"], &document["verdicts"][1]["outcome"]];
    assert_eq!(outcomes, ["bad", "good"]);
    assert_eq!(document["verdicts"][0]["breaks"][0], "agreement");
}

#[test]
fn a_figure_of_two_runs_has_a_hexagon_and_two_verdicts_in_every_language_and_colour() {
    let figure = |lang, theme| {
        let arguments = ["--format", "svg", "--lang", lang, "--theme", theme];
        stdout(&[&["two-way-synack-lost", "--compare"], &arguments[..]].concat())
    };
    let english = figure("en", "auto");
    assert!(english.starts_with("<svg ") && english.contains("prefers-color-scheme"));
    assert_eq!(english.matches("class=\"div-rule\"").count(), 1);
    assert!(english.contains(">diverge<") && english.contains("class=\"v bad\""));
    assert!(english.contains("class=\"v good\"") && !english.contains('$'));
    assert!(figure("zh-CN", "light").contains(">分岔<"));
    assert_ne!(figure("en", "dark"), figure("en", "light"));
}

#[test]
fn what_cannot_be_compared_gets_one_line() {
    let alone = refusal(&["complete-lifecycle", "--compare"]);
    assert!(alone.contains("complete-lifecycle: nothing to compare it with"), "{alone}");
    assert!(refusal(&["three-way-normal", "--compare", "no-such"]).contains("tcp-lanes list"));
    for format in ["pcapng", "packetdrill"] {
        let refused = refusal(&["two-way-synack-lost", "--compare", "--format", format]);
        assert!(refused.contains("expected --format text, json or svg"), "{refused}");
    }
}

#[test]
fn the_claims_of_both_decide_the_status() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../tcp-scenarios/scenarios/three-way-normal.json");
    let mut file: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    file["claims"] = serde_json::json!([{"final": ["server", "CLOSED"]}]);
    let mut saved = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    std::io::Write::write_all(&mut saved, file.to_string().as_bytes()).unwrap();
    let saved = saved.path().to_str().unwrap();
    for sides in [[saved, "three-way-normal"], ["three-way-normal", saved]] {
        let output = compare(&[sides[0], "--compare", sides[1]]);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(errors.contains("does not hold: the server ends in CLOSED"), "{errors}");
    }
}

/// A file with a change beside what it was: text and figure call both by what they are.
#[test]
fn a_changed_file_beside_its_scenario_is_called_a_change() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tcp-scenarios/scenarios/three-way-normal.json");
    let file = std::fs::read_to_string(path).unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&file).unwrap();
    file["claims"] = serde_json::json!([]);
    file["run"]["interventions"] = serde_json::json!([
        {"fault": {"segment": {"from": "server", "flags": "SYN,ACK", "nth": 1}, "fate": "lose"}},
    ]);
    let mut saved = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    std::io::Write::write_all(&mut saved, file.to_string().as_bytes()).unwrap();
    let name = saved.path().to_str().unwrap();
    let with = |other| move |format| stdout(&[name, "--compare", other, "--format", format]);
    let text = with("three-way-normal")("text");
    for words in ["Your change\n", "As it was\n", "only with your change", "Without your change"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let figure = with("three-way-normal")("svg");
    assert!(figure.contains(">Your change</text>") && figure.contains(">As it was</text>"));
    assert!(!with("four-way-close")("text").contains("change\n"));
}
