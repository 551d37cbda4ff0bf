//! What a trace says of attackers, other connections, queues and accidents.
#![cfg(all(feature = "json", not(target_arch = "wasm32")))]

use serde_json::{Value, json};
use tcp_scenarios::json::{read_scenario, trace};

/// The events of a run.
fn events(run: Value) -> Vec<Value> {
    let text = json!({"zh-CN": "?", "en": "?"});
    let file = json!({
        "format": "tcp-lanes-scenario/1", "id": "hosts", "group": "queues", "title": text,
        "question": text, "answer": text, "rfc": [], "claims": [], "run": run,
    });
    let scenario = read_scenario(&file.to_string()).unwrap();
    let trace = trace(&scenario, &scenario.run());
    let trace: Value = serde_json::from_str(&trace).unwrap();
    trace["events"].as_array().expect("a list").clone()
}

/// The first event that has all these fields.
fn find<'a>(events: &'a [Value], fields: &Value) -> &'a Value {
    let fields = fields.as_object().expect("fields");
    let found =
        events.iter().find(|event| fields.iter().all(|(name, value)| event[name] == *value));
    found.unwrap_or_else(|| panic!("no event has {fields:?}"))
}

fn flood() -> Vec<Value> {
    events(json!({
        "knobs": {"server": {"syn_backlog": 1, "r2_syn": 0, "isn": {"given": [2000]}}},
        "strangers_isn": {"given": [8000]},
        "script": [
            {"action": {"call": ["server", "open-passive"]}},
            {"action": {"inject": {"from": "client", "origin": "spoofed", "stranger": 7,
                "flags": "SYN", "seq": 7000, "options": {"mss": 1460}, "delay": "10ms"}}},
            {"after": {"at": "0.5s"}, "action": {"call-on": [50001, "client", "open-active"]}}
        ]
    }))
}

#[test]
fn a_forged_segment_comes_from_the_attacker_in_the_name_of_a_stranger() {
    let events = flood();
    let forged = find(&events, &json!({"kind": "send", "id": 1}));
    let expected = json!({
        "t_us": 0, "kind": "send", "id": 1, "from": "attacker", "to": "server",
        "as": "203.0.113.7", "flags": ["SYN"], "seq": 7000, "ack": null, "len": 0, "wnd": 65535,
        "options": "mss 1460", "origin": "spoofed", "stranger": 7,
    });
    assert_eq!(*forged, expected);
    let answer = find(&events, &json!({"kind": "send", "id": 2}));
    assert_eq!((&answer["from"], &answer["to"]), (&json!("server"), &json!("attacker")));
    assert_eq!((&answer["seq"], answer.get("as")), (&json!(8000), None));
    find(&events, &json!({"kind": "lose", "id": 2, "stranger": 7}));
}

#[test]
fn a_segment_forged_in_the_clients_name_says_so() {
    let events = events(json!({
        "start": "established",
        "script": [{"action": {"inject": {"from": "client", "origin": "spoofed", "flags": "RST",
            "seq": 5, "delay": "10ms"}}}]
    }));
    let forged = find(&events, &json!({"kind": "send", "id": 1}));
    assert_eq!((&forged["from"], &forged["as"]), (&json!("attacker"), &json!("client")));
    assert_eq!((forged.get("stranger"), forged.get("port")), (None, None));
}

#[test]
fn an_event_that_changes_a_queue_says_how_full_they_are() {
    let events = flood();
    let changes = events.iter().filter(|event| event.get("queues").is_some());
    let changes: Vec<_> =
        changes.map(|event| (event["kind"].clone(), event["queues"]["syn"].clone())).collect();
    let kinds = [("arrive", 1), ("timer", 0), ("arrive", 1), ("arrive", 0)];
    assert_eq!(changes, kinds.map(|(kind, syn)| (json!(kind), json!(syn))));
}

#[test]
fn another_connection_is_told_by_its_port() {
    let events = flood();
    find(&events, &json!({"kind": "call", "host": "client", "port": 50001}));
    let syn = find(&events, &json!({"kind": "send", "port": 50001}));
    assert_eq!((&syn["from"], syn.get("stranger")), (&json!("client"), None));
    find(
        &events,
        &json!({"kind": "arrive", "reason": "SYN queue full: SYN dropped", "port": 50001}),
    );
}

#[test]
fn accidents_are_a_crash_or_a_note_by_name() {
    let events = events(json!({
        "start": "established",
        "script": [
            {"action": {"unplug": "client"}}, {"action": {"plug": "client"}},
            {"action": {"crash": "client"}}, {"action": {"reboot": "client"}},
            {"action": {"kill": "server"}}
        ]
    }));
    let told = events.iter().filter(|event| event["kind"] == "crash" || event["kind"] == "note");
    let told: Vec<_> = told.map(|event| event.get("name").cloned()).collect();
    let expected = [Some("unplug"), Some("plug"), None, Some("reboot"), Some("kill")];
    assert_eq!(told, expected.map(|name| name.map(Value::from)));
}
