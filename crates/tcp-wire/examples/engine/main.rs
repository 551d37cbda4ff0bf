//! Our engine beside smoltcp's, at the same work in the same run: `cargo xtask bench engine`.
//!
//! A connection of nine segments: the handshake, 100 octets and their acknowledgment, and a close
//! from either side. The contenders take turns, so that whatever else the machine does meets all
//! of them, and each is compared with smoltcp in the same round.
//!
//! - [`ours`]: two endpoints wired directly, the same in octets, and the simulator with its trace.
//! - [`theirs`]: two smoltcp interfaces, with checksums and without.

mod clock;
mod ours;
mod theirs;

use std::io::{self, Write};

/// How often everybody takes a turn.
const ROUNDS: usize = 41;

/// How long a turn is, more or less.
const TURN_NANOS: u64 = 40_000_000;

/// The segments of the connection.
const SEGMENTS: usize = 9;

/// What a contender sends.
const TEXT: &[u8; 100] = &[b'x'; 100];

/// One who opens and closes a connection, and says how many segments that took.
struct Contender {
    name: &'static str,
    connection: Box<dyn FnMut() -> usize>,
    /// How many connections make a turn.
    connections: u64,
    /// Nanoseconds for a segment, by round.
    rounds: Vec<f64>,
}

impl Contender {
    fn new(name: &'static str, mut connection: impl FnMut() -> usize + 'static) -> Contender {
        assert_eq!(connection(), SEGMENTS, "{name}: everybody does the same work");
        let started = clock::cpu_nanos();
        let mut warm = 0;
        while clock::cpu_nanos() - started < TURN_NANOS {
            (0..100).for_each(|_| assert_eq!(connection(), SEGMENTS));
            warm += 100;
        }
        let connection = Box::new(connection);
        Contender { name, connection, connections: warm, rounds: Vec::new() }
    }

    fn take_turn(&mut self) {
        let started = clock::cpu_nanos();
        let segments: usize = (0..self.connections).map(|_| (self.connection)()).sum();
        let taken = clock::cpu_nanos() - started;
        self.rounds.push(taken as f64 / segments as f64);
    }
}

fn main() {
    let mut contenders = [
        Contender::new("smoltcp, without checksums", theirs::connection(false)),
        Contender::new("smoltcp, with checksums", theirs::connection(true)),
        Contender::new("two endpoints", ours::direct()),
        Contender::new("two endpoints, in octets", ours::in_octets()),
        Contender::new("simulator, with its trace", ours::simulated()),
    ];
    for _ in 0..ROUNDS {
        contenders.iter_mut().for_each(Contender::take_turn);
    }
    report(&contenders).expect("standard output is open");
}

/// Medians over the rounds; ratios are those within a round, of which a half lies in brackets.
fn report(contenders: &[Contender]) -> io::Result<()> {
    let out = &mut io::stdout();
    writeln!(out, "{} segments a connection, {ROUNDS} rounds, {}", SEGMENTS, clock::NAME)?;
    writeln!(out, "{:26} {:>16} {:>22}", "", "segments/CPU s", "times smoltcp")?;
    for Contender { name, rounds, .. } in contenders {
        let mut times = rounds.clone();
        let mut ratios: Vec<f64> =
            contenders[0].rounds.iter().zip(rounds).map(|(theirs, ours)| theirs / ours).collect();
        let rate = 1e9 / quantile(&mut times, 50);
        let [low, middle, high] = [25, 50, 75].map(|percent| quantile(&mut ratios, percent));
        writeln!(out, "{name:26} {rate:>16.0} {middle:>8.2} ({low:.2} to {high:.2})")?;
    }
    Ok(())
}

fn quantile(numbers: &mut [f64], percent: usize) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[(numbers.len() - 1) * percent / 100]
}
