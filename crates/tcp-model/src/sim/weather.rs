//! Random trouble: the weather of a network, and the dice that decide. The same seed throws the
//! same dice.

use crate::time::Duration;

/// What happens, by chance, to the segments that ends send. Where a fault loses or delays one,
/// chance only says whether it arrives twice.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Weather {
    /// How many of a thousand segments are lost.
    #[cfg_attr(feature = "serde", serde(default))]
    pub loss: u16,
    /// How many of a thousand segments arrive twice.
    #[cfg_attr(feature = "serde", serde(default))]
    pub duplication: u16,
    /// How many of a thousand segments take twice as long, so that later ones overtake them.
    #[cfg_attr(feature = "serde", serde(default))]
    pub reordering: u16,
    /// Up to how much longer than usual every segment takes.
    #[cfg_attr(feature = "serde", serde(default))]
    pub jitter: Duration,
    /// Which of all runs with this weather.
    #[cfg_attr(feature = "serde", serde(default))]
    pub seed: u64,
}

impl Weather {
    /// Whether it leaves everything alone.
    pub fn is_calm(&self) -> bool {
        *self == Weather { seed: self.seed, ..Weather::default() }
    }
}

/// How a segment gets through the network.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Passage {
    /// How long it travels.
    pub(super) delay: Duration,
    /// Where it is lost on the way, if it is.
    pub(super) lost: Option<Loss>,
    /// How long each copy of it travels.
    pub(super) copies: Vec<Duration>,
}

/// Where a segment is lost.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Loss {
    /// Half way.
    HalfWay,
    /// So long after it was sent.
    After(Duration),
}

impl Passage {
    /// Nothing happens to it.
    pub(super) const fn fair(delay: Duration) -> Passage {
        Passage { delay, lost: None, copies: Vec::new() }
    }
}

/// The weather in the course of a run.
#[derive(Clone, Debug)]
pub(super) struct Sky {
    weather: Weather,
    dice: Dice,
}

impl Sky {
    pub(super) fn new(weather: Weather) -> Sky {
        Sky { weather, dice: Dice(weather.seed) }
    }

    /// How the next segment gets through, where `delay` is usual.
    pub(super) fn passage(&mut self, delay: Duration) -> Passage {
        if self.weather.is_calm() {
            return Passage::fair(delay);
        }
        let Weather { loss, duplication, reordering, jitter, .. } = self.weather;
        let lost = self.dice.happens(loss).then_some(Loss::HalfWay);
        let doubled = self.dice.happens(duplication);
        let held_up = if self.dice.happens(reordering) { delay } else { Duration::ZERO };
        let late = delay + held_up + self.dice.up_to(jitter);
        let copy = doubled.then(|| delay * 2 + self.dice.up_to(jitter));
        Passage { delay: late, lost, copies: copy.into_iter().collect() }
    }
}

/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014): a counter that goes up by the golden ratio, and a mix of its bits.
#[derive(Clone, Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// True so many times of a thousand.
    fn happens(&mut self, per_mille: u16) -> bool {
        self.next() % 1000 < u64::from(per_mille)
    }

    fn up_to(&mut self, most: Duration) -> Duration {
        match most.as_micros().checked_add(1) {
            Some(values) => Duration::from_micros(self.next() % values),
            None => Duration::from_micros(self.next()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dice_are_splitmix64() {
        let mut dice = Dice(1_234_567);
        let thrown = [dice.next(), dice.next(), dice.next()];
        // The values that other implementations publish for this seed.
        assert_eq!(
            thrown,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn a_third_of_a_thousand_is_about_a_third() {
        let mut dice = Dice(7);
        let happened = (0..3000).filter(|_| dice.happens(333)).count();
        assert!((900..1100).contains(&happened), "{happened}");
    }
}
