//! Our endpoint and smoltcp's TCP socket, talking in octets through a network that loses,
//! doubles, damages, delays and reorders them. Time is virtual, and a story is a function of its
//! seed.
//!
//! - [`story`] casts the parts, plays and judges.
//! - [`ours`] and [`theirs`] are the two ends with their users; [`network`] is between them.
//! - [`agreement`] holds our end to the options that both have.

mod agreement;
mod dice;
mod network;
mod ours;
mod part;
mod story;
mod theirs;

pub(crate) use story::play;
