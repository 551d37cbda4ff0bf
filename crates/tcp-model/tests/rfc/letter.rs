//! RFC 9293 §3.10.7 to the letter: the section once more, as plainly as it is written, and held
//! against the endpoint for any segment in any state.
//!
//! Where the RFC lets one choose or says two things it takes the readings of the endpoint: RFC
//! 5961 or not, Figure 7, a retransmitted FIN restarts 2MSL, a SYN-RECEIVED resets what does not
//! acknowledge its SYN, one ACK answers a SYN,ACK with text.

use crate::world::{World, written};
use proptest::prelude::*;
use tcp_model::endpoint::Status;
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State::{
    self, CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen,
    SynReceived, SynSent, TimeWait,
};

/// Our first ISS.
const ISS: SeqNum = SeqNum(1000);

/// The section at work on one segment.
struct Letter<'a> {
    segment: &'a Segment,
    tcb: Status,
    passive: bool,
    rfc5961: bool,
    state: State,
    /// What is done, as [`World::effects`] writes it.
    done: Vec<String>,
}

impl Letter<'_> {
    fn has(&self, bits: SegmentFlags) -> bool {
        self.segment.has(bits)
    }

    fn send(&mut self, seq: SeqNum, flags: SegmentFlags) {
        let ack = if flags.contains(SegmentFlags::ACK) { self.tcb.rcv.nxt } else { SeqNum(0) };
        let wnd = self.tcb.rcv.wnd as u16;
        self.done.push(written(&Segment { seq, ack, flags, wnd, ..Segment::default() }));
    }

    /// `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`.
    fn send_ack(&mut self) {
        self.send(self.tcb.snd.nxt, SegmentFlags::ACK);
    }

    fn reset(&mut self) {
        self.done.push(match self.segment.acknowledgment() {
            Some(ack) => format!("RST {ack}"),
            None => format!("RST,ACK 0 {}", self.segment.end()),
        });
    }

    fn say(&mut self, what: &str) {
        self.done.push(what.to_owned());
    }

    fn arrives(&mut self) {
        match self.state {
            Closed if !self.has(SegmentFlags::RST) => self.reset(),
            Closed => {}
            Listen => self.arrives_listen(),
            SynSent => self.arrives_syn_sent(),
            _ => self.arrives_otherwise(),
        }
    }

    fn arrives_listen(&mut self) {
        if self.has(SegmentFlags::RST) {
        } else if self.has(SegmentFlags::ACK) {
            self.reset();
        } else if self.has(SegmentFlags::SYN) {
            self.tcb.rcv.nxt = self.segment.seq + 1;
            self.send(ISS, SegmentFlags::SYN | SegmentFlags::ACK);
            self.state = SynReceived;
        }
    }

    fn arrives_syn_sent(&mut self) {
        let ack = self.segment.acknowledgment();
        if let Some(ack) = ack
            && !(self.tcb.snd.una.before(ack) && ack.at_or_before(self.tcb.snd.nxt))
        {
            if !self.has(SegmentFlags::RST) {
                self.reset();
            }
        } else if self.has(SegmentFlags::RST) {
            if ack.is_some() {
                self.say("error: connection reset");
                self.state = Closed;
            }
        } else if self.has(SegmentFlags::SYN) {
            self.tcb.rcv.nxt = self.segment.seq + 1;
            self.tcb.rcv.up = self.tcb.rcv.nxt;
            if ack.is_some() {
                self.state = Established;
                // One acknowledgment for the SYN and what comes with it (MUST-58).
                let before = self.done.len();
                self.sixth_to_eighth();
                if !self.done[before..].iter().any(|done| done.starts_with("ACK")) {
                    self.send_ack();
                }
            } else {
                self.state = SynReceived;
                self.send(ISS, SegmentFlags::SYN | SegmentFlags::ACK);
            }
        }
    }

    fn arrives_otherwise(&mut self) {
        if self.first() && self.second() && self.fourth() && self.fifth() {
            self.sixth_to_eighth();
        }
    }

    fn figure_7(&self) -> bool {
        let bits = SegmentFlags::SYN | SegmentFlags::ACK | SegmentFlags::RST;
        let syn_ack = self.segment.flags.common(bits) == SegmentFlags::SYN | SegmentFlags::ACK;
        let repeats = self.segment.seq == self.tcb.rcv.irs;
        self.state == SynReceived && !self.passive && syn_ack && repeats
    }

    fn acceptable(&self) -> bool {
        let (seq, len) = (self.segment.seq, self.segment.seg_len());
        let (nxt, wnd) = (self.tcb.rcv.nxt, self.tcb.rcv.wnd);
        let starts_inside = seq.within(nxt, wnd);
        // "Special allowance should be made to accept valid ACKs, URGs, and RSTs", also those that
        // a peer whose probe had no room sends from one number further on.
        let at_zero = wnd == 0 && (seq == nxt || (seq == nxt + 1 && len == 0));
        if self.has(SegmentFlags::SYN) || self.has(SegmentFlags::RST) {
            // "Trimming off any portions that lie outside the window (including SYN and FIN)"; a
            // reset "is valid if its sequence number is in the window" (§3.5.3).
            return starts_inside || (at_zero && self.has(SegmentFlags::RST));
        }
        match (len, wnd) {
            (_, 0) => at_zero,
            (0, _) => starts_inside,
            (_, _) => starts_inside || (seq + (len - 1)).within(nxt, wnd),
        }
    }

    /// First: check sequence number.
    fn first(&mut self) -> bool {
        if self.acceptable() || self.figure_7() {
            return true;
        }
        if self.has(SegmentFlags::RST) {
            return false;
        }
        self.send_ack();
        let fin_again = self.has(SegmentFlags::FIN) && !self.has(SegmentFlags::SYN);
        if self.state == TimeWait && fin_again && self.segment.end() == self.tcb.rcv.nxt {
            self.say("start TIME-WAIT");
        }
        false
    }

    /// Second: check the RST bit.
    fn second(&mut self) -> bool {
        if !self.has(SegmentFlags::RST) {
            return true;
        }
        if self.rfc5961 && self.segment.seq != self.tcb.rcv.nxt {
            self.send_ack();
            return false;
        }
        match self.state {
            SynReceived if self.passive => {
                self.state = Listen;
                return false;
            }
            SynReceived => self.say("error: connection refused"),
            Established | FinWait1 | FinWait2 | CloseWait => self.say("error: connection reset"),
            _ => {}
        }
        self.state = Closed;
        false
    }

    /// Fourth: check the SYN bit.
    fn fourth(&mut self) -> bool {
        if !self.has(SegmentFlags::SYN) || self.figure_7() {
            return true;
        }
        if self.state == SynReceived && self.passive {
            self.state = Listen;
        } else if self.rfc5961 {
            self.send_ack();
        } else {
            self.say(&format!("RST {}", self.tcb.snd.nxt));
            self.say("error: connection reset");
            self.state = Closed;
        }
        false
    }

    /// Fifth: check the ACK field.
    fn fifth(&mut self) -> bool {
        let Some(ack) = self.segment.acknowledgment() else { return false };
        let snd = self.tcb.snd;
        let new = snd.una.before(ack) && ack.at_or_before(snd.nxt);
        if self.state == SynReceived {
            if !new {
                self.reset();
                return false;
            }
            self.state = Established;
        } else if (self.rfc5961 && ack.before(snd.una - snd.max_wnd)) || snd.nxt.before(ack) {
            self.send_ack();
            return false;
        }
        if new {
            self.tcb.snd.una = ack;
        }
        let fin_acked = self.tcb.fin.is_some_and(|fin| fin.before(self.tcb.snd.una));
        match self.state {
            FinWait1 if fin_acked => self.state = FinWait2,
            Closing if fin_acked => {
                self.state = TimeWait;
                self.say("start TIME-WAIT");
            }
            LastAck if fin_acked => {
                self.state = Closed;
                return false;
            }
            _ => {}
        }
        true
    }

    fn sixth_to_eighth(&mut self) {
        if !matches!(self.state, Established | FinWait1 | FinWait2) {
            return;
        }
        let nxt = self.tcb.rcv.nxt;
        let up = self.segment.seq + u32::from(self.segment.up);
        let consumed = nxt - self.tcb.unread;
        let known = consumed.before(self.tcb.rcv.up);
        if self.has(SegmentFlags::URG) && consumed.before(up) && !known {
            self.say("urgent data");
        }
        // "The idealized segment that begins at RCV.NXT and does not exceed the window."
        let begin = self.segment.text_seq();
        let end = begin + self.segment.data.len();
        let fin = self.has(SegmentFlags::FIN);
        if self.segment.data.is_empty() && !fin {
            return;
        }
        let edge = nxt + self.tcb.rcv.wnd;
        let taken = if end.before(edge) { end } else { edge };
        if begin.at_or_before(nxt) && nxt.before(taken) {
            self.say(&format!("deliver {}", taken.since(nxt)));
            self.tcb.rcv.nxt = taken;
        }
        if fin && end == self.tcb.rcv.nxt && end.before(edge) {
            self.eighth();
        }
        self.send_ack();
    }

    /// Eighth: check the FIN bit.
    fn eighth(&mut self) {
        self.tcb.rcv.nxt += 1;
        self.say("connection closing");
        self.state = match self.state {
            Established => CloseWait,
            FinWait1 => Closing,
            _ => {
                self.say("start TIME-WAIT");
                TimeWait
            }
        };
    }
}

/// Histories after which neither text that waits to be sent nor text that is held blurs the view.
const HISTORIES: [&str; 21] = [
    "CLOSED",
    "LISTEN",
    "SYN-SENT",
    "SYN-RECEIVED passive",
    "SYN-RECEIVED active",
    "ESTABLISHED",
    "ESTABLISHED; SEND 10",
    "ESTABLISHED; SEND 10; < ACK 2001 1011",
    "[receive=manual] ESTABLISHED; < ACK 2001 1001 +1000",
    "FIN-WAIT-1",
    "ESTABLISHED; SEND 10; CLOSE",
    "FIN-WAIT-2",
    "CLOSE-WAIT",
    "CLOSE-WAIT; SEND 10",
    "CLOSING",
    "LAST-ACK",
    "TIME-WAIT",
    "[rfc5961=off] SYN-RECEIVED passive",
    "[rfc5961=off] SYN-RECEIVED active",
    "[rfc5961=off] ESTABLISHED; SEND 10",
    "[rfc5961=off] CLOSING",
];

/// SEQ and ACK relative to RCV.NXT and SND.UNA, control bits, octets, urgent pointer.
type Aim = (i32, i32, u8, u32, u16);

fn aim() -> impl Strategy<Value = Aim> {
    let seq = prop_oneof![
        6 => -3i32..4, 2 => -30i32..30, 2 => 990i32..1_010, 1 => -1_100i32..2_100, 1 => any::<i32>()
    ];
    let ack = prop_oneof![6 => -2i32..4, 2 => -510i32..-490, 1 => -20i32..20, 1 => any::<i32>()];
    let bits = prop_oneof![3 => Just(0x10u8), 2 => Just(0x11), 3 => 0u8..64];
    let octets = prop_oneof![3 => Just(0u32), 2 => 1u32..30, 2 => 990u32..1_110];
    (seq, ack, bits, octets, 0u16..40)
}

fn aimed(at: &Status, (seq, ack, bits, octets, up): Aim) -> Segment {
    let named = SegmentFlags::NAMES.into_iter().map(|(bit, _)| bit);
    let flags = named.filter(|bit| bit.bits() & bits != 0);
    Segment {
        seq: at.rcv.nxt + seq as u32,
        ack: at.snd.una + ack as u32,
        flags: flags.fold(SegmentFlags::NONE, |all, bit| all | bit),
        wnd: 500,
        up,
        data: Payload::repeating("x", octets),
        ..Segment::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn the_endpoint_does_what_the_section_says(
        history in proptest::sample::select(HISTORIES.to_vec()),
        aim in aim(),
    ) {
        let mut world = World::new(history);
        let tcb = world.end.status();
        let segment = aimed(&tcb, aim);
        let mut letter = Letter {
            segment: &segment,
            tcb,
            passive: history.contains("passive"),
            rfc5961: !history.contains("rfc5961=off"),
            state: tcb.state,
            done: vec![],
        };
        letter.arrives();
        world.arrive(&segment);
        let mut found: Vec<String> =
            world.effects().split("; ").filter(|one| !one.is_empty()).map(str::to_owned).collect();
        found.sort();
        letter.done.sort();
        prop_assert_eq!(&letter.done, &found, "{}: {}", history, segment);
        prop_assert_eq!(letter.state, world.end.state(), "{}: {}", history, segment);
    }
}
