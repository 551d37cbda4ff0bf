//! Marks as SVG text.

use crate::fixed::{Point, Px};
use crate::scene::{Mark, Span, Text};
use std::fmt::Write;

/// Marks as SVG elements, one on a line.
pub fn write_marks(marks: &[Mark]) -> String {
    let mut svg = String::new();
    marks.iter().for_each(|mark| write_mark(mark, &mut svg));
    svg
}

/// Text that may stand in an element or an attribute.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no other control characters than these.
            c if c.is_control() && !matches!(c, '\n' | '\t') => safe.push('\u{FFFD}'),
            c => safe.push(c),
        }
    }
    safe
}

fn write_mark(mark: &Mark, svg: &mut String) {
    let class = attribute("class", mark.class());
    let written = match mark {
        Mark::Rect { x, y, w, h, rx, .. } => {
            let rx = if *rx == Px::ZERO { String::new() } else { format!(" rx=\"{rx}\"") };
            writeln!(svg, "<rect{class} x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{rx}/>")
        }
        Mark::Circle { centre: Point { x, y }, r, .. } => {
            writeln!(svg, "<circle{class} cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>")
        }
        Mark::Path { d, .. } => writeln!(svg, "<path{class} d=\"{d}\"/>"),
        Mark::Text(text) => {
            let (words, place) = (text.spans.iter().map(span).collect::<String>(), place(text));
            writeln!(svg, "<text{class}{place}>{words}</text>")
        }
        Mark::Group { transform, marks, .. } => {
            let transform = transform.map(|matrix| attribute("transform", &matrix.to_string()));
            let inner = write_marks(marks);
            writeln!(svg, "<g{class}{}>\n{inner}</g>", transform.unwrap_or_default())
        }
    };
    written.expect("a String takes all that is written to it");
}

fn place(text: &Text) -> String {
    let Point { x, y } = text.at;
    let anchor = attribute("text-anchor", text.anchor.name());
    match &text.transform {
        Some(matrix) if text.at == Point::default() => format!(" transform=\"{matrix}\"{anchor}"),
        Some(matrix) => format!(" transform=\"{matrix}\" x=\"{x}\" y=\"{y}\"{anchor}"),
        None => format!(" x=\"{x}\" y=\"{y}\"{anchor}"),
    }
}

fn span(span: &Span) -> String {
    let words = escape(&span.text);
    if span.class.is_empty() && span.dx == Px::ZERO {
        return words;
    }
    let dx = if span.dx == Px::ZERO { String::new() } else { format!(" dx=\"{}\"", span.dx) };
    format!("<tspan{}{dx}>{words}</tspan>", attribute("class", span.class))
}

fn attribute(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" {name}=\"{}\"", escape(value)) }
}
