//! Things found by where they are: a long run has thousands of lines, and a label has to do only
//! with those around it.

use crate::fixed::{Px, px};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How much of y goes into one drawer.
const DRAWER: Px = px(64);

/// Things by the stretch of y that they take.
#[derive(Clone, Debug)]
pub(super) struct Nearby<T> {
    things: Vec<T>,
    drawers: BTreeMap<i32, Vec<usize>>,
}

impl<T> Nearby<T> {
    pub(super) const fn new() -> Nearby<T> {
        Nearby { things: Vec::new(), drawers: BTreeMap::new() }
    }

    pub(super) fn insert(&mut self, (top, bottom): (Px, Px), thing: T) {
        for drawer in drawers(top, bottom) {
            self.drawers.entry(drawer).or_default().push(self.things.len());
        }
        self.things.push(thing);
    }

    /// What may reach into a stretch of y, each thing once, in the order in which it was put in.
    pub(super) fn near(&self, (top, bottom): (Px, Px)) -> impl Iterator<Item = &T> {
        let found = self.drawers.range(drawers(top, bottom));
        let mut numbers: Vec<usize> = found.flat_map(|(_, in_it)| in_it.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| &self.things[number])
    }
}

fn drawers(top: Px, bottom: Px) -> RangeInclusive<i32> {
    top.0.div_euclid(DRAWER.0)..=bottom.0.div_euclid(DRAWER.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_far_away_is_not_found() {
        let mut nearby = Nearby::new();
        nearby.insert((px(0), px(500)), "long");
        nearby.insert((px(300), px(310)), "short");
        let near = |top, bottom| nearby.near((px(top), px(bottom))).copied().collect::<Vec<_>>();
        assert_eq!(near(290, 400), ["long", "short"]);
        assert_eq!(near(10, 20), ["long"]);
        assert!(near(600, 700).is_empty());
    }
}
