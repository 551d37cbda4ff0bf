//! Clauses as links to the text of their RFC. Nothing is requested until one is followed.

use crate::element::{Element, element};

/// `RFC 9293 3.10.7.2, third` as a link that reads `RFC 9293 §3.10.7.2, third`.
pub(crate) fn reference(clause: &str) -> Element {
    let Some((rfc, place)) = split(clause) else { return element("span", "ref").text(clause) };
    let numbered = |c: char| c.is_ascii_digit() || c == '.';
    let section =
        place[..place.find(|c| !numbered(c)).unwrap_or(place.len())].trim_end_matches('.');
    let (mark, sign) = if section.is_empty() { ("", "") } else { ("#section-", "§") };
    element("a", "ref")
        .attribute("href", &*["https://www.rfc-editor.org/rfc/rfc", rfc, mark, section].concat())
        .attribute("target", "_blank")
        .attribute("rel", "noopener noreferrer")
        .text(&["RFC ", rfc, " ", sign, place].concat())
}

/// The number of the RFC, and where in it, without the word for a section.
fn split(clause: &str) -> Option<(&str, &str)> {
    let (rfc, place) = clause.strip_prefix("RFC ")?.split_once(' ')?;
    let place = place.strip_prefix("section ").unwrap_or(place).trim_start_matches('§');
    rfc.bytes().all(|b| b.is_ascii_digit()).then_some((rfc, place))
}
