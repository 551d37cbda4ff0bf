//! Makes the built files smaller without changing what they do.

mod names;

use crate::process::run;
use crate::setup::node_tool;
use anyhow::Result;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Shrinks every wasm, script and style sheet in the folder, in place.
pub fn programs(site: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(site)? {
        files.push(entry?.path());
    }
    let (old_scripts, texts): (Vec<_>, Vec<_>) =
        files.iter().filter(|file| has_extension(file, &["js", "css"])).partition(|file| {
            let name = file.file_name().map_or(&[][..], |name| name.as_encoded_bytes());
            name.starts_with(b"boot-") || name == b"failure.js"
        });
    for wasm in files.iter().filter(|file| has_extension(file, &["wasm"])) {
        if let Some(glue) = glue_of(wasm) {
            names::shorten(wasm, &glue)?;
        }
    }
    minify(site, &texts, "esnext")?;
    // The scripts that old browsers must be able to read; new syntax can be shorter.
    minify(site, &old_scripts, "es5")?;
    for wasm in files.iter().filter(|file| has_extension(file, &["wasm"])) {
        let mut optimise = node_tool("wasm-opt");
        // What is called once stays a function of its own if it is not small: the whole compresses
        // better, and so it does where functions stand beside those of the same type and crate.
        // Loops are found anew in flat code, what that leaves is tidied twice, and then once more
        // from the beginning with what is computed twice.
        optimise.args(["--flatten", "--rereloop", "-Oz", "-Oz"]);
        optimise.args(["--flatten", "--local-cse", "--rereloop", "-Oz", "--local-cse", "-Oz"]);
        optimise.arg("--reorder-functions-by-name");
        optimise.arg("--one-caller-inline-max-function-size=40");
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

/// Makes one style sheet of those that the page waits for, in their order, and one of those that it
/// first has for some media only: one is smaller than many when it is sent, and is asked for once.
pub fn join_styles(site: &Path) -> Result<()> {
    let index = site.join("index.html");
    let mut page = plain(&fs::read_to_string(&index)?);
    for kind in [Kind::First, Kind::Later] {
        let mut styles = String::new();
        for name in page.lines().filter_map(|line| linked_style(line, kind)) {
            styles += &fs::read_to_string(site.join(name))?;
            fs::remove_file(site.join(name))?;
        }
        let mut hasher = DefaultHasher::new();
        styles.hash(&mut hasher);
        let name = format!("{}-{:016x}.css", kind.name(), hasher.finish());
        fs::write(site.join(&name), styles)?;
        page = with_one_style(&page, kind, &name);
    }
    Ok(fs::write(index, page)?)
}

/// Which style sheets of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Those that nothing is drawn without.
    First,
    /// Those for some media, until the page runs.
    Later,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::First => "styles",
            Kind::Later => LATER,
        }
    }
}

/// How the style sheet is called that a first look does not need.
pub const LATER: &str = "later";

/// The page with a link to one style sheet in place of all its links to those of a kind.
fn with_one_style(page: &str, kind: Kind, name: &str) -> String {
    let mut joined = String::new();
    let mut is_linked = false;
    for line in page.lines() {
        match linked_style(line, kind) {
            Some(_) if is_linked => {}
            Some(old) => {
                is_linked = true;
                joined.extend([&*line.replace(old, name), "\n"]);
            }
            None => joined.extend([line, "\n"]),
        }
    }
    joined
}

/// The style sheet of a kind that a line of the page links to.
fn linked_style(line: &str, kind: Kind) -> Option<&str> {
    let link = line.strip_prefix("<link rel=\"stylesheet\" href=\"./")?.strip_suffix("/>")?;
    let (name, rest) = link.split_once('"')?;
    let found = if rest.contains(" media=") { Kind::Later } else { Kind::First };
    (found == kind).then_some(name)
}

/// The page without remarks, which are for whoever reads the source, and with the signs that stand for
/// themselves in an attribute.
fn plain(page: &str) -> String {
    let page: String =
        page.split_inclusive('\n').filter(|line| !line.starts_with("<!--")).collect();
    let signs =
        [("&#x2C;", ","), ("&#x28;", "("), ("&#x29;", ")"), ("&#x2D;", "-"), ("&#x3A;", ":")];
    signs.into_iter().fold(page, |page, (code, sign)| page.replace(code, sign))
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
    fn the_page_links_to_one_style_sheet_of_a_kind_where_it_linked_to_the_first() {
        let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"./{name}\"/>\n");
        let some = |name: &str| link(name).replace("/>", " media=\"print\"/>");
        let page = ["<head>\n", &link("b-2.css"), &some("c-3.css"), &link("a-1.css")].concat();
        let page = [&*page, &some("d-4.css"), "</head>\n"].concat();
        let linked = |kind| -> Vec<&str> {
            page.lines().filter_map(|line| linked_style(line, kind)).collect()
        };
        assert_eq!(linked(Kind::First), ["b-2.css", "a-1.css"]);
        assert_eq!(linked(Kind::Later), ["c-3.css", "d-4.css"]);
        let joined = with_one_style(&page, Kind::First, "styles-5.css");
        let joined = with_one_style(&joined, Kind::Later, "later-6.css");
        let expected = ["<head>\n", &link("styles-5.css"), &some("later-6.css"), "</head>\n"];
        assert_eq!(joined, expected.concat());
    }

    #[test]
    fn a_page_is_plain() {
        let page = "<a media=\"print&#x2C;&#x28;a&#x2D;b&#x3A;c&#x29;\">\n<!-- a -->\n</a>\n";
        assert_eq!(plain(page), "<a media=\"print,(a-b:c)\">\n</a>\n");
    }
}
