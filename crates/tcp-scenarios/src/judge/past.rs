//! What has happened in a run, as far as properties ask about it.

use super::incarnation::{Incarnation, Number};
use std::collections::BTreeSet;
use std::sync::Arc;
use tcp_model::endpoint::{Call, Signal};
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::knobs::Knobs;
use tcp_model::script::Origin;
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_model::trace::{Event, EventKind, HostChange, Run, SegmentId};
use tcp_model::verdict::Verdict;

/// The course of the main connection.
pub(super) struct Past<'a> {
    run: &'a Run,
    /// The incarnations of each end, the current one last.
    ends: PerHost<Vec<Incarnation>>,
    /// Which incarnation of its sender sent each segment, by number.
    senders: Vec<Option<Number>>,
    in_flight: BTreeSet<SegmentId>,
    timers: BTreeSet<(Host, Timer)>,
    /// Whether each user has closed what it opened last.
    closed: PerHost<bool>,
    losses: usize,
    crashes: usize,
    pub(super) aborts: usize,
    pub(super) spoke_after_crash: bool,
    /// A RST was sent or a user was told of an error.
    pub(super) trouble: bool,
    /// Something was doubled, or sent again while it was still on its way.
    pub(super) hurried: bool,
    /// The first event that breaks agreement, both-confirmed, no-stale-data.
    pub(super) disagreement: Option<usize>,
    pub(super) unconfirmed: Option<usize>,
    pub(super) stale: Option<usize>,
}

impl<'a> Past<'a> {
    pub(super) fn of(run: &'a Run) -> Past<'a> {
        let mut past = Past {
            run,
            ends: PerHost::default(),
            senders: Vec::new(),
            in_flight: BTreeSet::new(),
            timers: BTreeSet::new(),
            closed: PerHost::default(),
            losses: 0,
            crashes: 0,
            aborts: 0,
            spoke_after_crash: false,
            trouble: false,
            hurried: false,
            disagreement: None,
            unconfirmed: None,
            stale: None,
        };
        for host in Host::BOTH {
            let start = run.start[host];
            if start.state == State::Established {
                let next = start.rcv.nxt;
                past.ends[host].push(Incarnation::established(host == Host::Client, next));
            }
        }
        run.events.iter().enumerate().for_each(|(place, event)| past.follow(place, event));
        past
    }

    fn follow(&mut self, place: usize, event: &Event) {
        let is_main = event.flow == Flow::MAIN;
        match &event.kind {
            EventKind::Send { id, from, segment, origin, retransmission, .. } => {
                let own = is_main && *origin == Origin::Endpoint;
                self.senders.push(if own { self.current(*from) } else { None });
                if own {
                    self.sends(*from, segment, *retransmission);
                }
                if is_main {
                    self.in_flight.insert(*id);
                }
            }
            EventKind::Copy { id, copy_of } => {
                self.senders.push(self.sender(*copy_of));
                if is_main {
                    self.in_flight.insert(*id);
                    self.hurried = true;
                }
            }
            kind if is_main => self.happens(place, kind),
            _ => {}
        }
    }

    fn happens(&mut self, place: usize, kind: &EventKind) {
        match kind {
            EventKind::Call { host, call, error: None } => self.call(*host, call),
            EventKind::State { host, from, to, .. } => self.enters(place, *host, *from, *to),
            EventKind::Arrive { id, host, ruling } => {
                self.in_flight.remove(id);
                self.arrives(*id, *host, ruling.verdict);
            }
            EventKind::Lose { id } | EventKind::Expire { id } => {
                self.in_flight.remove(id);
                self.losses += 1;
            }
            EventKind::TimerSet { host, timer, .. } => {
                self.timers.insert((*host, *timer));
            }
            EventKind::TimerStop { host, timer } | EventKind::Timer { host, timer } => {
                self.timers.remove(&(*host, *timer));
            }
            EventKind::Signal { signal, .. } => self.trouble |= is_error(*signal),
            EventKind::Deliver { host, text } => self.delivers(place, *host, text),
            EventKind::Host { change: HostChange::Crash, .. } => self.crashes += 1,
            EventKind::Call { error: Some(_), .. }
            | EventKind::Host { .. }
            | EventKind::Note { .. }
            | EventKind::Send { .. }
            | EventKind::Copy { .. } => {}
        }
    }

    fn call(&mut self, host: Host, call: &Call) {
        match call {
            Call::OpenPassive | Call::OpenActive | Call::OpenActiveSend(_) => {
                self.closed[host] = false;
            }
            Call::Close => self.closed[host] = true,
            Call::Abort => self.aborts += 1,
            Call::Send(_) | Call::SendUrgent(_) | Call::Receive(_) | Call::Accept => {}
        }
    }

    fn sends(&mut self, from: Host, segment: &Segment, again: bool) {
        self.trouble |= segment.has(SegmentFlags::RST);
        self.spoke_after_crash |= self.crashes > 0 && segment.seg_len() > 0;
        self.hurried |= again && self.is_still_on_its_way(from, segment);
    }

    /// Whether some of what a segment repeats has neither arrived nor been lost.
    fn is_still_on_its_way(&self, from: Host, segment: &Segment) -> bool {
        let overlaps =
            |other: &Segment| other.seq.before(segment.end()) && segment.seq.before(other.end());
        let mut flights = self.in_flight.iter().map(|id| self.run.flight(*id));
        flights.any(|flight| flight.from == from && overlaps(&flight.segment))
    }

    fn arrives(&mut self, id: SegmentId, host: Host, verdict: Verdict) {
        let (sender, segment) = (self.sender(id), &self.run.flight(id).segment);
        if verdict == Verdict::NewIncarnation {
            self.ends[host].push(Incarnation::new(false));
        }
        let Some(end) = self.ends[host].last_mut() else { return };
        if accepts_syn(verdict) {
            end.accept(sender, segment);
        }
        if verdict.word() == "accepted" {
            end.hold(sender, segment);
        }
    }

    fn enters(&mut self, place: usize, host: Host, from: State, to: State) {
        match (from, to) {
            // Out of the SYN-RECEIVED that a SYN in TIME-WAIT began: back to the old one.
            (State::SynReceived, State::TimeWait) => {}
            (_, State::Listen) => self.ends[host].push(Incarnation::new(false)),
            (_, State::SynSent) => self.ends[host].push(Incarnation::new(true)),
            (_, State::Established) => self.establishes(place, host),
            _ => {}
        }
    }

    fn establishes(&mut self, place: usize, host: Host) {
        let partner = self.partner(host);
        let Some(end) = self.ends[host].last_mut() else { return };
        end.established = true;
        let active = end.active;
        let agrees = |number: Number| active || self.ends[host.peer()][number].established;
        if !partner.is_some_and(agrees) {
            self.disagreement.get_or_insert(place);
        }
        if partner.is_none() {
            self.unconfirmed.get_or_insert(place);
        }
    }

    fn delivers(&mut self, place: usize, host: Host, text: &Payload) {
        let partner = self.partner(host);
        let Some(end) = self.ends[host].last_mut() else { return };
        if !end.deliver(text.as_slice(), partner) {
            self.stale.get_or_insert(place);
        }
    }

    fn current(&self, host: Host) -> Option<Number> {
        self.ends[host].len().checked_sub(1)
    }

    fn sender(&self, id: SegmentId) -> Option<Number> {
        self.senders.get(id as usize - 1).copied().flatten()
    }

    /// The peer's incarnation that is paired with the current one of a host.
    fn partner(&self, host: Host) -> Option<Number> {
        let partner = self.ends[host].last()?.accepted?;
        let accepted = self.ends[host.peer()].get(partner)?.accepted;
        (accepted == self.current(host)).then_some(partner)
    }

    /// Whether nothing happens by itself any more.
    pub(super) fn is_quiet(&self) -> bool {
        self.in_flight.is_empty() && self.timers.is_empty()
    }

    fn is_connected(&self, host: Host) -> bool {
        !matches!(self.run.last_status()[host].state, State::Closed | State::Listen)
    }

    /// Whether the current incarnations of both ends are connected with each other.
    fn is_shared(&self) -> bool {
        let connected = Host::BOTH.iter().all(|host| self.is_connected(*host));
        let current = self.current(Host::Server);
        connected && current.is_some() && self.partner(Host::Client) == current
    }

    /// All is quiet, and not both ends have the connection, nor neither has.
    pub(super) fn is_split(&self) -> bool {
        let somebody = Host::BOTH.iter().any(|host| self.is_connected(*host));
        self.is_quiet() && somebody && !self.is_shared()
    }

    /// All is quiet, and an end is ESTABLISHED with nobody.
    pub(super) fn is_forsaken(&self) -> bool {
        let last = self.run.last_status();
        let established = Host::BOTH.iter().any(|host| last[*host].state == State::Established);
        self.is_quiet() && established && !self.is_shared()
    }

    pub(super) fn is_undisturbed(&self) -> bool {
        self.aborts == 0 && self.crashes == 0
    }

    /// Whether less is lost than an end retransmits.
    pub(super) fn loses_little(&self, knobs: &PerHost<Arc<Knobs>>) -> bool {
        let patience = Host::BOTH.map(|host| knobs[host].r2.min(knobs[host].r2_syn));
        self.losses < usize::from(patience[0].min(patience[1]))
    }

    pub(super) fn suffers_little(&self, knobs: &PerHost<Arc<Knobs>>) -> bool {
        self.is_undisturbed() && self.loses_little(knobs)
    }

    pub(super) fn both_closed(&self) -> bool {
        self.closed.client && self.closed.server
    }
}

/// Whether a verdict means that the SYN of the segment's sender was accepted.
fn accepts_syn(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::SynAccepted
            | Verdict::SynAcknowledged
            | Verdict::SimultaneousOpen
            | Verdict::NewIncarnation
            | Verdict::FastOpenAccepted
            | Verdict::SynCookieValid
    )
}

/// Whether a user is told of an error.
fn is_error(signal: Signal) -> bool {
    match signal {
        Signal::ConnectionClosing | Signal::DeliveryProblem | Signal::Urgent => false,
        Signal::ConnectionReset
        | Signal::ConnectionRefused
        | Signal::UserTimeout
        | Signal::KeepAliveTimeout
        | Signal::SoftError
        | Signal::HardError => true,
    }
}
