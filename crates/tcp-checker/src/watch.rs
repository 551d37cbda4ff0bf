//! Where the properties are looked at.

use crate::ends::End;
use crate::property::Property;
use crate::search::Search;
use crate::world::{Stage, Story, World, origin};
use tcp_model::state::State;

impl Search {
    /// An end has become ESTABLISHED.
    pub(crate) fn watch_established(&mut self, story: &mut Story, side: usize) {
        let (partner, paired) = story.partner(side);
        let active = self.model().active[side];
        let agrees = paired && (active || story.ghosts[1 - side].was_established(partner));
        if !agrees {
            self.breaks(Property::Agreement, story);
        }
        if !paired {
            self.breaks(Property::BothConfirmed, story);
        }
        let ghost = &mut story.ghosts[side];
        ghost.established |= 1 << (ghost.incarnation.max(1) - 1);
    }

    /// The user of an end is handed an octet.
    pub(crate) fn watch_octet(&mut self, story: &mut Story, side: usize, octet: u8) {
        let (partner, paired) = story.partner(side);
        let expected = (partner, story.ghosts[side].delivered);
        if !paired || origin(octet) != expected {
            self.breaks(Property::NoStaleData, story);
        }
        let delivered = &mut story.ghosts[side].delivered;
        *delivered = (*delivered + 1).min(7);
    }

    /// Whether nothing happens by itself any more.
    pub fn is_quiet(&self, world: &World) -> bool {
        let waits = |end: &End| !end.timers.is_empty();
        world.network.is_empty() && !world.ends.iter().any(|end| waits(self.ends().end(*end)))
    }

    /// A world was reached in which nothing may happen by itself any more.
    pub(crate) fn watch_quiet(&mut self, world: &World) {
        if !self.is_quiet(world) {
            return;
        }
        let story = &world.story;
        let states = world.ends.map(|end| self.ends().state(end));
        let connected = states.map(|state| !matches!(state, State::Closed | State::Listen));
        let (_, paired) = story.partner(0);
        if connected[0] != connected[1] || (connected[0] && !paired) {
            self.breaks(Property::BothOrNeither, story);
            self.breaks(Property::Settles, story);
        }
        if story.past.trouble && story.users.iter().all(|user| user.stage == Stage::Closed) {
            self.breaks(Property::CleanClose, story);
        }
        let alone = |side: usize| {
            states[side] == State::Established && !(connected[1 - side] && story.partner(side).1)
        };
        if story.past.spoke_after_crash && (alone(0) || alone(1)) {
            self.breaks(Property::Heals, story);
        }
    }
}
