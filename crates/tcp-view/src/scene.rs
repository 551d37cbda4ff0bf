//! What a drawing is made of: a few SVG primitives with class names. Colours, widths and dashes
//! belong to the classes, so that one scene serves the page, a figure, light and dark.

use crate::fixed::{Matrix, Point, Px};
use tcp_model::trace::SegmentId;

/// A thing that is drawn. The order of a list is the order of painting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mark {
    /// `<rect>`; `rx` rounds its corners.
    Rect {
        /// Class names.
        class: String,
        /// Its left edge.
        x: Px,
        /// Its upper edge.
        y: Px,
        /// Its width.
        w: Px,
        /// Its height.
        h: Px,
        /// The radius of its corners.
        rx: Px,
    },
    /// `<circle>`.
    Circle {
        /// Class names.
        class: String,
        /// Its centre.
        centre: Point,
        /// Its radius.
        r: Px,
    },
    /// `<path>`.
    Path {
        /// Class names.
        class: String,
        /// Path data.
        d: String,
    },
    /// `<text>` with one `<tspan>` for each span.
    Text(Text),
    /// `<g>`.
    Group {
        /// Class names; there may be none.
        class: String,
        /// The segment that it shows, which makes it something to point at.
        id: Option<SegmentId>,
        /// Where it stands.
        transform: Option<Matrix>,
        /// What is in it.
        marks: Vec<Mark>,
    },
}

/// Words in a drawing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// Class names.
    pub class: String,
    /// Where the words stand: at the origin of `transform` if there is one.
    pub at: Point,
    /// Which part of the words stands there.
    pub anchor: Anchor,
    /// Turns and moves the words.
    pub transform: Option<Matrix>,
    /// The words.
    pub spans: Vec<Span>,
}

/// A stretch of words of one class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// Class names; there may be none.
    pub class: &'static str,
    /// The words.
    pub text: String,
    /// Room before them.
    pub dx: Px,
}

/// Which part of a text stands at its place.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    pub const fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

impl Mark {
    /// A rectangle with sharp corners.
    pub fn rect(class: &str, x: Px, y: Px, w: Px, h: Px) -> Mark {
        Mark::Rect { class: class.to_owned(), x, y, w, h, rx: Px::ZERO }
    }

    /// A path.
    pub fn path(class: &str, d: impl Into<String>) -> Mark {
        Mark::Path { class: class.to_owned(), d: d.into() }
    }

    /// A straight line.
    pub fn line(class: &str, from: Point, to: Point) -> Mark {
        Mark::path(class, format!("M{from}L{to}"))
    }

    /// Words of one class.
    pub fn text(class: &str, at: Point, anchor: Anchor, words: &str) -> Mark {
        let spans = vec![Span::new("", words)];
        Mark::Text(Text { class: class.to_owned(), at, anchor, transform: None, spans })
    }

    /// A group without a transform.
    pub fn group(class: &str, id: Option<SegmentId>, marks: Vec<Mark>) -> Mark {
        Mark::Group { class: class.to_owned(), id, transform: None, marks }
    }

    /// A group that stands somewhere.
    pub fn placed(class: &str, transform: Matrix, marks: Vec<Mark>) -> Mark {
        Mark::Group { class: class.to_owned(), id: None, transform: Some(transform), marks }
    }

    /// The class names.
    pub fn class(&self) -> &str {
        match self {
            Mark::Rect { class, .. }
            | Mark::Circle { class, .. }
            | Mark::Path { class, .. }
            | Mark::Group { class, .. } => class,
            Mark::Text(text) => &text.class,
        }
    }
}

impl Span {
    /// Words with no room before them.
    pub fn new(class: &'static str, text: impl Into<String>) -> Span {
        Span { class, text: text.into(), dx: Px::ZERO }
    }

    /// The same with room before them.
    pub fn after(self, dx: Px) -> Span {
        Span { dx, ..self }
    }
}
