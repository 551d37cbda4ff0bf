//! CRC-32 as Ethernet, gzip and PNG have it (RFC 1952 §8): a link that was mistyped in
//! one place is found out for certain.

/// The polynomial, its bits in reverse.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// The checksum in eight hexadecimal digits.
pub(super) fn hex(octets: &[u8]) -> String {
    let crc = octets.iter().fold(u32::MAX, |crc, octet| {
        (0..8).fold(crc ^ u32::from(*octet), |crc, _| {
            crc >> 1 ^ if crc & 1 == 1 { POLYNOMIAL } else { 0 }
        })
    });
    format!("{:08x}", !crc)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_the_one_that_everybody_publishes() {
        assert_eq!(super::hex(b"123456789"), "cbf43926");
    }
}
