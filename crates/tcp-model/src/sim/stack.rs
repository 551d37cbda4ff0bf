//! What a host has: its connections, power and a cable, and at a server perhaps a listening
//! socket.

use super::listener::Listener;
use crate::endpoint::{Call, CallError, Endpoint, Output};
use crate::host::{Flow, Host};
use crate::knobs::{Isn, Knobs};
use crate::segment::Segment;
use crate::state::State;
use crate::time::Instant;
use crate::timer::Timer;
use crate::trace::Queues;
use crate::verdict::Ruling;
use std::sync::Arc;

/// A connection of a host.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) flow: Flow,
    pub(super) end: Endpoint,
    /// Whether it began, or would begin, with a SYN of the peer.
    pub(super) passive: bool,
    /// Whether it has completed its handshake at a listener.
    pub(super) completed: bool,
}

impl Connection {
    pub(super) fn new(flow: Flow, end: Endpoint) -> Connection {
        Connection { flow, end, passive: false, completed: false }
    }
}

/// A host.
#[derive(Debug)]
pub(super) struct Stack {
    pub(super) host: Host,
    pub(super) knobs: Arc<Knobs>,
    /// The main one is the first, and always there.
    pub(super) connections: Vec<Connection>,
    pub(super) listener: Option<Listener>,
    /// What a listener had not handed over when it was closed.
    pub(super) unaccepted: Vec<Flow>,
    pub(super) strangers_isn: Option<Isn>,
    /// How many connections from addresses at which nobody is have begun.
    pub(super) strangers: usize,
    /// Whether it is running.
    pub(super) power: bool,
    /// Whether its cable is plugged in.
    pub(super) cable: bool,
}

impl Stack {
    pub(super) fn new(
        host: Host,
        knobs: Arc<Knobs>,
        main: Endpoint,
        strangers_isn: Option<Isn>,
    ) -> Stack {
        Stack {
            host,
            knobs,
            connections: vec![Connection::new(Flow::MAIN, main)],
            listener: None,
            unaccepted: Vec::new(),
            strangers_isn,
            strangers: 0,
            power: true,
            cable: true,
        }
    }

    pub(super) fn main(&self) -> &Endpoint {
        &self.connections[0].end
    }

    pub(super) fn main_mut(&mut self) -> &mut Endpoint {
        &mut self.connections[0].end
    }

    /// Whether a segment gets in: there is power, and a cable.
    pub(super) const fn is_reachable(&self) -> bool {
        self.power && self.cable
    }

    /// All its connections, the main one first.
    pub(super) fn flows(&self) -> Vec<Flow> {
        self.connections.iter().map(|connection| connection.flow).collect()
    }

    pub(super) fn find(&mut self, flow: Flow) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.flow == flow)
    }

    pub(super) fn find_or_make(&mut self, flow: Flow) -> &mut Connection {
        let found = self.connections.iter().position(|connection| connection.flow == flow);
        let at = found.unwrap_or_else(|| {
            let end = Endpoint::between(self.knobs_for(flow), flow.tuple(self.host));
            self.connections.push(Connection::new(flow, end));
            self.connections.len() - 1
        });
        &mut self.connections[at]
    }

    /// A segment of a connection arrives.
    pub(super) fn segment_arrives(
        &mut self,
        flow: Flow,
        segment: &Segment,
        now: Instant,
        out: &mut Vec<Output>,
    ) -> Ruling {
        if self.listener.is_some() {
            let ruling = self.arrives_at_listener(flow, segment, now, out);
            self.settle(flow, now, out);
            return ruling;
        }
        match self.find(flow) {
            Some(connection) => connection.end.segment_arrives(segment, now, out),
            // RFC 9293 §3.10.7.1: "If the state is CLOSED (i.e., TCB does not exist)".
            None => Endpoint::between(self.knobs.clone(), flow.tuple(self.host))
                .segment_arrives(segment, now, out),
        }
    }

    /// A timer of a connection expires.
    pub(super) fn timeout(
        &mut self,
        flow: Flow,
        timer: Timer,
        now: Instant,
        out: &mut Vec<Output>,
    ) {
        if let Some(connection) = self.find(flow) {
            connection.end.timeout(timer, now, out);
        }
        self.settle(flow, now, out);
    }

    /// The user makes a call about a connection, or about the listening socket: accept, an OPEN
    /// that makes it, and whatever ends LISTEN by the user's will.
    pub(super) fn call(
        &mut self,
        flow: Flow,
        call: Call,
        now: Instant,
        out: &mut Vec<Output>,
    ) -> Result<(), CallError> {
        if let (Call::Accept, Some(listener)) = (&call, &mut self.listener) {
            listener.accept();
            return Ok(());
        }
        let opens = call == Call::OpenPassive && flow == Flow::MAIN && self.is_server_socket();
        let connection = self.find_or_make(flow);
        let before = connection.end.state();
        connection.end.call(call, now, out)?;
        let after = connection.end.state();
        connection.passive = match after {
            State::Listen => true,
            State::SynSent => false,
            _ => connection.passive,
        };
        if opens {
            self.listener = Some(Listener::new(&self.knobs));
        } else if flow == Flow::MAIN && before == State::Listen && after != State::Listen {
            self.stop_listening();
        }
        self.settle(flow, now, out);
        Ok(())
    }

    /// A connection is forgotten.
    pub(super) fn crash(&mut self, flow: Flow, now: Instant, out: &mut Vec<Output>) {
        if let Some(connection) = self.find(flow) {
            connection.end.crash(now, out);
        }
        self.settle(flow, now, out);
    }

    /// Whether a RECEIVE would get something.
    pub(super) fn has_unread_text(&mut self, flow: Flow, now: Instant) -> bool {
        let Some(connection) = self.find(flow) else { return false };
        let mut out = Vec::new();
        let received = connection.end.clone().call(Call::Receive(1), now, &mut out);
        received.is_ok() && out.iter().any(|output| matches!(output, Output::Deliver { .. }))
    }

    /// How full the queues of its listener are.
    pub(super) fn queues(&self) -> Queues {
        self.listener.as_ref().map_or(Queues::default(), |listener| Queues {
            syn: self.half_open(),
            accept: listener.waiting(),
        })
    }
}
