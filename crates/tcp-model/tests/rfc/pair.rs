//! Two endpoints, told as a story: who calls what and when, what the network does, and then
//! everything that happened, one line for each cause, with both states after it.

use crate::world::written;
use std::fmt::Write as _;
use std::sync::Arc;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host::{self, Client, Server};
use tcp_model::host::{Address, Flow, PerHost};
use tcp_model::knobs::{Isn, Knobs};
use tcp_model::options::Options;
use tcp_model::script::{Action, Condition, Injection, Origin, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::sim::{Setup, Start, simulate};
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{Beat, EventKind, Run};

/// A story about to be told.
#[derive(Clone, Debug)]
pub(crate) struct Pair(pub(crate) Setup);

/// The calls with which a connection is opened.
pub(crate) const OPEN: &str = "server OPEN passive\nclient OPEN active\n";

/// Knobs with initial sequence numbers that people can read: 1000 for the client, 2000 for the
/// server, and a hundred more for each incarnation.
pub(crate) fn readable_knobs(host: Host) -> Knobs {
    let first = if host == Client { 1000 } else { 2000 };
    let numbers = [first, first + 100, first + 200].map(SeqNum);
    Knobs { isn: Isn::Given(numbers.to_vec()), ..Knobs::default() }
}

impl Pair {
    /// Both ends CLOSED, with this script: one call a line, `client SEND 10 when server LISTEN`.
    /// The lines of a host follow each other.
    pub(crate) fn new(script: &str) -> Pair {
        let mut tracks = vec![vec![], vec![]];
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (host, rest) = host(line);
            tracks[usize::from(host == Server)].push(step(host, rest));
        }
        let knobs = |host| Arc::new(readable_knobs(host));
        let knobs = PerHost { client: knobs(Client), server: knobs(Server) };
        Pair(Setup { knobs, tracks, ..Setup::default() })
    }

    /// The same with both ends ESTABLISHED.
    pub(crate) fn established(script: &str) -> Pair {
        Pair(Setup { start: Start::Established, ..Pair::new(script).0 })
    }

    /// What the network does: `lose client 1 SYN`, `delay server 2 FIN,ACK 3s`. The number says
    /// which of those that match, 0 all of them; `ACK+text` is an ACK with text.
    pub(crate) fn but(mut self, fault: &str) -> Pair {
        let words: Vec<&str> = fault.split(' ').collect();
        let [verb, from, nth, what, ..] = words[..] else { panic!("no fault reads {fault:?}") };
        let (flags, text) = match what.strip_suffix("+text") {
            Some(flags) => (flags, Some(true)),
            None => (what, None),
        };
        let segment = SegmentPattern {
            from: Some(host(&format!("{from} ")).0),
            flags: SegmentFlags::from_names(flags),
            text,
            nth: Some(nth.parse().expect("a number")).filter(|nth| *nth > 0),
            ..SegmentPattern::default()
        };
        let length = || words[4].parse::<Duration>().expect("a length of time");
        let fate = match verb {
            "lose" => Fate::Lose,
            "lose-after" => Fate::LoseAfter(length()),
            "delay" => Fate::Delay(length()),
            "copy" => Fate::Copy(length()),
            _ => panic!("no fault reads {fault:?}"),
        };
        self.0.faults.push(Fault { segment, fate });
        self
    }

    /// Turns knobs of both ends.
    pub(crate) fn with(self, turn: impl Fn(&mut Knobs)) -> Pair {
        self.with_one(Client, &turn).with_one(Server, &turn)
    }

    /// Turns knobs of one end.
    pub(crate) fn with_one(mut self, host: Host, turn: impl Fn(&mut Knobs)) -> Pair {
        turn(Arc::make_mut(&mut self.0.knobs[host]));
        self
    }

    /// A segment of an earlier incarnation turns up: its sender, its bits, SEQ, ACK and text.
    pub(crate) fn haunted_by(mut self, at: &str, from: Host, segment: &str) -> Pair {
        self.0.tracks.push(vec![injected(at, from, segment, Origin::OldDuplicate, None)]);
        self
    }

    /// An attacker forges a segment to the server, in the name of the client or of a stranger.
    pub(crate) fn attacked(mut self, at: &str, stranger: Option<u8>, segment: &str) -> Pair {
        self.0.tracks.push(vec![injected(at, Client, segment, Origin::Spoofed, stranger)]);
        self
    }

    pub(crate) fn run(&self) -> Run {
        simulate(&self.0)
    }

    /// What happened, for people.
    pub(crate) fn told(&self) -> String {
        told(&self.run())
    }
}

fn injected(
    at: &str,
    from: Host,
    segment: &str,
    origin: Origin,
    stranger: Option<u8>,
) -> ScriptStep {
    let segment = crate::world::segment(segment);
    let injection = Injection {
        from,
        origin,
        stranger,
        wnd: None,
        options: Options::NONE,
        flags: segment.flags,
        seq: segment.seq,
        ack: segment.ack,
        text: Some(("old".to_owned(), segment.data.len())).filter(|(_, len)| *len > 0),
        delay: Duration::ZERO,
    };
    ScriptStep {
        after: Some(Condition::At(at.parse().expect("a length of time"))),
        pause: Duration::ZERO,
        action: Action::Inject(injection),
    }
}

fn host(line: &str) -> (Host, &str) {
    match line.split_once(' ') {
        Some(("client", rest)) => (Client, rest),
        Some(("server", rest)) => (Server, rest),
        _ => panic!("a line begins with its host, not {line:?}"),
    }
}

fn step(host: Host, line: &str) -> ScriptStep {
    let (call, condition) = match (line.split_once(" when "), line.split_once(" at ")) {
        (Some((call, condition)), _) => (call, Some(when(condition))),
        (None, Some((call, at))) => {
            (call, Some(Condition::At(at.parse().expect("a length of time"))))
        }
        (None, None) => (line, None),
    };
    ScriptStep { after: condition, pause: Duration::ZERO, action: action(host, call) }
}

/// `SEND 10`, `50001 SEND 10` from another port, or what befalls the host.
fn action(host: Host, line: &str) -> Action {
    match line.split_once(' ') {
        None if line == "CRASH" => Action::Crash(host),
        None if line == "REBOOT" => Action::Reboot(host),
        None if line == "UNPLUG" => Action::Unplug(host),
        None if line == "PLUG" => Action::Plug(host),
        None if line == "KILL" => Action::Kill(host),
        Some((port, line)) if port.parse::<u16>().is_ok() => {
            Action::CallOn(port.parse().expect("a port"), host, call(host, line))
        }
        _ => Action::Call(host, call(host, line)),
    }
}

fn call(host: Host, call: &str) -> UserCall {
    let octets = |text: &str| text.parse().expect("a number of octets");
    match call.split_once(' ').unwrap_or((call, "")) {
        ("OPEN", "passive") => UserCall::OpenPassive,
        ("OPEN", "active") => UserCall::OpenActive,
        ("OPEN-SEND", count) => UserCall::OpenActiveSend(host.name().to_owned(), octets(count)),
        ("SEND", count) => UserCall::Send(host.name().to_owned(), octets(count)),
        ("RECEIVE", count) => UserCall::Receive(octets(count)),
        ("CLOSE", "") => UserCall::Close,
        ("ABORT", "") => UserCall::Abort,
        ("accept", "") => UserCall::Accept,
        _ => panic!("no call reads {call:?}"),
    }
}

fn when(text: &str) -> Condition {
    let (host, what) = host(text);
    match what.split_once(' ').unwrap_or((what, "")) {
        ("closing", "") => Condition::Closing(host),
        ("received", octets) => {
            Condition::Received(host, octets.parse().expect("a number of octets"))
        }
        (name, _) => {
            let state = State::ALL.into_iter().find(|state| state.name() == name);
            Condition::State(host, state.unwrap_or_else(|| panic!("no state is {name:?}")))
        }
    }
}

/// A run, one line for each cause: the time in seconds, the cause, what the users were told and
/// given, and behind the bar the states of client and server after it.
pub(crate) fn told(run: &Run) -> String {
    told_with(run, |_| String::new())
}

/// The same with something more about each beat behind the states.
pub(crate) fn told_with(run: &Run, more: impl Fn(&Beat) -> String) -> String {
    let mut text = String::new();
    for beat in &run.beats {
        let events = &run.events[beat.events.clone()];
        let Some(cause) = cause(run, &events[0].kind) else { continue };
        let mut line = format!("{} {cause}", seconds(beat.at));
        for event in events {
            match &event.kind {
                EventKind::Signal { host, signal, .. } => write!(line, "; {host}: {signal}"),
                EventKind::Deliver { host, text } => write!(line, "; {host} gets {}", text.len()),
                _ => Ok(()),
            }
            .expect("a string takes everything");
        }
        let status = &beat.status;
        let more = more(beat);
        writeln!(text, "{line} | {} {}{more}", status.client.state, status.server.state)
            .expect("a string takes everything");
    }
    text
}

fn cause(run: &Run, kind: &EventKind) -> Option<String> {
    let journey = |id: u32, end: &str| {
        let flight = run.flight(id);
        let mut segment = written(&flight.segment);
        if flight.segment.wnd == u16::MAX {
            segment = segment.replace(" wnd=65535", "");
        }
        let line = match flight.from {
            Client => format!("{segment} > {end}"),
            Server => format!("{end} < {segment}"),
        };
        let flow = match (flight.flow, flight.flow.0.address) {
            (Flow::MAIN, _) => String::new(),
            (_, Address::Stranger(number)) => format!("stranger {number}: "),
            (Flow(socket), _) => format!("{}: ", socket.port),
        };
        flow + line.trim()
    };
    Some(match kind {
        EventKind::Call { host, call, error: None } => format!("{host} {call}"),
        EventKind::Call { host, call, error: Some(error) } => format!("{host} {call}: {error}"),
        EventKind::Arrive { id, .. } => journey(*id, ""),
        EventKind::Lose { id } => journey(*id, "lost"),
        EventKind::Expire { id } => journey(*id, "expired"),
        EventKind::Timer { host, timer } => format!("{host} {timer}"),
        EventKind::Host { host, change } => format!("{host} {}", change.name()),
        _ => return None,
    })
}

fn seconds(at: Instant) -> String {
    format!("{}.{:03}", at.as_micros() / 1_000_000, at.as_micros() / 1_000 % 1_000)
}
