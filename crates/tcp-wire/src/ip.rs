//! The IP header: IPv4 (RFC 791 §3.1) and IPv6 (RFC 8200 §3, §4).

use crate::checksum::Sum;
use crate::error::{EncodeError, WireError};
use crate::reader::Reader;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The protocol number of TCP.
const TCP: u8 = 6;

/// How many routers a datagram may pass: what most hosts start with.
const HOP_LIMIT: u8 = 64;

/// A datagram whose header has been read.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Datagram<'a> {
    pub(crate) source: IpAddr,
    pub(crate) destination: IpAddr,
    /// What it carries.
    pub(crate) segment: Reader<'a>,
}

pub(crate) fn parse(octets: &[u8]) -> Result<Datagram<'_>, WireError> {
    match octets.first().map(|first| first >> 4) {
        Some(4) => parse_v4(octets),
        Some(6) => parse_v6(octets),
        Some(version) => Err(WireError::at(0, format!("IP version 4 or 6, found {version}"))),
        None => Err(WireError::at(0, "an IP datagram, found nothing")),
    }
}

fn parse_v4(octets: &[u8]) -> Result<Datagram<'_>, WireError> {
    let mut reader = Reader::new(octets);
    let header: [u8; 20] = reader.array("an IPv4 header")?;
    let header_len = usize::from(header[0] & 0x0f) * 4;
    if header_len < header.len() {
        return Err(WireError::at(0, format!("an IPv4 header of 20 octets, found {header_len}")));
    }
    let options = reader.take(header_len - header.len(), "IPv4 options")?;
    let total = usize::from(u16::from_be_bytes([header[2], header[3]]));
    if !(header_len..=octets.len()).contains(&total) {
        let expected = format!("a total length of {header_len} to {}, found {total}", octets.len());
        return Err(WireError::at(2, expected));
    }
    let sum = Sum::default().and(&header).and(options);
    if sum.checksum() != 0 {
        return Err(WireError::at(10, "the IPv4 checksum to fit the header"));
    }
    // More fragments, or an offset: a part of a segment is not a segment.
    if u16::from_be_bytes([header[6], header[7]]) & 0x3fff != 0 {
        return Err(WireError::at(6, "a whole datagram, found a fragment"));
    }
    expect_tcp(header[9], 9)?;
    let [.., a, b, c, d, e, f, g, h] = header;
    Ok(Datagram {
        source: Ipv4Addr::new(a, b, c, d).into(),
        destination: Ipv4Addr::new(e, f, g, h).into(),
        segment: reader.part(total - header_len, "IPv4 payload")?,
    })
}

fn parse_v6(octets: &[u8]) -> Result<Datagram<'_>, WireError> {
    let mut reader = Reader::new(octets);
    let header: [u8; 8] = reader.array("an IPv6 header")?;
    let source: [u8; 16] = reader.array("the source address")?;
    let destination: [u8; 16] = reader.array("the destination address")?;
    let payload = u16::from_be_bytes([header[4], header[5]]);
    let mut segment = reader.part(payload.into(), "IPv6 payload")?;
    skip_extension_headers(header[6], 6, &mut segment)?;
    Ok(Datagram { source: source.into(), destination: destination.into(), segment })
}

/// Passes over the extension headers that may stand before TCP (RFC 8200 §4.1). `next` is the
/// number of the first and `place` where it was found.
fn skip_extension_headers(
    mut next: u8,
    mut place: usize,
    reader: &mut Reader<'_>,
) -> Result<(), WireError> {
    const HOP_BY_HOP: u8 = 0;
    const ROUTING: u8 = 43;
    const DESTINATION_OPTIONS: u8 = 60;
    while matches!(next, HOP_BY_HOP | ROUTING | DESTINATION_OPTIONS) {
        let at = reader.at();
        let [following, units, _, segments_left] = reader.array("an extension header")?;
        // RFC 8200 §8.1: the checksum covers the final destination, which only the last hop
        // finds in the header.
        if next == ROUTING && segments_left != 0 {
            return Err(WireError::at(at + 3, format!("0 segments left, found {segments_left}")));
        }
        reader.take(4 + usize::from(units) * 8, "an extension header")?;
        (next, place) = (following, at);
    }
    expect_tcp(next, place)
}

fn expect_tcp(protocol: u8, offset: usize) -> Result<(), WireError> {
    if protocol == TCP {
        return Ok(());
    }
    Err(WireError::at(offset, format!("protocol 6 (TCP), found {protocol}")))
}

/// The header of a datagram that carries `len` octets of TCP, with room for them behind it.
pub(crate) fn header(
    source: IpAddr,
    destination: IpAddr,
    len: usize,
) -> Result<Vec<u8>, EncodeError> {
    match (source, destination) {
        (IpAddr::V4(source), IpAddr::V4(destination)) => header_v4(source, destination, len),
        (IpAddr::V6(source), IpAddr::V6(destination)) => header_v6(source, destination, len),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => {
            Err(EncodeError::TwoFamilies)
        }
    }
}

fn header_v4(source: Ipv4Addr, destination: Ipv4Addr, len: usize) -> Result<Vec<u8>, EncodeError> {
    let [high, low] = length(20 + len)?;
    // Not to be fragmented, so that it needs no identification (RFC 6864 §4.1).
    let mut header = Vec::with_capacity(20 + len);
    header.extend([0x45, 0, high, low, 0, 0, 0x40, 0, HOP_LIMIT, TCP, 0, 0]);
    header.extend(source.octets());
    header.extend(destination.octets());
    let checksum = Sum::default().and(&header).checksum();
    header[10..12].copy_from_slice(&checksum.to_be_bytes());
    Ok(header)
}

fn header_v6(source: Ipv6Addr, destination: Ipv6Addr, len: usize) -> Result<Vec<u8>, EncodeError> {
    let [high, low] = length(len)?;
    let mut header = Vec::with_capacity(40 + len);
    header.extend([0x60, 0, 0, 0, high, low, TCP, HOP_LIMIT]);
    header.extend(source.octets());
    header.extend(destination.octets());
    Ok(header)
}

fn length(octets: usize) -> Result<[u8; 2], EncodeError> {
    let length = u16::try_from(octets).map_err(|_| EncodeError::TooLong(octets))?;
    Ok(length.to_be_bytes())
}

/// The sum of the pseudo-header that the TCP checksum covers besides the segment, for a segment
/// of `len` octets (RFC 9293 §3.1, RFC 8200 §8.1).
pub(crate) fn pseudo_header(source: IpAddr, destination: IpAddr, len: usize) -> Sum {
    let address = |sum: Sum, address| match address {
        IpAddr::V4(address) => sum.and(&address.octets()),
        IpAddr::V6(address) => sum.and(&address.octets()),
    };
    let addresses = address(address(Sum::default(), source), destination);
    addresses.and(&[0, TCP]).and(&(len as u64).to_be_bytes())
}
