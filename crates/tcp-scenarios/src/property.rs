//! What a protocol should keep, whatever the network does. An *incarnation* begins with every OPEN
//! and with every return to LISTEN, and with a SYN that is let in out of TIME-WAIT. The
//! incarnations c of the client and s of the server are *paired* when c accepted s's SYN and s
//! accepted c's; a SYN that is like another in every octet counts for it, as nobody can tell them
//! apart. All is *quiet* when nothing is in the network and no timer runs. An end is *connected* in
//! every state but CLOSED and LISTEN.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A property that a run keeps or breaks.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// A passive end that becomes ESTABLISHED is paired with a client incarnation that was itself
    /// ESTABLISHED; an active end that becomes ESTABLISHED has accepted the SYN of a server
    /// incarnation that answered its own.
    Agreement,
    /// Every octet handed to a user was sent by the incarnation paired with it, in order, once; one
    /// that came in a SYN, by one that is paired with it later.
    NoStaleData,
    /// Without ABORT and crash, and with fewer losses than the retransmissions that the ends
    /// will make, when all is quiet both ends are connected, and with each other, or neither.
    Settles,
    /// When an end becomes ESTABLISHED, its own SYN has been received by the incarnation whose SYN
    /// it has accepted.
    BothConfirmed,
    /// When both users have closed, without ABORT and crash and with fewer losses than
    /// retransmissions, all has become quiet without a RST that ended a connection and without an
    /// error told to a user. (A RST that nobody heeds is no harm: an ACK that comes after the end
    /// draws one.)
    CleanClose,
    /// When a host has crashed, a user of either has had something sent since that must be
    /// acknowledged (a SYN, text or a FIN), also since the end in question was ESTABLISHED, and
    /// with fewer losses than retransmissions and without ABORT, when all is quiet no end is
    /// ESTABLISHED whose peer is not connected with it.
    Heals,
    /// As `settles`, with losses without limit: the two generals.
    BothOrNeither,
}

impl Property {
    /// All of them.
    pub const ALL: [Property; 7] = [
        Property::Agreement,
        Property::NoStaleData,
        Property::Settles,
        Property::BothConfirmed,
        Property::CleanClose,
        Property::Heals,
        Property::BothOrNeither,
    ];

    /// As scenario files and the command line write it.
    pub const fn id(self) -> &'static str {
        match self {
            Property::Agreement => "agreement",
            Property::NoStaleData => "no-stale-data",
            Property::Settles => "settles",
            Property::BothConfirmed => "both-confirmed",
            Property::CleanClose => "clean-close",
            Property::Heals => "heals",
            Property::BothOrNeither => "both-or-neither",
        }
    }

    /// The property that is written so.
    pub fn from_id(id: &str) -> Option<Property> {
        Property::ALL.into_iter().find(|property| property.id() == id)
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
