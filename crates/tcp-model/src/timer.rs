//! The timers of a connection.

use std::fmt;

/// A timer of a connection.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "SCREAMING-KEBAB-CASE"))]
pub enum Timer {
    /// The retransmission timeout (RFC 6298).
    Rto,
    /// The last wait after as many retransmissions as R2 allows (RFC 9293 §3.8.3).
    R2,
    /// The same for the SYN,ACK of a passive OPEN: what follows is LISTEN.
    #[cfg_attr(feature = "serde", serde(rename = "SYNACK-GIVEUP"))]
    SynAckGiveUp,
    /// Probing a zero window (RFC 9293 §3.8.6.1).
    Persist,
    /// The user timeout (RFC 9293 §3.10.8).
    UserTimeout,
    /// The TIME-WAIT timeout (RFC 9293 §3.10.8).
    TimeWait,
    /// The connection has been idle for long, or a keep-alive probe is not answered (RFC 9293
    /// §3.8.4).
    #[cfg_attr(feature = "serde", serde(rename = "KEEPALIVE"))]
    KeepAlive,
    /// The last wait for an answer to a keep-alive probe.
    #[cfg_attr(feature = "serde", serde(rename = "KEEPALIVE-GIVEUP"))]
    KeepAliveGiveUp,
    /// An acknowledgment waits for something to ride on (RFC 9293 §3.8.6.3).
    #[cfg_attr(feature = "serde", serde(rename = "DELACK"))]
    DelayedAck,
    /// FIN-WAIT-2 has waited long enough for the peer's FIN: Linux, not the RFC.
    #[cfg_attr(feature = "serde", serde(rename = "FIN-WAIT-2"))]
    FinWait2,
    /// Text too short to be sent at once has waited long enough (RFC 9293 §3.8.6.2.1).
    Override,
}

impl Timer {
    /// Every timer.
    pub const ALL: [Timer; 11] = [
        Timer::Rto,
        Timer::R2,
        Timer::SynAckGiveUp,
        Timer::Persist,
        Timer::UserTimeout,
        Timer::TimeWait,
        Timer::KeepAlive,
        Timer::KeepAliveGiveUp,
        Timer::DelayedAck,
        Timer::FinWait2,
        Timer::Override,
    ];

    /// As traces and tables write it.
    pub const fn name(self) -> &'static str {
        match self {
            Timer::Rto => "RTO",
            Timer::R2 => "R2",
            Timer::SynAckGiveUp => "SYNACK-GIVEUP",
            Timer::Persist => "PERSIST",
            Timer::UserTimeout => "USER-TIMEOUT",
            Timer::TimeWait => "TIME-WAIT",
            Timer::KeepAlive => "KEEPALIVE",
            Timer::KeepAliveGiveUp => "KEEPALIVE-GIVEUP",
            Timer::DelayedAck => "DELACK",
            Timer::FinWait2 => "FIN-WAIT-2",
            Timer::Override => "OVERRIDE",
        }
    }
}

impl fmt::Display for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which timers run; when each expires is the simulator's to know.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct TimerSet(u16);

impl TimerSet {
    pub(crate) const fn contains(self, timer: Timer) -> bool {
        self.0 & (1 << timer as u8) != 0
    }

    pub(crate) fn insert(&mut self, timer: Timer) {
        self.0 |= 1 << timer as u8;
    }

    pub(crate) fn remove(&mut self, timer: Timer) {
        self.0 &= !(1 << timer as u8);
    }
}
