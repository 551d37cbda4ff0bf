//! The names of states beside the lanes, pushed apart where states follow each other quickly.

use super::band::Phase;
use super::layout::LayoutKind;
use super::room::width_of;
use super::timers::TimerSpan;
use super::{Frame, Word, say, told};
use crate::fixed::{Direction, Matrix, Point, Px, px};
use crate::scene::{Anchor, Mark, Span, Text};
use std::ops::Range;
use tcp_model::host::Host;
use tcp_model::timer::Timer;
use tcp_model::trace::EventKind;

/// From the axis of a lane to the names.
const OFF_AXIS: Px = px(26);
/// From the entry into a state to the baseline of its name, and from there to the next line.
const BASELINE: Px = px(14);
const NEXT_LINE: Px = px(15);
/// From the end of a name that runs along the lane to the beginning of the next: bold capitals are wider
/// than letters are taken to be.
const BETWEEN: Px = px(6);

/// Names in their places, and the stretches of y that they take.
#[derive(Clone, Default, Debug)]
pub(super) struct Names {
    pub(super) words: Vec<Word>,
    pub(super) taken: Vec<Range<Px>>,
}

impl Frame<'_> {
    pub(super) fn names(&self, host: Host, phases: &[Phase], timers: &[TimerSpan]) -> Names {
        let entered: Vec<&Phase> = phases.iter().filter(|phase| phase.entered).collect();
        match self.layout.kind {
            LayoutKind::Phone => self.names_upright(host, &entered),
            LayoutKind::Wide | LayoutKind::Embed => {
                let mut names = self.names_beside(host, &entered, timers);
                self.remind(host, &entered, &mut names);
                names
            }
        }
    }

    /// Where the scenario points at a host long after it has entered its state, the state is
    /// named again.
    fn remind(&self, host: Host, entered: &[&Phase], names: &mut Names) {
        for (step, event) in told(self.run) {
            if !matches!(&event.kind, EventKind::Note { host: whose, .. } if *whose == host) {
                continue;
            }
            let phase = entered.iter().rfind(|phase| phase.from.is_some_and(|at| at <= event.at));
            let Some(phase) = phase else { continue };
            let long = self
                .scale
                .breaks()
                .iter()
                .any(|cut| phase.from < Some(cut.from) && cut.to <= event.at);
            let top = self.scale.y(event.at);
            let room = top + px(3)..top + NEXT_LINE * 2 + px(4);
            if !long || names.taken.iter().any(|t| t.start < room.end && room.start < t.end) {
                continue;
            }
            let again = Phase { from: Some(event.at), step, ..**phase };
            let lines =
                [("st", phase.state.name().to_owned()), ("sub", say::still(self.lang, event.at))];
            let mut y = top + BASELINE;
            for (class, line) in &lines {
                names.words.push(self.name_line(host, &again, y, class, line));
                y += NEXT_LINE;
            }
            names.taken.push(room);
        }
    }

    fn names_beside(&self, host: Host, entered: &[&Phase], timers: &[TimerSpan]) -> Names {
        let mut names = Names::default();
        let mut free = Px::ZERO;
        for (i, phase) in entered.iter().enumerate() {
            let top = self.entry(phase).max(free);
            let next = entered.get(i + 1).map_or(self.bottom + px(60), |next| self.entry(next));
            if phase.from.is_none() && next - top < NEXT_LINE {
                continue;
            }
            let lines = self.lines(host, phase, timers);
            // The time of entry goes first where the next state is close.
            let fit = ((next - top - px(2)).0 / NEXT_LINE.0).clamp(1, 3) as usize;
            let lines = &lines[..lines.len().min(fit)];
            free = top + NEXT_LINE * lines.len() as i32 + px(1);
            names.taken.push(top + px(3)..free + px(3));
            for (n, line) in lines.iter().enumerate() {
                let y = top + BASELINE + NEXT_LINE * n as i32;
                names.words.push(self.name_line(
                    host,
                    phase,
                    y,
                    if n == 0 { "st" } else { "sub" },
                    line,
                ));
            }
        }
        names
    }

    /// Where a state begins.
    fn entry(&self, phase: &Phase) -> Px {
        phase.from.map_or(self.top(), |at| self.scale.y(at))
    }

    /// The name, the time of entry, and for TIME-WAIT how long it lasts.
    fn lines(&self, host: Host, phase: &Phase, timers: &[TimerSpan]) -> Vec<String> {
        let mut lines = vec![phase.state.name().to_owned()];
        if let Some(at) = phase.from {
            lines.push(say::since(self.lang, at));
        }
        let wait = timers.iter().find(|span| {
            (span.host, span.timer, Some(span.from)) == (host, Timer::TimeWait, phase.from)
        });
        if let Some(span) = wait
            && self.is_2msl(host, phase)
        {
            lines.push(format!("2MSL = {}", span.after));
        }
        lines
    }

    /// Whether TIME-WAIT lasts as long as it should: the trace says when it does not.
    fn is_2msl(&self, host: Host, phase: &Phase) -> bool {
        self.run.events.iter().any(|event| {
            Some(event.at) == phase.from
                && matches!(&event.kind, EventKind::TimerSet { host: whose, timer: Timer::TimeWait, why, .. }
                    if *whose == host && why.deviation.is_none())
        })
    }

    fn name_line(&self, host: Host, phase: &Phase, y: Px, class: &str, words: &str) -> Word {
        let at = Point::new(self.layout.inward(host, -OFF_AXIS), y);
        let anchor = if host == Host::Client { Anchor::End } else { Anchor::Start };
        let mark = |tone: &str| Mark::text(&format!("{class}{tone}"), at, anchor, words);
        word(phase, mark(" fu"), mark(""))
    }

    /// Names that run along the lane, in two columns where one is too short for them.
    fn names_upright(&self, host: Host, entered: &[&Phase]) -> Names {
        let mut names = Names::default();
        let mut free = [Px::ZERO; 2];
        for phase in entered {
            let top = self.entry(phase);
            let length = width_of(phase.state.name(), 12) + px(12);
            let end = phase.to.map_or(self.bottom + px(60), |to| self.scale.y(to));
            if phase.from.is_none() && end - top < length {
                continue;
            }
            let column = if free[0] <= top || free[0] <= free[1] { 0 } else { 1 };
            let top = top.max(free[column]);
            free[column] = top + length + BETWEEN;
            names.taken.push(top..top + length);
            let mark = |tone: &str| self.upright(host, column, top, phase, tone);
            names.words.push(word(phase, mark(" fu"), mark("")));
        }
        names
    }

    fn upright(&self, host: Host, column: usize, top: Px, phase: &Phase, tone: &str) -> Mark {
        let out = px(28 + 14 * column as i32);
        let (turn, anchor) = match host {
            Host::Client => (Direction::UP, Anchor::End),
            Host::Server => (Direction::DOWN, Anchor::Start),
        };
        let origin = Point::new(self.layout.inward(host, -out), top + px(2));
        Mark::Text(Text {
            class: format!("st{tone}"),
            at: Point::default(),
            anchor,
            transform: Some(Matrix::turned(origin, turn)),
            spans: vec![Span::new("", phase.state.name())],
        })
    }
}

fn word(phase: &Phase, future: Mark, mark: Mark) -> Word {
    Word { step: phase.step.max(1), id: None, future: Some(future), mark }
}
