//! Words as the page learns them: with each scenario those that its runs need. In a text they are
//! entry after entry, each ended by a record separator: its number, and the words in each
//! language, with unit separators between.

use super::Entry;
use crate::caption::plot::{
    Aside, Broken, CallPlot, OpeningPlot, Plot, RefusalPlot, TransferPlot, WorldPlot,
};
#[cfg(feature = "words")]
use std::collections::BTreeSet;
use std::sync::OnceLock;
use tcp_scenarios::prose::Lang;
#[cfg(feature = "words")]
use tcp_scenarios::scenario::Scenario;

/// U+001E and U+001F, which no text has.
const RECORD_SEPARATOR: char = '\u{1e}';
const UNIT_SEPARATOR: char = '\u{1f}';

/// What has been learned, by number: the words in each language.
static LEARNED: [OnceLock<[String; 2]>; ENTRIES] = [const { OnceLock::new() }; ENTRIES];

/// Takes in words. What is known already does not change, and what cannot be read is none.
pub fn learn(text: &str) {
    for record in text.split(RECORD_SEPARATOR) {
        let mut units = record.split(UNIT_SEPARATOR);
        let mut next = || units.next().unwrap_or_default();
        let place = next().parse().ok().and_then(|number: usize| LEARNED.get(number));
        if let Some(place) = place {
            place.get_or_init(|| [next().to_owned(), next().to_owned()]);
        }
    }
}

/// The words that the runs of some scenarios need.
#[cfg(feature = "words")]
pub fn needed<'a>(scenarios: impl Iterator<Item = &'a Scenario>) -> String {
    let mut numbers = BTreeSet::new();
    for scenario in scenarios {
        crate::caption::entries(scenario, |entry| {
            numbers.insert(number(entry));
        });
    }
    let mut text = String::new();
    for entry in entries() {
        if numbers.contains(&number(entry)) {
            text += &number(entry).to_string();
            for lang in Lang::ALL {
                text.push(UNIT_SEPARATOR);
                text += super::in_tables(entry, lang);
            }
            text.push(RECORD_SEPARATOR);
        }
    }
    text
}

/// The words for an entry, in lines; none while they are not known.
#[cfg(feature = "words")]
pub(super) fn words(entry: Entry, lang: Lang) -> &'static str {
    super::in_tables(entry, lang)
}

/// The words for an entry, in lines; none while they are not known.
#[cfg(not(feature = "words"))]
pub(super) fn words(entry: Entry, lang: Lang) -> &'static str {
    LEARNED[number(entry)].get().map_or("", |words| &words[lang as usize])
}

/// Every entry, by number.
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

/// At which number each kind of entry begins, and how many there are.
const WORLD: usize = CallPlot::ALL.len();
const OPENING: usize = WORLD + WorldPlot::ALL.len();
const TRANSFER: usize = OPENING + OpeningPlot::ALL.len();
const REFUSAL: usize = TRANSFER + TransferPlot::ALL.len();
const ASIDES: usize = REFUSAL + RefusalPlot::ALL.len();
const BROKEN: usize = ASIDES + Aside::ALL.len();
const ENTRIES: usize = BROKEN + Broken::ALL.len();

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
    use tcp_scenarios::catalogue::{Catalogue, Entry as Scenarios};

    #[test]
    fn entries_are_numbered_in_their_order() {
        let numbers: Vec<usize> = entries().into_iter().map(number).collect();
        assert_eq!(numbers, (0..ENTRIES).collect::<Vec<_>>());
    }

    #[test]
    fn what_a_scenario_needs_is_learned_in_both_languages() {
        for scenarios in Catalogue::get().entries() {
            let needed = needed(scenarios.all());
            learn(&needed);
            for record in needed.split_terminator(RECORD_SEPARATOR) {
                let number: usize = record.split(UNIT_SEPARATOR).next().unwrap().parse().unwrap();
                let learned = LEARNED[number].get().unwrap();
                for lang in Lang::ALL {
                    assert_eq!(
                        learned[lang as usize],
                        super::super::in_tables(entries()[number], lang)
                    );
                }
            }
        }
        learn("no number\u{1f}a\u{1e}99999\u{1f}b\u{1e}\u{1e}");
    }

    #[test]
    fn a_scenario_needs_few_of_all_words() {
        let most = Catalogue::get().entries().iter().map(Scenarios::all).map(needed);
        let most = most.map(|text| text.matches(RECORD_SEPARATOR).count()).max().unwrap();
        assert!((10..ENTRIES / 2).contains(&most), "{most} of {ENTRIES}");
    }
}
