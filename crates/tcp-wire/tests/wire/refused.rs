//! What is refused, and where.

use crate::tools::{parsed, syn_v4, text_v6};
use tcp_wire::parse;

/// Why a datagram is refused, after a change to some of its octets that its checksums follow.
fn refusal(changes: &[(usize, u8)]) -> String {
    let mut octets = syn_v4();
    changes.iter().for_each(|(at, octet)| octets[*at] = *octet);
    parsed(octets).expect_err("it is refused")
}

#[test]
fn a_wrong_field_is_named_with_its_place() {
    for (changes, error) in [
        (&[(0, 0x35)][..], "octet 0: expected IP version 4 or 6, found 3"),
        (&[(0, 0x44)], "octet 0: expected an IPv4 header of 20 octets, found 16"),
        (&[(3, 19)], "octet 2: expected a total length of 20 to 60, found 19"),
        (&[(3, 61)], "octet 2: expected a total length of 20 to 60, found 61"),
        (&[(6, 0x20)], "octet 6: expected a whole datagram, found a fragment"),
        (&[(7, 0x01)], "octet 6: expected a whole datagram, found a fragment"),
        (&[(9, 17)], "octet 9: expected protocol 6 (TCP), found 17"),
        (&[(3, 39)], "octet 20: expected 20 octets of a TCP header, found 19"),
        (&[(32, 0x40)], "octet 32: expected a data offset of 5 to 10, found 4"),
        (&[(32, 0xb0)], "octet 32: expected a data offset of 5 to 10, found 11"),
    ] {
        assert_eq!(refusal(changes), error, "{changes:?}");
    }
}

#[test]
fn a_wrong_checksum_is_refused() {
    let refusal = |mut octets: Vec<u8>, at: usize| {
        octets[at] ^= 1;
        parse(&octets).expect_err("it is refused").to_string()
    };
    let of_header = "octet 10: expected the IPv4 checksum to fit the header";
    assert_eq!(refusal(syn_v4(), 8), of_header);
    assert_eq!(refusal(syn_v4(), 10), of_header);
    assert_eq!(refusal(syn_v4(), 59), "octet 36: expected the TCP checksum to fit the segment");
    assert_eq!(refusal(text_v6(), 23), "octet 56: expected the TCP checksum to fit the segment");
    assert_eq!(refusal(text_v6(), 62), "octet 56: expected the TCP checksum to fit the segment");
}

#[test]
fn a_datagram_that_is_cut_off_is_refused() {
    for whole in [syn_v4(), text_v6()] {
        for len in 0..whole.len() {
            let error = parse(&whole[..len]).expect_err("it is refused");
            assert!(error.offset <= len, "{error}");
        }
    }
    assert_eq!(
        parse(&[]).unwrap_err().to_string(),
        "octet 0: expected an IP datagram, found nothing"
    );
}

#[test]
fn a_route_that_is_not_at_its_end_is_refused() {
    let mut octets = text_v6();
    octets[5] += 8;
    octets[6] = 43;
    octets.splice(40..40, [6, 0, 0, 1, 0, 0, 0, 0]);
    let error = parse(&octets).unwrap_err();
    assert_eq!(error.to_string(), "octet 43: expected 0 segments left, found 1");
}
