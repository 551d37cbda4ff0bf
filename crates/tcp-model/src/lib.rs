//! A real TCP, small enough to be explored: an RFC 9293 endpoint, a network that loses, delays
//! and doubles segments as it is told, and a simulator with virtual time that writes down
//! everything that happens, with the clause that asked for it.
//!
//! ```
//! use tcp_model::host::Host::{Client, Server};
//! use tcp_model::script::{Action, ScriptStep, UserCall};
//! use tcp_model::sim::{Setup, simulate};
//! use tcp_model::state::State;
//! use tcp_model::time::Duration;
//!
//! let step = |host, call| ScriptStep {
//!     after: None,
//!     pause: Duration::ZERO,
//!     action: Action::Call(host, call),
//! };
//! let script = vec![step(Server, UserCall::OpenPassive), step(Client, UserCall::OpenActive)];
//! let run = simulate(&Setup { tracks: vec![script], ..Setup::default() });
//!
//! let sent: Vec<String> = run.flights.iter().map(|f| f.segment.flags.to_string()).collect();
//! assert_eq!(sent, ["SYN", "SYN,ACK", "ACK"]);
//! assert_eq!(run.last_status()[Server].state, State::Established);
//! ```
//!
//! - [`endpoint`] is the protocol, RFC 9293 §3.10; [`knobs`] turn it into the wrong protocols.
//! - [`sim`] runs two endpoints; [`fault`] and [`script`] say what the network and the users do.
//! - [`trace`] is what comes out.

pub mod clause;
mod congestion;
pub mod endpoint;
pub mod fault;
pub mod host;
pub mod knobs;
pub mod options;
mod queue;
mod rto;
#[cfg(feature = "schema")]
mod schema;
pub mod script;
mod secret;
pub mod segment;
pub mod seq;
pub mod sim;
pub mod state;
pub mod time;
pub mod timer;
pub mod trace;
pub mod verdict;
