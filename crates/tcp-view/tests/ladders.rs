//! Every scenario is drawn so that it can be read: in both languages, on wide pages and on phones.

use tcp_model::host::PerHost;
use tcp_model::timer::Timer;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;
use tcp_view::fixed::px;
use tcp_view::ladder::{Ladder, LadderOptions, Layout, QueueSizes, TimerEnd};
use tcp_view::scene::{Mark, Text};

/// What a window of 1440 px leaves, one of 1024 px, half a comparison, one of 720 px, and two phones.
const WIDTHS: [i32; 9] = [760, 688, 648, 600, 560, 472, 437, 360, 320];

/// Checks every drawing of every scenario.
fn for_all(check: impl Fn(&str, &Ladder)) {
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        let run = scenario.run();
        for (width, lang) in WIDTHS.into_iter().flat_map(|w| Lang::ALL.map(|lang| (w, lang))) {
            let (layout, queues) = (Layout::for_width(width), QueueSizes::of(scenario.setup()));
            let sockets = ["192.0.2.1:50000", "198.51.100.7:80"].map(str::to_owned);
            let [client, server] = sockets;
            let addresses = Some(PerHost { client, server });
            let options = LadderOptions { layout, lang, addresses, queues, beside: None };
            let name = format!("{} at {width} in {}", scenario.address, lang.tag());
            check(&name, &Ladder::new(&run, &options));
        }
    }
}

/// All words that can be seen at the same time.
fn texts(ladder: &Ladder) -> Vec<&Text> {
    let ticks = ladder.ticks.iter().filter_map(|tick| tick.mark.as_ref());
    let words = ladder.words.iter().map(|word| &word.mark);
    let marks = words.chain(ticks).chain(&ladder.breaks).chain(&ladder.ground);
    marks.filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None }).collect()
}

fn words(text: &Text) -> String {
    text.spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_words_of_any_scenario_stand_on_others() {
    for_all(|name, ladder| {
        let texts = texts(ladder);
        for (i, one) in texts.iter().enumerate() {
            for other in &texts[i + 1..] {
                let apart = !one.room().overlaps(&other.room());
                assert!(apart, "{name}: {:?} on {:?}", words(one), words(other));
            }
        }
    });
}

#[test]
fn all_words_of_every_scenario_are_inside_the_drawing() {
    for_all(|name, ladder| {
        for text in texts(ladder) {
            let ((left, right), (top, bottom)) = (text.room().breadth(), text.room().height());
            let inside = left >= px(0) && right <= ladder.width && top >= px(0);
            assert!(inside && bottom <= ladder.height, "{name}: {:?}", words(text));
        }
    });
}

#[test]
fn what_is_lost_and_what_expires_is_said_wherever_it_is_drawn() {
    for_all(|name, ladder| {
        let says = |class: &str, id, step: usize| {
            ladder.words.iter().any(|word| {
                let text = matches!(&word.mark, Mark::Text(text) if text.class == class);
                text && (word.id, word.step) == (id, step)
            })
        };
        for word in &ladder.words {
            if matches!(&word.mark, Mark::Path { class, .. } if class.starts_with("lost")) {
                assert!(says("lostl", word.id, word.step), "{name}: {:?} is lost", word.id);
            }
        }
        for span in &ladder.timers {
            if span.end == TimerEnd::Fired && span.timer != Timer::TimeWait {
                assert!(says("an warn", None, span.steps.end), "{name}: {} fires", span.name());
            }
        }
    });
}

#[test]
fn that_a_segment_is_lost_is_not_written_across_its_own_line() {
    for_all(|name, ladder| {
        for word in &ladder.words {
            let (Some(id), Mark::Text(text)) = (word.id, &word.mark) else { continue };
            let own = ladder.journey(id);
            let across = text.class == "lostl" && text.room().meets(own.start, own.stop);
            assert!(!across, "{name}: {:?} of #{id}", words(text));
        }
    });
}
