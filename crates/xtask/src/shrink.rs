//! Makes the built files smaller without changing what they do.

mod names;

use crate::process::run;
use crate::setup::node_tool;
use anyhow::Result;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Shrinks every wasm, script and style sheet in the folder, in place.
pub fn folder(site: &Path) -> Result<()> {
    join_styles(site)?;
    programs(site)
}

/// The same, for a folder without a page.
pub fn programs(site: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(site)? {
        files.push(entry?.path());
    }
    let (old_scripts, texts): (Vec<_>, Vec<_>) =
        files.iter().filter(|file| has_extension(file, &["js", "css"])).partition(|file| {
            file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"boot-"))
        });
    for wasm in files.iter().filter(|file| has_extension(file, &["wasm"])) {
        if let Some(glue) = glue_of(wasm) {
            names::shorten(wasm, &glue)?;
        }
    }
    minify(site, &texts, "esnext")?;
    // The one script that old browsers must be able to read; new syntax can be shorter.
    minify(site, &old_scripts, "es5")?;
    for wasm in files.iter().filter(|file| has_extension(file, &["wasm"])) {
        let mut optimise = node_tool("wasm-opt");
        // What is called once stays a function of its own: the whole compresses better.
        // Loops are found anew in flat code, what that leaves is tidied twice, and then once more
        // from the beginning with what is computed twice.
        optimise.args(["--flatten", "--rereloop", "-Oz", "-Oz"]);
        optimise.args(["--flatten", "--local-cse", "--rereloop", "-Oz"]);
        optimise.arg("--one-caller-inline-max-function-size=1");
        // The stack comes first in memory: its last kilobyte holds no value that is pointed to.
        optimise.arg("--low-memory-unused");
        optimise.args(["--strip-producers", "--strip-target-features"]);
        run(optimise.arg(wasm).arg("-o").arg(wasm))?;
    }
    Ok(())
}

/// The script beside a program: `web-1.js` for `web-1_bg.wasm`.
fn glue_of(wasm: &Path) -> Option<PathBuf> {
    let name = wasm.file_name()?.to_str()?.strip_suffix("_bg.wasm")?;
    Some(wasm.with_file_name(format!("{name}.js"))).filter(|glue| glue.is_file())
}

/// Makes one style sheet of those that the page links to, in their order: one is smaller than
/// many when it is sent, and is asked for once.
fn join_styles(site: &Path) -> Result<()> {
    let index = site.join("index.html");
    let page = fs::read_to_string(&index)?;
    let mut styles = String::new();
    for name in page.lines().filter_map(linked_style) {
        styles += &fs::read_to_string(site.join(name))?;
        fs::remove_file(site.join(name))?;
    }
    let mut hasher = DefaultHasher::new();
    styles.hash(&mut hasher);
    let name = format!("styles-{:016x}.css", hasher.finish());
    fs::write(site.join(&name), styles)?;
    Ok(fs::write(index, with_one_style(&page, &name))?)
}

/// The page with a link to one style sheet in place of all its links to style sheets.
fn with_one_style(page: &str, name: &str) -> String {
    let mut joined = String::new();
    let mut link = Some(format!("<link rel=\"stylesheet\" href=\"./{name}\"/>\n"));
    for line in page.lines() {
        match linked_style(line) {
            Some(_) => joined += &link.take().unwrap_or_default(),
            None => joined.extend([line, "\n"]),
        }
    }
    joined
}

/// The style sheet that a line of the page links to.
fn linked_style(line: &str) -> Option<&str> {
    line.strip_prefix("<link rel=\"stylesheet\" href=\"./")?.strip_suffix("\"/>")
}

fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| extensions.contains(&extension))
}

fn minify(site: &Path, files: &[&PathBuf], target: &str) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let mut esbuild = node_tool("esbuild");
    esbuild.args(files).args(["--minify", "--charset=utf8", "--log-level=warning"]);
    esbuild.arg(format!("--target={target}"));
    run(esbuild.arg("--allow-overwrite").arg(format!("--outdir={}", site.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_links_to_one_style_sheet_where_it_linked_to_the_first() {
        let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"./{name}\"/>\n");
        let page = ["<head>\n", &link("b-2.css"), &link("a-1.css"), "</head>\n"].concat();
        let linked: Vec<&str> = page.lines().filter_map(linked_style).collect();
        assert_eq!(linked, ["b-2.css", "a-1.css"]);
        let joined = ["<head>\n", &link("styles-3.css"), "</head>\n"].concat();
        assert_eq!(with_one_style(&page, "styles-3.css"), joined);
    }
}
