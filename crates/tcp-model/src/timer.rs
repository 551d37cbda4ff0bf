//! The timers of a connection.

use std::fmt;

/// A timer of a connection.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
}

impl Timer {
    /// Every timer.
    pub const ALL: [Timer; 6] = [
        Timer::Rto,
        Timer::R2,
        Timer::SynAckGiveUp,
        Timer::Persist,
        Timer::UserTimeout,
        Timer::TimeWait,
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
pub(crate) struct TimerSet(u8);

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
