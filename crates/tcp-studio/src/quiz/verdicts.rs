//! Is this segment accepted, and how is it answered?

use super::Kind;
use super::draft::Draft;
use super::moment::{Cause, Moment};
use super::words::{self, Reason};
use tcp_model::clause::Clause;
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::trace::Flight;
use tcp_model::verdict::Verdict;
use tcp_scenarios::prose::Lang;

/// What becomes of a segment.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// It is accepted.
    Accepted,
    /// It is not, and an ACK says what is expected.
    Acknowledged,
    /// It is not, and a RST goes back.
    Reset,
    /// It is dropped without an answer.
    Dropped,
}

/// Asks what becomes of a segment that there may be two minds about.
pub(super) fn verdict(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let Cause::Arrival(flight, ruling) = m.cause else { return None };
    let right = fate(m, ruling.verdict)?;
    let weight = weight(m, flight, right)?;
    let resets = flight.segment.has(SegmentFlags::RST);
    let all = [Fate::Accepted, Fate::Acknowledged, Fate::Reset, Fate::Dropped];
    let wrong = all.into_iter().filter(|fate| *fate != right).map(|fate| {
        let reason = why_not(m, fate, right, ruling.why.clause);
        (words::fate(fate, resets, lang), words::reason(&reason, lang))
    });
    Some(Draft {
        kind: Kind::Verdict,
        key: format!("verdict {:?} {}", ruling.verdict, m.was().state),
        weight,
        ask: words::ask_verdict(lang),
        right: words::fate(right, resets, lang),
        wrong: wrong.collect(),
        lead: None,
        why: Some(ruling.why),
        about: Some(flight.id),
    })
}

/// A segment that is accepted is worth a question only where it may be stale or forged, or resets.
fn weight(m: &Moment<'_>, flight: &Flight, fate: Fate) -> Option<i32> {
    let suspect = m.is_stale()
        || flight.origin != Origin::Endpoint
        || flight.copy_of.is_some()
        || flight.segment.has(SegmentFlags::RST);
    match fate {
        Fate::Accepted if m.is_stale() => Some(15),
        Fate::Accepted if !suspect => None,
        Fate::Accepted | Fate::Acknowledged | Fate::Reset | Fate::Dropped => Some(12),
    }
}

/// What became of it; `None` where the four answers do not say it.
fn fate(m: &Moment<'_>, verdict: Verdict) -> Option<Fate> {
    let sent = m.sent();
    let answer = sent.first().map(|flight| flight.segment.flags);
    match (verdict.word(), answer) {
        ("accepted", _) if verdict == Verdict::HeldOutOfOrder && m.is_stale() => {
            Some(Fate::Accepted)
        }
        ("accepted", _) if is_routine(verdict) => None,
        ("accepted", _) => Some(Fate::Accepted),
        (_, None) => (verdict.word() == "dropped").then_some(Fate::Dropped),
        (_, Some(flags)) if flags.contains(SegmentFlags::SYN) => None,
        (_, Some(flags)) if flags.contains(SegmentFlags::RST) => Some(Fate::Reset),
        (_, Some(_)) => Some(Fate::Acknowledged),
    }
}

/// "Accepted" says too little of these.
fn is_routine(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::DuplicateAck
            | Verdict::HeldOutOfOrder
            | Verdict::FinRetransmitted
            | Verdict::SynToListen
            | Verdict::ResetToListen
    )
}

fn why_not(m: &Moment<'_>, wrong: Fate, right: Fate, clause: &'static Clause) -> Reason {
    let resets = m.brings(SegmentFlags::RST);
    match (wrong, right) {
        (Fate::Accepted, _) => Reason::FailsCheck(clause),
        (Fate::Reset, _) if resets => Reason::NoResetForReset,
        (Fate::Acknowledged | Fate::Reset | Fate::Dropped, Fate::Accepted) => Reason::PassesChecks,
        (Fate::Acknowledged, Fate::Reset) => Reason::ClauseWantsReset(clause),
        (Fate::Acknowledged, _) => Reason::ClauseWantsSilence(clause),
        (Fate::Reset, Fate::Acknowledged) if m.was().state.is_synchronized() => {
            Reason::NoResetWhenSynchronized
        }
        (Fate::Reset, Fate::Acknowledged) => Reason::ClauseWantsAck(clause),
        (Fate::Reset, _) => Reason::ClauseWantsSilence(clause),
        (Fate::Dropped, Fate::Reset) => Reason::SilenceKeepsPeerWaiting,
        (Fate::Dropped, _) => Reason::DroppedIsAnswered,
    }
}
