//! The search stores worlds in parts, and looks many of them up at once. A search that does
//! neither meets as many, as deep.

use std::collections::HashSet;
use tcp_checker::model::Model;
use tcp_checker::search::{Search, explore};
use tcp_checker::world::World;

/// How many worlds there are, and how many steps the furthest is from the beginning.
fn plainly(model: Model) -> (usize, usize) {
    let mut search = Search::new(model);
    let mut level = vec![search.beginning()];
    let mut known = HashSet::from([search.beginning()]);
    let mut depth = 0;
    loop {
        let mut next = Vec::new();
        for world in &level {
            let after = successors(&mut search, world);
            next.extend(after.into_iter().filter(|after| known.insert(after.clone())));
        }
        if next.is_empty() {
            return (known.len(), depth);
        }
        (level, depth) = (next, depth + 1);
    }
}

fn successors(search: &mut Search, world: &World) -> Vec<World> {
    let (mut choices, mut worlds) = (Vec::new(), Vec::new());
    search.choices(world, &mut choices);
    for choice in choices {
        let mut after = World::default();
        if search.step(world, choice, &mut after) {
            worlds.push(after);
        }
    }
    worlds
}

#[test]
fn no_world_is_missed_and_none_is_counted_twice() {
    for model in Model::all() {
        let id = model.id;
        let small = "opens=1,sends=1,closes=1,losses=1,duplicates=1,crashes=1,forgeries=1";
        let small = small.parse().expect("bounds");
        let bounds = model.bounds.and(small);
        let model = model.with_bounds(bounds);
        let found = explore(model.clone()).found();
        assert_eq!((found.worlds, found.depth), plainly(model), "{id}");
    }
}
