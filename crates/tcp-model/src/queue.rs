//! The two queues of a connection: text on its way out, and text that came too early.

use crate::segment::Payload;
use crate::seq::SeqNum;

/// Text that the user has sent and the peer has not acknowledged, and whether a FIN follows it.
/// It is the retransmission queue too: a segment sent again is cut from it anew.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct SendQueue {
    first: SeqNum,
    text: Vec<Payload>,
    fin: bool,
}

impl SendQueue {
    /// An empty queue whose first octet will have this number.
    pub(crate) fn starting_at(first: SeqNum) -> SendQueue {
        SendQueue { first, ..SendQueue::default() }
    }

    pub(crate) fn push(&mut self, text: Payload) {
        if !text.is_empty() {
            self.text.push(text);
        }
    }

    /// The user has closed: a FIN follows the last octet.
    pub(crate) fn push_fin(&mut self) {
        self.fin = true;
    }

    /// The number of the FIN, if there is to be one.
    pub(crate) fn fin(&self) -> Option<SeqNum> {
        self.fin.then(|| self.text_end())
    }

    /// The number after the last octet.
    pub(crate) fn text_end(&self) -> SeqNum {
        self.first + self.text.iter().map(Payload::len).sum::<u32>()
    }

    /// Octets of text from `una` on.
    pub(crate) fn waiting(&self, una: SeqNum) -> u32 {
        self.text_end().since(self.first.max(una))
    }

    /// The number after everything in the queue, the FIN included.
    pub(crate) fn end(&self) -> SeqNum {
        self.text_end() + u32::from(self.fin)
    }

    /// At most `len` octets from `seq` on. Shares memory unless it spans two SENDs.
    pub(crate) fn cut(&self, seq: SeqNum, len: u32) -> Payload {
        let mut skip = seq.since(self.first);
        let mut cut = Payload::EMPTY;
        for chunk in &self.text {
            let piece = chunk.slice(skip, len - cut.len());
            skip -= skip.min(chunk.len());
            if cut.is_empty() {
                cut = piece;
            } else if piece.is_empty() {
                break;
            } else {
                cut = [cut.as_slice(), piece.as_slice()].concat().into();
            }
        }
        cut
    }

    /// Everything before `una` has been acknowledged.
    pub(crate) fn acknowledge(&mut self, una: SeqNum) {
        while let Some(chunk) = self.text.first() {
            let acknowledged = una.since(self.first);
            if self.first.at_or_before(una) && acknowledged >= chunk.len() {
                self.first += chunk.len();
                self.text.remove(0);
            } else {
                break;
            }
        }
    }
}

/// Text and FINs that arrived before what precedes them (RFC 9293 §3.10.7.4: "segments with
/// higher beginning sequence numbers SHOULD be held for later processing", SHLD-31).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct HeldSegments(Vec<Held>);

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Held {
    seq: SeqNum,
    text: Payload,
    fin: bool,
}

impl HeldSegments {
    pub(crate) fn hold(&mut self, seq: SeqNum, text: Payload, fin: bool) {
        let held = Held { seq, text, fin };
        if !self.0.contains(&held) {
            self.0.push(held);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next octets from `next` on, or an empty text with `true` when the FIN is next.
    pub(crate) fn take(&mut self, next: SeqNum) -> Option<(Payload, bool)> {
        self.0.retain(|h| (h.seq + h.text.len() + u32::from(h.fin)).after(next));
        let found = self.0.iter().position(|h| h.seq.at_or_before(next))?;
        let held = self.0.remove(found);
        Some((held.text.slice(next.since(held.seq), u32::MAX), held.fin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_across_sends_and_shrinks_as_it_is_acknowledged() {
        let mut queue = SendQueue::starting_at(SeqNum(u32::MAX));
        queue.push(Payload::repeating("abc", 3));
        queue.push(Payload::repeating("xyz", 3));
        queue.push_fin();
        assert_eq!(queue.cut(SeqNum(1), 3).as_slice(), b"cxy");
        assert_eq!((queue.text_end(), queue.end()), (SeqNum(5), SeqNum(6)));
        queue.acknowledge(SeqNum(3));
        assert_eq!(queue.cut(SeqNum(3), 9).as_slice(), b"yz");
        queue.acknowledge(SeqNum(6));
        assert_eq!(queue.fin(), Some(SeqNum(5)));
        assert_eq!(queue, SendQueue { fin: true, ..SendQueue::starting_at(SeqNum(5)) });
    }

    #[test]
    fn held_text_comes_out_once_and_in_order() {
        let mut held = HeldSegments::default();
        held.hold(SeqNum(20), Payload::EMPTY, true);
        held.hold(SeqNum(13), Payload::repeating("later", 7), false);
        held.hold(SeqNum(10), Payload::repeating("first", 5), false);
        assert_eq!(held.take(SeqNum(8)), None);
        assert_eq!(held.take(SeqNum(10)).unwrap().0.as_slice(), b"first");
        // 13 and 14 came with the first: only the rest is new.
        assert_eq!(held.take(SeqNum(15)).unwrap().0.as_slice(), b"terla");
        assert_eq!(held.take(SeqNum(20)), Some((Payload::EMPTY, true)));
        assert_eq!(held.take(SeqNum(21)), None);
    }
}
