//! A world: both endpoints, what is in the network, how far the users are, what has happened of
//! what is bounded, and what the protocol cannot see: who accepted whom.

use crate::bounds::Bounds;
use crate::ends::{EndId, SegmentId};
use tcp_model::host::Host;
use tcp_model::time::Duration;

/// How many incarnations of an end are told apart. A world in which another would begin is not
/// looked into, and the search says that it is not complete.
pub const INCARNATIONS: usize = 7;

/// A segment in the network.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Travelling {
    /// Which.
    pub segment: SegmentId,
    /// Its sender.
    pub from: Host,
    /// The incarnation of the sender; 0 for what is forged.
    pub incarnation: u8,
    /// How much longer it lives: MSL at first (RFC 9293 §3.4.2). `None` is as long as it likes,
    /// where nothing waits for old segments to die.
    pub life: Option<Duration>,
    /// Bit 0, the client, or 1, the server: that end's TIME-WAIT began after this was sent, at the
    /// same moment, and ends, or has a lifetime left, just after this dies.
    pub before: u8,
}

/// The number of a [`Travelling`].
pub type TravellingId = u32;

/// How far a user is.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct User {
    /// OPENs that it has made.
    pub opens: u8,
    /// Octets that it has sent since the last of them.
    pub sent: u8,
    /// What it has done since the last of them.
    pub stage: Stage,
}

/// What a user has done with a connection.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Stage {
    /// It has none.
    #[default]
    Idle,
    /// Opened it.
    Opened,
    /// Closed it.
    Closed,
}

/// What the protocol cannot see of an end.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Ghost {
    /// The current incarnation, from 1; 0 before the first.
    pub incarnation: u8,
    /// For each incarnation, the [SYN](crate::search::Search::syn) of the peer that it accepted; 0
    /// for none.
    pub accepted: [u8; INCARNATIONS],
    /// For each incarnation, the SYNs of the peer that it answered: bit i is SYN i+1. Only SYN
    /// cookies answer more than one.
    pub answered: [u8; INCARNATIONS],
    /// Bit i: incarnation i+1 was ESTABLISHED.
    pub established: u8,
    /// How many octets the current incarnation's user was handed.
    pub delivered: u8,
}

impl Ghost {
    /// The SYN of the peer that this incarnation accepted; 0 for none.
    pub fn accepted_by(&self, incarnation: u8) -> u8 {
        usize::from(incarnation).checked_sub(1).map_or(0, |place| self.accepted[place])
    }

    /// Whether this incarnation answered that SYN of the peer.
    pub fn has_answered(&self, incarnation: u8, syn: u8) -> bool {
        let place = usize::from(incarnation).checked_sub(1);
        syn > 0 && place.is_some_and(|place| self.answered[place] & 1 << (syn - 1) != 0)
    }

    /// The current incarnation answers a SYN of the peer.
    pub(crate) fn answer(&mut self, syn: u8) {
        if let (Some(mine), 1..) = (usize::from(self.incarnation).checked_sub(1), syn) {
            self.answered[mine] |= 1 << (syn - 1);
        }
    }

    /// Whether this incarnation was ESTABLISHED.
    pub fn was_established(&self, incarnation: u8) -> bool {
        incarnation > 0 && self.established & 1 << (incarnation - 1) != 0
    }

    /// Forgets an incarnation.
    pub(crate) fn forget(&mut self, incarnation: u8) {
        if incarnation > 0 {
            self.accepted[usize::from(incarnation) - 1] = 0;
            self.answered[usize::from(incarnation) - 1] = 0;
            self.established &= !(1 << (incarnation - 1));
        }
    }
}

/// What has happened of what is bounded.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Past {
    /// Segments that were lost, or outlived their lifetime.
    pub losses: u8,
    /// Segments that were doubled.
    pub duplicates: u8,
    /// ABORTs.
    pub aborts: u8,
    /// Crashes.
    pub crashes: u8,
    /// Timers that expired while something was in the network.
    pub early_timeouts: u8,
    /// Segments that were forged.
    pub forgeries: u8,
    /// A RST ended a connection or a user was told of an error; remembered where a property asks.
    pub trouble: bool,
    /// For each end: a user, of either, has had something sent that must be acknowledged since the
    /// last crash and since this end was last ESTABLISHED.
    pub spoke: [bool; 2],
}

/// Everything in a world but its endpoints and its network.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Story {
    /// The users: client, server.
    pub users: [User; 2],
    /// What the protocol cannot see: client, server.
    pub ghosts: [Ghost; 2],
    /// What has happened of what is bounded.
    pub past: Past,
    /// Bit 0, the client, or 1, the server: that end's TIME-WAIT is said to have a lifetime left,
    /// and has a little more.
    pub before: u8,
}

impl Story {
    /// Whether no more has happened than this.
    pub fn is_within(&self, bounds: &Bounds) -> bool {
        let Past { losses, duplicates, aborts, crashes, early_timeouts, forgeries, .. } = self.past;
        self.users.iter().all(|user| user.opens <= bounds.opens)
            && losses <= bounds.losses
            && duplicates <= bounds.duplicates
            && aborts <= bounds.aborts
            && crashes <= bounds.crashes
            && early_timeouts <= bounds.early_timeouts
            && forgeries <= bounds.forgeries
    }
}

/// A world. Two worlds that differ in nothing here have the same future.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct World {
    /// The endpoints: client, server.
    pub ends: [EndId; 2],
    /// What they are not.
    pub story: Story,
    /// What is in the network, sorted: equal segments are interchangeable.
    pub network: Vec<TravellingId>,
}

impl World {
    /// Makes this world equal to another, in the memory that it has.
    pub fn become_like(&mut self, other: &World) {
        (self.ends, self.story) = (other.ends, other.story);
        self.network.clone_from(&other.network);
    }
}

/// The octet that an incarnation sends at a place, from 0, of its text.
pub const fn octet(incarnation: u8, place: u8) -> u8 {
    b'@' + 8 * place + incarnation
}

/// The incarnation that sent an octet, and its place; no incarnation has sent what is forged.
pub const fn origin(octet: u8) -> (u8, u8) {
    let number = octet.wrapping_sub(b'@');
    (number % 8, number / 8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ends::Forgery;

    #[test]
    fn an_octet_tells_who_sent_it() {
        for incarnation in 1..=INCARNATIONS as u8 {
            for place in 0..3 {
                let octet = octet(incarnation, place);
                assert_eq!(origin(octet), (incarnation, place));
                assert!(octet.is_ascii_graphic() && octet != Forgery::OCTET);
            }
        }
        assert!(origin(Forgery::OCTET).1 > 3, "no place in any text");
    }
}
