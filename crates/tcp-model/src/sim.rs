//! The simulator: two hosts, the network between them and virtual time. A run is a pure
//! function of its [`Setup`].
//!
//! - [`stack`] is what a host has: its connections and, at a server, the [`listener`] that takes
//!   new ones.
//! - [`network`] carries segments, through the [`weather`] if there is any.
//! - [`users`] make calls, [`timers`] expire, [`accidents`] befall hosts.

mod accidents;
mod listener;
mod network;
mod stack;
mod timers;
mod users;
mod weather;

use crate::endpoint::{Endpoint, Output, Signal};
use crate::fault::{Fault, Faults};
use crate::host::{Flow, Host, PerHost};
use crate::knobs::{Isn, Knobs};
use crate::script::{Condition, ScriptStep};
use crate::state::State;
use crate::time::{Duration, Instant};
use crate::timer::Timer;
use crate::trace::{Beat, Event, EventKind, Run, SegmentId};
use stack::Stack;
use std::sync::Arc;
use weather::Sky;
pub use weather::Weather;

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
    /// Where the server's initial sequence numbers for connections from addresses at which nobody
    /// is come from, the incarnations of all of them counted together; as for the client's when
    /// it is missing.
    pub strangers_isn: Option<Isn>,
    /// How long a segment travels when nothing happens to it.
    pub delay: Duration,
    /// What happens to chosen segments.
    pub faults: Vec<Fault>,
    /// What happens by chance to those that an endpoint sends.
    pub weather: Weather,
    /// What the users do. The steps of a track follow each other; tracks are independent. Where a
    /// step of any track but the first waits for a time, whatever else happens then comes before.
    pub tracks: Vec<Vec<ScriptStep>>,
    /// Where the run is cut off if it does not come to rest.
    pub limit: Limit,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            start: Start::Closed,
            knobs: PerHost::default(),
            strangers_isn: None,
            delay: Duration::from_millis(40),
            faults: Vec::new(),
            weather: Weather::default(),
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
    simulator.start();
    while simulator.beat() {}
    simulator.run
}

/// Something that is going to happen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Due {
    /// The segment ends its journey.
    Landing(SegmentId),
    /// The timer of a connection at a host expires.
    Timer(Host, Flow, Timer),
    /// The track takes its next step.
    Track(usize),
}

struct Simulator<'a> {
    setup: &'a Setup,
    now: Instant,
    stacks: PerHost<Stack>,
    faults: Faults,
    sky: Sky,
    /// What is going to happen and when, the next thing last.
    agenda: Vec<(Instant, Due)>,
    /// The next step of each track, and whether it is on the agenda.
    tracks: Vec<(usize, bool)>,
    /// What each user has been told of its peer: that it is closing.
    closing: PerHost<bool>,
    /// Empty between two uses; kept so that it need not grow each time.
    scratch: Vec<Output>,
    run: Run,
}

impl Simulator<'_> {
    fn new(setup: &Setup) -> Simulator<'_> {
        let end = |host: Host| {
            let (knobs, peer) = (&setup.knobs[host], &setup.knobs[host.peer()]);
            match setup.start {
                Start::Closed => Endpoint::between(knobs.clone(), Flow::MAIN.tuple(host)),
                Start::Established => {
                    Endpoint::established(knobs.clone(), peer, host == Host::Server)
                }
            }
        };
        let stack = |host: Host| {
            Stack::new(host, setup.knobs[host].clone(), end(host), setup.strangers_isn.clone())
        };
        let stacks = PerHost { client: stack(Host::Client), server: stack(Host::Server) };
        Simulator {
            setup,
            now: Instant::ZERO,
            faults: Faults::new(&setup.faults),
            sky: Sky::new(setup.weather),
            agenda: Vec::with_capacity(16),
            tracks: vec![(0, false); setup.tracks.len()],
            closing: PerHost::default(),
            scratch: Vec::with_capacity(16),
            run: Run {
                start: PerHost {
                    client: stacks.client.main().status(),
                    server: stacks.server.main().status(),
                },
                // Room for an ordinary connection: growing by copying takes a fifth of a run.
                events: Vec::with_capacity(128),
                beats: Vec::with_capacity(32),
                flights: Vec::with_capacity(32),
                delivered: PerHost::default(),
                end: Instant::ZERO,
                cut_off: false,
            },
            stacks,
        }
    }

    /// What happens before anything is due: ends that are ESTABLISHED start their timers.
    fn start(&mut self) {
        for host in Host::BOTH {
            if self.setup.start == Start::Established {
                let mut out = std::mem::take(&mut self.scratch);
                self.stacks[host].main_mut().start_timers(self.now, &mut out);
                self.act(host, Flow::MAIN, out);
                self.end_beat(0);
            }
        }
        self.wake_tracks();
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
            Due::Timer(host, flow, timer) => self.expire_timer(host, flow, timer),
            Due::Track(track) => self.take_step(track),
        }
        self.wake_tracks();
        self.end_beat(first);
        true
    }

    /// Makes a beat of the events from `first` on, if there are any.
    fn end_beat(&mut self, first: usize) {
        if self.run.events.len() == first {
            return;
        }
        let PerHost { client, server } = &self.stacks;
        let status = PerHost { client: client.main().status(), server: server.main().status() };
        let (events, queues) = (first..self.run.events.len(), server.queues());
        self.run.beats.push(Beat { at: self.now, events, status, queues });
        self.run.end = self.now;
    }

    fn record(&mut self, flow: Flow, kind: EventKind) {
        self.run.events.push(Event { at: self.now, flow, kind });
    }

    /// Puts something on the agenda, behind what is due at the same time already, but for what
    /// comes last then.
    fn schedule(&mut self, at: Instant, due: Due) {
        let last = self.comes_last(due);
        let later = self.agenda.partition_point(|(other, waiting)| {
            *other > at || *other == at && !last && self.comes_last(*waiting)
        });
        self.agenda.insert(later, (at, due));
    }

    /// Whether something is a step beside the script that waits for a time: what a reader has seen
    /// happen by then stays as it is.
    fn comes_last(&self, due: Due) -> bool {
        let Due::Track(track @ 1..) = due else { return false };
        let next = self.setup.tracks[track].get(self.tracks[track].0);
        matches!(next.and_then(|step| step.after), Some(Condition::At(_)))
    }

    /// Does what an endpoint wants done.
    fn act(&mut self, host: Host, flow: Flow, mut outputs: Vec<Output>) {
        for output in outputs.drain(..) {
            match output {
                Output::Send { segment, retransmission, why } => {
                    self.send(host, flow, segment, retransmission, why);
                }
                Output::SetTimer { timer, after, why } => {
                    self.set_timer(host, flow, timer, after);
                    self.record(flow, EventKind::TimerSet { host, timer, after, why });
                }
                Output::StopTimer { timer } => {
                    self.stop_timer(host, flow, timer);
                    self.record(flow, EventKind::TimerStop { host, timer });
                }
                Output::Transition { from, to, why } => {
                    if matches!(to, State::Listen | State::SynSent) {
                        self.hear_of_closing(host, flow, false);
                    }
                    self.record(flow, EventKind::State { host, from, to, why });
                }
                Output::Signal { signal, why } => {
                    if signal == Signal::ConnectionClosing {
                        self.hear_of_closing(host, flow, true);
                    }
                    self.record(flow, EventKind::Signal { host, signal, why });
                }
                Output::Deliver { text } => {
                    if flow == Flow::MAIN {
                        self.run.delivered[host].extend_from_slice(text.as_slice());
                    }
                    self.record(flow, EventKind::Deliver { host, text });
                }
            }
        }
        self.scratch = outputs;
    }

    fn hear_of_closing(&mut self, host: Host, flow: Flow, closing: bool) {
        if flow == Flow::MAIN {
            self.closing[host] = closing;
        }
    }
}
