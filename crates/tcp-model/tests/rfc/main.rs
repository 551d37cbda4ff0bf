//! The endpoint held against RFC 9293, from the single segment to the whole connection.
//!
//! - [`age`]: an endpoint that ages does what it does when time passes.
//! - [`arrives`], [`calls`], [`timeouts`], [`rules`]: tables, one line a row, in `tables/`: what
//!   an event does to an endpoint with a given history. [`world`] reads and checks them.
//! - [`handshake`], [`closing`], [`transfer`], [`wrong_protocols`], [`simulator`]: stories of two
//!   endpoints, told by [`pair`].
//! - [`classes`]: the tables leave no class of segments out in any state.
//! - [`extensions`]: stories of what RFC 9293 leaves to other RFCs and to knobs.
//! - [`figures`]: ends that have lost their memory, and old segments that turn up.
//! - [`clauses`]: the sections that are named exist.
//! - [`cookies`]: what is in a SYN cookie.
//! - [`letter`]: §3.10.7 once more, to the letter, and held against the endpoint.
//! - [`hosts`], [`queues`], [`attacks`], [`weather`]: stories of more than two endpoints, and of
//!   what befalls them from outside.
//! - [`requirements`]: docs/rfc9293.md, the list of all requirements, says what is so.
//! - [`edges`]: no transition leaves the state diagram.
//! - [`laws`]: what holds for every network, every user and every segment.

mod age;
mod arrives;
mod attacks;
mod calls;
mod classes;
mod clauses;
mod closing;
mod cookies;
mod edges;
mod extensions;
mod extremes;
mod figures;
mod handshake;
mod hosts;
mod language;
mod laws;
mod letter;
mod pair;
mod queues;
mod requirements;
mod rules;
mod simulator;
mod timeouts;
mod transfer;
mod weather;
mod world;
mod wrong_protocols;
