//! Our end: the endpoint, its timers, and its user.

use super::network::{Arrival, End, Network};
use super::part::Part;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tcp_model::endpoint::{Call, Endpoint, Output, Signal};
use tcp_model::knobs::Knobs;
use tcp_model::segment::Payload;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::timer::Timer;
use tcp_wire::{Packet, encode, parse};

pub(crate) struct Ours {
    endpoint: Endpoint,
    timers: BTreeMap<Timer, Instant>,
    local: SocketAddr,
    remote: SocketAddr,
    pub(crate) part: Part,
    peer_has_closed: bool,
    /// What went wrong, in the words in which the user hears of it.
    pub(crate) trouble: Option<String>,
}

impl Ours {
    pub(crate) fn new(knobs: Knobs, local: SocketAddr, remote: SocketAddr, part: Part) -> Ours {
        let endpoint = Endpoint::new(Arc::new(knobs));
        let timers = BTreeMap::new();
        Ours { endpoint, timers, local, remote, part, peer_has_closed: false, trouble: None }
    }

    pub(crate) fn state(&self) -> State {
        self.endpoint.state()
    }

    pub(crate) fn open(&mut self, network: &mut Network) {
        let open = if self.part.active { Call::OpenActive } else { Call::OpenPassive };
        self.call(open, Instant::ZERO, network);
    }

    /// When something is due next: a timer, or a look of the user.
    pub(crate) fn due(&self) -> Option<Instant> {
        let look = (!self.part.is_done()).then_some(self.part.next_look);
        self.timers.values().copied().chain(look).min()
    }

    pub(crate) fn arrives(&mut self, arrival: &Arrival, now: Instant, network: &mut Network) {
        match parse(&arrival.octets) {
            Ok(packet) if !arrival.damaged => {
                let mut out = Vec::new();
                self.endpoint.segment_arrives(&packet.segment, now, &mut out);
                self.act(out, now, network);
            }
            Err(_) if arrival.damaged => {}
            read => self.trouble = Some(format!("damaged: {}: {read:?}", arrival.damaged)),
        }
    }

    /// Lets the timers expire that are due, and the user look.
    pub(crate) fn go_on(&mut self, now: Instant, network: &mut Network) {
        while let Some((&timer, _)) = self.timers.iter().find(|(_, at)| **at <= now) {
            self.timers.remove(&timer);
            let mut out = Vec::new();
            self.endpoint.timeout(timer, now, &mut out);
            self.act(out, now, network);
        }
        if self.part.looks_up(now) && self.state() != State::Listen {
            self.user(now, network);
        }
    }

    fn user(&mut self, now: Instant, network: &mut Network) {
        let piece = self.part.piece().to_vec();
        if !piece.is_empty() {
            self.part.sent += piece.len();
            self.call(Call::Send(Payload::from(piece)), now, network);
        }
        if !self.part.reads_at_once && !self.part.all_read() {
            let count = 1 + self.part.dice.below(3_000) as u32;
            self.call(Call::Receive(count), now, network);
        }
        // RFC 9293 §3.10.4: a CLOSE in SYN-SENT would throw away what waits to be sent.
        if self.state() != State::SynSent && self.part.wants_to_close(self.peer_has_closed) {
            self.part.closed = true;
            self.call(Call::Close, now, network);
        }
    }

    fn call(&mut self, call: Call, now: Instant, network: &mut Network) {
        let mut out = Vec::new();
        if let Err(error) = self.endpoint.call(call.clone(), now, &mut out) {
            self.trouble = Some(format!("{call}: {error}"));
        }
        self.act(out, now, network);
    }

    fn act(&mut self, out: Vec<Output>, now: Instant, network: &mut Network) {
        for output in out {
            match output {
                Output::Send { segment, .. } => {
                    let (source, destination) = (self.local, self.remote);
                    let packet = Packet { source, destination, segment };
                    let octets = encode(&packet).expect("a segment fits into a datagram");
                    network.send(End::Ours, octets, now);
                }
                Output::SetTimer { timer, after, .. } => {
                    self.timers.insert(timer, now + after);
                }
                Output::StopTimer { timer } => {
                    self.timers.remove(&timer);
                }
                Output::Deliver { text } => self.part.received.extend(text.as_slice()),
                Output::Signal { signal: Signal::ConnectionClosing, .. } => {
                    self.peer_has_closed = true;
                }
                Output::Signal { signal: Signal::DeliveryProblem, .. } => {}
                Output::Signal { signal, .. } => self.trouble = Some(signal.to_string()),
                Output::Transition { .. } => {}
            }
        }
    }
}
