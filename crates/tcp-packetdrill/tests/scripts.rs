//! Scripts, as files: those in `scripts` pass, those in `wrong` fail at the line that is marked.

use std::path::{Path, PathBuf};
use tcp_model::segment::SegmentFlags;
use tcp_packetdrill::parse::parse_octets;
use tcp_packetdrill::run::{Outcome, Report, Settings, run};
use tcp_packetdrill::script::{Action, Script};

const LAX: Settings = Settings { strict: false, profile: tcp_packetdrill::run::Profile::Common };
const STRICT: Settings = Settings { strict: true, ..LAX };

/// The scripts of a folder beside this file, by name.
fn scripts(folder: &str) -> Vec<(PathBuf, Script)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let entries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "pkt")).collect();
    files.sort();
    let read = |path: PathBuf| {
        let script = parse_octets(&std::fs::read(&path).unwrap());
        let script = script.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (path, script)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_script_passes() {
    let scripts = scripts("scripts");
    assert!(scripts.len() >= 80);
    for (path, script) in scripts {
        for settings in [LAX, STRICT] {
            let Report { outcome, skipped } = run(&script, settings);
            assert_eq!(outcome, Outcome::Pass, "{} {settings:?}", path.display());
            assert_eq!(skipped, [], "{}", path.display());
        }
    }
}

#[test]
fn every_state_is_asserted() {
    let said: String = scripts("scripts").iter().map(|(_, script)| script.to_string()).collect();
    for state in [
        "TCP_LISTEN",
        "TCP_SYN_SENT",
        "TCP_SYN_RECV",
        "TCP_ESTABLISHED",
        "TCP_FIN_WAIT1",
        "TCP_FIN_WAIT2",
        "TCP_CLOSE_WAIT",
        "TCP_CLOSING",
        "TCP_LAST_ACK",
        "TCP_TIME_WAIT",
        "TCP_CLOSE ",
    ] {
        assert!(said.contains(&format!("tcpi_state == {state}")), "{state}");
    }
}

fn failing_line(script: &Script, settings: Settings) -> Option<u32> {
    match run(script, settings).outcome {
        Outcome::Fail { line, .. } => Some(line),
        Outcome::Pass | Outcome::Unsupported { .. } => None,
    }
}

#[test]
fn a_wrong_script_fails_at_the_line_that_is_wrong() {
    for (folder, settings) in [("wrong", LAX), ("wrong", STRICT), ("wrong/strict", STRICT)] {
        for (path, script) in scripts(folder) {
            let text = std::fs::read_to_string(&path).unwrap();
            let marked = text.lines().position(|line| line.ends_with("// wrong")).unwrap() + 1;
            let found = failing_line(&script, settings);
            assert_eq!(found, Some(u32::try_from(marked).unwrap()), "{}", path.display());
        }
    }
    for (path, script) in scripts("wrong/strict") {
        assert_eq!(run(&script, LAX).outcome, Outcome::Pass, "{}", path.display());
    }
}

/// A segment that differs from the one that is sent in one thing.
fn changes(script: &Script, index: usize) -> Vec<Script> {
    let change = |edit: fn(&mut tcp_packetdrill::script::Packet)| {
        let mut changed = script.clone();
        if let Action::Expect(packet) = &mut changed.events[index].action {
            edit(packet);
        }
        changed
    };
    let mut all = vec![
        change(|packet| packet.len += 1),
        change(|packet| packet.flags = toggled(packet.flags, SegmentFlags::PSH)),
        change(|packet| packet.flags = toggled(packet.flags, SegmentFlags::FIN)),
        change(|packet| packet.flags = toggled(packet.flags, SegmentFlags::RST)),
        change(|packet| packet.flags = toggled(packet.flags, SegmentFlags::ACK)),
    ];
    if let Action::Expect(packet) = &script.events[index].action {
        if packet.flags.contains(SegmentFlags::ACK) {
            all.push(change(|packet| packet.ack = packet.ack.map(|ack| ack.wrapping_add(1))));
        }
        // A SYN's number is the script's to choose.
        if !packet.flags.contains(SegmentFlags::SYN) {
            all.push(change(|packet| packet.seq = packet.seq.wrapping_add(1)));
        }
    }
    all
}

fn toggled(flags: SegmentFlags, flag: SegmentFlags) -> SegmentFlags {
    if flags.contains(flag) { flags.without(flag) } else { flags | flag }
}

#[test]
fn whatever_is_changed_in_a_segment_that_is_expected_is_noticed_there() {
    for (path, script) in scripts("scripts") {
        for (index, event) in script.events.iter().enumerate() {
            if let Action::Expect(_) = event.action {
                for changed in changes(&script, index) {
                    let found = failing_line(&changed, LAX);
                    assert_eq!(found, Some(event.line), "{}\n{changed}", path.display());
                }
            }
        }
    }
}

#[test]
fn whatever_other_state_is_asserted_is_noticed_there() {
    for (path, script) in scripts("scripts") {
        for (index, event) in script.events.iter().enumerate() {
            if let Action::Code(code) = &event.action {
                let mut changed = script.clone();
                changed.events[index].action = Action::Code(code.replace("==", "!="));
                let found = failing_line(&changed, LAX);
                assert_eq!(found, Some(event.line), "{}: {code}", path.display());
            }
        }
    }
}
