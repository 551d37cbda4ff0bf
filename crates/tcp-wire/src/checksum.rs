//! The checksum of IP and TCP (RFC 9293 §3.1, RFC 791 §3.1): the ones' complement of the ones'
//! complement sum of 16-bit words.

/// A sum of 16-bit words that is still being added up.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct Sum(u64);

impl Sum {
    /// This sum and these octets, with a zero behind them if their number is odd.
    pub(crate) fn and(self, octets: &[u8]) -> Sum {
        let words = octets.chunks(2).map(|pair| match *pair {
            [high, low] => u64::from(u16::from_be_bytes([high, low])),
            [high] => u64::from(high) << 8,
            _ => unreachable!("a chunk has one octet or two"),
        });
        Sum(self.0 + words.sum::<u64>())
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
