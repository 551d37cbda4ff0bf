use super::*;
use tcp_checker::model::Model;
use tcp_checker::property::Property;
use tcp_checker::replay::{Goal, scenario};
use tcp_model::host::Host;
use tcp_model::knobs::Isn;
use tcp_model::seq::SeqNum;
use tcp_model::trace::EventKind;

fn fault(text: &str) -> Fault {
    let mut facts = Facts::default();
    let desk =
        Desk { lang: Lang::En, folder: "en/a/".to_owned(), has_app: true, facts: &mut facts };
    match read(text, desk) {
        Ok(_) => panic!("expected a fault in {text}"),
        Err(fault) => fault,
    }
}

/// An article with a figure: the line of its player is 6.
fn with_player(player: &str) -> String {
    format!("# Title\n\nLead.\n\n<figure>\n{player}\n<figcaption>Words.</figcaption>\n</figure>\n")
}

#[test]
fn what_a_figure_asks_for_and_there_is_not_is_one_error_with_its_line() {
    for (player, expected) in [
        (
            r#"<tcp-lanes scenario="five-way"></tcp-lanes>"#,
            "scenario=\"five-way\": expected the id",
        ),
        (r#"<tcp-lanes lang="en"></tcp-lanes>"#, "expected scenario=\"…\""),
        (
            r#"<tcp-lanes scenario="three-way-normal" t="step:9"></tcp-lanes>"#,
            "expected step:0 to step:5",
        ),
        (
            r#"<tcp-lanes scenario="three-way-normal" end="7"></tcp-lanes>"#,
            "or seconds until 120 ms",
        ),
        (
            r#"<tcp-lanes scenario="three-way-normal" lang="zh-CN"></tcp-lanes>"#,
            "expected one of en",
        ),
        (r#"<tcp-lanes scenario="three-way-normal" speed="9"></tcp-lanes>"#, "expected one of 1"),
        (
            r#"<tcp-lanes scenario="three-way-normal" panels="states,clocks"></tcp-lanes>"#,
            "some of question",
        ),
        (
            r#"<tcp-lanes scenario="three-way-normal" size="9"></tcp-lanes>"#,
            "expected the name to be scenario",
        ),
        (
            r#"<tcp-lanes scenario="three-way-normal" loop></tcp-lanes>"#,
            "\"loop\": expected name=\"value\"",
        ),
        (
            r#"<tcp-lanes scenario="three-way-normal" t="1" t="1"></tcp-lanes>"#,
            "t: expected it once",
        ),
        (r#"<tcp-lanes scenario="three-way-normal">"#, "expected <tcp-lanes …></tcp-lanes>"),
    ] {
        let Fault { line, message } = fault(&with_player(player));
        assert!(message.contains(expected), "{player}: {message}");
        assert_eq!(line, 6, "{message}");
    }
}

#[test]
fn what_is_not_written_as_the_article_is_is_one_error_with_its_line() {
    for (text, line, expected) in [
        ("Words.\n", 1, "expected the title"),
        ("# Title\n\n## Section {#a}\n", 3, "expected a paragraph"),
        ("# Title\n\nLead.\n\n## Section\n", 5, "expected an id"),
        ("# Title\n\nLead.\n\n#### Section {#a}\n", 5, "expected ## or ###"),
        (
            "# Title\n\nLead.\n\nA [page](five-way).\n",
            5,
            "\"five-way\": expected the id of a scenario",
        ),
        ("# Title\n\nLead.\n\nIn {{worlds:five-way}}.\n", 5, "model \"five-way\": expected one of"),
        ("# Title\n\nLead.\n\nIn {{worlds.\n", 5, "expected }}"),
        ("# Title\n\nLead.\n\n![a](b.png)\n", 5, "expected text, a list"),
        ("# Title\n\nLead.\n\nA <b>c</b>.\n", 5, "expected text, a list"),
        ("# Title\n\nLead.\n\n<figure>\n</figure>\n", 5, "expected <figure>, one or two"),
        ("# Title\n\nLead.\n\n```rust\n```\n", 5, "expected quiz, proof or counterexample"),
        (
            "# Title\n\nLead.\n\n```quiz\nthree-way-normal 4\nthird-ack-lost 1\n```\n",
            7,
            "one of 3, 4, 6",
        ),
        ("# Title\n\nLead.\n\n```quiz\nfive-way 1\n```\n", 6, "expected the id of a scenario"),
        ("# Title\n\nLead.\n\n```proof\ntwo-way\n```\n", 6, "expected a model and a property"),
        (
            "# Title\n\nLead.\n\n```counterexample\nthird-ack-lost agreement\n```\n",
            6,
            "a property that fails",
        ),
    ] {
        let fault = fault(text);
        assert!(fault.message.contains(expected), "{text}: {}", fault.message);
        assert_eq!(fault.line, line, "{}", fault.message);
    }
}

#[test]
fn what_is_said_of_the_article_is_what_it_says() {
    for lang in Lang::ALL {
        let mut facts = Facts::default();
        let folder = Place::Article.folder(lang);
        let desk = Desk { lang, folder, has_app: false, facts: &mut facts };
        let written = read(source(lang), desk).unwrap();
        let Notice { title, summary } = notice(lang);
        assert_eq!((title, summary), (written.title, written.summary));
    }
}

/// A shortest failure, as a run.
fn failure(model: &str, property: Property) -> Run {
    let mut facts = Facts::default();
    let way = facts.failure(model, property).unwrap();
    let search = facts.search(model).unwrap();
    let file = scenario(search, &way, Goal::Violation(property)).unwrap();
    Scenario::from_file(&file).unwrap().run()
}

/// What the network and the states do in a run, a line each.
fn story(run: &Run) -> Vec<String> {
    let lines = run.events.iter().filter_map(|event| match event.kind {
        EventKind::Arrive { id, host, ruling } => {
            let flight = run.flight(id);
            let copy = if flight.copy_of.is_some() { "copy of " } else { "" };
            Some(format!("{copy}{} {}: {}", flight.segment.flags, host, ruling.verdict.word()))
        }
        EventKind::Lose { id } => Some(format!("{} lost", run.flight(id).segment.flags)),
        EventKind::State { host, to, .. } => Some(format!("{host} {to}")),
        _ => None,
    });
    lines.collect()
}

/// What the article tells in words before and after the figures of the proof.
#[test]
fn the_failures_that_the_article_tells_are_those_that_are_found() {
    let of_two_way = [
        "client SYN-SENT",
        "SYN server: answered",
        "server LISTEN",
        "copy of SYN server: accepted",
        "server ESTABLISHED",
        "SYN,ACK lost",
        "RST,ACK client: accepted",
        "client CLOSED",
    ];
    assert_eq!(story(&failure("two-way", Property::Settles)), of_two_way);
    let of_four_way = [
        "server LISTEN",
        "client SYN-SENT",
        "client CLOSED",
        "client SYN-SENT",
        "SYN server: accepted",
        "server SYN-RECEIVED",
        "SYN client: accepted",
        "client SYN-RECEIVED",
        "ACK client: answered",
        "ACK server: accepted",
        "server ESTABLISHED",
    ];
    assert_eq!(story(&failure("four-way", Property::BothConfirmed)), of_four_way);
}

#[test]
fn what_the_proof_takes_for_granted_is_so_in_its_model() {
    let model = Model::named("three-way").unwrap();
    assert_eq!((model.active, model.bounds.early_timeouts), ([true, false], 0));
    for host in Host::BOTH {
        let Isn::Given(numbers) = &model.knobs[host].isn else { panic!("others are chosen") };
        let apart = |pair: &[SeqNum]| pair[1].since(pair[0]) > 1 + u32::from(model.bounds.sends);
        assert!(numbers.windows(2).all(apart), "{numbers:?}");
    }
    let both_active = Model::named("simultaneous-open").unwrap();
    assert!(!both_active.declared(Property::Agreement).unwrap().holds);
}
