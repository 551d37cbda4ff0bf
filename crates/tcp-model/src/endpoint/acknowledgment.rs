//! The fifth check of RFC 9293 §3.10.7.4: what a segment acknowledges, and the window it brings.

use super::agreement::ts_clock;
use super::arrives::ruling;
use super::synchronized::Check;
use super::{Endpoint, Step, send_reset_to};
use crate::clause;
use crate::congestion::Repair;
use crate::knobs::Handshake;
use crate::options::Timestamps;
use crate::segment::{Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::Duration;
use crate::verdict::Verdict;
use std::ops::ControlFlow::{Break, Continue};

impl Endpoint {
    /// Fifth: check the ACK field.
    pub(super) fn check_ack(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        let why = clause::ACK_CHECK;
        let Some(ack) = segment.acknowledgment() else {
            return Break(ruling(Verdict::NoAck, why));
        };
        let opens = self.state == State::SynReceived;
        if opens {
            self.check_ack_of_syn(segment, ack, step)?;
        } else {
            self.check_ack_range(ack, step)?;
        }
        let again = !opens && self.is_duplicate(segment, ack);
        let news = self.advance_una(ack, segment, step);
        if opens {
            self.set_window(segment);
            self.open(segment, step);
        } else {
            self.update_window(segment, ack);
        }
        if again {
            self.count_duplicate(step);
        }
        self.send_on_acknowledgment(news, step);
        match self.state {
            // With the peer's FIN in the same segment FIN-WAIT-1 goes straight on to TIME-WAIT
            // (§3.3.2, note 2), by the eighth check.
            State::FinWait1 if self.fin_is_acknowledged() && !self.brings_fin(segment) => {
                self.enter(State::FinWait2, why, step);
            }
            State::Closing if self.fin_is_acknowledged() => self.enter_time_wait(why, step),
            State::LastAck if self.fin_is_acknowledged() => {
                self.delete(why, step);
                return Break(ruling(Verdict::FinAcknowledged, why));
            }
            _ => {}
        }
        Continue(())
    }

    /// SYN-RECEIVED: SND.UNA < SEG.ACK =< SND.NXT opens the connection. An acknowledgment of
    /// anything else draws `<SEQ=SEG.ACK><CTL=RST>`: RFC 9293 prints the range check of RFC
    /// 5961 before this rule, which would then never be reached for an old one (§3.5.2, 2).
    fn check_ack_of_syn(&mut self, segment: &Segment, ack: SeqNum, step: &mut Step<'_>) -> Check {
        let why = clause::ACK_CHECK;
        let snd = &self.tcb.snd;
        if !(snd.una.before(ack) && ack.at_or_before(snd.nxt)) {
            send_reset_to(segment, why, step);
            return Break(ruling(Verdict::UnacceptableAck, why));
        }
        Continue(())
    }

    /// SYN-RECEIVED becomes ESTABLISHED; on a SYN,ACK only because Figure 7 has it so.
    fn open(&mut self, segment: &Segment, step: &mut Step<'_>) {
        let figure_7 = segment.has(SegmentFlags::SYN);
        let why = if figure_7 { clause::SIMULTANEOUS_OPEN } else { clause::ACK_CHECK };
        self.enter(State::Established, why, step);
        if self.tcb.queue.fin().is_some() {
            // A CLOSE that was queued in SYN-RECEIVED.
            self.enter(State::FinWait1, clause::CLOSE, step);
        }
        self.tell_urgent(step);
        if self.knobs.handshake == Handshake::FourWayAckOfAck && self.tcb.passive {
            // Deviation: an ACK occupies no number, so there is nothing to acknowledge.
            self.send_ack(clause::NO_ACK_OF_ACK.deviating(&clause::ACK_OF_ACK), step);
        }
    }

    /// RFC 5961 §5.2: SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT. Without it (RFC 793) only
    /// the upper bound holds.
    fn check_ack_range(&mut self, ack: SeqNum, step: &mut Step<'_>) -> Check {
        let snd = &self.tcb.snd;
        let too_old = self.knobs.rfc5961 && ack.before(snd.una - snd.max_wnd);
        if !too_old && ack.at_or_before(snd.nxt) {
            return Continue(());
        }
        if self.knobs.rfc5961 {
            let why = if too_old { clause::ACK_RANGE } else { clause::ACK_CHECK };
            return self.challenge(Verdict::AckOutOfRange, why, step);
        }
        self.send_ack(clause::ACK_CHECK, step);
        Break(ruling(Verdict::AckOutOfRange, clause::ACK_CHECK))
    }

    /// RFC 5681 §2: a duplicate acknowledgment. Something is outstanding, the segment carries
    /// nothing, acknowledges what was acknowledged and announces the same window. The answers to
    /// zero-window probes are none: what they do not acknowledge was not lost.
    fn is_duplicate(&self, segment: &Segment, ack: SeqNum) -> bool {
        let snd = &self.tcb.snd;
        self.knobs.congestion_control
            && snd.una != snd.nxt
            && snd.wnd > 0
            && segment.seg_len() == 0
            && ack == snd.una
            && self.window_of(segment) == snd.wnd
    }

    /// RFC 5681 §3.2: the third duplicate ACK sends what is missing without waiting for the
    /// retransmission timer.
    fn count_duplicate(&mut self, step: &mut Step<'_>) {
        let smss = self.eff_snd_mss();
        if self.tcb.congestion.duplicate(self.tcb.snd.una, self.tcb.snd.nxt, smss) {
            self.retransmit(clause::FAST_RETRANSMIT, step);
        }
    }

    /// "If SND.UNA < SEG.ACK =< SND.NXT, then set SND.UNA <- SEG.ACK. Any segments on the
    /// retransmission queue that are thereby entirely acknowledged are removed." Says whether it
    /// was so.
    pub(super) fn advance_una(
        &mut self,
        ack: SeqNum,
        segment: &Segment,
        step: &mut Step<'_>,
    ) -> bool {
        let snd = &mut self.tcb.snd;
        if !(snd.una.before(ack) && ack.at_or_before(snd.nxt)) {
            return false;
        }
        let was_syn = snd.una == snd.iss;
        let octets = ack.since(snd.una);
        snd.una = ack;
        snd.up = snd.up.filter(|up| ack.before(*up));
        self.tcb.queue.acknowledge(ack);
        match segment.options.timestamps {
            // RFC 7323 §4.1: with timestamps every acknowledgment of new data is a measurement.
            Some(Timestamps { tsecr, .. }) if self.tcb.agreed.recent().is_some() => {
                let millis = ts_clock(step.now).wrapping_sub(tsecr);
                self.tcb.rto.timed(Duration::from_millis(millis.into()));
            }
            _ => self.tcb.rto.acknowledged(ack, step.now),
        }
        // RFC 5681 §3.1: the acknowledgment of a SYN "MUST NOT increase the size" of the window.
        if !was_syn {
            self.advance_congestion(octets, ack, step);
        }
        if was_syn && self.tcb.retransmissions > 0 {
            self.tcb.rto.begin_after_lost_syn();
        }
        self.tcb.retransmissions = 0;
        true
    }

    /// What was acknowledged opens the congestion window, and may show that the next segment is
    /// missing too.
    fn advance_congestion(&mut self, octets: u32, una: SeqNum, step: &mut Step<'_>) {
        let smss = self.eff_snd_mss();
        let repair = self.tcb.congestion.acknowledged(octets, una, smss);
        if repair == Repair::Next && una != self.tcb.snd.nxt && self.tcb.snd.wnd > 0 {
            self.retransmit(clause::FAST_RETRANSMIT, step);
        }
    }

    /// "If SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK), set SND.WND to
    /// SEG.WND": an old segment must not bring back an old window.
    fn update_window(&mut self, segment: &Segment, ack: SeqNum) {
        let snd = &self.tcb.snd;
        let newer =
            snd.wl1.before(segment.seq) || (snd.wl1 == segment.seq && snd.wl2.at_or_before(ack));
        if snd.una.at_or_before(ack) && newer {
            self.set_window(segment);
        }
    }

    pub(super) fn set_window(&mut self, segment: &Segment) {
        let wnd = self.window_of(segment);
        let snd = &mut self.tcb.snd;
        snd.wnd = wnd;
        snd.max_wnd = snd.max_wnd.max(snd.wnd);
        snd.wl1 = segment.seq;
        snd.wl2 = segment.acknowledgment().unwrap_or(snd.iss);
    }
}
