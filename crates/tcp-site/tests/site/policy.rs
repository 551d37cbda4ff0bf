//! Nothing in a page needs more than its content security policy allows.

use crate::{documents, site};

#[test]
fn no_script_and_no_style_is_in_a_page() {
    for (path, document) in documents() {
        assert_eq!(document.all("style").len(), 0, "{path}");
        for script in document.all("script") {
            let is_data = script.attribute("type") == Some("application/ld+json");
            let is_elsewhere = script.attribute("src").is_some() && script.text.is_empty();
            assert!(is_data || is_elsewhere, "{path}: {}", script.text);
        }
        for (name, value) in document.elements.iter().flat_map(|element| &element.attributes) {
            assert_ne!(name, "style", "{path}");
            assert!(!name.starts_with("on"), "{path}: {name}={value}");
            assert!(!value.trim_start().starts_with("javascript:"), "{path}: {name}={value}");
        }
    }
}

#[test]
fn every_page_has_the_policy_before_any_address() {
    for (path, document) in documents() {
        let policy = document.with("meta", "http-equiv", "Content-Security-Policy");
        let [policy] = policy[..] else { panic!("{path} has {} policies", policy.len()) };
        let policy = policy.attribute("content").unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"));
        let names: Vec<&str> = document.elements.iter().map(|e| &*e.name).collect();
        let at = |name: &str| names.iter().position(|known| *known == name).unwrap();
        assert!(at("meta") < at("base") && at("base") < at("link"), "{path}");
    }
}

/// What a page fetches is the site's own.
#[test]
fn nothing_is_fetched_from_another_host() {
    for (path, document) in documents() {
        for element in document.elements.iter().filter(|e| e.name != "a") {
            let fetched = ["stylesheet", "icon", "modulepreload", "preload"];
            let rel = element.attribute("rel").unwrap_or_default();
            let href = element.attribute("href").filter(|_| fetched.contains(&rel));
            for address in ["src", "srcset"].map(|name| element.attribute(name)) {
                assert!(!address.unwrap_or_default().contains("//"), "{path}");
            }
            assert!(!href.unwrap_or_default().contains("//"), "{path}");
        }
    }
    let styles = site().iter().find(|file| file.path.ends_with("pages.css")).unwrap();
    assert!(!String::from_utf8_lossy(&styles.octets).contains("url("));
}
