//! Makes the built files smaller without changing what they do.

use crate::process::run;
use crate::setup::node_tool;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Shrinks every wasm, script and style sheet in the folder, in place.
pub fn folder(site: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(site)? {
        files.push(entry?.path());
    }
    let (old_scripts, texts): (Vec<_>, Vec<_>) =
        files.iter().filter(|file| has_extension(file, &["js", "css"])).partition(|file| {
            file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"boot-"))
        });
    minify(site, &texts, "esnext")?;
    // The one script that old browsers must be able to read; new syntax can be shorter.
    minify(site, &old_scripts, "es5")?;
    for wasm in files.iter().filter(|file| has_extension(file, &["wasm"])) {
        run(node_tool("wasm-opt").arg("-Oz").arg(wasm).arg("-o").arg(wasm))?;
    }
    Ok(())
}

fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.contains(&extension))
}

fn minify(site: &Path, files: &[&PathBuf], target: &str) -> Result<()> {
    let mut esbuild = node_tool("esbuild");
    esbuild.args(files).args(["--minify", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--target={target}"));
    run(esbuild.arg("--allow-overwrite").arg(format!("--outdir={}", site.display())))
}
