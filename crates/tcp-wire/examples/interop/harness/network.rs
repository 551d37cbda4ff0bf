//! The network between the two ends.

use super::dice::Dice;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tcp_model::segment::Segment;
use tcp_model::time::{Duration, Instant};
use tcp_wire::parse;

/// Which end.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum End {
    Ours,
    Theirs,
}

/// In how many cases of a hundred each thing happens to a datagram.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Cruelty {
    pub(crate) loss: u64,
    pub(crate) copy: u64,
    pub(crate) damage: u64,
    /// Being delayed for seconds.
    pub(crate) late: u64,
}

/// A datagram that arrives.
pub(crate) struct Arrival {
    pub(crate) at: End,
    pub(crate) octets: Vec<u8>,
    pub(crate) damaged: bool,
}

pub(crate) struct Network {
    dice: Dice,
    cruelty: Cruelty,
    /// By time of arrival, and by turn for those that arrive together.
    under_way: BTreeMap<(Instant, usize), Arrival>,
    turn: usize,
    /// Everything that was sent: when, by whom, and what became of it.
    log: Vec<(Instant, End, Vec<u8>, String)>,
}

/// From then on every datagram arrives: whoever is patient gets through.
const CALM_AFTER: Instant = Instant::from_micros(30_000_000);

impl Network {
    pub(crate) fn new(dice: Dice, cruelty: Cruelty) -> Network {
        Network { dice, cruelty, under_way: BTreeMap::new(), turn: 0, log: Vec::new() }
    }

    pub(crate) fn send(&mut self, from: End, octets: Vec<u8>, now: Instant) {
        let calm = now >= CALM_AFTER;
        let fate = if !calm && self.dice.percent(self.cruelty.loss) {
            "lost".to_owned()
        } else {
            let copies = 1 + usize::from(!calm && self.dice.percent(self.cruelty.copy));
            (0..copies).map(|_| self.carry(from, octets.clone(), now, calm)).collect()
        };
        self.log.push((now, from, octets, fate));
    }

    /// Puts a datagram on its way, and says how it goes.
    fn carry(&mut self, from: End, mut octets: Vec<u8>, now: Instant, calm: bool) -> String {
        let late = !calm && self.dice.percent(self.cruelty.late);
        let longest = if late { 3_000_000 } else { 80_000 };
        let due = now + Duration::from_micros(1_000 + self.dice.below(longest));
        let damaged = !calm && self.dice.percent(self.cruelty.damage);
        if damaged {
            // In what the TCP checksum covers, so that it can never pass unnoticed.
            let header = if octets[0] >> 4 == 4 { 20 } else { 40 };
            let at = header + self.dice.below((octets.len() - header) as u64) as usize;
            octets[at] ^= 1 << self.dice.below(8);
        }
        let at = if from == End::Ours { End::Theirs } else { End::Ours };
        self.turn += 1;
        self.under_way.insert((due, self.turn), Arrival { at, octets, damaged });
        format!("arrives at {due}{} ", if damaged { " damaged" } else { "" })
    }

    /// When the next datagram arrives.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.under_way.keys().next().map(|(at, _)| *at)
    }

    /// The next datagram, if it arrives by now.
    pub(crate) fn arrival(&mut self, now: Instant) -> Option<Arrival> {
        let first = self.under_way.first_entry()?;
        (first.key().0 <= now).then(|| first.remove())
    }

    /// How many datagrams were sent.
    pub(crate) fn sent(&self) -> usize {
        self.log.len()
    }

    /// Every segment that was sent.
    pub(crate) fn segments(&self) -> Vec<(End, Segment)> {
        let read = |octets: &[u8]| parse(octets).expect("both ends send segments").segment;
        self.log.iter().map(|(_, from, octets, _)| (*from, read(octets))).collect()
    }

    /// What was sent, a line each: the beginning, and the end.
    pub(crate) fn report(&self) -> String {
        let mut lines = String::new();
        for (turn, (at, from, octets, fate)) in self.log.iter().enumerate() {
            if (200..self.log.len().saturating_sub(100)).contains(&turn) {
                continue;
            }
            let what = match parse(octets) {
                Ok(packet) => format!("{} [{}]", packet.segment, packet.segment.options),
                Err(error) => error.to_string(),
            };
            writeln!(lines, "{at:>12} {from:?}: {what} {fate}").expect("a string takes all");
        }
        lines
    }
}
