//! A run for a terminal.

use crate::Options;
use crate::words::{answer_of, changed, mark};
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;
use tcp_view::terminal;

/// The question, what was changed, the ladder, the answer and what is claimed.
pub(crate) fn text(scenario: &Scenario, run: &Run, options: &Options) -> String {
    let lang = options.lang;
    let mut text = format!("{}\n\n", scenario.question.get(lang));
    if let Some(changes) = changed(options) {
        text.push_str(&format!("{changes}\n{}\n\n", answer_of(lang)));
    }
    text.push_str(&terminal::ladder(run, lang));
    text.push_str(&format!("\n{}\n\n", scenario.answer.get(lang)));
    for (claim, holds) in scenario.check(run) {
        text.push_str(&format!("{} {}\n", mark(holds), claim.say(lang)));
    }
    text
}
