//! Why octets are no segment, and why a segment has no octets.

use std::fmt;

/// Octets that are not a segment: where, and what was expected there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WireError {
    /// The first octet of what cannot be right, from 0 at the beginning of the datagram.
    pub offset: usize,
    /// What should have been there, and what was.
    pub expected: String,
}

impl WireError {
    /// `octet 9: expected protocol 6, found 17`.
    pub(crate) fn at(offset: usize, expected: impl Into<String>) -> WireError {
        WireError { offset, expected: expected.into() }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "octet {}: expected {}", self.offset, self.expected)
    }
}

impl std::error::Error for WireError {}

/// A segment that cannot be written as a datagram.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum EncodeError {
    /// One address is of IPv4 and the other of IPv6.
    TwoFamilies,
    /// With its headers the segment has so many octets, and a datagram holds 65535.
    TooLong(usize),
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EncodeError::TwoFamilies => f.write_str("expected two addresses of the same family"),
            EncodeError::TooLong(octets) => {
                write!(f, "expected at most 65535 octets for one datagram, found {octets}")
            }
        }
    }
}

impl std::error::Error for EncodeError {}
