//! The two hosts of a run.

use std::fmt;

/// A host: the client is drawn on the left, the server on the right.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Host {
    /// The one that opens actively.
    Client,
    /// The one that listens.
    Server,
}

impl Host {
    /// Both, client first.
    pub const BOTH: [Host; 2] = [Host::Client, Host::Server];

    /// The other one.
    pub const fn peer(self) -> Host {
        match self {
            Host::Client => Host::Server,
            Host::Server => Host::Client,
        }
    }

    /// `client` or `server`.
    pub const fn name(self) -> &'static str {
        match self {
            Host::Client => "client",
            Host::Server => "server",
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whose address a socket has.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Address {
    /// The client's.
    Client,
    /// The server's.
    Server,
    /// One at which nobody is: an attacker puts it into what it forges.
    Stranger(u8),
}

impl From<Host> for Address {
    fn from(host: Host) -> Address {
        match host {
            Host::Client => Address::Client,
            Host::Server => Address::Server,
        }
    }
}

/// An address and a port (RFC 9293 §3.4.1: "A connection is defined by a pair of sockets.").
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Socket {
    /// The address.
    pub address: Address,
    /// The port.
    pub port: u16,
}

/// A connection as one of its ends sees it.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FourTuple {
    /// The socket at this end.
    pub local: Socket,
    /// The socket at the other end.
    pub remote: Socket,
}

impl FourTuple {
    /// The client's view of the connection that a run is about.
    pub const MAIN: FourTuple = Flow::MAIN.tuple(Host::Client);

    /// The view of the other end.
    pub const fn reversed(self) -> FourTuple {
        FourTuple { local: self.remote, remote: self.local }
    }
}

/// Which connection of a run: the socket of its active side. That of the passive side is always
/// port 80 of the server.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Flow(pub Socket);

impl Flow {
    /// The connection that a run is about, and whose states the lanes show: port 50000 of the
    /// client.
    pub const MAIN: Flow = Flow::client(50_000);

    /// The connection from this port of the client.
    pub const fn client(port: u16) -> Flow {
        Flow(Socket { address: Address::Client, port })
    }

    /// The connection from an address at which nobody is.
    pub const fn stranger(number: u8) -> Flow {
        Flow(Socket { address: Address::Stranger(number), port: 50_000 })
    }

    /// The connection as the end at a host sees it.
    pub const fn tuple(self, host: Host) -> FourTuple {
        let server = Socket { address: Address::Server, port: 80 };
        match host {
            Host::Client => FourTuple { local: self.0, remote: server },
            Host::Server => FourTuple { local: server, remote: self.0 },
        }
    }

    /// Whether somebody is at its active side.
    pub const fn has_client(self) -> bool {
        matches!(self.0.address, Address::Client)
    }
}

/// Who puts a segment onto the network or takes it off: a lane of the picture.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Party {
    /// The client.
    Client,
    /// The server.
    Server,
    /// The attacker, and all the addresses that it pretends to have and at which nobody is.
    Attacker,
}

impl Party {
    /// `client`, `server` or `attacker`.
    pub const fn name(self) -> &'static str {
        match self {
            Party::Client => "client",
            Party::Server => "server",
            Party::Attacker => "attacker",
        }
    }
}

impl From<Host> for Party {
    fn from(host: Host) -> Party {
        match host {
            Host::Client => Party::Client,
            Host::Server => Party::Server,
        }
    }
}

/// One value for each host, indexed by [`Host`].
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PerHost<T> {
    /// The client's.
    pub client: T,
    /// The server's.
    pub server: T,
}

impl<T> std::ops::Index<Host> for PerHost<T> {
    type Output = T;
    fn index(&self, host: Host) -> &T {
        match host {
            Host::Client => &self.client,
            Host::Server => &self.server,
        }
    }
}

impl<T> std::ops::IndexMut<Host> for PerHost<T> {
    fn index_mut(&mut self, host: Host) -> &mut T {
        match host {
            Host::Client => &mut self.client,
            Host::Server => &mut self.server,
        }
    }
}
