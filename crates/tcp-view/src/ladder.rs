//! A run as a ladder: two lanes, time running down. One geometry for the page, for exported
//! figures and for posters; [`crate::svg`] and the page only write it down.
//!
//! A ladder is layers. [`ground`](Ladder::ground) never changes. [`future`](Ladder::future) is
//! the whole run in grey, [`past`](Ladder::past) the whole run in colour, made so that its part
//! above the playhead is exactly what is true then: the page shows it behind a curtain cut at
//! `ladder.scale.y(t)`. [`words`](Ladder::words) are switched when their beat has come: several can
//! share a time, and what comes later has not happened yet.
//! [`breaks`](Ladder::breaks) lie on top of all of them, and on top of those the capsules of what
//! is in flight ([`Ladder::capsules`]) and the timers that run ([`Ladder::running`]).

mod band;
mod capsule;
mod ground;
mod journey;
mod label;
mod layout;
mod names;
mod nearby;
mod outage;
mod queues;
mod room;
pub(crate) mod say;
#[cfg(test)]
mod tests;
mod timers;

pub use band::{Half, Phase, phases};
pub use capsule::{Capsule, in_flight, numbers_in_flight};
pub(crate) use journey::mask;
pub use journey::{Journey, Role};
pub use layout::{Layout, LayoutKind};
pub use queues::QueueSizes;
pub use room::{Room, is_wide, width_of};
pub use timers::{RunningTimer, TimerEnd, TimerSpan, spans};

use crate::fixed::{Px, px};
use crate::scale::{Scale, Slope, active_time, usual_delay};
use crate::scene::Mark;
use label::Labels;
use tcp_model::host::{Host, PerHost};
use tcp_model::time::Instant;
use tcp_model::trace::{Event, Flight, Run, SegmentId};
use tcp_scenarios::prose::Lang;

/// What a ladder depends on besides its run.
#[derive(Clone, Debug)]
pub struct LadderOptions<'a> {
    /// Where things stand across.
    pub layout: Layout,
    /// The language of its few words.
    pub lang: Lang,
    /// Addresses below the heads of the lanes.
    pub addresses: Option<PerHost<String>>,
    /// How much the listener's queues hold.
    pub queues: QueueSizes,
    /// A run that is drawn beside this one on a common time axis.
    pub beside: Option<&'a Run>,
}

/// Words of a ladder, switched on with a beat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// How many beats have happened when they are true; at least one.
    pub step: usize,
    /// The segment that they are about.
    pub id: Option<SegmentId>,
    /// How they look before: grey, or not at all.
    pub future: Option<Mark>,
    /// How they look from then on.
    pub mark: Mark,
}

/// A time at the left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tick {
    /// The time.
    pub at: Instant,
    /// Where it is. The page hides what is within 20 px of the playhead.
    pub y: Px,
    /// How it is written.
    pub label: String,
    /// Its words; `None` where the layout has no room for times.
    pub mark: Option<Mark>,
}

/// A part of a drawing, from one y to another.
pub type Stretch = (Px, Px);

/// Whether what is drawn from one y to another is seen in a stretch.
fn reach((top, bottom): Stretch, from: Px, to: Px) -> bool {
    from <= bottom && to >= top
}

impl Journey {
    /// Whether its line, or the path that it did not go, is seen in a stretch.
    pub fn reaches(&self, stretch: Stretch) -> bool {
        reach(stretch, self.start.y, self.stop.y.max(self.target.y))
    }
}

impl Mark {
    /// Whether words are seen in a stretch; what is no words always is.
    pub fn reaches(&self, stretch: Stretch) -> bool {
        let Mark::Text(text) = self else { return true };
        let y = text.at.y + text.transform.map_or(Px::ZERO, |place| place.origin.y);
        reach(stretch, y, y)
    }
}

/// A drawn run.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// The width of the drawing.
    pub width: Px,
    /// Its height.
    pub height: Px,
    /// Where things stand across.
    pub layout: Layout,
    /// Time and y.
    pub scale: Scale,
    /// What stays the same: strip of the time before, hair lines, heads.
    pub ground: Vec<Mark>,
    /// Times at the left.
    pub ticks: Vec<Tick>,
    /// The whole run in grey.
    pub future: Vec<Mark>,
    /// The whole run in colour, to be cut at the playhead.
    pub past: Vec<Mark>,
    /// State names, labels, crosses and fired timers.
    pub words: Vec<Word>,
    /// Scale breaks.
    pub breaks: Vec<Mark>,
    /// The lines, by segment number: `journeys[id - 1]`.
    pub journeys: Vec<Journey>,
    /// The timers.
    pub timers: Vec<TimerSpan>,
    /// What the capsules say, in the same order as the lines.
    labels: Vec<CapsuleLabel>,
    /// Where state names stand.
    names: PerHost<Vec<std::ops::Range<Px>>>,
    lang: Lang,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct CapsuleLabel {
    flags: String,
    numbers: String,
}

/// What everything that is drawn depends on.
struct Frame<'a> {
    run: &'a Run,
    layout: &'a Layout,
    lang: Lang,
    scale: &'a Scale,
    /// The top of the strip above the beginning, if old duplicates come from there.
    strip: Option<Px>,
    /// The axis of the attacker's lane, if there is one.
    attacker: Option<Px>,
    queues: QueueSizes,
    /// Where the lanes end.
    bottom: Px,
}

/// Room above the beginning: for the states before, or for the strip of old duplicates.
const BEFORE: Px = px(24);
const STRIP: Px = px(50);
/// Room below the last event.
const AFTER: Px = px(44);

impl Frame<'_> {
    /// Where the lanes begin.
    fn top(&self) -> Px {
        match self.strip {
            Some(_) => self.scale.y(Instant::ZERO),
            None => self.layout.head,
        }
    }
}

/// Half of the head of an arrow, or of the cross in its place.
const END: Px = px(10);

impl Ladder {
    /// Draws a run.
    pub fn new(run: &Run, options: &LadderOptions<'_>) -> Ladder {
        let LadderOptions { layout, lang, addresses, queues, beside } = options;
        let mut runs = vec![run];
        if let Some(beside) = beside {
            runs.push(beside);
        }
        let strip = runs.iter().any(|run| has_strip(run)).then_some(layout.head);
        let zero = layout.head + if strip.is_some() { STRIP } else { BEFORE };
        let scale = axis(&runs, layout, zero);
        let bottom = scale.y(scale.end()) + layout.room().max(AFTER);
        let (lang, queues, attacker) = (*lang, *queues, layout.attacker(run));
        let frame = Frame { run, layout, lang, scale: &scale, strip, attacker, queues, bottom };
        frame.ladder(addresses.as_ref())
    }

    /// The rooms near a stretch of what segments whose journey is over at a time have left: where it has
    /// ended, and what is said of them. What is in flight is not said yet.
    pub fn left_by_segments(&self, t: Instant, stretch: Stretch) -> Vec<Room> {
        let mut rooms = Vec::new();
        for Journey { ended, stop, .. } in &self.journeys {
            if *ended <= t && reach(stretch, stop.y, stop.y) {
                let (x, y) = (stop.x, stop.y);
                rooms.push(Room::upright(x - END, y - END, x + END, y + END));
            }
        }
        for word in &self.words {
            let is_over = word.id.is_some_and(|id| self.journey(id).ended <= t);
            if let (true, Mark::Text(text)) = (is_over && word.mark.reaches(stretch), &word.mark) {
                rooms.push(text.room());
            }
        }
        rooms
    }

    /// Which of the marks of [`future`](Ladder::future) or [`past`](Ladder::past) are to be seen in a
    /// stretch of y: brackets and lines that reach into it, and all that is not for a timer or a
    /// segment.
    pub fn seen(&self, marks: &[Mark], stretch: Stretch) -> impl Iterator<Item = bool> {
        let lines = marks.len().saturating_sub(self.journeys.len());
        let brackets = lines.saturating_sub(self.timers.len());
        (0..marks.len()).map(move |number| match number {
            n if n < brackets => true,
            n if n < lines => {
                let span = &self.timers[n - brackets];
                reach(stretch, self.scale.y(span.from), self.scale.y(span.to))
            }
            n => self.journeys[n - lines].reaches(stretch),
        })
    }

    /// The line of a segment.
    pub fn journey(&self, id: SegmentId) -> &Journey {
        &self.journeys[id as usize - 1]
    }

    /// The line of the segment that entered the network last when so many beats have happened.
    pub fn last_sent(&self, step: usize) -> Option<&Journey> {
        self.journeys.iter().take_while(|journey| journey.steps.start <= step).last()
    }
}

impl Frame<'_> {
    fn ladder(&self, addresses: Option<&PerHost<String>>) -> Ladder {
        let journeys = self.journeys();
        let timers = spans(self.run);
        let lanes = PerHost {
            client: phases(self.run, Host::Client),
            server: phases(self.run, Host::Server),
        };
        let names = Host::BOTH.map(|host| self.names(host, &lanes[host], &timers));
        let mut words = self.labels(&journeys, &timers);
        let [client, mut server] = names;
        self.queue_notes(&mut server);
        let [client, server] = [client, server].map(|names| {
            words.extend(names.words);
            names.taken
        });
        let ticks = self.ticks();
        Ladder {
            width: self.layout.width,
            height: self.bottom + px(8),
            layout: self.layout.clone(),
            scale: self.scale.clone(),
            ground: self.ground(&ticks, addresses),
            future: self.layer(&lanes, &timers, &journeys, " fu"),
            past: self.layer(&lanes, &timers, &journeys, ""),
            words,
            breaks: self.breaks(),
            labels: self.capsule_labels(),
            ticks,
            journeys,
            timers,
            names: PerHost { client, server },
            lang: self.lang,
        }
    }

    /// The run in its own colours, or with `tone` added to every class.
    fn layer(
        &self,
        lanes: &PerHost<Vec<Phase>>,
        timers: &[TimerSpan],
        journeys: &[Journey],
        tone: &str,
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        for host in Host::BOTH {
            self.lane(host, &lanes[host], tone, &mut marks);
        }
        self.outages(tone, &mut marks);
        for span in timers {
            marks.push(self.bracket(span, tone));
        }
        for journey in journeys {
            marks.push(journey.marks(tone));
        }
        marks
    }

    /// Labels, crosses and fired timers.
    fn labels(&self, journeys: &[Journey], timers: &[TimerSpan]) -> Vec<Word> {
        let (left, right) = (Px::ZERO, self.layout.width);
        let mut labels = Labels::new(self, journeys);
        for cut in self.scale.breaks() {
            labels.take(Room::upright(left, cut.y0 + px(6), right, cut.y1 - px(6)));
        }
        for span in timers {
            if let Some(mark) = self.fired(span) {
                labels.words.push(Word { step: span.steps.end, id: None, future: None, mark });
            }
        }
        labels.place(timers);
        labels.words
    }

    fn capsule_labels(&self) -> Vec<CapsuleLabel> {
        let room = self.layout.span() - px(8);
        let mut labels = Vec::new();
        for Flight { segment, .. } in &self.run.flights {
            let numbers = label::numbers_within(segment, room);
            labels.push(CapsuleLabel { flags: segment.flags.to_string(), numbers });
        }
        labels
    }
}

/// Time and y for runs on a common axis that begins at `zero`: it depends on the kind of the layout, and not
/// on its width.
pub fn axis(runs: &[&Run], layout: &Layout, zero: Px) -> Scale {
    Scale::new(runs, slope(runs, layout), zero, layout.room())
}

/// Every event of a run, with how many beats have happened when it has.
pub(crate) fn told(run: &Run) -> impl Iterator<Item = (usize, &Event)> {
    let beats = run.beats.iter().enumerate();
    beats.flat_map(|(n, beat)| run.events[beat.events.clone()].iter().map(move |e| (n + 1, e)))
}

fn has_strip(run: &Run) -> bool {
    let early = usual_delay(run) * 3;
    run.flights.iter().any(|flight| journey::comes_from_strip(flight, early))
}

/// As steep as a delay needs for labels beside its arrow, and less for a long run: the drawing
/// is to be as high as one can see at once, if that is possible.
fn slope(runs: &[&Run], layout: &Layout) -> Slope {
    let (mut per, mut active) = Default::default();
    for run in runs {
        per = usual_delay(run).max(per);
        active = active_time(run).max(active);
    }
    let (height, least, most) = match layout.kind {
        LayoutKind::Wide => (px(320), px(44), px(80)),
        LayoutKind::Embed => (px(340), px(56), px(84)),
        LayoutKind::Phone => (px(72), px(72), px(72)),
    };
    let share = |per: u64, active: u64| height.scaled(per as i64, active.max(1) as i64);
    let height = share(per.as_micros(), active.as_micros());
    Slope { height: height.max(least).min(most), per }
}
