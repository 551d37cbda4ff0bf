//! An endpoint that ages while the time stands still does what it does when time passes: the
//! histories and events of the tables, lived both ways.

use crate::world::{World, check_table, tables};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use tcp_model::endpoint::{Endpoint, Output};

fn both_ways(name: &str, table: &str) -> usize {
    check_table(name, table, |columns| {
        let [history, event, ..] = columns else { panic!("history | event, not {columns:?}") };
        let told = |mut world: World| {
            world.live(event);
            world.out.iter_mut().for_each(without_clock);
            format!("{:?} {:?} {}", world.out, world.ruling, world.result)
        };
        (told(World::new(history)), told(World::standing(history)))
    })
}

/// The timestamp clock reads the time itself.
fn without_clock(output: &mut Output) {
    if let Output::Send { segment, .. } = output
        && let Some(timestamps) = &mut segment.options.timestamps
    {
        timestamps.tsval = 0;
    }
}

tables! {
    with both_ways:
    windows = "window.txt", at least 19 rows;
    sending = "sending.txt", at least 60 rows;
    receiving = "receiving.txt", at least 55 rows;
    trouble = "trouble.txt", at least 38 rows;
    congestion = "congestion.txt", at least 34 rows;
    time_wait_reuse = "time-wait-reuse.txt", at least 48 rows;
}

#[test]
fn endpoints_that_are_equal_have_one_hash() {
    let hash = |end: &Endpoint| BuildHasherDefault::<DefaultHasher>::default().hash_one(end);
    let history = "ESTABLISHED; SEND 10; wait 3s";
    let (one, other) = (World::standing(history).end, World::standing(history).end);
    assert_eq!((&one, hash(&one)), (&other, hash(&other)));
    let mut older = World::standing("ESTABLISHED; SEND 10").end;
    assert_ne!((&one, hash(&one)), (&older, hash(&older)));
    older.age(tcp_model::time::Duration::from_secs(3));
    older.age(tcp_model::time::Duration::from_millis(10));
    assert_eq!((&one, hash(&one)), (&older, hash(&older)));
}
