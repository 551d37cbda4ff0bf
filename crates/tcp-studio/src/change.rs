//! What a reader does to a run: loses, delays, doubles a segment, or lets something befall an end.
