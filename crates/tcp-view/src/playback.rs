//! From wall time to model time. Playing means that model time goes by more slowly than it would
//! in a network; a scale break, minutes in which nothing happens, is crossed in a moment.

use crate::scale::Scale;
use tcp_model::time::{Duration, Instant};

/// How long it takes to cross a scale break, at any speed.
pub const BREAK_CROSSING: Duration = Duration::from_millis(400);

/// How fast model time goes by, as a fraction of real time.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Speed {
    /// A segment takes over a second to cross.
    ThirtySecond,
    /// A segment takes about two thirds of a second: slow enough to read along.
    #[default]
    Sixteenth,
    /// Twice that.
    Eighth,
    /// Twice that again.
    Quarter,
    /// As in a network.
    Real,
}

impl Speed {
    /// From slow to fast.
    pub const ALL: [Speed; 5] =
        [Speed::ThirtySecond, Speed::Sixteenth, Speed::Eighth, Speed::Quarter, Speed::Real];

    /// Real time is so many times faster.
    pub const fn divisor(self) -> u64 {
        match self {
            Speed::ThirtySecond => 32,
            Speed::Sixteenth => 16,
            Speed::Eighth => 8,
            Speed::Quarter => 4,
            Speed::Real => 1,
        }
    }

    /// As controls show it.
    pub const fn label(self) -> &'static str {
        match self {
            Speed::ThirtySecond => "1/32×",
            Speed::Sixteenth => "1/16×",
            Speed::Eighth => "1/8×",
            Speed::Quarter => "1/4×",
            Speed::Real => "1×",
        }
    }

    /// As addresses write it: `1/16`, `1`.
    pub fn name(self) -> &'static str {
        self.label().trim_end_matches('×')
    }

    /// The speed that an address means.
    pub fn from_name(name: &str) -> Option<Speed> {
        Speed::ALL.into_iter().find(|speed| speed.name() == name)
    }

    /// The next slower one, or the slowest.
    pub fn slower(self) -> Speed {
        Speed::ALL.into_iter().rev().find(|speed| *speed < self).unwrap_or(self)
    }

    /// The next faster one, or the fastest.
    pub fn faster(self) -> Speed {
        Speed::ALL.into_iter().find(|speed| *speed > self).unwrap_or(self)
    }
}

/// Where model time is after playing for `wall` from `from` on, at most at `end`. `breaks` are
/// the times that the scale cuts out, in order.
pub fn advance(
    from: Instant,
    wall: Duration,
    speed: Speed,
    breaks: &[(Instant, Instant)],
    end: Instant,
) -> Instant {
    let (mut now, mut wall) = (from, wall);
    for (start, stop) in breaks.iter().filter(|(_, stop)| *stop > from) {
        let to_break = start.since(now) * speed.divisor();
        if wall < to_break {
            break;
        }
        wall = wall - to_break;
        now = now.max(*start);
        // What is left of the break takes its share of the crossing.
        let (length, left) = (stop.since(*start).as_micros(), stop.since(now).as_micros());
        let crossing = BREAK_CROSSING.as_micros() * left / length.max(1);
        if wall.as_micros() < crossing {
            // Less than the crossing is left, and a run is not longer than a day.
            let gone = wall.as_micros() * length / BREAK_CROSSING.as_micros();
            return (now + Duration::from_micros(gone)).min(end);
        }
        wall = wall - Duration::from_micros(crossing);
        now = *stop;
    }
    (now + wall.scaled(1, speed.divisor())).min(end)
}

/// A run laid out in wall time, at a speed at which it is over in reasonable time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timeline {
    /// How fast it is played.
    pub speed: Speed,
    /// The times that the scale cuts out, in order.
    breaks: Vec<(Instant, Instant)>,
}

impl Timeline {
    /// At the usual speed, or at the first faster one that takes no longer than `longest`; in
    /// real time if none does.
    pub fn new(scale: &Scale, longest: Duration) -> Timeline {
        let breaks = scale.breaks().iter().map(|cut| (cut.from, cut.to)).collect();
        let mut timeline = Timeline { speed: Speed::default(), breaks };
        while timeline.wall(scale.end()) > longest && timeline.speed < Speed::Real {
            timeline.speed = timeline.speed.faster();
        }
        timeline
    }

    /// How long after the beginning a moment is played: what [`advance`] makes of this is the
    /// moment again, but for rounding.
    pub fn wall(&self, t: Instant) -> Duration {
        let (mut now, mut wall) = (Instant::ZERO, Duration::ZERO);
        for (start, stop) in self.breaks.iter().take_while(|(start, _)| *start < t) {
            wall += start.since(now) * self.speed.divisor();
            let (gone, length) = (t.min(*stop).since(*start), stop.since(*start));
            wall += BREAK_CROSSING.scaled(gone.as_micros(), length.as_micros().max(1));
            now = *stop;
        }
        wall + t.since(now) * self.speed.divisor()
    }

    /// The moment that is played `wall` after the beginning.
    pub fn moment(&self, wall: Duration) -> Instant {
        advance(Instant::ZERO, wall, self.speed, &self.breaks, Instant::MAX)
    }

    /// The ends of the breaks, in order: between them time goes by evenly.
    pub fn bends(&self) -> impl Iterator<Item = Instant> {
        self.breaks.iter().flat_map(|(start, stop)| [*start, *stop])
    }
}

/// How long a caption is left to be read before playing goes on: a second, and a fifteenth of
/// one for each character, Han characters counting for three.
pub fn reading_time(text: &str) -> Duration {
    let weight: u64 = text.chars().map(|c| if c.is_ascii() { 1 } else { 3 }).sum();
    Duration::from_millis(800 + weight * 22).min(Duration::from_secs(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000;

    fn at(micros: u64) -> Instant {
        Instant::from_micros(micros)
    }

    #[test]
    fn model_time_is_wall_time_divided_by_the_speed() {
        let t = advance(at(0), Duration::from_millis(160), Speed::Sixteenth, &[], at(MS * 500));
        assert_eq!(t, at(10 * MS));
    }

    #[test]
    fn it_stops_at_the_end() {
        let t = advance(at(0), Duration::from_secs(60), Speed::Real, &[], at(120 * MS));
        assert_eq!(t, at(120 * MS));
    }

    #[test]
    fn a_break_is_crossed_in_400_ms_at_any_speed() {
        let four_minutes = [(at(100 * MS), at(240_100 * MS))];
        for speed in Speed::ALL {
            let to_break = Duration::from_millis(100 * speed.divisor());
            let cross = |wall| advance(at(0), to_break + wall, speed, &four_minutes, Instant::MAX);
            assert_eq!(cross(Duration::from_millis(200)), at(120_100 * MS), "{}", speed.label());
            assert_eq!(cross(Duration::from_millis(400)), at(240_100 * MS), "{}", speed.label());
        }
    }

    #[test]
    fn a_long_run_is_played_faster() {
        let cut = |longest| Timeline { speed: Speed::Sixteenth, ..timeline(longest) };
        let length = cut(1_000).wall(at(50 * MS)).as_micros();
        assert_eq!(length, 50 * MS * 16);
        assert_eq!(timeline(1_000_000).speed, Speed::Sixteenth);
        assert_eq!(timeline(1_000).speed, Speed::Eighth);
        assert_eq!(timeline(0).speed, Speed::Real);
    }

    /// Of a handshake, 120 ms long, which the usual speed plays in 1.92 s.
    fn timeline(longest_ms: u64) -> Timeline {
        let run = crate::sample::handshake();
        let slope =
            crate::scale::Slope { height: crate::fixed::px(42), per: Duration::from_millis(40) };
        let scale = Scale::new(&[&run], slope, crate::fixed::px(50), crate::fixed::px(40));
        Timeline::new(&scale, Duration::from_millis(longest_ms))
    }

    proptest::proptest! {
        #[test]
        fn wall_time_and_model_time_are_each_others_inverse(t in 0u64..12_000_000) {
            let breaks = vec![(at(50 * MS), at(1_050 * MS)), (at(1_100 * MS), at(9_000 * MS))];
            let timeline = Timeline { speed: Speed::Eighth, breaks };
            let again = timeline.moment(timeline.wall(at(t)));
            // A microsecond of a break's crossing is up to 20 us of the break.
            proptest::prop_assert!(again.max(at(t)).since(again.min(at(t))).as_micros() <= 20);
        }

        #[test]
        fn two_frames_go_as_far_as_one(
            first in 0u64..5_000_000,
            second in 0u64..5_000_000,
            start in 0u64..400_000,
        ) {
            let breaks = [(at(50 * MS), at(1_050 * MS)), (at(1_100 * MS), at(9_000 * MS))];
            let go = |from, wall| {
                advance(from, Duration::from_micros(wall), Speed::Sixteenth, &breaks, Instant::MAX)
            };
            let (once, twice) = (go(at(start), first + second), go(go(at(start), first), second));
            let apart = once.max(twice).since(once.min(twice));
            // Rounding inside a break of eight seconds is worth up to 20 us for each frame.
            proptest::prop_assert!(apart < Duration::from_micros(400), "{once} {twice}");
        }
    }
}
