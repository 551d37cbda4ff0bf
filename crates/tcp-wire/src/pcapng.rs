//! Writing pcapng files (draft-ietf-opsawg-pcapng): one section, little-endian, times in
//! microseconds, datagrams without a link layer.

use tcp_model::time::Instant;

/// LINKTYPE_RAW: each packet begins with its IPv4 or IPv6 header.
const LINKTYPE_RAW: u16 = 101;

/// Block types.
mod block {
    pub(super) const SECTION_HEADER: u32 = 0x0a0d_0d0a;
    pub(super) const INTERFACE_DESCRIPTION: u32 = 1;
    pub(super) const ENHANCED_PACKET: u32 = 6;
}

/// Option codes. `USER_APPLICATION` belongs to a section, the last two to an interface.
mod option {
    pub(super) const END: u16 = 0;
    pub(super) const COMMENT: u16 = 1;
    pub(super) const USER_APPLICATION: u16 = 4;
    pub(super) const INTERFACE_NAME: u16 = 2;
    pub(super) const TIME_RESOLUTION: u16 = 9;
}

/// A file that is being written.
#[derive(Clone, Debug)]
pub struct Writer {
    file: Vec<u8>,
}

impl Writer {
    /// A file without packets, captured at interfaces with these names, with a comment.
    pub fn new(interfaces: &[&str], about: Option<&str>) -> Writer {
        let mut writer = Writer { file: Vec::new() };
        let mut section = Block::new(block::SECTION_HEADER);
        section.u32(0x1a2b_3c4d);
        section.u16(1);
        section.u16(0);
        // The length of the section, which need not be known.
        section.u32(u32::MAX);
        section.u32(u32::MAX);
        section.option(option::USER_APPLICATION, b"TCP Lanes");
        if let Some(about) = about {
            section.option(option::COMMENT, about.as_bytes());
        }
        writer.push(section);
        interfaces.iter().for_each(|name| writer.interface(name));
        writer
    }

    fn interface(&mut self, name: &str) {
        let mut interface = Block::new(block::INTERFACE_DESCRIPTION);
        interface.u16(LINKTYPE_RAW);
        interface.u16(0);
        // No limit to what is captured of a packet.
        interface.u32(0);
        interface.option(option::INTERFACE_NAME, name.as_bytes());
        // Ten to the power of minus six.
        interface.option(option::TIME_RESOLUTION, &[6]);
        self.push(interface);
    }

    /// Appends a datagram, captured at the interface with this index. A comment that is longer
    /// than 65535 octets is cut.
    pub fn packet(&mut self, interface: u32, at: Instant, datagram: &[u8], comment: Option<&str>) {
        let length = u32::try_from(datagram.len()).expect("a datagram is shorter than 4 GiB");
        let mut packet = Block::new(block::ENHANCED_PACKET);
        packet.u32(interface);
        packet.u32((at.as_micros() >> 32) as u32);
        packet.u32(at.as_micros() as u32);
        packet.u32(length);
        packet.u32(length);
        packet.padded(datagram);
        if let Some(comment) = comment {
            packet.option(option::COMMENT, comment.as_bytes());
        }
        self.push(packet);
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.file
    }

    /// A block says its length in front and at the end, so that it can be read backwards.
    fn push(&mut self, Block { kind, mut body, has_options }: Block) {
        if has_options {
            body.extend(option::END.to_le_bytes());
            body.extend([0, 0]);
        }
        let length = u32::try_from(body.len() + 12).expect("a block is shorter than 4 GiB");
        self.file.extend(kind.to_le_bytes());
        self.file.extend(length.to_le_bytes());
        self.file.extend(body);
        self.file.extend(length.to_le_bytes());
    }
}

struct Block {
    kind: u32,
    body: Vec<u8>,
    has_options: bool,
}

impl Block {
    fn new(kind: u32) -> Block {
        Block { kind, body: Vec::new(), has_options: false }
    }

    fn u16(&mut self, value: u16) {
        self.body.extend(value.to_le_bytes());
    }

    fn u32(&mut self, value: u32) {
        self.body.extend(value.to_le_bytes());
    }

    /// Octets, with zeros behind them up to a whole word.
    fn padded(&mut self, octets: &[u8]) {
        self.body.extend(octets);
        self.body.resize(self.body.len().next_multiple_of(4), 0);
    }

    fn option(&mut self, code: u16, value: &[u8]) {
        let value = &value[..fitting(value)];
        self.u16(code);
        self.u16(value.len() as u16);
        self.padded(value);
        self.has_options = true;
    }
}

/// How many octets of an option's value its length field can count, without cutting a character
/// of UTF-8 in two.
fn fitting(value: &[u8]) -> usize {
    let most = usize::from(u16::MAX);
    if value.len() <= most {
        return value.len();
    }
    let continues = |octet: u8| octet & 0xc0 == 0x80;
    (0..=most).rev().find(|end| !continues(value[*end])).unwrap_or(0)
}
