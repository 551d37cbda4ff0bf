//! The parts that are not drawn anew with every event. Some tell the time that the stage shows in
//! words, at most ten times a second while it plays; the others change with the run, or with what
//! is seen of it.

use crate::app::{App, Dispatch};
use crate::browser;
use crate::clock::{Clock, Drawn, Listening, in_words, whole_millis};
use crate::evidence::variables::variables;
use crate::play::{FRAME, SHARE};
use crate::stage::{Sight, running, still};
use crate::transcript::{BLOCK, rows};
use crate::transport::ticks;
use std::rc::Rc;
use tcp_model::time::Instant;
use tcp_view::app::Show;
use tcp_view::ladder::Stretch;
use yew::prelude::*;
use yew::virtual_dom::VComp;

/// Such a part.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// The ladder in grey, and in colour.
    Ground,
    Past,
    /// A block of the table, by its first beat.
    Rows(usize),
    /// What is sent, on the timeline: before it has happened, and from then on.
    Ticks(bool),
    /// The time at the playhead.
    Now,
    /// The timers that run on the stage.
    Timers,
    /// The variables of both ends.
    Variables,
}

impl Part {
    fn is_still(self) -> bool {
        !matches!(self, Part::Now | Part::Timers | Part::Variables)
    }

    /// Whether this is one of its rows.
    fn has_step(self, step: usize) -> bool {
        matches!(self, Part::Rows(first) if (1..=BLOCK).contains(&step.wrapping_sub(first)))
    }
}

/// What such a part depends on besides the time.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) part: Part,
    pub(crate) show: Show,
    pub(crate) ladder: Drawn,
    pub(crate) clock: Clock,
    pub(crate) step: usize,
    pub(crate) playing: bool,
    pub(crate) seen: Stretch,
    pub(crate) dispatch: Dispatch,
}

/// Such a part of the page.
pub(crate) fn live(app: &App, sight: &Sight, part: Part) -> Html {
    let mut props = Props {
        part,
        show: sight.show.clone(),
        ladder: sight.ladder.clone(),
        clock: sight.clock.clone(),
        step: sight.step(&app.state),
        playing: app.state.playing,
        seen: Default::default(),
        dispatch: app.dispatch.clone(),
    };
    if part.is_still() {
        props.playing = false;
        if !part.has_step(props.step) {
            props.step = 0;
        }
    }
    if matches!(part, Part::Ground | Part::Past) {
        props.seen = app.seen(&sight.ladder);
    }
    // The first beat tells blocks from each other.
    let key = if let Part::Rows(first) = part { Some(first.into()) } else { None };
    VComp::new::<Live>(Rc::new(props), key).into()
}

/// The least time between two looks at the clock, in milliseconds.
const PAUSE: f64 = 100.0;

struct Live {
    now: Instant,
    last: f64,
    /// When the frame before was, and how long the next look waits.
    before: f64,
    pause: f64,
    _listening: Option<Listening>,
}

impl Component for Live {
    type Message = Instant;
    type Properties = Props;

    fn create(ctx: &Context<Live>) -> Live {
        let Props { clock, part, .. } = ctx.props();
        let listen = || clock.listen(ctx.link().callback(|now| now));
        let _listening = (!part.is_still()).then(listen);
        let now = whole_millis(clock.now());
        Live { now, last: 0.0, before: 0.0, pause: PAUSE, _listening }
    }

    fn update(&mut self, ctx: &Context<Live>, now: Instant) -> bool {
        let wall = browser::wall();
        let frame = wall - std::mem::replace(&mut self.before, wall);
        // The frame after a look tells what that has cost. What stands at the playhead has no time.
        if self.last + frame >= wall && ctx.props().part != Part::Now {
            self.pause = PAUSE.max((frame - FRAME) * SHARE);
        }
        if ctx.props().playing && wall - self.last < self.pause {
            return false;
        }
        self.last = wall;
        let before = std::mem::replace(&mut self.now, whole_millis(now));
        self.now != before
    }

    fn changed(&mut self, ctx: &Context<Live>, _: &Props) -> bool {
        self.now = whole_millis(ctx.props().clock.now());
        true
    }

    fn view(&self, ctx: &Context<Live>) -> Html {
        let drawn = match ctx.props().part {
            Part::Ground => still(ctx.props(), "ground"),
            Part::Past => still(ctx.props(), "past"),
            Part::Rows(block) => return rows(ctx.props(), block),
            Part::Now => return in_words(self.now).into(),
            Part::Ticks(past) => ticks(ctx.props(), past),
            Part::Timers => running(ctx.props(), self.now),
            Part::Variables => variables(ctx.props(), self.now),
        };
        drawn.html()
    }
}
