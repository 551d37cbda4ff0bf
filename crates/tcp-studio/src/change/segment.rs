//! What befalls one segment. The fault means it by its sender, control bits, text and sequence
//! number, and by its turn among those that are alike and were sent before it: never by time.

use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::{Flow, Host};
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::sim::Setup;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{EventKind, Flight, HostChange, Landing, Run, SegmentId};
use tcp_scenarios::format::Intervention;

/// The longest delay that a scenario file can say.
const LONGEST: Duration = Duration::from_secs(1_000 * 3_600);

/// What the network can do to a segment.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Cruelty {
    /// It is lost where it is; half way, if it has not got as far.
    Lose,
    /// It takes so much longer.
    Delay(Duration),
    /// A copy of it arrives so long after the segment itself would.
    Duplicate(Duration),
    /// It arrives before the one that the same end sent before it.
    Overtake,
}

/// Why the network cannot do this to a segment.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Obstacle {
    /// There is no such segment in the run.
    Unknown,
    /// Its journey is over.
    Landed,
    /// The network made it when it doubled another one, which can be changed instead.
    Copy,
    /// No end of this run has sent it: the scenario lets it turn up.
    Injected,
    /// Nobody is at the address that it goes to: it is lost in any case.
    NobodyThere,
    /// The cable of its sender is out: it never leaves.
    CableOut,
    /// It will be lost in any case.
    LostAnyway,
    /// Nothing that the same end sent before is still to arrive before it.
    NothingToOvertake,
}

/// What makes a run in which this happens to a segment that is on its way at `now`, or will be sent
/// later. Up to the moment when it shows, the run is as it was.
///
/// # Errors
/// When it cannot be, or would change nothing.
pub fn on_segment(
    run: &Run,
    id: SegmentId,
    now: Instant,
    cruelty: Cruelty,
) -> Result<Intervention, Obstacle> {
    let flight = within_reach(run, id, now)?;
    let usual = flight.due.since(flight.sent);
    let fate = match cruelty {
        Cruelty::Lose if is_lost_on_its_way(flight) => return Err(Obstacle::LostAnyway),
        Cruelty::Lose if now <= flight.sent => Fate::Lose,
        Cruelty::Lose => Fate::LoseAfter(now.since(flight.sent).max(usual.scaled(1, 2))),
        Cruelty::Delay(by) => Fate::Delay((usual + by).min(LONGEST)),
        Cruelty::Duplicate(after) => Fate::Copy((usual + after).min(LONGEST)),
        Cruelty::Overtake => {
            let arrival = overtaking(run, flight, now).ok_or(Obstacle::NothingToOvertake)?;
            Fate::Delay(arrival.since(flight.sent))
        }
    };
    Ok(Intervention::Fault(Fault { segment: pattern(run, flight), fate }))
}

/// What the network can do to a segment now, with amounts that show something: a delay by one more
/// journey, one until its sender has sent it again, one past MSL. Nothing where it cannot be
/// changed.
pub fn possible(setup: &Setup, run: &Run, id: SegmentId, now: Instant) -> Vec<Cruelty> {
    let Ok(flight) = within_reach(run, id, now) else { return Vec::new() };
    let usual = flight.due.since(flight.sent);
    let mut delays = vec![setup.delay];
    if flight.segment.seg_len() > 0 {
        delays.push(rto(run, flight) + setup.delay);
    }
    delays.push(setup.knobs[flight.from].msl + setup.delay - usual);
    delays.sort();
    delays.dedup();
    let delays = delays.into_iter().filter(|by| *by > Duration::ZERO).map(Cruelty::Delay);
    let all = std::iter::once(Cruelty::Lose)
        .chain(delays)
        .chain([Cruelty::Duplicate(setup.delay), Cruelty::Overtake]);
    all.filter(|cruelty| on_segment(run, id, now, *cruelty).is_ok()).collect()
}

/// The segment that an end is to send next after `now`.
pub fn next_sent(run: &Run, now: Instant) -> Option<SegmentId> {
    let next = run.flights.iter().find(|flight| flight.sent > now && is_sent_by_an_end(flight))?;
    Some(next.id)
}

/// The journey of a segment, if the network can still do something to it.
fn within_reach(run: &Run, id: SegmentId, now: Instant) -> Result<&Flight, Obstacle> {
    let index = (id as usize).checked_sub(1).ok_or(Obstacle::Unknown)?;
    let flight = run.flights.get(index).ok_or(Obstacle::Unknown)?;
    if flight.ended <= now {
        Err(Obstacle::Landed)
    } else if flight.copy_of.is_some() {
        Err(Obstacle::Copy)
    } else if flight.origin != Origin::Endpoint {
        Err(Obstacle::Injected)
    } else if flight.from == Host::Server && !flight.flow.has_client() {
        Err(Obstacle::NobodyThere)
    } else if is_cable_out(run, flight) {
        Err(Obstacle::CableOut)
    } else {
        Ok(flight)
    }
}

/// Whether the network loses it; what is lost at the door of a host that is down may be lost before.
fn is_lost_on_its_way(flight: &Flight) -> bool {
    flight.landing == Landing::Lost && flight.ended < flight.due
}

fn is_sent_by_an_end(flight: &Flight) -> bool {
    flight.origin == Origin::Endpoint && flight.copy_of.is_none()
}

/// Whether the cable of its sender was out when it was sent.
fn is_cable_out(run: &Run, flight: &Flight) -> bool {
    let sent = |kind: &EventKind| matches!(kind, EventKind::Send { id, .. } if *id == flight.id);
    let before = run.events.iter().take_while(|event| !sent(&event.kind));
    let last = before.filter_map(|event| match event.kind {
        EventKind::Host { host, change } if host == flight.from => match change {
            HostChange::Unplug => Some(true),
            HostChange::Plug => Some(false),
            HostChange::Crash | HostChange::Reboot | HostChange::Kill => None,
        },
        _ => None,
    });
    last.last().unwrap_or(false)
}

/// What means this segment and no other of the run.
fn pattern(run: &Run, flight: &Flight) -> SegmentPattern {
    let until = &run.flights[..flight.id as usize];
    let kind = SegmentPattern {
        from: Some(flight.from),
        flags: Some(flight.segment.flags.without(SegmentFlags::PSH)),
        text: Some(!flight.segment.data.is_empty()),
        seq: Some(flight.segment.seq),
        port: port(until, flight.flow),
        nth: None,
    };
    let alike = until.iter().filter(|other| is_sent_by_an_end(other) && kind.meets(other));
    SegmentPattern { nth: u32::try_from(alike.count()).ok(), ..kind }
}

/// The port that tells its connection from those of the segments before.
fn port(until: &[Flight], flow: Flow) -> Option<u16> {
    let alone = until.iter().all(|other| other.flow == flow);
    (!alone && flow.has_client()).then_some(flow.0.port)
}

/// When it would arrive if it overtook the one before it: half way from now to that one's arrival.
fn overtaking(run: &Run, flight: &Flight, now: Instant) -> Option<Instant> {
    let begin = now.max(flight.sent);
    let before = run.flights[..flight.id as usize - 1].iter().rev().find(|other| {
        is_sent_by_an_end(other)
            && (other.from, other.flow) == (flight.from, flight.flow)
            && matches!(other.landing, Landing::Arrived(_) | Landing::Travelling)
            && other.ended > begin
            && other.ended <= flight.due
    })?;
    let lead = before.ended.since(begin).scaled(1, 2);
    (lead > Duration::ZERO).then(|| begin + lead)
}

/// The sender's retransmission timeout when it sent it.
fn rto(run: &Run, flight: &Flight) -> Duration {
    let before = run.beats.partition_point(|beat| beat.at < flight.sent);
    let status = before.checked_sub(1).map_or(run.start, |beat| run.beats[beat].status);
    status[flight.from].rto
}
