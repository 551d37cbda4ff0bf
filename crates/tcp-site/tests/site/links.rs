//! Every address in a page leads somewhere.

use crate::read::Document;
use crate::{APP, BASE, EMBED, Page, alone, pages, pages_alone, site};
use std::collections::{BTreeMap, BTreeSet};
use tcp_site::File;

/// A page's base is the root of the site.
fn check_base(path: &str, document: &Document) {
    let [base] = document.all("base")[..] else { panic!("{path}: expected one base") };
    let base = base.attribute("href").unwrap();
    if path == "404.html" {
        return assert!(matches!(base, "/some/path/" | "/"), "{base}");
    }
    let expected = match path.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    };
    assert_eq!(base, expected, "{path}");
}

/// The file that an address from the root of the site leads to; nothing for other hosts.
fn target(address: &str) -> Option<String> {
    let inside = address.strip_prefix(BASE).unwrap_or(address);
    if inside.contains("://") {
        return None;
    }
    let path = inside.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    Some(match path.ends_with('/') || path.is_empty() {
        true => format!("{path}index.html"),
        false => path.to_owned(),
    })
}

fn check(pages: &[Page], site: &[File], beside: &[&str]) {
    let known: BTreeSet<&str> =
        site.iter().map(|file| &*file.path).chain(beside.iter().copied()).collect();
    for (path, document) in pages {
        check_base(path, document);
        for element in document.elements.iter().filter(|element| element.name != "base") {
            for address in ["href", "src", "srcset"].map(|name| element.attribute(name)) {
                let address = address.unwrap_or("./");
                assert!(!address.starts_with('#'), "{path}: {address} is of the root");
                let target = target(address);
                assert!(target.is_none_or(|target| known.contains(&*target)), "{path}: {address}");
            }
        }
    }
}

#[test]
fn every_link_and_figure_of_a_site_beside_the_app_is_there() {
    check(pages(), site(), &[&APP[..], &["index.html", EMBED]].concat());
}

#[test]
fn every_link_and_figure_of_a_site_alone_is_there() {
    check(pages_alone(), alone(), &[]);
}

#[test]
fn every_figure_is_shown() {
    let shown: BTreeSet<&str> = pages()
        .iter()
        .flat_map(|(_, document)| &document.elements)
        .flat_map(|element| ["src", "srcset"].map(|name| element.attribute(name)))
        .flatten()
        .collect();
    for file in site().iter().filter(|file| file.path.contains("/") && file.path.ends_with(".svg"))
    {
        assert!(shown.contains(&*file.path) || file.path.ends_with("icon.svg"), "{}", file.path);
    }
}

/// Which page is which in the other language: both must say so.
#[test]
fn canonical_and_alternate_addresses_are_mutual() {
    let mut alternates: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (path, document) in pages().iter().filter(|(path, _)| path.contains('/')) {
        let [canonical] = document.with("link", "rel", "canonical")[..] else {
            panic!("{path}: expected one canonical address")
        };
        let canonical = canonical.attribute("href").unwrap().to_owned();
        assert_eq!(canonical, format!("{BASE}{}", path.trim_end_matches("index.html")));
        let languages = document.with("link", "rel", "alternate").into_iter().filter_map(|link| {
            let address = link.attribute("href").unwrap();
            Some((link.attribute("hreflang")?.to_owned(), address.to_owned()))
        });
        alternates.insert(canonical, languages.collect());
    }
    for (page, languages) in &alternates {
        let tags: Vec<&str> = languages.iter().map(|(tag, _)| &**tag).collect();
        assert_eq!(tags, ["zh-CN", "en", "x-default"], "{page}");
        assert!(languages.iter().any(|(_, address)| address == page), "{page}");
        for (_, other) in languages {
            assert_eq!(alternates.get(other), Some(languages), "{page} and {other}");
        }
    }
}

/// Fragments lead to elements that are there, and no two elements of a page share an id.
#[test]
fn every_fragment_is_there() {
    for (path, document) in pages() {
        let ids: Vec<&str> =
            document.elements.iter().filter_map(|element| element.attribute("id")).collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}");
        for link in document.all("a") {
            let href = link.attribute("href").unwrap();
            if let Some((page, fragment)) =
                href.split_once('#').filter(|(page, _)| !page.contains("://"))
            {
                assert_eq!(format!("{page}index.html"), *path);
                assert!(ids.contains(&fragment), "{path}: {href}");
            }
        }
    }
}
