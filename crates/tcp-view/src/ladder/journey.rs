//! The journeys of segments as lines: where each begins, where it was going, where it ended.

use super::Frame;
use crate::fixed::{Direction, Matrix, Point, Px, px};
use crate::scale::usual_delay;
use crate::scene::Mark;
use tcp_model::host::Host;
use tcp_model::script::Origin;
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::time::Instant;
use tcp_model::trace::{Flight, Landing, SegmentId};

/// What a segment mainly is: the first of these that it has. It decides colour, head and capsule.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Role {
    /// RST.
    Rst,
    /// SYN.
    Syn,
    /// FIN.
    Fin,
    /// Text.
    Data,
    /// Nothing but an acknowledgment.
    Ack,
}

impl Role {
    /// The role of a segment.
    pub fn of(segment: &Segment) -> Role {
        match segment {
            s if s.has(SegmentFlags::RST) => Role::Rst,
            s if s.has(SegmentFlags::SYN) => Role::Syn,
            s if s.has(SegmentFlags::FIN) => Role::Fin,
            s if !s.data.is_empty() => Role::Data,
            _ => Role::Ack,
        }
    }

    /// Its class.
    pub const fn class(self) -> &'static str {
        match self {
            Role::Rst => "rst",
            Role::Syn => "syn",
            Role::Fin => "fin",
            Role::Data => "data",
            Role::Ack => "ack",
        }
    }

    /// How much of a line its head covers.
    const fn head_length(self) -> Px {
        match self {
            Role::Rst => px(12),
            Role::Syn => px(11),
            Role::Fin => px(13),
            Role::Data => px(15),
            Role::Ack => px(1),
        }
    }

    /// The head of a line that ends at the origin, coming from the left.
    pub(super) fn head(self) -> Vec<Mark> {
        let filled = |d| Mark::path("hd f", d);
        match self {
            Role::Syn => vec![filled("M0 0-12-5.5V5.5Z")],
            Role::Ack => vec![Mark::path("hd o", "M-9-5 0 0-9 5")],
            Role::Data => vec![filled("M0 0-8-5.5V5.5ZM-8 0-16-5.5V5.5Z")],
            Role::Fin => vec![filled("M-3 0-14-5.5V5.5Z"), Mark::path("hd o", "M-1-7V7")],
            Role::Rst => vec![filled("M0 0-7-5.5-14 0-7 5.5Z")],
        }
    }
}

/// The journey of a segment in the drawing. It is a straight line, also across a scale break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journey {
    /// The segment's number.
    pub id: SegmentId,
    /// Its sender.
    pub from: Host,
    /// What it mainly is.
    pub role: Role,
    /// Whether an earlier connection sent it.
    pub ghost: bool,
    /// Whether it is the network's copy of another one.
    pub copy: bool,
    /// When it entered the network.
    pub sent: Instant,
    /// When the journey ended; the end of the run for one that was still under way.
    pub ended: Instant,
    /// How it ended.
    pub landing: Landing,
    /// Where the line begins.
    pub start: Point,
    /// Where the journey ended.
    pub stop: Point,
    /// Where it would have arrived.
    pub target: Point,
    /// How many segments before it go exactly the same way at the same time.
    pub rank: usize,
}

/// Lines of segments that go the same way at the same time are this far apart, to be seen.
pub(super) const APART: Px = px(5);
pub(super) const FARTHEST_APART: usize = 4;

impl Journey {
    /// Where the segment is when the playhead is at `y`, held between its start and its stop.
    pub fn at(&self, y: Px) -> Point {
        let height = self.stop.y - self.start.y;
        if height <= Px::ZERO {
            return self.stop;
        }
        let done = (y - self.start.y).max(Px::ZERO).min(height);
        self.start.toward(self.stop, done.0.into(), height.0.into())
    }

    /// Whether it is in the network at a moment.
    pub fn in_flight(&self, t: Instant) -> bool {
        self.sent <= t && (t < self.ended || (self.landing == Landing::Travelling))
    }

    /// Where the line points.
    pub fn direction(&self) -> Direction {
        Direction::between(self.start, self.target)
    }

    /// Whether it reached the other lane.
    pub fn arrived(&self) -> bool {
        matches!(self.landing, Landing::Arrived(_))
    }

    /// Its line and its head, in its own colour or grey.
    pub(super) fn marks(&self, tone: &str) -> Mark {
        let (role, turn) = (self.role.class(), self.direction());
        let ghost = if self.ghost { " gh" } else { "" };
        let copy = if self.copy { " copy" } else { "" };
        let class = format!("ln {role}{ghost}{copy}{tone}");
        let mut marks = Vec::new();
        if self.arrived() {
            let neck = turn.step(self.target, -self.role.head_length(), Px::ZERO);
            marks.push(Mark::line(&class, self.start, neck));
            let place = Matrix::turned(self.target, turn);
            marks.push(Mark::placed(&format!("{role}{copy}{tone}"), place, self.role.head()));
        } else {
            marks.push(Mark::line(&class, self.start, self.stop));
        }
        if tone.is_empty() {
            if let Some(path) = self.path_not_gone() {
                marks.push(path);
            }
            if self.ghost {
                self.long_delay(&mut marks);
            }
        }
        Mark::group("seg", Some(self.id), marks)
    }

    /// The double slash that cuts the line of what has been under way for long.
    fn long_delay(&self, marks: &mut Vec<Mark>) {
        let (turn, cut) = (self.direction(), self.start.toward(self.target, 2, 11));
        let corner = |along: i32, across: i32| turn.step(cut, px(along), px(across));
        let gap = [corner(-4, -6), corner(4, -6), corner(4, 6), corner(-4, 6)];
        let slash = |along| format!("M{}L{}", corner(along, -8), corner(along - 3, 8));
        let [a, b, c, d] = gap;
        marks.push(Mark::path("brk-fill", format!("M{a}L{b}L{c}L{d}Z")));
        marks.push(Mark::path("slash", slash(-3) + &slash(6)));
    }

    fn path_not_gone(&self) -> Option<Mark> {
        let end = match self.landing {
            Landing::Lost => self.target,
            Landing::Expired => self.direction().step(self.stop, px(36), Px::ZERO),
            Landing::Arrived(_) | Landing::Travelling => return None,
        };
        Some(Mark::line("ln never", self.stop, end))
    }

    /// The cross where it was lost or died.
    pub(super) fn cross(&self) -> Option<Mark> {
        let class = match self.landing {
            Landing::Lost => "lost",
            Landing::Expired => "lost old",
            Landing::Arrived(_) | Landing::Travelling => return None,
        };
        let Point { x, y } = self.stop;
        Some(Mark::path(class, format!("M{} {}l14 14m0-14l-14 14", x - px(7), y - px(7))))
    }
}

impl Frame<'_> {
    pub(super) fn journeys(&self) -> Vec<Journey> {
        let mut journeys = Vec::new();
        let mut together = 0;
        for (number, flight) in self.run.flights.iter().enumerate() {
            if self.run.flights[together].sent != flight.sent {
                together = number;
            }
            let before = &self.run.flights[together..number];
            let rank = before.iter().filter(|other| same_way(other, flight)).count();
            journeys.push(self.journey(flight, rank));
        }
        journeys
    }

    fn journey(&self, flight: &Flight, rank: usize) -> Journey {
        let ghost = flight.origin == Origin::OldDuplicate;
        let ended = flight.ended.min(self.run.end);
        let shift = APART * rank.min(FARTHEST_APART) as i32;
        let (sender, receiver) = (flight.from, flight.from.peer());
        let place = |host, t| Point::new(self.layout.edge(host), self.scale.y(t) + shift);
        let mut start = place(sender, flight.sent);
        if ghost {
            start = self.ghost_start(flight, start);
        }
        let (target, stop) = match flight.landing {
            Landing::Arrived(_) => (place(receiver, flight.due), place(receiver, flight.due)),
            Landing::Lost => {
                let target = place(receiver, flight.due);
                (target, cut_at(start, target, self.scale.y(ended) + shift))
            }
            // Where it would have arrived is far below: it went a part of the way across.
            Landing::Expired | Landing::Travelling => {
                let stop = part_of_the_way(flight, ended, start, place(receiver, ended));
                (Point::new(self.layout.edge(receiver), stop.y + (stop.y - start.y) / 4), stop)
            }
        };
        Journey {
            id: flight.id,
            from: sender,
            role: Role::of(&flight.segment),
            ghost,
            copy: flight.copy_of.is_some(),
            sent: flight.sent,
            ended,
            landing: flight.landing,
            start,
            stop,
            target,
            rank,
        }
    }

    /// An old duplicate comes from the strip above the beginning; one that turns up later, from
    /// somewhere on the way.
    fn ghost_start(&self, flight: &Flight, start: Point) -> Point {
        match self.strip {
            Some(top) if self.is_from_strip(flight) => Point::new(start.x, top + px(10)),
            _ => Point::new(self.layout.inward(flight.from, px(48)), start.y),
        }
    }

    /// Whether an old duplicate is drawn from the strip.
    pub(super) fn is_from_strip(&self, flight: &Flight) -> bool {
        comes_from_strip(flight, usual_delay(self.run) * 3)
    }
}

/// Whether an old duplicate turns up so early that it can be drawn from above the beginning.
pub(super) fn comes_from_strip(flight: &Flight, early: tcp_model::time::Duration) -> bool {
    flight.origin == Origin::OldDuplicate && flight.sent <= Instant::ZERO + early
}

fn same_way(one: &Flight, other: &Flight) -> bool {
    (one.from, one.sent, one.due) == (other.from, other.sent, other.due)
}

/// The point at `y` of a line.
fn cut_at(start: Point, target: Point, y: Px) -> Point {
    let height = (target.y - start.y).0.max(1);
    start.toward(target, (y - start.y).0.into(), height.into())
}

/// A part between three and eight tenths, so that neither end of the line misleads.
fn part_of_the_way(flight: &Flight, ended: Instant, start: Point, across: Point) -> Point {
    let gone = ended.since(flight.sent).as_micros() * 10;
    let tenths = (gone / flight.due.since(flight.sent).as_micros().max(1)).clamp(3, 8);
    Point::new(start.toward(across, tenths as i64, 10).x, across.y)
}
