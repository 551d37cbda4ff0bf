//! packetdrill scripts with TCP Lanes: the language is read and written here, and a script is
//! run with an endpoint of the model as the host under test. docs/packetdrill.md says what is
//! understood.
//!
//! - [`script`] is a script as data, [`parse`] reads it, [`write`](mod@write) writes it.

pub mod export;
mod knobs;
mod lexer;
pub mod parse;
pub mod run;
pub mod script;
pub mod write;
