//! The parts that are not drawn anew with every event. Some tell the time that the stage shows in
//! words, now and then while it plays; the others change with the run, with what is seen of it, or
//! with what they say. While it plays, and when it ends, what has happened is drawn in a row of frames.

use crate::app::{App, Dispatch};
use crate::browser::Later;
use crate::clock::{Clock, Drawn, Listening, in_words, whole_millis};
use crate::element::nodes;
use crate::evidence::states::states;
use crate::evidence::variables::card;
use crate::stage::{
    Sight, ahead, capsule, caption, flying, heads, hits, lanes, legend, marks, notes, running,
    times, words,
};
use crate::transcript::{is_open, rows, table};
use crate::transport::ticks;
use std::rc::Rc;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_model::trace::SegmentId;
use tcp_view::app::Show;
use tcp_view::ladder::Ladder;
use tcp_view::states::last_change;
use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

/// Such a part.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// The names of both ends.
    Heads,
    /// The ground of the lanes, and a block of the times on it.
    Lanes,
    Times(usize),
    /// A block of the run in grey, and in colour.
    Future(usize),
    Past(usize),
    /// A block of the words on it, by the first, and of the lines to be pointed at.
    Words(usize),
    Hits(usize),
    /// The paths before what is in flight.
    Ahead,
    /// What is in flight: all of it, and a segment.
    Capsules,
    Capsule(SegmentId),
    /// What is said of the last event beside it, and a block of the notes before that.
    Caption,
    Notes(usize),
    /// What the marks mean.
    Legend,
    /// The table, all of it or what is near the step, and a block of it, by its first beat.
    Table(bool),
    Rows(usize),
    /// What is sent, on the timeline: before it has happened, and from then on.
    Ticks(bool),
    /// The time at the playhead.
    Now,
    /// The timers that run on the stage.
    Timers,
    /// The states of both ends, and the variables of one.
    States,
    Variables(Host),
}

impl Part {
    fn is_still(self) -> bool {
        !matches!(self, Part::Now | Part::Timers | Part::Variables(_))
    }

    /// As much as it has to know of how many beats have happened.
    fn step(self, sight: &Sight, step: usize) -> usize {
        let Ladder { words, journeys, .. } = &*sight.ladder;
        // The last step of a block that has happened.
        let among = |of: &dyn Fn(usize) -> usize, len: usize, first: usize| {
            let block = (first..len.min(first + BLOCK)).map(of);
            block.filter(|other| *other <= step).max().unwrap_or(0)
        };
        match self {
            Part::Words(first) => among(&|i| words[i].step, words.len(), first),
            Part::Hits(first) => among(&|i| journeys[i].steps.start, journeys.len(), first),
            Part::Notes(first) => step.min(first + NOTES + 1),
            Part::Table(_) | Part::Caption | Part::Now | Part::Timers => step,
            Part::Ahead | Part::Capsules | Part::Variables(_) => step,
            Part::States => last_change(&sight.show.run, step),
            Part::Capsule(_) | Part::Heads | Part::Lanes | Part::Legend | Part::Ticks(_) => 0,
            Part::Times(_) | Part::Future(_) | Part::Past(_) | Part::Rows(_) => 0,
        }
    }

    /// Its rank among those that take turns to be drawn anew while it plays; zero for what is drawn with
    /// the page.
    fn rank(self) -> u32 {
        match self {
            Part::Capsules => 1,
            Part::Words(_) => 2,
            Part::Notes(_) => 3,
            Part::Caption => 4,
            Part::Ahead => PLACES + 1,
            Part::Hits(_) => PLACES + 2,
            Part::Variables(_) => PLACES + 3,
            Part::States => PLACES + 4,
            Part::Timers => PLACES + 5,
            Part::Table(_) => PLACES + 6,
            Part::Heads | Part::Lanes | Part::Times(_) | Part::Future(_) | Part::Past(_) => 0,
            Part::Legend | Part::Ticks(_) | Part::Now | Part::Capsule(_) | Part::Rows(_) => 0,
        }
    }

    /// The rank of what is new because what is seen of a long run has changed while it plays: that
    /// begins out of sight.
    fn enters(self) -> u32 {
        match (self, self.number()) {
            (Part::Capsule(_) | Part::Notes(_), _) | (_, None) => self.rank(),
            (_, Some(_)) => LOOKS + 1,
        }
    }

    /// What tells it from others of its kind: the first of a block, or the number of a segment.
    fn number(self) -> Option<usize> {
        match self {
            Part::Times(first) | Part::Future(first) | Part::Past(first) => Some(first),
            Part::Words(first) | Part::Hits(first) | Part::Notes(first) => Some(first),
            Part::Rows(first) => Some(first),
            Part::Capsule(id) => Some(id as usize),
            Part::Heads | Part::Lanes | Part::Capsules | Part::Caption | Part::Legend => None,
            Part::Ahead
            | Part::Ticks(_)
            | Part::Now
            | Part::Timers
            | Part::States
            | Part::Variables(_) => None,
            Part::Table(_) => None,
        }
    }
}

/// The ranks of others that take turns with these parts: what is said is put into its place, the
/// studio is drawn, and it is looked which part of the run is seen.
pub(crate) const PLACES: u32 = 5;
pub(crate) const STUDIO: u32 = PLACES + 7;
pub(crate) const LOOKS: u32 = STUDIO + 1;

/// So many rows, words or lines are written anew together, and so many notes.
pub(crate) const BLOCK: usize = 25;
pub(crate) const NOTES: usize = 8;

/// So many segments begin to move together.
const TOGETHER: u32 = 4;

/// What such a part depends on besides the time.
#[derive(Clone, Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) part: Part,
    pub(crate) show: Show,
    pub(crate) ladder: Drawn,
    pub(crate) clock: Clock,
    pub(crate) step: usize,
    /// Whether it plays, and whether this takes turns with others.
    pub(crate) playing: bool,
    pub(crate) in_turns: bool,
    pub(crate) selected: Option<SegmentId>,
    pub(crate) dispatch: Dispatch,
}

impl Props {
    /// Whether they are the same, but for whether it plays.
    fn is_as(&self, other: &Props) -> bool {
        let Props { playing, in_turns, .. } = *other;
        Props { playing, in_turns, ..self.clone() } == *other
    }
}

/// Such a part of the page.
pub(crate) fn live(app: &App, sight: &Sight, part: Part) -> Html {
    let mut props = Props {
        part,
        show: sight.show.clone(),
        ladder: sight.ladder.clone(),
        clock: sight.clock.clone(),
        step: part.step(sight, sight.step(&app.state)),
        playing: app.state.playing && part.rank() > 0,
        in_turns: app.takes_turns() && part.rank() > 0,
        selected: None,
        dispatch: app.dispatch.clone(),
    };
    let own = |id: &SegmentId| match part {
        Part::Hits(first) => (1..=BLOCK).contains(&(*id as usize).wrapping_sub(first)),
        part => part == Part::Capsules,
    };
    props.selected = app.state.selected.filter(own);
    component(props)
}

fn component(props: Props) -> Html {
    let key = props.part.number().map(Key::from);
    VComp::new::<Live>(Rc::new(props), key).into()
}

/// A part within another one, which is drawn with it.
pub(crate) fn within(part: Part, step: usize, props: &Props) -> Html {
    let mut props = Props { part, step, playing: false, in_turns: false, ..props.clone() };
    props.selected = props.selected.filter(|id| part == Part::Capsule(*id));
    component(props)
}

/// The segments in flight, up to one of them.
fn capsules(props: &Props, last: SegmentId) -> Html {
    let flying = flown(props).filter(|id| *id <= last);
    nodes(flying.map(|id| within(Part::Capsule(id), 0, props)))
}

struct Live {
    now: Instant,
    /// It is going to be drawn, for the first time.
    later: Option<Later>,
    first: bool,
    /// The last of the segments in flight that is drawn, how many do not move yet, and whether something has
    /// changed since they were drawn.
    last: SegmentId,
    stand: u32,
    stale: bool,
    _listening: Option<Listening>,
}

/// What such a part hears.
enum Heard {
    Time(Instant),
    /// It is its turn to be drawn.
    Turn,
}

impl Component for Live {
    type Message = Heard;
    type Properties = Props;

    fn create(ctx: &Context<Live>) -> Live {
        let Props { clock, part, in_turns, .. } = ctx.props();
        let listen = || clock.listen(ctx.link().callback(Heard::Time));
        let _listening = (!part.is_still()).then(listen);
        let now = whole_millis(clock.now());
        // What the last event has brought is there at once.
        let at_once = clock.at_rest() || part.rank() > 0 && !in_turns;
        let rank = if at_once { 0 } else { part.enters() };
        let later = (rank > 0).then(|| Later::turn(rank, turn(ctx)));
        let first = later.is_some();
        let last = sent(ctx.props(), 0, usize::MAX);
        Live { now, later, first, last, stand: 0, stale: false, _listening }
    }

    fn update(&mut self, ctx: &Context<Live>, heard: Heard) -> bool {
        let Heard::Time(now) = heard else {
            self.now = whole_millis(ctx.props().clock.now());
            self.first = false;
            // Where that would be too much for one, a segment is drawn in a turn and moves from a later one on,
            // together with others.
            let next = sent(ctx.props(), self.last, 1);
            let moves = self.stand > 0 && (next == self.last || self.stand == TOGETHER);
            if moves {
                self.stand = 0;
                ctx.props().clock.fly(&ctx.props().ladder);
            } else {
                let stands = next > self.last && Later::is_slow();
                self.stand = if stands { self.stand + 1 } else { 0 };
                self.last = next;
            }
            let more = self.stand > 0 || sent(ctx.props(), self.last, 1) != self.last;
            self.later = more.then(|| Later::again(ctx.props().part.rank(), turn(ctx)));
            return std::mem::take(&mut self.stale) || !moves;
        };
        if self.later.is_some() {
            return false;
        }
        let before = std::mem::replace(&mut self.now, whole_millis(now));
        self.now != before
    }

    fn changed(&mut self, ctx: &Context<Live>, before: &Props) -> bool {
        let Props { clock, part, playing, in_turns, show, .. } = ctx.props();
        self.now = whole_millis(clock.now());
        // A table that is closed stays as it was while it plays.
        let is_same = *playing && *show == before.show;
        if *part == Part::Table(false) {
            if is_same && !is_open() {
                return false;
            }
        } else if self.later.is_none() && ctx.props().is_as(before) {
            return false;
        }
        self.stale = true;
        if !in_turns || clock.at_rest() || *show != before.show {
            self.later = None;
            self.stale = false;
            self.first = false;
            self.stand = 0;
            self.last = sent(ctx.props(), 0, usize::MAX);
        } else if self.later.is_none() && part.rank() > 0 {
            self.later = Some(Later::turn(part.rank(), turn(ctx)));
        }
        self.later.is_none()
    }

    fn view(&self, ctx: &Context<Live>) -> Html {
        if self.first {
            return Html::default();
        }
        let drawn = match ctx.props().part {
            Part::Heads => heads(&ctx.props().ladder),
            Part::Lanes => return lanes(&ctx.props().ladder),
            Part::Times(first) => return times(&ctx.props().ladder, first),
            Part::Future(first) => return marks(&ctx.props().ladder.future, first),
            Part::Past(first) => return marks(&ctx.props().ladder.past, first),
            Part::Words(first) => return words(ctx.props(), first),
            Part::Hits(first) => return hits(ctx.props(), first),
            Part::Ahead => return ahead(ctx.props()),
            Part::Capsules => return capsules(ctx.props(), self.last),
            Part::Capsule(id) => return capsule(ctx.props(), id),
            Part::Caption => caption(ctx.props()),
            Part::Notes(first) => return notes(ctx.props(), first),
            Part::Legend => legend(&ctx.props().ladder, ctx.props().show.lang),
            Part::Table(whole) => return table(ctx.props(), whole),
            Part::Rows(first) => return rows(ctx.props(), first),
            Part::Now => return in_words(self.now).into(),
            Part::Ticks(past) => ticks(ctx.props(), past),
            Part::Timers => running(ctx.props(), self.now),
            Part::States => states(ctx.props()),
            Part::Variables(host) => card(ctx.props(), host, self.now),
        };
        drawn.html()
    }

    fn rendered(&mut self, ctx: &Context<Live>, _: bool) {
        let Props { part, clock, ladder, .. } = ctx.props();
        if *part == Part::Capsules {
            clock.carry(flying(ctx.props(), self.last));
            if self.stand == 0 {
                clock.fly(ladder);
            }
        }
    }
}

/// Of the segments in flight that were sent after one, the last or the one that ends so many.
fn sent(props: &Props, after: SegmentId, most: usize) -> SegmentId {
    if props.part != Part::Capsules {
        return after;
    }
    flown(props).filter(|id| *id > after).take(most).last().unwrap_or(after)
}

/// The segments in flight.
fn flown(props: &Props) -> impl Iterator<Item = SegmentId> {
    let journeys = props.ladder.journeys.iter();
    journeys.filter(|one| one.steps.contains(&props.step)).map(|one| one.id)
}

/// It is its turn to be drawn.
fn turn(ctx: &Context<Live>) -> impl FnOnce(f64) + 'static {
    let link = ctx.link().clone();
    move |_| link.send_message(Heard::Turn)
}
