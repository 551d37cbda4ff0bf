//! The timers of both ends as brackets outside the bands.

use super::layout::{Layout, LayoutKind};
use super::room::width_of;
use super::{Frame, Ladder, say, told};
use crate::fixed::{Point, Px, px};
use crate::scene::{Anchor, Mark};
use std::ops::Range;
use tcp_model::host::{Flow, Host};
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Run};

/// How the run of a timer ended.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum TimerEnd {
    /// It was stopped, or started over.
    Stopped,
    /// It expired.
    Fired,
    /// It was still running when the run of the protocol was cut off.
    Running,
}

/// A timer from its start to its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimerSpan {
    /// Whose.
    pub host: Host,
    /// Which.
    pub timer: Timer,
    /// How long it is to run.
    pub after: Duration,
    /// When it was started.
    pub from: Instant,
    /// When it ended.
    pub to: Instant,
    /// How many beats have happened when it has been started, and when it has ended.
    pub steps: Range<usize>,
    /// How.
    pub end: TimerEnd,
    /// How many other brackets are between it and the band.
    pub column: i32,
}

/// A timer that runs at some moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RunningTimer {
    /// Whose.
    pub host: Host,
    /// Which.
    pub timer: Timer,
    /// How much of it is left.
    pub left: Duration,
    /// The heavy bracket down to the playhead, and dots for what is left.
    pub marks: Vec<Mark>,
    /// `RTO 1 s`, and below it what is left; empty where there is no room for it.
    pub label: Vec<Mark>,
}

/// The spans that are drawn, of the connection that the run is about: all but that of a user
/// timeout or a keep-alive that never comes to anything.
pub fn spans(run: &Run) -> Vec<TimerSpan> {
    let mut spans: Vec<TimerSpan> = Vec::new();
    for (step, event) in told(run) {
        if event.flow != Flow::MAIN {
            continue;
        }
        match event.kind {
            EventKind::TimerSet { host, timer, after, .. } => {
                finish(&mut spans, host, timer, (step, event.at), TimerEnd::Stopped);
                let (from, to, end) = (event.at, run.end, TimerEnd::Running);
                let (steps, column) = (step..usize::MAX, i32::from(runs_beside(timer)));
                spans.push(TimerSpan { host, timer, after, from, to, steps, end, column });
            }
            EventKind::TimerStop { host, timer } => {
                finish(&mut spans, host, timer, (step, event.at), TimerEnd::Stopped);
            }
            EventKind::Timer { host, timer } => {
                finish(&mut spans, host, timer, (step, event.at), TimerEnd::Fired);
            }
            _ => {}
        }
    }
    spans.retain(|s| s.from < s.to && (s.end == TimerEnd::Fired || !starts_over(s.timer)));
    spans
}

/// The waits for the peer take turns; the others run beside them.
const fn runs_beside(timer: Timer) -> bool {
    match timer {
        Timer::UserTimeout | Timer::KeepAlive | Timer::KeepAliveGiveUp | Timer::DelayedAck => true,
        Timer::Rto
        | Timer::R2
        | Timer::SynAckGiveUp
        | Timer::Persist
        | Timer::TimeWait
        | Timer::FinWait2
        | Timer::Override => false,
    }
}

/// Timers that are started over with whatever happens: they are drawn only if they come to
/// something.
const fn starts_over(timer: Timer) -> bool {
    matches!(timer, Timer::UserTimeout | Timer::KeepAlive)
}

fn finish(
    spans: &mut [TimerSpan],
    host: Host,
    timer: Timer,
    (step, at): (usize, Instant),
    end: TimerEnd,
) {
    let running = |s: &&mut TimerSpan| (s.host, s.timer, s.end) == (host, timer, TimerEnd::Running);
    if let Some(span) = spans.iter_mut().rev().find(running) {
        (span.steps.end, span.to, span.end) = (step, at, end);
    }
}

impl TimerSpan {
    /// `RTO 1 s`, `2MSL = 4 min`.
    pub fn name(&self) -> String {
        format!("{} {}", self.timer, self.after)
    }
}

impl Layout {
    fn bracket(&self, column: i32) -> (Px, Px) {
        let near = self.band() + px(3);
        (near, near + px(7 + 4 * column))
    }

    fn bracket_path(&self, span: &TimerSpan, y0: Px, y1: Px, closed: bool) -> String {
        let (near, far) = self.bracket(span.column);
        let (near, far) = (self.inward(span.host, -near), self.inward(span.host, -far));
        let foot = if closed { format!("H{near}") } else { String::new() };
        format!("M{near} {y0}H{far}V{y1}{foot}")
    }
}

impl Frame<'_> {
    /// A thin closed bracket.
    pub(super) fn bracket(&self, span: &TimerSpan, tone: &str) -> Mark {
        let (y0, y1) = (self.scale.y(span.from) + px(1), self.scale.y(span.to));
        let closed = span.end != TimerEnd::Running;
        Mark::path(&format!("tm{tone}"), self.layout.bracket_path(span, y0, y1, closed))
    }

    /// What a bracket becomes when its timer fires.
    pub(super) fn fired(&self, span: &TimerSpan) -> Option<Mark> {
        if span.end != TimerEnd::Fired {
            return None;
        }
        let (y0, y1) = (self.scale.y(span.from) + px(1), self.scale.y(span.to));
        let near = self.layout.inward(span.host, -self.layout.bracket(span.column).0);
        let path = Mark::path("tm tm-fire", self.layout.bracket_path(span, y0, y1, true));
        let centre = Point::new(near, y1);
        let dot = Mark::Circle { class: "tm-dot".to_owned(), centre, r: Px(35) };
        Some(Mark::group("", None, vec![path, dot]))
    }
}

/// The dots of a running timer end here, however much is left.
const LONGEST_DOTS: Px = px(55);

impl Ladder {
    /// The timers that run when so many beats have happened, with what is left of them at a time.
    pub fn running(&self, step: usize, t: Instant) -> Vec<RunningTimer> {
        let mut running = Vec::new();
        for span in &self.timers {
            if span.steps.contains(&step) {
                running.push(self.running_timer(span, t));
            }
        }
        running
    }

    fn running_timer(&self, span: &TimerSpan, t: Instant) -> RunningTimer {
        let (y0, now) = (self.scale.y(span.from) + px(1), self.scale.y(t));
        let fires = span.from + span.after;
        let end = self.scale.y(fires).min(now + LONGEST_DOTS).min(self.height);
        let x = self.layout.inward(span.host, -self.layout.bracket(span.column).1);
        let heavy = self.layout.bracket_path(span, y0, now.max(y0), false);
        let dots = Mark::line("tm tm-next", Point::new(x, now), Point::new(x, end));
        let left = fires.since(t);
        RunningTimer {
            host: span.host,
            timer: span.timer,
            left,
            marks: vec![Mark::path("tm tm-run", heavy), dots],
            label: self.running_label(span, now + px(29), left),
        }
    }

    /// The label stands where a state's name would, if none stands there.
    fn running_label(&self, span: &TimerSpan, y: Px, left: Duration) -> Vec<Mark> {
        let taken = self.names[span.host].iter();
        let taken = taken.clone().any(|name| name.start < y + px(18) && name.end > y - px(12));
        if self.layout.kind == LayoutKind::Phone || taken || y + px(18) > self.height {
            return Vec::new();
        }
        let anchor = if span.host == Host::Client { Anchor::End } else { Anchor::Start };
        let x = self.layout.inward(span.host, -px(26));
        let remaining = say::left(self.lang, left);
        // Between the bracket and the edge there may be room for less than the whole name.
        let client = span.host == Host::Client;
        let room = if client { x - self.layout.left } else { self.layout.width - x };
        let whole = span.name();
        let name = if width_of(&whole, 11) <= room { &*whole } else { span.timer.name() };
        vec![
            Mark::text("tl strong", Point::new(x, y), anchor, name),
            Mark::text("sub", Point::new(x, y + px(13)), anchor, &remaining),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LadderOptions, QueueSizes};
    use super::*;
    use crate::sample;
    use tcp_scenarios::prose::Lang;

    /// The ground of a name reaches 2.5 px beyond its letters, a bracket that runs is 2 px wide.
    #[test]
    fn no_name_of_a_state_wipes_out_a_bracket() {
        for width in [720, 472, 360] {
            let layout = Layout::for_width(width);
            let options = LadderOptions {
                layout: layout.clone(),
                lang: Lang::En,
                addresses: None,
                queues: QueueSizes::default(),
                beside: None,
            };
            let ladder = Ladder::new(&sample::user_timeout(), &options);
            let names = ladder.words.iter().filter_map(|word| match &word.mark {
                Mark::Text(text) if text.class == "st" => Some(text),
                _ => None,
            });
            let near = names.map(|name| {
                let x = name.at.x + name.transform.map_or(Px::ZERO, |place| place.origin.x);
                let lanes = layout.lanes;
                (x - lanes.client).abs().min((x - lanes.server).abs()) - Px(25)
            });
            let bracket = layout.bracket(1).1 + px(1);
            assert!(near.min() >= Some(bracket), "{bracket:?} at {width}");
        }
    }

    fn drawn(run: &Run) -> Vec<(Host, String, TimerEnd, i32)> {
        let spans = spans(run).into_iter();
        spans.map(|s| (s.host, s.name(), s.end, s.column)).collect()
    }

    #[test]
    fn a_handshake_waits_twice_and_no_timer_fires() {
        let rto = |host| (host, "RTO 1 s".to_owned(), TimerEnd::Stopped, 0);
        assert_eq!(drawn(&sample::handshake()), [rto(Host::Client), rto(Host::Server)]);
    }

    #[test]
    fn retransmission_starts_with_a_timer_that_fires() {
        let spans = drawn(&sample::synack_lost());
        assert_eq!(spans[0], (Host::Client, "RTO 1 s".to_owned(), TimerEnd::Fired, 0));
    }

    #[test]
    fn a_user_timeout_is_drawn_outside_and_only_if_it_comes() {
        let user = |run: &Run| {
            spans(run).into_iter().find(|s| s.timer == Timer::UserTimeout).map(|s| s.column)
        };
        assert_eq!(user(&sample::handshake()), None);
        assert_eq!(user(&sample::user_timeout()), Some(1));
    }
}
