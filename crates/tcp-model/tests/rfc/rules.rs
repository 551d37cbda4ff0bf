//! Rules that are not about one kind of event: tables, one line a row, each from the RFC that its
//! head names. A row is a history, the event that it is about, what is done, and the state.

use crate::world::{World, check_table, segment, tables};
use std::sync::Arc;
use tcp_model::endpoint::Endpoint;
use tcp_model::knobs::Knobs;
use tcp_model::seq::SeqNum;
use tcp_model::time::Instant;

fn check(name: &str, table: &str) -> usize {
    let cookie = World::new("[fast_open=on] LISTEN").end.fast_open_cookie().to_string();
    check_table(name, &table.replace("COOKIE", &cookie), |columns| {
        let [history, event, effects, state] = columns else {
            panic!("history | event | effects | state, not {columns:?}");
        };
        let mut world = World::new(history);
        world.live(event);
        let found = format!("{} | {}", world.effects(), world.end.state());
        (format!("{effects} | {state}"), found)
    })
}

tables! {
    with check:
    windows = "window.txt", at least 19 rows;
    sending = "sending.txt", at least 60 rows;
    receiving = "receiving.txt", at least 55 rows;
    trouble = "trouble.txt", at least 38 rows;
    congestion = "congestion.txt", at least 34 rows;
    timestamps = "timestamps.txt", at least 43 rows;
    window_scale = "window-scale.txt", at least 26 rows;
    fast_open = "fast-open.txt", at least 46 rows;
    syn_cookies = "syn-cookies.txt", at least 21 rows;
    time_wait_reuse = "time-wait-reuse.txt", at least 48 rows;
}

#[test]
fn rules_start_and_stop_timers() {
    let table = include_str!("tables/rule-timers.txt");
    let rows = check_table("rule-timers.txt", table, |columns| {
        let [history, event, timers] = columns else {
            panic!("history | event | timers, not {columns:?}");
        };
        let mut world = World::new(history);
        world.live(event);
        ((*timers).to_owned(), world.timers())
    });
    assert!(rows >= 37);
}

#[test]
fn a_user_can_learn_how_much_urgent_text_remains() {
    // RFC 9293 §3.8.5, MUST-33.
    let remaining = |history: &str| {
        let status = World::new(&format!("[receive=manual] ESTABLISHED; {history}")).end.status();
        status.rcv.up.since(status.rcv.nxt - status.unread)
    };
    assert_eq!(remaining("< ACK 2001 1001 +10"), 0);
    assert_eq!(remaining("< URG,ACK 2001 1001 up=5 +10"), 5);
    assert_eq!(remaining("< URG,ACK 2001 1001 up=5 +10; RECEIVE 3"), 2);
    assert_eq!(remaining("< URG,ACK 2001 1001 up=5 +10; RECEIVE 7"), 0);
    assert_eq!(remaining("< URG,ACK 2001 1001 up=50 +10; RECEIVE 10"), 40);
}

#[test]
fn a_send_without_text_has_no_urgent_pointer() {
    // RFC 9293 §3.8.5, MUST-62: it points behind the urgent data, and there is none.
    for state in ["LISTEN", "SYN-SENT", "SYN-RECEIVED active", "ESTABLISHED", "CLOSE-WAIT"] {
        let up = |call| World::new(&format!("{state}; {call}")).end.status().snd.up;
        assert_eq!(up("SEND 0 URGENT"), None, "{state}");
        assert_eq!(up("SEND 10 URGENT"), Some(SeqNum(1011)), "{state}");
    }
}

#[test]
fn a_window_may_be_as_wide_as_a_shift_of_14_makes_it() {
    // RFC 9293 §3.1, REC-1; RFC 7323 §2.3: a larger shift is taken for 14.
    let window = |shift: u8| {
        let syn_ack = format!("[scale=2] SYN-SENT; < SYN,ACK 2000 1001 ws={shift} wnd=65535");
        World::new(&format!("{syn_ack}; < ACK 2001 1001 wnd=65535")).end.status().snd.wnd
    };
    assert_eq!(window(0), 65535);
    assert_eq!(window(14), 65535 << 14);
    assert_eq!(window(15), 65535 << 14);
    assert_eq!(window(255), 65535 << 14);
}

#[test]
fn ends_that_begin_established_know_as_wide_a_window_as_the_scale_can_say() {
    // RFC 7323 §2.2: a window field of 16 bits, shifted as both SYNs agreed.
    let window = |window_scale, receive_buffer| {
        let knobs = Knobs { window_scale, receive_buffer, ..Knobs::default() };
        let snd = Endpoint::established(Arc::new(knobs.clone()), &knobs, false).status().snd;
        assert_eq!(snd.max_wnd, snd.wnd);
        snd.wnd
    };
    assert_eq!(window(None, 200_000), 65_535);
    assert_eq!(window(Some(2), 200_000), 200_000);
    assert_eq!(window(Some(2), 300_000), 65_535 << 2);
}

#[test]
fn ends_that_begin_established_have_acknowledged_the_syn() {
    // RFC 7323 §4.3: the timestamp of the segment that spans Last.ACK.sent is the latest.
    let knobs = Knobs { timestamps: true, ..Knobs::default() };
    let mut end = Endpoint::established(Arc::new(knobs.clone()), &knobs, false);
    let mut next = segment("ACK 0 0 ts=7/0");
    (next.seq, next.ack) = (end.status().rcv.nxt, end.status().snd.nxt);
    end.segment_arrives(&next, Instant::ZERO, &mut vec![]);
    assert_eq!(end.status().ts_recent, Some(7));
}
