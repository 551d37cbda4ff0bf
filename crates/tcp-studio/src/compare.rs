//! Two runs side by side on one clock: where they first differ and why, and what came of each.
//!
//! ```
//! use tcp_scenarios::catalogue::Catalogue;
//! use tcp_scenarios::prose::Lang;
//! use tcp_studio::compare::{Comparison, Outcome, Side, partners_in};
//!
//! let catalogue = Catalogue::get();
//! let wrong = catalogue.find("two-way-synack-lost").unwrap();
//! let right = catalogue.find(&partners_in(catalogue, &wrong.address)[0]).unwrap();
//! let (wrong_run, right_run) = (wrong.run(), right.run());
//! let comparison = Comparison::new(wrong, &wrong_run, right, &right_run);
//! let explanation = comparison.explain(Lang::En).unwrap();
//! assert_eq!(
//!     explanation.headline,
//!     r#"40 ms: the server is ESTABLISHED in "Two-way (wrong)", SYN-RECEIVED in "Three-way""#
//! );
//! assert_eq!(comparison.verdicts[Side::Left as usize].outcome, Outcome::Bad);
//! ```
//!
//! - [`divergence`] finds the first event at which two traces differ, and says what counts.
//! - [`explain`] words it; [`verdict`] judges each run; [`partner`] finds what to compare with.

pub mod divergence;
pub mod explain;
mod names;
pub mod partner;
#[cfg(test)]
mod tests;
pub mod verdict;

pub use divergence::{Divergence, Way};
pub use explain::Explanation;
pub use partner::{Listed, partners, partners_in};
pub use verdict::{Outcome, Sentence, Verdict};

use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;

/// One of the two runs.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The one at the left.
    Left,
    /// The one at the right.
    Right,
}

impl Side {
    /// Both, the left one first.
    pub const BOTH: [Side; 2] = [Side::Left, Side::Right];

    /// The other one.
    pub const fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

/// Two runs compared. What is there for each side is indexed by `side as usize`.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// What was run.
    pub scenarios: [&'a Scenario; 2],
    /// What happened.
    pub runs: [&'a Run; 2],
    /// Where the runs first differ; `None` if the same happens in both.
    pub divergence: Option<Divergence>,
    /// What came of each.
    pub verdicts: [Verdict; 2],
    is_change: bool,
}

impl<'a> Comparison<'a> {
    /// Compares two runs, each with the scenario that it is a run of.
    pub fn new(
        left: &'a Scenario,
        left_run: &'a Run,
        right: &'a Scenario,
        right_run: &'a Run,
    ) -> Comparison<'a> {
        let (scenarios, runs) = ([left, right], [left_run, right_run]);
        let verdicts = [Verdict::new(left, left_run), Verdict::new(right, right_run)];
        let divergence = divergence::find(scenarios, runs);
        Comparison { scenarios, runs, divergence, verdicts, is_change: false }
    }

    /// The same, where the left run is what a reader has made of the right one: so they are called.
    pub fn of_change(self) -> Comparison<'a> {
        Comparison { is_change: true, ..self }
    }
}
