//! Questions about a run, made from what happened in it: before an event of interest the player
//! stops and asks what comes next.
//!
//! - [`questions`] makes them; a [`Score`] says what came of them.
//! - [`interview`] draws some of the questions of several scenarios.
//! - The modules `flags`, `numbers`, `states`, `verdicts` and `timers` each make questions of one
//!   kind about a `moment`; `choose` picks those worth asking.

mod choose;
mod dice;
mod draft;
mod flags;
mod interview;
mod moment;
mod numbers;
mod score;
mod states;
#[cfg(test)]
mod tests;
mod timers;
mod verdicts;
mod words;

pub use interview::interview;
pub use score::Score;

use tcp_model::host::Host;
use tcp_model::trace::{Run, SegmentId};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;

/// What a question asks for.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// The control bits of what is sent.
    Flags,
    /// The acknowledgment number of what is sent.
    Ack,
    /// The sequence number of what is sent.
    Seq,
    /// The state that follows.
    State,
    /// Whether a segment is accepted, and how it is answered.
    Verdict,
    /// Who sends next, and why.
    Next,
    /// What a timer brings about, or how long it runs.
    Timer,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] =
        [Kind::Flags, Kind::Ack, Kind::Seq, Kind::State, Kind::Verdict, Kind::Next, Kind::Timer];
}

/// A question about a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The index of the beat that answers it: the player stops when it has shown the `before`
    /// beats that come earlier.
    pub before: usize,
    /// What it asks for.
    pub kind: Kind,
    /// The situation and the question.
    pub prompt: String,
    /// Three or four answers, exactly one of them right.
    pub choices: Vec<Choice>,
    /// Why the right one is right.
    pub answer: Explanation,
    /// The segment that it is about: one that the reader has seen.
    pub about: Option<SegmentId>,
    /// The end that it is about.
    pub host: Host,
}

/// An answer to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Whether it is what happens.
    pub right: bool,
    /// Why it is not, in a sentence; `None` for the right one.
    pub why_wrong: Option<String>,
}

/// Why an answer is right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// What happens, and why.
    pub text: String,
    /// The clause that asks for it, `RFC 9293 3.10.7.2, third`.
    pub clause: Option<String>,
    /// Which rule a wrong protocol breaks here.
    pub deviation: Option<String>,
}

/// The questions about a run of `scenario`, in the order of the events that answer them, at most
/// one for each beat.
pub fn questions(scenario: &Scenario, run: &Run, lang: Lang) -> Vec<Question> {
    let captions = captions(scenario, run, lang);
    let moments = moment::moments(scenario, run);
    let chosen = choose::choose(&moments, lang);
    let question = |(at, draft): (usize, draft::Draft)| {
        let moment = &moments[at];
        draft.question(moment, &captions[moment.index], &scenario.address, lang)
    };
    chosen.into_iter().map(question).collect()
}
