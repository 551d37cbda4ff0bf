//! What the network does to chosen segments, as data.

use crate::host::{Flow, Host};
use crate::segment::{Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::time::Duration;
use crate::trace::Flight;

/// Which segment is meant: by what it is, not by when it is sent, so that it stays the same
/// segment when a reader changes what happens before it.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct SegmentPattern {
    /// Its sender.
    #[cfg_attr(feature = "serde", serde(default))]
    pub from: Option<Host>,
    /// Its control bits, all of them but PSH.
    #[cfg_attr(feature = "serde", serde(default))]
    pub flags: Option<SegmentFlags>,
    /// Whether it carries text.
    #[cfg_attr(feature = "serde", serde(default))]
    pub text: Option<bool>,
    /// Its sequence number.
    #[cfg_attr(feature = "serde", serde(default))]
    pub seq: Option<SeqNum>,
    /// The port of the client that its connection is from; any connection when it is missing.
    #[cfg_attr(feature = "serde", serde(default))]
    pub port: Option<u16>,
    /// Which of those that match, from 1; all of them when it is missing.
    #[cfg_attr(feature = "serde", serde(default))]
    pub nth: Option<u32>,
}

impl SegmentPattern {
    /// Whether a segment that has entered the network matches, whatever its turn.
    pub fn meets(&self, flight: &Flight) -> bool {
        self.covers(flight.flow) && self.matches(flight.from, &flight.segment)
    }

    /// Whether segments of this connection are meant.
    fn covers(&self, flow: Flow) -> bool {
        self.port.is_none_or(|port| flow == Flow::client(port))
    }

    /// Whether a segment matches, whatever its turn and its connection.
    pub fn matches(&self, from: Host, segment: &Segment) -> bool {
        self.from.is_none_or(|host| host == from)
            && self.flags.is_none_or(|flags| flags == segment.flags.without(SegmentFlags::PSH))
            && self.text.is_none_or(|text| text != segment.data.is_empty())
            && self.seq.is_none_or(|seq| seq == segment.seq)
    }
}

/// What becomes of a segment that an endpoint has sent.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Fate {
    /// It is lost half way.
    Lose,
    /// It is lost so long after it was sent. A fault behind this one may still say how long it
    /// would have taken.
    LoseAfter(Duration),
    /// It takes this long instead of the usual delay; longer than MSL, and it expires.
    Delay(Duration),
    /// A copy of it arrives this long after it was sent, or expires; whatever becomes of the
    /// segment itself.
    Copy(Duration),
}

/// A fate for the segments that match a pattern. Of several faults that match, the first that
/// loses or delays the segment decides about it, and each that copies it makes a copy of its own.
/// A segment that is only copied is left to the weather, which may make copies of any.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Fault {
    /// Which segments.
    pub segment: SegmentPattern,
    /// What becomes of them.
    pub fate: Fate,
}

/// The faults of a run, and how often each pattern has matched.
#[derive(Clone, Debug)]
pub(crate) struct Faults(Vec<(Fault, u32)>);

impl Faults {
    pub(crate) fn new(faults: &[Fault]) -> Faults {
        Faults(faults.iter().map(|fault| (*fault, 0)).collect())
    }

    /// What the faults whose turn it is do to a segment that is sent now, in their order.
    pub(crate) fn fates(&mut self, from: Host, flow: Flow, segment: &Segment) -> Vec<Fate> {
        let mut found = Vec::new();
        for (fault, matched) in &mut self.0 {
            if fault.segment.covers(flow) && fault.segment.matches(from, segment) {
                *matched += 1;
                if fault.segment.nth.is_none_or(|nth| nth == *matched) {
                    found.push(fault.fate);
                }
            }
        }
        found
    }
}
