//! The whole catalogue is asked about, in both languages.

use super::{Kind, Question, questions};
use crate::sandbox::Form;
use std::collections::BTreeSet;
use tcp_model::endpoint::Status;
use tcp_model::host::Flow;
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::trace::{EventKind, Flight, Run};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

fn each(mut check: impl FnMut(&Scenario, &Run, Lang, &[Question])) {
    for scenario in Catalogue::get().entries().iter().flat_map(|entry| entry.all()) {
        let run = scenario.run();
        for lang in Lang::ALL {
            check(scenario, &run, lang, &questions(scenario, &run, lang));
        }
    }
}

fn right(question: &Question) -> &str {
    &question.choices.iter().find(|choice| choice.right).unwrap().text
}

/// What an end sends in the beat that answers.
fn sent<'a>(question: &Question, run: &'a Run) -> Vec<&'a Flight> {
    let events = &run.events[run.beats[question.before].events.clone()];
    let sent = events.iter().filter_map(|event| match event.kind {
        EventKind::Send { id, from, why: Some(_), .. }
            if from == question.host && event.flow == Flow::MAIN =>
        {
            Some(run.flight(id))
        }
        _ => None,
    });
    sent.collect()
}

#[test]
fn every_question_has_one_right_answer_and_reasons_against_the_others() {
    each(|scenario, _, _, questions| {
        for question in questions {
            let place = format!("{} {}: {}", scenario.address, question.before, question.prompt);
            let choices = &question.choices;
            assert!((3..=4).contains(&choices.len()), "{place}");
            assert_eq!(choices.iter().filter(|choice| choice.right).count(), 1, "{place}");
            let texts: BTreeSet<_> = choices.iter().map(|choice| &choice.text).collect();
            assert_eq!(texts.len(), choices.len(), "{place}");
            for choice in choices {
                assert!(!choice.text.is_empty(), "{place}");
                assert_eq!(choice.right, choice.why_wrong.is_none(), "{place}");
                assert!(choice.why_wrong.as_ref().is_none_or(|why| !why.is_empty()), "{place}");
            }
            assert!(!question.prompt.is_empty() && !question.answer.text.is_empty(), "{place}");
            assert!(!question.prompt.contains(['{', '}']), "{place}");
        }
    });
}

#[test]
fn a_scenario_has_some_questions_and_not_too_many_in_the_order_of_its_run() {
    each(|scenario, run, _, questions| {
        let most = if run.beats.len() < 4 { 0..=8 } else { 1..=8 };
        assert!(most.contains(&questions.len()), "{}: {}", scenario.address, questions.len());
        let places = questions.iter().map(|question| question.before);
        assert!(places.clone().all(|before| before < run.beats.len()), "{}", scenario.address);
        assert!(places.is_sorted_by(|one, next| one < next), "{}", scenario.address);
    });
}

#[test]
fn most_scenarios_have_at_least_four_questions_of_at_least_three_kinds() {
    let (mut all, mut enough, mut varied) = (0, 0, 0);
    each(|_, _, _, questions| {
        let kinds: BTreeSet<_> = questions.iter().map(|question| question.kind).collect();
        all += 1;
        enough += usize::from((4..=9).contains(&questions.len()));
        varied += usize::from(kinds.len() >= 3);
    });
    assert!(enough * 10 >= all * 8, "{enough} of {all} have enough questions");
    assert!(varied * 10 >= all * 8, "{varied} of {all} have three kinds");
}

#[test]
fn every_kind_is_asked_somewhere() {
    let mut kinds = BTreeSet::new();
    each(|_, _, _, questions| kinds.extend(questions.iter().map(|question| question.kind)));
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), Kind::ALL);
}

#[test]
fn the_right_answer_is_what_the_trace_says() {
    each(|scenario, run, lang, questions| {
        for question in questions {
            let (right, sent) = (right(question), sent(question, run));
            let place = format!("{} {}: {right}", scenario.address, question.before);
            let first = sent.first().map(|flight| &flight.segment);
            match question.kind {
                Kind::State => {
                    let state = run.beats[question.before].status[question.host].state;
                    assert_eq!(right, state.name(), "{place}");
                }
                Kind::Ack => {
                    assert_eq!(right, format!("ack={}", first.unwrap().ack), "{place}");
                }
                Kind::Seq => {
                    assert_eq!(right, format!("seq={}", first.unwrap().seq), "{place}");
                    assert!(!first.unwrap().has(SegmentFlags::SYN), "an ISN is asked: {place}");
                }
                Kind::Flags => check_flags(right, &sent, lang, &place),
                Kind::Verdict => check_verdict(question, run, &sent, lang),
                Kind::Next | Kind::Timer => check_timer(question, run, &sent, lang),
            }
        }
    });
}

fn check_flags(right: &str, sent: &[&Flight], lang: Lang, place: &str) {
    let nothing = match lang {
        Lang::ZhCn => "什么也不发",
        Lang::En => "Nothing",
    };
    assert_eq!(right == nothing, sent.is_empty(), "{place}");
    let mut rest = right;
    for flight in sent {
        let flags = flight.segment.flags.without(SegmentFlags::PSH).to_string();
        let at = rest.find(&flags).unwrap_or_else(|| panic!("{place}: {flags}"));
        rest = &rest[at + flags.len()..];
    }
}

fn check_verdict(question: &Question, run: &Run, sent: &[&Flight], lang: Lang) {
    let right = right(question);
    let events = &run.events[run.beats[question.before].events.clone()];
    let EventKind::Arrive { ruling, id, .. } = events[0].kind else { panic!("{right}") };
    assert_eq!(question.about, Some(id));
    let (accepts, resets, acknowledges) = match lang {
        Lang::ZhCn => {
            (right.starts_with("接受"), right.contains("一个 RST"), right.contains("一个 ACK"))
        }
        Lang::En => (right.contains("accepts"), right.contains("a RST"), right.contains("an ACK")),
    };
    assert_eq!(accepts, ruling.verdict.word() == "accepted", "{right}: {}", ruling.verdict);
    let flags = sent.first().map(|flight| flight.segment.flags);
    if !accepts {
        let has = |flag| flags.is_some_and(|flags| flags.contains(flag));
        assert_eq!(resets, has(SegmentFlags::RST), "{right}");
        assert_eq!(acknowledges, has(SegmentFlags::ACK) && !has(SegmentFlags::RST), "{right}");
    }
}

fn check_timer(question: &Question, run: &Run, sent: &[&Flight], lang: Lang) {
    let right = right(question);
    let events = &run.events[run.beats[question.before].events.clone()];
    match events[0].kind {
        EventKind::Timer { host, .. } => assert_eq!(host, question.host, "{right}"),
        EventKind::Note { host, .. } => {
            let later = &run.events[run.beats[question.before].events.start..];
            let acts = |event: &&tcp_model::trace::Event| {
                event.flow == Flow::MAIN
                    && matches!(event.kind, EventKind::Timer { host: h, .. } if h == host)
            };
            assert_eq!(later.iter().find(acts), None, "{right}");
            return;
        }
        _ => panic!("{right}"),
    }
    let names_host = match lang {
        Lang::ZhCn => right.contains(['客', '服']),
        Lang::En => right.contains("retransmission timer"),
    };
    if question.kind == Kind::Next {
        assert!(names_host && sent.len() == 1, "{right}");
    } else if let [again] = sent
        && right.contains("seq=")
    {
        assert!(again.retransmission, "{right}");
        assert!(right.contains(&format!("seq={}", again.segment.seq)), "{right}");
    } else {
        let set = events.iter().find_map(|event| match event.kind {
            EventKind::TimerSet { after, .. } => Some(after.to_string()),
            _ => None,
        });
        let lasted = set.is_some_and(|set| right == set) || right.starts_with("2MSL = ");
        assert!(lasted, "{right}");
    }
}

#[test]
fn both_languages_ask_the_same_in_the_same_order() {
    for entry in Catalogue::get().entries() {
        let (scenario, run) = (entry.scenario(), entry.scenario().run());
        let [zh, en] = Lang::ALL.map(|lang| questions(scenario, &run, lang));
        let shape = |questions: &[Question]| -> Vec<_> {
            let place = |q: &Question| q.choices.iter().position(|choice| choice.right);
            questions.iter().map(|q| (q.before, q.kind, place(q), q.about, q.host)).collect()
        };
        assert_eq!(shape(&zh), shape(&en), "{}", scenario.address);
    }
}

#[test]
fn the_right_answer_stands_at_every_place_about_as_often() {
    let mut places = [0_usize; 4];
    each(|_, _, _, questions| {
        for question in questions.iter().filter(|question| question.choices.len() == 4) {
            places[question.choices.iter().position(|choice| choice.right).unwrap()] += 1;
        }
    });
    let all: usize = places.iter().sum();
    assert!(places.iter().all(|count| count * 100 / all >= 15), "{places:?}");
}

#[test]
fn what_a_question_is_about_has_been_seen() {
    each(|scenario, run, _, questions| {
        for question in questions {
            let shown = run.beats[..question.before].iter().map(|beat| beat.events.end).max();
            let seen = |id| {
                run.events[..shown.unwrap_or(0)].iter().any(|event| match event.kind {
                    EventKind::Send { id: i, .. } | EventKind::Copy { id: i, .. } => i == id,
                    _ => false,
                })
            };
            assert!(question.about.is_none_or(seen), "{} {}", scenario.address, question.before);
        }
    });
}

#[test]
fn a_wrong_protocol_is_named_before_it_is_asked_about() {
    each(|scenario, _, lang, questions| {
        for question in questions.iter().filter(|q| q.answer.deviation.is_some()) {
            let named = match lang {
                Lang::ZhCn => question.prompt.starts_with("这里的"),
                Lang::En => question.prompt.contains(" here"),
            };
            assert!(named, "{}: {}", scenario.address, question.prompt);
        }
    });
}

/// The question that the scenario is about is among those that are asked.
#[test]
fn old_data_that_a_fixed_isn_lets_in_is_asked_about() {
    let scenario = Catalogue::get().find("isn-fixed-old-data").unwrap();
    let asked = questions(scenario, &scenario.run(), Lang::En);
    let accepted = |q: &&Question| q.kind == Kind::Verdict && right(q) == "It accepts it";
    let question = asked.iter().find(accepted).expect("it is asked");
    assert!(question.prompt.starts_with("The client is a wrong variant here"));
}

fn asked(address: &str) -> Vec<Question> {
    let scenario = Catalogue::get().find(address).unwrap();
    questions(scenario, &scenario.run(), Lang::En)
}

/// Why a wrong answer to the question of this kind, about a segment as the prompt has it, is wrong.
fn why_not(asked: &[Question], kind: Kind, prompt: &str, wrong: &str) -> String {
    let question = asked.iter().find(|q| q.kind == kind && q.prompt.contains(prompt));
    let choices = &question.expect("it is asked").choices;
    let choice = choices.iter().find(|choice| choice.text == wrong).expect("it can be chosen");
    choice.why_wrong.clone().expect("it is wrong")
}

#[test]
fn a_variant_is_blamed_only_where_one_is_watched() {
    each(|scenario, _, lang, questions| {
        let (blame, named) = match lang {
            Lang::ZhCn => ("现在看的这个变体", "次握手”"),
            Lang::En => ("the variant that is watched", "handshake here"),
        };
        for question in questions {
            let blames = |why: &String| why.contains(blame);
            if question.choices.iter().filter_map(|it| it.why_wrong.as_ref()).any(blames) {
                assert!(question.prompt.contains(named), "{}: {question:?}", scenario.address);
            }
        }
    });
}

#[test]
fn an_acknowledgment_that_waits_is_announced_and_is_the_reason_for_silence() {
    let asked = asked("close-three-segments");
    let fin = "delays its acknowledgments here. The server is in ESTABLISHED when FIN,ACK";
    assert!(why_not(&asked, Kind::Flags, fin, "ACK").contains("a delayed ACK waits"));
}

#[test]
fn syns_that_cross_are_acknowledged_once() {
    let asked = asked("simultaneous-open");
    let again = "SYN-RECEIVED when SYN,ACK, seq=1000";
    assert!(why_not(&asked, Kind::Flags, again, "ACK").contains("acknowledged before"));
}

#[test]
fn what_fills_a_gap_is_not_said_to_bring_nothing_on() {
    for (address, wrong) in [("fin-out-of-order", "ack=2201"), ("data-lost-before-fin", "ack=1101")]
    {
        let why = why_not(&asked(address), Kind::Ack, "octets of data", wrong);
        assert!(why.contains("It fills a gap"), "{why}");
    }
}

#[test]
fn what_is_not_accepted_is_answered_with_the_number_that_is_expected() {
    let asked = asked("isn-fixed-breaks-half-open-recovery");
    let question = asked.iter().find(|question| question.kind == Kind::Ack).expect("it is asked");
    assert!(question.answer.text.starts_with("ack = RCV.NXT = 2, "), "{}", question.answer.text);
}

#[test]
fn unread_data_is_told_before_a_close_that_resets_is_asked_about() {
    let asked = asked("close-unread-data-rst");
    let closes = asked.iter().find(|question| question.kind == Kind::State).expect("it is asked");
    assert!(closes.prompt.contains("its application has not read"), "{}", closes.prompt);
}

#[test]
fn time_wait_out_of_closing_is_not_counted_from_a_fin() {
    let file = tcp_scenarios::catalogue::file("simultaneous-close").unwrap();
    let scenario = Scenario::from_file(&file).unwrap();
    let run = scenario.run();
    let moments = super::moment::moments(&scenario, &run);
    let ends = moments.iter().filter(|moment| moment.was().state == State::TimeWait);
    let counted: Vec<_> = ends.map(|moment| moment.waits_since_a_fin()).collect();
    assert_eq!(counted, [false, false]);
}

/// A run that a reader has made has questions as well, whatever its network does.
#[test]
fn a_free_run_in_any_weather_is_asked_about() {
    for seed in 0..40 {
        let mut form = Form::default();
        let handshake = ["three-way", "two-way", "four-way", "four-way-ack-of-ack"][seed % 4];
        let settings = [("handshake", handshake), ("loss", "300"), ("duplication", "300")];
        settings.iter().for_each(|(name, value)| form.set(name, value).unwrap());
        form.set("seed", &seed.to_string()).unwrap();
        let scenario = Scenario::from_file(&form.file()).unwrap();
        let run = scenario.run();
        for lang in Lang::ALL {
            let asked = questions(&scenario, &run, lang);
            assert!(!asked.is_empty(), "{seed}");
            for question in asked {
                let rights = question.choices.iter().filter(|choice| choice.right).count();
                assert_eq!(rights, 1, "{seed}: {}", question.prompt);
            }
        }
    }
}

/// The number that stands in a text between two others.
fn number(text: &str, before: &str, after: &str) -> Option<u32> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after)?.0.parse().ok()
}

/// What an end was before the beat that answers.
fn status_before<'a>(question: &Question, run: &'a Run) -> &'a Status {
    let before = question.before.checked_sub(1).map_or(&run.start, |beat| &run.beats[beat].status);
    &before[question.host]
}

#[test]
fn the_numbers_by_which_a_segment_is_judged_are_in_the_question() {
    let mut judged = 0;
    each(|scenario, run, lang, questions| {
        let verdicts = questions.iter().filter(|question| question.kind == Kind::Verdict);
        for question in verdicts {
            let was = status_before(question, run);
            let place = format!("{}: {}", scenario.address, question.prompt);
            let [expected, next] = match lang {
                Lang::ZhCn => ["它等的是 ", "自己下一个号是 "],
                Lang::En => ["It expects ", "next number is "],
            };
            let said = |before| {
                let (_, rest) = question.prompt.split_once(before)?;
                let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
                Some(SeqNum(digits.parse().ok()?))
            };
            let has_tcb = !matches!(was.state, State::Closed | State::Listen);
            let has_irs = has_tcb && was.state != State::SynSent;
            assert_eq!(said(expected), has_irs.then_some(was.rcv.nxt), "{place}");
            assert_eq!(said(next), has_tcb.then_some(was.snd.nxt), "{place}");
            judged += usize::from(has_irs);
        }
    });
    assert!(judged > 20, "{judged}");
}

#[test]
fn a_sequence_number_that_is_asked_for_follows_from_the_question() {
    let mut asked = 0;
    each(|scenario, run, lang, questions| {
        let seqs = questions.iter().filter(|question| question.kind == Kind::Seq);
        for question in seqs.filter(|_| lang == Lang::En) {
            let prompt = &question.prompt;
            let place = format!("{}: {prompt}", scenario.address);
            let following = match number(prompt, "SYN took ", " (ISS)") {
                Some(iss) => {
                    let octets = number(prompt, "since then it has sent ", " octets").unwrap_or(0);
                    let fin = prompt.contains("a FIN.");
                    SeqNum(iss) + 1 + octets + u32::from(fin)
                }
                // A probe bears the number before.
                None => SeqNum(number(prompt, "next number is ", " (SND.NXT)").unwrap()) - 1,
            };
            assert_eq!(right(question), format!("seq={following}"), "{place}");
            let was = status_before(question, run);
            let expected = number(prompt, "It expects ", " (RCV.NXT)").map(SeqNum);
            let has_irs = was.state != State::SynSent;
            assert_eq!(expected, has_irs.then_some(was.rcv.nxt), "{place}");
            asked += 1;
        }
    });
    assert!(asked > 20, "{asked}");
}

#[test]
fn an_acknowledgment_number_that_is_asked_for_follows_from_the_question() {
    each(|scenario, run, lang, questions| {
        let acks = questions.iter().filter(|question| question.kind == Kind::Ack);
        for question in acks.filter(|_| lang == Lang::En) {
            let prompt = &question.prompt;
            let arriving = &run.flight(question.about.unwrap()).segment;
            let expected = number(prompt, "It expects ", " (RCV.NXT)").map(SeqNum);
            let kept = prompt.split_once("It keeps ").and_then(|(_, rest)| {
                let range = rest.split_once(',')?.0;
                Some(SeqNum(range.rsplit('–').next()?.parse::<u32>().ok()?) + 1)
            });
            let in_order = expected.is_none_or(|next| arriving.seq == next);
            let overlaps = expected
                .is_some_and(|next| arriving.seq.before(next) && next.before(arriving.end()));
            let shakes = SegmentFlags::SYN | SegmentFlags::RST;
            let opens = sent(question, run)[0].segment.flags.common(shakes) != SegmentFlags::NONE;
            let ack = match expected {
                _ if opens => arriving.end(),
                _ if in_order || overlaps => kept.unwrap_or(arriving.end()),
                Some(next) => next,
                None => arriving.end(),
            };
            let place = format!("{}: {prompt}", scenario.address);
            assert_eq!(right(question), format!("ack={ack}"), "{place}");
        }
    });
}

#[test]
fn what_lets_an_acknowledgment_wait_is_why_nothing_is_sent() {
    let asked = asked("close-three-segments");
    let nothing = asked.iter().find(|question| right(question) == "Nothing").expect("it is asked");
    assert_eq!(nothing.answer.clause.as_deref(), Some("RFC 9293 3.8.6.3"));
}

#[test]
fn who_sends_next_is_asked_where_nobody_has_anything_new_to_send() {
    each(|_, run, lang, questions| {
        let is_said = |question: &&Question| match lang {
            Lang::ZhCn => question.prompt.contains("应用也没有新的要发"),
            Lang::En => question.prompt.contains("neither application has anything new"),
        };
        for question in questions.iter().filter(is_said) {
            let events = &run.events[run.beats[question.before].events.clone()];
            assert!(matches!(events[0].kind, EventKind::Timer { .. }));
            assert!(sent(question, run).iter().all(|flight| flight.retransmission));
        }
    });
}
