//! The words on the lines: control bits and numbers, along the line, where nothing else stands.

use super::journey::Journey;
use super::room::Room;
use super::timers::{TimerEnd, TimerSpan};
use super::{Frame, Word, say};
use crate::fixed::{Direction, Matrix, Point, Px, px};
use crate::scene::{Anchor, Mark, Span, Text};
use tcp_model::segment::Segment;
use tcp_model::timer::Timer;
use tcp_model::trace::Landing;

/// What an unwelcome place costs. A line behind the words is worse than another part of the
/// line, and losing a number is worse than both.
const CROSSED: i32 = 12;
const BELOW: i32 = 5;
const AWAY: i32 = 2;
const SHORTER: i32 = 30;

/// Twelfths of the line at which a label may stand: the middle first, or the sender's third
/// where the line is crossed.
const MIDDLE_FIRST: [i64; 9] = [6, 5, 7, 4, 8, 3, 9, 2, 10];
const THIRD_FIRST: [i64; 9] = [4, 3, 5, 8, 9, 2, 7, 6, 10];

/// Distances from the line to the baseline of the words above it and below it.
const SIDES: [Px; 2] = [px(-7), px(15)];

/// Words that have found their place, and the room that is no longer free.
pub(super) struct Labels<'a> {
    frame: &'a Frame<'a>,
    journeys: &'a [Journey],
    taken: Vec<Room>,
    pub(super) words: Vec<Word>,
}

impl<'a> Labels<'a> {
    /// `taken` is where no label may stand.
    pub(super) fn new(
        frame: &'a Frame<'a>,
        journeys: &'a [Journey],
        taken: Vec<Room>,
    ) -> Labels<'a> {
        Labels { frame, journeys, taken, words: Vec::new() }
    }

    /// Places everything, what has the least choice first.
    pub(super) fn place(&mut self, timers: &[TimerSpan]) {
        let journeys = self.journeys;
        journeys.iter().for_each(|journey| self.cross(journey));
        timers.iter().for_each(|span| self.fired(span));
        for journey in journeys {
            if self.leads(journey) {
                self.segment(journey);
            }
        }
    }

    /// The cross of a lost segment and its label.
    fn cross(&mut self, journey: &Journey) {
        let Some(cross) = journey.cross() else { return };
        let lang = self.frame.lang;
        let (id, since) = (Some(journey.id), journey.ended);
        self.words.push(Word { since, id, future: None, mark: cross });
        let Point { x, y } = journey.stop;
        self.taken.push(Room::upright(x - px(7), y - px(7), x + px(7), y + px(7)));
        let expired = journey.landing == Landing::Expired;
        let words = if expired { say::expired(lang) } else { say::lost(lang) };
        let label = |dx: i32, dy: i32, anchor| {
            let at = Point::new(x + px(dx), y + px(dy));
            Text::plain("lostl", at, anchor, words)
        };
        let places = [
            label(0, 25, Anchor::Middle),
            label(12, 4, Anchor::Start),
            label(-12, 4, Anchor::End),
            label(0, -13, Anchor::Middle),
        ];
        self.settle_first(places, since, id);
    }

    /// `RTO 1 s: fired`, above the line of what is sent again.
    fn fired(&mut self, span: &TimerSpan) {
        if span.end != TimerEnd::Fired || span.timer == Timer::TimeWait {
            return;
        }
        let Frame { layout, scale, lang, .. } = self.frame;
        let words = say::fired(*lang, span.timer.name(), span.after);
        let x = layout.inward(span.host, layout.band() + px(12));
        let anchor = match span.host {
            tcp_model::host::Host::Client => Anchor::Start,
            tcp_model::host::Host::Server => Anchor::End,
        };
        let y = scale.y(span.to);
        let place = |dy: i32| Text::plain("an warn", Point::new(x, y + px(dy)), anchor, &words);
        self.settle_first([-10, -18, 26, 40].map(place), span.to, None);
    }

    /// Takes the first place that is free.
    fn settle_first<const N: usize>(
        &mut self,
        places: [Text; N],
        since: tcp_model::time::Instant,
        id: Option<u32>,
    ) {
        if let Some(text) = places.into_iter().find(|text| self.is_free(&text.room())) {
            self.settle(text, since, id);
        }
    }

    fn settle(&mut self, text: Text, since: tcp_model::time::Instant, id: Option<u32>) {
        self.taken.push(text.room());
        self.words.push(Word { since, id, future: None, mark: Mark::Text(text) });
    }

    /// The label of a segment, where it costs least.
    fn segment(&mut self, journey: &Journey) {
        let places = self.places(journey);
        let free = places.filter(|(_, text)| self.is_free(&text.room()));
        let priced = free.map(|(cost, text)| (cost + self.crossings(journey, &text), text));
        if let Some((_, text)) = priced.min_by_key(|(cost, _)| *cost) {
            self.settle(text, journey.ended, Some(journey.id));
        }
    }

    /// Every place where the label could stand, and what it costs.
    fn places(&self, journey: &'a Journey) -> impl Iterator<Item = (i32, Text)> + use<'a> {
        let order = if self.is_crossed(journey) { THIRD_FIRST } else { MIDDLE_FIRST };
        let versions = self.frame.versions(journey, self.followers(journey));
        let turn = journey.direction().upright();
        let class = label_class(journey);
        versions.into_iter().enumerate().flat_map(move |(shorter, spans)| {
            let class = class.clone();
            order.into_iter().enumerate().flat_map(move |(away, twelfths)| {
                let (class, spans) = (class.clone(), spans.clone());
                SIDES.into_iter().enumerate().map(move |(below, y)| {
                    let on = journey.start.toward(journey.stop, twelfths, 12);
                    let text = along(&class, on, turn, y, spans.clone());
                    let price = [(shorter, SHORTER), (away, AWAY), (below, BELOW)];
                    (price.iter().map(|(n, each)| *n as i32 * each).sum(), text)
                })
            })
        })
    }

    fn is_free(&self, room: &Room) -> bool {
        let Frame { layout, bottom, .. } = self.frame;
        let (left, right) = room.breadth();
        let inside = left >= layout.lanes.client + layout.band() + px(1)
            && right <= layout.lanes.server - layout.band() - px(1)
            && room.height().1 <= *bottom;
        inside && !self.taken.iter().any(|other| room.overlaps(other))
    }

    /// What the lines behind a label cost.
    fn crossings(&self, journey: &Journey, text: &Text) -> i32 {
        let room = text.room();
        let others = self.journeys.iter().filter(|other| other.id != journey.id);
        let behind = others.filter(|other| room.meets(other.start, other.stop)).count();
        behind as i32 * CROSSED
    }

    fn is_crossed(&self, journey: &Journey) -> bool {
        let opposite = self.journeys.iter().filter(|other| other.from != journey.from);
        opposite.into_iter().any(|other| {
            let (low, high) =
                (journey.start.y.max(other.start.y), journey.stop.y.min(other.stop.y));
            low < high
        })
    }

    /// Whether it is the first of those that go the same way at the same time and say the same.
    fn leads(&self, journey: &Journey) -> bool {
        !self.journeys.iter().any(|other| other.id < journey.id && same_label(other, journey))
    }

    fn followers(&self, journey: &Journey) -> Vec<&'a Segment> {
        let run = self.frame.run;
        let after = self.journeys.iter().filter(|other| other.id > journey.id);
        let same = after.filter(|other| same_label(other, journey));
        same.map(|other| &run.flight(other.id).segment).collect()
    }
}

fn same_label(one: &Journey, other: &Journey) -> bool {
    let what = |j: &Journey| (j.from, j.sent, j.role, j.copy, j.ended, j.arrived());
    what(one) == what(other)
}

fn label_class(journey: &Journey) -> String {
    let ghost = if journey.ghost { " gh" } else { "" };
    let copy = if journey.copy { " copy" } else { "" };
    format!("sl {}{ghost}{copy}", journey.role.class())
}

fn along(class: &str, on: Point, turn: Direction, y: Px, spans: Vec<Span>) -> Text {
    Text {
        class: class.to_owned(),
        at: Point::new(Px::ZERO, y),
        anchor: Anchor::Middle,
        transform: Some(Matrix::turned(on, turn)),
        spans,
    }
}

impl Frame<'_> {
    /// The label in full, then ever shorter. `more` are segments that it speaks for as well.
    fn versions(&self, journey: &Journey, more: Vec<&Segment>) -> Vec<Vec<Span>> {
        let segment = &self.run.flight(journey.id).segment;
        let origin = match journey {
            j if j.ghost => say::old(self.lang),
            j if j.copy => say::copy(self.lang),
            _ => "",
        };
        let times = if more.is_empty() { String::new() } else { format!(" ×{}", more.len() + 1) };
        let flags = Span::new("fl", format!("{origin}{}{times}", segment.flags));
        let last = more.last().copied().unwrap_or(segment);
        let mut versions: Vec<Vec<Span>> = Vec::new();
        for numbers in [numbers(segment, last), seq_ack(segment), seq(segment)] {
            let spans = vec![flags.clone(), Span::new("nu", numbers).after(px(7))];
            if !versions.contains(&spans) {
                versions.push(spans);
            }
        }
        versions.push(vec![flags]);
        versions
    }
}

fn seq(segment: &Segment) -> String {
    format!("seq={}", segment.seq)
}

fn seq_ack(segment: &Segment) -> String {
    match segment.acknowledgment() {
        Some(ack) => format!("seq={} ack={ack}", segment.seq),
        None => seq(segment),
    }
}

/// `seq=1001 ack=2001 data 1001..1030`, up to the last of several segments.
pub(super) fn numbers(segment: &Segment, last: &Segment) -> String {
    if segment.data.is_empty() {
        return seq_ack(segment);
    }
    let end = last.text_seq() + last.data.len();
    format!("{} data {}..{}", seq_ack(segment), segment.text_seq(), end - 1)
}

impl Text {
    fn plain(class: &str, at: Point, anchor: Anchor, words: &str) -> Text {
        let spans = vec![Span::new("", words)];
        Text { class: class.to_owned(), at, anchor, transform: None, spans }
    }
}
