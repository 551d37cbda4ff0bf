//! The sentences that are added where there is reason for them.

use super::facts::Facts;
use super::plot::{Aside, CallPlot, OpeningPlot, Plot, TransferPlot, WorldPlot};
use super::rules::time_wait_is_broken;
use tcp_model::endpoint::Signal;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Flight, Landing};

/// The sentences that a beat calls for besides its own, in the order in which they are said.
pub(super) fn asides(f: &Facts<'_>, plot: Plot) -> Vec<Aside> {
    let mut said = Vec::new();
    let mut say = |when: bool, aside: Aside| {
        if when {
            said.push(aside);
        }
    };
    say(stale_but_unsaid(f, plot) && f.has(SegmentFlags::SYN), Aside::StaleSyn);
    say(stale_but_unsaid(f, plot) && !f.has(SegmentFlags::SYN), Aside::StaleSegment);

    let lost = matches!(f.cause, EventKind::Lose { .. });
    let down = f.is_down(f.host.peer());
    say(lost && down, Aside::PeerDown);
    say(lost && !down && f.is_cut_off(), Aside::CableOut);

    let arrival = matches!(f.cause, EventKind::Arrive { .. });
    let delivered = f.delivered();
    let own_text = matches!(
        plot,
        Plot::Transfer(TransferPlot::TextTaken | TransferPlot::StaleTextTaken)
            | Plot::Call(CallPlot::Reads)
    );
    say(arrival && f.forged(), Aside::Forged);
    say(arrival && delivered > f.len(), Aside::GapFilled);
    say(arrival && delivered > 0 && delivered <= f.len() && !own_text, Aside::TextToo);
    let asked = f.call_text().map_or(0, |text| text.len());
    say(!f.sent.is_empty() && 0 < f.sent_text() && f.sent_text() < asked, Aside::RestWaits);
    let opened = plot == Plot::Opening(OpeningPlot::HandshakeDone);
    say(opened && f.is().state == State::FinWait1, Aside::QueuedClose);
    let carries = f
        .sent
        .iter()
        .any(|flight| flight.segment.seg_len() > 0 && !flight.segment.has(SegmentFlags::SYN));
    say(arrival && carries, Aside::AlsoSends);
    let reads = plot == Plot::Call(CallPlot::Reads);
    say(reads && !f.sent.is_empty(), Aside::WindowUpdate);
    let copied = f.events().iter().any(|event| matches!(event.kind, EventKind::Copy { .. }));
    say(copied && plot != Plot::World(WorldPlot::Copied), Aside::Copied);
    say(slow(f).is_some(), Aside::Slow);
    say(f.signal() == Some(Signal::Urgent), Aside::Urgent);
    say(f.signal() == Some(Signal::DeliveryProblem), Aside::DeliveryProblem);
    timers(f, plot, &mut say);
    said
}

/// The plots that say themselves that the segment is old, or where it makes no difference.
fn stale_but_unsaid(f: &Facts<'_>, plot: Plot) -> bool {
    let takes_or_answers = match plot {
        Plot::Opening(_) => true,
        Plot::Transfer(plot) => plot != TransferPlot::StaleTextTaken,
        Plot::Call(_) | Plot::World(_) | Plot::Refusal(_) => false,
    };
    takes_or_answers && f.stale()
}

fn timers(f: &Facts<'_>, plot: Plot, say: &mut impl FnMut(bool, Aside)) {
    let retransmits = matches!(f.cause, EventKind::Timer { timer: Timer::Rto, .. });
    let rto = f.set(Timer::Rto);
    let waits = rto.is_some() && !f.sent.is_empty();
    say(waits && !retransmits, Aside::RtoRuns);
    say(retransmits && rto.is_some(), Aside::NextRto);
    let last = f.set(Timer::R2).or(f.set(Timer::SynAckGiveUp));
    say(last.is_some(), Aside::LastWait);
    let user = f.set(Timer::UserTimeout);
    say(waits && user.is_some() && user < rto, Aside::UserTimeoutFirst);
    let everything = f.is().snd.una == f.is().snd.nxt && f.is().state != State::Closed;
    let gone = f.is().state == State::Listen || plot == Plot::World(WorldPlot::GivesUp);
    say(f.stopped(Timer::Rto) && everything && !gone, Aside::RtoStops);
    let probes = matches!(f.cause, EventKind::Timer { timer: Timer::Persist, .. });
    say(f.set(Timer::Persist).is_some() && !probes, Aside::PersistRuns);
    let asks = matches!(f.cause, EventKind::Timer { timer: Timer::KeepAlive, .. });
    say(asks && !f.sent.is_empty() && f.set(Timer::KeepAlive).is_some(), Aside::KeepAliveRuns);
    say(f.set(Timer::KeepAliveGiveUp).is_some(), Aside::LastKeepAlive);
    say(f.set(Timer::DelayedAck).is_some(), Aside::AckWaits);
    say(f.set(Timer::FinWait2).is_some(), Aside::FinWait2Runs);
    say(f.set(Timer::Override).is_some(), Aside::OverrideRuns);
    let time_wait = f.set(Timer::TimeWait).is_some();
    say(time_wait && !time_wait_is_broken(f), Aside::TimeWaitRuns);
    say(time_wait && time_wait_is_broken(f), Aside::TimeWaitShort);
}

/// A segment that was sent in this beat and is under way for longer than usual.
pub(super) fn slow<'a>(f: &Facts<'a>) -> Option<&'a Flight> {
    let cause = f.flight.filter(|_| matches!(f.cause, EventKind::Send { .. }));
    f.sent.iter().copied().chain(cause).find(|flight| {
        flight.landing != Landing::Lost && flight.due.since(flight.sent) > f.usual_delay
    })
}
