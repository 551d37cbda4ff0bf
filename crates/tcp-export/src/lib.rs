//! A run in other people's formats: figures, diagrams, captures, scripts, tables.
