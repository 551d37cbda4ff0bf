//! What comes from npm, pinned by `tools/package-lock.json`: wasm-opt, esbuild, and axe-core and
//! Mermaid for the tests.

use crate::process::{command, find, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Installs the npm tools unless the lock file is the one they were installed from.
pub fn node_tools() -> Result<()> {
    let lock = fs::read(folder().join("package-lock.json"))
        .context("tools/package-lock.json is missing")?;
    let stamp = folder().join("node_modules/.installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = find("npm").context("npm is missing: install Node.js 18 or later")?;
    run(command(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(folder()))
        .context("the npm tools could not be installed; this needs the network once")?;
    fs::write(stamp, lock).context("cannot note what the npm tools were installed from")
}

/// A command for one of the npm tools.
pub fn node_tool(name: &str) -> Command {
    let script = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    command(folder().join("node_modules/.bin").join(script))
}

fn folder() -> PathBuf {
    crate::root().join("tools")
}
