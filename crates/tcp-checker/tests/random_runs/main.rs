//! Runs by chance, held against what the checker says. They are made by the simulator and judged
//! by their record: nothing of the checker's choices, steps or properties has a part in it, so
//! that what it leaves out can be missed.
//!
//! `RANDOM_RUNS=100000 cargo test -p tcp-checker --test random_runs -- --nocapture` makes more
//! runs of each model, and says how many there were and what they broke.

mod dice;
mod look;
mod setup;
mod time;
mod used;

use dice::Dice;
use std::collections::BTreeMap;
use std::env;
use std::io::{self, Write};
use tcp_checker::bounds::Bounds;
use tcp_checker::model::{Declared, Model};
use tcp_checker::property::Property;
use tcp_model::knobs::SynCookies;
use tcp_model::sim::simulate;
use used::Used;

/// What one run of a few hundred breaks, or more.
const OFTEN: [(&str, Property); 7] = [
    ("two-way", Property::Agreement),
    ("two-way", Property::Settles),
    ("four-way", Property::Agreement),
    ("syn-cookies", Property::Agreement),
    ("time-wait-assassination", Property::CleanClose),
    ("rfc5961-off", Property::Settles),
    ("crash-reboot-isn-fixed", Property::Heals),
];

/// Runs of each model.
fn runs(usually: u64) -> u64 {
    asked_for().unwrap_or(usually)
}

fn asked_for() -> Option<u64> {
    env::var("RANDOM_RUNS").ok()?.parse().ok()
}

/// Says something to whoever has asked for more runs.
fn tell(text: &str) {
    if asked_for().is_some() {
        writeln!(io::stdout(), "{text}").expect("somebody listens");
    }
}

/// What the runs of a model came to.
#[derive(Default)]
struct Came {
    /// Those within its bounds.
    within: u64,
    /// How many broke a property; where something was called that the model does not have called
    /// there, what.
    broken: BTreeMap<(Property, &'static str), u64>,
    /// The first run that broke what is said to hold.
    wrong: Option<(u64, Property)>,
}

impl Came {
    fn of(model: &Model, runs: u64) -> Came {
        let mut came = Came::default();
        (0..runs).for_each(|number| came.judge(model, number));
        came
    }

    fn judge(&mut self, model: &Model, number: u64) {
        let run = simulate(&setup::chance(model, &mut Dice::new(model.id, number)));
        let used = Used::by(&run, model);
        if run.cut_off || !used.is_within(&model.bounds) {
            return;
        }
        self.within += 1;
        for Declared { property, holds, within } in &model.declared {
            if used.is_within(within) && property.violation(&run, &model.knobs).is_some() {
                let unlike = used.unlike(model);
                *self.broken.entry((*property, unlike.unwrap_or_default())).or_default() += 1;
                if *holds && unlike.is_none() {
                    self.wrong.get_or_insert((number, *property));
                }
            }
        }
    }
}

#[test]
fn what_is_said_to_hold_is_broken_by_no_run() {
    for model in Model::all() {
        let came = Came::of(&model, runs(2000));
        let Came { within, broken, wrong } = &came;
        tell(&format!("{}: {within} runs within its bounds broke {broken:?}", model.id));
        assert_eq!(*wrong, None, "{}", model.id);
    }
}

/// The runs are cruel enough: what fails often is seen to.
#[test]
fn what_is_said_to_fail_is_broken_by_some_runs() {
    for (id, property) in OFTEN {
        let model = Model::named(id).expect("a model");
        assert!(model.declared(property).is_some_and(|declared| !declared.holds));
        let broken = Came::of(&model, runs(2000)).broken;
        assert!(broken.contains_key(&(property, "")), "{id}: {property}");
    }
}

/// With SYN cookies the simulator has a listening socket, which goes on listening when a connection
/// is over; the checker has one connection that must be opened again.
fn listens_on(model: &Model) -> bool {
    model.knobs.server.syn_cookies != SynCookies::Off
}

/// One connection, one loss, one copy: everything that is seen of both ends and of the network
/// after each thing that happens in a run is seen in a world of the checker.
#[test]
fn every_run_passes_through_worlds_of_the_checker_only() {
    let small = Bounds { opens: 1, losses: 1, duplicates: 1, early_timeouts: 1, ..Bounds::NONE };
    for model in Model::all().into_iter().filter(|model| !listens_on(model)) {
        let bounds = model.bounds.and(small);
        let model = model.with_bounds(bounds);
        let known = look::of_the_checker(&model);
        let mut within = 0;
        for number in 0..runs(1000) {
            let setup = setup::chance(&model, &mut Dice::new(model.id, number));
            let run = simulate(&setup);
            let used = Used::by(&run, &model);
            if used.slow || used.unlike(&model).is_some() || !used.is_within(&model.bounds) {
                continue;
            }
            within += 1;
            for (place, look) in look::of_a_run(&run, &model).into_iter().enumerate() {
                assert!(known.contains(&look), "{} run {number}, beat {place}: {look:?}", model.id);
            }
        }
        tell(&format!("{}: {within} runs within {bounds}, {} looks", model.id, known.len()));
    }
}
