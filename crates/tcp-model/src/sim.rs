//! The simulator: two endpoints, the network between them and virtual time. A run is a pure
//! function of its [`Setup`].

mod network;

use crate::endpoint::{Call, Endpoint, Output};
use crate::fault::{Fault, Faults};
use crate::host::{Flow, Host, PerHost};
use crate::knobs::{Knobs, TimeWait};
use crate::script::{Action, Condition, ScriptStep};
use crate::state::State;
use crate::time::{Duration, Instant};
use crate::timer::Timer;
use crate::trace::{Beat, Event, EventKind, HostChange, Queues, Run, SegmentId};
use std::sync::Arc;

/// Where both ends are when a run begins.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Start {
    /// Both CLOSED.
    #[default]
    Closed,
    /// Both ESTABLISHED with each other, the client having opened; nothing has been sent.
    Established,
}

/// Everything that a run depends on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setup {
    /// Where both ends begin.
    pub start: Start,
    /// The knobs of both ends.
    pub knobs: PerHost<Arc<Knobs>>,
    /// How long a segment travels when nothing happens to it.
    pub delay: Duration,
    /// What happens to chosen segments.
    pub faults: Vec<Fault>,
    /// What the users do. The steps of a track follow each other; tracks are independent.
    pub tracks: Vec<Vec<ScriptStep>>,
    /// Where the run is cut off if it does not come to rest.
    pub limit: Limit,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            start: Start::Closed,
            knobs: PerHost::default(),
            delay: Duration::from_millis(40),
            faults: Vec::new(),
            tracks: Vec::new(),
            limit: Limit::default(),
        }
    }
}

/// Where a run is cut off.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Limit {
    /// Nothing happens after this.
    pub time: Instant,
    /// No more than this many causes are followed.
    pub beats: usize,
}

impl Default for Limit {
    fn default() -> Limit {
        Limit { time: Instant::from_micros(24 * 3_600_000_000), beats: 10_000 }
    }
}

/// Runs a setup until nothing is left to happen, or to its limit.
pub fn simulate(setup: &Setup) -> Run {
    let mut simulator = Simulator::new(setup);
    simulator.wake_tracks();
    while simulator.beat() {}
    simulator.run
}

/// Something that is going to happen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Due {
    /// The segment ends its journey.
    Landing(SegmentId),
    /// The timer expires.
    Timer(Host, Timer),
    /// The track takes its next step.
    Track(usize),
}

struct Simulator<'a> {
    setup: &'a Setup,
    now: Instant,
    ends: PerHost<Endpoint>,
    faults: Faults,
    /// What is going to happen and when, the next thing last.
    agenda: Vec<(Instant, Due)>,
    /// The next step of each track, and whether it is on the agenda.
    tracks: Vec<(usize, bool)>,
    /// What each user has been told of its peer: that it is closing.
    closing: PerHost<bool>,
    run: Run,
}

impl Simulator<'_> {
    fn new(setup: &Setup) -> Simulator<'_> {
        let end = |host: Host| {
            let (knobs, peer) = (&setup.knobs[host], &setup.knobs[host.peer()]);
            match setup.start {
                Start::Closed => Endpoint::new(knobs.clone()),
                Start::Established => {
                    Endpoint::established(knobs.clone(), peer, host == Host::Server)
                }
            }
        };
        let ends = PerHost { client: end(Host::Client), server: end(Host::Server) };
        let start = PerHost { client: ends.client.status(), server: ends.server.status() };
        Simulator {
            setup,
            now: Instant::ZERO,
            ends,
            faults: Faults::new(&setup.faults),
            agenda: Vec::new(),
            tracks: vec![(0, false); setup.tracks.len()],
            closing: PerHost::default(),
            run: Run {
                start,
                events: Vec::new(),
                beats: Vec::new(),
                flights: Vec::new(),
                delivered: PerHost::default(),
                end: Instant::ZERO,
                cut_off: false,
            },
        }
    }

    /// Lets the next thing happen; `false` when there is none or the limit is reached.
    fn beat(&mut self) -> bool {
        let Some((at, due)) = self.agenda.pop() else { return false };
        if at > self.setup.limit.time || self.run.beats.len() >= self.setup.limit.beats {
            self.run.cut_off = true;
            return false;
        }
        self.now = at;
        let first = self.run.events.len();
        match due {
            Due::Landing(id) => self.land(id),
            Due::Timer(host, timer) => self.expire_timer(host, timer),
            Due::Track(track) => self.take_step(track),
        }
        self.wake_tracks();
        if self.run.events.len() > first {
            let PerHost { client, server } = &self.ends;
            let status = PerHost { client: client.status(), server: server.status() };
            let queues = Queues::default();
            let events = first..self.run.events.len();
            self.run.beats.push(Beat { at, events, status, queues });
            self.run.end = at;
        }
        true
    }

    fn record(&mut self, kind: EventKind) {
        self.run.events.push(Event { at: self.now, flow: Flow::MAIN, kind });
    }

    /// Puts something on the agenda, behind what is due at the same time already.
    fn schedule(&mut self, at: Instant, due: Due) {
        let later = self.agenda.partition_point(|(other, _)| *other > at);
        self.agenda.insert(later, (at, due));
    }

    // ---- timers ----

    fn set_timer(&mut self, host: Host, timer: Timer, after: Duration) {
        self.stop_timer(host, timer);
        self.schedule(self.now + after, Due::Timer(host, timer));
    }

    fn stop_timer(&mut self, host: Host, timer: Timer) {
        self.agenda.retain(|(_, due)| *due != Due::Timer(host, timer));
    }

    fn expire_timer(&mut self, host: Host, timer: Timer) {
        if let Some(landed) = self.wait_for_the_wire(host, timer) {
            return self.schedule(landed, Due::Timer(host, timer));
        }
        self.record(EventKind::Timer { host, timer });
        let mut out = Vec::new();
        self.ends[host].timeout(timer, self.now, &mut out);
        self.act(host, out);
    }

    /// `time_wait = 0` still lasts until what is on the wire to the host has landed: when that
    /// will be, if there is anything.
    fn wait_for_the_wire(&self, host: Host, timer: Timer) -> Option<Instant> {
        if timer != Timer::TimeWait || self.setup.knobs[host].time_wait != TimeWait::Zero {
            return None;
        }
        // The first that is found lands last.
        let coming = self.agenda.iter().find(
            |(_, due)| matches!(due, Due::Landing(id) if self.run.flight(*id).from == host.peer()),
        );
        coming.map(|(at, _)| *at)
    }

    // ---- the users ----

    /// Puts the next step of every track whose condition has come true on the agenda.
    fn wake_tracks(&mut self) {
        for track in 0..self.tracks.len() {
            let (next, awake) = self.tracks[track];
            let Some(step) = self.setup.tracks[track].get(next) else { continue };
            if awake {
                continue;
            }
            if let Some(ready) = self.ready_at(step.after) {
                self.tracks[track].1 = true;
                self.schedule(ready + step.pause, Due::Track(track));
            }
        }
    }

    /// When a condition that holds now, or is only a matter of time, lets its step go on.
    fn ready_at(&self, condition: Option<Condition>) -> Option<Instant> {
        let holds = match condition {
            None => true,
            Some(Condition::At(at)) => return Some((Instant::ZERO + at).max(self.now)),
            Some(Condition::State(host, state)) => self.ends[host].state() == state,
            Some(Condition::Received(host, octets)) => {
                self.run.delivered[host].len() >= octets as usize
            }
            Some(Condition::Closing(host)) => self.closing[host],
        };
        holds.then_some(self.now)
    }

    fn take_step(&mut self, track: usize) {
        let setup = self.setup;
        let (next, _) = self.tracks[track];
        self.tracks[track] = (next + 1, false);
        match &setup.tracks[track][next].action {
            Action::Call(host, call) => self.call(*host, call.call()),
            Action::Inject(injection) => self.inject(injection),
            Action::CallOn(_, host, call) => self.call(*host, call.call()),
            Action::Crash(host) => self.befall(*host, HostChange::Crash),
            Action::Reboot(host) => self.befall(*host, HostChange::Reboot),
            Action::Unplug(host) => self.befall(*host, HostChange::Unplug),
            Action::Plug(host) => self.befall(*host, HostChange::Plug),
            Action::Kill(host) => self.befall(*host, HostChange::Kill),
            Action::Note(host, name) => {
                self.record(EventKind::Note { host: *host, name: name.clone() });
            }
        }
    }

    fn befall(&mut self, host: Host, change: HostChange) {
        self.record(EventKind::Host { host, change });
    }

    fn call(&mut self, host: Host, call: Call) {
        let mut out = Vec::new();
        let error = self.ends[host].call(call.clone(), self.now, &mut out).err();
        self.record(EventKind::Call { host, call, error });
        self.act(host, out);
    }

    /// Does what an endpoint wants done.
    fn act(&mut self, host: Host, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Send { segment, retransmission, why } => {
                    self.send(host, segment, retransmission, why);
                }
                Output::SetTimer { timer, after, why } => {
                    self.set_timer(host, timer, after);
                    self.record(EventKind::TimerSet { host, timer, after, why });
                }
                Output::StopTimer { timer } => {
                    self.stop_timer(host, timer);
                    self.record(EventKind::TimerStop { host, timer });
                }
                Output::Transition { from, to, why } => {
                    if matches!(to, State::Listen | State::SynSent) {
                        self.closing[host] = false;
                    }
                    self.record(EventKind::State { host, from, to, why });
                }
                Output::Signal { signal, why } => {
                    self.closing[host] |= signal == crate::endpoint::Signal::ConnectionClosing;
                    self.record(EventKind::Signal { host, signal, why });
                }
                Output::Deliver { text } => {
                    self.run.delivered[host].extend_from_slice(text.as_slice());
                    self.record(EventKind::Deliver { host, text });
                }
            }
        }
    }
}
