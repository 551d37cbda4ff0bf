//! Tables of what an event does to an endpoint with a given history, one line a row.
//!
//! A row begins with a history, `FIN-WAIT-1; < ACK 2001 1002`: a named state, perhaps with knobs
//! in front (`[rfc5961=off] LISTEN`), and then events that follow. An event is a user call
//! (`SEND 10`), a segment that arrives (`< FIN,ACK 2001 1001 +10`), a timer that expires (`timer
//! RTO`), a report of the network about a number (`icmp soft 1001`), or nothing for a time (`wait
//! 2s`). Then comes the event that the row is about, and what is expected of it.
//!
//! Segments are written `CTL SEQ [ACK] [+octets] [wnd=…] [up=…]`, and options as [`language`]
//! says. In every named state our ISS is 1000, the peer's 2000; we can take 1000 octets and the
//! peer 500. An event comes 10 ms after the one before it.

use crate::language;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use tcp_model::clause::Why;
use tcp_model::endpoint::{Call, Endpoint, Output};
use tcp_model::knobs::{Handshake, Isn, Knobs, TimeWait};
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::verdict::Ruling;

/// The named states, each with the one before it and the events that lead on from there.
const NAMED: [(&str, &str); 12] = [
    ("LISTEN", "CLOSED; OPEN passive"),
    ("SYN-SENT", "CLOSED; OPEN active"),
    ("SYN-RECEIVED passive", "LISTEN; < SYN 2000"),
    ("SYN-RECEIVED active", "SYN-SENT; < SYN 2000"),
    ("ESTABLISHED", "SYN-SENT; < SYN,ACK 2000 1001"),
    ("FIN-WAIT-1", "ESTABLISHED; CLOSE"),
    ("FIN-WAIT-2", "FIN-WAIT-1; < ACK 2001 1002"),
    ("CLOSE-WAIT", "ESTABLISHED; < FIN,ACK 2001 1001"),
    ("CLOSING", "FIN-WAIT-1; < FIN,ACK 2001 1001"),
    ("LAST-ACK", "CLOSE-WAIT; CLOSE"),
    ("TIME-WAIT", "FIN-WAIT-2; < FIN,ACK 2001 1002"),
    ("CLOSED", ""),
];

/// How much the endpoint of a history has room for.
pub(crate) const RECEIVE_BUFFER: u32 = 1000;
/// How much its peer has room for, unless a segment says otherwise.
const PEER_WINDOW: u16 = 500;

pub(crate) fn knobs() -> Knobs {
    Knobs {
        isn: Isn::Given(vec![SeqNum(1000), SeqNum(1100), SeqNum(1200)]),
        receive_buffer: RECEIVE_BUFFER,
        mtu: 140,
        // The tables are about arriving segments; what the network can take has its own.
        congestion_control: false,
        nagle: false,
        ..Knobs::default()
    }
}

/// An endpoint with a history.
pub(crate) struct World {
    pub(crate) end: Endpoint,
    now: Instant,
    /// The time stands still, and the endpoint ages instead.
    stands: bool,
    /// What the last event asked for.
    pub(crate) out: Vec<Output>,
    /// How the last segment was ruled on.
    pub(crate) ruling: Option<Ruling>,
    /// How the last call ended.
    pub(crate) result: String,
    /// The timers that run.
    pub(crate) timers: BTreeSet<Timer>,
}

impl World {
    /// The endpoint that a history leads to.
    pub(crate) fn new(history: &str) -> World {
        World::beginning(history, Instant::ZERO, false)
    }

    /// The same, with an endpoint that ages while the time stands still.
    pub(crate) fn standing(history: &str) -> World {
        World::beginning(history, Instant::from_micros(24 * 3_600_000_000), true)
    }

    fn beginning(history: &str, now: Instant, stands: bool) -> World {
        let history = history.trim();
        let (settings, history) = match history.strip_prefix('[') {
            Some(rest) => rest.split_once(']').expect("a list of knobs ends with ]"),
            None => ("", history),
        };
        let end = Endpoint::new(Arc::new(set_knobs(knobs(), settings)));
        let mut world = World {
            end,
            now,
            stands,
            out: vec![],
            ruling: None,
            result: String::new(),
            timers: BTreeSet::new(),
        };
        world.relive(history.trim());
        world
    }

    fn relive(&mut self, history: &str) {
        let (name, events) = history.split_once(';').unwrap_or((history, ""));
        if !history.is_empty() {
            let named = NAMED.iter().find(|(known, _)| *known == name.trim());
            let (_, before) = named.unwrap_or_else(|| panic!("no state is named {name:?}"));
            self.relive(before);
        }
        events.split(';').map(str::trim).filter(|e| !e.is_empty()).for_each(|e| self.live(e));
    }

    fn pass(&mut self, length: Duration) {
        match self.stands {
            true => self.end.age(length),
            false => self.now = self.now + length,
        }
    }

    /// Lets an event happen.
    pub(crate) fn live(&mut self, event: &str) {
        self.out.clear();
        self.pass(Duration::from_millis(10));
        if let Some(arriving) = event.strip_prefix('<') {
            self.arrive(&segment(arriving));
        } else if let Some(length) = event.strip_prefix("wait ") {
            self.pass(language::duration(length));
        } else if let Some(report) = event.strip_prefix("icmp ") {
            let (report, seq) = report.split_once(' ').expect("icmp report SEQ");
            let seq = SeqNum(number(seq));
            self.end.icmp_arrives(language::report(report), seq, self.now, &mut self.out);
            self.keep_timers();
        } else if let Some(name) = event.strip_prefix("timer ") {
            let timer = timer(name);
            self.timers.remove(&timer);
            self.end.timeout(timer, self.now, &mut self.out);
            self.keep_timers();
        } else {
            self.result = match self.end.call(call(event), self.now, &mut self.out) {
                Ok(()) => "ok".to_owned(),
                Err(error) => error.to_string(),
            };
            self.keep_timers();
        }
    }

    pub(crate) fn arrive(&mut self, segment: &Segment) {
        self.out.clear();
        self.ruling = Some(self.end.segment_arrives(segment, self.now, &mut self.out));
        self.keep_timers();
    }

    fn keep_timers(&mut self) {
        for output in &self.out {
            match output {
                Output::SetTimer { timer, .. } => {
                    self.timers.insert(*timer);
                }
                Output::StopTimer { timer } => {
                    assert!(self.timers.remove(timer), "{timer} is stopped and did not run");
                }
                _ => {}
            }
        }
    }

    /// What the last event asked for, without the timers of an open connection.
    pub(crate) fn effects(&self) -> String {
        let told = self.out.iter().filter_map(|output| match output {
            Output::Send { segment, retransmission, .. } => {
                let again = if *retransmission { "again " } else { "" };
                Some(format!("{again}{}", written(segment)))
            }
            Output::Signal { signal, .. } => Some(signal.to_string()),
            Output::Deliver { text } => Some(format!("deliver {}", text.len())),
            Output::SetTimer { timer: Timer::TimeWait, .. } => Some("start TIME-WAIT".to_owned()),
            Output::SetTimer { .. } | Output::StopTimer { .. } | Output::Transition { .. } => None,
        });
        told.collect::<Vec<String>>().join("; ")
    }

    /// The timers that the last event started and stopped.
    pub(crate) fn timers(&self) -> String {
        let told = self.out.iter().filter_map(|output| match output {
            Output::SetTimer { timer, after, .. } => Some(format!("{timer} {after}")),
            Output::StopTimer { timer } => Some(format!("-{timer}")),
            _ => None,
        });
        told.collect::<Vec<String>>().join("; ")
    }

    /// `9293 3.10.7.4 fifth`, with the knob that deviates behind an exclamation mark.
    pub(crate) fn clause(&self) -> String {
        let Why { clause, deviation } = self.ruling.expect("a segment has arrived").why;
        let mut text = format!("{} {} {}", clause.rfc, clause.section, clause.detail);
        text.truncate(text.trim_end().len());
        if let Some(deviation) = deviation {
            write!(text, " ! {}", deviation.knob).expect("a string takes everything");
        }
        text
    }
}

/// Checks every row of a table: `check` turns the columns of a row into what was expected and
/// what came out. All that differ are shown at once. Says how many rows there are.
pub(crate) fn check_table(
    name: &str,
    table: &str,
    check: impl Fn(&[&str]) -> (String, String),
) -> usize {
    let mut wrong = String::new();
    let mut rows = 0;
    for (number, line) in table.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        rows += 1;
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let (expected, found) = check(&columns);
        if expected != found {
            let number = number + 1;
            write!(wrong, "\n{name}:{number}: {line}\n  expected {expected}\n  found    {found}\n")
                .expect("a string takes everything");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    rows
}

fn set_knobs(knobs: Knobs, settings: &str) -> Knobs {
    settings.split_whitespace().fold(knobs, |knobs, setting| {
        let (name, value) = setting.split_once('=').expect("a knob is written name=value");
        match (name, value) {
            ("handshake", "two-way") => Knobs { handshake: Handshake::TwoWay, ..knobs },
            ("handshake", "four-way") => Knobs { handshake: Handshake::FourWay, ..knobs },
            ("handshake", "ack-of-ack") => Knobs { handshake: Handshake::FourWayAckOfAck, ..knobs },
            ("rfc5961", "off") => Knobs { rfc5961: false, ..knobs },
            ("receive", "manual") => Knobs { auto_receive: false, ..knobs },
            ("time_wait", "0") => Knobs { time_wait: TimeWait::Zero, ..knobs },
            ("time_wait", "1msl") => Knobs { time_wait: TimeWait::OneMsl, ..knobs },
            ("isn", "fixed") => Knobs { isn: Isn::Fixed(SeqNum(1000)), ..knobs },
            ("buffer", octets) => Knobs { receive_buffer: number(octets), ..knobs },
            ("mss", octets) => Knobs { mtu: number::<u16>(octets) + 40, ..knobs },
            ("rto", length) => Knobs { rto: number(length), ..knobs },
            ("r2", times) => Knobs { r2: number(times), ..knobs },
            ("r2_syn", times) => Knobs { r2_syn: number(times), ..knobs },
            _ => language::turn(knobs, name, value),
        }
    })
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number, or too large"))
}

fn call(text: &str) -> Call {
    match text.split_once(' ').unwrap_or((text, "")) {
        ("OPEN", "passive") => Call::OpenPassive,
        ("OPEN", "active") => Call::OpenActive,
        ("OPEN", text) => Call::OpenActiveSend(text_of(text.strip_prefix("active SEND "))),
        ("SEND", text) => match text.strip_suffix(" URGENT") {
            Some(octets) => Call::SendUrgent(text_of(Some(octets))),
            None => Call::Send(text_of(Some(text))),
        },
        ("RECEIVE", octets) => Call::Receive(number(octets)),
        ("CLOSE", "") => Call::Close,
        ("ABORT", "") => Call::Abort,
        _ => panic!("no call is written {text:?}"),
    }
}

fn text_of(octets: Option<&str>) -> Payload {
    Payload::repeating("text", number(octets.expect("how many octets of text")))
}

fn timer(name: &str) -> Timer {
    let known = Timer::ALL.into_iter().find(|timer| timer.name() == name);
    known.unwrap_or_else(|| panic!("no timer is named {name:?}"))
}

/// Reads a segment as the tables write it.
pub(crate) fn segment(text: &str) -> Segment {
    let mut words = text.split_whitespace();
    let flags = match words.next().expect("a segment has control bits") {
        "NONE" => SegmentFlags::NONE,
        names => SegmentFlags::from_names(names).unwrap_or_else(|| panic!("no bits {names:?}")),
    };
    let mut segment = Segment { flags, wnd: PEER_WINDOW, ..Segment::default() };
    let mut numbers = Vec::new();
    for word in words {
        if let Some(octets) = word.strip_prefix('+') {
            segment.data = Payload::repeating("peer", number(octets));
        } else if let Some(wnd) = word.strip_prefix("wnd=") {
            segment.wnd = number(wnd);
        } else if let Some(up) = word.strip_prefix("up=") {
            segment.up = number(up);
        } else if language::option(word, &mut segment.options) {
            continue;
        } else {
            numbers.push(SeqNum(number(word)));
        }
    }
    let acknowledges = flags.contains(SegmentFlags::ACK);
    assert_eq!(numbers.len(), 1 + usize::from(acknowledges), "SEQ, and ACK if it counts: {text}");
    segment.seq = numbers[0];
    segment.ack = if acknowledges { numbers[1] } else { SeqNum::default() };
    segment
}

/// Writes a segment that we sent; the window only where it is not all of the buffer.
pub(crate) fn written(segment: &Segment) -> String {
    let mut text = format!("{} {}", segment.flags, segment.seq);
    if let Some(ack) = segment.acknowledgment() {
        write!(text, " {ack}").expect("a string takes everything");
    }
    if !segment.data.is_empty() {
        write!(text, " +{}", segment.data.len()).expect("a string takes everything");
    }
    if u32::from(segment.wnd) != RECEIVE_BUFFER && !segment.has(SegmentFlags::RST) {
        write!(text, " wnd={}", segment.wnd).expect("a string takes everything");
    }
    if segment.has(SegmentFlags::URG) {
        write!(text, " up={}", segment.up).expect("a string takes everything");
    }
    text.push_str(&language::written(&segment.options));
    text
}

/// Every named state is reached by its history.
#[test]
fn histories_lead_where_they_say() {
    for (name, _) in NAMED {
        let state = World::new(name).end.state();
        assert!(name.starts_with(state.name()), "{name} leads to {state}");
    }
    assert_eq!(State::ALL.len() + 1, NAMED.len(), "SYN-RECEIVED has two");
}

/// A test for each of these tables, with the function that checks one and says how many rows it
/// has.
macro_rules! tables {
    (with $check:ident: $($test:ident = $file:literal, at least $rows:literal rows;)*) => {$(
        #[test]
        fn $test() {
            assert!($check($file, include_str!(concat!("tables/", $file))) >= $rows);
        }
    )*};
}
pub(crate) use tables;
