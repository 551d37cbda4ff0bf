//! Every scenario reproduces its table: the same segments in the same order with the same
//! numbers, the same fates, the same states after each row.
//!
//! A row of `tables/*.json` is a script event or a segment; `states` are those of the client and
//! the server after it, `queue` is how many half-open connections there are, of how many. Where a
//! table's order of a timer and an arrival cannot be had with real delays, each host's own
//! sequence of states is what counts, so that is what is compared.
//! A table with `derived` was written from RFC 9293 alone: `because` is the paragraph that decides
//! the row.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use tcp_model::host::{Address, Flow, Host, Socket};
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::trace::{EventKind, Flight, Landing, Run};
use tcp_model::verdict::Verdict;
use tcp_scenarios::catalogue::Catalogue;

fn table(address: &str) -> Value {
    let file =
        format!("{}/tests/tables/{}.json", env!("CARGO_MANIFEST_DIR"), address.replace('/', "."));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{file}: {e}"));
    serde_json::from_str(&text).unwrap()
}

fn rows(table: &Value) -> &Vec<Value> {
    table["rows"].as_array().unwrap()
}

/// The rows that put a segment into the network; an `arrived-late` or `expired` row is the end
/// of an earlier one.
fn departures(table: &Value) -> impl Iterator<Item = &Value> {
    rows(table).iter().filter(|row| row["from"].is_string() && row["departed_at"].is_null())
}

/// What is compared of a segment: `client SYN,ACK seq 2000 ack 1001 len 0`.
fn describe(from: &str, flags: &str, seq: u32, ack: Option<u32>, len: u32) -> String {
    let ack = ack.map_or("-".to_owned(), |ack| ack.to_string());
    format!("{from} {flags} seq {seq} ack {ack} len {len}")
}

fn described_row(row: &Value) -> String {
    let number = |name: &str| row[name].as_u64().map(|n| n as u32);
    let text = |name: &str| row[name].as_str().unwrap();
    describe(
        text("from"),
        text("flags"),
        number("seq").unwrap(),
        number("ack"),
        number("len").unwrap(),
    )
}

fn described_flight(flight: &Flight) -> String {
    let segment = &flight.segment;
    let flags = segment.flags.without(SegmentFlags::PSH);
    let ack = segment.acknowledgment().map(|ack| ack.0);
    describe(flight.from.name(), &flags.to_string(), segment.seq.0, ack, segment.data.len())
}

/// The segments that entered the network of their own, copies apart.
fn originals(run: &Run) -> impl Iterator<Item = &Flight> {
    run.flights.iter().filter(|flight| flight.copy_of.is_none())
}

/// The states in which a host was after each beat: one that it passes through while it
/// processes a single segment has no row.
fn states(run: &Run, host: Host) -> Vec<State> {
    let after = run.beats.iter().map(|beat| beat.status[host].state);
    let mut all: Vec<State> = std::iter::once(run.start[host].state).chain(after).collect();
    all.dedup();
    all
}

fn states_in_table(table: &Value, run: &Run, host: Host) -> Vec<String> {
    let mut all = vec![run.start[host].state.to_string()];
    all.extend(
        rows(table).iter().map(|row| row["states"][host as usize].as_str().unwrap().to_owned()),
    );
    all.dedup();
    all
}

/// The states of a host just after each event of the run.
fn state_after(run: &Run, event: usize, host: Host) -> State {
    let entered = run.events[..=event].iter().rev().find_map(|event| match event.kind {
        EventKind::State { host: h, to, .. } if h == host && event.flow == Flow::MAIN => Some(to),
        _ => None,
    });
    entered.unwrap_or(run.start[host].state)
}

/// The number of the address at which nobody is, of a segment that bears one.
fn stranger(flight: &Flight) -> Option<u64> {
    match flight.flow {
        Flow(Socket { address: Address::Stranger(number), .. }) => Some(number.into()),
        Flow(_) => None,
    }
}

fn compare(address: &str) {
    let scenario = Catalogue::get().find(address).unwrap_or_else(|| panic!("no {address}"));
    let (run, table) = (scenario.run(), table(address));

    // The same segments in the same order.
    let sent: Vec<String> = originals(&run).map(described_flight).collect();
    let expected: Vec<String> = departures(&table).map(described_row).collect();
    assert_eq!(sent, expected, "{address}: segments");

    for (flight, row) in originals(&run).zip(departures(&table)) {
        let place = format!("{address}: row {}", row["row"]);
        assert_eq!(stranger(flight), row["stranger"].as_u64(), "{place}: whose connection");
        compare_fate(address, &run, &table, flight, row);
    }

    // The same states at each end, one after the other, and in the end.
    for host in Host::BOTH {
        let visited: Vec<String> = states(&run, host).iter().map(State::to_string).collect();
        assert_eq!(visited, states_in_table(&table, &run, host), "{address}: states of the {host}");
        let last = run.last_status()[host].state.to_string();
        assert_eq!(Some(last.as_str()), table["final"][host as usize].as_str(), "{address}: final");
    }
}

fn compare_fate(address: &str, run: &Run, table: &Value, flight: &Flight, row: &Value) {
    let place = format!("{address}: row {}", row["row"]);
    let later = rows(table).iter().find(|other| other["departed_at"] == row["row"]);
    let copy = run.flights.iter().find(|other| other.copy_of == Some(flight.id));
    let fate = row["fate"].as_str().unwrap();
    assert_eq!(flight.origin == Origin::OldDuplicate, fate == "old-duplicate", "{place}: origin");
    assert_eq!(flight.origin == Origin::Spoofed, fate == "spoofed", "{place}: origin");
    match fate {
        "dropped" => assert_eq!(flight.landing, Landing::Lost, "{place}"),
        "delivered" | "extra" | "old-duplicate" | "spoofed" => {
            compare_arrival(&place, run, flight, row);
        }
        "delayed" => {
            let later = later.unwrap_or_else(|| panic!("{place}: never lands in the table"));
            compare_arrival(&place, run, flight, later);
            assert_between(&place, run, table, flight, later);
        }
        "duplicated" => {
            compare_arrival(&place, run, flight, row);
            let copy = copy.unwrap_or_else(|| panic!("{place}: was not doubled"));
            match later {
                Some(later) if later["fate"] == "expired" => {
                    assert_eq!(copy.landing, Landing::Expired, "{place}");
                }
                Some(later) => compare_arrival(&place, run, copy, later),
                None => panic!("{place}: the copy never lands in the table"),
            }
        }
        other => panic!("{place}: unknown fate {other}"),
    }
    assert_eq!(copy.is_some(), fate == "duplicated", "{place}: copies");
}

/// A delayed segment lands after as many other departures as in the table.
fn assert_between(place: &str, run: &Run, table: &Value, flight: &Flight, later: &Value) {
    let row = later["row"].as_u64().unwrap();
    let sent_before = departures(table).filter(|r| r["row"].as_u64().unwrap() < row).count();
    let sent = originals(run).filter(|other| other.sent < flight.due).count();
    assert_eq!(sent, sent_before, "{place}: departures before it lands");
}

/// The segment arrives; its sender's and its receiver's states are those of the row.
fn compare_arrival(place: &str, run: &Run, flight: &Flight, row: &Value) {
    let Landing::Arrived(ruling) = flight.landing else { panic!("{place}: {:?}", flight.landing) };
    let receiver = flight.from.peer();
    let arrival = run
        .events
        .iter()
        .position(|event| matches!(event.kind, EventKind::Arrive { id, .. } if id == flight.id));
    let beat = run.beats.iter().find(|beat| beat.events.contains(&arrival.unwrap())).unwrap();
    let after = state_after(run, beat.events.end - 1, receiver).to_string();
    assert_eq!(row["states"][receiver as usize], after, "{place}: {receiver} after arrival");
    if let Some(queue) = row["queue"].as_str() {
        let half_open = beat.queues.syn.to_string();
        assert_eq!(queue.split('/').next(), Some(half_open.as_str()), "{place}: half-open");
    }
    if row["departed_at"].is_null() {
        let departure = run
            .events
            .iter()
            .position(|event| matches!(event.kind, EventKind::Send { id, .. } if id == flight.id));
        let beat = run.beats.iter().find(|beat| beat.events.contains(&departure.unwrap())).unwrap();
        let then = state_after(run, beat.events.end - 1, flight.from).to_string();
        let had = row["states"][flight.from as usize].as_str().unwrap();
        assert!(flight.origin != Origin::Endpoint || had == then, "{place}: {had}, not {then}");
    }
    match row["verdict"].as_str() {
        None => {}
        // The tables do not tell duplicate acknowledgments apart.
        Some("accepted" | "SYN,ACK accepted (Figure 7)") => {
            assert_eq!(ruling.verdict.word(), "accepted", "{place}: verdict");
        }
        Some(
            "unacceptable ACK in SYN-SENT: reset sent"
            | "unacceptable ACK in SYN-RECEIVED: reset sent",
        ) => {
            assert_eq!(ruling.verdict, Verdict::UnacceptableAck, "{place}: verdict");
        }
        Some("duplicate SYN: SYN,ACK sent again (Linux/BSD)") => {
            assert_eq!(ruling.verdict, Verdict::DuplicateSyn, "{place}: verdict");
        }
        Some("RST accepted" | "RST acceptable (acknowledges our SYN)") => {
            assert_eq!(ruling.verdict, Verdict::ResetAccepted, "{place}: verdict");
        }
        Some(verdict) => assert_eq!(verdict, ruling.verdict.to_string(), "{place}: verdict"),
    }
}

#[test]
fn every_scenario_reproduces_its_table() {
    for entry in Catalogue::get().entries() {
        entry.all().for_each(|scenario| compare(&scenario.address));
    }
}

/// A table that was derived from the text says with each row which paragraph decides it.
#[test]
fn every_row_of_a_derived_table_names_its_paragraph() {
    for scenario in Catalogue::get().entries().iter().flat_map(|entry| entry.all()) {
        let table = table(&scenario.address);
        let derived = table["derived"] == true;
        for row in rows(&table) {
            let because = row["because"].as_str();
            let place = format!("{}: row {}", scenario.address, row["row"]);
            assert_eq!(because.is_some_and(|b| b.starts_with("RFC ")), derived, "{place}");
        }
    }
}

#[test]
fn every_claim_holds() {
    for scenario in Catalogue::get().entries().iter().flat_map(|entry| entry.all()) {
        for (claim, holds) in scenario.check(&scenario.run()) {
            assert!(holds, "{}: {claim:?}", scenario.address);
        }
    }
}
