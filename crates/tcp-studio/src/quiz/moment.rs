//! A beat of the connection that the lanes show, as something to ask about: what the reader has
//! seen, and what it brings about.

use super::words::Protocol;
use tcp_model::endpoint::{Call, Status};
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::knobs::{Handshake, Isn, Knobs, TimeWait};
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{Beat, Event, EventKind, Flight, Run};
use tcp_model::verdict::{Ruling, Verdict};
use tcp_scenarios::scenario::Scenario;

/// What brings a moment about.
#[derive(Copy, Clone)]
pub(super) enum Cause<'a> {
    /// A segment arrives.
    Arrival(&'a Flight, Ruling),
    /// A user makes a call that is not refused.
    Call(&'a Call),
    /// A timer expires, which had been set for so long.
    Timer(Timer, Option<Duration>),
    /// The scenario points at an end.
    Pointed,
}

/// A beat that one end of the main connection is the subject of.
pub(super) struct Moment<'a> {
    /// The index of the beat.
    pub(super) index: usize,
    pub(super) run: &'a Run,
    pub(super) beat: &'a Beat,
    pub(super) host: Host,
    pub(super) cause: Cause<'a>,
    pub(super) before: PerHost<&'a Status>,
    knobs: PerHost<&'a Knobs>,
    /// When the end's connection began, before the moment.
    began: Option<Instant>,
}

/// The moments of a run, in order.
pub(super) fn moments<'a>(scenario: &'a Scenario, run: &'a Run) -> Vec<Moment<'a>> {
    let mut all = Vec::new();
    let mut before = &run.start;
    let mut began = PerHost::default();
    for (index, beat) in run.beats.iter().enumerate() {
        let cause = &run.events[beat.events.start];
        if let Some((host, cause)) = cause_of(run, beat, cause) {
            let all_knobs = &scenario.setup().knobs;
            let knobs = PerHost { client: &*all_knobs.client, server: &*all_knobs.server };
            let before = PerHost { client: &before.client, server: &before.server };
            let began = began[host];
            all.push(Moment { index, run, beat, host, cause, before, knobs, began });
        }
        before = &beat.status;
        for event in &run.events[beat.events.clone()] {
            if let Some(host) = begins(event) {
                began[host] = Some(event.at);
            }
        }
    }
    all
}

/// The end whose connection begins.
fn begins(event: &Event) -> Option<Host> {
    match event.kind {
        EventKind::State { host, from: State::Closed | State::Listen, .. }
            if event.flow == Flow::MAIN =>
        {
            Some(host)
        }
        _ => None,
    }
}

fn cause_of<'a>(run: &'a Run, beat: &Beat, event: &'a Event) -> Option<(Host, Cause<'a>)> {
    if event.flow != Flow::MAIN {
        return None;
    }
    match &event.kind {
        EventKind::Arrive { id, host, ruling } => {
            Some((*host, Cause::Arrival(run.flight(*id), *ruling)))
        }
        EventKind::Call { host, call, error: None } => Some((*host, Cause::Call(call))),
        EventKind::Timer { host, timer } => {
            Some((*host, Cause::Timer(*timer, last_set(run, beat.events.start, *host, *timer))))
        }
        EventKind::Note { host, .. } => Some((*host, Cause::Pointed)),
        EventKind::Call { error: Some(_), .. }
        | EventKind::State { .. }
        | EventKind::Send { .. }
        | EventKind::Copy { .. }
        | EventKind::Lose { .. }
        | EventKind::Expire { .. }
        | EventKind::TimerSet { .. }
        | EventKind::TimerStop { .. }
        | EventKind::Signal { .. }
        | EventKind::Deliver { .. }
        | EventKind::Host { .. } => None,
    }
}

/// For how long a timer was set last, before the event with this index.
fn last_set(run: &Run, event: usize, host: Host, timer: Timer) -> Option<Duration> {
    run.events[..event].iter().rev().find_map(|event| match event.kind {
        EventKind::TimerSet { host: h, timer: t, after, .. }
            if event.flow == Flow::MAIN && h == host && t == timer =>
        {
            Some(after)
        }
        _ => None,
    })
}

impl<'a> Moment<'a> {
    pub(super) fn events(&self) -> &'a [Event] {
        &self.run.events[self.beat.events.clone()]
    }

    /// The end's status before.
    pub(super) fn was(&self) -> &'a Status {
        self.before[self.host]
    }

    /// The end's status afterwards.
    pub(super) fn is(&self) -> &'a Status {
        &self.beat.status[self.host]
    }

    /// What the end sends in consequence.
    pub(super) fn sent(&self) -> Vec<&'a Flight> {
        let sent = self.events().iter().filter_map(|event| match event.kind {
            EventKind::Send { id, from, origin: Origin::Endpoint, .. }
                if event.flow == Flow::MAIN && from == self.host =>
            {
                Some(self.run.flight(id))
            }
            _ => None,
        });
        sent.collect()
    }

    /// The segment that arrives.
    pub(super) const fn arriving(&self) -> Option<&'a Flight> {
        match self.cause {
            Cause::Arrival(flight, _) => Some(flight),
            Cause::Call(_) | Cause::Timer(..) | Cause::Pointed => None,
        }
    }

    /// The knobs of the end.
    pub(super) const fn own_knobs(&self) -> &'a Knobs {
        match self.host {
            Host::Client => self.knobs.client,
            Host::Server => self.knobs.server,
        }
    }

    /// Whether the segment that arrives has these control bits.
    pub(super) fn brings(&self, flags: SegmentFlags) -> bool {
        self.arriving().is_some_and(|flight| flight.segment.has(flags))
    }

    /// How long a timer of an end is set for in consequence.
    pub(super) fn sets(&self, timer: Timer) -> Option<Duration> {
        last_set(self.run, self.beat.events.end, self.host, timer).filter(|_| {
            self.events().iter().any(|event| {
                matches!(event.kind, EventKind::TimerSet { host, timer: t, .. }
                    if host == self.host && t == timer)
            })
        })
    }

    /// Whether it was a FIN that started the end's TIME-WAIT last, before the moment.
    pub(super) fn waits_since_a_fin(&self) -> bool {
        let sets = |event: &Event| {
            event.flow == Flow::MAIN
                && matches!(event.kind, EventKind::TimerSet { host, timer: Timer::TimeWait, .. }
                    if host == self.host)
        };
        let earlier = self.run.beats[..self.index].iter().rev();
        let mut earlier = earlier.map(|beat| &self.run.events[beat.events.clone()]);
        let started = earlier.find(|events| events.iter().any(sets));
        started.and_then(<[Event]>::first).is_some_and(|event| match event.kind {
            EventKind::Arrive { id, .. } => self.run.flight(id).segment.has(SegmentFlags::FIN),
            _ => false,
        })
    }

    /// Whether a timer of a host runs when the moment comes.
    pub(super) fn runs(&self, host: Host, timer: Timer) -> bool {
        let earlier = self.run.events[..self.beat.events.start].iter().rev();
        let last =
            earlier.filter(|event| event.flow == Flow::MAIN).find_map(|event| match event.kind {
                EventKind::TimerSet { host: h, timer: t, .. } if (h, t) == (host, timer) => {
                    Some(true)
                }
                EventKind::TimerStop { host: h, timer: t }
                | EventKind::Timer { host: h, timer: t }
                    if (h, t) == (host, timer) =>
                {
                    Some(false)
                }
                _ => None,
            });
        last == Some(true)
    }

    /// Whether nothing is on its way to either end when the moment comes.
    pub(super) fn all_quiet(&self) -> bool {
        let id = self.sent().first().map_or(u32::MAX, |flight| flight.id);
        let earlier = self.run.flights.iter().filter(|flight| flight.id < id);
        earlier
            .into_iter()
            .all(|flight| flight.sent >= self.beat.at || flight.ended <= self.beat.at)
    }

    /// The last segment of the end with this sequence number that was sent before.
    pub(super) fn original(&self, of: &Flight) -> Option<&'a Flight> {
        self.run.flights.iter().rev().find(|flight| {
            flight.id < of.id
                && flight.flow == of.flow
                && flight.from == of.from
                && flight.copy_of.is_none()
                && flight.segment.seq == of.segment.seq
                && flight.segment.seg_len() > 0
        })
    }

    /// Whether what arrives was sent before the end's connection began.
    pub(super) fn is_stale(&self) -> bool {
        self.arriving().is_some_and(|flight| {
            let began = self.began.is_some_and(|began| flight.sent < began);
            flight.origin == Origin::OldDuplicate || began
        })
    }

    /// The protocol that is not RFC 9293 with RFC 5961, where that matters here, and whose it is.
    pub(super) fn protocol(&self) -> Option<(Protocol, Host)> {
        let special = self.special().or_else(|| self.buffered()).or_else(|| self.own_protocol());
        let own = special.map(|protocol| (protocol, self.host));
        let stale = || Host::BOTH.into_iter().find_map(|host| self.lets_stale_in(host));
        own.or_else(|| if self.is_stale() { stale() } else { None })
    }

    /// What a ruling rests on besides the segment and the state.
    fn special(&self) -> Option<Protocol> {
        let Cause::Arrival(_, ruling) = self.cause else { return None };
        match ruling.verdict {
            Verdict::SynQueueFull => Some(Protocol::SynQueueFull),
            Verdict::AcceptQueueFull => Some(Protocol::AcceptQueueDrops),
            Verdict::AcceptQueueFullReset => Some(Protocol::AcceptQueueResets),
            Verdict::SynCookieSent | Verdict::SynCookieValid => Some(Protocol::SynCookies),
            Verdict::DuplicateSyn => Some(Protocol::RepeatsSynAck),
            Verdict::NewIncarnation | Verdict::SynInTimeWait => Some(Protocol::TimeWaitReuse),
            Verdict::FastOpenAccepted => Some(Protocol::FastOpen),
            Verdict::AfterClose => Some(Protocol::HalfDuplexClose),
            Verdict::WindowClosed => Some(Protocol::WindowClosed),
            Verdict::OldTimestamp => Some(Protocol::OldTimestamp),
            // The rest follow from the segment, the state and the variables.
            _ => None,
        }
    }

    /// What waits at the end and decides what it sends.
    fn buffered(&self) -> Option<Protocol> {
        let closes = matches!(self.cause, Cause::Call(Call::Close));
        let takes_numbers = self.arriving().is_some_and(|flight| flight.segment.seg_len() > 0);
        let waits = self.sets(Timer::DelayedAck).is_some();
        if closes && self.was().unread > 0 && self.is().state == State::Closed {
            Some(Protocol::HasUnread)
        } else {
            (takes_numbers && waits).then_some(Protocol::DelaysAck)
        }
    }

    fn own_protocol(&self) -> Option<Protocol> {
        let (state, knobs) = (self.was().state, self.own_knobs());
        let opening = !state.is_synchronized();
        let waits =
            matches!(state, State::FinWait1 | State::FinWait2 | State::Closing | State::TimeWait);
        let resets = self.brings(SegmentFlags::RST);
        let unwelcome = resets || self.brings(SegmentFlags::SYN);
        match (knobs.handshake, knobs.time_wait) {
            (Handshake::TwoWay, _) if opening => Some(Protocol::TwoWay),
            (Handshake::FourWay, _) if opening => Some(Protocol::FourWay),
            (Handshake::FourWayAckOfAck, _) => Some(Protocol::FourWayAckOfAck),
            (_, TimeWait::Zero) if waits => Some(Protocol::TimeWaitZero),
            (_, TimeWait::OneMsl) if waits => Some(Protocol::TimeWaitOneMsl),
            _ if matches!(knobs.isn, Isn::Fixed(_)) && opening => Some(Protocol::FixedIsn),
            _ if !knobs.rfc5961 && unwelcome && !opening => Some(Protocol::Rfc793),
            _ if knobs.rfc1337 && state == State::TimeWait && resets => Some(Protocol::Rfc1337),
            _ => None,
        }
    }

    /// What lets segments of an earlier connection of a host fit into a later one.
    fn lets_stale_in(&self, host: Host) -> Option<(Protocol, Host)> {
        let knobs = self.knobs[host];
        match (&knobs.isn, knobs.time_wait) {
            _ if knobs.handshake == Handshake::TwoWay => Some((Protocol::TwoWay, host)),
            (Isn::Fixed(_), _) => Some((Protocol::FixedIsn, host)),
            (_, TimeWait::Zero) => Some((Protocol::TimeWaitZero, host)),
            (_, TimeWait::OneMsl) => Some((Protocol::TimeWaitOneMsl, host)),
            (Isn::Given(_) | Isn::Clock(_) | Isn::Rfc6528, TimeWait::TwoMsl) => None,
        }
    }
}
