//! SEGMENT ARRIVES in SYN-RECEIVED and all later states (RFC 9293 §3.10.7.4): eight checks in
//! the RFC's order. Each either lets the segment go on to the next or rules on it.

use super::arrives::ruling;
use super::{Endpoint, Signal, Step};
use crate::clause::{self, Why};
use crate::knobs::DuplicateSyn;
use crate::segment::{Segment, SegmentFlags};
use crate::state::State;
use crate::time::Duration;
use crate::verdict::{Ruling, Verdict};
use std::ops::ControlFlow::{self, Break, Continue};

/// RFC 5961 §7: so many challenge ACKs in any five seconds.
const CHALLENGE_PERIOD: Duration = Duration::from_secs(5);

/// What a check decides: the segment goes on, or this became of it.
pub(super) type Check = ControlFlow<Ruling>;

impl Endpoint {
    pub(super) fn arrives_synchronized(
        &mut self,
        segment: &Segment,
        step: &mut Step<'_>,
    ) -> Ruling {
        if let Some(ruling) = self.syn_in_time_wait(segment, step) {
            return ruling;
        }
        let known = (self.tcb.snd.una, self.tcb.snd.wnd);
        match self.eight_checks(segment, step) {
            Break(ruling) => ruling,
            Continue(()) if known == (self.tcb.snd.una, self.tcb.snd.wnd) => {
                ruling(Verdict::DuplicateAck, clause::ACK_CHECK)
            }
            Continue(()) => ruling(Verdict::Accepted, clause::ACK_CHECK),
        }
    }

    fn eight_checks(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        self.check_timestamps(segment, step)?;
        self.check_sequence(segment, step)?;
        self.remember_timestamp(segment, step.now);
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
        if self.is_acceptable(segment)
            || self.completes_simultaneous_open(segment)
            || self.counts_at_zero_window(segment)
        {
            return Continue(());
        }
        // "(unless the RST bit is set, if so drop the segment and return)"; RFC 5961 §3.2 says
        // the same.
        if segment.has(SegmentFlags::RST) {
            return Break(ruling(Verdict::UnacceptableSeqReset, why));
        }
        if self.repeats_known_syn(segment) {
            self.retransmit(clause::DUPLICATE_SYN, step);
            return Break(ruling(Verdict::DuplicateSyn, clause::DUPLICATE_SYN));
        }
        self.send_ack(why, step);
        // A retransmitted FIN fails this check, for RCV.NXT is past it, yet RFC 9293 wants it
        // to restart 2MSL (fifth and eighth, TIME-WAIT). Every implementation does: so do we.
        let fin_again = segment.has(SegmentFlags::FIN)
            && !segment.has(SegmentFlags::SYN)
            && segment.end() == self.tcb.rcv.nxt;
        if self.state == State::TimeWait && fin_again {
            self.restart_time_wait(step);
            return Break(ruling(Verdict::FinRetransmitted, clause::FIN_CHECK));
        }
        Break(ruling(Verdict::UnacceptableSeq, why))
    }

    /// The SYN that SYN-RECEIVED has answered already, where the knob has it answered like Linux
    /// and the BSDs do.
    fn repeats_known_syn(&self, segment: &Segment) -> bool {
        self.knobs.duplicate_syn == DuplicateSyn::SynAck
            && self.state == State::SynReceived
            && segment.has(SegmentFlags::SYN)
            && !segment.has(SegmentFlags::ACK)
            && segment.seq == self.tcb.rcv.irs
    }

    fn is_acceptable(&self, segment: &Segment) -> bool {
        let rcv = &self.tcb.rcv;
        // "trimming off any portions that lie outside the window (including SYN and FIN)": a SYN
        // left of the window does not come in with its text, and for a RST it is its number that
        // counts (RFC 9293 §3.5.3, §3.10.7.4, second).
        if segment.has(SegmentFlags::SYN) || segment.has(SegmentFlags::RST) {
            return segment.seq.within(rcv.nxt, rcv.wnd);
        }
        match (segment.seg_len(), rcv.wnd) {
            (0, 0) => segment.seq == rcv.nxt,
            (0, wnd) => segment.seq.within(rcv.nxt, wnd),
            (_, 0) => false,
            (len, wnd) => {
                segment.seq.within(rcv.nxt, wnd) || (segment.seq + (len - 1)).within(rcv.nxt, wnd)
            }
        }
    }

    /// RCV.WND is zero: "special allowance should be made to accept valid ACKs, URGs, and RSTs".
    /// What the window has no room for is dropped with the text, further down. A peer whose
    /// probe we had no room for sends its ACKs and RSTs from RCV.NXT+1: if they did not count,
    /// we would send what they acknowledge again and again for as long as our window is shut.
    fn counts_at_zero_window(&self, segment: &Segment) -> bool {
        let rcv = &self.tcb.rcv;
        let syn = segment.has(SegmentFlags::SYN) && !segment.has(SegmentFlags::RST);
        rcv.wnd == 0
            && !syn
            && (segment.seq == rcv.nxt || (segment.seq == rcv.nxt + 1 && segment.seg_len() == 0))
    }

    /// RFC 9293 Figure 7: in a SYN-RECEIVED that was entered from SYN-SENT the SYN,ACK of the
    /// peer repeats the SYN we know, at IRS, which the check above rejects (Appendix A.2). We
    /// follow the figure.
    fn completes_simultaneous_open(&self, segment: &Segment) -> bool {
        self.knobs.figure_7
            && self.state == State::SynReceived
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
        // RFC 1337 §3, F1.
        if self.knobs.rfc1337 && self.state == State::TimeWait {
            return Break(ruling(Verdict::ResetInTimeWait, clause::IGNORE_RESET));
        }
        // RFC 5961 §3.2: only a RST at RCV.NXT resets; elsewhere in the window it may be forged.
        if self.knobs.rfc5961 && segment.seq != self.tcb.rcv.nxt {
            return self.challenge(Verdict::ChallengedReset, clause::CHALLENGE_RST, step);
        }
        let why = clause::RST_CHECK;
        match self.state {
            State::SynReceived if self.tcb.passive => {
                self.return_to_listen(why, step);
                let back = self.state == State::Listen;
                let verdict = if back { Verdict::ResetToListen } else { Verdict::ResetAccepted };
                return Break(ruling(verdict, why));
            }
            State::SynReceived => self.signal(Signal::ConnectionRefused, why, step),
            // The user has closed and been told so: nothing is signalled in these three.
            State::Closing | State::LastAck | State::TimeWait => {}
            _ => self.signal(Signal::ConnectionReset, why, step),
        }
        self.delete(why, step);
        Break(ruling(Verdict::ResetAccepted, why))
    }

    /// A challenge ACK, unless enough of them have been sent in the last five seconds (RFC 5961
    /// §7: "An implementation SHOULD include an ACK throttling mechanism").
    pub(super) fn challenge(&mut self, verdict: Verdict, why: Why, step: &mut Step<'_>) -> Check {
        if let Some(most) = self.knobs.challenge_acks {
            let (sent, since) = &mut self.tcb.challenges;
            if *sent == 0 || step.now.since(*since) >= CHALLENGE_PERIOD {
                (*sent, *since) = (0, step.now);
            }
            if *sent >= most {
                return Break(ruling(Verdict::ChallengeThrottled, clause::CHALLENGE_THROTTLE));
            }
            *sent += 1;
        }
        self.send_ack(why, step);
        Break(ruling(verdict, why))
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
            return self.challenge(Verdict::ChallengedSyn, clause::CHALLENGE_SYN, step);
        }
        // RFC 793: "the SYN is in the window it is an error, send a reset". There is a connection,
        // so the reset must be one that the peer believes: the form of ABORT.
        self.reset_peer(clause::SYN_CHECK, step);
        self.signal(Signal::ConnectionReset, clause::SYN_CHECK, step);
        self.delete(clause::SYN_CHECK, step);
        Break(ruling(Verdict::SynInWindowReset, clause::SYN_CHECK))
    }
}
