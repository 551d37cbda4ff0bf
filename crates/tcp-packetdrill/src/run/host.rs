//! The host under test: its connections, their timers and its sockets.

use super::connection::Connection;
use super::sockets::Descriptor;
use super::{Step, Stop};
use crate::script::Packet;
use std::collections::BTreeMap;
use std::sync::Arc;
use tcp_model::endpoint::{Call, CallError, Endpoint, Output};
use tcp_model::knobs::Knobs;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::timer::Timer;

/// How many timers may expire in a run: more is a mistake, or an attack.
const MOST_TIMEOUTS: u32 = 20_000;

/// How many connections a host may have: each is looked through for each segment.
const MOST_CONNECTIONS: usize = 4_000;

/// Where a segment without ports goes: what the script has dealt with last.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Listener(i64),
    Connection(usize),
}

pub(super) struct Host {
    pub(super) knobs: Arc<Knobs>,
    /// Whether a short segment waits while another short one is in flight.
    pub(super) short_waits: bool,
    /// Whether the RST of an ABORT may carry an ACK, and a segment may lack timestamps.
    pub(super) tolerant: bool,
    now: Instant,
    pub(super) connections: Vec<Connection>,
    /// When the timers of the connections expire; the order in which they were set decides
    /// between equal times.
    agenda: Vec<(Instant, usize, Timer)>,
    timeouts: u32,
    pub(super) target: Option<Target>,
    pub(super) descriptors: BTreeMap<i64, Descriptor>,
}

impl Host {
    pub(super) fn new(knobs: Knobs, short_waits: bool, tolerant: bool) -> Host {
        Host {
            knobs: Arc::new(knobs),
            short_waits,
            tolerant,
            now: Instant::ZERO,
            connections: Vec::new(),
            agenda: Vec::new(),
            timeouts: 0,
            target: None,
            descriptors: BTreeMap::new(),
        }
    }

    pub(super) fn now(&self) -> Instant {
        self.now
    }

    pub(super) fn pass_to(&mut self, to: Instant) {
        self.now = self.now.max(to);
    }

    /// When the next timer expires.
    pub(super) fn next_timeout(&self) -> Option<Instant> {
        self.agenda.iter().map(|(at, ..)| *at).min()
    }

    /// Lets the next timer expire, at its time.
    pub(super) fn expire(&mut self) -> Step {
        let Some(at) = self.next_timeout() else { return Ok(()) };
        let Some(first) = self.agenda.iter().position(|(time, ..)| *time == at) else {
            return Ok(());
        };
        self.timeouts += 1;
        if self.timeouts > MOST_TIMEOUTS {
            return Err(Stop::Unsupported(format!("more than {MOST_TIMEOUTS} timeouts")));
        }
        let (_, id, timer) = self.agenda.remove(first);
        self.pass_to(at);
        let mut out = Vec::new();
        self.connections[id].endpoint.timeout(timer, self.now, &mut out);
        self.act(id, out, State::Established);
        Ok(())
    }

    /// Adds a connection, which segments without ports belong to from now on.
    pub(super) fn add(&mut self, endpoint: Endpoint, listener: Option<i64>) -> usize {
        self.connections.push(Connection::new(endpoint, listener));
        let id = self.connections.len() - 1;
        self.target = Some(Target::Connection(id));
        id
    }

    /// Makes a user call.
    pub(super) fn user(&mut self, id: usize, call: Call) -> Result<(), CallError> {
        let mut out = Vec::new();
        let before = self.connections[id].endpoint.status();
        let made = self.connections[id].endpoint.call(call, self.now, &mut out);
        self.act(id, out, before.state);
        if let Some(sent) = self.connections[id].sent.back_mut()
            && sent.segment.flags == SegmentFlags::RST
            && self.tolerant
            && before.state != State::Closed
        {
            sent.or_ack = Some(before.rcv.nxt);
        }
        made
    }

    /// A segment arrives.
    pub(super) fn inject(&mut self, packet: &Packet) -> Step {
        if self.connections.len() > MOST_CONNECTIONS {
            return Err(Stop::Unsupported(format!("more than {MOST_CONNECTIONS} connections")));
        }
        let id = self.receiver(packet);
        let connection = &mut self.connections[id];
        let before = connection.state();
        let mut segment = connection.arriving(packet);
        if self.tolerant {
            connection.lend_timestamps(&mut segment);
        }
        let mut out = Vec::new();
        connection.endpoint.segment_arrives(&segment, self.now, &mut out);
        connection.learn_irs();
        self.act(id, out, before);
        if !self.connections[id].short_in_flight() {
            self.let_go(id);
        }
        Ok(())
    }

    /// The connection that an arriving segment is for; a listening socket makes one.
    fn receiver(&mut self, packet: &Packet) -> usize {
        let known = self.connections.iter().rposition(|c| c.ports == packet.ports);
        if let (Some(_), Some(id)) = (packet.ports, known) {
            self.target = Some(Target::Connection(id));
            return id;
        }
        // A SYN,ACK is for the connection that it answers, even if that is gone.
        let begins =
            packet.flags.contains(SegmentFlags::SYN) && !packet.flags.contains(SegmentFlags::ACK);
        if let Some(Target::Connection(id)) = self.target
            && self.connections[id].lacks_ports()
            && self.connections[id].is_active()
        {
            self.connections[id].ports = packet.ports;
            return id;
        }
        let listener = match self.target {
            Some(Target::Listener(fd)) => Some(fd),
            Some(Target::Connection(id)) => {
                let connection = &self.connections[id];
                let gone = connection.state() == State::Closed;
                if packet.ports.is_none() && !(gone && begins) {
                    return id;
                }
                connection.listener.or_else(|| self.any_listener())
            }
            None => None,
        };
        let listener = listener.filter(|fd| self.descriptors.contains_key(fd));
        let id = self.add(Endpoint::new(self.knobs.clone()), listener);
        self.connections[id].ports = packet.ports;
        if listener.is_some() {
            // A fresh endpoint takes a passive OPEN.
            let opened = self.user(id, Call::OpenPassive);
            debug_assert!(opened.is_ok());
        }
        id
    }

    fn any_listener(&self) -> Option<i64> {
        self.descriptors.iter().find(|(_, d)| d.listens()).map(|(fd, _)| *fd)
    }

    /// The connection that segments are expected from.
    pub(super) fn sender(&self, ports: Option<(u16, u16)>) -> Option<usize> {
        let reversed = ports.map(|(source, destination)| (destination, source));
        let known = self.connections.iter().rposition(|c| c.ports == reversed);
        match (ports, self.target) {
            (Some(_), _) if known.is_some() => known,
            (None, Some(Target::Connection(id))) => Some(id),
            (Some(_), Some(Target::Connection(id))) => {
                self.connections[id].lacks_ports().then_some(id)
            }
            _ => None,
        }
    }

    /// How many segments nobody has expected.
    pub(super) fn unexpected(&self) -> usize {
        self.connections.iter().map(|connection| connection.sent.len()).sum()
    }

    /// Does what an endpoint wants done.
    pub(super) fn act(&mut self, id: usize, outputs: Vec<Output>, before: State) {
        for output in outputs {
            let connection = &mut self.connections[id];
            match output {
                Output::Send { segment, retransmission, .. } => {
                    connection.record(self.now, segment, retransmission);
                }
                Output::SetTimer { timer, after, .. } => {
                    self.stop(id, timer);
                    self.agenda.push((self.now + after, id, timer));
                }
                Output::StopTimer { timer } => self.stop(id, timer),
                Output::Transition { from, to, .. } => connection.enters(from, to),
                Output::Signal { signal, .. } => connection.told(signal, before),
                Output::Deliver { text } => connection.delivered += u64::from(text.len()),
            }
        }
    }

    fn stop(&mut self, id: usize, timer: Timer) {
        self.agenda.retain(|(_, other, set)| (*other, *set) != (id, timer));
    }
}
