//! A TCP endpoint: one connection's state and its TCB, driven by user calls, segments and
//! timeouts (RFC 9293 §3.10). It neither reads a clock nor sends anything: the time is an
//! argument, and what it wants done is pushed onto a list of [`Output`]s.
//!
//! - [`calls`]: OPEN, SEND, RECEIVE, CLOSE, ABORT, STATUS (§3.10.1 to §3.10.6).
//! - [`arrives`]: SEGMENT ARRIVES in CLOSED and LISTEN (§3.10.7.1, §3.10.7.2).
//! - [`syn_sent`]: SEGMENT ARRIVES in SYN-SENT (§3.10.7.3).
//! - [`synchronized`]: the eight checks of all other states (§3.10.7.4), the fifth of them in
//!   [`acknowledgment`], the last three in [`text`].
//! - [`timeouts`]: user, retransmission, persist and TIME-WAIT timeouts (§3.10.8).
//! - [`transmit`]: what may be sent now, and which timers that needs.
//! - [`agreement`]: what the options of both SYNs agree on, and PAWS.
//! - [`reuse`], [`fast_open`], [`cookies`]: new incarnations out of TIME-WAIT, text in the SYN,
//!   answers without state.
//! - [`network`]: what ICMP reports.
//! - [`tcb`]: what is remembered of a connection.

mod acknowledgment;
mod agreement;
mod arrives;
mod calls;
mod cookies;
mod fast_open;
mod network;
mod reuse;
mod syn_sent;
mod synchronized;
mod tcb;
mod text;
mod timeouts;
mod transmit;

use crate::clause::{self, Why};
use crate::host::FourTuple;
use crate::knobs::{FastOpenUse, Isn, Knobs};
use crate::options::{FastOpenCookie, Options};
use crate::queue::SendQueue;
use crate::segment::{Payload, Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::{Duration, Instant};
use crate::timer::Timer;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tcb::Tcb;

pub use calls::{Call, CallError};
pub use network::IcmpReport;
pub use tcb::{ReceiveSequence, SendSequence};

/// What the user is told (RFC 9293 §3.9.1, §3.10), in the RFC's words.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Signal {
    /// The peer has sent its FIN: there is no more to receive.
    ConnectionClosing,
    /// A RST ended the connection.
    ConnectionReset,
    /// A RST answered our OPEN.
    ConnectionRefused,
    /// Nothing has been acknowledged for the length of the user timeout, or R2 was reached.
    UserTimeout,
    /// Urgent data is on its way.
    Urgent,
    /// A segment has been retransmitted R1 times (RFC 9293 §3.8.3, SHLD-9).
    DeliveryProblem,
    /// No keep-alive probe has been answered (RFC 9293 §3.8.4).
    KeepAliveTimeout,
    /// The network reports trouble that may pass (RFC 9293 §3.9.2.2, MUST-56).
    SoftError,
    /// The network reports that the peer cannot be reached (RFC 9293 §3.9.2.2, SHLD-26).
    HardError,
}

impl Signal {
    /// Whether it tells of an error.
    pub const fn is_error(self) -> bool {
        match self {
            Signal::ConnectionClosing | Signal::DeliveryProblem | Signal::Urgent => false,
            Signal::ConnectionReset
            | Signal::ConnectionRefused
            | Signal::UserTimeout
            | Signal::KeepAliveTimeout
            | Signal::SoftError
            | Signal::HardError => true,
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Signal::ConnectionClosing => "connection closing",
            Signal::ConnectionReset => "error: connection reset",
            Signal::ConnectionRefused => "error: connection refused",
            Signal::UserTimeout => "error: connection aborted due to user timeout",
            Signal::Urgent => "urgent data",
            Signal::DeliveryProblem => "delivery problem",
            Signal::KeepAliveTimeout => "error: keep-alive timeout",
            Signal::SoftError => "soft error",
            Signal::HardError => "error: destination unreachable",
        })
    }
}

/// Something that an endpoint wants done, with the clause that asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Output {
    /// Put a segment on the wire.
    Send {
        /// The segment.
        segment: Segment,
        /// Whether it was sent before.
        retransmission: bool,
        /// Why it is sent.
        why: Why,
    },
    /// Start a timer, or start it over.
    SetTimer {
        /// Which.
        timer: Timer,
        /// How long it runs.
        after: Duration,
        /// Why it runs.
        why: Why,
    },
    /// Stop a timer that runs.
    StopTimer {
        /// Which.
        timer: Timer,
    },
    /// The state changes.
    Transition {
        /// The state that is left.
        from: State,
        /// The state that is entered.
        to: State,
        /// Why.
        why: Why,
    },
    /// Tell the user.
    Signal {
        /// What.
        signal: Signal,
        /// Why.
        why: Why,
    },
    /// Hand text to the user.
    Deliver {
        /// The octets, in order.
        text: Payload,
    },
}

/// The moment of a step, and where its outputs go.
pub(crate) struct Step<'a> {
    pub(crate) now: Instant,
    pub(crate) out: &'a mut Vec<Output>,
}

/// One end of a connection.
///
/// # Invariants
/// - SND.UNA =< SND.NXT, and SND.NXT - SND.UNA is what has been sent and not acknowledged.
/// - In CLOSED the TCB is that of a new endpoint, but for the number of incarnations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint {
    knobs: Arc<Knobs>,
    tuple: FourTuple,
    /// How many initial sequence numbers have been chosen: each begins an incarnation.
    incarnations: u16,
    /// The fast open cookie that the peer's host has given to ours (RFC 7413 §4.1.3).
    cookie: Option<FastOpenCookie>,
    state: State,
    tcb: Tcb,
}

/// Everything but the knobs, which never change.
impl Hash for Endpoint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Endpoint { knobs: _, tuple, incarnations, cookie, state: connection, tcb } = self;
        (tuple, incarnations, cookie, connection, tcb).hash(state);
    }
}

/// The answer to STATUS (RFC 9293 §3.10.6).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Status {
    /// The connection state.
    pub state: State,
    /// The send sequence variables; all zero in CLOSED and LISTEN.
    pub snd: SendSequence,
    /// The receive sequence variables.
    pub rcv: ReceiveSequence,
    /// Our FIN has been sent, and this is its number.
    pub fin: Option<SeqNum>,
    /// The retransmission timeout in force.
    pub rto: Duration,
    /// cwnd, the congestion window in octets; `u32::MAX` before ESTABLISHED.
    pub cwnd: u32,
    /// Eff.snd.MSS: the most octets of text in a segment that we send.
    pub eff_snd_mss: u32,
    /// Whether both ends send timestamps, scale windows and permit SACK is among the options of
    /// the SYNs; this is TS.Recent, where they send timestamps.
    pub ts_recent: Option<u32>,
    /// Octets that the user has been handed or may ask for, but has not.
    pub unread: u32,
}

impl Endpoint {
    /// An endpoint in CLOSED.
    pub fn new(knobs: Arc<Knobs>) -> Endpoint {
        Endpoint::between(knobs, FourTuple::MAIN)
    }

    /// An endpoint in CLOSED whose connections are between these two sockets.
    pub fn between(knobs: Arc<Knobs>, tuple: FourTuple) -> Endpoint {
        let cookie = match knobs.fast_open {
            FastOpenUse::Cached(cookie) => Some(cookie),
            FastOpenUse::Off | FastOpenUse::On => None,
        };
        let tcb = Tcb::new(&knobs);
        Endpoint { tcb, incarnations: 0, cookie, state: State::Closed, tuple, knobs }
    }

    /// An endpoint in the middle of an ESTABLISHED connection with one that has the knobs `peer`:
    /// both SYNs are acknowledged, and nothing has been sent since.
    pub fn established(knobs: Arc<Knobs>, peer: &Knobs, passive: bool) -> Endpoint {
        let active = FourTuple::MAIN;
        let tuple = if passive { active.reversed() } else { active };
        let mut endpoint = Endpoint::between(knobs, tuple);
        endpoint.begin(Instant::ZERO);
        endpoint.state = State::Established;
        let irs = peer.isn.select(0, Instant::ZERO, tuple.reversed(), peer.secret);
        endpoint.synchronize(irs);
        endpoint.agree(
            &Endpoint::new(Arc::new(peer.clone())).syn_options(Instant::ZERO),
            Instant::ZERO,
        );
        endpoint.tcb.last_ack_sent = irs + 1;
        endpoint.begin_congestion_control();
        let wnd = peer.receive_buffer.min(endpoint.widest_window());
        let snd = &mut endpoint.tcb.snd;
        (snd.una, snd.wnd, snd.max_wnd) = (snd.nxt, wnd, wnd);
        // The window came with the peer's SYN,ACK, or with the ACK after its SYN.
        (snd.wl1, snd.wl2) = (irs + u32::from(passive), snd.nxt);
        endpoint.tcb.passive = passive;
        endpoint
    }

    /// The connection state.
    pub const fn state(&self) -> State {
        self.state
    }

    /// User call STATUS (RFC 9293 §3.10.6).
    pub fn status(&self) -> Status {
        let Tcb { snd, rcv, .. } = self.tcb;
        let fin = self.tcb.queue.fin().filter(|fin| fin.before(snd.nxt));
        Status {
            state: self.state,
            snd,
            rcv,
            fin,
            rto: self.tcb.rto.current(),
            cwnd: self.tcb.congestion.cwnd(),
            eff_snd_mss: self.eff_snd_mss(),
            ts_recent: self.tcb.agreed.recent().map(|recent| recent.tsval),
            unread: self.tcb.unread.iter().map(Payload::len).sum(),
        }
    }

    /// Moves all that the endpoint has a time of into the past, by so much: afterwards it does at
    /// `now` what it would have done at `now + length`. Only the clocks of ISNs, cookies and
    /// timestamps read the time itself.
    pub fn age(&mut self, length: Duration) {
        let Tcb { rto, agreed, last_sent, challenges, .. } = &mut self.tcb;
        rto.age(length);
        agreed.age(length);
        *last_sent = *last_sent - length;
        challenges.1 = challenges.1 - length;
    }

    /// Begins an incarnation: a new ISS, whose SYN is about to be sent.
    fn begin(&mut self, now: Instant) {
        let Knobs { isn, secret, .. } = &*self.knobs;
        let iss = isn.select(self.incarnations, now, self.tuple, *secret);
        self.incarnations = self.incarnations.saturating_add(1);
        self.tcb.snd.iss = iss;
        self.outgrow_previous();
        let snd = &mut self.tcb.snd;
        let iss = snd.iss;
        (snd.una, snd.nxt, snd.up) = (iss, iss + 1, None);
        self.tcb.queue = SendQueue::starting_at(iss + 1);
    }

    /// Deviation: `isn=fixed` breaks RFC 9293 §3.4.1 (MUST-8) with every SYN.
    fn choosing_iss(&self, why: Why) -> Why {
        let fixed = &clause::ISN_FIXED;
        let found = matches!(self.knobs.isn, Isn::Fixed(_)).then_some(fixed);
        Why { deviation: why.deviation.or(found), ..why }
    }

    fn enter(&mut self, to: State, why: Why, step: &mut Step<'_>) {
        let from = std::mem::replace(&mut self.state, to);
        step.out.push(Output::Transition { from, to, why });
        if to == State::Established {
            self.begin_congestion_control();
            self.await_silence(step);
        }
        match (from, to, self.knobs.fin_wait_2_timeout) {
            (_, State::FinWait2, Some(length)) => self.set_timer(Timer::FinWait2, length, step),
            (State::FinWait2, _, _) => self.stop_timer(Timer::FinWait2, step),
            _ => {}
        }
    }

    fn begin_congestion_control(&mut self) {
        if self.knobs.congestion_control {
            let smss = self.eff_snd_mss();
            self.tcb.congestion.begin(smss, self.knobs.initial_window, self.tcb.syn_was_lost);
        }
    }

    /// The host loses its power: nothing is sent, and nobody is told (RFC 9293 §3.5.1). The
    /// fast open cookie and the number of incarnations survive, as on a disk.
    pub fn crash(&mut self, now: Instant, out: &mut Vec<Output>) {
        if self.state != State::Closed {
            self.delete(clause::HALF_OPEN, &mut Step { now, out });
        }
    }

    /// Enters CLOSED: stops all timers and deletes the TCB.
    fn delete(&mut self, why: Why, step: &mut Step<'_>) {
        self.stop_all_timers(step);
        self.tcb = Tcb::new(&self.knobs);
        self.enter(State::Closed, why, step);
    }

    /// A passive SYN-RECEIVED goes back to LISTEN, as if it had just been opened; or to the
    /// TIME-WAIT that it came out of.
    fn return_to_listen(&mut self, why: Why, step: &mut Step<'_>) {
        self.stop_all_timers(step);
        if self.return_to_time_wait(why, step) {
            return;
        }
        let receives = self.tcb.receives;
        self.tcb = Tcb { passive: true, receives, ..Tcb::new(&self.knobs) };
        self.enter(State::Listen, why, step);
    }

    fn signal(&self, signal: Signal, why: Why, step: &mut Step<'_>) {
        step.out.push(Output::Signal { signal, why });
    }

    /// A segment with these control bits, the window that we announce, and our acknowledgment
    /// where the ACK bit is among them.
    fn segment(&self, seq: SeqNum, flags: SegmentFlags, data: Payload) -> Segment {
        let acknowledges = flags.contains(SegmentFlags::ACK);
        Segment {
            seq,
            ack: if acknowledges { self.tcb.rcv.nxt } else { SeqNum::default() },
            wnd: self.announced_window(flags),
            up: 0,
            options: Options::NONE,
            flags,
            data,
        }
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`.
    fn send_ack(&mut self, why: Why, step: &mut Step<'_>) {
        let ack = self.segment(self.tcb.snd.nxt, SegmentFlags::ACK, Payload::EMPTY);
        self.emit(ack, false, why, step);
    }

    /// Puts a segment of this connection on the wire: with the options that it must have, the
    /// urgent pointer while there is urgent data (RFC 9293 §3.10.2), and in place of an
    /// acknowledgment that was waiting for it.
    fn emit(&mut self, mut segment: Segment, retransmission: bool, why: Why, step: &mut Step<'_>) {
        segment.options = match segment.has(SegmentFlags::SYN) {
            true => Options { fast_open: segment.options.fast_open, ..self.syn_options(step.now) },
            false => self.usual_options(step.now),
        };
        if let Some(up) = self.tcb.snd.up.filter(|up| segment.text_seq().before(*up))
            && !segment.data.is_empty()
        {
            segment.flags = segment.flags | SegmentFlags::URG;
            segment.up = u16::try_from(up.since(segment.seq)).unwrap_or(u16::MAX);
        }
        if segment.has(SegmentFlags::ACK) {
            self.tcb.last_ack_sent = segment.ack;
            self.stop_timer(Timer::DelayedAck, step);
        }
        if !segment.data.is_empty() && self.knobs.congestion_control {
            self.tcb.last_sent = step.now;
        }
        step.out.push(Output::Send { segment, retransmission, why });
    }

    /// The peer's SYN has arrived: IRS is known.
    fn synchronize(&mut self, irs: SeqNum) {
        let rcv = &mut self.tcb.rcv;
        (rcv.irs, rcv.nxt, rcv.up) = (irs, irs + 1, irs + 1);
    }

    /// The number of our FIN has been passed by SND.UNA.
    fn fin_is_acknowledged(&self) -> bool {
        self.tcb.queue.fin().is_some_and(|fin| fin.before(self.tcb.snd.una))
    }
}

/// A reset in answer to a segment (RFC 9293 §3.5.2, §3.10.7.1): `<SEQ=SEG.ACK><CTL=RST>`, or
/// `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>` to one without an acknowledgment.
fn send_reset_to(segment: &Segment, why: Why, step: &mut Step<'_>) {
    let reset = match segment.acknowledgment() {
        Some(ack) => Segment { seq: ack, flags: SegmentFlags::RST, ..Segment::default() },
        None => Segment {
            ack: segment.end(),
            flags: SegmentFlags::RST | SegmentFlags::ACK,
            ..Segment::default()
        },
    };
    step.out.push(Output::Send { segment: reset, retransmission: false, why });
}
