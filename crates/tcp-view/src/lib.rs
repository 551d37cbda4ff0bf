//! What is shown of a run: words and drawings, derived from its trace alone.

pub mod caption;
