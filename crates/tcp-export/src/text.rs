//! A run for a terminal.

use crate::words::mark;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::terminal;

/// The question, the ladder, the answer and what is claimed.
pub(crate) fn text(scenario: &Scenario, run: &Run, lang: Lang) -> String {
    let mut text = format!("{}\n\n{}", scenario.question.get(lang), terminal::ladder(run, lang));
    text.push_str(&format!("\n{}\n\n", scenario.answer.get(lang)));
    for (claim, holds) in scenario.check(run) {
        text.push_str(&format!("{} {}\n", mark(holds), claim.say(lang)));
    }
    text
}
