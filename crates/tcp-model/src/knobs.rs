//! What a run may choose about an endpoint. The defaults are RFC 9293 with RFC 5961; the
//! counterfactual values turn one rule into the wrong one that people ask about.

use crate::seq::SeqNum;
use crate::time::{Duration, Instant};

/// How a passive end answers a SYN, and what an active end takes for an answer.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Handshake {
    /// SYN; SYN,ACK; ACK (RFC 9293 §3.5).
    #[default]
    ThreeWay,
    /// The server takes its own SYN for acknowledged and is ESTABLISHED on the client's; the
    /// client is ESTABLISHED on the SYN,ACK and sends nothing.
    TwoWay,
    /// The server answers with an ACK and then with a SYN of its own; the client lets a bare
    /// acceptable ACK advance SND.UNA in SYN-SENT.
    FourWay,
    /// The server acknowledges the third ACK.
    FourWayAckOfAck,
}

impl Handshake {
    /// As scenario files write it.
    pub const fn name(self) -> &'static str {
        match self {
            Handshake::ThreeWay => "three-way",
            Handshake::TwoWay => "two-way",
            Handshake::FourWay => "four-way",
            Handshake::FourWayAckOfAck => "four-way-ack-of-ack",
        }
    }
}

/// Where initial sequence numbers come from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Isn {
    /// A number for each incarnation in turn, chosen so that a person can read them. Past the
    /// end of the list the clock goes on from its last number.
    Given(Vec<SeqNum>),
    /// The same number each time. Deviation: breaks RFC 9293 §3.4.1 (MUST-8).
    Fixed(SeqNum),
    /// A clock that advances by one every 4 microseconds, from this number at the beginning of
    /// the run (RFC 9293 §3.4.1, MUST-8).
    Clock(SeqNum),
}

impl Isn {
    /// The ISS of the incarnation with this index, the first being 0.
    pub fn select(&self, incarnation: u16, now: Instant) -> SeqNum {
        let clock = |from: SeqNum| from + (now.as_micros() / 4) as u32;
        match self {
            Isn::Given(numbers) => match numbers.get(usize::from(incarnation)) {
                Some(number) => *number,
                None => clock(numbers.last().copied().unwrap_or_default()),
            },
            Isn::Fixed(number) => *number,
            Isn::Clock(from) => clock(*from),
        }
    }
}

/// How long TIME-WAIT lasts.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TimeWait {
    /// Until what is on the wire to us has landed. Deviation: breaks MUST-13.
    #[cfg_attr(feature = "serde", serde(rename = "0"))]
    Zero,
    /// One maximum segment lifetime. Deviation: breaks MUST-13.
    #[cfg_attr(feature = "serde", serde(rename = "1msl"))]
    OneMsl,
    /// Two maximum segment lifetimes (RFC 9293 §3.6.1, MUST-13).
    #[default]
    #[cfg_attr(feature = "serde", serde(rename = "2msl"))]
    TwoMsl,
}

impl TimeWait {
    /// Its length for a maximum segment lifetime.
    pub fn length(self, msl: Duration) -> Duration {
        match self {
            TimeWait::Zero => Duration::ZERO,
            TimeWait::OneMsl => msl,
            TimeWait::TwoMsl => msl * 2,
        }
    }
}

/// The knobs of one endpoint.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Knobs {
    /// The handshake that it speaks.
    pub handshake: Handshake,
    /// Where its initial sequence numbers come from.
    pub isn: Isn,
    /// How long its TIME-WAIT lasts.
    pub time_wait: TimeWait,
    /// Whether it makes the checks of RFC 5961; without them, those of RFC 793.
    pub rfc5961: bool,
    /// Maximum segment lifetime, 2 minutes (RFC 9293 §3.4.2).
    pub msl: Duration,
    /// The first retransmission timeout and the smallest, 1 second (RFC 6298 §2.1, §2.4).
    pub rto: Duration,
    /// After how many retransmissions of text or a FIN the next timeout gives up. The default
    /// of 7 is past 100 seconds (RFC 9293 §3.8.3, SHLD-11).
    pub r2: u8,
    /// The same for a SYN. The default of 8 is past 3 minutes (RFC 9293 §3.8.3, MUST-23).
    pub r2_syn: u8,
    /// The user timeout, 5 minutes (RFC 9293 §3.9.1.1).
    pub user_timeout: Duration,
    /// The longest text that a segment carries: 536 octets, for a peer that announces no other
    /// (RFC 9293 §3.7.1, MUST-15).
    pub mss: u16,
    /// Octets that the receive buffer holds, the most that is ever announced as window.
    pub receive_buffer: u16,
    /// Whether the application keeps a RECEIVE outstanding, and so takes text as it comes.
    pub auto_receive: bool,
}

impl Default for Knobs {
    fn default() -> Knobs {
        Knobs {
            handshake: Handshake::ThreeWay,
            isn: Isn::Clock(SeqNum(0)),
            time_wait: TimeWait::TwoMsl,
            rfc5961: true,
            msl: Duration::from_secs(120),
            rto: Duration::from_secs(1),
            r2: 7,
            r2_syn: 8,
            user_timeout: Duration::from_secs(300),
            mss: 536,
            receive_buffer: u16::MAX,
            auto_receive: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_isn_clock_ticks_every_four_microseconds() {
        let isn = Isn::Clock(SeqNum(1));
        assert_eq!(isn.select(0, Instant::ZERO), SeqNum(1));
        assert_eq!(isn.select(1, Instant::from_micros(1_000_000)), SeqNum(250_001));
    }

    #[test]
    fn a_given_list_goes_on_by_the_clock() {
        let isn = Isn::Given(vec![SeqNum(1000), SeqNum(1100)]);
        assert_eq!(isn.select(1, Instant::ZERO), SeqNum(1100));
        assert_eq!(isn.select(2, Instant::from_micros(400)), SeqNum(1200));
    }
}
