//! The few icons, drawn with strokes in a square of 20.

use crate::element::{Element, element};
use tcp_view::address::Theme;

/// An icon.
#[derive(Copy, Clone)]
pub(crate) enum Icon {
    List,
    Search,
    Close,
    Restart,
    Back,
    Forward,
    Play,
    Pause,
    Check,
    Theme(Theme),
}

impl Icon {
    /// What is drawn as lines, and what is filled.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Icon::List => ("M3 5h14M3 10h14M3 15h9", ""),
            Icon::Search => ("M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM13 13l4.5 4.5", ""),
            Icon::Close => ("M5 5l10 10M15 5L5 15", ""),
            Icon::Restart => ("M4 10a6 6 0 1 0 2-4.5M4 3v4h4", ""),
            Icon::Back => ("M12.5 4.5 7 10l5.5 5.5M4.5 4v12", ""),
            Icon::Forward => ("M7.5 4.5 13 10l-5.5 5.5M15.5 4v12", ""),
            Icon::Play => ("", "M5 3v14l12-7z"),
            Icon::Pause => ("", "M5 3.5h3.5v13H5zM11.5 3.5H15v13h-3.5z"),
            Icon::Check => ("M4 10.5l4 4 8-9", ""),
            Icon::Theme(Theme::Auto) => {
                ("M16.5 10a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z", "M10 3.5a6.5 6.5 0 0 1 0 13z")
            }
            Icon::Theme(Theme::Light) => (
                "M13.5 10a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M15.7 4.3l-1.4 1.4M5.7 14.3l-1.4 1.4",
                "",
            ),
            Icon::Theme(Theme::Dark) => ("M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z", ""),
        }
    }
}

/// Draws it at this size; it says nothing to a screen reader.
pub(crate) fn icon(which: Icon, size: &str) -> Element {
    let (lines, filled) = which.paths();
    drawing("ic", size, size, "20 20").child(path("", lines)).child(path("fi", filled))
}

/// The product's sign: two lanes, a segment each way.
pub(crate) fn sign() -> Element {
    drawing("", "24", "20", "24 20")
        .child(path("", "M3 1v18M21 1v18"))
        .child(path("m-syn", "M4 3l16 5"))
        .child(path("m-data", "M20 9 4 14"))
}

/// A ladder in small for each interview question, by its place among them.
pub(crate) fn ladder_in_small(question: usize) -> Element {
    let lines: &[(&str, &str)] = match question {
        0 => &[("mini syn", "M5 4l26 5"), ("mini syn", "M31 10 5 15"), ("mini ack", "M5 16l26 5")],
        1 => &[
            ("mini syn", "M5 3l26 3"),
            ("mini ack", "M31 7 5 10"),
            ("mini fin", "M5 15l26 3"),
            ("mini fin", "M31 19 5 22"),
        ],
        2 => &[
            ("mini syn", "M5 5l26 5"),
            ("mini syn", "M31 12 16 15"),
            ("mini rst", "M12 13l5 5m0-5l-5 5"),
        ],
        _ => &[("mini gh", "M5 2l26 16"), ("mini syn", "M5 10l26 4"), ("mini data", "M5 18l26 4")],
    };
    drawing("", "36", "26", "36 26")
        .child(path("mini rail", "M4 1v24M32 1v24"))
        .list(lines.iter().filter_map(|(class, d)| path(class, d)))
}

fn drawing(class: &str, width: &str, height: &str, view: &str) -> Element {
    element("svg", class)
        .attribute("width", width)
        .attribute("height", height)
        .attribute("viewBox", &*["0 0 ", view].concat())
        .hidden()
}

fn path(class: &str, d: &str) -> Option<Element> {
    (!d.is_empty()).then(|| element("path", class).attribute("d", d))
}
