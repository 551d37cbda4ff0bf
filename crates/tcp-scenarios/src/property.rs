//! What a protocol should keep, whatever the network does. Each property is about connections and
//! not about states, so it speaks of *incarnations*: every OPEN begins one, and so do every return
//! to LISTEN and every new SYN that is let in out of TIME-WAIT. The incarnations c of the client and
//! s of the server are *paired* when c accepted the SYN of s and s accepted that of c. An end is
//! *connected* in every state but CLOSED and LISTEN. A moment is *quiet* when nothing is in the
//! network and no timer runs, so that nothing more happens by itself.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A property that a run keeps or breaks.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// When an end becomes ESTABLISHED, its incarnation is paired; where it was opened passively,
    /// with one that was itself ESTABLISHED.
    Agreement,
    /// Every octet handed to a user was sent by the incarnation paired with its own, in order,
    /// once.
    NoStaleData,
    /// Without ABORT and crash, and with fewer losses than the retransmissions that the ends
    /// will make: when all is quiet, both ends are connected, with each other, or neither is.
    Settles,
    /// When an end becomes ESTABLISHED, its own SYN has been accepted by the incarnation whose
    /// SYN it accepted.
    BothConfirmed,
    /// Without ABORT and crash, with fewer losses than retransmissions, with nothing doubled and
    /// nothing sent again too soon: when both users have closed and all is quiet, no RST was sent
    /// and no user was told of an error.
    CleanClose,
    /// Without ABORT, and with fewer losses than retransmissions: when a host has crashed, an end
    /// has sent something that occupies sequence numbers since, and all is quiet, no end is
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
