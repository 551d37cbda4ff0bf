//! The options of a TCP header (RFC 9293 §3.1, §3.2; RFC 7323 §2, §3; RFC 2018 §2; RFC 7413).

use crate::error::WireError;
use crate::reader::Reader;
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};

/// The kinds of option that are read and written.
pub(crate) mod kind {
    pub(crate) const END: u8 = 0;
    pub(crate) const NO_OPERATION: u8 = 1;
    pub(crate) const MSS: u8 = 2;
    pub(crate) const WINDOW_SCALE: u8 = 3;
    pub(crate) const SACK_PERMITTED: u8 = 4;
    pub(crate) const TIMESTAMPS: u8 = 8;
    pub(crate) const FAST_OPEN: u8 = 34;
    pub(crate) const EXPERIMENT: u8 = 254;
}

/// The largest shift of a window (RFC 7323 §2.3): "if a Window Scale option is received with a
/// shift.cnt value larger than 14, the TCP SHOULD log the error but MUST use 14 instead".
const LARGEST_SHIFT: u8 = 14;

/// Reads the list of options. RFC 9293 §3.1, MUST-6: an option that we do not implement is
/// passed over by its length; SACK blocks are such options, and so is one of a known kind whose
/// length is not that kind's.
///
/// # Errors
/// MUST-7, "be prepared to handle an illegal option length (e.g., zero)": where an option ends
/// cannot be told then, nor what follows it, so the segment is refused as a whole. A stack may
/// log that and reset the connection, as the RFC suggests.
pub(crate) fn parse(mut reader: Reader<'_>) -> Result<Options, WireError> {
    let mut options = Options::NONE;
    while let [kind, rest @ ..] = reader.rest() {
        match (*kind, rest) {
            (kind::END, _) => break,
            (kind::NO_OPERATION, _) => {
                reader.take(1, "an option")?;
            }
            (kind, [length, ..]) if (2..=rest.len() + 1).contains(&usize::from(*length)) => {
                let option = reader.take(usize::from(*length), "an option")?;
                read(&mut options, kind, &option[2..]);
            }
            (_, rest) => return Err(illegal_length(reader.at(), rest)),
        }
    }
    Ok(options)
}

fn illegal_length(option: usize, rest: &[u8]) -> WireError {
    let expected = match rest {
        [] => "an option length, found the end of the header".to_owned(),
        [length] => format!("an option length of 2, found {length}"),
        [length, ..] => format!("an option length of 2 to {}, found {length}", rest.len() + 1),
    };
    WireError::at(option + 1, expected)
}

fn read(options: &mut Options, kind: u8, value: &[u8]) {
    match (kind, value) {
        (kind::MSS, &[high, low]) => options.mss = Some(u16::from_be_bytes([high, low])),
        (kind::WINDOW_SCALE, &[shift]) => options.window_scale = Some(shift.min(LARGEST_SHIFT)),
        (kind::SACK_PERMITTED, []) => options.sack_permitted = true,
        (kind::TIMESTAMPS, &[a, b, c, d, e, f, g, h]) => {
            let (tsval, tsecr) =
                (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
            options.timestamps = Some(Timestamps { tsval, tsecr });
        }
        // RFC 7413 §9: the kind of its own, and the experiment's kind with which it began.
        (kind::FAST_OPEN, cookie) | (kind::EXPERIMENT, [0xf9, 0x89, cookie @ ..]) => {
            options.fast_open = fast_open(cookie).or(options.fast_open);
        }
        _ => {}
    }
}

/// RFC 7413 §4.1.1: a cookie of an invalid length is ignored.
fn fast_open(cookie: &[u8]) -> Option<FastOpen> {
    if cookie.is_empty() {
        return Some(FastOpen::Request);
    }
    FastOpenCookie::new(cookie).map(FastOpen::Cookie)
}

/// Octets of the longest list, which all the options together just fill.
const MOST: usize = 40;

/// The list of options in whole words.
/// What needs padding has it in front, as RFC 7323 Appendix A arranges the timestamps.
pub(crate) fn encode(options: &Options) -> Vec<u8> {
    let mut list = List(Vec::with_capacity(if options.is_empty() { 0 } else { MOST }));
    if let Some(mss) = options.mss {
        list.push(kind::MSS, &mss.to_be_bytes());
    }
    match (options.sack_permitted, options.timestamps) {
        (false, None) => {}
        (true, None) => list.push(kind::SACK_PERMITTED, &[]),
        (false, Some(timestamps)) => list.push(kind::TIMESTAMPS, &octets(timestamps)),
        // The two share three words.
        (true, Some(timestamps)) => {
            list.0.extend([kind::SACK_PERMITTED, 2]);
            list.0.extend([kind::TIMESTAMPS, 10]);
            list.0.extend(octets(timestamps));
        }
    }
    if let Some(shift) = options.window_scale {
        list.push(kind::WINDOW_SCALE, &[shift]);
    }
    match &options.fast_open {
        None => {}
        Some(FastOpen::Request) => list.push(kind::FAST_OPEN, &[]),
        Some(FastOpen::Cookie(cookie)) => list.push(kind::FAST_OPEN, cookie.as_slice()),
    }
    list.0
}

fn octets(Timestamps { tsval, tsecr }: Timestamps) -> [u8; 8] {
    (u64::from(tsval) << 32 | u64::from(tsecr)).to_be_bytes()
}

struct List(Vec<u8>);

impl List {
    /// Appends an option that ends where a word does.
    fn push(&mut self, kind: u8, value: &[u8]) {
        let length = 2 + value.len();
        let padding = length.next_multiple_of(4) - length;
        self.0.extend(std::iter::repeat_n(kind::NO_OPERATION, padding));
        self.0.extend([kind, length as u8]);
        self.0.extend(value);
    }
}
