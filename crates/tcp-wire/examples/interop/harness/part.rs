//! What the user of an end has to do.

use super::dice::Dice;
use tcp_model::time::{Duration, Instant};

/// When a user closes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Closing {
    /// After its last SEND.
    AtOnce,
    /// When the peer has closed and all of its text has been read.
    AfterPeer,
}

/// The part of one user: what it sends, what it is to receive, and when it closes.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) active: bool,
    pub(crate) text: Vec<u8>,
    pub(crate) expected: Vec<u8>,
    pub(crate) closing: Closing,
    /// Octets that its receive buffer holds.
    pub(crate) receive_buffer: usize,
    /// Whether it reads whatever comes at once, or now and then a little.
    pub(crate) reads_at_once: bool,
    /// How much of the text has been sent.
    pub(crate) sent: usize,
    pub(crate) received: Vec<u8>,
    pub(crate) closed: bool,
    /// When it looks up next.
    pub(crate) next_look: Instant,
    pub(crate) dice: Dice,
}

impl Part {
    /// The next piece of text that it wants to send.
    pub(crate) fn piece(&mut self) -> &[u8] {
        let most = 1 + self.dice.below(4_000) as usize;
        let rest = &self.text[self.sent..];
        &rest[..rest.len().min(most)]
    }

    /// Whether it is time to close.
    pub(crate) fn wants_to_close(&self, peer_has_closed: bool) -> bool {
        let all_read = peer_has_closed && self.all_read();
        !self.closed
            && self.sent == self.text.len()
            && (self.closing == Closing::AtOnce || all_read)
    }

    /// Whether everything that the peer sends has been read.
    pub(crate) fn all_read(&self) -> bool {
        self.received.len() >= self.expected.len()
    }

    /// Whether it has nothing left to do.
    pub(crate) fn is_done(&self) -> bool {
        self.closed && self.all_read()
    }

    /// Whether it is time to look up; if so, chooses the next time.
    pub(crate) fn looks_up(&mut self, now: Instant) -> bool {
        let due = now >= self.next_look;
        if due {
            self.next_look = now + Duration::from_micros(1_000 + self.dice.below(150_000));
        }
        due
    }
}
