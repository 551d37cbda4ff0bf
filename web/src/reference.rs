//! Clauses as links to the text of their RFC. Nothing is requested until one is followed.

use yew::prelude::*;

/// `RFC 9293 3.10.7.2, third` as a link that reads `RFC 9293 §3.10.7.2, third`.
pub(crate) fn reference(clause: &str) -> Html {
    let Some((rfc, place)) = split(clause) else {
        return html! { <span class="ref">{ clause.to_owned() }</span> };
    };
    let section: String = place.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let section = section.trim_end_matches('.');
    let mut href = format!("https://www.rfc-editor.org/rfc/rfc{rfc}");
    if !section.is_empty() {
        href = format!("{href}#section-{section}");
    }
    let sign = if place.starts_with(|c: char| c.is_ascii_digit()) { "§" } else { "" };
    html! {
        <a class="ref" {href} target="_blank" rel="noopener noreferrer">
            { format!("RFC {rfc} {sign}{place}") }
        </a>
    }
}

/// The number of the RFC, and where in it, without the word for a section.
fn split(clause: &str) -> Option<(&str, &str)> {
    let (rfc, place) = clause.strip_prefix("RFC ")?.split_once(' ')?;
    let place = place.trim_start_matches("section ").trim_start_matches('§');
    rfc.bytes().all(|b| b.is_ascii_digit()).then_some((rfc, place))
}
