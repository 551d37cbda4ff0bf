//! SEGMENT ARRIVES (RFC 9293 §3.10.7), and what it asks for in CLOSED and LISTEN.

use super::{Endpoint, Output, Step, send_reset_to};
use crate::clause::{self, Why};
use crate::knobs::{Handshake, SynCookies};
use crate::options::Options;
use crate::segment::{Payload, Segment, SegmentFlags};
use crate::state::State;
use crate::time::Instant;
use crate::verdict::{Ruling, Verdict};

/// The verdict on a segment.
pub(super) fn ruling(verdict: Verdict, why: Why) -> Ruling {
    Ruling { verdict, why }
}

impl Endpoint {
    /// A segment arrives: does what RFC 9293 §3.10.7 asks for, and says what became of it.
    pub fn segment_arrives(
        &mut self,
        segment: &Segment,
        now: Instant,
        out: &mut Vec<Output>,
    ) -> Ruling {
        let step = &mut Step { now, out };
        let ruling = match self.state {
            State::Closed => self.arrives_closed(segment, step),
            State::Listen => self.arrives_listen(segment, step),
            State::SynSent => self.arrives_syn_sent(segment, step),
            State::SynReceived
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait => self.arrives_synchronized(segment, step),
        };
        if ruling.verdict.word() != "dropped" {
            self.await_silence(step);
        }
        ruling
    }

    /// RFC 9293 §3.10.7.1: everything but a RST is answered with a RST.
    fn arrives_closed(&self, segment: &Segment, step: &mut Step<'_>) -> Ruling {
        if segment.has(SegmentFlags::RST) {
            return ruling(Verdict::ResetToClosed, clause::ARRIVES_CLOSED);
        }
        send_reset_to(segment, clause::ARRIVES_CLOSED, step);
        ruling(Verdict::NoConnection, clause::ARRIVES_CLOSED)
    }

    /// RFC 9293 §3.10.7.2.
    fn arrives_listen(&mut self, segment: &Segment, step: &mut Step<'_>) -> Ruling {
        if segment.has(SegmentFlags::RST) {
            return ruling(Verdict::ResetIgnored, clause::LISTEN_RST);
        }
        if segment.has(SegmentFlags::ACK) {
            if let Some(ruling) = self.rebuild_from_cookie(segment, step) {
                return ruling;
            }
            send_reset_to(segment, clause::LISTEN_ACK, step);
            return ruling(Verdict::AckInListen, clause::LISTEN_ACK);
        }
        if !segment.has(SegmentFlags::SYN) {
            return ruling(Verdict::NoSyn, clause::LISTEN_OTHER);
        }
        if self.knobs.syn_cookies == SynCookies::Always {
            return self.offer_cookie(segment, step);
        }
        let why = self.answer_syn(segment, clause::LISTEN_SYN, step);
        let verdict =
            if self.tcb.fast_open { Verdict::FastOpenAccepted } else { Verdict::SynAccepted };
        ruling(verdict, why)
    }

    /// RFC 9293 §3.10.7.2, third: SYN,ACK and SYN-RECEIVED.
    ///
    /// Deviation: `two-way` and `four-way` answer in their own ways, which are said below.
    pub(super) fn answer_syn(&mut self, syn: &Segment, why: Why, step: &mut Step<'_>) -> Why {
        let snd_wnd = u32::from(syn.wnd);
        self.begin(step.now);
        self.agree(&syn.options, step.now);
        self.synchronize(syn.seq);
        let snd = &mut self.tcb.snd;
        (snd.wnd, snd.max_wnd, snd.wl1, snd.wl2) = (snd_wnd, snd_wnd, syn.seq, snd.iss);
        let answer = self.fast_open_answer(syn);
        if self.accepts_fast_open(syn) {
            self.take_fast_open_text(syn);
        } else if answer.is_none() {
            // "Any other control or text should be queued for processing later."
            self.hold_text(syn);
            self.hold_urgent(syn);
        }
        let why = match self.knobs.handshake {
            Handshake::ThreeWay | Handshake::FourWayAckOfAck => why,
            Handshake::TwoWay => why.deviating(&clause::TWO_WAY_SERVER),
            Handshake::FourWay => why.deviating(&clause::FOUR_WAY_SERVER),
        };
        let why = self.choosing_iss(why);
        let options = Options { fast_open: answer, ..Options::NONE };
        let reply = Segment { options, ..self.handshake_reply() };
        match self.knobs.handshake {
            Handshake::ThreeWay | Handshake::FourWayAckOfAck => {
                self.enter(State::SynReceived, why, step);
            }
            // The server's own SYN passes for acknowledged: nothing will ever retransmit it.
            Handshake::TwoWay => {
                self.tcb.snd.una = self.tcb.snd.nxt;
                self.enter(State::Established, why, step);
            }
            // The ACK of the client's SYN goes first, by itself; it occupies no number.
            Handshake::FourWay => {
                self.enter(State::SynReceived, why, step);
                let ack = self.segment(self.tcb.snd.iss, SegmentFlags::ACK, Payload::EMPTY);
                self.emit(ack, false, why, step);
            }
        }
        self.emit(reply, false, why, step);
        if self.state == State::SynReceived {
            self.tcb.rto.sent(self.tcb.snd.nxt, step.now);
        }
        self.time_waits(false, step);
        self.deliver(step);
        self.take_held(step);
        why
    }

    /// The segment that carries our SYN in answer to the peer's: SYN,ACK, or in the four-way
    /// handshake a SYN alone (Deviation: breaks RFC 9293 §3.10.7.2, third).
    pub(super) fn handshake_reply(&self) -> Segment {
        let bare = self.knobs.handshake == Handshake::FourWay && self.tcb.passive;
        let ack = if bare { SegmentFlags::NONE } else { SegmentFlags::ACK };
        self.segment(self.tcb.snd.iss, SegmentFlags::SYN | ack, Payload::EMPTY)
    }
}
