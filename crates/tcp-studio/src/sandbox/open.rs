//! Reading a scenario file that a reader brings along.

use std::fmt;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::json::{ScenarioError, read_file};

/// What is wrong with a file, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The field, `run.faults[0].fate`; empty where it is the file as a whole.
    pub place: String,
    /// The line, from 1; 0 where it is not known.
    pub line: usize,
    /// The column, from 1; 0 where it is not known.
    pub column: usize,
    /// What is wrong there, or what was expected.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "at {}: ", self.place)?;
        }
        f.write_str(&self.expected)?;
        match self.line {
            0 => Ok(()),
            line => write!(f, " (line {line}, column {})", self.column),
        }
    }
}

impl std::error::Error for Problem {}

impl From<ScenarioError> for Problem {
    fn from(error: ScenarioError) -> Problem {
        let ScenarioError { place, line, column, expected, .. } = error;
        Problem { place, line, column, expected }
    }
}

/// Reads a scenario file.
///
/// # Errors
/// With the first problem that was met.
pub fn open(text: &str) -> Result<ScenarioFile, Problem> {
    Ok(read_file(text)?)
}
