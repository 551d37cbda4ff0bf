//! `tcp-lanes books`: a step of building the site.

use crate::Failure;
use std::fs;
use std::path::PathBuf;
use tcp_scenarios::catalogue;
use tcp_scenarios::prose::Lang;
use tcp_view::caption::lexicon;

/// The arguments of `books`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to write into: a file for each scenario, and for each language the list of
    /// questions and the words for what may happen.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub(crate) fn books(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.output;
    fs::create_dir_all(folder).map_err(|e| Failure::in_file(folder, e))?;
    let scenarios = catalogue::books().into_iter().map(|(id, book)| (format!("{id}.bin"), book));
    let lists = |lang: Lang| (format!("list.{}.bin", lang.tag()), catalogue::list(lang));
    let words =
        |lang: Lang| (format!("words.{}.txt", lang.tag()), lexicon::file(lang).into_bytes());
    for (name, octets) in scenarios.chain(Lang::ALL.map(lists)).chain(Lang::ALL.map(words)) {
        let path = folder.join(name);
        fs::write(&path, octets).map_err(|e| Failure::in_file(&path, e))?;
    }
    Ok(())
}
