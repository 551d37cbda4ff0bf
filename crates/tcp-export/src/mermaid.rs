//! A run as a Mermaid `sequenceDiagram`.

use crate::Options;
use crate::diagram::{Step, has_attacker, steps};
use crate::words::{changed_in_short, party};
use tcp_model::host::{Host, Party};
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;

/// The diagram, its lines ended by line feeds.
pub fn mermaid(scenario: &Scenario, run: &Run, options: &Options) -> String {
    let lang = options.lang;
    let mut text = format!("sequenceDiagram\n    title {}\n", escape(scenario.question.get(lang)));
    let attacker = has_attacker(run).then_some(Party::Attacker);
    for lane in [Some(Party::Client), attacker, Some(Party::Server)].into_iter().flatten() {
        text.push_str(&format!("    participant {} as {}\n", id(lane), party(lane, lang)));
    }
    if let Some(words) = changed_in_short(options) {
        text.push_str(&format!("    {}\n", line(&Step::Over { words })));
    }
    for step in steps(run, &headlines(scenario, run, options), lang) {
        text.push_str(&format!("    {}\n", line(&step)));
    }
    text
}

/// The headline of each beat if captions are asked for.
pub(crate) fn headlines(scenario: &Scenario, run: &Run, options: &Options) -> Vec<String> {
    if !options.captions {
        return Vec::new();
    }
    let captions = captions(scenario, run, options.lang).into_iter();
    captions.map(|caption| caption.headline).collect()
}

fn line(step: &Step) -> String {
    match step {
        Step::Arrow { from, to, arrives, words } => {
            let arrow = if *arrives { "->>" } else { "--x" };
            format!("{}{arrow}{}: {}", id(*from), id(*to), escape(words))
        }
        Step::Note { host: Host::Client, words } => format!("Note left of C: {}", escape(words)),
        Step::Note { host: Host::Server, words } => format!("Note right of S: {}", escape(words)),
        Step::Over { words } => format!("Note over C,S: {}", escape(words)),
        Step::Idle { words } => format!("Note over C,S: … {} …", escape(words)),
    }
}

const fn id(party: Party) -> &'static str {
    match party {
        Party::Client => "C",
        Party::Server => "S",
        Party::Attacker => "A",
    }
}

/// Words as nothing but words: what would end a statement, begin a comment, an entity, a formula
/// or an element is written as an entity of Mermaid's own.
fn escape(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            ';' | '#' | ':' | '"' | '<' | '>' | '&' | '%' | '{' | '}' | '$' | '`' | '\\' => {
                safe.push_str(&format!("#{};", u32::from(c)));
            }
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
    fn words_cannot_end_their_statement() {
        assert_eq!(escape("a; b # c: \"d\"\ne"), "a#59; b #35; c#58; #34;d#34; e");
    }
}
