//! The last three checks of RFC 9293 §3.10.7.4: urgent data, the text and the FIN after it.

use super::arrives::ruling;
use super::synchronized::Check;
use super::{Endpoint, Output, Signal, Step};
use crate::clause;
use crate::segment::{Segment, SegmentFlags};
use crate::state::State;
use crate::verdict::Verdict;
use std::ops::ControlFlow::{Break, Continue};

impl Endpoint {
    /// Sixth: check the URG bit.
    pub(super) fn check_urg(&mut self, segment: &Segment, step: &mut Step<'_>) {
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
    pub(super) fn take_text(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
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
