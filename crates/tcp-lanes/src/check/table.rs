//! Outcomes for a terminal: for each model a line, below it one for each property.

use super::result::{Outcome, Ruling, Verdict, Way, declared_word, grouped};

/// What the mark behind bounds says.
const OTHER_BOUNDS: &str = "* not the model's own bounds: what it declares is not promised there\n";

/// The outcomes as a table; if they are to be told, each failure step by step below it.
pub(super) fn text(outcomes: &[Outcome], told: bool) -> String {
    let heads = ["model", "worlds", "depth", "time", "bounds"];
    let mut text = row(heads.map(str::to_owned));
    for outcome in outcomes {
        text.push_str(&head(outcome));
        text.push_str(note(outcome));
        outcome.verdicts.iter().for_each(|verdict| text.push_str(&line(outcome, verdict)));
        text.push_str(&broken(outcome));
    }
    if outcomes.iter().any(|outcome| !outcome.own_bounds) {
        text.push_str(OTHER_BOUNDS);
    }
    if told {
        outcomes.iter().for_each(|outcome| text.push_str(&failures(outcome)));
    }
    text
}

fn row([model, worlds, depth, time, bounds]: [String; 5]) -> String {
    format!("{model:<24} {worlds:>11} {depth:>6} {time:>8}  {bounds}\n")
}

fn head(outcome: &Outcome) -> String {
    let Outcome { model, worlds, depth, time, .. } = outcome;
    let time = format!("{:.1} s", time.as_secs_f64());
    let mark = if outcome.own_bounds { "" } else { " *" };
    let bounds = format!("{}{mark}", model.bounds);
    row([model.id.to_owned(), grouped(*worlds), depth.to_string(), time, bounds])
}

/// Whether everything was looked into, where it was not.
fn note(outcome: &Outcome) -> &'static str {
    match (outcome.complete, outcome.is_cut_short()) {
        (true, _) => "",
        (false, true) => "  (over when all that is declared had failed: there are more worlds)\n",
        (false, false) => "  (not complete: there are more worlds within the bounds)\n",
    }
}

fn line(outcome: &Outcome, verdict: &Verdict) -> String {
    let Verdict { declared, ruling } = verdict;
    let mut line = format!("  {:<22} {}", declared.property, outcome.words(ruling));
    let narrower = outcome.narrower(&declared.within);
    if !narrower.is_empty() {
        let parts: Vec<String> = narrower.iter().map(|(name, v)| format!("{name}={v}")).collect();
        line.push_str(&format!(" within {}", parts.join(",")));
    }
    if outcome.differs(verdict) {
        line.push_str(&format!("  <-- declared: {}", declared_word(declared.holds)));
    }
    format!("{line}\n")
}

fn broken(outcome: &Outcome) -> String {
    outcome.invariant.as_ref().map_or_else(String::new, |(broken, way)| {
        format!("  !!! ENGINE INVARIANT BROKEN: {broken}\n{}", steps(way))
    })
}

fn failures(outcome: &Outcome) -> String {
    let mut text = String::new();
    for Verdict { declared, ruling } in &outcome.verdicts {
        match ruling {
            Ruling::Fails(way) => {
                let (property, words) = (declared.property, outcome.words(ruling));
                text.push_str(&format!("\n{property} {words}:\n{}", steps(way)));
            }
            Ruling::Holds | Ruling::Undecided => (),
        }
    }
    text
}

/// The steps of a way: its number, the states of client and server after it, what happens.
fn steps(way: &Way) -> String {
    let mut text = format!("   {:>3}  {:<12} {:<12}\n", "", "client", "server");
    for (place, step) in way.steps.iter().enumerate() {
        let [client, server] = step.states;
        let number = place + 1;
        text.push_str(&format!("   {number:>3}  {client:<12} {server:<12} {}\n", step.text));
    }
    text
}
