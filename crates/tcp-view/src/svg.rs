//! A run as a figure: one SVG file that needs nothing else, with its colours, its legend and
//! its story in words inside, and no script.
//!
//! - [`figure`] is the whole of a run, [`still`] what the stage shows at a moment, [`moving`] a
//!   film of the run.
//! - [`figure_beside`] has two runs on one time axis, [`states`] the state diagram of a run.

mod beside;
mod legend;
mod moving;
mod narration;
mod stage;
mod stage_style;
mod states;
mod states_style;
mod style;
mod write;

pub use beside::{BesideOptions, Column, Parting, Sign, figure_beside};
pub use legend::{Key, ladder_keys};
pub use moving::{LONGEST_FILM, moving};
pub use narration::{changed, changed_in_short, narration};
pub use stage::still;
pub use states::states;
pub use write::{escape, write_marks};

use crate::address::Theme;
use crate::fixed::{Matrix, Point, Px, px};
use crate::ladder::{QueueSizes, width_of};
use crate::scene::{Anchor, Mark};
use stage::Stage;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;

/// What a figure depends on besides its run.
#[derive(Clone, Debug)]
pub struct FigureOptions<'a> {
    /// The headline.
    pub title: &'a str,
    /// A sentence below it; it may be empty.
    pub subtitle: &'a str,
    /// What a reader has changed in the run, each in words; said below it in short.
    pub changes: &'a [String],
    /// The language.
    pub lang: Lang,
    /// Its colours; [`Theme::Auto`] is as the reader's system has it.
    pub theme: Theme,
    /// How much the listener's queues hold.
    pub queues: QueueSizes,
    /// The width in pixels, which decides the layout.
    pub width: i32,
}

/// The whole of a run as a standalone SVG file.
pub fn figure(run: &Run, options: &FigureOptions<'_>) -> String {
    let stage = Stage::new(run, options);
    let mut marks = stage.heading.clone();
    marks.push(Mark::placed("", Matrix::at(stage.place), stage.finished()));
    marks.extend(stage.legend.clone());
    let body = write_marks(&marks);
    document(run, options, &Sheet { marks: &marks, motion: "", body: &body, height: stage.height })
}

const MARGIN: Px = px(24);
const TITLE_SIZE: i32 = 26;
const SUBTITLE_SIZE: i32 = 13;
/// It is bold, which is as wide as the next size.
const CHANGED_SIZE: i32 = 14;

/// Title, subtitle and what was changed in as many lines as they need, and where they end.
fn heading(options: &FigureOptions<'_>) -> (Vec<Mark>, Px) {
    let changed = changed_in_short(options.changes, options.lang).unwrap_or_default();
    let margin = if options.width < 600 { px(16) } else { MARGIN };
    let room = px(options.width) - margin * 2;
    let mut marks = Vec::new();
    let mut y = px(10);
    for (class, words, size, line) in [
        ("h1", options.title, TITLE_SIZE, px(32)),
        ("cap1", options.subtitle, SUBTITLE_SIZE, px(21)),
        ("changed", &changed, CHANGED_SIZE, px(21)),
    ] {
        for words in wrap(words, size, room) {
            y += line;
            marks.push(Mark::text(class, Point::new(margin, y), Anchor::Start, &words));
        }
    }
    (marks, y + px(14))
}

/// Words in lines of at most `room`: broken at spaces, and between Han characters.
pub fn wrap(words: &str, size: i32, room: Px) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces(words) {
        match lines.last_mut() {
            Some(line) if width_of(&format!("{line}{}", piece.trim_end()), size) <= room => {
                line.push_str(piece);
            }
            _ => lines.push(piece.to_owned()),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// What must stay together: a word with the space behind it, a Han character with the
/// punctuation behind it.
fn pieces(words: &str) -> Vec<&str> {
    let closes = |c: char| "，。：；？！、）》”".contains(c);
    let mut cuts = vec![0];
    let chars: Vec<(usize, char)> = words.char_indices().collect();
    for pair in chars.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        let between = crate::ladder::is_wide(before) || crate::ladder::is_wide(after);
        if before == ' ' || (between && !closes(after) && after != ' ') {
            cuts.push(at);
        }
    }
    cuts.push(words.len());
    cuts.windows(2).map(|cut| &words[cut[0]..cut[1]]).collect()
}

/// What a file says besides its marks.
struct Document<'a> {
    title: &'a str,
    /// The same in words, for those who do not see it.
    story: &'a str,
    lang: Lang,
    theme: Theme,
    width: i32,
}

/// What is written into a file.
struct Sheet<'a> {
    /// All that is drawn: the rules for it are put in.
    marks: &'a [Mark],
    /// More rules, for what moves.
    motion: &'a str,
    /// The same as elements.
    body: &'a str,
    height: Px,
}

fn document(run: &Run, options: &FigureOptions<'_>, sheet: &Sheet<'_>) -> String {
    let FigureOptions { title, changes, lang, theme, width, .. } = *options;
    let told = changed(changes, lang).map(|changed| changed + "\n");
    let story = told.unwrap_or_default() + &narration(run, lang);
    Document { title, story: &story, lang, theme, width }.write(sheet)
}

impl Document<'_> {
    fn write(&self, sheet: &Sheet<'_>) -> String {
        let Document { title, story, lang, theme, width } = *self;
        let Sheet { marks, motion, body, height } = *sheet;
        let (title, story) = (escape(title), escape(story));
        let style = style::style(marks, theme);
        let patterns = style::patterns(marks);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{}\">\n\
             <title>{title}</title>\n<desc>{story}</desc>\n<style>{style}{motion}</style>\n{patterns}\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>\n",
            lang.tag()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use expect_test::expect_file;

    fn options(title: &'static str, theme: Theme, width: i32) -> FigureOptions<'static> {
        let queues = QueueSizes::default();
        FigureOptions { title, subtitle: "", changes: &[], lang: Lang::En, theme, queues, width }
    }

    #[test]
    fn a_handshake_as_a_file() {
        let options = options("Why three?", Theme::Auto, 720);
        expect_file!["svg/handshake.svg"].assert_eq(&figure(&sample::handshake(), &options));
    }

    #[test]
    fn a_title_cannot_break_out_of_its_element() {
        let svg = figure(&sample::handshake(), &options("a < b & </title>\u{1}", Theme::Auto, 720));
        assert!(svg.contains("<title>a &lt; b &amp; &lt;/title&gt;\u{FFFD}</title>"));
    }

    /// Every element is closed, in order, in every figure.
    #[test]
    fn a_figure_is_well_formed_and_needs_nothing_else() {
        for (name, run) in sample::ALL {
            for width in [720, 472, 360] {
                let svg = figure(&run(), &options(name, Theme::Auto, width));
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
                assert!(!rest.contains("http") && !rest.contains("NaN") && !rest.contains('$'));
            }
        }
    }

    #[test]
    fn a_theme_is_one_set_of_colours_and_auto_is_both() {
        let colours = |theme| {
            let svg = figure(&sample::handshake(), &options("", theme, 720));
            (svg.contains("#0072b2"), svg.contains("#56b4e9"))
        };
        assert_eq!(colours(Theme::Light), (true, false));
        assert_eq!(colours(Theme::Dark), (false, true));
        assert_eq!(colours(Theme::Auto), (true, true));
    }

    #[test]
    fn lines_break_at_spaces_and_between_han_characters_but_not_before_a_comma() {
        assert_eq!(wrap("two words", 10, px(40)), ["two", "words"]);
        assert_eq!(wrap("三次握手，两次", 10, px(50)), ["三次握手，", "两次"]);
    }
}
