//! What a fresh machine lacks. Every part looks first, so that a second run does nothing.

mod cargo_tool;
mod node;
mod system;

pub use cargo_tool::{CARGO_DENY, CargoTool, GECKODRIVER, TRUNK, wasm_bindgen};
pub use node::{node_tool, node_tools};
pub use system::{BROWSERS, NGINX, NODE, Package, TSHARK, WEBKIT, ensure, is_there};

use crate::process::{cargo, command, find, read, run};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The target that the page is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Where the tools of this project are installed; nothing is installed elsewhere.
pub fn tools_folder() -> PathBuf {
    crate::root().join(".tools")
}

/// The wasm target, the standard library's source, Trunk and wasm-bindgen: what any build of the
/// site needs.
pub fn site_tools() -> Result<()> {
    wasm_target()?;
    std_source()?;
    TRUNK.ensure()?;
    wasm_bindgen()?.ensure()
}

/// Adds the wasm target to the toolchain.
pub fn wasm_target() -> Result<()> {
    let libraries = read(command("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!(
            "the Rust target {WASM} is missing and rustup is not there to add it: \
             install Rust through https://rustup.rs, or the target through your package manager"
        );
    }
    run(command("rustup").args(["target", "add", WASM]))
}

/// The standard library's source, which the site is compiled with.
fn std_source() -> Result<()> {
    if std_manifest()?.is_file() {
        return Ok(());
    }
    if find("rustup").is_none() {
        bail!(
            "the Rust component rust-src is missing and rustup is not there to add it: \
             install Rust through https://rustup.rs, or rust-src through your package manager"
        );
    }
    run(command("rustup").args(["component", "add", "rust-src"]))
}

fn std_manifest() -> Result<PathBuf> {
    let sysroot = read(command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.toml"))
}

/// Fetches what the standard library depends on.
pub fn fetch_std() -> Result<()> {
    let manifest = std_manifest()?;
    // Its manifest uses features of cargo that are not stable.
    let mut fetch = cargo();
    fetch.env("RUSTC_BOOTSTRAP", "1");
    run(fetch.args(["fetch", "--locked", "--quiet", "--manifest-path"]).arg(manifest))
}
