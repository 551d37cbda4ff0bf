//! The questions: scenario files with prose in two languages, the catalogue that the product
//! ships, and the claims that each run is checked against.
//!
//! ```
//! use tcp_scenarios::catalogue::Catalogue;
//! use tcp_scenarios::prose::Lang;
//!
//! let scenario = Catalogue::get().find("two-way-synack-lost/three-way").unwrap();
//! let run = scenario.run();
//! for (claim, holds) in scenario.check(&run) {
//!     assert!(holds, "{}", claim.say(Lang::En));
//! }
//! ```
//!
//! - [`format`] is what a scenario file holds; [`scenario`] makes it ready to run.
//! - [`one`] makes files of single runs: of an alternative, and of a scenario that came as a book.
//! - [`catalogue`] finds the scenarios that the product ships, by address.
//! - [`claims`] checks and words what a scenario claims.
//! - [`property`] is what a protocol should keep; [`judge`] sees whether a run does.
//! - [`json`], with the feature of that name, reads and writes scenario files and writes traces; [`schema`],
//!   likewise, is the JSON Schema of scenario files.

mod book;
pub mod catalogue;
pub mod claims;
pub mod format;
#[cfg(feature = "json")]
pub mod json;
pub mod judge;
pub mod one;
pub mod property;
pub mod prose;
pub mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
