//! The parts that are not drawn anew with every event. Some tell the time that the stage shows in
//! words, now and then while it plays; the others change with the run, with what is seen of it, or
//! with what they say. While it plays what has happened is drawn in a row of frames, some parts in each.

use crate::app::{App, Dispatch};
use crate::browser::Later;
use crate::clock::{Clock, Drawn, Listening, in_words, whole_millis};
use crate::evidence::states::states;
use crate::evidence::variables::variables;
use crate::stage::{
    Sight, capsules, caption, flying, heads, hits, lanes, legend, marks, notes, running, times,
    words,
};
use crate::transcript::rows;
use crate::transport::ticks;
use std::rc::Rc;
use tcp_model::time::Instant;
use tcp_model::trace::SegmentId;
use tcp_view::app::Show;
use tcp_view::ladder::Ladder;
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
    /// What is in flight.
    Capsules,
    /// What is said of the last event beside it, and a block of the notes before that.
    Caption,
    Notes(usize),
    /// What the marks mean.
    Legend,
    /// A block of the table, by its first beat.
    Rows(usize),
    /// What is sent, on the timeline: before it has happened, and from then on.
    Ticks(bool),
    /// The time at the playhead.
    Now,
    /// The timers that run on the stage.
    Timers,
    /// The states of both ends, and their variables.
    States,
    Variables,
}

impl Part {
    fn is_still(self) -> bool {
        !matches!(self, Part::Now | Part::Timers | Part::Variables)
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
            Part::Rows(first) if !(1..=BLOCK).contains(&step.wrapping_sub(first)) => 0,
            Part::Notes(first) => step.min(first + BLOCK + 1),
            Part::Rows(_) | Part::Caption | Part::Now | Part::Timers => step,
            Part::Capsules | Part::States | Part::Variables => step,
            Part::Heads | Part::Lanes | Part::Legend | Part::Ticks(_) => 0,
            Part::Times(_) | Part::Future(_) | Part::Past(_) => 0,
        }
    }

    /// How many frames after the stage it is drawn anew while it plays.
    fn later(self) -> u32 {
        match self {
            Part::Caption | Part::Notes(_) | Part::Words(_) => 1,
            Part::Capsules => FLYING,
            Part::Hits(_) => 8,
            Part::Variables => 9,
            Part::States => 10,
            Part::Rows(_) => 11,
            Part::Heads | Part::Lanes | Part::Times(_) | Part::Future(_) | Part::Past(_) => 0,
            Part::Legend | Part::Ticks(_) | Part::Now | Part::Timers => 0,
        }
    }

    /// How many frames later it is there when what is seen of a long run changes while it plays:
    /// that begins out of sight.
    fn enters(self) -> u32 {
        match self {
            Part::Times(first) | Part::Future(first) => 2 + (first / BLOCK % 2) as u32,
            Part::Past(first) => 4 + (first / BLOCK % 2) as u32,
            Part::Words(first) => 6 + (first / BLOCK % 2) as u32,
            Part::Hits(_) => 8,
            Part::Rows(first) => 9 + (first / BLOCK % 3) as u32,
            Part::Heads | Part::Lanes | Part::Capsules | Part::Caption | Part::Notes(_) => 0,
            Part::Legend | Part::Ticks(_) | Part::Now | Part::Timers => 0,
            Part::States | Part::Variables => 0,
        }
    }
}

/// How many frames after the stage what is in flight is drawn anew while it plays.
pub(crate) const FLYING: u32 = 3;

/// While it plays so many of them are new in a frame, and as many again in the next.
const AT_ONCE: usize = 6;

/// So many rows, words or lines are written anew together.
pub(crate) const BLOCK: usize = 25;

/// What such a part depends on besides the time.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) part: Part,
    pub(crate) show: Show,
    pub(crate) ladder: Drawn,
    pub(crate) clock: Clock,
    pub(crate) step: usize,
    pub(crate) playing: bool,
    pub(crate) selected: Option<SegmentId>,
    pub(crate) dispatch: Dispatch,
}

/// Such a part of the page.
pub(crate) fn live(app: &App, sight: &Sight, part: Part) -> Html {
    let mut props = Props {
        part,
        show: sight.show.clone(),
        ladder: sight.ladder.clone(),
        clock: sight.clock.clone(),
        step: part.step(sight, sight.step(&app.state)),
        playing: app.state.playing && part.later() > 0,
        selected: None,
        dispatch: app.dispatch.clone(),
    };
    let own = |id: &SegmentId| match part {
        Part::Hits(first) => (1..=BLOCK).contains(&(*id as usize).wrapping_sub(first)),
        part => part == Part::Capsules,
    };
    props.selected = app.state.selected.filter(own);
    // The first of a block tells it from others.
    let key = match part {
        Part::Times(first) | Part::Future(first) | Part::Past(first) => Some(first),
        Part::Words(first) | Part::Hits(first) => Some(first),
        Part::Notes(first) | Part::Rows(first) => Some(first),
        _ => None,
    };
    VComp::new::<Live>(Rc::new(props), key.map(Key::from)).into()
}

struct Live {
    now: Instant,
    /// It is going to be drawn, for the first time.
    later: Option<Later>,
    first: bool,
    /// The last of the segments in flight that is drawn.
    last: SegmentId,
    _listening: Option<Listening>,
}

/// What such a part hears.
enum Heard {
    Time(Instant),
    /// It is to be drawn now.
    Turn,
}

impl Component for Live {
    type Message = Heard;
    type Properties = Props;

    fn create(ctx: &Context<Live>) -> Live {
        let Props { clock, part, .. } = ctx.props();
        let listen = || clock.listen(ctx.link().callback(Heard::Time));
        let _listening = (!part.is_still()).then(listen);
        let now = whole_millis(clock.now());
        let later = if clock.at_rest() { 0 } else { part.enters() };
        let later = (later > 0).then(|| turn(ctx, later));
        let first = later.is_some();
        Live { now, later, first, last: sent(ctx.props(), 0, usize::MAX), _listening }
    }

    fn update(&mut self, ctx: &Context<Live>, heard: Heard) -> bool {
        let Heard::Time(now) = heard else {
            self.first = false;
            let before = self.last;
            self.last = sent(ctx.props(), before, AT_ONCE);
            self.later = (self.last > before).then(|| turn(ctx, 1));
            return true;
        };
        if self.later.is_some() {
            return false;
        }
        let before = std::mem::replace(&mut self.now, whole_millis(now));
        self.now != before
    }

    fn changed(&mut self, ctx: &Context<Live>, before: &Props) -> bool {
        let Props { clock, part, playing, show, .. } = ctx.props();
        self.now = whole_millis(clock.now());
        if !playing || clock.at_rest() || *show != before.show {
            self.later = None;
            self.first = false;
            self.last = sent(ctx.props(), 0, usize::MAX);
        } else if self.later.is_none() && part.later() > 0 {
            self.later = Some(turn(ctx, part.later()));
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
            Part::Capsules => return capsules(ctx.props(), self.last),
            Part::Caption => caption(ctx.props()),
            Part::Notes(first) => return notes(ctx.props(), first),
            Part::Legend => legend(&ctx.props().ladder, ctx.props().show.lang),
            Part::Rows(first) => return rows(ctx.props(), first),
            Part::Now => return in_words(self.now).into(),
            Part::Ticks(past) => ticks(ctx.props(), past),
            Part::Timers => running(ctx.props(), self.now),
            Part::States => states(ctx.props()),
            Part::Variables => variables(ctx.props(), self.now),
        };
        drawn.html()
    }

    fn rendered(&mut self, ctx: &Context<Live>, _: bool) {
        if ctx.props().part == Part::Capsules {
            ctx.props().clock.fly(flying(ctx.props(), self.last), &ctx.props().ladder);
        }
    }
}

/// Of the segments in flight that were sent after one, the last or the one that ends so many.
fn sent(props: &Props, after: SegmentId, most: usize) -> SegmentId {
    if props.part != Part::Capsules {
        return after;
    }
    let journeys = props.ladder.journeys.iter();
    let flying = journeys.filter(|one| one.id > after && one.steps.contains(&props.step));
    flying.take(most).last().map_or(after, |one| one.id)
}

/// It is to be drawn so many frames later.
fn turn(ctx: &Context<Live>, frames: u32) -> Later {
    let link = ctx.link().clone();
    Later::frames(frames, move |_| link.send_message(Heard::Turn))
}
