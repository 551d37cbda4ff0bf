//! The network: what becomes of a segment between the two ends.

use super::weather::Passage;
use super::{Due, Simulator};
use crate::clause::Why;
use crate::fault::Fate;
use crate::host::{Flow, Host};
use crate::script::{Injection, Origin};
use crate::segment::Segment;
use crate::time::{Duration, Instant};
use crate::trace::{EventKind, Flight, Landing, SegmentId};

impl Simulator<'_> {
    /// An endpoint puts a segment on the wire; it goes from there as its faults decide, or the
    /// weather.
    pub(super) fn send(
        &mut self,
        from: Host,
        flow: Flow,
        segment: Segment,
        retransmission: bool,
        why: Why,
    ) {
        let Passage { delay, lost, copies } = self.passage(from, flow, &segment);
        let flight = Flight { retransmission, ..self.flight(from, flow, segment, delay) };
        let id = self.enter(flight, lost, Some(why));
        for delay in copies {
            self.copy(id, delay);
        }
    }

    /// How a segment gets through. Nobody is at a stranger's address, and nothing leaves a host
    /// whose cable is pulled.
    fn passage(&mut self, from: Host, flow: Flow, segment: &Segment) -> Passage {
        let fair = Passage::fair(self.setup.delay);
        let fates = self.faults.fates(from, flow, segment);
        let passage = if !fates.is_empty() {
            fated(fair, &fates)
        } else if receiver(from, flow).is_none() {
            Passage { lost: true, ..fair }
        } else {
            self.sky.passage(self.setup.delay)
        };
        match self.stacks[from].cable {
            true => passage,
            false => Passage { lost: true, copies: Vec::new(), ..passage },
        }
    }

    /// A segment's journey as it stands when it enters the network.
    fn flight(&self, from: Host, flow: Flow, segment: Segment, delay: Duration) -> Flight {
        Flight {
            id: self.run.flights.len() as SegmentId + 1,
            flow,
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
        let Flight { id, flow, from, origin, retransmission, .. } = flight;
        let segment = flight.segment.clone();
        self.record(flow, EventKind::Send { id, from, segment, origin, retransmission, why });
        self.travel(flight, lost);
        id
    }

    fn copy(&mut self, copy_of: SegmentId, delay: Duration) {
        let original = self.run.flight(copy_of).clone();
        let copy = self.flight(original.from, original.flow, original.segment, delay);
        self.record(copy.flow, EventKind::Copy { id: copy.id, copy_of });
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

    /// A journey ends.
    pub(super) fn land(&mut self, id: SegmentId) {
        let flight = self.run.flight(id);
        let flow = flight.flow;
        match flight.landing {
            Landing::Lost => self.record(flow, EventKind::Lose { id }),
            Landing::Expired => self.record(flow, EventKind::Expire { id }),
            Landing::Arrived(_) | Landing::Travelling => match receiver(flight.from, flow) {
                Some(host) if self.stacks[host].is_reachable() => self.arrive(id, flow, host),
                // A host that is down or cut off, or one that does not exist.
                _ => {
                    self.run.flights[id as usize - 1].landing = Landing::Lost;
                    self.record(flow, EventKind::Lose { id });
                }
            },
        }
    }

    fn arrive(&mut self, id: SegmentId, flow: Flow, host: Host) {
        let mut out = std::mem::take(&mut self.scratch);
        let flight = &mut self.run.flights[id as usize - 1];
        let ruling = self.stacks[host].segment_arrives(flow, &flight.segment, self.now, &mut out);
        flight.landing = Landing::Arrived(ruling);
        self.record(flow, EventKind::Arrive { id, host, ruling });
        self.act(host, flow, out);
    }

    /// A segment turns up in the network that no endpoint of this run has sent there.
    pub(super) fn inject(&mut self, injection: &Injection) {
        let Injection { from, origin, delay, .. } = *injection;
        let flight = self.flight(from, injection.flow(), injection.segment(), delay);
        self.enter(Flight { origin, ..flight }, false, None);
    }
}

/// How a segment gets through if these are its fates: the first that is no copy decides about the
/// segment itself.
fn fated(fair: Passage, fates: &[Fate]) -> Passage {
    let own = fates.iter().find(|fate| !matches!(fate, Fate::Copy(_)));
    let copies = fates.iter().filter_map(|fate| match fate {
        Fate::Copy(delay) => Some(*delay),
        Fate::Lose | Fate::Delay(_) => None,
    });
    Passage {
        delay: if let Some(Fate::Delay(delay)) = own { *delay } else { fair.delay },
        lost: own == Some(&Fate::Lose),
        copies: copies.collect(),
    }
}

/// The host that a segment travels to, if there is one.
fn receiver(from: Host, flow: Flow) -> Option<Host> {
    match from {
        Host::Client => Some(Host::Server),
        Host::Server => flow.has_client().then_some(Host::Client),
    }
}
