//! A run as a table: the whole of the picture for those who cannot see it, and for pages without
//! a script.

mod segments;
#[cfg(test)]
mod tests;
mod words;

pub use segments::segments;

use crate::caption::{Caption, bytes, error, flow, segment_in_words, signal};
use crate::ladder::say;
use tcp_model::host::{Host, Party};
use tcp_model::script::Origin;
use tcp_model::timer::Timer;
use tcp_model::trace::{Event, EventKind, Flight, Landing, Run};
use tcp_scenarios::claims::name;
use tcp_scenarios::prose::Lang;
use words::Word;
pub(crate) use words::befell;

/// One row of the table: a step of the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The number of the step, from 1.
    pub step: String,
    /// When.
    pub time: String,
    /// Whom it began with.
    pub host: String,
    /// All that happened, in order: segments with their direction, numbers and fate, timers,
    /// calls, signals.
    pub what: String,
    /// The client's state afterwards.
    pub client: String,
    /// The server's state afterwards.
    pub server: String,
    /// What it means, in a line.
    pub note: String,
}

/// The heads of the columns, in the order of [`Row`]'s fields.
pub fn columns(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::ZhCn => ["步", "时间", "主机", "发生了什么", "客户端状态", "服务器状态", "说明"],
        Lang::En => ["Step", "Time", "Host", "What happens", "Client", "Server", "Note"],
    }
}

/// One row for every beat of `run`, by index.
pub fn transcript(run: &Run, captions: &[Caption], lang: Lang) -> Vec<Row> {
    let mut rows = Vec::with_capacity(run.beats.len());
    for (beat, caption) in run.beats.iter().zip(captions) {
        let events = &run.events[beat.events.clone()];
        rows.push(Row {
            step: (rows.len() + 1).to_string(),
            time: beat.at.to_string(),
            host: events.first().map_or("", |event| party(party_of(run, event), lang)).to_owned(),
            what: lines(run, events, lang),
            client: beat.status.client.state.name().to_owned(),
            server: beat.status.server.state.name().to_owned(),
            note: caption.headline.clone(),
        });
    }
    rows
}

/// Everything that happened in a beat.
fn lines(run: &Run, events: &[Event], lang: Lang) -> String {
    let mut all = String::new();
    for event in events {
        if let Some(line) = line(run, event, lang) {
            if !all.is_empty() {
                all.push_str(words::say(Word::Then, lang));
            }
            all.push_str(&line);
        }
    }
    all
}

fn host_of(run: &Run, event: &Event) -> Host {
    match &event.kind {
        EventKind::Call { host, .. }
        | EventKind::State { host, .. }
        | EventKind::Send { from: host, .. }
        | EventKind::Arrive { host, .. }
        | EventKind::Timer { host, .. }
        | EventKind::TimerSet { host, .. }
        | EventKind::TimerStop { host, .. }
        | EventKind::Signal { host, .. }
        | EventKind::Deliver { host, .. }
        | EventKind::Host { host, .. }
        | EventKind::Note { host, .. } => *host,
        EventKind::Copy { id, .. } | EventKind::Lose { id } | EventKind::Expire { id } => {
            run.flight(*id).from
        }
    }
}

/// Who began with it.
fn party_of(run: &Run, event: &Event) -> Party {
    match event.kind {
        EventKind::Send { id, .. } => run.flight(id).sender(),
        _ => host_of(run, event).into(),
    }
}

/// One thing that happened. The user timeout starts with every other timer, so that only its
/// expiry is worth a word.
fn line(run: &Run, event: &Event, lang: Lang) -> Option<String> {
    let word = |word| words::say(word, lang);
    let host = name(host_of(run, event), lang);
    let with = |flight: &Flight, what: &str| {
        [&direction(flight, lang), " ", &segment_in_words(&flight.segment, lang), what].concat()
    };
    let what = match &event.kind {
        EventKind::Call { call, error: refused, .. } => match refused {
            None => [host, word(Word::Calls), &call.to_string()].concat(),
            Some(refused) => [
                host,
                word(Word::Calls),
                &call.to_string(),
                word(Word::Refused),
                error(*refused, lang),
            ]
            .concat(),
        },
        EventKind::State { from, to, .. } => {
            [host, word(Word::From), from.name(), word(Word::To), to.name()].concat()
        }
        EventKind::Send { id, retransmission, .. } => {
            let flight = run.flight(*id);
            let kind = match (flight.origin, *retransmission) {
                (Origin::OldDuplicate, _) => word(Word::OldDuplicate),
                (Origin::Spoofed, _) => word(Word::Forged),
                (Origin::Endpoint, true) => word(Word::Retransmission),
                (Origin::Endpoint, false) => "",
            };
            with(flight, &[kind, &fate(flight, lang)].concat())
        }
        EventKind::Copy { id, .. } => {
            let flight = run.flight(*id);
            with(flight, &[word(Word::Copy), &fate(flight, lang)].concat())
        }
        EventKind::Arrive { id, ruling, .. } => {
            with(run.flight(*id), words::outcome(ruling.verdict, lang))
        }
        EventKind::Lose { id } => with(run.flight(*id), word(Word::Lost)),
        EventKind::Expire { id } => with(run.flight(*id), word(Word::Expired)),
        EventKind::Timer { timer, .. } => {
            [host, word(Word::Timer), timer.name(), word(Word::Fires)].concat()
        }
        EventKind::TimerSet { timer: Timer::UserTimeout, .. }
        | EventKind::TimerStop { timer: Timer::UserTimeout, .. } => return None,
        EventKind::TimerSet { timer, after, .. } => {
            [host, word(Word::Timer), timer.name(), word(Word::Runs), &after.to_string()].concat()
        }
        EventKind::TimerStop { timer, .. } => {
            [host, word(Word::Timer), timer.name(), word(Word::Stops)].concat()
        }
        EventKind::Signal { signal: told, .. } => {
            [host, word(Word::Told), signal(*told, lang), word(Word::EndQuote)].concat()
        }
        EventKind::Deliver { text, .. } => {
            [host, word(Word::Receives), &bytes(text.len(), lang)].concat()
        }
        EventKind::Host { change, .. } => [host, words::befell(*change, lang)].concat(),
        EventKind::Note { .. } => [host, word(Word::LooksAt)].concat(),
    };
    Some([&*flow(event.flow, lang), &what].concat())
}

fn direction(flight: &Flight, lang: Lang) -> String {
    [party(flight.sender(), lang), "→", party(flight.receiver(), lang)].concat()
}

fn party(party: Party, lang: Lang) -> &'static str {
    match (party, lang) {
        (Party::Client, _) => name(Host::Client, lang),
        (Party::Server, _) => name(Host::Server, lang),
        (Party::Attacker, Lang::ZhCn) => say::attacker(lang),
        (Party::Attacker, Lang::En) => "attacker",
    }
}

/// Where a segment that enters the network will end.
fn fate(flight: &Flight, lang: Lang) -> String {
    let word = match flight.landing {
        Landing::Arrived(_) => Word::ArrivesAt,
        Landing::Lost => Word::LostAt,
        Landing::Expired => Word::ExpiresAt,
        Landing::Travelling => return words::say(Word::StillTravelling, lang).to_owned(),
    };
    [words::say(word, lang), &flight.ended.to_string(), words::say(Word::EndBracket, lang)].concat()
}
