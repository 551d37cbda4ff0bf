//! What names a section of an RFC names one that there is.

use std::fs;
use std::path::Path;

/// The sections of the RFCs that this crate names, as their tables of contents number them. Those
/// of RFC 6298 include its numbered rules.
const SECTIONS: [(u16, &str); 18] = [
    (793, "3.1 3.2 3.9"),
    (1122, "4.2.2.13"),
    (1337, "1 2 3 4"),
    (2018, "1 2 3 4 5 6 7 8"),
    (2525, "2.17"),
    (3042, "1 2 3 4"),
    (4987, "2 2.2 3 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4"),
    (5681, "1 2 3 3.1 3.2 4 4.1 4.2 4.3"),
    (5927, "4 4.1 5 6 7"),
    (5961, "1 2 3 3.1 3.2 4 4.1 4.2 4.3 5 5.1 5.2 5.3 6 7 8 9 10"),
    (6191, "1 2 3 4 5"),
    (6298, "1 2 2.1 2.2 2.3 2.4 2.5 3 4 5 5.1 5.2 5.3 5.4 5.5 5.6 5.7 6 7"),
    (6528, "1 2 3 4"),
    (6582, "1 2 3 3.1 3.2 4 5"),
    (7323, "1 2 2.1 2.2 2.3 2.4 3 3.1 3.2 4 4.1 4.2 4.3 5 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 6 7"),
    (7413, "1 2 2.1 2.2 3 4 4.1 4.1.1 4.1.2 4.1.3 4.1.3.1 4.2 4.2.1 4.2.2 5 5.1 5.2 6 6.1 7 8 9"),
    (8200, "3 4 4.1 8.1"),
    (
        9293,
        "1 2 2.1 2.2 3 3.1 3.2 3.2.1 3.2.2 3.3 3.3.1 3.3.2 3.4 3.4.1 3.4.2 3.4.3 3.5 3.5.1 3.5.2 \
         3.5.3 3.6 3.6.1 3.7 3.7.1 3.7.2 3.7.3 3.7.4 3.7.5 3.8 3.8.1 3.8.2 3.8.3 3.8.4 3.8.5 3.8.6 \
         3.8.6.1 3.8.6.2 3.8.6.2.1 3.8.6.2.2 3.8.6.3 3.9 3.9.1 3.9.1.1 3.9.1.2 3.9.1.3 3.9.1.4 \
         3.9.1.5 3.9.1.6 3.9.1.7 3.9.1.8 3.9.1.9 3.9.2 3.9.2.1 3.9.2.2 3.9.2.3 3.10 3.10.1 3.10.2 \
         3.10.3 3.10.4 3.10.5 3.10.6 3.10.7 3.10.7.1 3.10.7.2 3.10.7.3 3.10.7.4 3.10.8 4 5 6 7 8 8.1 \
         8.2",
    ),
];

fn exists(rfc: &str, section: &str) -> bool {
    let listed = SECTIONS.iter().find(|(number, _)| number.to_string() == rfc);
    listed.is_some_and(|(_, sections)| sections.split_whitespace().any(|known| known == section))
}

/// Every source below a folder, with its path.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.unwrap());
    let mut found = vec![];
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            let text = fs::read_to_string(&path).expect("a source is text");
            found.push((path.display().to_string(), text));
        }
    }
    found
}

/// What text begins with as long as it is made of digits and dots; no dot at the end.
fn number(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

#[test]
fn every_section_that_the_sources_name_exists() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut named = 0;
    for (path, text) in sources(folder) {
        // A reference may be broken over two lines of a comment.
        let lines = text.lines().map(|line| line.trim_start().trim_start_matches(['/', '!']));
        let text = lines.collect::<Vec<&str>>().join(" ");
        let text = text.split_whitespace().collect::<Vec<&str>>().join(" ");
        for after in text.split("RFC ").skip(1) {
            let rfc = number(after);
            let Some(section) = after[rfc.len()..].strip_prefix(" §") else { continue };
            let section = number(section);
            assert!(exists(rfc, section), "{path}: RFC {rfc} has no section {section}");
            named += 1;
        }
    }
    assert!(named > 150, "only {named} references were found");
}

#[test]
fn every_clause_names_a_section_that_exists() {
    let text = include_str!("../../src/clause.rs");
    let clauses: Vec<(&str, &str)> = text
        .split("followed!(")
        .skip(1)
        .filter(|after| after.starts_with(|c: char| c.is_ascii_digit()) && !after.starts_with('0'))
        .map(|after| (number(after), after.split('"').nth(1).expect("a section")))
        .collect();
    assert!(clauses.len() > 50, "only {} clauses were found", clauses.len());
    for (rfc, section) in clauses {
        assert!(exists(rfc, section), "RFC {rfc} has no section {section}");
    }
}

#[test]
fn every_section_that_a_scenario_names_exists() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tcp-scenarios/scenarios"));
    let mut named = 0;
    for (path, text) in sources(folder) {
        for after in text.split("RFC ").skip(1) {
            let rfc = number(after);
            let Some(section) = after[rfc.len()..].strip_prefix(' ') else { continue };
            let section = number(section);
            // "RFC 1337 is", "RFC 9293 has 5 minutes", "RFC 9293 Figure 5"; "RFC 9293 2MSL".
            if section.is_empty() || !section.contains('.') && section.len() > 1 {
                continue;
            }
            assert!(exists(rfc, section), "{path}: RFC {rfc} has no section {section}");
            named += 1;
        }
    }
    assert!(named > 100, "only {named} references were found");
}
