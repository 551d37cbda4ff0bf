//! Plays many stories of our endpoint and smoltcp's:
//! `cargo run --release -p tcp-wire --example interop -- --seeds 20000`.

mod harness;

use clap::Parser;
use std::io::{self, Write};
use std::process::ExitCode;

/// Our endpoint and smoltcp's TCP socket, through a network that is cruel to both.
#[derive(Parser)]
struct Arguments {
    /// How many seeds to play.
    #[arg(long, default_value_t = 2_000)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 0)]
    from: u64,
}

fn main() -> ExitCode {
    let Arguments { seeds, from } = Arguments::parse();
    let mut segments = 0;
    let mut failed = 0;
    let say = |text: String| writeln!(io::stdout(), "{text}").expect("standard output is open");
    for seed in from..from.saturating_add(seeds) {
        match harness::play(seed) {
            Ok(sent) => segments += sent,
            Err(report) => {
                failed += 1;
                if failed == 1 {
                    say(report);
                }
            }
        }
    }
    say(format!("{seeds} stories from seed {from}: {segments} segments, {failed} failed"));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
