//! The user calls of a run as socket calls.

use super::{NotExpressible, not};
use crate::script::{Expression, SocketCall};
use tcp_model::endpoint::{Call, CallError};
use tcp_model::knobs::{Knobs, TimeWaitReuse};
use tcp_model::state::State;

/// The sockets of the host, by what is open.
pub(super) struct Sockets {
    /// CLOSE gives up receiving: `close`, and not `shutdown`.
    gives_up: bool,
    /// The user takes the connection over by a call of its own.
    accepts: bool,
    /// A SYN may begin a new connection before TIME-WAIT is over: the socket goes on listening.
    goes_on: bool,
    /// The socket that listens, while it does.
    listener: Option<i64>,
    /// The socket of the connection, while it is open.
    connection: Option<i64>,
    /// The number of the next socket.
    next: i64,
}

impl Sockets {
    pub(super) fn new(knobs: &Knobs) -> Sockets {
        Sockets {
            gives_up: knobs.half_duplex_close,
            accepts: knobs.accept_queue.is_some(),
            goes_on: knobs.time_wait_reuse != TimeWaitReuse::Off,
            listener: None,
            connection: None,
            next: 3,
        }
    }

    /// Whether there is a socket of which the state can be asked.
    pub(super) fn can_be_asked(&self) -> bool {
        self.connection.is_some()
    }

    /// Whether a socket listens, which takes a SYN although the connection before is gone.
    pub(super) const fn listens(&self) -> bool {
        self.listener.is_some()
    }

    /// The socket calls that make a user call in `state`.
    pub(super) fn call(
        &mut self,
        call: &Call,
        error: Option<CallError>,
        state: State,
    ) -> Result<Vec<SocketCall>, NotExpressible> {
        if let Some(error) = error {
            return Err(not(format!("{call} is refused ({error})")));
        }
        match call {
            Call::OpenPassive | Call::OpenActive if state != State::Closed => {
                Err(not(format!("its user opens in {state}")))
            }
            Call::OpenPassive => Ok(self.listen()),
            Call::OpenActive => Ok(self.connect()),
            Call::OpenActiveSend(_) => Err(not("it uses fast open")),
            Call::Accept => Ok(self.accept()),
            Call::Send(text) => self.write(text.len(), "write", state).map(|call| vec![call]),
            Call::SendUrgent(text) => {
                let mut call = self.write(text.len(), "send", state)?;
                call.arguments.push(word("MSG_OOB"));
                Ok(vec![call])
            }
            // What is received is read when it is handed over.
            Call::Receive(_) => Ok(Vec::new()),
            Call::Close => self.close(state),
            Call::Abort => self.abort(state),
        }
    }

    pub(super) fn listen(&mut self) -> Vec<SocketCall> {
        let fd = self.take_number();
        self.listener = Some(fd);
        // The connection before is gone; its socket means nothing any more.
        self.connection = None;
        let open = Expression::Ellipsis;
        vec![
            socket(fd),
            call("bind", vec![number(fd), open.clone(), open], 0),
            call("listen", vec![number(fd), number(1)], 0),
        ]
    }

    pub(super) fn connect(&mut self) -> Vec<SocketCall> {
        let fd = self.take_number();
        self.connection = Some(fd);
        let open = Expression::Ellipsis;
        let flags = Expression::Either(vec![word("O_RDWR"), word("O_NONBLOCK")]);
        let connect = call("connect", vec![number(fd), open.clone(), open], -1);
        vec![
            socket(fd),
            call("fcntl", vec![number(fd), word("F_SETFL"), flags], 0),
            SocketCall {
                errno: Some("EINPROGRESS".to_owned()),
                note: Some("Operation now in progress".to_owned()),
                ..connect
            },
        ]
    }

    fn take_number(&mut self) -> i64 {
        self.next += 1;
        self.next - 1
    }

    /// A passive OPEN that is ESTABLISHED is accepted, and its socket listens no longer.
    pub(super) fn entered(&mut self, state: State) -> Vec<SocketCall> {
        let ready = state == State::Established && !self.accepts;
        if ready { self.accept() } else { Vec::new() }
    }

    fn accept(&mut self) -> Vec<SocketCall> {
        let Some(listener) = self.listener else { return Vec::new() };
        let fd = self.take_number();
        self.connection = Some(fd);
        let open = Expression::Ellipsis;
        let accept = call("accept", vec![number(listener), open.clone(), open], fd);
        if self.goes_on {
            return vec![accept];
        }
        self.listener = None;
        vec![accept, call("close", vec![number(listener)], 0)]
    }

    pub(super) fn read(&self, octets: u32) -> Option<SocketCall> {
        let fd = self.connection?;
        let count = i64::from(octets);
        Some(call("read", vec![number(fd), Expression::Ellipsis, number(count)], count))
    }

    fn write(&self, octets: u32, name: &str, state: State) -> Result<SocketCall, NotExpressible> {
        match self.connection {
            Some(fd) if state.is_synchronized() => {
                let count = i64::from(octets);
                Ok(call(name, vec![number(fd), Expression::Ellipsis, number(count)], count))
            }
            _ => Err(not("its user sends before the connection is open")),
        }
    }

    fn close(&mut self, state: State) -> Result<Vec<SocketCall>, NotExpressible> {
        let Some(fd) = self.connection else {
            return match self.listener.take() {
                Some(fd) if state == State::Listen => Ok(vec![call("close", vec![number(fd)], 0)]),
                _ => Err(not(format!("its user closes in {state}"))),
            };
        };
        if self.gives_up || state == State::SynSent {
            self.connection = None;
            return Ok(vec![call("close", vec![number(fd)], 0)]);
        }
        Ok(vec![call("shutdown", vec![number(fd), word("SHUT_WR")], 0)])
    }

    fn abort(&mut self, state: State) -> Result<Vec<SocketCall>, NotExpressible> {
        let Some(fd) = self.connection.take() else {
            return Err(not(format!("its user aborts in {state}")));
        };
        let field = |name: &str, value| Expression::Field(name.to_owned(), Box::new(number(value)));
        let linger = Expression::Structure(vec![field("onoff", 1), field("linger", 0)]);
        let option = vec![number(fd), word("SOL_SOCKET"), word("SO_LINGER"), linger, number(8)];
        Ok(vec![call("setsockopt", option, 0), call("close", vec![number(fd)], 0)])
    }
}

fn socket(fd: i64) -> SocketCall {
    call("socket", vec![Expression::Ellipsis, word("SOCK_STREAM"), word("IPPROTO_TCP")], fd)
}

fn call(name: &str, arguments: Vec<Expression>, result: i64) -> SocketCall {
    let (name, result) = (name.to_owned(), Expression::Integer(result));
    SocketCall { end: None, name, arguments, result, errno: None, note: None }
}

fn number(value: i64) -> Expression {
    Expression::Integer(value)
}

fn word(name: &str) -> Expression {
    Expression::Word(name.to_owned())
}
