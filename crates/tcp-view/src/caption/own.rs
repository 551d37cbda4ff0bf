//! A scenario's own captions: which beat each belongs to, and its words.

use super::facts::Facts;
use super::values::{fill, value_of_moment};
use tcp_model::fault::SegmentPattern;
use tcp_model::host::Flow;
use tcp_model::trace::{Beat, Event, EventKind, Run, SegmentId};
use tcp_scenarios::format::{Caption, Moment};
use tcp_scenarios::prose::Lang;

/// A caption of the scenario and the segment that its moment is about.
#[derive(Copy, Clone)]
pub(super) struct Placed<'a> {
    caption: &'a Caption,
    about: Option<SegmentId>,
}

/// The scenario's captions by beat: each takes the first beat that fits and is still free.
pub(super) fn place<'a>(captions: &'a [Caption], run: &Run) -> Vec<Option<Placed<'a>>> {
    let mut placed: Vec<Option<Placed<'a>>> = vec![None; run.beats.len()];
    for caption in captions {
        let mut nth = 0;
        for (beat, slot) in run.beats.iter().zip(&mut placed) {
            let Some(about) = fits(&caption.on, run, beat, &mut nth) else { continue };
            if slot.is_none() {
                *slot = Some(Placed { caption, about });
                break;
            }
        }
    }
    placed
}

impl Placed<'_> {
    /// Whether it is this caption.
    pub(super) fn is(&self, caption: &Caption) -> bool {
        std::ptr::eq(self.caption, caption)
    }

    /// Its headline and its text, with what is in braces filled in: from the segment that its
    /// pattern matched, or else the one that the beat is about.
    pub(super) fn words(&self, f: &Facts<'_>, lang: Lang) -> (String, String) {
        let about = self.about.map(|id| f.run.flight(id)).or(f.flight).map(|f| &f.segment);
        let value = |name: &str| value_of_moment(f, about, name);
        (fill(self.caption.title.get(lang), &value), fill(self.caption.text.get(lang), &value))
    }
}

/// Whether a beat is such a moment, and which segment is meant. `nth` counts what matches a
/// pattern from beat to beat.
fn fits(moment: &Moment, run: &Run, beat: &Beat, nth: &mut u32) -> Option<Option<SegmentId>> {
    run.events[beat.events.clone()].iter().find_map(|event| match happened(moment, run, event)? {
        Happened::Plain => Some(None),
        Happened::To(id, pattern) => {
            *nth += 1;
            pattern.nth.is_none_or(|wanted| wanted == *nth).then_some(Some(id))
        }
    })
}

enum Happened<'a> {
    Plain,
    To(SegmentId, &'a SegmentPattern),
}

fn happened<'a>(moment: &'a Moment, run: &Run, event: &Event) -> Option<Happened<'a>> {
    let to = |pattern: &'a SegmentPattern, id: SegmentId| {
        let flight = run.flight(id);
        pattern.matches(flight.from, &flight.segment).then_some(Happened::To(id, pattern))
    };
    // Other connections have states too, but the moments of a run are those of its own.
    let main = event.flow == Flow::MAIN;
    match (moment, &event.kind) {
        (Moment::Send(pattern), EventKind::Send { id, .. })
        | (Moment::Arrive(pattern), EventKind::Arrive { id, .. })
        | (Moment::Lose(pattern), EventKind::Lose { id })
        | (Moment::Expire(pattern), EventKind::Expire { id }) => to(pattern, *id),
        (Moment::Timer(host, timer), EventKind::Timer { host: h, timer: t }) => {
            (host == h && timer == t).then_some(Happened::Plain)
        }
        (Moment::State(host, state), EventKind::State { host: h, to, .. }) => {
            (main && host == h && state == to).then_some(Happened::Plain)
        }
        (Moment::Refused(host), EventKind::Call { host: h, error: Some(_), .. }) => {
            (host == h).then_some(Happened::Plain)
        }
        (Moment::Note(name), EventKind::Note { name: n, .. }) => {
            (name == n).then_some(Happened::Plain)
        }
        (Moment::Host(host, change), EventKind::Host { host: h, change: c }) => {
            (host == h && change == c).then_some(Happened::Plain)
        }
        // Every other pair is of two different kinds.
        _ => None,
    }
}
