//! Long runs in the place of a short one, for tests and measurements: the client sends much text.

use crate::Spoil;
use anyhow::Result;
use tcp_scenarios::catalogue::book;
use tcp_scenarios::json::read_scenario;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::lexicon;

/// In whose place it is served.
const PLACE: &str = "three-way-normal";
/// What a segment carries.
const MSS: usize = 400;
/// The connection takes three segments; of the others every second one is an acknowledgment.
const HANDSHAKE: usize = 3;

/// A run of about so many segments.
///
/// # Errors
/// When it cannot be read as a scenario, which would be a mistake in it.
pub fn scenario(segments: usize) -> Result<Scenario> {
    Ok(read_scenario(&file(segments))?)
}

fn file(segments: usize) -> String {
    let octets = segments.saturating_sub(HANDSHAKE) / 2 * MSS;
    let words = |what: &str| format!(r#"{{"zh-CN": "{what}", "en": "{what}"}}"#);
    let (title, told) = (words("A long run"), words("The client sends much text."));
    format!(
        r#"{{"format": "tcp-lanes-scenario/1", "id": "{PLACE}", "group": "data",
        "title": {title}, "question": {told}, "answer": {told}, "rfc": ["RFC 9293 3.8"],
        "run": {{"delay": "25ms", "knobs": {{"both": {{"mss": {MSS}, "receive_buffer": 6400,
            "send_buffer": 8000000}}}},
            "script": [{{"action": {{"call": ["server", "open-passive"]}}}},
                {{"action": {{"call": ["client", "open-active"]}}}},
                {{"after": {{"state": ["client", "ESTABLISHED"]}},
                  "action": {{"call": ["client", {{"send": ["bulk", {octets}]}}]}}}}]}},
        "captions": [], "claims": [{{"final": ["client", "ESTABLISHED"]}}]}}"#
    )
}

/// A site whose first question has a run of about so many segments instead of its own: the page reads
/// its book, the studio its file.
///
/// # Errors
/// Those of [`scenario`].
pub fn site(segments: usize) -> Result<Spoil> {
    let (scenario, file) = (scenario(segments)?, file(segments));
    let words = lexicon::needed([&scenario].into_iter());
    let octets = book(scenario);
    let len = (octets.len() as u32).to_le_bytes();
    let book = [&len, &*octets, words.as_bytes()].concat();
    Ok(Box::new(move |path, mut answer| {
        if path == format!("books/{PLACE}.bin") {
            answer.body.clone_from(&book);
        } else if path == format!("books/files/{PLACE}.json") {
            answer.body = file.clone().into_bytes();
        }
        answer
    }))
}
