//! The legend: what the marks mean that are in this figure, and no others.

use crate::fixed::{Matrix, Point, Px, px};
use crate::ladder::{Ladder, width_of};
use crate::scene::{Anchor, Mark};
use tcp_scenarios::prose::Lang;

/// The class that asks for an entry, its sample, 16 px high and so wide, and its words.
struct Entry {
    class: &'static str,
    sample: fn() -> Vec<Mark>,
    width: i32,
    zh: &'static str,
    en: &'static str,
}

const ENTRIES: [Entry; 15] = [
    Entry {
        class: "hf",
        sample: both,
        width: 16,
        zh: "外侧发送，内侧接收",
        en: "outer half sends, inner receives",
    },
    Entry { class: "h-open", sample: || half("h-open"), width: 8, zh: "已打开", en: "open" },
    Entry {
        class: "h-syn",
        sample: || half("h-syn"),
        width: 8,
        zh: "SYN 待确认",
        en: "SYN sent, not acknowledged",
    },
    Entry {
        class: "h-claim",
        sample: || half("h-claim"),
        width: 8,
        zh: "自认为已打开",
        en: "taken as open, unproven",
    },
    Entry {
        class: "h-fin",
        sample: || half("h-fin"),
        width: 8,
        zh: "FIN 待确认",
        en: "FIN sent, not acknowledged",
    },
    Entry {
        class: "h-none",
        sample: || half("h-none"),
        width: 8,
        zh: "已关闭或未知",
        en: "shut or not yet known",
    },
    Entry {
        class: "h-listen", sample: || half("h-listen"), width: 8, zh: "监听", en: "listening"
    },
    Entry {
        class: "h-wait",
        sample: || half("h-wait"),
        width: 8,
        zh: "TIME-WAIT",
        en: "TIME-WAIT",
    },
    Entry { class: "tm", sample: timer, width: 8, zh: "计时器", en: "timer" },
    Entry { class: "tm-fire", sample: fired, width: 8, zh: "计时器到期", en: "timer fired" },
    Entry {
        class: "gh",
        sample: ghost,
        width: 16,
        zh: "旧连接的报文段",
        en: "from an earlier connection",
    },
    Entry {
        class: "fg", sample: forged, width: 30, zh: "伪造的报文段", en: "forged segment"
    },
    Entry { class: "jag", sample: crash, width: 20, zh: "停机", en: "host down" },
    Entry { class: "cable", sample: cable, width: 18, zh: "网线断开", en: "cable pulled" },
    Entry { class: "killed", sample: killed, width: 14, zh: "进程被杀", en: "process killed" },
];

const ROW: Px = px(24);
const GAP: Px = px(22);

/// What a mark means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// A sample of it, from the origin on, 16 px high.
    pub sample: Vec<Mark>,
    /// How many pixels wide the sample is.
    pub width: i32,
    /// Its meaning.
    pub words: &'static str,
}

/// The keys to those classes that a drawing has, and to no others.
pub(super) fn keys(has: &dyn Fn(&str) -> bool, lang: Lang) -> Vec<Key> {
    let mut keys = Vec::new();
    for entry in &ENTRIES {
        if has(entry.class) {
            let words = if lang == Lang::ZhCn { entry.zh } else { entry.en };
            keys.push(Key { sample: (entry.sample)(), width: entry.width, words });
        }
    }
    keys
}

/// The keys to the marks of a ladder.
pub fn ladder_keys(ladder: &Ladder, lang: Lang) -> Vec<Key> {
    let Ladder { ground, past, words, .. } = ladder;
    let in_words = |class: &str| words.iter().any(|word| has_class(&word.mark, class));
    keys(&|class| any_has(ground, class) || any_has(past, class) || in_words(class), lang)
}

/// Whether a class occurs among marks and what is in them.
fn any_has(marks: &[Mark], class: &str) -> bool {
    marks.iter().any(|mark| has_class(mark, class))
}

fn has_class(mark: &Mark, class: &str) -> bool {
    match mark {
        Mark::Group { marks, .. } if any_has(marks, class) => true,
        _ => mark.class().split(' ').any(|name| name == class),
    }
}

/// The legend from `top` down, and where it ends.
pub(super) fn legend(marks: &[Mark], lang: Lang, top: Px, width: Px) -> (Vec<Mark>, Px) {
    let margin = if width < px(600) { px(16) } else { px(24) };
    let (mut x, mut y) = (margin, top);
    let mut legend = Vec::new();
    for key in keys(&|class| any_has(marks, class), lang) {
        let text = px(key.width + 8);
        let room = text + width_of(key.words, 12).scaled(9, 10);
        if x > margin && x + room > width - margin {
            (x, y) = (margin, y + ROW);
        }
        let mut marks = key.sample;
        marks.push(Mark::text("key", Point::new(text, px(12)), Anchor::Start, key.words));
        legend.push(Mark::placed("", Matrix::at(Point::new(x, y)), marks));
        x += room + GAP;
    }
    (legend, y + ROW)
}

fn both() -> Vec<Mark> {
    vec![Mark::path("hf h-none", "M.5.5h7v15h-7z"), Mark::path("hf h-open", "M9 0h7v16H9z")]
}

fn half(class: &str) -> Vec<Mark> {
    vec![Mark::path(&format!("hf {class}"), "M.5.5h7v15h-7z")]
}

fn timer() -> Vec<Mark> {
    vec![Mark::path("tm", "M1 1h6v14H1")]
}

fn fired() -> Vec<Mark> {
    let dot =
        Mark::Circle { class: "tm-dot".to_owned(), centre: Point::new(px(1), px(15)), r: Px(30) };
    vec![Mark::path("tm tm-fire", "M1 1h6v14H1"), dot]
}

fn ghost() -> Vec<Mark> {
    vec![Mark::path("ln syn gh", "M0 4 16 12")]
}

fn forged() -> Vec<Mark> {
    let place = Matrix::at(Point::new(px(9), px(8)));
    let line = Mark::path("ln syn fg", "M18 6 30 12");
    vec![Mark::placed("mask", place, crate::ladder::mask()), line]
}

fn crash() -> Vec<Mark> {
    vec![Mark::path("jag", "M1 8L4 4L7 12L10 4L13 12L16 4L19 8")]
}

fn cable() -> Vec<Mark> {
    vec![Mark::path("cable", "M0 8H6M5 13L8 3M10 13L13 3M12 8H18")]
}

fn killed() -> Vec<Mark> {
    vec![Mark::path("killed", "M2 3l10 10m0-10l-10 10")]
}
