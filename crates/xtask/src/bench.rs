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
    /// Frames a second while a long run plays in a slowed Chromium; needs `dist/`
    Animation,
    /// Drawing 50, 500 and 5,000 messages in Chromium, beside mermaid; needs `dist/`
    Diagram,
    /// The first load over a slow line, beside a minimal Yew app, mermaid and asciinema-player; needs
    /// `dist/`
    FirstLoad,
}

/// Measures it, and prints a table.
pub fn measure(what: What) -> Result<()> {
    let (package, example) = match what {
        What::Engine => ("tcp-wire", "engine"),
        What::Checker => ("tcp-checker", "peer"),
        // What is measured runs in a browser, and was built for release there.
        What::Animation => return in_browser("animation"),
        What::Diagram => return in_browser("diagram"),
        What::FirstLoad => {
            crate::site::minimal(&crate::root().join("target/minimal"))?;
            return in_browser("first_load");
        }
    };
    run(cargo().args(["run", "--locked", "--release", "-p", package, "--example", example]))
}

fn in_browser(example: &str) -> Result<()> {
    run(cargo().args(["run", "--locked", "-p", "e2e", "--example", example]))
}
