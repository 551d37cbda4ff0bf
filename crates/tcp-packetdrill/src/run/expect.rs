//! Segments that the host under test must send.

use super::connection::Connection;
use super::{Runner, Settings, Stop, icmp};
use crate::script::{Action, Event, EventTime, Packet, PacketOption};
use crate::write::Seconds;
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::time::{Duration, Instant};

/// How long a segment that may come at any time is waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// Whether an event is within what this host can do; an `Err` says what is not.
pub(super) fn can_run(event: &Event) -> Result<(), String> {
    match &event.action {
        Action::Foreign(what) => Err(what.clone()),
        Action::Expect(packet) => {
            let ecn = SegmentFlags::ECE;
            if packet.accurate_ecn || packet.flags.contains(ecn) {
                return Err("ECN (RFC 3168, RFC 9768)".to_owned());
            }
            match packet.ip.as_deref() {
                None | Some("noecn") => Ok(()),
                Some(ip) => Err(format!("[{ip}]: this host has no IP header")),
            }
        }
        Action::Inject(packet) => match packet.options.as_deref() {
            None => Err("<...> in a segment that arrives".to_owned()),
            // MUST-6 of RFC 9293 has us ignore options that we do not know; this one we do.
            Some(options) => options.iter().try_for_each(|option| match option {
                PacketOption::Other(text) if text.starts_with("md5") => {
                    Err("MD5 signatures (RFC 2385)".to_owned())
                }
                _ => Ok(()),
            }),
        },
        Action::Icmp(report) => icmp::meaning(report).map(|_| ()),
        Action::Call(_) | Action::Command(_) | Action::Code(_) => Ok(()),
    }
}

impl Runner {
    /// Waits for the next segment of the connection, and compares it and its time.
    pub(super) fn expect(
        &mut self,
        packet: &Packet,
        time: EventTime,
        line: u32,
    ) -> Result<(), (u32, Stop)> {
        let (from, to) = self.window(time);
        let exact = matches!(time, EventTime::Absolute(_) | EventTime::Relative(_));
        self.last = if exact { from } else { self.last };
        let latest = to + self.tolerance;
        while self.front(packet).is_none() {
            match self.host.next_timeout() {
                Some(at) if at <= latest => self.advance(at)?,
                _ => break,
            }
        }
        let Some((id, at)) = self.front(packet) else {
            let by = Seconds(latest.since(Instant::ZERO));
            let got = format!("no segment by {by}");
            return Err((line, Stop::Fail { expected: format!("> {packet}"), got }));
        };
        self.host.pass_to(at);
        if !exact {
            self.last = at;
        }
        self.compare(id, packet).map_err(|stop| (line, stop))?;
        self.check_time(packet, at, (from, latest), line)
    }

    /// Whether a segment that was sent at `at` was so between two times. An acknowledgment may
    /// come early where the host that the script was written on would have held it back.
    fn check_time(
        &mut self,
        packet: &Packet,
        at: Instant,
        (from, latest): (Instant, Instant),
        line: u32,
    ) -> Result<(), (u32, Stop)> {
        let early = from.since(at);
        if at <= latest && early <= self.tolerance {
            return Ok(());
        }
        if packet.flags == SegmentFlags::ACK
            && packet.len == 0
            && early <= self.early_ack + self.tolerance
            && at <= latest
        {
            self.skip(line, &format!("acknowledged at once, {early} before the time that is said"));
            return Ok(());
        }
        let seconds = |at: Instant| Seconds(at.since(Instant::ZERO)).to_string();
        let expected = format!("> {packet} at {}", seconds(from));
        Err((line, Stop::Fail { expected, got: format!("it at {}", seconds(at)) }))
    }

    /// When a segment may come, without the tolerance.
    fn window(&self, time: EventTime) -> (Instant, Instant) {
        let (base, from, to) = match time {
            EventTime::Absolute(time) => (Instant::ZERO, time, time),
            EventTime::AbsoluteRange(from, to) => (Instant::ZERO, from, to),
            EventTime::Relative(time) => (self.last, time, time),
            EventTime::RelativeRange(from, to) => (self.last, from, to),
            EventTime::Any => {
                return (Instant::ZERO, self.host.now() + LONGEST_WAIT);
            }
        };
        (base + from, base + to)
    }

    /// The connection that must have sent the segment, and when it sent its next one.
    fn front(&self, packet: &Packet) -> Option<(usize, Instant)> {
        let id = self.host.sender(packet.ports)?;
        let sent = self.host.connections[id].sent.front()?;
        Some((id, sent.at))
    }

    fn compare(&mut self, id: usize, expected: &Packet) -> Result<(), Stop> {
        let connection = &mut self.host.connections[id];
        let or_ack = connection.sent.front().and_then(|sent| sent.or_ack);
        let Some((mut segment, joined)) = take_joined(connection, expected) else { return Ok(()) };
        if let (Some(ack), true) = (or_ack, expected.flags.contains(SegmentFlags::ACK)) {
            (segment.flags, segment.ack) = (segment.flags | SegmentFlags::ACK, ack);
        }
        let mut got = connection.departing(&segment, expected);
        if joined {
            // What the network card would cut has no PSH of its own.
            let psh = expected.flags.contains(SegmentFlags::PSH);
            let without = got.flags.without(SegmentFlags::PSH);
            got.flags = if psh { without | SegmentFlags::PSH } else { without };
        }
        if same(expected, &got, self.settings) {
            let reversed = expected.ports.map(|(source, destination)| (destination, source));
            connection.ports = connection.ports.or(reversed);
            connection.learn_timestamp(expected, &segment);
            return Ok(());
        }
        let got = if self.settings.strict { got } else { plain(got) };
        Err(Stop::Fail { expected: format!("> {expected}"), got: format!("> {got}") })
    }
}

/// The next segment; where the script expects a longer one, joined with those that follow it at
/// once, as packetdrill does, for hosts that leave the cutting to their network card. Says whether
/// there were several.
fn take_joined(connection: &mut Connection, expected: &Packet) -> Option<(Segment, bool)> {
    let first = connection.sent.pop_front()?;
    let mut all = first.segment;
    let mut joined = false;
    while !all.data.is_empty() && all.data.len() < expected.len {
        let Some(next) = connection.sent.front().filter(|next| next.at == first.at) else { break };
        let Segment { seq, ack, flags, data, .. } = &next.segment;
        let follows = *seq == all.end() && *ack == all.ack && !all.has(SegmentFlags::FIN);
        if !follows || data.is_empty() || all.data.len() + data.len() > expected.len {
            break;
        }
        let octets = [all.data.as_slice(), data.as_slice()].concat();
        all = Segment { data: Payload::from(octets), flags: *flags, ..all };
        connection.sent.pop_front();
        joined = true;
    }
    Some((all, joined))
}

/// Flags, numbers, length and acknowledgment always; the rest where the script gives it.
fn same(expected: &Packet, got: &Packet, settings: Settings) -> bool {
    let acknowledges = got.flags.contains(SegmentFlags::ACK);
    let always = (expected.flags, expected.seq, expected.len) == (got.flags, got.seq, got.len)
        && (!acknowledges || expected.ack.unwrap_or(0) == got.ack.unwrap_or(0))
        && (expected.urg.is_none() || expected.urg == got.urg);
    let window = expected.win.is_none() || expected.win == got.win;
    always && (!settings.strict || (window && same_options(expected, got)))
}

/// The same options in any order; padding does not count, and nor do the values of timestamps.
fn same_options(expected: &Packet, got: &Packet) -> bool {
    let Some(expected) = expected.options.as_deref().filter(|options| !options.is_empty()) else {
        return true;
    };
    let got = got.options.as_deref().unwrap_or_default();
    let counts = |option: &&PacketOption| !matches!(option, PacketOption::Nop | PacketOption::Eol);
    let found = |option: &PacketOption| got.iter().any(|other| same_option(option, other));
    expected.iter().filter(counts).all(found) && expected.iter().filter(counts).count() == got.len()
}

fn same_option(expected: &PacketOption, got: &PacketOption) -> bool {
    match (expected, got) {
        (PacketOption::Timestamps { .. }, PacketOption::Timestamps { .. })
        | (PacketOption::Mss(None), PacketOption::Mss(_))
        | (PacketOption::WindowScale(None), PacketOption::WindowScale(_)) => true,
        _ => expected == got,
    }
}

/// A segment without what is not compared.
fn plain(packet: Packet) -> Packet {
    Packet { win: None, options: Some(Vec::new()), ..packet }
}
