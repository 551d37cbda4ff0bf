//! `tcp-lanes books`: a step of building the site.

use crate::Failure;
use std::fs;
use std::path::PathBuf;
use tcp_scenarios::catalogue::{self, Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_view::caption::lexicon;

/// The arguments of `books`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into: a file for each scenario, and the list of questions in each
    /// language.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub(crate) fn books(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.output;
    fs::create_dir_all(folder).map_err(|e| Failure::in_file(folder, e))?;
    let books = Catalogue::get().entries().iter().map(book);
    let lists = |lang: Lang| (format!("list.{}.bin", lang.tag()), catalogue::list(lang));
    for (name, octets) in books.chain(Lang::ALL.map(lists)) {
        let path = folder.join(name);
        fs::write(&path, octets).map_err(|e| Failure::in_file(&path, e))?;
    }
    Ok(())
}

/// The file of a scenario: how long its book is, in four octets with the lowest first, the book,
/// and the words that are needed to tell of its runs.
fn book(entry: &Entry) -> (String, Vec<u8>) {
    let book = entry.book();
    let mut octets = (book.len() as u32).to_le_bytes().to_vec();
    octets.extend(book);
    octets.extend(lexicon::needed(entry.all()).into_bytes());
    (format!("{}.bin", entry.id()), octets)
}
