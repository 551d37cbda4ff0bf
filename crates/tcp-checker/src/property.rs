//! What must hold. An *incarnation* begins with every OPEN and with every return to LISTEN. The
//! incarnations c of the client and s of the server are *paired* when c accepted s's SYN and s
//! accepted c's; a SYN that is like another in every octet counts for it, as nobody can tell them
//! apart. A world is *quiet* when nothing is in the network and no timer runs. An end is
//! *connected* in every state but CLOSED and LISTEN.

use std::fmt;

/// A property of all worlds of a model.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Property {
    /// A passive end that becomes ESTABLISHED is paired with a client incarnation that was itself
    /// ESTABLISHED; an active end that becomes ESTABLISHED has accepted the SYN of a server
    /// incarnation that answered its own.
    Agreement,
    /// Every octet handed to a user was sent by the incarnation paired with it, in order, once.
    NoStaleData,
    /// Without ABORT and crash, and with fewer losses than the retransmissions that the ends
    /// will make, in every quiet world both ends are connected, and with each other, or neither.
    Settles,
    /// When an end becomes ESTABLISHED, its own SYN has been received by the incarnation whose SYN
    /// it has accepted.
    BothConfirmed,
    /// When both users have closed, without ABORT and crash and with fewer losses than
    /// retransmissions, every quiet world was reached without a RST that ended a connection and
    /// without an error told to a user. (A RST that nobody heeds is no harm: an ACK that comes
    /// after the end draws one.)
    CleanClose,
    /// When a host has crashed, a user of either has had something sent since that must be
    /// acknowledged (a SYN, text or a FIN), also since the end in question was ESTABLISHED, and
    /// with fewer losses than retransmissions, in no quiet world an end is ESTABLISHED whose peer
    /// is not connected with it.
    Heals,
    /// As `Settles`, with losses without limit: the two generals.
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

    /// As the command line and its JSON write it.
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
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
