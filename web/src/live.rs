//! The parts that change while time goes by: they tell the time that the stage shows in words,
//! at most ten times a second while it plays.

use crate::app::App;
use crate::browser;
use crate::clock::{Clock, Drawn, Listening, whole_millis};
use crate::evidence::variables::variables;
use crate::stage::{Sight, running, still};
use std::rc::Rc;
use tcp_model::time::Instant;
use tcp_view::app::Show;
use tcp_view::ladder::Stretch;
use yew::prelude::*;
use yew::virtual_dom::VComp;

/// Such a part.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// The ladder in grey, and in colour. They do not change with the time.
    Ground,
    Past,
    /// The timers that run on the stage.
    Timers,
    /// The variables of both ends.
    Variables,
}

impl Part {
    fn is_still(self) -> bool {
        matches!(self, Part::Ground | Part::Past)
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
}

/// A part that changes while time goes by.
pub(crate) fn live(app: &App, sight: &Sight, part: Part) -> Html {
    let props = Props {
        part,
        show: sight.show.clone(),
        ladder: sight.ladder.clone(),
        clock: sight.clock.clone(),
        step: if part.is_still() { 0 } else { sight.step(&app.state) },
        playing: app.state.playing && !part.is_still(),
        seen: app.seen(&sight.ladder),
    };
    VComp::new::<Live>(Rc::new(props), None).into()
}

/// The least time between two looks at the clock, in milliseconds.
const PAUSE: f64 = 100.0;

struct Live {
    now: Instant,
    last: f64,
    _listening: Listening,
}

impl Component for Live {
    type Message = Instant;
    type Properties = Props;

    fn create(ctx: &Context<Live>) -> Live {
        let clock = &ctx.props().clock;
        let now = whole_millis(clock.now());
        Live { now, last: 0.0, _listening: clock.listen(ctx.link().callback(|now| now)) }
    }

    fn update(&mut self, ctx: &Context<Live>, now: Instant) -> bool {
        let wall = browser::wall();
        if ctx.props().part.is_still() || ctx.props().playing && wall - self.last < PAUSE {
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
            Part::Timers => running(ctx.props(), self.now),
            Part::Variables => variables(ctx.props(), self.now),
        };
        drawn.html()
    }
}
