//! The users: what each waits for, and the calls that it makes.

use super::{Due, Simulator};
use crate::endpoint::Call;
use crate::host::{Flow, Host};
use crate::script::{Action, Condition};
use crate::time::Instant;
use crate::trace::{EventKind, HostChange};

impl Simulator<'_> {
    /// Puts the next step of every track whose condition has come true on the agenda.
    pub(super) fn wake_tracks(&mut self) {
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
            Some(Condition::State(host, state)) => self.stacks[host].main().state() == state,
            Some(Condition::Received(host, octets)) => {
                self.run.delivered[host].len() >= octets as usize
            }
            Some(Condition::Closing(host)) => self.closing[host],
        };
        holds.then_some(self.now)
    }

    /// A step of a track is due. A call at a host that is down waits until the user has turned
    /// the host on, at the same moment.
    pub(super) fn take_step(&mut self, track: usize) {
        let setup = self.setup;
        let (next, _) = self.tracks[track];
        let action = &setup.tracks[track][next].action;
        if let Action::Call(host, _) | Action::CallOn(_, host, _) = action
            && !self.stacks[*host].power
        {
            self.befall(*host, HostChange::Reboot);
            return self.schedule(self.now, Due::Track(track));
        }
        self.tracks[track] = (next + 1, false);
        match action {
            Action::Call(host, call) => self.call(*host, Flow::MAIN, call.call()),
            Action::CallOn(port, host, call) => {
                self.call(*host, Flow::client(*port), call.call());
            }
            Action::Inject(injection) => self.inject(injection),
            Action::Crash(host) => self.befall(*host, HostChange::Crash),
            Action::Reboot(host) => self.befall(*host, HostChange::Reboot),
            Action::Unplug(host) => self.befall(*host, HostChange::Unplug),
            Action::Plug(host) => self.befall(*host, HostChange::Plug),
            Action::Kill(host) => self.befall(*host, HostChange::Kill),
            Action::Note(host, name) => {
                self.record(Flow::MAIN, EventKind::Note { host: *host, name: name.clone() });
            }
        }
    }

    fn call(&mut self, host: Host, flow: Flow, call: Call) {
        let mut out = std::mem::take(&mut self.scratch);
        let error = self.stacks[host].call(flow, call.clone(), self.now, &mut out).err();
        self.record(flow, EventKind::Call { host, call, error });
        self.act(host, flow, out);
        self.forsake_unaccepted(host);
    }
}
