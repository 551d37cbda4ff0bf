use super::*;
use tcp_model::state::State;
use tcp_model::trace::EventKind;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::format::Claim;
use tcp_scenarios::json::read_scenario;
use tcp_scenarios::prose::Lang;

fn all() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(|entry| entry.all())
}

fn found(address: &str) -> &'static Scenario {
    Catalogue::get().find(address).unwrap()
}

/// Each scenario of the catalogue with each of its partners.
fn pairs() -> Vec<(&'static Scenario, &'static Scenario)> {
    let with_partners = |scenario: &'static Scenario| {
        let partners = partners_in(Catalogue::get(), &scenario.address);
        partners.into_iter().map(move |partner| (scenario, found(&partner)))
    };
    all().flat_map(with_partners).collect()
}

/// The same with other claims.
fn claiming(scenario: &Scenario, claims: Vec<Claim>) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.claims = claims;
    scenario
}

/// What happened, without the reasons and without fingers that point.
fn deeds(run: &Run) -> Vec<String> {
    let happened = run.events.iter().filter(|e| !matches!(e.kind, EventKind::Note { .. }));
    happened
        .map(|event| format!("{} {}", event.at, tcp_view::deed::deed(run, event, Lang::En)))
        .collect()
}

fn notes_before(run: &Run, event: usize) -> usize {
    let before = run.events[..event].iter();
    before.filter(|e| matches!(e.kind, EventKind::Note { .. })).count()
}

#[test]
fn up_to_where_two_runs_part_the_same_happens_in_both() {
    let patient = |deed: &String| !deed.contains("sets its USER-TIMEOUT");
    for (left, right) in pairs() {
        let (left_run, right_run) = (left.run(), right.run());
        let comparison = Comparison::new(left, &left_run, right, &right_run);
        let Some(divergence) = comparison.divergence else { continue };
        let [one, other] = [(&left_run, 0), (&right_run, 1)].map(|(run, side)| {
            let event = divergence.ways[side].event;
            let shared = event - notes_before(run, event);
            deeds(run).into_iter().take(shared).filter(patient).collect::<Vec<_>>()
        });
        let numbers_apart = left.setup().knobs.client.isn != right.setup().knobs.client.isn
            || left.setup().knobs.server.isn != right.setup().knobs.server.isn;
        if numbers_apart {
            assert_eq!(one.len(), other.len(), "{} {}", left.address, right.address);
        } else {
            assert_eq!(one, other, "{} {}", left.address, right.address);
        }
    }
}

#[test]
fn where_two_runs_part_at_least_one_does_something_of_its_own_at_that_moment() {
    for (left, right) in pairs() {
        let runs = [left.run(), right.run()];
        let comparison = Comparison::new(left, &runs[0], right, &runs[1]);
        let Some(divergence) = &comparison.divergence else { continue };
        let own = divergence
            .ways
            .iter()
            .zip(&runs)
            .flat_map(|(way, run)| way.own.iter().map(|event| run.events[*event].at));
        let own: Vec<_> = own.collect();
        assert!(own.iter().all(|at| *at == divergence.at), "{} {}", left.address, right.address);
        assert!(!own.is_empty() || divergence.from_the_start, "{} {}", left.address, right.address);
        for (way, run) in divergence.ways.iter().zip(&runs) {
            let beat = way.beat.map(|beat| run.beats[beat].at);
            assert!(beat.is_none_or(|at| at == divergence.at), "{}", left.address);
            assert!(run.beats[..way.before].iter().all(|beat| beat.at <= divergence.at));
        }
    }
}

#[test]
fn every_divergence_is_explained_and_every_verdict_said_in_both_languages() {
    for (left, right) in pairs() {
        let (left_run, right_run) = (left.run(), right.run());
        let comparison = Comparison::new(left, &left_run, right, &right_run);
        let [zh, en] = Lang::ALL.map(|lang| comparison.explain(lang).expect("partners differ"));
        assert!(!zh.headline.is_empty() && !zh.body.is_empty() && zh != en, "{}", left.address);
        let in_english = en.body.chars().all(|c| c.is_ascii() || "→§".contains(c));
        assert!(in_english, "{}", en.body);
        for verdict in &comparison.verdicts {
            let [zh, en] = Lang::ALL.map(|lang| verdict.say(lang));
            assert!(!zh.headline.is_empty() && zh.headline != en.headline, "{}", left.address);
        }
    }
}

/// Wrong protocols that break no property in their run: they waste a segment, or the late FIN
/// that they meet is answered by a RST that does no harm here.
const LUCKY: [&str; 4] = [
    "four-way-split-syn-ack",
    "four-way-split-syn-ack/strict-rfc9293-client",
    "four-way-ack-of-ack",
    "time-wait-1msl-late-fin",
];

#[test]
fn a_wrong_protocol_comes_out_bad_and_the_right_one_beside_it_good() {
    for wrong in all().filter(|scenario| scenario.right.is_some()) {
        let right = found(wrong.right.as_ref().unwrap());
        let (wrong_run, right_run) = (wrong.run(), right.run());
        let comparison = Comparison::new(wrong, &wrong_run, right, &right_run);
        let lucky = LUCKY.contains(&&*wrong.address);
        let expected = if lucky { Outcome::Neutral } else { Outcome::Bad };
        let outcomes = comparison.verdicts.each_ref().map(|verdict| verdict.outcome);
        assert_eq!(outcomes, [expected, Outcome::Good], "{}", wrong.address);
    }
}

#[test]
fn the_rule_that_a_wrong_protocol_breaks_is_named_where_it_parts() {
    let (wrong, right) = (found("two-way-synack-lost"), found("two-way-synack-lost/three-way"));
    let (wrong_run, right_run) = (wrong.run(), right.run());
    let comparison = Comparison::new(wrong, &wrong_run, right, &right_run);
    let divergence = comparison.divergence.as_ref().unwrap();
    assert_eq!(divergence.at.as_micros(), 40_000);
    let [left, right] = &divergence.ways;
    assert_eq!(left.deviation().unwrap().to_string(), "two-way breaks RFC 9293 3.10.7.2, third");
    assert_eq!(right.deviation(), None);
    assert_eq!([left.states[1], right.states[1]], [State::Established, State::SynReceived]);
    assert_eq!(left.before, right.before);
    let said = comparison.explain(Lang::En).unwrap();
    assert!(
        said.broken[0].as_ref().unwrap().contains("after a SYN the next state is SYN-RECEIVED")
    );
    assert_eq!(said.broken[1], None);
}

/// Where scripts or times differ the runs part before the wrong protocol shows.
#[test]
fn a_wrong_protocol_is_named_even_where_the_runs_part_for_another_reason() {
    for wrong in all().filter(|scenario| scenario.right.is_some()) {
        let right = found(wrong.right.as_ref().unwrap());
        let (wrong_run, right_run) = (wrong.run(), right.run());
        let comparison = Comparison::new(wrong, &wrong_run, right, &right_run);
        let rule = comparison.verdicts[0].deviation.expect("it is wrong").breaks;
        let section = format!("RFC {} §{}", rule.rfc, rule.section);
        for lang in Lang::ALL {
            let said = comparison.explain(lang).expect("they differ").body;
            assert!(said.contains(&section), "{}: {section}: {said}", wrong.address);
        }
    }
    let (wrong, right) = (found("time-wait-1msl-late-fin"), found("time-wait-2msl-protects"));
    let (wrong_run, right_run) = (wrong.run(), right.run());
    let said =
        Comparison::new(wrong, &wrong_run, right, &right_run).explain(Lang::En).unwrap().body;
    let other = "Users, network or times are not the same in both";
    let cause =
        "In \"TIME-WAIT of 1MSL (wrong)\" a rule is broken at 160 ms. RFC 9293 §3.6.1, MUST-13: ";
    assert!(said.contains(other) && said.contains(cause), "{said}");
}

/// On a phone only one of them is seen, and which side is which is not.
#[test]
fn runs_are_told_apart_by_their_titles_and_by_sides_only_where_those_are_the_same() {
    let sided = ["左边", "右边", "on the left", "on the right"];
    for (left, right) in pairs() {
        let (left_run, right_run) = (left.run(), right.run());
        let comparison = Comparison::new(left, &left_run, right, &right_run);
        for lang in Lang::ALL {
            let said = comparison.explain(lang).expect("partners differ");
            let is_sided = sided
                .iter()
                .any(|side| [&said.headline, &said.body].iter().any(|text| text.contains(side)));
            let same = left.title.get(lang) == right.title.get(lang);
            assert!(same || !is_sided, "{}: {} {}", left.address, said.headline, said.body);
        }
    }
    let wrong = found("two-way-old-duplicate-syn");
    let right = found("two-way-old-duplicate-syn/three-way");
    let (wrong_run, right_run) = (wrong.run(), right.run());
    let said = |other| Comparison::new(wrong, &wrong_run, other, &right_run).explain(Lang::ZhCn);
    let named = said(right).unwrap().headline;
    assert!(
        named.contains("服务器在“两次握手（错误）”中是 ESTABLISHED，在“三次握手”中是 SYN-RECEIVED"),
        "{named}"
    );
    // A run that a reader has changed is called as it was before.
    let mut changed = right.clone();
    changed.title = wrong.title.clone();
    let sided = said(&changed).unwrap().headline;
    assert!(sided.contains("服务器在左边是 ESTABLISHED，在右边是 SYN-RECEIVED"), "{sided}");
}

#[test]
fn a_run_beside_itself_does_not_part() {
    for scenario in all() {
        let run = scenario.run();
        let comparison = Comparison::new(scenario, &run, scenario, &run);
        assert_eq!(comparison.divergence, None, "{}", scenario.address);
        assert_eq!(comparison.explain(Lang::En), None);
    }
}

/// The handshake of the catalogue with another choice of the client's ISN.
fn handshake(isn: &str) -> Scenario {
    let file = include_str!("../../../tcp-scenarios/scenarios/three-way-normal.json");
    let chosen = r#""isn": {"given": [1000]}"#;
    assert!(file.contains(chosen));
    let mut changed = read_scenario(&file.replacen(chosen, isn, 1)).unwrap();
    changed.claims.clear();
    changed
}

#[test]
fn other_numbers_under_the_same_rule_are_no_difference() {
    let (one, other) =
        (handshake(r#""isn": {"given": [1000]}"#), handshake(r#""isn": {"given": [77]}"#));
    let (one_run, other_run) = (one.run(), other.run());
    assert_ne!(one_run, other_run);
    assert_eq!(Comparison::new(&one, &one_run, &other, &other_run).divergence, None);
}

#[test]
fn other_numbers_by_another_rule_are_a_difference_at_the_first_syn() {
    let (one, other) =
        (handshake(r#""isn": {"given": [1000]}"#), handshake(r#""isn": {"clock": 77}"#));
    let (one_run, other_run) = (one.run(), other.run());
    let comparison = Comparison::new(&one, &one_run, &other, &other_run);
    let event = comparison.divergence.unwrap().ways[0].event;
    assert!(matches!(one_run.events[event].kind, EventKind::Send { .. }));
}

#[test]
fn a_run_that_stops_parts_from_one_that_goes_on_when_the_other_goes_on() {
    let scenario = found("three-way-normal");
    let whole = scenario.run();
    let mut stopped = whole.clone();
    let last = stopped.beats.pop().unwrap();
    stopped.events.truncate(last.events.start);
    let divergence = Comparison::new(scenario, &stopped, scenario, &whole).divergence.unwrap();
    assert_eq!(divergence.at, last.at);
    assert_eq!(divergence.ways[0].event, stopped.events.len());
    assert_eq!(
        (divergence.ways[0].beat, divergence.ways[1].beat),
        (None, Some(stopped.beats.len()))
    );
}

#[test]
fn free_play_is_judged_by_properties_and_final_states() {
    let scenario = found("two-way-synack-lost");
    let free = claiming(scenario, Vec::new());
    let verdict = Verdict::new(&free, &free.run());
    assert_eq!(verdict.outcome, Outcome::Bad);
    assert_eq!(verdict.say(Lang::En).headline, "The server is left ESTABLISHED with nobody");
    let right = claiming(found("three-way-normal"), Vec::new());
    let verdict = Verdict::new(&right, &right.run());
    assert_eq!(verdict.outcome, Outcome::Good);
    assert_eq!(verdict.say(Lang::ZhCn).headline, "两端都是 ESTABLISHED");
}

#[test]
fn a_claim_that_does_not_hold_is_said_and_is_not_good() {
    let right = found("three-way-normal");
    let claims = found("two-way-synack-lost").claims.clone();
    let verdict = Verdict::new(&claiming(right, claims), &right.run());
    assert_eq!(verdict.outcome, Outcome::Neutral);
    assert!(verdict.say(Lang::En).detail.starts_with("A claim does not hold: "));
}

#[test]
fn a_wrong_protocol_is_first_compared_with_the_right_one_and_a_right_one_with_a_wrong_one() {
    let first = |address: &str| partners_in(Catalogue::get(), address).into_iter().next();
    for wrong in all().filter(|scenario| scenario.right.is_some()) {
        assert_eq!(first(&wrong.address), wrong.right, "{}", wrong.address);
    }
    let right = "two-way-synack-lost/three-way";
    assert_eq!(first(right).as_deref(), Some("two-way-synack-lost"));
    assert_eq!(first("rst-blind-attack").as_deref(), Some("rst-blind-attack/rfc793"));
    assert_eq!(first("no-such-scenario"), None);
}

#[test]
fn nothing_is_its_own_partner_or_named_twice() {
    for scenario in all() {
        let mut partners = partners_in(Catalogue::get(), &scenario.address);
        assert!(!partners.contains(&scenario.address));
        let count = partners.len();
        partners.sort();
        partners.dedup();
        assert_eq!(partners.len(), count, "{}", scenario.address);
    }
}

/// A handshake, and the same with its SYN,ACK lost by a reader.
fn changed() -> [Scenario; 2] {
    let file = tcp_scenarios::catalogue::file("three-way-normal").unwrap();
    let as_it_was = Scenario::from_file(&file).unwrap();
    let lost = crate::change::on_segment(
        &as_it_was.run(),
        2,
        tcp_model::time::Instant::ZERO,
        crate::change::Cruelty::Lose,
    );
    let edition = crate::change::Edition::new(&file, vec![lost.unwrap()]).unwrap();
    [edition.scenario("three-way-normal/~1".to_owned()), as_it_was]
}

#[test]
fn what_a_reader_has_changed_is_called_so_beside_what_it_was() {
    let [left, right] = changed();
    let (left_run, right_run) = (left.run(), right.run());
    let comparison = Comparison::new(&left, &left_run, &right, &right_run).of_change();
    assert_eq!(comparison.titles(Lang::En), ["Your change", "As it was"]);
    assert_eq!(comparison.titles(Lang::ZhCn), ["改动后", "改动前"]);
    for (lang, names, sides) in [
        (Lang::En, ["with your change", "without your change"], ["left", "right"]),
        (Lang::ZhCn, ["改动后", "改动前"], ["左边", "右边"]),
    ] {
        let Explanation { headline, body, .. } = comparison.explain(lang).unwrap();
        let all = format!("{headline} {body}").to_lowercase();
        assert!(names.iter().all(|name| all.contains(name)), "{all}");
        assert!(sides.iter().all(|side| !all.contains(side)), "{all}");
    }
    let others = Comparison::new(&left, &left_run, &right, &right_run);
    assert_eq!(others.titles(Lang::En)[0], left.title.get(Lang::En));
}
