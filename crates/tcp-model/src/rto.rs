//! The retransmission timeout (RFC 6298).

use crate::seq::SeqNum;
use crate::time::{Duration, Instant};

/// RFC 6298 §2.5: a maximum may be placed on the timeout, if it is at least 60 seconds.
const MAX_RTO: Duration = Duration::from_secs(60);

/// Smoothed round-trip time, its variation, and the timeout computed from them.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct RetransmissionTimeout {
    /// SRTT and RTTVAR, once there has been a measurement.
    smoothed: Option<(Duration, Duration)>,
    /// The current timeout, backed off as need be.
    rto: Duration,
    /// The first timeout.
    first: Duration,
    /// The smallest.
    floor: Duration,
    /// The segment being timed: the number whose acknowledgment ends the measurement, and when
    /// it was sent.
    timing: Option<(SeqNum, Instant)>,
}

impl RetransmissionTimeout {
    pub(crate) fn new(first: Duration, floor: Duration) -> RetransmissionTimeout {
        RetransmissionTimeout { smoothed: None, rto: first, first, floor, timing: None }
    }

    pub(crate) fn current(&self) -> Duration {
        self.rto
    }

    /// A new segment whose last number comes before `end` has been sent.
    pub(crate) fn sent(&mut self, end: SeqNum, now: Instant) {
        self.timing.get_or_insert((end, now));
    }

    /// RFC 6298 §3 (Karn's algorithm): a retransmitted segment is not measured.
    pub(crate) fn retransmitted(&mut self) {
        self.timing = None;
    }

    /// SND.UNA has advanced to `una`.
    pub(crate) fn acknowledged(&mut self, una: SeqNum, now: Instant) {
        if let Some((end, sent)) = self.timing
            && end.at_or_before(una)
        {
            self.timing = None;
            self.measured(now.since(sent));
        }
    }

    /// A timestamp has come back after so long (RFC 7323 §4.1).
    pub(crate) fn timed(&mut self, rtt: Duration) {
        self.timing = None;
        self.measured(rtt);
    }

    /// RFC 6298 §2.2, §2.3, §2.4: alpha is 1/8, beta 1/4, K 4.
    fn measured(&mut self, rtt: Duration) {
        let (srtt, rttvar) = match self.smoothed {
            None => (rtt, rtt.scaled(1, 2)),
            Some((srtt, rttvar)) => {
                let off = srtt.max(rtt) - srtt.min(rtt);
                (srtt.scaled(7, 8) + rtt.scaled(1, 8), rttvar.scaled(3, 4) + off.scaled(1, 4))
            }
        };
        self.smoothed = Some((srtt, rttvar));
        self.rto = (srtt + rttvar * 4).clamp(self.floor, self.ceiling());
    }

    /// RFC 6298 §5.5: back off the timer.
    pub(crate) fn back_off(&mut self) {
        self.rto = (self.rto * 2).min(self.ceiling());
    }

    /// The timeout as it would be after so many times more. Probes wait for it: what the peer
    /// has no room for says nothing about the network.
    pub(crate) fn backed_off(&self, times: u8) -> Duration {
        (self.rto * 2u64.saturating_pow(times.into())).min(self.ceiling())
    }

    /// What is being timed was sent so much earlier.
    pub(crate) fn age(&mut self, length: Duration) {
        if let Some((_, sent)) = &mut self.timing {
            *sent = *sent - length;
        }
    }

    fn ceiling(&self) -> Duration {
        MAX_RTO.max(self.first).max(self.floor)
    }

    /// RFC 6298 §5.7: after the SYN has timed out, data begins with a timeout of 3 seconds. It
    /// scales with a first timeout that a scenario has shortened.
    pub(crate) fn begin_after_lost_syn(&mut self) {
        self.rto = self.first * 3;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(rtts: &[u64]) -> RetransmissionTimeout {
        let mut rto = RetransmissionTimeout::new(Duration::from_secs(1), Duration::from_secs(1));
        rtts.iter().for_each(|rtt| rto.measured(Duration::from_millis(*rtt)));
        rto
    }

    #[test]
    fn the_first_measurement_sets_srtt_and_half_of_it_as_variation() {
        // RFC 6298 §2.2: RTO = R + 4 * R/2 = 3R.
        assert_eq!(measured(&[500]).current(), Duration::from_millis(1500));
    }

    #[test]
    fn it_is_never_below_its_floor() {
        assert_eq!(measured(&[80]).current(), Duration::from_secs(1));
    }

    #[test]
    fn a_steady_round_trip_narrows_the_variation() {
        // RFC 6298 §2.3: RTTVAR = 3/4 * 250 + 1/4 * 0 = 187.5; RTO = 500 + 750.
        assert_eq!(measured(&[500, 500]).current(), Duration::from_millis(1250));
    }

    #[test]
    fn a_round_trip_that_is_shorter_or_longer_widens_the_variation() {
        // RFC 6298 §2.3: RTTVAR = 3/4 * 250 + 1/4 * 400 = 287.5; SRTT = 7/8 * 500 + 1/8 * R'.
        assert_eq!(measured(&[500, 100]).current(), Duration::from_micros(450_000 + 1_150_000));
        assert_eq!(measured(&[500, 900]).current(), Duration::from_micros(550_000 + 1_150_000));
    }

    #[test]
    fn backing_off_doubles_up_to_a_minute() {
        let mut rto = measured(&[]);
        let mut seen = vec![];
        for _ in 0..8 {
            rto.back_off();
            seen.push(rto.current().as_micros() / 1_000_000);
        }
        assert_eq!(seen, [2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn a_retransmitted_segment_is_not_measured() {
        let mut rto = measured(&[]);
        rto.sent(SeqNum(10), Instant::ZERO);
        rto.retransmitted();
        rto.acknowledged(SeqNum(10), Instant::from_micros(5_000_000));
        assert_eq!(rto.current(), Duration::from_secs(1));
    }
}
