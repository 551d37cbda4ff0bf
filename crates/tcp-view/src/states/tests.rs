//! The diagram against the RFC, against runs, and against the eye.

use super::*;
use crate::{milestones, sample};
use std::collections::BTreeSet;
use tcp_model::clause::{self, Why};

/// The transitions of a run, and whether a knob asked for each.
fn transitions(run: &Run) -> Vec<(State, State, bool)> {
    let knobs = [
        clause::SYN_COOKIES,
        clause::TIME_WAIT_REUSE,
        clause::TIME_WAIT_TIMESTAMPS,
        clause::TW_REUSE,
    ];
    let asked = |why: Why| why.deviation.is_some() || knobs.contains(&why);
    let all = run.events.iter().filter_map(|event| match event.kind {
        EventKind::State { from, to, why, .. } => Some((from, to, asked(why))),
        _ => None,
    });
    all.collect()
}

#[test]
fn every_transition_of_a_run_is_an_edge() {
    let catalogue = tcp_scenarios::catalogue::Catalogue::get();
    let shipped = catalogue.entries().iter().flat_map(|entry| entry.all());
    let runs = shipped.map(|scenario| scenario.run());
    for run in runs.chain(sample::ALL.iter().map(|(_, run)| run())) {
        for (from, to, asked) in transitions(&run) {
            let edge = edge(from, to).unwrap_or_else(|| panic!("no edge {from} -> {to}"));
            assert!(asked || edge.source != Source::Knob, "{from} -> {to}");
        }
    }
}

#[test]
fn the_figure_has_21_edges_and_all_others_say_where_they_come_from() {
    let from = |source: fn(&Source) -> bool| EDGES.iter().filter(|e| source(&e.source)).count();
    let figure = from(|source| *source == Source::Figure5);
    let text = from(|source| matches!(source, Source::Text(_)));
    assert_eq!((figure, text), (21, 6));
    let others = EDGES.iter().filter(|edge| edge.source == Source::Knob);
    let others: Vec<_> = others.map(|edge| (edge.from, edge.to)).collect();
    let expected = [
        (State::Listen, State::Established),
        (State::TimeWait, State::SynReceived),
        (State::SynReceived, State::TimeWait),
        (State::TimeWait, State::SynSent),
    ];
    assert_eq!(others, expected);
}

#[test]
fn between_two_changes_the_diagram_stays_as_it_is() {
    for (name, run) in sample::ALL {
        let run = run();
        let marks = |step| diagram(&run, step, WIDTH).marks;
        let last = |step| last_change(&run, step);
        for step in 0..=run.beats.len() {
            assert_eq!(marks(step), marks(last(step)), "{name}, step {step}");
        }
        let changes: BTreeSet<usize> = (0..=run.beats.len()).map(last).collect();
        let told: BTreeSet<usize> =
            milestones::transitions(&run).iter().map(|one| one.step).collect();
        assert_eq!(changes, &told | &BTreeSet::from([0]), "{name}");
    }
}

#[test]
fn no_edge_is_there_twice() {
    let all: BTreeSet<_> = EDGES.iter().map(|edge| (edge.from, edge.to)).collect();
    assert_eq!(all.len(), EDGES.len());
}

#[test]
fn no_edge_runs_through_a_box_that_it_does_not_join() {
    for edge in &EDGES {
        for (state, x, y) in NODES.iter().filter(|(s, _, _)| ![edge.from, edge.to].contains(s)) {
            let (x, y) = (px(*x), px(*y));
            let room = crate::ladder::Room::upright(
                x - HALF_BOX.x,
                y - HALF_BOX.y,
                x + HALF_BOX.x,
                y + HALF_BOX.y,
            );
            for leg in edge.route.windows(2) {
                let [from, to] = [leg[0], leg[1]].map(|(x, y)| Point::new(px(x), px(y)));
                assert!(!room.meets(from, to), "{} -> {} meets {state}", edge.from, edge.to);
            }
        }
    }
}

#[test]
fn labels_leave_each_other_and_the_boxes_alone() {
    let run = sample::handshake();
    for width in [416, 320] {
        let diagram = diagram(&run, 0, width);
        let rooms: Vec<_> = diagram.marks.iter().filter_map(room).collect();
        for (i, (one, what)) in rooms.iter().enumerate() {
            for (other, whose) in &rooms[i + 1..] {
                assert!(!one.overlaps(other), "{width}: {what} on {whose}");
            }
        }
    }
}

#[test]
fn no_label_is_struck_through_by_a_way() {
    for width in [WIDTH, 328] {
        let sheet = Sheet { width };
        for (label, said) in EDGES.iter().filter_map(|edge| Some((sheet.label(edge)?, edge))) {
            let Mark::Text(text) = label else { panic!("a label is a text") };
            let room = letters(&text);
            for edge in &EDGES {
                let corner = |(x, y): (i32, i32)| sheet.at(Point::new(px(x), px(y)));
                let mut legs = edge.route.windows(2).map(|leg| (corner(leg[0]), corner(leg[1])));
                let struck = legs.any(|(from, to)| room.meets(from, to));
                assert!(!struck, "{width}: {} by {}", said.full(), edge.full());
            }
        }
    }
}

#[test]
fn whoever_presses_a_label_means_its_edge() {
    let all: Vec<_> = EDGES.iter().map(|edge| (edge.from, edge.to)).collect();
    for width in [WIDTH, 328] {
        let sheet = Sheet { width };
        for (label, edge) in EDGES.iter().filter_map(|edge| Some((sheet.label(edge)?, edge))) {
            let Mark::Text(text) = label else { panic!("a label is a text") };
            let [a, b, c, d] = letters(&text).0;
            let (first, last) = (a.toward(d, 1, 2), b.toward(c, 1, 2));
            for at in (1..8).map(|part| first.toward(last, part, 8)) {
                let own = Some(Hit::Edge(edge.from, edge.to));
                assert_eq!(hit(at, width, &all), own, "{width}: {}", edge.full());
            }
        }
    }
}

/// What the letters of a label take, as wide as they are on average.
fn letters(text: &Text) -> crate::ladder::Room {
    let size = if text.class.ends_with("small") { 10 } else { 11 };
    let letters = text.spans[0].text.chars().count();
    let width = Px(i32::try_from(letters).unwrap() * size * 11 / 2);
    let left = match text.anchor {
        Anchor::Start => Px::ZERO,
        Anchor::Middle => -width / 2,
        Anchor::End => -width,
    };
    let place = text.transform.unwrap_or(Matrix::at(Point::default()));
    let at = |dx, dy| place.turn.step(place.origin, text.at.x + dx, text.at.y + dy);
    let (right, top, bottom) = (left + width, Px(-size * 8), Px(size * 2));
    crate::ladder::Room([at(left, top), at(right, top), at(right, bottom), at(left, bottom)])
}

/// The room of a label or a box, and what it says.
fn room(mark: &Mark) -> Option<(crate::ladder::Room, String)> {
    let words = |text: &Text| text.spans[0].text.clone();
    match mark {
        Mark::Text(text) => Some((text.room(), words(text))),
        Mark::Group { marks, .. } => match &marks[..] {
            [Mark::Rect { x, y, w, h, .. }, Mark::Text(text)] => {
                let room = crate::ladder::Room::upright(*x, *y, *x + *w, *y + *h);
                Some((room, words(text)))
            }
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn both_ends_leave_their_ways_behind() {
    let run = sample::lifecycle();
    let classes = |step| {
        let marks = diagram(&run, step, WIDTH).marks;
        let count = |class: &str| marks.iter().filter(|mark| mark.class() == class).count();
        (count("e v vc"), count("e v vs"))
    };
    assert_eq!(classes(2), (1, 1));
    // CLOSED to ESTABLISHED twice, then four edges for the client and three for the server.
    assert_eq!(classes(run.beats.len()), (6, 6));
    let end = diagram(&run, run.beats.len(), WIDTH).tokens;
    assert_eq!((end.client.state, end.server.state), (State::Closed, State::Closed));
}

#[test]
fn no_way_covers_one_that_was_taken() {
    for (name, run) in sample::ALL {
        let run = run();
        let marks = diagram(&run, run.beats.len(), WIDTH).marks;
        let ways: Vec<&str> = marks.iter().map(Mark::class).collect();
        let first = ways.iter().position(|class| class.starts_with("e v"));
        let last = ways.iter().rposition(|class| ["e", "e t"].contains(class));
        assert!(first.is_none_or(|first| last.is_none_or(|last| last < first)), "{name}");
    }
}

#[test]
fn ways_that_a_reset_opens_are_drawn_before_any_is_taken() {
    let dotted = |run: &Run, step| {
        let marks = diagram(run, step, WIDTH).marks;
        marks.iter().filter(|mark| mark.class() == "e t").count()
    };
    let text = EDGES.iter().filter(|edge| matches!(edge.source, Source::Text(_))).count();
    assert_eq!(dotted(&sample::handshake(), 0), text);
    // ABORT has taken one of them, for both ends.
    let run = sample::abort();
    assert_eq!(dotted(&run, run.beats.len()), text - 1);
}
