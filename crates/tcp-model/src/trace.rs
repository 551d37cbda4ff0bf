//! What happened: the record of a run, from which everything that is shown is derived.

use crate::clause::Why;
use crate::endpoint::{Call, CallError, Signal, Status};
use crate::host::{Flow, Host, Party, PerHost};
use crate::script::Origin;
use crate::segment::{Payload, Segment};
use crate::state::State;
use crate::time::{Duration, Instant};
use crate::timer::Timer;
use crate::verdict::Ruling;
use std::ops::Range;

/// The number of a segment, from 1 in the order in which segments entered the network.
pub type SegmentId = u32;

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// To which connection.
    pub flow: Flow,
    /// What.
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventKind {
    /// A user made a call, which was refused if there is an error.
    Call {
        /// Whose user.
        host: Host,
        /// The call.
        call: Call,
        /// Why it was refused.
        error: Option<CallError>,
    },
    /// A connection changed state.
    State {
        /// Whose.
        host: Host,
        /// The state that was left.
        from: State,
        /// The state that was entered.
        to: State,
        /// Why.
        why: Why,
    },
    /// A segment entered the network.
    Send {
        /// Its number.
        id: SegmentId,
        /// Its sender.
        from: Host,
        /// The segment.
        segment: Segment,
        /// Where it comes from.
        origin: Origin,
        /// Whether it was sent before.
        retransmission: bool,
        /// Why an endpoint sent it; `None` for a segment of an earlier incarnation.
        why: Option<Why>,
    },
    /// The network doubled a segment.
    Copy {
        /// The number of the copy.
        id: SegmentId,
        /// The number of the segment that was doubled.
        copy_of: SegmentId,
    },
    /// A segment arrived.
    Arrive {
        /// Its number.
        id: SegmentId,
        /// Where.
        host: Host,
        /// What became of it.
        ruling: Ruling,
    },
    /// The network lost a segment.
    Lose {
        /// Its number.
        id: SegmentId,
    },
    /// A segment outlived MSL.
    Expire {
        /// Its number.
        id: SegmentId,
    },
    /// A timer expired.
    Timer {
        /// Whose.
        host: Host,
        /// Which.
        timer: Timer,
    },
    /// A timer was started, or started over.
    TimerSet {
        /// Whose.
        host: Host,
        /// Which.
        timer: Timer,
        /// How long it is to run.
        after: Duration,
        /// Why it runs.
        why: Why,
    },
    /// A timer was stopped.
    TimerStop {
        /// Whose.
        host: Host,
        /// Which.
        timer: Timer,
    },
    /// A user was told something.
    Signal {
        /// Whose.
        host: Host,
        /// What.
        signal: Signal,
        /// Why.
        why: Why,
    },
    /// A user was handed text.
    Deliver {
        /// Whose.
        host: Host,
        /// The octets.
        text: Payload,
    },
    /// Something befell a host.
    Host {
        /// Which.
        host: Host,
        /// What.
        change: HostChange,
    },
    /// The scenario points at a host.
    Note {
        /// Which.
        host: Host,
        /// The name of the reason.
        name: String,
    },
}

impl EventKind {
    /// The clause behind it; `None` for what users and the network do, and where time passes.
    pub const fn why(&self) -> Option<Why> {
        match self {
            EventKind::Arrive { ruling, .. } => Some(ruling.why),
            EventKind::Send { why, .. } => *why,
            EventKind::State { why, .. }
            | EventKind::Signal { why, .. }
            | EventKind::TimerSet { why, .. } => Some(*why),
            EventKind::Call { .. }
            | EventKind::Copy { .. }
            | EventKind::Lose { .. }
            | EventKind::Expire { .. }
            | EventKind::Timer { .. }
            | EventKind::TimerStop { .. }
            | EventKind::Deliver { .. }
            | EventKind::Host { .. }
            | EventKind::Note { .. } => None,
        }
    }
}

/// What befalls a host from outside of the protocol.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum HostChange {
    /// It lost its power and its connections.
    Crash,
    /// It is there again.
    Reboot,
    /// Its cable was pulled.
    Unplug,
    /// Its cable is back.
    Plug,
    /// Its process was killed.
    Kill,
}

impl HostChange {
    /// As scenario files write it.
    pub const fn name(self) -> &'static str {
        match self {
            HostChange::Crash => "crash",
            HostChange::Reboot => "reboot",
            HostChange::Unplug => "unplug",
            HostChange::Plug => "plug",
            HostChange::Kill => "kill",
        }
    }
}

/// How full the queues of a listener are.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Queues {
    /// Half-open connections.
    pub syn: u16,
    /// Connections that no ACCEPT has taken.
    pub accept: u16,
}

/// One cause with all that followed from it at once: a call, an arrival, a timer, a loss. It is
/// the step in which a run is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beat {
    /// When.
    pub at: Instant,
    /// Its events, the cause first.
    pub events: Range<usize>,
    /// Both ends afterwards.
    pub status: PerHost<Status>,
    /// The server's queues afterwards.
    pub queues: Queues,
}

/// How the journey of a segment ended.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Landing {
    /// It arrived.
    Arrived(Ruling),
    /// It was lost.
    Lost,
    /// It outlived MSL.
    Expired,
    /// The run was cut off before it landed.
    Travelling,
}

/// The journey of a segment through the network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flight {
    /// Its number.
    pub id: SegmentId,
    /// The connection that it belongs to.
    pub flow: Flow,
    /// The host whose address it bears, or whose side of the connection; it travels to the other.
    pub from: Host,
    /// The segment.
    pub segment: Segment,
    /// Where it comes from.
    pub origin: Origin,
    /// The segment that the network doubled into this one.
    pub copy_of: Option<SegmentId>,
    /// Whether an endpoint had sent it before.
    pub retransmission: bool,
    /// When it entered the network.
    pub sent: Instant,
    /// When it arrives, or would have.
    pub due: Instant,
    /// When its journey ended; for one that arrives the same as `due`.
    pub ended: Instant,
    /// How its journey ended.
    pub landing: Landing,
}

impl Flight {
    /// Who put it onto the network.
    pub const fn sender(&self) -> Party {
        match (self.origin, self.from) {
            (Origin::Spoofed, _) => Party::Attacker,
            (_, Host::Client) => Party::Client,
            (_, Host::Server) => Party::Server,
        }
    }

    /// Who takes it off, if it arrives: the attacker stands for all addresses at which nobody is.
    pub const fn receiver(&self) -> Party {
        match self.from {
            Host::Server if !self.flow.has_client() => Party::Attacker,
            Host::Server => Party::Client,
            Host::Client => Party::Server,
        }
    }
}

/// A run from beginning to end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// Both ends before anything happened.
    pub start: PerHost<Status>,
    /// Everything that happened, in order.
    pub events: Vec<Event>,
    /// The same, grouped by cause.
    pub beats: Vec<Beat>,
    /// Every segment, by number: `flights[id - 1]`.
    pub flights: Vec<Flight>,
    /// What each user received.
    pub delivered: PerHost<Vec<u8>>,
    /// When the last thing happened.
    pub end: Instant,
    /// Whether the run was stopped at its limit of time or events, with more to come.
    pub cut_off: bool,
}

impl Run {
    /// Both ends when the run was over.
    pub fn last_status(&self) -> PerHost<Status> {
        self.beats.last().map_or(self.start, |beat| beat.status)
    }

    /// The journey of the segment with this number.
    pub fn flight(&self, id: SegmentId) -> &Flight {
        &self.flights[id as usize - 1]
    }
}
