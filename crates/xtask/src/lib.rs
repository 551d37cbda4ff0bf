//! What surrounds the product: set-up, the site's build, its server, its size, its tests.
//!
//! - [`setup`]: everything a fresh machine lacks, installed into `.tools/` and `tools/node_modules`.
//! - [`site`]: the release site in `dist/`, from [`figures`], Trunk, [`shrink`] and the static pages.
//! - [`beside`]: the programs beside it, the checker and the studio; [`embed`]: the player for other
//!   people's pages.
//! - [`package`]: the package for npm. [`blocks`]: code in the documentation, which is run; [`blogs`]:
//!   real tools that build posts with it.
//! - [`serve`]: builds, serves on this machine, builds again when a source file changes.
//! - [`size`]: the first load against its budget.
//! - [`bench`]: what is measured and not checked, for `docs/performance.md`.
//! - [`checks`]: everything that must pass before a change is done.
//! - [`static_server`]: a small server for files; the browser tests use it too.

pub mod bench;
pub mod beside;
pub mod blocks;
pub mod blogs;
pub mod checks;
pub mod embed;
pub mod figures;
pub mod package;
pub mod process;
pub mod serve;
pub mod setup;
pub mod shrink;
pub mod site;
pub mod size;
pub mod static_server;

use std::path::{Path, PathBuf};

/// The directory that holds the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/xtask is two levels below the root")
        .to_path_buf()
}

/// Where the built site is.
pub fn dist() -> PathBuf {
    root().join("dist")
}
