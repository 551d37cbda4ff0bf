//! The studio's state: what the page shows, the run on the stage, and the parts that work on it.

use crate::effect::Effect;
use crate::inspect::Inspect;
use crate::moment::Moment;
use crate::subject::Subject;
use nodes::node::Tag;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::scenario::Scenario;

/// The studio's state.
#[derive(Debug, Default)]
pub struct Desk {
    moment: Option<Moment>,
    subject: Option<Subject>,
    /// The file that was asked for last.
    asked: String,
    inspect: Inspect,
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
        self.moment = Some(moment);
        if known {
            return Vec::new();
        }
        self.subject = None;
        let path = file_of(&address);
        if self.asked == path {
            return Vec::new();
        }
        self.asked.clone_from(&path);
        vec![Effect::Fetch(path)]
    }

    /// A file that was asked for is here; without its text it could not be fetched.
    pub fn take(&mut self, path: &str, text: Option<&str>) -> Vec<Effect> {
        let Some(moment) = self.moment.as_ref().filter(|_| self.asked == path) else {
            return Vec::new();
        };
        self.asked.clear();
        let file = text.and_then(|text| serde_json::from_str::<ScenarioFile>(text).ok());
        if let Some(file) = file
            && let Ok(scenario) = Scenario::from_file(&file)
        {
            self.subject = Some(Subject::new(moment.address.clone(), file, scenario, moment.lang));
        }
        Vec::new()
    }

    /// What a reader has pressed: the name of a part, a verb, and more.
    pub fn act(&mut self, action: &str) -> Vec<Effect> {
        let (part, rest) = action.split_once(' ').unwrap_or((action, ""));
        let (verb, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let (Some(now), Some(subject)) = (&self.moment, &self.subject) else { return Vec::new() };
        let context = Context { now, subject };
        match part {
            "inspect" => self.inspect.act(context, verb, rest),
            _ => Vec::new(),
        }
    }

    /// What stands in the places that the page leaves to the studio.
    pub fn view(&self) -> Vec<Drawn> {
        let (Some(now), Some(subject)) = (&self.moment, &self.subject) else { return Vec::new() };
        let context = Context { now, subject };
        vec![("inspect", self.inspect.view(context))]
    }
}

/// Where the file of a scenario is.
fn file_of(address: &str) -> String {
    let id = address.split('/').next().unwrap_or(address);
    ["books/", id, ".json"].concat()
}
