//! User calls (RFC 9293 §3.10.1 to §3.10.5). STATUS is [`Endpoint::status`].

use super::{Endpoint, Output, Step, Tcb};
use crate::clause::{self, Why};
use crate::options::Options;
use crate::segment::{Payload, Segment, SegmentFlags};
use crate::state::State;
use crate::time::Instant;
use std::fmt;

/// A user call (RFC 9293 §3.9.1).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Call {
    /// OPEN without a remote socket: wait for one to connect.
    OpenPassive,
    /// OPEN to the other host.
    OpenActive,
    /// OPEN to the other host and SEND these octets, with the SYN if fast open allows it (RFC
    /// 7413 §4.2.2).
    OpenActiveSend(Payload),
    /// SEND these octets.
    Send(Payload),
    /// SEND these octets with the URGENT flag.
    SendUrgent(Payload),
    /// RECEIVE up to this many octets.
    Receive(u32),
    /// CLOSE: "I have no more data to send".
    Close,
    /// ABORT: drop everything, and tell the peer with a RST.
    Abort,
    /// The sockets' `accept`, which is none of the protocol's calls: a listener's user takes a
    /// connection over.
    Accept,
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Call::OpenPassive => f.write_str("OPEN passive"),
            Call::OpenActive => f.write_str("OPEN active"),
            Call::OpenActiveSend(text) => write!(f, "OPEN active, SEND {}", text.len()),
            Call::Send(text) => write!(f, "SEND {}", text.len()),
            Call::SendUrgent(text) => write!(f, "SEND {} URGENT", text.len()),
            Call::Receive(count) => write!(f, "RECEIVE {count}"),
            Call::Close => f.write_str("CLOSE"),
            Call::Abort => f.write_str("ABORT"),
            Call::Accept => f.write_str("accept"),
        }
    }
}

/// Why a user call is refused, in the RFC's words.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum CallError {
    /// OPEN on a connection that is not in CLOSED or LISTEN.
    AlreadyExists,
    /// Any other call in CLOSED.
    DoesNotExist,
    /// A call that has no place once the user, or for RECEIVE the peer, has closed.
    Closing,
    /// A SEND that the send buffer has no room for.
    InsufficientResources,
    /// An active OPEN or a SEND from LISTEN where no remote socket is known.
    RemoteUnspecified,
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CallError::AlreadyExists => "error: connection already exists",
            CallError::DoesNotExist => "error: connection does not exist",
            CallError::Closing => "error: connection closing",
            CallError::InsufficientResources => "error: insufficient resources",
            CallError::RemoteUnspecified => "error: remote socket unspecified",
        })
    }
}

impl std::error::Error for CallError {}

impl Endpoint {
    /// Makes a user call.
    ///
    /// # Errors
    /// In the states in which RFC 9293 refuses it; nothing has changed then.
    pub fn call(
        &mut self,
        call: Call,
        now: Instant,
        out: &mut Vec<Output>,
    ) -> Result<(), CallError> {
        let step = &mut Step { now, out };
        match call {
            Call::OpenPassive => self.open_passive(step),
            Call::OpenActive => self.open_active(Payload::EMPTY, step),
            Call::OpenActiveSend(text) => self.open_active(text, step),
            Call::Send(text) => self.send(text, false, step),
            Call::SendUrgent(text) => self.send(text, true, step),
            Call::Receive(count) => self.receive(count, step),
            Call::Close => self.close(step),
            Call::Abort => self.abort(step),
            Call::Accept => Ok(()),
        }
    }

    /// From now on a CLOSE gives up receiving too, as [`Knobs::half_duplex_close`] has it from the
    /// beginning: sockets can be closed for sending alone, and for good later.
    ///
    /// [`Knobs::half_duplex_close`]: crate::knobs::Knobs::half_duplex_close
    pub fn give_up_receiving(&mut self) {
        self.tcb.gives_up = true;
    }

    fn open_passive(&mut self, step: &mut Step<'_>) -> Result<(), CallError> {
        if self.state != State::Closed {
            return Err(CallError::AlreadyExists);
        }
        self.tcb = Tcb { passive: true, ..Tcb::new(&self.knobs) };
        self.enter(State::Listen, clause::OPEN, step);
        Ok(())
    }

    fn open_active(&mut self, text: Payload, step: &mut Step<'_>) -> Result<(), CallError> {
        match self.state {
            State::Closed => self.check_room(&text, 0)?,
            State::Listen => {
                self.check_remote()?;
                self.check_room(&text, 0)?;
            }
            _ if self.may_reuse_time_wait(step) => {
                self.stop_all_timers(step);
                self.connect(text, clause::TW_REUSE, step);
                return Ok(());
            }
            _ => return Err(CallError::AlreadyExists),
        }
        self.connect(text, clause::OPEN, step);
        Ok(())
    }

    /// "If the remote socket was not specified, then return 'error: remote socket unspecified'"
    /// (RFC 9293 §3.10.1, §3.10.2). A listening socket has none.
    fn check_remote(&self) -> Result<(), CallError> {
        let listens = self.knobs.syn_backlog.is_some() || self.knobs.accept_queue.is_some();
        if listens { Err(CallError::RemoteUnspecified) } else { Ok(()) }
    }

    /// "Select an ISS. Send a SYN segment, set SND.UNA to ISS, SND.NXT to ISS + 1. Enter
    /// SYN-SENT state" (RFC 9293 §3.10.1, and §3.10.2 for a SEND in LISTEN).
    ///
    /// With a fast open cookie the SYN carries `text` (RFC 7413 §4.2.2).
    fn connect(&mut self, text: Payload, why: Why, step: &mut Step<'_>) {
        self.tcb = Tcb { receives: self.tcb.receives, ..Tcb::new(&self.knobs) };
        self.begin(step.now);
        let why = self.choosing_iss(why);
        let fast_open = self.fast_open_wish();
        let options = Options { fast_open, ..self.syn_options(step.now) };
        let with_syn = match self.may_send_with_syn() {
            true => text.slice(0, self.text_beside(options.octets())),
            false => Payload::EMPTY,
        };
        self.tcb.queue.push(text);
        self.tcb.snd.nxt += with_syn.len();
        let syn = self.segment(self.tcb.snd.iss, SegmentFlags::SYN, with_syn);
        self.enter(State::SynSent, why, step);
        self.emit(Segment { options, ..syn }, false, why, step);
        self.tcb.rto.sent(self.tcb.snd.nxt, step.now);
        self.time_waits(false, step);
    }

    /// RFC 9293 §3.10.2.
    fn send(&mut self, text: Payload, urgent: bool, step: &mut Step<'_>) -> Result<(), CallError> {
        match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            State::Listen => {
                self.check_remote()?;
                self.check_room(&text, 0)?;
                let len = text.len();
                self.connect(text, clause::SEND, step);
                if urgent && len > 0 {
                    self.tcb.snd.up = Some(self.tcb.queue.text_end());
                }
            }
            State::SynSent | State::SynReceived | State::Established | State::CloseWait => {
                self.queue_text(text, urgent)?;
                if !matches!(self.state, State::SynSent) {
                    self.transmit(clause::SEND, step);
                }
            }
            State::FinWait1
            | State::FinWait2
            | State::Closing
            | State::LastAck
            | State::TimeWait => return Err(CallError::Closing),
        }
        Ok(())
    }

    /// "If no space to queue, respond with 'error: insufficient resources'." "If the URGENT flag
    /// is set, then SND.UP <- SND.NXT", which is to be the octet following the urgent data
    /// (MUST-62) once that is sent.
    fn queue_text(&mut self, text: Payload, urgent: bool) -> Result<(), CallError> {
        if self.tcb.queue.fin().is_some() {
            return Err(CallError::Closing);
        }
        self.check_room(&text, self.tcb.queue.waiting(self.tcb.snd.una))?;
        let queue = &mut self.tcb.queue;
        if urgent && !text.is_empty() {
            self.tcb.snd.up = Some(queue.text_end() + text.len());
        }
        queue.push(text);
        Ok(())
    }

    /// Whether the send buffer has room for `text` beside what waits there.
    fn check_room(&self, text: &Payload, waiting: u32) -> Result<(), CallError> {
        match waiting.saturating_add(text.len()) > self.knobs.send_buffer {
            true => Err(CallError::InsufficientResources),
            false => Ok(()),
        }
    }

    /// RFC 9293 §3.10.3.
    fn receive(&mut self, count: u32, step: &mut Step<'_>) -> Result<(), CallError> {
        match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            State::CloseWait if self.tcb.unread.is_empty() => return Err(CallError::Closing),
            State::Closing | State::LastAck | State::TimeWait => return Err(CallError::Closing),
            _ => {}
        }
        self.tcb.receives = self.tcb.receives.saturating_add(count);
        // RFC 9293 §3.8.6.2.2: the peer hears of more window once it has grown from next to
        // nothing to a segment, or to half the buffer.
        let worth_telling = self.eff_snd_mss().min(self.knobs.receive_buffer / 2).max(1);
        let was_small = self.tcb.rcv.wnd < worth_telling;
        self.deliver(step);
        if was_small && self.tcb.rcv.wnd >= worth_telling && self.state.takes_text() {
            self.send_ack(clause::WINDOW_UPDATE, step);
        }
        if self.state == State::CloseWait {
            self.tcb.receives = 0;
        }
        Ok(())
    }

    /// RFC 9293 §3.10.4.
    fn close(&mut self, step: &mut Step<'_>) -> Result<(), CallError> {
        if self.knobs.half_duplex_close && self.state.takes_part() && !self.tcb.unread.is_empty() {
            self.reset_peer(clause::HALF_DUPLEX_CLOSE, step);
            self.delete(clause::HALF_DUPLEX_CLOSE, step);
            return Ok(());
        }
        match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            State::Listen | State::SynSent => self.delete(clause::CLOSE, step),
            // "If no SENDs have been issued and there is no pending data to send, then form a
            // FIN segment and send it, and enter FIN-WAIT-1 state; otherwise, queue for
            // processing after entering ESTABLISHED state."
            State::SynReceived => {
                if self.tcb.queue.fin().is_some() {
                    return Err(CallError::Closing);
                }
                let idle = self.tcb.queue.text_end() == self.tcb.snd.nxt;
                self.tcb.queue.push_fin();
                if idle {
                    self.enter(State::FinWait1, clause::CLOSE, step);
                    self.transmit(clause::CLOSE, step);
                }
            }
            // "Queue this until all preceding SENDs have been segmentized, then form a FIN
            // segment and send it. In any case, enter FIN-WAIT-1 state."
            State::Established => {
                self.tcb.queue.push_fin();
                self.enter(State::FinWait1, clause::CLOSE, step);
                self.transmit(clause::CLOSE, step);
            }
            // "Queue this request until all preceding SENDs have been segmentized; then send a
            // FIN segment, enter LAST-ACK state": not before.
            State::CloseWait => {
                if self.tcb.queue.fin().is_some() {
                    return Err(CallError::Closing);
                }
                self.tcb.queue.push_fin();
                self.transmit(clause::CLOSE, step);
            }
            State::FinWait1
            | State::FinWait2
            | State::Closing
            | State::LastAck
            | State::TimeWait => return Err(CallError::Closing),
        }
        Ok(())
    }

    /// RFC 9293 §3.10.5. Of its two readings (§3.5.2 and Figure 5, note 3, would have the side
    /// that sends the RST enter TIME-WAIT) this is the section's own: CLOSED.
    fn abort(&mut self, step: &mut Step<'_>) -> Result<(), CallError> {
        match self.state {
            State::Closed => return Err(CallError::DoesNotExist),
            State::Listen | State::SynSent | State::Closing | State::LastAck | State::TimeWait => {}
            State::SynReceived
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait => {
                self.reset_peer(clause::ABORT, step);
            }
        }
        self.delete(clause::ABORT, step);
        Ok(())
    }

    /// `<SEQ=SND.NXT><CTL=RST>`.
    pub(super) fn reset_peer(&mut self, why: Why, step: &mut Step<'_>) {
        let seq = self.tcb.snd.nxt;
        let reset = Segment { seq, flags: SegmentFlags::RST, ..Segment::default() };
        self.emit(reset, false, why, step);
    }
}
