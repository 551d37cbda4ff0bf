//! The studio: what a reader does with the run on the stage. It is a program of its own, which the
//! page fetches when something of it is first opened.
//!
//! The page calls [`draw`](page::draw) with the [`Moment`](moment::Moment) that it shows, and the
//! studio draws into the places that the page leaves to it. What it wants of the page it says as an
//! order, a line of text, with the book of a run where it is about one.
//!
//! - [`moment`]: what the page shows now. [`subject`]: the run that is on the stage.
//! - [`desk`]: the studio's state. Every part of it gets what is pressed in it, answers with
//!   [`effect`]s, and draws itself as nodes: [`breaking`], [`compare`], [`free`], [`inspect`],
//!   [`quiz`], [`sheet`], [`states`], [`timeline`], [`tour`]. All of this runs natively.
//! - [`page`], `outside`, [`pixels`], `pointer`, `reader` and `sight` are what touches a browser.

pub mod breaking;
pub mod compare;
pub mod desk;
pub mod effect;
pub mod files;
pub mod free;
pub mod inspect;
pub mod moment;
mod outside;
pub mod page;
pub mod pixels;
mod pointer;
pub mod quiz;
mod reader;
#[cfg(test)]
mod sample;
pub mod sheet;
mod sight;
pub mod states;
pub mod subject;
pub mod timeline;
pub mod tour;
pub mod words;
