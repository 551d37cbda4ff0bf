//! What may be sent now, and the timers that what has been sent needs.

use super::{Endpoint, Output, SendSequence, Step, Tcb};
use crate::clause::{self, Why};
use crate::segment::{Payload, Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::Duration;
use crate::timer::Timer;

/// How a wait for an acknowledgment may be timed: one of these runs at a time.
const WAITS: [Timer; 5] =
    [Timer::Rto, Timer::R2, Timer::SynAckGiveUp, Timer::Persist, Timer::Override];

/// RFC 9293 §3.8.6.2.1: "The override timeout should be in the range 0.1 - 1.0 seconds."
const OVERRIDE: Duration = Duration::from_millis(500);

impl Endpoint {
    /// Sends what the peer's window allows, and times it.
    pub(super) fn transmit(&mut self, why: Why, step: &mut Step<'_>) {
        let idle = self.tcb.snd.una == self.tcb.snd.nxt;
        let waited = step.now.since(self.tcb.last_sent);
        if self.knobs.congestion_control && idle && waited > self.tcb.rto.current() {
            let smss = self.eff_snd_mss();
            self.tcb.congestion.restart(smss, self.knobs.initial_window);
        }
        self.send_allowed(false, why, step);
        self.time_waits(false, step);
    }

    /// FlightSize (RFC 5681 §2): octets that are sent and not acknowledged. The SYN is none.
    pub(super) fn flight_size(&self) -> u32 {
        let SendSequence { una, nxt, iss, .. } = self.tcb.snd;
        nxt.since(una) - u32::from(una == iss && nxt != iss)
    }

    /// An acknowledgment has arrived, with `news` for SND.UNA: sends what the window now allows.
    pub(super) fn send_on_acknowledgment(&mut self, news: bool, step: &mut Step<'_>) {
        let snd = self.tcb.snd;
        let probing = self.tcb.timers.contains(Timer::Persist);
        if probing && snd.wnd > 0 && snd.una != snd.nxt {
            // There was no room for the probe: it goes again, in front of what waits behind it.
            self.send_again(self.cut_segment(snd.una, snd.wnd), clause::PERSIST, step);
        }
        self.send_allowed(false, clause::ACK_CHECK, step);
        self.time_waits(news, step);
        if !news && probing && self.tcb.timers.contains(Timer::Persist) {
            // RFC 9293 §3.8.6.1, MUST-37: as long as the peer answers, the connection stays open.
            self.set_timer(Timer::UserTimeout, self.knobs.user_timeout, step);
        }
    }

    /// Sends what the peer's window allows: text in segments of at most MSS octets, and the FIN
    /// after the last of it (RFC 9293 §3.10.2, §3.10.4, §3.7); `even_silly` once the override
    /// timeout has expired. Says whether it sent anything.
    pub(super) fn send_allowed(&mut self, even_silly: bool, why: Why, step: &mut Step<'_>) -> bool {
        let mut sent = false;
        while let Some(segment) = self.next_segment(even_silly && !sent) {
            self.enter_last_ack_with(&segment, step);
            self.tcb.fin_alone |= segment.has(SegmentFlags::FIN) && segment.data.is_empty();
            self.tcb.snd.nxt = segment.end();
            self.tcb.rto.sent(segment.end(), step.now);
            self.emit(segment, false, why, step);
            sent = true;
        }
        sent
    }

    /// RFC 9293 §3.10.4: a CLOSE in CLOSE-WAIT takes effect when its FIN is sent.
    fn enter_last_ack_with(&mut self, segment: &Segment, step: &mut Step<'_>) {
        if self.state == State::CloseWait && segment.has(SegmentFlags::FIN) {
            self.enter(State::LastAck, clause::CLOSE, step);
        }
    }

    fn next_segment(&self, even_silly: bool) -> Option<Segment> {
        let sends = match self.state {
            State::Established
            | State::FinWait1
            | State::CloseWait
            | State::Closing
            | State::LastAck => true,
            // RFC 7413 §4.2.2: the server may answer before the handshake is done.
            State::SynReceived => self.tcb.fast_open,
            State::Listen | State::SynSent | State::FinWait2 | State::TimeWait | State::Closed => {
                false
            }
        };
        let unsent = self.tcb.snd.nxt.before(self.tcb.queue.end());
        if !sends || !unsent {
            return None;
        }
        let usable = self.usable_window();
        let mut segment = self.cut_segment(self.tcb.snd.nxt, usable);
        // RFC 5681 §3.1 limits data "higher than the sum" of the highest acknowledged number and
        // the window: a FIN right behind it is not.
        let fin = self.tcb.queue.fin() == Some(segment.end());
        if fin && segment.data.len() == usable && self.peer_has_room_after(&segment) {
            segment.flags = segment.flags | SegmentFlags::FIN;
        }
        let worth_it = even_silly || self.is_worth_sending(&segment, usable);
        (segment.seg_len() > 0 && worth_it).then_some(segment)
    }

    /// U = SND.UNA + SND.WND - SND.NXT (RFC 9293 §3.8.6.2.1), or less for the network's sake.
    fn usable_window(&self) -> u32 {
        let allowed = self.tcb.congestion.window(self.eff_snd_mss());
        self.tcb.snd.wnd.min(allowed).saturating_sub(self.flight_size())
    }

    fn peer_has_room_after(&self, segment: &Segment) -> bool {
        let SendSequence { una, wnd, .. } = self.tcb.snd;
        segment.end().within(una, wnd)
    }

    /// The sender's silly window avoidance and Nagle's algorithm (RFC 9293 §3.8.6.2.1, MUST-38;
    /// §3.7.4). All text is pushed; a FIN says that no more is to come, so there is nothing to
    /// wait for.
    fn is_worth_sending(&self, segment: &Segment, usable: u32) -> bool {
        let Tcb { snd, queue, .. } = &self.tcb;
        let text_end = queue.text_end();
        let queued = if snd.nxt.before(text_end) { text_end.since(snd.nxt) } else { 0 };
        let quiet = snd.nxt == snd.una || !self.knobs.nagle;
        segment.has(SegmentFlags::FIN)
            || queued.min(usable) >= self.eff_snd_mss()
            || (quiet && queued <= usable)
            || (quiet && queued.min(usable) >= snd.max_wnd.div_ceil(2))
    }

    /// The segment that begins at `seq` and fits into a window of `usable` octets.
    fn cut_segment(&self, seq: SeqNum, usable: u32) -> Segment {
        let queue = &self.tcb.queue;
        let text_end = queue.text_end();
        let waiting = if seq.before(text_end) { text_end.since(seq) } else { 0 };
        let text = queue.cut(seq, waiting.min(usable).min(self.eff_snd_mss()));
        let mut flags = SegmentFlags::ACK;
        // RFC 9293 §3.9.1.2, MUST-61: PSH on the last segment there is text for.
        if !text.is_empty() && text.len() == waiting {
            flags = flags | SegmentFlags::PSH;
        }
        // A segment is retransmitted as it was: a FIN that went alone goes alone.
        let apart = self.tcb.fin_alone && !text.is_empty();
        if queue.fin() == Some(seq + text.len()) && usable > text.len() && !apart {
            flags = flags | SegmentFlags::FIN;
        }
        self.segment(seq, flags, text)
    }

    /// The segment at the front of the retransmission queue once more (RFC 9293 §3.10.8).
    pub(super) fn retransmit(&mut self, why: Why, step: &mut Step<'_>) {
        let una = self.tcb.snd.una;
        let segment = match self.state {
            State::SynSent => self.segment(una, SegmentFlags::SYN, Payload::EMPTY),
            // Also in FIN-WAIT-1, for a user who closed in SYN-RECEIVED.
            _ if una == self.tcb.snd.iss => self.handshake_reply(),
            _ => {
                let sent = self.tcb.snd.nxt.since(una);
                self.cut_segment(una, sent)
            }
        };
        self.send_again(segment, why, step);
    }

    /// Sends a segment that begins with what was sent before.
    pub(super) fn send_again(&mut self, segment: Segment, why: Why, step: &mut Step<'_>) {
        self.enter_last_ack_with(&segment, step);
        self.tcb.snd.nxt = self.tcb.snd.nxt.max(segment.end());
        self.tcb.rto.retransmitted();
        self.emit(segment, true, why, step);
    }

    /// The oldest octet that the peer has no room for, sent all the same (RFC 9293 §3.8.6.1).
    pub(super) fn probe(&mut self, step: &mut Step<'_>) {
        let snd = self.tcb.snd;
        let segment = self.cut_segment(snd.una, 1);
        if snd.una.before(snd.nxt) {
            return self.send_again(segment, clause::PERSIST, step);
        }
        self.enter_last_ack_with(&segment, step);
        self.tcb.snd.nxt = segment.end();
        self.emit(segment, false, clause::PERSIST, step);
    }

    /// Starts, keeps or stops the timer that waits for the peer: RTO while something is not
    /// acknowledged, PERSIST while its window is zero. `restart` is RFC 6298 §5.3: an
    /// acknowledgment of new data starts the timers over.
    pub(super) fn time_waits(&mut self, restart: bool, step: &mut Step<'_>) {
        let snd = &self.tcb.snd;
        let outstanding = snd.una != snd.nxt;
        let unsent = self.state.is_synchronized() && snd.nxt.before(self.tcb.queue.end());
        if !outstanding && !unsent {
            WAITS.into_iter().for_each(|timer| self.stop_timer(timer, step));
            if self.state != State::SynSent {
                self.stop_timer(Timer::UserTimeout, step);
            }
            return;
        }
        let zero_window = self.state.is_synchronized() && snd.wnd == 0 && snd.una != snd.iss;
        let running = WAITS.into_iter().find(|timer| self.tcb.timers.contains(*timer));
        let (timer, length) = match (zero_window, outstanding) {
            (true, _) => (Timer::Persist, self.tcb.rto.current()),
            (false, true) => (self.retransmission_timer(), self.tcb.rto.current()),
            // Text that is not worth sending yet.
            (false, false) => (Timer::Override, OVERRIDE),
        };
        let special = |timer| match timer {
            Timer::Persist | Timer::Override => Some(timer),
            _ => None,
        };
        if restart || running.is_none_or(|running| special(running) != special(timer)) {
            self.tcb.probes = 0;
            self.set_timer(timer, length, step);
        }
        if restart || !self.tcb.timers.contains(Timer::UserTimeout) {
            self.set_timer(Timer::UserTimeout, self.knobs.user_timeout, step);
        }
    }

    /// RTO, or what its last run before giving up is called.
    pub(super) fn retransmission_timer(&self) -> Timer {
        // A SYN is tried for longer (MUST-23), also by a user who closed in SYN-RECEIVED.
        let syn = self.tcb.snd.una == self.tcb.snd.iss;
        let limit = if syn { self.knobs.r2_syn } else { self.knobs.r2 };
        if self.tcb.retransmissions < limit {
            Timer::Rto
        } else if self.state == State::SynReceived && self.tcb.passive {
            Timer::SynAckGiveUp
        } else {
            Timer::R2
        }
    }

    /// Starts `timer`, and stops the others that wait for the same acknowledgment.
    pub(super) fn set_timer(&mut self, timer: Timer, after: Duration, step: &mut Step<'_>) {
        if WAITS.contains(&timer) {
            WAITS.into_iter().filter(|t| *t != timer).for_each(|t| self.stop_timer(t, step));
        }
        let why = match timer {
            Timer::Rto => clause::RTO,
            Timer::R2 | Timer::SynAckGiveUp => clause::R2,
            Timer::Persist => clause::PERSIST,
            Timer::UserTimeout => clause::USER_TIMEOUT,
            Timer::TimeWait => self.time_wait_why(),
            Timer::KeepAlive | Timer::KeepAliveGiveUp => clause::KEEP_ALIVE,
            Timer::DelayedAck => clause::DELAYED_ACK,
            Timer::FinWait2 => clause::FIN_WAIT_2,
            Timer::Override => clause::SILLY_WINDOW,
        };
        self.tcb.timers.insert(timer);
        step.out.push(Output::SetTimer { timer, after, why });
    }

    pub(super) fn stop_timer(&mut self, timer: Timer, step: &mut Step<'_>) {
        if self.tcb.timers.contains(timer) {
            self.tcb.timers.remove(timer);
            step.out.push(Output::StopTimer { timer });
        }
    }

    pub(super) fn stop_all_timers(&mut self, step: &mut Step<'_>) {
        Timer::ALL.into_iter().for_each(|timer| self.stop_timer(timer, step));
    }
}
