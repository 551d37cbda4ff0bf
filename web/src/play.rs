//! Playing: frames while time goes by, and steps by a timer for readers who want no motion.

use crate::app::Dispatch;
use crate::browser::{self, Later};
use crate::clock::{Clock, Drawn, PACE};
use crate::stage::{STEP, look};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use tcp_model::time::{Duration, Instant};
use tcp_view::app::{App, Msg, Show};
use tcp_view::fixed::Px;
use tcp_view::milestones::step_at;
use tcp_view::playback::{Speed, advance};

/// The longest that one frame may be: after a pause of the browser's, time goes on from where
/// it was.
const LONGEST_FRAME: Duration = Duration::from_millis(100);

/// A frame that takes no longer has cost no other, in milliseconds.
const FRAME: f64 = 18.0;

/// Of so many frames one may be lost to drawing what has happened, and to telling the time in words.
const DRAWING: f64 = 12.0;
const TELLING: f64 = 72.0;

/// Little is drawn at a time where about one of so many frames that draw is lost, and never because of a
/// single one: a loss counts as much, a frame that is not lost takes one off, and half of the most that is
/// counted is what it takes.
const CARE: u32 = 8;
const MOST_CARE: u32 = 4 * CARE;

/// More events at a time are a crowd.
const FEW: usize = 2;

/// The longest that nothing is drawn, whatever it costs.
const LONGEST_REST: Duration = Duration::from_millis(3_000);

/// The least time between two times in words.
const PAUSE: Duration = Duration::from_millis(100);

/// The browser moves everything past so many places of [`PACE`], at least and at most.
const SHORTEST_GLIDE: usize = 3;
const LONGEST_GLIDE: u32 = 40;

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
                cuts: ladder.scale.breaks().iter().map(|cut| (cut.from, cut.to)).collect(),
                ladder: ladder.clone(),
                speed: app.speed,
                dispatch: dispatch.clone(),
                step: app.step,
                hold: Duration::ZERO,
                reveals: false,
                seen_at: Px::ZERO,
                begun: None,
                rest: Duration::ZERO,
                care: MOST_CARE,
                quiet: Duration::ZERO,
                told: false,
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
    /// The times that its scale cuts out.
    cuts: Vec<(Instant, Instant)>,
    speed: Speed,
    dispatch: Dispatch,
    /// How many beats have been passed.
    step: usize,
    /// How much longer the caption is left to be read.
    hold: Duration,
    /// Whether the frame before has passed beats, which are brought into view.
    reveals: bool,
    /// Where the playhead was when it was looked which part of the run is seen.
    seen_at: Px,
    /// When the browser began to move everything, from which moment on, and when that ends.
    begun: Option<(f64, Instant, f64)>,
    /// How much longer nothing is drawn anew, because that has just cost frames; and how often it has
    /// lately.
    rest: Duration,
    care: u32,
    /// How much longer the time is not told, and whether the frame before has told it.
    quiet: Duration,
    told: bool,
}

/// The frame that is asked for; dropping it ends the film.
type Frame = Rc<RefCell<Option<Later>>>;

fn run(film: Film) -> Frame {
    let frame = Frame::default();
    ask(&frame, film, None);
    frame
}

/// Asks for a frame, which will ask for the next.
fn ask(frame: &Frame, mut film: Film, last: Option<f64>) {
    let next = frame.clone();
    let asked = Later::frames(1, move |wall| {
        if film.go_on(last.unwrap_or(wall), wall) {
            ask(&next, film, Some(wall));
        }
    });
    *frame.borrow_mut() = Some(asked);
}

impl Film {
    /// A frame, by the browser's time at the one before and at this one; whether there is another.
    fn go_on(&mut self, last: f64, now: f64) -> bool {
        let frame = millis(now - last);
        let draws = Later::turns_wait();
        // The browser knows where everything is, as long as nothing is written: it lays out once.
        if std::mem::take(&mut self.reveals) {
            self.clock.reveal();
        }
        // What comes into view begins out of sight: where there is time it waits for what has happened.
        let y = self.ladder.scale.y(self.clock.now());
        let far = (y - self.seen_at).abs().whole();
        let looks = far > STEP || far > STEP / 4 && !draws;
        if looks {
            self.seen_at = y;
            look(&self.clock, &self.dispatch);
        }
        if draws {
            let lost = millis((now - last - FRAME) * DRAWING);
            self.rest = (self.rest + lost).min(LONGEST_REST);
            let care = if lost == Duration::ZERO { 0 } else { CARE + 1 };
            self.care = (self.care + care).saturating_sub(1).min(MOST_CARE);
            Later::slow_down(self.care >= MOST_CARE / 2);
        }
        if std::mem::take(&mut self.told) {
            self.quiet += millis((now - last - FRAME) * TELLING);
        }
        self.rest = self.rest - frame;
        self.quiet = self.quiet - frame;
        if self.hold > Duration::ZERO {
            self.hold = self.hold - frame.min(LONGEST_FRAME);
            return true;
        }
        let from = self.clock.now();
        // What the browser moves goes on while this program has other things to do.
        let glides = self.begun.filter(|(_, _, end)| now < *end && self.clock.glides());
        let to = match glides {
            Some((begun, from, _)) => self.after(from, millis(now - begun)),
            None => self.after(from, frame.min(LONGEST_FRAME)),
        };
        let beat = self.next_beat(from).filter(|at| *at <= to);
        match beat {
            Some(beat) if !self.can_wait(to) => {
                // What the browser moves goes on through what nobody has to read, and what happened while
                // nothing was drawn anew is not gone back to.
                let glides = glides.is_some();
                let at = if glides { to.min(self.next_stop()) } else { beat.max(from) };
                self.pass(at, glides);
                return at < self.until;
            }
            None if to == self.until => self.dispatch.emit(Msg::Advance(to)),
            _ if glides.is_some() => self.clock.pass(to),
            _ => self.move_on(to, now),
        }
        let begins = self.begun.is_some_and(|(begun, ..)| begun == now);
        if self.quiet == Duration::ZERO && !draws && !looks && !begins {
            self.told = true;
            self.quiet = PAUSE;
            self.clock.tell();
        }
        to < self.until
    }

    /// Where model time is so much later.
    fn after(&self, from: Instant, wall: Duration) -> Instant {
        advance(from, wall, self.speed, &self.cuts, self.until)
    }

    /// Shows a moment, and has the browser move everything from there to the next one at which it
    /// stops, if there is time for that.
    fn move_on(&mut self, from: Instant, now: f64) {
        let stop = self.next_stop();
        let mut moments = vec![from];
        for step in 1..=LONGEST_GLIDE {
            let wall = Duration::from_millis((PACE * step).into());
            let to = self.after(from, wall);
            moments.push(to.min(stop));
            if to >= stop {
                break;
            }
        }
        if moments.len() > SHORTEST_GLIDE {
            let end = now + f64::from(PACE * (moments.len() as u32 - 1));
            self.begun = Some((now, from, end));
            Later::take_turn();
            self.clock.glide(&moments, &self.ladder, now);
        } else {
            self.clock.show(from, &self.ladder, false);
        }
    }

    /// The next beat that is left to be read, or the end.
    fn next_stop(&self) -> Instant {
        let beats = &self.show.run.beats;
        let is_read = |i: &usize| self.show.hold(*i..i + 1, self.speed) > Duration::ZERO;
        let read = (self.step..beats.len()).find(is_read);
        read.map_or(self.until, |i| beats[i].at.min(self.until))
    }

    /// Whether what happens until then can be drawn even later, in a crowd of events none of which
    /// is read.
    fn can_wait(&self, to: Instant) -> bool {
        let beats = self.step..step_at(&self.show.run, to);
        let crowd = beats.len() > FEW;
        let read = self.show.hold(beats, self.speed) > Duration::ZERO;
        self.rest > Duration::ZERO && crowd && !read && to < self.until
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

    /// Has the beats up to a moment drawn, and stops there for a frame, or until they are read, unless the
    /// browser moves what is shown past them.
    fn pass(&mut self, at: Instant, glides: bool) {
        let run = &self.show.run;
        let first = self.step;
        self.step = step_at(run, at);
        self.hold = self.show.hold(first..self.step, self.speed);
        self.reveals = true;
        Later::take_turn();
        if glides && self.hold == Duration::ZERO {
            self.clock.pass(at);
            self.clock.scrub(at, &self.ladder);
        } else {
            self.clock.show(at, &self.ladder, false);
        }
        self.dispatch.emit(Msg::Advance(at));
    }
}

/// A time of the browser's.
fn millis(wall: f64) -> Duration {
    Duration::from_micros((wall * 1_000.0) as u64)
}
