//! The timers of an end.

use tcp_model::host::{Flow, Host};
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Run};

/// A timer that runs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct RunningTimer {
    /// Which.
    pub timer: Timer,
    /// How long it was set to run.
    pub after: Duration,
    /// When it will expire.
    pub expires: Instant,
}

/// The timers of a host that run after `step` beats, in a fixed order.
pub fn running_timers(run: &Run, host: Host, step: usize) -> Vec<RunningTimer> {
    let events = step.checked_sub(1).and_then(|b| run.beats.get(b)).map_or(0, |b| b.events.end);
    let mut running = [None; Timer::ALL.len()];
    for event in &run.events[..events] {
        if event.flow != Flow::MAIN {
            continue;
        }
        match event.kind {
            EventKind::TimerSet { host: h, timer, after, .. } if h == host => {
                let expires = event.at + after;
                running[timer as usize] = Some(RunningTimer { timer, after, expires });
            }
            EventKind::TimerStop { host: h, timer } | EventKind::Timer { host: h, timer }
                if h == host =>
            {
                running[timer as usize] = None;
            }
            _ => {}
        }
    }
    running.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_scenarios::catalogue::Catalogue;

    #[test]
    fn a_timer_runs_until_it_is_stopped() {
        let run = Catalogue::get().find("three-way-normal").unwrap().run();
        let names = |step| {
            running_timers(&run, Host::Client, step).iter().map(|r| r.timer).collect::<Vec<_>>()
        };
        assert_eq!(names(2), [Timer::Rto, Timer::UserTimeout]);
        assert_eq!(names(4), []);
    }
}
