//! Laws of every segment and of any octets.

use crate::tools::{summed, syn_v4, text_v6};
use proptest::collection::vec;
use proptest::prelude::*;
use std::net::SocketAddr;
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_wire::{Packet, encode, parse};

fn sockets() -> impl Strategy<Value = (SocketAddr, SocketAddr)> {
    let v4 = any::<([u8; 4], u16)>().prop_map(SocketAddr::from);
    let v6 = any::<([u8; 16], u16)>().prop_map(SocketAddr::from);
    prop_oneof![(v4.clone(), v4), (v6.clone(), v6)]
}

fn fast_open() -> impl Strategy<Value = FastOpen> {
    let cookie = (2usize..=8, any::<[u8; 16]>()).prop_map(|(pairs, octets)| {
        let cookie = FastOpenCookie::new(&octets[..pairs * 2]);
        FastOpen::Cookie(cookie.expect("4 to 16 octets, and an even number"))
    });
    prop_oneof![Just(FastOpen::Request), cookie]
}

prop_compose! {
    fn options()(
        mss in any::<Option<u16>>(),
        window_scale in proptest::option::of(0u8..=14),
        sack_permitted in any::<bool>(),
        timestamps in any::<Option<(u32, u32)>>(),
        fast_open in proptest::option::of(fast_open()),
    ) -> Options {
        let timestamps = timestamps.map(|(tsval, tsecr)| Timestamps { tsval, tsecr });
        Options { mss, window_scale, sack_permitted, timestamps, fast_open }
    }
}

fn flags() -> impl Strategy<Value = SegmentFlags> {
    let bits = SegmentFlags::NAMES.map(|(bit, _)| bit).to_vec();
    proptest::sample::subsequence(bits, 0..=8)
        .prop_map(|bits| bits.into_iter().fold(SegmentFlags::NONE, |all, bit| all | bit))
}

prop_compose! {
    fn packet()(
        (source, destination) in sockets(),
        (seq, ack, wnd, up) in any::<(u32, u32, u16, u16)>(),
        flags in flags(),
        options in options(),
        text in vec(any::<u8>(), 0..100),
    ) -> Packet {
        let (seq, ack, data) = (SeqNum(seq), SeqNum(ack), Payload::from(text));
        let segment = Segment { seq, ack, wnd, up, flags, options, data };
        Packet { source, destination, segment }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(packet in packet()) {
        prop_assert_eq!(parse(&encode(&packet).unwrap()), Ok(packet));
    }

    #[test]
    fn no_octets_make_it_panic(octets in vec(any::<u8>(), 0..120)) {
        let _ = parse(&octets);
    }

    /// Nor those that pass for a header at first sight: random ones never get as far.
    #[test]
    fn no_octets_behind_a_good_header_make_it_panic(
        tail in vec(any::<u8>(), 0..60),
        changes in vec((0usize..100, any::<u8>()), 0..4),
        v6 in any::<bool>(),
    ) {
        let mut octets = if v6 { text_v6() } else { syn_v4() };
        octets.extend(tail);
        if !v6 {
            octets[3] = octets.len() as u8;
        }
        for (at, octet) in changes {
            let at = at % octets.len();
            octets[at] = octet;
        }
        let _ = parse(&octets);
        let _ = parse(&summed(octets));
    }

    /// Nor a list of options, whatever it says; with the checksum right it is read.
    #[test]
    fn no_list_of_options_makes_it_panic(mut list in vec(0u8..40, 0..=40)) {
        list.truncate(list.len() / 4 * 4);
        let _ = parse(&summed(crate::tools::with_options(&list)));
    }

    /// A flipped bit is caught, but for the octets of IPv6 that no checksum covers. Lengths and
    /// the version are left out: they say what is summed, and what is left may fit by chance.
    #[test]
    fn a_flipped_bit_is_caught(packet in packet(), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut octets = encode(&packet).unwrap();
        let v6 = packet.source.is_ipv6();
        let at = at.index(octets.len());
        let says_what_is_summed = at == 0 || (v6 && matches!(at, 4 | 5));
        prop_assume!(!says_what_is_summed);
        octets[at] ^= 1u8 << bit;
        let uncovered = v6 && matches!(at, 1..=3 | 7);
        prop_assert_eq!(parse(&octets).ok(), uncovered.then_some(packet));
    }
}
