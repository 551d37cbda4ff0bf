//! Two runs beside each other: where they part, and how each ends.
