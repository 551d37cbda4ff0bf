//! What the stage shows at a moment, as a figure: what was in colour, what will be in grey, and
//! in between the playhead with what is in flight.

use super::{FigureOptions, Sheet, document, figure, heading, legend, write_marks};
use crate::fixed::{Matrix, Point, Px, px};
use crate::ladder::{
    Capsule, Ladder, LadderOptions, Layout, LayoutKind, RunningTimer, in_flight, numbers_in_flight,
    say,
};
use crate::scene::{Anchor, Mark};
use std::fmt::Write;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_model::trace::Run;

/// A figure in its parts.
pub(super) struct Stage {
    pub(super) heading: Vec<Mark>,
    pub(super) ladder: Ladder,
    /// When the beats happen.
    pub(super) beats: Vec<Instant>,
    /// Where the ladder stands.
    pub(super) place: Point,
    /// The legend of the whole run: it is the same at every moment.
    pub(super) legend: Vec<Mark>,
    /// The height of it all.
    pub(super) height: Px,
}

impl Stage {
    pub(super) fn new(run: &Run, options: &FigureOptions<'_>) -> Stage {
        let FigureOptions { lang, width, queues, .. } = *options;
        let layout = Layout::for_width(width);
        let (addresses, beside) = (None, None);
        let ladder = Ladder::new(run, &LadderOptions { layout, lang, addresses, queues, beside });
        let (heading, top) = heading(options);
        let left = ((px(width) - ladder.width) / 2).max(Px::ZERO);
        let below = top + ladder.height + px(12);
        let mut stage = Stage {
            heading,
            place: Point::new(left, top),
            beats: run.beats.iter().map(|beat| beat.at).collect(),
            ladder,
            legend: Vec::new(),
            height: Px::ZERO,
        };
        let (legend, bottom) = legend::legend(&stage.finished(), lang, below, px(width));
        stage.legend = legend;
        stage.height = bottom + px(12);
        stage
    }

    /// What stays the same, with the times at the left but those that `hidden` tells of.
    pub(super) fn ground(&self, hidden: impl Fn(Px) -> bool) -> Vec<Mark> {
        ground(&self.ladder, hidden)
    }

    /// All layers as they are when the run is over.
    pub(super) fn finished(&self) -> Vec<Mark> {
        finished(&self.ladder)
    }

    /// The ground of what is past, which hides what will be.
    pub(super) fn paper(&self) -> Mark {
        Mark::rect("paper", Px::ZERO, Px::ZERO, self.ladder.width, self.ladder.height)
    }
}

fn ground(ladder: &Ladder, hidden: impl Fn(Px) -> bool) -> Vec<Mark> {
    let mut marks = ladder.ground.clone();
    let shown = ladder.ticks.iter().filter(|tick| !hidden(tick.y));
    marks.extend(shown.filter_map(|tick| tick.mark.clone()));
    marks
}

/// All layers of a ladder as they are when the run is over.
pub(super) fn finished(ladder: &Ladder) -> Vec<Mark> {
    let mut marks = ground(ladder, |_| false);
    marks.extend_from_slice(&ladder.past);
    marks.extend(ladder.words.iter().map(|word| word.mark.clone()));
    marks.extend_from_slice(&ladder.breaks);
    marks
}

/// What the stage shows at `t` as a standalone SVG file: all that has happened until then, that
/// moment included. When the run is over it is [`figure`]. It is of the same size at all times.
pub fn still(run: &Run, options: &FigureOptions<'_>, t: Instant) -> String {
    if t >= run.end {
        return figure(run, options);
    }
    let stage = Stage::new(run, options);
    let now = Now::new(&stage, t);
    let mut marks = stage.heading.clone();
    marks.extend(now.layers().into_iter().flatten().cloned());
    marks.extend(stage.legend.clone());
    let body = now.body();
    document(run, options, &Sheet { marks: &marks, motion: "", body: &body, height: stage.height })
}

/// The layers at a moment.
struct Now<'a> {
    stage: &'a Stage,
    y: Px,
    /// Ground and future.
    behind: Vec<Mark>,
    /// Paths ahead of what is in flight, and what is left of timers.
    ahead: Vec<Mark>,
    /// What is cut at the playhead.
    past: Vec<Mark>,
    /// Words, scale breaks, playhead, capsules.
    before: Vec<Mark>,
}

impl Now<'_> {
    fn new(stage: &Stage, t: Instant) -> Now<'_> {
        let ladder = &stage.ladder;
        let y = ladder.scale.y(t);
        let hidden = |tick: Px| (tick - y).abs() < px(20);
        let step = stage.beats.partition_point(|at| *at <= t);
        let (capsules, running) = (ladder.capsules(step), ladder.running(step, t));
        let mut behind = stage.ground(hidden);
        behind.extend_from_slice(&ladder.future);
        let mut past = vec![stage.paper()];
        past.extend(stage.ground(hidden));
        past.extend_from_slice(&ladder.past);
        past.extend(running.iter().filter_map(|timer| timer.marks.first().cloned()));
        let ahead = ahead(&capsules, &running);
        let mut before = words(ladder, step);
        before.extend_from_slice(&ladder.breaks);
        before.extend(first_of_each(&running).flat_map(|timer| timer.label.clone()));
        before.extend(playhead(ladder, t));
        let places = in_flight(&capsules, y, true);
        let numbers = numbers_in_flight(&capsules, &places);
        let places = places.into_iter().zip(numbers);
        before.extend(capsules.iter().zip(places).flat_map(|(one, at)| on_its_way(one, at)));
        Now { stage, y, behind, ahead, past, before }
    }

    fn layers(&self) -> [&Vec<Mark>; 4] {
        [&self.behind, &self.ahead, &self.past, &self.before]
    }

    fn body(&self) -> String {
        let Stage { heading, ladder, place, legend, .. } = self.stage;
        let [behind, ahead, past, before] = self.layers().map(|marks| write_marks(marks));
        let (heading, legend) = (write_marks(heading), write_marks(legend));
        let mut body = heading;
        write!(
            body,
            "<clipPath id=\"past\"><rect width=\"{}\" height=\"{}\"/></clipPath>\n\
             <g transform=\"{}\">\n{behind}{ahead}\
             <g clip-path=\"url(#past)\">\n{past}</g>\n{before}</g>\n{legend}",
            ladder.width,
            self.y,
            Matrix::at(*place)
        )
        .expect("a String takes all that is written to it");
        body
    }
}

fn ahead(capsules: &[Capsule], running: &[RunningTimer]) -> Vec<Mark> {
    let paths = capsules
        .iter()
        .map(|capsule| Mark::line("ln ahead", capsule.journey.start, capsule.journey.target));
    let dots = running.iter().filter_map(|timer| timer.marks.get(1).cloned());
    paths.chain(dots).collect()
}

fn words(ladder: &Ladder, step: usize) -> Vec<Mark> {
    let words = ladder.words.iter().filter_map(|word| {
        if word.step <= step { Some(word.mark.clone()) } else { word.future.clone() }
    });
    words.collect()
}

/// There is room for one label at an end: that of the timer which will be first.
fn first_of_each(running: &[RunningTimer]) -> impl Iterator<Item = &RunningTimer> {
    Host::BOTH.into_iter().filter_map(|host| {
        running.iter().filter(|timer| timer.host == host).min_by_key(|timer| timer.left)
    })
}

/// The line across at the playhead, with the time where there is room for times.
fn playhead(ladder: &Ladder, t: Instant) -> Vec<Mark> {
    let y = ladder.scale.y(t);
    let line = Mark::line("now", Point::new(Px::ZERO, y), Point::new(ladder.width, y));
    match ladder.layout.kind {
        LayoutKind::Wide => {
            let at = Point::new(px(8), y + px(4));
            let time = Mark::text("now-t", at, Anchor::Start, &say::moment(t));
            let (top, bottom) = (y - px(11), y + px(11));
            let tag = format!("M0 {top}H58L66 {y}L58 {bottom}H0Z");
            vec![line, Mark::path("now-f", tag), time]
        }
        LayoutKind::Embed | LayoutKind::Phone => vec![line],
    }
}

/// A capsule at its place, and its numbers where they have one.
fn on_its_way(
    capsule: &Capsule,
    (at, numbers): (Point, Option<Point>),
) -> impl Iterator<Item = Mark> {
    let placed = |at, mark: &Mark| Mark::placed("", Matrix::at(at), vec![mark.clone()]);
    let numbers = numbers.map(|at| placed(at, &capsule.numbers));
    [placed(at, &capsule.body)].into_iter().chain(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Theme;
    use crate::sample;
    use crate::svg::FigureOptions;
    use tcp_scenarios::prose::Lang;

    fn at(run: &Run, millis: u64) -> String {
        let options = FigureOptions {
            title: "Why three?",
            subtitle: "",
            changes: &[],
            lang: Lang::En,
            theme: Theme::Light,
            queues: crate::ladder::QueueSizes::default(),
            width: 720,
        };
        still(run, &options, Instant::from_micros(millis * 1_000))
    }

    #[test]
    fn what_is_in_flight_is_a_capsule_and_what_will_be_is_grey() {
        let run = sample::handshake();
        let capsules = |millis| at(&run, millis).matches("class=\"cap ").count();
        assert_eq!([capsules(0), capsules(20), capsules(60), capsules(119)], [1, 1, 1, 1]);
        assert!(at(&run, 20).contains("class=\"ln syn fu\""));
    }

    #[test]
    fn when_the_run_is_over_it_is_the_figure() {
        let run = sample::handshake();
        let whole = at(&run, 120);
        assert!(!whole.contains("class=\"now\"") && !whole.contains(" fu\""));
        assert_eq!(whole, at(&run, 10_000));
    }

    #[test]
    fn every_moment_has_the_same_size() {
        for (name, run) in sample::ALL {
            let run = run();
            let size = |svg: &str| svg.split('>').next().map(str::to_owned);
            let whole = size(&at(&run, u64::MAX / 1_000));
            for beat in &run.beats {
                assert_eq!(size(&at(&run, beat.at.as_micros() / 1_000)), whole, "{name}");
            }
        }
    }
}
