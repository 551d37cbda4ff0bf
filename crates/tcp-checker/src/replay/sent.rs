//! What the network does to a segment and its copies.

use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host;
use tcp_model::time::{Duration, Instant};

/// A segment that an end has sent, and what becomes of it and its copies.
pub(super) struct Sent {
    /// Its sender.
    pub(super) from: Host,
    /// Which of those of its sender, from 1.
    pub(super) nth: u32,
    /// When.
    pub(super) at: Instant,
    /// How those of it that have left the network did so: a copy that arrives is delayed, too.
    pub(super) ends: Vec<Fate>,
    /// How many of it are still in the network.
    pub(super) travelling: usize,
}

impl Sent {
    /// One of it leaves the network.
    pub(super) fn end(&mut self, fate: Fate) {
        self.ends.push(fate);
        self.travelling = self.travelling.saturating_sub(1);
    }

    /// What makes the network do so. The segment and its copies are interchangeable, but only the
    /// segment itself can be lost.
    pub(super) fn faults(&self, late: Duration) -> Vec<Fault> {
        let held_up = std::iter::repeat_n(Fate::Delay(late), self.travelling);
        let mut fates: Vec<Fate> = self.ends.iter().copied().chain(held_up).collect();
        fates.sort_by_key(|fate| *fate != Fate::Lose);
        let pattern = SegmentPattern {
            from: Some(self.from),
            nth: Some(self.nth),
            ..SegmentPattern::default()
        };
        let fault = |(place, fate): (usize, &Fate)| {
            let fate = match fate {
                Fate::Delay(length) if place > 0 => Fate::Copy(*length),
                other => *other,
            };
            Fault { segment: pattern, fate }
        };
        fates.iter().enumerate().map(fault).collect()
    }
}
