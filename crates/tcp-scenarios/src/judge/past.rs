//! What has happened in a run, as far as properties ask about it.

use super::incarnation::{Incarnation, Number};
use std::collections::BTreeSet;
use std::sync::Arc;
use tcp_model::endpoint::Call;
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
    /// A user of either has had something sent that must be acknowledged, since the last crash and
    /// since this end was last ESTABLISHED.
    spoke: PerHost<bool>,
    /// A user asks for what is happening now.
    asked: bool,
    /// A RST ended a connection or a user was told of an error.
    pub(super) trouble: bool,
    /// Text that was handed over before its end was ESTABLISHED, as it is with a fast open: the event,
    /// the end, its incarnation and the one whose SYN brought it.
    early: Vec<(usize, Host, Number, Number)>,
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
            spoke: PerHost::default(),
            asked: false,
            trouble: false,
            early: Vec::new(),
            disagreement: None,
            unconfirmed: None,
            stale: None,
        };
        for host in Host::BOTH {
            let start = run.start[host];
            if start.state == State::Established {
                let (active, iss) = (host == Host::Client, start.snd.iss);
                past.ends[host].push(Incarnation::established(active, iss, start.rcv.nxt));
            }
        }
        for beat in &run.beats {
            past.asked = run.events.get(beat.events.start).is_some_and(is_asked_for);
            for place in beat.events.clone() {
                past.follow(place, &run.events[place]);
            }
        }
        past.judge_early_text();
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
            EventKind::Signal { signal, .. } => self.trouble |= signal.is_error(),
            EventKind::Deliver { host, text } => self.delivers(place, *host, text),
            EventKind::Host { change: HostChange::Crash, .. } => {
                (self.crashes, self.spoke) = (self.crashes + 1, PerHost::default());
            }
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
        let must_be_acknowledged = segment.seg_len() > 0 && !again;
        if self.asked && must_be_acknowledged && self.crashes > 0 {
            self.spoke = PerHost { client: true, server: true };
        }
        if let Some(end) = self.ends[from].last_mut()
            && segment.has(SegmentFlags::SYN)
        {
            end.iss = Some(segment.seq);
        }
    }

    fn arrives(&mut self, id: SegmentId, host: Host, verdict: Verdict) {
        let (sender, segment) = (self.sender(id), &self.run.flight(id).segment);
        if verdict == Verdict::NewIncarnation {
            self.ends[host].push(Incarnation::new(false));
        }
        self.trouble |= verdict.ends_by_reset();
        let Some(end) = self.ends[host].last_mut() else { return };
        if verdict.accepts_syn() {
            end.accept(sender, segment);
        }
        if verdict == Verdict::SynCookieSent {
            end.answered.extend(sender);
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
        let Some(mine) = self.current(host) else { return };
        let partners = self.partners(host);
        let known = |number: &Number| self.ends[host.peer()][*number].established;
        let (agrees, confirmed) = match self.ends[host][mine].active {
            true => (self.is_answered(host, mine), self.is_answered(host, mine)),
            false => (partners.iter().any(known), !partners.is_empty()),
        };
        if !agrees {
            self.disagreement.get_or_insert(place);
        }
        if !confirmed {
            self.unconfirmed.get_or_insert(place);
        }
        self.ends[host][mine].established = true;
        self.spoke[host] = false;
    }

    fn delivers(&mut self, place: usize, host: Host, text: &Payload) {
        let mut partners = self.partners(host);
        let mine = self.ends[host].len().saturating_sub(1);
        let Some(end) = self.ends[host].last_mut() else { return };
        if let Some(sender) = end.accepted.filter(|_| !end.established && partners.is_empty()) {
            self.early.push((place, host, mine, sender));
            partners.push(sender);
        }
        if !end.deliver(text.as_slice(), &partners) {
            self.stale.get_or_insert(place);
        }
    }

    /// Text that a SYN has brought is genuine if its sender comes to be paired with the end.
    fn judge_early_text(&mut self) {
        let early = self.early.iter();
        let strange =
            early.filter(|(_, host, mine, sender)| !self.has_accepted(host.peer(), *sender, *mine));
        let first = strange.map(|(place, ..)| *place).min();
        self.stale = self.stale.into_iter().chain(first).min();
    }

    fn current(&self, host: Host) -> Option<Number> {
        self.ends[host].len().checked_sub(1)
    }

    fn sender(&self, id: SegmentId) -> Option<Number> {
        self.senders.get(id as usize - 1).copied().flatten()
    }

    /// Whether the SYN of one incarnation of a host is that of another, or like it.
    fn is_same_syn(&self, host: Host, one: Number, other: Number) -> bool {
        let iss = |number: Number| self.ends[host][number].iss;
        one == other || (iss(one).is_some() && iss(one) == iss(other))
    }

    /// Whether an incarnation of a host has accepted the SYN of one of its peer.
    fn has_accepted(&self, host: Host, mine: Number, theirs: Number) -> bool {
        let accepted = self.ends[host][mine].accepted;
        accepted.is_some_and(|accepted| self.is_same_syn(host.peer(), accepted, theirs))
    }

    /// Whether the incarnation whose SYN this one has accepted has answered its own.
    fn is_answered(&self, host: Host, mine: Number) -> bool {
        let peer = host.peer();
        let mut peers = self.ends[peer].iter().enumerate();
        peers.any(|(theirs, end)| {
            let mut answered = end.answered.iter();
            self.has_accepted(host, mine, theirs)
                && answered.any(|answered| self.is_same_syn(host, *answered, mine))
        })
    }

    /// The peer's incarnations that are paired with the current one of a host. Where both sides
    /// have sent SYNs that are like others, one of the two must be the very one.
    fn partners(&self, host: Host) -> Vec<Number> {
        let (Some(mine), peer) = (self.current(host), host.peer()) else { return Vec::new() };
        let accepted = self.ends[host][mine].accepted;
        let are_paired = |theirs: &Number| {
            let very = accepted == Some(*theirs) || self.ends[peer][*theirs].accepted == Some(mine);
            let both =
                self.has_accepted(host, mine, *theirs) && self.has_accepted(peer, *theirs, mine);
            very && both
        };
        (0..self.ends[host.peer()].len()).filter(are_paired).collect()
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
        let server = self.current(Host::Server);
        connected && server.is_some_and(|server| self.partners(Host::Client).contains(&server))
    }

    /// All is quiet, and not both ends have the connection, nor neither has.
    pub(super) fn is_split(&self) -> bool {
        let somebody = Host::BOTH.iter().any(|host| self.is_connected(*host));
        self.is_quiet() && somebody && !self.is_shared()
    }

    /// All is quiet, and an end is ESTABLISHED with nobody although it could know.
    pub(super) fn is_forsaken(&self) -> bool {
        let last = self.run.last_status();
        let stays = |host: &Host| self.spoke[*host] && last[*host].state == State::Established;
        self.is_quiet() && !self.is_shared() && Host::BOTH.iter().any(stays)
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

/// Whether it is a call that may have something sent.
fn is_asked_for(event: &Event) -> bool {
    let EventKind::Call { call, .. } = &event.kind else { return false };
    match call {
        Call::OpenActive | Call::OpenActiveSend(_) | Call::Send(_) | Call::SendUrgent(_) => true,
        Call::Close => true,
        Call::OpenPassive | Call::Receive(_) | Call::Abort | Call::Accept => false,
    }
}
