//! A connection of the host under test, and how its numbers and the script's go together.
//!
//! As in packetdrill, a segment with a SYN has numbers as they are, and all others count from
//! the initial sequence numbers of both ends. What our end chose is called what the script says
//! that it is.

use crate::script::{Packet, PacketOption};
use crate::write::packet_options;
use std::collections::{BTreeMap, VecDeque};
use tcp_model::endpoint::{Endpoint, Signal};
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::Instant;

/// A segment that the connection has sent.
pub(super) struct Sent {
    pub(super) at: Instant,
    pub(super) segment: Segment,
    /// The acknowledgment number that other hosts put on the RST of an ABORT (RFC 9293 §3.10.5
    /// has none): a script may expect either.
    pub(super) or_ack: Option<SeqNum>,
}

pub(super) struct Connection {
    pub(super) endpoint: Endpoint,
    /// What it has sent and nobody has expected yet.
    pub(super) sent: VecDeque<Sent>,
    pub(super) ports: Option<(u16, u16)>,
    /// The listening socket that it came through.
    pub(super) listener: Option<i64>,
    pub(super) accepted: bool,
    /// Whether it has ever been ESTABLISHED.
    pub(super) opened: bool,
    /// The error that the next socket call is told.
    pub(super) error: Option<&'static str>,
    /// Whether there was such an error.
    pub(super) failed: bool,
    /// What a hard error that ICMP reports is called.
    pub(super) unreachable: &'static str,
    /// Whether the peer's FIN has been taken.
    pub(super) peer_closed: bool,
    /// Whether the user has shut down its reading.
    pub(super) reads_no_more: bool,
    /// Octets that the user was handed, in all.
    pub(super) delivered: u64,
    /// Octets that the user has read, in all.
    pub(super) read: u64,
    /// Octets that the user has written and that wait behind a short segment.
    pub(super) waiting: u64,
    /// The number after the last segment that was shorter than the MSS.
    short: Option<SeqNum>,
    /// The numbers after the segments that may be in flight, and how often any was repeated.
    flight: Vec<SeqNum>,
    pub(super) retransmissions: u32,
    /// Our initial sequence number: as it is, as the script has it, and whether the script has
    /// said so.
    iss: SeqNum,
    script_iss: u32,
    iss_is_named: bool,
    irs: u32,
    /// The TSval of the script and what was really sent, in the order of being expected.
    timestamps: BTreeMap<u32, u32>,
    first_timestamp: Option<(u32, u32)>,
    /// The TSval that was sent last.
    last_timestamp: u32,
}

impl Connection {
    pub(super) fn new(endpoint: Endpoint, listener: Option<i64>) -> Connection {
        Connection {
            endpoint,
            sent: VecDeque::new(),
            ports: None,
            listener,
            accepted: false,
            opened: false,
            error: None,
            failed: false,
            unreachable: "EHOSTUNREACH",
            peer_closed: false,
            reads_no_more: false,
            delivered: 0,
            read: 0,
            waiting: 0,
            short: None,
            flight: Vec::new(),
            retransmissions: 0,
            iss: SeqNum(0),
            script_iss: 0,
            iss_is_named: false,
            irs: 0,
            timestamps: BTreeMap::new(),
            first_timestamp: None,
            last_timestamp: 0,
        }
    }

    pub(super) fn state(&self) -> State {
        self.endpoint.state()
    }

    /// Whether the script has not said its ports.
    pub(super) fn lacks_ports(&self) -> bool {
        self.ports.is_none()
    }

    /// Whether it began with an active OPEN and is not over.
    pub(super) fn is_active(&self) -> bool {
        self.listener.is_none() && self.state() != State::Closed
    }

    /// Octets that the endpoint holds for the user.
    pub(super) fn held(&self) -> u64 {
        self.endpoint.status().unread.into()
    }

    /// Octets that a read can have.
    pub(super) fn readable(&self) -> u64 {
        self.delivered.saturating_sub(self.read) + self.held()
    }

    /// A new incarnation that comes out of TIME-WAIT is to be accepted like the first.
    pub(super) fn enters(&mut self, from: State, to: State) {
        if from == State::TimeWait && to == State::SynReceived {
            (self.opened, self.accepted, self.peer_closed) = (false, false, false);
            (self.delivered, self.read) = (0, 0);
        }
        // The next incarnation has an initial sequence number of its own.
        self.iss_is_named &= from != State::TimeWait && to != State::Listen;
        self.opened |= to == State::Established;
    }

    /// How many segments are in flight.
    pub(super) fn in_flight(&self) -> usize {
        let una = self.endpoint.status().snd.una;
        self.flight.iter().filter(|end| una.before(**end)).count()
    }

    pub(super) fn record(&mut self, at: Instant, segment: Segment, retransmission: bool) {
        let una = self.endpoint.status().snd.una;
        self.flight.retain(|end| una.before(*end));
        self.retransmissions += u32::from(retransmission);
        if segment.seg_len() > 0 && !retransmission {
            self.flight.push(segment.end());
        }
        if segment.has(SegmentFlags::SYN) {
            self.iss = segment.seq;
        }
        if (1..self.endpoint.status().eff_snd_mss).contains(&segment.data.len()) {
            self.short = Some(segment.end());
        }
        if let Some(Timestamps { tsval, .. }) = segment.options.timestamps {
            self.last_timestamp = tsval;
        }
        self.sent.push_back(Sent { at, segment, or_ack: None });
    }

    /// Whether a short segment is not acknowledged yet.
    pub(super) fn short_in_flight(&self) -> bool {
        self.short.is_some_and(|end| self.endpoint.status().snd.una.before(end))
    }

    /// How much of what waits and of `more` octets is sent now, and how much waits: Linux holds
    /// back a short segment while another short one is in flight, where Nagle's algorithm (RFC
    /// 9293 §3.7.4) does so while anything is.
    pub(super) fn divided(&self, more: u64) -> (u64, u64) {
        let all = self.waiting + more;
        let mss = u64::from(self.endpoint.status().eff_snd_mss.max(1));
        let later = if self.short_in_flight() { all % mss } else { 0 };
        (all - later, later)
    }

    /// What the user is told, as an errno; `before` is the state in which it happened.
    pub(super) fn told(&mut self, signal: Signal, before: State) {
        let error = match signal {
            Signal::ConnectionClosing => {
                self.peer_closed = true;
                return;
            }
            Signal::ConnectionReset => match before {
                State::SynSent => "ECONNREFUSED",
                State::CloseWait => "EPIPE",
                _ => "ECONNRESET",
            },
            Signal::ConnectionRefused => "ECONNREFUSED",
            Signal::UserTimeout | Signal::KeepAliveTimeout => "ETIMEDOUT",
            Signal::HardError => self.unreachable,
            Signal::Urgent | Signal::DeliveryProblem | Signal::SoftError => return,
        };
        (self.error, self.failed) = (Some(error), true);
    }

    /// The SYN that has arrived may have begun a new incarnation.
    pub(super) fn learn_irs(&mut self) {
        let status = self.endpoint.status();
        if status.state == State::SynReceived {
            self.irs = status.rcv.irs.0;
        }
    }

    /// A number of ours that counts from our initial sequence number.
    pub(super) fn number(&self, relative: u32) -> SeqNum {
        self.iss + relative
    }

    /// A segment of the script as the endpoint gets it.
    pub(super) fn arriving(&mut self, packet: &Packet) -> Segment {
        let syn = packet.flags.contains(SegmentFlags::SYN);
        let before = matches!(self.state(), State::Closed | State::Listen | State::SynSent);
        if syn && before {
            self.irs = packet.seq;
        }
        let remote = if syn { 0 } else { self.irs };
        let local = if syn { self.iss - self.script_iss } else { self.iss };
        Segment {
            seq: SeqNum(packet.seq) + remote,
            ack: local + packet.ack.unwrap_or(0),
            wnd: packet.win.unwrap_or(0),
            up: packet.urg.unwrap_or(0),
            flags: packet.flags,
            options: self.arriving_options(packet.options.as_deref().unwrap_or_default()),
            data: Payload::from(vec![b'.'; packet.len as usize]),
        }
    }

    /// Linux takes a segment without timestamps, which RFC 7323 §3.2 has us drop: it gets those
    /// that change nothing.
    pub(super) fn lend_timestamps(&self, segment: &mut Segment) {
        let recent = self.endpoint.status().ts_recent;
        if let (Some(tsval), None) = (recent, segment.options.timestamps) {
            segment.options.timestamps = Some(Timestamps { tsval, tsecr: self.last_timestamp });
        }
    }

    fn arriving_options(&self, options: &[PacketOption]) -> Options {
        let mut arriving = Options::NONE;
        for option in options {
            match option {
                PacketOption::Mss(mss) => arriving.mss = *mss,
                PacketOption::WindowScale(shift) => arriving.window_scale = *shift,
                PacketOption::SackPermitted => arriving.sack_permitted = true,
                PacketOption::Timestamps { val, ecr } => {
                    let tsval = val.unwrap_or(0);
                    let tsecr = self.really_sent(ecr.unwrap_or(0));
                    arriving.timestamps = Some(Timestamps { tsval, tsecr });
                }
                PacketOption::FastOpen(cookie) if cookie.is_empty() => {
                    arriving.fast_open = Some(FastOpen::Request);
                }
                PacketOption::FastOpen(cookie) => {
                    arriving.fast_open = FastOpenCookie::from_hex(cookie).map(FastOpen::Cookie);
                }
                PacketOption::Nop
                | PacketOption::Eol
                | PacketOption::Sack(_)
                | PacketOption::Other(_) => {}
            }
        }
        arriving
    }

    /// The TSval that was really sent where the script has this one.
    fn really_sent(&self, script: u32) -> u32 {
        match (self.timestamps.get(&script), self.first_timestamp) {
            (Some(sent), _) => *sent,
            (None, Some((first, sent))) => script.wrapping_sub(first).wrapping_add(sent),
            // The script never says what was sent: an echo of anything is one of the last.
            (None, None) => self.last_timestamp,
        }
    }

    /// A segment that was sent, in the numbers of the script. `expected` names our initial
    /// sequence number, when both are SYNs.
    pub(super) fn departing(&mut self, segment: &Segment, expected: &Packet) -> Packet {
        let syn = segment.has(SegmentFlags::SYN);
        if syn && expected.flags.contains(SegmentFlags::SYN) && !self.iss_is_named {
            (self.script_iss, self.iss_is_named) = (expected.seq, true);
        }
        let local = if syn { self.iss - self.script_iss } else { self.iss };
        let remote = SeqNum(if syn { 0 } else { self.irs });
        let urgent = segment.has(SegmentFlags::URG);
        Packet {
            ip: None,
            ports: None,
            flags: segment.flags,
            accurate_ecn: false,
            seq: segment.seq.since(local),
            len: segment.data.len(),
            ack: segment.acknowledgment().map(|ack| ack.since(remote)),
            win: Some(segment.wnd),
            urg: urgent.then_some(segment.up),
            options: Some(packet_options(&segment.options)),
        }
    }

    /// Remembers which TSval the script gives to what was really sent.
    pub(super) fn learn_timestamp(&mut self, expected: &Packet, sent: &Segment) {
        let script = expected.options.iter().flatten().find_map(|option| match option {
            PacketOption::Timestamps { val, .. } => *val,
            _ => None,
        });
        if let (Some(script), Some(Timestamps { tsval, .. })) = (script, sent.options.timestamps) {
            self.timestamps.insert(script, tsval);
            self.first_timestamp.get_or_insert((script, tsval));
        }
    }
}
