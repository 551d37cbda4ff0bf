//! Segments in flight: capsules that ride on the playhead.

use super::journey::{Journey, Role};
use super::{Ladder, say};
use crate::fixed::{Point, Px, px};
use crate::scene::{Anchor, Mark};
use tcp_model::trace::SegmentId;

/// A segment in flight at some moment. The marks stand around the origin: put [`body`] and [`numbers`] where
/// [`in_flight`] says. Between two events only these two places change, as a function of the
/// playhead's y: a frame loop moves them.
///
/// [`body`]: Self::body
/// [`numbers`]: Self::numbers
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capsule {
    /// The segment's number.
    pub id: SegmentId,
    /// Where it comes from, in a word before the control bits, if no endpoint of this run sent it.
    pub origin: &'static str,
    /// Its control bits.
    pub flags: String,
    /// Its numbers.
    pub numbers_text: String,
    /// The capsule.
    pub body: Mark,
    /// The numbers below it.
    pub numbers: Mark,
    /// Its line, from which its place follows.
    pub journey: Journey,
    /// How wide the capsule is.
    pub width: Px,
    /// How wide the numbers are.
    pub numbers_width: Px,
    /// Where it and its numbers must stay.
    inner: (Px, Px),
    /// How far it hangs back behind one that goes the same way at the same time.
    behind: Px,
    /// How far ahead of its sender it must be, for what else leaves it then to be read.
    ahead: Px,
}

const HEIGHT: i32 = 24;
/// Capsules that travel together look like a deck of cards.
const CARD: Px = px(12);

impl Capsule {
    /// The middle of the capsule when the playhead is at `y`: on its line, and between the lanes.
    pub fn at(&self, y: Px) -> Point {
        let (on, start) = (self.journey.at(y), self.journey.start);
        let gone = (on.x - start.x).abs();
        let gone = (gone - self.behind.min(gone)).max(self.ahead);
        let x = start.x + self.toward() * gone.0;
        Point::new(self.inside(x, self.width), on.y)
    }

    /// The middle of the numbers where the capsule is `at` a place: below it, reaching back toward the
    /// sender, and always between the lanes.
    pub fn numbers_at(&self, at: Point) -> Point {
        let back = self.numbers_width / 2 - px(22);
        let x = at.x - self.toward() * back.max(Px::ZERO).0;
        Point::new(self.inside(x, self.numbers_width), at.y + px(29))
    }

    /// The middle of what is so wide, between the lanes.
    fn inside(&self, x: Px, width: Px) -> Px {
        let half = width / 2;
        x.min(self.inner.1 - half).max(self.inner.0 + half)
    }

    /// A tenth of a pixel in the direction of travel.
    fn toward(&self) -> Px {
        self.journey.toward()
    }
}

/// From a row of numbers below the capsules to the next: above them are the labels of what happened.
const ROW: Px = px(18);
/// Half of what is between numbers in a row, to be told apart.
const GAP: Px = px(6);

/// How much of a capsule another one may cover: what is before its first letter.
const COVERED: Px = px(12);

/// Where the capsules are when the playhead is at `y`, in their order: on their lines. Where it is at rest,
/// two that were sent one after the other and meet there stand beside each other, so that both can be
/// read; moving they pass. The same words, on the same way, may cover each other.
pub fn in_flight(capsules: &[Capsule], y: Px, at_rest: bool) -> Vec<Point> {
    let mut places: Vec<Point> = capsules.iter().map(|one| one.at(y)).collect();
    let pairs = if at_rest { places.len() } else { 0 };
    for j in 1..pairs {
        let (one, other) = (&capsules[j - 1], &capsules[j]);
        let a_deck = one.flags == other.flags && one.journey.from == other.journey.from;
        let apart = places[j].x - places[j - 1].x;
        let wanted = (one.width + other.width) / 2 - COVERED;
        if a_deck || apart.abs() >= wanted {
            continue;
        }
        // Near a lane the wider one is farther from it, whichever has gone farther.
        let order = other.journey.at(y).x - one.journey.at(y).x;
        let toward = if order == Px::ZERO { -other.toward() } else { Px(order.0.signum()) };
        let wanted = toward * wanted.0;
        let x = one.inside(places[j - 1].x - (wanted - apart) / 2, one.width);
        places[j].x = other.inside(x + wanted, other.width);
        places[j - 1].x = one.inside(places[j].x - wanted, one.width);
    }
    places
}

/// Where their numbers are: below its own, in the second row where those of one that was sent later are in
/// the first. Nowhere if both are taken, or if it has none.
pub fn numbers_in_flight(capsules: &[Capsule], places: &[Point]) -> Vec<Option<Point>> {
    let mut rows: [Vec<(Px, Px)>; 2] = Default::default();
    let mut numbers = Vec::new();
    for (i, capsule) in capsules.iter().enumerate().rev() {
        let (at, half) = (capsule.numbers_at(places[i]), capsule.numbers_width / 2 + GAP);
        let (from, to) = (at.x - half, at.x + half);
        let free =
            |row: &Vec<(Px, Px)>| row.iter().all(|(start, end)| to <= *start || *end <= from);
        let row = rows.iter().position(free).filter(|_| !capsule.numbers_text.is_empty());
        numbers.insert(0, row.map(|row| Point::new(at.x, at.y + ROW * row as i32)));
        if let Some(row) = row {
            rows[row].push((from, to));
        }
    }
    numbers
}

impl Ladder {
    /// The segments in flight when so many beats have happened, in the order in which they were
    /// sent.
    pub fn capsules(&self, step: usize) -> Vec<Capsule> {
        let mut flying = Vec::new();
        for journey in &self.journeys {
            if journey.steps.contains(&step) {
                flying.push(self.capsule(journey));
            }
        }
        flying
    }

    /// Of two that leave a lane at once the first stands in front, if they say different things or
    /// part on the way.
    fn ahead(&self, journey: &Journey) -> Px {
        let id = journey.id as usize;
        match self.journeys.get(id) {
            Some(next)
                if next.sent == journey.sent
                    && next.start.x == journey.start.x
                    && (next.rank == 0 || self.labels[id].flags != self.labels[id - 1].flags) =>
            {
                let own = width(journey.role, &self.labels[id - 1].flags);
                width(next.role, &self.labels[id].flags) + own / 2 + px(4)
            }
            Some(_) | None => Px::ZERO,
        }
    }

    fn origin(&self, journey: &Journey) -> &'static str {
        match journey {
            j if j.ghost => say::old(self.lang),
            j if j.forged => say::forged(self.lang),
            j if j.copy => say::copy(self.lang),
            _ => "",
        }
    }

    /// A segment when it is in flight.
    pub fn capsule(&self, journey: &Journey) -> Capsule {
        let label = &self.labels[journey.id as usize - 1];
        let origin = journey.origin();
        let copy = if journey.copy { " copy" } else { "" };
        let class = format!("cap {}{origin}{copy}", journey.role.class());
        let width = width(journey.role, &label.flags);
        let mut marks = shape(journey.role, width);
        marks.push(Mark::text("ct", Point::new(px(0), Px(43)), Anchor::Middle, &label.flags));
        let origin = Point::default();
        let leads = journey.rank == 0;
        let numbers_text = if leads { label.numbers.clone() } else { String::new() };
        let words = crate::scene::Span::new("nu", numbers_text.clone());
        let text = crate::scene::Text {
            class: "sl".to_owned(),
            at: origin,
            anchor: Anchor::Middle,
            transform: None,
            spans: vec![words],
        };
        let margin = self.layout.band() + px(4);
        Capsule {
            id: journey.id,
            origin: self.origin(journey),
            flags: label.flags.clone(),
            numbers_text,
            body: Mark::group(&class, Some(journey.id), marks),
            numbers_width: text.width(),
            numbers: Mark::Text(text),
            journey: journey.clone(),
            width,
            inner: (self.layout.lanes.client + margin, self.layout.lanes.server - margin),
            behind: CARD * journey.rank as i32,
            ahead: self.ahead(journey),
        }
    }
}

/// The control bits are set in a monospaced font: 7.4 px for a letter.
fn width(role: Role, flags: &str) -> Px {
    let walls = if role == Role::Fin { Px(276) } else { Px(244) };
    Px(74) * flags.len() as i32 + walls
}

/// The outline of a capsule around the origin.
fn shape(role: Role, width: Px) -> Vec<Mark> {
    let (l, r, h) = (-width / 2, width / 2, HEIGHT / 2);
    let outline = |d: String| Mark::path("cp", d);
    match role {
        Role::Syn => vec![Mark::Rect {
            class: "cp".to_owned(),
            x: l,
            y: px(-h),
            w: width,
            h: px(HEIGHT),
            rx: px(h),
        }],
        Role::Ack => {
            let (a, b) = (l + px(8), r - px(8));
            vec![outline(format!("M{a}-{h}H{b}L{r} 0 {b} {h}H{a}L{l} 0Z"))]
        }
        // A folder's tab over its sender's numbers.
        Role::Data => {
            let (tab, slope) = (l + width.scaled(2, 5), l + width.scaled(2, 5) + px(5));
            let body = outline(format!("M{l} {h}V-{h}H{tab}L{slope}-8H{r}V{h}Z"));
            vec![body, Mark::path("cq", format!("M{l}-8H{slope}"))]
        }
        Role::Fin => {
            let (a, b) = (l + px(5), r - px(5));
            let body = outline(format!("M{l}-{h}H{r}V{h}H{l}Z"));
            vec![body, Mark::path("cq", format!("M{a}-{h}V{h}M{b}-{h}V{h}"))]
        }
        Role::Rst => {
            let (a, b) = (l + px(6), r - px(6));
            vec![outline(format!("M{a}-{h}H{b}L{r}-6V6L{b} {h}H{a}L{l} 6V-6Z"))]
        }
    }
}
