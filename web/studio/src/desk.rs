//! The studio's state: what the page shows, the run on the stage with what the reader has changed in
//! it, and the parts that work on it.

mod linked;
mod made;
#[cfg(test)]
mod tests;

use crate::breaking::{Breaking, told};
use crate::compare::Compare;
use crate::effect::Effect;
use crate::files::{Files, Found};
use crate::free::Free;
use crate::inspect::Inspect;
use crate::moment::{Moment, Turn};
use crate::quiz::Quizzing;
use crate::sheet::Sheet;
use crate::states::States;
use crate::subject::Subject;
use crate::timeline::{Room, Timeline};
use crate::tour::Tour;
use linked::Linked;
pub(crate) use linked::text as link_text;
use made::Made;
use nodes::node::Tag;
use tcp_scenarios::catalogue::{Catalogue, PROOF, is_changed, unchanged};
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::History;

/// The studio's state.
#[derive(Debug, Default)]
pub struct Desk {
    moment: Option<Moment>,
    subject: Option<Subject>,
    /// What the reader has changed in the scenario on the stage.
    history: Option<History>,
    made: Made,
    linked: Linked,
    files: Files,
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
    /// What the reader has changed in it.
    pub history: &'a History,
}

/// A place in the page and what stands in it.
pub type Drawn = (&'static str, Vec<Tag>);

impl Desk {
    /// The page shows something else; `way` is the book of what is on the stage where the checker
    /// has found it.
    pub fn see(&mut self, moment: Moment, way: Option<&[u8]>) -> Vec<Effect> {
        let mut effects = self.linked.see(&moment);
        let below = self.moment.take().map(|before| before.panel).unwrap_or_default();
        self.moment = Some(moment.over(&below));
        effects.extend(self.look(way));
        effects
    }

    /// Where the page is, without what follows `?`, and whether its browser has a dialog for sharing.
    pub fn stands_at(&mut self, site: &str, shares: bool) {
        self.sheet.stands_at(site, shares);
    }

    /// A file that was asked for is here; without its text it could not be fetched.
    pub fn take(&mut self, path: &str, text: Option<&str>) -> Vec<Effect> {
        self.files.take(path, text);
        self.states.take(path, text);
        self.look(None)
    }

    /// Sees to it that the run on the stage is known, and has every part look at it.
    fn look(&mut self, way: Option<&[u8]>) -> Vec<Effect> {
        let mut effects = self.find_subject(way);
        effects.extend(self.find_beside());
        effects.extend(self.follow_link());
        if let (Some(now), Some(subject), Some(history)) =
            (&self.moment, &self.subject, &self.history)
        {
            let context = Context { now, subject, history };
            effects.extend(self.compare.see(context, &mut self.files));
            effects.extend(self.quiz.see(context, &mut self.files));
            effects.extend(self.tour.see(context));
        }
        self.put_on_stage(effects)
    }

    fn find_subject(&mut self, way: Option<&[u8]>) -> Vec<Effect> {
        let Some(Moment { lang, address, .. }) = self.moment.clone() else { return Vec::new() };
        if let Some(known) = &self.subject
            && (&known.address, known.lang) == (&address, lang)
        {
            return Vec::new();
        }
        let base = unchanged(&address);
        let found = if is_changed(&address) {
            self.made.find(&address)
        } else if base.starts_with(PROOF) {
            of_the_checker(base, way)
        } else {
            match self.files.find(base) {
                Found::Here(file) => Some(*file),
                Found::Fetch(path) => return vec![Effect::Fetch(path)],
                Found::Awaited | Found::Missing => None,
            }
        };
        self.subject = found.and_then(|file| subject(&address, file, self.moment.as_ref()?));
        self.begin_history();
        Vec::new()
    }

    fn find_beside(&mut self) -> Vec<Effect> {
        let Some(Moment { beside, .. }) = &self.moment else { return Vec::new() };
        if beside.is_empty() || self.timeline.knows(beside) {
            return Vec::new();
        }
        let found = match self.made.find(beside) {
            Some(file) => Found::Here(Box::new(file)),
            None => self.files.find(beside),
        };
        match found {
            Found::Here(file) => self.timeline.stand_beside(beside, &file),
            Found::Fetch(path) => return vec![Effect::Fetch(path)],
            Found::Awaited | Found::Missing => {}
        }
        Vec::new()
    }

    /// What was changed stays known while the page shows editions of the same scenario.
    fn begin_history(&mut self) {
        let Some(subject) = &self.subject else { return };
        let base = unchanged(&subject.address);
        let same = self.history.as_mut().filter(|history| history.address() == base);
        match same {
            Some(history) if subject.address == base => history.reset(),
            Some(history) if self.made.is_edition(&subject.address) => {
                if let Some(branch) = self.made.branch(&subject.address) {
                    history.go_to(branch);
                }
            }
            Some(_) | None => {
                self.history = History::new(subject.file.clone(), base.to_owned()).ok();
            }
        }
    }

    /// Opens what a link holds, once the scenario that it is about is on the stage.
    fn follow_link(&mut self) -> Vec<Effect> {
        let (Some(moment), Some(subject)) = (&self.moment, &self.subject) else {
            return Vec::new();
        };
        let Some(opened) = self.linked.open(subject, moment) else { return Vec::new() };
        match opened.history {
            Ok(history) => {
                self.history = Some(history);
                let mut effects = self.show_edition(&opened.at, &opened.beside);
                effects.extend(self.compare.begin(opened.beside));
                effects
            }
            Err(said) => self.linked.complain(said),
        }
    }

    /// Has the page show the run as the history has it now.
    fn show_edition(&mut self, at: &str, beside: &str) -> Vec<Effect> {
        let Some(history) = &self.history else { return Vec::new() };
        let (order, book) = self.made.edition(history, at);
        let link = self.linked.of(history, at, beside);
        let link = [Effect::Tell(["link ", &*link].concat(), None)];
        std::iter::once(Effect::Tell(order, book)).chain(link).collect()
    }

    /// The timeline has this much room.
    pub fn fit(&mut self, room: Room) {
        self.timeline.fit(room);
    }

    /// A reader has pointed at something of the timeline, which alone is to be drawn anew.
    pub fn glance(&mut self, verb: &str, rest: &str) -> Option<Drawn> {
        let (now, subject) = (self.moment.as_ref()?, self.subject.as_ref()?);
        let context = Context { now, subject, history: self.history.as_ref()? };
        self.timeline.act(context, verb, rest);
        Some(("timeline", self.timeline.view(context)))
    }

    /// What a reader has pressed: the name of a part, a verb, and more.
    pub fn act(&mut self, action: &str) -> Vec<Effect> {
        let (part, rest) = action.split_once(' ').unwrap_or((action, ""));
        let (verb, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        if part == "link" {
            return self.linked.dismiss();
        }
        let (Some(now), Some(subject), Some(history)) =
            (&self.moment, &self.subject, &self.history)
        else {
            return Vec::new();
        };
        let context = Context { now, subject, history };
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
        let mut effects = self.put_on_stage(effects);
        effects.extend(self.look(None));
        effects
    }

    /// Makes orders of what is to be put on the stage.
    fn put_on_stage(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut orders = Vec::new();
        for effect in effects {
            match effect {
                Effect::Show { scenario, of, at } => {
                    let (order, book) = self.made.scenario(*scenario, &of, &at);
                    orders.push(Effect::Tell(order, Some(book)));
                }
                Effect::Change(history, at) => {
                    self.history = Some(*history);
                    let beside = self.moment.as_ref().map_or("", |now| &now.beside).to_owned();
                    orders.extend(self.show_edition(&at, &beside));
                }
                Effect::Beside(scenario, of) => {
                    let (address, book) = self.made.beside(*scenario, &of);
                    orders.push(Effect::Tell(["beside ", &*address].concat(), Some(book)));
                }
                other => orders.push(other),
            }
        }
        orders
    }

    /// What is open, in words that the style sheets know: `open` where anything stands above the
    /// stage, the name of the panel, and the side of a comparison that a phone shows.
    pub fn is_open(&self) -> String {
        let Some(now) = &self.moment else { return String::new() };
        let mut words = Vec::new();
        if !now.panel.is_empty() || !self.linked.view(now.lang).is_empty() {
            words.extend(["open", &*now.panel]);
        }
        if now.panel == "compare" {
            words.extend(self.compare.side());
        }
        words.join(" ")
    }

    /// What stands in the places that the page leaves to the studio.
    pub fn view(&self, turn: Turn) -> Vec<Drawn> {
        let Some(now) = &self.moment else { return Vec::new() };
        let complaint = self.linked.view(now.lang);
        let (Some(subject), Some(history)) = (&self.subject, &self.history) else {
            return vec![("studio", complaint)];
        };
        let context = Context { now, subject, history };
        if let Turn::Look(_) = turn {
            return vec![("inspect", self.inspect.view(context, turn))];
        }
        let panel = match &*now.panel {
            "break" => self.breaking.view(context),
            "compare" => self.compare.view(context),
            "free" => self.free.view(context),
            "quiz" => self.quiz.view(context),
            "tour" => self.tour.view(context),
            _ => told(context),
        };
        let inspector = || ("inspect", self.inspect.view(context, turn));
        let rest = [
            ("studio", complaint.into_iter().chain(panel).collect()),
            ("menu", self.breaking.menu(context)),
            ("after", self.compare.verdicts(context)),
            ("jump", self.states.view(context)),
            ("timeline", self.timeline.view(context)),
            ("sheet", self.sheet.view(context)),
        ];
        rest.into_iter().chain((turn == Turn::All).then(inspector)).collect()
    }
}

/// A run of a file under an address of the page.
fn subject(address: &str, file: ScenarioFile, moment: &Moment) -> Option<Subject> {
    let scenario = Scenario::from_file(&file).ok()?;
    Some(Subject::new(address, file, scenario, moment.lang))
}

/// The file of a way that the checker has found, from its book.
fn of_the_checker(address: &str, way: Option<&[u8]>) -> Option<ScenarioFile> {
    let (len, rest) = way?.split_first_chunk()?;
    let (book, _) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    Catalogue::get().learn(book);
    Some(ScenarioFile::of(Catalogue::get().find(address)?))
}
