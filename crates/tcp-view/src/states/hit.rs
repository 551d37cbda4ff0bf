//! What of the diagram a pointer means.

use super::{EDGES, HALF_BOX, NODES, WIDTH};
use crate::fixed::{Point, px};
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

/// What is at a point of the diagram that is so wide: a box, or else the nearest of these edges.
pub fn hit(at: Point, width: i32, edges: &[(State, State)]) -> Option<Hit> {
    let at = Point::new(at.x.scaled(WIDTH.into(), width.max(1).into()), at.y);
    let inside = |(_, x, y): &&(State, i32, i32)| {
        (at.x - px(*x)).abs() <= HALF_BOX.x && (at.y - px(*y)).abs() <= HALF_BOX.y
    };
    if let Some((state, _, _)) = NODES.iter().find(inside) {
        return Some(Hit::State(*state));
    }
    let wanted = EDGES.iter().filter(|edge| edges.contains(&(edge.from, edge.to)));
    let apart = wanted.map(|edge| (distance(at, edge.route), edge));
    let (_, edge) = apart.filter(|(far, _)| *far <= NEAR * NEAR).min_by_key(|(far, _)| *far)?;
    Some(Hit::Edge(edge.from, edge.to))
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
}
