//! The timeline against runs.

use super::*;
use crate::sample::{context, moment, subject};
use crate::subject::Subject;
use nodes::node::Node;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;
use tcp_view::ladder::{Ladder, LadderOptions, Layout, QueueSizes, phases};

const LOST: &str = "two-way-synack-lost";

fn orders(effects: &[Effect]) -> Vec<&str> {
    effects.iter().filter_map(order).collect()
}

fn order(effect: &Effect) -> Option<&str> {
    match effect {
        Effect::Tell(order, _) => Some(order),
        _ => None,
    }
}

/// Every element with this class.
fn classed<'a>(tag: &'a Tag, class: &str, found: &mut Vec<&'a Tag>) {
    let classes = tag.attribute("class").unwrap_or_default();
    if classes.split(' ').any(|one| one == class) {
        found.push(tag);
    }
    for child in &tag.children {
        if let Node::Tag(child) = child {
            classed(child, class, found);
        }
    }
}

fn all<'a>(tags: &'a [Tag], class: &str) -> Vec<&'a Tag> {
    let mut found = Vec::new();
    tags.iter().for_each(|tag| classed(tag, class, &mut found));
    found
}

fn count(tags: &[Tag]) -> usize {
    let below = |tag: &Tag| {
        let children = tag.children.iter().filter_map(|child| match child {
            Node::Tag(tag) => Some(count(std::slice::from_ref(tag))),
            Node::Text(_) => None,
        });
        1 + children.sum::<usize>()
    };
    tags.iter().map(below).sum()
}

fn number(tag: &Tag, name: &str) -> f64 {
    let value = tag.attribute(name).expect("it is there").trim_end_matches('%');
    value.parse().expect("a number")
}

#[test]
fn its_axis_is_that_of_the_page_in_every_layout() {
    for (address, width) in [(LOST, 700), ("complete-lifecycle", 500), (LOST, 330)] {
        let subject = subject(address);
        let layout = Layout::for_width(width);
        let queues = QueueSizes::of(subject.scenario.setup());
        let options = LadderOptions {
            layout: layout.clone(),
            lang: Lang::En,
            addresses: None,
            queues,
            beside: None,
        };
        let ladder = Ladder::new(&subject.run, &options);
        let chart = Chart::new((String::new(), String::new(), layout.kind), &subject, None);
        let zero = ladder.scale.y(Instant::ZERO);
        for beat in &subject.run.beats {
            assert_eq!(chart.scale.y(beat.at), ladder.scale.y(beat.at) - zero, "{address}");
        }
    }
}

#[test]
fn bands_change_where_the_states_change() {
    let subject = subject("complete-lifecycle");
    let now = moment(&subject, 3);
    let context = context(&now, &subject);
    let timeline = Timeline::default();
    let tags = timeline.view(context);
    let chart = timeline.chart(context).expect("it is known");
    let rects = all(&tags, "hf");
    for host in Host::BOTH {
        for phase in phases(&subject.run, host) {
            let (Some(from), Some((sends, _))) = (phase.from, phase.halves) else { continue };
            let x = f64::from(chart.whole().x(chart.scale.y(from))) / 100.0;
            let fits = |rect: &&&Tag| {
                number(rect, "x") == x
                    && rect.attribute("class").is_some_and(|class| class.ends_with(sends.class()))
            };
            assert!(rects.iter().any(|rect| fits(&rect)), "{host:?} {phase:?}");
        }
    }
    let periods: Vec<String> = all(&tags, "tl-period").iter().map(|one| one.words()).collect();
    assert_eq!(periods, ["handshake", "data", "close", "TIME-WAIT"]);
}

#[test]
fn a_mark_and_both_brackets_lead_to_what_happened() {
    let subject = subject(LOST);
    let mut timeline = Timeline::default();
    let now = moment(&subject, 0);
    let begun = context(&now, &subject);
    let chart = timeline.chart(begun).expect("it is known");
    let steps: Vec<usize> = chart.found.iter().map(|one| one.step).collect();
    assert!(!steps.is_empty());
    assert_eq!(orders(&timeline.act(begun, "next", "")), [format!("seek step:{}", steps[0])]);
    assert!(timeline.act(begun, "previous", "").is_empty());
    let end = subject.run.beats.len();
    let late = moment(&subject, end);
    let before = steps.iter().filter(|step| **step < end).max().expect("one is before the end");
    let context = context(&late, &subject);
    assert_eq!(orders(&timeline.act(context, "previous", "")), [format!("seek step:{before}")]);
    let tags = timeline.view(context);
    let marks = all(&tags, "tl-mark");
    assert!(marks[0].attribute("aria-label").is_some_and(|name| name.contains("SYN,ACK lost")));
    let act = marks[0].attribute("data-act").expect("it can be pressed");
    let rest = act.strip_prefix("timeline among ").expect("it leads on");
    assert_eq!(orders(&timeline.act(context, "among", rest)), [format!("seek step:{}", steps[0])]);
}

#[test]
fn every_run_of_the_catalogue_has_a_timeline_of_few_elements() {
    for entry in Catalogue::get().entries() {
        let subject = subject(entry.id());
        let now = moment(&subject, subject.run.beats.len() / 2);
        let context = context(&now, &subject);
        let mut timeline = Timeline::default();
        for _ in 0..4 {
            let tags = timeline.view(context);
            assert!(count(&tags) <= 150, "{}: {}", entry.id(), count(&tags));
            timeline.act(context, "zoom", "in");
        }
    }
}

/// A run in which a hundred times as much happens, as far as the timeline is concerned.
fn crowded() -> Subject {
    let mut subject = subject(LOST);
    let (events, beats) = (subject.run.events.clone(), subject.run.beats.clone());
    let length = subject.run.end.since(Instant::ZERO) + tcp_model::time::Duration::from_millis(500);
    for round in 1..500u64 {
        let later = length * round;
        let before = subject.run.events.len();
        for mut event in events.clone() {
            event.at = event.at + later;
            subject.run.events.push(event);
        }
        for mut beat in beats.clone() {
            beat.at = beat.at + later;
            beat.events = beat.events.start + before..beat.events.end + before;
            subject.run.beats.push(beat);
        }
        subject.captions.extend_from_within(..beats.len());
    }
    subject.run.end = subject.run.beats[subject.run.beats.len() - 1].at;
    subject
}

#[test]
fn thousands_of_events_are_merged_and_can_be_zoomed_into() {
    let subject = crowded();
    assert!(subject.run.events.len() > 5_000);
    let now = moment(&subject, subject.run.beats.len() / 2);
    let context = context(&now, &subject);
    let mut timeline = Timeline::default();
    let whole = timeline.view(context);
    assert!(count(&whole) <= 150, "{}", count(&whole));
    let marks = all(&whole, "tl-mark");
    assert!(marks.len() <= 25 && marks[0].words().parse::<usize>().is_ok_and(|many| many > 10));
    for _ in 0..20 {
        timeline.act(context, "zoom", "in");
    }
    let near = timeline.view(context);
    assert!(all(&near, "tl-mark").iter().all(|mark| mark.words().len() <= 1));
    assert!(!all(&near, "tl-frame").is_empty());
    let x = number(all(&near, "tl-head")[0], "--x");
    assert!((49.0..51.0).contains(&x), "the playhead is at {x}");
    timeline.act(context, "zoom", "fit");
    assert_eq!(timeline.view(context), whole);
}

#[test]
fn what_is_pointed_at_is_told_with_its_time() {
    let subject = subject(LOST);
    let now = moment(&subject, 0);
    let context = context(&now, &subject);
    let mut timeline = Timeline::default();
    let tip = |timeline: &Timeline| all(&timeline.view(context), "tl-tip")[0].words();
    assert_eq!(tip(&timeline), "");
    timeline.act(context, "over", "scrub 1000");
    let last = subject.captions.last().expect("it is told");
    assert!(tip(&timeline).ends_with(&last.headline), "{}", tip(&timeline));
    timeline.act(context, "step", "2");
    assert!(tip(&timeline).starts_with("Event 2 of"), "{}", tip(&timeline));
    assert!(tip(&timeline).ends_with(&subject.captions[1].headline));
    timeline.act(context, "off", "");
    assert_eq!(tip(&timeline), "");
}

#[test]
fn what_is_to_come_is_not_drawn_while_the_reader_is_asked() {
    let subject = subject(LOST);
    let mut now = moment(&subject, 1);
    now.panel = "quiz".to_owned();
    let context = context(&now, &subject);
    let tags = Timeline::default().view(context);
    assert!(all(&tags, "tl-mark").is_empty());
    assert!(all(&tags, "hf").is_empty());
}

#[test]
fn beside_another_run_it_waits_for_the_common_axis_and_marks_where_they_part() {
    let subject = subject(LOST);
    let mut now = moment(&subject, 2);
    now.beside = format!("{LOST}/three-way");
    let mut timeline = Timeline::default();
    assert!(!timeline.knows(&now.beside));
    let context = context(&now, &subject);
    assert!(timeline.view(context).is_empty());
    let file = tcp_scenarios::catalogue::file(&now.beside).expect("it is listed");
    timeline.stand_beside(&now.beside, &file);
    assert!(timeline.knows(&now.beside));
    let tags = timeline.view(context);
    let named =
        |mark: &&Tag| mark.attribute("aria-label").is_some_and(|name| name.contains("part"));
    assert!(all(&tags, "tl-mark").iter().any(named));
}

#[test]
fn what_the_reader_has_changed_has_a_mark_where_it_is_seen() {
    use tcp_model::fault::{Fate, Fault, SegmentPattern};
    use tcp_scenarios::format::Intervention;
    let mut subject = subject("complete-lifecycle");
    let segment =
        SegmentPattern { from: Some(Host::Server), nth: Some(2), ..SegmentPattern::default() };
    let fault = Fault { segment, fate: Fate::Lose };
    subject.file.run.interventions.push(Intervention::Fault(fault));
    let chart = Chart::new((String::new(), String::new(), LayoutKind::Wide), &subject, None);
    let own = chart.found.iter().find(|one| one.what == super::found::What::Change);
    let sent = subject.run.flights.iter().filter(|flight| flight.from == Host::Server);
    assert_eq!(own.map(|one| one.at), sent.map(|flight| flight.sent).nth(1));
}
