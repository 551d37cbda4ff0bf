//! A look into the selected segment and the ends that it travels between.
//!
//! - [`look`] is the segment that is looked into, with its octets and numbers. [`heading`] says which
//!   it is and leads to others.
//! - [`diagram`] draws its header with the octets beside it, [`fields`] names and explains each field,
//!   [`content`] decodes options and shows the text.
//! - [`windows`] puts it against the windows of both ends, on a [`line`](mod@line) of numbers, and says how
//!   it is judged.
//! - [`changes`] is what the last event has changed.

mod changes;
mod content;
mod diagram;
mod fields;
mod heading;
mod line;
mod look;
mod windows;

#[cfg(test)]
mod tests;

use crate::desk::Context;
use crate::effect::Effect;
use crate::moment::{Moment, Share, Turn};
use crate::subject::Subject;
use look::Look;
use nodes::node::{Tag, tag};
use std::cell::RefCell;

/// A share, and how it is drawn.
type Block = (Share, fn(&Look<'_>) -> Vec<Tag>);

/// What stands below each other.
const BLOCKS: [Block; 8] = [
    (Share::Heading, heading::heading),
    (Share::Header, |look| vec![diagram::diagram(look)]),
    (Share::Field, |look| vec![fields::chooser(look)]),
    (Share::Content, content::content),
    (Share::Receiver, |look| vec![windows::receiver(look)]),
    (Share::Ruling, windows::ruling),
    (Share::Sender, |look| windows::sender(look).into_iter().collect()),
    (Share::Changes, |look| vec![changes::changes(look)]),
];

/// What is looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Inspect {
    /// The field that the reader has chosen, by its name in the page.
    field: Option<&'static str>,
    /// Whether sequence numbers are counted from the initial ones.
    relative: bool,
    /// What was drawn last, in the order of [`BLOCKS`]: in a turn one share of it is new and the others are
    /// kept, unless they are of another run.
    drawn: RefCell<[Vec<Tag>; BLOCKS.len()]>,
    of: RefCell<String>,
}

impl Inspect {
    /// What a reader has pressed in it: `field NAME`, again or without a name for none;
    /// `numbers relative` or `numbers absolute`; `select SEGMENT`.
    pub fn act(&mut self, _: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        self.take(verb, rest)
    }

    fn take(&mut self, verb: &str, rest: &str) -> Vec<Effect> {
        match verb {
            "field" => self.field = fields::known(rest).filter(|name| self.field != Some(*name)),
            "numbers" => self.relative = rest == "relative",
            "select" => return vec![Effect::Tell(["select ", rest].concat(), None)],
            _ => {}
        }
        Vec::new()
    }

    /// How it looks; before any segment has been sent there is nothing.
    pub fn view(&self, context: Context<'_>, turn: Turn) -> Vec<Tag> {
        self.draw(context.now, context.subject, turn)
    }

    fn draw(&self, now: &Moment, subject: &Subject, turn: Turn) -> Vec<Tag> {
        let mut drawn = self.drawn.borrow_mut();
        let of = [subject.lang.tag(), " ", &*subject.address].concat();
        if self.of.replace(of.clone()) != of {
            *drawn = Default::default();
        }
        let Some(look) = Look::new(now, subject, self.field, self.relative) else {
            *drawn = Default::default();
            return Vec::new();
        };
        for ((share, draw), block) in BLOCKS.iter().zip(&mut *drawn) {
            let is_kept = matches!(turn, Turn::Look(other) if other != *share);
            if !is_kept || block.is_empty() {
                *block = draw(&look);
            }
        }
        // What comes and goes in one of them moves no element of another.
        let blocks = BLOCKS.iter().zip(&*drawn).map(|((share, _), block)| {
            tag("div", &["block ", share.class()].concat()).list(block.iter().cloned())
        });
        vec![tag("div", "insp").list(blocks)]
    }
}
