//! Which words fit a beat.

use super::facts::Facts;
use super::plot::{CallPlot, OpeningPlot, Plot, RefusalPlot, TransferPlot, WorldPlot};
use super::rules::time_wait_is_broken;
use tcp_model::endpoint::{Call, CallError, Signal};
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, HostChange};
use tcp_model::verdict::Verdict;

/// What happened.
pub(super) fn plot(f: &Facts<'_>) -> Plot {
    match f.cause {
        EventKind::Call { call, error, .. } => Plot::Call(match error {
            Some(error) => refused(f, *error),
            None => called(f, call),
        }),
        EventKind::Arrive { ruling, .. } => arrived(f, ruling.verdict),
        EventKind::Send { origin: Origin::Spoofed, .. } if f.has(SegmentFlags::SYN) => {
            Plot::World(WorldPlot::ForgedSyn)
        }
        EventKind::Send { origin: Origin::Spoofed, .. } => Plot::World(WorldPlot::ForgedSegment),
        EventKind::Send { .. } if f.has(SegmentFlags::SYN) => Plot::World(WorldPlot::OldSyn),
        EventKind::Send { .. } => Plot::World(WorldPlot::OldSegment),
        EventKind::Copy { .. } => Plot::World(WorldPlot::Copied),
        EventKind::Lose { .. } => Plot::World(lost(f)),
        EventKind::Expire { .. } => Plot::World(WorldPlot::Expires),
        EventKind::Timer { timer, .. } => Plot::World(expired(f, *timer)),
        EventKind::Note { .. } if f.nothing_to_come() => Plot::World(WorldPlot::NothingRunning),
        EventKind::Note { .. } => Plot::World(WorldPlot::Noted),
        EventKind::State { .. } => Plot::World(WorldPlot::Changes),
        EventKind::Host { change, .. } => Plot::World(befell(*change)),
        EventKind::Signal { .. } => Plot::World(WorldPlot::UserTold),
        EventKind::TimerSet { .. } | EventKind::TimerStop { .. } | EventKind::Deliver { .. } => {
            Plot::World(WorldPlot::GoesOn)
        }
    }
}

fn befell(change: HostChange) -> WorldPlot {
    match change {
        HostChange::Crash => WorldPlot::Crashes,
        HostChange::Reboot => WorldPlot::Reboots,
        HostChange::Unplug => WorldPlot::Unplugged,
        HostChange::Plug => WorldPlot::PluggedIn,
        HostChange::Kill => WorldPlot::Killed,
    }
}

fn refused(f: &Facts<'_>, error: CallError) -> CallPlot {
    match error {
        CallError::AlreadyExists if f.was().state == State::TimeWait => CallPlot::RefusedInTimeWait,
        CallError::AlreadyExists => CallPlot::RefusedExists,
        CallError::DoesNotExist => CallPlot::RefusedNoConnection,
        CallError::Closing => CallPlot::RefusedClosing,
        CallError::InsufficientResources => CallPlot::RefusedNoRoom,
        CallError::RemoteUnspecified => CallPlot::RefusedNoRemote,
    }
}

fn called(f: &Facts<'_>, call: &Call) -> CallPlot {
    let sends_fin = f.sent.iter().any(|flight| flight.segment.has(SegmentFlags::FIN));
    match call {
        Call::OpenPassive => CallPlot::Listens,
        Call::OpenActive => CallPlot::Connects,
        Call::OpenActiveSend(_) if f.sent_text() > 0 => CallPlot::ConnectsWithText,
        Call::OpenActiveSend(_) => CallPlot::ConnectsTextWaits,
        Call::SendUrgent(_) if f.sent_text() > 0 => CallPlot::SendsUrgent,
        Call::Send(_) | Call::SendUrgent(_) => match (f.sent.len(), f.was().state) {
            (_, State::Listen) => CallPlot::SendConnects,
            (0, State::SynSent | State::SynReceived) => CallPlot::SendWaitsForOpening,
            (0, _) if waits_for_an_ack(f) => CallPlot::SendWaitsForAck,
            (0, _) => CallPlot::SendWaitsForWindow,
            (1, _) => CallPlot::Sends,
            _ => CallPlot::SendsPieces,
        },
        Call::Receive(_) if f.delivered() > 0 => CallPlot::Reads,
        Call::Receive(_) => CallPlot::ReadWaits,
        Call::Close => match f.is().state {
            State::Closed if f.sent.is_empty() => CallPlot::CloseUnopened,
            State::Closed => CallPlot::ClosesUnread,
            State::SynReceived => CallPlot::CloseWaitsForOpening,
            State::LastAck if sends_fin => CallPlot::ClosesLast,
            _ if sends_fin && f.before[f.host.peer()].state.has_closed() => CallPlot::ClosesUnaware,
            _ if sends_fin => CallPlot::ClosesFirst,
            _ => CallPlot::CloseWaitsForText,
        },
        Call::Abort if f.sent.is_empty() => CallPlot::AbortsSilently,
        Call::Abort => CallPlot::AbortsWithReset,
        Call::Accept if f.beat.queues.accept < f.queues.accept => CallPlot::Accepts,
        Call::Accept => CallPlot::AcceptWaits,
    }
}

/// Whether text waits although the peer has room: for the sake of Nagle's algorithm or the network.
fn waits_for_an_ack(f: &Facts<'_>) -> bool {
    let snd = f.is().snd;
    let outstanding = snd.nxt.since(snd.una);
    0 < outstanding && outstanding < snd.wnd
}

/// A loss matters to the sender, or it does not: that is what its timers tell.
fn lost(f: &Facts<'_>) -> WorldPlot {
    let segment = f.segment();
    let waits = |timer| f.ran(timer).is_some();
    if segment.has(SegmentFlags::RST) {
        WorldPlot::LosesReset
    } else if segment.seg_len() == 0 {
        WorldPlot::LosesAck
    } else if f.is_of_the_past() {
        WorldPlot::LosesForGood
    } else if f.acknowledged(segment.end()) {
        WorldPlot::LosesNeedless
    } else if waits(Timer::Rto) || waits(Timer::Persist) {
        WorldPlot::LosesRepeated
    } else if waits(Timer::R2) || waits(Timer::SynAckGiveUp) {
        let again = f.flight.is_some_and(|flight| flight.retransmission);
        if again { WorldPlot::LosesLastTry } else { WorldPlot::LosesOnlyTry }
    } else {
        WorldPlot::LosesForGood
    }
}

fn expired(f: &Facts<'_>, timer: Timer) -> WorldPlot {
    let repeated = f.segment();
    match timer {
        Timer::Rto if repeated.has(SegmentFlags::SYN) && repeated.has(SegmentFlags::ACK) => {
            WorldPlot::RepeatsSynAck
        }
        Timer::Rto if repeated.has(SegmentFlags::SYN) => WorldPlot::RepeatsSyn,
        Timer::Rto if repeated.data.is_empty() => WorldPlot::RepeatsFin,
        Timer::Rto => WorldPlot::RepeatsText,
        Timer::SynAckGiveUp if f.is().state == State::Listen => WorldPlot::GivesUpOnPeer,
        Timer::R2 | Timer::SynAckGiveUp => WorldPlot::GivesUp,
        Timer::Persist => WorldPlot::Probes,
        Timer::KeepAlive if f.sent.is_empty() => WorldPlot::KeepAliveNotNeeded,
        Timer::KeepAlive => WorldPlot::KeepAliveProbes,
        Timer::KeepAliveGiveUp => WorldPlot::KeepAliveGivesUp,
        Timer::DelayedAck => WorldPlot::AcksLate,
        Timer::Override => WorldPlot::SendsShort,
        Timer::FinWait2 => WorldPlot::FinWait2Ends,
        Timer::UserTimeout => WorldPlot::UserTimesOut,
        Timer::TimeWait if time_wait_is_broken(f) => WorldPlot::TimeWaitCutShort,
        Timer::TimeWait => WorldPlot::TimeWaitEnds,
    }
}

fn arrived(f: &Facts<'_>, verdict: Verdict) -> Plot {
    match verdict {
        Verdict::Accepted => accepted(f),
        Verdict::SynAccepted => Plot::Opening(match (f.is().state, f.sent.len()) {
            (State::Established, _) => OpeningPlot::SynTakenTwoWay,
            (_, 2..) => OpeningPlot::SynTakenFourWay,
            _ => OpeningPlot::SynTaken,
        }),
        Verdict::SynAcknowledged if !f.has(SegmentFlags::ACK) => {
            Plot::Opening(OpeningPlot::SynAfterAck)
        }
        Verdict::SynAcknowledged if f.sent.is_empty() => Plot::Opening(OpeningPlot::SynAckedTwoWay),
        Verdict::SynAcknowledged => Plot::Opening(OpeningPlot::SynAcked),
        Verdict::SynAcknowledgedAlone => Plot::Opening(OpeningPlot::SynAckedAlone),
        Verdict::SimultaneousOpen => Plot::Opening(OpeningPlot::SimultaneousOpen),
        Verdict::SynToListen => Plot::Opening(OpeningPlot::SynToListen),
        Verdict::NoSyn => Plot::Opening(OpeningPlot::NoSyn),
        Verdict::UnacceptableAck if f.was().state == State::SynSent => {
            Plot::Opening(OpeningPlot::WrongAck)
        }
        Verdict::UnacceptableAck => Plot::Opening(OpeningPlot::WrongAckOfSynAck),
        Verdict::FinAcknowledged => Plot::Transfer(TransferPlot::LastAckDone),
        Verdict::FinRetransmitted => Plot::Transfer(TransferPlot::FinAgain),
        Verdict::HeldOutOfOrder if f.len() == 0 => Plot::Transfer(TransferPlot::FinEarly),
        Verdict::HeldOutOfOrder => Plot::Transfer(TransferPlot::TextEarly),
        Verdict::DuplicateAck => Plot::Transfer(TransferPlot::DuplicateAck),
        Verdict::WindowClosed => Plot::Transfer(TransferPlot::WindowClosed),
        Verdict::ResetAccepted => Plot::Refusal(reset(f)),
        Verdict::ResetToListen => Plot::Refusal(RefusalPlot::ResetToListen),
        Verdict::UnacceptableSeq => outside(f),
        Verdict::UnacceptableSeqReset => Plot::Refusal(RefusalPlot::ResetOutside),
        Verdict::AckOutOfRange if f.was().snd.nxt.before(f.segment().ack) => {
            Plot::Refusal(RefusalPlot::AckTooNew)
        }
        Verdict::AckOutOfRange => Plot::Refusal(RefusalPlot::AckTooOld),
        Verdict::ChallengedSyn => Plot::Refusal(RefusalPlot::SynChallenged),
        Verdict::ChallengedReset => Plot::Refusal(RefusalPlot::ResetChallenged),
        Verdict::SynInWindowReset => Plot::Refusal(RefusalPlot::SynResets),
        Verdict::NoConnection if f.has(SegmentFlags::ACK) => Plot::Refusal(RefusalPlot::NobodyHere),
        Verdict::NoConnection => Plot::Refusal(RefusalPlot::NobodyHereNoAck),
        Verdict::ResetToClosed => Plot::Refusal(RefusalPlot::ResetToNobody),
        Verdict::AckInListen => Plot::Refusal(RefusalPlot::AckInListen),
        Verdict::ResetIgnored => Plot::Refusal(RefusalPlot::ResetIgnored),
        Verdict::AfterFin => Plot::Refusal(RefusalPlot::AfterFin),
        Verdict::NoAck => Plot::Refusal(RefusalPlot::NoAck),
        Verdict::DuplicateSyn => Plot::Opening(OpeningPlot::SynAgainSynAck),
        Verdict::NewIncarnation => Plot::Opening(OpeningPlot::NewIncarnation),
        Verdict::SynInTimeWait => Plot::Opening(OpeningPlot::SynInTimeWait),
        Verdict::FastOpenAccepted => Plot::Opening(OpeningPlot::SynWithText),
        Verdict::SynCookieSent => Plot::Opening(OpeningPlot::CookieSent),
        Verdict::SynCookieValid => Plot::Opening(OpeningPlot::CookieTaken),
        Verdict::SynQueueFull => Plot::Opening(OpeningPlot::SynQueueFull),
        Verdict::AcceptQueueFull => Plot::Opening(OpeningPlot::AcceptQueueFull),
        Verdict::AcceptQueueFullReset => Plot::Opening(OpeningPlot::AcceptQueueResets),
        Verdict::ChallengeThrottled => Plot::Refusal(RefusalPlot::ChallengeThrottled),
        Verdict::ResetInTimeWait => Plot::Refusal(RefusalPlot::ResetUnheard),
        Verdict::OldTimestamp => Plot::Refusal(RefusalPlot::TimestampOld),
        Verdict::NoTimestamp => Plot::Refusal(RefusalPlot::TimestampMissing),
        Verdict::AfterClose => Plot::Refusal(RefusalPlot::AfterClose),
    }
}

/// What an accepted segment is told by: the state that it led to, or else what it carried.
fn accepted(f: &Facts<'_>) -> Plot {
    let (was, is) = (f.was(), f.is());
    let taken = is.rcv.nxt.since(was.rcv.nxt);
    let fin = was.state != State::CloseWait && is.state == State::CloseWait;
    match (was.state, is.state) {
        (State::SynReceived, State::Established | State::FinWait1) => {
            Plot::Opening(OpeningPlot::HandshakeDone)
        }
        _ if fin => Plot::Transfer(TransferPlot::FinTaken),
        (State::FinWait1, State::TimeWait) => Plot::Transfer(TransferPlot::FinAndAck),
        (State::FinWait2, State::TimeWait) => Plot::Transfer(TransferPlot::FinTakenLast),
        (State::Closing, State::TimeWait) => Plot::Transfer(TransferPlot::ClosingAcked),
        (State::FinWait1, State::Closing) => Plot::Transfer(TransferPlot::FinsCross),
        (State::FinWait1, State::FinWait2) => Plot::Transfer(TransferPlot::FinAcked),
        _ if f.delivered() > 0 && f.stale() => Plot::Transfer(TransferPlot::StaleTextTaken),
        _ if f.delivered() > 0 => Plot::Transfer(TransferPlot::TextTaken),
        _ if taken > 0 => Plot::Transfer(TransferPlot::TextKept),
        _ if was.snd.una != is.snd.una => Plot::Transfer(TransferPlot::AckTaken),
        _ if f.len() == 0 && was.snd.wnd != is.snd.wnd => Plot::Transfer(TransferPlot::WindowNews),
        _ => Plot::Transfer(TransferPlot::Taken),
    }
}

fn reset(f: &Facts<'_>) -> RefusalPlot {
    match (f.signal(), f.was().state) {
        (_, State::SynSent) | (Some(Signal::ConnectionRefused), _) => RefusalPlot::ResetRefusesOpen,
        (None, State::TimeWait) => RefusalPlot::ResetInTimeWait,
        (None, _) => RefusalPlot::ResetSilent,
        (Some(_), _) if f.segment().seq != f.was().rcv.nxt => RefusalPlot::ResetInWindow,
        (Some(_), _) => RefusalPlot::Reset,
    }
}

/// A segment outside the receive window: most often one that was taken before.
fn outside(f: &Facts<'_>) -> Plot {
    let segment = f.segment();
    let was = f.was();
    let taken_before = segment.end().at_or_before(was.rcv.nxt);
    let answers_us = segment.has(SegmentFlags::ACK) && was.state.is_synchronized();
    if f.stale() && !segment.data.is_empty() {
        Plot::Refusal(RefusalPlot::StaleRefused)
    } else if segment.has(SegmentFlags::SYN) && segment.seq == was.rcv.irs && answers_us {
        Plot::Opening(OpeningPlot::SynAckAgain)
    } else if segment.has(SegmentFlags::SYN) && segment.seq == was.rcv.irs {
        Plot::Opening(OpeningPlot::SynAgain)
    } else if taken_before && !segment.data.is_empty() {
        Plot::Refusal(RefusalPlot::DuplicateText)
    } else if taken_before && segment.has(SegmentFlags::FIN) {
        Plot::Refusal(RefusalPlot::DuplicateFin)
    } else {
        Plot::Refusal(RefusalPlot::OutsideWindow)
    }
}
