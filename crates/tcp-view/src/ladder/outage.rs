//! What befell a host, on its lane: a band that is broken off while the host is down, a cable that
//! is cut while it is pulled, a cross where its process was killed.

use super::Frame;
use crate::fixed::{Point, Px, px};
use crate::scene::Mark;
use tcp_model::host::Host;
use tcp_model::time::Instant;
use tcp_model::trace::{EventKind, HostChange, Run};

/// A time during which a host is down or cut off.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
struct Outage {
    host: Host,
    /// How it began.
    change: HostChange,
    from: Instant,
    /// `None` where it lasts.
    to: Option<Instant>,
}

/// The outages of a run in the order in which they begin.
fn outages(run: &Run) -> Vec<Outage> {
    let mut all: Vec<Outage> = Vec::new();
    for event in &run.events {
        let EventKind::Host { host, change } = event.kind else { continue };
        let ends = match change {
            HostChange::Reboot => HostChange::Crash,
            HostChange::Plug => HostChange::Unplug,
            HostChange::Crash | HostChange::Unplug | HostChange::Kill => {
                all.push(Outage { host, change, from: event.at, to: None });
                continue;
            }
        };
        let lasts = |o: &&mut Outage| (o.host, o.change, o.to) == (host, ends, None);
        if let Some(outage) = all.iter_mut().rev().find(lasts) {
            outage.to = Some(event.at);
        }
    }
    all
}

impl Frame<'_> {
    /// The marks of all that befell the hosts, with `tone` added to every class.
    pub(super) fn outages(&self, tone: &str, marks: &mut Vec<Mark>) {
        for outage in outages(self.run) {
            let top = self.scale.y(outage.from);
            let bottom = outage.to.map_or(self.bottom, |to| self.scale.y(to));
            match outage.change {
                HostChange::Crash => self.broken_band(&outage, top, bottom, tone, marks),
                HostChange::Unplug => self.cut_cable(&outage, top, bottom, tone, marks),
                HostChange::Kill => marks.push(self.killed(&outage, top, tone)),
                HostChange::Reboot | HostChange::Plug => {}
            }
        }
    }

    /// Nothing of the lane is left but its jagged ends.
    fn broken_band(&self, of: &Outage, top: Px, bottom: Px, tone: &str, marks: &mut Vec<Mark>) {
        let half = self.layout.band() + px(2);
        let left = self.layout.lanes[of.host] - half;
        for piece in self.uncut(top..bottom) {
            // A little more at the top: the dots of the lane are round.
            let (y, height) = (piece.start - px(2), piece.end - piece.start + px(2));
            marks.push(Mark::rect("down-fill", left, y, half * 2, height));
        }
        marks.push(Mark::path(&format!("jag{tone}"), jag(left, half, top)));
        if of.to.is_some() {
            marks.push(Mark::path(&format!("jag{tone}"), jag(left, half, bottom)));
        }
    }

    /// A plug apart from its socket where the cable was pulled, dots along the band while it is,
    /// and the plug in its socket where it is back.
    fn cut_cable(&self, of: &Outage, top: Px, bottom: Px, tone: &str, marks: &mut Vec<Mark>) {
        let way = match of.host {
            Host::Client => 1,
            Host::Server => -1,
        };
        let edge = self.layout.inward(of.host, self.layout.band() + px(2));
        let x = |dx: i32| edge + px(dx * way);
        let class = format!("cable{tone}");
        let pulled = format!(
            "M{} {top}H{}M{} {}L{} {}M{} {}L{} {}M{} {top}H{}",
            x(0),
            x(6),
            x(5),
            top + px(5),
            x(8),
            top - px(5),
            x(10),
            top + px(5),
            x(13),
            top - px(5),
            x(12),
            x(18)
        );
        marks.push(Mark::path(&class, pulled));
        for piece in self.uncut(top + px(6)..bottom) {
            let (from, to) = (Point::new(x(3), piece.start), Point::new(x(3), piece.end));
            marks.push(Mark::line(&format!("cable off{tone}"), from, to));
        }
        if of.to.is_some() {
            marks.push(Mark::path(&class, format!("M{} {bottom}H{}", x(0), x(18))));
        }
    }

    fn killed(&self, of: &Outage, y: Px, tone: &str) -> Mark {
        let x = self.layout.lanes[of.host];
        let cross = format!("M{} {}l12 12m0-12l-12 12", x - px(6), y - px(6));
        Mark::path(&format!("killed{tone}"), cross)
    }
}

/// A jagged line across a band.
fn jag(left: Px, half: Px, y: Px) -> String {
    let step = half / 3;
    let mut d = format!("M{left} {y}");
    for tooth in 1..=6 {
        let dy = if tooth % 2 == 1 { -px(4) } else { px(4) };
        d += &format!("L{} {}", left + step * tooth, y + dy);
    }
    d
}
