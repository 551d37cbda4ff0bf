//! What may happen to two ends, as a model for stateright. A step is one [`Choice`]; time passes
//! only when something waits for it.

use crate::protocol::{Effects, Handshake, Seq, State, Tcb, arrives, gives_up};
use crate::world::{RTO, Side, Travelling, World};
use stateright::{Checker, Model, Property};
use std::collections::HashSet;

/// A handshake, how often its SYNs are retransmitted, and how much may happen.
#[derive(Clone, Debug)]
pub(crate) struct Independent {
    /// The property that is looked at.
    pub(crate) asked: Asked,
    /// Which handshake.
    pub(crate) handshake: Handshake,
    /// How often a SYN is retransmitted before it is given up.
    pub(crate) retransmissions: u8,
    /// OPENs of each side.
    pub(crate) opens: u8,
    /// ABORTs, of both sides together.
    pub(crate) aborts: u8,
    /// Segments that are lost or outlive MSL.
    pub(crate) losses: u8,
    /// Segments that are doubled.
    pub(crate) duplicates: u8,
    /// Timers that expire while something is in the network.
    pub(crate) early: u8,
}

/// What may happen next. Places are places in the network.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Choice {
    /// A segment arrives.
    Arrive(usize),
    /// A segment is lost.
    Lose(usize),
    /// A segment is doubled.
    Double(usize),
    /// A segment outlives MSL.
    Outlive(usize),
    /// OPEN: active at the client, passive at the server.
    Open(Side),
    /// ABORT.
    Abort(Side),
    /// The retransmission timer expires.
    Expire(Side),
}

impl Independent {
    /// The n-th ISS of a side, from 0. No two are alike, and they are far enough apart.
    fn iss(side: Side, n: u8) -> Seq {
        [1000, 5000][side] + 100 * Seq::from(n)
    }

    fn arrive(&self, world: &mut World, place: usize) {
        let Travelling { from, segment, incarnation, .. } = world.network.remove(place);
        let side = 1 - from;
        let end = &mut world.ends[side];
        let iss = Independent::iss(side, end.incarnation().saturating_sub(1));
        let effects = arrives(&mut end.tcb, segment, self.handshake, iss);
        world.follow(side, effects, incarnation);
    }

    fn open(&self, world: &mut World, side: Side) {
        let end = &mut world.ends[side];
        (end.opens, end.timer) = (end.opens + 1, None);
        end.tcb = match side {
            0 => Tcb::open(Independent::iss(0, end.incarnation())),
            _ => Tcb::listen(),
        };
        end.begin();
        let sent = (side == 0).then(|| end.tcb.own_syn(self.handshake));
        world.follow(side, Effects { sent: Vec::from_iter(sent), ..Effects::default() }, 0);
    }

    fn abort(&self, world: &mut World, side: Side) {
        let sent = Vec::from_iter(world.ends[side].tcb.abort());
        world.ends[side].tcb = Tcb::closed();
        world.aborts += 1;
        world.follow(side, Effects { sent, ..Effects::default() }, 0);
    }

    fn expire(&self, world: &mut World, side: Side) -> Option<()> {
        world.early += u8::from(!world.network.is_empty());
        if world.hopes(side) {
            let effects = gives_up(&mut world.ends[side].tcb);
            world.follow(side, effects, 0);
            return Some(());
        }
        let (left, timeouts) = world.ends[side].timer?;
        world.pass(left);
        let end = &mut world.ends[side];
        if timeouts == self.retransmissions {
            end.timer = None;
            let effects = gives_up(&mut end.tcb);
            world.follow(side, effects, 0);
        } else {
            end.timer = Some((RTO << (timeouts + 1), timeouts + 1));
            let syn = end.tcb.own_syn(self.handshake);
            world.send(side, syn);
        }
        Some(())
    }
}

impl Model for Independent {
    type State = World;
    type Action = Choice;

    fn init_states(&self) -> Vec<World> {
        vec![World::new()]
    }

    fn actions(&self, world: &World, choices: &mut Vec<Choice>) {
        let soonest = world.soonest();
        for side in [0, 1] {
            let (end, early) = (&world.ends[side], world.early < self.early);
            let state = end.tcb.state;
            if state == State::Closed && end.opens < self.opens {
                choices.push(Choice::Open(side));
            }
            if !matches!(state, State::Closed | State::Listen) && world.aborts < self.aborts {
                choices.push(Choice::Abort(side));
            }
            let first = end.timer.is_some_and(|(left, _)| Some(left) == soonest);
            if first && (early || world.network.is_empty()) {
                choices.push(Choice::Expire(side));
            }
            let last = world.ends.iter().all(|end| end.timer.is_none());
            if world.hopes(side) && last && (early || world.network.is_empty()) {
                choices.push(Choice::Expire(side));
            }
        }
        for (place, travelling) in world.network.iter().enumerate() {
            choices.push(Choice::Arrive(place));
            if world.losses < self.losses {
                choices.push(Choice::Lose(place));
                if Some(travelling.life) == soonest {
                    choices.push(Choice::Outlive(place));
                }
            }
            if world.duplicates < self.duplicates {
                choices.push(Choice::Double(place));
            }
        }
    }

    fn next_state(&self, world: &World, choice: Choice) -> Option<World> {
        let mut next = world.clone();
        match choice {
            Choice::Arrive(place) => self.arrive(&mut next, place),
            Choice::Lose(place) => {
                next.network.remove(place);
                next.losses += 1;
            }
            Choice::Double(place) => {
                next.network.insert(place, world.network[place]);
                next.duplicates += 1;
            }
            Choice::Outlive(place) => {
                let life = next.network.remove(place).life;
                next.losses += 1;
                next.pass(life);
            }
            Choice::Open(side) => self.open(&mut next, side),
            Choice::Abort(side) => self.abort(&mut next, side),
            Choice::Expire(side) => self.expire(&mut next, side)?,
        }
        Some(next)
    }

    /// One property at a time: stateright then stops at the first failure, and otherwise goes on
    /// and remembers the last.
    fn properties(&self) -> Vec<Property<Independent>> {
        let condition: fn(&Independent, &World) -> bool = match self.asked {
            Asked::Agreement => |_, world| world.agrees(),
            Asked::BothConfirmed => |_, world| world.confirmed(),
            Asked::Settles => {
                |bounds, world| world.losses >= bounds.retransmissions || world.settled()
            }
            Asked::BothOrNeither => |_, world| world.settled(),
            Asked::Nothing => |_, _| true,
        };
        vec![Property::always(ASKED, condition)]
    }
}

const ASKED: &str = "what is asked";

/// What is to hold in every world.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Asked {
    /// `agreement`.
    Agreement,
    /// `both-confirmed`.
    BothConfirmed,
    /// `settles`.
    Settles,
    /// `both-or-neither`.
    BothOrNeither,
    /// Nothing, so that all worlds are met.
    Nothing,
}

impl Independent {
    /// How many steps a shortest failure of a property takes; `None` if it holds.
    pub(crate) fn shortest_failure(&self, asked: Asked) -> Option<usize> {
        let bounds = Independent { asked, ..self.clone() };
        let checker = bounds.checker().threads(1).spawn_bfs().join();
        checker.discovery(ASKED).map(|path| path.into_actions().len())
    }

    /// All worlds.
    pub(crate) fn worlds(&self) -> Vec<World> {
        let mut worlds = self.init_states();
        let mut known: HashSet<World> = worlds.iter().cloned().collect();
        let mut next = 0;
        while next < worlds.len() {
            let new = self.next_states(&worlds[next]).into_iter();
            worlds.extend(new.filter(|world| known.insert(world.clone())));
            next += 1;
        }
        worlds
    }
}
