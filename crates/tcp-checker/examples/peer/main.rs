//! Our search beside stateright's, over the same steps in the same run: `cargo xtask bench
//! checker`.
//!
//! Each contender explores all worlds of a model, in a process of its own, so that its memory is
//! its alone. They take turns; a ratio is of one round. The worlds must be as many. Ours are kept
//! exactly, of stateright's a fingerprint of 64 bits.

mod measured;
mod theirs;

use measured::{Gauge, Measured};
use std::env;
use std::io::{self, Write};
use std::process::Command;
use tcp_checker::model::Model;
use tcp_checker::search;

/// How often everybody takes a turn.
const ROUNDS: usize = 7;

/// What is explored: a model, and bounds within which it has more than a million worlds.
const WORK: [(&str, &str); 3] = [
    ("two-way", "opens=2,sends=1,losses=2,duplicates=2,aborts=1,early_timeouts=1"),
    ("three-way", "opens=2,sends=1,losses=1,duplicates=1,aborts=1,early_timeouts=1"),
    ("life-cycle", "opens=1,sends=1,closes=1,losses=1,aborts=1"),
];

/// Explores all worlds of a model, and says what that took.
type Explore = fn(Model) -> Measured;

const CONTENDERS: [(&str, Explore); 2] = [("tcp-checker", ours), ("stateright", theirs::explore)];

fn ours(model: Model) -> Measured {
    let gauge = Gauge::new();
    let search = search::explore(model);
    gauge.read(search.store().len())
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [contender, id, bounds] => take_turn(contender, id, bounds),
        _ => WORK.iter().try_for_each(|(id, bounds)| compare(id, bounds)),
    }
}

/// What a process of one contender does.
fn take_turn(contender: &str, id: &str, bounds: &str) -> io::Result<()> {
    let model = Model::named(id).ok_or(io::ErrorKind::NotFound)?;
    let bounds = bounds.parse().map_err(io::Error::other)?;
    let (_, explore) =
        CONTENDERS.iter().find(|(name, _)| *name == contender).ok_or(io::ErrorKind::NotFound)?;
    explore(model.with_bounds(bounds)).print(&mut io::stdout())
}

fn in_a_process(contender: &str, id: &str, bounds: &str) -> io::Result<Measured> {
    let child = Command::new(env::current_exe()?).args([contender, id, bounds]).output()?;
    Measured::parse(&String::from_utf8_lossy(&child.stdout))
        .ok_or_else(|| io::Error::other(format!("{contender} has failed on {id}")))
}

fn compare(id: &str, bounds: &str) -> io::Result<()> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let [ours, theirs] = CONTENDERS.map(|(name, _)| in_a_process(name, id, bounds));
        let (ours, theirs) = (ours?, theirs?);
        assert_eq!(ours.worlds, theirs.worlds, "everybody does the same work");
        assert!(ours.worlds >= 1_000_000, "it is worth measuring");
        rounds.push([ours, theirs]);
    }
    report(id, bounds, &rounds)
}

/// Medians over the rounds; of the ratios also the half that lies around it.
fn report(id: &str, bounds: &str, rounds: &[[Measured; 2]]) -> io::Result<()> {
    let out = &mut io::stdout();
    writeln!(out, "{id}, {bounds}: {} worlds, {ROUNDS} rounds", rounds[0][0].worlds)?;
    for (place, (name, _)) in CONTENDERS.iter().enumerate() {
        let of = |quantity: fn(&Measured) -> f64| {
            rounds.iter().map(|round| quantity(&round[place])).collect()
        };
        let rate =
            quantile(of(|measured| measured.worlds as f64 * 100.0 / measured.ticks as f64), 50);
        let peak = quantile(of(|measured| measured.peak as f64 / 1024.0), 50);
        writeln!(out, "  {name:12} {rate:>12.0} worlds/CPU s {peak:>8.0} MB at its peak")?;
    }
    let ratios = |quantity: fn(&Measured) -> f64| {
        let of_round = move |[ours, theirs]: &[Measured; 2]| quantity(theirs) / quantity(ours);
        let ratios: Vec<f64> = rounds.iter().map(of_round).collect();
        [50, 25, 75].map(|percent| quantile(ratios.clone(), percent))
    };
    let [speed, low, high] = ratios(|measured| measured.ticks as f64);
    writeln!(out, "  {speed:.2} ({low:.2} to {high:.2}) times as fast")?;
    let [memory, low, high] = ratios(|measured| measured.peak as f64);
    writeln!(out, "  stateright needs {memory:.2} ({low:.2} to {high:.2}) times as much memory")
}

fn quantile(mut numbers: Vec<f64>, percent: usize) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[(numbers.len() - 1) * percent / 100]
}
