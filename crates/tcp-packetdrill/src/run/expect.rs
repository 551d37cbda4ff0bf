//! Segments that the host under test must send.

use super::{Runner, Settings, Stop};
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
            Some(options) => options.iter().try_for_each(|option| match option {
                PacketOption::Other(text) => Err(format!("the TCP option {text}")),
                _ => Ok(()),
            }),
        },
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
        if at > latest || from.since(at) > self.tolerance {
            let seconds = |at: Instant| Seconds(at.since(Instant::ZERO)).to_string();
            let expected = format!("> {packet} at {}", seconds(from));
            let got = format!("it at {}", seconds(at));
            return Err((line, Stop::Fail { expected, got }));
        }
        Ok(())
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
        let Some(segment) = take_joined(connection, expected) else { return Ok(()) };
        let got = connection.departing(&segment, expected);
        if same(expected, &got, self.settings) {
            connection.learn_timestamp(expected, &segment);
            return Ok(());
        }
        let got = if self.settings.strict { got } else { plain(got) };
        Err(Stop::Fail { expected: format!("> {expected}"), got: format!("> {got}") })
    }
}

/// The next segment; where the script expects a longer one, joined with those that follow it at
/// once, as packetdrill does, for hosts that leave the cutting to their network card.
fn take_joined(
    connection: &mut super::connection::Connection,
    expected: &Packet,
) -> Option<Segment> {
    let first = connection.sent.pop_front()?;
    let mut joined = first.segment;
    while !joined.data.is_empty() && joined.data.len() < expected.len {
        let follows = connection.sent.front().is_some_and(|next| {
            let ends = joined.has(SegmentFlags::FIN) || joined.has(SegmentFlags::PSH);
            let fits = joined.data.len() + next.segment.data.len() <= expected.len;
            let same = next.segment.seq == joined.end() && next.segment.ack == joined.ack;
            !ends && fits && same && next.at == first.at && !next.segment.data.is_empty()
        });
        let Some(next) = connection.sent.pop_front_if(|_| follows) else { break };
        let mut octets = joined.data.as_slice().to_vec();
        octets.extend_from_slice(next.segment.data.as_slice());
        joined = Segment { data: Payload::from(octets), seq: joined.seq, ..next.segment };
    }
    Some(joined)
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
