//! A run as a sequence diagram knows it: arrows and notes in order, without a time axis.
//!
//! An arrow is drawn when its segment lands, for what the receiver then does stands below it.

use crate::words;
use tcp_model::host::{Flow, Host, Party};
use tcp_model::time::Instant;
use tcp_model::trace::{Beat, Event, EventKind, Flight, Landing, Run};
use tcp_scenarios::prose::Lang;
use tcp_view::caption::{error, flow, signal};
use tcp_view::scale::usual_delay;

/// A line of a diagram.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// A segment from one lane to another.
    Arrow {
        /// Who sent it.
        from: Party,
        /// Where it went.
        to: Party,
        /// Whether it got there.
        arrives: bool,
        /// Its control bits and numbers.
        words: String,
    },
    /// Something at one end.
    Note {
        /// Which.
        host: Host,
        /// What.
        words: String,
    },
    /// Something about all of it.
    Over {
        /// What.
        words: String,
    },
    /// A stretch of time in which nothing happens.
    Idle {
        /// How long it is.
        words: String,
    },
}

/// Whether a run needs a lane for an attacker, who stands for addresses at which nobody is, too.
pub fn has_attacker(run: &Run) -> bool {
    let attacker = Party::Attacker;
    run.flights.iter().any(|flight| flight.sender() == attacker || flight.receiver() == attacker)
}

/// The lines of a run. `captions` has a headline for each beat, or nothing.
pub fn steps(run: &Run, captions: &[String], lang: Lang) -> Vec<Step> {
    let mut writer = Writer { run, lang, steps: Vec::new(), last: Instant::ZERO };
    for (number, beat) in run.beats.iter().enumerate() {
        writer.wait(beat.at);
        for event in &run.events[beat.events.clone()] {
            writer.event(event, beat);
        }
        if let Some(words) = captions.get(number) {
            writer.steps.push(Step::Over { words: words.clone() });
        }
    }
    writer.rest();
    writer.steps
}

struct Writer<'a> {
    run: &'a Run,
    lang: Lang,
    steps: Vec<Step>,
    /// When the line before happened.
    last: Instant,
}

impl Writer<'_> {
    /// What a ladder cuts out is worth a line: more than three round trips.
    fn wait(&mut self, at: Instant) {
        let idle = at.since(self.last);
        if idle > usual_delay(self.run) * 6 {
            self.steps.push(Step::Idle { words: words::passes(idle, self.lang) });
        }
        self.last = at;
    }

    fn event(&mut self, event: &Event, beat: &Beat) {
        let lang = self.lang;
        let (host, words) = match &event.kind {
            EventKind::Arrive { id, .. } | EventKind::Lose { id } | EventKind::Expire { id } => {
                return self.arrow(self.run.flight(*id));
            }
            // The states are those of the connection that the run is about.
            EventKind::State { .. } if event.flow != Flow::MAIN => return,
            EventKind::State { host, to, .. } => (*host, to.name().to_owned()),
            EventKind::Call { host, call, error: refused } => {
                let refused = refused.map(|refused| error(refused, lang));
                (*host, words::calls(&call.to_string(), refused, lang))
            }
            EventKind::Timer { host, timer } => (*host, words::expires(timer.name(), lang)),
            EventKind::Signal { host, signal: told, .. } => {
                (*host, words::told(signal(*told, lang), lang))
            }
            EventKind::Deliver { host, text } => (*host, words::receives(text.len(), lang)),
            EventKind::Host { host, change } => (*host, words::befell(*change, lang).to_owned()),
            EventKind::Note { host, .. } => {
                (*host, words::is_in(beat.status[*host].state.name(), lang))
            }
            // An arrow is drawn when it ends, and a timer when it fires.
            EventKind::Send { .. }
            | EventKind::Copy { .. }
            | EventKind::TimerSet { .. }
            | EventKind::TimerStop { .. } => return,
        };
        let words = [&*flow(event.flow, lang), &words].concat();
        self.steps.push(Step::Note { host, words });
    }

    fn arrow(&mut self, flight: &Flight) {
        self.steps.push(Step::Arrow {
            from: flight.sender(),
            to: flight.receiver(),
            arrives: matches!(flight.landing, Landing::Arrived(_)),
            words: self.segment(flight),
        });
    }

    /// `old SYN,ACK seq=2000 ack=1001 len=30 (dropped)`.
    fn segment(&self, flight: &Flight) -> String {
        let segment = &flight.segment;
        let mut words = flow(flight.flow, self.lang);
        words.push_str(words::origin(flight, self.lang));
        words.push_str(&format!("{} seq={}", segment.flags, segment.seq));
        if let Some(ack) = segment.acknowledgment() {
            words.push_str(&format!(" ack={ack}"));
        }
        if !segment.data.is_empty() {
            words.push_str(&format!(" len={}", segment.data.len()));
        }
        words.push_str(words::fate(flight.landing, self.lang));
        words
    }

    /// What is under way when a run is cut off, and that it is.
    fn rest(&mut self) {
        for flight in &self.run.flights {
            if flight.landing == Landing::Travelling {
                self.arrow(flight);
            }
        }
        if self.run.cut_off {
            self.steps.push(Step::Over { words: words::cut_off(self.lang).to_owned() });
        }
    }
}
