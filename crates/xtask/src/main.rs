//! `cargo xtask <command>`: see `cargo xtask help`.

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::figures::Compiled;
use xtask::site;

/// Sets up, serves, builds, measures and tests TCP Lanes.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site, serve it on this machine, and build again when a source file changes
    Serve {
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Build the release site into dist/
    Build(xtask::site::Home),
    /// Make the package for npm of dist/ in target/npm/, ready to be published
    Package,
    /// Build posts with players in them with Hexo, Jekyll, Hugo, mdBook, VitePress and Docusaurus, as
    /// far as they are on this machine, and check that the players come through
    Blogs {
        /// First install those that npm and cargo have
        #[arg(long)]
        install: bool,
    },
    /// Report the size of the first load; fails when it is over the budget
    Size,
    /// Measure something; quietest when the machine does nothing else
    Bench {
        /// What to measure
        what: xtask::bench::What,
    },
    /// Run every check: format, lints, tests, site, size, browsers
    Test {
        /// Leave out what needs a browser or its driver
        #[arg(long)]
        no_browser: bool,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve { port } => xtask::serve::serve(port),
        Command::Build(home) => site::build(site::Shrink::Required, Compiled::Alone, &home),
        Command::Package => xtask::package::package(),
        Command::Blogs { install } => xtask::blogs::try_all(install),
        Command::Size => xtask::size::report(),
        Command::Bench { what } => xtask::bench::measure(what),
        Command::Test { no_browser } => xtask::checks::run_all(!no_browser),
    };
    // Not by returning the error: its form for programmers may carry a page of stack frames.
    if let Err(error) = done {
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
