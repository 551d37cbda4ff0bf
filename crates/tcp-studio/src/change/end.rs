//! What befalls an end, and what its user does more than the scenario says: steps at the playhead,
//! after all that has happened by then.

use tcp_model::endpoint::Call;
use tcp_model::host::{Flow, Host};
use tcp_model::script::{Action, Condition, ScriptStep, UserCall};
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{Event, EventKind, HostChange, Run};
use tcp_scenarios::format::Intervention;

/// What can befall an end, or be done by its user.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum EndAction {
    /// It loses its power and its connections.
    Crash,
    /// It is there again.
    Reboot,
    /// Its cable is pulled.
    Unplug,
    /// The cable is back.
    Plug,
    /// Its process is killed.
    Kill,
    /// OPEN, passive.
    OpenPassive,
    /// OPEN, active.
    OpenActive,
    /// SEND so many octets, made by repeating a text.
    Send(String, u32),
    /// RECEIVE up to so many octets.
    Receive(u32),
    /// CLOSE.
    Close,
    /// ABORT.
    Abort,
    /// The sockets' `accept`.
    Accept,
}

impl EndAction {
    /// The step that does it at a host at `now`.
    pub fn at(&self, host: Host, now: Instant) -> Intervention {
        let action = match self {
            EndAction::Crash => Action::Crash(host),
            EndAction::Reboot => Action::Reboot(host),
            EndAction::Unplug => Action::Unplug(host),
            EndAction::Plug => Action::Plug(host),
            EndAction::Kill => Action::Kill(host),
            EndAction::OpenPassive => Action::Call(host, UserCall::OpenPassive),
            EndAction::OpenActive => Action::Call(host, UserCall::OpenActive),
            EndAction::Send(text, len) => Action::Call(host, UserCall::Send(text.clone(), *len)),
            EndAction::Receive(count) => Action::Call(host, UserCall::Receive(*count)),
            EndAction::Close => Action::Call(host, UserCall::Close),
            EndAction::Abort => Action::Call(host, UserCall::Abort),
            EndAction::Accept => Action::Call(host, UserCall::Accept),
        };
        let after = Some(Condition::At(now.since(Instant::ZERO)));
        Intervention::Step(ScriptStep { after, pause: Duration::ZERO, action })
    }
}

/// What makes sense at a host at `now`, after all that has happened by then.
pub fn possible_at(run: &Run, host: Host, now: Instant) -> Vec<EndAction> {
    let past = &run.events[..run.events.partition_point(|event| event.at <= now)];
    let (power, cable) = condition(past, host);
    if !power {
        return vec![EndAction::Reboot];
    }
    let beats = run.beats.partition_point(|beat| beat.at <= now);
    let last = beats.checked_sub(1).map(|beat| &run.beats[beat]);
    let status = last.map_or(run.start, |beat| beat.status)[host];
    let mut actions = calls(status.state, has_closed(past, host));
    if status.unread > 0 {
        actions.push(EndAction::Receive(status.unread));
    }
    if host == Host::Server && last.is_some_and(|beat| beat.queues.accept > 0) {
        actions.push(EndAction::Accept);
    }
    if status.state != State::Closed {
        actions.push(EndAction::Kill);
    }
    actions.push(EndAction::Crash);
    actions.push(if cable { EndAction::Unplug } else { EndAction::Plug });
    actions
}

/// Whether a host has power, and a cable.
fn condition(past: &[Event], host: Host) -> (bool, bool) {
    past.iter().fold((true, true), |(power, cable), event| match event.kind {
        EventKind::Host { host: which, change } if which == host => match change {
            HostChange::Crash => (false, cable),
            HostChange::Reboot => (true, cable),
            HostChange::Unplug => (power, false),
            HostChange::Plug => (power, true),
            HostChange::Kill => (power, cable),
        },
        _ => (power, cable),
    })
}

/// Whether the user of the main connection has closed it, or its process was killed.
fn has_closed(past: &[Event], host: Host) -> bool {
    let main = past.iter().filter(|event| event.flow == Flow::MAIN);
    main.fold(false, |closed, event| match &event.kind {
        EventKind::Call { host: which, call, error: None } if *which == host => match call {
            Call::Close | Call::Abort => true,
            Call::OpenPassive | Call::OpenActive | Call::OpenActiveSend(_) => false,
            Call::Send(_) | Call::SendUrgent(_) | Call::Receive(_) | Call::Accept => closed,
        },
        EventKind::Host { host: which, change: HostChange::Kill } if *which == host => true,
        EventKind::State { host: which, to: State::Closed | State::Listen, .. }
            if *which == host =>
        {
            false
        }
        _ => closed,
    })
}

/// The user calls that a state does not refuse (RFC 9293 §3.10.1 to §3.10.5), and that do more than
/// be repeated.
fn calls(state: State, closed: bool) -> Vec<EndAction> {
    let send = || EndAction::Send("hello".to_owned(), 100);
    match state {
        State::Closed => vec![EndAction::OpenActive, EndAction::OpenPassive],
        State::Listen => vec![EndAction::Close],
        State::SynSent | State::SynReceived | State::Established | State::CloseWait if !closed => {
            vec![send(), EndAction::Close, EndAction::Abort]
        }
        State::SynSent
        | State::SynReceived
        | State::Established
        | State::CloseWait
        | State::FinWait1
        | State::FinWait2
        | State::Closing
        | State::LastAck
        | State::TimeWait => vec![EndAction::Abort],
    }
}
