//! Properties, each judged of a run that breaks it and of one that keeps it.
#![cfg(feature = "json")]

use tcp_scenarios::json::read_scenario;
use tcp_scenarios::property::Property;

/// Runs a `run` of a scenario file; the ends retransmit twice and have readable numbers.
fn broken(run: &str) -> Vec<&'static str> {
    let text = r#"{"zh-CN": "", "en": ""}"#;
    let file = format!(
        r#"{{"format": "tcp-lanes-scenario/1", "id": "hand-made", "group": "establish",
             "title": {text}, "question": {text}, "answer": {text}, "rfc": [], "claims": [],
             "run": {{{run}}}}}"#
    );
    let scenario = read_scenario(&file).unwrap_or_else(|error| panic!("{error}: {file}"));
    let (run, knobs) = (scenario.run(), &scenario.setup().knobs);
    let fails = |property: &Property| {
        let violation = property.violation(&run, knobs);
        if let Some(violation) = violation {
            assert!(violation.event < run.events.len(), "{property}");
        }
        violation.is_some()
    };
    Property::ALL.into_iter().filter(fails).map(Property::id).collect()
}

/// Knobs of both ends, and of each.
fn knobs(both: &str) -> String {
    format!(
        r#""knobs": {{"both": {{"r2": 2, "r2_syn": 2{both}}},
                      "client": {{"isn": {{"given": [1000, 1100, 1200]}}}},
                      "server": {{"isn": {{"given": [5000, 5100, 5200]}}}}}}"#
    )
}

const THREE_WAY: &str = "";
const TWO_WAY: &str = r#", "handshake": "two-way""#;
const OPEN: &str = r#"{"action": {"call": ["server", "open-passive"]}},
                      {"action": {"call": ["client", "open-active"]}}"#;

fn call(at: &str, host: &str, call: &str) -> String {
    format!(r#"{{"after": {{"at": "{at}"}}, "action": {{"call": ["{host}", {call}]}}}}"#)
}

fn lose(from: &str, flags: &str, nth: &str) -> String {
    format!(r#"{{"segment": {{"from": "{from}", "flags": "{flags}"{nth}}}, "fate": "lose"}}"#)
}

/// A run from what the ends are, what the network does and what the users do.
fn run(knobs: &str, faults: &[String], script: &[String]) -> Vec<&'static str> {
    let script = [&[OPEN.to_owned()], script].concat().join(", ");
    broken(&format!(r#"{knobs}, "faults": [{}], "script": [{script}]"#, faults.join(", ")))
}

fn delivery() -> [String; 3] {
    [
        call("200ms", "client", r#"{"send": ["hello", 5]}"#),
        call("400ms", "client", "\"close\""),
        call("600ms", "server", "\"close\""),
    ]
}

#[test]
fn an_ordinary_connection_keeps_everything() {
    assert_eq!(run(&knobs(THREE_WAY), &[], &delivery()), [""; 0]);
    let lost = [lose("client", "ACK", r#", "text": true, "nth": 1"#)];
    assert_eq!(run(&knobs(THREE_WAY), &lost, &delivery()), [""; 0]);
}

#[test]
fn an_end_that_is_established_alone_breaks_agreement() {
    // The server never hears again of the client whose SYN,ACK was lost.
    let lost = [lose("server", "SYN,ACK", "")];
    let abort = [call("50ms", "client", "\"abort\"")];
    assert_eq!(run(&knobs(TWO_WAY), &lost, &abort), ["agreement", "both-confirmed"]);
    assert_eq!(run(&knobs(THREE_WAY), &lost, &abort), [""; 0]);
}

#[test]
fn agreement_is_broken_when_the_end_becomes_established() {
    let file = r#"{"format": "tcp-lanes-scenario/1", "id": "a", "group": "establish",
        "title": {"zh-CN": "", "en": ""}, "question": {"zh-CN": "", "en": ""},
        "answer": {"zh-CN": "", "en": ""}, "rfc": [], "claims": [],
        "run": {"knobs": {"both": {"handshake": "two-way"}}, "script": [
            {"action": {"call": ["server", "open-passive"]}},
            {"action": {"inject": {"from": "client", "flags": "SYN", "seq": 9, "delay": "5ms"}}}]}}"#;
    let scenario = read_scenario(file).expect("a scenario");
    let run = scenario.run();
    let knobs = &scenario.setup().knobs;
    let event = Property::Agreement.violation(&run, knobs).expect("nobody sent the SYN").event;
    let entered = tcp_model::state::State::Established;
    let kind = &run.events[event].kind;
    let enters = matches!(kind, tcp_model::trace::EventKind::State { to, .. } if *to == entered);
    assert!(enters, "{kind:?}");
}

#[test]
fn a_connection_at_one_end_is_not_settled_unless_too_much_was_lost() {
    let haunted = |faults: &str| {
        let script = r#"{"action": {"call": ["server", "open-passive"]}},
            {"action": {"inject": {"from": "client", "flags": "SYN", "seq": 9, "delay": "5ms"}}}"#;
        broken(&format!(r#"{}, "faults": [{faults}], "script": [{script}]"#, knobs(TWO_WAY)))
    };
    // The RST of a client that knows of nothing ends what an old SYN began, unless it is lost.
    assert_eq!(haunted(""), ["agreement", "both-confirmed"]);
    assert_eq!(
        haunted(&lose("client", "RST", "")),
        ["agreement", "settles", "both-confirmed", "both-or-neither"]
    );
    // All third ACKs are lost, and no text comes that would say the same: two generals.
    let all = [lose("client", "ACK", "")];
    assert_eq!(run(&knobs(THREE_WAY), &all, &[]), ["both-or-neither"]);
    let one = [lose("client", "ACK", r#", "nth": 1"#)];
    assert_eq!(run(&knobs(THREE_WAY), &one, &[]), [""; 0]);
}

#[test]
fn octets_of_another_connection_are_stale() {
    // The octets of the first connection arrive in the second, whose numbers are the same.
    let late = r#"{"segment": {"from": "client", "text": true, "nth": 1}, "fate": {"copy": "3s"}}"#;
    let again = [
        call("200ms", "client", r#"{"send": ["OLD", 3]}"#),
        call("400ms", "client", "\"abort\""),
        call("600ms", "server", "\"open-passive\""),
        call("800ms", "client", "\"open-active\""),
    ];
    let fixed = knobs(THREE_WAY).replace("{\"given\": [1000, 1100, 1200]}", "{\"fixed\": 1000}");
    let fixed = fixed.replace("{\"given\": [5000, 5100, 5200]}", "{\"fixed\": 5000}");
    assert_eq!(run(&fixed, &[late.to_owned()], &again), ["no-stale-data"]);
    assert_eq!(run(&knobs(THREE_WAY), &[late.to_owned()], &again), [""; 0]);
}

#[test]
fn a_reset_is_no_clean_close() {
    // The last ACK is lost, and a RST answers the FIN that comes again.
    let lost = [lose("client", "ACK", r#", "nth": 3"#)];
    let short = knobs(r#", "time_wait": "0""#);
    assert_eq!(run(&short, &lost, &delivery()), ["clean-close"]);
    assert_eq!(run(&knobs(THREE_WAY), &lost, &delivery()), [""; 0]);
    assert_eq!(run(&short, &lost, &delivery()[..2]), [""; 0], "the server has not closed");
}

#[test]
fn an_end_that_stays_alone_after_a_crash_is_not_healed() {
    let crash = r#"{"after": {"at": "200ms"}, "action": {"crash": "client"}}"#;
    let script = [crash.to_owned(), call("400ms", "client", "\"open-active\"")];
    assert_eq!(run(&knobs(THREE_WAY), &[], &script), [""; 0]);
    // RFC 9293 §3.5.1: an ACK that does not fit the new SYN makes the client reset the server. With
    // the number of the old SYN it fits.
    let fixed = knobs(THREE_WAY).replace("{\"given\": [1000, 1100, 1200]}", "{\"fixed\": 1000}");
    assert_eq!(run(&fixed, &[], &script), ["heals"]);
    assert_eq!(run(&fixed, &[], &script[..1]), [""; 0], "nobody has spoken");
    let much = [lose("client", "SYN", r#", "nth": 2"#), lose("client", "SYN", r#", "nth": 3"#)];
    assert_eq!(run(&fixed, &much, &script), [""; 0], "as much is lost as is sent again");
    let abort = [script[0].clone(), script[1].clone(), call("4s", "client", "\"abort\"")];
    assert_eq!(run(&fixed, &[], &abort), [""; 0], "a user has given up");
}
