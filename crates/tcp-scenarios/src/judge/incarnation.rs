//! What is known of a connection at one end.

use tcp_model::segment::Segment;
use tcp_model::seq::SeqNum;

/// Which of an end's incarnations, from 0.
pub(super) type Number = usize;

/// An incarnation of an end.
#[derive(Clone, Debug, Default)]
pub(super) struct Incarnation {
    /// Whether it was opened actively.
    pub(super) active: bool,
    /// Whether it was ESTABLISHED.
    pub(super) established: bool,
    /// The number of its SYN.
    pub(super) iss: Option<SeqNum>,
    /// The peer's incarnation whose SYN it accepted; none where nobody of this run sent it.
    pub(super) accepted: Option<Number>,
    /// Those whose SYN it answered: with SYN cookies they may be many.
    pub(super) answered: Vec<Number>,
    /// The number of the next octet that its user is handed.
    next: SeqNum,
    /// The text that has arrived and is not handed over yet.
    arrived: Vec<Text>,
}

/// Text that has arrived.
#[derive(Clone, Debug)]
struct Text {
    /// The peer's incarnation that sent it.
    sender: Option<Number>,
    /// The number of its first octet.
    seq: SeqNum,
    octets: Vec<u8>,
}

impl Text {
    fn octet(&self, number: SeqNum) -> Option<u8> {
        self.octets.get(number.since(self.seq) as usize).copied()
    }
}

impl Incarnation {
    pub(super) fn new(active: bool) -> Incarnation {
        Incarnation { active, ..Incarnation::default() }
    }

    /// One in the middle of a connection with the first of the peer's.
    pub(super) fn established(active: bool, iss: SeqNum, next: SeqNum) -> Incarnation {
        let (accepted, answered) = (Some(0), vec![0]);
        Incarnation {
            active,
            established: true,
            iss: Some(iss),
            accepted,
            answered,
            next,
            ..Incarnation::default()
        }
    }

    /// Accepts the SYN of the incarnation that sent this segment: it is in it, or before it.
    pub(super) fn accept(&mut self, sender: Option<Number>, segment: &Segment) {
        self.accepted = sender;
        self.answered.extend(sender);
        self.next = segment.text_seq();
        self.arrived.clear();
    }

    pub(super) fn hold(&mut self, sender: Option<Number>, segment: &Segment) {
        if !segment.data.is_empty() {
            let octets = segment.data.as_slice().to_vec();
            self.arrived.push(Text { sender, seq: segment.text_seq(), octets });
        }
    }

    /// Its user is handed text. Says whether all of it is what `partners` sent under these numbers.
    pub(super) fn deliver(&mut self, octets: &[u8], partners: &[Number]) -> bool {
        let mut genuine = true;
        for octet in octets {
            let number = self.next;
            let carries = |text: &Text| text.octet(number) == Some(*octet);
            let of_partner = |text: &Text| text.sender.is_some_and(|it| partners.contains(&it));
            genuine &= self.arrived.iter().any(|text| of_partner(text) && carries(text));
            self.next = number + 1;
        }
        let next = self.next;
        self.arrived.retain(|text| next.before(text.seq + text.octets.len() as u32));
        genuine
    }
}
