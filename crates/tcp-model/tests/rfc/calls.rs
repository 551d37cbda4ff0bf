//! User calls (RFC 9293 §3.10.1 to §3.10.5): state × call → result, what is done, new state.

use crate::world::{World, check_table};
use tcp_model::state::State;

#[test]
fn calls_in_every_state() {
    let table = include_str!("tables/calls.txt");
    let rows = check_table("calls.txt", table, |columns| {
        let [history, call, result, effects, state] = columns else {
            panic!("history | call | result | effects | state, not {columns:?}");
        };
        let mut world = World::new(history);
        world.live(call);
        let found = format!("{} | {} | {}", world.result, world.effects(), world.end.state());
        (format!("{result} | {effects} | {state}"), found)
    });
    assert!(rows >= 141);
}

#[test]
fn the_table_has_every_call_in_every_state() {
    let table = include_str!("tables/calls.txt");
    for state in State::ALL {
        for call in ["OPEN passive", "OPEN active", "SEND 10", "RECEIVE 10", "CLOSE", "ABORT"] {
            let has = |line: &str| {
                let mut columns = line.split('|').map(str::trim);
                let history = columns.next().unwrap_or_default();
                !line.starts_with('#')
                    && history.starts_with(state.name())
                    && !history.contains(';')
                    && columns.next() == Some(call)
            };
            assert!(table.lines().any(has), "{call} in {state}");
        }
    }
}

#[test]
fn a_refused_call_changes_nothing() {
    for history in ["CLOSED", "ESTABLISHED", "FIN-WAIT-2", "CLOSE-WAIT", "LAST-ACK", "TIME-WAIT"] {
        for call in ["OPEN passive", "OPEN active", "SEND 10", "RECEIVE 10", "CLOSE", "ABORT"] {
            let mut world = World::new(history);
            let before = world.end.clone();
            world.live(call);
            if world.result != "ok" {
                assert_eq!(world.end, before, "{call} in {history}");
                assert_eq!(world.out, [], "{call} in {history}");
            }
        }
    }
}

#[test]
fn a_receive_that_nothing_can_satisfy_any_more_leaves_no_trace() {
    let end = |history: &str| World::new(&format!("[receive=manual] ESTABLISHED; {history}")).end;
    let fin = "< FIN,ACK 2001 1001";
    assert_eq!(end(&format!("RECEIVE 4; {fin}")), end(fin));
    let read = |count: u32| end(&format!("{fin} +10; RECEIVE {count}"));
    assert_eq!(read(90), read(10));
}
