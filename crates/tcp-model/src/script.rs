//! What the users of both ends do, and what is injected, as data: steps in order, each waiting
//! for what its user would wait for. They are not tied to the clock, so a run still makes sense
//! when the network is crueller than the scenario was written for.

use crate::endpoint::Call;
use crate::host::{Flow, Host};
use crate::options::Options;
use crate::segment::{Payload, Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::Duration;

/// One step: when `after` has come true, `pause` later, `action` happens.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ScriptStep {
    /// What to wait for, once the step before is done.
    #[cfg_attr(feature = "serde", serde(default))]
    pub after: Option<Condition>,
    /// How long to think about it then.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pause: Duration,
    /// What to do.
    pub action: Action,
}

/// What a step waits for.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Condition {
    /// This time of the run.
    At(Duration),
    /// A host is in a state.
    State(Host, State),
    /// A host's user has received at least this many octets in all.
    Received(Host, u32),
    /// A host's user has been told that the peer is closing.
    Closing(Host),
}

/// What a step does.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Action {
    /// A user makes a call.
    Call(Host, UserCall),
    /// A user makes a call about the connection from another port of the client.
    CallOn(u16, Host, UserCall),
    /// A segment that neither end has sent in this run appears in the network.
    Inject(Injection),
    /// A host loses its power: its connections are gone, it sends nothing, and what arrives is
    /// lost.
    Crash(Host),
    /// A host is there again, without a connection.
    Reboot(Host),
    /// A host's cable is pulled: what it sends and what would arrive is lost. Its connections
    /// do not hear of it.
    Unplug(Host),
    /// The cable is back.
    Plug(Host),
    /// A host's process is killed: the system closes its sockets (a RST where text is unread, a
    /// FIN otherwise).
    Kill(Host),
    /// Nothing happens: a host is pointed at, and the reason has this name.
    Note(Host, String),
}

impl Action {
    /// How many octets of text it brings along.
    pub fn octets(&self) -> u32 {
        match self {
            Action::Call(_, call) | Action::CallOn(_, _, call) => match call {
                UserCall::Send(_, len)
                | UserCall::SendUrgent(_, len)
                | UserCall::OpenActiveSend(_, len) => *len,
                _ => 0,
            },
            Action::Inject(injection) => injection.text.as_ref().map_or(0, |(_, len)| *len),
            Action::Crash(_)
            | Action::Reboot(_)
            | Action::Unplug(_)
            | Action::Plug(_)
            | Action::Kill(_)
            | Action::Note(..) => 0,
        }
    }
}

/// A user call as scenario files write it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum UserCall {
    /// OPEN, passive.
    OpenPassive,
    /// OPEN, active.
    OpenActive,
    /// OPEN, active, and SEND: with fast open the text goes with the SYN (RFC 7413 §4.2.2).
    OpenActiveSend(String, u32),
    /// SEND so many octets, made by repeating a text.
    Send(String, u32),
    /// SEND with the URGENT flag.
    SendUrgent(String, u32),
    /// RECEIVE up to so many octets.
    Receive(u32),
    /// CLOSE.
    Close,
    /// ABORT.
    Abort,
    /// The sockets' `accept`: takes the oldest connection from the accept queue.
    Accept,
}

impl UserCall {
    /// The call itself.
    pub fn call(&self) -> Call {
        match self {
            UserCall::OpenPassive => Call::OpenPassive,
            UserCall::OpenActive => Call::OpenActive,
            UserCall::OpenActiveSend(text, len) => {
                Call::OpenActiveSend(Payload::repeating(text, *len))
            }
            UserCall::Send(text, len) => Call::Send(Payload::repeating(text, *len)),
            UserCall::SendUrgent(text, len) => Call::SendUrgent(Payload::repeating(text, *len)),
            UserCall::Receive(count) => Call::Receive(*count),
            UserCall::Close => Call::Close,
            UserCall::Abort => Call::Abort,
            UserCall::Accept => Call::Accept,
        }
    }
}

/// Where a segment comes from.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Origin {
    /// An endpoint of this run sent it.
    #[default]
    Endpoint,
    /// A connection that is long gone sent it, and it has wandered since.
    OldDuplicate,
    /// An attacker forged it.
    Spoofed,
}

impl Origin {
    #[cfg(feature = "serde")]
    const fn old_duplicate() -> Origin {
        Origin::OldDuplicate
    }

    /// As traces write it.
    pub const fn name(self) -> &'static str {
        match self {
            Origin::Endpoint => "endpoint",
            Origin::OldDuplicate => "old-duplicate",
            Origin::Spoofed => "spoofed",
        }
    }
}

/// A segment of an earlier incarnation that turns up in the network, or one that is forged.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Injection {
    /// The host that once sent it, or whose address it bears; it travels to the other.
    pub from: Host,
    /// Where it comes from: an old duplicate, or forged.
    #[cfg_attr(feature = "serde", serde(default = "Origin::old_duplicate"))]
    pub origin: Origin,
    /// The number of an address at which nobody is, where it bears that instead of the client's.
    #[cfg_attr(feature = "serde", serde(default))]
    pub stranger: Option<u8>,
    /// Its control bits.
    pub flags: SegmentFlags,
    /// Its sequence number.
    pub seq: SeqNum,
    /// Its acknowledgment number, if the ACK bit is set.
    #[cfg_attr(feature = "serde", serde(default))]
    pub ack: SeqNum,
    /// Its window; 65535 when it is missing.
    #[cfg_attr(feature = "serde", serde(default))]
    pub wnd: Option<u16>,
    /// Its options.
    #[cfg_attr(feature = "serde", serde(default))]
    pub options: Options,
    /// Its text: so many octets, made by repeating a text.
    #[cfg_attr(feature = "serde", serde(default))]
    pub text: Option<(String, u32)>,
    /// How long it still travels.
    pub delay: Duration,
}

impl Injection {
    /// The connection that it claims to belong to.
    pub fn flow(&self) -> Flow {
        self.stranger.map_or(Flow::MAIN, Flow::stranger)
    }

    pub(crate) fn segment(&self) -> Segment {
        let data =
            self.text.as_ref().map_or(Payload::EMPTY, |(t, len)| Payload::repeating(t, *len));
        Segment {
            seq: self.seq,
            ack: self.ack,
            wnd: self.wnd.unwrap_or(u16::MAX),
            up: 0,
            flags: self.flags,
            options: self.options,
            data,
        }
    }
}
