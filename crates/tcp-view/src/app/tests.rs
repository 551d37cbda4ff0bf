use super::*;
use tcp_scenarios::catalogue::{Entry, book};

fn app(query: &str) -> App {
    App::new(query, Lang::En, Theme::Auto)
}

fn after(app: &App, msgs: impl IntoIterator<Item = Msg>) -> App {
    msgs.into_iter().fold(app.clone(), |app, msg| update(&app, msg).unwrap_or(app))
}

#[test]
fn stepping_back_undoes_stepping_forward() {
    for entry in Catalogue::get().entries() {
        let start = app(&format!("?scenario={}", entry.id()));
        let beats = start.show.run.beats.len();
        let mut walk = vec![start.clone()];
        for _ in 0..beats {
            walk.push(after(walk.last().unwrap(), [Msg::StepForward]));
        }
        let mut back = walk.last().unwrap().clone();
        for earlier in walk.iter().rev().skip(1) {
            back = after(&back, [Msg::StepBack]);
            assert_eq!((back.step, back.playhead), (earlier.step, earlier.playhead));
        }
    }
}

#[test]
fn an_address_brings_back_what_was_shown() {
    let shown = after(&app("?scenario=isn-fixed-old-data&lang=zh-CN"), [Msg::SeekStep(7)]);
    let back = app(&shown.address().query());
    assert_eq!((back.step, back.lang), (7, Lang::ZhCn));
    assert_eq!(back.address(), shown.address());
}

#[test]
fn an_unknown_scenario_is_told_and_the_nearest_one_opened() {
    let nearest = app("?scenario=two-way-synack-lost/nonsense");
    assert_eq!(nearest.show.scenario.address, "two-way-synack-lost");
    assert!(matches!(nearest.notice, Some(Notice::UnknownScenario(_))));
    assert_eq!(app("?scenario=nonsense").show.scenario.address, FIRST_SCENARIO);
}

#[test]
fn what_cannot_be_used_of_an_address_is_told_where_the_rest_of_it_leads() {
    let opened = app("?scenario=two-way-synack-lost&t=soon");
    assert_eq!(opened.show.scenario.address, "two-way-synack-lost");
    let Some(Notice::UnusableAddress(part)) = opened.notice else { panic!("nothing is said") };
    assert_eq!((part.name, &*part.value), ("t", "soon"));
    // That there is no such question is said first.
    let nearest = app("?scenario=nonsense&t=soon");
    assert!(matches!(nearest.notice, Some(Notice::UnknownScenario(_))));
}

/// The books of a way, as the checker would make it.
fn found(address: &str) -> Vec<u8> {
    let mut scenario = Catalogue::get().find("three-way-normal").unwrap().clone();
    scenario.address = address.to_owned();
    book(scenario)
}

#[test]
fn a_way_that_is_still_to_be_found_is_opened_where_its_address_leads() {
    let address = "proof/three-way/SYN-SENT,LISTEN";
    let asked = app(&format!("?scenario={address}&lang=zh-CN&t=step:3"));
    assert_eq!((asked.proof_open, asked.show.scenario.address.as_str()), (true, FIRST_SCENARIO));
    let stepped = after(&asked, [Msg::StepForward]);
    assert_eq!(stepped.address().scenario.as_deref(), Some(address));
    assert_eq!(stepped.address().t, Some(Position::Step(3)));
    Catalogue::get().learn(&found(address));
    let opened = after(&stepped, [Msg::Open(address.to_owned())]);
    assert_eq!((opened.show.scenario.address.as_str(), opened.step), (address, 3));
    assert_eq!((opened.awaited, opened.proof_open), (None, false));
}

#[test]
fn what_is_awaited_in_vain_leaves_the_page_as_it_is() {
    let asked = app("?scenario=proof/three-way/CLOSING,LISTEN&t=step:3");
    let given_up = after(&asked, [Msg::Abandon]);
    assert_eq!(given_up.address().scenario.as_deref(), Some(FIRST_SCENARIO));
    assert!(given_up.proof_open);
    let missing = after(&asked, [Msg::MissProof]);
    assert!(matches!(missing.notice, Some(Notice::MissingScenario(_))));
    let elsewhere = after(&asked, [Msg::Open("syn-lost".to_owned())]);
    assert_eq!((elsewhere.awaited, elsewhere.step), (None, 0));
}

#[test]
fn switching_protocols_keeps_the_time_and_leads_back() {
    let scenarios = Catalogue::get().entries().iter().flat_map(Entry::all);
    for wrong in scenarios.filter(|scenario| scenario.right.is_some()) {
        let right = wrong.right.clone().unwrap();
        let shown = app(&format!("?scenario={}", wrong.address));
        for step in 0..=shown.show.run.beats.len() {
            let before = after(&shown, [Msg::SeekStep(step)]);
            let switched = after(&before, [Msg::SwitchProtocol(right.clone())]);
            let same = before.playhead.min(switched.show.run.end);
            assert_eq!(switched.playhead, same, "{} {step}", wrong.address);
            let back = after(&switched, [Msg::SwitchProtocol(wrong.address.clone())]);
            assert_eq!(back.address(), before.address(), "{} {step}", wrong.address);
        }
    }
}

#[test]
fn playing_stops_at_the_end_and_begins_anew() {
    let end = after(&app(""), [Msg::Toggle, Msg::Advance(Instant::MAX)]);
    assert!(!end.playing);
    assert_eq!(end.step, end.show.run.beats.len());
    let again = after(&end, [Msg::Toggle]);
    assert_eq!((again.step, again.playing), (0, true));
}

#[test]
fn playing_waits_where_the_scenario_has_something_to_say() {
    let shown = app("?scenario=two-way-synack-lost").show;
    let all = 0..shown.run.beats.len();
    let [slow, real] = [Speed::Sixteenth, Speed::Real].map(|s| shown.hold(all.clone(), s));
    assert!(slow >= Duration::from_secs(1), "{slow}");
    assert!(real < Duration::from_secs(1), "{real}");
    let silent = (0..all.end).find(|beat| !shown.captions[*beat].written).unwrap();
    assert_eq!(shown.hold(silent..silent + 1, Speed::Sixteenth), Duration::ZERO);
}

#[test]
fn what_changes_nothing_is_no_news() {
    let app = app("");
    assert_eq!(update(&app, Msg::Restart), None);
    assert_eq!(update(&app, Msg::SetLang(Lang::En)), None);
}
