//! Marks as elements: one for one, with nothing decided here.

use crate::element::{Element, element};
use tcp_view::scene::{Mark, Text};

/// Several marks, in order, in an element.
pub(crate) fn draw_all(into: Element, marks: &[Mark]) -> Element {
    into.list(marks.iter().map(draw))
}

/// One mark.
pub(crate) fn draw(mark: &Mark) -> Element {
    match mark {
        Mark::Rect { class, x, y, w, h, rx } => element("rect", class)
            .measure("x", x)
            .measure("y", y)
            .measure("width", w)
            .measure("height", h)
            .measure("rx", rx),
        Mark::Circle { class, centre, r } => {
            element("circle", class).measure("cx", centre.x).measure("cy", centre.y).measure("r", r)
        }
        Mark::Path { class, d } => element("path", class).attribute("d", &**d),
        Mark::Text(text) => draw_text(text),
        Mark::Group { class, transform, marks, .. } => {
            let group = element("g", class);
            let group = match transform {
                Some(matrix) => group.measure("transform", matrix),
                None => group,
            };
            draw_all(group, marks)
        }
    }
}

fn draw_text(text: &Text) -> Element {
    let words = element("text", &text.class)
        .measure("x", text.at.x)
        .measure("y", text.at.y)
        .attribute("text-anchor", text.anchor.name());
    let words = match &text.transform {
        Some(matrix) => words.measure("transform", matrix),
        None => words,
    };
    words.list(text.spans.iter().map(|span| {
        let words = element("tspan", span.class).text(&span.text);
        if span.dx.0 == 0 { words } else { words.measure("dx", span.dx) }
    }))
}

/// The patterns that the classes of bands refer to. They stand once in the page.
pub(crate) fn patterns() -> Element {
    let pattern = |id: &str, size: &str, turn: Option<&str>| {
        element("pattern", "")
            .attribute("id", id)
            .attribute("width", size)
            .attribute("height", size)
            .attribute("patternUnits", "userSpaceOnUse")
            .attribute("patternTransform", turn)
    };
    let line = |class: &str, d: &str, width: &str| {
        element("path", class).attribute("d", d).attribute("stroke-width", width)
    };
    let dot = element("circle", "pt-wait")
        .attribute("cx", "3.5")
        .attribute("cy", "3.5")
        .attribute("r", "1.5");
    element("svg", "defs").hidden().attribute("focusable", "false").child(
        element("defs", "")
            .child(pattern("p-syn", "5", Some("rotate(45)")).child(line("pt-syn", "M0 0V5", "4")))
            .child(pattern("p-fin", "5", Some("rotate(-45)")).child(line("pt-fin", "M0 0V5", "4")))
            .child(pattern("p-claim", "6", None).child(line("pt-claim", "M0 1.5H6", "3")))
            .child(pattern("p-wait", "7", None).child(dot)),
    )
}
