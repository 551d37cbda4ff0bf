//! Free play, and what is passed on.

use super::*;
use tcp_export::Format;
use tcp_scenarios::catalogue::file;
use tcp_studio::sandbox::Form;

const CHANGED_FILE: &str = "free/~";

fn free() -> Page {
    let mut page = Page::open("three-way-normal", "");
    page.panel("free");
    page.press("free run");
    page
}

fn subject(page: &Page) -> &Subject {
    page.desk.subject.as_ref().expect("a run")
}

#[test]
fn a_form_becomes_a_run_and_a_choice_changes_it_at_once() {
    let mut page = free();
    assert!(page.moment.address.starts_with(CHANGED_FILE), "{}", page.moment.address);
    assert_eq!(page.ends(), (State::Established, State::Established));
    page.press("free set delay 90");
    let flight = &subject(&page).run.flights[0];
    assert_eq!(flight.ended.since(flight.sent).as_micros(), 90_000);
    page.press("free set rfc5961 off");
    assert!(!subject(&page).scenario.setup().knobs.client.rfc5961);
}

#[test]
fn a_call_by_hand_happens_at_the_playhead_and_survives_a_choice() {
    let mut page = free();
    page.seek(500);
    page.press(&page.button("CLOSE"));
    assert_ne!(page.ends(), (State::Established, State::Established));
    let by_hand = subject(&page).file.run.interventions.clone();
    assert_eq!(by_hand.len(), 1);
    page.press("free set delay 20");
    assert_eq!(subject(&page).file.run.interventions, by_hand);
}

#[test]
fn a_wrong_number_is_explained_and_changes_nothing() {
    let mut page = free();
    let before = subject(&page).run.clone();
    page.press("free set loss 1001");
    assert!(page.words().contains("from 0 to 1000"), "{}", page.words());
    assert_eq!(subject(&page).run, before);
}

#[test]
fn what_is_saved_opens_as_the_same_run() {
    let mut page = free();
    page.seek(500);
    page.press(&page.button("CLOSE"));
    let run = subject(&page).run.clone();
    let effects = page.desk.act("free save");
    let [Effect::Download(name, _, octets)] = &*effects else { panic!("no file") };
    assert_eq!(name, "free-play-changed.json");
    let text = String::from_utf8(octets.clone()).expect("it is text");
    let mut page = Page::open("three-way-normal", "");
    page.press(&["free open ", &*text].concat());
    assert_eq!(subject(&page).run, run);
    // And is as changed as it was.
    let effects = page.desk.act("sheet save markdown");
    let [Effect::Download(name, _, octets)] = &*effects else { panic!("no file") };
    assert_eq!(name, "free-changed.md");
    assert!(String::from_utf8_lossy(octets).contains(SAID));
}

#[test]
fn a_file_of_the_catalogue_plays_with_its_claims() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("free");
    let text = write_scenario(&file("synack-lost").expect("it is there"));
    page.press(&["free open ", &*text].concat());
    let words = page.words();
    assert!(words.contains("✓ Holds: ") && !words.contains("✗"), "{words}");
}

#[test]
fn a_broken_file_is_told_with_its_line_and_place() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("free");
    let text = write_scenario(&Form::default().file()).replace("\"rfc6528\"", "\"<b>\"");
    page.press(&["free open ", &*text].concat());
    let words = page.words();
    assert!(words.contains("line ") && words.contains("run.knobs.both.isn"), "{words}");
    assert!(words.contains("\"<b>\""), "{words}");
    assert_eq!(page.moment.address, "three-way-normal");
}

/// What a reader does by hand here.
const SAID: &str = "Client calls CLOSE at 500 ms";

#[test]
fn every_format_of_a_changed_run_is_handed_over_and_says_what_was_changed() {
    let mut page = free();
    page.seek(500);
    page.press(&page.button("CLOSE"));
    for format in Format::ALL {
        let effects = page.desk.act(&format!("sheet save {}", format.name()));
        let expected = format!("free-changed.{}", format.extension());
        match &*effects {
            [Effect::Download(name, _, octets)] => {
                assert!(!format.is_pixels() && *name == expected);
                assert!(String::from_utf8_lossy(octets).contains(SAID), "{}", format.name());
            }
            [Effect::Picture { name, svg, .. }] => {
                assert!(format == Format::Png && *name == expected && svg.contains(SAID));
            }
            [Effect::Film { name, options, .. }] => {
                assert!(format == Format::Gif && *name == expected && options.changes == [SAID]);
            }
            other => panic!("{format:?}: {} effects", other.len()),
        }
    }
}

#[test]
fn what_a_script_cannot_say_is_told_in_a_line() {
    let mut page = Page::open("two-way-synack-lost", "");
    page.panel("share");
    assert_eq!(page.desk.act("sheet save packetdrill"), []);
    assert!(page.words().contains("its handshake is a wrong one"), "{}", page.words());
}

#[test]
fn a_link_leads_to_the_changed_run() {
    let mut page = free();
    page.seek(500);
    page.press(&page.button("CLOSE"));
    page.desk.stands_at("https://lanes.example/", false);
    let effects = page.desk.act("sheet copy link");
    let [Effect::CopyFrom(link, field)] = &*effects else { panic!("nothing to copy") };
    assert_eq!(field, "#share-link");
    let (query, hash) = link.split_once('#').expect("it is of a changed run");
    assert_eq!(query, "https://lanes.example/?scenario=free&lang=en&t=0.5");
    let other = Page::open("three-way-normal", hash);
    assert_eq!(subject(&other).run, subject(&page).run);
}

/// What somebody sees who opens the link of a page.
fn by_its_link(page: &Page) -> Page {
    page.moment.link.strip_prefix("s=1.").expect("it has a link");
    Page::open("three-way-normal", &page.moment.link)
}

#[test]
fn the_link_of_a_file_gives_its_run_and_before_it_is_copied_says_what_it_leaves_out() {
    let mut page = Page::open("three-way-normal", "");
    page.panel("free");
    page.press(&["free open ", &*write_scenario(&file("synack-lost").unwrap())].concat());
    page.seek(50);
    page.press("break end client 0");
    let other = by_its_link(&page);
    assert_eq!(subject(&other).run, subject(&page).run);
    let title = |page: &Page| subject(page).scenario.title.clone();
    assert_ne!(title(&other), title(&page), "the words of the file are not in the link");
    page.panel("share");
    assert!(page.words().contains("not the words of your file"), "{}", page.words());
    for mut whole in [other, free(), Page::open("synack-lost", "")] {
        whole.panel("share");
        assert!(!whole.words().contains("words of your"), "{}", whole.words());
    }
}

#[test]
fn the_link_of_free_play_says_what_was_chosen() {
    let mut page = free();
    page.press("free set delay 90");
    let answer = |page: &Page| subject(page).scenario.answer.get(Lang::En).to_owned();
    assert!(answer(&page).contains("90"), "{}", answer(&page));
    assert_eq!(answer(&by_its_link(&page)), answer(&page));
}
