//! The network: what becomes of a segment between the two ends.

use super::{Due, Simulator};
use crate::clause::Why;
use crate::fault::Fate;
use crate::host::{Flow, Host};
use crate::script::{Injection, Origin};
use crate::segment::Segment;
use crate::time::{Duration, Instant};
use crate::trace::{EventKind, Flight, Landing, SegmentId};

impl Simulator<'_> {
    /// An endpoint puts a segment on the wire; its faults decide where it goes from there.
    pub(super) fn send(&mut self, from: Host, segment: Segment, retransmission: bool, why: Why) {
        let fate = self.faults.fate(from, &segment);
        let delay = match fate {
            Some(Fate::Delay(delay)) => delay,
            _ => self.setup.delay,
        };
        let flight = self.flight(from, segment, delay);
        let id =
            self.enter(Flight { retransmission, ..flight }, fate == Some(Fate::Lose), Some(why));
        if let Some(Fate::Copy(delay)) = fate {
            self.copy(id, delay);
        }
    }

    /// A segment's journey as it stands when it enters the network.
    fn flight(&self, from: Host, segment: Segment, delay: Duration) -> Flight {
        Flight {
            id: self.run.flights.len() as SegmentId + 1,
            flow: Flow::MAIN,
            from,
            segment,
            origin: Origin::Endpoint,
            copy_of: None,
            retransmission: false,
            sent: self.now,
            due: self.now + delay,
            ended: Instant::MAX,
            landing: Landing::Travelling,
        }
    }

    fn enter(&mut self, flight: Flight, lost: bool, why: Option<Why>) -> SegmentId {
        let Flight { id, from, origin, retransmission, .. } = flight;
        let segment = flight.segment.clone();
        self.record(EventKind::Send { id, from, segment, origin, retransmission, why });
        self.travel(flight, lost);
        id
    }

    fn copy(&mut self, copy_of: SegmentId, delay: Duration) {
        let original = self.run.flight(copy_of).clone();
        let copy = self.flight(original.from, original.segment, delay);
        self.record(EventKind::Copy { id: copy.id, copy_of });
        self.travel(Flight { copy_of: Some(copy_of), ..copy }, false);
    }

    /// Puts the end of a journey on the agenda. A lost segment gets half way; one that would
    /// outlive MSL, the longest time a segment can exist (RFC 9293 §3.4.2), expires then.
    fn travel(&mut self, mut flight: Flight, lost: bool) {
        let expires = flight.sent + self.setup.knobs[flight.from].msl;
        (flight.ended, flight.landing) = if lost {
            (flight.sent + flight.due.since(flight.sent).scaled(1, 2), Landing::Lost)
        } else if flight.due > expires {
            (expires, Landing::Expired)
        } else {
            (flight.due, Landing::Travelling)
        };
        self.schedule(flight.ended, Due::Landing(flight.id));
        self.run.flights.push(flight);
    }

    pub(super) fn land(&mut self, id: SegmentId) {
        let flight = self.run.flight(id);
        match flight.landing {
            Landing::Lost => self.record(EventKind::Lose { id }),
            Landing::Expired => self.record(EventKind::Expire { id }),
            Landing::Arrived(_) | Landing::Travelling => {
                let (host, segment) = (flight.from.peer(), flight.segment.clone());
                let mut out = Vec::new();
                let ruling = self.ends[host].segment_arrives(&segment, self.now, &mut out);
                self.run.flights[id as usize - 1].landing = Landing::Arrived(ruling);
                self.record(EventKind::Arrive { id, host, ruling });
                self.act(host, out);
            }
        }
    }

    pub(super) fn inject(&mut self, injection: &Injection) {
        let flight = self.flight(injection.from, injection.segment(), injection.delay);
        self.enter(Flight { origin: injection.origin, ..flight }, false, None);
    }
}
