//! Which control bits does the answer have?

use super::Kind;
use super::draft::Draft;
use super::moment::{Cause, Moment};
use super::words::{self, Reason};
use tcp_model::clause;
use tcp_model::endpoint::Call;
use tcp_model::knobs::Handshake;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_scenarios::prose::Lang;

/// The control bits of all segments that are sent at once; PSH is nothing to ask about.
type Reply = Vec<SegmentFlags>;

/// Asks for the control bits of what a call or an arrival brings about.
pub(super) fn flags(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    if !worth_asking(m) {
        return None;
    }
    let right = reply(m);
    let wrong = tempting(m).into_iter().filter(|wrong| *wrong != right);
    let wrong = wrong.map(|wrong| {
        let reason = why_not(m, &wrong, &right);
        (words::reply(&wrong, lang), words::reason(&reason, lang))
    });
    let received = m.arriving().map(|flight| plain(flight.segment.flags));
    let why = m.events().iter().find_map(|event| match event.kind {
        tcp_model::trace::EventKind::Send { why, .. } => why,
        _ => None,
    });
    let ruling = match m.cause {
        // What lets the acknowledgment wait is why nothing is sent, not what the FIN asks for.
        Cause::Arrival(..) if right.is_empty() && m.sets(Timer::DelayedAck).is_some() => {
            Some(clause::DELAYED_ACK)
        }
        Cause::Arrival(_, ruling) => Some(ruling.why),
        Cause::Call(_) | Cause::Timer(..) | Cause::Pointed => None,
    };
    Some(Draft {
        kind: Kind::Flags,
        key: format!("flags {:?} {received:?} {right:?}", m.was().state),
        weight: weight(m, &right),
        ask: words::ask_flags(received.is_some(), lang),
        right: words::reply(&right, lang),
        wrong: wrong.collect(),
        lead: None,
        why: why.or(ruling),
        about: m.arriving().map(|flight| flight.id),
    })
}

/// An OPEN sends SYN, as everybody knows, and most know that a bare ACK is not answered.
fn weight(m: &Moment<'_>, right: &[SegmentFlags]) -> i32 {
    match m.cause {
        Cause::Call(Call::OpenActive) => 3,
        Cause::Arrival(..) if right.is_empty() && m.was().state == m.is().state => 4,
        Cause::Arrival(..) => 10,
        Cause::Call(_) | Cause::Timer(..) | Cause::Pointed => 5,
    }
}

/// What is sent because text or a CLOSE waited, or is delayed, or carries text, cannot be told from
/// the flags.
fn worth_asking(m: &Moment<'_>) -> bool {
    let text = m.sent().iter().any(|flight| !flight.segment.data.is_empty());
    let fin = m.sent().iter().any(|flight| flight.segment.has(FIN));
    match m.cause {
        Cause::Arrival(flight, _) => {
            !text && !fin && (flight.segment.data.is_empty() || reply(m) == [RST])
        }
        Cause::Call(call) => {
            let asks = match call {
                Call::OpenActive | Call::Abort => true,
                Call::Close => fin,
                Call::OpenPassive
                | Call::OpenActiveSend(_)
                | Call::Send(_)
                | Call::SendUrgent(_)
                | Call::Receive(_)
                | Call::Accept => false,
            };
            asks && !text && m.was().state != State::Listen
        }
        Cause::Timer(..) | Cause::Pointed => false,
    }
}

fn plain(flags: SegmentFlags) -> SegmentFlags {
    flags.without(SegmentFlags::PSH)
}

fn reply(m: &Moment<'_>) -> Reply {
    m.sent().iter().map(|flight| plain(flight.segment.flags)).collect()
}

const SYN: SegmentFlags = SegmentFlags::SYN;
const ACK: SegmentFlags = SegmentFlags::ACK;
const RST: SegmentFlags = SegmentFlags::RST;
const FIN: SegmentFlags = SegmentFlags::FIN;

/// What one may think it is, the likeliest first.
fn tempting(m: &Moment<'_>) -> Vec<Reply> {
    let (syn_ack, fin_ack, rst_ack) = (SYN | ACK, FIN | ACK, RST | ACK);
    let Cause::Arrival(flight, _) = m.cause else {
        return match m.cause {
            Cause::Call(Call::OpenActive) => vec![vec![syn_ack], vec![ACK], vec![]],
            Cause::Call(Call::Abort) => vec![vec![fin_ack], vec![], vec![ACK]],
            Cause::Call(_) | Cause::Timer(..) | Cause::Arrival(..) | Cause::Pointed => {
                vec![vec![FIN], vec![RST], vec![], vec![ACK]]
            }
        };
    };
    let known = flight.segment.flags;
    if known.contains(RST) {
        return vec![vec![ACK], vec![RST], vec![rst_ack], vec![]];
    }
    match m.was().state {
        State::Listen if known.contains(ACK) => vec![vec![ACK], vec![], vec![syn_ack]],
        State::Listen => vec![vec![ACK], vec![SYN], vec![ACK, SYN], vec![syn_ack]],
        State::SynSent => vec![vec![syn_ack], vec![], vec![ACK], vec![RST]],
        State::SynReceived => vec![vec![ACK], vec![syn_ack], vec![RST], vec![]],
        State::Closed => vec![vec![], vec![ACK], vec![fin_ack], vec![RST]],
        State::Established
        | State::FinWait1
        | State::FinWait2
        | State::CloseWait
        | State::Closing
        | State::LastAck
        | State::TimeWait => {
            let own = if known.contains(SYN) { syn_ack } else { fin_ack };
            vec![vec![own], vec![ACK], vec![], vec![RST]]
        }
    }
}

fn is_accepted(m: &Moment<'_>) -> bool {
    match m.cause {
        Cause::Arrival(_, ruling) => ruling.verdict.word() == "accepted",
        Cause::Call(_) | Cause::Timer(..) | Cause::Pointed => false,
    }
}

/// Why there is no ACK although the segment takes numbers.
fn why_silent(m: &Moment<'_>) -> Reason {
    let two_way = m.own_knobs().handshake == Handshake::TwoWay && m.was().state == State::SynSent;
    match m.cause {
        _ if two_way && is_accepted(m) => Reason::VariantEndsHere,
        _ if m.sets(Timer::DelayedAck).is_some() => Reason::AckIsDelayed,
        Cause::Arrival(_, ruling) if !is_accepted(m) || m.is().state == State::Listen => {
            Reason::ClauseWantsSilence(ruling.why.clause)
        }
        Cause::Arrival(..) | Cause::Call(_) | Cause::Timer(..) | Cause::Pointed => {
            Reason::AcknowledgedBefore
        }
    }
}

/// Why it is not `wrong` but `right`.
fn why_not(m: &Moment<'_>, wrong: &[SegmentFlags], right: &[SegmentFlags]) -> Reason {
    let call = m.arriving().is_none();
    let resets = right.iter().any(|flags| flags.contains(RST));
    let takes_numbers = m.arriving().is_some_and(|flight| flight.segment.seg_len() > 0);
    match *wrong {
        [] if call => Reason::CallNeedsSegment,
        [] if resets => Reason::SilenceKeepsPeerWaiting,
        [] if takes_numbers => Reason::NumbersAreAcknowledged,
        [] => Reason::DroppedIsAnswered,
        [flags] if flags.contains(RST) && m.brings(RST) => Reason::NoResetForReset,
        [flags] if flags.contains(RST) && resets => Reason::OtherReset,
        [flags] if flags.contains(RST) && call => Reason::ResetIsAbort,
        [flags] if flags.contains(RST) && is_accepted(m) => Reason::IsExpected,
        [flags] if flags.contains(RST) && m.was().state.is_synchronized() => {
            Reason::NoResetWhenSynchronized
        }
        [flags] if flags.contains(RST) => Reason::ResetIsForStrays,
        [_] if m.brings(RST) => Reason::ResetIsNotAcknowledged,
        [SYN] => Reason::SynWithoutAck,
        [FIN] => Reason::FinWithoutAck,
        [ACK] if call => Reason::CallNeedsItsBit,
        [ACK] if resets => Reason::NothingToAcknowledge,
        [ACK] if right.is_empty() && takes_numbers => why_silent(m),
        [ACK] if right.is_empty() => Reason::NoAckOfAck,
        [ACK] => Reason::OwnSynMissing,
        [flags] if flags.contains(FIN) && call => Reason::FinIsClose,
        [flags] if flags.contains(FIN) && m.was().fin.is_some() => Reason::FinIsOut,
        [flags] if flags.contains(FIN) => Reason::FinNeedsClose,
        [flags] if flags.contains(SYN) && call => Reason::AckOfNothing,
        [flags] if flags.contains(SYN) && right.len() > 1 => Reason::VariantSplits,
        [flags] if flags.contains(SYN) && resets => Reason::SynAckAnswersSyn,
        [_] => Reason::OwnSynIsOut,
        [..] => Reason::OneIsEnough,
    }
}
