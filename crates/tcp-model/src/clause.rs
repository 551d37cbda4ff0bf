//! Why: the RFC paragraph that asks for what the engine does, as data.

use std::fmt;

/// A place in an RFC, shown as `RFC 9293 3.10.7.4, fifth`; or a habit of Linux that no RFC asks
/// for, shown as `Linux tcp_fin_timeout`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Clause {
    /// Number of the RFC; 0 for Linux.
    pub rfc: u16,
    /// Section, as printed in the RFC; or what Linux calls it.
    pub section: &'static str,
    /// Step, requirement or figure within the section; empty for the section as a whole.
    pub detail: &'static str,
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rfc {
            0 => write!(f, "Linux {}", self.section)?,
            rfc => write!(f, "RFC {rfc} {}", self.section)?,
        }
        if !self.detail.is_empty() {
            write!(f, ", {}", self.detail)?;
        }
        Ok(())
    }
}

/// A counterfactual at work: the knob that was turned, and the clause that it breaks.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Deviation {
    /// The knob's value, as scenario files write it.
    pub knob: &'static str,
    /// What RFC 9293 would have asked for.
    pub breaks: &'static Clause,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} breaks {}", self.knob, self.breaks)
    }
}

/// The clause behind something the engine did, with the deviation where a wrong protocol did it.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Why {
    /// The clause that was followed, or that would have been.
    pub clause: &'static Clause,
    /// Set where a counterfactual knob decided instead.
    pub deviation: Option<&'static Deviation>,
}

impl Why {
    /// The clause is followed.
    pub const fn following(clause: &'static Clause) -> Why {
        Why { clause, deviation: None }
    }

    /// What a wrong protocol does where the clause rules.
    pub const fn deviating(self, deviation: &'static Deviation) -> Why {
        Why { deviation: Some(deviation), ..self }
    }
}

macro_rules! followed {
    ($rfc:literal, $section:literal, $detail:literal) => {
        Why::following(&Clause { rfc: $rfc, section: $section, detail: $detail })
    };
}

/// User call OPEN.
pub const OPEN: Why = followed!(9293, "3.10.1", "");
/// User call SEND.
pub const SEND: Why = followed!(9293, "3.10.2", "");
/// User call RECEIVE.
pub const RECEIVE: Why = followed!(9293, "3.10.3", "");
/// User call CLOSE.
pub const CLOSE: Why = followed!(9293, "3.10.4", "");
/// User call ABORT.
pub const ABORT: Why = followed!(9293, "3.10.5", "");
/// A segment arrives in CLOSED.
pub const ARRIVES_CLOSED: Why = followed!(9293, "3.10.7.1", "");
/// LISTEN: check for a RST.
pub const LISTEN_RST: Why = followed!(9293, "3.10.7.2", "first");
/// LISTEN: check for an ACK.
pub const LISTEN_ACK: Why = followed!(9293, "3.10.7.2", "second");
/// LISTEN: check for a SYN.
pub const LISTEN_SYN: Why = followed!(9293, "3.10.7.2", "third");
/// LISTEN: anything else.
pub const LISTEN_OTHER: Why = followed!(9293, "3.10.7.2", "fourth");
/// SYN-SENT: check the ACK bit.
pub const SYN_SENT_ACK: Why = followed!(9293, "3.10.7.3", "first");
/// SYN-SENT: check the RST bit.
pub const SYN_SENT_RST: Why = followed!(9293, "3.10.7.3", "second");
/// SYN-SENT: check the SYN bit.
pub const SYN_SENT_SYN: Why = followed!(9293, "3.10.7.3", "fourth");
/// SYN-SENT: neither SYN nor RST.
pub const SYN_SENT_OTHER: Why = followed!(9293, "3.10.7.3", "fifth");
/// Synchronized states: check the sequence number.
pub const SEQUENCE_CHECK: Why = followed!(9293, "3.10.7.4", "first");
/// Synchronized states: check the RST bit.
pub const RST_CHECK: Why = followed!(9293, "3.10.7.4", "second");
/// Synchronized states: check the SYN bit.
pub const SYN_CHECK: Why = followed!(9293, "3.10.7.4", "fourth");
/// Synchronized states: check the ACK field.
pub const ACK_CHECK: Why = followed!(9293, "3.10.7.4", "fifth");
/// Synchronized states: check the URG bit.
pub const URG_CHECK: Why = followed!(9293, "3.10.7.4", "sixth");
/// Synchronized states: process the segment text.
pub const TEXT: Why = followed!(9293, "3.10.7.4", "seventh");
/// Synchronized states: check the FIN bit.
pub const FIN_CHECK: Why = followed!(9293, "3.10.7.4", "eighth");
/// The user timeout expires.
pub const USER_TIMEOUT: Why = followed!(9293, "3.10.8", "USER TIMEOUT");
/// The retransmission timeout expires.
pub const RETRANSMISSION_TIMEOUT: Why = followed!(9293, "3.10.8", "RETRANSMISSION TIMEOUT");
/// The TIME-WAIT timeout expires.
pub const TIME_WAIT_TIMEOUT: Why = followed!(9293, "3.10.8", "TIME-WAIT TIMEOUT");
/// TIME-WAIT lasts two maximum segment lifetimes.
pub const TIME_WAIT_2MSL: Why = followed!(9293, "3.6.1", "MUST-13");
/// Managing the retransmission timer.
pub const RTO: Why = followed!(6298, "5", "");
/// When to give up: the threshold R2.
pub const R2: Why = followed!(9293, "3.8.3", "R2");
/// Probing a zero window.
pub const PERSIST: Why = followed!(9293, "3.8.6.1", "MUST-36");
/// When a receiver tells of more window.
pub const WINDOW_UPDATE: Why = followed!(9293, "3.8.6.2.2", "");
/// Initial sequence numbers come from a clock.
pub const ISN_CLOCK: Why = followed!(9293, "3.4.1", "MUST-8");
/// An ACK is never acknowledged.
pub const NO_ACK_OF_ACK: Why = followed!(9293, "3.5", "");
/// Challenge ACK for a RST in the window that is not exact.
pub const CHALLENGE_RST: Why = followed!(5961, "3.2", "");
/// Challenge ACK for a SYN in a synchronized state.
pub const CHALLENGE_SYN: Why = followed!(5961, "4.2", "");
/// Acknowledgments that are too old.
pub const ACK_RANGE: Why = followed!(5961, "5.2", "");
/// Simultaneous open.
pub const SIMULTANEOUS_OPEN: Why = followed!(9293, "3.5", "Figure 7");
/// The MSS option, and how long a segment may be.
pub const MSS: Why = followed!(9293, "3.7.1", "MUST-14");
/// Small text waits while text is not acknowledged (Nagle).
pub const NAGLE: Why = followed!(9293, "3.7.4", "");
/// When a sender sends less than a full segment.
pub const SILLY_WINDOW: Why = followed!(9293, "3.8.6.2.1", "");
/// An acknowledgment waits for something to ride on.
pub const DELAYED_ACK: Why = followed!(9293, "3.8.6.3", "");
/// Asking an idle peer whether it is there.
pub const KEEP_ALIVE: Why = followed!(9293, "3.8.4", "");
/// When to tell the user of a delivery problem: the threshold R1.
pub const R1: Why = followed!(9293, "3.8.3", "R1");
/// The network reports trouble that may pass.
pub const ICMP_SOFT: Why = followed!(9293, "3.9.2.2", "MUST-56");
/// The network reports that the peer cannot be reached.
pub const ICMP_HARD: Why = followed!(9293, "3.9.2.2", "SHLD-26");
/// Urgent data.
pub const URGENT: Why = followed!(9293, "3.8.5", "");
/// A half-open connection: one end has lost its memory.
pub const HALF_OPEN: Why = followed!(9293, "3.5.1", "");
/// CLOSE with text unread, or text after a CLOSE both ways.
pub const HALF_DUPLEX_CLOSE: Why = followed!(9293, "3.6.1", "SHLD-3");
/// A SYN may begin a new incarnation out of TIME-WAIT.
pub const TIME_WAIT_REUSE: Why = followed!(9293, "3.6.1", "MAY-2");
/// The same with timestamps.
pub const TIME_WAIT_TIMESTAMPS: Why = followed!(6191, "2", "");
/// TIME-WAIT ignores a RST.
pub const IGNORE_RESET: Why = followed!(1337, "3", "F1");
/// Slow start and congestion avoidance.
pub const CONGESTION: Why = followed!(5681, "3.1", "");
/// Fast retransmit and fast recovery.
pub const FAST_RETRANSMIT: Why = followed!(5681, "3.2", "");
/// Window scale.
pub const WINDOW_SCALE: Why = followed!(7323, "2.2", "");
/// Timestamps.
pub const TIMESTAMPS: Why = followed!(7323, "3.2", "");
/// Protection against wrapped sequence numbers.
pub const PAWS: Why = followed!(7323, "5.3", "R1");
/// Fast open: what a server does with a SYN that carries text.
pub const FAST_OPEN: Why = followed!(7413, "4.2.2", "");
/// SYN cookies.
pub const SYN_COOKIES: Why = followed!(4987, "3.6", "");
/// The SYN queue.
pub const SYN_QUEUE: Why = followed!(4987, "2.2", "");
/// How many challenge ACKs are sent.
pub const CHALLENGE_THROTTLE: Why = followed!(5961, "7", "");
/// The accept queue.
pub const ACCEPT_QUEUE: Why = followed!(0, "tcp_abort_on_overflow", "");
/// How long an orphaned FIN-WAIT-2 lasts.
pub const FIN_WAIT_2: Why = followed!(0, "tcp_fin_timeout", "");
/// An active OPEN may leave TIME-WAIT.
pub const TW_REUSE: Why = followed!(0, "tcp_tw_reuse", "");
/// A SYN,ACK again for a SYN again.
pub const DUPLICATE_SYN: Why = followed!(0, "duplicate SYN in SYN-RECEIVED", "");

macro_rules! deviations {
    ($($(#[$doc:meta])* $name:ident: $knob:literal breaks $why:ident;)*) => {$(
        $(#[$doc])*
        pub static $name: Deviation = Deviation { knob: $knob, breaks: $why.clause };
    )*};
}

deviations! {
    /// The server is ESTABLISHED on the SYN.
    TWO_WAY_SERVER: "two-way" breaks LISTEN_SYN;
    /// The client sends no third segment.
    TWO_WAY_CLIENT: "two-way" breaks SYN_SENT_SYN;
    /// The server's ACK and SYN go apart.
    FOUR_WAY_SERVER: "four-way" breaks LISTEN_SYN;
    /// The client lets a bare ACK count.
    FOUR_WAY_CLIENT: "four-way" breaks SYN_SENT_OTHER;
    /// An ACK is acknowledged.
    ACK_OF_ACK: "four-way-ack-of-ack" breaks NO_ACK_OF_ACK;
    /// Every incarnation begins with the same number.
    ISN_FIXED: "isn=fixed" breaks ISN_CLOCK;
    /// TIME-WAIT lasts one MSL.
    TIME_WAIT_1MSL: "time_wait=1msl" breaks TIME_WAIT_2MSL;
    /// TIME-WAIT does not last.
    TIME_WAIT_0: "time_wait=0" breaks TIME_WAIT_2MSL;
}
