//! A listening socket: it goes on listening beside its connections, and has a queue for those
//! that are half-open and one for those that its user has not taken yet. RFC 9293 has neither
//! queues nor `accept`; this is what sockets have, and RFC 4987 §2.2 what fills the first.
//!
//! The lanes show LISTEN while the main connection is not there. A connection that ends before
//! `accept` has taken it leaves the queue. Linux also drops every new SYN while the accept queue
//! is full; here only the segment that would complete a handshake is.

use super::stack::{Connection, Stack};
use crate::clause;
use crate::endpoint::{Call, Endpoint, Output};
use crate::host::{Flow, Host};
use crate::knobs::{AcceptQueue, Isn, Knobs, Overflow, SynCookies};
use crate::segment::{Segment, SegmentFlags};
use crate::state::State;
use crate::time::Instant;
use crate::verdict::{Ruling, Verdict};
use std::sync::Arc;

/// The accept queue of a listening socket.
#[derive(Debug)]
pub(super) struct Listener {
    /// `None` where the user takes every connection at once.
    queue: Option<AcceptQueue>,
    /// How many connections of others wait in it; they have been there longest.
    others: u16,
    /// The connections that wait in it.
    ready: Vec<Flow>,
    /// How many `accept`s wait for a connection.
    accepts: u32,
}

impl Listener {
    pub(super) fn new(knobs: &Knobs) -> Listener {
        let queue = knobs.accept_queue;
        let others = queue.map_or(0, |queue| queue.waiting);
        Listener { queue, others, ready: Vec::new(), accepts: 0 }
    }

    /// The user takes the oldest connection, or the next that comes.
    pub(super) fn accept(&mut self) {
        if self.others > 0 {
            self.others -= 1;
        } else if self.ready.is_empty() {
            self.accepts += 1;
        } else {
            self.ready.remove(0);
        }
    }

    /// A connection is ready to be taken.
    fn complete(&mut self, flow: Flow) {
        if self.queue.is_none() {
            return;
        }
        match self.accepts.checked_sub(1) {
            Some(accepts) => self.accepts = accepts,
            None => self.ready.push(flow),
        }
    }

    pub(super) fn waiting(&self) -> u16 {
        self.others.saturating_add(u16::try_from(self.ready.len()).unwrap_or(u16::MAX))
    }

    /// What becomes of a handshake that is completed now, if there is no room for it.
    fn overflow(&self) -> Option<Overflow> {
        let full = self.queue.filter(|queue| self.waiting() >= queue.size && self.accepts == 0);
        full.map(|queue| queue.overflow)
    }
}

/// What the SYN queue does with a SYN.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Room {
    Free,
    Full,
    Cookie,
}

impl Stack {
    /// Whether its passive OPEN makes a listening socket.
    pub(super) fn is_server_socket(&self) -> bool {
        let Knobs { syn_backlog, accept_queue, syn_cookies, .. } = &*self.knobs;
        let queues = syn_backlog.is_some() || accept_queue.is_some();
        self.host == Host::Server && (queues || *syn_cookies != SynCookies::Off)
    }

    /// The listening socket is closed. What it has not handed over remains to be reset.
    pub(super) fn stop_listening(&mut self) {
        let Some(listener) = self.listener.take() else { return };
        let half_open = self.connections.iter().filter(|connection| connection.is_half_open());
        self.unaccepted = half_open.map(|connection| connection.flow).collect();
        self.unaccepted.extend(listener.ready);
    }

    /// How many connections are half-open.
    pub(super) fn half_open(&self) -> u16 {
        let half_open = self.connections.iter().filter(|connection| connection.is_half_open());
        u16::try_from(half_open.count()).unwrap_or(u16::MAX)
    }

    /// A segment arrives where a socket listens: it belongs to a connection, or it is the
    /// listener's.
    pub(super) fn arrives_at_listener(
        &mut self,
        flow: Flow,
        segment: &Segment,
        now: Instant,
        out: &mut Vec<Output>,
    ) -> Ruling {
        let overflow = self.listener.as_ref().and_then(Listener::overflow);
        let was_idle = self.find(flow).is_none_or(|connection| idle(connection.end.state()));
        let room = if was_idle && begins(segment) { self.room() } else { Room::Free };
        if room == Room::Full {
            return Ruling { verdict: Verdict::SynQueueFull, why: clause::SYN_QUEUE };
        }
        let connection = self.listening(flow);
        let ruling = match overflow {
            _ if room == Room::Cookie => connection.end.answer_with_cookie(segment, now, out),
            Some(overflow) if connection.would_complete(segment, now) => {
                connection.turn_away(overflow, segment, now, out)
            }
            _ => connection.end.segment_arrives(segment, now, out),
        };
        if was_idle && !flow.has_client() && !idle(connection.end.state()) {
            self.strangers += 1;
        }
        ruling
    }

    /// What there is for one more half-open connection.
    fn room(&self) -> Room {
        let Knobs { syn_backlog, syn_cookies, .. } = *self.knobs;
        // With cookies always there is nothing to keep.
        let full = syn_backlog.is_some_and(|backlog| self.half_open() >= backlog);
        match (full, syn_cookies) {
            (false, _) | (true, SynCookies::Always) => Room::Free,
            (true, SynCookies::Overflow) => Room::Cookie,
            (true, SynCookies::Off) => Room::Full,
        }
    }

    /// The connection of a flow, one in LISTEN if there was none. That nobody is told of: the
    /// socket listens already.
    fn listening(&mut self, flow: Flow) -> &mut Connection {
        let connection = self.find_or_make(flow);
        if connection.end.state() == State::Closed {
            connection.listen(Instant::ZERO, &mut Vec::new());
        }
        connection
    }

    /// The host's knobs, with the next of the numbers that are meant for strangers.
    pub(super) fn knobs_for(&self, flow: Flow) -> Arc<Knobs> {
        let isn = match &self.strangers_isn {
            Some(isn) if !flow.has_client() => isn,
            _ => return self.knobs.clone(),
        };
        let isn = match isn {
            // Past the end of the list its last number is taken again.
            Isn::Given(numbers) => {
                let used = self.strangers.min(numbers.len().saturating_sub(1));
                Isn::Given(numbers[used..].to_vec())
            }
            Isn::Fixed(_) | Isn::Clock(_) | Isn::Rfc6528 => isn.clone(),
        };
        Arc::new(Knobs { isn, ..(*self.knobs).clone() })
    }

    /// After something has happened to a connection: the queue learns of it, the socket goes on
    /// listening, and what is over makes room.
    pub(super) fn settle(&mut self, flow: Flow, now: Instant, out: &mut Vec<Output>) {
        if self.listener.is_none() && flow.has_client() {
            return;
        }
        let Some(at) = self.connections.iter().position(|c| c.flow == flow) else { return };
        let connection = &mut self.connections[at];
        let state = connection.end.state();
        let completed = connection.passive && state.is_synchronized();
        let news = completed != std::mem::replace(&mut connection.completed, completed);
        if let Some(listener) = self.listener.as_mut().filter(|_| news) {
            match completed {
                true => listener.complete(flow),
                false => listener.ready.retain(|ready| *ready != flow),
            }
        }
        if flow != Flow::MAIN && idle(state) {
            self.free(at, now);
        } else if state == State::Closed && self.listener.is_some() {
            connection.listen(now, out);
        }
    }

    /// A connection beside the main one is over. What a client's port remembers is kept.
    fn free(&mut self, at: usize, now: Instant) {
        if self.connections[at].flow.has_client() {
            self.connections[at].end.crash(now, &mut Vec::new());
        } else {
            self.connections.remove(at);
        }
    }

    /// The connections that the listener had not handed over when it was closed.
    pub(super) fn take_unaccepted(&mut self) -> Vec<Flow> {
        std::mem::take(&mut self.unaccepted)
    }
}

impl Connection {
    fn listen(&mut self, now: Instant, out: &mut Vec<Output>) {
        let opened = self.end.call(Call::OpenPassive, now, out);
        debug_assert!(opened.is_ok(), "OPEN is never refused in CLOSED");
        self.passive = true;
    }

    fn is_half_open(&self) -> bool {
        self.passive && self.end.state() == State::SynReceived
    }

    /// Whether this segment would end the handshake: tried on a copy.
    fn would_complete(&self, segment: &Segment, now: Instant) -> bool {
        if !self.passive || self.end.state().is_synchronized() {
            return false;
        }
        let mut trial = self.end.clone();
        trial.segment_arrives(segment, now, &mut Vec::new());
        trial.state().is_synchronized()
    }

    /// A segment that would end the handshake finds the accept queue full.
    fn turn_away(
        &mut self,
        overflow: Overflow,
        segment: &Segment,
        now: Instant,
        out: &mut Vec<Output>,
    ) -> Ruling {
        let why = clause::ACCEPT_QUEUE;
        if overflow == Overflow::Drop {
            return Ruling { verdict: Verdict::AcceptQueueFull, why };
        }
        let segment = Endpoint::refuse(segment);
        out.push(Output::Send { segment, retransmission: false, why });
        let from = self.end.state();
        self.end.crash(now, out);
        out.retain(|output| !matches!(output, Output::Transition { .. }));
        self.listen(now, &mut Vec::new());
        if from != State::Listen {
            out.push(Output::Transition { from, to: State::Listen, why });
        }
        Ruling { verdict: Verdict::AcceptQueueFullReset, why }
    }
}

/// No connection: CLOSED, or a LISTEN that waits for one.
fn idle(state: State) -> bool {
    matches!(state, State::Closed | State::Listen)
}

/// A SYN that asks for a connection.
fn begins(segment: &Segment) -> bool {
    segment.has(SegmentFlags::SYN)
        && !segment.has(SegmentFlags::ACK)
        && !segment.has(SegmentFlags::RST)
}
