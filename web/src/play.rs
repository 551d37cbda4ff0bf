//! Playing: frames while time goes by, and steps by a timer for readers who want no motion.

use crate::app::Dispatch;
use crate::browser;
use crate::clock::{Clock, Drawn};
use crate::stage::look;
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use tcp_model::time::{Duration, Instant};
use tcp_view::app::{App, Msg, Show};
use tcp_view::milestones::step_at;
use tcp_view::playback::{Speed, advance};

/// The longest that one frame may be: after a pause of the browser's, time goes on from where
/// it was.
const LONGEST_FRAME: Duration = Duration::from_millis(100);

/// A frame that takes no longer has cost no other, in milliseconds.
pub(crate) const FRAME: f64 = 18.0;

/// Of so many frames one may be lost to drawing what has happened.
pub(crate) const SHARE: f64 = 12.0;

/// How long a step is shown at least when there is no motion.
const SHORTEST_STEP: Duration = Duration::from_millis(1_200);

/// What plays, and what it depends on.
#[derive(Default)]
pub(crate) struct Playing {
    of: Option<(Speed, Drawn, Option<usize>, Option<Instant>)>,
    running: Option<Running>,
}

/// What is asked for next; dropping it ends playing.
enum Running {
    Step(#[expect(dead_code, reason = "it is kept to be dropped")] Timeout),
    Film(Frame),
}

impl Playing {
    /// Whether frames bring into view what they pass.
    pub(crate) fn is_film(&self) -> bool {
        matches!(self.running, Some(Running::Film(_)))
    }

    /// Lets time go by while the page plays.
    pub(crate) fn go_on(&mut self, app: &App, clock: &Clock, ladder: &Drawn, dispatch: &Dispatch) {
        let still = app.playing && browser::reduced_motion();
        let steps = still.then_some(app.step);
        let until = app.studio.until;
        let of = app.playing.then(|| (app.speed, ladder.clone(), steps, until));
        if self.of == of {
            return;
        }
        self.of = of;
        // What ran before ends before the next begins.
        self.running = None;
        self.running = match (app.playing, still) {
            (false, _) => None,
            (true, true) => Some(Running::Step(next_step(app, dispatch.clone()))),
            (true, false) => Some(Running::Film(run(Film {
                clock: clock.clone(),
                show: app.show.clone(),
                beside: app.studio.beside.clone(),
                until: until.unwrap_or(app.end()),
                ladder: ladder.clone(),
                speed: app.speed,
                dispatch: dispatch.clone(),
                step: app.step,
                hold: Duration::ZERO,
                passed: false,
                rest: Duration::ZERO,
                late: false,
            }))),
        };
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Running::Film(frame) = self {
            frame.borrow_mut().take();
        }
    }
}

/// In a while, the next step, with what is then in flight halfway.
fn next_step(app: &App, dispatch: Dispatch) -> Timeout {
    let App { show, step, speed, .. } = app;
    let hold = show.hold(step.saturating_sub(1)..*step, *speed);
    let wait = hold.max(SHORTEST_STEP).as_micros() / 1_000;
    let beats = &show.run.beats;
    let target = match (beats.get(*step), beats.get(step + 1)) {
        (Some(beat), Some(next)) => {
            let gap = next.at.since(beat.at).min(Duration::from_millis(40));
            beat.at + gap.scaled(1, 2)
        }
        _ => show.run.end,
    };
    Timeout::new(wait as u32, move || dispatch.emit(Msg::Advance(target)))
}

/// A run that plays.
struct Film {
    clock: Clock,
    show: Show,
    beside: Option<Show>,
    /// Where it stops.
    until: Instant,
    ladder: Drawn,
    speed: Speed,
    dispatch: Dispatch,
    /// How many beats have been passed.
    step: usize,
    /// How much longer the caption is left to be read.
    hold: Duration,
    /// Whether beats have been passed that are not brought into view yet.
    passed: bool,
    /// How much longer nothing is drawn anew, because that has just cost frames.
    rest: Duration,
    /// Whether something has happened in the meantime.
    late: bool,
}

/// The frame that is asked for; dropping it ends the film.
type Frame = Rc<RefCell<Option<AnimationFrame>>>;

fn run(film: Film) -> Frame {
    let frame = Frame::default();
    ask(&frame, film, None);
    frame
}

/// Asks for a frame, which will ask for the next.
fn ask(frame: &Frame, mut film: Film, last: Option<f64>) {
    let next = frame.clone();
    let asked = request_animation_frame(move |wall| {
        let frame = last.map_or(0.0, |last| wall - last);
        if film.go_on(frame) {
            ask(&next, film, Some(wall));
        }
    });
    *frame.borrow_mut() = Some(asked);
}

impl Film {
    /// A frame, so many milliseconds after the one before; whether there is another.
    fn go_on(&mut self, frame: f64) -> bool {
        let wall = Duration::from_micros((frame * 1_000.0) as u64).min(LONGEST_FRAME);
        // The browser knows where everything is, as long as nothing is written: it lays out once.
        if std::mem::take(&mut self.passed) {
            self.clock.reveal();
            look(&self.clock, &self.dispatch);
            self.rest = Duration::from_millis(((frame - FRAME) * SHARE) as u64);
        }
        self.rest = self.rest - wall;
        if self.hold > Duration::ZERO {
            self.hold = self.hold - wall;
            return true;
        }
        let from = self.clock.now();
        let mut cuts = Vec::new();
        for cut in self.ladder.scale.breaks() {
            cuts.push((cut.from, cut.to));
        }
        let to = advance(from, wall, self.speed, &cuts, self.until);
        let beat = self.next_beat(from).filter(|at| *at <= to);
        // What happened while nothing was drawn anew is not gone back to.
        let beat = beat.or(self.late.then_some(from)).map(|at| at.max(from));
        self.late = beat.is_some() && self.can_wait(to);
        match beat {
            Some(beat) if !self.late => {
                self.pass(beat);
                return beat < self.until;
            }
            None if to == self.until => self.dispatch.emit(Msg::Advance(to)),
            _ => self.clock.show(to, &self.ladder, false),
        }
        to < self.until
    }

    /// Whether what happens until then can be drawn later: in a crowd of events none is read.
    fn can_wait(&self, to: Instant) -> bool {
        let beats = self.step..step_at(&self.show.run, to);
        let read = self.show.hold(beats, self.speed) > Duration::ZERO;
        self.rest > Duration::ZERO && !read && to < self.until
    }

    /// The next beat of what is on the stage: several can be at the time that it shows.
    fn next_beat(&self, from: Instant) -> Option<Instant> {
        let own = self.show.run.beats.get(self.step).map(|beat| beat.at);
        let beside = self
            .beside
            .as_ref()
            .and_then(|beside| beside.run.beats.iter().map(|beat| beat.at).find(|at| *at > from));
        own.into_iter().chain(beside).min()
    }

    /// Stops for a frame, or longer, at the beats of a moment.
    fn pass(&mut self, at: Instant) {
        let run = &self.show.run;
        let first = self.step;
        self.step = step_at(run, at);
        self.hold = self.show.hold(first..self.step, self.speed);
        self.passed = true;
        self.clock.show(at, &self.ladder, false);
        self.dispatch.emit(Msg::Advance(at));
    }
}
