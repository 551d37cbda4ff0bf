//! The state diagram, RFC 9293 Figure 5, with the ways that both ends have gone through it.
//!
//! [`NODES`] and [`EDGES`] are data. The figure leaves out the ways to CLOSED that end a
//! connection from anywhere: they are drawn in dots. Knobs open ways of their own: these are in
//! the table as well, and drawn only where a run takes them.

mod edges;
mod hit;
#[cfg(test)]
mod tests;

pub use edges::{EDGES, Edge, Label, Source};
pub use hit::{Hit, hit};

use crate::fixed::{Direction, Matrix, Point, Px, px};
use crate::scene::{Anchor, Mark, Span, Text};
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::state::State;
use tcp_model::trace::{Beat, Event, EventKind, Run};

/// The width for which nodes and edges are given; other widths scale what is across.
pub const WIDTH: i32 = 416;
/// The height at every width.
pub const HEIGHT: i32 = 390;

/// Where the middle of each state's box is.
pub const NODES: [(State, i32, i32); 11] = [
    (State::Closed, 208, 14),
    (State::Listen, 92, 74),
    (State::SynSent, 324, 74),
    (State::SynReceived, 92, 150),
    (State::Established, 208, 182),
    (State::FinWait1, 92, 250),
    (State::CloseWait, 324, 250),
    (State::Closing, 208, 302),
    (State::FinWait2, 92, 324),
    (State::LastAck, 324, 324),
    (State::TimeWait, 208, 376),
];

const HALF_BOX: Point = Point::new(px(49), px(12));

/// The diagram at a moment of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagram {
    /// Its width.
    pub width: Px,
    /// Its height.
    pub height: Px,
    /// Edges, boxes and labels.
    pub marks: Vec<Mark>,
    /// Where both ends are. The page lets a token slide when its place changes.
    pub tokens: PerHost<Token>,
}

/// An end in the diagram: a mark around the origin, and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// The state.
    pub state: State,
    /// Where the token stands: the client at the left of the box, the server at the right.
    pub at: Point,
    /// A disc with a C, a square with an S.
    pub mark: Mark,
}

/// The diagram after `step` beats.
pub fn diagram(run: &Run, step: usize, width: i32) -> Diagram {
    let sheet = Sheet { width };
    let (paths, states) = walked(run, step);
    let mut marks = Vec::new();
    let taken = |edge: &&Edge| paths.client.takes(edge) || paths.server.takes(edge);
    // Where ways share a line, the one that was taken is on top.
    for edge in EDGES.iter().filter(|edge| !taken(edge)).chain(EDGES.iter().filter(taken)) {
        sheet.edge(edge, &paths, &mut marks);
    }
    for (state, x, y) in NODES {
        let here = states.client == state || states.server == state;
        let visited = paths.client.visited(run, Host::Client, state)
            || paths.server.visited(run, Host::Server, state);
        marks.push(sheet.node(state, Point::new(px(x), px(y)), here, visited));
    }
    marks.extend(EDGES.iter().filter_map(|edge| sheet.label(edge)));
    let token = |host: Host| sheet.token(host, states[host]);
    let tokens = PerHost { client: token(Host::Client), server: token(Host::Server) };
    Diagram { width: px(width), height: px(HEIGHT), marks, tokens }
}

/// The last of so many beats that changed a state, and with it the diagram; 0 if none has.
pub fn last_change(run: &Run, step: usize) -> usize {
    let changes = |beat: &Beat| run.events[beat.events.clone()].iter().any(is_change);
    let beats = &run.beats[..step.min(run.beats.len())];
    beats.iter().rposition(changes).map_or(0, |beat| beat + 1)
}

fn is_change(event: &Event) -> bool {
    matches!(event.kind, EventKind::State { .. }) && event.flow == Flow::MAIN
}

/// The edge between two states.
pub fn edge(from: State, to: State) -> Option<&'static Edge> {
    EDGES.iter().find(|edge| (edge.from, edge.to) == (from, to))
}

/// The transitions of one end.
#[derive(Clone, Default, Debug)]
struct Path(Vec<(State, State)>);

impl Path {
    fn takes(&self, edge: &Edge) -> bool {
        self.0.contains(&(edge.from, edge.to))
    }

    fn visited(&self, run: &Run, host: Host, state: State) -> bool {
        run.start[host].state == state || self.0.iter().any(|(_, to)| *to == state)
    }
}

/// Both ends' transitions so far, and their states now.
fn walked(run: &Run, step: usize) -> (PerHost<Path>, PerHost<State>) {
    let mut paths: PerHost<Path> = PerHost::default();
    let (client, server) = (run.start.client.state, run.start.server.state);
    let mut states = PerHost { client, server };
    let beats = &run.beats[..step.min(run.beats.len())];
    let happened = beats.last().map_or(0, |beat| beat.events.end);
    for event in &run.events[..happened] {
        if event.flow == Flow::MAIN
            && let EventKind::State { host, from, to, .. } = event.kind
        {
            paths[host].0.push((from, to));
            states[host] = to;
        }
    }
    (paths, states)
}

/// The role that a state is tinted with.
const fn role(state: State) -> &'static str {
    match state {
        State::Closed | State::Listen => "ack",
        State::SynSent | State::SynReceived => "syn",
        State::Established => "data",
        State::FinWait1
        | State::FinWait2
        | State::CloseWait
        | State::Closing
        | State::LastAck
        | State::TimeWait => "fin",
    }
}

/// A sheet of some width.
struct Sheet {
    width: i32,
}

impl Sheet {
    fn across(&self, x: Px) -> Px {
        x.scaled(self.width.into(), WIDTH.into())
    }

    fn at(&self, point: Point) -> Point {
        Point::new(self.across(point.x), point.y)
    }

    /// Letters are smaller where boxes are narrow.
    fn small(&self) -> &'static str {
        if self.width < 380 { " small" } else { "" }
    }

    fn node(&self, state: State, middle: Point, here: bool, visited: bool) -> Mark {
        let Point { x, y } = self.at(middle);
        let half = self.at(HALF_BOX);
        let rect = Mark::Rect {
            class: String::new(),
            x: x - half.x,
            y: y - half.y,
            w: half.x * 2,
            h: half.y * 2,
            rx: px(4),
        };
        let visited = if visited { " v" } else { "" };
        let tint = if here { format!(" cur {}", role(state)) } else { String::new() };
        let name = Mark::text("", Point::new(x, y + px(4)), Anchor::Middle, state.name());
        Mark::group(&format!("nd{visited}{tint}{}", self.small()), None, vec![rect, name])
    }

    /// An edge, once for each end that has gone it, or once in grey.
    fn edge(&self, edge: &Edge, paths: &PerHost<Path>, marks: &mut Vec<Mark>) {
        let client = paths.client.takes(edge).then_some("v vc");
        let server = paths.server.takes(edge).then_some("v vs");
        match (client, server) {
            (Some(solid), Some(dashed)) => {
                // Beside each other, to be seen both.
                self.arrow(edge, solid, px(-2), marks);
                self.arrow(edge, dashed, px(2), marks);
            }
            (Some(class), None) | (None, Some(class)) => self.arrow(edge, class, Px::ZERO, marks),
            (None, None) if edge.source != Source::Knob => self.arrow(edge, "", Px::ZERO, marks),
            (None, None) => {}
        }
    }

    /// An edge with its head, `aside` from where the table has it.
    fn arrow(&self, edge: &Edge, class: &str, aside: Px, marks: &mut Vec<Mark>) {
        let corner = |n: usize| {
            let (x, y) = edge.route[n];
            self.at(Point::new(px(x), px(y)))
        };
        let leg = Direction::between(corner(0), corner(1));
        let point = |n: usize| leg.step(corner(n), Px::ZERO, aside);
        let last = edge.route.len() - 1;
        let end = point(last);
        let turn = Direction::between(point(last - 1), end);
        let mut d = String::from("M");
        for n in 0..last {
            d += &format!("{}L", point(n));
        }
        d += &turn.step(end, px(-6), Px::ZERO).to_string();
        let (line, head) = match class {
            "" if edge.source != Source::Figure5 => ("e t".to_owned(), "ahp"),
            "" => ("e".to_owned(), "ahp"),
            class => (format!("e {class}"), "ahv"),
        };
        let head = Mark::path(head, "M0 0-8-3.5V3.5Z");
        marks.push(Mark::path(&line, d));
        marks.push(Mark::placed("", Matrix::turned(end, turn), vec![head]));
    }

    /// Where the label of an edge stands, if it has one at this width.
    fn place(&self, edge: &Edge) -> Option<Label> {
        edge.label.filter(|label| !label.roomy || self.width >= 380)
    }

    fn label(&self, edge: &Edge) -> Option<Mark> {
        let Label { x, y, anchor, up, .. } = self.place(edge)?;
        let at = self.at(Point::new(px(x), px(y)));
        let (at, transform) = match up {
            true => (Point::default(), Some(Matrix::turned(at, Direction::UP))),
            false => (at, None),
        };
        let spans = vec![Span::new("", edge.short())];
        let class = format!("el{}", self.small());
        Some(Mark::Text(Text { class, at, anchor, transform, spans }))
    }

    fn token(&self, host: Host, state: State) -> Token {
        let middle = NODES.iter().find(|(node, _, _)| *node == state);
        let (_, x, y) = middle.expect("every state has a node");
        let Point { x, y } = self.at(Point::new(px(*x), px(*y)));
        // As large at every width, it stands beside the box.
        let aside = self.across(HALF_BOX.x) + px(10);
        let (x, letter) = match host {
            Host::Client => (x - aside, "C"),
            Host::Server => (x + aside, "S"),
        };
        let shape = match host {
            Host::Client => {
                Mark::Circle { class: String::new(), centre: Point::default(), r: px(10) }
            }
            Host::Server => Mark::Rect {
                class: String::new(),
                x: px(-9),
                y: px(-9),
                w: px(18),
                h: px(18),
                rx: px(2),
            },
        };
        let letter = Mark::text("", Point::new(px(0), px(4)), Anchor::Middle, letter);
        let mark = Mark::group("tok", None, vec![shape, letter]);
        Token { state, at: Point::new(x, y), mark }
    }
}
