//! What of the diagram a pointer means.

use super::{EDGES, Edge, HALF_BOX, Label, NODES, Sheet, WIDTH};
use crate::fixed::{Point, px};
use crate::scene::Anchor;
use tcp_model::state::State;

/// What a pointer means.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Hit {
    /// A state.
    State(State),
    /// The edge from the first to the second.
    Edge(State, State),
}

/// How far from an edge it is still meant, in tenths of a pixel.
const NEAR: i64 = 100;

/// What is at a point of the diagram that is so wide: a box, or else the nearest of these edges by
/// its line or its label.
pub fn hit(at: Point, width: i32, edges: &[(State, State)]) -> Option<Hit> {
    let width = width.max(1);
    let at = Point::new(at.x.scaled(WIDTH.into(), width.into()), at.y);
    let inside = |(_, x, y): &&(State, i32, i32)| {
        (at.x - px(*x)).abs() <= HALF_BOX.x && (at.y - px(*y)).abs() <= HALF_BOX.y
    };
    if let Some((state, _, _)) = NODES.iter().find(inside) {
        return Some(Hit::State(*state));
    }
    let wanted = EDGES.iter().filter(|edge| edges.contains(&(edge.from, edge.to)));
    let apart = wanted.map(|edge| {
        let to_label = letters(edge, width).map_or(i64::MAX, |line| distance(at, &line));
        (distance(at, edge.route).min(to_label), edge)
    });
    let (_, edge) = apart.filter(|(far, _)| *far <= NEAR * NEAR).min_by_key(|(far, _)| *far)?;
    Some(Hit::Edge(edge.from, edge.to))
}

/// The line through the middle of a label's letters, in the places of the table. They are 5.5 pixels
/// wide on average, in a narrow diagram as well.
fn letters(edge: &Edge, width: i32) -> Option<[(i32, i32); 2]> {
    let Label { x, y, anchor, up, .. } = Sheet { width }.place(edge)?;
    let wide = edge.short().len() as i32 * 11 / 2;
    let long = if up { wide } else { wide * WIDTH / width };
    let before = match anchor {
        Anchor::Start => 0,
        Anchor::Middle => long / 2,
        Anchor::End => long,
    };
    let after = long - before;
    Some(match up {
        true => [(x - 4, y + before), (x - 4, y - after)],
        false => [(x - before, y - 4), (x + after, y - 4)],
    })
}

/// The square of the distance from a route, in tenths of a pixel.
fn distance(at: Point, route: &[(i32, i32)]) -> i64 {
    let legs = route.windows(2).map(|leg| {
        let [from, to] = [leg[0], leg[1]].map(|(x, y)| Point::new(px(x), px(y)));
        let (dx, dy) = vector(from, to);
        let (ax, ay) = vector(from, at);
        let length = (dx * dx + dy * dy).max(1);
        let along = (ax * dx + ay * dy).clamp(0, length);
        let (x, y) = (ax - dx * along / length, ay - dy * along / length);
        x * x + y * y
    });
    legs.min().unwrap_or(i64::MAX)
}

fn vector(from: Point, to: Point) -> (i64, i64) {
    (i64::from((to.x - from.x).0), i64::from((to.y - from.y).0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every edge that no other one covers.
    fn all() -> Vec<(State, State)> {
        EDGES.iter().map(|edge| (edge.from, edge.to)).collect()
    }

    #[test]
    fn every_box_is_its_state_at_every_width() {
        for width in [WIDTH, 328] {
            for (state, x, y) in NODES {
                let x = px(x).scaled(width.into(), WIDTH.into());
                let found = hit(Point::new(x, px(y)), width, &all());
                assert_eq!(found, Some(Hit::State(state)));
            }
        }
    }

    #[test]
    fn every_edge_is_met_in_the_middle_of_a_leg() {
        for edge in &EDGES {
            let own = [(edge.from, edge.to)];
            let (a, b) = (edge.route[0], edge.route[1]);
            let middle = Point::new(px((a.0 + b.0) / 2), px((a.1 + b.1) / 2));
            assert_eq!(hit(middle, WIDTH, &own), Some(Hit::Edge(edge.from, edge.to)));
        }
    }

    #[test]
    fn what_is_far_from_everything_is_nothing() {
        let corner = Point::new(px(1), px(1));
        assert_eq!(hit(corner, WIDTH, &all()), None);
        let on_an_edge_that_is_not_asked_for = Point::new(px(76), px(112));
        assert_eq!(hit(on_an_edge_that_is_not_asked_for, WIDTH, &[]), None);
    }

    #[test]
    fn a_label_that_nobody_asks_for_or_that_is_not_drawn_is_nothing() {
        let passive_open = Point::new(px(80), px(33));
        assert!(hit(passive_open, WIDTH, &all()).is_some());
        assert_eq!(hit(passive_open, WIDTH, &all()[1..]), None);
        let own = [(State::SynSent, State::SynReceived)];
        assert!(hit(Point::new(px(190), px(97)), 380, &own).is_some());
        assert_eq!(hit(Point::new(px(190), px(97)), 379, &own), None);
    }

    /// Points of the lines of an edge.
    fn points(edge: &Edge) -> impl Iterator<Item = Point> {
        edge.route.windows(2).flat_map(|leg| {
            let [from, to] = [leg[0], leg[1]].map(|(x, y)| Point::new(px(x), px(y)));
            (1..50).map(move |part| from.toward(to, part, 50))
        })
    }

    #[test]
    fn no_label_takes_the_line_of_another_edge() {
        for sheet in [WIDTH, 328].map(|width| Sheet { width }) {
            for (edge, at) in EDGES.iter().flat_map(|edge| points(edge).map(move |at| (edge, at))) {
                if let Some(Hit::Edge(from, to)) = hit(sheet.at(at), sheet.width, &all()) {
                    let met = super::super::edge(from, to).expect("it is one of them");
                    let is_on_it = distance(at, met.route) <= 10 * 10;
                    assert!(is_on_it, "{}: {} by {}", sheet.width, edge.full(), met.full());
                }
            }
        }
    }
}
