//! The scenario file of a way.

use super::route::Route;
use super::{Goal, causes, words};
use crate::choice::Choice;
use crate::model::Model;
use std::sync::Arc;
use tcp_model::fault::SegmentPattern;
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::knobs::Knobs;
use tcp_model::time::Instant;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::format::{
    Caption, Claim, FORMAT, Group, KnobsFile, Moment, RunFile, ScenarioFile,
};

/// More challenge ACKs than any way draws: a file cannot say that there is no limit.
const ALL_CHALLENGE_ACKS: u8 = u8::MAX;

/// The knobs of a model, as a file says them.
pub(super) fn knobs(model: &Model) -> KnobsFile {
    let of = |host: Host| {
        let knobs = &model.knobs[host];
        let challenge_acks = knobs.challenge_acks.or(Some(ALL_CHALLENGE_ACKS));
        Arc::new(Knobs { challenge_acks, ..(**knobs).clone() })
    };
    KnobsFile::of(&PerHost { client: of(Host::Client), server: of(Host::Server) })
}

pub(super) fn compose(model: &Model, way: &[Choice], goal: Goal, route: &Route) -> ScenarioFile {
    ScenarioFile {
        schema: None,
        format: FORMAT.to_owned(),
        id: id(model, goal),
        group: group(model),
        title: words::title(model.id, goal),
        question: words::question(model.id, goal),
        answer: words::answer(goal, way.len()),
        note: Some(words::note()),
        rfc: words::rfc(model.id, goal),
        from_original_post: false,
        right: None,
        proof: vec![model.id.to_owned()],
        run: RunFile {
            delay: Some(super::route::PACE),
            knobs: knobs(model),
            faults: route.faults.clone(),
            script: route.script.clone(),
            until: Some(route.end.since(Instant::ZERO)),
            ..RunFile::default()
        },
        captions: decisive(&route.run)
            .map(|on| Caption { on, title: words::decisive(goal), text: words::found(goal) })
            .into_iter()
            .collect(),
        claims: claims(goal, &route.run),
        alternatives: Vec::new(),
    }
}

fn id(model: &Model, goal: Goal) -> String {
    let goal = match goal {
        Goal::Violation(property) => property.id().to_owned(),
        Goal::States(client, server) => format!("{client}-{server}"),
        Goal::Edge(from, to) => format!("{from}-to-{to}"),
    };
    format!("{}-{goal}", model.id).to_ascii_lowercase()
}

fn group(model: &Model) -> Group {
    let groups = [
        ("isn-", Group::Isn),
        ("time-wait-", Group::TimeWait),
        ("rfc5961-", Group::Reset),
        ("crash-", Group::Reset),
        ("syn-cookies", Group::Queues),
        ("simultaneous-", Group::Simultaneous),
        ("life-cycle", Group::Teardown),
    ];
    let found = groups.into_iter().find(|(start, _)| model.id.starts_with(start));
    found.map_or(Group::WhyNotN, |(_, group)| group)
}

fn claims(goal: Goal, run: &Run) -> Vec<Claim> {
    let breaks = match goal {
        Goal::Violation(property) => Some(Claim::Breaks(property)),
        Goal::States(..) | Goal::Edge(..) => None,
    };
    let last = run.last_status();
    let states = Host::BOTH.map(|host| Claim::Final(host, last[host].state));
    breaks.into_iter().chain(states).collect()
}

/// The last step of a run, as captions find it.
fn decisive(run: &Run) -> Option<Moment> {
    let beat = run.beats.iter().rev().find(|beat| causes::is_cause(run, beat))?;
    let past = &run.events[..beat.events.end];
    run.events[beat.events.clone()].iter().find_map(|event| moment(run, past, event))
}

/// An event as captions find it among all that have happened; they find the first of its kind, but
/// for what is about a segment.
fn moment(run: &Run, past: &[Event], event: &Event) -> Option<Moment> {
    let which = |from: Host, same: fn(&EventKind) -> Option<u32>| {
        let sender = |event: &Event| same(&event.kind).map(|id| run.flight(id).from);
        let nth = past.iter().filter(|event| sender(event) == Some(from)).count() as u32;
        SegmentPattern { from: Some(from), nth: Some(nth), ..SegmentPattern::default() }
    };
    let is_first = past.iter().filter(|other| is_like(other, event)).count() == 1;
    match &event.kind {
        EventKind::Arrive { id, .. } => {
            Some(Moment::Arrive(which(run.flight(*id).from, |kind| match kind {
                EventKind::Arrive { id, .. } => Some(*id),
                _ => None,
            })))
        }
        EventKind::Lose { id } => {
            Some(Moment::Lose(which(run.flight(*id).from, |kind| match kind {
                EventKind::Lose { id } => Some(*id),
                _ => None,
            })))
        }
        EventKind::Expire { id } => {
            Some(Moment::Expire(which(run.flight(*id).from, |kind| match kind {
                EventKind::Expire { id } => Some(*id),
                _ => None,
            })))
        }
        EventKind::State { host, to, .. } if is_first => Some(Moment::State(*host, *to)),
        EventKind::Timer { host, timer } if is_first => Some(Moment::Timer(*host, *timer)),
        _ => None,
    }
}

fn is_like(one: &Event, other: &Event) -> bool {
    match (&one.kind, &other.kind) {
        (EventKind::State { host, to, .. }, EventKind::State { host: h, to: t, .. }) => {
            one.flow == Flow::MAIN && (host, to) == (h, t)
        }
        (EventKind::Timer { host, timer }, EventKind::Timer { host: h, timer: t }) => {
            (host, timer) == (h, t)
        }
        _ => false,
    }
}
