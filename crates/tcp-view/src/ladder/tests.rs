//! Laws of every ladder: words are readable, and what the layers promise holds.

use super::*;
use crate::fixed::Point;
use crate::milestones::step_at;
use crate::sample;
use crate::scene::Text;
use tcp_model::trace::EventKind;

fn ladder(run: &Run, width: i32, lang: Lang) -> Ladder {
    let layout = Layout::for_width(width);
    let queues = QueueSizes { syn: Some(2), accept: Some(1) };
    Ladder::new(run, &LadderOptions { layout, lang, addresses: None, queues, beside: None })
}

/// Every sample in every layout and language.
fn all() -> impl Iterator<Item = (String, Run, Ladder)> {
    let widths = [720, 472, 360].into_iter();
    let cases = widths.flat_map(|width| Lang::ALL.map(|lang| (width, lang)));
    cases.flat_map(|(width, lang)| {
        sample::ALL.into_iter().map(move |(name, run)| {
            let run = run();
            let ladder = ladder(&run, width, lang);
            (format!("{name} at {width} in {}", lang.tag()), run, ladder)
        })
    })
}

fn texts<'a>(marks: impl Iterator<Item = &'a Mark>) -> Vec<&'a Text> {
    let text = |mark: &'a Mark| if let Mark::Text(text) = mark { Some(text) } else { None };
    marks.filter_map(text).collect()
}

fn words(text: &Text) -> String {
    text.spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_words_stand_on_others() {
    for (name, _, ladder) in all() {
        let ticks = ladder.ticks.iter().filter_map(|tick| tick.mark.as_ref());
        let all = ladder.words.iter().map(|word| &word.mark).chain(ticks).chain(&ladder.breaks);
        let texts = texts(all.chain(&ladder.ground));
        for (i, one) in texts.iter().enumerate() {
            for other in &texts[i + 1..] {
                let apart = !one.room().overlaps(&other.room());
                assert!(apart, "{name}: {:?} on {:?}", words(one), words(other));
            }
        }
    }
}

#[test]
fn all_words_are_inside_the_drawing() {
    for (name, _, ladder) in all() {
        for text in texts(ladder.words.iter().map(|word| &word.mark)) {
            let ((left, right), (top, bottom)) = (text.room().breadth(), text.room().height());
            let inside = left >= px(0) && right <= ladder.width && top >= px(0);
            assert!(inside && bottom <= ladder.height, "{name}: {:?}", words(text));
        }
    }
}

#[test]
fn every_segment_has_its_control_bits_on_its_line_or_on_one_beside_it() {
    for (name, run, ladder) in all() {
        for flight in &run.flights {
            let journey = ladder.journey(flight.id);
            let labelled = ladder.words.iter().any(|word| {
                let whose = word.id.map(|id| ladder.journey(id));
                matches!(&word.mark, Mark::Text(text) if text.class.starts_with("sl "))
                    && whose.is_some_and(|other| {
                        (other.from, other.sent, other.role)
                            == (journey.from, journey.sent, journey.role)
                    })
            });
            assert!(labelled, "{name}: #{} {}", flight.id, flight.segment);
        }
    }
}

/// Two lines of different segments are never the same line.
#[test]
fn no_line_hides_another() {
    for (name, run, ladder) in all() {
        for pair in run.flights.windows(2) {
            let [one, other] = [&pair[0], &pair[1]].map(|flight| ladder.journey(flight.id));
            assert!((one.start, one.target) != (other.start, other.target), "{name}: {}", one.id);
        }
    }
}

/// What does not arrive leads on the way that it went, before it has ended as after it.
#[test]
fn a_path_goes_on_in_the_direction_of_its_line() {
    for (name, _, ladder) in all() {
        for Journey { id, start, stop, target, .. } in &ladder.journeys {
            let [gone, whole] = [stop, target].map(|at| (at.x - start.x, at.y - start.y));
            let apart = gone.0.0 * whole.1.0 - gone.1.0 * whole.0.0;
            // Half a tenth of a pixel at its end.
            let rounding = whole.0.0.abs() + whole.1.0.abs();
            assert!(apart.abs() <= rounding, "{name}: {id} at {stop:?} of {target:?}");
        }
        assert_eq!(has_class(&ladder.future, "never"), has_class(&ladder.past, "never"), "{name}");
    }
}

#[test]
fn a_segment_takes_room_once_its_journey_is_over() {
    for (name, run, ladder) in all() {
        for beat in &run.beats {
            let everywhere = (Px::ZERO, ladder.height);
            let (step, left) =
                (step_at(&run, beat.at), ladder.left_by_segments(beat.at, everywhere));
            for journey in &ladder.journeys {
                let inside = Room::upright(
                    journey.stop.x - px(7),
                    journey.stop.y - px(7),
                    journey.stop.x + px(7),
                    journey.stop.y + px(7),
                );
                let takes = left.iter().any(|room| room.overlaps(&inside));
                assert!(takes || beat.at < journey.ended, "{name}: end of {}", journey.id);
            }
            let ends = ladder.journeys.iter().filter(|journey| journey.ended <= beat.at).count();
            let none = ladder.left_by_segments(beat.at, (-px(90), -px(80)));
            assert!(left.len() >= ends && none.is_empty(), "{name} at {}", beat.at);
            for word in &ladder.words {
                let (Some(id), Mark::Text(text)) = (word.id, &word.mark) else { continue };
                let journey = ladder.journey(id);
                let takes = left.contains(&text.room());
                assert!(!takes || journey.ended <= beat.at, "{name}: {id} at {}", beat.at);
                assert!(takes || journey.steps.end > step, "{name}: {id} at {}", beat.at);
            }
        }
    }
}

#[test]
fn a_capsule_is_on_its_line_at_the_playhead_and_its_numbers_between_the_lanes() {
    for (name, run, ladder) in all() {
        for beat in &run.beats {
            for capsule in ladder.capsules(step_at(&run, beat.at)) {
                let y = ladder.scale.y(beat.at);
                let on = capsule.at(y).y - y;
                assert!(on >= px(0) && on <= px(20), "{name}: {} at {}", capsule.id, beat.at);
                let Mark::Text(numbers) = &capsule.numbers else { panic!("numbers are words") };
                let (half, x) = (numbers.width() / 2, capsule.numbers_at(capsule.at(y)).x);
                let lanes = ladder.layout.lanes;
                assert!(x - half > lanes.client && x + half < lanes.server, "{name}");
            }
        }
    }
}

#[test]
fn what_is_sent_at_once_and_says_something_else_stands_beside_each_other() {
    let run = sample::four_way();
    let ladder = ladder(&run, 360, Lang::En);
    let steps = 0..=run.beats.len();
    let capsules = steps.map(|step| ladder.capsules(step)).find(|all| all.len() == 2);
    let [ack, syn] = &capsules.expect("two at once")[..] else { panic!("they are two") };
    assert_eq!((&*ack.flags, &*syn.flags), ("ACK", "SYN"));
    let y = ladder.scale.y(ack.journey.sent);
    let gap = (ack.at(y).x - syn.at(y).x).abs();
    assert!(gap >= (ack.width + syn.width) / 2, "{gap:?}");
}

#[test]
fn a_segment_and_its_copy_that_goes_another_way_stand_beside_each_other() {
    let run = sample::copy();
    let ladder = ladder(&run, 720, Lang::En);
    let copy = ladder.journeys.iter().find(|journey| journey.copy).expect("there is one");
    let capsules = ladder.capsules(copy.steps.start);
    let of = |id| capsules.iter().find(|one| one.id == id).expect("it is in flight");
    let [one, other] = [of(copy.id - 1), of(copy.id)];
    assert_eq!(one.flags, other.flags);
    let gap = (one.at(copy.start.y).x - other.at(copy.start.y).x).abs();
    assert!(gap >= (one.width + other.width) / 2, "{gap:?}");
}

#[test]
fn capsules_that_meet_can_both_be_read() {
    let mut met = 0;
    for (name, run, ladder) in all() {
        for beat in &run.beats {
            let (y, capsules) = (ladder.scale.y(beat.at), ladder.capsules(step_at(&run, beat.at)));
            let places = in_flight(&capsules, y, true);
            let [one, other] = &capsules[..] else { continue };
            if one.journey.from == other.journey.from && one.flags == other.flags {
                continue;
            }
            let need = (one.width + other.width) / 2 - px(12);
            let apart = |at: [Point; 2]| (at[0].x - at[1].x).abs();
            let on_their_lines = [one.at(y), other.at(y)];
            assert_eq!(in_flight(&capsules, y, false), on_their_lines, "{name}: moving they pass");
            met += usize::from(apart(on_their_lines) < need);
            assert!(apart([places[0], places[1]]) >= need - Px(1), "{name} at {}", beat.at);
            let order = one.journey.at(y).x - other.journey.at(y).x;
            let stands = places[0].x - places[1].x;
            let in_order = order.0.signum() * stands.0.signum() >= 0;
            assert!(in_order, "{name} at {}: in their order", beat.at);
            for (capsule, place) in capsules.iter().zip(places) {
                assert_eq!(place.y, capsule.at(y).y, "{name}: it stays at its moment");
                let (half, lanes) = (capsule.width / 2, ladder.layout.lanes);
                assert!(place.x - half > lanes.client && place.x + half < lanes.server, "{name}");
            }
        }
    }
    assert!(met > 5, "{met}");
}

#[test]
fn numbers_in_flight_do_not_stand_on_each_other_and_most_are_seen() {
    let (mut shown, mut hidden) = (0, 0);
    for (name, run, ladder) in all() {
        for beat in &run.beats {
            let capsules = ladder.capsules(step_at(&run, beat.at));
            let places = in_flight(&capsules, ladder.scale.y(beat.at), true);
            let places = numbers_in_flight(&capsules, &places);
            assert_eq!(places.len(), capsules.len());
            let rooms: Vec<Room> = (capsules.iter().zip(&places))
                .filter_map(|(capsule, at)| {
                    // A word's distance, to be told from others in the row.
                    let (at, half) = ((*at)?, capsule.numbers_width / 2 + px(6));
                    Some(Room::upright(at.x - half, at.y - px(10), at.x + half, at.y + px(3)))
                })
                .collect();
            for (i, room) in rooms.iter().enumerate() {
                let apart = rooms[i + 1..].iter().all(|other| !room.overlaps(other));
                assert!(apart, "{name} at {}", beat.at);
            }
            let numbers = capsules.iter().filter(|capsule| !capsule.numbers_text.is_empty());
            shown += rooms.len();
            hidden += numbers.count() - rooms.len();
        }
    }
    assert!(hidden * 50 < shown, "{hidden} hidden, {shown} shown");
}

#[test]
fn a_timer_runs_until_it_is_stopped() {
    let run = sample::handshake();
    let ladder = ladder(&run, 720, Lang::En);
    let left = |micros| {
        let now = Instant::from_micros(micros);
        let running = ladder.running(step_at(&run, now), now);
        running.iter().map(|timer| (timer.host, timer.left.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(left(26_000), [(Host::Client, "974 ms".to_owned())]);
    assert_eq!(left(100_000), [(Host::Server, "940 ms".to_owned())]);
    assert_eq!(left(120_000), []);
}

#[test]
fn runs_beside_each_other_have_the_same_time_axis() {
    let (one, other) = (sample::old_syn_three_way(), sample::old_syn_two_way());
    let drawn = |run, beside| {
        let layout = Layout::for_width(500);
        let options = LadderOptions {
            layout,
            lang: Lang::En,
            addresses: None,
            queues: QueueSizes::default(),
            beside,
        };
        Ladder::new(run, &options)
    };
    let [left, right] = [drawn(&one, Some(&other)), drawn(&other, Some(&one))];
    assert_eq!((&left.scale, left.height), (&right.scale, right.height));
}

#[test]
fn a_long_war_is_drawn_in_time() {
    let run = sample::acknowledgment_war(4_000);
    let ladder = ladder(&run, 720, Lang::En);
    assert_eq!(ladder.journeys.len(), run.flights.len());
    assert!(run.flights.len() > 3_000);
}

fn has_class(marks: &[Mark], class: &str) -> bool {
    marks.iter().any(|mark| match mark {
        Mark::Group { marks, .. } if has_class(marks, class) => true,
        _ => mark.class().split(' ').any(|name| name == class),
    })
}

#[test]
fn what_is_forged_has_a_mask_on_a_lane_of_its_own_and_goes_to_whom_it_deceives() {
    let run = sample::forged();
    for width in [720, 472, 360] {
        let ladder = ladder(&run, width, Lang::En);
        let PerHost { client, server } = ladder.layout.lanes;
        for journey in ladder.journeys.iter().filter(|journey| journey.forged) {
            assert!(journey.start.x > client + px(40) && journey.start.x < server - px(40));
            let target = ladder.layout.edge(journey.from.peer());
            assert_eq!(journey.target.x, target, "{} at {width}", journey.id);
        }
        assert!(has_class(&ladder.past, "mask") && has_class(&ladder.past, "fg"));
        assert!(has_class(&ladder.ground, "atk"));
    }
    assert!(!has_class(&ladder(&sample::handshake(), 720, Lang::En).ground, "atk"));
}

#[test]
fn strangers_change_the_queue_and_not_the_band() {
    let run = sample::flood();
    let states: Vec<_> = phases(&run, Host::Server).iter().map(|phase| phase.state).collect();
    let at = |state| states.iter().filter(|s| **s == state).count();
    assert_eq!(at(tcp_model::state::State::SynReceived), 1);
    let ladder = ladder(&run, 720, Lang::En);
    let notes = texts(ladder.words.iter().map(|word| &word.mark));
    let notes = notes.iter().filter(|text| text.class == "sub q").map(|text| words(text));
    let notes: Vec<_> = notes.take(2).collect();
    assert_eq!(notes, ["SYN queue 1/2", "SYN queue 2/2"]);
}

/// Bold capitals of 12 px take 8.4 px each where they are widest.
#[test]
fn names_along_a_lane_are_apart() {
    let mut pairs = 0;
    for (name, _, ladder) in all() {
        let mut columns: Vec<(Px, Px, String)> = Vec::new();
        for text in texts(ladder.words.iter().map(|word| &word.mark)) {
            let Some(place) = text.transform.filter(|_| text.class == "st") else { continue };
            let (Point { x, y }, state) = (place.origin, words(text));
            if let Some((.., end, before)) = columns.iter().rev().find(|(at, ..)| *at == x) {
                assert!(y >= *end + px(6), "{name}: {before} and {state}");
                pairs += 1;
            }
            columns.push((x, y + Px(84) * state.len() as i32, state));
        }
    }
    assert!(pairs > 10, "{pairs} pairs");
}

#[test]
fn what_befalls_a_host_is_marked_on_its_lane_and_said() {
    let said = |run: &Run, words_: &str| {
        let ladder = ladder(run, 720, Lang::En);
        let texts = texts(ladder.words.iter().map(|word| &word.mark));
        let is_said = texts.iter().any(|text| words(text) == words_);
        (ladder, is_said)
    };
    let (crash, is_said) = said(&sample::crash(), "reboot");
    assert!(is_said && has_class(&crash.past, "jag") && has_class(&crash.past, "killed"));
    let (unplugged, is_said) = said(&sample::unplugged(), "cable pulled");
    assert!(is_said && has_class(&unplugged.past, "cable"));
}

#[test]
fn of_what_happens_at_one_time_each_is_told_with_its_own_beat() {
    let mut shared = 0;
    for (name, run, ladder) in all() {
        for word in &ladder.words {
            let Mark::Text(text) = &word.mark else { continue };
            let (state, n) = (words(text), word.step - 1);
            if !text.class.starts_with("st") || n == 0 {
                continue;
            }
            let entered =
                run.events[run.beats[n].events.clone()].iter().any(|event| match &event.kind {
                    EventKind::State { to, .. } => to.name() == state,
                    EventKind::Note { .. } => true,
                    _ => false,
                });
            assert!(entered, "{name}: {state} with beat {n}");
            shared += usize::from(run.beats[n - 1].at == run.beats[n].at);
        }
    }
    assert!(shared > 0, "no two beats share a time");
}

#[test]
fn a_segment_is_in_flight_from_the_beat_that_sends_it_until_the_one_that_ends_its_journey() {
    for (name, run, ladder) in all() {
        let mut flying = Vec::new();
        for (n, beat) in run.beats.iter().enumerate() {
            for event in &run.events[beat.events.clone()] {
                match event.kind {
                    EventKind::Send { id, .. } | EventKind::Copy { id, .. } => flying.push(id),
                    EventKind::Arrive { id, .. }
                    | EventKind::Lose { id }
                    | EventKind::Expire { id } => flying.retain(|one| *one != id),
                    _ => {}
                }
            }
            let drawn: Vec<_> = ladder.capsules(n + 1).iter().map(|capsule| capsule.id).collect();
            assert_eq!(drawn, flying, "{name} after beat {n}");
        }
    }
}

#[test]
fn what_was_sent_last_is_known_also_where_beats_share_a_time() {
    let mut early = 0;
    for (name, run, ladder) in all() {
        assert_eq!(ladder.last_sent(0), None, "{name}");
        for (n, beat) in run.beats.iter().enumerate() {
            let events = &run.events[..beat.events.end];
            let sent = events.iter().rev().find_map(|event| match event.kind {
                EventKind::Send { id, .. } | EventKind::Copy { id, .. } => Some(id),
                _ => None,
            });
            assert_eq!(ladder.last_sent(n + 1).map(|last| last.id), sent, "{name} after {n}");
            let by_time = ladder.journeys.iter().rfind(|journey| journey.sent <= beat.at);
            early += usize::from(by_time.map(|last| last.id) != sent);
        }
    }
    assert!(early > 0, "the time alone would do");
}
