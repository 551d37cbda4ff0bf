//! packetdrill scripts with TCP Lanes: the language is read and written here, and a script is
//! run with an endpoint of the model as the host under test. docs/packetdrill.md says what is
//! understood.
//!
//! ```
//! use tcp_packetdrill::parse::parse;
//! use tcp_packetdrill::run::{Outcome, Settings, run};
//!
//! let script = "
//!     0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
//!    +0 bind(3, ..., ...) = 0
//!    +0 listen(3, 1) = 0
//!    +0 < S 0:0(0) win 65535 <mss 1460>
//!    +0 > S. 0:0(0) ack 1 <...>
//!    +0 %{ assert tcpi_state == TCP_SYN_RECV }%";
//! assert_eq!(run(&parse(script)?, Settings::default()).outcome, Outcome::Pass);
//!
//! let wrong = parse(&script.replace("ack 1", "ack 2"))?;
//! let outcome = run(&wrong, Settings::default()).outcome;
//! assert!(matches!(outcome, Outcome::Fail { line: 6, .. }));
//! # Ok::<(), tcp_packetdrill::parse::ParseError>(())
//! ```
//!
//! - [`script`] is a script as data; [`parse`] reads it, its `Display` ([`write`](mod@write))
//!   writes it.
//! - [`run`](mod@run) runs it: the host under test has connections, timers and sockets.
//! - [`export`] makes a script of what one end of a run lived through.

pub mod export;
mod knobs;
mod lexer;
pub mod parse;
pub mod run;
pub mod script;
pub mod write;
