//! The table as its readers see it.

use super::{Row, columns, transcript};
use crate::caption::{captions, flow};
use expect_test::expect;
use tcp_model::host::Host;
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::trace::{Event, EventKind, Landing, Run};
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;

fn rows(address: &str, lang: Lang) -> Vec<Row> {
    let scenario = Catalogue::get().find(address).unwrap();
    let run = scenario.run();
    transcript(&run, &captions(scenario, &run, lang), lang)
}

fn cells(row: &Row) -> [&str; 7] {
    let Row { step, time, host, what, client, server, note } = row;
    [step, time, host, what, client, server, note]
}

#[test]
fn every_step_has_a_row_without_an_empty_cell() {
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        for lang in Lang::ALL {
            let rows = rows(&scenario.address, lang);
            assert_eq!(rows.len(), scenario.run().beats.len());
            for row in &rows {
                assert!(cells(row).iter().all(|cell| !cell.is_empty()), "{row:?}");
            }
        }
    }
}

/// What a row says of a segment that is sent, with its numbers in the order of the header.
fn named(run: &Run, event: &Event) -> Option<Vec<String>> {
    let EventKind::Send { id, from, segment, origin, .. } = &event.kind else { return None };
    let flags = segment.flags.without(SegmentFlags::PSH);
    let to = match (origin, from) {
        (Origin::Spoofed, _) => "attacker→",
        (Origin::Endpoint | Origin::OldDuplicate, Host::Client) => "client→",
        (Origin::Endpoint | Origin::OldDuplicate, Host::Server) => "server→",
    };
    let mut named = vec![to.to_owned(), format!("{flags}, seq={}", segment.seq)];
    named.extend(segment.acknowledgment().map(|ack| format!("ack={ack}")));
    named.extend(match segment.data.len() {
        0 => None,
        1 => Some("1 byte".to_owned()),
        len => Some(format!("{len} bytes")),
    });
    let flight = run.flight(*id);
    named.push(match flight.landing {
        Landing::Travelling => "still under way".to_owned(),
        Landing::Arrived(_) | Landing::Lost | Landing::Expired => flight.ended.to_string(),
    });
    Some(named)
}

fn has_in_order(text: &str, parts: &[String]) -> bool {
    let mut rest = Some(text);
    for part in parts {
        rest = rest.and_then(|rest| Some(rest.split_once(&**part)?.1));
    }
    rest.is_some()
}

#[test]
fn a_row_names_direction_flags_numbers_and_end_of_each_segment_that_is_sent() {
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        let run = scenario.run();
        for (beat, row) in run.beats.iter().zip(rows(&scenario.address, Lang::En)) {
            for named in run.events[beat.events.clone()].iter().filter_map(|one| named(&run, one)) {
                let mut clauses = row.what.split("; ");
                let found = clauses.any(|clause| has_in_order(clause, &named));
                assert!(found, "{}: {named:?} in {}", scenario.address, row.what);
            }
        }
    }
}

#[test]
fn a_row_ends_with_the_state_that_each_host_has_entered() {
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        let run = scenario.run();
        for (beat, row) in run.beats.iter().zip(rows(&scenario.address, Lang::En)) {
            for host in [Host::Client, Host::Server] {
                let entered = |event: &Event| match event.kind {
                    EventKind::State { host: whose, to, .. } if whose == host => Some(to),
                    _ => None,
                };
                let own = |event: &&Event| flow(event.flow, Lang::En).is_empty();
                let events = run.events[beat.events.clone()].iter().filter(own);
                let shown = if host == Host::Client { &row.client } else { &row.server };
                if let Some(state) = events.rev().find_map(entered) {
                    assert_eq!(shown, state.name(), "{}: {row:?}", scenario.address);
                }
            }
        }
    }
}

#[test]
fn english_has_no_han_in_it() {
    for scenario in Catalogue::get().entries().iter().flat_map(Entry::all) {
        let rows = rows(&scenario.address, Lang::En);
        let texts = rows.iter().flat_map(cells).chain(columns(Lang::En));
        for text in texts {
            assert!(text.chars().all(|c| c.is_ascii() || c == '→'), "{text}");
        }
    }
}

fn written(address: &str, lang: Lang) -> String {
    let lines = rows(address, lang);
    lines.iter().map(|row| cells(row)[..6].join(" | ") + "\n").collect()
}

#[test]
fn a_lost_segment_and_a_timer_are_told_to_the_end() {
    expect![[r#"
        1 | 0 ms | server | server's user calls OPEN passive; server: CLOSED → LISTEN | CLOSED | LISTEN
        2 | 0 ms | client | client's user calls OPEN active; client: CLOSED → SYN-SENT; client→server SYN, seq=1000 (arrives at 40 ms); client's RTO timer runs: 1 s | SYN-SENT | LISTEN
        3 | 40 ms | server | client→server SYN, seq=1000, arrives: accepted; server: LISTEN → SYN-RECEIVED; server→client SYN,ACK, seq=2000, ack=1001 (lost at 60 ms); server's RTO timer runs: 1 s | SYN-SENT | SYN-RECEIVED
        4 | 60 ms | server | server→client SYN,ACK, seq=2000, ack=1001, is lost | SYN-SENT | SYN-RECEIVED
        5 | 900 ms | client | client's USER-TIMEOUT timer expires; client's user is told "connection aborted due to user timeout"; client's RTO timer stops; client: SYN-SENT → CLOSED | CLOSED | SYN-RECEIVED
        6 | 1.04 s | server | server's RTO timer expires; server→client SYN,ACK, seq=2000, ack=1001, retransmitted (lost at 1.06 s); server's SYNACK-GIVEUP timer runs: 2 s | CLOSED | SYN-RECEIVED
        7 | 1.06 s | server | server→client SYN,ACK, seq=2000, ack=1001, is lost | CLOSED | SYN-RECEIVED
        8 | 3.04 s | server | server's SYNACK-GIVEUP timer expires; server: SYN-RECEIVED → LISTEN | CLOSED | LISTEN
    "#]].assert_eq(&written("two-way-synack-lost/three-way", Lang::En));
    expect![[r#"
        1 | 0 ms | 服务器 | 服务器的用户调用 OPEN passive；服务器：CLOSED → LISTEN | CLOSED | LISTEN
        2 | 0 ms | 客户端 | 客户端的用户调用 OPEN active；客户端：CLOSED → SYN-SENT；客户端→服务器 SYN, seq=1000（到达时间 40 ms）；客户端的 RTO 计时器开始走：1 s | SYN-SENT | LISTEN
        3 | 40 ms | 服务器 | 客户端→服务器 SYN, seq=1000，到达：接受；服务器：LISTEN → SYN-RECEIVED；服务器→客户端 SYN,ACK, seq=2000, ack=1001（丢失时间 60 ms）；服务器的 RTO 计时器开始走：1 s | SYN-SENT | SYN-RECEIVED
        4 | 60 ms | 服务器 | 服务器→客户端 SYN,ACK, seq=2000, ack=1001，丢失 | SYN-SENT | SYN-RECEIVED
        5 | 900 ms | 客户端 | 客户端的 USER-TIMEOUT 计时器到期；客户端的用户得知“用户超时，连接中止”；客户端的 RTO 计时器停下；客户端：SYN-SENT → CLOSED | CLOSED | SYN-RECEIVED
        6 | 1.04 s | 服务器 | 服务器的 RTO 计时器到期；服务器→客户端 SYN,ACK, seq=2000, ack=1001，重传（丢失时间 1.06 s）；服务器的 SYNACK-GIVEUP 计时器开始走：2 s | CLOSED | SYN-RECEIVED
        7 | 1.06 s | 服务器 | 服务器→客户端 SYN,ACK, seq=2000, ack=1001，丢失 | CLOSED | SYN-RECEIVED
        8 | 3.04 s | 服务器 | 服务器的 SYNACK-GIVEUP 计时器到期；服务器：SYN-RECEIVED → LISTEN | CLOSED | LISTEN
    "#]].assert_eq(&written("two-way-synack-lost/three-way", Lang::ZhCn));
}
