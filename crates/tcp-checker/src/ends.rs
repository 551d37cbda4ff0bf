//! What endpoints do. There are far fewer endpoints than worlds: each is stored once, and what an
//! event makes of it is computed once.
//!
//! Time is counted from now: an endpoint always stands at the same moment, and when time passes
//! it grows older instead ([`Endpoint::age`]).

use crate::intern::Interned;
use crate::invariant;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;
use tcp_model::endpoint::{Call, Endpoint, Output};
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::knobs::Knobs;
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::verdict::Verdict;

/// The moment at which every endpoint stands: late enough for all that it may remember.
const NOW: Instant = Instant::from_micros(24 * 3_600_000_000);

/// What the user timeout has left: it is longer than all other timers of a model together, and
/// expires when none of them runs any more.
pub const LAST: Duration = Duration::from_secs(3_600);

/// The number of an endpoint with its timers.
pub type EndId = u32;
/// The number of a segment.
pub type SegmentId = u32;

/// An endpoint, and when its timers expire, counted from now.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct End {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// Its timers, in their order.
    pub timers: Vec<(Timer, Duration)>,
}

/// Something that happens to an endpoint.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Input {
    /// A segment arrives.
    Arrive(SegmentId),
    /// OPEN, passive.
    OpenPassive,
    /// OPEN, active.
    OpenActive,
    /// SEND one octet.
    Send(u8),
    /// CLOSE.
    Close,
    /// ABORT.
    Abort,
    /// The host crashes and is there again at once.
    Crash,
    /// A timer expires.
    Expire(Timer),
    /// Time passes.
    Pass(Duration),
}

/// What an attacker forges: near enough to the connection's numbers to be in the window, and not
/// what is expected next.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Forgery {
    /// `<SEQ=RCV.NXT+1><CTL=RST>`.
    Reset,
    /// `<SEQ=RCV.NXT+1><CTL=SYN>`.
    Syn,
    /// An octet at RCV.NXT+1 that acknowledges what is long past: half of all numbers are.
    Text,
}

impl Forgery {
    /// All of them.
    pub const ALL: [Forgery; 3] = [Forgery::Reset, Forgery::Syn, Forgery::Text];
    /// The octet that an attacker would have delivered.
    pub const OCTET: u8 = b'!';
    /// How far back the acknowledgment of forged text is: beyond every window without a scale.
    const PAST: u32 = 1 << 20;

    /// The segment, against an endpoint.
    pub fn segment(self, victim: &Endpoint) -> Segment {
        let status = victim.status();
        let (flags, ack, data) = match self {
            Forgery::Reset => (SegmentFlags::RST, None, Payload::EMPTY),
            Forgery::Syn => (SegmentFlags::SYN, None, Payload::EMPTY),
            Forgery::Text => {
                let past = status.snd.una - Forgery::PAST;
                (SegmentFlags::ACK, Some(past), Payload::from(vec![Forgery::OCTET]))
            }
        };
        Segment {
            seq: status.rcv.nxt + 1,
            ack: ack.unwrap_or_default(),
            wnd: u16::MAX,
            flags,
            data,
            ..Segment::default()
        }
    }
}

/// What an input made of an endpoint.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The endpoint afterwards.
    pub end: EndId,
    /// What it sent, in order.
    pub sent: Vec<SegmentId>,
    /// The transitions, in order.
    pub transitions: Vec<(State, State)>,
    /// How an arriving segment was ruled on.
    pub verdict: Option<Verdict>,
    /// The octets that its user was handed.
    pub delivered: Vec<u8>,
    /// A RST ended its connection, or its user was told of an error.
    pub trouble: bool,
    /// TIME-WAIT began, or began anew, and lasts so long.
    pub time_wait: Option<Duration>,
    /// Something new was sent that has to be acknowledged.
    pub spoke: bool,
    /// A call was refused: nothing has happened.
    pub refused: bool,
    /// The invariant that does not hold afterwards.
    pub broken: Option<&'static str>,
}

/// All endpoints and segments that were met, and what becomes of them.
pub struct Ends {
    ends: Interned<End>,
    segments: Interned<Segment>,
    known: FxHashMap<(EndId, Input), Rc<Outcome>>,
}

impl Ends {
    /// With one CLOSED endpoint at each host: those of the numbers 0 and 1.
    pub fn new(knobs: &PerHost<Arc<Knobs>>) -> Ends {
        let mut ends = Interned::default();
        for host in Host::BOTH {
            let endpoint = Endpoint::between(knobs[host].clone(), Flow::MAIN.tuple(host));
            ends.number(&End { endpoint, timers: Vec::new() });
        }
        Ends { ends, segments: Interned::default(), known: FxHashMap::default() }
    }

    /// How many endpoints were met.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Never: there are always two.
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 0
    }

    /// The endpoint with this number.
    pub fn end(&self, id: EndId) -> &End {
        &self.ends[id]
    }

    /// The state of the endpoint with this number.
    pub fn state(&self, id: EndId) -> State {
        self.ends[id].endpoint.state()
    }

    /// The segment with this number.
    pub fn segment(&self, id: SegmentId) -> &Segment {
        &self.segments[id]
    }

    /// What an input makes of an endpoint.
    pub fn outcome(&mut self, end: EndId, input: Input) -> Rc<Outcome> {
        if let Some(found) = self.known.get(&(end, input)) {
            return found.clone();
        }
        let outcome = Rc::new(self.compute(end, input));
        self.known.insert((end, input), outcome.clone());
        outcome
    }

    /// The number of the segment that is forged against an endpoint.
    pub fn forge(&mut self, forgery: Forgery, victim: EndId) -> SegmentId {
        self.segments.number(&forgery.segment(&self.ends[victim].endpoint))
    }

    fn compute(&mut self, id: EndId, input: Input) -> Outcome {
        let mut end = self.ends[id].clone();
        let mut out = Vec::new();
        let (mut verdict, mut refused) = (None, false);
        let mut call = |end: &mut End, call: Call| {
            refused = end.endpoint.call(call, NOW, &mut out).is_err();
        };
        match input {
            Input::OpenPassive => call(&mut end, Call::OpenPassive),
            Input::OpenActive => call(&mut end, Call::OpenActive),
            Input::Send(octet) => call(&mut end, Call::Send(Payload::from(vec![octet]))),
            Input::Close => call(&mut end, Call::Close),
            Input::Abort => call(&mut end, Call::Abort),
            Input::Arrive(segment) => {
                let segment = &self.segments[segment];
                verdict = Some(end.endpoint.segment_arrives(segment, NOW, &mut out).verdict);
            }
            Input::Crash => end.endpoint.crash(NOW, &mut out),
            Input::Expire(timer) => {
                end.timers.retain(|(running, _)| *running != timer);
                end.endpoint.timeout(timer, NOW, &mut out);
            }
            Input::Pass(length) => {
                end.endpoint.age(length);
                let ticking = end.timers.iter_mut().filter(|(_, left)| *left != LAST);
                ticking.for_each(|(_, left)| *left = *left - length);
            }
        }
        let mut outcome = Outcome {
            end: id,
            sent: Vec::new(),
            transitions: Vec::new(),
            verdict,
            delivered: Vec::new(),
            trouble: verdict.is_some_and(Verdict::ends_by_reset),
            time_wait: None,
            spoke: false,
            refused,
            broken: None,
        };
        for output in out {
            self.follow(output, &mut end, &mut outcome);
        }
        let broken = invariant::broken(&self.ends[id], &end, input);
        outcome.broken = outcome.broken.or(broken);
        outcome.end = self.ends.number(&end);
        outcome
    }

    fn follow(&mut self, output: Output, end: &mut End, outcome: &mut Outcome) {
        match output {
            Output::Send { segment, retransmission, .. } => {
                outcome.spoke |= segment.seg_len() > 0 && !retransmission;
                outcome.sent.push(self.segments.number(&segment));
            }
            Output::SetTimer { timer, after, .. } => {
                let after = if timer == Timer::UserTimeout { LAST } else { after };
                if timer == Timer::TimeWait {
                    outcome.time_wait = Some(after);
                }
                end.timers.retain(|(running, _)| *running != timer);
                end.timers.push((timer, after));
                end.timers.sort_unstable();
            }
            Output::StopTimer { timer } => {
                let running = end.timers.iter().position(|(running, _)| *running == timer);
                match running {
                    Some(place) => drop(end.timers.remove(place)),
                    None => outcome.broken = Some("a timer is stopped that does not run"),
                }
            }
            Output::Transition { from, to, .. } => outcome.transitions.push((from, to)),
            Output::Signal { signal, .. } => {
                outcome.trouble |= signal.is_error();
            }
            Output::Deliver { text } => outcome.delivered.extend_from_slice(text.as_slice()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    #[test]
    fn a_broken_invariant_is_told() {
        let mut ends = Ends::new(&Model::named("three-way").expect("a model").knobs);
        let pass = Input::Pass(Duration::ZERO);
        assert_eq!(ends.outcome(0, pass).broken, None);
        let timers = vec![(Timer::Rto, Duration::ZERO)];
        let lame = ends.ends.number(&End { timers, ..ends.ends[0].clone() });
        assert_eq!(ends.outcome(lame, pass).broken, Some("a timer runs in CLOSED or LISTEN"));
    }
}
