//! The style sheet of a figure: the rules of the marks that are in it, with the colours of the
//! page's tokens put in, because not every program that shows SVG knows custom properties.

#[cfg(test)]
mod palette;

use super::{stage_style, states_style};
use crate::address::Theme;
use crate::scene::Mark;
use std::collections::BTreeSet;

/// Name, value on light, value on dark.
const COLOURS: [(&str, &str, &str); 21] = [
    ("stage", "#ffffff", "#171b1f"),
    ("sunken", "#f1f0ea", "#1e2328"),
    ("ink", "#1a1d21", "#ecebe6"),
    ("ink-2", "#454b53", "#bcc1c7"),
    ("ink-3", "#62686f", "#989fa7"),
    ("rule", "#e0ddd5", "#2e343a"),
    ("rule-strong", "#85898e", "#717982"),
    ("syn", "#0072b2", "#56b4e9"),
    ("rst", "#d55e00", "#f08a45"),
    ("data", "#009e73", "#2fc093"),
    ("fin", "#cc79a7", "#de9bc0"),
    ("ack", "#454b53", "#bcc1c7"),
    ("syn-text", "#005f95", "#7cc4ee"),
    ("rst-text", "#a84a00", "#f5a26b"),
    ("data-text", "#00694c", "#57cfa8"),
    ("fin-text", "#8f3f6c", "#e9b3d0"),
    ("ack-text", "#454b53", "#bcc1c7"),
    ("syn-tint", "#e3eff7", "#16303f"),
    ("rst-tint", "#fbe9dd", "#40270f"),
    ("data-tint", "#dff2ec", "#10352a"),
    ("fin-tint", "#f7e8f0", "#3b2431"),
];

const SANS: &str = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,PingFang SC,\
                    Hiragino Sans GB,Microsoft YaHei,Noto Sans CJK SC,Noto Sans SC,sans-serif";
const SERIF: &str = "Iowan Old Style,Charter,Source Serif 4,Georgia,Songti SC,Noto Serif CJK SC,\
                     Source Han Serif SC,PingFang SC,Microsoft YaHei,serif";
const MONO: &str = "ui-monospace,SF Mono,SFMono-Regular,Cascadia Mono,Menlo,Consolas,\
                    DejaVu Sans Mono,monospace";

/// What does not depend on the theme, and the fonts.
const SHAPES: [(&str, &str); 55] = [
    (".h1", "font-family:$serif;font-size:26px;font-weight:600"),
    (".cap1", "font-size:13px"),
    (".changed", "font-size:13px;font-weight:600"),
    (".key", "font-size:12px"),
    (".hair", "stroke-width:1;fill:none"),
    (".tickl", "font-family:$mono;font-size:11px"),
    (".lane-h", "font-weight:600;font-size:13px"),
    (".lane-s", "font-family:$mono;font-size:11px"),
    (".wire", "stroke-width:2;fill:none;stroke-dasharray:1 5;stroke-linecap:round"),
    (".h-none", "fill:none"),
    (".h-listen", "stroke-dasharray:3 3"),
    (".h-syn", "fill:url(#p-syn)"),
    (".h-fin", "fill:url(#p-fin)"),
    (".h-wait", "fill:url(#p-wait)"),
    (".h-claim", "fill:url(#p-claim)"),
    (".st", "font-weight:650;font-size:12px;letter-spacing:.01em"),
    (".sub", "font-size:11px"),
    (".ln", "fill:none;stroke-width:2"),
    (".ln.ack", "stroke-width:1.5"),
    (".ln.data", "stroke-width:2.75"),
    (".ln.gh", "stroke-dasharray:6 5"),
    (".ln.fg", "stroke-dasharray:9 3 2 3"),
    (".ln.copy", "stroke-dasharray:10 3"),
    (".atk", "stroke-width:1;stroke-dasharray:4 4;fill:none"),
    (".lane-h.atk", "stroke:none"),
    (".jag", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round"),
    (".cable", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round"),
    (".cable.off", "stroke-width:1.5;stroke-dasharray:1 5"),
    (".killed", "fill:none;stroke-width:3;stroke-linecap:round"),
    (".sub.q", "paint-order:stroke;stroke-width:4px"),
    (".mask-e", "stroke:none"),
    (".ln.never", "stroke-width:1;stroke-dasharray:2 6"),
    (".hd.o", "fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round"),
    (".fin>.hd.o", "stroke-width:2.5"),
    (".sl", "font-size:12px;paint-order:stroke;stroke-width:4px;stroke-linejoin:round"),
    (".fl", "font-weight:700;letter-spacing:.02em"),
    (".nu", "font-family:$mono"),
    (".lost", "stroke-width:3;fill:none;stroke-linecap:round"),
    (".lostl", "font-size:12px;font-weight:650;paint-order:stroke;stroke-width:4px"),
    (".tm", "fill:none;stroke-width:1.25"),
    (".tm-fire", "stroke-width:1.75"),
    (".an", "font-size:12px;font-weight:600;paint-order:stroke;stroke-width:4px"),
    (".brk", "fill:none;stroke-width:1"),
    (".brl", "font-size:11px;paint-order:stroke;stroke-width:10px"),
    (".old-band", "fill:none;stroke-dasharray:3 3"),
    (".slash", "stroke-width:1.5;fill:none"),
    (".h2", "font-family:$serif;font-size:18px;font-weight:600"),
    (".div-rule", "stroke-width:1.25;fill:none"),
    (".div-t", "font-family:$mono;font-size:12px;font-weight:700"),
    (".div-w", "font-size:11px;font-weight:600"),
    (".div-h", "font-size:15px;font-weight:600"),
    (".v", "stroke-width:1"),
    (".v-i", "fill:none;stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round"),
    (".v-h", "font-size:15px;font-weight:650"),
    (".v-d", "font-size:13px"),
];

/// What depends on the theme.
const INKS: [(&str, &str); 75] = [
    (".paper", "fill:$stage"),
    (".cap1", "fill:$ink-2"),
    (".key", "fill:$ink-3"),
    (".hair", "stroke:$rule"),
    (".hair.strong", "stroke:$rule-strong"),
    (".tickl", "fill:$ink-3"),
    (".lane-s", "fill:$ink-3"),
    (".wire", "stroke:$rule-strong"),
    (".h-open", "fill:$data"),
    (".h-syn", "stroke:$syn"),
    (".h-fin", "stroke:$fin"),
    (".h-none", "stroke:$rule-strong"),
    (".h-listen", "fill:$sunken;stroke:$rule-strong"),
    (".h-wait", "stroke:$fin"),
    (".h-claim", "stroke:$rst"),
    (".pt-syn", "stroke:$syn"),
    (".pt-fin", "stroke:$fin"),
    (".pt-claim", "stroke:$rst"),
    (".pt-wait", "fill:$fin"),
    (".sub", "fill:$ink-3"),
    (".ln.syn", "stroke:$syn"),
    (".ln.ack", "stroke:$ack"),
    (".ln.data", "stroke:$data"),
    (".ln.fin", "stroke:$fin"),
    (".ln.rst", "stroke:$rst"),
    (".ln.never", "stroke:$rule-strong"),
    (".atk", "stroke:$rule-strong"),
    (".lane-h.atk", "fill:$ink-2"),
    (".mask-f", "fill:$ink-2"),
    (".mask-e", "fill:$stage"),
    (".down-fill", "fill:$stage"),
    (".jag", "stroke:$rst"),
    (".cable", "stroke:$rst"),
    (".killed", "stroke:$rst"),
    (".sub.q", "fill:$ink-2;stroke:$stage"),
    (".syn>.hd.f", "fill:$syn"),
    (".data>.hd.f", "fill:$data"),
    (".fin>.hd.f", "fill:$fin"),
    (".rst>.hd.f", "fill:$rst"),
    (".ack>.hd.o", "stroke:$ack"),
    (".fin>.hd.o", "stroke:$fin"),
    (".sl", "stroke:$stage"),
    (".sl.syn .fl", "fill:$syn-text"),
    (".sl.ack .fl", "fill:$ack-text"),
    (".sl.data .fl", "fill:$data-text"),
    (".sl.fin .fl", "fill:$fin-text"),
    (".sl.rst .fl", "fill:$rst-text"),
    (".lost", "stroke:$rst"),
    (".lost.old", "stroke:$ink-3"),
    (".lostl", "fill:$rst-text;stroke:$stage"),
    (".tm", "stroke:$ink-3"),
    (".tm-fire", "stroke:$rst"),
    (".tm-dot", "fill:$rst"),
    (".an", "fill:$rst-text;stroke:$stage"),
    (".before", "fill:$sunken"),
    (".slash", "stroke:$ink-2"),
    (".old-band", "stroke:$rule-strong"),
    (".brk-fill", "fill:$stage"),
    (".brk", "stroke:$rule-strong"),
    (".brl", "fill:$ink-2;stroke:$stage"),
    (".div-rule", "stroke:$ink"),
    (".div", "fill:$ink"),
    (".div-t", "fill:$stage"),
    (".div-w", "fill:$stage"),
    (".v.good", "fill:$data-tint;stroke:$data"),
    (".v.bad", "fill:$rst-tint;stroke:$rst"),
    (".v.neutral", "fill:$sunken;stroke:$rule-strong"),
    (".v-i.good", "stroke:$data-text"),
    (".v-i.bad", "stroke:$rst-text"),
    (".v-i.neutral", "stroke:$ink-2"),
    (".v-h.good", "fill:$data-text"),
    (".v-h.bad", "fill:$rst-text"),
    (".v-h.neutral", "fill:$ink"),
    (".v-d", "fill:$ink-2"),
    (".tick", "stroke:$rule-strong"),
];

const PATTERNS: [(&str, &str); 4] = [
    (
        "h-syn",
        "<pattern id=\"p-syn\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path class=\"pt-syn\" d=\"M0 0V5\" stroke-width=\"4\"/>\
         </pattern>",
    ),
    (
        "h-fin",
        "<pattern id=\"p-fin\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(-45)\"><path class=\"pt-fin\" d=\"M0 0V5\" \
         stroke-width=\"4\"/></pattern>",
    ),
    (
        "h-claim",
        "<pattern id=\"p-claim\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"pt-claim\" d=\"M0 1.5H6\" stroke-width=\"3\"/></pattern>",
    ),
    (
        "h-wait",
        "<pattern id=\"p-wait\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">\
         <circle class=\"pt-wait\" cx=\"3.5\" cy=\"3.5\" r=\"1.5\"/></pattern>",
    ),
];

/// The rules for what is in a figure.
pub(super) fn style(marks: &[Mark], theme: Theme) -> String {
    let used = with_patterns(classes(marks));
    let all_shapes = SHAPES.iter().chain(&stage_style::SHAPES).chain(&states_style::SHAPES);
    let shapes = rules(all_shapes, &used).replace("$serif", SERIF).replace("$mono", MONO);
    let all_inks = INKS.iter().chain(&stage_style::INKS).chain(&states_style::INKS);
    let inks = format!("text{{fill:$ink}}{}", rules(all_inks, &used));
    let light = coloured(&inks, |(_, light, _)| light);
    let dark = coloured(&inks, |(_, _, dark)| dark);
    let base = format!("text{{font-family:{SANS}}}{shapes}");
    match theme {
        Theme::Light => base + &light,
        Theme::Dark => base + &dark,
        // On paper it stays as it is on light.
        Theme::Auto => {
            format!("{base}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}")
        }
    }
}

/// The fills of the halves that are in a figure.
pub(super) fn patterns(marks: &[Mark]) -> String {
    let used = classes(marks);
    let needed = PATTERNS.iter().filter(|(half, _)| used.contains(*half));
    let patterns: String = needed.map(|(_, pattern)| *pattern).collect();
    if patterns.is_empty() { patterns } else { format!("<defs>{patterns}</defs>\n") }
}

/// Every class that occurs.
fn classes(marks: &[Mark]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    marks.iter().for_each(|mark| collect(mark, &mut all));
    all
}

fn collect(mark: &Mark, all: &mut BTreeSet<String>) {
    all.extend(mark.class().split(' ').map(str::to_owned));
    match mark {
        Mark::Text(text) => all.extend(text.spans.iter().map(|span| span.class.to_owned())),
        Mark::Group { marks, .. } => marks.iter().for_each(|mark| collect(mark, all)),
        Mark::Rect { .. } | Mark::Circle { .. } | Mark::Path { .. } => {}
    }
}

fn with_patterns(mut used: BTreeSet<String>) -> BTreeSet<String> {
    for half in ["syn", "fin", "claim", "wait"] {
        if used.contains(&format!("h-{half}")) {
            used.insert(format!("pt-{half}"));
        }
    }
    used.insert("paper".to_owned());
    used
}

/// The elements that rules name.
const ELEMENTS: [&str; 3] = ["circle", "rect", "text"];

/// The rules all of whose classes occur.
fn rules<'a>(all: impl Iterator<Item = &'a (&'a str, &'a str)>, used: &BTreeSet<String>) -> String {
    let names = |selector: &'a str| {
        let names = selector.split(['.', ' ', '>']).filter(|name| !name.is_empty());
        names.filter(|name| !ELEMENTS.contains(name)).collect::<Vec<_>>()
    };
    let applies = |selector: &'a str| names(selector).iter().all(|name| used.contains(*name));
    let needed = all.filter(|(selector, _)| applies(selector));
    needed.map(|(selector, declarations)| format!("{selector}{{{declarations}}}")).collect()
}

/// Puts the colours in; longer names first, because `$ink` begins `$ink-2`.
fn coloured(
    rules: &str,
    pick: impl Fn((&'static str, &'static str, &'static str)) -> &'static str,
) -> String {
    let mut names = COLOURS;
    names.sort_by_key(|(name, _, _)| std::cmp::Reverse(name.len()));
    names.into_iter().fold(rules.to_owned(), |text, colour| {
        text.replace(&format!("${}", colour.0), pick(colour))
    })
}
