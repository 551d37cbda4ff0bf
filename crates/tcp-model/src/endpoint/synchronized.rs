//! SEGMENT ARRIVES in SYN-RECEIVED and all later states (RFC 9293 §3.10.7.4): eight checks in
//! the RFC's order. Each either lets the segment go on to the next or rules on it.

use super::arrives::ruling;
use super::{Endpoint, Output, Signal, Step, send_reset_to};
use crate::clause::{self, Clause, Why};
use crate::knobs::Handshake;
use crate::segment::{Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::verdict::{Ruling, Verdict};
use std::ops::ControlFlow::{self, Break, Continue};

/// What a check decides: the segment goes on, or this became of it.
type Check = ControlFlow<Ruling>;

impl Endpoint {
    pub(super) fn arrives_synchronized(
        &mut self,
        segment: &Segment,
        step: &mut Step<'_>,
    ) -> Ruling {
        let verdict = if self.is_news(segment) { Verdict::Accepted } else { Verdict::DuplicateAck };
        match self.eight_checks(segment, step) {
            Break(ruling) => ruling,
            Continue(()) => ruling(verdict, decisive_clause(segment)),
        }
    }

    fn eight_checks(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        self.check_sequence(segment, step)?;
        self.check_rst(segment, step)?;
        // Third, security and compartment: not part of this model.
        self.check_syn(segment, step)?;
        self.check_ack(segment, step)?;
        self.check_urg(segment, step);
        self.take_text(segment, step)
    }

    /// First: check the sequence number, by the four cases of RFC 9293 §3.4, Table 5.
    fn check_sequence(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        let why = clause::SEQUENCE_CHECK;
        if self.is_acceptable(segment) || self.completes_simultaneous_open(segment) {
            return Continue(());
        }
        // "If the RST bit is set, drop the segment and return"; RFC 5961 §3.2 says the same.
        if segment.has(SegmentFlags::RST) {
            return Break(ruling(Verdict::UnacceptableSeqReset, why));
        }
        // RCV.WND is zero: "special allowance should be made to accept valid ACKs, URGs, and
        // RSTs". What the window has no room for is dropped with the text, further down.
        if self.tcb.rcv.wnd == 0 && segment.seq == self.tcb.rcv.nxt {
            return Continue(());
        }
        self.send_ack(why, step);
        // A retransmitted FIN fails this check, for RCV.NXT is past it, yet RFC 9293 wants it
        // to restart 2MSL (fifth and eighth, TIME-WAIT). Every implementation does: so do we.
        let fin_again = segment.has(SegmentFlags::FIN) && segment.end() == self.tcb.rcv.nxt;
        if self.state == State::TimeWait && fin_again {
            self.restart_time_wait(step);
            return Break(ruling(Verdict::FinRetransmitted, clause::FIN_CHECK));
        }
        Break(ruling(Verdict::UnacceptableSeq, why))
    }

    fn is_acceptable(&self, segment: &Segment) -> bool {
        let rcv = &self.tcb.rcv;
        match (segment.seg_len(), rcv.wnd) {
            (0, 0) => segment.seq == rcv.nxt,
            (0, wnd) => segment.seq.within(rcv.nxt, wnd),
            (_, 0) => false,
            (len, wnd) => {
                segment.seq.within(rcv.nxt, wnd) || (segment.seq + (len - 1)).within(rcv.nxt, wnd)
            }
        }
    }

    /// RFC 9293 Figure 7: in a SYN-RECEIVED that was entered from SYN-SENT the SYN,ACK of the
    /// peer repeats the SYN we know, at IRS, which the check above rejects (Appendix A.2). We
    /// follow the figure.
    fn completes_simultaneous_open(&self, segment: &Segment) -> bool {
        self.state == State::SynReceived
            && !self.tcb.passive
            && segment.has(SegmentFlags::SYN | SegmentFlags::ACK)
            && !segment.has(SegmentFlags::RST)
            && segment.seq == self.tcb.rcv.irs
    }

    /// Second: check the RST bit.
    fn check_rst(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        if !segment.has(SegmentFlags::RST) {
            return Continue(());
        }
        // RFC 5961 §3.2: only a RST at RCV.NXT resets; elsewhere in the window it may be forged.
        if self.knobs.rfc5961 && segment.seq != self.tcb.rcv.nxt {
            self.send_ack(clause::CHALLENGE_RST, step);
            return Break(ruling(Verdict::ChallengedReset, clause::CHALLENGE_RST));
        }
        let why = clause::RST_CHECK;
        match self.state {
            State::SynReceived if self.tcb.passive => {
                self.return_to_listen(why, step);
                return Break(ruling(Verdict::ResetToListen, why));
            }
            State::SynReceived => self.signal(Signal::ConnectionRefused, why, step),
            // The user has closed and been told so: nothing is signalled in these three.
            State::Closing | State::LastAck | State::TimeWait => {}
            _ => self.signal(Signal::ConnectionReset, why, step),
        }
        self.delete(why, step);
        Break(ruling(Verdict::ResetAccepted, why))
    }

    /// Fourth: check the SYN bit.
    fn check_syn(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        if !segment.has(SegmentFlags::SYN) || self.completes_simultaneous_open(segment) {
            return Continue(());
        }
        if self.state == State::SynReceived && self.tcb.passive {
            self.return_to_listen(clause::SYN_CHECK, step);
            return Break(ruling(Verdict::SynToListen, clause::SYN_CHECK));
        }
        if self.knobs.rfc5961 {
            self.send_ack(clause::CHALLENGE_SYN, step);
            return Break(ruling(Verdict::ChallengedSyn, clause::CHALLENGE_SYN));
        }
        // RFC 793: "the SYN is in the window it is an error, send a reset".
        send_reset_to(segment, clause::SYN_CHECK, step);
        self.signal(Signal::ConnectionReset, clause::SYN_CHECK, step);
        self.delete(clause::SYN_CHECK, step);
        Break(ruling(Verdict::SynInWindowReset, clause::SYN_CHECK))
    }

    /// Fifth: check the ACK field.
    fn check_ack(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        let why = clause::ACK_CHECK;
        let Some(ack) = segment.acknowledgment() else {
            return Break(ruling(Verdict::NoAck, why));
        };
        if self.state == State::SynReceived {
            self.check_ack_of_syn(segment, ack, step)?;
        } else {
            self.check_ack_range(ack, step)?;
        }
        self.advance_una(ack, step);
        self.update_window(segment, ack, step);
        match self.state {
            State::FinWait1 if self.fin_is_acknowledged() => self.enter(State::FinWait2, why, step),
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
        self.set_window(segment);
        self.advance_una(ack, step);
        self.enter(State::Established, why, step);
        self.begin_data();
        if self.tcb.queue.fin().is_some() {
            // A CLOSE that was queued in SYN-RECEIVED.
            self.enter(State::FinWait1, clause::CLOSE, step);
        }
        if self.knobs.handshake == Handshake::FourWayAckOfAck && self.tcb.passive {
            // Deviation: an ACK occupies no number, so there is nothing to acknowledge.
            self.send_ack(Why::deviating("four-way-ack-of-ack", clause::NO_ACK_OF_ACK), step);
        }
        self.transmit(why, step);
        Continue(())
    }

    /// RFC 5961 §5.2: SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT. Without it (RFC 793) only
    /// the upper bound holds.
    fn check_ack_range(&mut self, ack: SeqNum, step: &mut Step<'_>) -> Check {
        let snd = &self.tcb.snd;
        let too_old = self.knobs.rfc5961 && ack.before(snd.una - snd.max_wnd);
        if !too_old && ack.at_or_before(snd.nxt) {
            return Continue(());
        }
        let why = if too_old { clause::ACK_RANGE } else { clause::ACK_CHECK };
        self.send_ack(why, step);
        Break(ruling(Verdict::AckOutOfRange, why))
    }

    /// Whether there is more to the segment than an acknowledgment that is known already.
    fn is_news(&self, segment: &Segment) -> bool {
        let snd = &self.tcb.snd;
        segment.seg_len() > 0
            || snd.una.before(segment.ack)
            || u32::from(segment.wnd) != snd.wnd
            || !segment.has(SegmentFlags::ACK)
    }

    /// "SND.UNA < SEG.ACK =< SND.NXT, then set SND.UNA to SEG.ACK. Any segments on the
    /// retransmission queue that are thereby entirely acknowledged are removed."
    pub(super) fn advance_una(&mut self, ack: SeqNum, step: &mut Step<'_>) {
        let snd = &mut self.tcb.snd;
        if !(snd.una.before(ack) && ack.at_or_before(snd.nxt)) {
            return;
        }
        snd.una = ack;
        self.tcb.queue.acknowledge(ack);
        self.tcb.rto.acknowledged(ack, step.now);
        if self.state != State::SynSent && self.state != State::SynReceived {
            self.tcb.retransmissions = 0;
        }
        self.time_waits(true, step);
    }

    /// Data transmission begins. RFC 6298 §5.7: a SYN that timed out leaves a longer timeout.
    pub(super) fn begin_data(&mut self) {
        if std::mem::take(&mut self.tcb.retransmissions) > 0 {
            self.tcb.rto.begin_after_lost_syn();
        }
    }

    /// "If SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK), set SND.WND to
    /// SEG.WND": an old segment must not bring back an old window.
    fn update_window(&mut self, segment: &Segment, ack: SeqNum, step: &mut Step<'_>) {
        let snd = &self.tcb.snd;
        let newer =
            snd.wl1.before(segment.seq) || (snd.wl1 == segment.seq && snd.wl2.at_or_before(ack));
        if snd.una.at_or_before(ack) && newer {
            self.set_window(segment);
        }
        self.transmit(clause::ACK_CHECK, step);
    }

    pub(super) fn set_window(&mut self, segment: &Segment) {
        let snd = &mut self.tcb.snd;
        snd.wnd = segment.wnd.into();
        snd.max_wnd = snd.max_wnd.max(snd.wnd);
        snd.wl1 = segment.seq;
        snd.wl2 = segment.acknowledgment().unwrap_or(snd.iss);
    }

    /// Sixth: check the URG bit.
    fn check_urg(&mut self, segment: &Segment, step: &mut Step<'_>) {
        if !segment.has(SegmentFlags::URG) || !self.state.takes_text() {
            return;
        }
        let up = self.tcb.rcv.nxt.max(segment.seq + u32::from(segment.up));
        if self.tcb.rcv.up.before(up) && self.tcb.rcv.nxt.before(up) {
            self.tcb.rcv.up = up;
            self.signal(Signal::Urgent, clause::URG_CHECK, step);
        }
    }

    /// Seventh and eighth: the text, and the FIN after it. Both take their turn, so what is
    /// early is held, and what fills a gap releases what was held behind it.
    fn take_text(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        if !self.state.takes_text() {
            return Continue(());
        }
        let before = self.tcb.rcv.nxt;
        self.hold_text(segment);
        self.take_held(step);
        let carries = !segment.data.is_empty() || segment.has(SegmentFlags::FIN);
        if !carries || self.tcb.rcv.nxt != before {
            return Continue(());
        }
        self.send_ack(clause::TEXT, step);
        let verdict = if self.tcb.rcv.wnd == 0 && segment.seq == before {
            Verdict::WindowClosed
        } else {
            Verdict::HeldOutOfOrder
        };
        Break(ruling(verdict, clause::TEXT))
    }

    /// Holds what a segment carries inside the receive window.
    pub(super) fn hold_text(&mut self, segment: &Segment) {
        let rcv = &self.tcb.rcv;
        let start = segment.text_seq();
        let window_end = rcv.nxt + rcv.wnd;
        let room = if start.before(window_end) { window_end.since(start) } else { 0 };
        let text = segment.data.slice(0, room);
        let fin =
            segment.has(SegmentFlags::FIN) && text.len() == segment.data.len() && room > text.len();
        if fin || !text.is_empty() {
            self.tcb.held.hold(start, text, fin);
        }
    }

    /// Takes from what is held all that is next, once the connection is open: advances RCV.NXT,
    /// hands text to the user, acts on the FIN and acknowledges.
    pub(super) fn take_held(&mut self, step: &mut Step<'_>) {
        let mut taken = false;
        while self.state.takes_text()
            && let Some((text, fin)) = self.tcb.held.take(self.tcb.rcv.nxt)
        {
            taken = true;
            self.tcb.rcv.nxt += text.len();
            self.tcb.rcv.wnd -= text.len();
            if !text.is_empty() {
                self.tcb.unread.push(text);
                self.deliver(step);
            }
            if fin {
                self.take_fin(step);
            }
        }
        if taken {
            // "This acknowledgment should be piggybacked on a segment being transmitted if
            // possible": nothing is waiting here that the window would let go.
            self.send_ack(clause::TEXT, step);
        }
    }

    /// Eighth: check the FIN bit. "Advance RCV.NXT over the FIN, and send an acknowledgment."
    fn take_fin(&mut self, step: &mut Step<'_>) {
        let why = clause::FIN_CHECK;
        self.tcb.rcv.nxt += 1;
        self.signal(Signal::ConnectionClosing, why, step);
        match self.state {
            State::SynReceived | State::Established => self.enter(State::CloseWait, why, step),
            State::FinWait1 if self.fin_is_acknowledged() => self.enter_time_wait(why, step),
            State::FinWait1 => self.enter(State::Closing, why, step),
            State::FinWait2 => self.enter_time_wait(why, step),
            // Held text is not taken in the remaining states.
            State::Listen
            | State::SynSent
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait
            | State::Closed => unreachable!("a FIN is taken in {}", self.state),
        }
    }

    /// Hands the user the text that RECEIVEs ask for, and opens the window by as much.
    pub(super) fn deliver(&mut self, step: &mut Step<'_>) {
        while let Some(chunk) = self.tcb.unread.first_mut() {
            let wanted = if self.knobs.auto_receive { u32::MAX } else { self.tcb.receives };
            let text = chunk.slice(0, wanted);
            if text.is_empty() {
                break;
            }
            *chunk = chunk.slice(text.len(), u32::MAX);
            if chunk.is_empty() {
                self.tcb.unread.remove(0);
            }
            self.tcb.receives -= text.len().min(self.tcb.receives);
            self.tcb.rcv.wnd += text.len();
            step.out.push(Output::Deliver { text });
        }
    }
}

/// The clause that an accepted segment is best explained by.
fn decisive_clause(segment: &Segment) -> Clause {
    if segment.has(SegmentFlags::FIN) {
        clause::FIN_CHECK
    } else if segment.data.is_empty() {
        clause::ACK_CHECK
    } else {
        clause::TEXT
    }
}
