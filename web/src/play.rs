//! Playing: frames while time goes by, and steps by a timer for readers who want no motion.

use crate::app::Dispatch;
use crate::browser;
use crate::clock::{Clock, Drawn};
use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use tcp_model::time::{Duration, Instant};
use tcp_view::app::{App, Msg, Show};
use tcp_view::playback::{Speed, advance};
use yew::prelude::*;

/// The longest that one frame may be: after a pause of the browser's, time goes on from where
/// it was.
const LONGEST_FRAME: Duration = Duration::from_millis(100);

/// How long a step is shown at least when there is no motion.
const SHORTEST_STEP: Duration = Duration::from_millis(1_200);

/// Keeps the stage at the playhead, and lets time go by while the page plays.
#[hook]
pub(crate) fn use_playing(app: &App, clock: &Clock, ladder: &Drawn, dispatch: &Dispatch) {
    let App { show, playhead, step, playing, speed, .. } = app.clone();
    {
        let clock = clock.clone();
        let shown = (playhead, step, playing, ladder.clone());
        let before = use_mut_ref(|| 0);
        use_effect_with(shown, move |(playhead, step, playing, ladder)| {
            clock.show(*playhead, ladder, !playing);
            // Nothing scrolls unasked: only when the reader goes, or a link leads, to another step.
            if *before.borrow() != *step && clock.reveal() {
                *before.borrow_mut() = *step;
            }
        });
    }
    let (clock, dispatch) = (clock.clone(), dispatch.clone());
    let still = playing && browser::reduced_motion();
    let steps = still.then_some(step);
    let deps = (playing, speed, show, ladder.clone(), steps);
    use_effect_with(deps, move |(playing, speed, show, ladder, _)| {
        let running: Option<Box<dyn std::any::Any>> = match (playing, still) {
            (false, _) => None,
            (true, true) => Some(Box::new(next_step(show, step, *speed, dispatch))),
            (true, false) => {
                let (speed, show, ladder) = (*speed, show.clone(), ladder.clone());
                let film =
                    Film { clock, show, ladder, speed, dispatch, step, hold: Duration::ZERO };
                Some(Box::new(run(film)))
            }
        };
        move || drop(running)
    });
}

/// In a while, the next step, with what is then in flight halfway.
fn next_step(show: &Show, step: usize, speed: Speed, dispatch: Dispatch) -> Timeout {
    let wait =
        show.hold(step.saturating_sub(1)..step, speed).max(SHORTEST_STEP).as_micros() / 1_000;
    let beats = &show.run.beats;
    let target = match (beats.get(step), beats.get(step + 1)) {
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
    ladder: Drawn,
    speed: Speed,
    dispatch: Dispatch,
    /// How many beats have been passed.
    step: usize,
    /// How much longer the caption is left to be read.
    hold: Duration,
}

/// The frame that is asked for; dropping it ends the film.
type Frame = Rc<RefCell<Option<AnimationFrame>>>;

struct Running(Frame);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.borrow_mut().take();
    }
}

fn run(film: Film) -> Running {
    let frame = Frame::default();
    ask(&frame, film, None);
    Running(frame)
}

/// Asks for a frame, which will ask for the next.
fn ask(frame: &Frame, mut film: Film, last: Option<f64>) {
    let next = frame.clone();
    let asked = request_animation_frame(move |wall| {
        let gone = last.map_or(0.0, |last| (wall - last) * 1_000.0);
        let gone = Duration::from_micros(gone.max(0.0) as u64).min(LONGEST_FRAME);
        if film.go_on(gone) {
            ask(&next, film, Some(wall));
        }
    });
    *frame.borrow_mut() = Some(asked);
}

impl Film {
    /// One frame; whether there is another.
    fn go_on(&mut self, wall: Duration) -> bool {
        if self.hold > Duration::ZERO {
            self.hold = self.hold - wall;
            return true;
        }
        let from = self.clock.now();
        let cuts: Vec<(Instant, Instant)> =
            self.ladder.scale.breaks().iter().map(|cut| (cut.from, cut.to)).collect();
        let show = self.show.clone();
        let beats = &show.run.beats;
        let to = advance(from, wall, self.speed, &cuts, show.run.end);
        match beats.get(self.step).map(|beat| beat.at).filter(|at| *at <= to) {
            Some(beat) => self.pass(beat),
            None => self.clock.show(to, &self.ladder, false),
        }
        self.step < beats.len()
    }

    /// Stops for a frame, or longer, at the beats of a moment.
    fn pass(&mut self, at: Instant) {
        let run = &self.show.run;
        let first = self.step;
        self.step = run.beats.partition_point(|beat| beat.at <= at);
        self.hold = self.show.hold(first..self.step, self.speed);
        self.clock.show(at, &self.ladder, false);
        self.dispatch.emit(Msg::Advance(at));
    }
}
