//! What the studio, a program of its own, has the page do. It says so in orders, a line each:
//!
//! | order | the page |
//! |---|---|
//! | `open ADDRESS POSITION` | shows a run there |
//! | `beside ADDRESS` | draws a run beside it, on the same time axis; without an address none |
//! | `seek POSITION`, `play POSITION` | goes there, or plays until then |
//! | `select SEGMENT` | selects a segment, 0 for none |
//! | `panel NAME` | opens a part of the studio; without a name none |
//! | `part POSITION` | marks where the two runs part; without a position nothing |
//! | `blind 1`, `blind 0` | does not draw the future, or does |
//! | `link TEXT` | has a text behind `#` in its address |
//! | `missing` | says that the studio could not be fetched |
//!
//! What it cannot honour changes nothing.

use super::{App, Notice, Show};
use crate::address::Position;
use tcp_model::time::Instant;
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::Catalogue;

/// What the reader does with the run.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Studio {
    /// The part of the studio that is open, or nothing.
    pub panel: String,
    /// What is drawn beside the run, on the same time axis.
    pub beside: Option<Show>,
    /// Where the two part.
    pub part: Option<Instant>,
    /// Until when the page plays.
    pub until: Option<Instant>,
    /// Whether the future is not drawn: the reader is asked about it.
    pub blind: bool,
    /// What stands behind `#` in the address: how the reader has changed the run.
    pub link: String,
}

impl Studio {
    pub(super) fn toggle(&mut self, panel: &str) {
        let next = if self.panel == panel { "" } else { panel };
        self.panel = next.to_owned();
    }

    /// Another run is on the stage: what was about the one before is over.
    pub(super) fn leave(&mut self) {
        *self = Studio { panel: std::mem::take(&mut self.panel), ..Studio::default() };
    }

    /// The moment of the next beat of either run, where there are two.
    fn after(&self, run: &Run, t: Instant) -> Option<Instant> {
        let next = |run: &Run| {
            let beat = run.beats.partition_point(|beat| beat.at <= t);
            run.beats.get(beat).map(|beat| beat.at)
        };
        let beside = next(&self.beside.as_ref()?.run);
        next(run).into_iter().chain(beside).min()
    }

    /// The moment of the beat of either run before a time, where there are two.
    pub(super) fn before(&self, run: &Run, t: Instant) -> Option<Instant> {
        let last = |run: &Run| {
            let beat = run.beats.partition_point(|beat| beat.at < t).checked_sub(1)?;
            Some(run.beats[beat].at)
        };
        let beside = last(&self.beside.as_ref()?.run);
        last(run).into_iter().chain(beside).max()
    }
}

impl App {
    /// When the last thing happens in what is on the stage.
    pub fn end(&self) -> Instant {
        let end = self.show.run.end;
        self.studio.beside.as_ref().map_or(end, |beside| end.max(beside.run.end))
    }

    /// Whether there is more to come in what is on the stage.
    pub fn goes_on(&self) -> bool {
        self.step < self.show.run.beats.len() || self.playhead < self.end()
    }

    pub(super) fn step_forward(&mut self) {
        match self.studio.after(&self.show.run, self.playhead) {
            Some(t) if self.step > 0 => self.seek_time(t),
            _ => self.seek_step(self.step + 1),
        }
    }

    pub(super) fn seek_end(&mut self) {
        self.seek_step(usize::MAX);
        self.playhead = self.end();
    }

    pub(super) fn obey(&mut self, order: &str) {
        let (verb, rest) = order.split_once(' ').unwrap_or((order, ""));
        let position = || Position::parse(rest);
        let time = |position: Option<Position>| match position {
            Some(Position::Time(t)) => Some(t),
            Some(Position::Step(_)) | None => None,
        };
        match verb {
            "open" => {
                let (address, position) = rest.split_once(' ').unwrap_or((rest, ""));
                let selected = self.selected;
                self.open(address);
                self.go_to(Position::parse(position));
                self.selected = selected.filter(|id| *id as usize <= self.show.run.flights.len());
            }
            "beside" => {
                let found = Catalogue::get().find(rest);
                self.studio.beside = found.map(|found| Show::new(found, self.lang));
                self.studio.part = None;
            }
            "seek" => {
                self.playing = false;
                self.go_to(position());
            }
            "play" => {
                self.studio.until = time(position());
                self.playing = self.goes_on();
            }
            "select" => self.selected = rest.parse().ok().filter(|id| *id > 0),
            "panel" => rest.clone_into(&mut self.studio.panel),
            "part" => self.studio.part = time(position()),
            "blind" => self.studio.blind = rest == "1",
            "link" => rest.clone_into(&mut self.studio.link),
            "missing" => {
                self.studio.panel.clear();
                self.notice = Some(Notice::MissingScenario("studio".to_owned()));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Theme;
    use crate::app::{FIRST_SCENARIO, Msg, update};
    use tcp_model::time::Duration;
    use tcp_scenarios::catalogue::book;
    use tcp_scenarios::prose::Lang;

    fn app(query: &str) -> App {
        App::new(query, Lang::En, Theme::Auto)
    }

    fn told(app: &App, orders: &[&str]) -> App {
        let obey =
            |app: App, order: &&str| update(&app, Msg::Obey((*order).to_owned())).unwrap_or(app);
        orders.iter().fold(app.clone(), obey)
    }

    #[test]
    fn a_changed_run_is_shown_under_the_address_of_its_scenario() {
        let mut scenario = Catalogue::get().find("three-way-normal").unwrap().clone();
        scenario.address = "three-way-normal/~901".to_owned();
        Catalogue::get().learn(&book(scenario));
        let orders = ["open three-way-normal/~901 step:3", "link s=1.x"];
        let shown = told(&app(""), &orders);
        assert_eq!(shown.show.scenario.address, "three-way-normal/~901");
        assert_eq!((shown.step, &*shown.studio.link), (3, "s=1.x"));
        assert_eq!(shown.address().scenario.as_deref(), Some("three-way-normal"));
        let left = told(&shown, &["open two-way-synack-lost step:0"]);
        assert_eq!(left.studio.link, "", "the link was about the run before");
    }

    #[test]
    fn playing_stops_where_the_studio_wants_it_to() {
        let playing = told(&app(""), &["play 0.05"]);
        assert!(playing.playing);
        let before = update(&playing, Msg::Advance(Instant::ZERO + Duration::from_millis(49)));
        assert!(before.unwrap().playing);
        let late = Instant::ZERO + Duration::from_millis(70);
        let stopped = update(&playing, Msg::Advance(late)).unwrap();
        assert_eq!((stopped.playing, stopped.studio.until), (false, None));
        assert_eq!(stopped.playhead, Instant::ZERO + Duration::from_millis(50));
    }

    #[test]
    fn two_runs_are_stepped_through_together() {
        let orders = ["beside two-way-synack-lost/three-way", "part 0.04"];
        let two = told(&app("?scenario=two-way-synack-lost&t=step:1"), &orders);
        let beside = two.studio.beside.clone().unwrap();
        let mut moments: Vec<Instant> = [&two.show.run, &beside.run]
            .into_iter()
            .flat_map(|run| run.beats.iter().map(|beat| beat.at))
            .filter(|at| *at > two.playhead)
            .collect();
        moments.sort();
        moments.dedup();
        let mut app = two;
        for at in &moments {
            app = update(&app, Msg::StepForward).unwrap();
            assert_eq!(app.playhead, *at);
        }
        assert_eq!(app.playhead, app.end());
        assert!(!app.goes_on());
        for at in moments.iter().rev().skip(1) {
            app = update(&app, Msg::StepBack).unwrap();
            assert_eq!(app.playhead, *at);
        }
    }

    #[test]
    fn what_cannot_be_honoured_changes_nothing() {
        let before = app("");
        for order in ["", "open", "dance", "select x", "part nowhere", "beside nobody"] {
            let after = told(&before, &[order]);
            assert_eq!(after.show.scenario.address, FIRST_SCENARIO, "{order}");
            assert_eq!(after.studio, before.studio, "{order}");
        }
    }
}
