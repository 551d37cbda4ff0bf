//! Who sends next when nothing is on its way, what does a timer bring about, how long does it run?

use super::Kind;
use super::draft::Draft;
use super::moment::{Cause, Moment};
use super::words::{self, Reason};
use tcp_model::clause;
use tcp_model::knobs::TimeWait;
use tcp_model::segment::Segment;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Landing};
use tcp_scenarios::prose::Lang;

/// Asks who breaks the silence after a loss, or whether anybody ever will.
pub(super) fn next(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    match m.cause {
        Cause::Timer(Timer::Rto, _) => after_loss(m, lang),
        Cause::Pointed => at_rest(m, lang),
        Cause::Timer(..) | Cause::Arrival(..) | Cause::Call(_) => None,
    }
}

/// Asks of an end at which no timer runs what it will do by itself.
fn at_rest(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let state = m.is().state;
    let runs = Timer::ALL.into_iter().any(|timer| m.runs(m.host, timer));
    let later = &m.run.events[m.beat.events.start..];
    let sends = later.iter().any(|event| matches!(event.kind, EventKind::Send { .. }));
    if runs || sends || !m.all_quiet() || !state.is_synchronized() {
        return None;
    }
    let reason = |reason| words::reason(&reason, lang);
    let wrong = [
        (words::Rest::Retransmits, Reason::NoTimer(m.host)),
        (words::Rest::Closes, Reason::NoLimit(state)),
        (words::Rest::KeepsAlive, Reason::KeepAliveIsOff),
    ];
    Some(Draft {
        kind: Kind::Next,
        key: format!("rest {state}"),
        weight: 13,
        ask: words::ask_rest(m.host, state, lang),
        right: words::rest(words::Rest::Stays, state, lang),
        wrong: wrong.map(|(what, why)| (words::rest(what, state, lang), reason(why))).to_vec(),
        lead: None,
        why: None,
        about: None,
    })
}

fn after_loss(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let sent = m.sent();
    let [again] = sent[..] else { return None };
    let lost = m.run.flights.iter().rev().find(|flight| {
        flight.landing == Landing::Lost && flight.ended <= m.beat.at && flight.id < again.id
    })?;
    if !m.all_quiet() || lost.flow != again.flow {
        return None;
    }
    let (own, peer) = (m.host, m.host.peer());
    let peer_waits = m.runs(peer, Timer::Rto);
    let not_peer = if peer_waits { Reason::PeersTimerLater(peer) } else { Reason::NoTimer(peer) };
    let reason = |reason| words::reason(&reason, lang);
    Some(Draft {
        kind: Kind::Next,
        key: format!("next {own} {:?}", again.segment.flags),
        weight: 11,
        ask: words::ask_next(&lost.segment, lang),
        right: words::timer_sends(own, lang),
        wrong: vec![
            (words::timer_sends(peer, lang), reason(not_peer)),
            (words::asks_again(peer, lang), reason(Reason::NobodyAsks)),
            (words::nobody_sends(lang), reason(Reason::TimerRuns(own))),
        ],
        lead: None,
        why: Some(clause::RTO),
        about: Some(lost.id),
    })
}

/// Asks what a timer brings about.
pub(super) fn timer(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let Cause::Timer(timer, ran) = m.cause else { return None };
    match timer {
        Timer::Rto => resent(m, lang, ran),
        Timer::TimeWait => time_wait(m, lang),
        Timer::KeepAlive => keep_alive(m, lang),
        Timer::R2
        | Timer::SynAckGiveUp
        | Timer::Persist
        | Timer::UserTimeout
        | Timer::KeepAliveGiveUp
        | Timer::DelayedAck
        | Timer::FinWait2
        | Timer::Override => None,
    }
}

/// What the retransmission timer makes the end send, or how long it runs next where that is known.
fn resent(m: &Moment<'_>, lang: Lang, ran: Option<Duration>) -> Option<Draft> {
    let sent = m.sent();
    let [again] = sent[..] else { return None };
    let original = m.original(again)?;
    let about = Some(original.id);
    if let (Some(ran), Some(next)) = (ran, m.sets(Timer::Rto))
        && m.run.flights[..again.id as usize - 1]
            .iter()
            .any(|flight| flight.retransmission && flight.segment.seq == again.segment.seq)
        && next == ran * 2
    {
        return Some(Draft { about, ..backoff(ran, lang) });
    }
    let reason = |reason| words::reason(&reason, lang);
    let moved = Segment { seq: again.segment.end(), ..again.segment.clone() };
    let resets = words::gives_up(lang);
    Some(Draft {
        kind: Kind::Timer,
        key: format!("resent {}", again.segment.flags),
        weight: 8,
        ask: words::ask_resent(lang),
        right: words::same_segment(&again.segment, lang),
        wrong: vec![
            (words::new_segment(&moved, lang), reason(Reason::SameNumbersAgain)),
            (words::only_asks(lang), reason(Reason::AckWouldNotHelp)),
            (resets, reason(Reason::NotYetR2)),
        ],
        lead: None,
        why: Some(clause::RTO),
        about,
    })
}

/// How long the retransmission timer runs after it has expired again.
fn backoff(ran: Duration, lang: Lang) -> Draft {
    let half = Duration::from_micros(ran.as_micros() / 2);
    let reason = |reason| words::reason(&reason, lang);
    Draft {
        kind: Kind::Timer,
        key: "backoff".to_owned(),
        weight: 9,
        ask: words::ask_backoff(ran, lang),
        right: (ran * 2).to_string(),
        wrong: vec![
            (ran.to_string(), reason(Reason::BacksOff)),
            (half.to_string(), reason(Reason::BacksOff)),
            ((ran * 3).to_string(), reason(Reason::Doubles)),
        ],
        lead: None,
        why: Some(clause::RTO),
        about: None,
    }
}

/// Which number a keep-alive probe bears.
fn keep_alive(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let sent = m.sent();
    let [probe] = sent[..] else { return None };
    let (right, next) = (probe.segment.seq, m.was().snd.nxt);
    if right + 1 != next {
        return None;
    }
    let wrong = [
        (next, Reason::ProbeMustBeAnswered),
        (m.was().rcv.nxt, Reason::SeqIsOwn),
        (next + 1, Reason::NumberSkipped(next)),
    ];
    let wrong = wrong.map(|(seq, why)| (format!("seq={seq}"), words::reason(&why, lang)));
    Some(Draft {
        kind: Kind::Seq,
        key: "probe".to_owned(),
        weight: 9,
        ask: words::ask_probe(lang),
        right: format!("seq={right}"),
        wrong: wrong.to_vec(),
        lead: None,
        why: Some(clause::KEEP_ALIVE),
        about: None,
    })
}

/// How long TIME-WAIT lasted.
fn time_wait(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let msl = m.own_knobs().msl;
    if m.own_knobs().time_wait != TimeWait::TwoMsl || m.is().state != State::Closed {
        return None;
    }
    let reason = |reason| words::reason(&reason, lang);
    Some(Draft {
        kind: Kind::Timer,
        key: "time-wait".to_owned(),
        weight: 10,
        ask: words::ask_time_wait(m.host, m.waits_since_a_fin(), lang),
        right: words::msls(2, msl * 2),
        wrong: vec![
            (words::msls(1, msl), reason(Reason::OneMslIsOneWay)),
            (m.own_knobs().rto.to_string(), reason(Reason::RtoIsNotTimeWait)),
            (words::msls(0, Duration::ZERO), reason(Reason::LastAckMayBeLost)),
        ],
        lead: None,
        why: Some(clause::TIME_WAIT_2MSL),
        about: None,
    })
}
