//! What to read next.

use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_studio::compare::partners_in;

/// How many there are at most.
const MOST: usize = 6;

/// The questions that stand near one: what it is compared with, then its group's, the nearest
/// first.
pub(crate) fn related(entry: &Entry) -> Vec<&'static Entry> {
    let catalogue = Catalogue::get();
    let entries = catalogue.entries();
    let partners = partners_in(catalogue, entry.id());
    let compared = partners.iter().filter_map(|address| catalogue.entry(address));
    let here = entries.iter().position(|other| other.id() == entry.id()).unwrap_or_default();
    let mut group: Vec<(usize, &Entry)> =
        entries.iter().enumerate().filter(|(_, other)| other.group() == entry.group()).collect();
    group.sort_by_key(|(at, _)| at.abs_diff(here));
    let mut related: Vec<&Entry> = Vec::new();
    for other in compared.chain(group.into_iter().map(|(_, other)| other)) {
        let is_new = related.iter().all(|known| known.id() != other.id());
        if is_new && other.id() != entry.id() {
            related.push(other);
        }
    }
    related.truncate(MOST);
    related
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_leads_to_others_and_not_to_itself() {
        for entry in Catalogue::get().entries() {
            let related = related(entry);
            assert!(!related.is_empty(), "{}", entry.id());
            assert!(related.iter().all(|other| other.id() != entry.id()));
        }
        let entry = Catalogue::get().entry("four-way-split-syn-ack").unwrap();
        assert_eq!(
            related(entry)[0].id(),
            "three-way-normal",
            "what it is compared with comes first"
        );
    }
}
