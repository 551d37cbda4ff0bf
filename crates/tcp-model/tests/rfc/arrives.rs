//! SEGMENT ARRIVES (RFC 9293 §3.10.7): state × segment → reply, new state, verdict, clause.

use crate::world::{World, check_table};

fn check(name: &str, table: &str) -> usize {
    check_table(name, table, |columns| {
        let [history, segment, effects, state, verdict, clause] = columns else {
            panic!("history | segment | effects | state | verdict | clause, not {columns:?}");
        };
        let mut world = World::new(history);
        world.live(&format!("< {segment}"));
        let found = world.ruling.expect("a segment has arrived").verdict;
        let found =
            format!("{} | {} | {found:?} | {}", world.effects(), world.end.state(), world.clause());
        (format!("{effects} | {state} | {verdict} | {clause}"), found)
    })
}

macro_rules! tables {
    ($($test:ident = $file:literal, at least $rows:literal rows;)*) => {$(
        #[test]
        fn $test() {
            assert!(check($file, include_str!(concat!("tables/", $file))) >= $rows);
        }
    )*};
}

tables! {
    in_closed = "closed.txt", at least 16 rows;
    in_listen = "listen.txt", at least 27 rows;
    in_syn_sent = "syn-sent.txt", at least 50 rows;
    in_syn_received = "syn-received.txt", at least 126 rows;
    in_established = "established.txt", at least 139 rows;
    in_fin_wait_1 = "fin-wait-1.txt", at least 119 rows;
    in_fin_wait_2 = "fin-wait-2.txt", at least 104 rows;
    in_close_wait = "close-wait.txt", at least 69 rows;
    in_closing = "closing.txt", at least 65 rows;
    in_last_ack = "last-ack.txt", at least 65 rows;
    in_time_wait = "time-wait.txt", at least 66 rows;
}
