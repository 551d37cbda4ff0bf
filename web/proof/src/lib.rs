//! "Prove it": the panel in which a reader has every way searched that a network can treat a
//! handshake, and the worker that searches.
//!
//! It is a program of its own, which the page fetches when the panel is first opened. The page
//! calls [`draw`](page::draw) and is handed ways as files that it shows like any other scenario;
//! the worker, which runs the same program, is spoken to through [`hear`](worker::hear).
//!
//! - [`wanted`]: the address of a way. [`talk`]: what page and worker say to each other.
//! - [`desk`]: a search in slices. [`file`]: a way as a file that the page takes in.
//! - [`panel`]: what the panel knows and what a reader's action does to it; [`view`] draws that as
//!   [`node`](nodes::node)s, in [`words`]. All of this runs natively.
//! - [`page`] and [`worker`] are what touches a browser.

pub mod desk;
pub mod file;
pub mod page;
pub mod panel;
pub mod talk;
pub mod view;
pub mod wanted;
pub mod words;
pub mod worker;
