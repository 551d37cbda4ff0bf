//! A run on the axis of the page's scrubber.

use super::found::{Found, find};
use super::window::Window;
use crate::subject::Subject;
use tcp_model::host::{Host, PerHost};
use tcp_model::time::Instant;
use tcp_model::trace::Run;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::compare::Comparison;
use tcp_view::fixed::{Px, px};
use tcp_view::ladder::{Layout, LayoutKind, Phase, axis, phases};
use tcp_view::milestones::{Period, periods};
use tcp_view::scale::Scale;

/// What is beside.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) scenario: Scenario,
    pub(super) run: Run,
}

/// Of which run, beside which other one, in which layout.
pub(super) type Key = (String, String, LayoutKind);

/// A run on the axis.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) key: Key,
    pub(super) scale: Scale,
    pub(super) lanes: PerHost<Vec<Phase>>,
    pub(super) periods: Vec<(Period, Instant, Instant)>,
    pub(super) found: Vec<Found>,
}

/// The least that is worth zooming into.
const LEAST: Px = px(60);

impl Chart {
    pub(super) fn new(key: Key, subject: &Subject, beside: Option<&Pair>) -> Chart {
        let run = &subject.run;
        let runs: Vec<&Run> = [run].into_iter().chain(beside.map(|pair| &pair.run)).collect();
        let part = beside.and_then(|pair| {
            Comparison::new(&subject.scenario, run, &pair.scenario, &pair.run).divergence
        });
        Chart {
            scale: axis(&runs, &layout(key.2), Px::ZERO),
            key,
            lanes: PerHost { client: phases(run, Host::Client), server: phases(run, Host::Server) },
            periods: periods(run),
            found: find(subject, part.map(|part| part.at)),
        }
    }

    /// All of it.
    pub(super) fn whole(&self) -> Window {
        Window { from: self.scale.y(Instant::ZERO), to: self.scale.y(self.scale.end()) }
    }

    /// How often the whole can be halved.
    pub(super) fn deepest(&self) -> u32 {
        let Window { from, to } = self.whole();
        let length = (to - from).0;
        (0..16).take_while(|depth| length >> (depth + 1) >= LEAST.0).count() as u32
    }

    /// The whole halved so often, around a moment.
    pub(super) fn window(&self, zoom: u32, around: Instant) -> Window {
        let Window { from, to } = self.whole();
        let length = Px((to - from).0 >> zoom);
        let start = (self.scale.y(around) - length / 2).min(to - length).max(from);
        Window { from: start, to: start + length }
    }
}

/// Some layout of this kind: the axis does not depend on its width.
fn layout(kind: LayoutKind) -> Layout {
    Layout::for_width(match kind {
        LayoutKind::Wide => 700,
        LayoutKind::Embed => 500,
        LayoutKind::Phone => 320,
    })
}
