//! Where the properties are looked at.

use crate::ends::End;
use crate::property::Property;
use crate::search::Search;
use crate::world::{Stage, Story, World, origin};
use tcp_model::state::State;

impl Search {
    /// An end has become ESTABLISHED.
    pub(crate) fn watch_established(&mut self, story: &mut Story, side: usize) {
        let (agrees, confirmed) = match self.model().active[side] {
            true => (self.is_answered(story, side), self.is_answered(story, side)),
            false => (self.has_partner(story, side, true), self.has_partner(story, side, false)),
        };
        if !agrees {
            self.breaks(Property::Agreement, story);
        }
        if !confirmed {
            self.breaks(Property::BothConfirmed, story);
        }
        story.past.spoke[side] = false;
        let ghost = &mut story.ghosts[side];
        ghost.established |= 1 << (ghost.incarnation.max(1) - 1);
    }

    /// Whether the incarnation of the peer whose SYN the current one of this side has accepted has
    /// answered ours.
    fn is_answered(&self, story: &Story, side: usize) -> bool {
        let mine = &story.ghosts[side];
        let (accepted, syn) =
            (mine.accepted_by(mine.incarnation), self.syn(side, mine.incarnation));
        self.peers(story, side).any(|theirs| {
            self.syn(1 - side, theirs) == accepted
                && story.ghosts[1 - side].has_answered(theirs, syn)
        })
    }

    /// Whether the current incarnation of this side is paired with one of the peer, which, where
    /// that is asked for, was ESTABLISHED.
    fn has_partner(&self, story: &Story, side: usize, established: bool) -> bool {
        let mine = story.ghosts[side].incarnation;
        self.peers(story, side).any(|theirs| {
            self.are_paired(story, side, mine, theirs)
                && (!established || story.ghosts[1 - side].was_established(theirs))
        })
    }

    /// The incarnations of the peer.
    fn peers(&self, story: &Story, side: usize) -> impl Iterator<Item = u8> + use<> {
        1..=story.ghosts[1 - side].incarnation
    }

    /// The user of an end is handed an octet.
    pub(crate) fn watch_octet(&mut self, story: &mut Story, side: usize, octet: u8) {
        let (sender, place) = origin(octet);
        let mine = story.ghosts[side];
        let paired = self.are_paired(story, side, mine.incarnation, sender);
        if !paired || place != mine.delivered {
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
        let paired = self.is_paired(story);
        if connected[0] != connected[1] || (connected[0] && !paired) {
            self.breaks(Property::BothOrNeither, story);
            self.breaks(Property::Settles, story);
        }
        if story.past.trouble && story.users.iter().all(|user| user.stage == Stage::Closed) {
            self.breaks(Property::CleanClose, story);
        }
        let alone = |side: usize| {
            let has_partner = connected[1 - side] && paired;
            states[side] == State::Established && !has_partner && story.past.spoke[side]
        };
        if alone(0) || alone(1) {
            self.breaks(Property::Heals, story);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::world::octet;

    /// Whether a server that is paired with the client's first incarnation may not be handed these.
    fn breaks(octets: &[u8]) -> bool {
        let mut search = Search::new(Model::named("three-way").expect("a model"));
        let mut story = Story::default();
        for ghost in &mut story.ghosts {
            (ghost.incarnation, ghost.accepted[0]) = (1, 1);
        }
        octets.iter().for_each(|octet| search.watch_octet(&mut story, 1, *octet));
        search.broken().contains(&Property::NoStaleData)
    }

    #[test]
    fn octets_are_those_of_the_partner_in_order_and_once() {
        assert!(!breaks(&[octet(1, 0), octet(1, 1), octet(1, 2)]));
        assert!(breaks(&[octet(1, 1)]), "one is missing");
        assert!(breaks(&[octet(1, 0), octet(1, 0)]), "one comes twice");
        assert!(breaks(&[octet(2, 0)]), "another incarnation sent it");
    }
}
