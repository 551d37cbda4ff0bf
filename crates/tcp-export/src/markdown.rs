//! A run as a Markdown page: the question, the answer, what happened as a table, what is claimed.

use crate::Options;
use crate::words::{answer_of, changed, headings, mark};
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;
use tcp_view::transcript::{Row, columns, transcript};

/// The page.
pub(crate) fn markdown(scenario: &Scenario, run: &Run, options: &Options) -> String {
    let lang = options.lang;
    let [what_happens, claims] = headings(lang);
    let mut page = format!(
        "# {}\n\n**{}**\n\n",
        escape(scenario.title.get(lang)),
        escape(scenario.question.get(lang))
    );
    if let Some(changes) = changed(options) {
        page.push_str(&format!("> {}  \n> {}\n\n", escape(&changes), answer_of(lang)));
    }
    page.push_str(&format!("{}\n\n", escape(scenario.answer.get(lang))));
    if let Some(note) = &scenario.note {
        page.push_str(&format!("> {}\n\n", escape(note.get(lang))));
    }
    page.push_str(&format!("## {what_happens}\n\n"));
    row(&mut page, columns(lang));
    page.push_str("|--:|--:|---|---|---|---|---|\n");
    for Row { step, time, host, what, client, server, note } in
        transcript(run, &captions(scenario, run, lang), lang)
    {
        row(&mut page, [&step, &time, &host, &what, &client, &server, &note].map(String::as_str));
    }
    let checked = scenario.check(run);
    if !checked.is_empty() {
        page.push_str(&format!("\n## {claims}\n\n"));
    }
    for (claim, holds) in checked {
        page.push_str(&format!("- {} {}\n", mark(holds), escape(&claim.say(lang))));
    }
    page
}

fn row(page: &mut String, cells: [&str; 7]) {
    page.push_str(&format!("| {} |\n", cells.map(escape).join(" | ")));
}

/// Words as nothing but words, on one line: whatever Markdown or HTML would see in them is
/// escaped.
fn escape(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => safe.extend(['\\', c]),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '#' | '+' | '-' if at == 0 => safe.extend(['\\', c]),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_end_its_row_or_become_a_link() {
        assert_eq!(escape("a|b\n[c](d) <e>"), "a\\|b \\[c\\](d) &lt;e&gt;");
        assert_eq!(escape("# FIN-WAIT-1"), "\\# FIN-WAIT-1");
    }
}
