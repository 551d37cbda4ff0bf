//! What earlier beats have left behind and no status tells, connection by connection.

use std::sync::Arc;
use tcp_model::endpoint::{Endpoint, Status};
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::script::Origin;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{Beat, Event, EventKind, HostChange, Queues, Run};

/// What is remembered of a run up to some beat.
#[derive(Default)]
pub(super) struct History {
    /// By connection.
    past: Vec<(Flow, Past)>,
    /// The listener's queues.
    pub(super) queues: Queues,
    /// Whether a host is down, and whether its cable is pulled.
    pub(super) down: PerHost<bool>,
    pub(super) unplugged: PerHost<bool>,
}

/// What is remembered of a connection.
#[derive(Clone)]
pub(super) struct Past {
    /// How long each timer that runs was set for, by [`Timer`] in its order.
    pub(super) running: PerHost<[Option<Duration>; Timer::ALL.len()]>,
    /// When each host's present connection began: it left CLOSED, or returned to LISTEN.
    pub(super) began: PerHost<Instant>,
    /// When each host's last connection ended.
    pub(super) ended: PerHost<Option<Instant>>,
    /// Both ends as far as the trace tells of them. A run has the status of the connection that
    /// it is about; of the others it has only what happens.
    pub(super) seen: PerHost<Status>,
}

impl Default for Past {
    fn default() -> Past {
        // Whom a stranger calls is a listener.
        let seen = PerHost { client: nothing(State::Closed), server: nothing(State::Listen) };
        let (running, began, ended) = Default::default();
        Past { running, began, ended, seen }
    }
}

/// An end of which nothing is known but its state.
fn nothing(state: State) -> Status {
    Status { state, ..Endpoint::new(Arc::default()).status() }
}

impl History {
    /// What is remembered of a connection.
    pub(super) fn of(&self, flow: Flow) -> Past {
        let known = self.past.iter().find(|(of, _)| *of == flow);
        known.map(|(_, past)| past.clone()).unwrap_or_default()
    }

    /// Takes note of what happened in a beat.
    pub(super) fn pass(&mut self, run: &Run, beat: &Beat) {
        self.queues = beat.queues;
        for event in &run.events[beat.events.clone()] {
            self.befall(&event.kind);
            let place = self.past.iter().position(|(of, _)| *of == event.flow);
            let place = place.unwrap_or_else(|| {
                self.past.push((event.flow, Past::default()));
                self.past.len() - 1
            });
            self.past[place].1.pass(run, event);
        }
    }

    fn befall(&mut self, kind: &EventKind) {
        let EventKind::Host { host, change } = *kind else { return };
        match change {
            HostChange::Crash => self.down[host] = true,
            HostChange::Reboot => self.down[host] = false,
            HostChange::Unplug => self.unplugged[host] = true,
            HostChange::Plug => self.unplugged[host] = false,
            HostChange::Kill => {}
        }
    }
}

impl Past {
    /// Takes note of an event of this connection.
    pub(super) fn pass(&mut self, run: &Run, event: &Event) {
        match &event.kind {
            EventKind::TimerSet { host, timer, after, .. } => {
                self.running[*host][*timer as usize] = Some(*after);
            }
            EventKind::TimerStop { host, timer } | EventKind::Timer { host, timer } => {
                self.running[*host][*timer as usize] = None;
            }
            EventKind::State { host, from, to, .. } => {
                let ends = matches!(to, State::Closed | State::Listen);
                if ends && *from != State::Closed {
                    self.ended[*host] = Some(event.at);
                }
                if *from == State::Closed || *to == State::Listen {
                    self.began[*host] = event.at;
                }
                self.seen[*host] = match ends {
                    true => nothing(*to),
                    false => Status { state: *to, ..self.seen[*host] },
                };
            }
            EventKind::Send { id, origin: Origin::Endpoint, .. } => self.sees_sent(run, *id),
            EventKind::Arrive { id, ruling, .. } if ruling.verdict.word() == "accepted" => {
                self.sees_taken(run, *id);
            }
            EventKind::Call { .. }
            | EventKind::Send { .. }
            | EventKind::Copy { .. }
            | EventKind::Arrive { .. }
            | EventKind::Lose { .. }
            | EventKind::Expire { .. }
            | EventKind::Signal { .. }
            | EventKind::Deliver { .. }
            | EventKind::Host { .. }
            | EventKind::Note { .. } => {}
        }
    }

    /// What an end sends tells where it stands.
    fn sees_sent(&mut self, run: &Run, id: u32) {
        let flight = run.flight(id);
        let segment = &flight.segment;
        let Status { snd, rcv, fin, .. } = &mut self.seen[flight.from];
        if segment.has(SegmentFlags::SYN) {
            (snd.iss, snd.una, snd.nxt) = (segment.seq, segment.seq, segment.end());
        }
        snd.nxt = snd.nxt.max(segment.end());
        if let Some(ack) = segment.acknowledgment() {
            rcv.nxt = ack;
        }
        rcv.wnd = segment.wnd.into();
        if segment.has(SegmentFlags::FIN) {
            *fin = Some(segment.end() - 1);
        }
    }

    fn sees_taken(&mut self, run: &Run, id: u32) {
        let flight = run.flight(id);
        let Status { snd, rcv, .. } = &mut self.seen[flight.from.peer()];
        if let Some(ack) = flight.segment.acknowledgment()
            && ack.at_or_before(snd.nxt)
        {
            snd.una = snd.una.max(ack);
        }
        snd.wnd = flight.segment.wnd.into();
        if flight.segment.has(SegmentFlags::SYN) {
            (rcv.irs, rcv.nxt) = (flight.segment.seq, flight.segment.end());
        } else if flight.segment.seq == rcv.nxt {
            rcv.nxt = flight.segment.end();
        }
    }
}

/// A host as the reader of a connection knows it: at a forged address there is nobody.
pub(super) fn is_stranger(flow: Flow, host: Host) -> bool {
    host == Host::Client && !flow.has_client()
}
