//! Diagrams as Mermaid's own parser sees them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tcp_export::{Format, Options, export};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools")
}

/// Whether Mermaid is there. `cargo xtask test` installs it and sets `REQUIRE_MERMAID`; without
/// that variable a machine that lacks it passes these tests over, and says so.
fn has_mermaid() -> bool {
    let node = Command::new("node").arg("--version").output().is_ok();
    let found = node && tools().join("node_modules/mermaid").is_dir();
    let required = std::env::var_os("REQUIRE_MERMAID").is_some();
    assert!(found || !required, "REQUIRE_MERMAID is set and Mermaid is not in tools/node_modules");
    if !found {
        // Not by a macro, whose output a passing test keeps to itself.
        let left_out = "LEFT OUT: Mermaid is not there (npm ci in tools/, with Node.js)";
        writeln!(io::stderr(), "{left_out}").expect("standard error is open");
    }
    found
}

/// How many diagrams Mermaid reads, or which one it cannot.
fn read(diagrams: &[String]) -> Result<usize, String> {
    let mut node = Command::new("node")
        .arg("check-mermaid.mjs")
        .current_dir(tools())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("node was found");
    let input = serde_json::to_vec(diagrams).unwrap();
    let mut to_node = node.stdin.take().unwrap();
    let writer = std::thread::spawn(move || to_node.write_all(&input));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn diagram(scenario: &Scenario, lang: Lang, captions: bool) -> String {
    let options = Options { lang, captions, ..Options::default() };
    let octets = export(Format::Mermaid, scenario, &scenario.run(), &options).unwrap();
    String::from_utf8(octets).unwrap()
}

#[test]
fn mermaid_reads_every_scenario_in_both_languages_with_and_without_captions() {
    if !has_mermaid() {
        return;
    }
    let mut diagrams = Vec::new();
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        for lang in Lang::ALL {
            diagrams.extend([true, false].map(|captions| diagram(scenario, lang, captions)));
        }
    }
    assert_eq!(read(&diagrams), Ok(diagrams.len()));
    assert!(diagrams.len() > 64 * 4);
}

/// The words of a scenario file are whatever somebody wrote.
#[test]
fn no_words_of_a_title_can_end_a_statement() {
    if !has_mermaid() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tcp-scenarios/scenarios/three-way-normal.json");
    let file = std::fs::read_to_string(path).unwrap();
    let mut diagrams = Vec::new();
    for words in [
        "a; b",
        "a # b: c",
        "\"x\"\nend\n",
        "%% c",
        "A->>B: x",
        "%%{init: {}}%%",
        "$$x$$",
        "#59",
        "---",
        "<br/>&amp;",
    ] {
        let mut file: ScenarioFile = serde_json::from_str(&file).unwrap();
        file.question.en = words.to_owned();
        diagrams.push(diagram(&Scenario::from_file(&file).unwrap(), Lang::En, false));
    }
    assert_eq!(read(&diagrams), Ok(diagrams.len()));
}

#[test]
fn what_is_no_diagram_is_noticed() {
    if has_mermaid() {
        let error = read(&["sequenceDiagram\n C->>S".to_owned()]).unwrap_err();
        assert!(error.starts_with("diagram 0: "), "{error}");
    }
}
