//! What a ladder stands on: the strip of the time before, hair lines, times, the heads of the
//! lanes, and the scale breaks on top of it all.

use super::layout::LayoutKind;
use super::room::width_of;
use super::{Frame, Tick, say};
use crate::fixed::{Point, Px, px};
use crate::inspector::address_of;
use crate::scale::Break;
use crate::scene::{Anchor, Mark};
use tcp_model::host::{Address, Host, Party, PerHost};
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;

/// Lengths of time between hair lines, in milliseconds: the first that is not too close.
const STEPS: [u64; 15] =
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000];
/// Hair lines with a time are at least this far apart.
const CLOSEST: Px = px(60);
/// A time gives way to another one this near.
const CROWDED: Px = px(20);

impl Frame<'_> {
    pub(super) fn ground(&self, ticks: &[Tick], addresses: Option<&PerHost<String>>) -> Vec<Mark> {
        let mut marks = self.strip_marks();
        if self.layout.kind == LayoutKind::Wide {
            for tick in ticks {
                marks.push(self.hair(tick.y, "hair"));
            }
        }
        for host in Host::BOTH {
            self.head(host, addresses, &mut marks);
        }
        self.attacker_lane(&mut marks);
        marks
    }

    /// The attacker's lane: it has no connection, and so no band.
    fn attacker_lane(&self, marks: &mut Vec<Mark>) {
        let Some(axis) = self.attacker else { return };
        for piece in self.uncut(self.top()..self.bottom) {
            let (from, to) = (Point::new(axis, piece.start), Point::new(axis, piece.end));
            marks.push(Mark::line("atk", from, to));
        }
        let (name, address) = self.head_lines();
        let at = |y| Point::new(axis, y);
        marks.push(Mark::text("lane-h atk", at(name), Anchor::Middle, say::attacker(self.lang)));
        // Elsewhere there is no room for three of them beside each other.
        if self.layout.kind == LayoutKind::Wide {
            let words = whose_name(self.run, self.lang);
            marks.push(Mark::text("lane-s", at(address), Anchor::Middle, &words));
        }
    }

    /// The baselines of the names of the lanes and of their addresses.
    fn head_lines(&self) -> (Px, Px) {
        match self.layout.kind {
            LayoutKind::Wide => (px(16), px(32)),
            LayoutKind::Embed => (px(22), px(38)),
            LayoutKind::Phone => (px(18), px(18)),
        }
    }

    fn hair(&self, y: Px, class: &str) -> Mark {
        Mark::line(class, Point::new(self.layout.left, y), Point::new(self.layout.width, y))
    }

    /// The strip that old duplicates come from, with the band of the end that sent them.
    fn strip_marks(&self) -> Vec<Mark> {
        let Some(top) = self.strip else { return Vec::new() };
        let (left, zero) = (self.layout.left, self.scale.y(Instant::ZERO));
        let whence = Point::new(self.layout.width - px(10), top + px(18));
        let mut marks = vec![
            Mark::rect("before", left, top, self.layout.width - left, zero - top),
            self.hair(zero, "hair strong"),
            Mark::text("sub", whence, Anchor::End, say::earlier(self.lang)),
        ];
        for host in Host::BOTH {
            if !self.sends_from_strip(host) {
                continue;
            }
            let x = self.layout.lanes[host] - self.layout.band();
            marks.push(Mark::rect("old-band", x, top + px(2), self.layout.band() * 2, px(30)));
        }
        marks
    }

    fn head(&self, host: Host, addresses: Option<&PerHost<String>>, marks: &mut Vec<Mark>) {
        let (name, address) = self.head_lines();
        let at = |y| Point::new(self.layout.lanes[host], y);
        marks.push(Mark::text("lane-h", at(name), Anchor::Middle, say::host(self.lang, host)));
        if let Some(all) = addresses
            && address > name
        {
            marks.push(Mark::text("lane-s", at(address), Anchor::Middle, &all[host]));
        }
    }

    /// The times at the left, in every stretch between breaks.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        let step = self.tick_step();
        let mut ticks = Vec::new();
        let mut from = Instant::ZERO;
        for cut in self.scale.breaks() {
            self.add_ticks(from, step, cut.y0, &mut ticks);
            // After a break the time at which something happens again comes first.
            from = self.next_event(cut.to);
            ticks.push(self.tick(from, say::moment(from)));
            from = from + self.time_of(CROWDED);
        }
        self.add_ticks(from, step, self.bottom, &mut ticks);
        ticks
    }

    /// The times from one moment on that have room above `end`.
    fn add_ticks(&self, from: Instant, step: Duration, end: Px, ticks: &mut Vec<Tick>) {
        let mut at = ticks_from(from, step);
        while self.scale.y(at) <= end - px(6) {
            ticks.push(self.tick(at, ticks_unit(at, step)));
            at = at + step;
        }
    }

    fn tick(&self, at: Instant, label: String) -> Tick {
        let y = self.scale.y(at);
        let place = Point::new(self.layout.left - px(6), y + px(4));
        let wide = self.layout.kind == LayoutKind::Wide;
        let fits = width_of(&label, 11) <= place.x;
        let mark = (wide && fits).then(|| Mark::text("tickl", place, Anchor::End, &label));
        Tick { at, y, label, mark }
    }

    fn tick_step(&self) -> Duration {
        let apart = self.time_of(CLOSEST);
        let wide_enough = STEPS.partition_point(|step| Duration::from_millis(*step) < apart);
        Duration::from_millis(STEPS[wide_enough.min(STEPS.len() - 1)])
    }

    fn time_of(&self, height: Px) -> Duration {
        let slope = self.scale.slope();
        slope.per.scaled(height.0 as u64, slope.height.0 as u64)
    }

    fn next_event(&self, after: Instant) -> Instant {
        self.run.events.iter().find(|event| event.at >= after).map_or(after, |event| event.at)
    }

    /// The scale breaks, each a pair of zigzags with its length.
    pub(super) fn breaks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for cut in self.scale.breaks() {
            marks.extend(self.zigzag(cut));
        }
        marks
    }

    fn zigzag(&self, cut: &Break) -> Vec<Mark> {
        let (left, right) = (self.layout.left + px(12), self.layout.width - px(8));
        let middle = (cut.y0 + cut.y1) / 2;
        let (upper, lower) = (middle - px(5), middle + px(5));
        let fill = format!("M{left} {upper}H{right}V{lower}H{left}Z");
        let about = say::about(self.lang, cut.to.since(cut.from));
        let x = (self.layout.lanes.client + self.layout.lanes.server) / 2;
        vec![
            Mark::path("brk-fill", fill),
            Mark::path("brk", teeth(left, right, upper)),
            Mark::path("brk", teeth(left, right, lower)),
            Mark::text("brl", Point::new(x, middle + px(4)), Anchor::Middle, &about),
        ]
    }

    /// Whether an old duplicate in the strip comes from an end.
    fn sends_from_strip(&self, host: Host) -> bool {
        self.run.flights.iter().any(|flight| flight.from == host && self.is_from_strip(flight))
    }
}

/// In whose name the attacker sends: the address at which nobody is, or how many there are, or
/// that of the client or the server.
fn whose_name(run: &Run, lang: Lang) -> String {
    let mut names: Vec<Address> = Vec::new();
    for flight in &run.flights {
        let name = match (flight.sender(), flight.receiver()) {
            (Party::Attacker, _) => flight.flow.tuple(flight.from).local.address,
            (_, Party::Attacker) => flight.flow.tuple(flight.from).remote.address,
            _ => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names[..] {
        [Address::Client] => say::in_the_name_of(lang, Host::Client),
        [Address::Server] => say::in_the_name_of(lang, Host::Server),
        [Address::Client | Address::Server, Address::Client | Address::Server] => {
            say::in_the_name_of_both(lang).to_owned()
        }
        [one] => address_of(one),
        _ => say::addresses(lang, names.len()),
    }
}

/// The first multiple of `step` that is not before a moment.
fn ticks_from(at: Instant, step: Duration) -> Instant {
    Instant::from_micros(at.as_micros().div_ceil(step.as_micros()) * step.as_micros())
}

/// Milliseconds are said once, at the beginning.
fn ticks_unit(at: Instant, step: Duration) -> String {
    let millis = at.as_micros() / 1_000;
    if at == Instant::ZERO || millis >= 1_000 || !step.as_micros().is_multiple_of(1_000) {
        return say::moment(at);
    }
    millis.to_string()
}

/// A zigzag of 9 px steps and 6 px height.
fn teeth(left: Px, right: Px, y: Px) -> String {
    let mut d = format!("M{left} {y}");
    let mut x = left + px(9);
    let mut up = true;
    while x < right {
        d += &format!("L{x} {}", if up { y - px(3) } else { y + px(3) });
        (x, up) = (x + px(9), !up);
    }
    d + &format!("L{right} {y}")
}
