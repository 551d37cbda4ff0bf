//! The worker's own: a search that goes on in slices, and the ways that are asked of it.

use crate::file;
use crate::talk::{Ask, Phase, Report};
use crate::wanted::{Goal, Wanted};
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_checker::search::Search;
use tcp_scenarios::property::Property;

/// Worlds that are looked into between two looks at the clock.
const STRIDE: usize = 64;

/// How long a slice lasts, in milliseconds: as long as a reader who gives up has to wait.
const SLICE: f64 = 40.0;

/// How often there is a report, in milliseconds.
const PERIOD: f64 = 200.0;

/// Where a search ends: the worlds of a browser's tab have some hundred megabytes.
const MOST_WORLDS: usize = 6_000_000;

/// Where it ends when every property has failed, and only the map would grow.
const MOST_WORLDS_OF_A_MAP: usize = 1_000_000;

/// What the worker tells the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tell {
    /// What is found so far.
    Report(Report),
    /// A way, as a file that the page takes in; nothing where there is none.
    Way(Goal, Option<Vec<u8>>),
}

/// A search and what it was asked to do.
pub struct Desk {
    model: &'static str,
    bounds: Bounds,
    search: Search,
    report: Report,
    /// How long it has searched, in milliseconds.
    millis: f64,
    told_at: f64,
}

impl Desk {
    /// A search at its beginning; none without a model of this name.
    pub fn new(model: &str, bounds: Bounds) -> Option<Desk> {
        let model = Model::named(model)?;
        let search = Search::new(model.clone().with_bounds(bounds));
        let report = Report::default();
        Some(Desk { model: model.id, bounds, search, report, millis: 0.0, told_at: 0.0 })
    }

    /// Whether there is more to look into.
    pub fn goes_on(&self) -> bool {
        self.report.phase == Phase::Running
    }

    /// Searches for a while: `clock` has milliseconds. What there is to tell, if it is time, or
    /// something failed, or the search is over.
    pub fn slice(&mut self, clock: impl Fn() -> f64) -> Option<Tell> {
        let begun = clock();
        let failures = self.report.failures.len();
        let mut gone = 0.0;
        while self.goes_on() && gone < SLICE && self.report.failures.len() == failures {
            if !self.search.advance(STRIDE) {
                let complete = self.search.is_complete();
                self.report.phase = if complete { Phase::Complete } else { Phase::Full };
            } else if self.search.progress().worlds > self.most() {
                self.report.phase = Phase::Full;
            }
            self.note_failures();
            gone = clock() - begun;
        }
        self.millis += gone;
        let news = !self.goes_on() || self.report.failures.len() > failures;
        (news || self.millis - self.told_at > PERIOD).then(|| self.tell())
    }

    fn most(&self) -> usize {
        if self.search.is_decided() { MOST_WORLDS_OF_A_MAP } else { MOST_WORLDS }
    }

    fn note_failures(&mut self) {
        for property in Property::ALL {
            if self.report.failure(property).is_none()
                && let Some(way) = self.search.failure(property)
            {
                self.report.failures.push((property, way.len()));
            }
        }
    }

    fn tell(&mut self) -> Tell {
        self.told_at = self.millis;
        let progress = self.search.progress();
        let map = self.search.map();
        let listed = |((one, other), count)| (one, other, count);
        self.report.worlds = progress.worlds as u64;
        self.report.frontier = progress.frontier as u64;
        self.report.depth = progress.depth as u64;
        self.report.millis = self.millis as u64;
        self.report.pairs = map.worlds.into_iter().map(listed).collect();
        self.report.edges = map.edges.into_iter().map(listed).collect();
        Tell::Report(self.report.clone())
    }

    /// Stops searching.
    pub fn stop(&mut self) -> Tell {
        if self.goes_on() {
            self.report.phase = Phase::Stopped;
        }
        self.tell()
    }

    /// A shortest way there, among the worlds that were met.
    pub fn way(&mut self, goal: Goal) -> Tell {
        let way = goal.way(&mut self.search);
        let wanted = Wanted { model: self.model, bounds: self.bounds, goal };
        Tell::Way(goal, way.and_then(|way| file::of(&wanted, &mut self.search, &way)))
    }

    /// Does what is asked of it; a search from the beginning takes the place of this one.
    pub fn hear(desk: &mut Option<Desk>, ask: &Ask) -> Option<Tell> {
        match ask {
            Ask::Run(model, bounds) => {
                *desk = Desk::new(model, *bounds);
                None
            }
            Ask::Stop => desk.as_mut().map(Desk::stop),
            Ask::Way(goal) => match desk {
                Some(desk) => Some(desk.way(*goal)),
                None => Some(Tell::Way(*goal, None)),
            },
        }
    }
}
