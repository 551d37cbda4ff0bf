//! What there is to say of each segment, for whoever sees segments and nothing else.

use super::line;
use crate::caption::Caption;
use tcp_model::trace::{EventKind, Run};
use tcp_scenarios::prose::Lang;

/// A comment for every segment of `run`, by number less one: what it is and how it ends, then
/// the headline of the step that sent it, and of the one in which the network lost it.
pub fn segments(run: &Run, captions: &[Caption], lang: Lang) -> Vec<String> {
    let mut comments: Vec<String> = Vec::with_capacity(run.flights.len());
    for (beat, caption) in run.beats.iter().zip(captions) {
        for event in &run.events[beat.events.clone()] {
            match event.kind {
                EventKind::Send { .. } | EventKind::Copy { .. } => {
                    let what = line(run, event, lang).unwrap_or_default();
                    comments.push([&what, " · ", &caption.headline].concat());
                }
                EventKind::Lose { id } | EventKind::Expire { id } => {
                    comments[id as usize - 1] += &[" · ", &caption.headline].concat();
                }
                _ => {}
            }
        }
    }
    comments
}
