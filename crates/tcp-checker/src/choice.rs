//! What may happen next in a world. A step is one choice.

use crate::ends::{Forgery, Input};
use crate::search::Search;
use crate::world::{Stage, TravellingId, World, octet};
use tcp_model::host::Host;
use tcp_model::knobs::TimeWait;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;

/// Something that may happen next in a world. Sides are 0 for the client, 1 for the server;
/// places are those of the world's network.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// The segment at this place arrives.
    Arrive(usize),
    /// It is lost.
    Lose(usize),
    /// It is doubled.
    Double(usize),
    /// It outlives its lifetime: time passes until then.
    Die(usize),
    /// The user of an end does something, or its host crashes.
    User(usize, Input),
    /// A timer of an end expires: time passes until then.
    Expire(usize, Timer),
    /// A forged segment arrives at an end.
    Forge(usize, Forgery),
}

impl Search {
    /// All that may happen next, in an order that is always the same.
    pub fn choices(&self, world: &World, choices: &mut Vec<Choice>) {
        choices.clear();
        if self.model().listens && world.story.users[1].opens == 0 {
            return choices.push(Choice::User(1, Input::OpenPassive));
        }
        // The server first: of two shortest ways, the one in which it listens before it is called.
        for side in [1, 0] {
            self.user_choices(world, side, choices);
            self.forgeries(world, side, choices);
        }
        let soonest = self.soonest(world);
        self.network_choices(world, soonest, choices);
        self.timer_choices(world, soonest, choices);
    }

    fn user_choices(&self, world: &World, side: usize, choices: &mut Vec<Choice>) {
        let model = self.model();
        let (bounds, hasty) = (&model.bounds, model.hasty);
        let state = self.ends().state(world.ends[side]);
        let (user, past) = (world.story.users[side], world.story.past);
        let mut may = |input| choices.push(Choice::User(side, input));
        if state == State::Closed && user.stage != Stage::Opened && user.opens < bounds.opens {
            may(if model.active[side] { Input::OpenActive } else { Input::OpenPassive });
        }
        let talks = matches!(state, State::Established | State::CloseWait);
        let has_more = user.stage == Stage::Opened && user.sent < bounds.sends;
        if has_more && ((talks && side == 0) || (hasty && state == State::Listen)) {
            may(Input::Send(octet(world.story.ghosts[side].incarnation, user.sent)));
        }
        if user.stage == Stage::Opened && bounds.closes > 0 && (talks || hasty) {
            may(Input::Close);
        }
        let connected = !matches!(state, State::Closed | State::Listen);
        if connected && past.aborts < bounds.aborts {
            may(Input::Abort);
        }
        if connected && past.crashes < bounds.crashes {
            may(Input::Crash);
        }
    }

    fn forgeries(&self, world: &World, side: usize, choices: &mut Vec<Choice>) {
        let state = self.ends().state(world.ends[side]);
        if state.is_synchronized() && world.story.past.forgeries < self.model().bounds.forgeries {
            choices.extend(Forgery::ALL.map(|forgery| Choice::Forge(side, forgery)));
        }
    }

    fn network_choices(&self, world: &World, soonest: Option<Duration>, choices: &mut Vec<Choice>) {
        let (bounds, past) = (&self.model().bounds, world.story.past);
        for (place, id) in world.network.iter().enumerate() {
            // Equal segments are interchangeable: the first stands for all.
            if place > 0 && world.network[place - 1] == *id {
                continue;
            }
            choices.push(Choice::Arrive(place));
            if past.losses < bounds.losses {
                choices.push(Choice::Lose(place));
                let life = self.store().travelling(*id).life;
                if life.is_some() && life == soonest && !self.outlives(world, *id) {
                    choices.push(Choice::Die(place));
                }
            }
            if past.duplicates < bounds.duplicates {
                choices.push(Choice::Double(place));
            }
        }
    }

    fn timer_choices(&self, world: &World, soonest: Option<Duration>, choices: &mut Vec<Choice>) {
        let patient = !world.network.is_empty()
            && world.story.past.early_timeouts == self.model().bounds.early_timeouts;
        for side in 0..2 {
            for (timer, left) in &self.ends().end(world.ends[side]).timers {
                let waits = match timer {
                    Timer::TimeWait => {
                        self.waits_for_the_wire(world, side) || self.outlasts(world, side)
                    }
                    _ => patient,
                };
                if Some(*left) == soonest && !waits {
                    choices.push(Choice::Expire(side, *timer));
                }
            }
        }
    }

    /// `time_wait = 0` still lasts until what is on the wire to the connection has landed.
    fn waits_for_the_wire(&self, world: &World, side: usize) -> bool {
        let host = Host::BOTH[side];
        let coming = |id: &u32| self.store().travelling(*id).from == host.peer();
        self.model().knobs[host].time_wait == TimeWait::Zero && world.network.iter().any(coming)
    }

    /// Something dies before a segment does, though at the same moment: it was sent before a
    /// TIME-WAIT began, and the segment after.
    fn outlives(&self, world: &World, id: TravellingId) -> bool {
        let mine = self.store().travelling(id);
        world.network.iter().any(|other| {
            let other = self.store().travelling(*other);
            other.life == mine.life && other.before & !mine.before != 0
        })
    }

    /// Something dies before TIME-WAIT ends, though at the same moment.
    fn outlasts(&self, world: &World, side: usize) -> bool {
        world.network.iter().any(|id| self.store().travelling(*id).before & 1 << side != 0)
    }

    /// How long until something happens by itself.
    fn soonest(&self, world: &World) -> Option<Duration> {
        let timers = world.ends.iter().flat_map(|end| &self.ends().end(*end).timers);
        let lives = world.network.iter().filter_map(|id| self.store().travelling(*id).life);
        timers.map(|(_, left)| *left).chain(lives).min()
    }
}
