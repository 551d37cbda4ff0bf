//! Links there and back, and what is no link.

use super::*;
use crate::change::{Cruelty, EndAction, on_segment, possible};
use proptest::prelude::*;
use tcp_model::host::Host;
use tcp_scenarios::catalogue::{self, Catalogue};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

fn scenarios() -> Vec<&'static Scenario> {
    Catalogue::get().entries().iter().flat_map(catalogue::Entry::all).collect()
}

/// A run of the catalogue with the SYN lost.
fn simple() -> Shared {
    let scenario = Catalogue::get().find("three-way-normal").expect("it is in the catalogue");
    let now = Instant::from_micros(10_000);
    let loss = on_segment(&scenario.run(), 1, now, Cruelty::Lose).expect("it can be lost");
    let t = Position::Time(now);
    Shared { interventions: vec![loss], t, ..Shared::of("three-way-normal") }
}

/// A run of no scenario.
fn free() -> Shared {
    let file = catalogue::file("complete-lifecycle").expect("it is in the catalogue");
    Shared { run: Some(file.run), seed: Some(u64::MAX), ..simple() }
}

fn link_of(text: &str) -> String {
    format!("1.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), EFFORT)))
}

/// A link that holds this, whatever it is.
fn link_with(open: &str) -> String {
    link_of(&[open, CHECKSUM, &checksum::hex(open.as_bytes()), END].concat())
}

#[test]
fn the_link_in_the_docs_is_the_one_that_is_made() {
    let docs = include_str!("../../../../docs/links.md");
    let link = docs.lines().find_map(|line| line.strip_prefix("#s=")).expect("a link");
    let text = docs.lines().find(|line| line.starts_with('{')).expect("what is in it");
    assert_eq!((link, &*inflate(&link[2..]).expect("it is whole")), (&*encode(&simple()), text));
}

#[test]
fn a_link_with_one_change_is_short() {
    for scenario in scenarios() {
        let run = scenario.run();
        for flight in &run.flights {
            for cruelty in possible(scenario.setup(), &run, flight.id, flight.sent) {
                let change = on_segment(&run, flight.id, flight.sent, cruelty).expect("possible");
                let t = Position::Time(flight.sent);
                let shared =
                    Shared { interventions: vec![change], t, ..Shared::of(&scenario.address) };
                let link = encode(&shared);
                assert!(link.len() < 300, "{}: {}", link.len(), scenario.address);
                assert_eq!(decode(&link), Ok(shared));
            }
        }
    }
}

#[test]
fn a_link_that_is_cut_short_is_damaged() {
    for shared in [simple(), free()] {
        let link = encode(&shared);
        for end in 0..link.len() {
            assert!(matches!(decode(&link[..end]), Err(LinkError::Damaged(_))), "{end}");
        }
    }
}

#[test]
fn a_link_with_one_other_character_never_gives_another_run() {
    let alphabet = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("-_.=%+ é".chars());
    let alphabet: Vec<char> = alphabet.collect();
    for shared in [simple(), free()] {
        let link: Vec<char> = encode(&shared).chars().collect();
        for place in 0..link.len() {
            for other in alphabet.iter().filter(|other| **other != link[place]) {
                let mut wrong = link.clone();
                wrong[place] = *other;
                let read = decode(&wrong.into_iter().collect::<String>());
                assert!(read.is_err() || read == Ok(shared.clone()), "{place} {other}");
            }
        }
    }
}

#[test]
fn what_is_no_link_of_ours_says_so() {
    let damaged = |damage| Err(LinkError::Damaged(damage));
    assert_eq!(decode(""), damaged(Damage::Version));
    assert_eq!(decode("three-way-normal"), damaged(Damage::Version));
    assert_eq!(decode("+1.AAAA"), damaged(Damage::Version));
    assert_eq!(decode("0.AAAA"), damaged(Damage::Version));
    assert_eq!(decode("2.anything"), Err(LinkError::NewerVersion(2)));
    assert_eq!(decode("99999999999.x"), Err(LinkError::NewerVersion(u32::MAX)));
    assert_eq!(decode("1.AA=="), damaged(Damage::Base64));
    assert_eq!(decode("1.____"), damaged(Damage::Deflate));
    assert_eq!(decode(&link_of("{}")), damaged(Damage::Text));
    let other = "{\"scenario\":\"a\",\"t\":\"0\",\"crc\":\"00000000\"}";
    assert_eq!(decode(&link_of(other)), damaged(Damage::Checksum));
    assert_eq!(decode(&format!("1.{}", "A".repeat(LONGEST_LINK))), Err(LinkError::TooLong));
}

#[test]
fn a_link_that_swells_is_not_read_to_its_end() {
    let bomb = link_of(&" ".repeat(LONGEST_TEXT * 20));
    assert!(bomb.len() < LONGEST_LINK, "{}", bomb.len());
    assert_eq!(decode(&bomb), Err(LinkError::TooLong));
}

#[test]
fn what_cannot_be_used_says_where_and_what_was_expected() {
    let place = |open: &str| match decode(&link_with(open)) {
        Err(LinkError::Unusable { place, said }) => (place, said),
        other => panic!("{open}: {other:?}"),
    };
    let expected = "expected an address such as \"three-way-normal\"".to_owned();
    assert_eq!(place(r#"{"scenario":"<b>","t":"0""#), ("scenario".to_owned(), expected.clone()));
    assert_eq!(place(r#"{"scenario":"a","t":"0","beside":"""#), ("beside".to_owned(), expected));
    assert_eq!(place(r#"{"scenario":"a","t":"soon""#).0, "t");
    assert_eq!(place(r#"{"scenario":"a","t":"0","seed":-1"#).0, "seed");
    let unknown = place(r#"{"scenario":"a","t":"0","colour":"red""#);
    assert!(unknown.1.contains("unknown field"), "{unknown:?}");
    let change = r#"{"fault":{"segment":{"nth":0},"fate":"lose"}}"#;
    let (at, said) = place(&format!(r#"{{"scenario":"a","t":"0","interventions":[{change}]"#));
    assert_eq!((&*at, &*said), ("interventions[0].fault.segment.nth", "expected a number from 1"));
    let many = vec![change.replace('0', "1"); MOST_CHANGES + 1].join(",");
    assert_eq!(
        place(&format!(r#"{{"scenario":"a","t":"0","interventions":[{many}]"#)).0,
        "interventions"
    );
    assert_eq!(place(r#"{"scenario":"a","t":"0","run":{"script":[]}"#).0, "run.script");
    let error = decode(&link_with(r#"{"scenario":"<b>","t":"0""#)).expect_err("it is no address");
    for lang in Lang::ALL {
        assert!(error.say(lang).contains("scenario"), "{}", error.say(lang));
    }
}

/// What a reader may share of the catalogue.
fn shared() -> impl Strategy<Value = Shared> {
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u64..60_000_000);
    (
        any::<prop::sample::Index>(),
        prop::collection::vec(change, 0..6),
        any::<Option<u64>>(),
        prop_oneof![
            (0usize..500).prop_map(Position::Step),
            (0u64..80_000_000_000).prop_map(|t| Position::Time(Instant::from_micros(t))),
        ],
        any::<bool>(),
        any::<Option<bool>>(),
    )
        .prop_map(|(which, changes, seed, t, is_free, beside)| {
            let scenario = *which.get(&scenarios());
            let run = scenario.run();
            let change =
                |(segment, action, at): &(prop::sample::Index, prop::sample::Index, u64)| {
                    let now = Instant::from_micros(*at);
                    // In some runs nothing is sent at all.
                    run.flights.first()?;
                    let flight = segment.get(&run.flights);
                    let offered = possible(scenario.setup(), &run, flight.id, flight.sent);
                    let ends = [
                        EndAction::Crash,
                        EndAction::Send("é\"\\".to_owned(), 7),
                        EndAction::Close,
                    ];
                    match action.index(ends.len() + offered.len()).checked_sub(ends.len()) {
                        Some(offer) => {
                            on_segment(&run, flight.id, flight.sent, offered[offer]).ok()
                        }
                        None => Some(action.get(&ends).at(Host::Server, now)),
                    }
                };
            Shared {
                scenario: scenario.address.clone(),
                run: is_free.then(|| catalogue::file(&scenario.address).expect("it is there").run),
                interventions: changes.iter().filter_map(change).collect(),
                seed,
                t,
                beside: beside.map(|_| "three-way-normal".to_owned()),
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_shared_is_read_as_it_was(shared in shared()) {
        prop_assert_eq!(decode(&encode(&shared)), Ok(shared));
    }

    #[test]
    fn nothing_that_is_typed_panics(link in "(1\\.)?[A-Za-z0-9_-]*", other in ".*") {
        let _ = (decode(&link), decode(&other));
    }

    #[test]
    fn nothing_that_can_be_inflated_panics(text in ".*") {
        prop_assert!(decode(&link_of(&text)).is_err());
        prop_assert!(decode(&link_with(&text)).is_err());
    }
}
