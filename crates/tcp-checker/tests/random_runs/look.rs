//! What is seen of a world and of a run alike: the states of both ends, their numbers, and what
//! is in the network.

use std::collections::{BTreeSet, HashSet};
use tcp_checker::model::Model;
use tcp_checker::search::explore;
use tcp_checker::world::World;
use tcp_model::endpoint::Status;
use tcp_model::host::Host;
use tcp_model::knobs::Isn;
use tcp_model::segment::Segment;
use tcp_model::state::State;
use tcp_model::trace::{EventKind, Run, SegmentId};

/// What is seen.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Look {
    ends: [(State, [u32; 4]); 2],
    network: Vec<Travelling>,
}

/// Sender, SEG.SEQ, SEG.ACK, control bits, length.
type Travelling = (Host, u32, u32, u8, u32);

/// Numbers that depend on the time of a run are not looked at.
fn has_readable_numbers(model: &Model) -> bool {
    let chosen = |host| matches!(model.knobs[host].isn, Isn::Given(_) | Isn::Fixed(_));
    Host::BOTH.into_iter().all(chosen)
}

fn end(status: &Status, numbers: bool) -> (State, [u32; 4]) {
    let (snd, rcv) = (status.snd, status.rcv);
    let seen = match status.state {
        _ if !numbers => [0; 4],
        State::Closed | State::Listen => [0; 4],
        State::SynSent => [snd.iss.0, snd.una.0, snd.nxt.0, 0],
        _ => [snd.iss.0, snd.una.0, snd.nxt.0, rcv.nxt.0],
    };
    (status.state, seen)
}

fn travelling(from: Host, segment: &Segment, numbers: bool) -> Travelling {
    let [seq, ack] = if numbers { [segment.seq.0, segment.ack.0] } else { [0; 2] };
    (from, seq, ack, segment.flags.bits(), segment.data.len())
}

/// Everything that the checker reaches.
pub(crate) fn of_the_checker(model: &Model) -> HashSet<Look> {
    let numbers = has_readable_numbers(model);
    let search = explore(model.clone());
    let mut world = World::default();
    let worlds = 0..search.store().len() as u32;
    worlds
        .map(|id| {
            search.store().read(id, &mut world);
            let ends = world.ends.map(|id| end(&search.ends().end(id).endpoint.status(), numbers));
            let segments = world.network.iter().map(|id| {
                let it = search.store().travelling(*id);
                travelling(it.from, search.ends().segment(it.segment), numbers)
            });
            let mut network: Vec<Travelling> = segments.collect();
            network.sort_unstable();
            Look { ends, network }
        })
        .collect()
}

/// Everything that a run passes through, after each of its beats. Forged segments are nowhere
/// before they arrive.
pub(crate) fn of_a_run(run: &Run, model: &Model) -> Vec<Look> {
    let numbers = has_readable_numbers(model);
    let mut in_flight: BTreeSet<SegmentId> = BTreeSet::new();
    let mut looks = Vec::new();
    for beat in &run.beats {
        for event in &run.events[beat.events.clone()] {
            match &event.kind {
                EventKind::Send { id, why: Some(_), .. } | EventKind::Copy { id, .. } => {
                    in_flight.insert(*id);
                }
                EventKind::Arrive { id, .. }
                | EventKind::Lose { id }
                | EventKind::Expire { id } => {
                    in_flight.remove(id);
                }
                _ => {}
            }
        }
        let segment = |id: &SegmentId| {
            let flight = run.flight(*id);
            travelling(flight.from, &flight.segment, numbers)
        };
        let mut network: Vec<Travelling> = in_flight.iter().map(segment).collect();
        network.sort_unstable();
        let ends = [Host::Client, Host::Server].map(|host| end(&beat.status[host], numbers));
        looks.push(Look { ends, network });
    }
    looks
}
