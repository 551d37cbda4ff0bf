//! A run from nothing but knobs and calls.
