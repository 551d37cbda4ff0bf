//! A stretch of the sequence space as a line. It is not to scale, as in the RFC's figures: numbers
//! that matter stand at equal distances, in their order.

use nodes::node::{Tag, tag};

/// A number that matters.
pub(super) struct Mark {
    /// Where it is, from any number on.
    pub(super) at: i64,
    /// What it is called; nothing is said where it has no name.
    pub(super) name: String,
    /// The number.
    pub(super) number: String,
}

/// What lies between two numbers, or from the left edge, or up to the right one.
pub(super) struct Stretch {
    pub(super) from: Option<i64>,
    pub(super) to: Option<i64>,
    pub(super) class: &'static str,
}

/// What is drawn.
pub(super) struct Line<'a> {
    /// It in words.
    pub(super) words: String,
    /// The stretches on the line.
    pub(super) stretches: Vec<Stretch>,
    /// The numbers below it, in order.
    pub(super) marks: Vec<Mark>,
    /// The numbers of the segment above it, in order: its first and its last, or its first.
    pub(super) ends: Vec<Mark>,
    /// The class of the segment.
    pub(super) role: &'a str,
}

/// Heights in pixels: of a line of words, of the segment's bar, of the line.
const WORDS: usize = 13;
const BAR: usize = 10;
const BAND: usize = 14;
/// The width of the narrowest drawing and of a letter in it, in tenths of a pixel.
const NARROW: usize = 2800;
const LETTER: usize = 67;

/// Words at a number: their lines, their middle in thousandths of the width, and their tier.
struct Label {
    lines: Vec<String>,
    at: usize,
    middle: usize,
    tier: usize,
}

impl Line<'_> {
    /// The drawing.
    pub(super) fn draw(&self) -> Tag {
        let (above, below) = (self.labels(&self.ends), self.labels(&self.marks));
        let bar = height(&above);
        let band = bar + if self.ends.is_empty() { 2 } else { BAR + 6 };
        let total = band + BAND + 4 + height(&below);
        let under = below.iter().flat_map(|label| said(label, band + BAND, 1));
        let over = above.iter().flat_map(|label| said(label, 0, 0));
        tag("svg", "seqline")
            .with("role", "img")
            .with("aria-label", &*self.words)
            .with("height", total.to_string())
            .list(self.stretches.iter().map(|stretch| self.stretch(stretch, band)))
            .list(self.segment(bar + 2))
            .list(over)
            .list(under)
    }

    /// All numbers that matter, in order.
    fn places(&self) -> Vec<i64> {
        let mut all: Vec<i64> = self.marks.iter().chain(&self.ends).map(|mark| mark.at).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Where a number is drawn, in thousandths of the width.
    fn x(&self, at: i64) -> usize {
        let places = self.places();
        let before = places.iter().filter(|place| **place < at).count();
        (before + 1) * 1000 / (places.len() + 1)
    }

    fn stretch(&self, stretch: &Stretch, y: usize) -> Tag {
        let from = stretch.from.map_or(0, |at| self.x(at));
        let to = stretch.to.map_or(1000, |at| self.x(at));
        block(stretch.class, from, to, y, BAND)
    }

    /// The segment against the line; where it has no length, a stroke.
    fn segment(&self, y: usize) -> Option<Tag> {
        let (first, last) = (self.ends.first()?, self.ends.last()?);
        let (from, to) = (self.x(first.at), self.x(last.at));
        let class = ["seg ", self.role].concat();
        Some(match from < to {
            true => block(&class, from, to, y, BAR),
            false => stroke("seg-at", from, y, y + BAR + 4 + BAND),
        })
    }

    /// Numbers at the same place are said together; words that would touch go to the next tier.
    fn labels(&self, marks: &[Mark]) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        for mark in marks.iter().filter(|mark| !mark.name.is_empty()) {
            let at = self.x(mark.at);
            match labels.last_mut().filter(|label| label.at == at) {
                Some(label) => {
                    let name = label.lines.len() - 2;
                    label.lines[name].push_str(" =");
                    label.lines.insert(name + 1, mark.name.clone());
                }
                None => {
                    let lines = vec![mark.name.clone(), mark.number.clone()];
                    labels.push(Label { lines, at, middle: at, tier: 0 });
                }
            }
        }
        let mut edges: Vec<usize> = Vec::new();
        for label in &mut labels {
            let half = half_width(label);
            label.middle = label.at.clamp(half.min(500), 1000 - half.min(500));
            let left = label.middle.saturating_sub(half);
            let free = edges.iter().position(|edge| *edge < left);
            label.tier = free.unwrap_or(edges.len());
            edges.resize(edges.len().max(label.tier + 1), 0);
            edges[label.tier] = label.middle + half;
        }
        labels
    }
}

/// Half the width of a label where the drawing is narrowest, in thousandths.
fn half_width(label: &Label) -> usize {
    let letters = label.lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    letters * LETTER * 1000 / NARROW / 2
}

/// The height of all tiers.
fn height(labels: &[Label]) -> usize {
    labels.iter().map(|label| label.tier * 2 * WORDS + label.lines.len() * WORDS).max().unwrap_or(0)
}

/// The words of a label and the stroke to them; `below` is the height of a gap before them.
fn said(label: &Label, top: usize, below: usize) -> Vec<Tag> {
    let first = top + label.tier * 2 * WORDS + below * 4;
    let mark = (below > 0).then(|| stroke("tick", label.at, top - BAND, first));
    let lines = label.lines.iter().enumerate().map(|(line, words)| {
        let class = if line + 1 < label.lines.len() { "nm" } else { "no" };
        tag("text", class)
            .with("x", percent(label.middle))
            .with("y", (first + line * WORDS + 10).to_string())
            .text(&**words)
    });
    mark.into_iter().chain(lines).collect()
}

fn block(class: &str, from: usize, to: usize, y: usize, height: usize) -> Tag {
    tag("rect", class)
        .with("x", percent(from))
        .with("width", percent(to.saturating_sub(from)))
        .with("y", y.to_string())
        .with("height", height.to_string())
}

fn stroke(class: &str, x: usize, from: usize, to: usize) -> Tag {
    tag("line", class)
        .with("x1", percent(x))
        .with("x2", percent(x))
        .with("y1", from.to_string())
        .with("y2", to.to_string())
}

fn percent(thousandths: usize) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
