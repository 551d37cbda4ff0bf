//! What is inside: the sockets of the ends, the variables of their TCBs, their timers, and what
//! becomes of a segment where it arrives, as rows to show.
//!
//! - [`variables`] has the few that are always shown, [`changes`] whatever the last beat changed.
//! - [`progress`] is how far a segment has come, [`meeting`] the end that it comes to, with the rule
//!   that decides there. What its octets are is a matter of `tcp-wire`.

mod journey;
mod sent;
mod timers;
mod variables;
mod window;

pub use journey::{Progress, last_sent, progress, sending};
pub use sent::{Occupant, Stretch, sent_stretches};
pub use timers::{RunningTimer, running_timers};
pub use variables::{Change, Variable, changes, status, variables};
pub use window::{Acceptability, Case, Meeting, Rule, meeting};

use tcp_model::host::{Address, Host};

/// The client's address and port (RFC 5737 has the address for documentation).
pub const CLIENT_SOCKET: (&str, u16) = ("192.0.2.1", 50000);
/// The server's address and port.
pub const SERVER_SOCKET: (&str, u16) = ("198.51.100.7", 80);

/// The address and port of a host.
pub const fn socket(host: Host) -> (&'static str, u16) {
    match host {
        Host::Client => CLIENT_SOCKET,
        Host::Server => SERVER_SOCKET,
    }
}

/// An address as it is written.
pub fn address_of(address: Address) -> String {
    match address {
        Address::Client => CLIENT_SOCKET.0.to_owned(),
        Address::Server => SERVER_SOCKET.0.to_owned(),
        // Another block for documentation (RFC 5737).
        Address::Stranger(number) => ["203.0.113.", &number.to_string()].concat(),
    }
}
