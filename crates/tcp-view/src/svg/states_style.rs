//! Rules for the state diagram, which are the page's.

/// What does not depend on the theme, and the fonts.
pub(super) const SHAPES: [(&str, &str); 13] = [
    (".e", "fill:none;stroke-width:1"),
    (".e.t", "stroke-dasharray:1 3"),
    (".e.v", "stroke-width:2"),
    (".e.vs", "stroke-dasharray:5 3"),
    (".nd rect", "stroke-width:1"),
    (".nd.cur rect", "stroke-width:2"),
    (".nd text", "font-size:11px"),
    (".nd.v text", "font-weight:500"),
    (".nd.cur text", "font-weight:700"),
    (".nd.small text", "font-size:10px;letter-spacing:-.02em"),
    (".el", "font-size:11px;paint-order:stroke;stroke-width:3px"),
    (".el.small", "font-size:10px"),
    (".tok text", "font-size:11px;font-weight:700"),
];

/// What depends on the theme.
pub(super) const INKS: [(&str, &str); 16] = [
    (".e", "stroke:$rule-strong"),
    (".e.v", "stroke:$ink"),
    (".ahp", "fill:$rule-strong"),
    (".ahv", "fill:$ink"),
    (".nd rect", "fill:$stage;stroke:$rule-strong"),
    (".nd text", "fill:$ink-3"),
    (".nd.v rect", "stroke:$ink-2"),
    (".nd.v text", "fill:$ink"),
    (".nd.ack rect", "fill:$sunken;stroke:$ack"),
    (".nd.syn rect", "fill:$syn-tint;stroke:$syn"),
    (".nd.data rect", "fill:$data-tint;stroke:$data"),
    (".nd.fin rect", "fill:$fin-tint;stroke:$fin"),
    (".el", "fill:$ink-2;stroke:$stage"),
    (".tok circle", "fill:$ink;stroke:$stage;stroke-width:2"),
    (".tok rect", "fill:$ink;stroke:$stage;stroke-width:2"),
    (".tok text", "fill:$stage"),
];
