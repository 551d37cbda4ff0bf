//! The network: what becomes of a segment between the two ends.

use super::weather::{Loss, Passage};
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
        let fates = self.faults.fates(from, flow, segment);
        // The dice are thrown in any case: a fault changes no segment but its own.
        let by_chance = match receiver(from, flow) {
            Some(_) => self.sky.passage(self.setup.delay),
            None => Passage {
                lost: fates.is_empty().then_some(Loss::HalfWay),
                ..Passage::fair(self.setup.delay)
            },
        };
        let passage = fated(self.setup.delay, by_chance, &fates);
        match self.stacks[from].cable {
            true => passage,
            false => Passage { lost: Some(Loss::HalfWay), copies: Vec::new(), ..passage },
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

    fn enter(&mut self, flight: Flight, lost: Option<Loss>, why: Option<Why>) -> SegmentId {
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
        self.travel(Flight { copy_of: Some(copy_of), ..copy }, None);
    }

    /// Puts the end of a journey on the agenda. A segment that is lost gets half way, or as far as
    /// its time lets it; one that would outlive MSL, the longest time a segment can exist (RFC 9293 §3.4.2), expires then.
    fn travel(&mut self, mut flight: Flight, lost: Option<Loss>) {
        let expires = flight.sent + self.setup.knobs[flight.from].msl;
        let lost = lost.map(|loss| match loss {
            Loss::HalfWay => flight.sent + flight.due.since(flight.sent).scaled(1, 2),
            Loss::After(time) => flight.sent + time,
        });
        // Where it is lost it has not arrived yet.
        flight.due = flight.due.max(lost.unwrap_or_default());
        (flight.ended, flight.landing) = if let Some(at) = lost.filter(|at| *at <= expires) {
            (at, Landing::Lost)
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
        self.enter(Flight { origin, ..flight }, None, None);
    }
}

/// How a segment gets through with these fates: the first that is no copy decides about the
/// segment itself, chance about one that is only copied. Copies are made by chance in any case.
fn fated(usual: Duration, by_chance: Passage, fates: &[Fate]) -> Passage {
    let Passage { delay, lost, mut copies } = by_chance;
    copies.extend(fates.iter().filter_map(|fate| match fate {
        Fate::Copy(delay) => Some(*delay),
        Fate::Lose | Fate::LoseAfter(_) | Fate::Delay(_) => None,
    }));
    let (delay, lost) = match fates.iter().find(|fate| !matches!(fate, Fate::Copy(_))) {
        None | Some(Fate::Copy(_)) => (delay, lost),
        Some(Fate::Lose) => (usual, Some(Loss::HalfWay)),
        Some(Fate::LoseAfter(time)) => (delayed(fates).unwrap_or(delay), Some(Loss::After(*time))),
        Some(Fate::Delay(delay)) => (*delay, None),
    };
    Passage { delay, lost, copies }
}

/// How long a segment takes with these fates, if one of them says so.
fn delayed(fates: &[Fate]) -> Option<Duration> {
    fates.iter().find_map(|fate| match fate {
        Fate::Delay(delay) => Some(*delay),
        Fate::Lose | Fate::LoseAfter(_) | Fate::Copy(_) => None,
    })
}

/// The host that a segment travels to, if there is one.
fn receiver(from: Host, flow: Flow) -> Option<Host> {
    match from {
        Host::Client => Some(Host::Server),
        Host::Server => flow.has_client().then_some(Host::Client),
    }
}
