//! The handshake of RFC 9293 and nothing more: no text, no FIN. Written from §3.10, in the order
//! in which it says things; where a rule has no bearing without text or FIN it is left out.

use std::fmt;

/// A number of RFC 9293 §3.4.
pub(crate) type Seq = u32;

/// RCV.WND, always. Nothing is ever sent that would fill it.
const RCV_WND: u32 = 65_535;

/// How the handshake goes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Handshake {
    /// The passive end is ESTABLISHED on a SYN, and its SYN,ACK ends the handshake.
    TwoWay,
    /// RFC 9293 §3.5.
    ThreeWay,
    /// The passive end answers a SYN with an ACK and a SYN, apart from each other.
    FourWay,
    /// The third message is acknowledged.
    FourWayAckOfAck,
}

/// RFC 9293 §3.3.2, as far as a handshake goes.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum State {
    /// No connection.
    Closed,
    /// Waiting for a SYN.
    Listen,
    /// Waiting for an answer to a SYN.
    SynSent,
    /// Waiting for an acknowledgment of a SYN, having had the peer's.
    SynReceived,
    /// Open.
    Established,
}

/// A segment without text, FIN and URG.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Segment {
    /// SEG.SEQ.
    pub(crate) seq: Seq,
    /// SEG.ACK, if its ACK bit is on.
    pub(crate) ack: Option<Seq>,
    /// Its SYN bit.
    pub(crate) syn: bool,
    /// Its RST bit.
    pub(crate) rst: bool,
}

impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bit = |on: bool, name| if on { name } else { "" };
        write!(f, "<SEQ={}>{}{}", self.seq, bit(self.syn, "<SYN>"), bit(self.rst, "<RST>"))?;
        self.ack.map_or(Ok(()), |ack| write!(f, "<ACK={ack}>"))
    }
}

/// What an end remembers of its connection.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Tcb {
    /// The state.
    pub(crate) state: State,
    /// Whether the OPEN was passive.
    pub(crate) passive: bool,
    /// ISS.
    pub(crate) iss: Seq,
    /// SND.UNA.
    pub(crate) snd_una: Seq,
    /// SND.NXT.
    pub(crate) snd_nxt: Seq,
    /// IRS.
    pub(crate) irs: Seq,
    /// RCV.NXT.
    pub(crate) rcv_nxt: Seq,
    /// It came to SYN-RECEIVED from SYN-SENT.
    pub(crate) crossed: bool,
    /// Its SYN is in the retransmission queue.
    pub(crate) retransmits: bool,
}

/// What comes of an event, besides the change of the TCB.
#[derive(Default)]
pub(crate) struct Effects {
    /// The segments that are sent.
    pub(crate) sent: Vec<Segment>,
    /// The SYN of the arriving segment was accepted.
    pub(crate) accepted_syn: bool,
    /// The connection returned to LISTEN.
    pub(crate) listens_again: bool,
}

impl Tcb {
    /// An end in this state, which remembers nothing.
    fn blank(state: State) -> Tcb {
        Tcb {
            state,
            passive: state == State::Listen,
            iss: 0,
            snd_una: 0,
            snd_nxt: 0,
            irs: 0,
            rcv_nxt: 0,
            crossed: false,
            retransmits: false,
        }
    }

    /// "A fictional state": no TCB (§3.3.2).
    pub(crate) fn closed() -> Tcb {
        Tcb::blank(State::Closed)
    }

    /// OPEN, passive (§3.10.1).
    pub(crate) fn listen() -> Tcb {
        Tcb::blank(State::Listen)
    }

    /// OPEN, active (§3.10.1): `<SEQ=ISS><CTL=SYN>`.
    pub(crate) fn open(iss: Seq) -> Tcb {
        let sent = Tcb { iss, snd_una: iss, snd_nxt: iss + 1, ..Tcb::blank(State::SynSent) };
        Tcb { retransmits: true, ..sent }
    }

    /// ABORT (§3.10.5): what is sent. Afterwards the end is CLOSED.
    pub(crate) fn abort(&self) -> Option<Segment> {
        match self.state {
            State::SynReceived | State::Established => Some(reset(self.snd_nxt)),
            State::Closed | State::Listen | State::SynSent => None,
        }
    }

    /// The segment that carries this end's SYN, as it is first sent and retransmitted.
    pub(crate) fn own_syn(&self, handshake: Handshake) -> Segment {
        let bare = match self.state {
            State::SynSent => true,
            _ => self.passive && handshake == Handshake::FourWay,
        };
        let ack = (!bare).then_some(self.rcv_nxt);
        Segment { seq: self.iss, ack, syn: true, rst: false }
    }

    fn acknowledgment(&self) -> Segment {
        Segment { seq: self.snd_nxt, ack: Some(self.rcv_nxt), syn: false, rst: false }
    }
}

/// `<SEQ=seq><CTL=RST>`
fn reset(seq: Seq) -> Segment {
    Segment { seq, ack: None, syn: false, rst: true }
}

/// Whether a number comes before another (§3.4).
fn before(a: Seq, b: Seq) -> bool {
    (b.wrapping_sub(a) as i32) > 0
}

/// `low < number =< high`
fn in_span(low: Seq, number: Seq, high: Seq) -> bool {
    before(low, number) && !before(high, number)
}

/// SEGMENT ARRIVES (§3.10.7). A SYN that is answered is answered with this ISS.
pub(crate) fn arrives(tcb: &mut Tcb, segment: Segment, handshake: Handshake, iss: Seq) -> Effects {
    let mut effects = Effects::default();
    match tcb.state {
        State::Closed => closed(segment, &mut effects),
        State::Listen => listen(tcb, segment, handshake, iss, &mut effects),
        State::SynSent => syn_sent(tcb, segment, handshake, &mut effects),
        State::SynReceived | State::Established => {
            synchronized(tcb, segment, handshake, &mut effects);
        }
    }
    effects
}

/// §3.10.7.1: "An incoming segment not containing a RST causes a RST to be sent in response."
fn closed(segment: Segment, effects: &mut Effects) {
    if segment.rst {
        return;
    }
    effects.sent.push(match segment.ack {
        Some(ack) => reset(ack),
        None => {
            let ack = Some(segment.seq + u32::from(segment.syn));
            Segment { ack, ..reset(0) }
        }
    });
}

/// §3.10.7.2.
fn listen(tcb: &mut Tcb, segment: Segment, handshake: Handshake, iss: Seq, effects: &mut Effects) {
    if segment.rst {
        return;
    }
    if let Some(ack) = segment.ack {
        return effects.sent.push(reset(ack));
    }
    if !segment.syn {
        return;
    }
    (tcb.irs, tcb.rcv_nxt) = (segment.seq, segment.seq + 1);
    (tcb.iss, tcb.snd_una, tcb.snd_nxt) = (iss, iss, iss + 1);
    (tcb.state, tcb.retransmits) = (State::SynReceived, true);
    effects.accepted_syn = true;
    match handshake {
        Handshake::ThreeWay | Handshake::FourWayAckOfAck => {}
        Handshake::TwoWay => established(tcb, tcb.snd_nxt),
        Handshake::FourWay => {
            effects.sent.push(Segment { seq: iss, ..tcb.acknowledgment() });
        }
    }
    effects.sent.push(tcb.own_syn(handshake));
}

/// ESTABLISHED, for this end's SYN is acknowledged.
fn established(tcb: &mut Tcb, snd_una: Seq) {
    (tcb.state, tcb.snd_una, tcb.retransmits, tcb.crossed) =
        (State::Established, snd_una, false, false);
}

/// §3.10.7.3.
fn syn_sent(tcb: &mut Tcb, segment: Segment, handshake: Handshake, effects: &mut Effects) {
    // First: "If SEG.ACK =< ISS or SEG.ACK > SND.NXT, send a reset (unless the RST bit is set)".
    if let Some(ack) = segment.ack
        && !in_span(tcb.iss, ack, tcb.snd_nxt)
    {
        if !segment.rst {
            effects.sent.push(reset(ack));
        }
        return;
    }
    // Second: RST. "In the SYN-SENT state [...], the RST is acceptable if the ACK field
    // acknowledges the SYN" (§3.5.3), be it for the second time.
    if segment.rst {
        if segment.ack.is_some() {
            *tcb = Tcb::closed();
        }
        return;
    }
    // A bare ACK is dropped (fifth), but if SYN and ACK come apart it must count.
    if let Some(ack) = segment.ack
        && (segment.syn || handshake == Handshake::FourWay)
    {
        (tcb.snd_una, tcb.retransmits) = (ack, false);
    }
    if segment.syn {
        syn_in_syn_sent(tcb, segment, handshake, effects);
    }
}

/// §3.10.7.3, fourth.
fn syn_in_syn_sent(tcb: &mut Tcb, syn: Segment, handshake: Handshake, effects: &mut Effects) {
    effects.accepted_syn = true;
    (tcb.irs, tcb.rcv_nxt) = (syn.seq, syn.seq + 1);
    if before(tcb.iss, tcb.snd_una) {
        established(tcb, tcb.snd_una);
        if handshake != Handshake::TwoWay {
            effects.sent.push(tcb.acknowledgment());
        }
    } else {
        (tcb.state, tcb.crossed) = (State::SynReceived, true);
        effects.sent.push(tcb.own_syn(handshake));
    }
}

/// §3.10.7.4, for SYN-RECEIVED and ESTABLISHED.
fn synchronized(tcb: &mut Tcb, segment: Segment, handshake: Handshake, effects: &mut Effects) {
    // First: the sequence number. One octet or none: either way it must begin in the window. A
    // SYN,ACK that answers a crossed SYN begins one before it (§3.5, Figure 7).
    let answers_crossed = tcb.crossed && segment.syn && segment.seq == tcb.irs;
    let in_window = segment.seq.wrapping_sub(tcb.rcv_nxt) < RCV_WND;
    let acceptable = in_window || (answers_crossed && segment.ack.is_some());
    if !acceptable {
        if !segment.rst {
            effects.sent.push(tcb.acknowledgment());
        }
        return;
    }
    // Second: RST. "If the RST bit is set and the sequence number exactly matches the next
    // expected sequence number"; in the window but not there, it is challenged.
    if segment.rst {
        if segment.seq == tcb.rcv_nxt {
            reset_arrives(tcb, effects);
        } else {
            effects.sent.push(tcb.acknowledgment());
        }
        return;
    }
    // Fourth: SYN. "If the connection was initiated with a passive OPEN, then return this
    // connection to the LISTEN state and return"; all others are challenged.
    if segment.syn && !answers_crossed {
        if tcb.state == State::SynReceived && tcb.passive {
            listen_again(tcb, effects);
        } else {
            effects.sent.push(tcb.acknowledgment());
        }
        return;
    }
    // Fifth: ACK.
    if let Some(ack) = segment.ack {
        acknowledged(tcb, ack, handshake, effects);
    }
}

fn reset_arrives(tcb: &mut Tcb, effects: &mut Effects) {
    if tcb.state == State::SynReceived && tcb.passive {
        listen_again(tcb, effects);
    } else {
        *tcb = Tcb::closed();
    }
}

fn listen_again(tcb: &mut Tcb, effects: &mut Effects) {
    *tcb = Tcb::listen();
    effects.listens_again = true;
}

/// §3.10.7.4, fifth.
fn acknowledged(tcb: &mut Tcb, ack: Seq, handshake: Handshake, effects: &mut Effects) {
    match tcb.state {
        State::SynReceived if in_span(tcb.snd_una, ack, tcb.snd_nxt) => {
            established(tcb, ack);
            if handshake == Handshake::FourWayAckOfAck && tcb.passive {
                effects.sent.push(tcb.acknowledgment());
            }
        }
        State::SynReceived => effects.sent.push(reset(ack)),
        // "(SND.UNA - MAX.SND.WND) =< SEG.ACK =< SND.NXT"; others are answered with an ACK.
        _ if in_span(tcb.snd_una.wrapping_sub(RCV_WND + 1), ack, tcb.snd_nxt) => {}
        _ => effects.sent.push(tcb.acknowledgment()),
    }
}

/// The retransmission timeout (§3.10.8) comes once more than there are retransmissions. An end
/// that listens goes on listening, as listening sockets do.
pub(crate) fn gives_up(tcb: &mut Tcb) -> Effects {
    let mut effects = Effects::default();
    if tcb.state == State::SynReceived && tcb.passive {
        listen_again(tcb, &mut effects);
    } else {
        *tcb = Tcb::closed();
    }
    effects
}
