//! What a reader looks for in a run: the periods of a connection, the moments at which something
//! went wrong, and every change of state. All of it is read from the trace.

use crate::ladder::{phases, told};
use tcp_model::host::{Flow, Host};
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, HostChange, Run, SegmentId};

/// What a connection is busy with, from the states of both of its ends.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Period {
    /// An end has sent a SYN that is not acknowledged.
    Handshake,
    /// Both ends are in ESTABLISHED.
    Data,
    /// An end has sent or received a FIN.
    Close,
    /// Nothing is left but the wait in TIME-WAIT.
    TimeWait,
    /// One end is in ESTABLISHED, and the other knows nothing of the connection.
    HalfOpen,
}

/// The periods of the connection that a run is about, in order, each with its beginning and end.
pub fn periods(run: &Run) -> Vec<(Period, Instant, Instant)> {
    let [client, server] = Host::BOTH.map(|host| phases(run, host));
    let starts = client.iter().chain(&server).filter_map(|phase| phase.from);
    let mut bounds: Vec<Instant> = [Instant::ZERO, run.end].into_iter().chain(starts).collect();
    bounds.sort();
    bounds.dedup();
    let mut found: Vec<(Period, Instant, Instant)> = Vec::new();
    for pair in bounds.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let state = |phases: &[crate::ladder::Phase]| {
            let here = phases.iter().rev().find(|phase| phase.from.is_none_or(|at| at <= from));
            here.map_or(State::Closed, |phase| phase.state)
        };
        let Some(period) = period(state(&client), state(&server)) else { continue };
        match found.last_mut() {
            Some((last, _, end)) if *last == period && *end == from => *end = to,
            _ => found.push((period, from, to)),
        }
    }
    found
}

fn period(client: State, server: State) -> Option<Period> {
    let both = [client, server];
    let any = |wanted: &[State]| both.iter().any(|state| wanted.contains(state));
    let closing =
        [State::FinWait1, State::FinWait2, State::CloseWait, State::Closing, State::LastAck];
    if any(&closing) {
        Some(Period::Close)
    } else if any(&[State::SynSent, State::SynReceived]) {
        Some(Period::Handshake)
    } else if both == [State::Established; 2] {
        Some(Period::Data)
    } else if any(&[State::Established]) {
        Some(Period::HalfOpen)
    } else if any(&[State::TimeWait]) {
        Some(Period::TimeWait)
    } else {
        None
    }
}

/// What makes a moment worth finding.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Sign {
    /// The network lost a segment.
    Lost(SegmentId),
    /// A segment outlived MSL.
    Expired(SegmentId),
    /// A reset was sent.
    Reset(SegmentId),
    /// A timer expired.
    Timer(Host, Timer),
    /// Something befell a host.
    Host(Host, HostChange),
}

/// A moment worth finding.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    /// What happens.
    pub sign: Sign,
    /// When.
    pub at: Instant,
    /// How many beats have happened then, this one among them.
    pub step: usize,
}

/// All of a run, in order.
pub fn milestones(run: &Run) -> Vec<Milestone> {
    let found = told(run).filter_map(|(step, event)| {
        let sign = match &event.kind {
            EventKind::Lose { id } => Sign::Lost(*id),
            EventKind::Expire { id } => Sign::Expired(*id),
            EventKind::Send { id, segment, .. } if segment.flags.contains(SegmentFlags::RST) => {
                Sign::Reset(*id)
            }
            EventKind::Timer { host, timer } if event.flow == Flow::MAIN => {
                Sign::Timer(*host, *timer)
            }
            EventKind::Host { host, change } => Sign::Host(*host, *change),
            _ => return None,
        };
        Some(Milestone { sign, at: event.at, step })
    });
    found.collect()
}

/// An end of the connection that a run is about changes its state.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Transition {
    /// Which end.
    pub host: Host,
    /// The state that is left.
    pub from: State,
    /// The state that is entered.
    pub to: State,
    /// When.
    pub at: Instant,
    /// How many beats have happened then, this one among them.
    pub step: usize,
}

/// All of a run, in order.
pub fn transitions(run: &Run) -> Vec<Transition> {
    let found = told(run).filter_map(|(step, event)| match event.kind {
        EventKind::State { host, from, to, .. } if event.flow == Flow::MAIN => {
            Some(Transition { host, from, to, at: event.at, step })
        }
        _ => None,
    });
    found.collect()
}

/// How many beats of a run have happened at a time.
pub fn step_at(run: &Run, at: Instant) -> usize {
    run.beats.partition_point(|beat| beat.at <= at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn names(run: &Run) -> Vec<Period> {
        periods(run).into_iter().map(|(period, _, _)| period).collect()
    }

    #[test]
    fn a_life_has_four_periods_that_follow_each_other() {
        let run = sample::lifecycle();
        let expected = [Period::Handshake, Period::Data, Period::Close, Period::TimeWait];
        assert_eq!(names(&run), expected);
        let periods = periods(&run);
        assert!(periods.windows(2).all(|pair| pair[0].2 == pair[1].1), "{periods:?}");
        assert_eq!(periods[0].1, Instant::ZERO);
        assert_eq!(periods[3].2, run.end);
    }

    #[test]
    fn an_end_that_counts_as_open_alone_is_half_open() {
        assert!(names(&sample::old_syn_two_way()).contains(&Period::HalfOpen));
        assert!(!names(&sample::handshake()).contains(&Period::HalfOpen));
    }

    #[test]
    fn a_loss_and_the_timer_that_mends_it_are_found_at_their_steps() {
        let run = sample::synack_lost();
        let found = milestones(&run);
        let signs: Vec<Sign> = found.iter().map(|one| one.sign).collect();
        assert_eq!(signs[..2], [Sign::Lost(2), Sign::Timer(Host::Client, Timer::Rto)]);
        for one in found {
            assert_eq!(run.beats[one.step - 1].at, one.at);
        }
    }

    #[test]
    fn every_transition_ends_where_the_next_of_the_same_end_begins() {
        for (name, run) in sample::ALL {
            let run = run();
            for host in Host::BOTH {
                let mut state = run.start[host].state;
                for one in transitions(&run).into_iter().filter(|one| one.host == host) {
                    assert_eq!(one.from, state, "{name}");
                    assert_eq!(run.beats[one.step - 1].at, one.at, "{name}");
                    state = one.to;
                }
                assert_eq!(run.last_status()[host].state, state, "{name}");
            }
        }
    }
}
