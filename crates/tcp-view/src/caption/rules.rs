//! The clauses behind a beat, and the rule that a wrong protocol breaks in it.

use super::facts::Facts;
use super::plot::Broken;
use tcp_model::clause::{self, Clause, Why};
use tcp_model::endpoint::Call;
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_model::trace::{Event, EventKind};

/// A segment lives for one MSL; the engine has no use for the clause, for its network sees to it.
const SEGMENT_LIFETIME: Clause = Clause { rfc: 9293, section: "3.4.2", detail: "" };

/// The clauses behind a beat, that of its cause first, each once.
pub(super) fn clauses(f: &Facts<'_>) -> Vec<String> {
    let own = match f.cause {
        EventKind::Call { call, .. } => Some(why_of_call(call).clause),
        EventKind::Expire { .. } => Some(&SEGMENT_LIFETIME),
        _ => None,
    };
    let mut all: Vec<&Clause> = Vec::from_iter(own);
    for event in f.events() {
        if let Some(Why { clause, .. }) = why(event)
            && !all.contains(&clause)
        {
            all.push(clause);
        }
    }
    all.iter().map(|clause| clause.to_string()).collect()
}

fn why_of_call(call: &Call) -> Why {
    match call {
        Call::OpenPassive | Call::OpenActive | Call::OpenActiveSend(_) => clause::OPEN,
        Call::Send(_) | Call::SendUrgent(_) => clause::SEND,
        Call::Receive(_) => clause::RECEIVE,
        Call::Close => clause::CLOSE,
        Call::Abort => clause::ABORT,
        Call::Accept => clause::ACCEPT_QUEUE,
    }
}

fn why(event: &Event) -> Option<Why> {
    match event.kind {
        // It is started with every other timer and is nothing to point at.
        EventKind::TimerSet { timer: Timer::UserTimeout, .. } => None,
        _ => event.kind.why(),
    }
}

/// Whether the host's TIME-WAIT is shorter than 2MSL.
pub(super) fn time_wait_is_broken(f: &Facts<'_>) -> bool {
    matches!(broken(f), Some(Broken::TimeWaitZero | Broken::TimeWaitOneMsl))
}

/// The rule that is broken, where there is one.
pub(super) fn broken(f: &Facts<'_>) -> Option<Broken> {
    let knob = f.events().iter().find_map(|event| why(event)?.deviation)?.knob;
    let opens = f.was().state == State::SynSent;
    match knob {
        "two-way" if opens => Some(Broken::TwoWayClient),
        "two-way" => Some(Broken::TwoWayServer),
        "four-way" if opens => Some(Broken::FourWayClient),
        "four-way" => Some(Broken::FourWayServer),
        "four-way-ack-of-ack" => Some(Broken::AckOfAck),
        "isn=fixed" => Some(Broken::FixedIsn),
        "time_wait=0" => Some(Broken::TimeWaitZero),
        "time_wait=1msl" => Some(Broken::TimeWaitOneMsl),
        _ => None,
    }
}
