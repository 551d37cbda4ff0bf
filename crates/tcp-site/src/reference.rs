//! Where the RFCs say so: their sections as links.

use maud::{Markup, html};

/// `RFC 9293 3.10.7.4, first` as a link that reads `RFC 9293 §3.10.7.4, first`; what is no RFC,
/// such as `Linux tcp_fin_timeout`, as it is.
pub(crate) fn reference(clause: &str) -> Markup {
    let Some((rfc, place)) = split(clause) else { return html! { span { (clause) } } };
    let address = address(rfc, place);
    let sign = if place.starts_with(|c: char| c.is_ascii_digit()) { "§" } else { "" };
    html! { a href=(address) rel="external" { "RFC " (rfc) @if !place.is_empty() { " " (sign) (place) } } }
}

/// The number of the RFC, and the place in it.
fn split(clause: &str) -> Option<(&str, &str)> {
    let rest = clause.strip_prefix("RFC ")?;
    let (rfc, place) = rest.split_once(' ').unwrap_or((rest, ""));
    rfc.bytes().all(|octet| octet.is_ascii_digit()).then_some((rfc, place))
}

/// The place in the RFC Editor's edition: appendices have other anchors than sections.
fn address(rfc: &str, place: &str) -> String {
    let place = place.strip_prefix("Appendix ").unwrap_or(place);
    let section: String =
        place.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let section = section.trim_end_matches('.');
    let anchor = match section.as_bytes() {
        [] => String::new(),
        [b'0'..=b'9', ..] => format!("#section-{section}"),
        _ => format!("#appendix-{section}"),
    };
    format!("https://www.rfc-editor.org/rfc/rfc{rfc}{anchor}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_leads_to_its_section() {
        for (clause, anchor) in [
            ("RFC 9293 3.10.7.4, first (SHLD-31)", "rfc9293#section-3.10.7.4"),
            ("RFC 1337", "rfc1337"),
            ("RFC 1337 2, 3", "rfc1337#section-2"),
            ("RFC 9293 A.2", "rfc9293#appendix-A.2"),
            ("RFC 4987 Appendix A", "rfc4987#appendix-A"),
        ] {
            let (rfc, place) = split(clause).unwrap();
            assert_eq!(address(rfc, place), format!("https://www.rfc-editor.org/rfc/{anchor}"));
        }
    }

    #[test]
    fn a_habit_of_linux_is_no_link() {
        assert_eq!(
            reference("Linux tcp_tw_reuse").into_string(),
            "<span>Linux tcp_tw_reuse</span>"
        );
    }
}
