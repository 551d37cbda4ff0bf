//! How much may happen.

use std::fmt;
use std::str::FromStr;

/// How much may happen. Within these bounds everything is tried.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Bounds {
    /// OPENs of each user.
    pub opens: u8,
    /// Octets that the client's user sends on each connection, one with each SEND.
    pub sends: u8,
    /// Whether the users close: 1 or 0.
    pub closes: u8,
    /// Segments that are lost, or outlive their lifetime.
    pub losses: u8,
    /// Segments that the network doubles.
    pub duplicates: u8,
    /// ABORTs, of both users together.
    pub aborts: u8,
    /// Crashes, of both hosts together.
    pub crashes: u8,
    /// Timers, other than TIME-WAIT's, that expire while something is in the network. Beyond
    /// that they are as patient as the network is slow.
    pub early_timeouts: u8,
    /// Segments that an attacker forges.
    pub forgeries: u8,
}

/// The name of each bound and the most that it can be.
const BOUNDS: [(&str, u8); 9] = [
    ("opens", 3),
    ("sends", 3),
    ("closes", 1),
    ("losses", 9),
    ("duplicates", 9),
    ("aborts", 3),
    ("crashes", 3),
    ("early_timeouts", 9),
    ("forgeries", 3),
];

impl Bounds {
    /// Bounds that are never reached.
    pub const NONE: Bounds = Bounds::from_values([u8::MAX; 9]);

    /// The name of each bound, as the command line and its JSON write it, and the most that it
    /// can be.
    pub const fn names() -> [(&'static str, u8); 9] {
        BOUNDS
    }

    /// The values, in the order of [`names`](Self::names).
    pub const fn values(&self) -> [u8; 9] {
        let Bounds {
            opens,
            sends,
            closes,
            losses,
            duplicates,
            aborts,
            crashes,
            early_timeouts,
            forgeries,
        } = *self;
        [opens, sends, closes, losses, duplicates, aborts, crashes, early_timeouts, forgeries]
    }

    /// The bounds with these values.
    pub const fn from_values(values: [u8; 9]) -> Bounds {
        let [opens, sends, closes, losses, duplicates, aborts, crashes, early_timeouts, forgeries] =
            values;
        Bounds {
            opens,
            sends,
            closes,
            losses,
            duplicates,
            aborts,
            crashes,
            early_timeouts,
            forgeries,
        }
    }

    /// The smaller of each.
    pub fn and(self, other: Bounds) -> Bounds {
        let (mut values, others) = (self.values(), other.values());
        values.iter_mut().zip(others).for_each(|(value, other)| *value = other.min(*value));
        Bounds::from_values(values)
    }

    /// These bounds with those that a text names set otherwise: `losses=2,opens=1`.
    pub fn changed(self, text: &str) -> Result<Bounds, InvalidBounds> {
        let mut values = self.values();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let invalid = |expected: String| InvalidBounds { part: part.to_owned(), expected };
            let (name, value) = part
                .split_once('=')
                .ok_or_else(|| invalid("a bound and its value, such as losses=2".to_owned()))?;
            let place = BOUNDS.iter().position(|(known, _)| *known == name.trim());
            let place = place.ok_or_else(|| {
                invalid(format!("one of {}", BOUNDS.map(|(name, _)| name).join(", ")))
            })?;
            let most = BOUNDS[place].1;
            let value = value.trim().parse().ok().filter(|value| *value <= most);
            values[place] = value.ok_or_else(|| invalid(format!("a number from 0 to {most}")))?;
        }
        Ok(Bounds::from_values(values))
    }
}

/// `opens=2,losses=1`: those that are not zero.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = BOUNDS.iter().zip(self.values()).filter(|(_, value)| *value > 0);
        let texts: Vec<String> = set.map(|((name, _), value)| format!("{name}={value}")).collect();
        f.pad(&texts.join(","))
    }
}

impl FromStr for Bounds {
    type Err = InvalidBounds;

    /// What is not named is zero.
    fn from_str(text: &str) -> Result<Bounds, InvalidBounds> {
        Bounds::default().changed(text)
    }
}

/// A part of a text that says no bound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidBounds {
    /// The part.
    pub part: String,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for InvalidBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bounds: {:?}: expected {}", self.part, self.expected)
    }
}

impl std::error::Error for InvalidBounds {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_read_back_as_they_are_written() {
        let bounds = Bounds { opens: 2, losses: 1, early_timeouts: 9, ..Bounds::default() };
        assert_eq!(bounds.to_string(), "opens=2,losses=1,early_timeouts=9");
        assert_eq!(bounds.to_string().parse(), Ok(bounds));
        assert_eq!(
            bounds.changed(" losses=0 , aborts=3,"),
            Ok(Bounds { losses: 0, aborts: 3, ..bounds })
        );
    }

    #[test]
    fn what_is_no_bound_is_refused_with_what_was_expected() {
        for (text, expected) in [
            ("losses", "a bound and its value"),
            ("opens=1,gains=2", "one of opens, sends"),
            ("opens=4", "a number from 0 to 3"),
            ("losses=-1", "a number from 0 to 9"),
            ("losses=", "a number from 0 to 9"),
        ] {
            let error = text.parse::<Bounds>().unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
