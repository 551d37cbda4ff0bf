//! Captions as their readers see them.

use super::values::fill;
use super::{Caption, captions, own};
use expect_test::{ExpectFile, expect_file};
use tcp_model::host::Flow;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

mod any_run;

/// What the margin of the ladder has room for, a Han character counting two.
const MARGIN: usize = 28;
const MARGIN_OF_HAN: usize = 32;

fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(Entry::all)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a text is in its language: no Han in English, no sentence without Han in Chinese.
fn speaks(text: &str, lang: Lang) -> bool {
    match lang {
        Lang::En => !text.chars().any(is_han),
        Lang::ZhCn => {
            text.split_inclusive(['。', '？', '；']).all(|sentence| sentence.chars().any(is_han))
        }
    }
}

/// What is wrong with a caption, whatever it says.
fn faults(caption: &Caption, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let texts = [&caption.headline, &caption.body, &caption.margin];
    for text in texts.into_iter().chain(&caption.deviation) {
        let mut expect = |holds: bool, what: &str| {
            if !holds {
                found.push(format!("{what}: {text:?}"));
            }
        };
        expect(!text.trim().is_empty(), "empty");
        expect(!text.contains(['{', '}']), "braces");
        expect(!text.contains("  "), "two spaces");
        expect(text.trim() == text, "space around");
        expect(!text.contains('!'), "shouting");
        let mut numbers = text.split(' ').zip(text.split(' ').skip(1));
        expect(!numbers.any(|(n, unit)| n == "1" && unit.starts_with("bytes")), "plural of one");
    }
    for text in [&caption.body].into_iter().chain(&caption.deviation) {
        if !speaks(text, lang) {
            found.push(format!("not in {}: {text:?}", lang.tag()));
        }
        if !text.ends_with(['.', '。', '?', '？']) {
            found.push(format!("no full stop: {text:?}"));
        }
    }
    let limit = if caption.margin.chars().any(is_han) { MARGIN_OF_HAN } else { MARGIN };
    if width(&caption.margin) > limit {
        found.push(format!("{} wide: {:?}", width(&caption.margin), caption.margin));
    }
    found
}

/// Whether a wrong protocol was at work.
fn deviates(event: &Event) -> bool {
    let why = match &event.kind {
        EventKind::Arrive { ruling, .. } => Some(ruling.why),
        EventKind::Send { why, .. } => *why,
        EventKind::State { why, .. }
        | EventKind::Signal { why, .. }
        | EventKind::TimerSet { why, .. } => Some(*why),
        _ => None,
    };
    why.is_some_and(|why| why.deviation.is_some())
}

fn check(scenario: &Scenario, run: &Run) {
    for lang in Lang::ALL {
        let captions = captions(scenario, run, lang);
        assert_eq!(captions.len(), run.beats.len());
        for (caption, beat) in captions.iter().zip(&run.beats) {
            let found = faults(caption, lang);
            let cause = &run.events[beat.events.start];
            assert!(found.is_empty(), "{}: {cause:?}: {found:#?}", scenario.address);
            let deviates = run.events[beat.events.clone()].iter().any(deviates);
            assert_eq!(caption.deviation.is_some(), deviates, "{}: {cause:?}", scenario.address);
        }
    }
}

#[test]
fn every_beat_of_every_scenario_is_told_in_both_languages() {
    for scenario in scenarios() {
        check(scenario, &scenario.run());
    }
}

#[test]
fn every_caption_that_a_scenario_has_finds_its_beat() {
    for scenario in scenarios() {
        let run = scenario.run();
        let placed = own::place(&scenario.captions, &run);
        let found: Vec<_> = placed.iter().flatten().collect();
        for caption in &scenario.captions {
            let is_placed = found.iter().any(|placed| placed.is(caption));
            assert!(is_placed, "{}: nothing fits {:?}", scenario.address, caption.on);
        }
    }
}

#[test]
fn everything_that_answers_a_call_or_a_segment_names_its_clause() {
    for scenario in scenarios() {
        let run = scenario.run();
        for (caption, beat) in captions(scenario, &run, Lang::En).iter().zip(&run.beats) {
            let cause = &run.events[beat.events.start].kind;
            // What befalls a host is no call and no segment.
            if matches!(cause, EventKind::Host { .. }) {
                continue;
            }
            let of_the_network = matches!(
                cause,
                EventKind::Lose { .. } | EventKind::Note { .. } | EventKind::Send { .. }
            );
            assert_eq!(
                caption.clauses.is_empty(),
                of_the_network,
                "{}: {cause:?}",
                scenario.address
            );
        }
    }
}

#[test]
fn a_wrong_protocol_is_named_in_every_scenario_that_has_a_right_one() {
    for scenario in scenarios() {
        let run = scenario.run();
        let deviates =
            captions(scenario, &run, Lang::En).iter().any(|caption| caption.deviation.is_some());
        assert_eq!(deviates, scenario.right.is_some(), "{}", scenario.address);
    }
}

#[test]
fn a_name_that_is_not_known_stays_as_it_stands() {
    let value = |name: &str| (name == "seq").then(|| "7".to_owned());
    assert_eq!(fill("{seq}, {sec}, {seq", &value), "7, {sec}, {seq");
}

/// The captions of a run as one text.
fn told(scenario: &Scenario, lang: Lang) -> String {
    let run = scenario.run();
    let mut text = String::new();
    for (caption, beat) in captions(scenario, &run, lang).iter().zip(&run.beats) {
        let Caption { headline, body, clauses, deviation, margin, written } = caption;
        let own = if *written { " *" } else { "" };
        text += &format!("{}{own} [{margin}]\n{headline}\n  {body}\n", beat.at);
        if let Some(deviation) = deviation {
            text += &format!("  # {deviation}\n");
        }
        if !clauses.is_empty() {
            text += &format!("  ({})\n", clauses.join("; "));
        }
        text += "\n";
    }
    text
}

fn reads(address: &str, lang: Lang, expected: ExpectFile) {
    expected.assert_eq(&told(Catalogue::get().find(address).unwrap(), lang));
}

#[test]
fn the_lifecycle_reads_well() {
    reads("complete-lifecycle", Lang::En, expect_file!["tests/complete-lifecycle.en.txt"]);
    reads("complete-lifecycle", Lang::ZhCn, expect_file!["tests/complete-lifecycle.zh-CN.txt"]);
}

#[test]
fn the_lost_answer_of_a_two_way_handshake_reads_well() {
    let address = "two-way-synack-lost";
    reads(address, Lang::En, expect_file!["tests/two-way-synack-lost.en.txt"]);
    reads(address, Lang::ZhCn, expect_file!["tests/two-way-synack-lost.zh-CN.txt"]);
}

#[test]
fn the_old_data_of_a_fixed_isn_reads_well() {
    let address = "isn-fixed-old-data";
    reads(address, Lang::En, expect_file!["tests/isn-fixed-old-data.en.txt"]);
    reads(address, Lang::ZhCn, expect_file!["tests/isn-fixed-old-data.zh-CN.txt"]);
}

#[test]
fn one_byte_is_not_called_bytes() {
    let probe = Catalogue::get().find("zero-window-probe").unwrap();
    let said: Vec<String> = captions(probe, &probe.run(), Lang::En)
        .into_iter()
        .map(|caption| [caption.headline, caption.body, caption.margin].join(" "))
        .collect();
    assert!(said.iter().any(|words| words.contains("reads 1 byte ")), "{said:?}");
    assert!(!said.iter().any(|words| words.contains(" 1 bytes")), "{said:?}");
}

#[test]
fn what_is_said_of_another_connection_begins_with_its_name() {
    let flood = Catalogue::get().find("syn-flood").unwrap();
    let run = flood.run();
    for lang in Lang::ALL {
        for (caption, beat) in captions(flood, &run, lang).iter().zip(&run.beats) {
            let main = run.events[beat.events.start].flow == Flow::MAIN;
            let named = caption.headline.starts_with("203.0.113.");
            assert!(caption.written || named != main, "{}", caption.headline);
        }
    }
}
