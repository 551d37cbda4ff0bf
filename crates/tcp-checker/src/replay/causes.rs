//! What a run has in common with a way: whatever in it would be a choice in a world.

use tcp_model::host::Host;
use tcp_model::script::Origin;
use tcp_model::time::Instant;
use tcp_model::timer::Timer;
use tcp_model::trace::{Beat, EventKind, HostChange, Run, SegmentId};

/// The cause of a beat that an end notices, but for segments that are lost or doubled.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Cause {
    /// A user makes a call.
    Call(Host),
    /// A host crashes.
    Crash(Host),
    /// A segment that an end sent arrives; where the network doubled it, the number of the first.
    Arrive(SegmentId),
    /// It outlives its lifetime.
    Expire(SegmentId),
    /// A timer expires.
    Timer(Host, Timer),
    /// A segment is forged.
    Forge,
}

/// The causes of a run, and when each was.
pub(super) fn of(run: &Run) -> Vec<(Instant, Cause)> {
    run.beats.iter().filter_map(|beat| Some((beat.at, cause(run, beat)?))).collect()
}

pub(super) fn is_cause(run: &Run, beat: &Beat) -> bool {
    let lost = |kind: &EventKind| matches!(kind, EventKind::Lose { .. });
    cause(run, beat).is_some() || run.events[beat.events.clone()].iter().any(|e| lost(&e.kind))
}

fn cause(run: &Run, beat: &Beat) -> Option<Cause> {
    let first = |id: SegmentId| run.flight(id).copy_of.unwrap_or(id);
    match run.events.get(beat.events.start)?.kind {
        EventKind::Call { host, .. } => Some(Cause::Call(host)),
        EventKind::Host { host, change: HostChange::Crash } => Some(Cause::Crash(host)),
        EventKind::Arrive { id, .. } if run.flight(id).origin == Origin::Endpoint => {
            Some(Cause::Arrive(first(id)))
        }
        EventKind::Expire { id } => Some(Cause::Expire(first(id))),
        EventKind::Timer { host, timer } => Some(Cause::Timer(host, timer)),
        EventKind::Send { origin: Origin::Spoofed, .. } => Some(Cause::Forge),
        _ => None,
    }
}

/// How many steps a run takes: its causes, and what was lost and doubled.
pub fn count(run: &Run) -> usize {
    let chosen = |kind: &EventKind| matches!(kind, EventKind::Lose { .. } | EventKind::Copy { .. });
    of(run).len() + run.events.iter().filter(|event| chosen(&event.kind)).count()
}
