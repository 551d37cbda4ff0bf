//! Captures as Wireshark's own reader sees them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use tcp_model::trace::{Landing, Run};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;

/// Whether tshark is there. `cargo xtask test` installs it and sets `REQUIRE_TSHARK`; without
/// that variable a machine that lacks it passes these tests over, and says so.
fn has_tshark() -> bool {
    let found = Command::new("tshark").arg("--version").output().is_ok();
    let required = std::env::var_os("REQUIRE_TSHARK").is_some();
    assert!(found || !required, "REQUIRE_TSHARK is set and tshark is not on the path");
    if !found {
        // Not by a macro, whose output a passing test keeps to itself.
        let left_out = "LEFT OUT: tshark is not on the path (Debian: apt-get install tshark)";
        writeln!(io::stderr(), "{left_out}").expect("standard error is open");
    }
    found
}

fn write_capture(address: &str, lang: &str, file: &Path) {
    let status = Command::new(env!("CARGO_BIN_EXE_tcp-lanes"))
        .args(["run", address, "--format", "pcapng", "--lang", lang, "-o"])
        .arg(file)
        .status();
    assert!(status.expect("the program was built with this test").success(), "{address}");
}

/// These fields of every packet, as tshark reads them with both checksums checked.
fn tshark<const N: usize>(file: &Path, fields: [&str; N]) -> Vec<[String; N]> {
    let output = Command::new("tshark")
        .args(["-n", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"])
        // Runs share their sockets: no text is put together across them.
        .args(["-o", "tcp.desegment_tcp_streams:FALSE", "--disable-protocol", "http"])
        .args(["-T", "fields", "-E", "separator=/t"])
        .args(fields.iter().flat_map(|field| ["-e", field]))
        .arg("-r")
        .arg(file)
        .output()
        .expect("tshark was found");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("tshark writes UTF-8");
    let row = |line: &str| -> Vec<String> { line.split('\t').map(str::to_owned).collect() };
    lines.lines().map(|line| row(line).try_into().expect("one value for each field")).collect()
}

/// All captures are read as one, for a file may have many sections: starting tshark takes longer
/// than reading.
#[test]
fn wireshark_finds_every_segment_of_every_scenario_whole() {
    if !has_tshark() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (file, all) = (folder.path().join("run.pcapng"), folder.path().join("all.pcapng"));
    let (mut sections, mut expected) = (Vec::new(), Vec::new());
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        write_capture(&scenario.address, Lang::En.tag(), &file);
        sections.extend(fs::read(&file).unwrap());
        expected.extend(sent(&scenario.run()).map(|sent| (&scenario.address, sent)));
    }
    fs::write(&all, sections).unwrap();
    let read = tshark(&all, FIELDS);
    assert_eq!(read.len(), expected.len());
    for (read, (address, expected)) in read.iter().zip(expected) {
        assert_eq!(read.join(" "), expected, "{address}");
    }
}

/// What is malformed, which is nothing; two checksums, which are good; and some of the numbers.
const FIELDS: [&str; 7] = [
    "_ws.malformed",
    "ip.checksum.status",
    "tcp.checksum.status",
    "tcp.seq_raw",
    "tcp.flags",
    "tcp.len",
    "tcp.window_size_value",
];

/// The segments of a run as tshark writes these fields.
fn sent(run: &Run) -> impl Iterator<Item = String> {
    let segments = run.flights.iter().map(|flight| &flight.segment);
    segments.map(|s| format!(" 1 1 {} 0x{:04x} {} {}", s.seq, s.flags.bits(), s.data.len(), s.wnd))
}

#[test]
fn a_comment_says_what_was_lost() {
    if !has_tshark() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("run.pcapng");
    for (lang, word) in [(Lang::En, "lost"), (Lang::ZhCn, "丢")] {
        write_capture("two-way-synack-lost", lang.tag(), &file);
        let comments = tshark(&file, ["frame.comment"]);
        let run = Catalogue::get().find("two-way-synack-lost").unwrap().run();
        assert_eq!(comments.len(), run.flights.len());
        for ([comment], flight) in comments.iter().zip(&run.flights) {
            assert_eq!(comment.contains(word), flight.landing == Landing::Lost, "{comment}");
        }
        assert!(run.flights.iter().any(|flight| flight.landing == Landing::Lost));
    }
}
