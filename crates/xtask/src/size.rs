//! The first load: what a reader's browser fetches before the page works. The budget is for the
//! program: HTML, CSS, JS, wasm, the list of questions and the first scenario. The figure that is
//! shown until then, the icon, and the style sheet that nothing waits for are listed beside it. Each program beside the page's, which is
//! fetched when something of it is opened, has a budget of its own.

use crate::beside::{PROGRAMS, Program};
use crate::{dist, shrink};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;

/// Bytes after brotli, all files of the first load but images and what is not waited for together.
const BUDGET: usize = 150_000;

/// The figure that the page shows while the app is on its way.
const FIGURE: &str = "figures/three-way-normal.en.auto.svg";

/// The larger of the lists of questions, and the scenario that is shown first.
const BOOKS: [&str; 2] = ["books/list.zh-CN.bin", "books/three-way-normal.bin"];

/// What other people's pages ask for, and the most bytes of it: the page for frames after gzip, the
/// element's script as it is.
const EMBED: [(&str, Weighed, usize); 2] =
    [("embed/index.html", Weighed::Packed, 250_000), ("embed/tcp-lanes.js", Weighed::Raw, 5_000)];

#[derive(Clone, Copy)]
enum Weighed {
    Raw,
    Packed,
}

/// Prints the sizes, and fails when the sum is over the budget.
pub fn report() -> Result<()> {
    let page = fs::read_to_string(dist().join("index.html"))
        .context("there is no dist/index.html: run `cargo xtask build` first")?;
    let mut files = vec!["index.html".to_owned()];
    files.extend(addresses(&page));
    for fetched in [FIGURE].into_iter().chain(BOOKS) {
        if !files.iter().any(|file| file == fetched) {
            files.push(fetched.to_owned());
        }
    }

    println!("{:>9} {:>9}  file", "raw", "brotli");
    let (mut raw, mut packed) = (0, 0);
    for file in files {
        let bytes = fs::read(dist().join(&file))
            .with_context(|| format!("index.html asks for {file}, which is not in dist/"))?;
        let small = brotli_size(&bytes)?;
        let note = match () {
            () if file.ends_with(".svg") => " (an image: not in the budget)",
            () if file.starts_with(shrink::LATER) => " (not waited for: not in the budget)",
            () => "",
        };
        println!("{:>9} {small:>9}  {file}{note}", bytes.len());
        if note.is_empty() {
            raw += bytes.len();
            packed += small;
        }
    }
    println!("{raw:>9} {packed:>9}  total; the budget is {BUDGET}");
    if packed > BUDGET {
        bail!("the first load is {} bytes over the budget", packed - BUDGET);
    }
    PROGRAMS.iter().try_for_each(|program| report_beside(program, &page))?;
    report_embed()
}

/// The files for other people's pages, as most hosts send them: gzip.
fn report_embed() -> Result<()> {
    println!("\n{:>9} {:>9}  in other people's pages", "raw", "gzip");
    for (file, weighed, budget) in EMBED {
        let bytes = fs::read(dist().join(file)).with_context(|| format!("dist/{file}"))?;
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&bytes)?;
        let small = packed.finish()?.len();
        let (weight, of) = match weighed {
            Weighed::Raw => (bytes.len(), "raw"),
            Weighed::Packed => (small, "gzip"),
        };
        println!("{:>9} {small:>9}  {file}; the budget is {budget} {of}", bytes.len());
        if weight > budget {
            bail!("{file} is {} bytes over its budget", weight - budget);
        }
    }
    Ok(())
}

/// The same for the folder of a program beside it, which the page names.
fn report_beside(program: &Program, page: &str) -> Result<()> {
    let Program { name, opened_by, budget, .. } = program;
    let folder = program.folder_in(page);
    let folder = folder.with_context(|| format!("index.html does not say where {name} is"))?;
    let mut names = Vec::new();
    for entry in fs::read_dir(dist().join(folder))? {
        names.push(entry?.file_name());
    }
    names.sort();
    println!("\n{:>9} {:>9}  {opened_by}", "raw", "brotli");
    let (mut raw, mut packed) = (0, 0);
    for name in names {
        let bytes = fs::read(dist().join(folder).join(&name))?;
        let small = brotli_size(&bytes)?;
        println!("{:>9} {small:>9}  {folder}/{}", bytes.len(), name.display());
        raw += bytes.len();
        packed += small;
    }
    println!("{raw:>9} {packed:>9}  total; the budget is {budget}");
    if packed > *budget {
        bail!("{name} is {} bytes over its budget", packed - budget);
    }
    Ok(())
}

/// The files that the page names in `href` and `src`, in order, each once.
fn addresses(page: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let pieces: Vec<&str> = page.split('"').collect();
    for pair in pieces.windows(2) {
        if !pair[0].ends_with(" href=") && !pair[0].ends_with(" src=") {
            continue;
        }
        let file = pair[1].trim_start_matches("./").to_owned();
        if !found.contains(&file) {
            found.push(file);
        }
    }
    found
}

/// The size at quality 11, which static hosts use for files that they compress once.
fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    packed.write_all(bytes)?;
    packed.flush()?;
    Ok(packed.into_inner().len())
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn files_of_the_page_are_named_once() {
        let page = r#"<link rel="modulepreload" href="./a.js"/><img id="p" src="f/x.svg" alt="">
            <script src="./b.js"></script><script type="module" src="./a.js"></script>"#;
        assert_eq!(addresses(page), ["a.js", "f/x.svg", "b.js"]);
    }
}
