//! Segments: direction, what is said of the IP header, ports, flags, numbers, options.

use super::{ParseError, Parser};
use crate::lexer::Kind;
use crate::script::{Icmp, Packet, PacketOption};
use tcp_model::segment::SegmentFlags;

/// What a packet may begin with that is not TCP, or is TCP inside something else.
const FOREIGN: [&str; 12] = [
    "icmp", "icmpv6", "udp", "udplite", "sctp", "ipv4", "ipv6", "gre", "GREv0", "mpls", "psp",
    "raw",
];

impl Parser {
    /// `icmp unreachable host_unreachable mtu 1200 [1:1001(1000)]`, or with what it is about in
    /// front: `[1:1001(1000)] icmp unreachable`. `None` when it is no ICMP.
    pub(super) fn icmp(&mut self, line: u32) -> Result<Option<Icmp>, ParseError> {
        let before = self.is('[') && matches!(self.kind_after(), Kind::Integer(_));
        let mut segment = if before { Some(self.quoted_segment()?) } else { None };
        if !self.takes_word("icmp") {
            return if before { self.error("icmp") } else { Ok(None) };
        }
        let Kind::Word(mut kind) = self.kind().clone() else {
            return self.error("a type of ICMP message such as unreachable");
        };
        self.at += 1;
        let mut code = None;
        if let (Kind::Word(word), false) = (self.kind().clone(), self.is_word("mtu")) {
            self.at += 1;
            code = Some(word);
        }
        let mtu = if self.takes_word("mtu") { Some(self.u16("a path MTU")?) } else { None };
        if self.is_word("id") || (self.is('[') && matches!(self.kind_after(), Kind::Word(_))) {
            self.skip_event(line);
            kind = format!("{kind} about something else than TCP");
        } else if self.is('[') {
            segment = Some(self.quoted_segment()?);
        }
        Ok(Some(Icmp { kind, code, mtu, segment }))
    }

    /// `[1:1001(1000)]`: the number and the length of a segment that a message is about.
    fn quoted_segment(&mut self) -> Result<(u32, u32), ParseError> {
        self.needs('[')?;
        let mut about = Packet::default();
        self.sequence(&mut about)?;
        self.needs(']')?;
        Ok((about.seq, about.len))
    }

    /// A packet after its direction, or what it is if it is not a TCP segment.
    pub(super) fn packet(&mut self, line: u32) -> Result<Result<Packet, String>, ParseError> {
        let mut packet = Packet { ip: self.ip()?, ..Packet::default() };
        if let Kind::Word(word) = self.kind()
            && FOREIGN.contains(&word.as_str())
        {
            let what = format!("{} packets", word.trim_end_matches("v0"));
            self.skip_event(line);
            return Ok(Err(what));
        }
        packet.ports = self.ports()?;
        self.flags(&mut packet)?;
        self.sequence(&mut packet)?;
        if self.takes_word("ack") {
            packet.ack = Some(self.sequence_number("an acknowledgment number")?);
        }
        if self.takes_word("win") && !self.leaves_open() {
            packet.win = Some(self.u16("a window")?);
        }
        if self.takes_word("urg") {
            packet.urg = Some(self.u16("an urgent pointer")?);
        }
        packet.options = if self.is('<') { self.options()? } else { Some(Vec::new()) };
        if self.is('{') || self.is('/') {
            let what = if self.is('{') { "mutated segments" } else { "segments inside UDP" };
            self.skip_event(line);
            return Ok(Err(what.to_owned()));
        }
        Ok(Ok(packet))
    }

    /// `[ect0]`, `(tos 0x2)`: what is said of the IP header.
    fn ip(&mut self) -> Result<Option<String>, ParseError> {
        let close = match self.kind() {
            Kind::Symbol('[') => ']',
            Kind::Symbol('(') => ')',
            _ => return Ok(None),
        };
        self.at += 1;
        let mut said = Vec::new();
        while !self.takes(close) {
            if *self.kind() == Kind::End {
                return self.error(&format!("'{close}'"));
            }
            said.push(self.kind().to_string());
            self.at += 1;
        }
        Ok(Some(said.join(" ")))
    }

    fn ports(&mut self) -> Result<Option<(u16, u16)>, ParseError> {
        if !matches!(self.kind(), Kind::Integer(_)) || *self.kind_after() != Kind::Symbol('>') {
            return Ok(None);
        }
        let source = self.u16("a port")?;
        self.needs('>')?;
        Ok(Some((source, self.u16("a port")?)))
    }

    /// `S`, `S.`, `.`, `FP.`, `SEW`, `-`.
    fn flags(&mut self, packet: &mut Packet) -> Result<(), ParseError> {
        const EXPECTED: &str = "flags such as S, S., ., P., F., R or R.";
        if self.takes('-') {
            return Ok(());
        }
        let start = self.at;
        if let Kind::Word(letters) = self.kind().clone() {
            for letter in letters.chars() {
                match flag(letter) {
                    Some(flag) => packet.flags = packet.flags | flag,
                    None if letter == 'A' || letter.is_ascii_digit() => packet.accurate_ecn = true,
                    None => return self.error(EXPECTED),
                }
            }
            self.at += 1;
        }
        if self.takes('.') {
            packet.flags = packet.flags | SegmentFlags::ACK;
        } else if matches!(self.kind(), Kind::Decimal(text) if text.starts_with('.')) {
            (packet.flags, packet.accurate_ecn) = (packet.flags | SegmentFlags::ACK, true);
            self.at += 1;
        }
        if self.at == start { self.error(EXPECTED) } else { Ok(()) }
    }

    /// `1:1001(1000)`.
    fn sequence(&mut self, packet: &mut Packet) -> Result<(), ParseError> {
        packet.seq = self.sequence_number("the number of the first octet")?;
        self.needs(':')?;
        let checked = self.at;
        let end = self.sequence_number("the number after the last octet")?;
        self.needs('(')?;
        packet.len = self.number(0, 0xffff, "a length")? as u32;
        self.needs(')')?;
        let expected = packet.seq.wrapping_add(packet.len);
        if end != expected {
            self.at = checked;
            return self.error(&format!("{expected}, which is {} + {}", packet.seq, packet.len));
        }
        Ok(())
    }

    fn options(&mut self) -> Result<Option<Vec<PacketOption>>, ParseError> {
        self.needs('<')?;
        if *self.kind() == Kind::Ellipsis && *self.kind_after() == Kind::Symbol('>') {
            self.at += 2;
            return Ok(None);
        }
        let mut options = Vec::new();
        while !self.takes('>') {
            if !options.is_empty() {
                self.needs(',')?;
            }
            options.push(self.option()?);
        }
        Ok(Some(options))
    }

    fn option(&mut self) -> Result<PacketOption, ParseError> {
        let Kind::Word(name) = self.kind().clone() else {
            return self
                .error("an option such as mss 1460, nop, wscale 7, sackOK or TS val 1 ecr 0");
        };
        self.at += 1;
        Ok(match name.as_str() {
            "nop" | "NOP" => PacketOption::Nop,
            "eol" | "EOL" => PacketOption::Eol,
            "mss" => PacketOption::Mss(self.open_number(0xffff)?.map(|n| n as u16)),
            "wscale" => PacketOption::WindowScale(self.open_number(0xff)?.map(|n| n as u8)),
            "sackOK" => PacketOption::SackPermitted,
            "sack" => PacketOption::Sack(self.sack_blocks()?),
            "TS" => self.timestamps()?,
            "FO" => PacketOption::FastOpen(self.rest_of_option()?),
            _ => {
                let rest = self.rest_of_option()?;
                PacketOption::Other(format!("{name} {rest}").trim_end().to_owned())
            }
        })
    }

    fn sack_blocks(&mut self) -> Result<Vec<(u32, u32)>, ParseError> {
        let mut blocks = Vec::new();
        while !self.is(',') && !self.is('>') {
            let left = self.sequence_number("the left edge of a block")?;
            self.needs(':')?;
            blocks.push((left, self.sequence_number("the right edge of a block")?));
        }
        Ok(blocks)
    }

    fn timestamps(&mut self) -> Result<PacketOption, ParseError> {
        if !self.takes_word("val") {
            return self.error("val");
        }
        let val = self.open_number(u32::MAX.into())?.map(|n| n as u32);
        if !self.takes_word("ecr") {
            return self.error("ecr");
        }
        let ecr = self.open_number(u32::MAX.into())?.map(|n| n as u32);
        Ok(PacketOption::Timestamps { val, ecr })
    }

    /// All up to the comma or the angle bracket behind an option; in brackets a comma is no end.
    fn rest_of_option(&mut self) -> Result<String, ParseError> {
        let mut words = Vec::new();
        let mut depth = 0u32;
        while depth > 0 || !(self.is(',') || self.is('>')) {
            match self.kind() {
                Kind::End => return self.error("'>'"),
                Kind::Symbol('[' | '(' | '{') => depth += 1,
                Kind::Symbol(']' | ')' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            words.push(self.kind().to_string());
            self.at += 1;
        }
        Ok(words.join(" "))
    }

    /// A number, or `...` or `*` for any.
    fn open_number(&mut self, most: i64) -> Result<Option<i64>, ParseError> {
        if self.leaves_open() {
            return Ok(None);
        }
        self.number(0, most, "a number").map(Some)
    }

    fn leaves_open(&mut self) -> bool {
        let open = matches!(self.kind(), Kind::Ellipsis | Kind::Symbol('*'));
        self.at += usize::from(open);
        open
    }

    fn u16(&mut self, what: &str) -> Result<u16, ParseError> {
        self.number(0, 0xffff, what).map(|number| number as u16)
    }

    fn sequence_number(&mut self, what: &str) -> Result<u32, ParseError> {
        self.number(0, u32::MAX.into(), what).map(|number| number as u32)
    }
}

fn flag(letter: char) -> Option<SegmentFlags> {
    Some(match letter {
        'F' => SegmentFlags::FIN,
        'S' => SegmentFlags::SYN,
        'R' => SegmentFlags::RST,
        'P' => SegmentFlags::PSH,
        'U' => SegmentFlags::URG,
        'E' => SegmentFlags::ECE,
        'W' => SegmentFlags::CWR,
        _ => return None,
    })
}
