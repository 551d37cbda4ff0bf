//! The package for npm: the built site without its static pages, which is all that the element and the
//! page for frames need, wherever it is served from.

use crate::process::{command, find, read};
use crate::site::copy_files;
use crate::{dist, root};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What of the site is for readers of its own pages.
const LEFT_OUT: [&str; 6] = ["zh-CN", "en", "404.html", "_headers", "robots.txt", ".nojekyll"];

/// What else is left out, by how its name begins.
const LEFT_OUT_SO: [&str; 2] = ["pages-", "sitemap"];

/// What an element fetches from the folder of its program.
const PROGRAM: [&str; 6] =
    ["player.js", "embed.js", "embed_bg.wasm", "embed.css", "own.js", "own_bg.wasm"];

/// Makes `target/npm/` of `dist/`, and asks npm, where it is, whether it would pack all of it.
pub fn package() -> Result<()> {
    let folder = root().join("target/npm");
    make(&dist(), &folder)?;
    complete(&folder)?;
    let files = listed(&folder)?;
    if find("npm").is_some() {
        let packed =
            read(command("npm").args(["pack", "--dry-run", "--json"]).current_dir(&folder))?;
        ensure!(packs(&packed)? == files, "npm would leave out some of {}", folder.display());
    }
    println!("{} files in target/npm: `npm publish` there publishes them", files.len());
    Ok(())
}

/// Copies what is needed, and writes what a package says of itself.
fn make(site: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let entries = fs::read_dir(site).context("there is no dist/: run `cargo xtask build` first")?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if LEFT_OUT.contains(&&*name) || LEFT_OUT_SO.iter().any(|head| name.starts_with(head)) {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => copy_files(&entry.path(), &folder.join(name))?,
            false => drop(fs::copy(entry.path(), folder.join(name))?),
        }
    }
    fs::write(folder.join("package.json"), format!("{:#}\n", manifest()))?;
    for (from, to) in [
        ("docs/embedding.md", "README.md"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
    ] {
        fs::copy(root().join(from), folder.join(to)).with_context(|| from.to_owned())?;
    }
    Ok(())
}

fn manifest() -> Value {
    json!({
        "name": "tcp-lanes",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "A real TCP that runs in your page: <tcp-lanes> plays its handshakes, losses and goodbyes",
        "keywords": ["tcp", "rfc9293", "handshake", "custom-element", "webassembly"],
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "exports": {
            ".": {"types": "./embed/tcp-lanes.d.ts", "default": "./embed/tcp-lanes.js"},
            "./*": "./*",
        },
        "types": "./embed/tcp-lanes.d.ts",
        "sideEffects": true,
    })
}

/// Fails unless all that the element asks for is there.
fn complete(folder: &Path) -> Result<()> {
    let script =
        fs::read_to_string(folder.join("embed/tcp-lanes.js")).context("embed/tcp-lanes.js")?;
    let (_, rest) = script.split_once("./player-").context("the script names no folder")?;
    let hash: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
    let program = PROGRAM.map(|file| format!("embed/player-{hash}/{file}"));
    let rest = [
        "embed/tcp-lanes.d.ts",
        "embed/index.html",
        "books/list.en.bin",
        "books/list.zh-CN.bin",
        "books/questions.en.bin",
        "books/questions.zh-CN.bin",
        "books/three-way-normal.bin",
        "books/files/three-way-normal.json",
        "figures/three-way-normal.en.auto.svg",
        "index.html",
        "package.json",
        "README.md",
    ];
    for file in program.iter().map(String::as_str).chain(rest) {
        ensure!(folder.join(file).is_file(), "the package lacks {file}");
    }
    Ok(())
}

/// Every file in a folder and those in it, with `/` between names.
fn listed(folder: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let inside = listed(&entry.path())?;
            found.extend(inside.into_iter().map(|file| [&*name, "/", &*file].concat()));
        } else {
            found.insert(name);
        }
    }
    Ok(found)
}

/// What npm says that it would pack.
fn packs(told: &str) -> Result<BTreeSet<String>> {
    let told: Value = serde_json::from_str(told).context("npm does not answer in JSON")?;
    let package = told.get(0).or_else(|| told.get("tcp-lanes")).context("npm names no package")?;
    let files = package["files"].as_array().context("npm names no files")?;
    Ok(files.iter().filter_map(|file| Some(file["path"].as_str()?.to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site as it is built, as far as names go.
    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        let player = PROGRAM.map(|file| format!("embed/player-00ab/{file}"));
        let files = [
            "index.html",
            "web-1.js",
            "404.html",
            "_headers",
            "robots.txt",
            "sitemap.xml",
            "en/three-way-normal/index.html",
            "zh-CN/feed.xml",
            "pages-1/pages.css",
            "embed/index.html",
            "embed/tcp-lanes.d.ts",
            "books/list.en.bin",
            "books/list.zh-CN.bin",
            "books/questions.en.bin",
            "books/questions.zh-CN.bin",
            "books/three-way-normal.bin",
            "books/files/three-way-normal.json",
            "figures/three-way-normal.en.auto.svg",
        ];
        for file in player.iter().map(String::as_str).chain(files) {
            let path = site.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let script = "const a=new URL(\"./player-00ab/player.js\",import.meta.url);";
        fs::write(site.path().join("embed/tcp-lanes.js"), script).unwrap();
        site
    }

    #[test]
    fn the_package_has_all_that_is_needed_and_no_static_pages() {
        let (site, folder) = (site(), tempfile::tempdir().unwrap());
        make(site.path(), folder.path()).unwrap();
        complete(folder.path()).unwrap();
        let files = listed(folder.path()).unwrap();
        assert_eq!(files.len(), 6 + 3 + 2 + 6 + 1 + 4, "{files:?}");
        assert!(files.iter().all(|file| !file.starts_with("en/") && !file.starts_with("pages")));
        let manifest = fs::read_to_string(folder.path().join("package.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(
            (&manifest["name"], &manifest["version"]),
            (&"tcp-lanes".into(), &env!("CARGO_PKG_VERSION").into())
        );
        for named in [
            &manifest["types"],
            &manifest["exports"]["."]["types"],
            &manifest["exports"]["."]["default"],
        ] {
            let file = named.as_str().unwrap().strip_prefix("./").unwrap();
            assert!(files.contains(file), "{file}");
        }
    }

    #[test]
    fn a_package_that_lacks_something_is_none() {
        for lost in ["embed/player-00ab/own_bg.wasm", "books/list.en.bin", "embed/tcp-lanes.d.ts"] {
            let (site, folder) = (site(), tempfile::tempdir().unwrap());
            fs::remove_file(site.path().join(lost)).unwrap();
            make(site.path(), folder.path()).unwrap();
            let error = complete(folder.path()).unwrap_err().to_string();
            assert!(error.contains(lost), "{error}");
        }
    }

    #[test]
    fn what_npm_says_is_read_in_both_of_its_forms() {
        let expected = BTreeSet::from(["a/b.js".to_owned()]);
        for told in [
            "[{\"files\":[{\"path\":\"a/b.js\",\"size\":1}]}]",
            "{\"tcp-lanes\":{\"files\":[{\"path\":\"a/b.js\"}]}}",
        ] {
            assert_eq!(packs(told).unwrap(), expected);
        }
        assert!(packs("oops").is_err());
    }
}
