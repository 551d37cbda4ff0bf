//! The words of each language, by plot. Natively both languages are in the program. The page is
//! built without the feature `words` and learns with each scenario what its runs need, from a text
//! that [`lexicon`] writes.

#[cfg(feature = "words")]
mod en;
pub mod lexicon;
mod user;
#[cfg(feature = "words")]
mod zh;

use super::plot::{Aside, Broken, Plot, Words};
use tcp_scenarios::prose::Lang;

pub use user::{error, signal};

/// Something that there are words for.
#[derive(Copy, Clone)]
pub(super) enum Entry {
    Plot(Plot),
    Aside(Aside),
    Broken(Broken),
}

/// The words for a plot.
pub(super) fn of(plot: Plot, lang: Lang) -> Words {
    Words::from_lines(lexicon::words(Entry::Plot(plot), lang))
}

/// The sentence for an aside.
pub(super) fn aside(aside: Aside, lang: Lang) -> &'static str {
    lexicon::words(Entry::Aside(aside), lang)
}

/// What is said of a broken rule.
pub(super) fn broken(rule: Broken, lang: Lang) -> &'static str {
    lexicon::words(Entry::Broken(rule), lang)
}

/// The words as they stand in the tables.
#[cfg(feature = "words")]
fn in_tables(entry: Entry, lang: Lang) -> &'static str {
    match (lang, entry) {
        (Lang::ZhCn, Entry::Plot(Plot::Call(plot))) => zh::calls::words_of(plot),
        (Lang::ZhCn, Entry::Plot(Plot::World(plot))) => zh::world::words_of(plot),
        (Lang::ZhCn, Entry::Plot(Plot::Opening(plot))) => zh::opening::words_of(plot),
        (Lang::ZhCn, Entry::Plot(Plot::Transfer(plot))) => zh::transfer::words_of(plot),
        (Lang::ZhCn, Entry::Plot(Plot::Refusal(plot))) => zh::refusal::words_of(plot),
        (Lang::ZhCn, Entry::Aside(aside)) => zh::aside(aside),
        (Lang::ZhCn, Entry::Broken(rule)) => zh::broken(rule),
        (Lang::En, Entry::Plot(Plot::Call(plot))) => en::calls::words_of(plot),
        (Lang::En, Entry::Plot(Plot::World(plot))) => en::world::words_of(plot),
        (Lang::En, Entry::Plot(Plot::Opening(plot))) => en::opening::words_of(plot),
        (Lang::En, Entry::Plot(Plot::Transfer(plot))) => en::transfer::words_of(plot),
        (Lang::En, Entry::Plot(Plot::Refusal(plot))) => en::refusal::words_of(plot),
        (Lang::En, Entry::Aside(aside)) => en::aside(aside),
        (Lang::En, Entry::Broken(rule)) => en::broken(rule),
    }
}
