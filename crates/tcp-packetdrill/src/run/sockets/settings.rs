//! What is set and asked of a socket: flags, options, how much there is to read.

use super::{Descriptor, Kind};
use crate::run::call::Returned;
use crate::run::host::Host;
use crate::run::{Step, Stop, bsd_name, linux_name};
use crate::script::{Expression, SocketCall};
use tcp_model::state::State;

impl Host {
    pub(super) fn fcntl(&mut self, call: &SocketCall) -> Step<Returned> {
        let (fd, descriptor) = self.descriptor(call)?;
        let command = call.arguments.get(1).map(Expression::words).unwrap_or_default();
        match command.as_slice() {
            ["F_SETFL"] => {
                let flags = call.arguments.get(2).map(Expression::words).unwrap_or_default();
                let nonblocking = flags.contains(&"O_NONBLOCK");
                self.descriptors.insert(fd, Descriptor { nonblocking, ..descriptor });
                Ok(Returned::Value(0))
            }
            ["F_GETFL"] if !descriptor.nonblocking => Ok(Returned::Value(2)),
            _ => Ok(Returned::Unchecked("fcntl: result not checked".to_owned())),
        }
    }

    /// How much there is to read; any other request is not checked.
    pub(super) fn ioctl(&mut self, call: &SocketCall) -> Step<Returned> {
        let (name, value) = match call.arguments.as_slice() {
            [_, Expression::Word(name), value] => (name.as_str(), value.elements().first()),
            _ => ("of a number", None),
        };
        let ("SIOCINQ" | "FIONREAD", Some(Expression::Integer(expected))) = (name, value) else {
            return Ok(Returned::Unchecked(format!("ioctl {name}: not checked")));
        };
        let (id, _) = match self.connection(call)? {
            Ok(found) => found,
            Err(returned) => return Ok(returned),
        };
        let readable = self.connections[id].readable();
        if u64::try_from(*expected) == Ok(readable) {
            return Ok(Returned::Value(0));
        }
        Err(Stop::Fail { expected: call.to_string(), got: format!("{readable} octets to read") })
    }

    pub(super) fn setsockopt(&mut self, call: &SocketCall) -> Step<Returned> {
        let (fd, descriptor) = self.descriptor(call)?;
        let name = match call.arguments.get(2) {
            Some(Expression::Word(name)) => name.as_str(),
            _ => "of a number",
        };
        match name {
            "SO_LINGER" => {
                let value = call.arguments.get(3);
                let field = |name| value.and_then(|v| v.field(name)?.integer());
                let aborts = field("onoff") == Some(1) && field("linger") == Some(0);
                self.descriptors.insert(fd, Descriptor { aborts, ..descriptor });
            }
            "TCP_NODELAY" => {
                let value = call.arguments.get(3).and_then(|v| v.elements().first()?.integer());
                let at_once = value != Some(0);
                self.descriptors.insert(fd, Descriptor { at_once, ..descriptor });
                if let (Kind::Connection(id), true) = (descriptor.kind, at_once) {
                    self.let_go(id);
                }
            }
            "SO_REUSEADDR" | "SO_REUSEPORT" | "TCP_MAXSEG" | "TCP_USER_TIMEOUT"
            | "SO_KEEPALIVE" | "TCP_KEEPIDLE" | "TCP_KEEPINTVL" | "TCP_KEEPCNT" => {}
            "TCP_CORK"
            | "TCP_MD5SIG"
            | "TCP_REPAIR"
            | "TCP_ULP"
            | "TCP_DEFER_ACCEPT"
            | "TCP_FASTOPEN"
            | "TCP_FASTOPEN_CONNECT"
            | "TCP_FASTOPEN_KEY"
            | "SO_ZEROCOPY"
            | "TCP_WINDOW_CLAMP"
            | "SO_TIMESTAMPING" => {
                return Err(Stop::Unsupported(format!("the socket option {name}")));
            }
            _ => {
                return Ok(Returned::Unchecked(format!("socket option {name}: no effect here")));
            }
        }
        Ok(Returned::Value(0))
    }

    /// SO_ERROR and the state in TCP_INFO are checked; any other option is not.
    pub(super) fn getsockopt(&mut self, call: &SocketCall) -> Step<Returned> {
        let (_, descriptor) = self.descriptor(call)?;
        let (name, value) = match call.arguments.as_slice() {
            [_, _, Expression::Word(name), value, ..] => (name.as_str(), value.elements().first()),
            _ => ("of a number", None),
        };
        let state = call.arguments.get(3).and_then(|value| value.field("tcpi_state"));
        if let ("TCP_INFO", Some(Expression::Word(expected))) = (name, state) {
            return self.check_state(call, &descriptor, expected);
        }
        if name != "SO_ERROR" {
            return Ok(Returned::Unchecked(format!("socket option {name}: not checked")));
        }
        let pending = match descriptor.kind {
            Kind::Connection(id) => self.connections[id].error.take(),
            Kind::Fresh | Kind::Listener => None,
        };
        let same = match (value, pending) {
            (Some(Expression::Integer(0)), error) => error.is_none(),
            (Some(Expression::Word(expected)), error) => Some(expected.as_str()) == error,
            (Some(Expression::Integer(_)) | None, _) => {
                return Ok(Returned::Unchecked("SO_ERROR by number: not checked".to_owned()));
            }
            (Some(_), _) => true,
        };
        if same {
            return Ok(Returned::Value(0));
        }
        let got = format!("SO_ERROR is {}", pending.unwrap_or("0"));
        Err(Stop::Fail { expected: call.to_string(), got })
    }

    /// The state that TCP_INFO must have; its other fields are not checked.
    fn check_state(
        &self,
        call: &SocketCall,
        descriptor: &Descriptor,
        expected: &str,
    ) -> Step<Returned> {
        let state = match descriptor.kind {
            Kind::Connection(id) => self.connections[id].state(),
            Kind::Listener => State::Listen,
            Kind::Fresh => State::Closed,
        };
        if [linux_name(state), bsd_name(state)].contains(&expected) {
            return Ok(Returned::Unchecked("TCP_INFO: only tcpi_state is checked".to_owned()));
        }
        let got = format!("tcpi_state is {} ({state})", linux_name(state));
        Err(Stop::Fail { expected: call.to_string(), got })
    }
}
