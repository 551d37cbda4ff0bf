//! Every check, in order, each with its number, its time and its outcome.

use crate::figures::Compiled;
use crate::process::{cargo, find, run};
use crate::setup::{self, BROWSERS, CARGO_DENY, GECKODRIVER, NGINX, TSHARK, WEBKIT};
use crate::site::{self, Home, Shrink};
use crate::size;
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

/// One check.
struct Check {
    title: &'static str,
    needs: Needs,
    run: fn() -> Result<()>,
}

/// What a check cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// What is fetched: readers of what we write, and browsers.
    Fetched,
    /// That, and the tools that are compiled.
    Tools,
    Browser,
    /// The built site.
    Site,
    SiteAndBrowser,
}

/// How a check ended.
enum Outcome {
    Passed,
    Failed(anyhow::Error),
    LeftOut(&'static str),
}

const BUILD: &str = "build the site";

/// Those that need no tools come first: the tools are compiled meanwhile.
const CHECKS: &[Check] = &[
    Check { title: "format", needs: Needs::Nothing, run: format },
    Check { title: "lints, native crates", needs: Needs::Nothing, run: lint_native },
    Check { title: "native tests", needs: Needs::Fetched, run: test_native },
    Check { title: "licences and sources of the dependencies", needs: Needs::Tools, run: deny },
    Check { title: "lints, web", needs: Needs::Tools, run: lint_web },
    Check { title: "wasm tests in Chromium", needs: Needs::Browser, run: test_wasm },
    Check { title: BUILD, needs: Needs::Tools, run: build_site },
    Check { title: "size of the first load", needs: Needs::Site, run: size::report },
    Check {
        title: "the built site in Chromium, Firefox and WebKit",
        needs: Needs::SiteAndBrowser,
        run: test_site,
    },
];

/// Sets up what is missing, runs the checks, and fails when one of them does. All are run, so
/// that one failure does not hide the next.
pub fn run_all(with_browsers: bool) -> Result<()> {
    let started = Instant::now();
    println!("What is missing is set up while the first checks run");
    thread::scope(|scope| {
        let fetching = SetUp::Going(scope.spawn(move || fetch(with_browsers)));
        let compiling = SetUp::Going(scope.spawn(move || tools(with_browsers)));
        check_all(with_browsers, started, fetching, compiling)
    })
}

fn check_all(
    with_browsers: bool,
    started: Instant,
    mut fetching: SetUp,
    mut compiling: SetUp,
) -> Result<()> {
    let mut site_is_built = false;
    let mut ended: Vec<(&str, Outcome, Duration)> = Vec::new();
    for (number, check) in CHECKS.iter().enumerate() {
        if check.needs != Needs::Nothing {
            fetching = fetching.wait()?;
        }
        if !matches!(check.needs, Needs::Nothing | Needs::Fetched) {
            compiling = compiling.wait()?;
        }
        heading(number + 1, CHECKS.len(), check.title);
        let begun = Instant::now();
        let outcome = match obstacle(check.needs, with_browsers, site_is_built) {
            Some(obstacle) => Outcome::LeftOut(obstacle),
            None => match (check.run)() {
                Ok(()) => Outcome::Passed,
                Err(error) => Outcome::Failed(error),
            },
        };
        site_is_built |= check.title == BUILD && matches!(outcome, Outcome::Passed);
        println!("  {} after {:.1} s", outcome.word(), begun.elapsed().as_secs_f64());
        ended.push((check.title, outcome, begun.elapsed()));
    }
    summary(&ended, started.elapsed())
}

/// A part of the set-up that goes on beside the checks.
enum SetUp<'scope> {
    Going(ScopedJoinHandle<'scope, Result<()>>),
    Done,
}

impl SetUp<'_> {
    fn wait(self) -> Result<Self> {
        if let SetUp::Going(thread) = self {
            let ended = thread.join().expect("setting up does not panic");
            ended.context("set-up failed; nothing more was checked")?;
        }
        Ok(SetUp::Done)
    }
}

fn obstacle(needs: Needs, with_browsers: bool, site_is_built: bool) -> Option<&'static str> {
    let browser = matches!(needs, Needs::Browser | Needs::SiteAndBrowser);
    let site = matches!(needs, Needs::Site | Needs::SiteAndBrowser);
    match () {
        () if browser && !with_browsers => Some("--no-browser"),
        () if site && !site_is_built => Some("the site was not built"),
        () => None,
    }
}

fn tools(with_browsers: bool) -> Result<()> {
    setup::site_tools()?;
    CARGO_DENY.ensure()?;
    if with_browsers {
        GECKODRIVER.ensure()?;
    }
    Ok(())
}

fn fetch(with_browsers: bool) -> Result<()> {
    setup::ensure(setup::NODE, "cargo test passes over what is read with tools from npm.")?;
    setup::node_tools()?;
    setup::ensure(TSHARK, "cargo test runs every native test but those that need it.")?;
    if with_browsers {
        setup::ensure(BROWSERS, "cargo xtask test --no-browser runs every check that needs none.")?;
        for (name, packages) in [("WebKitGTK", WEBKIT), ("nginx", NGINX)] {
            if !setup::is_there(packages) {
                println!("  {name} is not there: the tests in it are passed over");
            }
        }
    }
    Ok(())
}

fn format() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn deny() -> Result<()> {
    run(cargo().args(["fetch", "--locked", "--quiet"]))?;
    let offline = ["deny", "--offline", "--locked", "check", "licenses", "bans", "sources"];
    run(cargo().args(offline))
}

fn lint_native() -> Result<()> {
    let scope = ["--workspace", "--exclude", "web", "--all-targets", "--all-features"];
    run(cargo().args(["clippy", "--locked"]).args(scope).args(["--", "-D", "warnings"]))
}

fn lint_web() -> Result<()> {
    let scope = ["--target", setup::WASM, "--all-targets", "--", "-D", "warnings"];
    let lint =
        |packages: &[&str]| run(cargo().args(["clippy", "--locked"]).args(packages).args(scope));
    lint(&["-p", "web", "-p", "proof", "-p", "studio", "-p", "own"])?;
    // With the player that is embedded the page's library is another one.
    lint(&["-p", "web", "-p", "embed"])
}

/// With every feature: tests behind one that is off would be passed over in silence.
fn test_native() -> Result<()> {
    run(readers_required(cargo().args(["test", "--locked", "--no-fail-fast", "--all-features"])))
}

/// Tests that need tshark or Mermaid would be passed over in silence too, if they were not required.
fn readers_required(test: &mut Command) -> &mut Command {
    test.env("REQUIRE_TSHARK", "1").env("REQUIRE_MERMAID", "1")
}

fn test_wasm() -> Result<()> {
    // The traces are the same in wasm as natively; the page mounts.
    run(&mut wasm_test(&["-p", "tcp-scenarios", "--test", "traces", "--all-features"])?)?;
    run(&mut wasm_test(&["-p", "web"])?)
}

fn wasm_test(scope: &[&str]) -> Result<Command> {
    let driver = find("chromedriver").context("chromedriver is not on the path")?;
    let mut test = cargo();
    test.args(["test", "--locked", "--target", setup::WASM]).args(scope);
    // With GECKODRIVER set the runner would take Firefox.
    test.env("CHROMEDRIVER", driver).env_remove("GECKODRIVER");
    Ok(test)
}

/// The tests of the built site are compiled meanwhile, where they can be run.
fn build_site() -> Result<()> {
    let home = Home::default();
    site::build_beside(Shrink::Required, Compiled::AsForTests, &home, || {
        if setup::is_there(BROWSERS) {
            // What is wrong with them is said where they run.
            run(site_tests().args(["--no-run", "--quiet"])).ok();
        }
    })
}

fn site_tests() -> Command {
    let mut test = cargo();
    test.args(["test", "--locked", "--no-fail-fast", "-p", "e2e"]);
    test
}

fn test_site() -> Result<()> {
    let mut test = site_tests();
    for (required, packages) in [("REQUIRE_WEBKIT", WEBKIT), ("REQUIRE_NGINX", NGINX)] {
        if setup::is_there(packages) {
            test.env(required, "1");
        }
    }
    run(readers_required(&mut test))
}

fn heading(number: usize, of: usize, title: &str) {
    println!("\n[{number}/{of}] {title}");
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "FAILED",
            Self::LeftOut(_) => "left out",
        }
    }
}

fn summary(ended: &[(&str, Outcome, Duration)], total: Duration) -> Result<()> {
    println!("\nSummary, {:.0} s in all", total.as_secs_f64());
    for (title, outcome, time) in ended {
        let more = match outcome {
            Outcome::Passed => String::new(),
            Outcome::Failed(error) => format!(": {error:#}"),
            Outcome::LeftOut(obstacle) => format!(": {obstacle}"),
        };
        println!("  {:8} {:>6.1} s  {title}{more}", outcome.word(), time.as_secs_f64());
    }
    let failed = ended.iter().filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_)));
    match failed.count() {
        0 => Ok(()),
        1 => bail!("1 check failed"),
        several => bail!("{several} checks failed"),
    }
}
