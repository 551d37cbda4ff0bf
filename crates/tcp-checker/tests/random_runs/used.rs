//! What a run has used of each bound, counted from what is on record of it.

use std::collections::BTreeSet;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_model::endpoint::{Call, Status};
use tcp_model::host::{Host, PerHost};
use tcp_model::script::Origin;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, HostChange, Run, SegmentId};

/// What a run has used.
#[derive(Debug, Default)]
pub(crate) struct Used {
    /// Of each bound; how much is sent and closed is up to whoever made the run.
    pub(crate) bounds: Bounds,
    opens: [u8; 2],
    in_flight: BTreeSet<SegmentId>,
    /// Something was called, or has happened, where a model does not have it happen.
    unlike: Option<&'static str>,
    /// A round trip that was measured has made a timeout longer.
    pub(crate) slow: bool,
}

impl Used {
    pub(crate) fn by(run: &Run, model: &Model) -> Used {
        let mut used = Used::default();
        let mut status = run.start;
        for beat in &run.beats {
            for event in &run.events[beat.events.clone()] {
                used.event(run, &event.kind, &status, model);
            }
            status = beat.status;
        }
        used.bounds.opens = used.opens[0].max(used.opens[1]);
        used
    }

    /// Something was called, or has happened, where this model does not have it happen. Where
    /// segments have lifetimes, that is also a timeout that a slow round trip has made longer.
    pub(crate) fn unlike(&self, model: &Model) -> Option<&'static str> {
        let slow = self.slow && model.bounds.closes > 0;
        self.unlike.or(slow.then_some("a slow round trip"))
    }

    /// Whether no more has happened than this.
    pub(crate) fn is_within(&self, bounds: &Bounds) -> bool {
        let pairs = self.bounds.values().into_iter().zip(bounds.values());
        pairs.into_iter().all(|(used, bound)| used <= bound)
    }

    fn event(&mut self, run: &Run, kind: &EventKind, before: &PerHost<Status>, model: &Model) {
        match kind {
            EventKind::Send { id, .. } => drop(self.in_flight.insert(*id)),
            EventKind::Copy { id, .. } => {
                self.in_flight.insert(*id);
                self.bounds.duplicates += 1;
            }
            EventKind::Arrive { id, host, .. } => {
                self.in_flight.remove(id);
                self.arrival(run, *id, before[*host]);
            }
            EventKind::Lose { id } | EventKind::Expire { id } => {
                self.in_flight.remove(id);
                self.bounds.losses += 1;
            }
            EventKind::Timer { timer, .. } => {
                let early = *timer != Timer::TimeWait && !self.in_flight.is_empty();
                self.bounds.early_timeouts += u8::from(early);
            }
            EventKind::TimerSet { timer: Timer::Rto | Timer::R2, after, .. } => {
                self.slow |= !is_undisturbed(*after);
            }
            EventKind::Call { host, call, error: None } => {
                self.call(*host, call, before[*host].state, model);
            }
            EventKind::Host { host, change: HostChange::Crash } => {
                self.bounds.crashes += 1;
                self.is_connected(before[*host].state);
            }
            _ => {}
        }
    }

    /// A forged segment is in the window, and not what is expected next.
    fn arrival(&mut self, run: &Run, id: SegmentId, before: Status) {
        let flight = run.flight(id);
        if flight.origin == Origin::Spoofed {
            self.bounds.forgeries += 1;
            let aimed = flight.segment.seq == before.rcv.nxt + 1;
            if !aimed || !before.state.is_synchronized() {
                self.unlike = Some("a forgery that is not aimed");
            }
        }
    }

    fn call(&mut self, host: Host, call: &Call, state: State, model: &Model) {
        let talks = matches!(state, State::Established | State::CloseWait);
        match call {
            Call::OpenActive | Call::OpenPassive => {
                self.opens[host as usize] += 1;
                self.expect(state == State::Closed, "OPEN of what is open");
            }
            Call::Send(_) => {
                let place = host == Host::Client && talks;
                let place = place || (model.hasty && state == State::Listen);
                self.expect(place, "SEND before there is a connection");
            }
            Call::Close => {
                self.expect(talks || model.hasty, "CLOSE before there is a connection");
            }
            Call::Abort => {
                self.bounds.aborts += 1;
                self.is_connected(state);
            }
            _ => self.unlike = Some("another call"),
        }
    }

    fn is_connected(&mut self, state: State) {
        let connected = !matches!(state, State::Closed | State::Listen);
        self.expect(connected, "ABORT or crash without a connection");
    }

    fn expect(&mut self, like: bool, otherwise: &'static str) {
        if !like {
            self.unlike = Some(otherwise);
        }
    }
}

/// Whether a timeout is one second, or three after a SYN that was lost (RFC 6298 §5.7), doubled
/// or not.
fn is_undisturbed(after: Duration) -> bool {
    [1, 2, 4, 8, 3, 6, 12, 24].map(Duration::from_secs).contains(&after)
}
