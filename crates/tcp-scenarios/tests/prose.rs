//! The words of the catalogue: complete in both languages, and short enough for where they stand.

use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::{Lang, Text};
use tcp_scenarios::scenario::Scenario;

fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(Entry::all)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn texts(scenario: &Scenario) -> Vec<&Text> {
    let Scenario { title, question, answer, note, captions, .. } = scenario;
    let captions = captions.iter().flat_map(|caption| [&caption.title, &caption.text]);
    [title, question, answer].into_iter().chain(note).chain(captions).collect()
}

#[test]
fn everything_is_said_in_both_languages() {
    for scenario in scenarios() {
        for text in texts(scenario) {
            let (zh, en) = (text.get(Lang::ZhCn), text.get(Lang::En));
            assert!(zh.chars().any(is_han), "{}: {zh:?}", scenario.address);
            assert!(!en.is_empty() && !en.chars().any(is_han), "{}: {en:?}", scenario.address);
            for said in [zh, en] {
                let clean =
                    said.trim() == said && !said.contains("  ") && !said.contains(['!', '！']);
                assert!(clean, "{}: {said:?}", scenario.address);
            }
            // Half-width punctuation after a Han character is a slip.
            let pairs = zh.chars().zip(zh.chars().skip(1));
            let slip = pairs.into_iter().any(|(a, b)| is_han(a) && ",;:?.".contains(b));
            assert!(!slip, "{}: {zh:?}", scenario.address);
        }
    }
}

/// Titles stand in lists: 24 Han characters or 48 Latin ones.
#[test]
fn titles_are_short() {
    for scenario in scenarios() {
        for lang in Lang::ALL {
            let title = scenario.title.get(lang);
            let width: usize = title.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            assert!(width <= 48, "{}: {title:?} is {width} wide", scenario.address);
        }
    }
}

#[test]
fn every_scenario_says_what_was_chosen_for_reading() {
    for scenario in scenarios() {
        assert!(scenario.note.is_some(), "{}", scenario.address);
        assert!(!scenario.rfc.is_empty(), "{}", scenario.address);
        assert!(scenario.captions.len() >= 3, "{}", scenario.address);
    }
}

#[test]
fn a_wrong_protocol_says_so() {
    for scenario in scenarios().filter(|scenario| scenario.right.is_some()) {
        let note = scenario.note.as_ref().unwrap();
        assert!(note.en.contains("variant"), "{}: {}", scenario.address, note.en);
        assert!(note.zh_cn.contains("变体"), "{}: {}", scenario.address, note.zh_cn);
    }
}
