//! What a reader does with a run: changes it, compares it with another, is asked about it, and
//! passes it on. All of it is computed from runs and scenario files; nothing here draws.

pub mod change;
pub mod clause;
pub mod compare;
pub mod link;
pub mod quiz;
pub mod sandbox;
