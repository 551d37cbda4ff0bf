//! How the timeline looks.

use super::Room;
use super::chart::Chart;
use super::found::Found;
use super::window::{Window, percent};
use crate::desk::Context;
use crate::moment::Moment;
use crate::words::{either, end};
use nodes::node::{Tag, tag};
use tcp_model::host::Host;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_scenarios::prose::Lang;
use tcp_view::fixed::Px;
use tcp_view::ladder::{LayoutKind, Phase, Role};
use tcp_view::milestones::Period;

/// What is drawn.
pub(super) struct Picture<'a> {
    pub(super) chart: &'a Chart,
    pub(super) window: Window,
    pub(super) room: Room,
    pub(super) context: Context<'a>,
}

/// How many pieces of a band are told apart, and how many where much happens.
const PIECES: [usize; 2] = [24, 12];
/// So many moments are much.
const MUCH: usize = 40;
/// How many pixels a letter of a period's name takes.
const LETTER: i32 = 7;

/// A piece of something across, in hundredths of a percent.
struct Piece<T> {
    from: i32,
    to: i32,
    what: T,
}

impl Picture<'_> {
    fn lang(&self) -> Lang {
        self.context.now.lang
    }

    /// Until when something is drawn: not further than the reader is, where the reader is asked.
    fn end(&self) -> Instant {
        match &*self.context.now.panel {
            "quiz" => self.context.now.at,
            _ => self.chart.scale.end(),
        }
    }

    /// Whether something is marked: not before its beat, where the reader is asked.
    fn is_told(&self, one: &Found) -> bool {
        let Moment { panel, step, .. } = self.context.now;
        panel != "quiz" || one.step <= *step
    }

    fn is_zoomed(&self) -> bool {
        self.window != self.chart.whole()
    }

    /// Whether much happens in what is shown.
    fn is_dense(&self) -> bool {
        let shown = |one: &&Found| self.window.holds(self.chart.scale.y(one.at));
        self.chart.found.iter().filter(shown).nth(MUCH).is_some()
    }

    /// The strip: periods, marks, bands, and the preview.
    pub(super) fn strip(&self, preview: Option<(usize, i32)>) -> Tag {
        let name =
            either(self.lang(), "时间线：阶段、状态与标记", "Timeline: phases, states and marks");
        tag("div", "tl-strip")
            .with("role", "group")
            .with("aria-label", name)
            .child(self.periods())
            .child(self.bands())
            .child(tag("div", "tl-marks").list(self.marks()))
            .child(self.detail())
            .child(self.preview(preview))
    }

    /// The part of a stretch of time that is shown; nothing where none of it is.
    fn across(&self, from: Instant, to: Instant) -> Option<(i32, i32)> {
        let scale = &self.chart.scale;
        let (from, to) = (scale.y(from), scale.y(to.min(self.end())));
        let is_seen = from < to && from < self.window.to && to > self.window.from;
        is_seen.then(|| (self.window.x(from), self.window.x(to)))
    }

    fn periods(&self) -> Tag {
        let all = self.chart.periods.iter().filter_map(|(what, from, to)| {
            let (from, to) = self.across(*from, *to)?;
            Some(Piece { from, to, what: *what })
        });
        let all = the_widest(all.collect(), PIECES[1]);
        let items = all.iter().map(|piece| {
            let name = period(piece.what, self.lang());
            let fits = name.chars().map(|c| if c.is_ascii() { LETTER } else { 12 }).sum::<i32>();
            let item = tag("li", "tl-period")
                .with("--x", percent(piece.from))
                .with("--w", percent(piece.to - piece.from))
                .with("title", name);
            let words =
                tag("span", if self.pixels(piece.to - piece.from) < fits { "vh" } else { "" });
            item.child(words.text(name))
        });
        tag("ol", "tl-periods").list(items.collect::<Vec<_>>())
    }

    fn pixels(&self, x: i32) -> i32 {
        (i64::from(x) * i64::from(self.room.width) / 10_000) as i32
    }

    /// Both ends, each with what it sends at the outside and what it receives at the inside.
    fn bands(&self) -> Tag {
        let name = Host::BOTH.map(|host| [end(host, self.lang()), ": ", self.state(host)].concat());
        let bands = tag("svg", "tl-bands")
            .with("role", "img")
            .with("aria-label", name.join(either(self.lang(), "，", ", ")));
        bands.list(Host::BOTH.into_iter().flat_map(|host| self.band(host)))
    }

    /// The name of the state that an end is in now.
    fn state(&self, host: Host) -> &'static str {
        let Context { now, subject, .. } = self.context;
        let beats = &subject.run.beats;
        let status = now.step.min(beats.len()).checked_sub(1).map(|last| beats[last].status);
        let status = status.unwrap_or(subject.run.start);
        State::name(status[host].state)
    }

    fn band(&self, host: Host) -> Vec<Tag> {
        let pieces = self.chart.lanes[host].iter().flat_map(|phase| self.uncut(phase));
        let pieces = the_widest(pieces.collect(), PIECES[usize::from(self.is_dense())]);
        pieces.iter().flat_map(|piece| piece_of_band(host, piece)).collect()
    }

    /// A phase without the scale breaks.
    fn uncut<'p>(&self, phase: &'p Phase) -> Vec<Piece<&'p Phase>> {
        let mut from = phase.from.unwrap_or(Instant::ZERO);
        let to = phase.to.unwrap_or(self.chart.scale.end());
        let mut pieces = Vec::new();
        for cut in self.chart.scale.breaks() {
            if cut.to > from && cut.from < to {
                pieces.push((from, cut.from.max(from)));
                from = cut.to;
            }
        }
        pieces.push((from, to));
        let seen = pieces.into_iter().filter_map(|(from, to)| self.across(from, to));
        seen.map(|(from, to)| Piece { from, to, what: phase }).collect()
    }

    /// The marks; what is too near to be pressed apart has one together.
    fn marks(&self) -> Vec<Tag> {
        let target = match self.room.kind {
            LayoutKind::Phone => 44,
            LayoutKind::Wide | LayoutKind::Embed if self.is_dense() => 40,
            LayoutKind::Wide | LayoutKind::Embed => 24,
        };
        let mut groups: Vec<(i32, Vec<&Found>)> = Vec::new();
        for one in self.chart.found.iter().filter(|one| self.is_told(one)) {
            let y = self.chart.scale.y(one.at);
            if !self.window.holds(y) {
                continue;
            }
            let x = self.window.x(y);
            match groups.last_mut() {
                Some((first, group)) if self.pixels(x - *first) < target => group.push(one),
                _ => groups.push((x, vec![one])),
            }
        }
        groups.iter().map(|(x, group)| self.mark(*x, group)).collect()
    }

    fn mark(&self, x: i32, group: &[&Found]) -> Tag {
        let (first, last) = (group[0], group[group.len() - 1]);
        let many = if group.len() > 1 { " many" } else { "" };
        let class = ["tl-mark ", first.what.class(), many].concat();
        let name = self.name(group);
        let path = tag("path", "").with("d", first.what.path());
        let picture = tag("svg", "").with("viewBox", "0 0 12 12").with("aria-hidden", "true");
        let count = match group.len() {
            1 => None,
            many @ 2..100 => Some(many.to_string()),
            _ => Some("99+".to_owned()),
        };
        let count = count.map(|count| tag("small", "").text(count));
        tag("button", &class)
            .does(format!("timeline among {} {}", first.step, last.step))
            .with("--x", percent(x))
            .with("title", &*name)
            .with("aria-label", name)
            .with("data-step", first.step.to_string())
            .child(picture.child(path))
            .list(count)
    }

    /// `Server: SYN,ACK lost, 60 ms`; of many the first three.
    fn name(&self, group: &[&Found]) -> String {
        let (lang, run) = (self.lang(), &self.context.subject.run);
        let one = |one: &&Found| {
            [&*one.what.name(run, lang), either(lang, "，", ", "), &one.at.to_string()].concat()
        };
        let names: Vec<String> = group.iter().take(3).map(one).collect();
        let names = names.join(either(lang, "；", "; "));
        match (group.len(), lang) {
            (1, _) => names,
            (n, Lang::ZhCn) => format!("{n} 处：{names}{}", if n > 3 { "……" } else { "" }),
            (n, Lang::En) => format!("{n} marks: {names}{}", if n > 3 { "…" } else { "" }),
        }
    }

    /// What only a part of the run has room for: what is sent, the playhead, and from when to when.
    fn detail(&self) -> Tag {
        let place = tag("div", "tl-detail");
        if !self.is_zoomed() {
            return place;
        }
        let time = |y: Px| whole_millis(self.chart.scale.time_at(y)).to_string();
        let now = self.chart.scale.y(self.context.now.at);
        let head = tag("i", "tl-head").with("--x", percent(self.window.x(now)));
        place
            .child(self.ticks())
            .child(head)
            .child(tag("span", "tl-from").text(time(self.window.from)))
            .child(tag("span", "tl-to").text(time(self.window.to)))
    }

    /// What is sent, a path for each colour.
    fn ticks(&self) -> Tag {
        let mut paths: Vec<(&'static str, i32, String)> = Vec::new();
        for flight in self.context.subject.run.flights.iter().filter(|one| one.sent <= self.end()) {
            let y = self.chart.scale.y(flight.sent);
            if !self.window.holds(y) {
                continue;
            }
            let (class, x) = (Role::of(&flight.segment).class(), self.window.x(y));
            let tick = format!("M{x} 0V1");
            match paths.iter_mut().find(|(known, _, _)| *known == class) {
                // Two in the same place look like one.
                Some((_, last, _)) if self.pixels(x - *last) < 1 => {}
                Some((_, last, d)) => {
                    *last = x;
                    d.push_str(&tick);
                }
                None => paths.push((class, x, tick)),
            }
        }
        let ticks = tag("svg", "tl-ticks")
            .with("viewBox", "0 0 10000 1")
            .with("preserveAspectRatio", "none")
            .with("aria-hidden", "true");
        let path =
            |(class, _, d): (&str, i32, String)| tag("path", &["ek ", class].concat()).with("d", d);
        ticks.list(paths.into_iter().map(path).collect::<Vec<_>>())
    }

    /// What has just happened where the pointer or the focus is.
    fn preview(&self, preview: Option<(usize, i32)>) -> Tag {
        let place = tag("div", "tl-tip").with("aria-hidden", "true");
        let Context { now, subject, .. } = self.context;
        let lang = now.lang;
        let Some((step, x)) = preview else { return place.has("hidden", true) };
        let steps = subject.run.beats.len();
        let step = step.min(steps);
        let (time, headline) = match step.checked_sub(1) {
            Some(_) if step > now.step && now.panel == "quiz" => {
                return place.has("hidden", true);
            }
            Some(beat) => (subject.run.beats[beat].at, &*subject.captions[beat].headline),
            None => (Instant::ZERO, either(lang, "还没有发生什么", "Nothing has happened yet")),
        };
        let about = match lang {
            Lang::ZhCn => format!("第 {step} 步，共 {steps} 步 · {time}"),
            Lang::En => format!("Event {step} of {steps} · {time}"),
        };
        place
            .with("--x", percent(x))
            .child(tag("small", "").text(about))
            .child(tag("b", "").text(headline))
    }

    /// The buttons that make more of it.
    pub(super) fn zoom(&self) -> Tag {
        let lang = self.lang();
        let Window { from, to } = self.window;
        let whole = self.chart.whole();
        let is_deepest = (to - from).0 >> 1 < (whole.to - whole.from).0 >> self.chart.deepest();
        let button = |action: &str, sign: &'static str, name: &'static str, off: bool| {
            tag("button", "btn quiet")
                .does(["timeline zoom ", action].concat())
                .with("title", name)
                .with("aria-label", name)
                .says("aria-disabled", off)
                .text(sign)
        };
        let out = !self.is_zoomed();
        tag("div", "tl-zoom")
            .with("role", "group")
            .with("aria-label", either(lang, "缩放时间线", "Zoom the timeline"))
            .child(button("out", "−", either(lang, "缩小", "Zoom out"), out))
            .child(button("in", "+", either(lang, "放大", "Zoom in"), is_deepest))
            .child(button("fit", "↔", either(lang, "看全程", "Show the whole run"), out))
    }

    /// What the strip shows of the whole, drawn over the scrubber.
    pub(super) fn frame(&self) -> Option<Tag> {
        let whole = self.chart.whole();
        let (from, to) = (whole.x(self.window.from), whole.x(self.window.to));
        let shown = tag("i", "").with("--x", percent(from)).with("--w", percent(to - from));
        self.is_zoomed().then(|| tag("div", "tl-frame").with("aria-hidden", "true").child(shown))
    }
}

/// A time without its microseconds.
fn whole_millis(at: Instant) -> Instant {
    Instant::from_micros(at.as_micros() / 1_000 * 1_000)
}

/// At most so many pieces: the narrowest are left out.
fn the_widest<T>(mut pieces: Vec<Piece<T>>, most: usize) -> Vec<Piece<T>> {
    let mut widths: Vec<i32> = pieces.iter().map(|piece| piece.to - piece.from).collect();
    widths.sort_unstable();
    let least = widths.len().checked_sub(most).map_or(0, |surplus| widths[surplus]);
    pieces.retain(|piece| piece.to - piece.from >= least.max(1));
    pieces.truncate(most);
    pieces
}

/// A piece of a band: two halves, or a line where there is no connection.
fn piece_of_band(host: Host, piece: &Piece<&Phase>) -> Vec<Tag> {
    let Piece { from, to, what } = piece;
    let (x, width) = (percent(*from), percent(to - from));
    let rows = match host {
        Host::Client => ["0", "24%"],
        Host::Server => ["78%", "54%"],
    };
    let Some((sends, receives)) = what.halves else {
        let y = match host {
            Host::Client => "23%",
            Host::Server => "77%",
        };
        let end = percent(*to);
        let line = tag("line", "wire").with("x1", x).with("x2", end).with("y1", y).with("y2", y);
        return vec![line];
    };
    let half = |(half, y): (tcp_view::ladder::Half, &'static str)| {
        tag("rect", &["hf ", half.class()].concat())
            .with("x", &*x)
            .with("width", &*width)
            .with("y", y)
            .with("height", "22%")
    };
    [(sends, rows[0]), (receives, rows[1])].map(half).into()
}

/// The name of a period.
fn period(period: Period, lang: Lang) -> &'static str {
    match period {
        Period::Handshake => either(lang, "握手", "handshake"),
        Period::Data => either(lang, "数据", "data"),
        Period::Close => either(lang, "关闭", "close"),
        Period::TimeWait => "TIME-WAIT",
        Period::HalfOpen => either(lang, "半开", "half-open"),
    }
}
