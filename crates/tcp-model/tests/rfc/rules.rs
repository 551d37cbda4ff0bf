//! Rules that are not about one kind of event: tables, one line a row, each from the RFC that its
//! head names. A row is a history, the event that it is about, what is done, and the state.

use crate::world::{World, check_table};

fn check(name: &str, table: &str) -> usize {
    check_table(name, table, |columns| {
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
    windows = "window.txt", at least 17 rows;
}
