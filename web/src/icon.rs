//! The few icons, drawn with strokes in a square of 20.

use yew::prelude::*;

/// An icon.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Icon {
    List,
    Search,
    Close,
    Restart,
    Back,
    Forward,
    Play,
    Pause,
    Cross,
    Check,
}

/// Draws it at this size; it says nothing to a screen reader.
pub(crate) fn icon(which: Icon, size: &'static str) -> Html {
    let paths = match which {
        Icon::List => html! { <path d="M3 5h14M3 10h14M3 15h9" /> },
        Icon::Search => html! { <><circle cx="9" cy="9" r="5.5" /><path d="m13 13 4.5 4.5" /></> },
        Icon::Close | Icon::Cross => html! { <path d="M5 5l10 10M15 5L5 15" /> },
        Icon::Restart => html! { <path d="M4 10a6 6 0 1 0 2-4.5M4 3v4h4" /> },
        Icon::Back => html! { <path d="M12.5 4.5 7 10l5.5 5.5M4.5 4v12" /> },
        Icon::Forward => html! { <path d="M7.5 4.5 13 10l-5.5 5.5M15.5 4v12" /> },
        Icon::Play => html! { <path class="fi" d="M5 3v14l12-7z" /> },
        Icon::Pause => html! { <path class="fi" d="M5 3.5h3.5v13H5zM11.5 3.5H15v13h-3.5z" /> },
        Icon::Check => html! { <path d="M4 10.5l4 4 8-9" /> },
    };
    html! {
        <svg class="ic" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">{ paths }</svg>
    }
}

/// The product's sign: two lanes, a segment each way.
pub(crate) fn sign() -> Html {
    html! {
        <svg width="24" height="20" viewBox="0 0 24 20" aria-hidden="true">
            <path d="M3 1v18M21 1v18" /><path class="m-syn" d="M4 3l16 5" /><path class="m-data" d="M20 9 4 14" />
        </svg>
    }
}

/// A ladder in small for each interview question, by its place among them.
pub(crate) fn ladder_in_small(question: usize) -> Html {
    let lines: &[(&str, &str)] = match question {
        0 => &[("syn", "M5 4l26 5"), ("syn", "M31 10 5 15"), ("ack", "M5 16l26 5")],
        1 => &[
            ("syn", "M5 3l26 3"),
            ("ack", "M31 7 5 10"),
            ("fin", "M5 15l26 3"),
            ("fin", "M31 19 5 22"),
        ],
        2 => &[("syn", "M5 5l26 5"), ("syn", "M31 12 16 15"), ("rst", "M12 13l5 5m0-5l-5 5")],
        _ => &[("gh", "M5 2l26 16"), ("syn", "M5 10l26 4"), ("data", "M5 18l26 4")],
    };
    html! {
        <svg width="36" height="26" viewBox="0 0 36 26" aria-hidden="true">
            <path class="mini rail" d="M4 1v24M32 1v24" />
            { for lines.iter().map(|(class, d)| html! { <path class={classes!("mini", *class)} d={*d} /> }) }
        </svg>
    }
}
