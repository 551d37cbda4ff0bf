//! The inspector over the whole catalogue.

use super::Inspect;
use super::look::{Look, relative};
use crate::effect::Effect;
use crate::moment::{Moment, Share, Turn};
use crate::subject::Subject;
use nodes::node::{Node, Tag};
use tcp_model::endpoint::Status;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::trace::{Flight, SegmentId};
use tcp_scenarios::catalogue::{self, Catalogue};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::inspector::{last_sent, sending};

fn subject(address: &str, lang: Lang) -> Subject {
    let file = catalogue::file(address).expect("it is in the catalogue");
    let scenario = Scenario::from_file(&file).expect("it is a scenario");
    Subject::new(address, file, scenario, lang)
}

/// The time after so many steps, in microseconds.
fn at(of: &Subject, step: usize) -> u64 {
    of.run.beats[step.saturating_sub(1)].at.as_micros()
}

/// The inspector after so many steps.
fn draw(inspect: &Inspect, of: &Subject, lang: Lang, step: usize, selected: SegmentId) -> Vec<Tag> {
    let (lang, address, at) = (lang.tag(), &of.address, at(of, step));
    let text = format!("{lang}\nauto\n{address}\n\n{step}\n{at}\n{selected}\n0\n\n");
    let now = Moment::read(&text).expect("it is complete");
    inspect.draw(&now, of, Turn::All)
}

#[test]
fn what_is_kept_in_a_turn_is_of_the_same_run() {
    let [first, second] =
        ["three-way-normal", "four-way-close"].map(|address| subject(address, Lang::En));
    let inspect = Inspect::default();
    draw(&inspect, &first, Lang::En, 4, 0);
    let whole = draw(&Inspect::default(), &second, Lang::En, 4, 0);
    let text = format!("en\nauto\nfour-way-close\n\n4\n{}\n0\n1\n\n\n2", at(&second, 4));
    let now = Moment::read(&text).expect("it is complete");
    assert_eq!(now.turn, Turn::Look(Share::Heading));
    assert_eq!(inspect.draw(&now, &second, now.turn), whole);
}

/// The only element that has an attribute with this value, the octets aside.
fn one<'a>(drawn: &'a [Tag], attribute: &str, value: &str) -> &'a Tag {
    let found = with(drawn, attribute, value);
    let [one] = found[..] else { panic!("{} elements with {attribute}={value}", found.len()) };
    one
}

fn with<'a>(drawn: &'a [Tag], attribute: &str, value: &str) -> Vec<&'a Tag> {
    let mut found = Vec::new();
    drawn.iter().for_each(|tag| tag.all(attribute, &mut found));
    found.retain(|tag| tag.attribute(attribute) == Some(value));
    found.retain(|tag| !tag.attribute("class").is_some_and(|class| class.starts_with("hx")));
    found
}

fn words(drawn: &[Tag]) -> String {
    drawn.iter().map(Tag::words).collect()
}

fn nodes(tag: &Tag) -> usize {
    let inside = tag.children.iter().map(|child| match child {
        Node::Text(_) => 1,
        Node::Tag(tag) => nodes(tag),
    });
    1 + inside.sum::<usize>()
}

/// The number at the end of what a field says.
fn number(drawn: &[Tag], field: &str) -> u32 {
    let said = one(drawn, "data-f", field).words();
    let digits = said.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or_else(|_| panic!("{field} says {said}"))
}

#[test]
fn every_segment_at_every_step_is_drawn_with_few_elements() {
    let entries = Catalogue::get().entries().iter();
    for address in entries.flat_map(|entry| entry.all()).map(|scenario| &scenario.address) {
        for lang in Lang::ALL {
            let subject = subject(address, lang);
            let (steps, last) = (subject.run.beats.len(), subject.run.flights.len() as SegmentId);
            for step in 0..=steps.min(60) {
                let drawn = draw(&Inspect::default(), &subject, lang, step, step as SegmentId);
                let count: usize = drawn.iter().map(nodes).sum();
                assert!(count < 900, "{address} at {step}: {count} nodes");
            }
            for id in 1..=last.min(60) {
                let drawn = draw(&Inspect::default(), &subject, lang, steps, id);
                assert!(!drawn.is_empty(), "{address} segment {id}");
            }
        }
    }
}

#[test]
fn the_diagram_has_the_numbers_of_the_segment() {
    for entry in Catalogue::get().entries() {
        let subject = subject(entry.id(), Lang::En);
        for flight in &subject.run.flights {
            let all = subject.run.beats.len();
            let drawn = draw(&Inspect::default(), &subject, Lang::En, all, flight.id);
            let segment = &flight.segment;
            assert_eq!(number(&drawn, "seq"), segment.seq.0, "{} {}", entry.id(), flight.id);
            assert_eq!(number(&drawn, "ackno"), segment.ack.0);
            assert_eq!(number(&drawn, "win"), u32::from(segment.wnd));
            for (flag, name) in SegmentFlags::NAMES {
                let is = number(&drawn, &name.to_lowercase());
                assert_eq!(is, u32::from(segment.has(flag)), "{name}");
            }
            // There is room for data in RFC 9293 Figure 1, whether there is any or not.
            let mut data = with(&drawn, "data-f", "data");
            data.retain(|cell| cell.attribute("colspan") == Some("32"));
            let [data] = data[..] else { panic!("{} lines of it", data.len()) };
            let len = segment.data.len();
            assert_eq!(data.attribute("class").is_some(), len == 0);
            let says = if len == 0 { "no data".to_owned() } else { len.to_string() };
            assert!(data.words().contains(&says), "{} {}", entry.id(), data.words());
        }
    }
}

#[test]
fn a_chinese_heading_has_chinese_marks() {
    let subject = subject("three-way-normal", Lang::ZhCn);
    let drawn = draw(&Inspect::default(), &subject, Lang::ZhCn, 3, 1);
    assert!(drawn[0].words().starts_with("选中的报文段SYN，无数据"), "{}", drawn[0].words());
}

/// The octets beside the header are those that its lines stand for.
#[test]
fn the_octets_are_those_of_the_numbers() {
    let subject = subject("three-way-normal", Lang::En);
    let drawn = draw(&Inspect::default(), &subject, Lang::En, subject.run.beats.len(), 2);
    let mut cells = Vec::new();
    drawn[0].all("data-f", &mut cells);
    cells.retain(|cell| cell.attribute("class") == Some("hx"));
    let octets: Vec<String> = cells.iter().map(|cell| cell.words()).collect();
    let expected = ["00 50 c3 50", "00 00 07 d0", "00 00 03 e9", "50 12 ff ff"].join(" ");
    assert_eq!(octets[..16].join(" "), expected);
    assert_eq!(octets.len(), 20);
}

#[test]
fn without_a_choice_it_is_the_last_segment_of_the_steps_that_were_taken() {
    let subject = subject("three-way-normal", Lang::En);
    let title = |step, selected| {
        let drawn = draw(&Inspect::default(), &subject, Lang::En, step, selected);
        drawn.first().map(|tag| tag.words()).unwrap_or_default()
    };
    assert_eq!(title(1, 0), "");
    assert!(title(2, 0).starts_with("Segment on the waySYN, no data"));
    assert!(title(3, 0).starts_with("Segment on the waySYN,ACK, no data"));
    assert!(title(3, 1).starts_with("Chosen segmentSYN, no data"));
    // What is still to be sent is not shown, though it may be chosen.
    assert!(title(2, 3).starts_with("Segment on the waySYN, no data"));
    let end = subject.run.beats.len();
    assert!(title(end, 0).starts_with("Last segment"));
}

#[test]
fn buttons_lead_to_the_segments_before_and_after() {
    let subject = subject("three-way-normal", Lang::En);
    let drawn = draw(&Inspect::default(), &subject, Lang::En, subject.run.beats.len(), 2);
    one(&drawn, "data-act", "inspect select 1");
    one(&drawn, "data-act", "inspect select 3");
    let mut inspect = Inspect::default();
    assert_eq!(inspect.take("select", "3"), [Effect::Tell("select 3".to_owned(), None)]);
    let drawn = draw(&inspect, &subject, Lang::En, subject.run.beats.len(), 3);
    assert_eq!(with(&drawn, "aria-disabled", "true").len(), 1);
}

#[test]
fn a_chosen_field_is_marked_in_header_and_octets_and_explained() {
    let subject = subject("three-way-normal", Lang::En);
    let mut inspect = Inspect::default();
    let picked = |inspect: &Inspect| {
        let drawn = draw(inspect, &subject, Lang::En, 3, 0);
        let mut all = Vec::new();
        drawn[0].all("data-f", &mut all);
        all.retain(|tag| tag.attribute("class").is_some_and(|class| class.ends_with("picked")));
        (all.len(), words(&drawn).contains("RFC 9293 §3.1, §3.4"))
    };
    assert_eq!(picked(&inspect), (0, false));
    inspect.take("field", "ackno");
    assert_eq!(picked(&inspect), (5, true));
    inspect.take("field", "nonsense");
    assert_eq!(picked(&inspect), (0, false));
}

#[test]
fn relative_numbers_count_from_the_initial_ones() {
    let subject = subject("three-way-normal", Lang::En);
    let mut inspect = Inspect::default();
    inspect.take("numbers", "relative");
    let drawn = draw(&inspect, &subject, Lang::En, subject.run.beats.len(), 2);
    assert_eq!((number(&drawn, "seq"), number(&drawn, "ackno")), (0, 1));
    inspect.take("numbers", "absolute");
    let drawn = draw(&inspect, &subject, Lang::En, subject.run.beats.len(), 2);
    assert_eq!((number(&drawn, "seq"), number(&drawn, "ackno")), (2000, 1001));
}

#[test]
fn the_case_of_the_table_and_the_ruling_are_told() {
    let subject = subject("three-way-normal", Lang::En);
    let drawn = draw(&Inspect::default(), &subject, Lang::En, subject.run.beats.len(), 3);
    let said = words(&drawn);
    assert!(said.contains("✓ acceptable: 1001 =< 1001 < 66536"), "{said}");
    assert!(said.contains("RFC 9293 §3.10.7.4, fifth"), "{said}");
    let drawn = draw(&Inspect::default(), &subject, Lang::En, 2, 1);
    assert!(words(&drawn).contains("LISTEN has no receive window"), "{}", words(&drawn));
}

#[test]
fn options_are_decoded_and_padding_is_not_explained() {
    let subject = subject("mss-announcement", Lang::En);
    let drawn = draw(&Inspect::default(), &subject, Lang::En, subject.run.beats.len(), 1);
    let said = words(&drawn);
    assert!(said.contains("1460 octets of data at most"), "{said}");
    assert!(said.contains("correct: computed over the pseudo-header"), "{said}");
}

/// A segment that was chosen after the last step, with relative numbers.
fn counted(of: &Subject, id: SegmentId) -> Look<'_> {
    let (address, steps) = (&of.address, of.run.beats.len());
    let text = format!("en\nauto\n{address}\n\n{steps}\n{}\n{id}\n0\n\n", at(of, steps));
    let now = Moment::read(&text).expect("it is complete");
    Look::new(&now, of, None, true).expect("it was sent")
}

/// The server takes the number of an old SYN for the client's: 900, which the client, if it opens a
/// connection at all, does not begin with.
#[test]
fn acknowledgments_count_from_the_initial_number_that_their_sender_has() {
    let mut inspect = Inspect::default();
    inspect.take("numbers", "relative");
    for (address, step, ack) in [
        ("two-way-old-duplicate-syn", 3, 1),
        ("two-way-old-duplicate-syn", 4, 1),
        ("two-way-replay-old-connection", 3, 1),
        ("two-way-replay-old-connection", 6, 31),
        ("three-way-old-duplicate-syn", 4, 1),
    ] {
        let subject = subject(address, Lang::En);
        let drawn = draw(&inspect, &subject, Lang::En, step, 0);
        assert!(words(&drawn).contains("SEQ − ISS 2000, ACK − IRS 900"), "{address} at {step}");
        assert_eq!(number(&drawn, "ackno"), ack, "{address} at {step}");
    }
}

#[test]
fn numbers_count_from_those_in_the_tcb_of_their_sender() {
    let mut ends = 0;
    for scenario in Catalogue::get().entries().iter().flat_map(|entry| entry.all()) {
        let address = &scenario.address;
        let subject = subject(address, Lang::En);
        for Flight { id, from, segment, .. } in &subject.run.flights {
            let Some(Status { state, snd, rcv, .. }) = sending(&subject.run, *id) else { continue };
            let look = counted(&subject, *id);
            let has_tcb = !matches!(state, State::Closed | State::Listen);
            if has_tcb {
                ends += 1;
                let seq = relative(segment.seq, snd.iss);
                assert_eq!(look.seq(segment.seq), seq, "{address} #{id} of {from}");
            }
            if has_tcb && segment.has(SegmentFlags::ACK) {
                let ack = relative(segment.ack, rcv.irs);
                assert_eq!(look.ack(segment.ack), ack, "{address} #{id} of {from}");
            }
        }
    }
    assert!(ends > 200, "{ends}");
}

#[test]
fn without_a_tcb_of_the_sender_numbers_count_from_those_of_the_other_end_or_the_syn() {
    let seq = |address: &str, id: SegmentId| {
        let subject = subject(address, Lang::En);
        let look = counted(&subject, id);
        (look.seq(look.flight.segment.seq), look.ack(look.flight.segment.ack))
    };
    // Nobody has a TCB yet, and then only the server: the client stays CLOSED.
    assert_eq!(seq("two-way-old-duplicate-syn", 1).0, "0");
    assert_eq!(seq("two-way-old-duplicate-syn", 4).0, "1");
    let old_data = ("1".to_owned(), "−1499".to_owned());
    assert_eq!(seq("two-way-replay-old-connection", 3), old_data);
    // A client with a connection of its own: the old SYN lies before that.
    assert_eq!(seq("three-way-old-duplicate-syn", 2).0, "−100");
    // The lanes keep no variables of the connections of a flood.
    assert_eq!(seq("syn-flood", 2), ("0".to_owned(), "1".to_owned()));
}

/// What the last of so many steps changed, as it is told.
fn changed(numbers: &str, of: &Subject, step: usize) -> Vec<String> {
    let mut inspect = Inspect::default();
    inspect.take("numbers", numbers);
    let drawn = draw(&inspect, of, Lang::En, step, 0);
    let [list] = with(&drawn, "class", "changes")[..] else { panic!("one list of changes") };
    let mut values = Vec::new();
    list.all("class", &mut values);
    values.retain(|tag| tag.attribute("class") == Some("mono"));
    let said = values.iter().map(|tag| tag.words().replace(" →  becomes ", " → "));
    said.collect()
}

#[test]
fn what_has_changed_is_counted_as_the_header_is() {
    let subject = subject("complete-lifecycle", Lang::En);
    let lines = ["RCV.NXT", "1 → 201", "RCV.UP", "1 → 201"];
    assert_eq!(changed("relative", &subject, 10), lines);
    let lines = ["RCV.NXT", "2001 → 2201", "RCV.UP", "2001 → 2201"];
    assert_eq!(changed("absolute", &subject, 10), lines);
    let lines = ["STATE", "ESTABLISHED → FIN-WAIT-1", "SND.NXT", "101 → 102", "FIN", "– → 101"];
    assert_eq!(changed("relative", &subject, 12), lines);
    // Neither a window nor an initial number is counted from anything.
    let all = changed("relative", &subject, 3).join(" ");
    let beside = "SND.UNA – → 0 SND.NXT – → 1 SND.WND – → 65535 RCV.NXT – → 1 RCV.WND – → 65535";
    assert!(all.contains(beside), "{all}");
    assert!(all.contains("ISS – → 2000 IRS – → 1000 SND.WL1 – → 0 SND.WL2 – → 0"), "{all}");
}

#[test]
fn no_variable_lies_before_the_initial_number_that_it_counts_from() {
    for entry in Catalogue::get().entries() {
        let subject = subject(entry.id(), Lang::En);
        let run = &subject.run;
        let shown = (1..=run.beats.len()).filter(|step| last_sent(run, *step).is_some());
        for step in shown.take(60) {
            let told = changed("relative", &subject, step).join(" ");
            assert!(!told.contains('−'), "{} at {step}: {told}", entry.id());
        }
    }
}
