//! The checker's program: a second one beside the page's, fetched only when its panel is opened.
//! Its files stand in a folder whose name has their hash, so that they may name each other.

use crate::process::{cargo, command, run};
use crate::shrink;
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Where the page says which folder it is.
const PLACE: &str = "<meta name=\"proof\" content=\"./proof\">";

/// What is written by hand.
const BY_HAND: [&str; 2] = ["worker.js", "proof.css"];

/// Builds it and puts it beside the page. `smallest` is how the page's program is compiled.
pub fn add_to(
    site: &Path,
    shrinks: bool,
    smallest: impl FnOnce(&mut std::process::Command) -> &mut std::process::Command,
) -> Result<()> {
    let folder = crate::root().join("target/panel");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut build = cargo();
    build.args(["build", "--locked", "--offline", "--profile", "proof", "--package", "proof"]);
    run(smallest(build.args(["--bin", "proof", "--target", crate::setup::WASM])))?;
    let program = target().join(crate::setup::WASM).join("proof/proof.wasm");
    let mut bind = command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", "proof", "--out-dir"]);
    run(bind.arg(&folder).arg(&program))?;
    for name in BY_HAND {
        fs::copy(crate::root().join("web/proof/static").join(name), folder.join(name))?;
    }
    if shrinks {
        shrink::programs(&folder)?;
    }
    let name = hashed_name(&folder)?;
    name_in(&site.join("index.html"), &name)?;
    crate::site::copy_files(&folder, &site.join(name))
}

/// Where cargo compiles to.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from)
}

/// `proof-` and the hash of all files, in the order of their names.
fn hashed_name(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(format!("proof-{:016x}", hasher.finish()))
}

fn name_in(page: &Path, folder: &str) -> Result<()> {
    let text = fs::read_to_string(page)?;
    let named = with_name(&text, folder)
        .with_context(|| format!("{page:?} has no place for the checker: {PLACE}"))?;
    Ok(fs::write(page, named)?)
}

fn with_name(page: &str, folder: &str) -> Option<String> {
    let named = PLACE.replace("./proof", &["./", folder].concat());
    page.contains(PLACE).then(|| page.replace(PLACE, &named))
}

#[cfg(test)]
mod tests {
    use super::with_name;

    #[test]
    fn the_page_says_where_the_checker_is() {
        let page = "<head>\n<meta name=\"proof\" content=\"./proof\">\n</head>";
        let named = with_name(page, "proof-1f").expect("there is a place");
        assert_eq!(named, "<head>\n<meta name=\"proof\" content=\"./proof-1f\">\n</head>");
        assert_eq!(with_name("<head></head>", "proof-1f"), None);
    }
}
