//! What must hold. An *incarnation* begins with every OPEN and with every return to LISTEN. The
//! incarnations c of the client and s of the server are *paired* when c accepted s's SYN and s
//! accepted c's.

use std::fmt;

/// A property of all worlds of a model.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Property {
    /// A passive end that becomes ESTABLISHED is paired with a client incarnation that was itself
    /// ESTABLISHED with it; an active end that becomes ESTABLISHED is paired with a server
    /// incarnation that answered its SYN.
    Agreement,
    /// Every octet handed to a user was sent by the incarnation paired with it, in order, once.
    NoStaleData,
    /// Without ABORT and crash, and with no more losses than the retransmissions that the ends
    /// will make, every quiet world (empty network, no timer) has the connection at both ends or
    /// at neither.
    Settles,
    /// When an end becomes ESTABLISHED, its own SYN has been received by the incarnation paired
    /// with it.
    BothConfirmed,
    /// When both users have closed, with no more losses than retransmissions, every quiet world
    /// was reached without a RST and without an error.
    CleanClose,
    /// After a crash, once either end has sent something, no quiet world has an end ESTABLISHED
    /// without a partner.
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
