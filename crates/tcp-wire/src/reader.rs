//! Reading octets one after another, without ever reading past their end.

use crate::error::WireError;

/// Where we are in a datagram.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Reader<'a> {
    octets: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(octets: &'a [u8]) -> Reader<'a> {
        Reader { octets, at: 0 }
    }

    /// The offset of the next octet.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The octets that are left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        &self.octets[self.at..]
    }

    /// The next `count` octets; `what` they belong to is for the error.
    pub(crate) fn take(&mut self, count: usize, what: &str) -> Result<&'a [u8], WireError> {
        let left = self.rest();
        let taken = left.get(..count).ok_or_else(|| {
            WireError::at(self.at, format!("{count} octets of {what}, found {}", left.len()))
        })?;
        self.at += count;
        Ok(taken)
    }

    /// [`take`](Self::take) for a number of octets that is fixed.
    pub(crate) fn array<const N: usize>(&mut self, what: &str) -> Result<[u8; N], WireError> {
        let taken = self.take(N, what)?;
        Ok(taken.try_into().expect("exactly N octets were taken"))
    }

    /// The next `count` octets as something to read by itself; offsets stay those of the whole.
    pub(crate) fn part(&mut self, count: usize, what: &str) -> Result<Reader<'a>, WireError> {
        let at = self.at;
        self.take(count, what)?;
        Ok(Reader { octets: &self.octets[..self.at], at })
    }
}
