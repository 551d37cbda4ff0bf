//! Measurements. They are no checks: what they say depends on the machine.

use crate::process::{cargo, run};
use anyhow::Result;
use clap::ValueEnum;

/// What can be measured.
#[derive(Copy, Clone, ValueEnum)]
pub enum What {
    /// Segments for a second of computing, beside smoltcp
    Engine,
    /// Worlds for a second of computing, and their memory, beside stateright
    Checker,
}

/// Measures it, and prints a table.
pub fn measure(what: What) -> Result<()> {
    let (package, example) = match what {
        What::Engine => ("tcp-wire", "engine"),
        What::Checker => ("tcp-checker", "peer"),
    };
    run(cargo().args(["run", "--locked", "--release", "-p", package, "--example", example]))
}
