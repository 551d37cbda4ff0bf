//! The whole tree, read as strangers read it.

mod article;
mod links;
mod metadata;
mod policy;
mod read;
mod story;

use read::Document;
use std::sync::OnceLock;
use tcp_site::{App, BaseUrl, Date, File, Options, files};

/// Where the site of these tests will be: not at the root of its host.
pub(crate) const BASE: &str = "https://example.org/some/path/";

/// The names of an app's files.
pub(crate) const APP: [&str; 8] = [
    "start-1.js",
    "styles-2.css",
    "later-2.css",
    "web-3.js",
    "web-3_bg.wasm",
    "boot-5.js",
    "proof-6",
    "studio-7",
];

/// The element that others embed, which stands beside an app.
pub(crate) const EMBED: &str = "embed/tcp-lanes.js";

fn options() -> Options {
    let folder = tempfile::tempdir().unwrap();
    for name in APP {
        std::fs::write(folder.path().join(name), "").unwrap();
    }
    std::fs::create_dir(folder.path().join("embed")).unwrap();
    std::fs::write(folder.path().join(EMBED), "").unwrap();
    let app = App::find(folder.path()).unwrap();
    let base = BaseUrl::parse(BASE).unwrap();
    Options { base: Some(base), date: Some(Date::parse("2026-11-28").unwrap()), app: Some(app) }
}

/// The site beside an app.
pub(crate) fn site() -> &'static [File] {
    static SITE: OnceLock<Vec<File>> = OnceLock::new();
    SITE.get_or_init(|| files(&options()).unwrap())
}

/// The site alone, not knowing where it will be.
pub(crate) fn alone() -> &'static [File] {
    static SITE: OnceLock<Vec<File>> = OnceLock::new();
    SITE.get_or_init(|| files(&Options::default()).unwrap())
}

/// A page, with its path.
pub(crate) type Page = (&'static str, Document);

/// Every page of the site beside an app.
pub(crate) fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| read(site()))
}

/// Every page of the site alone.
pub(crate) fn pages_alone() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| read(alone()))
}

fn read(site: &'static [File]) -> Vec<Page> {
    let pages = site.iter().filter(|file| file.path.ends_with(".html"));
    pages.map(|file| (&*file.path, Document::read(&file.octets))).collect()
}

/// Every page of a question, beside an app.
pub(crate) fn questions() -> impl Iterator<Item = &'static Page> {
    let is_question = |path: &str| path.matches('/').count() == 2 && !path.contains(ARTICLE);
    pages().iter().filter(move |(path, _)| is_question(path))
}

/// What is in the path of the article.
pub(crate) const ARTICLE: &str = "/handshake-and-close/";

/// Every page of both.
pub(crate) fn documents() -> impl Iterator<Item = &'static Page> {
    pages().iter().chain(pages_alone())
}

#[test]
fn the_same_input_gives_the_same_octets() {
    assert!(files(&options()).unwrap() == site(), "two sites of the same input are different");
    let mut paths: Vec<&str> = site().iter().map(|file| &*file.path).collect();
    let count = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), count, "a path is there twice");
}

#[test]
fn another_parser_has_nothing_to_mend() {
    for (path, document) in documents() {
        assert_eq!(document.errors, [""; 0], "{path}");
        assert_eq!(document.all("h1").len().min(1), 1, "{path} has no headline");
        assert_eq!(document.all("title").len(), 1, "{path}");
    }
}
