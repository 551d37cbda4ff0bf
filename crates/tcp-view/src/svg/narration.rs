//! A run told in words, for those who do not see its figure.

use crate::deed::deed;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::prose::Lang;

/// What a reader has changed in a run, each change in words; nothing where nothing is.
pub fn changed(changes: &[String], lang: Lang) -> Option<String> {
    let words = match lang {
        Lang::ZhCn => ["读者的改动：", &changes.join("；")].concat(),
        Lang::En => ["Changed by the reader: ", &changes.join("; ")].concat(),
    };
    (!changes.is_empty()).then_some(words)
}

/// The same where there is little room: the first two of more than three, and how many more.
pub fn changed_in_short(changes: &[String], lang: Lang) -> Option<String> {
    let shown = if changes.len() > 3 { 2 } else { changes.len() };
    let mut said = changed(&changes[..shown], lang)?;
    match (changes.len() - shown, lang) {
        (0, _) => {}
        (more, Lang::ZhCn) => said.push_str(&format!("；另有 {more} 处")),
        (more, Lang::En) => said.push_str(&format!("; and {more} more")),
    }
    Some(said)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_changes_two_are_told_and_the_others_counted() {
        let changes: Vec<String> = (1..=10).map(|n| format!("change {n}")).collect();
        let short = |count: usize, lang| changed_in_short(&changes[..count], lang);
        assert_eq!(short(0, Lang::En), None);
        assert_eq!(short(1, Lang::En).as_deref(), Some("Changed by the reader: change 1"));
        assert_eq!(short(3, Lang::En), changed(&changes[..3], Lang::En));
        let said = "Changed by the reader: change 1; change 2; and 8 more";
        assert_eq!(short(10, Lang::En).as_deref(), Some(said));
        let said = "读者的改动：change 1；change 2；另有 8 处";
        assert_eq!(short(10, Lang::ZhCn).as_deref(), Some(said));
        assert!(changed(&changes, Lang::En).is_some_and(|all| all.ends_with("; change 10")));
    }
}
