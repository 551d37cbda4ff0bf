//! Judging a [`Property`] by what is on record of a run, and by nothing else: who sent a segment,
//! who accepted it and what it carried is followed from event to event.
//!
//! - [`past`] follows the events; [`incarnation`] is what is known of a connection at one end.

mod incarnation;
mod past;

use crate::property::Property;
use past::Past;
use std::sync::Arc;
use tcp_model::host::PerHost;
use tcp_model::knobs::Knobs;
use tcp_model::trace::Run;

/// Where a run breaks a property.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Violation {
    /// The first event with which it is broken: its place in [`Run::events`]. Where it is the quiet
    /// end that breaks it, the last.
    pub event: usize,
}

impl Property {
    /// Where a run first breaks this, if it does. The knobs are those that it ran with: they say
    /// how often the ends retransmit.
    pub fn violation(self, run: &Run, knobs: &PerHost<Arc<Knobs>>) -> Option<Violation> {
        let past = Past::of(run);
        let event = match self {
            Property::Agreement => past.disagreement,
            Property::BothConfirmed => past.unconfirmed,
            Property::NoStaleData => past.stale,
            Property::Settles => {
                self.at_the_end(run, past.is_split() && past.suffers_little(knobs))
            }
            Property::BothOrNeither => {
                self.at_the_end(run, past.is_split() && past.is_undisturbed())
            }
            Property::CleanClose => {
                let promised = past.suffers_little(knobs) && past.both_closed();
                self.at_the_end(run, promised && past.trouble && past.is_quiet())
            }
            Property::Heals => {
                let promised = past.loses_little(knobs) && past.aborts == 0;
                self.at_the_end(run, promised && past.is_forsaken())
            }
        };
        event.map(|event| Violation { event })
    }

    fn at_the_end(self, run: &Run, broken: bool) -> Option<usize> {
        run.events.len().checked_sub(1).filter(|_| broken)
    }
}
