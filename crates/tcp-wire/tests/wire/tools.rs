//! Datagrams to begin with, and checksums by a way of their own.

use tcp_wire::{Packet, parse};

/// Octets written in hexadecimal.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

/// A SYN with options from 192.0.2.1:50000 to 198.51.100.2:5000.
pub(crate) fn syn_v4() -> Vec<u8> {
    hex("4500003c 00004000 40064e85 c0000201 c6336402 c3501388 000003e8 00000000 a002ffff 80a40000
         020405b4 0402080a 00000064 00000000 01030307")
}

/// `abc` from [2001:db8::1]:5000 to [2001:db8::2]:50000.
pub(crate) fn text_v6() -> Vec<u8> {
    hex("60000000 00170640 20010db8 00000000 00000000 00000001 20010db8 00000000 00000000 00000002
         1388c350 000007d1 000003ec 50180200 ab5c0000 616263")
}

/// [`syn_v4`] with a list of options in place of its own, which must be whole words.
pub(crate) fn with_options(list: &[u8]) -> Vec<u8> {
    let mut octets = syn_v4();
    octets.truncate(40);
    octets.extend(list);
    octets[3] = octets.len() as u8;
    octets[32] = ((20 + list.len()) / 4 * 16) as u8;
    octets
}

/// Sets both checksums of an IPv4 datagram anew.
pub(crate) fn summed(mut octets: Vec<u8>) -> Vec<u8> {
    octets[10..12].fill(0);
    let header = checksum(&octets[..20]);
    octets[10..12].copy_from_slice(&header);
    octets[36..38].fill(0);
    let len = (octets.len() - 20) as u8;
    let segment = checksum(&[&octets[12..20], &[0, 6, 0, len], &octets[20..]].concat());
    octets[36..38].copy_from_slice(&segment);
    octets
}

/// By subtraction from 65535, one word after another.
fn checksum(octets: &[u8]) -> [u8; 2] {
    let mut left: u16 = 0xffff;
    for pair in octets.chunks(2) {
        let word = u16::from(pair[0]) * 256 + pair.get(1).map_or(0, |low| u16::from(*low));
        let (rest, borrowed) = left.overflowing_sub(word);
        left = rest - u16::from(borrowed);
    }
    left.to_be_bytes()
}

/// What becomes of an IPv4 datagram once its checksums fit it.
pub(crate) fn parsed(octets: Vec<u8>) -> Result<Packet, String> {
    parse(&summed(octets)).map_err(|error| error.to_string())
}
