//! Which frames a browser has shown. Between two of the program's own frames the browser can show
//! others, in which only what it moves by itself has moved.

use crate::Lab;
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// What was shown between two marks that the page has set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown {
    /// Frames a second.
    pub rate: f64,
    /// The longest time from one to the next, in milliseconds.
    pub longest: f64,
}

/// So often the browser's log is read.
const PARTS: usize = 3;

impl Lab {
    /// Takes what Chromium has written down so far, from `performance.mark(from)` to
    /// `performance.mark(to)`. The browser must be [`crate::Motion::Watched`].
    ///
    /// # Errors
    /// When a mark or all frames are missing.
    pub async fn shown(&self, from: &str, to: &str) -> Result<Shown> {
        let mut events: Vec<Value> = Vec::new();
        // To be asked is what makes Chromium hand over what it has written down, a part at a time.
        for _ in 0..PARTS {
            for entry in self.driver.get_log("performance").await? {
                let mut entry: Value = serde_json::from_str(&entry.message)?;
                if entry["message"]["method"] == "Tracing.dataCollected" {
                    events.push(entry["message"]["params"].take());
                }
            }
        }
        let mark = |name: &str| {
            let found = events.iter().rfind(|event| event["name"] == name);
            found.with_context(|| format!("there is no mark {name:?} in the browser's log"))
        };
        let (from, to) = (mark(from)?, mark(to)?);
        let shows = |event: &&Value| event["name"] == "DrawFrame" && event["pid"] == from["pid"];
        between(time(from), time(to), events.iter().filter(shows).map(time))
    }
}

/// When something happened, in milliseconds.
fn time(event: &Value) -> f64 {
    event["ts"].as_f64().unwrap_or_default() / 1_000.0
}

fn between(from: f64, to: f64, frames: impl Iterator<Item = f64>) -> Result<Shown> {
    let mut frames: Vec<f64> = frames.filter(|frame| (from..to).contains(frame)).collect();
    ensure!(!frames.is_empty(), "no frame was shown");
    let rate = frames.len() as f64 * 1_000.0 / (to - from);
    frames.extend([from, to]);
    frames.sort_by(f64::total_cmp);
    let longest = frames.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    Ok(Shown { rate, longest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_counted_between_two_marks_and_so_is_the_wait_for_the_first_and_after_the_last() {
        let shown = between(100.0, 1_100.0, [50.0, 400.0, 200.0, 1_200.0].into_iter());
        assert_eq!(shown.ok(), Some(Shown { rate: 2.0, longest: 700.0 }));
        assert!(between(100.0, 1_100.0, [50.0, 1_200.0].into_iter()).is_err());
    }
}
