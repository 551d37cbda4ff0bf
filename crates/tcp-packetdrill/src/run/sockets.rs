//! Socket calls over the user calls of RFC 9293 §3.10.
//!
//! `listen` is a passive OPEN, `connect` an active one, `shutdown` a CLOSE. `close` is a CLOSE
//! too, or an ABORT where SO_LINGER says so or text is unread (RFC 9293 §3.6.1, SHLD-3; RFC 2525
//! §2.17). `read` is as many RECEIVEs as there are octets.

mod poll;
mod settings;
mod transfer;

use super::call::Returned;
use super::host::{Host, Target};
use super::{Step, Stop};
use crate::script::{Expression, SocketCall};
use tcp_model::endpoint::{Call, Endpoint};
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};

/// The calls whose first argument is a socket.
const ON_A_SOCKET: [&str; 19] = [
    "bind", "listen", "accept", "accept4", "connect", "read", "recv", "recvfrom", "readv",
    "recvmsg", "write", "send", "sendto", "writev", "sendmsg", "shutdown", "close", "fcntl",
    "ioctl",
];

/// A socket of the user.
#[derive(Clone, Debug, Default)]
pub(super) struct Descriptor {
    kind: Kind,
    nonblocking: bool,
    /// SO_LINGER with no time: `close` aborts.
    aborts: bool,
    /// TCP_NODELAY: no short segment waits for another.
    at_once: bool,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
enum Kind {
    #[default]
    Fresh,
    Listener,
    Connection(usize),
}

impl Descriptor {
    pub(super) fn listens(&self) -> bool {
        self.kind == Kind::Listener
    }
}

impl Host {
    /// Makes a socket call for the first time.
    pub(super) fn call(&mut self, call: &SocketCall) -> Step<Returned> {
        let zero = Ok(Returned::Value(0));
        match call.name.as_str() {
            "socket" => self.socket(call),
            name if ON_A_SOCKET.contains(&name) && !self.is_open(call) => {
                Ok(Returned::Error("EBADF"))
            }
            "bind" => self.descriptor(call).and(zero),
            "listen" => self.listen(call),
            "accept" | "accept4" => self.accept(call),
            "connect" => self.connect(call),
            "read" | "recv" | "recvfrom" | "readv" | "recvmsg" => self.receive(call),
            "write" | "send" | "sendto" | "writev" | "sendmsg" => self.send(call),
            "shutdown" => self.shutdown(call),
            "close" => self.close(call),
            "poll" => self.poll(call, false),
            "fcntl" => self.fcntl(call),
            "setsockopt" => self.setsockopt(call),
            "getsockopt" => self.getsockopt(call),
            "ioctl" => self.ioctl(call),
            other => Err(Stop::Unsupported(format!("the call {other}"))),
        }
    }

    /// Looks again at a call that has not returned; `timed_out` says that it must now.
    pub(super) fn call_again(&mut self, call: &SocketCall, timed_out: bool) -> Step<Returned> {
        match call.name.as_str() {
            "connect" => self.connected(call),
            "poll" => self.poll(call, timed_out),
            _ => self.call(call),
        }
    }

    /// When a call returns at the latest.
    pub(super) fn deadline(&self, call: &SocketCall) -> Option<Instant> {
        let timeout = call.arguments.get(2).and_then(Expression::integer);
        let timeout = timeout.filter(|millis| call.name == "poll" && (0..1 << 31).contains(millis));
        timeout.map(|millis| self.now() + Duration::from_millis(millis.unsigned_abs()))
    }

    fn is_open(&self, call: &SocketCall) -> bool {
        let fd = call.arguments.first().and_then(Expression::integer);
        fd.is_some_and(|fd| self.descriptors.contains_key(&fd))
    }

    fn descriptor(&self, call: &SocketCall) -> Step<(i64, Descriptor)> {
        let fd = call.arguments.first().and_then(Expression::integer);
        let found = fd.and_then(|fd| Some((fd, self.descriptors.get(&fd)?.clone())));
        found.ok_or_else(|| Stop::Fail {
            expected: call.to_string(),
            got: "the socket is not open: -1 EBADF".to_owned(),
        })
    }

    /// The connection of a socket; `Err` is what a call on a socket without one returns.
    fn connection(&self, call: &SocketCall) -> Step<Result<(usize, Descriptor), Returned>> {
        let (_, descriptor) = self.descriptor(call)?;
        Ok(match descriptor.kind {
            Kind::Connection(id) => Ok((id, descriptor)),
            Kind::Fresh | Kind::Listener => Err(Returned::Error("ENOTCONN")),
        })
    }

    /// A new socket, with the number that the script gives it.
    fn install(&mut self, call: &SocketCall, descriptor: Descriptor) -> Step<Returned> {
        let fd = match call.result {
            Expression::Integer(fd) if fd >= 0 => fd,
            _ => self.descriptors.keys().last().map_or(3, |last| last.saturating_add(1)),
        };
        if self.descriptors.insert(fd, descriptor).is_some() {
            let got = format!("{fd} is open already");
            return Err(Stop::Fail { expected: call.to_string(), got });
        }
        Ok(Returned::Value(fd))
    }

    fn socket(&mut self, call: &SocketCall) -> Step<Returned> {
        let [_, kind, protocol] = call.arguments.as_slice() else {
            return Err(Stop::Unsupported("a socket without three arguments".to_owned()));
        };
        let stream = kind.words().contains(&"SOCK_STREAM") || *kind == Expression::Integer(1);
        let tcp = match protocol {
            Expression::Word(name) => name == "IPPROTO_TCP",
            Expression::Integer(number) => matches!(number, 0 | 6),
            _ => true,
        };
        if !stream || !tcp {
            return Err(Stop::Unsupported(format!("socket({kind}, {protocol}): only TCP")));
        }
        let nonblocking = kind.words().contains(&"SOCK_NONBLOCK");
        self.install(call, Descriptor { nonblocking, ..Descriptor::default() })
    }

    fn listen(&mut self, call: &SocketCall) -> Step<Returned> {
        let (fd, descriptor) = self.descriptor(call)?;
        if let Kind::Connection(_) = descriptor.kind {
            return Ok(Returned::Error("EINVAL"));
        }
        self.descriptors.insert(fd, Descriptor { kind: Kind::Listener, ..descriptor });
        self.target = Some(Target::Listener(fd));
        Ok(Returned::Value(0))
    }

    /// The first connection of a listening socket that is open and has not been taken.
    fn acceptable(&self, listener: i64) -> Option<usize> {
        self.connections
            .iter()
            .position(|c| c.listener == Some(listener) && c.opened && !c.accepted)
    }

    fn accept(&mut self, call: &SocketCall) -> Step<Returned> {
        let (fd, listener) = self.descriptor(call)?;
        if !listener.listens() {
            return Ok(Returned::Error("EINVAL"));
        }
        let Some(id) = self.acceptable(fd) else { return Ok(would_block(&listener)) };
        let flags = call.arguments.get(3).map(Expression::words).unwrap_or_default();
        let nonblocking = call.name == "accept4" && flags.contains(&"SOCK_NONBLOCK");
        self.connections[id].accepted = true;
        self.target = Some(Target::Connection(id));
        let kind = Kind::Connection(id);
        self.install(call, Descriptor { kind, nonblocking, ..listener })
    }

    /// An active OPEN never blocks here, so a script need not say that it does not want it to:
    /// without a time at which it returns, `connect` is in progress.
    fn connect(&mut self, call: &SocketCall) -> Step<Returned> {
        let words: Vec<&str> = call.arguments.iter().flat_map(Expression::words).collect();
        if words.contains(&"AF_UNSPEC") {
            return Err(Stop::Unsupported("connect to AF_UNSPEC".to_owned()));
        }
        let (fd, descriptor) = self.descriptor(call)?;
        match descriptor.kind {
            Kind::Listener => return Ok(Returned::Error("EISCONN")),
            Kind::Connection(id) => return Ok(self.connect_again(id)),
            Kind::Fresh => {}
        }
        let id = self.add(Endpoint::new(self.knobs.clone()), None);
        let opened = self.user(id, Call::OpenActive);
        debug_assert!(opened.is_ok(), "a fresh endpoint takes an active OPEN");
        let in_progress = descriptor.nonblocking || call.end.is_none();
        self.descriptors.insert(fd, Descriptor { kind: Kind::Connection(id), ..descriptor });
        Ok(if in_progress { Returned::Error("EINPROGRESS") } else { Returned::Blocks })
    }

    fn connect_again(&mut self, id: usize) -> Returned {
        let connection = &mut self.connections[id];
        match connection.error.take() {
            Some(error) => Returned::Error(error),
            None if connection.opened => Returned::Error("EISCONN"),
            None => Returned::Error("EALREADY"),
        }
    }

    /// Whether a `connect` that blocks can return.
    fn connected(&mut self, call: &SocketCall) -> Step<Returned> {
        let (id, _) = match self.connection(call)? {
            Ok(found) => found,
            Err(returned) => return Ok(returned),
        };
        let connection = &mut self.connections[id];
        Ok(match connection.error.take() {
            Some(error) => Returned::Error(error),
            None if connection.opened => Returned::Value(0),
            None => Returned::Blocks,
        })
    }

    fn shutdown(&mut self, call: &SocketCall) -> Step<Returned> {
        let how = match call.arguments.get(1) {
            Some(Expression::Word(how)) => how.as_str(),
            Some(Expression::Integer(0)) => "SHUT_RD",
            _ => "SHUT_WR",
        };
        let (id, _) = match self.connection(call)? {
            Ok(found) => found,
            Err(returned) => return Ok(returned),
        };
        let state = self.connections[id].state();
        if matches!(state, State::TimeWait | State::Closed) {
            return Ok(Returned::Error("ENOTCONN"));
        }
        self.connections[id].reads_no_more |= how != "SHUT_WR";
        if how == "SHUT_RD" {
            return Ok(Returned::Value(0));
        }
        self.let_go(id);
        if how != "SHUT_WR" {
            self.give_up_receiving(id);
        }
        // A second CLOSE is refused, and changes nothing: sockets do not complain.
        let _ = self.user(id, Call::Close);
        Ok(Returned::Value(0))
    }

    fn close(&mut self, call: &SocketCall) -> Step<Returned> {
        let (fd, descriptor) = self.descriptor(call)?;
        self.descriptors.remove(&fd);
        match descriptor.kind {
            Kind::Fresh => {}
            Kind::Listener => self.close_listener(fd),
            Kind::Connection(id) => {
                let unread = self.connections[id].readable() > 0;
                let aborts = descriptor.aborts || unread;
                if !aborts {
                    self.let_go(id);
                    self.give_up_receiving(id);
                }
                // What is closed already needs no CLOSE; sockets do not complain.
                let _ = self.user(id, if aborts { Call::Abort } else { Call::Close });
            }
        }
        Ok(Returned::Value(0))
    }

    /// RFC 9293 §3.6.1, MAY-1 and SHLD-3: what every host does with a socket that nobody can read
    /// from any more, though not our own profile.
    fn give_up_receiving(&mut self, id: usize) {
        if self.tolerant {
            self.connections[id].endpoint.give_up_receiving();
        }
    }

    /// Who waits to be accepted is reset when nobody can accept any more.
    fn close_listener(&mut self, fd: i64) {
        for id in 0..self.connections.len() {
            let connection = &self.connections[id];
            if connection.listener == Some(fd) && !connection.accepted {
                // In CLOSED there is nothing to abort.
                let _ = self.user(id, Call::Abort);
            }
        }
    }
}

/// What a call returns that cannot be served yet.
fn would_block(descriptor: &Descriptor) -> Returned {
    if descriptor.nonblocking { Returned::Error("EAGAIN") } else { Returned::Blocks }
}
