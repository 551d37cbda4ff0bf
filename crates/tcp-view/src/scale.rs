//! The time scale of a ladder: so many pixels for a millisecond, the same everywhere but in the
//! scale breaks, where an idle stretch is cut out. A slope is therefore always a real delay.

use crate::fixed::{Px, px};
use tcp_model::script::Origin;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{Landing, Run};

/// How high a scale break is: the pair of zigzags and a little room on both sides.
pub const BREAK_HEIGHT: Px = px(30);

/// What stays visible before what happens after a break.
const ROOM_BEFORE: Px = px(30);

/// The travelling time that is assumed where nothing has travelled.
const USUAL_DELAY: Duration = Duration::from_millis(40);

/// How steep time runs: `height` pixels for every `per`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Slope {
    /// So many pixels
    pub height: Px,
    /// for so much time; never zero.
    pub per: Duration,
}

impl Slope {
    fn height_of(self, length: Duration) -> Px {
        let height = u64::from(self.height.0.unsigned_abs());
        let tenths = length.as_micros().saturating_mul(height) / self.per.as_micros().max(1);
        Px(i32::try_from(tenths).unwrap_or(i32::MAX / 4))
    }

    fn time_of(self, height: Px) -> Duration {
        let (tenths, per) = (u64::from(height.0.unsigned_abs()), self.per.as_micros());
        let height = u64::from(self.height.0.unsigned_abs());
        Duration::from_micros(tenths.saturating_mul(per).div_ceil(height))
    }
}

/// A scale break: the times that are cut out and where the cut is drawn.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The beginning of what is cut out.
    pub from: Instant,
    /// Its end.
    pub to: Instant,
    /// Where `from` is drawn.
    pub y0: Px,
    /// Where `to` is drawn.
    pub y1: Px,
}

/// Model time to y and back, piecewise linear and increasing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    slope: Slope,
    /// What stays visible before a break.
    room: Px,
    /// Where the pieces meet, in order; the first is the beginning of the run.
    knots: Vec<(Instant, Px)>,
    breaks: Vec<Break>,
}

impl Scale {
    /// A scale on which the runs begin at `top`: one run, or several on a common axis. What is
    /// idle for more than three round trips is cut out, but for `room` behind the last event, in
    /// which the state that was reached has its name.
    pub fn new(runs: &[&Run], slope: Slope, top: Px, room: Px) -> Scale {
        let knots = vec![(Instant::ZERO, top)];
        let mut scale = Scale { slope, room, knots, breaks: Vec::new() };
        let limit = runs.iter().map(|run| usual_delay(run)).max().unwrap_or(USUAL_DELAY) * 6;
        let mut busy = Vec::new();
        for run in runs {
            add_busy_instants(run, &mut busy);
        }
        for at in busy {
            scale.extend(at, limit);
        }
        scale
    }

    /// Goes on to the next moment at which something happens.
    fn extend(&mut self, at: Instant, limit: Duration) {
        let (last, y) = self.last();
        let (after, before) = (self.slope.time_of(self.room), self.slope.time_of(ROOM_BEFORE));
        let gap = at.since(last);
        if gap > limit && gap > after + before * 2 {
            let from = last + after;
            let to = last + Duration::from_micros(gap.as_micros() - before.as_micros());
            let y0 = y + self.room;
            let y1 = y0 + BREAK_HEIGHT;
            self.breaks.push(Break { from, to, y0, y1 });
            self.knots.extend([(from, y0), (to, y1), (at, y1 + ROOM_BEFORE)]);
        } else if gap > Duration::ZERO {
            self.knots.push((at, y + self.slope.height_of(gap)));
        }
    }

    fn last(&self) -> (Instant, Px) {
        self.knots[self.knots.len() - 1]
    }

    /// Where a moment is drawn.
    pub fn y(&self, t: Instant) -> Px {
        let after = self.knots.partition_point(|(at, _)| *at <= t);
        let (t0, y0) = self.knots[after.saturating_sub(1)];
        let Some((t1, y1)) = self.knots.get(after) else {
            return y0 + self.slope.height_of(t.since(t0));
        };
        let height = u64::from((*y1 - y0).0.unsigned_abs());
        Px(y0.0 + t.since(t0).scaled(height, t1.since(t0).as_micros()).as_micros() as i32)
    }

    /// The earliest moment that is drawn at `y` or below: `time_at(y(t)) <= t`, and `y` of it is
    /// never above `y`. The beginning for everything above it.
    pub fn time_at(&self, y: Px) -> Instant {
        let below = self.knots.partition_point(|(_, knot)| *knot < y);
        let Some(above) = below.checked_sub(1) else { return Instant::ZERO };
        let (t0, y0) = self.knots[above];
        let Some((t1, y1)) = self.knots.get(below) else {
            return t0 + self.slope.time_of(y - y0);
        };
        let height = u64::from((*y1 - y0).0.unsigned_abs());
        let part = t1.since(t0) * u64::from((y - y0).0.unsigned_abs());
        t0 + Duration::from_micros(part.as_micros().div_ceil(height))
    }

    /// The last moment that the scale was made for.
    pub fn end(&self) -> Instant {
        self.last().0
    }

    /// The scale breaks in order.
    pub fn breaks(&self) -> &[Break] {
        &self.breaks
    }

    /// How steep it is outside the breaks.
    pub const fn slope(&self) -> Slope {
        self.slope
    }
}

/// How long a segment of this run travels when nothing happens to it: the median.
pub fn usual_delay(run: &Run) -> Duration {
    let mut delays = Vec::new();
    for flight in &run.flights {
        if flight.origin == Origin::Endpoint && flight.copy_of.is_none() {
            insert_in_order(&mut delays, flight.due.since(flight.sent));
        }
    }
    let median = delays.get(delays.len() / 2).copied().unwrap_or(USUAL_DELAY);
    median.max(Duration::from_micros(1))
}

/// How long a run is without what is cut out of it.
pub fn active_time(run: &Run) -> Duration {
    let limit = usual_delay(run) * 6;
    let mut busy = Vec::new();
    add_busy_instants(run, &mut busy);
    let gaps = busy.windows(2).map(|pair| pair[1].since(pair[0]));
    gaps.filter(|gap| *gap <= limit).fold(Duration::ZERO, |sum, gap| sum + gap)
}

/// Adds the moments that must not be cut out, in order.
fn add_busy_instants(run: &Run, busy: &mut Vec<Instant>) {
    let usual = usual_delay(run);
    for event in &run.events {
        insert_in_order(busy, event.at);
    }
    for flight in &run.flights {
        // The path that a lost segment did not go is drawn as well, if it is an ordinary one.
        if flight.landing == Landing::Lost && flight.due.since(flight.sent) <= usual * 2 {
            insert_in_order(busy, flight.due);
        }
    }
}

/// What comes in is almost in order, and so needs no sort.
fn insert_in_order<T: Ord>(all: &mut Vec<T>, item: T) {
    all.insert(all.partition_point(|other| *other <= item), item);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    const SLOPE: Slope = Slope { height: px(42), per: Duration::from_millis(40) };

    fn scale(run: &Run) -> Scale {
        Scale::new(&[run], SLOPE, px(50), px(40))
    }

    #[test]
    fn a_delay_is_drawn_as_high_as_the_slope_says() {
        let scale = scale(&sample::handshake());
        let y = |micros| scale.y(Instant::from_micros(micros));
        assert_eq!([y(0), y(40_000), y(80_000)], [px(50), px(92), px(134)]);
        assert!(scale.breaks().is_empty());
    }

    #[test]
    fn time_wait_is_cut_out_and_the_rest_keeps_its_slope() {
        let run = sample::lifecycle();
        let scale = scale(&run);
        let [cut] = scale.breaks() else { panic!("{:?}", scale.breaks()) };
        assert_eq!(cut.y1 - cut.y0, BREAK_HEIGHT);
        assert_eq!(scale.y(run.end) - cut.y1, ROOM_BEFORE);
        assert!(cut.to.since(cut.from) > Duration::from_secs(239));
    }

    proptest! {
        #[test]
        fn y_grows_with_time_and_time_with_y(which in 0..sample::ALL.len(), a: u64, b: u64) {
            let run = sample::ALL[which].1();
            let scale = scale(&run);
            let span = run.end.as_micros() + 1_000_000;
            let (a, b) = (Instant::from_micros(a % span), Instant::from_micros(b % span));
            let (first, second) = (a.min(b), a.max(b));
            prop_assert!(scale.y(first) <= scale.y(second));
            prop_assert!(scale.time_at(scale.y(first)) <= first);
            prop_assert_eq!(scale.y(scale.time_at(scale.y(first))), scale.y(first));
        }
    }
}
