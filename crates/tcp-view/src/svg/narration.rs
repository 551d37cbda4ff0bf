//! A run told in words, for those who do not see its figure.

use crate::deed::deed;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::prose::Lang;

/// What happened to every segment, every change of state and every timer that fired, in order.
pub fn narration(run: &Run, lang: Lang) -> String {
    let told = run.events.iter().filter(|event| is_told(&event.kind));
    let sentences = told.map(|event| sentence(run, event, lang));
    match lang {
        Lang::ZhCn => sentences.collect::<Vec<_>>().join("；") + "。",
        Lang::En => sentences.collect::<Vec<_>>().join("; ") + ".",
    }
}

fn sentence(run: &Run, event: &Event, lang: Lang) -> String {
    let what = deed(run, event, lang);
    match lang {
        Lang::ZhCn => format!("{}，{what}", event.at),
        Lang::En => format!("{}: {what}", event.at),
    }
}

/// Whether it can be seen in a figure.
const fn is_told(kind: &EventKind) -> bool {
    match kind {
        EventKind::State { .. }
        | EventKind::Send { .. }
        | EventKind::Copy { .. }
        | EventKind::Arrive { .. }
        | EventKind::Lose { .. }
        | EventKind::Expire { .. }
        | EventKind::Timer { .. }
        | EventKind::Host { .. } => true,
        EventKind::Call { .. }
        | EventKind::TimerSet { .. }
        | EventKind::TimerStop { .. }
        | EventKind::Signal { .. }
        | EventKind::Deliver { .. }
        | EventKind::Note { .. } => false,
    }
}
