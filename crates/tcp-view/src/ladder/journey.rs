//! The journeys of segments as lines: where each begins, where it was going, where it ended.

use super::{Frame, told};
use crate::fixed::{Direction, Matrix, Point, Px, px};
use crate::scale::usual_delay;
use crate::scene::Mark;
use std::ops::Range;
use tcp_model::host::{Host, Party};
use tcp_model::script::Origin;
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::time::Instant;
use tcp_model::trace::{EventKind, Flight, Landing, Run, SegmentId};

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

    /// The head of a line that ends at the origin, coming from the left: what of it is filled, and
    /// what is only a line.
    const fn head(self) -> [&'static [Corners]; 2] {
        match self {
            Role::Syn => [&[&[(0, 0), (-120, -55), (-120, 55)]], &[]],
            Role::Ack => [&[], &[&[(-90, -50), (0, 0), (-90, 50)]]],
            Role::Data => {
                [&[&[(0, 0), (-80, -55), (-80, 55)], &[(-80, 0), (-160, -55), (-160, 55)]], &[]]
            }
            Role::Fin => [&[&[(-30, 0), (-140, -55), (-140, 55)]], &[&[(-10, -70), (-10, 70)]]],
            Role::Rst => [&[&[(0, 0), (-70, -55), (-140, 0), (-70, 55)]], &[]],
        }
    }

    /// Its head where a line ends that comes from a direction. The corners themselves are turned:
    /// browsers are slow where hundreds of marks have a transform each.
    fn head_at(self, end: Point, turn: Direction) -> Vec<Mark> {
        let [filled, lines] = self.head();
        let mut marks = Vec::new();
        for (class, shapes, close) in [("hd f", filled, "Z"), ("hd o", lines, "")] {
            let mut d = String::new();
            for corners in shapes {
                let mut before = "M";
                for (along, across) in *corners {
                    let corner = turn.step(end, Px(*along), Px(*across)).to_string();
                    d.extend([before, &corner]);
                    before = " ";
                }
                d += close;
            }
            if !d.is_empty() {
                marks.push(Mark::path(class, &d));
            }
        }
        marks
    }
}

/// Corners of a shape, in tenths of pixels.
type Corners = &'static [(i32, i32)];

/// The journey of a segment in the drawing. It is a straight line, also across a scale break.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journey {
    /// The segment's number.
    pub id: SegmentId,
    /// The host from whose side it comes: with the client's it goes to the right.
    pub from: Host,
    /// What it mainly is.
    pub role: Role,
    /// Whether an earlier connection sent it.
    pub ghost: bool,
    /// Whether an attacker forged it.
    pub forged: bool,
    /// Whether it is the network's copy of another one.
    pub copy: bool,
    /// How many beats have happened when it has entered the network, and when its journey has
    /// ended: as long as it is in the network.
    pub steps: Range<usize>,
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
    /// Where it would have arrived, or where its path leads for as long as it is in the network.
    pub target: Point,
    /// How many segments before it go exactly the same way at the same time.
    pub rank: usize,
}

/// Lines of segments that go the same way at the same time are this far apart, to be seen.
pub(super) const APART: Px = px(5);
pub(super) const FARTHEST_APART: usize = 4;

/// Lines begin and end this far from the axis of the attacker's lane.
const OFF_ATTACKER: Px = px(4);

/// The mask of who forges a segment, around the origin.
pub(crate) fn mask() -> Vec<Mark> {
    vec![
        Mark::path("mask-f", "M-9-4C-5-6 5-6 9-4C9 1 6 5 3 3Q0 0-3 3C-6 5-9 1-9-4Z"),
        Mark::path("mask-e", "M-6-2.5Q-3.5-4-1.5-2Q-4 0-6-2.5ZM6-2.5Q3.5-4 1.5-2Q4 0 6-2.5Z"),
    ]
}

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
        let origin = self.origin();
        let copy = if self.copy { " copy" } else { "" };
        let class = format!("ln {role}{origin}{copy}{tone}");
        let mut marks = Vec::new();
        if self.arrived() {
            let neck = turn.step(self.target, -self.role.head_length(), Px::ZERO);
            marks.push(Mark::line(&class, self.start, neck));
            let head = self.role.head_at(self.target, turn);
            marks.push(Mark::group(&format!("{role}{copy}{tone}"), None, head));
        } else {
            marks.push(Mark::line(&class, self.start, self.stop));
        }
        if let Some(path) = self.path_not_gone() {
            marks.push(path);
        }
        if tone.is_empty() && self.ghost {
            self.long_delay(&mut marks);
        }
        if let Some(place) = self.mask_at() {
            marks.push(Mark::placed(&format!("mask{tone}"), Matrix::at(place), mask()));
        }
        Mark::group("seg", Some(self.id), marks)
    }

    /// Where the mask is of who forged it: on the attacker's lane.
    pub(super) fn mask_at(&self) -> Option<Point> {
        let x = self.start.x - OFF_ATTACKER * self.toward().0;
        self.forged.then_some(Point::new(x, self.start.y))
    }

    /// The class of what no endpoint of this run sent.
    pub(super) fn origin(&self) -> &'static str {
        match (self.ghost, self.forged) {
            (true, _) => " gh",
            (false, true) => " fg",
            (false, false) => "",
        }
    }

    /// A tenth of a pixel in the direction of travel.
    pub(super) fn toward(&self) -> Px {
        match self.from {
            Host::Client => Px(1),
            Host::Server => Px(-1),
        }
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
        let (steps, mut together) = (steps(self.run), 0);
        for (number, flight) in self.run.flights.iter().enumerate() {
            if self.run.flights[together].sent != flight.sent {
                together = number;
            }
            let before = &self.run.flights[together..number];
            let rank = before.iter().filter(|other| same_way(other, flight)).count();
            journeys.push(self.journey(flight, steps[number].clone(), rank));
        }
        journeys
    }

    fn journey(&self, flight: &Flight, steps: Range<usize>, rank: usize) -> Journey {
        let ghost = flight.origin == Origin::OldDuplicate;
        let ended = flight.ended.min(self.run.end);
        let shift = APART * rank.min(FARTHEST_APART) as i32;
        let (sender, receiver) = (flight.sender(), flight.receiver());
        let y = |t| self.scale.y(t) + shift;
        let far = self.edge(receiver, flight.from);
        let place = |t| Point::new(far, y(t));
        let mut start = Point::new(self.edge(sender, flight.from.peer()), y(flight.sent));
        if ghost {
            start = self.ghost_start(flight, start);
        }
        let (target, stop) = match flight.landing {
            Landing::Arrived(_) => (place(flight.due), place(flight.due)),
            Landing::Lost => {
                let target = place(flight.due);
                (target, cut_at(start, target, y(ended)))
            }
            // Where it would have arrived is far below: it went a part of the way across, and its path
            // is drawn a little longer.
            Landing::Expired | Landing::Travelling => {
                let stop = part_of_the_way(flight, ended, start, place(ended));
                (start.toward(stop, 5, 4), stop)
            }
        };
        Journey {
            id: flight.id,
            from: flight.from,
            role: Role::of(&flight.segment),
            ghost,
            forged: flight.origin == Origin::Spoofed,
            copy: flight.copy_of.is_some(),
            steps,
            sent: flight.sent,
            ended,
            landing: flight.landing,
            start,
            stop,
            target,
            rank,
        }
    }

    /// Where a line begins or ends at a lane: off its axis, on the side of the other end.
    fn edge(&self, party: Party, other: Host) -> Px {
        match (party, other) {
            (Party::Client, _) => self.layout.edge(Host::Client),
            (Party::Server, _) => self.layout.edge(Host::Server),
            (Party::Attacker, Host::Client) => self.attacker_axis() - OFF_ATTACKER,
            (Party::Attacker, Host::Server) => self.attacker_axis() + OFF_ATTACKER,
        }
    }

    fn attacker_axis(&self) -> Px {
        self.attacker.unwrap_or(self.layout.width / 2)
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

/// Between which steps every segment is in the network, by number.
fn steps(run: &Run) -> Vec<Range<usize>> {
    let mut steps = vec![0..usize::MAX; run.flights.len()];
    for (step, event) in told(run) {
        match event.kind {
            EventKind::Send { id, .. } | EventKind::Copy { id, .. } => {
                steps[id as usize - 1].start = step;
            }
            EventKind::Arrive { id, .. } | EventKind::Lose { id } | EventKind::Expire { id } => {
                steps[id as usize - 1].end = step;
            }
            _ => {}
        }
    }
    steps
}

/// Whether an old duplicate turns up so early that it can be drawn from above the beginning.
pub(super) fn comes_from_strip(flight: &Flight, early: tcp_model::time::Duration) -> bool {
    flight.origin == Origin::OldDuplicate && flight.sent <= Instant::ZERO + early
}

fn same_way(one: &Flight, other: &Flight) -> bool {
    let way = |flight: &Flight| (flight.sender(), flight.receiver(), flight.sent, flight.due);
    way(one) == way(other)
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
