//! The address of a page: `?scenario=…&lang=…&theme=…&t=step:3&speed=1/16`.

use crate::playback::Speed;
use std::fmt;
use tcp_model::time::{Duration, Instant};
use tcp_scenarios::prose::Lang;

/// The colours of the page.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All of them, in the order in which a control offers them.
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// As addresses and attributes write it.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme that an address means.
    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// A place in a run.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Position {
    /// After so many beats: `step:3`.
    Step(usize),
    /// At a time, in seconds: `1.5`.
    Time(Instant),
}

impl Position {
    /// Reads a place: `step:3`, or seconds.
    pub fn parse(text: &str) -> Option<Position> {
        match text.strip_prefix("step:") {
            Some(step) => step.parse().ok().map(Position::Step),
            None => {
                let seconds: Duration = format!("{text}s").parse().ok()?;
                Some(Position::Time(Instant::ZERO + seconds))
            }
        }
    }
}

/// As addresses write it.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Step(step) => write!(f, "step:{step}"),
            Position::Time(t) => f.write_str(&seconds(*t)),
        }
    }
}

/// What an address asks for; what it leaves out is `None`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Address {
    /// `id`, `id/alternative`, or for what the checker finds `proof/model/goal`.
    pub scenario: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// The colours.
    pub theme: Option<Theme>,
    /// Where in the run.
    pub t: Option<Position>,
    /// How fast.
    pub speed: Option<Speed>,
}

/// A part of an address that cannot be honoured: its name and its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unusable {
    /// `scenario`, `lang`, `theme`, `t` or `speed`.
    pub name: &'static str,
    /// What it was set to.
    pub value: String,
}

impl Address {
    /// Reads a query such as `?scenario=three-way-normal&t=step:2`. Names that mean nothing here
    /// are passed over; values that cannot be used are left out and returned as well.
    pub fn parse(query: &str) -> (Address, Vec<Unusable>) {
        let (mut address, mut unusable) = (Address::default(), Vec::new());
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_decoded(value);
            let used = match name {
                "scenario" => {
                    address.scenario = is_address(&value).then(|| value.clone());
                    ("scenario", address.scenario.is_some())
                }
                "lang" => {
                    address.lang = Lang::from_tag(&value);
                    ("lang", address.lang.is_some())
                }
                "theme" => {
                    address.theme = Theme::from_name(&value);
                    ("theme", address.theme.is_some())
                }
                "t" => {
                    address.t = Position::parse(&value);
                    ("t", address.t.is_some())
                }
                "speed" => {
                    address.speed = Speed::from_name(&value);
                    ("speed", address.speed.is_some())
                }
                _ => continue,
            };
            if let (name, false) = used {
                unusable.push(Unusable { name, value });
            }
        }
        (address, unusable)
    }

    /// The query for this address, with its question mark.
    pub fn query(&self) -> String {
        let t = self.t.map(|t| t.to_string());
        let mut query = String::from("?");
        for (name, value) in [
            ("scenario", self.scenario.as_deref()),
            ("lang", self.lang.map(Lang::tag)),
            ("theme", self.theme.map(Theme::name)),
            ("t", t.as_deref()),
            ("speed", self.speed.map(Speed::name)),
        ] {
            let Some(value) = value else { continue };
            if query.len() > 1 {
                query.push('&');
            }
            query += name;
            query.push('=');
            query += value;
        }
        query
    }
}

fn seconds(t: Instant) -> String {
    let (whole, micros) = (t.as_micros() / 1_000_000, t.as_micros() % 1_000_000);
    let digits = format!("{micros:06}");
    let text = format!("{whole}.{}", digits.trim_end_matches('0'));
    text.trim_end_matches('.').to_owned()
}

/// Whether a text has the form of a scenario's address; those of the checker have states in them.
pub fn is_address(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-/_=,~".contains(c);
    !text.is_empty() && text.len() <= 120 && text.chars().all(fits)
}

/// Undoes percent-encoding; what is not encoded properly is left as it stands.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let encoded = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match encoded {
            Some((high, low)) => {
                octets.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                octets.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(octets).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_it_is_written() {
        for query in [
            "?scenario=two-way-synack-lost/three-way&lang=zh-CN&theme=dark&t=step:3&speed=1/16",
            "?scenario=three-way-normal&lang=en&theme=auto&t=1.04",
            "?scenario=accept-queue-full/tcp_abort_on_overflow=1&lang=en",
            "?scenario=proof/two-way/agreement/opens=2,losses=1&lang=en",
            "?scenario=proof/three-way/FIN-WAIT-1,CLOSING&t=step:7",
            "?scenario=proof/three-way/FIN-WAIT-1~CLOSING",
            "?t=0",
            "?",
        ] {
            let (address, unusable) = Address::parse(query);
            assert_eq!((address.query(), unusable), (query.to_owned(), vec![]));
        }
    }

    #[test]
    fn what_cannot_be_honoured_is_told() {
        let (address, unusable) = Address::parse("?scenario=%3Cscript%3E&lang=fr&t=step:x&x=1");
        assert_eq!(address, Address::default());
        let names: Vec<_> = unusable.iter().map(|part| (part.name, &*part.value)).collect();
        assert_eq!(names, [("scenario", "<script>"), ("lang", "fr"), ("t", "step:x")]);
    }

    #[test]
    fn a_slash_may_come_encoded() {
        let (address, _) = Address::parse("?scenario=two-way-synack-lost%2Fthree-way");
        assert_eq!(address.scenario.as_deref(), Some("two-way-synack-lost/three-way"));
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_is_typed_panics(query in ".*") {
            Address::parse(&query);
        }
    }
}
