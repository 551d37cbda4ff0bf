//! A short run of every fuzz target: each input of its corpus as it is, and mutated a little by a
//! generator of fixed seeds, so that the run is the same each time.

use std::fs;
use std::path::Path;
use tcp_fuzz::TARGETS;

/// How many mutations of each input are tried.
const MUTATIONS: u64 = 40;

/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// Octets flipped, cut out, doubled: what a fuzzer does first.
fn mutated(input: &[u8], seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let mut octets = input.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(octets.len());
        match random.below(4) {
            0 if at < octets.len() => octets[at] ^= 1 << random.below(8),
            1 if at < octets.len() => octets[at] = random.next() as u8,
            2 => octets.truncate(at),
            _ => {
                let end = at + random.below(octets.len() - at.min(octets.len()));
                let piece = octets[at.min(end)..end].to_vec();
                octets.splice(at..at, piece);
            }
        }
    }
    octets
}

#[test]
fn no_input_of_the_corpora_and_near_them_breaks_anything() {
    for (name, target) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut paths: Vec<_> = fs::read_dir(folder)
            .expect("a corpus")
            .map(|e| e.expect("it is read").path())
            .collect();
        paths.sort();
        assert!(!paths.is_empty(), "{name} has a corpus");
        for (number, path) in paths.iter().enumerate() {
            let input = fs::read(path).expect("an input");
            target(&input);
            for mutation in 0..MUTATIONS {
                target(&mutated(&input, number as u64 * MUTATIONS + mutation));
            }
        }
    }
}
