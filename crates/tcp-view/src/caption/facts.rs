//! What there is to say of a beat: its cause and consequences, and what was so before it.

use super::past::{History, Past, is_stranger};
use tcp_model::endpoint::{Call, Signal, Status};
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::options::Options;
use tcp_model::script::Origin;
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::trace::{Beat, Event, EventKind, Flight, Landing, Queues, Run};

/// A beat and what was so before it.
pub(super) struct Facts<'a> {
    pub(super) run: &'a Run,
    pub(super) beat: &'a Beat,
    /// The connection that it is about.
    pub(super) flow: Flow,
    /// The event that the others followed from.
    pub(super) cause: &'a EventKind,
    /// Whom it is about: who called, who received, whose timer or segment it was.
    pub(super) host: Host,
    /// The segment that it is about: the cause's, or else the first that was sent.
    pub(super) flight: Option<&'a Flight>,
    /// What the endpoint sent in consequence.
    pub(super) sent: Vec<&'a Flight>,
    /// Both ends before it.
    pub(super) before: PerHost<Status>,
    /// Both ends afterwards.
    pub(super) after: PerHost<Status>,
    /// The listener's queues before it.
    pub(super) queues: Queues,
    /// The network's usual delay.
    pub(super) usual_delay: Duration,
    past: Past,
    history: &'a History,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        run: &'a Run,
        beat: &'a Beat,
        before: PerHost<Status>,
        usual_delay: Duration,
        history: &'a History,
    ) -> Facts<'a> {
        let events = &run.events[beat.events.clone()];
        let (flow, cause) = (events[0].flow, &events[0].kind);
        let sent: Vec<&Flight> = events
            .iter()
            .filter_map(|event| match event.kind {
                EventKind::Send { id, origin: Origin::Endpoint, .. } => Some(run.flight(id)),
                _ => None,
            })
            .collect();
        let (host, flight) = match cause {
            EventKind::Arrive { id, host, .. } => (*host, Some(run.flight(*id))),
            EventKind::Send { id, from, .. } => (*from, Some(run.flight(*id))),
            EventKind::Lose { id } | EventKind::Expire { id } | EventKind::Copy { id, .. } => {
                (run.flight(*id).from, Some(run.flight(*id)))
            }
            EventKind::Call { host, .. }
            | EventKind::State { host, .. }
            | EventKind::Timer { host, .. }
            | EventKind::TimerSet { host, .. }
            | EventKind::TimerStop { host, .. }
            | EventKind::Signal { host, .. }
            | EventKind::Deliver { host, .. }
            | EventKind::Host { host, .. }
            | EventKind::Note { host, .. } => (*host, sent.first().copied()),
        };
        let past = history.of(flow);
        let (before, after) = match flow {
            Flow::MAIN => (before, beat.status),
            _ => (past.seen, seen_after(&past, run, beat, flow)),
        };
        let queues = history.queues;
        Facts {
            run,
            beat,
            flow,
            cause,
            host,
            flight,
            sent,
            before,
            after,
            queues,
            usual_delay,
            past,
            history,
        }
    }

    pub(super) fn events(&self) -> &'a [Event] {
        &self.run.events[self.beat.events.clone()]
    }

    /// The host's status before.
    pub(super) fn was(&self) -> &Status {
        &self.before[self.host]
    }

    /// The host's status afterwards.
    pub(super) fn is(&self) -> &Status {
        &self.after[self.host]
    }

    /// Whether the segment that it is about has these control bits.
    pub(super) fn has(&self, flags: SegmentFlags) -> bool {
        self.flight.is_some_and(|flight| flight.segment.has(flags))
    }

    /// The octets of text of the segment that it is about.
    pub(super) fn len(&self) -> u32 {
        self.flight.map_or(0, |flight| flight.segment.data.len())
    }

    /// The octets that an application was handed.
    pub(super) fn delivered(&self) -> u32 {
        let texts = self.events().iter().map(|event| match &event.kind {
            EventKind::Deliver { text, .. } => text.len(),
            _ => 0,
        });
        texts.sum()
    }

    /// Whether the segment belongs to a connection that is gone at both ends.
    pub(super) fn stale(&self) -> bool {
        self.flight.is_some_and(|flight| {
            let (from, to) = (flight.from, flight.from.peer());
            flight.origin == Origin::OldDuplicate
                || self.past.ended[from].is_some_and(|ended| ended > flight.sent)
                    && self.past.began[to] > flight.sent
        })
    }

    /// Whether no timer that its sender runs now is for the segment: an earlier connection sent it,
    /// or none of this run.
    pub(super) fn is_of_the_past(&self) -> bool {
        self.flight.is_some_and(|flight| {
            flight.origin != Origin::Endpoint || flight.sent < self.past.began[flight.from]
        })
    }

    /// Whether the sender of the segment has got an acknowledgment up to `end` by now. Its own
    /// variables do not say so: a wrong protocol counts as acknowledged what nobody acknowledged.
    pub(super) fn acknowledged(&self, end: SeqNum) -> bool {
        let began = self.past.began[self.host];
        self.run.flights.iter().any(|flight| {
            let taken = match flight.landing {
                Landing::Arrived(ruling) => ruling.verdict.word() == "accepted",
                Landing::Lost | Landing::Expired | Landing::Travelling => false,
            };
            let covers = flight.segment.acknowledgment().is_some_and(|ack| end.at_or_before(ack));
            let here = flight.flow == self.flow && flight.from == self.host.peer();
            here && taken && covers && began <= flight.ended && flight.ended <= self.beat.at
        })
    }

    /// Whether an attacker forged the segment that it is about.
    pub(super) fn forged(&self) -> bool {
        self.flight.is_some_and(|flight| flight.origin == Origin::Spoofed)
    }

    /// Whether there is nobody at a host's address.
    pub(super) fn is_stranger(&self, host: Host) -> bool {
        is_stranger(self.flow, host)
    }

    /// Whether a host is down.
    pub(super) fn is_down(&self, host: Host) -> bool {
        self.history.down[host]
    }

    /// Whether the cable of either host is pulled.
    pub(super) fn is_cut_off(&self) -> bool {
        Host::BOTH.into_iter().any(|host| self.history.unplugged[host])
    }

    /// What the user was told.
    pub(super) fn signal(&self) -> Option<Signal> {
        self.events().iter().find_map(|event| match event.kind {
            EventKind::Signal { signal, .. } => Some(signal),
            _ => None,
        })
    }

    /// How long a timer of the host was set for in this beat.
    pub(super) fn set(&self, timer: Timer) -> Option<Duration> {
        self.events().iter().find_map(|event| match event.kind {
            EventKind::TimerSet { host, timer: t, after, .. }
                if host == self.host && t == timer =>
            {
                Some(after)
            }
            _ => None,
        })
    }

    /// Whether a timer of the host was stopped and not set again in this beat.
    pub(super) fn stopped(&self, timer: Timer) -> bool {
        self.set(timer).is_none()
            && self.events().iter().any(|event| {
                matches!(event.kind, EventKind::TimerStop { host, timer: t }
                    if host == self.host && t == timer)
            })
    }

    /// How long a timer of the host that ran before this beat had been set for.
    pub(super) fn ran(&self, timer: Timer) -> Option<Duration> {
        self.past.running[self.host][timer as usize]
    }

    /// Whether nothing will ever happen at the host by itself: no timer, nothing on its way.
    pub(super) fn nothing_to_come(&self) -> bool {
        let coming = self.run.flights.iter().any(|flight| {
            flight.flow == self.flow
                && flight.from == self.host.peer()
                && flight.sent <= self.beat.at
                && flight.ended > self.beat.at
        });
        !coming && self.past.running[self.host].iter().all(Option::is_none)
    }

    /// The segment that it is about, or an empty one.
    pub(super) fn segment(&self) -> &'a Segment {
        static NONE: Segment = Segment {
            seq: SeqNum(0),
            ack: SeqNum(0),
            wnd: 0,
            up: 0,
            options: Options::NONE,
            flags: SegmentFlags::NONE,
            data: Payload::EMPTY,
        };
        self.flight.map_or(&NONE, |flight| &flight.segment)
    }

    /// All text that the endpoint sent in this beat, in octets.
    pub(super) fn sent_text(&self) -> u32 {
        self.sent.iter().map(|flight| flight.segment.data.len()).sum()
    }

    /// The text of the call, if it is a SEND.
    pub(super) fn call_text(&self) -> Option<&'a Payload> {
        let EventKind::Call { call, .. } = self.cause else { return None };
        match call {
            Call::Send(text) | Call::SendUrgent(text) | Call::OpenActiveSend(text) => Some(text),
            Call::OpenPassive
            | Call::OpenActive
            | Call::Receive(_)
            | Call::Close
            | Call::Abort
            | Call::Accept => None,
        }
    }
}

/// What the trace tells of both ends of a connection after a beat.
fn seen_after(past: &Past, run: &Run, beat: &Beat, flow: Flow) -> PerHost<Status> {
    let mut past = past.clone();
    for event in &run.events[beat.events.clone()] {
        if event.flow == flow {
            past.pass(run, event);
        }
    }
    past.seen
}
