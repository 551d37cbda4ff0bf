//! What is said at each step of a run, in both languages: derived from the trace, and where a
//! scenario says it better, in the scenario's words.
//!
//! - [`facts`] is what there is to say of a beat; [`choose`] finds the [`plot`] that it follows,
//!   [`asides`] what is worth adding, [`rules`] the clauses.
//! - [`past`] is what earlier beats have left behind.
//! - [`words`] has the templates of each language, and [`values`] fills them in.
//! - [`own`] finds the beats that a scenario has captions for.

mod asides;
mod choose;
mod facts;
mod own;
mod past;
mod plot;
mod rules;
#[cfg(test)]
mod tests;
mod values;
mod words;

use facts::Facts;
use past::History;
use tcp_model::trace::Run;
use tcp_scenarios::format::Caption as Written;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
#[cfg(feature = "words")]
use words::Entry;

pub(crate) use values::bytes;
pub(crate) use values::fill;
pub use values::{flow, segment_in_words};
pub use words::{error, lexicon, signal};

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
    /// Whether the scenario has words of its own here: a moment worth stopping at.
    pub written: bool,
}

/// A caption for every beat of `run`, by index.
pub fn captions(scenario: &Scenario, run: &Run, lang: Lang) -> Vec<Caption> {
    let placed = own::place(&scenario.captions, run);
    let mut all = Vec::with_capacity(run.beats.len());
    each_beat(scenario, run, |facts| {
        let mut caption = derive(facts, lang);
        if let Some(own) = placed[all.len()] {
            (caption.headline, caption.body) = own.words(facts, lang);
            caption.written = true;
        }
        all.push(caption);
    });
    all
}

/// Those of a scenario's captions that belong to beats of a run that are `wanted`, by index.
pub fn of_beats<'a>(
    captions: &'a [Written],
    run: &Run,
    wanted: impl Fn(usize) -> bool,
) -> Vec<&'a Written> {
    let placed = own::place(captions, run);
    let chosen = || placed.iter().enumerate().filter(|(beat, _)| wanted(*beat));
    let is_chosen = |caption| chosen().any(|(_, placed)| placed.is_some_and(|it| it.is(caption)));
    captions.iter().filter(|caption| is_chosen(caption)).collect()
}

/// Tells of each beat of a run what there is to say of it.
fn each_beat(scenario: &Scenario, run: &Run, mut tell: impl FnMut(&Facts<'_>)) {
    let mut history = History::default();
    let mut before = run.start;
    for beat in &run.beats {
        tell(&Facts::new(run, beat, before, scenario.setup().delay, &history));
        history.pass(run, beat);
        before = beat.status;
    }
}

/// Tells which words the run of a scenario needs.
#[cfg(feature = "words")]
fn entries(scenario: &Scenario, mut tell: impl FnMut(Entry)) {
    each_beat(scenario, &scenario.run(), |facts| {
        let plot = choose::plot(facts);
        tell(Entry::Plot(plot));
        asides::asides(facts, plot).into_iter().for_each(|aside| tell(Entry::Aside(aside)));
        rules::broken(facts).into_iter().for_each(|rule| tell(Entry::Broken(rule)));
    });
}

/// The caption that the trace alone gives.
fn derive(f: &Facts<'_>, lang: Lang) -> Caption {
    let fill = |template: &str| values::fill(template, &|key| values::value(f, lang, key));
    let plot = choose::plot(f);
    let words = words::of(plot, lang);
    let mut body = fill(words.body);
    for aside in asides::asides(f, plot) {
        // Chinese sentences follow each other without a space.
        if lang == Lang::En {
            body.push(' ');
        }
        body.push_str(&fill(words::aside(aside, lang)));
    }
    let which = values::flow(f.flow, lang);
    Caption {
        headline: [&*which, &*fill(words.headline)].concat(),
        body,
        clauses: rules::clauses(f),
        deviation: rules::broken(f).map(|rule| fill(words::broken(rule, lang))),
        margin: fill(words.margin),
        written: false,
    }
}

/// With its first letter in upper case, where it has one: the names of hosts need no more than
/// ASCII, and the tables for the rest of the world are large.
fn capitalised(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}
