//! Virtual time. The model has no clock: every instant is an argument, in whole microseconds.

use std::fmt;
use std::ops::{Add, AddAssign, Mul, Sub};
use std::str::FromStr;

/// A moment of a run: microseconds since it began.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(u64);

/// A length of time in whole microseconds. Written `250us`, `40ms`, `1.5s`, `2min`, `1h`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u64);

impl Instant {
    /// The beginning of the run.
    pub const ZERO: Instant = Instant(0);
    /// Later than every event.
    pub const MAX: Instant = Instant(u64::MAX);

    /// The moment `micros` microseconds after the beginning.
    pub const fn from_micros(micros: u64) -> Instant {
        Instant(micros)
    }

    /// Microseconds since the beginning.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// The time from `earlier` to `self`, zero when `earlier` is later.
    pub const fn since(self, earlier: Instant) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);

    /// `micros` microseconds.
    pub const fn from_micros(micros: u64) -> Duration {
        Duration(micros)
    }

    /// `millis` milliseconds.
    pub const fn from_millis(millis: u64) -> Duration {
        Duration(millis * 1_000)
    }

    /// `secs` seconds.
    pub const fn from_secs(secs: u64) -> Duration {
        Duration(secs * 1_000_000)
    }

    /// Whole microseconds.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// `self * numerator / denominator`, rounded down.
    pub const fn scaled(self, numerator: u64, denominator: u64) -> Duration {
        Duration(self.0.saturating_mul(numerator) / denominator)
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;
    fn add(self, length: Duration) -> Instant {
        Instant(self.0.saturating_add(length.0))
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;
    /// The beginning of the run when `length` goes back beyond it.
    fn sub(self, length: Duration) -> Instant {
        Instant(self.0.saturating_sub(length.0))
    }
}

impl Add for Duration {
    type Output = Duration;
    fn add(self, other: Duration) -> Duration {
        Duration(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Duration {
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub for Duration {
    type Output = Duration;
    fn sub(self, other: Duration) -> Duration {
        Duration(self.0.saturating_sub(other.0))
    }
}

impl Mul<u64> for Duration {
    type Output = Duration;
    fn mul(self, times: u64) -> Duration {
        Duration(self.0.saturating_mul(times))
    }
}

const UNITS: [(&str, u64); 5] =
    [("h", 3_600_000_000), ("min", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];

/// In hours or minutes if they are whole, or else the largest unit in which at most three decimals
/// say it exactly: `40 ms`, `1.04 s`, `75 s`, `4 min`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, size) = match self.0 {
            0 => return f.write_str("0 ms"),
            t if t % 3_600_000_000 == 0 => UNITS[0],
            t if t % 60_000_000 == 0 => UNITS[1],
            t if t >= 1_000_000 && t % 1_000 == 0 => UNITS[2],
            t if t >= 1_000 => UNITS[3],
            _ => UNITS[4],
        };
        let thousandths = (self.0 % size) * 1_000 / size;
        write!(f, "{}{} {unit}", self.0 / size, decimals(thousandths))
    }
}

/// What follows the whole number: `.04` for 40 thousandths, nothing for none.
pub fn decimals(thousandths: u64) -> String {
    let digits = format!(".{thousandths:03}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Duration(self.0).fmt(f)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not a length of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDurationError;

impl fmt::Display for ParseDurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a length of time such as \"40ms\", \"1.5s\", \"2min\" or \"1h\"")
    }
}

impl std::error::Error for ParseDurationError {}

/// The longest time that is read, in microseconds: 1000 hours. Runs are over long before, and
/// a picture of one has to be drawn to scale.
const LONGEST: u64 = 1_000 * 3_600 * 1_000_000;

impl FromStr for Duration {
    type Err = ParseDurationError;

    fn from_str(text: &str) -> Result<Duration, ParseDurationError> {
        let number_ends =
            text.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or(ParseDurationError)?;
        let (number, unit) = text.split_at(number_ends);
        let (_, size) =
            UNITS.iter().find(|(name, _)| *name == unit.trim()).ok_or(ParseDurationError)?;
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        if whole.is_empty() || decimals.is_empty() || decimals.len() > 6 {
            return Err(ParseDurationError);
        }
        let parse = |digits: &str| digits.parse::<u64>().map_err(|_| ParseDurationError);
        let fraction = parse(decimals)? * size / 10u64.pow(decimals.len() as u32);
        let micros = parse(whole)?.checked_mul(*size).and_then(|w| w.checked_add(fraction));
        micros.filter(|micros| *micros <= LONGEST).map(Duration).ok_or(ParseDurationError)
    }
}

#[cfg(feature = "serde")]
mod as_text {
    use super::Duration;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    /// Text for people (`"1.5s"`), microseconds for compact formats.
    impl Serialize for Duration {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            if to.is_human_readable() {
                to.serialize_str(&self.to_string().replace(' ', ""))
            } else {
                to.serialize_u64(self.0)
            }
        }
    }

    impl<'de> Deserialize<'de> for Duration {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
            if from.is_human_readable() {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            } else {
                u64::deserialize(from).map(Duration)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_back_as_they_are_written() {
        for (text, micros, shown) in [
            ("40ms", 40_000, "40 ms"),
            ("1.5s", 1_500_000, "1.5 s"),
            ("2min", 120_000_000, "2 min"),
            ("250us", 250, "250 us"),
            ("2h", 7_200_000_000, "2 h"),
            ("1.04 s", 1_040_000, "1.04 s"),
            ("240.12s", 240_120_000, "240.12 s"),
            ("100s", 100_000_000, "100 s"),
            ("121min", 7_260_000_000, "121 min"),
            ("1.5h", 5_400_000_000, "90 min"),
            ("1.25min", 75_000_000, "75 s"),
            ("7425s", 7_425_000_000, "7425 s"),
            ("1.00025s", 1_000_250, "1000.25 ms"),
        ] {
            let length: Duration = text.parse().unwrap();
            assert_eq!((length.as_micros(), length.to_string()), (micros, shown.to_owned()));
            assert_eq!(shown.parse(), Ok(length));
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "",
            "40",
            "ms",
            "1.s",
            ".5s",
            "-1s",
            "1e3s",
            "99999999999999999999s",
            "1001h",
            "5 days",
        ] {
            assert_eq!(text.parse::<Duration>(), Err(ParseDurationError), "{text}");
        }
        assert_eq!("1.000001s".parse(), Ok(Duration(1_000_001)), "six decimals");
        assert_eq!("1.0000010s".parse::<Duration>(), Err(ParseDurationError), "seven");
    }
}
