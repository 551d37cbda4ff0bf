//! Segments as octets: what the network really carries.
//!
//! ```
//! use tcp_model::segment::{Segment, SegmentFlags};
//! use tcp_model::seq::SeqNum;
//! use tcp_wire::{Packet, encode, parse};
//!
//! let syn = Segment { seq: SeqNum(1000), flags: SegmentFlags::SYN, ..Segment::default() };
//! let packet = Packet {
//!     source: "192.0.2.1:50000".parse().unwrap(),
//!     destination: "198.51.100.2:5000".parse().unwrap(),
//!     segment: syn,
//! };
//! let mut octets = encode(&packet).unwrap();
//! assert_eq!(parse(&octets).unwrap(), packet);
//!
//! octets[25] ^= 0x10;
//! let error = parse(&octets).unwrap_err();
//! assert!(error.to_string().starts_with("octet 36: expected the TCP checksum"));
//! ```
//!
//! - [`parse`] and [`encode`]: IPv4 or IPv6, then TCP with its options; both checksums.
//! - [`segment`] is the same without the IP header, and [`anatomy`] says which field stands where.
//! - [`capture`] makes a file of a run that Wireshark reads, in the format of [`pcapng`].

pub mod anatomy;
pub mod capture;
mod checksum;
mod error;
mod ip;
mod options;
pub mod pcapng;
mod reader;
mod tcp;

pub use error::{EncodeError, WireError};

use std::net::SocketAddr;
use tcp_model::segment::Segment;

/// A segment with the sockets between which it travels.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Packet {
    /// Its sender.
    pub source: SocketAddr,
    /// Where it goes.
    pub destination: SocketAddr,
    /// The segment.
    pub segment: Segment,
}

/// Reads an IPv4 or IPv6 datagram that carries a whole segment. What follows the datagram is
/// padding and is passed over; scope and flow of IPv6 are not kept.
///
/// # Errors
/// At the first octet that cannot be right, a wrong checksum included.
pub fn parse(octets: &[u8]) -> Result<Packet, WireError> {
    let datagram = ip::parse(octets)?;
    let (ports, segment) = tcp::parse(&datagram)?;
    Ok(Packet {
        source: SocketAddr::new(datagram.source, ports.source),
        destination: SocketAddr::new(datagram.destination, ports.destination),
        segment,
    })
}

/// Writes the datagram: IPv4 or IPv6 as the addresses are, then TCP.
///
/// # Errors
/// When the addresses are of two families, or one datagram cannot hold the text.
pub fn encode(packet: &Packet) -> Result<Vec<u8>, EncodeError> {
    datagram(packet).map(|(octets, _)| octets)
}

/// Writes the segment alone, as it stands in the datagram: header, options, text.
///
/// # Errors
/// As [`encode`].
pub fn segment(packet: &Packet) -> Result<Vec<u8>, EncodeError> {
    datagram(packet).map(|(mut octets, start)| octets.split_off(start))
}

/// The datagram, and where the segment begins in it.
fn datagram(packet: &Packet) -> Result<(Vec<u8>, usize), EncodeError> {
    let Packet { source, destination, segment } = packet;
    let options = options::encode(&segment.options);
    let len = tcp::HEADER + options.len() + segment.data.len() as usize;
    let mut datagram = ip::header(source.ip(), destination.ip(), len)?;
    let start = datagram.len();
    tcp::push(&mut datagram, source.port(), destination.port(), segment, &options);
    let pseudo_header = ip::pseudo_header(source.ip(), destination.ip(), len);
    tcp::set_checksum(&mut datagram[start..], pseudo_header);
    Ok((datagram, start))
}
