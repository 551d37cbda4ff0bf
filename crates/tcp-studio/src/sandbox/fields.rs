//! The fields of the form: what each says of a run, and how it is set.

use super::{Beginning, FieldError, FieldKind, FieldOption, words};
use std::sync::Arc;
use tcp_model::host::{Host, PerHost};
use tcp_model::knobs::{AcceptQueue, Handshake, Isn, Knobs, Overflow, TimeWait};
use tcp_model::seq::SeqNum;
use tcp_model::time::Duration;
use tcp_scenarios::format::{KnobChanges, KnobsFile, RunFile};
use tcp_scenarios::prose::Lang;

/// Fields that belong together.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FieldGroup {
    /// How the run begins.
    Start,
    /// Which TCP both ends speak.
    Protocol,
    /// What the network does.
    Network,
    /// Sizes and queues.
    Sizes,
    /// Timers.
    Times,
}

impl FieldGroup {
    /// What it is called.
    pub const fn title(self, lang: Lang) -> &'static str {
        words::group(self, lang)
    }
}

macro_rules! field_ids {
    ($($id:ident $name:literal $group:ident,)*) => {
        /// A field.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        pub(super) enum FieldId {
            $($id,)*
        }

        impl FieldId {
            pub(super) const ALL: [FieldId; [$($name),*].len()] = [$(FieldId::$id),*];

            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(FieldId::$id => $name,)*
                }
            }

            pub(super) const fn group(self) -> FieldGroup {
                match self {
                    $(FieldId::$id => FieldGroup::$group,)*
                }
            }
        }
    };
}

field_ids! {
    Begin "begin" Start,
    Handshake "handshake" Protocol,
    Isn "isn" Protocol,
    IsnNumber "isn_number" Protocol,
    TimeWait "time_wait" Protocol,
    Rfc5961 "rfc5961" Protocol,
    Delay "delay" Network,
    Loss "loss" Network,
    Duplication "duplication" Network,
    Reordering "reordering" Network,
    Seed "seed" Network,
    Window "window" Sizes,
    Mss "mss" Sizes,
    SynBacklog "syn_backlog" Sizes,
    AcceptQueue "accept_queue" Sizes,
    DelayedAck "delayed_ack" Times,
    Rto "rto" Times,
    Msl "msl" Times,
}

const HANDSHAKES: [Handshake; 4] =
    [Handshake::ThreeWay, Handshake::TwoWay, Handshake::FourWay, Handshake::FourWayAckOfAck];

const TIME_WAITS: [(&str, TimeWait); 3] =
    [("2msl", TimeWait::TwoMsl), ("1msl", TimeWait::OneMsl), ("0", TimeWait::Zero)];

/// The choice that leaves what the file says.
const AS_IN_FILE: &str = "file";

impl FieldId {
    pub(super) fn kind(self, run: &RunFile, lang: Lang) -> FieldKind {
        if let Some((min, max)) = self.bounds() {
            return FieldKind::Number { min, max, unit: words::unit(self, lang) };
        }
        if self == FieldId::Rfc5961 {
            return FieldKind::Switch;
        }
        let option = |name| FieldOption { name, label: words::option(self, name, lang).to_owned() };
        FieldKind::Choice(self.options(run).into_iter().map(option).collect())
    }

    /// The least and the most; `None` where it is no number. Times are in milliseconds.
    const fn bounds(self) -> Option<(u64, u64)> {
        Some(match self {
            FieldId::IsnNumber | FieldId::Seed => (0, u32::MAX as u64),
            FieldId::Delay => (1, 60_000),
            FieldId::Loss | FieldId::Duplication | FieldId::Reordering => (0, 1000),
            FieldId::Window | FieldId::Mss => (0, u16::MAX as u64),
            FieldId::SynBacklog | FieldId::AcceptQueue => (0, 1024),
            // RFC 9293 §3.8.6.3, MUST-40: less than 0.5 seconds.
            FieldId::DelayedAck => (0, 499),
            FieldId::Rto => (10, 60_000),
            FieldId::Msl => (1, 600_000),
            FieldId::Begin
            | FieldId::Handshake
            | FieldId::Isn
            | FieldId::TimeWait
            | FieldId::Rfc5961 => return None,
        })
    }

    /// What can be chosen; also what the file says, if that is none of the usual choices.
    fn options(self, run: &RunFile) -> Vec<&'static str> {
        let mut options: Vec<&str> = match self {
            FieldId::Begin => Beginning::ALL.map(Beginning::name).to_vec(),
            FieldId::Handshake => HANDSHAKES.map(Handshake::name).to_vec(),
            FieldId::Isn => vec!["rfc6528", "clock", "fixed"],
            FieldId::TimeWait => TIME_WAITS.map(|(name, _)| name).to_vec(),
            FieldId::Rfc5961 => vec!["true", "false"],
            FieldId::IsnNumber
            | FieldId::Delay
            | FieldId::Loss
            | FieldId::Duplication
            | FieldId::Reordering
            | FieldId::Seed
            | FieldId::Window
            | FieldId::Mss
            | FieldId::SynBacklog
            | FieldId::AcceptQueue
            | FieldId::DelayedAck
            | FieldId::Rto
            | FieldId::Msl => Vec::new(),
        };
        if self.value(run) == AS_IN_FILE {
            options.push(AS_IN_FILE);
        }
        options
    }

    /// What the run has, as text.
    pub(super) fn value(self, run: &RunFile) -> String {
        let knobs = run.knobs.per_host();
        let host = match self {
            FieldId::SynBacklog | FieldId::AcceptQueue => Host::Server,
            _ => Host::Client,
        };
        self.value_at(run, &knobs[host])
    }

    /// Whether the ends differ.
    pub(super) fn is_mixed(self, run: &RunFile) -> bool {
        let PerHost { client, server } = run.knobs.per_host();
        let given = |knobs: &Arc<Knobs>| match &knobs.isn {
            Isn::Given(numbers) if self == FieldId::Isn => numbers.clone(),
            Isn::Given(_) | Isn::Fixed(_) | Isn::Clock(_) | Isn::Rfc6528 => Vec::new(),
        };
        self.value_at(run, &client) != self.value_at(run, &server)
            || given(&client) != given(&server)
    }

    fn value_at(self, run: &RunFile, knobs: &Knobs) -> String {
        let millis = |time: Duration| (time.as_micros() / 1000).to_string();
        match self {
            FieldId::Begin => Beginning::of(&run.script).map_or(AS_IN_FILE, Beginning::name).into(),
            FieldId::Handshake => knobs.handshake.name().into(),
            FieldId::Isn => isn_name(&knobs.isn).into(),
            FieldId::IsnNumber => isn_number(&knobs.isn).0.to_string(),
            FieldId::TimeWait => time_wait_name(knobs.time_wait).into(),
            FieldId::Rfc5961 => knobs.rfc5961.to_string(),
            FieldId::Delay => run.delay.map_or("40".into(), millis),
            FieldId::Loss => run.weather.loss.to_string(),
            FieldId::Duplication => run.weather.duplication.to_string(),
            FieldId::Reordering => run.weather.reordering.to_string(),
            FieldId::Seed => run.weather.seed.to_string(),
            FieldId::Window => knobs.receive_buffer.to_string(),
            FieldId::Mss => knobs.mss.unwrap_or_default().to_string(),
            FieldId::SynBacklog => knobs.syn_backlog.unwrap_or_default().to_string(),
            FieldId::AcceptQueue => knobs.accept_queue.map_or(0, |queue| queue.size).to_string(),
            FieldId::DelayedAck => millis(knobs.delayed_ack.unwrap_or_default()),
            FieldId::Rto => millis(knobs.rto),
            FieldId::Msl => millis(knobs.msl),
        }
    }

    /// Makes a run have what a text says.
    pub(super) fn set(self, run: &mut RunFile, value: &str) -> Result<(), FieldError> {
        match self.bounds() {
            Some((min, max)) => {
                let number = value.trim().parse().ok().filter(|n| (min..=max).contains(n));
                let field = self.name();
                let number = number.ok_or(FieldError::NoNumber { field, min, max })?;
                self.set_number(run, number);
            }
            None => {
                let options = self.options(run);
                if !options.contains(&value) {
                    return Err(FieldError::NoOption { field: self.name(), options });
                }
                if value != AS_IN_FILE {
                    self.choose(run, value);
                }
            }
        }
        Ok(())
    }

    /// Takes one of the choices.
    fn choose(self, run: &mut RunFile, value: &str) {
        let knobs = &mut run.knobs;
        match self {
            FieldId::Begin => {
                let chosen = Beginning::ALL.into_iter().find(|known| known.name() == value);
                run.script = chosen.map_or_else(Vec::new, Beginning::script);
            }
            FieldId::Handshake => {
                let chosen = HANDSHAKES.into_iter().find(|known| known.name() == value);
                turn(knobs, chosen, |changes| &mut changes.handshake);
            }
            FieldId::TimeWait => {
                let chosen = TIME_WAITS.iter().find(|(name, _)| *name == value);
                turn(knobs, chosen.map(|(_, kept)| *kept), |changes| &mut changes.time_wait);
            }
            FieldId::Rfc5961 => {
                turn(knobs, Some(value == "true"), |changes| &mut changes.rfc5961);
            }
            FieldId::Isn => {
                let number = isn_number(&knobs.per_host().client.isn);
                let isn = match value {
                    "clock" => Isn::Clock(number),
                    "fixed" => Isn::Fixed(number),
                    _ => Isn::Rfc6528,
                };
                turn(knobs, Some(isn), |changes| &mut changes.isn);
            }
            // The rest are numbers.
            _ => {}
        }
    }

    /// Takes a number within the bounds.
    fn set_number(self, run: &mut RunFile, number: u64) {
        let (knobs, weather) = (&mut run.knobs, &mut run.weather);
        let time = Duration::from_millis(number);
        // The bounds of each field are within what holds it.
        let (short, long) = (number as u16, number as u32);
        match self {
            FieldId::IsnNumber => {
                let isn = match knobs.per_host().client.isn {
                    Isn::Clock(_) => Isn::Clock(SeqNum(long)),
                    Isn::Fixed(_) | Isn::Given(_) | Isn::Rfc6528 => Isn::Fixed(SeqNum(long)),
                };
                turn(knobs, Some(isn), |changes| &mut changes.isn);
            }
            FieldId::Delay => run.delay = Some(time),
            FieldId::Loss => weather.loss = short,
            FieldId::Duplication => weather.duplication = short,
            FieldId::Reordering => weather.reordering = short,
            FieldId::Seed => weather.seed = number,
            FieldId::Window => turn(knobs, Some(long), |changes| &mut changes.receive_buffer),
            FieldId::Mss => turn(knobs, some(short), |changes| &mut changes.mss),
            FieldId::SynBacklog => turn(knobs, some(short), |changes| &mut changes.syn_backlog),
            FieldId::AcceptQueue => {
                let kept = knobs.per_host().server.accept_queue;
                let (waiting, overflow) =
                    kept.map_or((0, Overflow::Drop), |queue| (queue.waiting, queue.overflow));
                let queue = some(short).map(|size| AcceptQueue { size, waiting, overflow });
                turn(knobs, queue, |changes| &mut changes.accept_queue);
            }
            FieldId::DelayedAck => {
                turn(knobs, some(number).map(|_| time), |changes| &mut changes.delayed_ack);
            }
            FieldId::Rto => turn(knobs, Some(time), |changes| &mut changes.rto),
            FieldId::Msl => turn(knobs, Some(time), |changes| &mut changes.msl),
            FieldId::Begin
            | FieldId::Handshake
            | FieldId::Isn
            | FieldId::TimeWait
            | FieldId::Rfc5961 => {}
        }
    }
}

/// A number; none for 0.
fn some<T: Default + PartialEq>(number: T) -> Option<T> {
    (number != T::default()).then_some(number)
}

/// Turns a knob of both ends. An end with a profile of its own needs it said once more, for its
/// profile comes after what both share.
fn turn<T: Clone>(
    knobs: &mut KnobsFile,
    value: Option<T>,
    knob: impl Fn(&mut KnobChanges) -> &mut Option<T>,
) {
    for own in [&mut knobs.client, &mut knobs.server] {
        let needed = own.profile.is_some();
        *knob(own) = value.clone().filter(|_| needed);
    }
    *knob(&mut knobs.both) = value;
}

const fn isn_name(isn: &Isn) -> &'static str {
    match isn {
        Isn::Given(_) => AS_IN_FILE,
        Isn::Fixed(_) => "fixed",
        Isn::Clock(_) => "clock",
        Isn::Rfc6528 => "rfc6528",
    }
}

/// The number that goes with it; 1 where there is none, as in the question why it is not that.
fn isn_number(isn: &Isn) -> SeqNum {
    match isn {
        Isn::Given(numbers) => numbers.first().copied().unwrap_or(SeqNum(1)),
        Isn::Fixed(number) | Isn::Clock(number) => *number,
        Isn::Rfc6528 => SeqNum(1),
    }
}

fn time_wait_name(time_wait: TimeWait) -> &'static str {
    let found = TIME_WAITS.iter().find(|(_, known)| *known == time_wait);
    found.map_or("2msl", |(name, _)| name)
}
