//! `poll`: what could be done with sockets now.

use super::Kind;
use crate::run::call::Returned;
use crate::run::host::Host;
use crate::run::{Step, Stop};
use crate::script::{Expression, SocketCall};
use tcp_model::state::State;

/// What is reported, by name; the last two are reported unasked.
const EVENTS: [&str; 5] = ["POLLIN", "POLLOUT", "POLLRDHUP", "POLLERR", "POLLHUP"];

impl Host {
    pub(super) fn poll(&mut self, call: &SocketCall, timed_out: bool) -> Step<Returned> {
        let sockets = call.arguments.first().map(Expression::elements).unwrap_or_default();
        let mut ready = 0;
        let mut differs = None;
        for socket in sockets {
            let found = self.found(call, socket)?;
            ready += i64::from(!found.is_empty());
            let mut expected = names(socket.field("revents"))?;
            expected.sort_by_key(|name| EVENTS.iter().position(|event| event == name));
            if expected != found {
                differs = Some(if found.is_empty() { "0".to_owned() } else { found.join("|") });
            }
        }
        let waits = call.arguments.get(2).and_then(Expression::integer) != Some(0);
        if ready == 0 && waits && !timed_out {
            return Ok(Returned::Blocks);
        }
        match differs {
            Some(found) => {
                let got = format!("revents={found}");
                Err(Stop::Fail { expected: call.to_string(), got })
            }
            None => Ok(Returned::Value(ready)),
        }
    }

    /// What is found of a socket that was asked for, or is reported unasked.
    fn found(&self, call: &SocketCall, socket: &Expression) -> Step<Vec<&'static str>> {
        let fd = socket.field("fd").and_then(Expression::integer);
        let Some((fd, descriptor)) = fd.and_then(|fd| Some((fd, self.descriptors.get(&fd)?)))
        else {
            let got = "a socket that is not open".to_owned();
            return Err(Stop::Fail { expected: call.to_string(), got });
        };
        let asked = names(socket.field("events"))?;
        let holds = match descriptor.kind {
            Kind::Fresh => vec!["POLLOUT", "POLLHUP"],
            Kind::Listener if self.acceptable(fd).is_some() => vec!["POLLIN"],
            Kind::Listener => Vec::new(),
            Kind::Connection(id) => self.connection_events(id),
        };
        let unasked = ["POLLERR", "POLLHUP"];
        let reported = |event: &&str| asked.contains(event) || unasked.contains(event);
        let holding = EVENTS.into_iter().filter(|event| holds.contains(event));
        Ok(holding.filter(reported).collect())
    }

    fn connection_events(&self, id: usize) -> Vec<&'static str> {
        let connection = &self.connections[id];
        let state = connection.state();
        let over = state == State::Closed;
        let both_closed =
            over || matches!(state, State::LastAck | State::Closing | State::TimeWait);
        let mut events = Vec::new();
        if connection.readable() > 0 || connection.peer_closed || over {
            events.push("POLLIN");
        }
        if !matches!(state, State::Listen | State::SynSent | State::SynReceived) {
            events.push("POLLOUT");
        }
        if connection.peer_closed || over {
            events.push("POLLRDHUP");
        }
        if connection.error.is_some() {
            events.push("POLLERR");
        }
        if both_closed {
            events.push("POLLHUP");
        }
        events
    }
}

/// The names of events in an argument, all of which must be known.
fn names(events: Option<&Expression>) -> Step<Vec<&str>> {
    let words = events.map(Expression::words).unwrap_or_default();
    match words.iter().find(|word| !EVENTS.contains(word)) {
        Some(unknown) => Err(Stop::Unsupported(format!("{unknown} in poll"))),
        None => Ok(words),
    }
}
