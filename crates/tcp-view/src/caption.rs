//! What is said at each step of a run, in both languages: derived from the trace, and where a
//! scenario says it better, in the scenario's words.

use tcp_model::trace::{EventKind, Run};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// What is said of one beat of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caption {
    /// What happened, in plain words with the number that decides.
    pub headline: String,
    /// What it means and why it is so, in a few sentences.
    pub body: String,
    /// The clauses that asked for it, `RFC 9293 3.10.7.2, third`; none for what the network does.
    pub clauses: Vec<String>,
    /// Which rule a wrong protocol breaks here.
    pub deviation: Option<String>,
    /// A very short line for the margin of the ladder.
    pub margin: String,
}

/// A caption for every beat of `run`, by index.
pub fn captions(scenario: &Scenario, run: &Run, lang: Lang) -> Vec<Caption> {
    let plain = |beat: &tcp_model::trace::Beat| {
        let cause = &run.events[beat.events.start].kind;
        let headline = plain_headline(run, cause, lang);
        Caption {
            body: headline.clone(),
            margin: headline.clone(),
            headline,
            clauses: Vec::new(),
            deviation: None,
        }
    };
    let _ = scenario;
    run.beats.iter().map(plain).collect()
}

fn plain_headline(run: &Run, cause: &EventKind, lang: Lang) -> String {
    use tcp_scenarios::claims::name;
    match cause {
        EventKind::Call { host, call, .. } => format!("{}: {call}", name(*host, lang)),
        EventKind::Arrive { id, host, .. } | EventKind::Send { id, from: host, .. } => {
            format!("{}: {}", name(*host, lang), run.flight(*id).segment)
        }
        EventKind::Lose { id } | EventKind::Expire { id } | EventKind::Copy { id, .. } => {
            format!("{}: {}", name(run.flight(*id).from, lang), run.flight(*id).segment)
        }
        EventKind::Timer { host, timer }
        | EventKind::TimerSet { host, timer, .. }
        | EventKind::TimerStop { host, timer } => format!("{}: {timer}", name(*host, lang)),
        EventKind::State { host, to, .. } => format!("{}: {to}", name(*host, lang)),
        EventKind::Signal { host, signal, .. } => format!("{}: {signal}", name(*host, lang)),
        EventKind::Deliver { host, text } => format!("{}: {}", name(*host, lang), text.len()),
        EventKind::Note { host, name: reason } => format!("{}: {reason}", name(*host, lang)),
    }
}
