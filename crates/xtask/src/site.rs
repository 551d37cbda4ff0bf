//! The release site: figures, app, shrinking, static pages, and then all of it at once into `dist/`.

use crate::figures::{self, Compiled, Made};
use crate::process::{cargo, command, find, read, run};
use crate::{beside, dist, embed, root, setup, shrink};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// What to do on a machine without npm, which only the shrinking needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shrink {
    /// Fail, and say how to get it.
    Required,
    /// Say so, and leave the files as large as they are.
    IfPossible,
}

/// What the static pages say of themselves. Without it they have no pictures for previews, no feeds
/// and no map, all of which need absolute addresses.
#[derive(clap::Args, Clone, Default, Debug)]
pub struct Home {
    /// Where the site will be, such as https://example.org/tcp/: for previews, feeds and search
    /// engines
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The day of the last change, such as 2026-11-28: for feeds
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
}

/// Builds `dist/`. The site that was there is replaced only by a complete one.
pub fn build(shrink: Shrink, compiled: Compiled, home: &Home) -> Result<()> {
    build_beside(shrink, compiled, home, || ())
}

/// The same, with something else that goes on while its programs are compiled, which uses one processor for
/// most of the time and folders of cargo's that nothing else uses then.
pub fn build_beside(
    shrink: Shrink,
    compiled: Compiled,
    home: &Home,
    other: impl FnOnce() + Send,
) -> Result<()> {
    setup::site_tools()?;
    let shrinks = prepare_shrinking(shrink)?;
    run(cargo().args(["fetch", "--locked", "--quiet"]))
        .and_then(|()| setup::fetch_std())
        .context("the dependencies could not be fetched; this needs the network once")?;
    let made = figures::make(compiled)?;
    // Everything was fetched: from here on nothing may go to the network.
    let staged = root().join("target/trunk");
    thread::scope(|scope| {
        scope.spawn(other);
        compile(&staged, shrinks)
    })?;
    beside::add_to(&staged)?;
    if shrinks {
        embed::add_to(&staged, &made, home.base_url.as_deref())?;
    } else {
        println!("  npm is not there: the site has no embed/");
    }
    for folder in ["figures", "books"] {
        copy_files(&made.folder.join(folder), &staged.join(folder))?;
    }
    write_pages(&made, &staged, home)?;
    replace(&staged, &dist())
}

/// Compiles the page and the programs beside it, and shrinks them. Most of that uses one processor: what
/// cargo keeps in a folder of its own is compiled at the same time, and what is compiled is shrunk while
/// the next is compiled.
fn compile(page: &Path, shrinks: bool) -> Result<()> {
    thread::scope(|scope| {
        let shrink =
            move |folder: PathBuf| if shrinks { shrink::programs(&folder) } else { Ok(()) };
        let mut working = vec![scope.spawn(move || shrink(beside::PROOF.compile(smallest)?))];
        let trunk = ["build", "--release", "--offline", "true", "--locked", "true"];
        run(smallest(command("trunk").args(trunk)))?;
        shrink::join_styles(page)?;
        working.push(scope.spawn(move || shrink(page.to_owned())));
        let studio = beside::STUDIO.compile(smallest)?;
        working.push(scope.spawn(move || shrink(studio)));
        if shrinks {
            let player = embed::compile(smallest)?;
            working.push(scope.spawn(move || shrink(player)));
        }
        let mut done = working.into_iter();
        done.try_for_each(|one| one.join().expect("neither compiling nor shrinking panics"))
    })
}

/// Builds the least that Yew can be, as the page is built, into a folder of its own: to measure beside.
pub fn minimal(folder: &Path) -> Result<()> {
    let mut build = cargo();
    build.args(["build", "--locked", "--profile", "site", "--package", "web"]);
    run(smallest(build.args(["--example", "minimal", "--target", setup::WASM])))?;
    let program = beside::target().join(setup::WASM).join("site/examples/minimal.wasm");
    let mut bind = command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", "minimal", "--out-dir"]);
    run(bind.arg(folder).arg(program))?;
    shrink::programs(folder)
}

/// Writes the static pages into the folder of the app.
fn write_pages(made: &Made, site: &Path, home: &Home) -> Result<()> {
    let mut pages = Command::new(&made.program);
    pages.arg("site").arg("--output").arg(site).arg("--app").arg(site);
    for (option, value) in [("--base-url", &home.base_url), ("--date", &home.date)] {
        if let Some(value) = value {
            pages.args([option, value]);
        }
    }
    read(&mut pages).map(drop).context("the static pages could not be written")
}

/// Compiles the standard library for size together with the page, without what a panic would
/// say: a tenth of the program. The compiler counts these switches as unstable; its version is
/// pinned in rust-toolchain.toml, so they mean the same on every machine.
fn smallest(build: &mut Command) -> &mut Command {
    let flags =
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";
    build
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("RUSTFLAGS", flags)
}

fn prepare_shrinking(shrink: Shrink) -> Result<bool> {
    if shrink == Shrink::IfPossible && find("npm").is_none() {
        println!("  npm is not there: the site is larger than it need be (install Node.js 18+)");
        return Ok(false);
    }
    setup::ensure(setup::NODE, "cargo xtask serve builds and serves without shrinking.")?;
    setup::node_tools()?;
    Ok(true)
}

/// Copies every file of a folder into another, and those of the folders in it.
pub fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_files(&entry.path(), &copy)?;
        } else {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}

fn replace(new: &Path, old: &Path) -> Result<()> {
    let aside = new.with_extension("replaced");
    if aside.exists() {
        fs::remove_dir_all(&aside)?;
    }
    if old.exists() {
        fs::rename(old, &aside).with_context(|| format!("cannot move {old:?} aside"))?;
    }
    fs::rename(new, old).with_context(|| format!("cannot move {new:?} to {old:?}"))
}
