//! The eleven connection states (RFC 9293 §3.3.2).

use std::fmt;

/// A connection state, in the order in which RFC 9293 §3.3.2 lists them.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "SCREAMING-KEBAB-CASE"))]
pub enum State {
    /// Waiting for a connection request from any remote TCP peer and port.
    Listen,
    /// Waiting for a matching connection request after having sent one.
    SynSent,
    /// Waiting for the acknowledgment of our connection request, having received and sent one.
    SynReceived,
    /// An open connection: data received can be delivered to the user.
    Established,
    /// Waiting for a termination request from the peer, or the acknowledgment of ours.
    #[cfg_attr(feature = "serde", serde(rename = "FIN-WAIT-1"))]
    FinWait1,
    /// Waiting for a termination request from the peer.
    #[cfg_attr(feature = "serde", serde(rename = "FIN-WAIT-2"))]
    FinWait2,
    /// Waiting for a termination request from the local user.
    CloseWait,
    /// Waiting for the acknowledgment of our termination request.
    Closing,
    /// Waiting for the acknowledgment of the termination request sent after the peer's.
    LastAck,
    /// Waiting until the peer surely has our last acknowledgment and old segments have died.
    TimeWait,
    /// No connection at all: there is no TCB.
    Closed,
}

impl State {
    /// Every state, in the RFC's order.
    pub const ALL: [State; 11] = [
        State::Listen,
        State::SynSent,
        State::SynReceived,
        State::Established,
        State::FinWait1,
        State::FinWait2,
        State::CloseWait,
        State::Closing,
        State::LastAck,
        State::TimeWait,
        State::Closed,
    ];

    /// The RFC's spelling: `SYN-SENT`, `FIN-WAIT-1`.
    pub const fn name(self) -> &'static str {
        match self {
            State::Listen => "LISTEN",
            State::SynSent => "SYN-SENT",
            State::SynReceived => "SYN-RECEIVED",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN-WAIT-1",
            State::FinWait2 => "FIN-WAIT-2",
            State::CloseWait => "CLOSE-WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST-ACK",
            State::TimeWait => "TIME-WAIT",
            State::Closed => "CLOSED",
        }
    }

    /// Whether both ends' initial sequence numbers are known and ours has been acknowledged.
    pub const fn is_synchronized(self) -> bool {
        !matches!(self, State::Listen | State::SynSent | State::SynReceived | State::Closed)
    }

    /// Whether the peer may still send data in this state (RFC 9293 §3.10.7.4, seventh).
    pub const fn takes_text(self) -> bool {
        matches!(self, State::Established | State::FinWait1 | State::FinWait2)
    }

    /// Whether our user may still CLOSE what the peer has sent to.
    pub const fn takes_part(self) -> bool {
        matches!(self, State::Established | State::CloseWait)
    }

    /// Whether our user has asked to close after having been ESTABLISHED or SYN-RECEIVED.
    pub const fn has_closed(self) -> bool {
        matches!(
            self,
            State::FinWait1 | State::FinWait2 | State::Closing | State::LastAck | State::TimeWait
        )
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
