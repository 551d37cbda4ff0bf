//! The page's state and the only place that changes it.
//!
//! The page runs at two cadences. [`App`] changes at that of events: when the playhead passes a
//! beat, or the reader does something. Between two beats the stage moves what is in flight by
//! itself: it asks [`advance`](crate::playback::advance) for the time of each frame, and sends
//! [`Msg::Advance`] only when a beat has been passed or playing stops.

mod studio;

pub use studio::Studio;

use crate::address::{Address, Position, Theme, Unusable};
use crate::caption::{Caption, captions};
use crate::milestones::step_at;
use crate::playback::{Speed, reading_time};
use crate::transcript::{Row, transcript};
use std::ops::Range;
use std::rc::Rc;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{Run, SegmentId};
use tcp_scenarios::catalogue::{Catalogue, InterviewQuestion, PROOF, unchanged};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// The scenario that is shown when none is asked for.
pub const FIRST_SCENARIO: &str = "three-way-normal";

/// The address of a run without a question, which is made in the studio's part of this name.
pub const FREE: &str = "free";

/// A scenario's run with all that is said about it. Two are equal when they are the same one.
#[derive(Clone, Debug)]
pub struct Show(Rc<Shown>);

/// What a [`Show`] holds.
#[derive(Debug)]
pub struct Shown {
    /// The scenario.
    pub scenario: &'static Scenario,
    /// Its run.
    pub run: Run,
    /// The language of what is said.
    pub lang: Lang,
    /// What is said after each beat: `captions[n]` belongs to `run.beats[n]`.
    pub captions: Vec<Caption>,
    /// The run as a table.
    pub transcript: Vec<Row>,
    /// How long it takes to read what is said after each beat, where the scenario has words of
    /// its own; zero elsewhere.
    holds: Vec<Duration>,
}

impl Shown {
    /// How long playing waits at these beats for the reader: a slow speed is for reading, and at
    /// a fast one there is next to no wait.
    pub fn hold(&self, beats: Range<usize>, speed: Speed) -> Duration {
        let longest = self.holds[beats].iter().copied().max().unwrap_or_default();
        longest.scaled(speed.divisor(), Speed::default().divisor())
    }
}

impl PartialEq for Show {
    fn eq(&self, other: &Show) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Show {
    type Target = Shown;
    fn deref(&self) -> &Shown {
        &self.0
    }
}

impl Show {
    /// Runs a scenario.
    pub fn new(scenario: &'static Scenario, lang: Lang) -> Show {
        let run = scenario.run();
        let captions = captions(scenario, &run, lang);
        let transcript = transcript(&run, &captions, lang);
        let hold = |caption: &Caption| match caption.written {
            true => reading_time(&caption.headline) + reading_time(&caption.body),
            false => Duration::ZERO,
        };
        let holds = captions.iter().map(hold).collect();
        Show(Rc::new(Shown { scenario, run, lang, captions, transcript, holds }))
    }
}

/// Something the reader must be told about the page itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// The address names a scenario that there is not.
    UnknownScenario(String),
    /// There is such a scenario, but it could not be fetched.
    MissingScenario(String),
    /// A part of the address cannot be used.
    UnusableAddress(Unusable),
}

/// Where the reader was in another protocol, by step and time, and where the switch led.
#[derive(Clone, PartialEq, Debug)]
struct Left {
    address: String,
    at: (usize, Instant),
    led_to: (usize, Instant),
}

/// The state of the page.
#[derive(Clone, PartialEq, Debug)]
pub struct App {
    /// The language of everything.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// What is on the stage.
    pub show: Show,
    /// The time that the stage shows.
    pub playhead: Instant,
    /// How many beats have happened: 0 is before anything.
    pub step: usize,
    /// Whether time goes by.
    pub playing: bool,
    /// How fast it does.
    pub speed: Speed,
    /// The segment that the reader has selected.
    pub selected: Option<SegmentId>,
    /// What the reader has typed to find a question.
    pub search: String,
    /// Whether the list of questions is open.
    pub picker_open: bool,
    /// Whether the checker's panel is open.
    pub proof_open: bool,
    /// The address of a way that the checker is still to find.
    pub awaited: Option<Address>,
    /// What the reader must be told about the page.
    pub notice: Option<Notice>,
    /// What the reader does with the run.
    pub studio: Studio,
    /// What the switch between protocols was last used to leave.
    left: Option<Left>,
}

/// Something that the reader does, or that comes to pass.
#[derive(Clone, PartialEq, Debug)]
pub enum Msg {
    /// Play, or pause.
    Toggle,
    /// Pause, at this time.
    PauseAt(Instant),
    /// While playing, time has come so far.
    Advance(Instant),
    /// To the next beat.
    StepForward,
    /// To the beginning of this beat, or to the one before.
    StepBack,
    /// To the beginning.
    Restart,
    /// To the end.
    ToEnd,
    /// To this time.
    SeekTo(Instant),
    /// To after so many beats.
    SeekStep(usize),
    /// By so many microseconds, forward or back.
    Nudge(i64),
    /// At this speed.
    SetSpeed(Speed),
    /// In this language.
    SetLang(Lang),
    /// In these colours.
    SetTheme(Theme),
    /// Shows a scenario from its beginning.
    Open(String),
    /// Shows the right protocol instead of the wrong one at the same time, or back.
    SwitchProtocol(String),
    /// Selects a segment, or none.
    Select(Option<SegmentId>),
    /// Looks for a question.
    Search(String),
    /// Opens or closes the list of questions.
    TogglePicker,
    /// Opens or closes the checker's panel.
    ToggleProof,
    /// The way that the address asks for is not to be had.
    Abandon,
    /// The checker could not be fetched.
    MissProof,
    /// Opens a part of the studio, or closes it.
    TogglePanel(&'static str),
    /// What the studio wants of the page; see [`Studio`].
    Obey(String),
    /// Has read the notice.
    DismissNotice,
    /// The address has changed: back or forward was pressed.
    Navigate(Address),
}

impl App {
    /// The page for an address. `lang` is the reader's own where the address has none. The
    /// scenario that the address asks for must be known, or else the first one.
    pub fn new(query: &str, lang: Lang, theme: Theme) -> App {
        let (address, unusable) = Address::parse(query);
        let lang = address.lang.unwrap_or(lang);
        let asked = address.scenario.as_deref().and_then(nearest);
        let mut app = App {
            lang,
            theme: address.theme.unwrap_or(theme),
            show: Show::new(asked.unwrap_or_else(first_scenario), lang),
            playhead: Instant::ZERO,
            step: 0,
            playing: false,
            speed: address.speed.unwrap_or_default(),
            selected: None,
            search: String::new(),
            picker_open: false,
            proof_open: false,
            awaited: None,
            notice: None,
            studio: Studio::default(),
            left: None,
        };
        if let Some(scenario) = address.scenario.clone() {
            app.open(&scenario);
        }
        if app.notice.is_none() {
            app.notice = unusable.into_iter().next().map(Notice::UnusableAddress);
        }
        app.arrive(address);
        app
    }

    /// The address of what is shown now, or of the way that is still to be found.
    pub fn address(&self) -> Address {
        if let Some(awaited) = &self.awaited {
            return Address { lang: Some(self.lang), theme: Some(self.theme), ..awaited.clone() };
        }
        Address {
            scenario: Some(unchanged(&self.show.scenario.address).to_owned()),
            lang: Some(self.lang),
            theme: Some(self.theme),
            t: Some(self.position()),
            speed: (self.speed != Speed::default()).then_some(self.speed),
        }
    }

    /// What is said now, once something has happened.
    pub fn caption(&self) -> Option<&Caption> {
        self.show.captions.get(self.step.checked_sub(1)?)
    }

    /// The interview question that the scenario belongs to.
    pub fn interview_question(&self) -> Option<usize> {
        let id = self.show.scenario.base_id();
        InterviewQuestion::all().iter().position(|question| question.scenarios.contains(&id))
    }

    /// The time of the next beat, while there is one.
    pub fn next_beat(&self) -> Option<Instant> {
        self.show.run.beats.get(self.step).map(|beat| beat.at)
    }

    fn position(&self) -> Position {
        let exact = self.time_of(self.step) == self.playhead;
        if exact { Position::Step(self.step) } else { Position::Time(self.playhead) }
    }

    fn time_of(&self, step: usize) -> Instant {
        match step.checked_sub(1) {
            Some(beat) => self.show.run.beats[beat].at,
            None => Instant::ZERO,
        }
    }

    fn seek_step(&mut self, step: usize) {
        self.step = step.min(self.show.run.beats.len());
        self.playhead = self.time_of(self.step);
    }

    fn seek_time(&mut self, t: Instant) {
        self.playhead = t.min(self.end());
        self.step = step_at(&self.show.run, self.playhead);
    }

    fn go_to(&mut self, position: Option<Position>) {
        match position {
            Some(Position::Step(step)) => self.seek_step(step),
            Some(Position::Time(t)) => self.seek_time(t),
            None => self.seek_step(0),
        }
    }

    fn step_back(&mut self) {
        if let Some(t) = self.studio.before(&self.show.run, self.playhead) {
            return self.seek_time(t);
        }
        let begun = self.time_of(self.step) < self.playhead;
        self.seek_step(if begun { self.step } else { self.step.saturating_sub(1) });
    }

    /// Puts a scenario on the stage, or says that there is none by this address and shows its
    /// scenario where only the alternative is unknown. A way that the checker has not found yet is
    /// awaited, and opened when it has.
    fn open(&mut self, address: &str) {
        let catalogue = Catalogue::get();
        let awaited = self.awaited.take();
        self.proof_open = address.starts_with(PROOF) && catalogue.find(address).is_none();
        if self.proof_open {
            self.awaited =
                Some(Address { scenario: Some(address.to_owned()), ..Address::default() });
            return;
        }
        let missing = catalogue.entry(address).is_some_and(|entry| !entry.is_told());
        self.notice = match catalogue.find(address) {
            Some(_) => None,
            None if address == FREE => {
                FREE.clone_into(&mut self.studio.panel);
                None
            }
            None if missing => Some(Notice::MissingScenario(address.to_owned())),
            None => Some(Notice::UnknownScenario(address.to_owned())),
        };
        let Some(scenario) = nearest(address) else { return };
        if scenario.address != self.show.scenario.address {
            self.show = Show::new(scenario, self.lang);
            self.studio.leave();
        }
        self.playing = false;
        self.selected = None;
        // States may have been written in small letters.
        let asked = |awaited: &Address| {
            awaited.scenario.as_ref().is_some_and(|asked| asked.eq_ignore_ascii_case(address))
        };
        let awaited = awaited.filter(asked);
        self.go_to(awaited.and_then(|awaited| awaited.t));
    }

    /// Goes to where an address leads in what was opened, or will lead in what is awaited.
    fn arrive(&mut self, address: Address) {
        match self.awaited {
            Some(_) => self.awaited = Some(address),
            None => self.go_to(address.t),
        }
    }

    /// Puts another protocol on the stage at the same time: of beats at the same moment as many
    /// have happened as before. The way back leads to where the reader was.
    fn switch_protocol(&mut self, address: &str) {
        let (from, at) = (self.show.scenario.address.clone(), (self.step, self.playhead));
        let back = self.left.take().filter(|left| left.address == address && left.led_to == at);
        let passed = self.step - self.before(self.playhead);
        self.open(address);
        self.seek_time(at.1);
        let same = self.before(at.1) + passed.max(1);
        self.step = if at.0 == 0 { 0 } else { self.step.min(same) };
        if let Some(left) = back {
            (self.step, self.playhead) = left.at;
        }
        self.left = Some(Left { address: from, at, led_to: (self.step, self.playhead) });
    }

    /// How many beats there are before a time.
    fn before(&self, t: Instant) -> usize {
        self.show.run.beats.partition_point(|beat| beat.at < t)
    }

    fn play(&mut self) {
        if !self.goes_on() {
            self.seek_step(0);
        }
        self.playing = true;
    }

    fn advance(&mut self, t: Instant) {
        let stop = self.studio.until.filter(|until| t >= *until);
        self.seek_time(stop.unwrap_or(t));
        self.playing &= self.goes_on() && stop.is_none();
        if stop.is_some() {
            self.studio.until = None;
        }
    }

    fn navigate(&mut self, address: Address) {
        self.open(address.scenario.as_deref().unwrap_or(FIRST_SCENARIO));
        self.arrive(address);
    }
}

/// The scenario with this address, or the one that only an alternative is unknown of.
fn nearest(address: &str) -> Option<&'static Scenario> {
    let catalogue = Catalogue::get();
    catalogue.find(address).or_else(|| catalogue.entry(address)?.all().next())
}

fn first_scenario() -> &'static Scenario {
    let first = Catalogue::get().find(FIRST_SCENARIO);
    first.expect("the scenario that is shown first is known before anything is shown")
}

/// The state after a message; `None` when nothing has changed.
pub fn update(app: &App, msg: Msg) -> Option<App> {
    let mut next = app.clone();
    match msg {
        Msg::Toggle if app.playing => next.playing = false,
        Msg::Toggle => next.play(),
        Msg::Advance(t) => next.advance(t),
        Msg::PauseAt(t) => {
            next.seek_time(t);
            next.playing = false;
        }
        Msg::SetSpeed(speed) => next.speed = speed,
        Msg::SetTheme(theme) => next.theme = theme,
        Msg::SetLang(lang) => {
            next.lang = lang;
            if lang != app.lang {
                next.show = Show::new(app.show.scenario, lang);
                let beside = app.studio.beside.as_ref();
                next.studio.beside = beside.map(|beside| Show::new(beside.scenario, lang));
            }
        }
        Msg::Open(address) => next.open(&address),
        Msg::SwitchProtocol(address) => next.switch_protocol(&address),
        Msg::Select(segment) => next.selected = segment,
        Msg::Search(words) => next.search = words,
        Msg::TogglePicker => next.picker_open = !app.picker_open,
        Msg::ToggleProof => next.proof_open = !app.proof_open,
        Msg::Abandon => next.awaited = None,
        Msg::MissProof => {
            (next.proof_open, next.awaited) = (false, None);
            next.notice = Some(Notice::MissingScenario(PROOF.to_owned()));
        }
        Msg::DismissNotice => next.notice = None,
        Msg::TogglePanel(panel) => next.studio.toggle(panel),
        Msg::Obey(order) => next.obey(&order),
        Msg::Navigate(address) => next.navigate(address),
        Msg::StepForward
        | Msg::StepBack
        | Msg::Restart
        | Msg::ToEnd
        | Msg::SeekTo(_)
        | Msg::SeekStep(_)
        | Msg::Nudge(_) => {
            next.playing = false;
            seek(&mut next, msg);
        }
    }
    (next != *app).then_some(next)
}

fn seek(app: &mut App, msg: Msg) {
    match msg {
        Msg::StepForward => app.step_forward(),
        Msg::StepBack => app.step_back(),
        Msg::ToEnd => app.seek_end(),
        Msg::SeekTo(t) => app.seek_time(t),
        Msg::SeekStep(step) => app.seek_step(step),
        Msg::Nudge(micros) => {
            let t = app.playhead.as_micros().saturating_add_signed(micros);
            app.seek_time(Instant::from_micros(t));
        }
        _ => app.seek_step(0),
    }
}

#[cfg(test)]
mod tests;
