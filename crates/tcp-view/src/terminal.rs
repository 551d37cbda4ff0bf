//! A run as a ladder of letters, for a terminal: one line for each thing that happens, time at
//! the left, the client's state, the arrow between the lanes, the server's state.
//!
//! Where there is an attacker its lane is between them, at a third of the way.
//!
//! It is no more than 100 columns wide, Han characters taking two columns each; two runs beside
//! each other take 160.

mod beside;

pub use beside::beside;

use crate::caption::flow;
use crate::deed::header;
use crate::ladder::{is_wide, say};
use tcp_model::host::{Flow, Host, Party};
use tcp_model::script::Origin;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::trace::{Event, EventKind, Landing, Run, SegmentId};
use tcp_scenarios::prose::Lang;

/// Columns of the time, of a state on either side, and between the lanes.
const TIME: usize = 10;
const STATE: usize = 12;
const BETWEEN: usize = 58;
/// From the client's lane to the attacker's.
const ATTACKER: usize = 14;

/// The ladder, each line ended by a line feed. A state is named where it is entered.
pub fn ladder(run: &Run, lang: Lang) -> String {
    let mut last = None;
    let mut out = format!("{} {}\n", pad("", TIME), heads(run, BETWEEN, lang));
    for row in rows(run, BETWEEN, lang) {
        out.push_str(format!("{} {}", row.time(last), row.lanes(BETWEEN)).trim_end());
        out.push('\n');
        last = Some(row.at);
    }
    out
}

/// The lines of a run with so many columns between its lanes.
fn rows(run: &Run, between: usize, lang: Lang) -> Vec<Row> {
    let mut page = Page::new(run, between, lang);
    run.events.iter().for_each(|event| page.event(event));
    if run.cut_off {
        page.row(run.end, centred(cut_off(lang), between));
    }
    page.flush();
    page.rows
}

/// The heads of the lanes.
fn heads(run: &Run, between: usize, lang: Lang) -> String {
    let [client, server] = Host::BOTH.map(|host| say::host(lang, host));
    let attacked = run
        .flights
        .iter()
        .any(|flight| flight.sender() == Party::Attacker || flight.receiver() == Party::Attacker);
    let middle = match attacked {
        true => format!("{}{}", " ".repeat(ATTACKER), say::attacker(lang)),
        false => String::new(),
    };
    format!("{} {}{server}", pad_left(client, STATE), pad(&middle, between + 4))
}

/// A line: when, the states that are entered, and what is between them.
struct Row {
    at: Instant,
    states: [&'static str; 2],
    between: String,
}

impl Row {
    /// The time where it is another one than that of the line before.
    fn time(&self, last: Option<Instant>) -> String {
        let time = if last == Some(self.at) { String::new() } else { say::moment(self.at) };
        pad_left(&time, TIME)
    }

    fn lanes(&self, between: usize) -> String {
        let [client, server] = self.states;
        format!("{} │{}│ {server}", pad_left(client, STATE), pad(&self.between, between))
    }
}

struct Page<'a> {
    run: &'a Run,
    lang: Lang,
    /// The columns between the lanes.
    width: usize,
    rows: Vec<Row>,
    /// A line that waits for the states that it leads to.
    waiting: Option<(Instant, String)>,
    /// The states that the next line names, the client's first.
    entered: [Option<State>; 2],
}

impl Page<'_> {
    fn new(run: &Run, width: usize, lang: Lang) -> Page<'_> {
        let entered = Host::BOTH.map(|host| Some(run.start[host].state));
        let waiting = Some((Instant::ZERO, String::new()));
        Page { run, lang, width, rows: Vec::new(), waiting, entered }
    }

    fn event(&mut self, event: &Event) {
        // The states are those of the connection that the run is about.
        if event.flow != Flow::MAIN && matches!(event.kind, EventKind::State { .. }) {
            return;
        }
        if let EventKind::State { host, to, .. } = event.kind {
            // Two states in a row need a line each.
            if self.waiting.is_none() || self.entered[host as usize].is_some() {
                self.row(event.at, String::new());
            }
            self.entered[host as usize] = Some(to);
        } else if let Some(between) = self.between(event) {
            self.row(event.at, between);
        }
    }

    /// Begins a line, which ends the one before.
    fn row(&mut self, at: Instant, between: String) {
        self.flush();
        self.waiting = Some((at, between));
    }

    /// The states that are entered, and what is between them.
    fn flush(&mut self) {
        let Some((at, between)) = self.waiting.take() else { return };
        let states = self.entered.map(|state| state.map_or("", State::name));
        self.entered = [None; 2];
        self.rows.push(Row { at, states, between });
    }

    fn between(&self, event: &Event) -> Option<String> {
        let (run, lang, width) = (self.run, self.lang, self.width);
        let which = flow(event.flow, lang);
        let aside = |host, words: &str| aside(host, &[&*which, words].concat(), width);
        Some(match &event.kind {
            EventKind::Send { id, segment, origin, retransmission, .. } => {
                let mark = match (origin, retransmission) {
                    (Origin::OldDuplicate, _) => say::old(lang).to_owned(),
                    (Origin::Spoofed, _) => say::forged(lang).to_owned(),
                    (Origin::Endpoint, true) => again(lang).to_owned(),
                    (Origin::Endpoint, false) => String::new(),
                };
                self.departure(*id, &format!("{which}{mark}{}", header(segment)))
            }
            EventKind::Copy { id, copy_of } => {
                let words =
                    format!("{which}{}{}", say::copy(lang), header(&run.flight(*copy_of).segment));
                self.departure(*id, &words)
            }
            EventKind::Arrive { id, host, ruling } => {
                let flags = run.flight(*id).segment.flags;
                let words = format!(
                    "{which}{flags}{}: {}",
                    self.number(*id),
                    verdict(lang, ruling.verdict.word())
                );
                arrow(host.peer(), &words, Tip::Head, width)
            }
            EventKind::Lose { id } => self.gone(*id, say::lost(lang)),
            EventKind::Expire { id } => self.gone(*id, say::expired(lang)),
            EventKind::Timer { host, timer } => {
                aside(*host, &format!("⏱ {}", say::expires(lang, timer.name())))
            }
            EventKind::Call { host, call, error } => {
                let error = error.map(|error| format!(": {error}")).unwrap_or_default();
                aside(*host, &format!("▸ {call}{error}"))
            }
            EventKind::Signal { host, signal, .. } => aside(*host, &format!("◂ {signal}")),
            EventKind::Deliver { host, text } => {
                aside(*host, &format!("◂ {}", say::octets(lang, text.len())))
            }
            EventKind::Host { host, change } => {
                aside(*host, &format!("⚡ {}", say::befell(lang, *change)))
            }
            EventKind::Note { host, name } => aside(*host, &format!("· {name}")),
            EventKind::State { .. } | EventKind::TimerSet { .. } | EventKind::TimerStop { .. } => {
                return None;
            }
        })
    }

    /// A segment sets out; one that will not arrive has no head.
    fn departure(&self, id: SegmentId, words: &str) -> String {
        let flight = self.run.flight(id);
        let mut words = format!("{words}{}", self.number(id));
        // Options are said where there is room for them.
        let options = format!(" <{}>", flight.segment.options);
        if !flight.segment.options.is_empty()
            && columns(&words) + columns(&options) < self.width - 6
        {
            words += &options;
        }
        match flight.sender() {
            Party::Attacker => {
                let words = cut(&words, self.width - ATTACKER - 6);
                format!("{}┄┄┄┄ {words} ", " ".repeat(ATTACKER))
            }
            Party::Client | Party::Server => arrow(flight.from, &words, Tip::Tail, self.width),
        }
    }

    fn gone(&self, id: SegmentId, why: &str) -> String {
        let flight = self.run.flight(id);
        let words = format!("{}{} {why}", flight.segment.flags, self.number(id));
        arrow(flight.from, &words, Tip::Lost, self.width)
    }

    /// Segments are numbered where another one is under way, to be told apart.
    fn number(&self, id: SegmentId) -> String {
        let flight = self.run.flight(id);
        let overlaps = |other: &&tcp_model::trace::Flight| {
            other.id != id && other.sent < flight.ended && flight.sent < other.ended
        };
        let near = id.saturating_sub(20) as usize..(id as usize + 20).min(self.run.flights.len());
        let alone = !self.run.flights[near].iter().any(|other| overlaps(&other));
        let plain = matches!(flight.landing, Landing::Arrived(_) | Landing::Lost) && alone;
        if plain { String::new() } else { format!(" #{id}") }
    }
}

/// Which end of its way a line shows.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Tip {
    Tail,
    Head,
    Lost,
}

/// A line from one lane toward the other, with words on it.
fn arrow(from: Host, words: &str, tip: Tip, width: usize) -> String {
    let words = &cut(words, width - 6);
    let room = width - (columns(words) + 2);
    let (near, far) = match tip {
        Tip::Tail => (4, 0),
        Tip::Head => (0, 4),
        Tip::Lost => (0, 4),
    };
    let near_line = "─".repeat(near);
    let blank = " ".repeat(room.saturating_sub(near + far));
    let far_line = match (tip, from) {
        (Tip::Head, Host::Client) => "───▶",
        (Tip::Head, Host::Server) => "◀───",
        (Tip::Lost, Host::Client) => "╌╌╌✕",
        (Tip::Lost, Host::Server) => "✕╌╌╌",
        (Tip::Tail, _) => "",
    };
    match (from, tip) {
        (Host::Client, Tip::Tail) => format!("{near_line} {words} "),
        (Host::Server, Tip::Tail) => format!("{blank} {words} {near_line}"),
        (Host::Client, Tip::Head) => format!("{blank} {words} {far_line}"),
        (Host::Server, Tip::Head) => format!("{far_line} {words} "),
        (_, Tip::Lost) => centred(&format!("{far_line} {words}"), width),
    }
}

/// Words at the lane of a host.
fn aside(host: Host, words: &str, width: usize) -> String {
    let words = &cut(words, width - 2);
    match host {
        Host::Client => format!(" {words}"),
        Host::Server => format!("{} ", pad_left(words, width - 1)),
    }
}

fn centred(words: &str, width: usize) -> String {
    let room = width.saturating_sub(columns(words));
    format!("{}{words}", " ".repeat(room / 2))
}

fn again(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "重发 ",
        Lang::En => "again ",
    }
}

fn cut_off(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "… 到此为止，还没有结束",
        Lang::En => "… stopped here, with more to come",
    }
}

fn verdict(lang: Lang, word: &'static str) -> &'static str {
    match (lang, word) {
        (Lang::En, word) => word,
        (Lang::ZhCn, "accepted") => "接受",
        (Lang::ZhCn, "answered") => "不接受，有答复",
        (Lang::ZhCn, _) => "丢弃",
    }
}

/// How many columns of a terminal words take.
pub fn columns(words: &str) -> usize {
    words.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// At most so many columns of the words.
fn cut(words: &str, width: usize) -> String {
    if columns(words) <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    for c in words.chars() {
        let wide = if is_wide(c) { 2 } else { 1 };
        if columns(&kept) + wide >= width {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

fn pad(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(columns(words))))
}

fn pad_left(words: &str, width: usize) -> String {
    format!("{}{words}", " ".repeat(width.saturating_sub(columns(words))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use expect_test::expect_file;

    #[test]
    fn a_handshake_in_english() {
        expect_file!["terminal/handshake.en.txt"]
            .assert_eq(&ladder(&sample::handshake(), Lang::En));
    }

    #[test]
    fn a_lost_syn_ack_in_chinese() {
        expect_file!["terminal/synack-lost.zh.txt"]
            .assert_eq(&ladder(&sample::synack_lost(), Lang::ZhCn));
    }

    #[test]
    fn a_whole_life_in_english() {
        expect_file!["terminal/lifecycle.en.txt"]
            .assert_eq(&ladder(&sample::lifecycle(), Lang::En));
    }

    #[test]
    fn no_line_is_wider_than_a_hundred_columns() {
        for (name, run) in sample::ALL {
            for lang in Lang::ALL {
                for line in ladder(&run(), lang).lines() {
                    assert!(columns(line) <= 100, "{name}: {line}");
                }
            }
        }
    }

    #[test]
    fn the_lanes_are_straight_in_both_languages() {
        for (name, run) in sample::ALL {
            for lang in Lang::ALL {
                for line in ladder(&run(), lang).lines().skip(1) {
                    let lanes = line.match_indices('│').map(|(at, _)| columns(&line[..at]));
                    let expected = [TIME + STATE + 2, TIME + STATE + BETWEEN + 3];
                    assert_eq!(lanes.collect::<Vec<_>>(), expected, "{name}: {line}");
                }
            }
        }
    }
}
