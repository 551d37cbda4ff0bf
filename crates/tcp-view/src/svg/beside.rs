//! Two runs in one figure: both ladders on one time axis between them, the moment at which they
//! part, and what came of each.

use super::stage::finished;
use super::{Document, Sheet, legend, narration, wrap, write_marks};
use crate::address::Theme;
use crate::fixed::{Matrix, Point, Px, px};
use crate::ladder::{Ladder, LadderOptions, Layout, QueueSizes, Tick};
use crate::scene::{Anchor, Mark};
use tcp_model::time::Instant;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;

/// What a figure of two runs depends on.
#[derive(Clone, Debug)]
pub struct BesideOptions<'a> {
    /// The headline.
    pub title: &'a str,
    /// The language.
    pub lang: Lang,
    /// Its colours; [`Theme::Auto`] is as the reader's system has it.
    pub theme: Theme,
    /// The two runs.
    pub columns: [Column<'a>; 2],
    /// Where they part, if they do.
    pub parting: Option<Parting<'a>>,
}

/// One of the two runs.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// What happened.
    pub run: &'a Run,
    /// What stands above it.
    pub title: &'a str,
    /// How much the listener's queues hold.
    pub queues: QueueSizes,
    /// How it came out.
    pub sign: Sign,
    /// What came of it, below it.
    pub verdict: &'a str,
    /// What that rests on; it may be empty.
    pub detail: &'a str,
}

/// The moment at which two runs part.
#[derive(Copy, Clone, Debug)]
pub struct Parting<'a> {
    /// When.
    pub at: Instant,
    /// What is different then.
    pub headline: &'a str,
    /// Why.
    pub body: &'a str,
}

/// The sign of a verdict.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Sign {
    /// A tick.
    Good,
    /// A cross.
    Bad,
    /// A dash.
    Neutral,
}

impl Sign {
    /// The class of its colours.
    const fn class(self) -> &'static str {
        match self {
            Sign::Good => "good",
            Sign::Bad => "bad",
            Sign::Neutral => "neutral",
        }
    }

    /// The sign, 20 px wide and high.
    const fn path(self) -> &'static str {
        match self {
            Sign::Good => "M4 10.5l4 4 8-9",
            Sign::Bad => "M5 5l10 10M15 5l-10 10",
            Sign::Neutral => "M4 10h12",
        }
    }
}

const MARGIN: i32 = 24;
const COLUMN: i32 = 500;
const GUTTER: i32 = 80;
const WIDTH: i32 = MARGIN * 2 + COLUMN * 2 + GUTTER;
/// Where each column begins, and the middle of what is between them.
const LEFTS: [i32; 2] = [MARGIN, MARGIN + COLUMN + GUTTER];
const MIDDLE: i32 = WIDTH / 2;
/// A time gives way to the hexagon this near, and to another time.
const NEAR_HEXAGON: Px = px(28);
const NEAR_TICK: Px = px(18);

/// Both runs as one standalone SVG file, 1128 px wide.
pub fn figure_beside(options: &BesideOptions<'_>) -> String {
    let mut marks = Vec::new();
    let top = headings(options, &mut marks);
    let ladders = ladders(options);
    let [left, right] = &ladders;
    let under = top + left.height.max(right.height);
    if let Some(parting) = &options.parting {
        let y = top + left.scale.y(parting.at);
        let (from, to) = (Point::new(px(MARGIN), y), Point::new(px(WIDTH - MARGIN), y));
        marks.push(Mark::line("div-rule", from, to));
    }
    for (ladder, x) in ladders.iter().zip(LEFTS) {
        marks.push(Mark::placed("", Matrix::at(Point::new(px(x), top)), finished(ladder)));
    }
    axis(options, &ladders, top, &mut marks);
    let under = verdicts(options, under + px(8), &mut marks);
    let under = explanation(options, under + px(8), &mut marks);
    let (legend, bottom) = legend::legend(&marks, options.lang, under + px(20), px(WIDTH));
    marks.extend(legend);
    let story = story(options);
    let BesideOptions { title, lang, theme, .. } = *options;
    let body = write_marks(&marks);
    let sheet = Sheet { marks: &marks, motion: "", body: &body, height: bottom + px(12) };
    Document { title, story: &story, lang, theme, width: WIDTH }.write(&sheet)
}

/// Each run as it is when it is over, on a scale that both share.
fn ladders(options: &BesideOptions<'_>) -> [Ladder; 2] {
    let [left, right] = &options.columns;
    let ladder = |column: &Column<'_>, beside: &Column<'_>| {
        let options = LadderOptions {
            layout: Layout::for_width(COLUMN),
            lang: options.lang,
            addresses: None,
            queues: column.queues,
            beside: Some(beside.run),
        };
        Ladder::new(column.run, &options)
    };
    [ladder(left, right), ladder(right, left)]
}

/// The headline, and what stands above each run; where they end.
fn headings(options: &BesideOptions<'_>, marks: &mut Vec<Mark>) -> Px {
    let mut y = px(10);
    for words in wrap(options.title, 26, px(WIDTH - MARGIN * 2)) {
        y += px(32);
        marks.push(Mark::text("h1", Point::new(px(MARGIN), y), Anchor::Start, &words));
    }
    let mut ends = options.columns.iter().zip(LEFTS).map(|(column, x)| {
        lines("h2", column.title, (18, px(24)), Point::new(px(x), y + px(10)), marks)
    });
    ends.by_ref().max().unwrap_or(y) + px(12)
}

/// Words in lines from a place down, of a size and so far apart, as wide as a column; the baseline
/// of the last.
fn lines(
    class: &str,
    words: &str,
    (size, apart): (i32, Px),
    at: Point,
    marks: &mut Vec<Mark>,
) -> Px {
    let end = if at.x < px(MIDDLE) { px(LEFTS[0] + COLUMN) } else { px(LEFTS[1] + COLUMN) };
    let mut y = at.y;
    for line in wrap(words, size, end - at.x - px(12)) {
        y += apart;
        marks.push(Mark::text(class, Point::new(at.x, y), Anchor::Start, &line));
    }
    y
}

/// The times between the ladders, and the hexagon where the runs part.
fn axis(options: &BesideOptions<'_>, ladders: &[Ladder; 2], top: Px, marks: &mut Vec<Mark>) {
    let parting = options.parting.as_ref().map(|parting| ladders[0].scale.y(parting.at));
    let mut ticks: Vec<&Tick> = Vec::new();
    // Where a run has nothing behind a break the other one has the time that matters there.
    let empty = |tick: &&Tick| ladders[0].scale.breaks().iter().any(|cut| cut.to == tick.at);
    for tick in ladders.iter().flat_map(|ladder| &ladder.ticks).filter(|tick| !empty(tick)) {
        let crowded = ticks.iter().any(|other| (other.y - tick.y).abs() < NEAR_TICK);
        let hidden = parting.is_some_and(|y| (y - tick.y).abs() < NEAR_HEXAGON);
        if !crowded && !hidden {
            ticks.push(tick);
        }
    }
    for Tick { y, label, .. } in ticks {
        let y = top + *y;
        let at = |x: i32, y| Point::new(px(MIDDLE + x), y);
        marks.push(Mark::line("hair tick", at(-GUTTER / 2 + 2, y), at(-GUTTER / 2 + 8, y)));
        marks.push(Mark::line("hair tick", at(GUTTER / 2 - 8, y), at(GUTTER / 2 - 2, y)));
        marks.push(Mark::text("tickl", at(0, y + px(4)), Anchor::Middle, label));
    }
    if let (Some(parting), Some(y)) = (&options.parting, parting) {
        hexagon(parting.at, top + y, options.lang, marks);
    }
}

fn hexagon(at: Instant, y: Px, lang: Lang, marks: &mut Vec<Mark>) {
    let x = |off: i32| px(MIDDLE + off);
    let (upper, lower) = (y - px(19), y + px(19));
    let outline = format!(
        "M{} {y}L{} {upper}H{}L{} {y}L{} {lower}H{}Z",
        x(-36),
        x(-26),
        x(26),
        x(36),
        x(26),
        x(-26)
    );
    marks.push(Mark::path("div", outline));
    let time = crate::ladder::say::moment(at);
    marks.push(Mark::text("div-t", Point::new(x(0), y - px(3)), Anchor::Middle, &time));
    let words = match lang {
        Lang::ZhCn => "分岔",
        Lang::En => "diverge",
    };
    marks.push(Mark::text("div-w", Point::new(x(0), y + px(12)), Anchor::Middle, words));
}

/// What came of each, in boxes of one height; where they end.
fn verdicts(options: &BesideOptions<'_>, top: Px, marks: &mut Vec<Mark>) -> Px {
    let mut inner = Vec::new();
    let ends = options.columns.iter().zip(LEFTS).map(|(column, x)| {
        let at = Point::new(px(x + 50), top + px(6));
        let class = column.sign.class();
        let y = lines(&format!("v-h {class}"), column.verdict, (15, px(20)), at, &mut inner);
        lines("v-d", column.detail, (13, px(19)), Point::new(at.x, y), &mut inner)
    });
    let bottom = ends.max().unwrap_or(top) + px(14);
    for (column, x) in options.columns.iter().zip(LEFTS) {
        let class = column.sign.class();
        marks.push(Mark::Rect {
            class: format!("v {class}"),
            x: px(x) + px(1) / 2,
            y: top,
            w: px(COLUMN - 1),
            h: bottom - top,
            rx: px(4),
        });
        let place = Matrix::at(Point::new(px(x + 16), (top + bottom) / 2 - px(10)));
        let sign = Mark::path(&format!("v-i {class}"), column.sign.path());
        marks.push(Mark::placed("", place, vec![sign]));
    }
    marks.extend(inner);
    bottom
}

/// Why they part, beside a small hexagon; where that ends.
fn explanation(options: &BesideOptions<'_>, top: Px, marks: &mut Vec<Mark>) -> Px {
    let Some(parting) = &options.parting else { return top };
    let (left, room) = (px(MARGIN + 26), px(WIDTH - MARGIN * 2 - 26));
    let mut y = top;
    for (class, words, size, apart) in
        [("div-h", parting.headline, 15, px(24)), ("v-d", parting.body, 13, px(21))]
    {
        for line in wrap(words, size, room) {
            y += apart;
            marks.push(Mark::text(class, Point::new(left, y), Anchor::Start, &line));
        }
    }
    let place = Matrix::at(Point::new(px(MARGIN), top + px(13)));
    marks.push(Mark::placed("", place, vec![Mark::path("div", "M0 6l4-6h10l4 6-4 6H4z")]));
    y
}

/// Both runs in words.
fn story(options: &BesideOptions<'_>) -> String {
    let mut story = String::new();
    if let Some(parting) = &options.parting {
        story.push_str(&format!("{}\n{}\n", parting.headline, parting.body));
    }
    for Column { run, title, verdict, detail, .. } in &options.columns {
        let told = narration(run, options.lang);
        story.push_str(&format!("{title}\n{told}\n{verdict}\n{detail}\n"));
    }
    story
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn figure(left: &Run, right: &Run, theme: Theme, lang: Lang) -> String {
        let column = |run, title, sign| Column {
            run,
            title,
            queues: QueueSizes::default(),
            sign,
            verdict: "a < b",
            detail: "",
        };
        let columns = [column(left, "Left", Sign::Bad), column(right, "Right", Sign::Neutral)];
        let at = Instant::from_micros(60_000);
        let parting = Some(Parting { at, headline: "They part", body: "because" });
        figure_beside(&BesideOptions { title: "Two & two", lang, theme, columns, parting })
    }

    #[test]
    fn it_is_well_formed_and_needs_nothing_else() {
        let other = sample::handshake();
        for (name, run) in sample::ALL {
            for lang in Lang::ALL {
                let svg = figure(&run(), &other, Theme::Auto, lang);
                let mut open: Vec<&str> = Vec::new();
                for tag in svg.split('<').skip(1) {
                    let tag = &tag[..tag.find('>').expect("a tag ends")];
                    let element = tag.split([' ', '\n']).next().unwrap_or_default();
                    match element.strip_prefix('/') {
                        Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}"),
                        None if !tag.ends_with('/') => open.push(element),
                        None => {}
                    }
                }
                assert!(open.is_empty(), "{name}: {open:?}");
                let rest = svg.replace("http://www.w3.org/2000/svg", "");
                assert!(!rest.contains("http") && !rest.contains('$'), "{name}");
                assert!(svg.contains("class=\"v bad\"") && svg.contains("class=\"v neutral\""));
            }
        }
    }

    #[test]
    fn a_moment_is_at_the_same_height_in_both_ladders() {
        for (name, run) in sample::ALL {
            let (left, right) = (run(), sample::lifecycle());
            let column = |run| Column {
                run,
                title: "",
                queues: QueueSizes::default(),
                sign: Sign::Good,
                verdict: "",
                detail: "",
            };
            let columns = [column(&left), column(&right)];
            let (lang, theme, parting) = (Lang::En, Theme::Light, None);
            let [one, other] = ladders(&BesideOptions { title: "", lang, theme, columns, parting });
            assert_eq!((&one.scale, one.height), (&other.scale, other.height), "{name}");
        }
    }

    #[test]
    fn times_do_not_stand_upon_each_other_or_upon_the_hexagon() {
        let (left, right) = (sample::synack_lost(), sample::handshake());
        let svg = figure(&left, &right, Theme::Light, Lang::En);
        let height = |line: &str| -> f32 {
            let y = line.split(" y=\"").nth(1).and_then(|rest| rest.split('"').next());
            y.and_then(|y| y.parse().ok()).expect("a text has a place")
        };
        let mut taken: Vec<f32> =
            svg.lines().filter(|line| line.contains("\"tickl\"")).map(height).collect();
        let time = svg.lines().find(|line| line.contains("\"div-t\"")).map(height).unwrap();
        assert!(taken.len() > 3 && taken.iter().all(|y| (y - time).abs() > 20.0), "{taken:?}");
        taken.sort_by(f32::total_cmp);
        assert!(taken.windows(2).all(|pair| pair[1] - pair[0] >= 18.0), "{taken:?}");
    }
}
