//! The endpoint held against RFC 9293, from the single segment to the whole connection.
//!
//! - [`arrives`], [`calls`], [`timeouts`]: tables, one line a row, in `tables/`: what an event
//!   does to an endpoint with a given history. [`world`] reads and checks them.

mod arrives;
mod calls;
mod timeouts;
mod world;
