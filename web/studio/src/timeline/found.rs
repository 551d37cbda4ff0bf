//! The moments that have a mark in the timeline, and their names.

use crate::subject::Subject;
use crate::words::{either, end};
use tcp_model::fault::SegmentPattern;
use tcp_model::host::{Host, Party};
use tcp_model::script::Origin;
use tcp_model::time::Instant;
use tcp_model::trace::{Flight, HostChange, Run, SegmentId};
use tcp_scenarios::format::Intervention;
use tcp_scenarios::prose::Lang;
use tcp_view::milestones::{Sign, milestones, step_at};

/// What is found at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Something that happened.
    Sign(Sign),
    /// The reader has changed something.
    Change,
    /// What is on the stage and what is beside it part.
    Part,
}

/// A moment with a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) what: What,
    pub(super) at: Instant,
    /// How many beats have happened then.
    pub(super) step: usize,
}

/// All of a run, in order; `part` is where it parts from another.
pub(super) fn find(subject: &Subject, part: Option<Instant>) -> Vec<Found> {
    let run = &subject.run;
    let signs = milestones(run).into_iter();
    let mut found: Vec<Found> =
        signs.map(|one| Found { what: What::Sign(one.sign), at: one.at, step: one.step }).collect();
    let own = |what| move |at| Found { what, at, step: step_at(run, at) };
    let changes = subject.file.run.interventions.iter().filter_map(|one| changed(one, run));
    found.extend(changes.map(own(What::Change)));
    found.extend(part.map(own(What::Part)));
    found.sort_by_key(|one| one.at);
    found
}

/// When something that the reader has changed is first to be seen. A step that waits for something has no time of its own.
fn changed(one: &Intervention, run: &Run) -> Option<Instant> {
    match one {
        Intervention::Fault(fault) => hit(&fault.segment, run),
        Intervention::Step(step) if step.after.is_none() => Some(Instant::ZERO + step.pause),
        Intervention::Step(_) => None,
    }
}

/// When the segment was sent that a fault means.
fn hit(pattern: &SegmentPattern, run: &Run) -> Option<Instant> {
    let own = |flight: &&Flight| flight.origin == Origin::Endpoint && flight.copy_of.is_none();
    let alike = run.flights.iter().filter(own).filter(|flight| pattern.meets(flight));
    let before = pattern.nth.map_or(0, |nth| nth.saturating_sub(1));
    alike.map(|flight| flight.sent).nth(before as usize)
}

impl What {
    /// A class for its colour.
    pub(super) const fn class(self) -> &'static str {
        match self {
            What::Sign(Sign::Lost(_) | Sign::Expired(_) | Sign::Reset(_) | Sign::Host(..)) => "bad",
            What::Sign(Sign::Timer(..)) => "timer",
            What::Change | What::Part => "own",
        }
    }

    /// Its picture: a path on a square of 12.
    pub(super) const fn path(self) -> &'static str {
        match self {
            What::Sign(Sign::Lost(_)) => "M2 2L10 10M10 2L2 10",
            What::Sign(Sign::Expired(_)) => "M2.5 1H9.5L2.5 11H9.5Z",
            What::Sign(Sign::Reset(_)) => "M4 1H8L11 4V8L8 11H4L1 8V4Z",
            What::Sign(Sign::Timer(..)) => "M6 1A5 5 0 1 0 6.01 1ZM6 3V6.2H8.5",
            What::Sign(Sign::Host(_, HostChange::Reboot | HostChange::Plug)) => {
                "M6 11V2M2 6L6 2L10 6"
            }
            What::Sign(Sign::Host(
                _,
                HostChange::Crash | HostChange::Unplug | HostChange::Kill,
            )) => "M7.5 .5L3 7H6L4.5 11.5L9.5 5H6Z",
            What::Change => "M6 1L11 6L6 11L1 6Z",
            What::Part => "M1 4H11M1 8H11M9 1L3 11",
        }
    }

    /// What it is.
    pub(super) fn name(self, run: &Run, lang: Lang) -> String {
        match self {
            What::Sign(Sign::Lost(id)) => segment(run, id, either(lang, "丢失", "lost"), lang),
            What::Sign(Sign::Expired(id)) => {
                segment(run, id, either(lang, "超过 MSL", "outlived MSL"), lang)
            }
            What::Sign(Sign::Reset(id)) => segment(run, id, either(lang, "发出", "sent"), lang),
            What::Sign(Sign::Timer(host, timer)) => match lang {
                Lang::ZhCn => format!("{}的 {timer} 计时器到时", end(host, lang)),
                Lang::En => format!("{}: timer {timer} expires", end(host, lang)),
            },
            What::Sign(Sign::Host(host, change)) => befallen(host, change, lang),
            What::Change => either(lang, "你的改动", "your change").to_owned(),
            What::Part => either(lang, "两边从这里分开", "the two runs part").to_owned(),
        }
    }
}

fn segment(run: &Run, id: SegmentId, fate: &str, lang: Lang) -> String {
    let flight = run.flight(id);
    let sender = match flight.sender() {
        Party::Client => end(Host::Client, lang),
        Party::Server => end(Host::Server, lang),
        Party::Attacker => either(lang, "攻击者", "Attacker"),
    };
    let flags = flight.segment.flags;
    match lang {
        Lang::ZhCn => format!("{sender}的 {flags} {fate}"),
        Lang::En => format!("{sender}: {flags} {fate}"),
    }
}

fn befallen(host: Host, change: HostChange, lang: Lang) -> String {
    let what = match change {
        HostChange::Crash => either(lang, "崩溃", "crashes"),
        HostChange::Reboot => either(lang, "重启", "is up again"),
        HostChange::Unplug => either(lang, "网线拔出", "loses its cable"),
        HostChange::Plug => either(lang, "网线插回", "has its cable back"),
        HostChange::Kill => either(lang, "进程被杀", "has its process killed"),
    };
    match lang {
        Lang::ZhCn => format!("{}{what}", end(host, lang)),
        Lang::En => format!("{} {what}", end(host, lang)),
    }
}
