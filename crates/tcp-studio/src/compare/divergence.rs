//! The first event at which two traces differ.
//!
//! Events are held against each other in the order in which they happened. What counts is what
//! happened, not which clause asked for it: a wrong protocol that does the right thing has not
//! parted from the right one yet. Times, states, segments, verdicts, timers with their lengths,
//! calls and signals count; a run that ends parts from one that goes on. Where a scenario points
//! at a host ([`EventKind::Note`]) nothing happens. The user timeout is started with every other
//! timer; how patient a user is counts when the timeout expires.
//!
//! Initial sequence numbers count only where they are the point: where a host of one run chooses
//! them by another rule than in the other run ([`Isn`]). Under the same rule other numbers are
//! another choice of the reader's, and all that is counted from them is compared from there.

use std::collections::BTreeMap;
use tcp_model::clause::{Deviation, Why};
use tcp_model::endpoint::Status;
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::knobs::Isn;
use tcp_model::script::Origin;
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::timer::Timer;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::scenario::Scenario;

/// Where two runs part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Divergence {
    /// When.
    pub at: Instant,
    /// Whether they differ before anything happens: their ends begin in other states.
    pub from_the_start: bool,
    /// What each does there.
    pub ways: [Way; 2],
}

/// What one of the runs does where they part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
    /// Its first event that the other run does not have, as its place in [`Run::events`]; their
    /// number where the run is over. It may be later than the moment at which they part.
    pub event: usize,
    /// How many of its beats are over before.
    pub before: usize,
    /// The beat in which it parts from the other; `None` where nothing happens at that moment.
    pub beat: Option<usize>,
    /// What of that beat the other run does not do in its own, as places in [`Run::events`].
    pub own: Vec<usize>,
    /// The state of each end after that moment, the client's first.
    pub states: [State; 2],
    /// The clause behind it.
    pub why: Option<Why>,
}

impl Way {
    /// Before anything has happened.
    const fn beginning(states: [State; 2]) -> Way {
        Way { event: 0, before: 0, beat: None, own: Vec::new(), states, why: None }
    }

    /// The rule that is broken, where a wrong protocol parts from a right one.
    pub fn deviation(&self) -> Option<&'static Deviation> {
        self.why?.deviation
    }
}

/// Where these runs part, if they do.
pub(super) fn find(scenarios: [&Scenario; 2], runs: [&Run; 2]) -> Option<Divergence> {
    let starts = runs.map(|run| states(&run.start));
    if starts[0] != starts[1] {
        let ways = starts.map(Way::beginning);
        return Some(Divergence { at: Instant::ZERO, from_the_start: true, ways });
    }
    let mut numbers = Numbers::new(scenarios);
    let [mut left, mut right] = runs.map(|run| happened(run, 0));
    loop {
        let events = [(runs[0], left), (runs[1], right)].map(|(run, at)| run.events.get(at));
        match events {
            [None, None] => return None,
            [Some(one), Some(other)] if numbers.agree(one, other) => {
                (left, right) = (happened(runs[0], left + 1), happened(runs[1], right + 1));
            }
            _ => return Some(numbers.divergence(runs, [left, right])),
        }
    }
}

/// The next event from `at` on that is more than a finger pointing.
fn happened(run: &Run, at: usize) -> usize {
    let rest = run.events.get(at..).unwrap_or_default();
    let noted = rest.iter().take_while(|event| matches!(event.kind, EventKind::Note { .. }));
    at + noted.count()
}

/// What sequence numbers are counted from.
struct Numbers {
    /// Whether the choice of initial sequence numbers is the point.
    absolute: bool,
    /// The ISS of the latest incarnation in either run.
    iss: BTreeMap<(Flow, Host), [SeqNum; 2]>,
}

impl Numbers {
    fn new([left, right]: [&Scenario; 2]) -> Numbers {
        let rule = |isn: &Isn| std::mem::discriminant(isn);
        let (left, right) = (left.setup(), right.setup());
        let differs = |host: Host| rule(&left.knobs[host].isn) != rule(&right.knobs[host].isn);
        let strangers = [left, right].map(|setup| setup.strangers_isn.as_ref().map(rule));
        let absolute = Host::BOTH.into_iter().any(differs) || strangers[0] != strangers[1];
        Numbers { absolute, iss: BTreeMap::new() }
    }

    /// Whether the same happens; a SYN makes its number known.
    fn agree(&mut self, left: &Event, right: &Event) -> bool {
        self.learn(left, right);
        self.same(left, right)
    }

    fn learn(&mut self, left: &Event, right: &Event) {
        let (Some((from, iss)), Some((other, other_iss))) = (syn(left), syn(right)) else {
            return;
        };
        if !self.absolute && (left.flow, from) == (right.flow, other) {
            self.iss.insert((left.flow, from), [iss, other_iss]);
        }
    }

    fn same(&self, left: &Event, right: &Event) -> bool {
        left.at == right.at && left.flow == right.flow && self.same_kind(left, right)
    }

    fn same_kind(&self, left: &Event, right: &Event) -> bool {
        use EventKind::{Arrive, Send, Signal, State, TimerSet};
        match (&left.kind, &right.kind) {
            (
                Send { id, from, segment, origin, retransmission, .. },
                Send { id: i, from: f, segment: s, origin: o, retransmission: r, .. },
            ) => {
                (id, from, origin, retransmission) == (i, f, o, r)
                    && self.same_segment(left.flow, *from, segment, s)
            }
            (State { host, from, to, .. }, State { host: h, from: f, to: t, .. }) => {
                (host, from, to) == (h, f, t)
            }
            (Arrive { id, host, ruling }, Arrive { id: i, host: h, ruling: r }) => {
                (id, host, ruling.verdict) == (i, h, r.verdict)
            }
            (TimerSet { host, timer, after, .. }, TimerSet { host: h, timer: t, after: a, .. }) => {
                (host, timer) == (h, t) && (after == a || *timer == Timer::UserTimeout)
            }
            (Signal { host, signal, .. }, Signal { host: h, signal: s, .. }) => {
                (host, signal) == (h, s)
            }
            (one, other) => one == other,
        }
    }

    /// Whether two segments say the same; without the ACK bit the acknowledgment field is empty.
    fn same_segment(&self, flow: Flow, from: Host, left: &Segment, right: &Segment) -> bool {
        let acks = match (left.acknowledgment(), right.acknowledgment()) {
            (Some(one), Some(other)) => self.same_number((flow, from.peer()), one, other),
            (one, other) => one == other,
        };
        let counted = Segment { seq: left.seq, ack: left.ack, ..right.clone() };
        acks && self.same_number((flow, from), left.seq, right.seq) && *left == counted
    }

    fn same_number(&self, end: (Flow, Host), left: SeqNum, right: SeqNum) -> bool {
        match self.iss.get(&end) {
            Some([iss, other_iss]) => left.since(*iss) == right.since(*other_iss),
            None => left == right,
        }
    }

    fn divergence(&self, runs: [&Run; 2], events: [usize; 2]) -> Divergence {
        let time = |run: &Run, event: usize| run.events.get(event).map(|event| event.at);
        let times = [time(runs[0], events[0]), time(runs[1], events[1])];
        let at = times.into_iter().flatten().min().unwrap_or_default();
        let rest = [rest_of_beat(runs[0], events[0], at), rest_of_beat(runs[1], events[1], at)];
        let own = [self.missing(runs, &rest, 0), self.missing(runs, &rest, 1)];
        let [left, right] = own;
        let ways = [way(runs[0], events[0], at, left), way(runs[1], events[1], at, right)];
        Divergence { at, from_the_start: false, ways: told_apart(ways) }
    }

    /// What one does of the rest of its beat and the other does not.
    fn missing(&self, runs: [&Run; 2], rest: &[Vec<usize>; 2], side: usize) -> Vec<usize> {
        let mut others = rest[1 - side].clone();
        let mut own = Vec::new();
        for event in &rest[side] {
            let matches = |other: &usize| {
                let pair = [runs[side].events.get(*event), runs[1 - side].events.get(*other)];
                let [Some(one), Some(other)] = pair else { return false };
                if side == 0 { self.same(one, other) } else { self.same(other, one) }
            };
            match others.iter().position(matches) {
                Some(found) => drop(others.remove(found)),
                None => own.push(*event),
            }
        }
        own
    }
}

/// Who sends a SYN of its own, and its number.
fn syn(event: &Event) -> Option<(Host, SeqNum)> {
    match &event.kind {
        EventKind::Send { from, segment, origin: Origin::Endpoint, .. } => {
            segment.has(SegmentFlags::SYN).then_some((*from, segment.seq))
        }
        _ => None,
    }
}

/// The events from `event` to the end of its beat, if they happen at `at`.
fn rest_of_beat(run: &Run, event: usize, at: Instant) -> Vec<usize> {
    let beat = run.beats.iter().find(|beat| beat.events.contains(&event) && beat.at == at);
    let is_deed = |event: &usize| !matches!(run.events[*event].kind, EventKind::Note { .. });
    beat.map_or_else(Vec::new, |beat| (event..beat.events.end).filter(is_deed).collect())
}

fn way(run: &Run, event: usize, at: Instant, own: Vec<usize>) -> Way {
    let before = run.beats.partition_point(|beat| beat.events.end <= event && beat.at <= at);
    let beat = run.beats.get(before).filter(|beat| beat.events.contains(&event) && beat.at == at);
    let status = match (beat, before.checked_sub(1)) {
        (Some(beat), _) => beat.status,
        (None, Some(last)) => run.beats[last].status,
        (None, None) => run.start,
    };
    let whole = beat.map_or(0..0, |beat| beat.events.clone());
    let whys = |events: &mut dyn Iterator<Item = usize>| -> Vec<Why> {
        events.filter_map(|event| run.events[event].kind.why()).collect()
    };
    let (own_whys, all_whys) = (whys(&mut own.iter().copied()), whys(&mut whole.into_iter()));
    let deviates = own_whys.iter().find(|why| why.deviation.is_some()).copied();
    let follows = own_whys.first().or(all_whys.first()).map(|why| Why::following(why.clause));
    Way {
        event,
        before,
        beat: beat.map(|_| before),
        own,
        states: states(&status),
        why: deviates.or(follows),
    }
}

fn states(status: &PerHost<Status>) -> [State; 2] {
    [status.client.state, status.server.state]
}

/// A rule that both break is not what tells them apart.
fn told_apart(mut ways: [Way; 2]) -> [Way; 2] {
    if ways[0].deviation().is_some() && ways[0].deviation() == ways[1].deviation() {
        for why in ways.iter_mut().filter_map(|way| way.why.as_mut()) {
            why.deviation = None;
        }
    }
    ways
}
