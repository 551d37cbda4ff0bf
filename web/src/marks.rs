//! Marks as elements: one for one, with nothing decided here.

use tcp_view::scene::{Mark, Text};
use yew::prelude::*;

/// All of them, in order.
pub(crate) fn draw_all<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> Html {
    marks.into_iter().map(draw).collect()
}

/// One mark.
pub(crate) fn draw(mark: &Mark) -> Html {
    match mark {
        Mark::Rect { class, x, y, w, h, rx } => html! {
            <rect class={class.clone()} x={x.to_string()} y={y.to_string()}
                width={w.to_string()} height={h.to_string()} rx={rx.to_string()} />
        },
        Mark::Circle { class, centre, r } => html! {
            <circle class={class.clone()} cx={centre.x.to_string()} cy={centre.y.to_string()}
                r={r.to_string()} />
        },
        Mark::Path { class, d } => html! { <path class={class.clone()} d={d.clone()} /> },
        Mark::Text(text) => draw_text(text),
        Mark::Group { class, transform, marks, .. } => html! {
            <g class={class.clone()} transform={transform.map(|matrix| matrix.to_string())}>
                { draw_all(marks) }
            </g>
        },
    }
}

fn draw_text(text: &Text) -> Html {
    let spans = text.spans.iter().map(|span| {
        let dx = (span.dx.0 != 0).then(|| span.dx.to_string());
        html! { <tspan class={span.class} {dx}>{ span.text.clone() }</tspan> }
    });
    html! {
        <text class={text.class.clone()} x={text.at.x.to_string()} y={text.at.y.to_string()}
            text-anchor={text.anchor.name()}
            transform={text.transform.map(|matrix| matrix.to_string())}>
            { for spans }
        </text>
    }
}

/// The patterns that the classes of bands refer to. They stand once in the page.
pub(crate) fn patterns() -> Html {
    html! {
        <svg class="defs" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="p-syn" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="pt-syn" d="M0 0V5" stroke-width="4" />
                </pattern>
                <pattern id="p-fin" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                    <path class="pt-fin" d="M0 0V5" stroke-width="4" />
                </pattern>
                <pattern id="p-claim" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="pt-claim" d="M0 1.5H6" stroke-width="3" />
                </pattern>
                <pattern id="p-wait" width="7" height="7" patternUnits="userSpaceOnUse">
                    <circle class="pt-wait" cx="3.5" cy="3.5" r="1.5" />
                </pattern>
            </defs>
        </svg>
    }
}
