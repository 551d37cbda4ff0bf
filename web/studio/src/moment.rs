//! What the page shows when it calls.

use tcp_model::time::Instant;
use tcp_model::trace::{Run, SegmentId};
use tcp_scenarios::prose::Lang;
use tcp_view::address::{Position, Theme};

/// What the page shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The language of everything.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// The address of what is on the stage.
    pub address: String,
    /// The address of what is beside it, or nothing.
    pub beside: String,
    /// How many beats have happened.
    pub step: usize,
    /// The time that the stage shows.
    pub at: Instant,
    /// The segment that the reader has selected.
    pub selected: Option<SegmentId>,
    /// Whether time goes by.
    pub playing: bool,
    /// The part of the studio that is open, or nothing.
    pub panel: String,
    /// The sheet that lies on top of everything, or nothing.
    pub sheet: String,
    /// What its address has behind `#`: how the run was changed.
    pub link: String,
    /// What is drawn of the studio at this call.
    pub turn: Turn,
}

/// What is drawn of the studio: while a run plays the page calls for a part of it at a time, in frames of
/// their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// All of it.
    All,
    /// All but the segment that is looked into.
    Rest,
    /// A share of what is said of that segment.
    Look(Share),
}

/// A share of what is said of the segment that is looked into, as much as can be drawn in a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// Which it is.
    Heading,
    /// Its header.
    Header,
    /// What a field of it means.
    Field,
    /// Its options and its text.
    Content,
    /// The window of the end that it comes to.
    Receiver,
    /// How it is judged there.
    Ruling,
    /// The window of its sender.
    Sender,
    /// What the last event has changed.
    Changes,
}

impl Share {
    /// All of them.
    pub const ALL: [Share; 8] = [
        Share::Heading,
        Share::Header,
        Share::Field,
        Share::Content,
        Share::Receiver,
        Share::Ruling,
        Share::Sender,
        Share::Changes,
    ];

    /// The class of where it stands.
    pub const fn class(self) -> &'static str {
        match self {
            Share::Heading => "of-heading",
            Share::Header => "of-header",
            Share::Field => "of-field",
            Share::Content => "of-content",
            Share::Receiver => "of-receiver",
            Share::Ruling => "of-ruling",
            Share::Sender => "of-sender",
            Share::Changes => "of-changes",
        }
    }
}

impl Turn {
    fn read(text: &str) -> Option<Turn> {
        if text.is_empty() {
            return Some(Turn::All);
        }
        let place: usize = text.parse().ok()?;
        match place.checked_sub(1)? {
            0 => Some(Turn::Rest),
            share => Share::ALL.get(share - 1).copied().map(Turn::Look),
        }
    }
}

impl Moment {
    /// Reads what the page says: language, colours, address, the address of what is beside it, step,
    /// microseconds, segment or 0, whether it plays (`1` or `0`), panel, link; a line for each.
    /// In turns, another one says which it is, from 1 to 9.
    pub fn read(text: &str) -> Option<Moment> {
        let mut lines = text.split('\n');
        let mut next = || lines.next();
        Some(Moment {
            lang: Lang::from_tag(next()?)?,
            theme: Theme::from_name(next()?)?,
            address: next()?.to_owned(),
            beside: next()?.to_owned(),
            step: next()?.parse().ok()?,
            at: Instant::from_micros(next()?.parse().ok()?),
            selected: Some(next()?.parse().ok()?).filter(|id| *id != 0),
            playing: next()? == "1",
            panel: next()?.to_owned(),
            sheet: String::new(),
            link: next()?.to_owned(),
            turn: Turn::read(next().unwrap_or_default())?,
        })
    }

    /// Where the run stands: between two beats what is on its way counts.
    pub fn position(&self, run: &Run) -> Position {
        let last = self.step.checked_sub(1).and_then(|last| run.beats.get(last));
        match last.map_or(Instant::ZERO, |beat| beat.at) == self.at {
            true => Position::Step(self.step),
            false => Position::Time(self.at),
        }
    }

    /// The page knows one thing that is open. Where that is a sheet, `panel` stays open below it.
    pub fn over(self, panel: &str) -> Moment {
        match &*self.panel {
            "share" | "help" => Moment { panel: panel.to_owned(), sheet: self.panel, ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_says_is_read() {
        let text = "zh-CN\ndark\ntwo-way-synack-lost\n\n3\n40000\n2\n1\nbreak\ns=1.x\n9";
        let moment = Moment::read(text).expect("it is complete");
        assert_eq!((moment.lang, moment.theme), (Lang::ZhCn, Theme::Dark));
        assert_eq!((moment.step, moment.at.as_micros()), (3, 40_000));
        assert_eq!((moment.selected, moment.playing), (Some(2), true));
        assert_eq!((&*moment.panel, &*moment.link), ("break", "s=1.x"));
        assert_eq!(moment.turn, Turn::Look(Share::Changes));
        for no_turn in ["0", "10", "a"] {
            assert_eq!(Moment::read(&[&text[..text.len() - 1], no_turn].concat()), None);
        }
        assert_eq!(Moment::read("zh-CN\ndark"), None);
    }

    /// The page has to know how many turns there are.
    #[test]
    fn the_page_gives_a_turn_to_every_share() {
        let turns = format!("const PARTS: u32 = {};", 1 + Share::ALL.len());
        assert!(include_str!("../../src/studio.rs").contains(&turns), "{turns}");
    }
}
