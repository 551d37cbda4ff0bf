//! What a search found, in words.

use std::time::Duration;
use tcp_checker::bounds::Bounds;
use tcp_checker::choice::Choice;
use tcp_checker::model::{Declared, Model};
use tcp_checker::property::Property;
use tcp_checker::replay::ReplayError;
use tcp_checker::search::Search;
use tcp_checker::world::World;
use tcp_model::state::State;
use tcp_scenarios::format::ScenarioFile;

/// What was found of a model.
pub(super) struct Outcome {
    pub(super) model: Model,
    /// The bounds are those for which the verdicts are declared.
    pub(super) own_bounds: bool,
    pub(super) worlds: usize,
    pub(super) depth: usize,
    /// Everything within the bounds was looked into.
    pub(super) complete: bool,
    pub(super) time: Duration,
    /// One for each property that is declared, in that order.
    pub(super) verdicts: Vec<Verdict>,
    /// An invariant of the engine that was broken, and a shortest way there.
    pub(super) invariant: Option<(&'static str, Way)>,
    /// The counterexample that is to be saved, if that was asked for and there is one.
    pub(super) counterexample: Option<Counterexample>,
}

/// A failure as a scenario.
pub(super) struct Counterexample {
    pub(super) property: Property,
    pub(super) scenario: Result<ScenarioFile, ReplayError>,
}

pub(super) struct Verdict {
    pub(super) declared: Declared,
    pub(super) ruling: Ruling,
}

pub(super) enum Ruling {
    Fails(Way),
    Holds,
    /// It fails in none of the worlds that were met, and there are more.
    Undecided,
}

/// A way from the beginning.
pub(super) struct Way {
    pub(super) steps: Vec<Step>,
}

/// A step in words, and the states of client and server after it.
pub(super) struct Step {
    pub(super) text: String,
    pub(super) states: [State; 2],
}

impl Outcome {
    /// What a search has found, that took this long.
    pub(super) fn of(search: &mut Search, own_bounds: bool, time: Duration) -> Outcome {
        let found = search.found();
        let model = search.model().clone();
        let mut ruling = |declared: &Declared| match found.failure(declared.property) {
            Some(failure) => Ruling::Fails(Way::told(search, &failure.steps)),
            None if found.complete => Ruling::Holds,
            None => Ruling::Undecided,
        };
        let verdict = |declared| Verdict { declared, ruling: ruling(&declared) };
        let verdicts = model.declared.iter().copied().map(verdict).collect();
        let invariant = found.invariant.map(|(broken, way)| (broken, Way::told(search, &way)));
        let (worlds, depth, complete) = (found.worlds, found.depth, found.complete);
        Outcome {
            model,
            own_bounds,
            worlds,
            depth,
            complete,
            time,
            verdicts,
            invariant,
            counterexample: None,
        }
    }

    /// A line for each verdict that is not as declared, and for what must never happen.
    pub(super) fn shortcomings(&self) -> impl Iterator<Item = String> {
        let id = self.model.id;
        let broken = self.invariant.as_ref().map(|(broken, way)| {
            format!("{id}: ENGINE INVARIANT BROKEN in {}: {broken}", steps(way.steps.len()))
        });
        let differs = self.verdicts.iter().filter(|verdict| self.differs(verdict));
        let differs = differs.map(move |Verdict { declared, ruling }| {
            let property = declared.property;
            let is = declared_word(declared.holds);
            format!("{id}: {property}: declared that it {is}, found: {}", self.words(ruling))
        });
        broken.into_iter().chain(differs)
    }

    /// The search was over before everything was looked into, as all that is declared has failed.
    pub(super) fn is_cut_short(&self) -> bool {
        let fails = |verdict: &Verdict| matches!(verdict.ruling, Ruling::Fails(_));
        !self.complete && self.verdicts.iter().all(fails)
    }

    /// Whether a verdict is other than declared. One that is not decided is: what was declared
    /// was not found.
    pub(super) fn differs(&self, verdict: &Verdict) -> bool {
        let holds = match verdict.ruling {
            Ruling::Fails(_) => Some(false),
            Ruling::Holds => Some(true),
            Ruling::Undecided => None,
        };
        self.own_bounds && holds != Some(verdict.declared.holds)
    }

    /// A verdict in words.
    pub(super) fn words(&self, ruling: &Ruling) -> String {
        match ruling {
            Ruling::Fails(way) => format!("fails in {}", steps(way.steps.len())),
            Ruling::Holds => "holds".to_owned(),
            Ruling::Undecided => format!("no failure among {} worlds so far", grouped(self.worlds)),
        }
    }

    /// The bounds of a property where they are narrower than the model's.
    pub(super) fn narrower(&self, within: &Bounds) -> Vec<(&'static str, u8)> {
        let values = within.values().into_iter().zip(self.model.bounds.values());
        let named = Bounds::names().into_iter().zip(values);
        let narrow = named.filter(|(_, (value, of_model))| value < of_model);
        narrow.map(|((name, _), (value, _))| (name, value)).collect()
    }
}

impl Way {
    fn told(search: &mut Search, choices: &[Choice]) -> Way {
        let (mut world, mut after) = (search.beginning(), World::default());
        let mut steps = Vec::new();
        for choice in choices {
            let text = search.say(&world, *choice);
            search.step(&world, *choice, &mut after);
            std::mem::swap(&mut world, &mut after);
            let states = world.ends.map(|end| search.ends().state(end));
            steps.push(Step { text, states });
        }
        Way { steps }
    }
}

/// What is declared of a property, as a verb.
pub(super) fn declared_word(holds: bool) -> &'static str {
    if holds { "holds" } else { "fails" }
}

fn steps(count: usize) -> String {
    format!("{count} {}", if count == 1 { "step" } else { "steps" })
}

/// A number that can be read: 1,234,567.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = digits[..first].to_owned();
    for group in digits.as_bytes()[first..].chunks(3) {
        if !text.is_empty() {
            text.push(',');
        }
        text.extend(group.iter().map(|digit| char::from(*digit)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of two-way within these bounds.
    fn two_way(bounds: &str, own_bounds: bool) -> Outcome {
        let model = Model::named("two-way").unwrap();
        let bounds = bounds.parse().unwrap();
        let mut search = Search::new(model.with_bounds(bounds));
        while search.advance(100) {}
        Outcome::of(&mut search, own_bounds, Duration::ZERO)
    }

    #[test]
    fn a_verdict_that_differs_is_named_unless_the_bounds_are_other() {
        let lines = |own| two_way("opens=1", own).shortcomings().collect::<Vec<_>>();
        let expected = "two-way: settles: declared that it fails, found: holds";
        assert!(lines(true).iter().any(|line| line == expected), "{:?}", lines(true));
        assert!(!lines(true).iter().any(|line| line.contains("agreement")), "{:?}", lines(true));
        assert_eq!(lines(false), [""; 0]);
    }

    #[test]
    fn a_broken_invariant_is_named_whatever_the_bounds() {
        let mut outcome = two_way("opens=1", false);
        let text = "client: OPEN active".to_owned();
        let step = Step { text, states: [State::SynSent, State::Closed] };
        outcome.invariant = Some(("SND.UNA is beyond SND.NXT", Way { steps: vec![step] }));
        let lines: Vec<String> = outcome.shortcomings().collect();
        let expected = "two-way: ENGINE INVARIANT BROKEN in 1 step: SND.UNA is beyond SND.NXT";
        assert_eq!(lines, [expected]);
        let table = super::super::table::text(&[outcome], false);
        assert!(table.contains("!!! ENGINE INVARIANT BROKEN: SND.UNA"), "{table}");
        assert!(table.contains("1  SYN-SENT     CLOSED       client: OPEN active\n"), "{table}");
    }

    #[test]
    fn digits_come_in_threes() {
        let texts = [0, 12, 999, 1000, 12_345, 1_234_567].map(grouped);
        assert_eq!(texts, ["0", "12", "999", "1,000", "12,345", "1,234,567"]);
    }
}
