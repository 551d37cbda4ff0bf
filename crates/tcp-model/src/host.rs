//! The two hosts of a run.

use std::fmt;

/// A host: the client is drawn on the left, the server on the right.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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

/// One value for each host, indexed by [`Host`].
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
