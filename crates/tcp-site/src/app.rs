//! The files of the app, which a page loads to come alive. Their names have a hash, so they are
//! looked for in the folder that the app was built into.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// What the app's files are called, from the root of the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct App {
    /// Starts it.
    pub(crate) start: String,
    /// Its style sheet.
    pub(crate) styles: String,
    /// The one that a first look does not need.
    pub(crate) later: String,
    /// What joins script and program.
    pub(crate) glue: String,
    /// The program.
    pub(crate) program: String,
    /// The script of `index.html`.
    pub(crate) boot: String,
    /// The folder of the checker.
    pub(crate) proof: String,
    /// The folder of the studio.
    pub(crate) studio: String,
    /// Whether the element that others embed is there.
    pub(crate) embed: bool,
}

/// The script of the element that others embed, and that the article embeds as they do.
pub(crate) const EMBED: &str = "embed/tcp-lanes.js";

/// Why a folder does not have the app.
#[derive(Debug)]
pub enum NoApp {
    /// It cannot be read.
    Unreadable(io::Error),
    /// There should be one file of this form.
    Expected {
        /// What the names begin and end with, a star between.
        form: String,
        /// How many there are.
        found: usize,
    },
}

impl fmt::Display for NoApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoApp::Unreadable(error) => write!(f, "{error}"),
            NoApp::Expected { form, found } => {
                write!(f, "expected one {form}, as cargo xtask build makes it; there are {found}")
            }
        }
    }
}

impl std::error::Error for NoApp {}

impl App {
    /// Looks for the app's files in a folder.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file is not there or there twice.
    pub fn find(folder: &Path) -> Result<App, NoApp> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(NoApp::Unreadable)? {
            let entry = entry.map_err(NoApp::Unreadable)?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        let one = |head: &str, tail: &str| {
            let hash = |name: &&String| {
                let hash = name.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail));
                hash.is_some_and(|hash| hash.bytes().all(|octet| octet.is_ascii_hexdigit()))
            };
            let found: Vec<&String> = names.iter().filter(hash).collect();
            match found[..] {
                [name] => Ok(name.clone()),
                _ => Err(NoApp::Expected { form: format!("{head}*{tail}"), found: found.len() }),
            }
        };
        Ok(App {
            start: one("start-", ".js")?,
            styles: one("styles-", ".css")?,
            later: one("later-", ".css")?,
            glue: one("web-", ".js")?,
            program: one("web-", "_bg.wasm")?,
            boot: one("boot-", ".js")?,
            proof: one("proof-", "")?,
            studio: one("studio-", "")?,
            embed: folder.join(EMBED).is_file(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 8] = [
        "start-1.js",
        "styles-2.css",
        "later-2.css",
        "web-3.js",
        "web-3_bg.wasm",
        "boot-5.js",
        "proof-6",
        "studio-7",
    ];

    #[test]
    fn the_files_are_found_by_their_names() {
        let folder = tempfile::tempdir().unwrap();
        for name in NAMES {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let app = App::find(folder.path()).unwrap();
        assert_eq!((&*app.glue, &*app.program), ("web-3.js", "web-3_bg.wasm"));
        assert!(!app.embed);
        fs::create_dir(folder.path().join("embed")).unwrap();
        fs::write(folder.path().join(EMBED), "").unwrap();
        assert!(App::find(folder.path()).unwrap().embed);
        fs::write(folder.path().join("styles-aa.css"), "").unwrap();
        let error = App::find(folder.path()).unwrap_err().to_string();
        assert!(error.starts_with("expected one styles-*.css"), "{error}");
    }
}
