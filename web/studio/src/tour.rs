//! The first minute: a short guided start, which drives the page.

#[cfg(test)]
mod tests;

use crate::desk::Context;
use crate::effect::Effect;
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_model::segment::SegmentFlags;
use tcp_model::time::Instant;
use tcp_model::trace::Flight;
use tcp_scenarios::prose::Lang;
use tcp_studio::change::{Cruelty, on_segment};

/// The run that it begins with, and the one where a handshake of two does not suffice.
const FIRST: &str = "three-way-normal";
const TWO_WAY: &str = "two-way-synack-lost";

/// The SYN has landed and its answer is on the way.
const ON_THE_WAY: Instant = Instant::from_micros(60_000);

/// How many steps it has.
const STEPS: usize = 5;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Tour {
    step: usize,
    /// What is to be done as soon as this run is on the stage.
    awaited: Option<(&'static str, Deed)>,
}

/// What is done to a run.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// It plays until a position, or to its end.
    Play(&'static str),
    /// The answer to its SYN is lost.
    Lose,
}

impl Tour {
    /// Looks at what the page shows.
    pub fn see(&mut self, context: Context<'_>) -> Vec<Effect> {
        if context.now.panel != "tour" {
            *self = Tour::default();
            return Vec::new();
        }
        match self.awaited.take_if(|(run, _)| context.subject.address == *run) {
            Some((_, Deed::Play(until))) => vec![tell(["play ", until].concat())],
            Some((_, Deed::Lose)) => lose_the_answer(context),
            None => Vec::new(),
        }
    }

    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        match verb {
            "next" => self.next(),
            "back" => {
                self.step = self.step.saturating_sub(1);
                self.awaited = None;
                vec![focus()]
            }
            "leave" => {
                let met = Effect::Keep("tcp-lanes.met", "1");
                vec![met, tell(format!("panel {rest}")), to_player()]
            }
            _ => Vec::new(),
        }
    }

    fn next(&mut self) -> Vec<Effect> {
        // A run that is opened may still have to come.
        let (order, awaited) = match self.step {
            0 => (format!("open {FIRST} step:0"), Some((FIRST, Deed::Play("0.06")))),
            1 => ("play ".to_owned(), None),
            2 => (format!("open {FIRST} {}", seconds(ON_THE_WAY)), Some((FIRST, Deed::Lose))),
            3 => (format!("open {TWO_WAY} step:0"), Some((TWO_WAY, Deed::Play("")))),
            _ => return Vec::new(),
        };
        self.awaited = awaited;
        self.step += 1;
        vec![tell(order), focus()]
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let (words, next) = step(self.step, lang);
        let heading = tag("h2", "part-h").text(either(lang, "一分钟入门", "The first minute"));
        let at = match lang {
            Lang::ZhCn => format!("第 {} 步，共 {STEPS} 步", self.step + 1),
            Lang::En => format!("Step {} of {STEPS}", self.step + 1),
        };
        let back = tag("button", "btn quiet").does("tour back").has("disabled", self.step == 0);
        let skip = tag("button", "btn quiet").does("tour leave ");
        let deeds = match next {
            Some(next) => vec![press("tour next", next)],
            None => vec![
                press("tour leave quiz", either(lang, "考考我", "Quiz me")),
                press("tour leave break", either(lang, "动手破坏", "Break it")),
            ],
        };
        let last = next.is_none();
        let skip = skip.text(if last {
            either(lang, "完成", "Done")
        } else {
            either(lang, "跳过", "Skip")
        });
        let deeds = tag("div", "deeds").list(deeds);
        let deeds = deeds.child(back.text(either(lang, "上一步", "Back"))).child(skip);
        let card = tag("div", "tour-card").with("id", "tour-card").with("tabindex", "-1");
        let top = tag("div", "part-head").child(heading).child(tag("p", "quiz-n").text(at));
        let words = tag("p", "tour-words").with("aria-live", "polite").text(words);
        vec![card.child(top).child(words).child(deeds)]
    }
}

/// What a step says, and its main button; the last one has none.
fn step(step: usize, lang: Lang) -> (&'static str, Option<&'static str>) {
    match step {
        0 => (
            either(
                lang,
                "左边是客户端，右边是服务器，时间从上往下走。按一下，看它们怎么打招呼。",
                "The client is on the left, the server on the right, and time runs down. Press Play and watch them say hello.",
            ),
            Some(either(lang, "播放", "Play")),
        ),
        1 => (
            either(
                lang,
                "每条斜线是一个报文段：斜，是因为在路上要花时间。两侧的色带是两端各自的状态，变色的那一刻，就是报文段到了的时候。",
                "A slanted line is a segment: it slants because the way takes time. The bands at the sides are the states of the two ends; one changes when a segment lands.",
            ),
            Some(either(lang, "接着播放", "Play on")),
        ),
        2 => (
            either(
                lang,
                "这就是三次握手。现在使点坏：让服务器的回答丢在半路，看 TCP 怎么办。",
                "That was the three-way handshake. Now be cruel: lose the server's answer on its way, and see what TCP does.",
            ),
            Some(either(lang, "弄丢 SYN,ACK", "Lose the SYN,ACK")),
        ),
        3 => (
            either(
                lang,
                "没等到确认，就再发一次：这是重传。那么，为什么是三次而不是两次？",
                "No acknowledgment comes, so it is sent again: a retransmission. But why three, and not two?",
            ),
            Some(either(lang, "看看两次握手", "See it with two")),
        ),
        _ => (
            either(
                lang,
                "只有两次握手时，服务器不知道自己的回答丢了，会一直空等。上方是四道经典面试题；也可以考考自己，或者亲手弄坏它。",
                "With two, the server never learns that its answer was lost, and waits for nobody. The four interview questions are above; or be quizzed, or break it yourself.",
            ),
            None,
        ),
    }
}

/// The first answer to a SYN is lost, and the page plays what comes of it.
fn lose_the_answer(context: Context<'_>) -> Vec<Effect> {
    let run = &context.subject.run;
    let answer = run.flights.iter().find(|flight| is_answer(flight));
    let mut history = context.history.clone();
    let change =
        answer.and_then(|answer| on_segment(run, answer.id, ON_THE_WAY, Cruelty::Lose).ok());
    match change.map(|change| history.apply(change, ON_THE_WAY)) {
        Some(Ok(())) => {
            vec![Effect::Change(Box::new(history), seconds(ON_THE_WAY)), tell("play ")]
        }
        Some(Err(_)) | None => Vec::new(),
    }
}

fn is_answer(flight: &Flight) -> bool {
    [SegmentFlags::SYN, SegmentFlags::ACK].iter().all(|bit| flight.segment.has(*bit))
}

fn seconds(at: Instant) -> String {
    tcp_view::address::Position::Time(at).to_string()
}

fn press(action: &str, words: &str) -> Tag {
    tag("button", "btn").does(action).text(words)
}

fn tell(order: impl Into<String>) -> Effect {
    Effect::Tell(order.into(), None)
}

fn focus() -> Effect {
    Effect::Focus("#tour-card".to_owned())
}

fn to_player() -> Effect {
    Effect::Focus("#quiz-card, #studio .btn, #player".to_owned())
}
