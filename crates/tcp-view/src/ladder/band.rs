//! The bands of the lanes: what each direction of the connection is at each moment. The outer
//! half is what the end sends, the inner half what it receives.

use super::Frame;
use super::layout::Layout;
use crate::fixed::{Point, Px, px};
use crate::scene::Mark;
use std::ops::Range;
use tcp_model::host::{Flow, Host};
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::trace::{Beat, EventKind, Run};
use tcp_model::verdict::Verdict;

/// What one direction of a connection is.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Half {
    /// The SYN of this direction is known and acknowledged.
    Open,
    /// SYN sent, not acknowledged.
    Syn,
    /// FIN sent, not acknowledged.
    Fin,
    /// Shut, or not yet known.
    None,
    /// TIME-WAIT.
    Wait,
    /// LISTEN.
    Listen,
    /// Counted as open although our SYN has not been acknowledged.
    Claim,
}

impl Half {
    /// Its class.
    pub const fn class(self) -> &'static str {
        match self {
            Half::Open => "h-open",
            Half::Syn => "h-syn",
            Half::Fin => "h-fin",
            Half::None => "h-none",
            Half::Wait => "h-wait",
            Half::Listen => "h-listen",
            Half::Claim => "h-claim",
        }
    }
}

/// What has become of the SYN that an end sent.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum OwnSyn {
    Unacknowledged,
    /// A wrong protocol counts it as acknowledged.
    Claimed,
    Acknowledged,
}

/// A stretch of a lane that looks the same all along.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Phase {
    /// The state.
    pub state: State,
    /// When it begins; `None` for what was there before the run.
    pub from: Option<Instant>,
    /// How many beats have happened then; 0 for what was there before the run.
    pub step: usize,
    /// When it ends; `None` if it does not.
    pub to: Option<Instant>,
    /// Whether the state is entered here, and not only seen in another light.
    pub entered: bool,
    /// What is sent and what is received; `None` in CLOSED.
    pub halves: Option<(Half, Half)>,
}

/// The phases of a host's lane in the connection that the run is about, in order. Read from the trace: the states are the engine's own,
/// and the control bits of segments play no part.
pub fn phases(run: &Run, host: Host) -> Vec<Phase> {
    let mut lane = Lane::new(run, host);
    for (n, beat) in run.beats.iter().enumerate() {
        lane.step = n + 1;
        lane.live_through(run, beat);
    }
    lane.phases
}

struct Lane {
    host: Host,
    syn: OwnSyn,
    /// How many beats have happened.
    step: usize,
    phases: Vec<Phase>,
}

impl Lane {
    fn new(run: &Run, host: Host) -> Lane {
        let state = run.start[host].state;
        let syn =
            if state.is_synchronized() { OwnSyn::Acknowledged } else { OwnSyn::Unacknowledged };
        let halves = halves(state, syn);
        let first = Phase { state, from: None, step: 0, to: None, entered: true, halves };
        Lane { host, syn, step: 0, phases: vec![first] }
    }

    fn live_through(&mut self, run: &Run, beat: &Beat) {
        for event in &run.events[beat.events.clone()] {
            if event.flow != Flow::MAIN {
                continue;
            }
            match &event.kind {
                EventKind::Arrive { id, host, ruling } if *host == self.host => {
                    let acknowledged = run.flight(*id).segment.acknowledgment();
                    let snd = beat.status[self.host].snd;
                    let ours = acknowledged
                        .is_some_and(|ack| ack.after(snd.iss) && ack.at_or_before(snd.nxt));
                    if ours && ruling.verdict.word() == "accepted" {
                        self.acknowledged(event.at, ruling.verdict);
                    }
                }
                EventKind::State { host, from, to, why } if *host == self.host => {
                    self.enters(event.at, *from, *to, why.deviation.is_some());
                }
                _ => {}
            }
        }
    }

    /// A proof came. The band shows it at once unless the state is about to change as well.
    fn acknowledged(&mut self, at: Instant, verdict: Verdict) {
        let shows = self.syn == OwnSyn::Claimed || verdict == Verdict::SynAcknowledgedAlone;
        self.syn = OwnSyn::Acknowledged;
        if shows {
            let state = self.state();
            self.push(at, state, false);
        }
    }

    fn enters(&mut self, at: Instant, from: State, to: State, deviates: bool) {
        // A connection begins, in TIME-WAIT in the place of another (RFC 9293 §3.6.1).
        if matches!(from, State::Closed | State::Listen | State::TimeWait) {
            self.syn = OwnSyn::Unacknowledged;
        }
        if to == State::Established && deviates && self.syn == OwnSyn::Unacknowledged {
            self.syn = OwnSyn::Claimed;
        }
        // A passive OPEN at the very beginning is part of the scenery.
        if let [only] = &mut self.phases[..]
            && (at, from, to) == (Instant::ZERO, State::Closed, State::Listen)
        {
            (only.state, only.halves) = (to, halves(to, self.syn));
            return;
        }
        self.push(at, to, true);
    }

    fn state(&self) -> State {
        self.phases[self.phases.len() - 1].state
    }

    fn push(&mut self, at: Instant, state: State, entered: bool) {
        if let Some(last) = self.phases.last_mut() {
            last.to = Some(at);
        }
        let halves = halves(state, self.syn);
        let (from, step) = (Some(at), self.step);
        self.phases.push(Phase { state, from, step, to: None, entered, halves });
    }
}

fn halves(state: State, syn: OwnSyn) -> Option<(Half, Half)> {
    let open = if syn == OwnSyn::Claimed { Half::Claim } else { Half::Open };
    Some(match state {
        State::Closed => return None,
        State::Listen => (Half::Listen, Half::Listen),
        State::SynSent if syn == OwnSyn::Acknowledged => (Half::Open, Half::None),
        State::SynSent => (Half::Syn, Half::None),
        State::SynReceived => (Half::Syn, Half::Open),
        State::Established => (open, Half::Open),
        State::FinWait1 => (Half::Fin, Half::Open),
        State::FinWait2 => (Half::None, Half::Open),
        State::CloseWait => (open, Half::None),
        State::Closing | State::LastAck => (Half::Fin, Half::None),
        State::TimeWait => (Half::Wait, Half::Wait),
    })
}

impl Frame<'_> {
    /// The lane of a host, with `tone` added to every class.
    pub(super) fn lane(&self, host: Host, phases: &[Phase], tone: &str, marks: &mut Vec<Mark>) {
        for phase in phases {
            let top = phase.from.map_or(self.top(), |at| self.scale.y(at));
            let bottom = phase.to.map_or(self.bottom, |at| self.scale.y(at));
            for piece in self.uncut(top..bottom) {
                piece_of_lane(self.layout, host, phase, piece, tone, marks);
            }
        }
    }

    /// A stretch of y without the scale breaks.
    pub(super) fn uncut(&self, whole: Range<Px>) -> Vec<Range<Px>> {
        let mut pieces = Vec::new();
        let mut top = whole.start;
        for cut in self.scale.breaks() {
            if cut.y1 > top && cut.y0 < whole.end {
                pieces.push(top..cut.y0);
                top = cut.y1;
            }
        }
        pieces.push(top..whole.end);
        pieces.retain(|piece| piece.end - piece.start > px(2));
        pieces
    }
}

fn piece_of_lane(
    layout: &Layout,
    host: Host,
    phase: &Phase,
    piece: Range<Px>,
    tone: &str,
    marks: &mut Vec<Mark>,
) {
    let axis = layout.lanes[host];
    let Some((sends, receives)) = phase.halves else {
        let (from, to) = (Point::new(axis, piece.start), Point::new(axis, piece.end - px(2)));
        return marks.push(Mark::line(&format!("wire{tone}"), from, to));
    };
    // One pixel at each end makes the cut between two states.
    let (y, h) = (piece.start + px(1), piece.end - piece.start - px(2));
    let (left, right) = match host {
        Host::Client => (sends, receives),
        Host::Server => (receives, sends),
    };
    for (half, x) in [(left, axis - layout.band()), (right, axis + px(1))] {
        marks.push(Mark::rect(&format!("hf {}{tone}", half.class()), x, y, layout.half, h));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use tcp_scenarios::catalogue::Catalogue;

    fn sent(run: &Run, host: Host) -> Vec<Half> {
        phases(run, host).iter().filter_map(|phase| phase.halves).map(|(out, _)| out).collect()
    }

    #[test]
    fn a_handshake_turns_hatch_into_solid() {
        let run = sample::handshake();
        assert_eq!(sent(&run, Host::Client), [Half::Syn, Half::Open]);
        assert_eq!(sent(&run, Host::Server), [Half::Listen, Half::Syn, Half::Open]);
    }

    #[test]
    fn a_two_way_server_claims_to_be_open() {
        let run = sample::old_syn_two_way();
        assert_eq!(sent(&run, Host::Server)[..2], [Half::Listen, Half::Claim]);
    }

    #[test]
    fn a_claim_turns_solid_when_the_syn_is_acknowledged_at_last() {
        let run = sample::two_way_request();
        assert_eq!(sent(&run, Host::Server), [Half::Listen, Half::Claim, Half::Open]);
        assert_eq!(sent(&run, Host::Client), [Half::Syn, Half::Open]);
    }

    #[test]
    fn a_bare_acknowledgment_opens_the_sending_half_of_syn_sent() {
        let run = sample::four_way();
        assert_eq!(sent(&run, Host::Client)[..2], [Half::Syn, Half::Open]);
        assert_eq!(phases(&run, Host::Client)[2].state, State::SynSent);
    }

    #[test]
    fn a_connection_that_begins_in_time_wait_has_its_own_syn_to_be_acknowledged() {
        let scenario = Catalogue::get().find("tw-reuse-paws").expect("it is in the catalogue");
        let sent = sent(&scenario.run(), Host::Client);
        let again = sent.iter().skip_while(|half| **half != Half::Wait).collect::<Vec<_>>();
        assert_eq!(again[..3], [&Half::Wait, &Half::Syn, &Half::Open]);
    }
}
