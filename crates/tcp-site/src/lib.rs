//! The questions as static pages: readable without a script, found by search engines, shown in
//! previews and feeds, and where the app is beside them, brought to life by it.
//!
//! ```
//! use tcp_site::{Options, files};
//!
//! let site = files(&Options::default()).unwrap();
//! let page = site.iter().find(|file| file.path == "en/three-way-normal/index.html").unwrap();
//! let page = std::str::from_utf8(&page.octets).unwrap();
//! assert!(page.contains("<table>") && page.contains("SYN-RECEIVED"));
//! ```
//!
//! The same options give the same files, octet by octet: there is no clock in it.
//!
//! - [`question`] is the page of a question, [`article`] that of the article, [`contents`] the list
//!   of all; [`frame`] is what is around them, [`missing`] the page for addresses that lead nowhere.
//! - [`figure`] draws runs, [`card`] the pictures of previews.
//! - [`data`] is a page as data; [`feed`] and [`host`] are what programs look for.
//! - [`place`] says where things stand; [`app`] finds the files of the app.

mod app;
mod article;
mod assets;
mod card;
mod contents;
mod data;
mod feed;
mod figure;
mod frame;
mod host;
mod missing;
mod place;
mod question;
mod reference;
mod related;
mod words;

pub use app::{App, NoApp};
pub use place::{BaseUrl, Date};

use assets::Assets;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;

/// What the pages depend on besides the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where the site will be. Without it, what needs absolute addresses is left out.
    pub base: Option<BaseUrl>,
    /// The day on which the texts were last changed. Without it there are no feeds, which need one.
    pub date: Option<Date>,
    /// The app that brings the pages to life.
    pub app: Option<App>,
}

/// A file of the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Where, from the root of the site, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub octets: Vec<u8>,
}

impl File {
    fn new(path: impl Into<String>, octets: impl Into<Vec<u8>>) -> File {
        File { path: path.into(), octets: octets.into() }
    }
}

/// Why there is no site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SiteError {
    /// Something that a scenario claims does not hold of its run: the address, and the claim.
    Claim(String, String),
    /// Something in the text of the article is not as expected.
    Article {
        /// In which language.
        lang: Lang,
        /// The line, from 1.
        line: usize,
        /// What it is, and what was expected.
        message: String,
    },
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SiteError::Claim(address, claim) => write!(f, "{address}: does not hold: {claim}"),
            SiteError::Article { lang, line, message } => {
                write!(f, "article/{}.md:{line}: {message}", lang.tag())
            }
        }
    }
}

impl std::error::Error for SiteError {}

/// What every page is made with.
pub(crate) struct Site<'a> {
    options: &'a Options,
    assets: Assets,
}

/// All files of the site, in the order of their paths.
///
/// # Errors
/// When a run is not what its scenario claims, or the article says what cannot be shown.
pub fn files(options: &Options) -> Result<Vec<File>, SiteError> {
    let site = Site { options, assets: Assets::new() };
    let mut files = site.assets.files();
    files.extend([missing::page(&site), host::robots(options.base.as_ref()), host::no_jekyll()]);
    files.push(host::headers(&site));
    if let Some(base) = &options.base {
        files.push(feed::sitemap(&site, base));
        let feed = |date| Lang::ALL.map(|lang| feed::feed(base, date, lang));
        files.extend(options.date.iter().flat_map(feed));
    }
    files.extend(Lang::ALL.into_iter().flat_map(|lang| contents::files(&site, lang)));
    if options.app.is_none() {
        files.push(contents::door(&site));
    }
    files.extend(article::files(&site)?);
    for made in in_parallel(Catalogue::get().entries(), |entry| question::files(&site, entry)) {
        files.extend(made?);
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// What is made of each entry, in their order, by as many threads as there are processors.
fn in_parallel<T: Send>(entries: &[Entry], make: impl Fn(&Entry) -> T + Sync) -> Vec<T> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = entries.len().div_ceil(workers).max(1);
    let make = &make;
    thread::scope(|scope| {
        let parts = entries.chunks(share);
        let working: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(make).collect::<Vec<T>>()))
            .collect();
        let done = working.into_iter();
        done.flat_map(|part| part.join().expect("what is made of an entry does not panic"))
            .collect()
    })
}

/// Writes files into a folder, which need not be there.
///
/// # Errors
/// With the path of the file that cannot be written.
pub fn write(files: &[File], folder: &Path) -> Result<(), (String, io::Error)> {
    for file in files {
        let path = folder.join(&file.path);
        let in_folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        let written = in_folder.and_then(|()| fs::write(&path, &file.octets));
        written.map_err(|error| (path.display().to_string(), error))?;
    }
    Ok(())
}
