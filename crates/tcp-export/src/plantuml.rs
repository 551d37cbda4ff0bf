//! A run as a PlantUML sequence diagram.

use crate::Options;
use crate::diagram::{Step, has_attacker, steps};
use crate::mermaid::headlines;
use crate::words::{changed_in_short, party};
use tcp_model::host::{Host, Party};
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;

/// The diagram, its lines ended by line feeds.
pub fn plantuml(scenario: &Scenario, run: &Run, options: &Options) -> String {
    let lang = options.lang;
    let title = escape(scenario.question.get(lang));
    let mut text = format!("@startuml\nhide footbox\nskinparam shadowing false\ntitle {title}\n");
    let attacker = has_attacker(run).then_some(Party::Attacker);
    for lane in [Some(Party::Client), attacker, Some(Party::Server)].into_iter().flatten() {
        text.push_str(&format!("participant \"{}\" as {}\n", party(lane, lang), id(lane)));
    }
    if let Some(words) = changed_in_short(options) {
        text.push_str(&format!("{}\n", line(&Step::Over { words })));
    }
    for step in steps(run, &headlines(scenario, run, options), lang) {
        text.push_str(&line(&step));
        text.push('\n');
    }
    text.push_str("@enduml\n");
    text
}

fn line(step: &Step) -> String {
    match step {
        Step::Arrow { from, to, arrives, words } => {
            let arrow = if *arrives { "->" } else { "-->x" };
            format!("{} {arrow} {} : {}", id(*from), id(*to), escape(words))
        }
        Step::Note { host: Host::Client, words } => format!("note left of C : {}", escape(words)),
        Step::Note { host: Host::Server, words } => format!("note right of S : {}", escape(words)),
        Step::Over { words } => format!("note over C, S : {}", escape(words)),
        Step::Idle { words } => format!("...{}...", escape(words)),
    }
}

const fn id(party: Party) -> &'static str {
    match party {
        Party::Client => "C",
        Party::Server => "S",
        Party::Attacker => "A",
    }
}

/// Words as nothing but words: what Creole or the preprocessor would see in them is written as a
/// character by number.
fn escape(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    let mut before = ' ';
    for c in words.chars() {
        match c {
            '\\' | '<' | '>' | '~' | '*' | '_' | '"' | '%' | '|' | '[' | ']' | '$' | '#' => {
                safe.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            // Two of them are markup, or the end of a delay.
            '/' | '-' | '.' | '\'' if before == c => {
                safe.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
        before = c;
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_markup() {
        assert_eq!(escape("a//b --c \\n"), "a/<U+002F>b -<U+002D>c <U+005C>n");
        assert_eq!(escape("FIN-WAIT-1"), "FIN-WAIT-1");
    }
}
