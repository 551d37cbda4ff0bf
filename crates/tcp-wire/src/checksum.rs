//! The checksum of IP and TCP (RFC 9293 §3.1, RFC 791 §3.1): the ones' complement of the ones'
//! complement sum of 16-bit words.

/// A sum of 16-bit words that is still being added up.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct Sum(u64);

impl Sum {
    /// This sum and these octets, with a zero behind them if their number is odd.
    pub(crate) fn and(self, octets: &[u8]) -> Sum {
        let (pairs, rest) = octets.as_chunks();
        let words = pairs.iter().map(|pair| u64::from(u16::from_be_bytes(*pair)));
        let last = rest.first().map_or(0, |high| u64::from(*high) << 8);
        Sum(self.0 + words.sum::<u64>() + last)
    }

    /// What stands in the header. Summed up with it, the result is zero.
    pub(crate) fn checksum(self) -> u16 {
        let mut sum = self.0;
        while let carry @ 1.. = sum >> 16 {
            sum = (sum & 0xffff) + carry;
        }
        !(sum as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_carries_around() {
        assert_eq!(Sum::default().and(&[0xff, 0xff, 0x00, 0x02]).checksum(), !2);
        assert_eq!(Sum::default().and(&[0x01]).checksum(), !0x0100);
    }

    #[test]
    fn with_its_checksum_a_header_sums_up_to_zero() {
        let header = [0x45, 0x00, 0x00, 0x28, 0x00, 0x00, 0x40, 0x00];
        let sum = Sum::default().and(&header);
        assert_eq!(sum.and(&sum.checksum().to_be_bytes()).checksum(), 0);
    }
}
