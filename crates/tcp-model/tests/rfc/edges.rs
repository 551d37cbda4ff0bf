//! The state diagram: RFC 9293 Figure 5, its notes, and the text where the figure is silent.

use crate::pair::{OPEN, Pair};
use crate::world::World;
use std::collections::BTreeSet;
use tcp_model::clause::{self, Why};
use tcp_model::endpoint::Output;
use tcp_model::state::State::{
    self, CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen,
    SynReceived, SynSent, TimeWait,
};
use tcp_model::trace::EventKind;

/// Every transition there is, less those to CLOSED that end a connection from anywhere.
const EDGES: [(State, State); 22] = [
    (Closed, Listen),
    (Closed, SynSent),
    (Listen, SynReceived),
    (Listen, SynSent),
    (Listen, Closed),
    (SynSent, SynReceived),
    (SynSent, Established),
    (SynSent, Closed),
    (SynReceived, Established),
    (SynReceived, FinWait1),
    // Note 1: a passive SYN-RECEIVED returns to LISTEN on a RST.
    (SynReceived, Listen),
    // A CLOSE that was queued in SYN-RECEIVED takes this way in ESTABLISHED (§3.10.4).
    (Established, FinWait1),
    (Established, CloseWait),
    // Note 2: FIN-WAIT-1 to TIME-WAIT goes by way of FIN-WAIT-2, in one step (§3.10.7.4, fifth).
    (FinWait1, FinWait2),
    (FinWait1, Closing),
    (FinWait2, TimeWait),
    (Closing, TimeWait),
    (CloseWait, LastAck),
    (LastAck, Closed),
    (TimeWait, Closed),
    // RST, ABORT, user timeout (§3.10.5, §3.10.7.4, §3.10.8).
    (SynReceived, Closed),
    (Established, Closed),
];

/// The states that only an error or an ABORT leads out of to CLOSED, besides those above.
const ABORTED: [(State, State); 4] =
    [(FinWait1, Closed), (FinWait2, Closed), (CloseWait, Closed), (Closing, Closed)];

/// What an endpoint may do beside the diagram, each only for the reason of its own.
fn permitted(from: State, to: State, why: Why) -> bool {
    match (from, to) {
        // RFC 9293 §3.6.1, MAY-2, and back if the SYN was an old duplicate; RFC 6191.
        (TimeWait, SynReceived) => {
            [clause::TIME_WAIT_REUSE, clause::TIME_WAIT_TIMESTAMPS].contains(&why)
        }
        (SynReceived, TimeWait) => true,
        (TimeWait, SynSent) => why == clause::TW_REUSE,
        // RFC 4987 §3.6: there was no SYN-RECEIVED.
        (Listen, Established) => why == clause::SYN_COOKIES,
        _ => false,
    }
}

/// Whether a transition is an edge of the diagram, or says which rule it breaks.
pub(crate) fn legal(from: State, to: State, why: Why) -> bool {
    EDGES.contains(&(from, to))
        || ABORTED.contains(&(from, to))
        || permitted(from, to, why)
        || why.deviation.is_some()
}

/// The transitions that the rows of a table take.
fn taken(table: &str, prefix: &str, found: &mut BTreeSet<(State, State)>) {
    for row in table.lines().filter(|line| line.contains('|') && !line.starts_with('#')) {
        let mut columns = row.split('|').map(str::trim);
        let (history, event) =
            (columns.next().expect("a history"), columns.next().expect("an event"));
        let mut world = World::new(history);
        world.live(&format!("{prefix}{event}"));
        for output in &world.out {
            if let Output::Transition { from, to, why } = output {
                assert!(legal(*from, *to, *why), "{from} to {to}: {row}");
                if why.deviation.is_none() {
                    found.insert((*from, *to));
                }
            }
        }
    }
}

#[test]
fn the_tables_take_every_edge_and_no_other() {
    let mut found = BTreeSet::new();
    for table in [
        include_str!("tables/closed.txt"),
        include_str!("tables/listen.txt"),
        include_str!("tables/syn-sent.txt"),
        include_str!("tables/syn-received.txt"),
        include_str!("tables/established.txt"),
        include_str!("tables/fin-wait-1.txt"),
        include_str!("tables/fin-wait-2.txt"),
        include_str!("tables/close-wait.txt"),
        include_str!("tables/closing.txt"),
        include_str!("tables/last-ack.txt"),
        include_str!("tables/time-wait.txt"),
    ] {
        taken(table, "< ", &mut found);
    }
    taken(include_str!("tables/calls.txt"), "", &mut found);
    taken(include_str!("tables/timeouts.txt"), "timer ", &mut found);
    let expected: BTreeSet<(State, State)> = EDGES.into_iter().chain(ABORTED).collect();
    assert_eq!(found, expected);
}

#[test]
fn each_transition_begins_where_the_last_one_ended() {
    let script = format!("{OPEN}client CLOSE at 1s\nserver CLOSE at 1s");
    let run = Pair::new(&script).but("lose client 1 ACK").run();
    let mut states = [Closed, Closed];
    for event in &run.events {
        if let EventKind::State { host, from, to, .. } = event.kind {
            let state = &mut states[host as usize];
            assert_eq!(*state, from);
            *state = to;
        }
    }
    assert_eq!(states, [Closed, Closed]);
}
