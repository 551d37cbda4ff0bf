//! Where a run ends for its reader that has no end of its own. RFC 9293 §3.8.6.1: a peer that
//! answers every probe may keep its window shut for ever (MUST-37), and a model that obeys goes on
//! until it is cut off, a day later.

use tcp_model::fault::SegmentPattern;
use tcp_model::host::Host;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{EventKind, Run};
use tcp_scenarios::format::{Caption, Moment, ScenarioFile};
use tcp_scenarios::prose::Text;

/// Cuts the run of a file off where nothing happens any more but that a shut window is probed, once
/// the time between probes has stopped to grow and the next one is answered; and says there that it
/// would go on like this. Whatever else happens later, the run is left as it is.
pub(super) fn cut_off(file: &mut ScenarioFile, run: &Run) {
    if !run.cut_off || file.run.until.is_some() {
        return;
    }
    let Some(rest) = steady(run) else { return };
    file.run.until = Some(rest.until);
    file.captions.push(rest.caption());
}

/// Probes that go on as they are.
struct Steady {
    /// Who is asked.
    peer: Host,
    /// The time between two probes.
    every: Duration,
    /// How many there have been since anything else happened.
    probes: usize,
    /// When the last of them is answered.
    until: Duration,
    /// Which of all segments of the peer that arrive this answer is.
    answer: u32,
}

fn steady(run: &Run) -> Option<Steady> {
    let quiet = run.events.iter().rposition(|event| is_news(&event.kind)).map_or(0, |at| at + 1);
    let mut probes = 0;
    let mut before = None;
    for (at, event) in run.events.iter().enumerate().skip(quiet) {
        let EventKind::TimerSet { host, timer: Timer::Persist, after, .. } = event.kind else {
            probes += usize::from(is_probe(&event.kind));
            continue;
        };
        if before.replace((host, after)) == Some((host, after)) {
            return answered(run, at, host.peer()).map(|(until, answer)| Steady {
                peer: host.peer(),
                every: after,
                probes,
                until,
                answer,
            });
        }
    }
    None
}

/// When the next segment of an end arrives after an event, and how many of its segments have by then.
fn answered(run: &Run, event: usize, from: Host) -> Option<(Duration, u32)> {
    let arrivals = run.events.iter().enumerate().filter(|(_, event)| match event.kind {
        EventKind::Arrive { id, .. } => run.flight(id).from == from,
        _ => false,
    });
    let (nth, (_, answer)) = arrivals.enumerate().find(|(_, (at, _))| *at > event)?;
    Some((answer.at.since(Instant::ZERO), u32::try_from(nth + 1).ok()?))
}

const fn is_probe(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Timer { timer: Timer::Persist, .. })
}

/// Whether something happens besides probes, their journeys and their answers.
const fn is_news(kind: &EventKind) -> bool {
    match kind {
        EventKind::Timer { timer, .. } => !matches!(timer, Timer::Persist),
        EventKind::Send { .. }
        | EventKind::Copy { .. }
        | EventKind::Arrive { .. }
        | EventKind::Lose { .. }
        | EventKind::Expire { .. }
        | EventKind::TimerSet { .. }
        | EventKind::TimerStop { .. } => false,
        EventKind::Call { .. }
        | EventKind::State { .. }
        | EventKind::Signal { .. }
        | EventKind::Deliver { .. }
        | EventKind::Host { .. }
        | EventKind::Note { .. } => true,
    }
}

impl Steady {
    fn caption(&self) -> Caption {
        let Steady { peer, every, probes, answer, .. } = self;
        let answer =
            SegmentPattern { from: Some(*peer), nth: Some(*answer), ..SegmentPattern::default() };
        let text = |zh_cn: &str, en: &str| Text { zh_cn: zh_cn.to_owned(), en: en.to_owned() };
        Caption {
            on: Moment::Arrive(answer),
            title: text("窗口不开，就一直这样探测下去", "And so on, as long as it is answered"),
            text: text(
                &format!(
                    "探测了 {probes} 次，窗口还是 0，以后每 {every} 探一次。只要每次都有 ACK 回来，连接就一直\
                     保持（RFC 9293 §3.8.6.1，MUST-37）。后面都一样，演示到此为止。"
                ),
                &format!(
                    "After {probes} probes the window is still 0, and from now on there is one every \
                     {every}. As long as each is answered the connection stays open (RFC 9293 §3.8.6.1, \
                     MUST-37). The rest is the same and is not shown."
                ),
            ),
        }
    }
}
