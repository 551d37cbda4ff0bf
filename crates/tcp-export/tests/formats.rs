//! What a file of each format begins with, in both languages.

use tcp_export::{Format, Options, export};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;

fn exported(address: &str, format: Format, lang: Lang) -> Result<Vec<u8>, String> {
    let scenario = Catalogue::get().find(address).unwrap();
    let options = Options { lang, ..Options::default() };
    export(format, scenario, &scenario.run(), &options).map_err(|e| e.to_string())
}

#[test]
fn text_is_utf_8_and_what_is_made_of_pixels_says_so() {
    for format in Format::ALL {
        for lang in Lang::ALL {
            match exported("three-way-normal", format, lang) {
                Ok(octets) => {
                    assert!(!format.is_pixels());
                    let text = String::from_utf8(octets);
                    assert_eq!(text.is_ok(), format.is_text(), "{}", format.name());
                }
                Err(error) => {
                    assert!(format.is_pixels(), "{error}");
                    let begins = format!("three-way-normal: {} is made of pixels", format.name());
                    assert!(error.starts_with(&begins), "{error}");
                }
            }
        }
    }
}

#[test]
fn diagrams_say_what_was_lost_what_state_it_left_and_how_long_nothing_happened() {
    let file = |format, lang| {
        String::from_utf8(exported("two-way-synack-lost", format, lang).unwrap()).unwrap()
    };
    expect_test::expect_file!["two-way.en.mmd"].assert_eq(&file(Format::Mermaid, Lang::En));
    expect_test::expect_file!["two-way.zh.puml"].assert_eq(&file(Format::PlantUml, Lang::ZhCn));
    expect_test::expect_file!["two-way.en.md"].assert_eq(&file(Format::Markdown, Lang::En));
}

/// A row of a table has as many cells as its head, whatever the captions say.
#[test]
fn every_row_of_a_transcript_has_seven_cells() {
    let catalogue = Catalogue::get();
    for scenario in catalogue.entries().iter().flat_map(Entry::all) {
        for lang in Lang::ALL {
            let page = exported(&scenario.address, Format::Markdown, lang).unwrap();
            let page = String::from_utf8(page).unwrap();
            let rows: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
            assert_eq!(rows.len(), scenario.run().beats.len() + 2);
            for row in rows {
                let bars = row.replace("\\\\", "").replace("\\|", "").matches('|').count();
                assert_eq!(bars, 8, "{}: {row}", scenario.address);
            }
        }
    }
}

#[test]
fn an_attacker_has_a_lane_and_captions_are_notes() {
    let scenario = Catalogue::get()
        .entries()
        .iter()
        .map(Entry::scenario)
        .find(|scenario| tcp_export::diagram::has_attacker(&scenario.run()))
        .unwrap();
    let options = Options { captions: true, ..Options::default() };
    for (format, lane, note) in [
        (Format::Mermaid, "participant A as Attacker\n", "Note over C,S: "),
        (Format::PlantUml, "participant \"Attacker\" as A\n", "note over C, S : "),
    ] {
        let octets = export(format, scenario, &scenario.run(), &options).unwrap();
        let text = String::from_utf8(octets).unwrap();
        assert!(text.contains(lane), "{text}");
        assert!(text.matches(note).count() >= scenario.run().beats.len(), "{text}");
    }
}

/// Formats that need no pixels.
fn written() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| !format.is_pixels())
}

/// A handshake of which a reader has changed so much, in a format.
fn changed(format: Format, lang: Lang, changes: &[&str]) -> String {
    let scenario = Catalogue::get().find("three-way-normal").unwrap();
    let changes = changes.iter().map(|change| (*change).to_owned()).collect();
    let options = Options { lang, changes, ..Options::default() };
    let octets = export(format, scenario, &scenario.run(), &options).unwrap();
    String::from_utf8_lossy(&octets).into_owned()
}

#[test]
fn a_run_that_a_reader_has_changed_says_so_in_every_format() {
    for (lang, named) in [
        (Lang::ZhCn, ["读者的改动：A", "读者的改动#65306;A", "\"changed\":[\"A\""]),
        (
            Lang::En,
            ["Changed by the reader: A", "Changed by the reader#58; A", "\"changed\":[\"A\""],
        ),
    ] {
        for format in written() {
            let (plain, changed) = (changed(format, lang, &[]), changed(format, lang, &["A", "B"]));
            let says = |text: &str| named.iter().any(|named| text.contains(named));
            assert!(says(&changed) && changed.contains('B'), "{}: {changed}", format.name());
            assert!(!says(&plain) && !plain.contains("changed\""), "{}", format.name());
        }
    }
}

/// Of ten changes all are told where there is room, and two where it is a picture.
#[test]
fn ten_changes_are_all_told_but_in_pictures_which_count_them() {
    let ten = ["first", "second", "", "", "", "", "", "", "", "the last one"];
    for format in written() {
        let text = changed(format, Lang::En, &ten);
        let is_picture = matches!(
            format,
            Format::Svg | Format::AnimatedSvg | Format::Mermaid | Format::PlantUml
        );
        assert_eq!(text.contains("and 8 more"), is_picture, "{}: {text}", format.name());
        let is_diagram = matches!(format, Format::Mermaid | Format::PlantUml);
        assert_eq!(text.contains("the last one"), !is_diagram, "{}", format.name());
    }
}

#[test]
fn a_trace_and_a_script_of_a_changed_run_are_still_read() {
    let wild = "a \"quoted\"\n+0 < S 0:0(0)";
    let json = changed(Format::Json, Lang::En, &[wild]);
    let trace: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(trace["changed"], serde_json::json!([wild]));
    assert!(trace["events"].is_array() && json.ends_with("]}\n"), "{json}");
    let script = changed(Format::Packetdrill, Lang::En, &[wild]);
    let script = tcp_packetdrill::parse::parse(&script).unwrap();
    let settings = tcp_packetdrill::run::Settings::default();
    let outcome = tcp_packetdrill::run::run(&script, settings).outcome;
    assert_eq!(outcome, tcp_packetdrill::run::Outcome::Pass);
}
