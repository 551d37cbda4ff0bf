//! SEGMENT ARRIVES in SYN-SENT (RFC 9293 §3.10.7.3).

use super::arrives::ruling;
use super::{Endpoint, Signal, Step, send_reset_to};
use crate::clause;
use crate::knobs::Handshake;
use crate::segment::{Segment, SegmentFlags};
use crate::state::State;
use crate::verdict::{Ruling, Verdict};

impl Endpoint {
    pub(super) fn arrives_syn_sent(&mut self, segment: &Segment, step: &mut Step<'_>) -> Ruling {
        // First: check the ACK bit. SEG.ACK =< ISS or SEG.ACK > SND.NXT draws a reset.
        let acknowledges = match segment.acknowledgment() {
            Some(ack) if self.tcb.snd.iss.before(ack) && ack.at_or_before(self.tcb.snd.nxt) => true,
            Some(_) => {
                if segment.has(SegmentFlags::RST) {
                    return ruling(Verdict::ResetIgnored, clause::SYN_SENT_ACK);
                }
                send_reset_to(segment, clause::SYN_SENT_ACK, step);
                return ruling(Verdict::UnacceptableAck, clause::SYN_SENT_ACK);
            }
            None => false,
        };
        // Second: check the RST bit. Only one that acknowledges our SYN counts.
        if segment.has(SegmentFlags::RST) {
            if !acknowledges {
                return ruling(Verdict::ResetIgnored, clause::SYN_SENT_RST);
            }
            self.signal(Signal::ConnectionReset, clause::SYN_SENT_RST, step);
            self.delete(clause::SYN_SENT_RST, step);
            return ruling(Verdict::ResetAccepted, clause::SYN_SENT_RST);
        }
        // Third, security: not part of this model.
        // Fourth: check the SYN bit.
        if segment.has(SegmentFlags::SYN) {
            return self.syn_in_syn_sent(segment, step);
        }
        // Fifth: neither SYN nor RST.
        let bare = acknowledges && segment.seg_len() == 0;
        if bare && self.knobs.handshake == Handshake::FourWay {
            return self.bare_ack_of_syn(segment, step);
        }
        ruling(Verdict::NoSyn, clause::SYN_SENT_OTHER)
    }

    /// Deviation: `four-way` lets a bare ACK of our SYN advance SND.UNA, where RFC 9293 drops
    /// it (§3.10.7.3, fifth).
    fn bare_ack_of_syn(&mut self, segment: &Segment, step: &mut Step<'_>) -> Ruling {
        let news = self.advance_una(segment.ack, segment, step);
        self.time_waits(news, step);
        let why = clause::SYN_SENT_OTHER.deviating(&clause::FOUR_WAY_CLIENT);
        ruling(Verdict::SynAcknowledgedAlone, why)
    }

    fn syn_in_syn_sent(&mut self, segment: &Segment, step: &mut Step<'_>) -> Ruling {
        let why = clause::SYN_SENT_SYN;
        self.agree(&segment.options, step.now);
        self.synchronize(segment.seq);
        self.set_window(segment);
        self.take_fast_open_answer(segment);
        // "If there are other controls or text in the segment, queue them for processing after
        // the ESTABLISHED state has been reached."
        self.hold_text(segment);
        self.hold_urgent(segment);
        if let Some(ack) = segment.acknowledgment() {
            self.advance_una(ack, segment, step);
        }
        if self.tcb.snd.una == self.tcb.snd.iss {
            return self.simultaneous_open(step);
        }
        let two_way = self.knobs.handshake == Handshake::TwoWay;
        // Deviation: `two-way` sends no third segment.
        let why = if two_way { why.deviating(&clause::TWO_WAY_CLIENT) } else { why };
        self.enter(State::Established, why, step);
        // "Continue processing at the sixth step [...] where the URG bit is checked": text is taken
        // before the acknowledgment is formed, so that one is enough for it and the SYN (MUST-58).
        self.tell_urgent(step);
        let took = self.take_held(step).is_some();
        // "Data or controls that were queued for transmission MAY be included."
        let sent = self.send_allowed(false, why, step);
        let acknowledged = (took || sent) && self.tcb.last_ack_sent == self.tcb.rcv.nxt;
        if !acknowledged && !two_way {
            self.send_ack(why, step);
        }
        self.time_waits(true, step);
        ruling(Verdict::SynAcknowledged, why)
    }

    /// "Otherwise, enter SYN-RECEIVED, form a SYN,ACK segment and send it."
    fn simultaneous_open(&mut self, step: &mut Step<'_>) -> Ruling {
        let why = clause::SYN_SENT_SYN;
        self.enter(State::SynReceived, why, step);
        self.emit(self.handshake_reply(), false, why, step);
        // It repeats our SYN: an acknowledgment could be of either (RFC 6298 §3).
        self.tcb.rto.retransmitted();
        self.time_waits(false, step);
        ruling(Verdict::SimultaneousOpen, why)
    }
}
