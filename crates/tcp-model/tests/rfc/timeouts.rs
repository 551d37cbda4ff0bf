//! Timers: what starts and stops them (RFC 6298 §5), and what they do (RFC 9293 §3.10.8).

use crate::world::{World, check_table};

#[test]
fn events_start_and_stop_timers() {
    let table = include_str!("tables/timers.txt");
    let rows = check_table("timers.txt", table, |columns| {
        let [history, event, timers] = columns else {
            panic!("history | event | timers, not {columns:?}");
        };
        let mut world = World::new(history);
        world.live(event);
        ((*timers).to_owned(), world.timers())
    });
    assert!(rows >= 79);
}

#[test]
fn timers_expire() {
    let table = include_str!("tables/timeouts.txt");
    let rows = check_table("timeouts.txt", table, |columns| {
        let [history, timer, effects, timers, state] = columns else {
            panic!("history | timer | effects | timers | state, not {columns:?}");
        };
        let mut world = World::new(history);
        world.live(&format!("timer {timer}"));
        let found = format!("{} | {} | {}", world.effects(), world.timers(), world.end.state());
        (format!("{effects} | {timers} | {state}"), found)
    });
    assert!(rows >= 60);
}

#[test]
#[should_panic(expected = "RTO expired without having been set")]
fn a_timer_that_does_not_run_does_not_expire() {
    World::new("ESTABLISHED").live("timer RTO");
}
