//! What befalls hosts from outside of the protocol.

use super::Simulator;
use crate::endpoint::Call;
use crate::host::{Flow, Host};
use crate::trace::{EventKind, HostChange};

impl Simulator<'_> {
    pub(super) fn befall(&mut self, host: Host, change: HostChange) {
        self.record(Flow::MAIN, EventKind::Host { host, change });
        match change {
            HostChange::Crash => self.crash(host),
            HostChange::Reboot => self.stacks[host].power = true,
            HostChange::Unplug => self.stacks[host].cable = false,
            HostChange::Plug => self.stacks[host].cable = true,
            HostChange::Kill => self.kill(host),
        }
    }

    /// The host forgets its connections without a word (RFC 9293 §3.5.1), and is down.
    fn crash(&mut self, host: Host) {
        self.stacks[host].power = false;
        self.stacks[host].stop_listening();
        // A listener's own are forgotten with all the others.
        self.stacks[host].take_unaccepted();
        self.closing[host] = false;
        for flow in self.stacks[host].flows() {
            let mut out = std::mem::take(&mut self.scratch);
            self.stacks[host].crash(flow, self.now, &mut out);
            self.act(host, flow, out);
        }
    }

    /// The system closes the sockets of a process that is gone: as its user would, but text that
    /// nobody will read is answered with a RST (RFC 9293 §3.6.1, SHLD-3; RFC 2525 §2.17).
    fn kill(&mut self, host: Host) {
        self.stacks[host].stop_listening();
        self.forsake_unaccepted(host);
        for flow in self.stacks[host].flows() {
            let unread = self.stacks[host].has_unread_text(flow, self.now);
            self.shut(host, flow, if unread { Call::Abort } else { Call::Close });
        }
    }

    /// Nobody will ever take the connections that a listener has not handed over: they are reset.
    pub(super) fn forsake_unaccepted(&mut self, host: Host) {
        for flow in self.stacks[host].take_unaccepted() {
            self.shut(host, flow, Call::Abort);
        }
    }

    /// The system, not the user, closes a connection. One that is closing already refuses, which
    /// is as good.
    fn shut(&mut self, host: Host, flow: Flow, call: Call) {
        let mut out = std::mem::take(&mut self.scratch);
        let _ = self.stacks[host].call(flow, call, self.now, &mut out);
        self.act(host, flow, out);
    }
}
