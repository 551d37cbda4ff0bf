//! `embed/`: the player for other people's pages. `tcp-lanes.js` is the element, whose program stands
//! in a folder with a hash in its name; `index.html` is the page for frames, which carries everything.

use crate::beside;
use crate::figures::Made;
use crate::process::{cargo, command, run};
use crate::setup::node_tool;
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The player, and what makes books of runs of the reader's own.
const PROGRAMS: [&str; 2] = ["embed", "own"];

/// The page's style sheets that a player needs, in their order; its own follows.
const STYLES: [&str; 13] = [
    "tokens",
    "base",
    "marks",
    "others",
    "head",
    "stage",
    "flight",
    "evidence",
    "transport",
    "contrast",
    "transcript",
    "finish",
    "print",
];

/// Compiles its programs into a folder of their own.
pub fn compile(smallest: impl Fn(&mut Command) -> &mut Command) -> Result<PathBuf> {
    let player = fresh(&player())?;
    for program in PROGRAMS {
        compile_one(program, &player, &smallest)?;
    }
    fs::write(player.join("embed.css"), styles()?)?;
    fs::write(player.join("player.js"), bundle("player.js", "player")?)?;
    Ok(player)
}

/// Puts it into the folder of the site; `home` is the address of the site where that is known.
pub fn add_to(site: &Path, made: &Made, home: Option<&str>) -> Result<()> {
    let player = player();
    let folder = format!("player-{:016x}", beside::hash(&player)?);
    let embed = fresh(&site.join("embed"))?;
    crate::site::copy_files(&player, &embed.join(&folder))?;

    fs::write(embed.join("tcp-lanes.js"), bundle("tcp-lanes.js", &folder)?)?;
    fs::copy(written().join("tcp-lanes.d.ts"), embed.join("tcp-lanes.d.ts"))?;
    fs::write(embed.join("index.html"), frame(&player, &folder, made, home.unwrap_or_default())?)?;
    Ok(())
}

/// The folder, empty.
fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    Ok(folder.to_owned())
}

fn written() -> PathBuf {
    crate::root().join("web/embed/static")
}

fn player() -> PathBuf {
    crate::root().join("target/beside/player")
}

fn compile_one(
    program: &str,
    folder: &Path,
    smallest: impl Fn(&mut Command) -> &mut Command,
) -> Result<()> {
    let mut build = cargo();
    build.args(["build", "--locked", "--offline", "--profile", "site"]);
    build.args(["--package", program, "--bin", program, "--target", crate::setup::WASM]);
    run(smallest(&mut build))?;
    let built = beside::target().join(crate::setup::WASM).join("site");
    let mut bind = command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", program, "--out-dir"]);
    run(bind.arg(folder).arg(built.join(format!("{program}.wasm"))))
}

/// All that a player looks like: the page's style sheets as they are in a shadow root.
fn styles() -> Result<String> {
    let mut all = String::new();
    for name in STYLES {
        let path = crate::root().join("web/styles").join(format!("{name}.css"));
        all += &fs::read_to_string(&path).with_context(|| format!("{path:?}"))?;
    }
    all += &fs::read_to_string(written().join("embed.css"))?;
    Ok(in_shadow(&all))
}

/// The page's rules in a shadow root: its root is the host, the width that counts is that of the player
/// and not of the window, and lengths do not depend on the page around it.
fn in_shadow(styles: &str) -> String {
    let mut turned = styles.to_owned();
    for (from, to) in [
        (":root[data-theme", "[data-theme"),
        (":root", ":host"),
        ("\nhtml {", "\n:host {"),
        ("\nbody {", "\n.page {"),
        ("@media screen and (m", "@container (m"),
        ("@media (min-width", "@container (min-width"),
        ("@media (max-width", "@container (max-width"),
    ] {
        turned = turned.replace(from, to);
    }
    in_pixels(&turned)
}

/// `1.5rem` as `24px`.
fn in_pixels(styles: &str) -> String {
    let mut pieces = styles.split("rem").peekable();
    let mut turned = String::new();
    while let Some(piece) = pieces.next() {
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        let number = piece.trim_end_matches(digits).len();
        match piece[number..].parse::<f64>() {
            Ok(rem) if pieces.peek().is_some() => {
                turned += &piece[..number];
                turned += &format!("{}px", rem * 16.0);
            }
            _ => {
                turned += piece;
                turned += if pieces.peek().is_some() { "rem" } else { "" };
            }
        }
    }
    turned
}

/// A script with all that it imports, as small as can be; `folder` is what the player's folder is called.
fn bundle(script: &str, folder: &str) -> Result<String> {
    // Scripts import what stands beside them: they are bundled where the program is.
    let place = fresh(&crate::root().join("target/beside/scripts"))?;
    crate::site::copy_files(&written(), &place)?;
    crate::site::copy_files(&player(), &place)?;
    for script in ["tcp-lanes.js", "frame.js"] {
        let text = fs::read_to_string(written().join(script))?;
        fs::write(place.join(script), text.replace("./player/", &format!("./{folder}/")))?;
    }
    let small = place.join("bundle.js");
    let mut esbuild = node_tool("esbuild");
    esbuild.arg(place.join(script)).args(["--bundle", "--minify", "--format=esm"]);
    esbuild.args(["--charset=utf8", "--target=es2022", "--loader:.css=text"]);
    run(esbuild.arg("--log-level=warning").arg(format!("--outfile={}", small.display())))?;
    fs::read_to_string(&small).with_context(|| format!("{small:?}"))
}

/// The page for frames: scripts and styles in it are allowed by their hashes, the rest is data.
fn frame(player: &Path, folder: &str, made: &Made, home: &str) -> Result<String> {
    let written = written();
    // A script ends at the first of these, wherever it stands.
    let script = bundle("frame.js", folder)?.replace("</script", "<\\/script");
    let poster = bundle("poster.js", folder)?;
    let style = fs::read_to_string(written.join("frame.css"))?;
    let program = packed(&fs::read(player.join("embed_bg.wasm"))?)?;
    let books = packed(&fs::read(made.folder.join(crate::figures::ALL))?)?;
    let page = fs::read_to_string(written.join("frame.html"))?;
    Ok(fill(
        &page,
        &[
            ("FIRST", &hash(&poster)),
            ("SCRIPT", &hash(&script)),
            ("STYLE", &hash(&style)),
            ("HOME", home),
            ("CSS", &style),
            ("POSTER", &poster),
            ("PROGRAM", &program),
            ("BOOKS", &books),
            ("JS", &script),
        ],
    ))
}

/// The page with each `%NAME%` filled in; what is filled in stays as it is.
fn fill(page: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = page;
    for (name, value) in values {
        let (before, after) = rest
            .split_once(&format!("%{name}%"))
            .expect("the page has a place for each value, in their order");
        filled.extend([before, value]);
        rest = after;
    }
    filled + rest
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Base64 of gzip.
fn packed(octets: &[u8]) -> Result<String> {
    let mut small = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, octets, &mut small)?;
    Ok(STANDARD.encode(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_the_page_become_rules_of_a_shadow_root() {
        let page = ":root { --t: 0.75rem; }\n:root[data-theme=\"dark\"] { color-scheme: dark; }\n\
                    html { top: 1rem }\n@media (max-width: 599px) { .remark { gap: 1.5rem } }\n\
                    @media (forced-colors: active) { a { b: c } }";
        let player = ":host { --t: 12px; }\n[data-theme=\"dark\"] { color-scheme: dark; }\n\
                      :host { top: 16px }\n@container (max-width: 599px) { .remark { gap: 24px } }\n\
                      @media (forced-colors: active) { a { b: c } }";
        assert_eq!(in_shadow(page), player);
    }

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        assert_eq!(fill("<%A%|%B%>", &[("A", "%B%"), ("B", "b")]), "<%B%|b>");
    }

    #[test]
    fn the_page_has_a_place_for_everything() {
        let page = fs::read_to_string(written().join("frame.html")).expect("it is there");
        let names = ["FIRST", "SCRIPT", "STYLE", "HOME", "CSS", "POSTER", "PROGRAM", "BOOKS", "JS"];
        let values: Vec<(&str, &str)> = names.iter().map(|name| (*name, "x")).collect();
        assert!(!fill(&page, &values).contains('%'));
    }
}
