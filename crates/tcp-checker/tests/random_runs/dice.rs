//! Dice that fall the same way each time.

use std::ops::Range;
use tcp_model::time::Duration;

/// SplitMix64, as in the simulator's weather.
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one run of a model.
    pub(crate) fn new(model: &str, run: u64) -> Dice {
        let name = model.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(131) + u64::from(byte));
        Dice(name << 32 ^ run)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number of a range that is not empty.
    pub(crate) fn within(&mut self, range: Range<u64>) -> u64 {
        range.start + self.next() % (range.end - range.start)
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.within(0..all.len() as u64) as usize]
    }

    /// A time up to so many milliseconds, to the microsecond: two are hardly ever the same.
    pub(crate) fn up_to_millis(&mut self, millis: u64) -> Duration {
        Duration::from_micros(self.within(1..1000 * millis))
    }
}
