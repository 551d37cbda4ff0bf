//! Things found by where they are: a long run has thousands of lines, and a label has to do only
//! with those around it.

use crate::fixed::{Px, px};

/// How much of y goes into one drawer.
const DRAWER: Px = px(64);

/// The last drawer has all that is below it as well.
const DRAWERS: i32 = 10_000;

/// Numbered things by the stretch of y that they take.
#[derive(Clone, Default, Debug)]
pub(super) struct Nearby {
    /// In each drawer what reaches into it, with the first of the drawers that have it.
    drawers: Vec<Vec<(usize, usize)>>,
}

impl Nearby {
    pub(super) fn insert(&mut self, stretch: (Px, Px), thing: usize) {
        let (first, last) = drawers(stretch);
        while self.drawers.len() <= last {
            self.drawers.push(Vec::new());
        }
        for drawer in &mut self.drawers[first..=last] {
            drawer.push((first, thing));
        }
    }

    /// What may reach into a stretch of y, each thing once.
    pub(super) fn near(&self, stretch: (Px, Px)) -> Vec<usize> {
        let (first, last) = drawers(stretch);
        let mut found = Vec::new();
        for (number, drawer) in self.drawers.iter().enumerate().take(last + 1).skip(first) {
            for (begins, thing) in drawer {
                if number == first.max(*begins) {
                    found.push(*thing);
                }
            }
        }
        found
    }
}

/// The first and the last drawer of a stretch.
fn drawers((top, bottom): (Px, Px)) -> (usize, usize) {
    let drawer = |y: Px| (y.0 / DRAWER.0).clamp(0, DRAWERS) as usize;
    (drawer(top), drawer(bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_far_away_is_not_found() {
        let mut nearby = Nearby::default();
        nearby.insert((px(-10), px(500)), 0);
        nearby.insert((px(300), px(310)), 1);
        let near = |top, bottom| nearby.near((px(top), px(bottom)));
        assert_eq!(near(290, 400), [0, 1]);
        assert_eq!(near(0, 400), [0, 1]);
        assert_eq!(near(10, 20), [0]);
        assert!(near(600, 700).is_empty());
        assert!(near(10_000_000, 20_000_000).is_empty());
    }
}
