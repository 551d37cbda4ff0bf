//! Segments: the header fields that matter to the protocol, the control bits, the text.

use crate::options::Options;
use crate::seq::SeqNum;
use std::fmt;
use std::ops::BitOr;
use std::sync::Arc;

/// The control bits of a segment (RFC 9293 §3.1).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Default)]
pub struct SegmentFlags(u8);

impl SegmentFlags {
    /// No control bit.
    pub const NONE: SegmentFlags = SegmentFlags(0);
    /// No more data from sender.
    pub const FIN: SegmentFlags = SegmentFlags(0x01);
    /// Synchronize sequence numbers.
    pub const SYN: SegmentFlags = SegmentFlags(0x02);
    /// Reset the connection.
    pub const RST: SegmentFlags = SegmentFlags(0x04);
    /// Push function.
    pub const PSH: SegmentFlags = SegmentFlags(0x08);
    /// Acknowledgment field is significant.
    pub const ACK: SegmentFlags = SegmentFlags(0x10);
    /// Urgent pointer field is significant.
    pub const URG: SegmentFlags = SegmentFlags(0x20);
    /// ECN-Echo (RFC 3168).
    pub const ECE: SegmentFlags = SegmentFlags(0x40);
    /// Congestion window reduced (RFC 3168).
    pub const CWR: SegmentFlags = SegmentFlags(0x80);

    /// The bits by name, in the order in which people write them: `SYN,ACK`, `FIN,ACK`.
    pub const NAMES: [(SegmentFlags, &'static str); 8] = [
        (SegmentFlags::SYN, "SYN"),
        (SegmentFlags::FIN, "FIN"),
        (SegmentFlags::RST, "RST"),
        (SegmentFlags::PSH, "PSH"),
        (SegmentFlags::ACK, "ACK"),
        (SegmentFlags::URG, "URG"),
        (SegmentFlags::ECE, "ECE"),
        (SegmentFlags::CWR, "CWR"),
    ];

    /// The bits as they stand in the header's fourteenth octet.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The control bits that stand in the header's fourteenth octet.
    pub const fn from_bits(octet: u8) -> SegmentFlags {
        SegmentFlags(octet)
    }

    /// Whether every bit of `other` is set.
    pub const fn contains(self, other: SegmentFlags) -> bool {
        self.0 & other.0 == other.0
    }

    /// These bits less those of `other`.
    pub const fn without(self, other: SegmentFlags) -> SegmentFlags {
        SegmentFlags(self.0 & !other.0)
    }

    /// The bits that are in both.
    pub const fn common(self, other: SegmentFlags) -> SegmentFlags {
        SegmentFlags(self.0 & other.0)
    }

    /// The names of the bits that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(bit, _)| self.contains(*bit)).map(|(_, name)| name)
    }

    /// Reads `SYN,ACK` and the like; `None` when a name is not a control bit.
    pub fn from_names(text: &str) -> Option<SegmentFlags> {
        let bit = |name: &str| Self::NAMES.iter().find(|(_, n)| *n == name).map(|(bit, _)| *bit);
        text.split(',').try_fold(SegmentFlags::NONE, |flags, name| Some(flags | bit(name.trim())?))
    }
}

impl BitOr for SegmentFlags {
    type Output = SegmentFlags;
    fn bitor(self, other: SegmentFlags) -> SegmentFlags {
        SegmentFlags(self.0 | other.0)
    }
}

impl fmt::Display for SegmentFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.names().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for SegmentFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
mod as_text {
    use super::SegmentFlags;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    impl Serialize for SegmentFlags {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            if to.is_human_readable() { to.collect_str(self) } else { to.serialize_u8(self.0) }
        }
    }

    impl<'de> Deserialize<'de> for SegmentFlags {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<SegmentFlags, D::Error> {
            if from.is_human_readable() {
                let text = String::deserialize(from)?;
                SegmentFlags::from_names(&text).ok_or_else(|| {
                    de::Error::custom(
                        "expected control bits such as \"SYN\", \"SYN,ACK\" or \"FIN,ACK\"",
                    )
                })
            } else {
                u8::deserialize(from).map(SegmentFlags)
            }
        }
    }
}

/// Text of a segment: a slice of bytes that is cheap to copy, because what is retransmitted,
/// doubled by the network and delivered are the same bytes.
#[derive(Clone, Default)]
pub struct Payload {
    bytes: Option<Arc<[u8]>>,
    start: u32,
    end: u32,
}

impl Payload {
    /// No text.
    pub const EMPTY: Payload = Payload { bytes: None, start: 0, end: 0 };

    /// `len` bytes made by repeating `word`; empty when either is.
    pub fn repeating(word: &str, len: u32) -> Payload {
        if word.is_empty() {
            return Payload::EMPTY;
        }
        let len = len as usize;
        let mut bytes = word.as_bytes().repeat(len.div_ceil(word.len()));
        bytes.truncate(len);
        bytes.into()
    }

    /// Number of bytes.
    pub const fn len(&self) -> u32 {
        self.end - self.start
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        self.bytes.as_ref().map_or(&[], |bytes| &bytes[self.start as usize..self.end as usize])
    }

    /// At most `len` bytes from the offset `skip` on, sharing the same memory.
    pub fn slice(&self, skip: u32, len: u32) -> Payload {
        let start = self.start + skip.min(self.len());
        let end = start + len.min(self.end - start);
        if start == end {
            Payload::EMPTY
        } else {
            Payload { bytes: self.bytes.clone(), start, end }
        }
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Payload {
        let end = u32::try_from(bytes.len()).expect("a payload is shorter than the sequence space");
        if end == 0 { Payload::EMPTY } else { Payload { bytes: Some(bytes.into()), start: 0, end } }
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Payload) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Payload {}

impl std::hash::Hash for Payload {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(self.as_slice()))
    }
}

/// A segment (RFC 9293 §3.1), without what the network layer and the checksum add.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Segment {
    /// SEG.SEQ: the number of the first octet, or of the SYN.
    pub seq: SeqNum,
    /// SEG.ACK: the next number that the sender expects; meaningless without the ACK bit.
    pub ack: SeqNum,
    /// SEG.WND: how many octets from SEG.ACK on the sender will take.
    pub wnd: u16,
    /// SEG.UP: the urgent pointer, an offset from SEG.SEQ; meaningless without the URG bit.
    pub up: u16,
    /// The control bits.
    pub flags: SegmentFlags,
    /// The options.
    pub options: Options,
    /// The text.
    pub data: Payload,
}

impl Segment {
    /// The acknowledgment number, where the ACK bit is set.
    pub fn acknowledgment(&self) -> Option<SeqNum> {
        self.has(SegmentFlags::ACK).then_some(self.ack)
    }

    /// Whether all of these control bits are set.
    pub const fn has(&self, flags: SegmentFlags) -> bool {
        self.flags.contains(flags)
    }

    /// SEG.LEN: the numbers that it occupies, counting SYN and FIN (RFC 9293 §3.3.1).
    pub const fn seg_len(&self) -> u32 {
        self.data.len() + self.has(SegmentFlags::SYN) as u32 + self.has(SegmentFlags::FIN) as u32
    }

    /// The number after the last one that it occupies.
    pub fn end(&self) -> SeqNum {
        self.seq + self.seg_len()
    }

    /// The number of the first octet of text: the SYN, where there is one, comes before it.
    pub fn text_seq(&self) -> SeqNum {
        self.seq + u32::from(self.has(SegmentFlags::SYN))
    }
}

/// `<SEQ=1001><ACK=2001><CTL=PSH,ACK> len 100 wnd 65535`, the RFC's notation.
impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<SEQ={}>", self.seq)?;
        if let Some(ack) = self.acknowledgment() {
            write!(f, "<ACK={ack}>")?;
        }
        write!(f, "<CTL={}> len {} wnd {}", self.flags, self.data.len(), self.wnd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syn_and_fin_take_one_number_each() {
        let flags = SegmentFlags::SYN | SegmentFlags::FIN;
        let segment = Segment { flags, data: Payload::repeating("ab", 3), ..Segment::default() };
        assert_eq!(segment.seg_len(), 5);
        assert_eq!(segment.end(), SeqNum(5));
        assert_eq!(segment.text_seq(), SeqNum(1));
    }

    #[test]
    fn flags_read_back_as_written() {
        let flags = SegmentFlags::from_names("ACK,FIN").unwrap();
        assert_eq!(flags.to_string(), "FIN,ACK");
        assert_eq!(SegmentFlags::from_names("SIN"), None);
    }

    #[test]
    fn a_slice_never_leaves_its_payload() {
        let word = Payload::repeating("request", 10);
        assert_eq!(word.as_slice(), b"requestreq");
        assert_eq!(word.slice(7, 100).as_slice(), b"req");
        assert!(word.slice(10, 1).is_empty());
        assert!(word.slice(99, 1).is_empty());
    }
}
