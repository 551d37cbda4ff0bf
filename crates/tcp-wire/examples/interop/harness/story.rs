//! One connection from its opening to its end, as a seed decides.

use super::agreement;
use super::dice::Dice;
use super::network::{Cruelty, End, Network};
use super::ours::Ours;
use super::part::{Closing, Part};
use super::theirs::{Habits, Theirs};
use smoltcp::socket::tcp;
use std::net::SocketAddr;
use tcp_model::knobs::{DuplicateSyn, Isn, Knobs};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};

/// A story that is not over by then hangs. Without congestion control what was lost is sent again
/// one segment a timeout, and the timeouts are long by then.
fn limit(knobs: &Knobs) -> Instant {
    let minutes = if knobs.congestion_control { 10 } else { 24 * 60 };
    Instant::ZERO + Duration::from_secs(60) * minutes
}

/// Plays the story of a seed, and says how many segments it took.
///
/// # Errors
/// When text did not arrive whole, a user was told of an error, or an end did not get to CLOSED
/// or TIME-WAIT: what was wrong, and every segment.
pub(crate) fn play(seed: u64) -> Result<usize, String> {
    let mut story = Story::new(seed);
    story.ours.open(&mut story.network);
    story.theirs.open(&mut story.network);
    let mut now = Instant::ZERO;
    while !story.is_over() && now < story.limit && story.ours.trouble.is_none() {
        now = story.next(now);
        story.go_on(now);
    }
    story.judge().map_err(|wrong| {
        let cast = format!("ours: {}, theirs: {}", story.ours.state(), story.theirs.state());
        format!("seed {seed}, at {now}: {wrong} ({cast})\n{}", story.network.report())
    })?;
    Ok(story.network.sent())
}

struct Story {
    ours: Ours,
    theirs: Theirs,
    network: Network,
    limit: Instant,
    /// What a SYN without an MSS stands for.
    default_mss: u16,
}

impl Story {
    fn new(seed: u64) -> Story {
        let mut dice = Dice::new(seed);
        let (ours, theirs) = parts(&mut dice);
        let (local, remote) = sockets(&mut dice, ours.active);
        let knobs = Knobs { ipv6: local.is_ipv6(), ..knobs(&mut dice, &ours) };
        let habits = habits(&mut dice);
        let network = Network::new(Dice::new(dice.roll()), cruelty(&mut dice));
        Story {
            limit: limit(&knobs),
            ours: Ours::new(knobs, local, remote, ours),
            theirs: Theirs::new(habits, remote, local, theirs),
            network,
            // RFC 9293 §3.7.1, MUST-15.
            default_mss: if local.is_ipv6() { 1_220 } else { 536 },
        }
    }

    /// When the next thing happens: never earlier than now, and a moment later where an end
    /// says "now" although it has been asked.
    fn next(&mut self, now: Instant) -> Instant {
        let ends = self.theirs.due(now).into_iter().chain(self.ours.due());
        let ends = ends.min().map(|due| due.max(now + Duration::from_micros(100)));
        ends.into_iter().chain(self.network.due()).min().unwrap_or(self.limit).min(self.limit)
    }

    fn go_on(&mut self, now: Instant) {
        while let Some(arrival) = self.network.arrival(now) {
            match arrival.at {
                End::Ours => self.ours.arrives(&arrival, now, &mut self.network),
                End::Theirs => self.theirs.arrives(arrival, now, &mut self.network),
            }
        }
        self.ours.go_on(now, &mut self.network);
        self.theirs.go_on(now, &mut self.network);
    }

    fn is_over(&self) -> bool {
        let ours = matches!(self.ours.state(), State::Closed | State::TimeWait);
        let theirs = matches!(self.theirs.state(), tcp::State::Closed | tcp::State::TimeWait);
        let read = self.ours.part.all_read() && self.theirs.part.all_read();
        ours && theirs && read && self.network.due().is_none()
    }

    fn judge(&self) -> Result<(), String> {
        if let Some(trouble) = &self.ours.trouble {
            return Err(trouble.clone());
        }
        for (name, part) in [("we", &self.ours.part), ("they", &self.theirs.part)] {
            let (got, expected) = (part.received.len(), part.expected.len());
            if part.received != part.expected {
                return Err(format!("{name} have {got} octets of {expected}, or wrong ones"));
            }
        }
        if !self.is_over() {
            return Err("it hangs".to_owned());
        }
        agreement::check(&self.network.segments(), self.default_mss)
    }
}

fn parts(dice: &mut Dice) -> (Part, Part) {
    let texts = [text(dice), text(dice)];
    let closing = dice.one_of(&[
        [Closing::AtOnce, Closing::AfterPeer],
        [Closing::AfterPeer, Closing::AtOnce],
        [Closing::AtOnce, Closing::AtOnce],
    ]);
    // Now and then both: a simultaneous open (RFC 9293 §3.5, Figure 7).
    let first = dice.percent(50);
    let active = [first, !first || dice.percent(20)];
    let mut part = |end: usize| Part {
        active: active[end],
        text: texts[end].clone(),
        expected: texts[1 - end].clone(),
        closing: closing[end],
        receive_buffer: dice.one_of(&[300, 1_000, 5_000, 65_535, 300_000]),
        reads_at_once: dice.percent(60),
        sent: 0,
        received: Vec::new(),
        closed: false,
        next_look: Instant::ZERO,
        dice: Dice::new(dice.roll()),
    };
    let (mut ours, theirs) = (part(0), part(1));
    // RFC 9293 §3.10.3: once it has closed, a user may not RECEIVE what it has left unread.
    ours.reads_at_once |= ours.closing == Closing::AtOnce;
    (ours, theirs)
}

fn text(dice: &mut Dice) -> Vec<u8> {
    let most = dice.one_of(&[1, 10, 1_000, 30_000, 200_000]);
    let len = dice.below(most);
    (0..len).map(|_| dice.roll() as u8).collect()
}

fn knobs(dice: &mut Dice, part: &Part) -> Knobs {
    let anywhere = dice.roll() as u32;
    // Numbers that are about to begin again from zero.
    let iss = dice.one_of(&[anywhere, u32::MAX - 2_000, u32::MAX]);
    // A window that is still worth a segment when it is rounded down.
    let coarsest = (part.receive_buffer / 200).ilog2();
    Knobs {
        isn: Isn::Clock(SeqNum(iss)),
        receive_buffer: part.receive_buffer as u32,
        auto_receive: part.reads_at_once,
        mss: dice.one_of(&[None, Some(100), Some(536), Some(1_220), Some(1_440)]),
        window_scale: dice.percent(60).then(|| dice.below(u64::from(coarsest) + 1) as u8),
        timestamps: dice.percent(50),
        sack_permitted: dice.percent(50),
        delayed_ack: dice.percent(50).then_some(Duration::from_millis(200)),
        nagle: dice.percent(50),
        congestion_control: dice.percent(80),
        duplicate_syn: dice.one_of(&[DuplicateSyn::Ack, DuplicateSyn::SynAck]),
        ..Knobs::default()
    }
}

fn habits(dice: &mut Dice) -> Habits {
    Habits {
        seed: dice.roll(),
        mtu: dice.one_of(&[1_280, 1_500, 9_000]),
        send_buffer: dice.one_of(&[500, 4_000, 65_535]),
        delayed_ack: dice.percent(50),
        nagle: dice.percent(50),
        timestamps: dice.percent(50),
    }
}

/// Of a fourth of the stories the network is kind to segments.
fn cruelty(dice: &mut Dice) -> Cruelty {
    let worst = dice.one_of(&[0, 5, 15, 30]);
    let mut up_to = |most: u64| dice.below(most + 1);
    Cruelty {
        loss: up_to(worst),
        copy: up_to(worst),
        damage: up_to(worst / 3),
        late: up_to(worst / 3),
    }
}

/// Our socket and theirs.
fn sockets(dice: &mut Dice, we_are_active: bool) -> (SocketAddr, SocketAddr) {
    let network = dice.one_of(&["192.0.2.", "2001:db8::"]);
    let socket = |end: u8, active| {
        let ip = format!("{network}{end}").parse().expect("both parts make an address");
        SocketAddr::new(ip, if active { 50_000 } else { 80 })
    };
    (socket(1, we_are_active), socket(2, !we_are_active))
}
