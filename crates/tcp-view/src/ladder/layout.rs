//! Where things stand across a ladder.

use crate::fixed::{Px, px};
use tcp_model::host::{Host, Party, PerHost};
use tcp_model::trace::Run;

/// Which of the three arrangements.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum LayoutKind {
    /// From 600 px: times at the left, state names outside the lanes.
    Wide,
    /// From 440 px, made for the 472 px figure of an embedded player: no times at the left.
    Embed,
    /// Narrower: lanes 56 px from each edge, state names upright beside them.
    Phone,
}

/// The horizontal measures of a ladder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The arrangement.
    pub kind: LayoutKind,
    /// The width of the drawing.
    pub width: Px,
    /// The left end of rules and scale breaks; what is left of it belongs to the times.
    pub left: Px,
    /// The axis of each lane.
    pub lanes: PerHost<Px>,
    /// The width of one half of a band; two of them with 2 px between make the band.
    pub half: Px,
    /// Where the lanes begin, below their heads.
    pub head: Px,
}

/// A ladder that is wider has arrows so flat that it reads worse.
const WIDEST: i32 = 760;

impl Layout {
    /// The layout for so many pixels.
    pub fn for_width(width: i32) -> Layout {
        match width {
            600.. => Layout::wide(width.min(WIDEST)),
            440..600 => Layout::embed(width),
            _ => Layout::phone(width),
        }
    }

    fn wide(width: i32) -> Layout {
        let lanes = PerHost { client: px(188), server: px(width - 136) };
        let kind = LayoutKind::Wide;
        Layout { kind, width: px(width), left: px(64), lanes, half: px(7), head: px(45) }
    }

    fn embed(width: i32) -> Layout {
        let lanes = PerHost { client: px(126), server: px(width - 126) };
        let kind = LayoutKind::Embed;
        Layout { kind, width: px(width), left: px(8), lanes, half: px(7), head: px(49) }
    }

    /// The layout for a phone, whatever its width.
    pub fn phone(width: i32) -> Layout {
        let width = width.max(280);
        let lanes = PerHost { client: px(56), server: px(width - 56) };
        let kind = LayoutKind::Phone;
        Layout { kind, width: px(width), left: px(8), lanes, half: px(9), head: px(33) }
    }

    /// From the axis of a lane to the edge of its band.
    pub fn band(&self) -> Px {
        self.half + px(1)
    }

    /// `distance` from the axis of a lane toward the other one; away from it if negative.
    pub fn inward(&self, host: Host, distance: Px) -> Px {
        match host {
            Host::Client => self.lanes.client + distance,
            Host::Server => self.lanes.server - distance,
        }
    }

    /// Where lines begin and end at a host: the edge of its band, and 2 px.
    pub fn edge(&self, host: Host) -> Px {
        self.inward(host, self.band() + px(2))
    }

    /// The distance between the edges, which every segment travels.
    pub fn span(&self) -> Px {
        self.edge(Host::Server) - self.edge(Host::Client)
    }

    /// The axis of the attacker's lane, if a run has one: between the lanes, nearer to the end that
    /// it is not after, so that what it forges has room to slope.
    pub(crate) fn attacker(&self, run: &Run) -> Option<Px> {
        let meets = |host: Host| {
            run.flights.iter().any(|flight| match flight.sender() {
                Party::Attacker => flight.from != host,
                Party::Client | Party::Server => {
                    flight.receiver() == Party::Attacker && flight.from == host
                }
            })
        };
        let (nearer, farther) = match self.kind {
            LayoutKind::Wide => (32, 68),
            LayoutKind::Embed | LayoutKind::Phone => (38, 62),
        };
        let part = match (meets(Host::Client), meets(Host::Server)) {
            (false, false) => return None,
            (false, true) => nearer,
            (true, false) => farther,
            (true, true) => 50,
        };
        let PerHost { client, server } = self.lanes;
        Some(client + (server - client).scaled(part, 100))
    }

    /// How much of a state must be visible before a scale break for its name to fit.
    pub(crate) fn room(&self) -> Px {
        match self.kind {
            LayoutKind::Wide | LayoutKind::Embed => px(44),
            LayoutKind::Phone => px(92),
        }
    }
}
