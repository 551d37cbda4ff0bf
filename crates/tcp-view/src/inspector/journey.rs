//! How far a segment has come.

use super::status;
use tcp_model::endpoint::Status;
use tcp_model::host::Flow;
use tcp_model::script::Origin;
use tcp_model::time::Instant;
use tcp_model::trace::{EventKind, Run, SegmentId};

/// How far a segment has come.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Progress {
    /// It has not entered the network.
    Unsent,
    /// It is on its way.
    OnTheWay,
    /// This beat, by index, was the end of its journey.
    Ended(usize),
}

/// The segment that was the last to enter the network in the first `step` beats.
pub fn last_sent(run: &Run, step: usize) -> Option<SegmentId> {
    let beats = &run.beats[..step.min(run.beats.len())];
    let events = &run.events[..beats.last().map_or(0, |beat| beat.events.end)];
    events.iter().rev().find_map(|event| entered(&event.kind))
}

/// The number of the segment that an event puts onto the network.
fn entered(kind: &EventKind) -> Option<SegmentId> {
    match kind {
        EventKind::Send { id, .. } | EventKind::Copy { id, .. } => Some(*id),
        _ => None,
    }
}

/// How far a segment has come after `step` beats.
pub fn progress(run: &Run, id: SegmentId, step: usize) -> Progress {
    let ended = beat_of(run, run.flight(id).ended, |kind| match kind {
        EventKind::Arrive { id: other, .. }
        | EventKind::Lose { id: other }
        | EventKind::Expire { id: other } => *other == id,
        _ => false,
    });
    match ended.filter(|beat| *beat < step) {
        Some(beat) => Progress::Ended(beat),
        None if last_sent(run, step).is_some_and(|last| id <= last) => Progress::OnTheWay,
        None => Progress::Unsent,
    }
}

/// Its sender as soon as it had sent the segment, where an end of the connection that the lanes
/// show did so; of a copy, when the network doubled the segment.
pub fn sending(run: &Run, id: SegmentId) -> Option<Status> {
    let flight = run.flight(id);
    if flight.flow != Flow::MAIN || flight.origin != Origin::Endpoint {
        return None;
    }
    let beat = beat_of(run, flight.sent, |kind| entered(kind) == Some(id))?;
    Some(status(run, flight.from, beat + 1))
}

/// The beat at this time that has such an event.
fn beat_of(run: &Run, at: Instant, is_wanted: impl Fn(&EventKind) -> bool) -> Option<usize> {
    let first = run.beats.partition_point(|beat| beat.at < at);
    let mut then = run.beats[first..].iter().take_while(|beat| beat.at == at);
    let has = |events: &[tcp_model::trace::Event]| events.iter().any(|e| is_wanted(&e.kind));
    then.position(|beat| has(&run.events[beat.events.clone()])).map(|place| first + place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_model::trace::Landing;
    use tcp_scenarios::catalogue::Catalogue;

    /// Segments are numbered in the order in which they enter the network, one step at a time.
    #[test]
    fn a_segment_is_unsent_then_on_its_way_then_gone() {
        for entry in Catalogue::get().entries() {
            let run = entry.scenario().run();
            let steps = run.beats.len();
            for flight in &run.flights {
                let is = |step| progress(&run, flight.id, step);
                assert_eq!(is(0), Progress::Unsent);
                match (is(steps), flight.landing) {
                    (Progress::Ended(beat), _) => assert_eq!(run.beats[beat].at, flight.ended),
                    (Progress::OnTheWay, landing) => assert_eq!(landing, Landing::Travelling),
                    (Progress::Unsent, _) => panic!("{} never sends {}", entry.id(), flight.id),
                }
            }
            assert_eq!(last_sent(&run, steps), run.flights.last().map(|flight| flight.id));
        }
    }

    #[test]
    fn a_sender_has_sent_up_to_the_end_of_its_segment() {
        let run = Catalogue::get().find("three-way-normal").unwrap().run();
        for flight in &run.flights {
            let snd = sending(&run, flight.id).expect("an end sent it").snd;
            assert!(flight.segment.end().at_or_before(snd.nxt));
        }
    }
}
