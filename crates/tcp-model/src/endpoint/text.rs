//! The last three checks of RFC 9293 §3.10.7.4: urgent data, the text and the FIN after it.

use super::arrives::ruling;
use super::synchronized::Check;
use super::{Endpoint, Output, Signal, Step, send_reset_to};
use crate::clause::{self, Why};
use crate::segment::{Payload, Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::Duration;
use crate::timer::Timer;
use crate::verdict::Verdict;
use std::ops::ControlFlow::{Break, Continue};

/// RFC 9293 §3.8.6.3: "the delay MUST be less than 0.5 seconds (MUST-40)".
const LONGEST_DELAY: Duration = Duration::from_millis(499);

impl Endpoint {
    /// Sixth: check the URG bit. "If the user has already been signaled [...] for this continuous
    /// sequence of urgent data, do not signal the user again."
    pub(super) fn check_urg(&mut self, segment: &Segment, step: &mut Step<'_>) {
        if !segment.has(SegmentFlags::URG) || !self.state.takes_text() {
            return;
        }
        let known = self.consumed().before(self.tcb.rcv.up);
        self.hold_urgent(segment);
        if !known {
            self.tell_urgent(step);
        }
    }

    /// RCV.UP <- max(RCV.UP, SEG.UP).
    pub(super) fn hold_urgent(&mut self, segment: &Segment) {
        if segment.has(SegmentFlags::URG) {
            let rcv = &mut self.tcb.rcv;
            rcv.up = rcv.up.max(segment.seq + u32::from(segment.up));
        }
    }

    /// "Signal the user that the remote side has urgent data if the urgent pointer (RCV.UP) is in
    /// advance of the data consumed."
    pub(super) fn tell_urgent(&mut self, step: &mut Step<'_>) {
        if self.consumed().before(self.tcb.rcv.up) {
            self.signal(Signal::Urgent, clause::URG_CHECK, step);
        }
    }

    /// Seventh and eighth: the text, and the FIN after it. Both take their turn, so what is
    /// early is held, and what fills a gap releases what was held behind it.
    pub(super) fn take_text(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        let content = content_clause(segment);
        if !self.state.takes_text() {
            // "This should not occur since a FIN has been received from the remote side. Ignore."
            return content.map_or(Continue(()), |why| Break(ruling(Verdict::AfterFin, why)));
        }
        if self.comes_after_close(segment) {
            send_reset_to(segment, clause::HALF_DUPLEX_CLOSE, step);
            self.delete(clause::HALF_DUPLEX_CLOSE, step);
            return Break(ruling(Verdict::AfterClose, clause::HALF_DUPLEX_CLOSE));
        }
        self.hold_text(segment);
        if let Some(why) = self.take_held(step) {
            return Break(ruling(Verdict::Accepted, why));
        }
        match content {
            None => Continue(()),
            Some(clause::URG_CHECK) => Break(ruling(Verdict::Accepted, clause::URG_CHECK)),
            Some(_) => {
                self.send_ack(clause::TEXT, step);
                let shut = self.tcb.rcv.wnd == 0;
                let verdict = if shut { Verdict::WindowClosed } else { Verdict::HeldOutOfOrder };
                Break(ruling(verdict, clause::TEXT))
            }
        }
    }

    /// RFC 9293 §3.6.1, SHLD-3: "if new data is received after CLOSE is called, its TCP
    /// implementation SHOULD send a RST to show that data was lost."
    fn comes_after_close(&self, segment: &Segment) -> bool {
        let end = segment.text_seq() + segment.data.len();
        self.tcb.gives_up
            && self.state.has_closed()
            && !segment.data.is_empty()
            && self.tcb.rcv.nxt.before(end)
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

    /// Whether the peer's FIN is in this segment and is next.
    pub(super) fn brings_fin(&self, segment: &Segment) -> bool {
        let rcv = &self.tcb.rcv;
        let fin = segment.text_seq() + segment.data.len();
        segment.has(SegmentFlags::FIN)
            && segment.text_seq().at_or_before(rcv.nxt)
            && fin.within(rcv.nxt, rcv.wnd)
    }

    /// Takes from what is held all that is next, once the connection is open: advances RCV.NXT,
    /// hands text to the user, acts on the FIN and acknowledges. Returns the last clause that it
    /// followed, if there was anything to take.
    pub(super) fn take_held(&mut self, step: &mut Step<'_>) -> Option<Why> {
        let mut followed = None;
        let mut pieces = 0;
        while self.state.takes_text()
            && let Some((text, fin)) = self.tcb.held.take(self.tcb.rcv.nxt)
        {
            followed = Some(if fin { clause::FIN_CHECK } else { clause::TEXT });
            pieces += 1;
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
        let in_order = pieces == 1 && self.tcb.held.is_empty();
        if let Some(why) = followed {
            self.acknowledge(in_order, why, step);
        }
        followed
    }

    /// "This acknowledgment should be piggybacked on a segment being transmitted if possible
    /// without incurring undue delay" (RFC 9293 §3.10.7.4, seventh): where the knob allows it
    /// waits for one. Not for more than every second full-sized segment, nor where there is a gap
    /// or was one (RFC 9293 §3.8.6.3, SHLD-18, SHLD-19).
    fn acknowledge(&mut self, in_order: bool, why: Why, step: &mut Step<'_>) {
        let owed = self.tcb.rcv.nxt.since(self.tcb.last_ack_sent);
        let at_once = !in_order || owed >= 2 * self.receive_mss();
        match self.knobs.delayed_ack {
            Some(_) if !at_once && self.tcb.timers.contains(Timer::DelayedAck) => {}
            Some(delay) if !at_once => {
                self.set_timer(Timer::DelayedAck, delay.min(LONGEST_DELAY), step);
            }
            _ => self.send_ack(why, step),
        }
    }

    /// Eighth: check the FIN bit. "Advance RCV.NXT over the FIN, and send an acknowledgment."
    fn take_fin(&mut self, step: &mut Step<'_>) {
        let why = clause::FIN_CHECK;
        self.tcb.rcv.nxt += 1;
        // "Return any pending RECEIVEs with same message."
        self.tcb.receives = 0;
        self.signal(Signal::ConnectionClosing, why, step);
        match self.state {
            State::Established => self.enter(State::CloseWait, why, step),
            // "If our FIN has been ACKed (perhaps in this segment), then enter TIME-WAIT."
            State::FinWait1 if self.fin_is_acknowledged() => self.enter_time_wait(why, step),
            State::FinWait1 => self.enter(State::Closing, why, step),
            State::FinWait2 => self.enter_time_wait(why, step),
            // Held text is not taken in the remaining states.
            State::Listen
            | State::SynSent
            | State::SynReceived
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
            self.tcb.freed += text.len();
            step.out.push(Output::Deliver { text });
        }
        self.open_window();
        self.tcb.rcv.up = self.tcb.rcv.up.max(self.consumed());
    }

    /// The receiver's silly window avoidance (RFC 9293 §3.8.6.2.2, MUST-39): the right edge stays
    /// where it is until RCV.BUFF - RCV.USER - RCV.WND, which is what has been freed, is at least
    /// min(Fr * RCV.BUFF, Eff.snd.MSS), Fr being 1/2. A window as large as the buffer is never a
    /// silly one, though.
    fn open_window(&mut self) {
        let enough = self.eff_snd_mss().min(self.knobs.receive_buffer / 2).max(1);
        if self.tcb.freed >= enough || self.tcb.unread.is_empty() {
            self.tcb.rcv.wnd += std::mem::take(&mut self.tcb.freed);
        }
    }

    /// The number after the last octet that the user has been handed.
    fn consumed(&self) -> SeqNum {
        self.tcb.rcv.nxt - self.tcb.unread.iter().map(Payload::len).sum::<u32>()
    }
}

/// The clause that deals with what a segment carries besides its acknowledgment.
fn content_clause(segment: &Segment) -> Option<Why> {
    if segment.has(SegmentFlags::FIN) {
        Some(clause::FIN_CHECK)
    } else if !segment.data.is_empty() {
        Some(clause::TEXT)
    } else {
        segment.has(SegmentFlags::URG).then_some(clause::URG_CHECK)
    }
}
