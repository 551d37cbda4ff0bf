//! What the panel knows, and what a reader's action or a worker's word does to it.

use crate::talk::{Ask, BEGINNING, Phase, Report};
use crate::wanted::{Goal, Meaningless, Wanted};
use tcp_checker::bounds::Bounds;
use tcp_checker::model::Model;
use tcp_model::state::State;
use tcp_scenarios::prose::Lang;

/// A model with what was found of it.
#[derive(Debug)]
pub struct Card {
    /// The model, with its own bounds.
    pub model: Model,
    /// The bounds that the reader has set.
    pub bounds: Bounds,
    /// What the last search has found, and within which bounds.
    pub found: Option<(Bounds, Report)>,
}

/// What cannot be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Complaint {
    /// A part of the address means nothing.
    Meaningless(Meaningless),
    /// No world is like this.
    NoWay(Goal),
    /// The way is there, but it cannot be shown.
    NotShown(Goal),
    /// The worker does not run.
    NoWorker,
}

/// The panel.
#[derive(Debug)]
pub struct Panel {
    /// The language of its words.
    pub lang: Lang,
    /// The models that there is a choice of.
    pub cards: Vec<Card>,
    /// The model that is shown, by its place among them.
    pub shown: usize,
    /// What could not be done.
    pub complaint: Option<Complaint>,
    /// The cell of the map that the arrow keys start from.
    pub cell: Option<(State, State)>,
    /// The models that the page asked for last, but for that of a way.
    dealt: String,
    /// The address of the way that the page waits for.
    wanted: Option<(String, Wanted)>,
    /// What a worker was asked for and has not answered yet.
    asked: Option<(&'static str, Goal)>,
}

impl Default for Panel {
    fn default() -> Panel {
        Panel {
            lang: Lang::En,
            cards: Vec::new(),
            shown: 0,
            complaint: None,
            cell: None,
            dealt: String::new(),
            wanted: None,
            asked: None,
        }
    }
}

/// What follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// A model will be searched.
    Hire(&'static str),
    /// Ask the worker of a model.
    Ask(&'static str, Ask),
    /// Tell the page of a way, or that there is none.
    Tell(String, Option<Vec<u8>>),
    /// Put the focus there.
    Focus(String),
}

impl Panel {
    /// The model that is shown.
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.shown)
    }

    /// Whether a worker is at this.
    pub fn is_asked(&self, model: &str, goal: Goal) -> bool {
        self.asked.is_some_and(|(asked, of)| (asked, of) == (model, goal))
    }

    /// The page wants these models, and the way with this address or none.
    pub fn ask_for(&mut self, lang: Lang, models: &str, wanted: &str) -> Vec<Effect> {
        self.lang = lang;
        self.deal(models);
        let known = self.wanted.as_ref().is_some_and(|(address, _)| address == wanted);
        if !known {
            self.wanted = None;
        }
        let mut effects = Vec::new();
        if !wanted.is_empty() && !known {
            effects = self.want(wanted);
        }
        effects.extend(self.card().map(|card| Effect::Hire(card.model.id)));
        effects
    }

    /// Cards for these models; what was found of those that were there is kept. A way that is shown
    /// names its own, and leaves those of its question.
    fn deal(&mut self, models: &str) {
        if self.dealt == models {
            return;
        }
        if let Some(place) = self.cards.iter().position(|card| card.model.id == models) {
            self.shown = place;
            return;
        }
        self.dealt = models.to_owned();
        let all = Model::all();
        let named = models.split(' ').filter_map(|id| all.iter().find(|model| model.id == id));
        let mut before = std::mem::take(&mut self.cards);
        for model in named {
            let there = before.iter().position(|card| card.model.id == model.id);
            self.cards.push(match there {
                Some(place) => before.swap_remove(place),
                None => Card::new(model.clone()),
            });
        }
        (self.shown, self.cell, self.complaint) = (0, None, None);
    }

    fn want(&mut self, address: &str) -> Vec<Effect> {
        self.complaint = None;
        let wanted = match Wanted::read(address) {
            Ok(wanted) => wanted,
            Err(meaningless) => {
                if let Meaningless::Rest(model, _) = meaningless {
                    self.show_model(model);
                }
                self.complaint = Some(Complaint::Meaningless(meaningless));
                return vec![Effect::Tell(address.to_owned(), None)];
            }
        };
        self.show_model(wanted.model);
        let bounds = wanted.bounds;
        self.wanted = Some((address.to_owned(), wanted));
        if let Some(card) = self.cards.get_mut(self.shown) {
            card.bounds = bounds;
        }
        self.run()
    }

    fn show_model(&mut self, id: &str) {
        let there = self.cards.iter().position(|card| card.model.id == id);
        self.shown = there.unwrap_or_else(|| {
            self.cards.extend(Model::named(id).map(Card::new));
            self.cards.len().saturating_sub(1)
        });
        self.cell = None;
    }

    fn run(&mut self) -> Vec<Effect> {
        let Some(card) = self.cards.get_mut(self.shown) else { return Vec::new() };
        self.complaint = None;
        (self.cell, self.asked) = (None, None);
        card.found = Some((card.bounds, Report::default()));
        vec![Effect::Ask(card.model.id, Ask::Run(card.model.id, card.bounds))]
    }

    /// What a reader has pressed.
    pub fn act(&mut self, action: &str) -> Vec<Effect> {
        let (what, rest) = action.split_once(' ').unwrap_or((action, ""));
        let place = rest.parse().unwrap_or(0);
        match what {
            "tab" => {
                (self.shown, self.complaint, self.cell) = (place, None, None);
                self.card().map(|card| Effect::Hire(card.model.id)).into_iter().collect()
            }
            "less" => self.set(place, |value, _| value.saturating_sub(1)),
            "more" => self.set(place, |value, most| (value + 1).min(most)),
            "reset" => {
                if let Some(card) = self.cards.get_mut(self.shown) {
                    card.bounds = card.model.bounds;
                }
                Vec::new()
            }
            "run" => {
                let mut effects = self.abandon();
                effects.extend(self.run());
                effects
            }
            "stop" => {
                let mut effects = self.abandon();
                effects.extend(self.card().map(|card| Effect::Ask(card.model.id, Ask::Stop)));
                effects
            }
            "way" => Goal::named(rest).map(|goal| self.ask_way(goal)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The page need not wait any more.
    fn abandon(&mut self) -> Vec<Effect> {
        let wanted = self.wanted.take();
        wanted.map(|(address, _)| Effect::Tell(address, None)).into_iter().collect()
    }

    fn set(&mut self, place: usize, change: impl Fn(u8, u8) -> u8) -> Vec<Effect> {
        let Some(card) = self.cards.get_mut(self.shown) else { return Vec::new() };
        let mut values = card.bounds.values();
        if let (Some(value), Some((_, most))) = (values.get_mut(place), Bounds::names().get(place))
        {
            *value = change(*value, *most);
        }
        card.bounds = Bounds::from_values(values);
        Vec::new()
    }

    fn ask_way(&mut self, goal: Goal) -> Vec<Effect> {
        if let Goal::States(client, server) = goal {
            self.cell = Some((client, server));
        }
        let Some(card) = self.card() else { return Vec::new() };
        let model = card.model.id;
        self.complaint = None;
        self.asked = Some((model, goal));
        vec![Effect::Ask(model, Ask::Way(goal))]
    }

    /// A worker says how far it is.
    pub fn report(&mut self, model: &str, report: Report) -> Vec<Effect> {
        let Some(place) = self.cards.iter().position(|card| card.model.id == model) else {
            return Vec::new();
        };
        let card = &mut self.cards[place];
        let bounds = card.found.as_ref().map_or(card.bounds, |(bounds, _)| *bounds);
        card.found = Some((bounds, report));
        self.follow_wanted(place)
    }

    /// Asks for the way that the page waits for, once it is there.
    fn follow_wanted(&mut self, place: usize) -> Vec<Effect> {
        let card = &self.cards[place];
        let Some((address, wanted)) = self.wanted.clone() else { return Vec::new() };
        let Some((_, report)) = card.found.as_ref().filter(|_| card.model.id == wanted.model)
        else {
            return Vec::new();
        };
        let there = match wanted.goal {
            Goal::Failure(property) => report.failure(property).is_some(),
            Goal::States(client, server) => {
                (client, server) != BEGINNING && report.count(client, server) > 0
            }
            Goal::Edge(from, to) => report.edges.iter().any(|(f, t, _)| (*f, *t) == (from, to)),
        };
        if there && self.asked.is_none() {
            self.asked = Some((wanted.model, wanted.goal));
            return vec![Effect::Ask(wanted.model, Ask::Way(wanted.goal))];
        }
        if there || report.phase == Phase::Running {
            return Vec::new();
        }
        self.wanted = None;
        self.complaint = Some(Complaint::NoWay(wanted.goal));
        vec![Effect::Tell(address, None)]
    }

    /// A worker has found a way, or none.
    pub fn found(&mut self, model: &'static str, goal: Goal, file: Option<Vec<u8>>) -> Vec<Effect> {
        let asked = self.asked.take();
        let card = self.cards.iter().find(|card| card.model.id == model);
        let Some((bounds, _)) = card.and_then(|card| card.found.as_ref()) else {
            return Vec::new();
        };
        // The reader has asked for something else meanwhile.
        if asked != Some((model, goal)) {
            self.asked = asked;
            return Vec::new();
        }
        if file.is_none() {
            self.complaint = Some(Complaint::NotShown(goal));
            return self.abandon();
        }
        self.wanted = None;
        let address = Wanted { model, bounds: *bounds, goal }.address();
        vec![Effect::Tell(address, file)]
    }

    /// A worker has ended.
    pub fn fail(&mut self, model: &str) -> Vec<Effect> {
        if let Some(card) = self.cards.iter_mut().find(|card| card.model.id == model)
            && let Some((_, report)) = &mut card.found
            && report.phase == Phase::Running
        {
            report.phase = Phase::Stopped;
        }
        self.complaint = Some(Complaint::NoWorker);
        self.asked = None;
        self.abandon()
    }

    /// To the next cell of the map in the direction of an arrow key.
    pub fn walk(&mut self, key: &str) -> Vec<Effect> {
        let Some((_, report)) = self.card().and_then(|card| card.found.as_ref()) else {
            return Vec::new();
        };
        let Some(next) = neighbour(report, self.cell, key) else { return Vec::new() };
        self.cell = Some(next);
        vec![Effect::Focus(format!(".proof [data-act=\"way {},{}\"]", next.0, next.1))]
    }
}

impl Card {
    fn new(model: Model) -> Card {
        Card { bounds: model.bounds, found: None, model }
    }

    /// Whether it is searched now.
    pub fn is_running(&self) -> bool {
        self.found.as_ref().is_some_and(|(_, report)| report.phase == Phase::Running)
    }
}

/// The nearest cell with a world in it, from a cell in the direction of a key.
fn neighbour(report: &Report, from: Option<(State, State)>, key: &str) -> Option<(State, State)> {
    let (client, server) = from.or(report.first_cell())?;
    let there = |(c, s): &(State, State)| match key {
        "ArrowLeft" => *c == client && *s < server,
        "ArrowRight" => *c == client && *s > server,
        "ArrowUp" => *s == server && *c < client,
        "ArrowDown" => *s == server && *c > client,
        _ => false,
    };
    let cells = report.pairs.iter().map(|(c, s, _)| (*c, *s));
    let cells = cells.filter(|cell| *cell != BEGINNING && there(cell));
    match key {
        "ArrowLeft" | "ArrowUp" => cells.max(),
        _ => cells.min(),
    }
}

#[cfg(test)]
mod tests;
