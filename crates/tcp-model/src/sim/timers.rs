//! Timers: when those of the connections expire.

use super::{Due, Simulator};
use crate::host::{Flow, Host};
use crate::knobs::TimeWait;
use crate::time::{Duration, Instant};
use crate::timer::Timer;
use crate::trace::EventKind;

impl Simulator<'_> {
    pub(super) fn set_timer(&mut self, host: Host, flow: Flow, timer: Timer, after: Duration) {
        self.stop_timer(host, flow, timer);
        self.schedule(self.now + after, Due::Timer(host, flow, timer));
    }

    pub(super) fn stop_timer(&mut self, host: Host, flow: Flow, timer: Timer) {
        let stopped = Due::Timer(host, flow, timer);
        if let Some(at) = self.agenda.iter().rposition(|(_, due)| *due == stopped) {
            self.agenda.remove(at);
        }
    }

    pub(super) fn expire_timer(&mut self, host: Host, flow: Flow, timer: Timer) {
        if let Some(landed) = self.wait_for_the_wire(host, flow, timer) {
            return self.schedule(landed, Due::Timer(host, flow, timer));
        }
        self.record(flow, EventKind::Timer { host, timer });
        let mut out = std::mem::take(&mut self.scratch);
        self.stacks[host].timeout(flow, timer, self.now, &mut out);
        self.act(host, flow, out);
    }

    /// `time_wait = 0` still lasts until what is on the wire to the connection has landed: when
    /// that will be, if there is anything.
    fn wait_for_the_wire(&self, host: Host, flow: Flow, timer: Timer) -> Option<Instant> {
        if timer != Timer::TimeWait || self.setup.knobs[host].time_wait != TimeWait::Zero {
            return None;
        }
        let coming = |id| {
            let flight = self.run.flight(id);
            flight.from == host.peer() && flight.flow == flow
        };
        // The first that is found lands last.
        let found =
            self.agenda.iter().find(|(_, due)| matches!(due, Due::Landing(id) if coming(*id)));
        found.map(|(at, _)| *at)
    }
}
