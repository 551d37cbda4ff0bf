//! Questions about a run, made from what happened in it.
