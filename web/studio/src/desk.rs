//! The studio's state: what the page shows, the run on the stage, and the parts that work on it.

use crate::breaking::Breaking;
use crate::compare::Compare;
use crate::effect::Effect;
use crate::free::Free;
use crate::inspect::Inspect;
use crate::moment::Moment;
use crate::quiz::Quizzing;
use crate::sheet::Sheet;
use crate::states::States;
use crate::subject::Subject;
use crate::timeline::{Room, Timeline};
use crate::tour::Tour;
use nodes::node::Tag;
use tcp_scenarios::catalogue::{self, CHANGED, unchanged};
use tcp_scenarios::json::read_file;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::lexicon;

/// The studio's state.
#[derive(Debug, Default)]
pub struct Desk {
    moment: Option<Moment>,
    subject: Option<Subject>,
    /// The file that was asked for last.
    asked: String,
    /// How many runs a reader has made.
    made: usize,
    breaking: Breaking,
    compare: Compare,
    free: Free,
    inspect: Inspect,
    quiz: Quizzing,
    sheet: Sheet,
    states: States,
    timeline: Timeline,
    tour: Tour,
}

/// What a part of the studio works on.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What the page shows.
    pub now: &'a Moment,
    /// The run on the stage.
    pub subject: &'a Subject,
}

/// A place in the page and what stands in it.
pub type Drawn = (&'static str, Vec<Tag>);

impl Desk {
    /// The page shows something else.
    pub fn see(&mut self, moment: Moment) -> Vec<Effect> {
        let address = moment.address.clone();
        let known = self.subject.as_ref().is_some_and(|subject| subject.address == address);
        let mut effects = self.timeline.see(&moment);
        self.moment = Some(moment);
        if known {
            return effects;
        }
        self.subject = None;
        let path = file_of(&address);
        if self.asked == path {
            return effects;
        }
        self.asked.clone_from(&path);
        effects.push(Effect::Fetch(path));
        effects
    }

    /// A file that was asked for is here; without its text it could not be fetched.
    pub fn take(&mut self, path: &str, text: Option<&str>) -> Vec<Effect> {
        self.states.take(path, text);
        self.timeline.take(path, text);
        let Some(moment) = self.moment.as_ref().filter(|_| self.asked == path) else {
            return Vec::new();
        };
        self.asked.clear();
        let file = text.and_then(|text| read_file(text).ok());
        if let Some(file) = file
            && let Ok(scenario) = Scenario::from_file(&file)
        {
            self.subject = Some(Subject::new(moment.address.clone(), file, scenario, moment.lang));
        }
        Vec::new()
    }

    /// The timeline has this much room.
    pub fn fit(&mut self, room: Room) {
        self.timeline.fit(room);
    }

    /// A reader has pointed at something of the timeline, which alone is to be drawn anew.
    pub fn glance(&mut self, verb: &str, rest: &str) -> Option<Drawn> {
        let context = Context { now: self.moment.as_ref()?, subject: self.subject.as_ref()? };
        self.timeline.act(context, verb, rest);
        Some(("timeline", self.timeline.view(context)))
    }

    /// What a reader has pressed: the name of a part, a verb, and more.
    pub fn act(&mut self, action: &str) -> Vec<Effect> {
        let (part, rest) = action.split_once(' ').unwrap_or((action, ""));
        let (verb, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let (Some(now), Some(subject)) = (&self.moment, &self.subject) else { return Vec::new() };
        let context = Context { now, subject };
        let effects = match part {
            "break" => self.breaking.act(context, verb, rest),
            "compare" => self.compare.act(context, verb, rest),
            "free" => self.free.act(context, verb, rest),
            "inspect" => self.inspect.act(context, verb, rest),
            "quiz" => self.quiz.act(context, verb, rest),
            "sheet" => self.sheet.act(context, verb, rest),
            "states" => self.states.act(context, verb, rest),
            "timeline" => self.timeline.act(context, verb, rest),
            "tour" => self.tour.act(context, verb, rest),
            _ => Vec::new(),
        };
        self.put_on_stage(effects)
    }

    /// Has the page show the runs that are to be shown: as books, under addresses of their own.
    fn put_on_stage(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let show = |effect| match effect {
            Effect::Show { scenario, of, at } => {
                self.made += 1;
                let address = format!("{}{CHANGED}{}", unchanged(&of), self.made);
                let (order, book) = (format!("open {address} {at}"), book(*scenario, &address));
                Effect::Tell(order, Some(book))
            }
            other => other,
        };
        effects.into_iter().map(show).collect()
    }

    /// What stands in the places that the page leaves to the studio.
    pub fn view(&self) -> Vec<Drawn> {
        let (Some(now), Some(subject)) = (&self.moment, &self.subject) else { return Vec::new() };
        let context = Context { now, subject };
        let panel = match &*now.panel {
            "break" => self.breaking.view(context),
            "compare" => self.compare.view(context),
            "free" => self.free.view(context),
            "quiz" => self.quiz.view(context),
            "tour" => self.tour.view(context),
            _ => Vec::new(),
        };
        vec![
            ("studio", panel),
            ("inspect", self.inspect.view(context)),
            ("jump", self.states.view(context)),
            ("timeline", self.timeline.view(context)),
            ("sheet", self.sheet.view(context)),
        ]
    }
}

/// A scenario as the page takes it in, with the words for its runs.
fn book(mut scenario: Scenario, address: &str) -> Vec<u8> {
    address.clone_into(&mut scenario.address);
    let words = lexicon::needed(std::iter::once(&scenario));
    let book = catalogue::book(scenario);
    let len = (book.len() as u32).to_le_bytes();
    [&len, &*book, words.as_bytes()].concat()
}

/// Where the file of a scenario is.
fn file_of(address: &str) -> String {
    let id = address.split('/').next().unwrap_or(address);
    ["books/files/", id, ".json"].concat()
}
