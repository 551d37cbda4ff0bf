//! Setups by chance: users who call when they like, and a network that does what it likes.

use crate::dice::Dice;
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host;
use tcp_model::script::{Action, Condition, Injection, Origin, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::sim::Setup;
use tcp_model::state::State;
use tcp_model::time::Duration;

/// Of so many segments of each end the delay is chosen; later ones take the usual time.
const CHOSEN: u64 = 16;

/// A setup for this run of a model. It may do more than the model allows.
pub(crate) fn chance(model: &Model, dice: &mut Dice) -> Setup {
    let mut setup = Setup {
        knobs: model.knobs.clone(),
        delay: dice.up_to_millis(100),
        faults: faults(model, dice),
        ..Setup::default()
    };
    for host in Host::BOTH {
        setup.tracks.push(user(model, host, dice));
    }
    let Bounds { aborts, crashes, forgeries, .. } = model.bounds;
    let mut times = |most: u8| dice.within(0..u64::from(most) + 1);
    let (aborts, crashes, forgeries) = (times(aborts), times(crashes), times(forgeries));
    setup.tracks.extend((0..aborts).map(|_| vec![abort(dice)]));
    setup.tracks.extend((0..crashes).map(|_| crash(dice)));
    setup.tracks.extend((0..forgeries).map(|_| vec![forgery(dice)]));
    setup
}

/// How long somebody waits: hardly, or as long as a journey, a timeout or a lifetime.
fn pause(dice: &mut Dice) -> Duration {
    let millis = dice.one_of(&[1, 20, 200, 200, 1000, 5000]);
    dice.up_to_millis(millis)
}

/// A user who opens, sends and closes, again and again.
fn user(model: &Model, host: Host, dice: &mut Dice) -> Vec<ScriptStep> {
    let bounds = &model.bounds;
    let mut steps = Vec::new();
    let mut step = |dice: &mut Dice, after, call| {
        let pause = if after == Some(Condition::At(Duration::ZERO)) && model.listens {
            Duration::ZERO
        } else {
            pause(dice)
        };
        steps.push(ScriptStep { after, pause, action: Action::Call(host, call) });
    };
    let active = model.active[host as usize];
    for open in 0..dice.within(1..u64::from(bounds.opens) + 1) {
        let first = open == 0;
        let now = Condition::At(Duration::ZERO);
        let when = if first { now } else { Condition::State(host, State::Closed) };
        match active {
            true => {
                let when = if first && model.listens {
                    Condition::State(Host::Server, State::Listen)
                } else {
                    when
                };
                step(dice, Some(when), UserCall::OpenActive);
            }
            false => step(dice, Some(when), UserCall::OpenPassive),
        }
        if host == Host::Client || (model.hasty && !active) {
            for _ in 0..dice.within(0..u64::from(bounds.sends) + 1) {
                let text = char::from(b'a' + open as u8).to_string();
                let when = ready(model, host, dice);
                step(dice, when, UserCall::Send(text, 1));
            }
        }
        if bounds.closes > 0 && !dice.once_in(8) {
            let when = match dice.once_in(3) {
                true => Some(Condition::Closing(host)),
                false => ready(model, host, dice),
            };
            step(dice, when, UserCall::Close);
        }
    }
    steps
}

/// When a user goes on: once there is a connection, or at any time where it is hasty. Now and
/// then at any time all the same, to see whether that would matter.
fn ready(model: &Model, host: Host, dice: &mut Dice) -> Option<Condition> {
    let any_time = if model.hasty { dice.once_in(2) } else { dice.once_in(8) };
    let state = if dice.once_in(8) { State::CloseWait } else { State::Established };
    (!any_time).then_some(Condition::State(host, state))
}

/// Some moment in the life of an end.
fn moment(host: Host, dice: &mut Dice) -> Option<Condition> {
    let state = dice.one_of(&[
        State::SynSent,
        State::SynReceived,
        State::Established,
        State::Established,
        State::FinWait1,
        State::CloseWait,
        State::LastAck,
    ]);
    (!dice.once_in(3)).then_some(Condition::State(host, state))
}

fn abort(dice: &mut Dice) -> ScriptStep {
    let host = dice.one_of(&Host::BOTH);
    let action = Action::Call(host, UserCall::Abort);
    ScriptStep { after: moment(host, dice), pause: pause(dice), action }
}

/// A host crashes and is there again at once.
fn crash(dice: &mut Dice) -> Vec<ScriptStep> {
    let host = dice.one_of(&Host::BOTH);
    let crash =
        ScriptStep { after: moment(host, dice), pause: pause(dice), action: Action::Crash(host) };
    let reboot = ScriptStep { after: None, pause: Duration::ZERO, action: Action::Reboot(host) };
    vec![crash, reboot]
}

/// A forged segment that may be in the window of an end.
fn forgery(dice: &mut Dice) -> ScriptStep {
    let from = dice.one_of(&Host::BOTH);
    let first = if from == Host::Client { 1000 } else { 5000 };
    let seq = SeqNum(first + 100 * dice.within(0..2) as u32 + dice.within(2..4) as u32);
    let (flags, ack, text) = match dice.within(0..3) {
        0 => (SegmentFlags::RST, SeqNum(0), None),
        1 => (SegmentFlags::SYN, SeqNum(0), None),
        _ => (SegmentFlags::ACK, SeqNum(1001) - (1 << 20), Some(("!".to_owned(), 1))),
    };
    let injection = Injection {
        from,
        origin: Origin::Spoofed,
        stranger: None,
        flags,
        seq,
        ack,
        wnd: None,
        options: tcp_model::options::Options::NONE,
        text,
        delay: Duration::from_micros(1),
    };
    let after = moment(from.peer(), dice);
    ScriptStep { after, pause: pause(dice), action: Action::Inject(injection) }
}

/// What the network does: it loses and doubles no more than it may, and takes its time.
fn faults(model: &Model, dice: &mut Dice) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut some = |dice: &mut Dice, most: u8, fate: fn(&mut Dice) -> Fate| {
        for _ in 0..dice.within(0..u64::from(most) + 1) {
            let (from, nth) = (dice.one_of(&Host::BOTH), dice.within(1..8));
            faults.push(fault(from, nth, fate(dice)));
        }
    };
    some(dice, model.bounds.losses, |_| Fate::Lose);
    some(dice, model.bounds.duplicates, |dice| Fate::Copy(pause(dice)));
    let usual = dice.one_of(&[20, 100, 300, 900]);
    for from in Host::BOTH {
        for nth in 1..CHOSEN {
            let delay = if dice.once_in(12) { pause(dice) } else { dice.up_to_millis(usual) };
            faults.push(fault(from, nth, Fate::Delay(delay)));
        }
    }
    faults
}

fn fault(from: Host, nth: u64, fate: Fate) -> Fault {
    let (from, nth) = (Some(from), Some(nth as u32));
    Fault { segment: SegmentPattern { from, nth, ..SegmentPattern::default() }, fate }
}
