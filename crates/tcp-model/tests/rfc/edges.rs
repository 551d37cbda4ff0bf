//! The state diagram: RFC 9293 Figure 5, its notes, and the text where the figure is silent.

use crate::pair::{OPEN, Pair};
use crate::world::World;
use std::collections::BTreeSet;
use tcp_model::clause::{self, Why};
use tcp_model::endpoint::Output;
use tcp_model::host::Host::{Client, Server};
use tcp_model::knobs::{SynCookies, TimeWaitReuse};
use tcp_model::state::State::{
    self, CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen,
    SynReceived, SynSent, TimeWait,
};
use tcp_model::trace::EventKind;

/// Every transition there is, less those to CLOSED that end a connection from anywhere.
const EDGES: [(State, State); 23] = [
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
    (FinWait1, FinWait2),
    // Note 2: the peer's FIN and the acknowledgment of ours in one segment.
    (FinWait1, TimeWait),
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

/// What only a knob allows, each with the clause that asks for it.
const EXTENSIONS: [(State, State, Why); 7] = [
    // The ACK of a SYN cookie opens at once.
    (Listen, Established, clause::SYN_COOKIES),
    // A new incarnation out of TIME-WAIT, and back where its SYN was an old duplicate.
    (TimeWait, SynReceived, clause::TIME_WAIT_REUSE),
    (TimeWait, SynReceived, clause::TIME_WAIT_TIMESTAMPS),
    (SynReceived, TimeWait, clause::RST_CHECK),
    (SynReceived, TimeWait, clause::SYN_CHECK),
    (SynReceived, TimeWait, clause::R2),
    (TimeWait, SynSent, clause::TW_REUSE),
];

/// Whether a transition is an edge of the diagram, is what a knob asked for, or says which rule it
/// breaks.
pub(crate) fn legal(from: State, to: State, why: Why) -> bool {
    EDGES.contains(&(from, to))
        || ABORTED.contains(&(from, to))
        || EXTENSIONS.contains(&(from, to, why))
        || why.deviation.is_some()
}

#[test]
fn every_extension_of_the_diagram_is_taken() {
    let closed = "server CLOSE\nclient CLOSE when client closing\n";
    let reuse = |how| {
        let script = format!("{closed}client OPEN active when client CLOSED");
        Pair::established(&script).with_one(Server, |knobs| knobs.time_wait_reuse = how)
    };
    let old = |next: &str| {
        let story = Pair::established(closed)
            .with_one(Server, |knobs| knobs.time_wait_reuse = TimeWaitReuse::SynSeq)
            .haunted_by("1s", Client, "SYN 5000");
        if next.is_empty() {
            return story;
        }
        // The second SYN is here before the RST.
        story.but("delay client 1 RST 2s").haunted_by("1100ms", Client, next)
    };
    let unanswered = old("").but("lose client 0 RST").with_one(Server, |knobs| knobs.r2_syn = 0);
    let linux = Pair::new(
        "server OPEN passive\nserver CLOSE when server closing\n\
         server OPEN passive when server CLOSED\nclient OPEN active\n\
         client CLOSE when client ESTABLISHED\nclient OPEN active at 2s",
    )
    .with(|knobs| knobs.timestamps = true)
    .with_one(Client, |knobs| knobs.time_wait_reuse = TimeWaitReuse::TwReuse);
    let stories = [
        Pair::new(OPEN).with_one(Server, |knobs| knobs.syn_cookies = SynCookies::Always),
        reuse(TimeWaitReuse::SynSeq),
        reuse(TimeWaitReuse::Rfc6191),
        old(""),
        old("SYN 5001"),
        unanswered,
        linux,
    ];
    let mut missing = EXTENSIONS.to_vec();
    for story in stories {
        for event in story.run().events {
            if let EventKind::State { from, to, why, .. } = event.kind {
                assert!(legal(from, to, why), "{from} to {to} by {}", why.clause);
                missing.retain(|edge| *edge != (from, to, why));
            }
        }
    }
    assert_eq!(missing, []);
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

/// RFC 9293 §3.3.2, note 2: the peer's FIN and the acknowledgment of ours in one segment lead from
/// FIN-WAIT-1 to TIME-WAIT, with text before the FIN or without; one that is not next waits.
#[test]
fn the_peers_fin_with_the_acknowledgment_of_ours_leads_straight_to_time_wait() {
    let entered = |segment: &str| {
        let mut world = World::new("FIN-WAIT-1");
        world.live(&format!("< {segment}"));
        let states = world.out.iter().filter_map(|output| match output {
            Output::Transition { to, .. } => Some(*to),
            _ => None,
        });
        states.collect::<Vec<State>>()
    };
    for next in ["2001 1002", "2001 1002 +10", "1996 1002 +10", "2001 1002 +999"] {
        assert_eq!(entered(&format!("FIN,ACK {next}")), [TimeWait], "{next}");
    }
    for early in ["2002 1002", "2011 1002 +10", "2001 1002 +1000"] {
        assert_eq!(entered(&format!("FIN,ACK {early}")), [FinWait2], "{early}");
    }
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
