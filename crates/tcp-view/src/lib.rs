//! What to show of a run, without a pixel of its own: the page's state, the geometry of its
//! drawings, and every word that is said about a run.
//!
//! - [`app`] is the page's state and its only reducer; [`playback`] turns wall time into model
//!   time; [`address`] is what a link says.
//! - [`caption`] words what happened after each beat, and [`transcript`] all of it as a table;
//!   [`deed`] is one event in plain words; [`message`] has the words of the page itself.
//! - [`inspector`] looks into segments and TCBs; [`search`] finds a question.
//! - [`scene`] is what drawings are made of, [`fixed`] their numbers, [`scale`] their time axis;
//!   [`ladder`] draws a run, and [`svg`] makes a figure of it; [`states`] draws its way through
//!   the state diagram, and [`terminal`] writes it as a ladder of letters.
//! - [`milestones`] are the moments that a reader looks for in a run; [`visits`] is an index of
//!   the states that scenarios enter.

pub mod address;
pub mod app;
pub mod caption;
pub mod deed;
pub mod embed;
pub mod fixed;
pub mod inspector;
pub mod ladder;
pub mod message;
pub mod milestones;
pub mod number;
pub mod playback;
#[cfg(test)]
mod sample;
pub mod scale;
pub mod scene;
pub mod search;
pub mod states;
pub mod svg;
pub mod terminal;
pub mod transcript;
pub mod visits;
