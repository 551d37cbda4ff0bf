//! The options of a segment that the protocol acts upon (RFC 9293 §3.2, RFC 7323, RFC 2018,
//! RFC 7413). How they look in octets is not a matter of this crate.

use std::fmt;

/// The options that a segment carries.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct Options {
    /// Maximum segment size: the most octets of text that the sender wants to receive in one
    /// segment. Only on a SYN (RFC 9293 §3.7.1).
    pub mss: Option<u16>,
    /// Window scale: by how many bits the sender's later windows are shifted, 0 to 14. Only on a
    /// SYN (RFC 7323 §2).
    pub window_scale: Option<u8>,
    /// The sender understands selective acknowledgments. Only on a SYN (RFC 2018 §2).
    pub sack_permitted: bool,
    /// Timestamps (RFC 7323 §3).
    pub timestamps: Option<Timestamps>,
    /// Fast open: the wish for a cookie, or a cookie. Only on a SYN (RFC 7413 §4.1.1).
    pub fast_open: Option<FastOpen>,
}

/// The two values of the timestamps option (RFC 7323 §3.2).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Timestamps {
    /// TSval: the sender's timestamp clock.
    pub tsval: u32,
    /// TSecr: the latest TSval that the sender has from the other end; meaningless without the
    /// ACK bit.
    pub tsecr: u32,
}

/// The fast open option (RFC 7413 §4.1.1).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum FastOpen {
    /// No cookie: please give me one.
    Request,
    /// The cookie.
    Cookie(FastOpenCookie),
}

/// A fast open cookie, 4 to 16 octets (RFC 7413 §4.1.1).
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct FastOpenCookie {
    octets: [u8; 16],
    len: u8,
}

impl FastOpenCookie {
    /// A cookie of these octets; `None` unless there are 4, 6, 8, … or 16 of them.
    pub fn new(octets: &[u8]) -> Option<FastOpenCookie> {
        if !(4..=16).contains(&octets.len()) || !octets.len().is_multiple_of(2) {
            return None;
        }
        let mut cookie = FastOpenCookie { octets: [0; 16], len: octets.len() as u8 };
        cookie.octets[..octets.len()].copy_from_slice(octets);
        Some(cookie)
    }

    /// The octets.
    pub fn as_slice(&self) -> &[u8] {
        &self.octets[..usize::from(self.len)]
    }

    /// Reads what [`Display`](fmt::Display) writes.
    pub fn from_hex(text: &str) -> Option<FastOpenCookie> {
        if !text.is_ascii() {
            return None;
        }
        let digits = text.as_bytes().chunks(2);
        let octet = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        FastOpenCookie::new(&digits.map(octet).collect::<Option<Vec<u8>>>()?)
    }
}

/// Two hexadecimal digits an octet.
impl fmt::Display for FastOpenCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for FastOpenCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
mod as_text {
    use super::FastOpenCookie;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    impl Serialize for FastOpenCookie {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            to.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for FastOpenCookie {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<FastOpenCookie, D::Error> {
            let text = String::deserialize(from)?;
            FastOpenCookie::from_hex(&text).ok_or_else(|| {
                de::Error::custom("expected a fast open cookie: 4 to 16 octets in hexadecimal")
            })
        }
    }
}

impl Options {
    /// No option.
    pub const NONE: Options = Options {
        mss: None,
        window_scale: None,
        sack_permitted: false,
        timestamps: None,
        fast_open: None,
    };

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Options::NONE
    }

    /// How many octets of a header they take, padded to whole words.
    pub fn octets(&self) -> u32 {
        let fast_open = match &self.fast_open {
            None => 0,
            Some(FastOpen::Request) => 2,
            Some(FastOpen::Cookie(cookie)) => 2 + u32::from(cookie.len),
        };
        let sizes = [
            (self.mss.is_some(), 4),
            (self.window_scale.is_some(), 3),
            (self.sack_permitted, 2),
            (self.timestamps.is_some(), 10),
        ];
        let there = sizes.into_iter().filter(|(there, _)| *there).map(|(_, size)| size);
        (there.sum::<u32>() + fast_open).next_multiple_of(4)
    }
}

/// `mss 1460, wscale 7, sackOK, TS val 100 ecr 0, FO 0123456789abcdef`, as packetdrill and
/// tcpdump name them.
impl fmt::Display for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        let mut item = |f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>| {
            f.write_str(comma)?;
            comma = ", ";
            f.write_fmt(text)
        };
        if let Some(mss) = self.mss {
            item(f, format_args!("mss {mss}"))?;
        }
        if let Some(shift) = self.window_scale {
            item(f, format_args!("wscale {shift}"))?;
        }
        if self.sack_permitted {
            item(f, format_args!("sackOK"))?;
        }
        if let Some(Timestamps { tsval, tsecr }) = self.timestamps {
            item(f, format_args!("TS val {tsval} ecr {tsecr}"))?;
        }
        match self.fast_open {
            None => Ok(()),
            Some(FastOpen::Request) => item(f, format_args!("FO")),
            Some(FastOpen::Cookie(cookie)) => item(f, format_args!("FO {cookie}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_read_as_tcpdump_writes_them() {
        let options = Options {
            mss: Some(1460),
            window_scale: Some(7),
            sack_permitted: true,
            timestamps: Some(Timestamps { tsval: 100, tsecr: 0 }),
            fast_open: FastOpenCookie::from_hex("0123456789abcdef").map(FastOpen::Cookie),
        };
        let text = "mss 1460, wscale 7, sackOK, TS val 100 ecr 0, FO 0123456789abcdef";
        assert_eq!(options.to_string(), text);
        assert_eq!(Options::NONE.to_string(), "");
    }

    #[test]
    fn a_cookie_has_4_to_16_octets_and_an_even_number_of_them() {
        assert_eq!(FastOpenCookie::from_hex("abcd1234").unwrap().to_string(), "abcd1234");
        for wrong in ["", "abcd", "abcd12345", "abcd1234ab", "xbcd1234", "0é00000"] {
            assert_eq!(FastOpenCookie::from_hex(wrong), None, "{wrong}");
        }
        assert_eq!(FastOpenCookie::from_hex(&"00".repeat(18)), None);
    }
}
