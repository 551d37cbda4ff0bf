//! docs/rfc9293.md has a row for every requirement of RFC 9293 (Appendix B), and what it names is
//! there: files, functions, types, knobs.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const DOCS: &str = include_str!("../../../../docs/rfc9293.md");

/// The kinds of requirement, each with the number of its last. RFC 9293 leaves none out.
const KINDS: [(&str, u8); 4] = [("MUST", 69), ("SHLD", 31), ("MAY", 18), ("REC", 1)];

/// What a cell says instead of naming a place, with a reason behind it.
const EXCUSES: [&str; 2] = ["not applicable: ", "not implemented: "];

/// The cells of every row of both kinds of table. The last two say where it is done, and where
/// tested.
fn all_rows() -> Vec<Vec<&'static str>> {
    let rows = DOCS.lines().filter(|line| line.starts_with("| "));
    let cells = |row: &'static str| row.trim_matches('|').split('|').map(str::trim).collect();
    let is_head = |cells: &Vec<&str>| ["Requirement", "Where"].contains(&cells[0]);
    rows.map(cells).filter(|cells| !is_head(cells)).collect()
}

/// The rows of the requirements; the readings begin with a section.
fn rows() -> Vec<Vec<&'static str>> {
    all_rows().into_iter().filter(|cells| !cells[0].starts_with('§')).collect()
}

/// The places that a cell names, between backticks.
fn places(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// A file, and what the docs say is in it.
fn read(place: &str) -> (String, Option<&str>) {
    let (path, item) = match place.split_once("::") {
        Some((path, item)) => (path, Some(item)),
        None => (place, None),
    };
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{place}: {error}"));
    (text, item)
}

/// Whether a source defines a function, a type, a constant or a field of this name.
fn defines(source: &str, item: &str) -> bool {
    ["fn ", "struct ", "enum ", "const ", "pub "].iter().any(|keyword| {
        let named = format!("{keyword}{item}");
        source.match_indices(&named).any(|(at, _)| {
            let rest = &source[at + named.len()..];
            !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
        })
    })
}

#[test]
fn every_requirement_has_one_row() {
    let mut found = BTreeMap::new();
    for row in rows() {
        *found.entry(row[0].to_owned()).or_insert(0) += 1;
    }
    let numbers = KINDS.iter().flat_map(|(kind, last)| (1..=*last).map(move |n| (kind, n)));
    let expected: BTreeMap<String, i32> =
        numbers.map(|(kind, n)| (format!("{kind}-{n}"), 1)).collect();
    assert_eq!(found, expected);
}

#[test]
fn no_cell_is_empty_and_each_names_a_place_or_gives_a_reason() {
    for row in all_rows() {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let excused = EXCUSES
            .iter()
            .any(|excuse| row[3].strip_prefix(excuse).is_some_and(|reason| reason.len() > 10));
        if excused {
            assert_eq!(row[4], "no", "{row:?}");
        } else {
            assert!(places(row[3]).count() > 0, "{row:?}");
            assert!(places(row[4]).count() > 0, "{row:?}");
        }
    }
}

#[test]
fn what_the_rows_name_is_there() {
    for row in all_rows() {
        for place in places(row[3]).chain(places(row[4])) {
            let (source, item) = read(place);
            if let Some(item) = item {
                assert!(defines(&source, item), "{}: there is no {place}", row[0]);
            }
        }
    }
}

#[test]
fn where_something_is_tested_there_are_tests() {
    for row in all_rows() {
        for place in places(row[4]) {
            let (source, item) = read(place);
            let is_table = place.contains("/tables/") && item.is_none();
            let is_test = item.is_some_and(|item| {
                source.split("#[test]").skip(1).any(|after| {
                    after
                        .split_once('(')
                        .is_some_and(|(head, _)| head.split_whitespace().next_back() == Some(item))
                })
            });
            assert!(is_table || is_test, "{}: {place} is no test", row[0]);
        }
    }
}
