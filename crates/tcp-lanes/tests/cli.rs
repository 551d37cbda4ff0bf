//! The command line as others rely on it: what is printed, and the exit status.

use std::path::Path;
use std::process::{Command, Output};

fn tcp_lanes(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_tcp-lanes");
    Command::new(program).args(arguments).output().expect("the program was built with this test")
}

fn stdout(arguments: &[&str]) -> String {
    let output = tcp_lanes(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*errors), (Some(0), ""), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The one line that unusable input gets.
fn refusal(arguments: &[&str]) -> String {
    let output = tcp_lanes(arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(output.stdout.is_empty());
    errors
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_scenario_files_are_written_beside_the_books() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    stdout(&["books", "-o", path.to_str().unwrap()]);
    assert!(path.join("syn-lost.bin").is_file());
    let file = path.join("files/syn-lost.json");
    let [written, known] = [file.to_str().unwrap(), "syn-lost"].map(|which| {
        let run = json(&stdout(&["run", which, "--format", "json"]));
        (run["events"].clone(), run["claims"].clone())
    });
    assert_eq!(written, known);
}

#[test]
fn list_names_every_scenario_and_alternative() {
    let listed = json(&stdout(&["list", "--json"]));
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 64);
    let ids: Vec<&str> = listed.iter().map(|s| s["id"].as_str().unwrap()).collect();
    let table = stdout(&["list"]);
    for (id, scenario) in ids.iter().zip(listed) {
        assert!(table.contains(id));
        for field in ["group", "title", "question", "alternatives"] {
            assert!(!scenario[field].is_null(), "{id}: {field}");
        }
        for alternative in scenario["alternatives"].as_array().unwrap() {
            let address = format!("{id}/{}", alternative["id"].as_str().unwrap());
            assert!(table.contains(&address));
            stdout(&["run", &address]);
        }
    }
}

#[test]
fn a_trace_has_the_form_that_others_read() {
    let trace = json(&stdout(&["run", "three-way-normal", "--format", "json"]));
    assert_eq!(trace["format"], "tcp-lanes-trace/1");
    assert_eq!(trace["scenario"], "three-way-normal");
    assert_eq!(trace["final"]["client"], "ESTABLISHED");
    assert_eq!(trace["delivered"]["server"], "");
    assert!(trace["claims"].as_array().unwrap().iter().all(|claim| claim["holds"] == true));
    let events = trace["events"].as_array().unwrap();
    let of = |kind: &str| events.iter().filter(|e| e["kind"] == kind).cloned().collect::<Vec<_>>();
    let sends: Vec<String> =
        of("send").iter().map(|e| format!("{} {} {}", e["flags"], e["seq"], e["ack"])).collect();
    assert_eq!(
        sends,
        [r#"["SYN"] 1000 null"#, r#"["SYN","ACK"] 2000 1001"#, r#"["ACK"] 1001 2001"#]
    );
    let arrival = &of("arrive")[0];
    assert_eq!((&arrival["t_us"], &arrival["verdict"]), (&40_000.into(), &"accepted".into()));
    for event in of("state").iter().chain(&of("arrive")) {
        assert!(event["clause"].as_str().unwrap().starts_with("RFC "), "{event}");
    }
}

#[test]
fn a_wrong_protocol_names_the_clause_that_it_breaks() {
    let trace = stdout(&["run", "two-way-synack-lost", "--format", "json"]);
    assert!(trace.contains(r#""deviation":"two-way breaks RFC 9293 3.10.7.2, third""#));
}

#[test]
fn a_figure_is_svg_in_the_language_and_colours_asked_for() {
    let figure = |lang, theme| {
        stdout(&["run", "three-way-normal", "--format", "svg", "--lang", lang, "--theme", theme])
    };
    assert!(figure("zh-CN", "auto").starts_with("<svg "));
    assert!(figure("zh-CN", "auto").contains("客户端"));
    assert!(figure("en", "auto").contains("prefers-color-scheme"));
    assert!(!figure("en", "dark").contains("prefers-color-scheme"));
    assert_ne!(figure("en", "dark"), figure("en", "light"));
}

#[test]
fn a_run_is_written_in_the_formats_of_others() {
    let run = |format, lang| stdout(&["run", "four-way-close", "--format", format, "--lang", lang]);
    assert!(run("mermaid", "en").starts_with("sequenceDiagram\n"));
    assert!(run("mermaid", "zh-CN").contains("participant S as 服务器"));
    assert!(run("plantuml", "en").starts_with("@startuml\n"));
    assert!(run("markdown", "zh-CN").contains("| 步 | 时间 |"));
    assert!(run("animated-svg", "en").contains("@keyframes"));
}

#[test]
fn the_ladder_speaks_both_languages() {
    assert!(stdout(&["run", "four-way-close", "--lang", "zh-CN"]).contains("服务器"));
    assert!(stdout(&["run", "four-way-close"]).contains("TIME-WAIT"));
}

fn scenario_file() -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tcp-scenarios/scenarios/three-way-normal.json");
    json(&std::fs::read_to_string(path).unwrap())
}

fn saved(file: &serde_json::Value) -> tempfile::TempPath {
    let mut saved = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    std::io::Write::write_all(&mut saved, file.to_string().as_bytes()).unwrap();
    saved.into_temp_path()
}

#[test]
fn a_scenario_file_runs_like_one_of_the_catalogue() {
    let path = saved(&scenario_file());
    let from_file = stdout(&["run", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(from_file, stdout(&["run", "three-way-normal", "--format", "json"]));
}

#[test]
fn a_file_with_what_a_reader_has_changed_says_so() {
    let mut file = scenario_file();
    file["claims"] = serde_json::json!([]);
    file["run"]["interventions"] = serde_json::json!([
        {"fault": {"segment": {"from": "server", "flags": "SYN,ACK", "nth": 1}, "fate": "lose"}},
    ]);
    let path = saved(&file);
    for (format, said) in [
        ("text", "Changed by the reader: Lose SYN,ACK\n"),
        ("svg", ">Changed by the reader: Lose SYN,ACK</text>"),
        ("json", "\"changed\":[\"Lose SYN,ACK\"]"),
    ] {
        let told = stdout(&["run", path.to_str().unwrap(), "--format", format]);
        assert!(told.contains(said), "{told}");
    }
}

#[test]
fn a_claim_that_does_not_hold_is_status_1() {
    let mut file = scenario_file();
    file["claims"] = serde_json::json!([{"final": ["server", "CLOSED"]}]);
    let path = saved(&file);
    let output = tcp_lanes(&["run", path.to_str().unwrap()]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(errors.contains("does not hold: the server ends in CLOSED"), "{errors}");
}

#[test]
fn unusable_input_gets_one_line_that_says_where_and_what_was_expected() {
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut file = scenario_file();
        change(&mut file);
        let path = saved(&file);
        refusal(&["run", path.to_str().unwrap()])
    };
    let place = refused(&|file| file["run"]["script"][1]["action"] = serde_json::json!({"cal": 1}));
    assert!(place.contains("run.script[1].action") && place.contains("`call`"), "{place}");
    let place = refused(&|file| file["run"]["knobs"]["client"]["rto"] = "soon".into());
    assert!(place.contains("run.knobs.client.rto") && place.contains("\"40ms\""), "{place}");
    let place = refused(&|file| file["run"]["knobs"]["client"]["rot"] = "1s".into());
    assert!(place.contains("run.knobs.client") && place.contains("`rto`"), "{place}");
    let place = refused(&|file| file["format"] = "tcp-lanes-scenario/2".into());
    assert!(place.contains("format") && place.contains("tcp-lanes-scenario/1"), "{place}");
    let place = refused(&|file| file["id"] = "No Id".into());
    assert!(place.contains("at id: expected lower-case words"), "{place}");

    assert!(refusal(&["run", "no-such-scenario"]).contains("tcp-lanes list"));
    assert!(refusal(&["run", "no-such-file.json"]).contains("no-such-file.json"));
    assert!(refusal(&["run", "three-way-normal", "--format", "gif"]).contains("text, json, svg"));
    assert!(refusal(&["run", "three-way-normal", "--lang", "fr"]).contains("zh-CN or en"));
    assert!(refusal(&["fly"]).contains("fly"));
    refusal(&["run", "three-way-normal", "-o", "/no/such/folder/x.txt"]);
}

#[test]
fn octets_that_are_no_text_are_refused() {
    let mut saved = tempfile::Builder::new().suffix(".json").tempfile().unwrap();
    std::io::Write::write_all(&mut saved, &[0xff, 0xfe, 0x00]).unwrap();
    let said = refusal(&["run", saved.path().to_str().unwrap()]);
    assert!(said.contains("expected text in UTF-8 at line 1 column 1"), "{said}");
}

#[test]
fn the_picture_in_the_readme_is_what_the_program_draws() {
    let figure = stdout(&["run", "two-way-synack-lost", "--format", "svg"]);
    assert!(
        figure == include_str!("../../../docs/picture.svg"),
        "cargo run -p tcp-lanes -- run two-way-synack-lost --format svg -o docs/picture.svg"
    );
}
