//! `tcp-lanes packetdrill` and `run --format packetdrill` as others rely on them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn tcp_lanes(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_tcp-lanes");
    Command::new(program).args(arguments).output().expect("the program was built with this test")
}

/// A script in a folder of its own.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl File {
    fn new(octets: &[u8]) -> File {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("script.pkt");
        std::fs::write(&path, octets).unwrap();
        File { _folder: folder, path }
    }

    fn name(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

const LISTENING: &str = "`./defaults.sh`\n\
    0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n\
    +0 bind(3, ..., ...) = 0\n\
    +0 listen(3, 1) = 0\n\
    +0 < S 0:0(0) win 65535 <mss 1460>\n";

fn result(output: &Output) -> (Option<i32>, String, String) {
    let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_script_that_passes_says_what_it_skipped() {
    let file = File::new(format!("{LISTENING}+0 > S. 0:0(0) ack 1 <...>\n").as_bytes());
    let name = file.name();
    let (status, out, errors) = result(&tcp_lanes(&["packetdrill", name]));
    assert_eq!((status, errors.as_str()), (Some(0), ""));
    assert_eq!(out, format!("note {name}:1: shell command skipped\npass {name}\n"));
}

#[test]
fn a_script_that_fails_says_the_line_what_it_expects_and_what_it_got() {
    let file = File::new(format!("{LISTENING}+0 > S. 0:0(0) ack 2 <...>\n").as_bytes());
    let name = file.name();
    let (status, out, errors) = result(&tcp_lanes(&["packetdrill", name]));
    let said = format!("{name}:6: expected > S. 0:0(0) ack 2 <...>, got > S. 0:0(0) ack 1");
    assert_eq!((status, errors), (Some(1), format!("tcp-lanes: {said}\n")));
    assert!(out.contains(&format!("fail {said}\n")), "{out}");
}

#[test]
fn windows_and_options_are_compared_when_asked_for() {
    let text = format!("{LISTENING}+0 > S. 0:0(0) ack 1 win 1 <mss 1>\n");
    let file = File::new(text.as_bytes());
    assert_eq!(tcp_lanes(&["packetdrill", file.name()]).status.code(), Some(0));
    assert_eq!(tcp_lanes(&["packetdrill", file.name(), "--strict"]).status.code(), Some(1));
}

#[test]
fn what_is_unusable_says_file_place_and_what_was_expected() {
    for (octets, place) in [
        (&b"0 sockets(\n"[..], "line 2, column 1: expected an argument, found the end"),
        (b"0 < S 0:0(0) win", "line 1, column 17: expected a window from 0 to 65535"),
        (b"\xff\xfe", "line 1, column 1: expected text in UTF-8"),
        (b"0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3", ":1: unsupported: socket(SOCK_DGRAM"),
    ] {
        let file = File::new(octets);
        let (status, _, errors) = result(&tcp_lanes(&["packetdrill", file.name()]));
        assert_eq!(status, Some(2), "{errors}");
        assert_eq!(errors.lines().count(), 1, "{errors}");
        assert!(errors.contains(file.name()) && errors.contains(place), "{errors}");
    }
    let (status, _, errors) = result(&tcp_lanes(&["packetdrill", "no/such/file.pkt"]));
    assert_eq!(status, Some(2));
    assert!(errors.contains("no/such/file.pkt"), "{errors}");
}

#[test]
fn several_scripts_are_all_run_and_told_as_json() {
    let good = File::new(format!("{LISTENING}+0 > S. 0:0(0) ack 1 <...>\n").as_bytes());
    let bad = File::new(format!("{LISTENING}+0 > R 0:0(0)\n").as_bytes());
    let worse = File::new(b"?");
    let names = [good.name(), bad.name(), worse.name()];
    let (status, out, errors) =
        result(&tcp_lanes(&[&["packetdrill", "--json"], &names[..]].concat()));
    assert_eq!((status, errors.lines().count()), (Some(2), 2), "{errors}");
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["format"], "tcp-lanes-packetdrill/1");
    let results: Vec<&str> =
        told["scripts"].as_array().unwrap().iter().map(|s| s["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["pass", "fail", "unusable"]);
    assert_eq!(told["scripts"][1]["line"], 6);
    assert_eq!(told["scripts"][1]["expected"], "> R 0:0(0)");
    assert_eq!(told["scripts"][0]["skipped"][0]["line"], 1);
}

#[test]
fn a_run_is_written_as_a_script_that_passes() {
    let folder = tempfile::tempdir().unwrap();
    for host in ["client", "server"] {
        let path = folder.path().join(host);
        let name = path.to_str().unwrap();
        let arguments = ["run", "complete-lifecycle", "--format", "packetdrill", "--host", host];
        let written = tcp_lanes(&[&arguments[..], &["-o", name]].concat());
        assert_eq!(result(&written), (Some(0), String::new(), String::new()));
        let text = std::fs::read_to_string(Path::new(name)).unwrap();
        assert!(text.contains("TCP_ESTABLISHED"), "{text}");
        let (status, _, errors) = result(&tcp_lanes(&["packetdrill", "--strict", name]));
        assert_eq!((status, errors.as_str()), (Some(0), ""), "{text}");
    }
    let wrong = tcp_lanes(&["run", "two-way-synack-lost", "--format", "packetdrill"]);
    let (status, out, errors) = result(&wrong);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(errors.contains("server: cannot be a packetdrill script: its handshake"), "{errors}");
}
