//! Lists of options as others write them.

use crate::tools::{parsed, with_options};
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};

/// The options of a segment with this list.
fn options(list: &[u8]) -> Result<Options, String> {
    parsed(with_options(list)).map(|packet| packet.segment.options)
}

const MSS: Options = Options { mss: Some(536), ..Options::NONE };

#[test]
fn options_begin_on_any_octet() {
    assert_eq!(options(&[1, 2, 4, 2, 24, 1, 1, 1]), Ok(MSS));
    let timestamps = Some(Timestamps { tsval: 1, tsecr: 0x0203_0405 });
    let list = [8, 10, 0, 0, 0, 1, 2, 3, 4, 5, 2, 4, 2, 24, 4, 2];
    assert_eq!(options(&list), Ok(Options { timestamps, sack_permitted: true, ..MSS }));
}

#[test]
fn what_follows_the_end_of_the_list_is_padding() {
    assert_eq!(options(&[2, 4, 2, 24, 0, 3, 3, 7]), Ok(MSS));
    assert_eq!(options(&[0, 2, 0, 0]), Ok(Options::NONE));
}

/// MUST-6.
#[test]
fn what_is_not_implemented_is_passed_over() {
    // Kind 99; a SACK block; a known kind with the length of another.
    assert_eq!(options(&[99, 3, 7, 1, 2, 4, 2, 24]), Ok(MSS));
    assert_eq!(options(&[&[1, 1, 5, 10], &[0; 8][..], &[2, 4, 2, 24]].concat()), Ok(MSS));
    assert_eq!(options(&[2, 3, 9, 1, 8, 4, 0, 0]), Ok(Options::NONE));
}

/// MUST-7.
#[test]
fn an_illegal_length_is_refused_where_it_stands() {
    for (list, error) in [
        ([2, 0, 2, 24], "octet 41: expected an option length of 2 to 4, found 0"),
        ([1, 99, 1, 0], "octet 42: expected an option length of 2 to 3, found 1"),
        ([2, 5, 2, 24], "octet 41: expected an option length of 2 to 4, found 5"),
        ([1, 1, 2, 4], "octet 43: expected an option length of 2, found 4"),
        ([1, 1, 1, 2], "octet 44: expected an option length, found the end of the header"),
    ] {
        assert_eq!(options(&list), Err(error.to_owned()), "{list:?}");
    }
}

/// RFC 7323 §2.3.
#[test]
fn a_window_is_shifted_by_14_at_most() {
    let shift = |shift| options(&[1, 3, 3, shift]).unwrap().window_scale;
    assert_eq!((shift(14), shift(15), shift(255)), (Some(14), Some(14), Some(14)));
}

/// RFC 7413 §4.1.1, and the experiment that it began as.
#[test]
fn fast_open_has_two_kinds() {
    let cookie = FastOpenCookie::new(&[1, 2, 3, 4]).map(FastOpen::Cookie);
    for (list, expected) in [
        (&[34, 2, 1, 1][..], Some(FastOpen::Request)),
        (&[254, 4, 0xf9, 0x89], Some(FastOpen::Request)),
        (&[1, 1, 34, 6, 1, 2, 3, 4], cookie),
        (&[254, 8, 0xf9, 0x89, 1, 2, 3, 4], cookie),
        // Another experiment, and cookies that are too short or odd.
        (&[254, 4, 0xf9, 0x90], None),
        (&[34, 4, 1, 2], None),
        (&[1, 34, 7, 1, 2, 3, 4, 5], None),
    ] {
        assert_eq!(options(list).unwrap().fast_open, expected, "{list:?}");
    }
}
