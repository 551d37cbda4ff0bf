//! What can be seen of a world, ours or the independent one: everything but what only one of them
//! has a word for. How long a segment may yet live is not seen: where nobody closes, segments of
//! ours live as long as they like, those of the other die at MSL, and nothing else comes of it.

use crate::protocol;
use crate::world;
use std::collections::BTreeSet;
use tcp_checker::search::Search;
use tcp_checker::world::World;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::timer::Timer;

/// What can be seen of a world.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Look {
    ends: [End; 2],
    network: Vec<Travelling>,
    /// Losses, duplicates, ABORTs, early timeouts.
    happened: [u8; 4],
}

/// What can be seen of an end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct End {
    state: State,
    /// ISS, SND.UNA, SND.NXT, IRS, RCV.NXT, where it has any.
    numbers: [u32; 5],
    /// The seconds until it times out.
    timer: Option<u64>,
    opens: u8,
    incarnation: u8,
    /// The incarnation whose SYN the current one has accepted, if there is a connection, and
    /// whether that has accepted this one's.
    partner: (u8, bool),
}

/// What can be seen of a segment: who sent it, SEG.SEQ, SEG.ACK, SYN, RST, the sender's
/// incarnation.
type Travelling = (usize, u32, Option<u32>, bool, bool, u8);

/// Everything that our checker reaches.
pub(crate) fn of_ours(search: &Search) -> BTreeSet<Look> {
    let mut world = World::default();
    let worlds = 0..search.store().len() as u32;
    worlds
        .map(|id| {
            search.store().read(id, &mut world);
            our_look(search, &world)
        })
        .collect()
}

fn our_look(search: &Search, world: &World) -> Look {
    let mut network: Vec<Travelling> =
        world.network.iter().map(|id| our_travelling(search, *id)).collect();
    network.sort_unstable();
    let past = world.story.past;
    Look {
        ends: [0, 1].map(|side| our_end(search, world, side)),
        network,
        happened: [past.losses, past.duplicates, past.aborts, past.early_timeouts],
    }
}

fn our_travelling(search: &Search, id: u32) -> Travelling {
    let travelling = search.store().travelling(id);
    let segment = search.ends().segment(travelling.segment);
    let [syn, rst, ack] =
        [SegmentFlags::SYN, SegmentFlags::RST, SegmentFlags::ACK].map(|flag| segment.has(flag));
    (
        travelling.from as usize,
        segment.seq.0,
        ack.then_some(segment.ack.0),
        syn,
        rst,
        travelling.incarnation,
    )
}

fn our_end(search: &Search, world: &World, side: usize) -> End {
    let end = search.ends().end(world.ends[side]);
    let status = end.endpoint.status();
    let (snd, rcv) = (status.snd, status.rcv);
    let numbers = match status.state {
        State::Closed | State::Listen => [0; 5],
        State::SynSent => [snd.iss.0, snd.una.0, snd.nxt.0, 0, 0],
        _ => [snd.iss.0, snd.una.0, snd.nxt.0, rcv.irs.0, rcv.nxt.0],
    };
    let partner = match status.state {
        State::Closed => (0, false),
        _ => {
            let ghost = world.story.ghosts[side];
            let partner = ghost.accepted_by(ghost.incarnation);
            (partner, search.are_paired(&world.story, side, ghost.incarnation, partner))
        }
    };
    End {
        state: status.state,
        numbers,
        timer: end
            .timers
            .iter()
            .find(|(timer, _)| *timer != Timer::UserTimeout)
            .map(|(_, left)| left.as_micros() / 1_000_000),
        opens: world.story.users[side].opens,
        incarnation: world.story.ghosts[side].incarnation,
        partner,
    }
}

/// Everything that the independent model reaches.
pub(crate) fn of_theirs(worlds: &[world::World]) -> BTreeSet<Look> {
    worlds.iter().map(their_look).collect()
}

fn their_look(world: &world::World) -> Look {
    let network = world.network.iter().map(|travelling| {
        let protocol::Segment { seq, ack, syn, rst } = travelling.segment;
        (travelling.from, seq, ack, syn, rst, travelling.incarnation)
    });
    let mut network: Vec<Travelling> = network.collect();
    network.sort_unstable();
    Look {
        ends: [0, 1].map(|side| their_end(world, side)),
        network,
        happened: [world.losses, world.duplicates, world.aborts, world.early],
    }
}

fn their_end(world: &world::World, side: usize) -> End {
    let end = &world.ends[side];
    let tcb = end.tcb;
    let state = match tcb.state {
        protocol::State::Closed => State::Closed,
        protocol::State::Listen => State::Listen,
        protocol::State::SynSent => State::SynSent,
        protocol::State::SynReceived => State::SynReceived,
        protocol::State::Established => State::Established,
    };
    let partner = match state {
        State::Closed => (0, false),
        _ => world.partner(side),
    };
    End {
        state,
        numbers: [tcb.iss, tcb.snd_una, tcb.snd_nxt, tcb.irs, tcb.rcv_nxt],
        timer: end.timer.map(|(left, _)| left.into()),
        opens: end.opens,
        incarnation: end.incarnations.len() as u8,
        partner,
    }
}
