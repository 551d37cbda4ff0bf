//! When each step of a way is taken, and what the network and the users do for that.
//!
//! The steps are laid down one after the other. After each the run so far is simulated, with all that
//! the way has not decided about held up for good, to see what would happen next by itself: a step
//! that waits for that is taken then, any other before.

use super::ReplayError;
use super::causes::{self, Cause};
use super::file;
use super::sent::Sent;
use crate::choice::Choice;
use crate::ends::Input;
use crate::search::Search;
use crate::world::{TravellingId, World};
use std::sync::Arc;
use tcp_model::fault::{Fate, Fault};
use tcp_model::host::{Host, PerHost};
use tcp_model::knobs::Knobs;
use tcp_model::script::{Action, Condition, Injection, Origin, ScriptStep, UserCall};
use tcp_model::segment::Segment;
use tcp_model::sim::{Limit, Setup, simulate};
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::{Flight, Run};

/// How long a step takes that waits for nothing.
pub(super) const PACE: Duration = Duration::from_millis(40);

/// Longer than any segment lives.
const FOR_GOOD: Duration = Duration::from_secs(24 * 3600);

/// What makes a run take the steps of a way.
pub(super) struct Route {
    pub(super) script: Vec<ScriptStep>,
    pub(super) faults: Vec<Fault>,
    pub(super) end: Instant,
    pub(super) run: Run,
}

/// The steps as soon as may be or, where that leads nowhere, one of them as late as may be: a
/// segment that is sent later lives on when another dies.
pub(super) fn find(search: &mut Search, way: &[Choice]) -> Result<Route, ReplayError> {
    let soon = find_with(search, way, None);
    let late = |place| find_with(search, way, Some(place)).ok();
    soon.or_else(|error| (0..way.len()).rev().find_map(late).ok_or(error))
}

fn find_with(
    search: &mut Search,
    way: &[Choice],
    late: Option<usize>,
) -> Result<Route, ReplayError> {
    let mut survey = Survey::new(search);
    for (place, choice) in way.iter().enumerate() {
        let error = |obstacle| ReplayError { step: place + 1, obstacle };
        survey.dawdles = late == Some(place);
        survey.take(*choice).map_err(error)?;
    }
    Ok(survey.finish())
}

pub(super) struct Survey<'a> {
    pub(super) search: &'a mut Search,
    knobs: PerHost<Arc<Knobs>>,
    pub(super) world: World,
    /// What is in the world's network, and which of `sent` each is.
    pub(super) network: Vec<(TravellingId, usize)>,
    sent: Vec<Sent>,
    script: Vec<ScriptStep>,
    now: Instant,
    /// When the last of what is lost is.
    lost: Instant,
    /// The next step is taken as late as may be.
    dawdles: bool,
    /// The causes so far.
    causes: usize,
    /// The ends whose TIME-WAIT of no length is over in the run before it is in the world.
    over: [bool; 2],
}

impl<'a> Survey<'a> {
    fn new(search: &'a mut Search) -> Survey<'a> {
        Survey {
            knobs: file::knobs(search.model()).per_host(),
            world: search.beginning(),
            search,
            network: Vec::new(),
            sent: Vec::new(),
            script: Vec::new(),
            now: Instant::ZERO,
            lost: Instant::ZERO,
            dawdles: false,
            causes: 0,
            over: [false; 2],
        }
    }

    fn take(&mut self, choice: Choice) -> Result<(), &'static str> {
        let at = self.moment(choice)?;
        self.arrange(choice, at)?;
        let sends = self.follow(choice)?;
        let run = self.simulate(at);
        if !self.is_silent(choice) {
            let found = causes::of(&run).get(self.causes).copied();
            if found.is_none_or(|(when, _)| when < self.now || when > at) {
                return Err("something else happens first in the run");
            }
            self.causes += 1;
        }
        if let Choice::Expire(side, Timer::TimeWait) = choice {
            self.over[side] = false;
        }
        self.now = at;
        self.note_sent(&run, &sends)
    }

    /// Whether no end notices, or it has happened in the run already.
    fn is_silent(&self, choice: Choice) -> bool {
        match choice {
            Choice::Lose(_) | Choice::Double(_) => true,
            Choice::Expire(side, Timer::TimeWait) => self.over[side],
            Choice::Arrive(_)
            | Choice::Die(_)
            | Choice::User(..)
            | Choice::Expire(..)
            | Choice::Forge(..) => false,
        }
    }

    /// When the next step is: at its own time, or else before anything happens by itself.
    fn moment(&mut self, choice: Choice) -> Result<Instant, &'static str> {
        if self.is_silent(choice) {
            return Ok(self.now);
        }
        let run = self.simulate(Instant::MAX);
        let next = causes::of(&run).get(self.causes).copied();
        let own = match choice {
            Choice::Expire(side, timer) => Some(Cause::Timer(Host::BOTH[side], timer)),
            Choice::Die(place) => Some(Cause::Expire(self.number(&run, self.find(place)?.1)?)),
            Choice::Arrive(_)
            | Choice::Lose(_)
            | Choice::Double(_)
            | Choice::User(..)
            | Choice::Forge(..) => None,
        };
        match (own, next) {
            (Some(own), Some((at, next))) if own == next => Ok(at),
            (Some(_), _) => Err("something else is due before in the run"),
            (None, None) if self.script.is_empty() => Ok(self.now),
            (None, None) => Ok(self.now + PACE),
            (None, Some((at, cause))) => match at.since(self.now).scaled(1, 2) {
                Duration::ZERO => self.pass_over(cause).and_then(|()| self.moment(choice)),
                _ if self.dawdles && at.since(self.now) > PACE => Ok(at - PACE),
                room => Ok(self.now + room.min(PACE)),
            },
        }
    }

    /// A TIME-WAIT of no length does not wait for a step that has nothing to do with it.
    fn pass_over(&mut self, cause: Cause) -> Result<(), &'static str> {
        match cause {
            Cause::Timer(host, Timer::TimeWait) if !self.over[host as usize] => {
                self.over[host as usize] = true;
                self.causes += 1;
                Ok(())
            }
            _ => Err("something else is due at the same moment in the run"),
        }
    }

    /// The entry of a place of the world's network.
    fn find(&self, place: usize) -> Result<(usize, usize), &'static str> {
        let id = self.world.network.get(place).ok_or("there is no such segment")?;
        let entry = self.network.iter().position(|(other, _)| other == id);
        let entry = entry.ok_or("there is no such segment in the run")?;
        Ok((entry, self.network[entry].1))
    }

    /// The number in a run of what was sent.
    fn number(&self, run: &Run, which: usize) -> Result<u32, &'static str> {
        let flight = run.flights.iter().filter(|flight| is_own(flight)).nth(which);
        flight.map(|flight| flight.id).ok_or("the run sends less")
    }

    /// Has the network or a user do what the choice says.
    fn arrange(&mut self, choice: Choice, at: Instant) -> Result<(), &'static str> {
        match choice {
            Choice::Arrive(place) => {
                let (entry, which) = self.find(place)?;
                let sent = &mut self.sent[which];
                sent.end(Fate::Delay(at.since(sent.at)));
                self.network.remove(entry);
            }
            Choice::Lose(place) => {
                let (entry, which) = self.find(place)?;
                let sent = &mut self.sent[which];
                if sent.ends.contains(&Fate::Lose) {
                    return Err("a segment and its copy cannot both be lost in a run");
                }
                sent.end(Fate::Lose);
                self.lost = self.lost.max(sent.at + PACE.scaled(1, 2));
                self.network.remove(entry);
            }
            Choice::Die(place) => {
                let (entry, which) = self.find(place)?;
                let sent = &mut self.sent[which];
                sent.end(Fate::Delay(self.knobs[sent.from].msl + PACE));
                self.network.remove(entry);
            }
            Choice::Double(place) => {
                let (entry, which) = self.find(place)?;
                self.sent[which].travelling += 1;
                self.network.push(self.network[entry]);
            }
            Choice::User(side, input) => self.script_user(Host::BOTH[side], input, at)?,
            Choice::Forge(side, forgery) => {
                let victim = &self.search.ends().end(self.world.ends[side]).endpoint;
                let travels = at.since(self.now).scaled(1, 2);
                let forged = injection(&forgery.segment(victim), Host::BOTH[side].peer(), travels);
                self.at(at - travels, Action::Inject(forged));
            }
            Choice::Expire(..) => {}
        }
        Ok(())
    }

    fn at(&mut self, at: Instant, action: Action) {
        let after = Some(Condition::At(at.since(Instant::ZERO)));
        self.script.push(ScriptStep { after, pause: Duration::ZERO, action });
    }

    fn script_user(&mut self, host: Host, input: Input, at: Instant) -> Result<(), &'static str> {
        let call = match input {
            Input::OpenPassive => UserCall::OpenPassive,
            Input::OpenActive => UserCall::OpenActive,
            Input::Send(octet) => UserCall::Send(char::from(octet).to_string(), 1),
            Input::Close => UserCall::Close,
            Input::Abort => UserCall::Abort,
            Input::Crash => {
                self.at(at, Action::Crash(host));
                self.at(at, Action::Reboot(host));
                return Ok(());
            }
            Input::Arrive(_) | Input::Expire(_) | Input::Pass(_) => {
                return Err("that is nothing that a user does");
            }
        };
        self.at(at, Action::Call(host, call));
        Ok(())
    }

    /// Takes down what the last step has sent.
    fn note_sent(&mut self, run: &Run, sends: &[TravellingId]) -> Result<(), &'static str> {
        let own: Vec<&Flight> = run.flights.iter().filter(|flight| is_own(flight)).collect();
        if own.len() != self.sent.len() + sends.len() {
            return Err("the run does not send the same");
        }
        for (id, flight) in sends.iter().zip(&own[self.sent.len()..]) {
            let Flight { from, sent: at, .. } = **flight;
            if self.search.store().travelling(*id).from != from {
                return Err("the run does not send the same");
            }
            let nth = 1 + self.sent.iter().filter(|sent| sent.from == from).count() as u32;
            self.network.push((*id, self.sent.len()));
            self.sent.push(Sent { from, nth, at, ends: Vec::new(), travelling: 1 });
        }
        Ok(())
    }

    /// The run so far, up to a moment.
    fn simulate(&self, until: Instant) -> Run {
        simulate(&Setup {
            knobs: self.knobs.clone(),
            delay: PACE,
            faults: self.sent.iter().flat_map(|sent| sent.faults(FOR_GOOD)).collect(),
            tracks: vec![self.script.clone()],
            limit: Limit {
                time: until.min(Limit::default().time),
                beats: 4 * (self.causes + self.sent.len()) + 16,
            },
            ..Setup::default()
        })
    }

    /// What is still in the network arrives when the run is over.
    fn finish(self) -> Route {
        let end = self.now.max(self.lost);
        let late = |sent: &Sent| end.since(sent.at) + PACE;
        let faults = self.sent.iter().flat_map(|sent| sent.faults(late(sent))).collect();
        let run = self.simulate(end);
        Route { script: self.script, faults, end, run }
    }
}

/// Whether an end has sent it.
fn is_own(flight: &Flight) -> bool {
    flight.origin == Origin::Endpoint && flight.copy_of.is_none()
}

fn injection(segment: &Segment, from: Host, delay: Duration) -> Injection {
    let Segment { seq, ack, wnd, flags, options, ref data, .. } = *segment;
    let text = String::from_utf8_lossy(data.as_slice()).into_owned();
    Injection {
        from,
        origin: Origin::Spoofed,
        stranger: None,
        flags,
        seq,
        ack,
        wnd: Some(wnd),
        options,
        text: Some((text, data.len())).filter(|(_, len)| *len > 0),
        delay,
    }
}
