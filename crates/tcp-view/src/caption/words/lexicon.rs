//! A language's words as a file: entry after entry, each ended by a record separator.

use super::Entry;
use crate::caption::plot::{
    Aside, Broken, CallPlot, OpeningPlot, Plot, RefusalPlot, TransferPlot, WorldPlot,
};
use std::sync::OnceLock;
use tcp_scenarios::prose::Lang;

/// U+001E, which no text has.
const RECORD_SEPARATOR: char = '\u{1e}';

/// The languages that have been learned, each with its entries in the file's order.
static LEARNED: [OnceLock<Vec<&'static str>>; 2] = [OnceLock::new(), OnceLock::new()];

/// Whether the words of a language are known.
pub fn is_known(lang: Lang) -> bool {
    cfg!(feature = "words") || LEARNED[lang as usize].get().is_some()
}

/// Takes in the file of a language; a file with another number of entries is none, and once a
/// language is known nothing changes.
pub fn learn(lang: Lang, file: String) {
    if file.matches(RECORD_SEPARATOR).count() == ENTRIES {
        LEARNED[lang as usize].get_or_init(|| file.leak().split(RECORD_SEPARATOR).collect());
    }
}

/// The file of a language.
#[cfg(feature = "words")]
pub fn file(lang: Lang) -> String {
    let mut file = String::new();
    for entry in entries() {
        file.push_str(super::in_tables(entry, lang));
        file.push(RECORD_SEPARATOR);
    }
    file
}

/// The words for an entry, in lines; none while the language is not known.
#[cfg(feature = "words")]
pub(super) fn words(entry: Entry, lang: Lang) -> &'static str {
    super::in_tables(entry, lang)
}

/// The words for an entry, in lines; none while the language is not known.
#[cfg(not(feature = "words"))]
pub(super) fn words(entry: Entry, lang: Lang) -> &'static str {
    let learned = LEARNED[lang as usize].get();
    learned.and_then(|words| words.get(number(entry)).copied()).unwrap_or_default()
}

/// Every entry, in the file's order.
#[cfg(feature = "words")]
fn entries() -> Vec<Entry> {
    let mut all = Vec::new();
    all.extend(CallPlot::ALL.iter().map(|plot| Entry::Plot(Plot::Call(*plot))));
    all.extend(WorldPlot::ALL.iter().map(|plot| Entry::Plot(Plot::World(*plot))));
    all.extend(OpeningPlot::ALL.iter().map(|plot| Entry::Plot(Plot::Opening(*plot))));
    all.extend(TransferPlot::ALL.iter().map(|plot| Entry::Plot(Plot::Transfer(*plot))));
    all.extend(RefusalPlot::ALL.iter().map(|plot| Entry::Plot(Plot::Refusal(*plot))));
    all.extend(Aside::ALL.iter().map(|aside| Entry::Aside(*aside)));
    all.extend(Broken::ALL.iter().map(|rule| Entry::Broken(*rule)));
    all
}

/// Where each kind of entry begins in the file, and how many there are.
const WORLD: usize = CallPlot::ALL.len();
const OPENING: usize = WORLD + WorldPlot::ALL.len();
const TRANSFER: usize = OPENING + OpeningPlot::ALL.len();
const REFUSAL: usize = TRANSFER + TransferPlot::ALL.len();
const ASIDES: usize = REFUSAL + RefusalPlot::ALL.len();
const BROKEN: usize = ASIDES + Aside::ALL.len();
const ENTRIES: usize = BROKEN + Broken::ALL.len();

/// Where an entry stands in the file.
#[cfg(any(not(feature = "words"), test))]
fn number(entry: Entry) -> usize {
    match entry {
        Entry::Plot(Plot::Call(plot)) => plot as usize,
        Entry::Plot(Plot::World(plot)) => WORLD + plot as usize,
        Entry::Plot(Plot::Opening(plot)) => OPENING + plot as usize,
        Entry::Plot(Plot::Transfer(plot)) => TRANSFER + plot as usize,
        Entry::Plot(Plot::Refusal(plot)) => REFUSAL + plot as usize,
        Entry::Aside(aside) => ASIDES + aside as usize,
        Entry::Broken(rule) => BROKEN + rule as usize,
    }
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_every_entry_where_it_is_looked_for() {
        for lang in Lang::ALL {
            let file = file(lang);
            let read: Vec<&str> = file.split(RECORD_SEPARATOR).collect();
            for entry in entries() {
                assert_eq!(read[number(entry)], super::super::in_tables(entry, lang));
            }
            assert_eq!((read.len(), entries().len()), (ENTRIES + 1, ENTRIES));
        }
    }
}
