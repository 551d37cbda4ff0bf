//! Dice that fall the same way for the same seed.

/// SplitMix64, as in the weather of the simulator.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Dice whose seed is a text (FNV-1a).
    pub(super) fn of_text(text: &str) -> Dice {
        let mix = |seed: u64, octet| (seed ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
        Dice(text.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// A number below `end`; 0 where there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % end.max(1) as u64) as usize
    }

    /// Puts `items` into another order, each as likely as any.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
