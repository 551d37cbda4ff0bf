//! Rules that are not about one kind of event: tables, one line a row, each from the RFC that its
//! head names. A row is a history, the event that it is about, what is done, and the state.

use crate::world::{World, check_table};

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

macro_rules! tables {
    ($($test:ident = $file:literal, at least $rows:literal rows;)*) => {$(
        #[test]
        fn $test() {
            assert!(check($file, include_str!(concat!("tables/", $file))) >= $rows);
        }
    )*};
}

tables! {
    windows = "window.txt", at least 19 rows;
    sending = "sending.txt", at least 52 rows;
    receiving = "receiving.txt", at least 48 rows;
    trouble = "trouble.txt", at least 38 rows;
    congestion = "congestion.txt", at least 23 rows;
    timestamps = "timestamps.txt", at least 42 rows;
    window_scale = "window-scale.txt", at least 22 rows;
    fast_open = "fast-open.txt", at least 38 rows;
    syn_cookies = "syn-cookies.txt", at least 18 rows;
    time_wait_reuse = "time-wait-reuse.txt", at least 37 rows;
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
    assert!(rows >= 30);
}
