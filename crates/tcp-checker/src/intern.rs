//! Values that are stored once and have a number.

use crate::index::{self, Index, Slot};
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::ops;

/// Values of one kind, each with a number from 0 in the order in which they were met.
pub(crate) struct Interned<T> {
    values: Vec<T>,
    index: HashTable<u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Interned<T> {
        Interned { values: Vec::new(), index: HashTable::new() }
    }
}

impl<T> Interned<T> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }
}

impl<T: Clone + Eq + Hash> Interned<T> {
    /// The number of a value, which is stored if it is new.
    pub(crate) fn number(&mut self, value: &T) -> u32 {
        let Interned { values, index } = self;
        let hash = hash(value);
        if let Some(number) = index.find(hash, |number| values[*number as usize] == *value) {
            return *number;
        }
        let number = values.len() as u32;
        index.insert_unique(hash, number, |number| self::hash(&values[*number as usize]));
        values.push(value.clone());
        number
    }
}

impl<T> ops::Index<u32> for Interned<T> {
    type Output = T;

    fn index(&self, number: u32) -> &T {
        &self.values[number as usize]
    }
}

/// Lists of numbers, each stored once, end to end. The number of a list is the place where it
/// begins: its length comes first.
pub(crate) struct Lists {
    numbers: Vec<u32>,
    count: usize,
    index: Index,
}

impl Default for Lists {
    /// With the empty list, whose number is 0.
    fn default() -> Lists {
        let mut lists = Lists { numbers: Vec::new(), count: 0, index: Index::default() };
        lists.number(&[], Lists::hash(&[]));
        lists
    }
}

fn list(numbers: &[u32], number: u32) -> &[u32] {
    let start = number as usize + 1;
    &numbers[start..start + numbers[start - 1] as usize]
}

impl Lists {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The list with this number.
    pub(crate) fn get(&self, number: u32) -> &[u32] {
        list(&self.numbers, number)
    }

    /// The hash by which a list is found.
    pub(crate) fn hash(list: &[u32]) -> u32 {
        index::fold(hash(list))
    }

    /// Where a search for a list with this hash begins.
    pub(crate) fn slot(&self, hash: u32) -> Slot {
        self.index.slot(hash)
    }

    /// The length of the list to which a slot leads; 0 if it leads to none.
    pub(crate) fn peek(&self, slot: Slot, hash: u32) -> u32 {
        slot.number(hash).map_or(0, |number| self.numbers[number as usize])
    }

    /// The number of a list with this hash; it is stored if it is new.
    pub(crate) fn number(&mut self, wanted: &[u32], hash: u32) -> u32 {
        let Lists { numbers, count, index } = self;
        if let Some(number) = index.find(hash, |number| list(numbers, number) == wanted) {
            return number;
        }
        let number =
            u32::try_from(numbers.len()).expect("lists have fewer than 2^32 numbers in all");
        numbers.push(wanted.len() as u32);
        numbers.extend_from_slice(wanted);
        *count += 1;
        index.insert(hash, number);
        number
    }
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_number() {
        let mut words = Interned::default();
        let numbers = ["SYN", "ACK", "SYN", "FIN", "ACK"].map(|word| words.number(&word));
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert_eq!((words[2], words.len()), ("FIN", 3));
    }

    #[test]
    fn a_list_keeps_its_number() {
        let mut lists = Lists::default();
        let mut number = |list: &[u32]| lists.number(list, Lists::hash(list));
        let numbers = [&[7, 8][..], &[], &[7], &[7, 8], &[8, 7]].map(&mut number);
        assert_eq!(numbers, [1, 0, 4, 1, 6]);
        let first = number(&[0, 0]);
        (0..1000).for_each(|n| assert_eq!(number(&[n, n]), first + 3 * n));
        assert_eq!((lists.get(0), lists.get(1), lists.get(6)), (&[][..], &[7, 8][..], &[8, 7][..]));
        assert_eq!((lists.get(first + 3 * 600), lists.len()), (&[600, 600][..], 1004));
    }
}
