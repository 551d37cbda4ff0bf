//! Timeouts (RFC 9293 §3.10.8).

use super::{Endpoint, Output, Signal, Step};
use crate::clause::{self, Why};
use crate::knobs::{KeepAlive, TimeWait};
use crate::segment::{Payload, SegmentFlags};
use crate::state::State;
use crate::time::Instant;
use crate::timer::Timer;

impl Endpoint {
    /// A timer that this endpoint has set expires.
    pub fn timeout(&mut self, timer: Timer, now: Instant, out: &mut Vec<Output>) {
        assert!(self.tcb.timers.contains(timer), "{timer} expired without having been set");
        self.tcb.timers.remove(timer);
        let step = &mut Step { now, out };
        match timer {
            Timer::Rto => self.retransmission_timeout(step),
            Timer::Persist => self.persist_timeout(step),
            Timer::R2 => self.give_up(clause::R2, step),
            Timer::UserTimeout => self.give_up(clause::USER_TIMEOUT, step),
            // Ours: RFC 9293 §3.8.3 would close the connection. A listening socket keeps
            // listening, and a passive OPEN has told its user nothing yet.
            Timer::SynAckGiveUp if self.state == State::SynReceived => {
                self.return_to_listen(clause::R2, step);
            }
            // The user has closed since the timer was set, and is not listening any more.
            Timer::SynAckGiveUp => self.give_up(clause::R2, step),
            Timer::KeepAlive => self.keep_alive_timeout(step),
            Timer::KeepAliveGiveUp => {
                self.signal(Signal::KeepAliveTimeout, clause::KEEP_ALIVE, step);
                self.delete(clause::KEEP_ALIVE, step);
            }
            Timer::DelayedAck => self.send_ack(clause::DELAYED_ACK, step),
            Timer::FinWait2 => self.delete(clause::FIN_WAIT_2, step),
            Timer::Override => {
                self.send_allowed(true, clause::SILLY_WINDOW, step);
                self.time_waits(false, step);
            }
            Timer::TimeWait => {
                let why =
                    Why { deviation: self.time_wait_why().deviation, ..clause::TIME_WAIT_TIMEOUT };
                self.delete(why, step);
            }
        }
    }

    /// "Send the segment at the front of the retransmission queue again, reinitialize the
    /// retransmission timer" (RFC 9293 §3.10.8), after backing it off (RFC 6298 §5.4 to §5.6).
    fn retransmission_timeout(&mut self, step: &mut Step<'_>) {
        let syn = self.tcb.snd.una == self.tcb.snd.iss;
        let again = self.tcb.retransmissions > 0;
        self.tcb.retransmissions = self.tcb.retransmissions.saturating_add(1);
        self.tcb.rto.back_off();
        if syn {
            self.tcb.syn_was_lost = true;
        } else if self.knobs.congestion_control {
            let (flight, smss) = (self.flight_size(), self.eff_snd_mss());
            self.tcb.congestion.timed_out(flight, self.tcb.snd.nxt, smss, again);
        }
        // RFC 9293 §3.8.3, R1 (SHLD-9). A passive SYN-RECEIVED has no user yet.
        let has_user = !(self.state == State::SynReceived && self.tcb.passive);
        if self.tcb.retransmissions == self.knobs.r1 && has_user {
            self.signal(Signal::DeliveryProblem, clause::R1, step);
        }
        self.retransmit(clause::RETRANSMISSION_TIMEOUT, step);
        self.set_timer(self.retransmission_timer(), self.tcb.rto.current(), step);
    }

    /// RFC 9293 §3.8.6.1: probe, and let the interval grow (SHLD-30). There is no R2 here: a
    /// peer that keeps answering may keep its window shut (MUST-37).
    fn persist_timeout(&mut self, step: &mut Step<'_>) {
        self.tcb.probes = self.tcb.probes.saturating_add(1);
        self.probe(step);
        self.set_timer(Timer::Persist, self.tcb.rto.backed_off(self.tcb.probes), step);
    }

    /// "Flush all queues, signal the user 'error: connection aborted due to user timeout' [...],
    /// delete the TCB, enter the CLOSED state."
    fn give_up(&mut self, why: Why, step: &mut Step<'_>) {
        self.signal(Signal::UserTimeout, why, step);
        self.delete(why, step);
    }

    /// RFC 9293 §3.8.4: `<SEQ=SND.NXT-1><ACK=RCV.NXT><CTL=ACK>`, outside of the peer's window, so
    /// that it must answer. Not while something of ours is not acknowledged (MUST-26): the
    /// retransmissions ask already. Several probes go unanswered before the peer is taken for
    /// dead (MUST-29).
    fn keep_alive_timeout(&mut self, step: &mut Step<'_>) {
        let Some(KeepAlive { interval, probes, .. }) = self.knobs.keepalive else { return };
        if self.tcb.snd.una != self.tcb.snd.nxt {
            return self.await_silence(step);
        }
        self.tcb.keep_alives = self.tcb.keep_alives.saturating_add(1);
        let seq = self.tcb.snd.nxt - 1;
        let probe = self.segment(seq, SegmentFlags::ACK, Payload::EMPTY);
        self.emit(probe, false, clause::KEEP_ALIVE, step);
        let last = self.tcb.keep_alives >= probes.max(2);
        let timer = if last { Timer::KeepAliveGiveUp } else { Timer::KeepAlive };
        self.set_timer(timer, interval, step);
    }

    /// Something was heard of the peer: keep-alive begins to wait anew.
    pub(super) fn await_silence(&mut self, step: &mut Step<'_>) {
        let Some(KeepAlive { idle, .. }) = self.knobs.keepalive else { return };
        self.tcb.keep_alives = 0;
        self.stop_timer(Timer::KeepAliveGiveUp, step);
        if matches!(self.state, State::Established | State::CloseWait | State::FinWait2) {
            self.set_timer(Timer::KeepAlive, idle, step);
        } else {
            self.stop_timer(Timer::KeepAlive, step);
        }
    }

    /// Starts the timers of a connection that a run finds ESTABLISHED.
    pub fn start_timers(&mut self, now: Instant, out: &mut Vec<Output>) {
        self.await_silence(&mut Step { now, out });
    }

    /// Enters TIME-WAIT: "start the time-wait timer, turn off the other timers". These are off,
    /// for our FIN is acknowledged and nothing else can be waiting.
    pub(super) fn enter_time_wait(&mut self, why: Why, step: &mut Step<'_>) {
        self.enter(State::TimeWait, why, step);
        self.restart_time_wait(step);
    }

    pub(super) fn restart_time_wait(&mut self, step: &mut Step<'_>) {
        let length = self.knobs.time_wait.length(self.knobs.msl);
        self.set_timer(Timer::TimeWait, length, step);
    }

    /// Deviation: a TIME-WAIT shorter than 2MSL breaks RFC 9293 §3.6.1 (MUST-13).
    pub(super) fn time_wait_why(&self) -> Why {
        match self.knobs.time_wait {
            TimeWait::TwoMsl => clause::TIME_WAIT_2MSL,
            TimeWait::OneMsl => clause::TIME_WAIT_2MSL.deviating(&clause::TIME_WAIT_1MSL),
            TimeWait::Zero => clause::TIME_WAIT_2MSL.deviating(&clause::TIME_WAIT_0),
        }
    }
}
