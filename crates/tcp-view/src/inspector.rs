//! What is inside: the fields of a segment and the variables of a TCB, as rows to show.

use tcp_model::endpoint::Status;
use tcp_model::host::{Address, Flow, Host};
use tcp_model::options::{FastOpen, Options};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Flight, Run};

/// The client's address and port (RFC 5737 has the address for documentation).
pub const CLIENT_SOCKET: (&str, u16) = ("192.0.2.1", 50000);
/// The server's address and port.
pub const SERVER_SOCKET: (&str, u16) = ("198.51.100.7", 80);

/// The address and port of a host.
pub const fn socket(host: Host) -> (&'static str, u16) {
    match host {
        Host::Client => CLIENT_SOCKET,
        Host::Server => SERVER_SOCKET,
    }
}

/// An address as it is written.
pub fn address_of(address: Address) -> String {
    match address {
        Address::Client => CLIENT_SOCKET.0.to_owned(),
        Address::Server => SERVER_SOCKET.0.to_owned(),
        // Another block for documentation (RFC 5737).
        Address::Stranger(number) => ["203.0.113.", &number.to_string()].concat(),
    }
}

/// A field of the TCP header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in RFC 9293 §3.1.
    pub name: &'static str,
    /// Its width in bits; a line of the header has 32.
    pub bits: u8,
    /// Its value.
    pub value: String,
    /// Whether it means something in this segment; an acknowledgment number without the ACK bit
    /// does not.
    pub significant: bool,
    /// Whether it is a control bit.
    pub is_bit: bool,
}

/// The lines of a segment's header, of 32 bits each (RFC 9293 §3.1), and one more with all options
/// if it has any. Checksum and urgent pointer are left to those who look at bytes: this model has
/// no network layer.
pub fn header(flight: &Flight) -> Vec<Vec<Field>> {
    let segment = &flight.segment;
    let field =
        |name, bits, value: String| Field { name, bits, value, significant: true, is_bit: false };
    let tuple = flight.flow.tuple(flight.from);
    let offset = 5 + octets_of(&segment.options).div_ceil(4);
    let acknowledges = segment.has(SegmentFlags::ACK);
    let ack = Field {
        significant: acknowledges,
        ..field("Acknowledgment Number", 32, segment.ack.to_string())
    };
    let mut control = vec![
        field("Data Offset", 4, offset.to_string()),
        Field { significant: false, ..field("Reserved", 4, "0".to_owned()) },
    ];
    control.extend(HEADER_BITS.into_iter().map(|(bit, name)| Field {
        significant: segment.has(bit),
        is_bit: true,
        ..field(name, 1, u8::from(segment.has(bit)).to_string())
    }));
    control.push(field("Window", 16, segment.wnd.to_string()));
    let mut lines = vec![
        vec![
            field("Source Port", 16, tuple.local.port.to_string()),
            field("Destination Port", 16, tuple.remote.port.to_string()),
        ],
        vec![field("Sequence Number", 32, segment.seq.to_string())],
        vec![ack],
        control,
    ];
    if !segment.options.is_empty() {
        lines.push(vec![field("Options", 32, segment.options.to_string())]);
    }
    lines
}

/// How many octets options take, without padding.
fn octets_of(options: &Options) -> usize {
    let fast_open = match options.fast_open {
        None => 0,
        Some(FastOpen::Request) => 2,
        Some(FastOpen::Cookie(cookie)) => 2 + cookie.as_slice().len(),
    };
    let sack_permitted = if options.sack_permitted { 2 } else { 0 };
    let mss = options.mss.map_or(0, |_| 4);
    let window_scale = options.window_scale.map_or(0, |_| 3);
    let timestamps = options.timestamps.map_or(0, |_| 10);
    mss + window_scale + sack_permitted + timestamps + fast_open
}

/// The control bits in the order of the header.
const HEADER_BITS: [(SegmentFlags, &str); 8] = [
    (SegmentFlags::CWR, "CWR"),
    (SegmentFlags::ECE, "ECE"),
    (SegmentFlags::URG, "URG"),
    (SegmentFlags::ACK, "ACK"),
    (SegmentFlags::PSH, "PSH"),
    (SegmentFlags::RST, "RST"),
    (SegmentFlags::SYN, "SYN"),
    (SegmentFlags::FIN, "FIN"),
];

/// A variable of a TCB.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Its name in RFC 9293 §3.3.1.
    pub name: &'static str,
    /// Its value; `None` where it has none in this state.
    pub value: Option<u32>,
    /// Whether the last beat has changed it.
    pub changed: bool,
}

/// The variables of a host after `step` beats.
pub fn variables(run: &Run, host: Host, step: usize) -> [Variable; 7] {
    let now = values(&status(run, host, step));
    let before = values(&status(run, host, step.saturating_sub(1)));
    std::array::from_fn(|i| Variable {
        name: now[i].0,
        value: now[i].1,
        changed: now[i].1 != before[i].1,
    })
}

/// A host after `step` beats.
pub fn status(run: &Run, host: Host, step: usize) -> Status {
    match step.checked_sub(1).and_then(|beat| run.beats.get(beat)) {
        Some(beat) => beat.status[host],
        None => run.start[host],
    }
}

fn values(status: &Status) -> [(&'static str, Option<u32>); 7] {
    let Status { state, snd, rcv, .. } = status;
    let sends = !matches!(state, State::Closed | State::Listen);
    let receives = sends && *state != State::SynSent;
    let number = |seq: SeqNum, known: bool| known.then_some(seq.0);
    [
        ("SND.UNA", number(snd.una, sends)),
        ("SND.NXT", number(snd.nxt, sends)),
        ("SND.WND", receives.then_some(snd.wnd)),
        ("RCV.NXT", number(rcv.nxt, receives)),
        ("RCV.WND", sends.then_some(rcv.wnd)),
        ("ISS", number(snd.iss, sends)),
        ("IRS", number(rcv.irs, receives)),
    ]
}

/// A timer that runs.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct RunningTimer {
    /// Which.
    pub timer: Timer,
    /// How long it was set to run.
    pub after: Duration,
    /// When it will expire.
    pub expires: Instant,
}

/// The timers of a host that run after `step` beats, in a fixed order.
pub fn running_timers(run: &Run, host: Host, step: usize) -> Vec<RunningTimer> {
    let events = step.checked_sub(1).and_then(|b| run.beats.get(b)).map_or(0, |b| b.events.end);
    let mut running = [None; Timer::ALL.len()];
    for event in &run.events[..events] {
        if event.flow != Flow::MAIN {
            continue;
        }
        match event.kind {
            EventKind::TimerSet { host: h, timer, after, .. } if h == host => {
                let expires = event.at + after;
                running[timer as usize] = Some(RunningTimer { timer, after, expires });
            }
            EventKind::TimerStop { host: h, timer } | EventKind::Timer { host: h, timer }
                if h == host =>
            {
                running[timer as usize] = None;
            }
            _ => {}
        }
    }
    running.into_iter().flatten().collect()
}

/// What occupies a stretch of the send sequence space.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Occupant {
    /// Our SYN.
    Syn,
    /// Text.
    Text,
    /// Our FIN.
    Fin,
}

/// A stretch of numbers that has been sent.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// What is there.
    pub occupant: Occupant,
    /// The first number.
    pub first: SeqNum,
    /// How many numbers; never zero.
    pub len: u32,
    /// Whether all of it has been acknowledged.
    pub acknowledged: bool,
}

/// What a host has sent in this incarnation, in order: the SYN, text that is acknowledged, text
/// that is not, the FIN.
pub fn sent_stretches(status: &Status) -> Vec<Stretch> {
    let Status { state, snd, fin, .. } = status;
    if matches!(state, State::Closed | State::Listen) {
        return Vec::new();
    }
    let stretch = |occupant, first: SeqNum, end: SeqNum, acknowledged| Stretch {
        occupant,
        first,
        len: if first.before(end) { end.since(first) } else { 0 },
        acknowledged,
    };
    let text = snd.iss + 1;
    let text_end = fin.unwrap_or(snd.nxt);
    let acknowledged = if snd.una.before(text_end) { text.max(snd.una) } else { text_end };
    let mut all = vec![
        stretch(Occupant::Syn, snd.iss, text, text.at_or_before(snd.una)),
        stretch(Occupant::Text, text, acknowledged, true),
        stretch(Occupant::Text, acknowledged, text_end, false),
    ];
    all.extend(fin.map(|fin| stretch(Occupant::Fin, fin, fin + 1, fin.before(snd.una))));
    all.retain(|stretch| stretch.len > 0);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_scenarios::catalogue::Catalogue;

    fn run(address: &str) -> Run {
        Catalogue::get().find(address).unwrap().run()
    }

    #[test]
    fn every_line_of_the_header_has_32_bits() {
        for flight in &run("complete-lifecycle").flights {
            for line in header(flight) {
                assert_eq!(line.iter().map(|field| u32::from(field.bits)).sum::<u32>(), 32);
            }
        }
    }

    #[test]
    fn an_acknowledgment_number_without_the_bit_means_nothing() {
        let run = run("three-way-normal");
        let ack = |id| header(run.flight(id))[2][0].significant;
        assert_eq!([ack(1), ack(2)], [false, true]);
    }

    #[test]
    fn options_are_a_line_of_their_own_and_lengthen_the_header() {
        let run = run("mss-announcement");
        let lines = header(run.flight(1));
        assert_eq!((lines[3][0].value.as_str(), lines[4][0].value.as_str()), ("6", "mss 1460"));
    }

    #[test]
    fn variables_are_unknown_until_there_is_a_tcb() {
        let run = run("three-way-normal");
        let at = |step| variables(&run, Host::Client, step).map(|v| v.value);
        assert_eq!(at(1), [None; 7]);
        let (una, nxt) = (Some(1000), Some(1001));
        assert_eq!(at(2), [una, nxt, None, None, Some(65535), Some(1000), None]);
        let changed = variables(&run, Host::Client, 4).map(|v| v.changed);
        assert_eq!(changed, [true, false, true, true, false, false, true]);
    }

    #[test]
    fn a_timer_runs_until_it_is_stopped() {
        let run = run("three-way-normal");
        let names = |step| {
            running_timers(&run, Host::Client, step).iter().map(|r| r.timer).collect::<Vec<_>>()
        };
        assert_eq!(names(2), [Timer::Rto, Timer::UserTimeout]);
        assert_eq!(names(4), []);
    }

    #[test]
    fn the_sent_stretches_end_at_snd_nxt() {
        for entry in Catalogue::get().entries() {
            for beat in &entry.scenario().run().beats {
                for status in [&beat.status.client, &beat.status.server] {
                    let stretches = sent_stretches(status);
                    let end = stretches.last().map(|last| last.first + last.len);
                    assert!(end.is_none_or(|end| end == status.snd.nxt), "{stretches:?}");
                }
            }
        }
    }
}
