//! Reading and writing.

use super::would_block;
use crate::run::call::Returned;
use crate::run::host::Host;
use crate::run::{Step, Stop};
use crate::script::{Expression, SocketCall};
use tcp_model::endpoint::{Call, CallError};
use tcp_model::segment::Payload;
use tcp_model::state::State;

/// The most octets that one call may write.
const MOST_OCTETS: i64 = 1 << 24;

/// Flags of sending and receiving that change nothing here, or only whether the call blocks.
const HARMLESS: [&str; 3] = ["MSG_DONTWAIT", "MSG_NOSIGNAL", "MSG_OOB"];

impl Host {
    pub(super) fn receive(&mut self, call: &SocketCall) -> Step<Returned> {
        let flags = flags(call)?;
        if flags.contains(&"MSG_OOB") {
            return Err(Stop::Unsupported("MSG_OOB in receiving".to_owned()));
        }
        let (id, descriptor) = match self.connection(call)? {
            Ok(found) => found,
            Err(returned) => return Ok(returned),
        };
        if call.arguments.get(1).is_some_and(|message| message.field("msg_control").is_some()) {
            return Err(Stop::Unsupported("msg_control in recvmsg".to_owned()));
        }
        let wanted = octets(call)?;
        let connection = &mut self.connections[id];
        let readable = connection.readable();
        if readable > 0 || wanted == 0 {
            return Ok(self.take(id, readable.min(wanted)));
        }
        if let Some(error) = connection.error.take() {
            return Ok(Returned::Error(error));
        }
        let over = connection.peer_closed || connection.failed || connection.reads_no_more;
        Ok(match connection.state() {
            _ if over => Returned::Value(0),
            State::Closed | State::Listen => Returned::Error("ENOTCONN"),
            _ if flags.contains(&"MSG_DONTWAIT") => Returned::Error("EAGAIN"),
            _ => would_block(&descriptor),
        })
    }

    /// Hands the user octets that are there: what was delivered first, then what the endpoint
    /// holds.
    fn take(&mut self, id: usize, count: u64) -> Returned {
        let connection = &mut self.connections[id];
        let ready = connection.delivered.saturating_sub(connection.read);
        connection.read += count;
        let asked = u32::try_from(count.saturating_sub(ready)).unwrap_or(u32::MAX);
        if asked > 0 && self.user(id, Call::Receive(asked)).is_err() {
            // RFC 9293 §3.10.3: there is no RECEIVE any more in the last states.
            let connection = &mut self.connections[id];
            connection.read = connection.delivered;
            return Returned::Value(i64::try_from(ready).unwrap_or(i64::MAX));
        }
        Returned::Value(i64::try_from(count).unwrap_or(i64::MAX))
    }

    pub(super) fn send(&mut self, call: &SocketCall) -> Step<Returned> {
        let flags = flags(call)?;
        let (id, descriptor) = match self.connection(call)? {
            Ok(found) => found,
            Err(_) => return Ok(Returned::Error("EPIPE")),
        };
        let count = octets(call)?;
        let connection = &mut self.connections[id];
        if let Some(error) = connection.error.take() {
            return Ok(Returned::Error(error));
        }
        let urgent = flags.contains(&"MSG_OOB");
        let (now, later) = if self.short_waits && !urgent && !descriptor.at_once {
            connection.divided(count)
        } else {
            (connection.waiting + count, 0)
        };
        let made = match connection.state() {
            State::SynSent | State::SynReceived => return Ok(would_block(&descriptor)),
            _ if now == 0 => Ok(()),
            _ if urgent => self.user(id, Call::SendUrgent(filler(now))),
            _ => self.user(id, Call::Send(filler(now))),
        };
        if made.is_ok() {
            self.connections[id].waiting = later;
        }
        Ok(match made {
            Ok(()) => Returned::Value(i64::try_from(count).unwrap_or(i64::MAX)),
            Err(CallError::InsufficientResources) => would_block(&descriptor),
            Err(
                CallError::Closing
                | CallError::DoesNotExist
                | CallError::AlreadyExists
                | CallError::RemoteUnspecified,
            ) => Returned::Error("EPIPE"),
        })
    }
}

impl Host {
    /// Sends what has waited behind a short segment.
    pub(in crate::run) fn let_go(&mut self, id: usize) {
        let waiting = std::mem::take(&mut self.connections[id].waiting);
        if waiting > 0 {
            // If the connection is gone, so is what waited.
            let _ = self.user(id, Call::Send(filler(waiting)));
        }
    }
}

fn filler(octets: u64) -> Payload {
    Payload::from(vec![b'.'; usize::try_from(octets).unwrap_or_default()])
}

/// The flags of a call, all of which must be known.
fn flags(call: &SocketCall) -> Step<Vec<&str>> {
    let place = match call.name.as_str() {
        "recv" | "recvfrom" | "send" | "sendto" => 3,
        "recvmsg" | "sendmsg" => 2,
        _ => return Ok(Vec::new()),
    };
    let words = call.arguments.get(place).map(Expression::words).unwrap_or_default();
    match words.iter().find(|word| !HARMLESS.contains(word)) {
        Some(unknown) => Err(Stop::Unsupported((*unknown).to_owned())),
        None => Ok(words),
    }
}

/// How many octets a call is about.
fn octets(call: &SocketCall) -> Step<u64> {
    let count = match call.name.as_str() {
        "readv" | "writev" => call.arguments.get(1).map_or(0, vector),
        "recvmsg" | "sendmsg" => {
            let vectors = call.arguments.get(1).and_then(|message| message.field("msg_iov"));
            vectors.map_or(0, vector)
        }
        _ => call.arguments.get(2).and_then(Expression::integer).unwrap_or(-1),
    };
    match u64::try_from(count) {
        Ok(octets) if count <= MOST_OCTETS => Ok(octets),
        _ => {
            Err(Stop::Unsupported(format!("{}: a length that is no number up to 2^24", call.name)))
        }
    }
}

/// The length of `[{..., 1000}, {..., 500}]`.
fn vector(expression: &Expression) -> i64 {
    let elements = expression.elements().iter();
    let lengths = elements.map(|element| match element.elements() {
        [_, length] => length.integer().unwrap_or(-MOST_OCTETS),
        _ => -MOST_OCTETS,
    });
    lengths.fold(0, i64::saturating_add)
}
