//! `tcp-lanes books`: a step of building the site.

use crate::Failure;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use tcp_scenarios::catalogue::{self, Catalogue, Entry};
use tcp_scenarios::json::write_scenario;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::compare::partners_in;
use tcp_studio::quiz::questions;
use tcp_view::caption::lexicon;
use tcp_view::message;
use tcp_view::visits::{self, Visitor};

/// The arguments of `books`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into: a file for each scenario, the list of them and of their questions
    /// in each language, and the index of the states that scenarios visit. In its folder `files` are the scenario
    /// files.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// A file to write into what a player needs that carries all scenarios
    #[arg(long, value_name = "FILE")]
    all: Option<PathBuf>,
}

pub(crate) fn books(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.output;
    let files = folder.join("files");
    fs::create_dir_all(&files).map_err(|e| Failure::in_file(&files, e))?;
    for file in catalogue::files() {
        let path = files.join(format!("{}.json", file.id));
        fs::write(&path, write_scenario(&file)).map_err(|e| Failure::in_file(&path, e))?;
    }
    for lang in Lang::ALL {
        let path = folder.join(format!("partners.{}.txt", lang.tag()));
        fs::write(&path, partners(lang)).map_err(|e| Failure::in_file(&path, e))?;
    }
    let path = folder.join("quiz.txt");
    fs::write(&path, quiz()).map_err(|e| Failure::in_file(&path, e))?;
    if let Some(path) = &arguments.all {
        fs::write(path, everything()).map_err(|e| Failure::in_file(path, e))?;
    }
    let books = Catalogue::get().entries().iter().map(book);
    let lists = |lang: Lang| {
        let list = with_words(&catalogue::list(lang), &message::all(lang));
        (format!("list.{}.bin", lang.tag()), list)
    };
    let asked = |lang: Lang| (format!("questions.{}.bin", lang.tag()), catalogue::questions(lang));
    for (name, octets) in books.chain(Lang::ALL.map(lists)).chain(Lang::ALL.map(asked)) {
        let path = folder.join(name);
        fs::write(&path, octets).map_err(|e| Failure::in_file(&path, e))?;
    }
    let visitors: Vec<Visitor> = Catalogue::get().entries().iter().map(Visitor::of).collect();
    let path = folder.join("visits.txt");
    fs::write(&path, visits::write(&visitors)).map_err(|e| Failure::in_file(&path, e))
}

/// What each scenario is compared with: a line for each with its address, and those of its partners
/// with their titles, the best first, all with tabs between.
fn partners(lang: Lang) -> String {
    let catalogue = Catalogue::get();
    let all = catalogue.entries().iter().flat_map(Entry::all);
    let titled = |partner: String| {
        let title = catalogue.find(&partner).map_or("", |scenario| scenario.title.get(lang));
        format!("\t{partner}\t{title}")
    };
    let line = |scenario: &Scenario| {
        let partners = partners_in(catalogue, &scenario.address).into_iter().map(titled);
        format!("{}{}\n", scenario.address, partners.collect::<String>())
    };
    all.map(line).collect()
}

/// How many questions there are about each scenario: a line for each, address, tab, number.
fn quiz() -> String {
    let line = |scenario: &Scenario| {
        let count = questions(scenario, &scenario.run(), Lang::En).len();
        format!("{}\t{count}\n", scenario.address)
    };
    Catalogue::get().entries().iter().flat_map(Entry::all).map(line).collect()
}

/// What a player needs that carries everything: short books, and the lists. First, with its length
/// before it, a text in JSON: the lines of words, each once, and for each file its name, how many
/// octets of it follow, and which lines stand behind these; then the octets of all files.
fn everything() -> Vec<u8> {
    let entries = Catalogue::get().entries().iter();
    let books = entries.map(|entry| {
        let name = format!("books/{}.bin", entry.id());
        (name, entry.short_book(), lexicon::needed(entry.all()))
    });
    let lists = Lang::ALL.map(|lang| {
        (format!("books/list.{}.bin", lang.tag()), catalogue::list(lang), message::all(lang))
    });
    let (mut lines, mut numbers) = (Vec::new(), BTreeMap::new());
    let (mut files, mut octets) = (Vec::new(), Vec::new());
    for (name, file, words) in books.chain(lists) {
        let number = |line: &str| {
            *numbers.entry(line.to_owned()).or_insert_with(|| {
                lines.push(line.to_owned());
                lines.len() - 1
            })
        };
        let said: Vec<usize> = words.split('\n').map(number).collect();
        files.push((name, file.len(), said));
        octets.extend(file);
    }
    let text = serde_json::json!({ "lines": lines, "files": files }).to_string();
    let len = (text.len() as u32).to_le_bytes();
    [&len, text.as_bytes(), &octets].concat()
}

/// A scenario, with the words that are needed to tell of its runs.
fn book(entry: &Entry) -> (String, Vec<u8>) {
    let book = with_words(&entry.book(), &lexicon::needed(entry.all()));
    (format!("{}.bin", entry.id()), book)
}

/// A file: how many octets come before the words, in four octets with the lowest first, these, and
/// the words.
fn with_words(octets: &[u8], words: &str) -> Vec<u8> {
    let len = (octets.len() as u32).to_le_bytes();
    [&len, octets, words.as_bytes()].concat()
}
