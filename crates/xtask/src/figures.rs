//! What the command line makes for the site: a figure of every scenario and alternative, and the
//! words of each scenario, which the page fetches when it is opened.

use crate::process::{cargo, read};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::SystemTime;

/// The file with what a player needs that carries all scenarios.
pub const ALL: &str = "all.bin";

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// One figure to draw.
#[derive(Debug, PartialEq, Eq)]
struct Figure {
    scenario: String,
    lang: &'static str,
    theme: &'static str,
}

impl Figure {
    /// `boot.js` makes the same names.
    fn file_name(&self) -> String {
        format!("{}.{}.{}.svg", self.scenario.replace('/', "."), self.lang, self.theme)
    }
}

/// How the command line is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compiled {
    /// With no more than it needs.
    Alone,
    /// With what the native tests were compiled with: nothing is compiled again after them.
    AsForTests,
}

/// What the command line has made, and itself.
pub struct Made {
    /// The folder that `figures` and `books` are in.
    pub folder: PathBuf,
    /// The command line, as it was built.
    pub program: PathBuf,
}

/// Draws every figure and writes every book. They are kept while the program that makes them is the
/// same.
pub fn make(compiled: Compiled) -> Result<Made> {
    let program = build_program(compiled)?;
    let folder = crate::root().join("target/made");
    let stamp = folder.with_extension("done");
    if folder.is_dir() && modified(&stamp)? > modified(&program)? {
        return Ok(Made { folder, program });
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let drawings = folder.join("figures");
    fs::create_dir_all(&drawings)?;
    let list = read(Command::new(&program).args(["list", "--json"]))?;
    let figures = figures(&list)?;
    println!("  drawing {} figures", figures.len());
    draw_all(&program, &figures, &drawings)?;
    let mut books = Command::new(&program);
    books.args(["books", "-o"]).arg(folder.join("books"));
    read(books.arg("--all").arg(folder.join(ALL)))?;
    fs::write(stamp, "")?;
    Ok(Made { folder, program })
}

/// When the file was written; the epoch when it is not there.
fn modified(file: &Path) -> Result<SystemTime> {
    if !file.exists() {
        return Ok(SystemTime::UNIX_EPOCH);
    }
    fs::metadata(file)?.modified().with_context(|| format!("{file:?} has no time"))
}

/// Compiles the command line and asks cargo where it put it.
fn build_program(compiled: Compiled) -> Result<PathBuf> {
    let scope: &[&str] = match compiled {
        Compiled::Alone => &["--package=tcp-lanes"],
        // With a test among the targets, dependencies have the features that all tests ask for.
        Compiled::AsForTests => &["--all-features", "--bin=tcp-lanes", "--test=cli"],
    };
    let mut build = cargo();
    build.args(["build", "--locked", "--message-format=json-render-diagnostics"]).args(scope);
    read(&mut build)?
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == "tcp-lanes")
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .context("the package tcp-lanes has no program of that name")
}

/// All figures of the scenarios that `tcp-lanes list --json` names.
fn figures(list: &str) -> Result<Vec<Figure>> {
    let list: Value = serde_json::from_str(list).context("`list --json` is not JSON")?;
    let mut figures = Vec::new();
    for scenario in addresses(&list)? {
        for lang in LANGUAGES {
            for theme in THEMES {
                figures.push(Figure { scenario: scenario.clone(), lang, theme });
            }
        }
    }
    Ok(figures)
}

/// `id` and `id/alternative` of every scenario.
fn addresses(list: &Value) -> Result<Vec<String>> {
    let mut addresses = Vec::new();
    for scenario in list.as_array().context("`list --json` is not an array")? {
        let id = scenario["id"].as_str().context("a scenario without `id`")?;
        addresses.push(id.to_owned());
        for alternative in scenario["alternatives"].as_array().into_iter().flatten() {
            let alternative = alternative["id"]
                .as_str()
                .with_context(|| format!("an alternative of {id} without `id`"))?;
            addresses.push(format!("{id}/{alternative}"));
        }
    }
    Ok(addresses)
}

fn draw_all(program: &Path, figures: &[Figure], folder: &Path) -> Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = figures.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let running: Vec<_> = figures
            .chunks(share)
            .map(|part| {
                scope.spawn(move || part.iter().try_for_each(|one| draw_one(program, one, folder)))
            })
            .collect();
        running.into_iter().try_for_each(|worker| worker.join().expect("drawing does not panic"))
    })
}

fn draw_one(program: &Path, figure: &Figure, folder: &Path) -> Result<()> {
    let mut draw = Command::new(program);
    draw.args(["run", &figure.scenario, "--format", "svg"]);
    draw.args(["--lang", figure.lang, "--theme", figure.theme]);
    read(draw.arg("-o").arg(folder.join(figure.file_name()))).map(drop)
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn every_alternative_is_drawn_in_each_language_and_theme() {
        let list = r#"[{"id":"a","alternatives":[{"id":"b"}]},{"id":"c","alternatives":[]}]"#;
        let drawn = figures(list).expect("a list of the agreed form");
        assert_eq!(drawn.len(), 3 * 2 * 3);
        let names: Vec<String> = drawn.iter().map(super::Figure::file_name).collect();
        assert!(names.contains(&"a.b.zh-CN.dark.svg".to_owned()), "{names:?}");
        assert!(names.contains(&"c.en.auto.svg".to_owned()), "{names:?}");
    }

    #[test]
    fn a_list_of_another_form_is_refused() {
        assert!(figures(r#"{"scenarios":[]}"#).is_err());
        assert!(figures(r#"[{"title":"no id"}]"#).is_err());
    }
}
