//! Sequence numbers: arithmetic modulo 2^32 (RFC 9293 §3.4).

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A sequence number. Comparisons are modulo 2^32, so it has no total order: use
/// [`before`](Self::before) and its relatives instead of `<`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct SeqNum(pub u32);

impl SeqNum {
    /// `self < other` in the arithmetic of RFC 9293 §3.4.
    pub const fn before(self, other: SeqNum) -> bool {
        (self.0.wrapping_sub(other.0) as i32) < 0
    }

    /// `self =< other`.
    pub const fn at_or_before(self, other: SeqNum) -> bool {
        !other.before(self)
    }

    /// `self > other`.
    pub const fn after(self, other: SeqNum) -> bool {
        other.before(self)
    }

    /// Whether `self` lies in the half-open range of `len` numbers that begins at `start`.
    pub const fn within(self, start: SeqNum, len: u32) -> bool {
        self.0.wrapping_sub(start.0) < len
    }

    /// How many numbers lie from `earlier` up to `self`, modulo 2^32.
    pub const fn since(self, earlier: SeqNum) -> u32 {
        self.0.wrapping_sub(earlier.0)
    }

    /// The later of two numbers.
    pub const fn max(self, other: SeqNum) -> SeqNum {
        if self.before(other) { other } else { self }
    }
}

impl Add<u32> for SeqNum {
    type Output = SeqNum;
    fn add(self, numbers: u32) -> SeqNum {
        SeqNum(self.0.wrapping_add(numbers))
    }
}

impl AddAssign<u32> for SeqNum {
    fn add_assign(&mut self, numbers: u32) {
        *self = *self + numbers;
    }
}

impl Sub<u32> for SeqNum {
    type Output = SeqNum;
    fn sub(self, numbers: u32) -> SeqNum {
        SeqNum(self.0.wrapping_sub(numbers))
    }
}

impl fmt::Display for SeqNum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for SeqNum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_survives_wrap_around() {
        let last = SeqNum(u32::MAX);
        assert!(last.before(last + 1));
        assert!((last + 1).after(last));
        assert!(!last.after(last) && !last.after(last + 1));
        assert_eq!((last + 3).since(last), 3);
        assert!((last + 2).within(last, 3));
        assert!(!(last + 3).within(last, 3));
        assert_eq!(last.max(last + 1), SeqNum(0));
    }

    proptest::proptest! {
        #[test]
        fn adding_less_than_half_the_space_moves_forward(start: u32, numbers in 1u32..0x8000_0000) {
            let start = SeqNum(start);
            proptest::prop_assert!(start.before(start + numbers));
            proptest::prop_assert_eq!((start + numbers).since(start), numbers);
            proptest::prop_assert_eq!(start + numbers - numbers, start);
        }
    }
}
