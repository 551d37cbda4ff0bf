//! Measurements. They are no checks: what they say depends on the machine.

use crate::process::{cargo, run};
use anyhow::Result;
use clap::ValueEnum;

/// What can be measured.
#[derive(Copy, Clone, ValueEnum)]
pub enum What {
    /// Segments for a second of computing, beside smoltcp
    Engine,
}

/// Measures it, and prints a table.
pub fn measure(what: What) -> Result<()> {
    match what {
        What::Engine => run(cargo().args([
            "run",
            "--locked",
            "--release",
            "-p",
            "tcp-wire",
            "--example",
            "engine",
        ])),
    }
}
