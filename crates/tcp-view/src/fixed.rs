//! Fixed-point geometry: lengths in tenths of a pixel and rotations in thousandths, so that a
//! native program and a WebAssembly one write the same bytes.

use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use tcp_model::time::decimals;

/// A length in tenths of a pixel. It is written `123.4`, and `123` where the tenth is zero.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Px(pub i32);

/// `px(12)` is twelve whole pixels.
pub const fn px(whole: i32) -> Px {
    Px(whole * 10)
}

impl Px {
    /// Nothing.
    pub const ZERO: Px = Px(0);

    /// `self * numerator / denominator`, rounded to the nearest tenth.
    pub fn scaled(self, numerator: i64, denominator: i64) -> Px {
        let product = i64::from(self.0) * numerator;
        Px(rounded(product, denominator) as i32)
    }

    /// The whole pixels, rounded down.
    pub const fn whole(self) -> i32 {
        self.0.div_euclid(10)
    }

    /// The distance from zero.
    pub const fn abs(self) -> Px {
        Px(self.0.abs())
    }
}

/// `numerator / denominator` rounded to the nearest integer, halves away from zero.
fn rounded(numerator: i64, denominator: i64) -> i64 {
    let half = denominator.abs() / 2;
    let away = if (numerator < 0) == (denominator < 0) { half } else { -half };
    let signed = if denominator < 0 { -away } else { away };
    (numerator + signed) / denominator
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.abs() / 10, self.0.abs() % 10);
        match tenth {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

impl Add for Px {
    type Output = Px;
    fn add(self, other: Px) -> Px {
        Px(self.0 + other.0)
    }
}

impl Sub for Px {
    type Output = Px;
    fn sub(self, other: Px) -> Px {
        Px(self.0 - other.0)
    }
}

impl AddAssign for Px {
    fn add_assign(&mut self, other: Px) {
        self.0 += other.0;
    }
}

impl SubAssign for Px {
    fn sub_assign(&mut self, other: Px) {
        self.0 -= other.0;
    }
}

impl Neg for Px {
    type Output = Px;
    fn neg(self) -> Px {
        Px(-self.0)
    }
}

impl Mul<i32> for Px {
    type Output = Px;
    fn mul(self, times: i32) -> Px {
        Px(self.0 * times)
    }
}

impl Div<i32> for Px {
    type Output = Px;
    fn div(self, parts: i32) -> Px {
        Px(self.0 / parts)
    }
}

impl std::iter::Sum for Px {
    fn sum<I: Iterator<Item = Px>>(all: I) -> Px {
        all.fold(Px::ZERO, Add::add)
    }
}

/// A place in a drawing: x to the right, y downward.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Point {
    /// To the right.
    pub x: Px,
    /// Downward.
    pub y: Px,
}

impl Point {
    /// The place at these coordinates.
    pub const fn new(x: Px, y: Px) -> Point {
        Point { x, y }
    }

    /// The place `numerator / denominator` of the way to another one.
    pub fn toward(self, other: Point, numerator: i64, denominator: i64) -> Point {
        Point {
            x: self.x + (other.x - self.x).scaled(numerator, denominator),
            y: self.y + (other.y - self.y).scaled(numerator, denominator),
        }
    }
}

/// Written `12 34.5`, as in path data.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.x, self.y)
    }
}

/// A direction: cosine and sine in thousandths.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Direction {
    /// The cosine.
    pub cos: i32,
    /// The sine.
    pub sin: i32,
}

impl Direction {
    /// To the right.
    pub const RIGHT: Direction = Direction { cos: 1000, sin: 0 };
    /// Downward.
    pub const DOWN: Direction = Direction { cos: 0, sin: 1000 };
    /// Upward.
    pub const UP: Direction = Direction { cos: 0, sin: -1000 };

    /// The direction from one place to another; to the right if they are the same.
    pub fn between(from: Point, to: Point) -> Direction {
        let (dx, dy) = (i64::from((to.x - from.x).0), i64::from((to.y - from.y).0));
        // A thousandth of precision needs the length a thousand times finer than the sides. The
        // square root is the one operation on floats that IEEE 754 makes the same everywhere, and
        // that WebAssembly has an instruction for.
        let length = ((dx * dx + dy * dy) as f64 * 1_000_000.0).sqrt() as i64;
        if length == 0 {
            return Direction::RIGHT;
        }
        let unit = |side: i64| rounded(side * 1_000_000, length) as i32;
        Direction { cos: unit(dx), sin: unit(dy) }
    }

    /// The same line, read from left to right, so that words on it stand upright.
    pub const fn upright(self) -> Direction {
        if self.cos < 0 { Direction { cos: -self.cos, sin: -self.sin } } else { self }
    }

    /// The place `along` and `across` (to its right-hand side, clockwise) from an origin.
    pub fn step(self, origin: Point, along: Px, across: Px) -> Point {
        let (cos, sin) = (i64::from(self.cos), i64::from(self.sin));
        Point {
            x: origin.x + along.scaled(cos, 1000) - across.scaled(sin, 1000),
            y: origin.y + along.scaled(sin, 1000) + across.scaled(cos, 1000),
        }
    }
}

/// A rotation and then a translation, written as SVG's `matrix(a b c d e f)`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Matrix {
    /// Where the x axis points afterwards.
    pub turn: Direction,
    /// Where the origin is afterwards.
    pub origin: Point,
}

impl Matrix {
    /// A translation.
    pub const fn at(origin: Point) -> Matrix {
        Matrix { turn: Direction::RIGHT, origin }
    }

    /// A rotation about the origin, which then moves.
    pub const fn turned(origin: Point, turn: Direction) -> Matrix {
        Matrix { turn, origin }
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Matrix { turn, origin } = self;
        if *turn == Direction::RIGHT {
            return write!(f, "translate({origin})");
        }
        let (cos, sin) = (Thousandths(turn.cos), Thousandths(turn.sin));
        write!(f, "matrix({cos} {sin} {} {cos} {origin})", Thousandths(-turn.sin))
    }
}

/// A number in thousandths, written with as many decimals as it needs.
struct Thousandths(i32);

impl fmt::Display for Thousandths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 1000, self.0.abs() % 1000);
        write!(f, "{sign}{whole}{}", decimals(rest as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_without_needless_tenths() {
        let written = [0, 5, -5, 1234, -1230].map(|tenths| Px(tenths).to_string());
        assert_eq!(written, ["0", "0.5", "-0.5", "123.4", "-123"]);
    }

    #[test]
    fn scaling_rounds_to_the_nearest_tenth_on_both_sides_of_zero() {
        assert_eq!([Px(7).scaled(1, 2), Px(-7).scaled(1, 2)], [Px(4), Px(-4)]);
        assert_eq!(Px(10).scaled(1, 3), Px(3));
        assert_eq!(Px(10).scaled(-2, 3), Px(-7));
    }

    #[test]
    fn a_turn_is_exact_to_a_thousandth() {
        let origin = Point::default();
        let three_four = Direction::between(origin, Point::new(px(30), px(40)));
        assert_eq!(three_four, Direction { cos: 600, sin: 800 });
        assert_eq!(three_four.step(origin, px(10), px(5)), Point::new(px(2), px(11)));
        let matrix = Matrix::turned(Point::new(px(1), Px(25)), three_four);
        assert_eq!(matrix.to_string(), "matrix(0.6 0.8 -0.8 0.6 1 2.5)");
        assert_eq!(Matrix::at(Point::new(px(1), px(2))).to_string(), "translate(1 2)");
    }

    proptest::proptest! {
        #[test]
        fn every_direction_has_length_one(x in -30_000i32..30_000, y in -30_000i32..30_000) {
            proptest::prop_assume!((x, y) != (0, 0));
            let turn = Direction::between(Point::default(), Point::new(Px(x), Px(y)));
            let square = turn.cos * turn.cos + turn.sin * turn.sin;
            proptest::prop_assert!((998_000..=1_002_000).contains(&square), "{turn:?}");
        }
    }
}
