//! Values that are stored once and have a number.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::ops::Index;

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

impl<T> Index<u32> for Interned<T> {
    type Output = T;

    fn index(&self, number: u32) -> &T {
        &self.values[number as usize]
    }
}

/// Lists of numbers, each stored once, end to end.
pub(crate) struct Lists {
    numbers: Vec<u32>,
    ends: Vec<u32>,
    index: HashTable<u32>,
}

impl Default for Lists {
    /// With the empty list, whose number is 0.
    fn default() -> Lists {
        let mut lists = Lists { numbers: Vec::new(), ends: Vec::new(), index: HashTable::new() };
        lists.number(&[]);
        lists
    }
}

fn list<'a>(numbers: &'a [u32], ends: &[u32], number: u32) -> &'a [u32] {
    let number = number as usize;
    let start = if number == 0 { 0 } else { ends[number - 1] };
    &numbers[start as usize..ends[number] as usize]
}

impl Lists {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list with this number.
    pub(crate) fn get(&self, number: u32) -> &[u32] {
        list(&self.numbers, &self.ends, number)
    }

    /// The number of a list, which is stored if it is new.
    pub(crate) fn number(&mut self, wanted: &[u32]) -> u32 {
        let Lists { numbers, ends, index } = self;
        let hash = hash(wanted);
        if let Some(number) = index.find(hash, |number| list(numbers, ends, *number) == wanted) {
            return *number;
        }
        let number = ends.len() as u32;
        index.insert_unique(hash, number, |number| self::hash(list(numbers, ends, *number)));
        numbers.extend_from_slice(wanted);
        ends.push(u32::try_from(numbers.len()).expect("lists have fewer than 2^32 numbers in all"));
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
        let numbers = [&[7, 8][..], &[], &[7], &[7, 8], &[8, 7]].map(|list| lists.number(list));
        assert_eq!(numbers, [1, 0, 2, 1, 3]);
        assert_eq!((lists.get(0), lists.get(1), lists.get(3)), (&[][..], &[7, 8][..], &[8, 7][..]));
        (0..1000).for_each(|n| assert_eq!(lists.number(&[n, n]), n + 4));
        assert_eq!(lists.get(600), [596, 596]);
    }
}
