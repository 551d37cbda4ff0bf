//! Why: the RFC paragraph that asks for what the engine does, as data.

use std::fmt;

/// A place in an RFC, shown as `RFC 9293 3.10.7.4, fifth`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Clause {
    /// Number of the RFC.
    pub rfc: u16,
    /// Section, as printed in the RFC.
    pub section: &'static str,
    /// Step, requirement or figure within the section; empty for the section as a whole.
    pub detail: &'static str,
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RFC {} {}", self.rfc, self.section)?;
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
    pub deviation: Option<Deviation>,
}

impl Why {
    /// The clause is followed.
    pub const fn following(clause: &'static Clause) -> Why {
        Why { clause, deviation: None }
    }

    /// What a wrong protocol does where the clause rules.
    pub const fn deviating(self, knob: &'static str) -> Why {
        Why { deviation: Some(Deviation { knob, breaks: self.clause }), ..self }
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
