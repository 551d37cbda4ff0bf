//! The words on the lines: control bits and numbers, along the line, where nothing else stands.

use super::journey::{APART, FARTHEST_APART, Journey};
use super::layout::LayoutKind;
use super::nearby::Nearby;
use super::room::{Room, width_of};
use super::timers::{TimerEnd, TimerSpan};
use super::{Frame, Word, say, told};
use crate::fixed::{Direction, Matrix, Point, Px, px};
use crate::scene::{Anchor, Mark, Span, Text};
use tcp_model::host::Host;
use tcp_model::options::{FastOpen, Options};
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Flight, Landing, SegmentId};

/// The segment that words are about, if they are about one.
type SegmentNo = Option<SegmentId>;

/// What an unwelcome place costs. A line behind the words is worse than another part of the
/// line, and losing a number is worse than both.
const CROSSED: i32 = 24;
const BELOW: i32 = 5;
const AWAY: i32 = 2;
const SHORTER: i32 = 40;

/// Twelfths of the line at which a label may stand: the middle first, or the sender's third
/// where the line is crossed.
const MIDDLE_FIRST: [i64; 9] = [6, 5, 7, 4, 8, 3, 9, 2, 10];
const THIRD_FIRST: [i64; 9] = [4, 3, 5, 8, 9, 2, 7, 6, 10];

/// Distances from the line to the baseline of the words above it and below it.
const ABOVE_LINE: Px = px(-7);
const BELOW_LINE: Px = px(15);

/// Words keep this far from other words.
const GAP: Px = px(4);

/// Words that have found their place, and the room that is no longer free.
pub(super) struct Labels<'a> {
    frame: &'a Frame<'a>,
    journeys: &'a [Journey],
    /// The lines of `journeys`, by number.
    lines: Nearby,
    taken: Vec<Room>,
    /// The rooms of `taken`, by number.
    rooms: Nearby,
    pub(super) words: Vec<Word>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(frame: &'a Frame<'a>, journeys: &'a [Journey]) -> Labels<'a> {
        let mut lines = Nearby::default();
        for (number, journey) in journeys.iter().enumerate() {
            lines.insert((journey.start.y, journey.stop.y), number);
        }
        let (taken, rooms, words) = (Vec::new(), Nearby::default(), Vec::new());
        Labels { frame, journeys, lines, taken, rooms, words }
    }

    /// No label may stand here any more.
    pub(super) fn take(&mut self, room: Room) {
        self.rooms.insert(room.height(), self.taken.len());
        self.taken.push(room);
    }

    /// Places everything, what has the least choice first.
    pub(super) fn place(&mut self, timers: &[TimerSpan]) {
        let journeys = self.journeys;
        for journey in journeys {
            self.cross(journey);
            if let Some(Point { x, y }) = journey.mask_at() {
                self.take(Room::upright(x - px(9), y - px(5), x + px(9), y + px(5)));
            }
        }
        for span in timers {
            self.fired(span);
        }
        self.befell();
        self.queues();
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
        let (id, step) = (Some(journey.id), self.landed(journey));
        self.words.push(Word { step, id, future: None, mark: cross });
        let Point { x, y } = journey.stop;
        self.take(Room::upright(x - px(7), y - px(7), x + px(7), y + px(7)));
        let expired = journey.landing == Landing::Expired;
        let words = if expired { say::expired(lang) } else { say::lost(lang) };
        let label = |dx: i32, dy: i32, anchor| {
            let at = Point::new(x + px(dx), y + px(dy));
            Text::plain("lostl", at, anchor, words)
        };
        let places = [
            label(0, 25, Anchor::Middle),
            label(7, 22, Anchor::Start),
            label(-7, 22, Anchor::End),
            label(0, -13, Anchor::Middle),
        ];
        self.settle_first(&places, step, id);
    }

    /// `RTO 1 s: fired`, above the line of what is sent again.
    fn fired(&mut self, span: &TimerSpan) {
        if span.end != TimerEnd::Fired || span.timer == Timer::TimeWait {
            return;
        }
        let Frame { layout, scale, lang, .. } = self.frame;
        let versions = [&*span.name(), span.timer.name()].map(|name| say::fired(*lang, name));
        let x = layout.inward(span.host, layout.band() + px(12));
        let anchor = match span.host {
            Host::Client => Anchor::Start,
            Host::Server => Anchor::End,
        };
        let y = scale.y(span.to);
        let mut places = Vec::new();
        // Above the capsule of what is sent again, if there is room.
        for words in &versions {
            for dy in [-18, -26, -10, 18, 26, 40] {
                places.push(Text::plain("an warn", Point::new(x, y + px(dy)), anchor, words));
            }
        }
        self.settle_first(&places, span.steps.end, None);
    }

    /// What befell a host, beside its lane.
    fn befell(&mut self) {
        let Frame { run, lang, .. } = self.frame;
        for (step, event) in told(run) {
            if let EventKind::Host { host, change } = event.kind {
                self.beside_lane(host, step, "an warn", say::befell(*lang, change));
            }
        }
    }

    /// How full the queues are whenever that changes, where there is no room for it outside.
    fn queues(&mut self) {
        if self.frame.layout.kind == LayoutKind::Phone {
            for (n, words) in self.frame.queue_changes() {
                self.beside_lane(Host::Server, n + 1, "sub q", &words[0]);
            }
        }
    }

    fn beside_lane(&mut self, host: Host, step: usize, class: &str, words: &str) {
        let Frame { run, layout, scale, .. } = self.frame;
        let at = run.beats[step - 1].at;
        let x = layout.inward(host, layout.band() + px(12));
        let anchor = match host {
            Host::Client => Anchor::Start,
            Host::Server => Anchor::End,
        };
        let place =
            |dy: i32| Text::plain(class, Point::new(x, scale.y(at) + px(dy)), anchor, words);
        self.settle_first(&[-14, 22, -24, 32, 44, 56, -36, -48].map(place), step, None);
    }

    /// How many beats have happened when a journey is over, or when the run is.
    fn landed(&self, journey: &Journey) -> usize {
        journey.steps.end.min(self.frame.run.beats.len())
    }

    /// Takes the first place that is free and behind which no line passes, or else the first
    /// that is free.
    fn settle_first(&mut self, places: &[Text], step: usize, id: SegmentNo) {
        let mut best: Option<&Text> = None;
        for text in places {
            if self.is_free(&text.room()) {
                if self.lines_behind(text, id) == 0 {
                    best = Some(text);
                    break;
                }
                best = best.or(Some(text));
            }
        }
        if let Some(text) = best {
            self.settle(text.clone(), step, id);
        }
    }

    fn settle(&mut self, text: Text, step: usize, id: SegmentNo) {
        self.take(text.room());
        self.words.push(Word { step, id, future: None, mark: Mark::Text(text) });
    }

    /// The label of a segment, where it costs least: at the place that is the best by itself if
    /// several cost the same.
    fn segment(&mut self, journey: &Journey) {
        let mut best: Option<(i32, i32, Text)> = None;
        let order = if self.is_crossed(journey) { THIRD_FIRST } else { MIDDLE_FIRST };
        let followers = self.followers(journey);
        // Below means below the last of the lines that the label speaks for.
        let sides = [ABOVE_LINE, BELOW_LINE + APART * followers.len().min(FARTHEST_APART) as i32];
        let (class, turn) = (label_class(journey), journey.direction().upright());
        let versions = self.frame.versions(journey, followers);
        // Beside the path that a lost segment did not go, if there is no room beside its line.
        for end in [journey.stop, journey.target] {
            if best.is_some() {
                break;
            }
            for (shorter, spans) in versions.iter().enumerate() {
                for (away, twelfths) in order.into_iter().enumerate() {
                    let on = journey.start.toward(end, twelfths, 12);
                    for (below, y) in sides.into_iter().enumerate() {
                        let own =
                            shorter as i32 * SHORTER + away as i32 * AWAY + below as i32 * BELOW;
                        // Lines behind only add to what a place costs.
                        if best.as_ref().is_some_and(|(least, ..)| *least <= own) {
                            continue;
                        }
                        let text = along(&class, on, turn, y, spans.clone());
                        if !self.is_free(&text.room()) {
                            continue;
                        }
                        let cost = own + self.lines_behind(&text, Some(journey.id)) * CROSSED;
                        if best.as_ref().is_none_or(|(least, by, _)| (cost, own) < (*least, *by)) {
                            best = Some((cost, own, text));
                        }
                    }
                }
            }
        }
        if let Some((.., text)) = best {
            self.settle(text, self.landed(journey), Some(journey.id));
        }
    }

    fn is_free(&self, room: &Room) -> bool {
        let Frame { layout, bottom, .. } = self.frame;
        let (left, right) = room.breadth();
        let inside = left >= layout.lanes.client + layout.band() + px(1)
            && right <= layout.lanes.server - layout.band() - px(1)
            && room.height().1 <= *bottom;
        let wide = room.grown(GAP);
        let near = self.rooms.near(wide.height());
        inside && !near.iter().any(|number| wide.overlaps(&self.taken[*number]))
    }

    /// How many lines but its own pass behind a label.
    fn lines_behind(&self, text: &Text, own: SegmentNo) -> i32 {
        let room = text.room();
        let mut behind = 0;
        for number in self.lines.near(room.height()) {
            let other = &self.journeys[number];
            behind += i32::from(Some(other.id) != own && room.meets(other.start, other.stop));
        }
        behind
    }

    fn is_crossed(&self, journey: &Journey) -> bool {
        let (top, bottom) = (journey.start.y, journey.stop.y);
        self.lines.near((top, bottom)).iter().any(|number| {
            let other = &self.journeys[*number];
            other.from != journey.from && top.max(other.start.y) < bottom.min(other.stop.y)
        })
    }

    /// Whether it is the first of those that go the same way at the same time and say the same.
    fn leads(&self, journey: &Journey) -> bool {
        for other in self.journeys[..journey.id as usize - 1].iter().rev() {
            if other.sent != journey.sent {
                break;
            }
            if same_label(other, journey) {
                return false;
            }
        }
        true
    }

    fn followers(&self, journey: &Journey) -> Vec<&'a Segment> {
        let mut followers = Vec::new();
        for other in &self.journeys[journey.id as usize..] {
            if other.sent != journey.sent {
                break;
            }
            if same_label(other, journey) {
                followers.push(&self.frame.run.flight(other.id).segment);
            }
        }
        followers
    }
}

fn same_label(one: &Journey, other: &Journey) -> bool {
    let what = |j: &Journey| (j.from, j.forged, j.sent, j.role, j.copy, j.ended, j.arrived());
    what(one) == what(other)
}

fn label_class(journey: &Journey) -> String {
    format!("sl {}{}", journey.role.class(), journey.origin())
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
            j if j.forged => say::forged(self.lang),
            j if j.copy => say::copy(self.lang),
            _ => "",
        };
        let times = if more.is_empty() { String::new() } else { format!(" ×{}", more.len() + 1) };
        let flags = Span::new("fl", format!("{origin}{}{times}", segment.flags));
        let last = more.last().copied().unwrap_or(segment);
        let mut versions: Vec<Vec<Span>> = Vec::new();
        let numbers = numbers(segment, last);
        let more = [self.window(journey.id), options_in_short(&segment.options)];
        let more = more.join(" ");
        let more = more.trim();
        let and_more = |numbers: &str| match more {
            "" => numbers.to_owned(),
            more => [numbers, " ", more].concat(),
        };
        let (all, short) = (and_more(&numbers), and_more(&seq(segment)));
        for numbers in [all, short, numbers, seq_ack(segment), seq(segment)] {
            let spans = vec![flags.clone(), Span::new("nu", numbers).after(px(7))];
            if !versions.contains(&spans) {
                versions.push(spans);
            }
        }
        versions.push(vec![flags]);
        if journey.forged {
            // Where it begins there is a mask.
            versions.push(vec![Span::new("fl", segment.flags.to_string())]);
        }
        versions
    }
}

impl Frame<'_> {
    /// The window where it decides what happens: it is zero, or was in the segment before.
    fn window(&self, id: SegmentId) -> String {
        let flight = self.run.flight(id);
        let shut =
            |flight: &Flight| flight.segment.wnd == 0 && flight.segment.has(SegmentFlags::ACK);
        let earlier = self.run.flights[..id as usize - 1].iter().rev();
        let mut earlier =
            earlier.filter(|other| (other.flow, other.from) == (flight.flow, flight.from));
        let opens = earlier.next().is_some_and(shut);
        if shut(flight) || opens && flight.segment.has(SegmentFlags::ACK) {
            return format!("win={}", flight.segment.wnd);
        }
        String::new()
    }
}

/// The options that decide something, in a few letters: `mss 1460 FO`.
fn options_in_short(options: &Options) -> String {
    let mut short = Vec::new();
    short.extend(options.mss.map(|mss| format!("mss {mss}")));
    short.extend(options.window_scale.map(|shift| format!("wscale {shift}")));
    short.extend(options.timestamps.map(|stamps| format!("TS {}", stamps.tsval)));
    short.extend(options.fast_open.map(|fast_open| match fast_open {
        FastOpen::Request => "FO?".to_owned(),
        FastOpen::Cookie(_) => "FO cookie".to_owned(),
    }));
    short.join(" ")
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

/// As many of a segment's numbers as there is room for.
pub(super) fn numbers_within(segment: &Segment, room: Px) -> String {
    for words in [numbers(segment, segment), seq_ack(segment)] {
        if width_of(&words, 12) <= room {
            return words;
        }
    }
    seq(segment)
}

/// `seq=1001 ack=2001 data 1001..1030`, up to the last of several segments.
fn numbers(segment: &Segment, last: &Segment) -> String {
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
