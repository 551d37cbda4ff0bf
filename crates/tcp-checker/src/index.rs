//! Numbers of what is stored elsewhere, found by its hash. The hash only says where to look:
//! whoever asks compares what is stored there.

/// Numbers by hash: open addressing with linear probing. A slot holds a hash and, beside it, a
/// number and one more, so that zero is an empty slot. Where a hash belongs is decided by its
/// upper bits: when the table doubles, it is read and written from one end to the other.
pub(crate) struct Index {
    slots: Vec<u64>,
    used: usize,
    /// The bits of a hash that do not say where it belongs.
    shift: u32,
}

/// What a slot holds.
#[derive(Copy, Clone)]
pub(crate) struct Slot(u64);

impl Slot {
    /// The number in it, if it has this hash.
    pub(crate) fn number(self, hash: u32) -> Option<u32> {
        let Slot(slot) = self;
        (slot >> 32 == u64::from(hash) && slot != 0).then(|| slot as u32 - 1)
    }
}

impl Default for Index {
    fn default() -> Index {
        Index { slots: vec![0; 1 << 4], used: 0, shift: 32 - 4 }
    }
}

impl Index {
    /// The number with this hash that is `it`.
    pub(crate) fn find(&self, hash: u32, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut place = self.place(hash);
        loop {
            let slot = Slot(self.slots[place & mask]);
            if slot.0 == 0 {
                return None;
            }
            if let Some(number) = slot.number(hash).filter(|number| is_it(*number)) {
                return Some(number);
            }
            place += 1;
        }
    }

    /// The slot at which a search for this hash begins. Whoever has many to look for fetches
    /// their slots first, one after the other: nothing depends on what is there, so that the
    /// processor waits for all of that memory at once.
    pub(crate) fn slot(&self, hash: u32) -> Slot {
        Slot(self.slots[self.place(hash)])
    }

    /// Adds a number that is not there.
    pub(crate) fn insert(&mut self, hash: u32, number: u32) {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        self.used += 1;
        self.put(u64::from(hash) << 32 | u64::from(number + 1));
    }

    fn place(&self, hash: u32) -> usize {
        (hash >> self.shift) as usize
    }

    fn put(&mut self, entry: u64) {
        let mask = self.slots.len() - 1;
        let mut place = self.place((entry >> 32) as u32);
        while self.slots[place & mask] != 0 {
            place += 1;
        }
        self.slots[place & mask] = entry;
    }

    fn grow(&mut self) {
        let doubled = vec![0; self.slots.len() * 2];
        let slots = std::mem::replace(&mut self.slots, doubled);
        self.shift -= 1;
        slots.into_iter().filter(|entry| *entry != 0).for_each(|entry| self.put(entry));
    }
}

/// A hash of all bits of a longer one.
pub(crate) fn fold(hash: u64) -> u32 {
    (hash ^ hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_whatever_else_has_its_hash() {
        let mut index = Index::default();
        let hash = |number: u32| (number / 3).wrapping_mul(0x9e37_79b9);
        for number in 0..10_000 {
            assert_eq!(index.find(hash(number), |found| found == number), None);
            index.insert(hash(number), number);
        }
        for number in 0..10_000 {
            assert_eq!(index.find(hash(number), |found| found == number), Some(number));
        }
        assert_eq!(index.find(hash(10_002), |_| true), None);
    }

    #[test]
    fn the_last_places_go_on_at_the_first() {
        let mut index = Index::default();
        (0..10).for_each(|number| index.insert(u32::MAX, number));
        assert_eq!(index.find(u32::MAX, |found| found == 9), Some(9));
    }
}
