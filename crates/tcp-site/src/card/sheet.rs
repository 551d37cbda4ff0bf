//! What stands where on a picture, as SVG.

use super::{Card, HEIGHT, WIDTH};
use crate::words::NAME;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use tcp_studio::compare::Outcome;
use tcp_view::address::Theme;
use tcp_view::fixed::px;
use tcp_view::ladder::{QueueSizes, is_wide};
use tcp_view::svg::{FigureOptions, figure, wrap};

const SERIF: &str = "Noto Serif CJK SC";
const SANS: &str = "Noto Sans CJK SC";

/// The values of the page's tokens on light.
const PAGE: &str = "#f6f5f1";
const STAGE: &str = "#ffffff";
const INK: &str = "#1a1d21";
const INK_2: &str = "#454b53";
const RULE: &str = "#e0ddd5";
const SYN: &str = "#0072b2";
const DATA: &str = "#009e73";

/// The words stand at the left, the run at the right.
const LEFT: i32 = 64;
const ROOM: i32 = 548;
const PANEL: i32 = 660;

/// The figure is drawn this wide, and then enlarged to the width of the panel.
const FIGURE: i32 = 470;

/// The picture.
pub(super) fn sheet(card: &Card<'_>) -> String {
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(WIDTH) height=(HEIGHT)
            viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
            rect width=(WIDTH) height=(HEIGHT) fill=(PAGE) {}
            rect x=(PANEL) width="540" height=(HEIGHT) fill=(STAGE) {}
            (run(card))
            rect x=(PANEL) width="1.5" height=(HEIGHT) fill=(RULE) {}
            (name())
            (words(card))
        }
    };
    drawn.into_string()
}

/// The beginning of the run: what does not fit fades out.
fn run(card: &Card<'_>) -> Markup {
    let (scenario, run) = card.shown;
    let options = FigureOptions {
        title: "",
        subtitle: "",
        changes: &[],
        lang: card.lang,
        theme: Theme::Light,
        queues: QueueSizes::of(scenario.setup()),
        width: FIGURE,
    };
    // There is no such weight among our fonts, and usvg knows hundreds alone.
    let svg = figure(run, &options).replace("font-weight:650", "font-weight:700");
    let width = WIDTH as i32 - PANEL - 2;
    let height = crate::figure::height(&svg) * width / FIGURE;
    let spare = HEIGHT as i32 - height;
    let embedded = format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg));
    html! {
        image x=(PANEL + 2) y=(spare.max(0) / 2) width=(width) height=(height) href=(embedded) {}
        @if spare < 0 {
            linearGradient id="fade" x2="0" y2="1" {
                stop stop-color=(STAGE) stop-opacity="0" {}
                stop offset="0.85" stop-color=(STAGE) {}
            }
            rect x=(PANEL) y="510" width="540" height="120" fill="url(#fade)" {}
        }
    }
}

/// The product's sign, and its name.
fn name() -> Markup {
    html! {
        g transform={ "translate(" (LEFT) " 56) scale(1.75)" } fill="none" stroke-width="2"
            stroke-linecap="round" {
            path d="M3 1v18M21 1v18" stroke=(INK) {}
            path d="M4 3l16 5" stroke=(SYN) {}
            path d="M20 9 4 14" stroke=(DATA) {}
        }
        text x=(LEFT + 58) y="84" font-family=(SANS) font-size="28" font-weight="700" fill=(INK) {
            (NAME)
        }
    }
}

/// Question and title in the middle, the verdict at the foot.
fn words(card: &Card<'_>) -> Markup {
    let (size, question) = fitting(card.headline);
    let line = size * 5 / 4;
    let title = in_lines(card.words, 25, ROOM);
    let tall = line * question.len() as i32 + 16 + 36 * title.len() as i32;
    // Between the name and the verdict there are 110 to 520.
    let top = 110 + (410 - tall).max(0) / 2;
    let below = top + line * question.len() as i32 + 16;
    html! {
        (lines(&question, top + size, line, &Type { family: SERIF, size, weight: 700, fill: INK }))
        (lines(&title, below + 26, 36, &Type { family: SANS, size: 25, weight: 400, fill: INK_2 }))
        @if let Some((outcome, sentence)) = &card.verdict { (verdict(*outcome, sentence)) }
    }
}

/// The largest type in which a headline fits, and its lines.
fn fitting(headline: &str) -> (i32, Vec<String>) {
    let mut fits = (40, in_lines(headline, 40, ROOM));
    for size in [64, 58, 52, 46] {
        let lines = in_lines(headline, size, ROOM);
        if lines.len() as i32 * size * 5 / 4 <= 310 {
            fits = (size, lines);
            break;
        }
    }
    fits
}

/// Words in lines. What the view takes a Latin letter for is safe in any font; ours are narrower.
fn in_lines(words: &str, size: i32, room: i32) -> Vec<String> {
    let is_latin = !words.chars().any(is_wide);
    wrap(words, size, if is_latin { px(room).scaled(112, 100) } else { px(room) })
}

/// How words look.
struct Type {
    family: &'static str,
    size: i32,
    weight: u16,
    fill: &'static str,
}

/// Lines, the first with its base line at `y`.
fn lines(lines: &[String], y: i32, apart: i32, look: &Type) -> Markup {
    let Type { family, size, weight, fill } = look;
    html! {
        g font-family=(family) font-size=(size) font-weight=(weight) fill=(fill) {
            @for (number, words) in lines.iter().enumerate() {
                text x=(LEFT) y=(y + apart * number as i32) { (words) }
            }
        }
    }
}

/// A tinted strip with a sign drawn in it: colour never speaks alone.
fn verdict(outcome: Outcome, sentence: &str) -> Markup {
    let (tint, stroke, fill, sign) = match outcome {
        Outcome::Good => ("#dff2ec", DATA, "#00694c", "M0 9l6 6L19 1"),
        Outcome::Bad => ("#fbe9dd", "#d55e00", "#a84a00", "M2 0l14 16M16 0L2 16"),
        Outcome::Neutral => ("#f1f0ea", "#85898e", INK_2, "M1 8h16"),
    };
    let in_size = |size| (size, in_lines(sentence, size, ROOM - 76));
    let (size, words) = [22, 20]
        .map(in_size)
        .into_iter()
        .find(|(_, words)| words.len() == 1)
        .unwrap_or(in_size(22));
    let height = 30 * words.len() as i32 + 26;
    let top = HEIGHT as i32 - 56 - height;
    let look = Type { family: SANS, size, weight: 700, fill };
    html! {
        rect x=(LEFT) y=(top) width=(ROOM) height=(height) rx="6" fill=(tint) {}
        rect x=(LEFT) y=(top) width="5" height=(height) fill=(stroke) {}
        path transform={ "translate(" (LEFT + 26) " " (top + 21) ")" } d=(sign) fill="none"
            stroke=(fill) stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round" {}
        g transform="translate(60 0)" { (lines(&words, top + 36, 30, &look)) }
    }
}
