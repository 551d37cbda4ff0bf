//! The programs beside the page's: the checker and the studio, each fetched only when a reader opens
//! something of it. The files of each stand in a folder whose name has their hash, so that they may
//! name each other.

use crate::process::{cargo, command, run};
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program beside the page's.
#[derive(Debug)]
pub struct Program {
    /// The name of its package, its folder and its `meta` in the page.
    pub name: &'static str,
    /// The profile that it is compiled with.
    profile: &'static str,
    /// Its scripts that are written by hand.
    by_hand: &'static [&'static str],
    /// What is fetched when it is first opened.
    pub opened_by: &'static str,
    /// The most bytes after brotli that may be.
    pub budget: usize,
}

/// The checker. A search is to be fast, so it has a profile of its own, and with it a folder of cargo's.
pub const PROOF: Program = Program {
    name: "proof",
    profile: "proof",
    by_hand: &["worker.js"],
    opened_by: "when the checker's panel is opened",
    budget: 150_000,
};

/// What changes a run.
pub const STUDIO: Program = Program {
    name: "studio",
    profile: "site",
    by_hand: &[],
    opened_by: "when a run is changed, compared, asked about or passed on",
    budget: 404_000,
};

/// All of them.
pub const PROGRAMS: [Program; 2] = [PROOF, STUDIO];

/// Puts them beside the page.
pub fn add_to(site: &Path) -> Result<()> {
    PROGRAMS.iter().try_for_each(|program| program.add_to(site))
}

impl Program {
    fn folder(&self) -> PathBuf {
        crate::root().join("target/beside").join(self.name)
    }

    /// Compiles it into its folder. `smallest` is how the page's program is compiled.
    pub fn compile(&self, smallest: impl Fn(&mut Command) -> &mut Command) -> Result<PathBuf> {
        let folder = self.folder();
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut build = cargo();
        build.args(["build", "--locked", "--offline", "--profile", self.profile]);
        build.args(["--package", self.name, "--bin", self.name, "--target", crate::setup::WASM]);
        run(smallest(&mut build))?;
        let program = target().join(crate::setup::WASM).join(self.profile).join(self.file("wasm"));
        let mut bind = command("wasm-bindgen");
        bind.args(["--target", "web", "--no-typescript", "--out-name", self.name, "--out-dir"]);
        run(bind.arg(&folder).arg(&program))?;
        let written = crate::root().join("web").join(self.name).join("static");
        for name in self.by_hand {
            fs::copy(written.join(name), folder.join(name))?;
        }
        fs::write(folder.join(self.file("css")), styles(&written)?)?;
        Ok(folder)
    }

    fn add_to(&self, site: &Path) -> Result<()> {
        let folder = self.folder();
        let name = format!("{}-{:016x}", self.name, hash(&folder)?);
        self.name_in(&site.join("index.html"), &name)?;
        crate::site::copy_files(&folder, &site.join(name))
    }

    fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.name)
    }

    fn name_in(&self, page: &Path, folder: &str) -> Result<()> {
        let text = fs::read_to_string(page)?;
        let named = self.with_folder(&text, folder).with_context(|| {
            format!("{page:?} has no place for {}: {}", self.name, self.place())
        })?;
        Ok(fs::write(page, named)?)
    }

    /// Where the page says which folder it is.
    fn place(&self) -> String {
        format!("<meta name=\"{0}\" content=\"./{0}\">", self.name)
    }

    fn with_folder(&self, page: &str, folder: &str) -> Option<String> {
        let place = self.place();
        let named = place.replace(&["./", self.name].concat(), &["./", folder].concat());
        page.contains(&place).then(|| page.replace(&place, &named))
    }

    /// The folder that the page names as the program's.
    pub fn folder_in<'a>(&self, page: &'a str) -> Option<&'a str> {
        let (_, after) = page.split_once(&format!("<meta name=\"{}\" content=\"./", self.name))?;
        Some(after.split_once('"')?.0)
    }
}

/// All style sheets of a folder as one, in the order of their names.
fn styles(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.path());
    }
    names.sort();
    let sheets = names.iter().filter(|name| name.extension().is_some_and(|ext| ext == "css"));
    sheets.map(|name| fs::read_to_string(name).with_context(|| format!("{name:?}"))).collect()
}

/// Where cargo compiles to.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from)
}

/// The hash of all files, in the order of their names.
pub fn hash(folder: &Path) -> Result<u64> {
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
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::PROGRAMS;

    #[test]
    fn the_page_says_where_each_program_is() {
        for program in &PROGRAMS {
            let page = format!("<head>\n{}\n</head>", program.place());
            let named = program.with_folder(&page, "it-1f").expect("there is a place");
            assert!(named.contains("content=\"./it-1f\""), "{named}");
            assert_eq!(program.folder_in(&named), Some("it-1f"));
            assert_eq!(program.with_folder("<head></head>", "it-1f"), None);
            assert_eq!(program.folder_in("<head></head>"), None);
        }
    }
}
