//! What a reader does to a run: loses, delays, doubles a segment, or lets something befall an end.
//! Every change is an [`Intervention`] of the scenario's file, and the engine runs it anew.
//!
//! - [`segment`] makes faults that mean one segment, by what it is; [`end`] makes steps at the
//!   playhead. Both say what is possible there.
//! - [`history`] keeps every future that there has been, to go back to.
//! - [`edition`] is the scenario as it has been changed, ready to run and to save.
//! - [`words`] names all of it.
//!
//! ```
//! use tcp_model::time::Instant;
//! use tcp_scenarios::catalogue;
//! use tcp_studio::change::{Cruelty, History, on_segment};
//!
//! let file = catalogue::file("three-way-normal").unwrap();
//! let mut history = History::new(file, "three-way-normal".to_owned()).unwrap();
//! let run = history.edition().scenario("three-way-normal".to_owned()).run();
//! let now = Instant::from_micros(10_000);
//! let loss = on_segment(&run, 1, now, Cruelty::Lose).unwrap();
//! history.apply(loss, now).unwrap();
//! let changed = history.edition().scenario("three-way-normal".to_owned()).run();
//! assert!(changed.flights[1].retransmission);
//! history.undo();
//! assert_eq!(history.edition().scenario("three-way-normal".to_owned()).run(), run);
//! ```
//!
//! [`Intervention`]: tcp_scenarios::format::Intervention

pub mod edition;
pub mod end;
mod endless;
pub mod history;
pub mod segment;
#[cfg(test)]
mod tests;
pub mod words;

pub use edition::Edition;
pub use end::{EndAction, possible_at};
pub use history::{Branch, BranchId, History};
pub use segment::{Cruelty, Obstacle, next_sent, on_segment, possible};
