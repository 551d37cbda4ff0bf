//! What an endpoint made of an arriving segment. A segment never fails: it is accepted,
//! answered or dropped, and there is always a reason.

use crate::clause::Why;
use std::fmt;

/// The verdict on an arriving segment, with the clause that decided.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Ruling {
    /// What became of the segment.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
}

/// What became of an arriving segment.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// In order, and taken.
    Accepted,
    /// A SYN began a connection.
    SynAccepted,
    /// The SYN,ACK that SYN-SENT was waiting for.
    SynAcknowledged,
    /// `four-way` only: a bare ACK of our SYN, before the peer's own SYN.
    SynAcknowledgedAlone,
    /// A SYN without ACK in SYN-SENT.
    SimultaneousOpen,
    /// The acknowledgment of our FIN that LAST-ACK was waiting for.
    FinAcknowledged,
    /// The peer's FIN again, in TIME-WAIT.
    FinRetransmitted,
    /// Text or a FIN that is early: held until what comes before it is here.
    HeldOutOfOrder,
    /// Acknowledges nothing new and carries nothing.
    DuplicateAck,
    /// A RST that ended the connection, or the wait for one.
    ResetAccepted,
    /// A RST sent a passive SYN-RECEIVED back to LISTEN.
    ResetToListen,
    /// A SYN in the window sent a passive SYN-RECEIVED back to LISTEN.
    SynToListen,
    /// Not acceptable: outside the receive window.
    UnacceptableSeq,
    /// Outside the receive window, and a RST: no answer.
    UnacceptableSeqReset,
    /// SYN-SENT or SYN-RECEIVED: acknowledges what was never sent, or is too old.
    UnacceptableAck,
    /// Acknowledges what was not sent yet, or is older than a window.
    AckOutOfRange,
    /// A SYN in a synchronized state.
    ChallengedSyn,
    /// A RST in the window that is not exactly at RCV.NXT.
    ChallengedReset,
    /// RFC 793's answer to a SYN in the window: the connection is reset.
    SynInWindowReset,
    /// There is no connection here.
    NoConnection,
    /// A RST for a connection that does not exist.
    ResetToClosed,
    /// An ACK in LISTEN: no connection has been sent a SYN that it could acknowledge.
    AckInListen,
    /// A RST in LISTEN, or one in SYN-SENT that does not acknowledge our SYN.
    ResetIgnored,
    /// Neither SYN nor RST, in LISTEN or SYN-SENT.
    NoSyn,
    /// No ACK bit where every segment has one.
    NoAck,
    /// The window is zero: control was processed, the text was not taken.
    WindowClosed,
    /// Text, a FIN or urgent data behind the peer's FIN.
    AfterFin,
    /// The SYN that SYN-RECEIVED knows, again: SYN,ACK once more (Linux and the BSDs).
    DuplicateSyn,
    /// A challenge ACK was due, but enough have been sent for now.
    ChallengeThrottled,
    /// A SYN that begins a new incarnation out of TIME-WAIT.
    NewIncarnation,
    /// A SYN in TIME-WAIT that is not late enough for a new incarnation.
    SynInTimeWait,
    /// A RST in TIME-WAIT, which does not listen to it (RFC 1337).
    ResetInTimeWait,
    /// Its timestamp is older than the latest: PAWS.
    OldTimestamp,
    /// No timestamp where every segment has one.
    NoTimestamp,
    /// Text after our user has closed both ways.
    AfterClose,
    /// A SYN with text and a valid fast open cookie: the text is taken at once.
    FastOpenAccepted,
    /// A SYN that was answered with a cookie; no state is kept.
    SynCookieSent,
    /// The ACK of a SYN cookie: the TCB is rebuilt from it.
    SynCookieValid,
    /// The SYN queue is full: dropped.
    SynQueueFull,
    /// The accept queue is full: dropped.
    AcceptQueueFull,
    /// The accept queue is full: reset.
    AcceptQueueFullReset,
}

impl Verdict {
    /// Whether it means that the SYN of the segment's sender was accepted.
    pub const fn accepts_syn(self) -> bool {
        matches!(
            self,
            Verdict::SynAccepted
                | Verdict::SynAcknowledged
                | Verdict::SimultaneousOpen
                | Verdict::NewIncarnation
                | Verdict::FastOpenAccepted
                | Verdict::SynCookieValid
        )
    }

    /// Whether it means that a reset ended a connection, or the wait for one.
    pub const fn ends_by_reset(self) -> bool {
        matches!(self, Verdict::ResetAccepted | Verdict::ResetToListen | Verdict::SynInWindowReset)
    }

    /// The verdict in one word: `accepted`, `answered` or `dropped`.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Accepted
            | Verdict::SynAccepted
            | Verdict::SynAcknowledged
            | Verdict::SynAcknowledgedAlone
            | Verdict::SimultaneousOpen
            | Verdict::FinAcknowledged
            | Verdict::FinRetransmitted
            | Verdict::HeldOutOfOrder
            | Verdict::DuplicateAck
            | Verdict::ResetAccepted
            | Verdict::ResetToListen
            | Verdict::SynToListen
            | Verdict::NewIncarnation
            | Verdict::FastOpenAccepted
            | Verdict::SynCookieValid => "accepted",
            Verdict::UnacceptableSeq
            | Verdict::UnacceptableAck
            | Verdict::AckOutOfRange
            | Verdict::ChallengedSyn
            | Verdict::ChallengedReset
            | Verdict::SynInWindowReset
            | Verdict::NoConnection
            | Verdict::AckInListen
            | Verdict::WindowClosed
            | Verdict::DuplicateSyn
            | Verdict::OldTimestamp
            | Verdict::AfterClose
            | Verdict::SynCookieSent
            | Verdict::AcceptQueueFullReset => "answered",
            Verdict::UnacceptableSeqReset
            | Verdict::ResetToClosed
            | Verdict::ResetIgnored
            | Verdict::NoSyn
            | Verdict::NoAck
            | Verdict::AfterFin
            | Verdict::ChallengeThrottled
            | Verdict::SynInTimeWait
            | Verdict::ResetInTimeWait
            | Verdict::NoTimestamp
            | Verdict::SynQueueFull
            | Verdict::AcceptQueueFull => "dropped",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Accepted => "accepted",
            Verdict::SynAccepted => "SYN accepted",
            Verdict::SynAcknowledged => "SYN acknowledged",
            Verdict::SynAcknowledgedAlone => "our SYN acknowledged, still no SYN from the peer",
            Verdict::SimultaneousOpen => "simultaneous open",
            Verdict::FinAcknowledged => "our FIN acknowledged: TCB deleted",
            Verdict::FinRetransmitted => "retransmitted FIN: ACK sent, 2MSL restarted",
            Verdict::HeldOutOfOrder => "out of order: held until its turn",
            Verdict::DuplicateAck => "duplicate acknowledgment: ignored",
            Verdict::ResetAccepted => "RST accepted",
            Verdict::ResetToListen => "RST: back to LISTEN",
            Verdict::SynToListen => "SYN in SYN-RECEIVED: back to LISTEN",
            Verdict::UnacceptableSeq => "unacceptable sequence number: ACK sent, segment dropped",
            Verdict::UnacceptableSeqReset => "RST outside the window: dropped",
            Verdict::UnacceptableAck => "unacceptable ACK: reset sent",
            Verdict::AckOutOfRange => "ACK out of range: ACK sent, segment dropped",
            Verdict::ChallengedSyn => "SYN in a synchronized state: challenge ACK sent",
            Verdict::ChallengedReset => "RST not at RCV.NXT: challenge ACK sent",
            Verdict::SynInWindowReset => "SYN in the window: reset sent",
            Verdict::NoConnection => "no TCB: reset sent",
            Verdict::ResetToClosed => "RST to CLOSED: discarded",
            Verdict::AckInListen => "ACK in LISTEN: reset sent",
            Verdict::ResetIgnored => "RST ignored",
            Verdict::NoSyn => "no SYN, no RST: dropped",
            Verdict::NoAck => "no ACK: dropped",
            Verdict::WindowClosed => "zero window: ACK sent, text dropped",
            Verdict::AfterFin => "behind the peer's FIN: ignored",
            Verdict::DuplicateSyn => "duplicate SYN: SYN,ACK sent again",
            Verdict::ChallengeThrottled => "enough challenge ACKs for now: dropped",
            Verdict::NewIncarnation => "new incarnation accepted from TIME-WAIT",
            Verdict::SynInTimeWait => "SYN in TIME-WAIT: dropped",
            Verdict::ResetInTimeWait => "RST in TIME-WAIT: ignored",
            Verdict::OldTimestamp => "old timestamp (PAWS): ACK sent, segment dropped",
            Verdict::NoTimestamp => "no timestamp: dropped",
            Verdict::AfterClose => "text after close: reset sent",
            Verdict::FastOpenAccepted => "SYN with a valid fast open cookie: text accepted",
            Verdict::SynCookieSent => "SYN cookie: no state kept",
            Verdict::SynCookieValid => "SYN cookie valid: TCB rebuilt",
            Verdict::SynQueueFull => "SYN queue full: SYN dropped",
            Verdict::AcceptQueueFull => "accept queue full: dropped",
            Verdict::AcceptQueueFullReset => "accept queue full: reset sent",
        })
    }
}
