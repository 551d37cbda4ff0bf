//! Room for words: how much they take, and whether two of them would overlap.

use crate::fixed::{Direction, Matrix, Point, Px};
use crate::scene::{Anchor, Text};

/// The size of the letters, which the classes set.
const fn font_size(class: &[u8]) -> i32 {
    match class {
        b"lane-h" | b"key" => 13,
        b"lane-s" | b"sub" | b"tl" | b"brl" | b"tickl" | b"el" | b"nd" => 11,
        _ => 12,
    }
}

/// How wide words are: 1 em for a Han character, 0.62 em for any other, which is a little more
/// than what common fonts need.
pub fn width_of(words: &str, size: i32) -> Px {
    words.chars().map(|c| if is_wide(c) { Px(size * 10) } else { Px(size * 62 / 10) }).sum()
}

/// Whether a character takes the room of two, as Han characters and their punctuation do.
pub const fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}

impl Text {
    /// The size of its letters.
    pub fn size(&self) -> i32 {
        let first = self.class.split(' ').next().unwrap_or_default();
        font_size(first.as_bytes())
    }

    /// How wide it is.
    pub fn width(&self) -> Px {
        let size = self.size();
        self.spans.iter().map(|span| span.dx + width_of(&span.text, size)).sum()
    }

    /// The room that it takes.
    pub fn room(&self) -> Room {
        let (size, width) = (self.size(), self.width());
        let left = match self.anchor {
            Anchor::Start => Px::ZERO,
            Anchor::Middle => -width / 2,
            Anchor::End => -width,
        };
        let (up, down) = (Px(size * 8), Px(size * 5 / 2));
        let Point { x, y } = self.at;
        let place = self.transform.unwrap_or(Matrix::at(Point::default()));
        let at = |dx: Px, dy: Px| place.turn.step(place.origin, dx, dy);
        let (left, right, top, bottom) = (x + left, x + left + width, y - up, y + down);
        Room([at(left, top), at(right, top), at(right, bottom), at(left, bottom)])
    }
}

/// A rectangle that may be turned: its corners in order.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Room(pub [Point; 4]);

impl Room {
    /// One that is not turned.
    pub const fn upright(left: Px, top: Px, right: Px, bottom: Px) -> Room {
        let corner = Point::new;
        Room([corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)])
    }

    /// Whether it has a point in common with another one. Touching is not overlapping.
    pub fn overlaps(&self, other: &Room) -> bool {
        // Two convex shapes are apart if a side of one of them has the other beyond it.
        let [a, b] = self.sides();
        let [c, d] = other.sides();
        ![a, b, c, d].iter().any(|side| separates(*side, &self.0, &other.0))
    }

    /// Whether a line passes through it.
    pub fn meets(&self, from: Point, to: Point) -> bool {
        let line = [from, to];
        let [a, b] = self.sides();
        let sides = [a, b, Direction::between(from, to)];
        !sides.iter().any(|side| separates(*side, &self.0, &line))
    }

    /// The same with more room at the beginning and the end of the words.
    #[must_use]
    pub fn grown(&self, by: Px) -> Room {
        let [a, b, c, d] = self.0;
        let along = Direction::between(a, b);
        let (left, right) = (|at| along.step(at, -by, Px::ZERO), |at| along.step(at, by, Px::ZERO));
        Room([left(a), right(b), right(c), left(d)])
    }

    /// The topmost and the lowest y.
    pub fn height(&self) -> (Px, Px) {
        let [a, b, c, d] = self.0.map(|corner| corner.y);
        (a.min(b).min(c).min(d), a.max(b).max(c).max(d))
    }

    /// The leftmost and the rightmost x.
    pub fn breadth(&self) -> (Px, Px) {
        let [a, b, c, d] = self.0.map(|corner| corner.x);
        (a.min(b).min(c).min(d), a.max(b).max(c).max(d))
    }

    fn sides(&self) -> [Direction; 2] {
        let [a, b, c, _] = self.0;
        [Direction::between(a, b), Direction::between(b, c)]
    }
}

/// Whether all of one shape lies beyond all of the other, seen along a side.
fn separates(side: Direction, one: &[Point], other: &[Point]) -> bool {
    let reach = |shape: &[Point]| {
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        for p in shape {
            let at =
                i64::from(p.y.0) * i64::from(side.cos) - i64::from(p.x.0) * i64::from(side.sin);
            (low, high) = (low.min(at), high.max(at));
        }
        (low, high)
    };
    let ((low, high), (other_low, other_high)) = (reach(one), reach(other));
    // Half a pixel: directions are rounded.
    high <= other_low + 5_000 || other_high <= low + 5_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixed::px;

    #[test]
    fn a_turned_room_slips_past_the_corner_of_another() {
        let square = Room::upright(px(0), px(0), px(20), px(20));
        let diamond = |x: i32| {
            let at = |dx, dy| Point::new(px(x + dx), px(x + dy));
            Room([at(0, -10), at(10, 0), at(0, 10), at(-10, 0)])
        };
        assert!(square.overlaps(&diamond(24)));
        assert!(!square.overlaps(&diamond(26)));
        assert!(square.overlaps(&square));
    }

    #[test]
    fn a_line_meets_what_it_passes_through() {
        let square = Room::upright(px(10), px(10), px(20), px(20));
        assert!(square.meets(Point::new(px(0), px(0)), Point::new(px(30), px(30))));
        assert!(!square.meets(Point::new(px(0), px(12)), Point::new(px(12), px(0))));
        assert!(!square.meets(Point::new(px(0), px(15)), Point::new(px(9), px(15))));
    }

    #[test]
    fn a_han_character_is_as_wide_as_it_is_high() {
        assert_eq!(width_of("丢失", 12), px(24));
        assert_eq!(width_of("lost", 10), Px(248));
    }
}
