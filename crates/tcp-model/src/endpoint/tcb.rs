//! The transmission control block (RFC 9293 §3.3.1): all that an endpoint remembers of a
//! connection.

use super::agreement::Agreement;
use super::reuse::Reopened;
use crate::congestion::Congestion;
use crate::knobs::Knobs;
use crate::queue::{HeldSegments, SendQueue};
use crate::rto::RetransmissionTimeout;
use crate::segment::Payload;
use crate::seq::SeqNum;
use crate::time::Instant;
use crate::timer::TimerSet;

/// The send sequence variables (RFC 9293 §3.3.1).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct SendSequence {
    /// SND.UNA: the oldest number that is not acknowledged.
    pub una: SeqNum,
    /// SND.NXT: the next number to be sent.
    pub nxt: SeqNum,
    /// SND.WND: how many octets from SND.UNA on the peer will take.
    pub wnd: u32,
    /// SND.WL1: SEG.SEQ of the last window update.
    pub wl1: SeqNum,
    /// SND.WL2: SEG.ACK of the last window update.
    pub wl2: SeqNum,
    /// ISS: our initial sequence number.
    pub iss: SeqNum,
    /// SND.UP: the number after the last octet of urgent data, while some is not acknowledged.
    pub up: Option<SeqNum>,
    /// MAX.SND.WND: the largest window the peer has announced (RFC 5961 §5.2).
    pub max_wnd: u32,
}

/// The receive sequence variables (RFC 9293 §3.3.1).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct ReceiveSequence {
    /// RCV.NXT: the next number expected.
    pub nxt: SeqNum,
    /// RCV.WND: how many octets from RCV.NXT on we take.
    pub wnd: u32,
    /// RCV.UP: the end of urgent data, or of what the user has been handed if that is later.
    pub up: SeqNum,
    /// IRS: the peer's initial sequence number.
    pub irs: SeqNum,
}

/// The transmission control block (RFC 9293 §3.3.1).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Tcb {
    pub(super) snd: SendSequence,
    pub(super) rcv: ReceiveSequence,
    /// Whether the connection began with a passive OPEN.
    pub(super) passive: bool,
    /// Text and FIN that are not acknowledged.
    pub(super) queue: SendQueue,
    pub(super) held: HeldSegments,
    /// Text that waits for a RECEIVE.
    pub(super) unread: Vec<Payload>,
    /// Octets that the user has been handed and whose room is not announced yet.
    pub(super) freed: u32,
    /// Octets that outstanding RECEIVEs still ask for.
    pub(super) receives: u32,
    pub(super) rto: RetransmissionTimeout,
    pub(super) retransmissions: u8,
    /// How many probes have been sent since the peer's window became zero or took one.
    pub(super) probes: u8,
    /// How many keep-alive probes have been sent since anything was heard of the peer.
    pub(super) keep_alives: u8,
    /// Our FIN went in a segment of its own, and does so again.
    pub(super) fin_alone: bool,
    /// The user has given up receiving.
    pub(super) gives_up: bool,
    /// What the options of both SYNs agree on.
    pub(super) agreed: Agreement,
    /// Last.ACK.sent: the latest acknowledgment that we have sent (RFC 7323 §4.3).
    pub(super) last_ack_sent: SeqNum,
    /// When text was last sent, for the restart after idleness.
    pub(super) last_sent: Instant,
    pub(super) congestion: Congestion,
    /// Our SYN or SYN,ACK had to be retransmitted.
    pub(super) syn_was_lost: bool,
    /// A SYN with text and a valid cookie was accepted: text may be sent in SYN-RECEIVED.
    pub(super) fast_open: bool,
    /// How many challenge ACKs have been sent since when (RFC 5961 §7).
    pub(super) challenges: (u8, Instant),
    /// The TIME-WAIT that this incarnation came out of.
    pub(super) reopened: Option<Box<Reopened>>,
    pub(super) timers: TimerSet,
}

impl Tcb {
    pub(super) fn new(knobs: &Knobs) -> Tcb {
        Tcb {
            snd: SendSequence::default(),
            rcv: ReceiveSequence { wnd: knobs.receive_buffer, ..Default::default() },
            passive: false,
            queue: SendQueue::default(),
            held: HeldSegments::default(),
            unread: Vec::new(),
            freed: 0,
            receives: 0,
            rto: RetransmissionTimeout::new(knobs.rto, knobs.min_rto.unwrap_or(knobs.rto)),
            retransmissions: 0,
            probes: 0,
            keep_alives: 0,
            fin_alone: false,
            gives_up: knobs.half_duplex_close,
            agreed: Agreement::new(knobs),
            last_ack_sent: SeqNum::default(),
            last_sent: Instant::ZERO,
            congestion: Congestion::default(),
            syn_was_lost: false,
            fast_open: false,
            challenges: (0, Instant::ZERO),
            reopened: None,
            timers: TimerSet::default(),
        }
    }
}
