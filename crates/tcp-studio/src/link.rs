//! A run that a reader has changed as a link: `#s=1.…`, as docs/links.md has it.
//!
//! A link is read with suspicion: it may have been cut short, mistyped, made by a newer version or
//! by somebody who means harm. It gives what was shared, or says why it cannot.
//!
//! ```
//! use tcp_studio::link::{Shared, decode, encode};
//! use tcp_view::address::Position;
//!
//! let shared = Shared { t: Position::Step(3), ..Shared::of("three-way-normal") };
//! assert_eq!(decode(&encode(&shared)), Ok(shared));
//! ```

mod checksum;
#[cfg(test)]
mod tests;
mod words;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tcp_model::time::Instant;
use tcp_scenarios::format::{Intervention, RunFile};
use tcp_scenarios::json;
use tcp_scenarios::scenario::{InvalidScenario, check_interventions};
use tcp_view::address::{Position, is_address};

/// The version of the format: the number before the dot.
pub const VERSION: u32 = 1;

/// The most characters of a link; browsers and chats carry no longer ones.
const LONGEST_LINK: usize = 1 << 15;
/// The most octets of what is compressed in it.
const LONGEST_TEXT: usize = 1 << 18;
/// The most changes: each is followed in every segment.
const MOST_CHANGES: usize = 256;
/// How hard to compress, of 10.
const EFFORT: u8 = 10;
/// What comes before the checksum.
const CHECKSUM: &str = ",\"crc\":\"";
/// What comes behind it.
const END: &str = "\"}";

/// What a link holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Shared {
    /// The address of the scenario.
    pub scenario: String,
    /// All that the run depends on, where it is of no scenario: free play.
    pub run: Option<RunFile>,
    /// What the reader has changed.
    pub interventions: Vec<Intervention>,
    /// Which of all runs with the same weather, where it is not the scenario's.
    pub seed: Option<u64>,
    /// Where the playhead is.
    pub t: Position,
    /// The address of the scenario beside which it is shown.
    pub beside: Option<String>,
}

impl Shared {
    /// A scenario as it is, from the beginning.
    pub fn of(scenario: &str) -> Shared {
        Shared {
            scenario: scenario.to_owned(),
            run: None,
            interventions: Vec::new(),
            seed: None,
            t: Position::Time(Instant::ZERO),
            beside: None,
        }
    }
}

/// What is wrong with a link that is damaged: the first layer that does not come off.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Damage {
    /// It does not begin with a version and a dot.
    Version,
    /// What follows is not base64url.
    Base64,
    /// Nor what deflate makes.
    Deflate,
    /// It is no text with a checksum in the end.
    Text,
    /// The checksum is that of another text.
    Checksum,
}

/// Why a link cannot be honoured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It is of a later version of the format.
    NewerVersion(u32),
    /// It is not as it was made.
    Damaged(Damage),
    /// It holds more than is read.
    TooLong,
    /// It is whole, but says something that cannot be used.
    Unusable {
        /// The field; empty where it is all of it.
        place: String,
        /// What was found or expected there.
        said: String,
    },
}

/// What comes behind `#s=`.
pub fn encode(shared: &Shared) -> String {
    let body = Value::Object(fields(shared)).to_string();
    let open = body.strip_suffix('}').expect("an object ends with a brace");
    let text = [open, CHECKSUM, &checksum::hex(open.as_bytes()), END].concat();
    let octets = compress_to_vec(text.as_bytes(), EFFORT);
    format!("{VERSION}.{}", URL_SAFE_NO_PAD.encode(octets))
}

/// What was shared, from what comes behind `#s=`.
///
/// # Errors
/// When it is of a later version, not as it was made, too long, or cannot be used.
pub fn decode(link: &str) -> Result<Shared, LinkError> {
    if link.len() > LONGEST_LINK {
        return Err(LinkError::TooLong);
    }
    let text = inflate(payload(link)?)?;
    let (open, crc) = text.rsplit_once(CHECKSUM).ok_or(LinkError::Damaged(Damage::Text))?;
    let crc = crc.strip_suffix(END).ok_or(LinkError::Damaged(Damage::Text))?;
    if crc != checksum::hex(open.as_bytes()) {
        return Err(LinkError::Damaged(Damage::Checksum));
    }
    let written: Written = json::read(&[open, "}"].concat())
        .map_err(|e| LinkError::Unusable { place: e.place, said: e.expected })?;
    written.check()
}

/// What comes behind the version, if that is ours.
fn payload(link: &str) -> Result<&str, LinkError> {
    let damaged = LinkError::Damaged(Damage::Version);
    let Some((version, payload)) = link.split_once('.') else { return Err(damaged) };
    let is_number = !version.is_empty() && version.bytes().all(|c| c.is_ascii_digit());
    match version.parse().unwrap_or(u32::MAX) {
        VERSION if is_number => Ok(payload),
        newer if is_number && newer > VERSION => Err(LinkError::NewerVersion(newer)),
        _ => Err(damaged),
    }
}

fn inflate(payload: &str) -> Result<String, LinkError> {
    let damaged = LinkError::Damaged;
    let octets = URL_SAFE_NO_PAD.decode(payload).map_err(|_| damaged(Damage::Base64))?;
    let text = decompress_to_vec_with_limit(&octets, LONGEST_TEXT).map_err(|e| match e.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLong,
        _ => damaged(Damage::Deflate),
    })?;
    String::from_utf8(text).map_err(|_| damaged(Damage::Text))
}

/// The fields of a link, those that say nothing left out.
fn fields(shared: &Shared) -> Map<String, Value> {
    let Shared { scenario, run, interventions, seed, t, beside } = shared;
    let changes = (!interventions.is_empty()).then(|| json::interventions(interventions));
    let all = [
        ("scenario", Some(json!(scenario))),
        ("run", run.as_ref().map(json::run)),
        ("interventions", changes),
        ("seed", seed.map(|seed| json!(seed))),
        ("t", Some(json!(t.to_string()))),
        ("beside", beside.as_ref().map(|beside| json!(beside))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// A link as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    scenario: String,
    #[serde(default)]
    run: Option<RunFile>,
    #[serde(default)]
    interventions: Vec<Intervention>,
    #[serde(default)]
    seed: Option<u64>,
    t: String,
    #[serde(default)]
    beside: Option<String>,
}

impl Written {
    fn check(self) -> Result<Shared, LinkError> {
        let Written { scenario, run, interventions, seed, t, beside } = self;
        let address = "an address such as \"three-way-normal\"";
        expect(is_address(&scenario), "scenario", address)?;
        expect(beside.as_deref().is_none_or(is_address), "beside", address)?;
        let changes = run.as_ref().map_or(0, |run| run.interventions.len()) + interventions.len();
        expect(changes <= MOST_CHANGES, "interventions", "no more than 256 changes")?;
        run.as_ref().map_or(Ok(()), RunFile::check)?;
        check_interventions("", &interventions)?;
        let t = Position::parse(&t);
        let t = t.ok_or_else(|| unusable("t", "a place such as \"step:3\" or \"1.5\""))?;
        Ok(Shared { scenario, run, interventions, seed, t, beside })
    }
}

fn expect(holds: bool, place: &str, expected: &str) -> Result<(), LinkError> {
    if holds { Ok(()) } else { Err(unusable(place, expected)) }
}

fn unusable(place: &str, expected: &str) -> LinkError {
    LinkError::Unusable { place: place.to_owned(), said: format!("expected {expected}") }
}

impl From<InvalidScenario> for LinkError {
    fn from(invalid: InvalidScenario) -> LinkError {
        unusable(&invalid.place, &invalid.expected)
    }
}
