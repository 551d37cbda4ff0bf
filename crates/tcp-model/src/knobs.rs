//! What a run may choose about an endpoint. The defaults are RFC 9293 with RFC 5961; the
//! counterfactual values turn one rule into the wrong one that people ask about.

use crate::host::FourTuple;
use crate::options::FastOpenCookie;
use crate::secret;
use crate::seq::SeqNum;
use crate::time::{Duration, Instant};

/// How a passive end answers a SYN, and what an active end takes for an answer.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// The same clock, and added to it a keyed hash of the 4-tuple: M + F(localip, localport,
    /// remoteip, remoteport, secretkey) (RFC 6528 §3, RFC 9293 §3.4.1, SHLD-1).
    Rfc6528,
}

impl Isn {
    /// The ISS of the incarnation with this index, the first being 0, of a connection with this
    /// 4-tuple at a host with this secret.
    pub fn select(&self, incarnation: u16, now: Instant, tuple: FourTuple, secret: u64) -> SeqNum {
        let clock = |from: SeqNum| from + (now.as_micros() / 4) as u32;
        match self {
            Isn::Given(numbers) => match numbers.get(usize::from(incarnation)) {
                Some(number) => *number,
                None => clock(numbers.last().copied().unwrap_or_default()),
            },
            Isn::Fixed(number) => *number,
            Isn::Clock(from) => clock(*from),
            Isn::Rfc6528 => clock(SeqNum(secret::hash(secret, tuple, &[]) as u32)),
        }
    }
}

/// How long TIME-WAIT lasts.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// What a SYN-RECEIVED answers when the SYN that it knows arrives again.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum DuplicateSyn {
    /// An ACK, as for everything outside the window (RFC 9293 §3.10.7.4, first).
    #[default]
    Ack,
    /// Its SYN,ACK once more, as Linux and the BSDs do.
    SynAck,
}

/// Whether a SYN may begin a new incarnation before TIME-WAIT is over.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum TimeWaitReuse {
    /// Never.
    #[default]
    Off,
    /// One whose sequence number is larger than all that the old incarnation used (RFC 9293
    /// §3.6.1, MAY-2; RFC 1122 §4.2.2.13).
    SynSeq,
    /// One that is later by its timestamp or, failing that, by its number (RFC 6191 §2, SHLD-4);
    /// any other SYN is dropped without an answer.
    Rfc6191,
    /// Linux's `tcp_tw_reuse`: an active OPEN may leave TIME-WAIT after one second, if both ends
    /// use timestamps.
    TwReuse,
}

/// When a listener answers a SYN without keeping state (RFC 4987 §3.6).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum SynCookies {
    /// Never.
    #[default]
    Off,
    /// When the SYN queue is full.
    Overflow,
    /// Always.
    Always,
}

/// Keep-alive (RFC 9293 §3.8.4).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct KeepAlive {
    /// How long the connection is idle before the first probe: at least 2 hours by default
    /// (MUST-28).
    pub idle: Duration,
    /// How long an unanswered probe is waited for.
    pub interval: Duration,
    /// How many unanswered probes mean that the peer is dead: never one alone (MUST-29).
    pub probes: u8,
}

/// The accept queue of a listener: connections that are ESTABLISHED and that no ACCEPT has taken
/// yet. RFC 9293 has none; this is what sockets have.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct AcceptQueue {
    /// How many it holds.
    pub size: u16,
    /// How many connections of others wait in it when the run begins.
    #[cfg_attr(feature = "serde", serde(default))]
    pub waiting: u16,
    /// What becomes of the third ACK of a handshake when it is full.
    #[cfg_attr(feature = "serde", serde(default))]
    pub overflow: Overflow,
}

/// What a full accept queue does to the third ACK of a handshake.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Overflow {
    /// Drops it, as Linux does with `tcp_abort_on_overflow=0`.
    #[default]
    Drop,
    /// Answers it with a RST, as Linux does with `tcp_abort_on_overflow=1`.
    Reset,
}

/// Fast open (RFC 7413). A client sends text with its SYN when it has a cookie.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum FastOpenUse {
    /// Not spoken.
    #[default]
    Off,
    /// Spoken; a client has no cookie yet, and asks for one.
    On,
    /// Spoken; a client has this cookie from an earlier connection.
    Cached(FastOpenCookie),
}

/// Readings and habits by name: knobs that belong together.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Profile {
    /// RFC 9293 with the checks of RFC 5961: the defaults.
    #[cfg_attr(feature = "serde", serde(rename = "rfc9293+rfc5961"))]
    Rfc9293,
    /// Table 6 of RFC 9293 read to the letter where Figure 7 says otherwise.
    #[cfg_attr(feature = "serde", serde(rename = "strict-table-6"))]
    StrictTable6,
    /// The checks as they were before RFC 5961.
    Rfc793,
    /// What Linux does where the RFC leaves a choice or Linux takes one: SYN,ACK for a duplicate
    /// SYN, a CLOSE that gives up receiving, FIN-WAIT-2 and TIME-WAIT of 60 s, a
    /// smallest retransmission timeout of 200 ms.
    LinuxLike,
}

impl Profile {
    /// Turns its knobs.
    pub fn apply(self, knobs: &mut Knobs) {
        match self {
            Profile::Rfc9293 => {}
            Profile::StrictTable6 => knobs.figure_7 = false,
            Profile::Rfc793 => knobs.rfc5961 = false,
            Profile::LinuxLike => {
                knobs.duplicate_syn = DuplicateSyn::SynAck;
                knobs.half_duplex_close = true;
                knobs.fin_wait_2_timeout = Some(Duration::from_secs(60));
                knobs.msl = Duration::from_secs(30);
                knobs.min_rto = Some(Duration::from_millis(200));
            }
        }
    }
}

/// The knobs of one endpoint.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// The smallest retransmission timeout where it is not the first (RFC 6298 §2.4: it SHOULD be
    /// 1 second; Linux has 200 ms).
    pub min_rto: Option<Duration>,
    /// After how many retransmissions of text or a FIN the next timeout gives up. The default
    /// of 7 is past 100 seconds (RFC 9293 §3.8.3, SHLD-11).
    pub r2: u8,
    /// The same for a SYN. The default of 8 is past 3 minutes (RFC 9293 §3.8.3, MUST-23).
    pub r2_syn: u8,
    /// The user timeout, 5 minutes (RFC 9293 §3.9.1.1).
    pub user_timeout: Duration,
    /// After how many retransmissions of the same segment the user hears of a delivery problem
    /// (RFC 9293 §3.8.3, R1; SHLD-10: at least 3).
    pub r1: u8,
    /// The longest text that we want to receive in a segment: every SYN announces it. `None`
    /// announces nothing, which means the default: 536 octets, 1220 with IPv6 (RFC 9293 §3.7.1,
    /// MUST-15, SHLD-5, MAY-3).
    pub mss: Option<u16>,
    /// The most octets of a datagram that the path takes (RFC 9293 §3.7.1: MMS_S is this less
    /// the IP header).
    pub mtu: u16,
    /// Whether the network layer is IPv6, for what the default MSS and the IP header measure.
    pub ipv6: bool,
    /// Octets that the receive buffer holds, the most that is ever announced as window.
    pub receive_buffer: u32,
    /// Octets that may wait to be sent or acknowledged; a SEND of more is refused.
    pub send_buffer: u32,
    /// Whether the application keeps a RECEIVE outstanding, and so takes text as it comes.
    pub auto_receive: bool,
    /// Whether a SYN,ACK at SEQ = IRS completes a simultaneous open, as Figure 7 draws it; without
    /// it Table 6 is read to the letter (RFC 9293 Appendix A.2).
    pub figure_7: bool,
    /// What a duplicate SYN draws in SYN-RECEIVED.
    pub duplicate_syn: DuplicateSyn,
    /// Whether TIME-WAIT ignores a RST (RFC 1337 §3, F1).
    pub rfc1337: bool,
    /// Whether a SYN may begin a new incarnation before TIME-WAIT is over.
    pub time_wait_reuse: TimeWaitReuse,
    /// Whether CLOSE gives up receiving too: text that is unread then, or comes later, draws a
    /// RST (RFC 9293 §3.6.1, MAY-1, SHLD-3).
    pub half_duplex_close: bool,
    /// How long FIN-WAIT-2 waits for the peer's FIN. RFC 9293 has no such limit; Linux gives an
    /// orphaned socket 60 s.
    pub fin_wait_2_timeout: Option<Duration>,
    /// Keep-alive, off by default (RFC 9293 §3.8.4, MUST-25).
    pub keepalive: Option<KeepAlive>,
    /// How long the acknowledgment of text may wait for something to ride on: less than 0.5 s
    /// (RFC 9293 §3.8.6.3, MUST-40). `None` acknowledges at once.
    pub delayed_ack: Option<Duration>,
    /// Whether small text waits while text is not acknowledged (Nagle; RFC 9293 §3.7.4, SHLD-7).
    pub nagle: bool,
    /// Whether timestamps are offered and understood (RFC 7323 §3).
    pub timestamps: bool,
    /// The window scale that is offered, 0 to 14 (RFC 7323 §2): one that suits the receive buffer,
    /// for less than `1 << window_scale` octets cannot be announced. `None` neither offers nor
    /// understands it.
    pub window_scale: Option<u8>,
    /// Whether SACK-permitted is offered (RFC 2018 §2).
    pub sack_permitted: bool,
    /// Fast open (RFC 7413).
    pub fast_open: FastOpenUse,
    /// Whether sending obeys a congestion window (RFC 5681; RFC 9293 §3.8.2, MUST-19).
    pub congestion_control: bool,
    /// The initial congestion window in segments; RFC 5681 §3.1 decides when it is missing.
    pub initial_window: Option<u8>,
    /// How many half-open connections a listener keeps. `None` is RFC 9293's passive OPEN: the
    /// connection that comes takes the place of LISTEN. With a number the server has a listening
    /// socket, which goes on listening beside its connections.
    pub syn_backlog: Option<u16>,
    /// The accept queue of a listener.
    pub accept_queue: Option<AcceptQueue>,
    /// SYN cookies.
    pub syn_cookies: SynCookies,
    /// How many challenge ACKs are sent in five seconds at most (RFC 5961 §7). `None` sends all.
    pub challenge_acks: Option<u8>,
    /// The host's secret key, for RFC 6528, SYN cookies and fast open cookies.
    pub secret: u64,
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
            min_rto: None,
            r2: 7,
            r2_syn: 8,
            user_timeout: Duration::from_secs(300),
            r1: 3,
            mss: None,
            mtu: 1500,
            ipv6: false,
            receive_buffer: u16::MAX.into(),
            send_buffer: 1 << 20,
            auto_receive: true,
            figure_7: true,
            duplicate_syn: DuplicateSyn::Ack,
            rfc1337: false,
            time_wait_reuse: TimeWaitReuse::Off,
            half_duplex_close: false,
            fin_wait_2_timeout: None,
            keepalive: None,
            delayed_ack: None,
            nagle: true,
            timestamps: false,
            window_scale: None,
            sack_permitted: false,
            fast_open: FastOpenUse::Off,
            congestion_control: true,
            initial_window: None,
            syn_backlog: None,
            accept_queue: None,
            syn_cookies: SynCookies::Off,
            challenge_acks: Some(10),
            secret: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_isn_clock_ticks_every_four_microseconds() {
        let isn = Isn::Clock(SeqNum(1));
        let select = |n, at| isn.select(n, Instant::from_micros(at), FourTuple::MAIN, 0);
        assert_eq!(select(0, 0), SeqNum(1));
        assert_eq!(select(1, 1_000_000), SeqNum(250_001));
    }

    #[test]
    fn rfc_6528_is_the_clock_shifted_by_a_secret_of_the_4_tuple() {
        let select =
            |tuple, secret, at| Isn::Rfc6528.select(0, Instant::from_micros(at), tuple, secret);
        let other = FourTuple::MAIN.reversed();
        assert_eq!(select(FourTuple::MAIN, 7, 400), select(FourTuple::MAIN, 7, 0) + 100);
        assert_ne!(select(FourTuple::MAIN, 7, 0), select(other, 7, 0));
        assert_ne!(select(FourTuple::MAIN, 7, 0), select(FourTuple::MAIN, 8, 0));
    }

    #[test]
    fn a_given_list_goes_on_by_the_clock() {
        let isn = Isn::Given(vec![SeqNum(1000), SeqNum(1100)]);
        let select = |n, at| isn.select(n, Instant::from_micros(at), FourTuple::MAIN, 0);
        assert_eq!(select(1, 0), SeqNum(1100));
        assert_eq!(select(2, 400), SeqNum(1200));
    }
}
