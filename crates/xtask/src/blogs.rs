//! Real tools with what docs/embedding.md tells their users to write: a blog or book with one post is
//! built by each that is on this machine, and what it has built must have every element, whole. A
//! second post has a title that would end anything in any of the syntaxes.

mod tags;
mod tools;

use crate::blocks::{Block, blocks};
use crate::process::{command, find, read};
use crate::root;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tags::{Tag, tags};
use tools::{TOOLS, Tool, Version};

/// What the dialog makes for a title that is hostile; the studio's tests write it.
const HOSTILE: &str = "web/studio/src/sheet/hostile.md";

/// Elements that must come through.
const KEPT: [&str; 5] = ["iframe", "tcp-lanes", "a", "img", "script"];

/// Builds with every tool that is there; fails when one has spoilt something, or when none is there.
pub fn try_all(install: bool) -> Result<()> {
    if install {
        tools::install(&folder())?;
    }
    let mut spoilt = Vec::new();
    let mut tried = 0;
    for tool in &TOOLS {
        let Some(program) = program(tool) else {
            println!("  {} is not there", tool.name);
            continue;
        };
        tried += 1;
        let version = version(tool, &program)?;
        for source in ["docs/embedding.md", HOSTILE] {
            let outcome = try_one(tool, &program, source);
            let said = outcome
                .as_ref()
                .map_or_else(|e| format!("{e:#}"), |n| format!("{n} elements kept"));
            println!("  {} ({}): {source}: {said}", tool.name, version);
            spoilt.extend(outcome.is_err().then_some(tool.name));
        }
    }
    ensure!(tried > 0, "no tool is there: `cargo xtask blogs --install` gets some");
    ensure!(spoilt.is_empty(), "spoilt by {}", spoilt.join(", "));
    Ok(())
}

/// In its own words, without what it says of the machine.
fn version(tool: &Tool, program: &Path) -> Result<String> {
    Ok(match tool.version {
        Version::Told(asked) => {
            let told = read(command(program).arg(asked))?;
            told.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
        }
        Version::Package(name) => {
            let manifest = folder().join("node_modules").join(name).join("package.json");
            let manifest: Value = match fs::read_to_string(&manifest) {
                Ok(text) => serde_json::from_str(&text)?,
                Err(_) => Value::Null,
            };
            manifest["version"].as_str().unwrap_or("of an unknown version").to_owned()
        }
    })
}

fn folder() -> PathBuf {
    root().join("target/blogs")
}

/// Where it is: installed by us, or on the path.
fn program(tool: &Tool) -> Option<PathBuf> {
    let ours = ["node_modules/.bin", "bin"].map(|bin| folder().join(bin).join(tool.program));
    ours.into_iter().find(|path| path.is_file()).or_else(|| find(tool.program))
}

/// Builds a blog with what this file has for the tool; how many elements are kept in it.
fn try_one(tool: &Tool, program: &Path, source: &str) -> Result<usize> {
    let text = fs::read_to_string(root().join(source)).with_context(|| source.to_owned())?;
    let blocks = blocks(&text);
    let of = |word: &str| blocks.iter().find(|block| block.is(word));
    let snippet = of(tool.name).with_context(|| format!("nothing for {}", tool.name))?;
    let place = folder().join(tool.name);
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    for (path, text) in (tool.files)(&snippet.code) {
        let path = place.join(path);
        fs::create_dir_all(path.parent().context("a file in a folder")?)?;
        fs::write(path, text)?;
    }
    let mut build = command(program);
    build.current_dir(&place).args(tool.build).env("CI", "1");
    let output = build.output().with_context(|| format!("cannot start {}", tool.program))?;
    let told = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat();
    ensure!(output.status.success(), "it fails: {told}");
    let page = place.join(tool.page);
    let page = fs::read_to_string(&page).with_context(|| format!("no {page:?}: {told}"))?;
    kept(&expected(snippet, of("expected").or(of("runs")))?, &page)
}

/// What must be in the page: what is written, where that is HTML, or else what it stands for.
fn expected(snippet: &Block, frame: Option<&Block>) -> Result<Vec<Tag>> {
    let is_html = !snippet.code.contains("{{<") && !snippet.code.contains("style={{");
    let html = if is_html { Some(snippet) } else { frame };
    let html = html.context("no HTML to compare with")?;
    let wanted = tags(&html.code).into_iter().filter(|tag| KEPT.contains(&&*tag.name));
    Ok(wanted.collect())
}

/// Whether a page has all of these, in this order; how many they are.
fn kept(expected: &[Tag], page: &str) -> Result<usize> {
    let mut built = tags(page).into_iter();
    for wanted in expected {
        ensure!(
            built.any(|tag| tag.keeps(wanted)),
            "not in the page, or not after the one before: {wanted:?}"
        );
    }
    ensure!(!expected.is_empty(), "nothing is expected");
    Ok(expected.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_something_for_every_tool_and_it_has_elements() {
        for source in ["docs/embedding.md", HOSTILE] {
            let blocks = blocks(&fs::read_to_string(root().join(source)).unwrap());
            let of = |word: &str| blocks.iter().find(|block| block.is(word));
            for tool in &TOOLS {
                let snippet = of(tool.name).unwrap_or_else(|| panic!("{source}: {}", tool.name));
                let tags = expected(snippet, of("expected").or(of("runs"))).unwrap();
                assert!(tags.len() > 1, "{source}: {}", tool.name);
                assert!(
                    (tool.files)(&snippet.code)
                        .iter()
                        .any(|(_, text)| text.contains(&snippet.code))
                );
            }
        }
    }

    #[test]
    fn a_page_that_lost_an_element_or_its_order_is_found_out() {
        let wanted = tags("<iframe src=a></iframe><img src=b>");
        assert_eq!(kept(&wanted, "<p><iframe src='a' x></iframe><b></b><img src=b>").unwrap(), 2);
        for page in
            ["", "<img src=b><iframe src=a>", "<iframe src=a>", "&lt;iframe src=a><img src=b>"]
        {
            assert!(kept(&wanted, page).is_err(), "{page}");
        }
    }
}
