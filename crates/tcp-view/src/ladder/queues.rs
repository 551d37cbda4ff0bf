//! How full the listener's queues are, noted beside the server's lane whenever that changes.

use super::layout::LayoutKind;
use super::names::Names;
use super::room::width_of;
use super::{Frame, Word, say};
use crate::fixed::{Point, px};
use crate::scene::{Anchor, Mark};
use tcp_model::host::Host;
use tcp_model::sim::Setup;
use tcp_model::trace::Queues;

/// How much the queues of a listener hold; `None` for one that it does not have.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct QueueSizes {
    /// Half-open connections.
    pub syn: Option<u16>,
    /// Connections that no ACCEPT has taken.
    pub accept: Option<u16>,
}

impl QueueSizes {
    /// Those of the server of a setup.
    pub fn of(setup: &Setup) -> QueueSizes {
        let server = &setup.knobs.server;
        let accept = server.accept_queue.map(|queue| queue.size);
        QueueSizes { syn: server.syn_backlog, accept }
    }

    /// Each queue that there is, with its name and how full it is: `SYN`, `1/2`.
    pub fn filled(self, queues: Queues) -> impl Iterator<Item = (&'static str, String)> {
        let all = [("SYN", queues.syn, self.syn), ("accept", queues.accept, self.accept)];
        all.into_iter().filter_map(|(name, n, of)| Some((name, format!("{n}/{}", of?))))
    }
}

impl Frame<'_> {
    /// The beats that change a queue, and how full it is then: in full, and short.
    pub(super) fn queue_changes(&self) -> Vec<(usize, [String; 2])> {
        let mut changes = Vec::new();
        let mut before: Vec<_> = self.queues.filled(Queues::default()).collect();
        for (n, beat) in self.run.beats.iter().enumerate() {
            let now: Vec<_> = self.queues.filled(beat.queues).collect();
            for (old, (name, full)) in before.iter().zip(&now) {
                if old.1 != *full {
                    changes.push((n, say::queue(self.lang, name, full)));
                }
            }
            before = now;
        }
        changes
    }

    /// Notes outside the server's lane, below the names that are there.
    pub(super) fn queue_notes(&self, names: &mut Names) {
        if self.layout.kind == LayoutKind::Phone {
            return;
        }
        let x = self.layout.inward(Host::Server, -px(26));
        for (n, [full, short]) in self.queue_changes() {
            let fits = x + width_of(&full, 11) <= self.layout.width;
            let words = if fits { full } else { short };
            let mut y = self.scale.y(self.run.beats[n].at) + px(14);
            while names.taken.iter().any(|t| t.start < y + px(3) && y - px(10) < t.end) {
                y += px(5);
            }
            if y > self.bottom {
                continue;
            }
            names.taken.push(y - px(10)..y + px(3));
            let mark = Mark::text("sub q", Point::new(x, y), Anchor::Start, &words);
            names.words.push(Word { step: n + 1, id: None, future: None, mark });
        }
    }
}
