//! Our contenders.

use crate::TEXT;
use std::net::SocketAddr;
use std::sync::Arc;
use tcp_model::endpoint::{Call, Endpoint, Output};
use tcp_model::host::Host::{self, Client, Server};
use tcp_model::host::PerHost;
use tcp_model::script::{Action, Condition, ScriptStep, UserCall};
use tcp_model::segment::{Payload, Segment};
use tcp_model::sim::{Setup, simulate};
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_wire::{Packet, encode, parse};

/// Two endpoints, each of which is handed what the other sends.
pub(crate) fn direct() -> impl FnMut() -> usize {
    connection(|_, segment| segment)
}

/// The same, but every segment is written and read on its way, checksums included.
pub(crate) fn in_octets() -> impl FnMut() -> usize {
    let [client, server]: [SocketAddr; 2] =
        ["192.0.2.1:50000", "192.0.2.2:80"].map(|socket| socket.parse().expect("it is a socket"));
    connection(move |from, segment| {
        let (source, destination) =
            if from == Client { (client, server) } else { (server, client) };
        let octets = encode(&Packet { source, destination, segment }).expect("it fits");
        parse(&octets).expect("it was written by the same crate").segment
    })
}

fn connection(carry: impl Fn(Host, Segment) -> Segment) -> impl FnMut() -> usize {
    let end = || Endpoint::new(Arc::default());
    let ends = PerHost { client: end(), server: end() };
    let mut pair = Pair { ends, out: Vec::new(), answers: Vec::new(), sent: 0, carry };
    let text = Payload::from(TEXT.to_vec());
    move || {
        pair.sent = 0;
        pair.call(Server, Call::OpenPassive);
        pair.call(Client, Call::OpenActive);
        pair.call(Client, Call::Send(text.clone()));
        pair.call(Client, Call::Close);
        pair.call(Server, Call::Close);
        pair.ends[Client].timeout(Timer::TimeWait, Instant::ZERO, &mut pair.out);
        pair.out.clear();
        assert!(Host::BOTH.iter().all(|host| pair.ends[*host].state() == State::Closed));
        pair.sent
    }
}

struct Pair<F> {
    ends: PerHost<Endpoint>,
    out: Vec<Output>,
    answers: Vec<Output>,
    sent: usize,
    carry: F,
}

impl<F: Fn(Host, Segment) -> Segment> Pair<F> {
    fn call(&mut self, host: Host, call: Call) {
        let called = self.ends[host].call(call, Instant::ZERO, &mut self.out);
        called.expect("the states allow these calls");
        self.deliver(host);
    }

    /// Hands over what `host` has just sent, and then what that makes the other end send.
    fn deliver(&mut self, mut host: Host) {
        while !self.out.is_empty() {
            for output in self.out.drain(..) {
                let Output::Send { segment, .. } = output else { continue };
                self.sent += 1;
                let segment = (self.carry)(host, segment);
                let end = &mut self.ends[host.peer()];
                end.segment_arrives(&segment, Instant::ZERO, &mut self.answers);
            }
            std::mem::swap(&mut self.out, &mut self.answers);
            host = host.peer();
        }
    }
}

/// The simulator, which schedules every segment and timer and writes everything down.
pub(crate) fn simulated() -> impl FnMut() -> usize {
    let step = |after, host, call| ScriptStep {
        after,
        pause: Duration::ZERO,
        action: Action::Call(host, call),
    };
    let at = |host, state| Some(Condition::State(host, state));
    let client = vec![
        step(at(Server, State::Listen), Client, UserCall::OpenActive),
        step(at(Client, State::Established), Client, UserCall::Send("x".to_owned(), 100)),
        // The data must be acknowledged before the FIN goes, as it is for the others.
        step(Some(Condition::Received(Server, 100)), Client, UserCall::Close),
    ];
    let server = vec![
        step(None, Server, UserCall::OpenPassive),
        step(Some(Condition::Closing(Server)), Server, UserCall::Close),
    ];
    let setup = Setup { tracks: vec![client, server], ..Setup::default() };
    move || {
        let run = simulate(&setup);
        assert_eq!(run.last_status()[Client].state, State::Closed);
        run.flights.len()
    }
}
