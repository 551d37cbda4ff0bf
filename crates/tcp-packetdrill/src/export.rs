//! One end of a run as a script: what it received is injected, what it sent is expected, what
//! its user did are socket calls.
//!
//! Segments with a SYN keep their numbers, all others count from them, as packetdrill has it.

mod calls;

use crate::knobs::{Profile, turned};
use crate::script::{Action, Event, EventTime, Packet, Script, ScriptOption, SocketCall};
use crate::write::packet_options;
use calls::Sockets;
use std::fmt;
use tcp_model::host::{Flow, Host};
use tcp_model::knobs::{
    AcceptQueue, FastOpenUse, Handshake, Isn, Knobs, SynCookies, TimeWait, TimeWaitReuse,
};
use tcp_model::options::{Options, Timestamps};
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::sim::{Setup, Start};
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::trace::{EventKind, Run};

/// Why an end of a run cannot be a script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotExpressible(String);

impl fmt::Display for NotExpressible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot be a packetdrill script: {}", self.0)
    }
}

impl std::error::Error for NotExpressible {}

fn not(what: impl Into<String>) -> NotExpressible {
    NotExpressible(what.into())
}

/// What one host lived through in a run, as a script.
///
/// # Errors
/// When its protocol is a wrong one, or it did or suffered what no script can say.
pub fn script(setup: &Setup, run: &Run, host: Host) -> Result<Script, NotExpressible> {
    let knobs = &*setup.knobs[host];
    check(knobs)?;
    let mut writer = Writer {
        script: Script { options: options(knobs), events: Vec::new() },
        last: Instant::ZERO,
        host,
        iss: SeqNum(0),
        irs: SeqNum(0),
        last_syn: SeqNum(0),
        sockets: Sockets::new(knobs),
        state: run.start[host].state,
    };
    if setup.start == Start::Established {
        writer.handshake(run, knobs, &setup.knobs[host.peer()]);
    }
    for beat in &run.beats {
        let before = writer.state;
        for event in &run.events[beat.events.clone()] {
            if event.flow == Flow::MAIN {
                writer.event(run, event.at, &event.kind)?;
            } else if concerns(&event.kind, host, run) {
                return Err(not("it has several connections"));
            }
        }
        if writer.state != before {
            writer.assert_state(beat.at);
        }
    }
    if writer.script.events.is_empty() {
        Err(not("nothing happens to it"))
    } else {
        Ok(writer.script)
    }
}

/// What no comment of ours can turn: a wrong protocol, or habits that a script cannot show.
fn check(knobs: &Knobs) -> Result<(), NotExpressible> {
    let queue_waits = |queue: &AcceptQueue| queue.waiting > 0;
    let obstacles = [
        (knobs.handshake != Handshake::ThreeWay, "its handshake is a wrong one"),
        (matches!(knobs.isn, Isn::Fixed(_)), "its initial sequence number is always the same"),
        (knobs.time_wait != TimeWait::TwoMsl, "its TIME-WAIT is too short"),
        (!knobs.rfc5961, "it does not make the checks of RFC 5961"),
        (knobs.time_wait_reuse == TimeWaitReuse::TwReuse, "its OPEN may leave TIME-WAIT"),
        (knobs.fast_open != FastOpenUse::Off, "it uses fast open"),
        (knobs.syn_cookies != SynCookies::Off, "it uses SYN cookies"),
        (knobs.accept_queue.as_ref().is_some_and(queue_waits), "its accept queue is not its own"),
    ];
    match obstacles.iter().find(|(found, _)| *found) {
        Some((_, what)) => Err(not(*what)),
        None => Ok(()),
    }
}

fn options(knobs: &Knobs) -> Vec<ScriptOption> {
    let option = |name: &str, value: &str| ScriptOption {
        line: 0,
        name: name.to_owned(),
        value: Some(value.to_owned()),
    };
    let version = if knobs.ipv6 { "ipv6" } else { "ipv4" };
    let mut options = vec![
        option("ip_version", version),
        option("mtu", &knobs.mtu.to_string()),
        option("tcp_lanes_profile", "rfc9293"),
    ];
    // A script announces the MSS that its MTU allows unless it says otherwise.
    let base = Knobs { mss: Some(0), ..Profile::Rfc9293.knobs() };
    for (name, value) in turned(&base, knobs) {
        options.push(option(&format!("tcp_lanes_{name}"), &value));
    }
    options
}

/// Whether something happened at a host.
fn concerns(kind: &EventKind, host: Host, run: &Run) -> bool {
    match kind {
        EventKind::Call { host: at, .. }
        | EventKind::State { host: at, .. }
        | EventKind::Arrive { host: at, .. }
        | EventKind::Timer { host: at, .. }
        | EventKind::TimerSet { host: at, .. }
        | EventKind::TimerStop { host: at, .. }
        | EventKind::Signal { host: at, .. }
        | EventKind::Deliver { host: at, .. }
        | EventKind::Host { host: at, .. }
        | EventKind::Note { host: at, .. } => *at == host,
        EventKind::Send { from, .. } => *from == host,
        EventKind::Copy { id, .. } | EventKind::Lose { id } | EventKind::Expire { id } => {
            run.flight(*id).from == host
        }
    }
}

struct Writer {
    script: Script,
    last: Instant,
    host: Host,
    iss: SeqNum,
    irs: SeqNum,
    /// The number of the SYN that arrived last.
    last_syn: SeqNum,
    sockets: Sockets,
    state: State,
}

impl Writer {
    fn push(&mut self, at: Instant, action: Action) {
        let after = at.since(self.last);
        self.last = at;
        let first = self.script.events.is_empty();
        let time = if first { EventTime::Absolute(after) } else { EventTime::Relative(after) };
        self.script.events.push(Event { line: 0, time, action });
    }

    fn event(&mut self, run: &Run, at: Instant, kind: &EventKind) -> Result<(), NotExpressible> {
        match kind {
            EventKind::Call { host, call, error } if *host == self.host => {
                let calls = self.sockets.call(call, *error, self.state)?;
                self.calls(at, calls);
            }
            EventKind::State { host, to, .. } if *host == self.host => {
                if *to == State::SynReceived {
                    self.irs = self.last_syn;
                }
                self.state = *to;
                let calls = self.sockets.entered(*to);
                self.calls(at, calls);
            }
            EventKind::Send { from, segment, why: Some(_), .. } if *from == self.host => {
                let packet = self.sent(segment);
                self.push(at, Action::Expect(packet));
            }
            EventKind::Arrive { host, id, .. } if *host == self.host => {
                let segment = &run.flight(*id).segment;
                let begins = segment.has(SegmentFlags::SYN) && !segment.has(SegmentFlags::ACK);
                if begins && self.state == State::Closed && self.sockets.listens() {
                    return Err(not("a SYN finds it CLOSED, while its socket still listens"));
                }
                let packet = self.received(segment);
                self.push(at, Action::Inject(packet));
            }
            EventKind::Deliver { host, text } if *host == self.host => {
                if let Some(call) = self.sockets.read(text.len()) {
                    self.push(at, Action::Call(call));
                }
            }
            EventKind::Host { host, change } if *host == self.host => {
                return Err(not(format!("its host has an accident: {}", change.name())));
            }
            _ => {}
        }
        Ok(())
    }

    /// The handshake of a connection that was ESTABLISHED when the run began. Of our own part of
    /// it only the numbers are said.
    fn handshake(&mut self, run: &Run, knobs: &Knobs, peer: &Knobs) {
        let status = run.start[self.host];
        let (iss, irs) = (status.snd.iss, status.rcv.irs);
        let (syn, ack) = (SegmentFlags::SYN, SegmentFlags::ACK);
        let window = status.snd.wnd >> shift(knobs, peer);
        let third = |seq: SeqNum, ack_seq| Segment {
            wnd: narrowed(window),
            ..segment(seq + 1, ack_seq, ack, Options::NONE)
        };
        let theirs = |flags, ack_seq| Segment {
            wnd: narrowed(peer.receive_buffer),
            ..segment(irs, ack_seq, flags, syn_options(peer))
        };
        if self.host == Host::Server {
            self.state = State::Listen;
            let calls = self.sockets.listen();
            self.calls(Instant::ZERO, calls);
            self.arrives(&theirs(syn, SeqNum(0)));
            self.departs(&segment(iss, irs + 1, syn | ack, Options::NONE));
            self.arrives(&third(irs, iss + 1));
        } else {
            self.state = State::SynSent;
            let calls = self.sockets.connect();
            self.calls(Instant::ZERO, calls);
            self.departs(&segment(iss, SeqNum(0), syn, Options::NONE));
            self.arrives(&theirs(syn | ack, iss + 1));
            self.departs(&third(iss, irs + 1));
        }
        self.state = State::Established;
        let calls = self.sockets.entered(State::Established);
        self.calls(Instant::ZERO, calls);
    }

    fn calls(&mut self, at: Instant, calls: Vec<SocketCall>) {
        calls.into_iter().for_each(|call| self.push(at, Action::Call(call)));
    }

    fn arrives(&mut self, segment: &Segment) {
        let packet = self.received(segment);
        self.push(Instant::ZERO, Action::Inject(packet));
    }

    fn departs(&mut self, segment: &Segment) {
        let packet = Packet { win: None, options: None, ..self.sent(segment) };
        self.push(Instant::ZERO, Action::Expect(packet));
    }

    /// A segment that the host sends, in the numbers of the script.
    fn sent(&mut self, segment: &Segment) -> Packet {
        if segment.has(SegmentFlags::SYN) {
            self.iss = segment.seq;
        }
        packet(segment, self.iss, self.irs)
    }

    /// A segment that the host receives, in the numbers of the script.
    fn received(&mut self, segment: &Segment) -> Packet {
        let before = matches!(self.state, State::Closed | State::Listen | State::SynSent);
        if segment.has(SegmentFlags::SYN) {
            self.last_syn = segment.seq;
            self.irs = if before { segment.seq } else { self.irs };
            // With a SYN that meets nobody another connection begins, which has no number yet.
            if self.state == State::Closed && !segment.has(SegmentFlags::ACK) {
                self.iss = SeqNum(0);
            }
        }
        packet(segment, self.irs, self.iss)
    }

    /// Says the state at the end of a beat, while there is a socket that can be asked.
    fn assert_state(&mut self, at: Instant) {
        if self.sockets.can_be_asked() {
            let name = crate::run::linux_name(self.state);
            self.push(at, Action::Code(format!("assert tcpi_state == {name}")));
        }
    }
}

/// A segment in the numbers of the script, which count from those of both ends unless there is a
/// SYN.
fn packet(segment: &Segment, from: SeqNum, to: SeqNum) -> Packet {
    let syn = segment.has(SegmentFlags::SYN);
    let zero = SeqNum(0);
    let (from, to) = if syn { (zero, zero) } else { (from, to) };
    Packet {
        ip: None,
        ports: None,
        flags: segment.flags,
        accurate_ecn: false,
        seq: segment.seq.since(from),
        len: segment.data.len(),
        ack: segment.acknowledgment().map(|ack| ack.since(to)),
        win: Some(segment.wnd),
        urg: segment.has(SegmentFlags::URG).then_some(segment.up),
        options: Some(packet_options(&segment.options)),
    }
}

fn segment(seq: SeqNum, ack: SeqNum, flags: SegmentFlags, options: Options) -> Segment {
    Segment { seq, ack, flags, options, ..Segment::default() }
}

fn narrowed(window: u32) -> u16 {
    u16::try_from(window).unwrap_or(u16::MAX)
}

/// What the SYN of an end with these knobs offers.
fn syn_options(knobs: &Knobs) -> Options {
    Options {
        mss: knobs.mss,
        window_scale: knobs.window_scale,
        sack_permitted: knobs.sack_permitted,
        timestamps: knobs.timestamps.then_some(Timestamps { tsval: 0, tsecr: 0 }),
        fast_open: None,
    }
}

/// By how many bits the windows of the peer are shifted.
fn shift(ours: &Knobs, theirs: &Knobs) -> u8 {
    ours.window_scale.and(theirs.window_scale).unwrap_or(0)
}
