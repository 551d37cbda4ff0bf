//! Links to runs that a reader has changed: what the address of the page has behind `#s=`.

use crate::effect::Effect;
use crate::moment::Moment;
use crate::subject::Subject;
use crate::words::either;
use nodes::node::{Tag, tag};
use tcp_scenarios::catalogue::unchanged;
use tcp_scenarios::prose::Lang;
use tcp_studio::change::History;
use tcp_studio::link::{LinkError, Shared, decode, encode};
use tcp_studio::sandbox::Form;
use tcp_view::address::Position;
use tcp_view::app::FREE;

/// How a link begins.
pub(crate) const BEGINNING: &str = "s=";

/// What the address says, and what is still to be done about it.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// What it said last, read or written.
    link: String,
    /// The scenario that this is about.
    base: String,
    /// The scenario that is on the stage until that comes.
    before: String,
    /// What is to be opened.
    shared: Option<Shared>,
    complaint: Option<Complaint>,
}

/// What a link holds.
pub(super) struct Opened {
    /// What was changed, or why that does not fit.
    pub(super) history: Result<History, String>,
    /// Where it is to be shown.
    pub(super) at: String,
    /// The address of what stands beside it, or nothing.
    pub(super) beside: String,
}

/// Why a link is not honoured.
#[derive(Debug)]
pub(super) enum Complaint {
    /// It cannot be read.
    Link(LinkError),
    /// What it changes does not fit the scenario.
    Changes(String),
}

impl Linked {
    /// The address says this.
    pub(super) fn see(&mut self, moment: &Moment) -> Vec<Effect> {
        let (link, base) = (&*moment.link, unchanged(&moment.address));
        if base == self.base {
            self.before.clear();
        } else if base != self.before {
            // The way back to a run that was changed leads through its link once more.
            self.link.clear();
            self.complaint = None;
            base.clone_into(&mut self.base);
        }
        if link == self.link || !link.starts_with(BEGINNING) {
            return Vec::new();
        }
        match decode(&link[BEGINNING.len()..]) {
            Ok(shared) => {
                link.clone_into(&mut self.link);
                self.complaint = None;
                let here = unchanged(&moment.address) == shared.scenario || shared.run.is_some();
                let order = ["open ", &*shared.scenario, " step:0"].concat();
                self.shared = Some(shared);
                if here { Vec::new() } else { vec![Effect::Tell(order, None)] }
            }
            Err(error) => {
                self.complaint = Some(Complaint::Link(error));
                vec![Effect::Tell("link ".to_owned(), None)]
            }
        }
    }

    /// What the link holds, once what it is about is on the stage.
    pub(super) fn open(&mut self, subject: &Subject, moment: &Moment) -> Option<Opened> {
        let fits = |shared: &Shared| subject.address == shared.scenario || shared.run.is_some();
        let shared = self.shared.take_if(|shared| fits(shared))?;
        let mut file = match shared.run {
            Some(run) => Form::from_run(run).file(),
            None => subject.file.clone(),
        };
        if let Some(seed) = shared.seed {
            file.run.weather.seed = seed;
        }
        // The address of the page tells better where the reader was, unless the run that it was read
        // for, without the changes, is over by then.
        let is_over = moment.step == subject.run.beats.len();
        let is_later = match shared.t {
            Position::Step(step) => step > moment.step,
            Position::Time(t) => t > moment.at,
        };
        let keeps = moment.step == 0 || is_over && is_later;
        let at = if keeps { shared.t } else { moment.position(&subject.run) }.to_string();
        let history = History::open(file, shared.scenario, shared.interventions);
        let history = history.map_err(|e| e.to_string());
        Some(Opened { history, at, beside: shared.beside.unwrap_or_default() })
    }

    /// The link of a history with something beside it, where the page is at a position.
    pub(super) fn of(&mut self, history: &History, at: &str, beside: &str) -> String {
        self.complaint = None;
        if history.address() != self.base {
            self.before = std::mem::replace(&mut self.base, history.address().to_owned());
        }
        self.link = text(history, at, beside);
        self.link.clone()
    }

    pub(super) fn complain(&mut self, said: String) -> Vec<Effect> {
        self.link.clear();
        self.complaint = Some(Complaint::Changes(said));
        vec![Effect::Tell("link ".to_owned(), None)]
    }

    pub(super) fn dismiss(&mut self) -> Vec<Effect> {
        self.complaint = None;
        vec![Effect::Focus("#player".to_owned())]
    }

    /// What is wrong with the link.
    pub(super) fn view(&self, lang: Lang) -> Vec<Tag> {
        let Some(complaint) = &self.complaint else { return Vec::new() };
        let said = match complaint {
            Complaint::Link(error) => error.say(lang),
            Complaint::Changes(said) => {
                [either(lang, "链接里的改动用不上：", "What the link changes does not fit: "), said]
                    .concat()
            }
        };
        let dismiss = tag("button", "btn").does("link dismiss").text(either(lang, "知道了", "OK"));
        let words = tag("p", "").text(said).text(" ").text(either(
            lang,
            "下面是没有改动过的场景。",
            "Below is the scenario as it is.",
        ));
        vec![tag("div", "notice").with("role", "alert").child(words).child(dismiss)]
    }
}

/// The link of a history with something beside it, or nothing where nothing was changed and nothing is
/// beside it.
pub(crate) fn text(history: &History, at: &str, beside: &str) -> String {
    let free = history.address() == FREE;
    let interventions = history.interventions();
    if interventions.is_empty() && !free && beside.is_empty() {
        return String::new();
    }
    let shared = Shared {
        run: free.then(|| history.file().run.clone()),
        interventions,
        t: Position::parse(at).unwrap_or(Position::Step(0)),
        beside: Some(unchanged(beside).to_owned()).filter(|beside| !beside.is_empty()),
        ..Shared::of(history.address())
    };
    [BEGINNING, &*encode(&shared)].concat()
}
