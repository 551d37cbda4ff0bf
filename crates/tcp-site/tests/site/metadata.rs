//! What is there for programs reads as what it says it is.

use crate::{BASE, alone, pages, pages_alone, questions, site};
use roxmltree::{Document as Xml, Node};
use serde_json::Value;
use std::collections::BTreeSet;

fn text(path: &str) -> &'static str {
    let file = site().iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(&file.octets).unwrap()
}

/// The addresses of all pages with languages.
fn addresses() -> BTreeSet<String> {
    let pages = pages().iter().filter(|(path, _)| path.contains('/'));
    pages.map(|(path, _)| format!("{BASE}{}", path.trim_end_matches("index.html"))).collect()
}

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |child| child.tag_name().name() == name)
}

#[test]
fn the_map_has_every_page_with_its_other_language() {
    let map = Xml::parse(text("sitemap.xml")).unwrap();
    let listed: BTreeSet<String> =
        children(map.root(), "loc").map(|loc| loc.text().unwrap().to_owned()).collect();
    assert_eq!(listed, addresses());
    for url in children(map.root(), "url") {
        let links: Vec<&str> =
            children(url, "link").map(|link| link.attribute("href").unwrap()).collect();
        assert_eq!(links.len(), 3);
        assert!(links.iter().all(|link| listed.contains(*link)), "{links:?}");
        assert_eq!(children(url, "lastmod").next().unwrap().text(), Some("2026-11-28"));
    }
}

#[test]
fn a_feed_has_every_question_of_its_language_and_shows_its_figure() {
    let known: BTreeSet<&str> = site().iter().map(|file| &*file.path).collect();
    for lang in ["zh-CN", "en"] {
        let feed = Xml::parse(text(&format!("{lang}/feed.xml"))).unwrap();
        let entries: Vec<Node<'_, '_>> = children(feed.root(), "entry").collect();
        assert_eq!(entries.len(), addresses().len() / 2 - 1);
        for entry in entries {
            let page = children(entry, "id").next().unwrap().text().unwrap();
            assert!(addresses().contains(page) && page.contains(&format!("/{lang}/")), "{page}");
            let content = children(entry, "content").next().unwrap().text().unwrap();
            let shown = crate::read::Document::read(content.as_bytes());
            let src = shown.all("img")[0].attribute("src").unwrap();
            assert!(known.contains(src.strip_prefix(BASE).unwrap()), "{src}");
        }
    }
}

#[test]
fn the_data_of_a_question_is_json_and_says_what_the_page_says() {
    for (path, document) in questions() {
        let [script] = document.with("script", "type", "application/ld+json")[..] else {
            panic!("{path}: expected one piece of data")
        };
        let data: Value = serde_json::from_str(&script.text).unwrap();
        let asked = &data["@graph"][1]["mainEntity"][0];
        assert_eq!(asked["name"], *document.all("h1")[0].text, "{path}");
        let answer = asked["acceptedAnswer"]["text"].as_str().unwrap();
        assert!(document.all("main")[0].text.contains(answer), "{path}");
        assert_eq!(
            data["@graph"][0]["url"],
            format!("{BASE}{}", path.trim_end_matches("index.html"))
        );
    }
}

#[test]
fn what_embeds_a_question_is_found_from_its_page() {
    for (path, document) in questions() {
        let [link] = document.with("link", "type", "application/json+oembed")[..] else {
            panic!("{path}: expected one link to oEmbed")
        };
        let address = link.attribute("href").unwrap();
        let answer: Value =
            serde_json::from_str(text(address.strip_prefix(BASE).unwrap())).unwrap();
        assert_eq!((&answer["version"], &answer["type"]), (&"1.0".into(), &"rich".into()));
        let frame = crate::read::Document::read(answer["html"].as_str().unwrap().as_bytes());
        let src = frame.all("iframe")[0].attribute("src").unwrap();
        let id = path.split('/').nth(1).unwrap();
        assert!(src.starts_with(&format!("{BASE}embed/?scenario={id}&lang=")), "{src}");
    }
}

#[test]
fn a_preview_has_title_words_and_address() {
    for (path, document) in pages().iter().filter(|(path, _)| path.contains('/')) {
        for property in ["og:title", "og:description", "og:url", "og:type", "og:locale"] {
            let [meta] = document.with("meta", "property", property)[..] else {
                panic!("{path}: expected one {property}")
            };
            assert!(!meta.attribute("content").unwrap().is_empty(), "{path}: {property}");
        }
        let description = document.with("meta", "name", "description")[0].attribute("content");
        assert!(description.unwrap().chars().count() <= 320, "{path}: {description:?}");
    }
}

#[test]
fn hosts_and_crawlers_find_what_they_look_for() {
    assert!(text("robots.txt").contains(&format!("Sitemap: {BASE}sitemap.xml")));
    assert_eq!(text(".nojekyll"), "");
    let headers = text("_headers");
    for path in ["/web-3_bg.wasm\n", "/proof-6/*\n", "/start-1.js\n"] {
        assert!(headers.contains(path), "{path} is not in\n{headers}");
    }
    // It would be added to that of the page for frames.
    assert!(!headers.contains("Content-Security-Policy"), "{headers}");
    assert!(!headers.contains("frame-ancestors") && !headers.contains("X-Frame-Options"));
}

/// Where it is not known where the site will be, no address is made up.
#[test]
fn a_site_that_does_not_know_its_address_has_none() {
    for absent in ["sitemap.xml", "en/feed.xml", "en/three-way-normal/oembed.json"] {
        assert!(alone().iter().all(|file| file.path != absent), "{absent}");
    }
    for (path, document) in pages_alone() {
        assert!(
            document.elements.iter().all(|element| element.attribute("property").is_none()),
            "{path}"
        );
    }
}

#[test]
fn a_preview_has_a_picture_of_the_size_that_is_asked_for() {
    for (path, document) in pages().iter().filter(|(path, _)| path.contains('/')) {
        let [image] = document.with("meta", "property", "og:image")[..] else {
            panic!("{path}: expected one picture")
        };
        let picture = image.attribute("content").unwrap().strip_prefix(BASE).unwrap();
        let file = site().iter().find(|file| file.path == picture);
        let octets = &file.unwrap_or_else(|| panic!("there is no {picture}")).octets;
        let mut reader = png::Decoder::new(std::io::Cursor::new(octets)).read_info().unwrap();
        assert_eq!((reader.info().width, reader.info().height), (1200, 630), "{picture}");
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert!(octets.len() < 100_000, "{picture} has {} octets", octets.len());
    }
}
