//! Runs a script with an endpoint of the model as the host under test.
//!
//! The clock is virtual. It goes to the time of each event, and what the host's timers do on the
//! way happens at its own time. A segment that is expected must be the next that the connection
//! has sent, at the time that the script says, give or take the tolerance.

mod assertion;
mod call;
mod connection;
mod expect;
mod host;
mod icmp;
mod options;
mod sockets;

pub use crate::knobs::Profile;
pub(crate) use assertion::{bsd_name, linux_name};

use crate::script::{Action, Event, EventTime, PacketOption, Script, SocketCall};
use crate::write::Seconds;
use host::Host;
use tcp_model::time::{Duration, Instant};

/// How a script is to be run.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Whether windows and options are compared too, where the script gives them.
    pub strict: bool,
    /// The habits of the host, where the script does not choose them itself.
    pub profile: Profile,
}

/// What came of a script.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Whether it passed.
    pub outcome: Outcome,
    /// What was skipped or not checked, and on which line.
    pub skipped: Vec<(u32, String)>,
}

/// Whether a script passed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everything was as the script says.
    Pass,
    /// Something was not.
    Fail {
        /// The line.
        line: u32,
        /// What it expects.
        expected: String,
        /// What happened instead.
        got: String,
    },
    /// The script asks for something that this host has not.
    Unsupported {
        /// The line.
        line: u32,
        /// What it asks for.
        what: String,
    },
}

/// Why a run ends before the script does.
enum Stop {
    Fail { expected: String, got: String },
    Unsupported(String),
}

/// `Err` ends the run.
type Step<T = ()> = Result<T, Stop>;

/// Runs a script.
pub fn run(script: &Script, settings: Settings) -> Report {
    let mut runner = match Runner::new(script, settings) {
        Ok(runner) => runner,
        Err((line, what)) => {
            return Report { outcome: Outcome::Unsupported { line, what }, skipped: Vec::new() };
        }
    };
    let outcome = match runner.events(script) {
        Ok(()) => Outcome::Pass,
        Err((line, Stop::Fail { expected, got })) => Outcome::Fail { line, expected, got },
        Err((line, Stop::Unsupported(what))) => Outcome::Unsupported { line, what },
    };
    if outcome == Outcome::Pass {
        runner.tell_unchecked(script);
    }
    Report { outcome, skipped: runner.skipped }
}

/// A socket call that has not returned yet.
struct Pending {
    line: u32,
    call: SocketCall,
    /// When it must return.
    end: Instant,
    /// When it returns at the latest, for a poll with a timeout.
    deadline: Option<Instant>,
}

struct Runner {
    settings: Settings,
    tolerance: Duration,
    early_ack: Duration,
    host: Host,
    /// The time of the event before, from which `+` counts.
    last: Instant,
    pending: Option<Pending>,
    skipped: Vec<(u32, String)>,
}

impl Runner {
    fn new(script: &Script, settings: Settings) -> Result<Runner, (u32, String)> {
        let mut skipped = Vec::new();
        let chosen = options::choose(script, settings.profile, &mut skipped)?;
        // What cannot be run at all is said at once, whatever would happen before it.
        script
            .events
            .iter()
            .try_for_each(|event| expect::can_run(event).map_err(|what| (event.line, what)))?;
        let host = Host::new(chosen.knobs, chosen.short_waits, chosen.tolerant);
        let options::Chosen { tolerance, early_ack, .. } = chosen;
        let last = Instant::ZERO;
        Ok(Runner { settings, tolerance, early_ack, host, last, pending: None, skipped })
    }

    fn events(&mut self, script: &Script) -> Result<(), (u32, Stop)> {
        for event in &script.events {
            self.event(event)?;
        }
        self.finish_pending()
    }

    fn event(&mut self, event: &Event) -> Result<(), (u32, Stop)> {
        let line = event.line;
        if let Action::Expect(packet) = &event.action {
            return self.expect(packet, event.time, line);
        }
        let (at, base) = match event.time {
            EventTime::Absolute(time) => (Instant::ZERO + time, Instant::ZERO),
            EventTime::Relative(time) => (self.last + time, self.last),
            // The parser lets only segments that are sent have these.
            EventTime::RelativeRange(..) | EventTime::AbsoluteRange(..) | EventTime::Any => {
                (self.last, self.last)
            }
        };
        self.last = at;
        if matches!(event.action, Action::Call(_)) {
            self.finish_pending()?;
        }
        self.advance(at)?;
        let done = match &event.action {
            Action::Inject(packet) => {
                for option in packet.options.iter().flatten() {
                    if let PacketOption::Other(text) = option {
                        self.skip(line, &format!("the option {text} is not known here: ignored"));
                    }
                }
                self.host.inject(packet)
            }
            Action::Icmp(report) => self.host.report(report),
            Action::Call(call) => self.make_call(call, base, line),
            Action::Code(code) => self.code(code, line),
            Action::Command(_) => {
                self.skip(line, "shell command skipped");
                Ok(())
            }
            Action::Foreign(what) => Err(Stop::Unsupported(what.clone())),
            Action::Expect(_) => Ok(()),
        };
        done.map_err(|stop| (line, stop))?;
        self.poll_pending()
    }

    fn skip(&mut self, line: u32, what: &str) {
        self.skipped.push((line, what.to_owned()));
    }

    /// Lets time pass; timers that expire on the way do so at their own time.
    fn advance(&mut self, to: Instant) -> Result<(), (u32, Stop)> {
        loop {
            let deadline = self.pending.as_ref().and_then(|pending| pending.deadline);
            let deadline = deadline.filter(|at| *at <= to && *at >= self.host.now());
            let timer = self.host.next_timeout().filter(|at| *at <= to);
            match (timer, deadline) {
                (None, None) => break,
                (Some(at), Some(deadline)) if deadline < at => self.host.pass_to(deadline),
                (None, Some(deadline)) => self.host.pass_to(deadline),
                (Some(_), _) => {
                    let line = self.pending.as_ref().map_or(0, |pending| pending.line);
                    self.host.expire().map_err(|stop| (line, stop))?;
                }
            }
            self.poll_pending()?;
            if timer.is_none() {
                break;
            }
        }
        self.host.pass_to(to);
        Ok(())
    }

    /// Starts a socket call; one that blocks is looked at again whenever something has happened.
    fn make_call(&mut self, call: &SocketCall, base: Instant, line: u32) -> Step {
        let returned = self.host.call(call)?;
        if let Some(what) = returned.unchecked() {
            self.skip(line, &what);
        }
        let Some(end) = call.end else {
            return call::compare(call, &returned);
        };
        let end = base + end;
        let deadline = self.host.deadline(call);
        self.pending = Some(Pending { line, call: call.clone(), end, deadline });
        if returned.blocks() { Ok(()) } else { self.returned(returned) }
    }

    /// Whether the call that blocks can return now, and as it must.
    fn poll_pending(&mut self) -> Result<(), (u32, Stop)> {
        let Some(pending) = &self.pending else { return Ok(()) };
        let line = pending.line;
        let timed_out = pending.deadline.is_some_and(|at| at <= self.host.now());
        let call = pending.call.clone();
        let returned = self.host.call_again(&call, timed_out).map_err(|stop| (line, stop))?;
        if returned.blocks() {
            return Ok(());
        }
        self.returned(returned).map_err(|stop| (line, stop))
    }

    fn returned(&mut self, returned: call::Returned) -> Step {
        let Some(Pending { call, end, .. }) = self.pending.take() else { return Ok(()) };
        call::compare(&call, &returned)?;
        let now = self.host.now();
        if now.since(end) > self.tolerance || end.since(now) > self.tolerance {
            let time = |at: Instant| Seconds(at.since(Instant::ZERO)).to_string();
            return Err(Stop::Fail {
                expected: format!("{} to return at {}", call.name, time(end)),
                got: format!("it returned at {}", time(now)),
            });
        }
        Ok(())
    }

    /// A call that blocks must have returned before the next is made.
    fn finish_pending(&mut self) -> Result<(), (u32, Stop)> {
        let Some(Pending { end, .. }) = self.pending else { return Ok(()) };
        let latest = (end + self.tolerance).max(self.host.now());
        self.advance(latest)?;
        let Some(Pending { line, call, .. }) = self.pending.take() else { return Ok(()) };
        let expected = format!("{call} by {}", Seconds(latest.since(Instant::ZERO)));
        Err((line, Stop::Fail { expected, got: "it has not returned".to_owned() }))
    }

    /// packetdrill does not look at what is sent after the last segment that is expected.
    fn tell_unchecked(&mut self, script: &Script) {
        let left = self.host.unexpected();
        if let (true, Some(last)) = (left > 0, script.events.last()) {
            let what = format!("{left} sent after what was expected last: not checked");
            self.skipped.push((last.line, what));
        }
    }
}
