//! Congestion control (RFC 5681; RFC 9293 §3.8.2, MUST-19): slow start, congestion avoidance,
//! fast retransmit and fast recovery, with the limited transmit of RFC 3042.

use crate::seq::SeqNum;

/// How many duplicate ACKs mean a loss (RFC 5681 §3.2).
const DUPLICATES: u8 = 3;

/// The congestion variables of a connection (RFC 5681 §2). Everything is in octets.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Congestion {
    /// cwnd: how much may be in flight for the network's sake.
    cwnd: u32,
    /// ssthresh: below it slow start, above it congestion avoidance.
    ssthresh: u32,
    duplicates: u8,
    /// SND.NXT when the first of these duplicates came.
    sent_before: SeqNum,
    /// A loss is being repaired up to here, which is what had been sent when it was noticed.
    recover: Option<SeqNum>,
}

/// What an acknowledgment means for the repair of a loss.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Repair {
    /// Nothing is to be sent again.
    None,
    /// What is now first in the retransmission queue is missing too.
    Next,
}

impl Default for Congestion {
    fn default() -> Congestion {
        Congestion {
            cwnd: u32::MAX,
            ssthresh: u32::MAX,
            duplicates: 0,
            sent_before: SeqNum::default(),
            recover: None,
        }
    }
}

impl Congestion {
    /// RFC 5681 §3.1, the initial window: 4, 3 or 2 segments of at most SMSS octets, depending
    /// on SMSS, and one where a SYN or SYN,ACK was lost.
    pub(crate) fn begin(&mut self, smss: u32, segments: Option<u8>, syn_was_lost: bool) {
        let usual = match smss {
            0..=1095 => 4,
            1096..=2190 => 3,
            _ => 2,
        };
        let segments = segments.map_or(usual, u32::from);
        *self = Congestion { cwnd: if syn_was_lost { smss } else { segments * smss }, ..*self };
    }

    /// RFC 5681 §4.1: after an idle time longer than the retransmission timeout the window is no
    /// larger than at the beginning.
    pub(crate) fn restart(&mut self, smss: u32, segments: Option<u8>) {
        let mut fresh = Congestion::default();
        fresh.begin(smss, segments, false);
        self.cwnd = self.cwnd.min(fresh.cwnd);
    }

    /// cwnd.
    pub(crate) const fn cwnd(&self) -> u32 {
        self.cwnd
    }

    /// How much may be in flight now: on the first two duplicate ACKs two segments more (RFC
    /// 3042, RFC 5681 §3.2, step 1).
    pub(crate) fn window(&self, smss: u32) -> u32 {
        let limited = if self.recover.is_none() { self.duplicates.min(2) } else { 0 };
        self.cwnd.saturating_add(u32::from(limited) * smss)
    }

    /// An acknowledgment of `octets` that were outstanding, up to `una`.
    pub(crate) fn acknowledged(&mut self, octets: u32, una: SeqNum, smss: u32) -> Repair {
        let recovering_fast = self.duplicates >= DUPLICATES;
        if let Some(recover) = self.recover {
            if una.before(recover) {
                // What was sent before the loss was noticed is not all there.
                if recovering_fast {
                    // RFC 6582 §3.2, step 3: deflate by what has left, less the segment that is
                    // sent again for it.
                    let left = octets.saturating_sub(if octets >= smss { smss } else { 0 });
                    self.cwnd = self.cwnd.saturating_sub(left);
                } else {
                    self.grow(octets, smss);
                }
                return Repair::Next;
            }
            self.recover = None;
            if recovering_fast {
                // RFC 5681 §3.2, step 6: deflate the window.
                (self.cwnd, self.duplicates) = (self.ssthresh, 0);
                return Repair::None;
            }
        }
        self.duplicates = 0;
        self.grow(octets, smss);
        Repair::None
    }

    /// RFC 5681 §3.1, equations 2 and 3.
    fn grow(&mut self, octets: u32, smss: u32) {
        let more = if self.cwnd < self.ssthresh {
            octets.min(smss)
        } else {
            (u64::from(smss) * u64::from(smss) / u64::from(self.cwnd.max(1))).max(1) as u32
        };
        self.cwnd = self.cwnd.saturating_add(more);
    }

    /// A duplicate ACK of `una` while all up to `nxt` is outstanding. Says whether it is the
    /// third, upon which the first unacknowledged segment is sent again.
    pub(crate) fn duplicate(&mut self, una: SeqNum, nxt: SeqNum, smss: u32) -> bool {
        if self.recover.is_some() && self.duplicates < DUPLICATES {
            // The loss is being repaired after a timeout: these tell nothing new.
            return false;
        }
        if self.duplicates == 0 {
            self.sent_before = nxt;
        }
        self.duplicates = self.duplicates.saturating_add(1);
        if self.duplicates > DUPLICATES {
            // Step 4: one more segment has left the network.
            self.cwnd = self.cwnd.saturating_add(smss);
            return false;
        }
        if self.duplicates < DUPLICATES {
            return false;
        }
        // "Additional data sent in limited transmit MUST NOT be included in this calculation."
        self.halve(self.sent_before.since(una), smss);
        self.cwnd = self.ssthresh.saturating_add(u32::from(DUPLICATES) * smss);
        self.recover = Some(nxt);
        true
    }

    /// The retransmission timer has expired, for the first time for this segment or again (RFC
    /// 5681 §3.1, equation 4): the loss window is one segment.
    pub(crate) fn timed_out(&mut self, flight: u32, nxt: SeqNum, smss: u32, again: bool) {
        if !again {
            self.halve(flight, smss);
        }
        (self.cwnd, self.duplicates, self.recover) = (smss, 0, Some(nxt));
    }

    fn halve(&mut self, flight: u32, smss: u32) {
        self.ssthresh = (flight / 2).max(2 * smss);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMSS: u32 = 1000;

    fn begun() -> Congestion {
        let mut congestion = Congestion::default();
        congestion.begin(SMSS, None, false);
        congestion
    }

    #[test]
    fn the_initial_window_depends_on_the_size_of_a_segment() {
        for (smss, segments) in [(536, 4), (1095, 4), (1096, 3), (2190, 3), (2191, 2)] {
            let mut congestion = Congestion::default();
            congestion.begin(smss, None, false);
            assert_eq!(congestion.cwnd(), segments * smss, "RFC 5681 3.1 for {smss}");
        }
        let mut congestion = Congestion::default();
        congestion.begin(SMSS, Some(10), true);
        assert_eq!(congestion.cwnd(), SMSS, "a SYN was lost");
    }

    #[test]
    fn slow_start_adds_what_is_acknowledged_but_a_segment_at_most() {
        let mut congestion = begun();
        congestion.acknowledged(300, SeqNum(300), SMSS);
        assert_eq!(congestion.cwnd(), 4300);
        congestion.acknowledged(5000, SeqNum(5300), SMSS);
        assert_eq!(congestion.cwnd(), 5300);
    }

    #[test]
    fn congestion_avoidance_adds_about_a_segment_in_a_round_trip() {
        let mut congestion = Congestion { ssthresh: 4000, ..begun() };
        congestion.acknowledged(1000, SeqNum(1000), SMSS);
        assert_eq!(congestion.cwnd(), 4250);
    }

    #[test]
    fn the_third_duplicate_ack_sends_again_and_halves() {
        let mut congestion = begun();
        let (una, nxt) = (SeqNum(0), SeqNum(8000));
        assert!(!congestion.duplicate(una, nxt, SMSS));
        assert_eq!(congestion.window(SMSS), 5000, "limited transmit");
        let nxt = nxt + 2 * SMSS;
        assert!(!congestion.duplicate(una, nxt, SMSS));
        assert!(congestion.duplicate(una, nxt, SMSS));
        assert_eq!((congestion.ssthresh, congestion.cwnd()), (4000, 7000));
        assert!(!congestion.duplicate(una, nxt, SMSS));
        assert_eq!(congestion.cwnd(), 8000, "one more has left the network");
        assert_eq!(congestion.acknowledged(1000, SeqNum(1000), SMSS), Repair::Next);
        assert_eq!(congestion.acknowledged(7000, nxt, SMSS), Repair::None);
        assert_eq!(congestion.cwnd(), 4000, "deflated");
    }

    #[test]
    fn a_partial_acknowledgment_deflates_by_what_has_left_and_adds_a_segment_back() {
        // RFC 6582 §3.2, step 3: "If the partial ACK acknowledges at least one SMSS of new data,
        // then add back SMSS bytes".
        let mut congestion = begun();
        let nxt = SeqNum(8000);
        let third = [(); 3].map(|()| congestion.duplicate(SeqNum(0), nxt, SMSS));
        assert_eq!(third, [false, false, true]);
        assert_eq!(congestion.cwnd(), 7000);
        for (octets, una, cwnd) in [(1000, 1000, 7000), (999, 1999, 6001), (2500, 4499, 4501)] {
            assert_eq!(congestion.acknowledged(octets, SeqNum(una), SMSS), Repair::Next);
            assert_eq!(congestion.cwnd(), cwnd, "after {una}");
        }
    }

    #[test]
    fn ssthresh_is_never_below_two_segments() {
        // RFC 5681 §3.1, equation 4.
        for (flight, ssthresh) in [(10, 2000), (4000, 2000), (4002, 2001)] {
            let mut congestion = begun();
            congestion.timed_out(flight, SeqNum(flight), SMSS, false);
            assert_eq!(congestion.ssthresh, ssthresh, "{flight} in flight");
        }
    }

    #[test]
    fn a_timeout_begins_again_with_one_segment_and_halves_once() {
        let mut congestion = begun();
        congestion.timed_out(8000, SeqNum(8000), SMSS, false);
        assert_eq!((congestion.ssthresh, congestion.cwnd()), (4000, SMSS));
        congestion.timed_out(1000, SeqNum(8000), SMSS, true);
        assert_eq!(congestion.ssthresh, 4000);
        assert!(!congestion.duplicate(SeqNum(0), SeqNum(8000), SMSS));
        assert_eq!(congestion.acknowledged(1000, SeqNum(1000), SMSS), Repair::Next);
        assert_eq!(congestion.cwnd(), 2 * SMSS);
    }

    #[test]
    fn idleness_shrinks_the_window_to_the_initial_one() {
        let mut congestion = Congestion { cwnd: 50_000, ..begun() };
        congestion.restart(SMSS, None);
        assert_eq!(congestion.cwnd(), 4000);
    }
}
