//! The timeline: what happened when, the states of both ends, phases; places to jump to. It stands
//! above the page's own scrubber, on the same axis.

mod chart;
mod draw;
mod found;
#[cfg(test)]
mod tests;
mod window;

use crate::desk::Context;
use crate::effect::Effect;
use crate::moment::Moment;
use crate::timeline::chart::{Chart, Pair};
use crate::timeline::window::Window;
use nodes::node::Tag;
use std::cell::RefCell;
use std::rc::Rc;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::scenario::Scenario;
use tcp_view::ladder::LayoutKind;
use tcp_view::milestones::step_at;

/// How much room the page has, as measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// The width of the scrubber, in pixels.
    pub width: i32,
    /// How the ladder is laid out: the scrubber has its axis.
    pub kind: LayoutKind,
}

impl Default for Room {
    fn default() -> Room {
        Room { width: 600, kind: LayoutKind::Wide }
    }
}

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Timeline {
    room: Room,
    /// How often the whole was halved.
    zoom: u32,
    /// The step that is previewed, and where.
    preview: Option<(usize, i32)>,
    beside: Option<(String, Pair)>,
    /// What was drawn last: a run of thousands of events is measured once.
    chart: RefCell<Option<Rc<Chart>>>,
}

impl Timeline {
    /// The page has this much room.
    pub fn fit(&mut self, room: Room) {
        self.room = room;
    }

    /// Whether it knows the run with this address as the one beside.
    pub fn knows(&self, beside: &str) -> bool {
        self.beside.as_ref().is_some_and(|(address, _)| address == beside)
    }

    /// The run of this file is drawn beside, under this address.
    pub fn stand_beside(&mut self, address: &str, file: &ScenarioFile) {
        if let Ok(scenario) = Scenario::from_file(file) {
            let run = scenario.run();
            self.beside = Some((address.to_owned(), Pair { scenario, run }));
        }
    }

    /// What a reader has pressed in it: `go STEP`, `among FIRST LAST` (the next place between these
    /// steps), `next`, `previous`, `zoom in`, `zoom out`, `zoom fit`; or pointed at: `over strip`
    /// and `over scrub` with thousandths of the width, `step STEP`, `off`.
    pub fn act(&mut self, context: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        let Some(chart) = self.chart(context) else { return Vec::new() };
        let now = context.now.step;
        let steps = || chart.found.iter().map(|one| one.step);
        let numbers: Vec<usize> = rest.split(' ').filter_map(|word| word.parse().ok()).collect();
        let step = match (verb, &numbers[..]) {
            ("go", [step]) => Some(*step),
            ("among", [first, last]) => {
                let among = |step: &usize| (first..=last).contains(&step);
                let next = steps().filter(among).find(|step| *step > now);
                next.or(Some(*first))
            }
            ("next", []) => steps().filter(|step| *step > now).min(),
            ("previous", []) => steps().filter(|step| *step < now).max(),
            _ => {
                self.look(&chart, context, verb, rest);
                None
            }
        };
        step.map(|step| Effect::Tell(format!("seek step:{step}"), None)).into_iter().collect()
    }

    /// What changes only how it looks.
    fn look(&mut self, chart: &Chart, context: Context<'_>, verb: &str, rest: &str) {
        match (verb, rest) {
            ("zoom", "in") => self.zoom = (self.zoom + 1).min(chart.deepest()),
            ("zoom", "out") => self.zoom = self.zoom.min(chart.deepest()).saturating_sub(1),
            ("zoom", "fit") => self.zoom = 0,
            ("over", place) => self.preview = self.pointed(chart, context, place),
            ("step", step) => self.preview = self.at_step(chart, context, step),
            ("off", _) => self.preview = None,
            _ => {}
        }
    }

    /// What is at so many thousandths of the strip or of the scrubber.
    fn pointed(&self, chart: &Chart, context: Context<'_>, place: &str) -> Option<(usize, i32)> {
        let (place, thousandths) = place.split_once(' ')?;
        let thousandths: i32 = thousandths.parse().ok()?;
        let window = match place {
            "strip" => self.window(chart, context.now),
            _ => chart.whole(),
        };
        let at = chart.scale.time_at(window.y(thousandths));
        Some((step_at(&context.subject.run, at), thousandths * 10))
    }

    fn at_step(&self, chart: &Chart, context: Context<'_>, step: &str) -> Option<(usize, i32)> {
        let step: usize = step.parse().ok()?;
        let beat = context.subject.run.beats.get(step.checked_sub(1)?)?;
        Some((step, self.window(chart, context.now).x(chart.scale.y(beat.at))))
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let Some(chart) = self.chart(context) else { return Vec::new() };
        let window = self.window(&chart, context.now);
        let picture = draw::Picture { chart: &chart, window, room: self.room, context };
        let mut tags = vec![picture.strip(self.preview), picture.zoom()];
        tags.extend(picture.frame());
        tags
    }

    fn window(&self, chart: &Chart, now: &Moment) -> Window {
        chart.window(self.zoom.min(chart.deepest()), now.at)
    }

    /// The run on the axis of the page's scrubber; nothing while what is beside is not known.
    fn chart(&self, context: Context<'_>) -> Option<Rc<Chart>> {
        let beside = match &*context.now.beside {
            "" => None,
            address => {
                let (known, pair) = self.beside.as_ref()?;
                Some(pair).filter(|_| known == address).map(Some)?
            }
        };
        let key = (context.subject.address.clone(), context.now.beside.clone(), self.room.kind);
        let mut last = self.chart.borrow_mut();
        if let Some(chart) = last.as_ref().filter(|chart| chart.key == key) {
            return Some(chart.clone());
        }
        let chart = Rc::new(Chart::new(key, context.subject, beside));
        *last = Some(chart.clone());
        Some(chart)
    }
}
