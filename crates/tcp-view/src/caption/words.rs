//! The words of each language, by plot.

mod en;
mod zh;

use super::plot::{Aside, Broken, Plot, Words};
use tcp_model::endpoint::{CallError, Signal};
use tcp_scenarios::prose::Lang;

/// The words for a plot.
pub(super) fn of(plot: Plot, lang: Lang) -> Words {
    Words::from_lines(match (lang, plot) {
        (Lang::ZhCn, Plot::Call(plot)) => zh::calls::words_of(plot),
        (Lang::ZhCn, Plot::World(plot)) => zh::world::words_of(plot),
        (Lang::ZhCn, Plot::Opening(plot)) => zh::opening::words_of(plot),
        (Lang::ZhCn, Plot::Transfer(plot)) => zh::transfer::words_of(plot),
        (Lang::ZhCn, Plot::Refusal(plot)) => zh::refusal::words_of(plot),
        (Lang::En, Plot::Call(plot)) => en::calls::words_of(plot),
        (Lang::En, Plot::World(plot)) => en::world::words_of(plot),
        (Lang::En, Plot::Opening(plot)) => en::opening::words_of(plot),
        (Lang::En, Plot::Transfer(plot)) => en::transfer::words_of(plot),
        (Lang::En, Plot::Refusal(plot)) => en::refusal::words_of(plot),
    })
}

/// The sentence for an aside.
pub(super) fn aside(aside: Aside, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => zh::aside(aside),
        Lang::En => en::aside(aside),
    }
}

/// What is said of a broken rule.
pub(super) fn broken(rule: Broken, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => zh::broken(rule),
        Lang::En => en::broken(rule),
    }
}

/// What a user is told.
pub(crate) fn signal(signal: Signal, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => zh::signal(signal),
        Lang::En => en::signal(signal),
    }
}

/// Why a call was refused.
pub(crate) fn error(error: CallError, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => zh::error(error),
        Lang::En => en::error(error),
    }
}
