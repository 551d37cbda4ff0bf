//! A run as pictures one after another.

use crate::{Options, figure_options};
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;
use tcp_view::ladder::{Ladder, LadderOptions, Layout, QueueSizes};
use tcp_view::playback::Timeline;
use tcp_view::svg;

/// What the stage shows at `t`, as a standalone SVG file: the figure at that moment. It has the
/// same size at every moment, and when the run is over it is the figure of the format SVG.
pub fn still(scenario: &Scenario, run: &Run, t: Instant, options: &Options) -> String {
    svg::still(run, &figure_options(scenario, options), t)
}

/// A picture of a film.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// The moment that it shows.
    pub at: Instant,
    /// How long it is shown, in thousandths of a second: a multiple of ten.
    pub hold_ms: u16,
}

/// A film has so many pictures at most,
const MOST: usize = 120;
/// and is so long, the last picture included.
const SHORTEST: u64 = 10_000;
const LONGEST: u64 = 25_000;
/// The last picture, which has all of it, is shown as long as it takes to look it over.
const LAST: u16 = 3_000;
/// A step is shown longer than what leads to it.
const STEP: u64 = 350;
/// Between steps there is a picture for so much time, or more where there would be too many.
const BETWEEN: u64 = 60;
/// What programs that show GIFs can keep up with.
const BRIEFEST: u64 = 20;

/// Which moments a film shows, in order, and how long each: every step, what moves in between,
/// and the end. At most 120 pictures, and 10 to 25 seconds in all.
pub fn frames(run: &Run, options: &Options) -> Vec<Frame> {
    let timeline = timeline(run, options);
    let moments = moments(run, &timeline);
    let holds = fitted(&holds(run, &timeline, &moments));
    let mut frames: Vec<Frame> =
        moments.iter().zip(holds).map(|(at, hold_ms)| Frame { at: *at, hold_ms }).collect();
    frames.push(Frame { at: run.end, hold_ms: LAST });
    frames
}

fn timeline(run: &Run, options: &Options) -> Timeline {
    let layout = Layout::for_width(options.width);
    let (lang, addresses, beside) = (options.lang, None, None);
    let queues = QueueSizes::default();
    let ladder = Ladder::new(run, &LadderOptions { layout, lang, addresses, queues, beside });
    Timeline::new(&ladder.scale, Duration::from_millis(LONGEST))
}

/// The moments before the end at which something happens, in order.
fn steps(run: &Run) -> Vec<Instant> {
    let mut steps = vec![Instant::ZERO];
    steps.extend(run.beats.iter().map(|beat| beat.at).filter(|at| *at < run.end));
    steps.dedup();
    steps
}

/// All moments before the end: those of steps, as many as there is room for, and some in between.
fn moments(run: &Run, timeline: &Timeline) -> Vec<Instant> {
    let steps = steps(run);
    // Where there are more steps than pictures, some are passed over.
    let every = steps.len().div_ceil(MOST - 1);
    let steps: Vec<Instant> = steps.into_iter().step_by(every).collect();
    let room = (MOST - 1 - steps.len()) as u64;
    let length = timeline.wall(run.end).as_micros() / 1_000;
    let between = length.checked_div(room).map_or(u64::MAX, |share| share.max(BETWEEN));
    let mut moments = Vec::new();
    for (number, from) in steps.iter().enumerate() {
        moments.push(*from);
        let (begins, to) = (timeline.wall(*from), steps.get(number + 1).unwrap_or(&run.end));
        let length = timeline.wall(*to) - begins;
        let parts = length.as_micros() / 1_000 / between;
        let part = |part| timeline.moment(begins + length.scaled(part, parts));
        moments.extend((1..parts).map(part));
    }
    moments
}

/// How long each moment is shown, before it is made to fit.
fn holds(run: &Run, timeline: &Timeline, moments: &[Instant]) -> Vec<u64> {
    let steps = steps(run);
    let next = moments.iter().skip(1).chain([&run.end]);
    let hold = |(at, next): (&Instant, &Instant)| {
        let length = (timeline.wall(*next) - timeline.wall(*at)).as_micros() / 1_000;
        length + if steps.binary_search(at).is_ok() { STEP } else { 0 }
    };
    moments.iter().zip(next).map(hold).collect()
}

/// Holds in whole hundredths of a second, longer or shorter all alike so that a film is neither
/// over before it was seen nor tiresome.
fn fitted(holds: &[u64]) -> Vec<u16> {
    let last = u64::from(LAST);
    let all = holds.iter().sum::<u64>().max(1);
    // What is rounded up may be a hundredth for each.
    let longest = LONGEST - last - 10 * holds.len() as u64;
    let wanted = all.clamp(SHORTEST - last, longest);
    let fit = |hold: &u64| (hold * wanted).div_ceil(all).max(BRIEFEST).next_multiple_of(10);
    holds.iter().map(|hold| u16::try_from(fit(hold)).unwrap_or(u16::MAX - 5)).collect()
}
