//! Questions about the run before it goes on, and an interview over several scenarios.

mod card;
#[cfg(test)]
mod tests;

use crate::desk::Context;
use crate::effect::Effect;
use crate::files::Files;
use nodes::node::Tag;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::unchanged;
use tcp_scenarios::prose::Lang;
use tcp_studio::quiz::{Choice, Question, Score, interview, questions};
use tcp_view::address::Position;

/// Where it is written how many questions there are about each scenario: address, tab, number.
const COUNTS: &str = "books/quiz.txt";

/// How many questions an interview has.
const INTERVIEW: usize = 10;

/// The page stops so long before what is asked about: a segment that is about to land is seen.
const SHORTLY: Duration = Duration::from_millis(2);

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Quizzing {
    game: Option<Game>,
    /// What waits for the numbers of questions.
    wanted: Option<Wanted>,
}

/// What can be asked only by whoever knows how many questions there are about each scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Wanted {
    /// An interview, drawn with this seed.
    Interview(u64),
    /// All questions about the scenario that comes after the one with this address.
    After(String),
}

impl Wanted {
    /// The address of a run and which of its questions, one after the other, where there are so many
    /// questions about each scenario of the catalogue.
    fn plan(&self, counts: &[(String, usize)]) -> Vec<(String, usize)> {
        match self {
            Wanted::Interview(seed) => interview(*seed, counts, INTERVIEW),
            Wanted::After(address) => {
                let place = counts.iter().position(|(known, _)| known == address);
                let (before, after) = counts.split_at(place.map_or(0, |place| place + 1));
                // After the last comes the first.
                let next = after.iter().chain(before).find(|(_, count)| *count > 0);
                let all = |(address, count): &(String, usize)| {
                    (0..*count).map(|index| (address.clone(), index)).collect()
                };
                next.map(all).unwrap_or_default()
            }
        }
    }
}

/// Questions that are being asked.
#[derive(Debug)]
struct Game {
    is_interview: bool,
    /// The address of a run, and which of its questions, one after the other.
    plan: Vec<(String, usize)>,
    at: usize,
    /// What came of each question that is done with.
    done: Vec<Done>,
    question: Option<Question>,
    lang: Lang,
    chosen: Option<usize>,
    /// Whether the page has been at or before the question.
    arrived: bool,
    /// Whether the question has been put.
    put: bool,
}

/// A question that is done with.
#[derive(Debug)]
struct Done {
    address: String,
    question: Question,
    /// Which answer was chosen; `None` where it was passed over.
    chosen: Option<usize>,
}

impl Done {
    /// What was answered.
    fn answer(&self) -> Option<&Choice> {
        self.question.choices.get(self.chosen?)
    }

    fn is_right(&self) -> bool {
        self.answer().is_some_and(|choice| choice.right)
    }
}

impl Quizzing {
    /// Looks at what the page shows: a question is put where the page stops for it.
    pub fn see(&mut self, context: Context<'_>, files: &mut Files) -> Vec<Effect> {
        if context.now.panel != "quiz" {
            self.wanted = None;
            return self.stop();
        }
        if let Some(wanted) = &self.wanted {
            match files.text(COUNTS) {
                Ok(counts) => {
                    let plan = wanted.plan(&numbers(counts));
                    let is_interview = matches!(wanted, Wanted::Interview(_));
                    self.wanted = None;
                    return self.begin(plan, is_interview, context);
                }
                Err(path) => return path.map(Effect::Fetch).into_iter().collect(),
            }
        }
        match &mut self.game {
            Some(game) if game.has_left(context) => self.stop(),
            Some(game) => game.see(context),
            None => Vec::new(),
        }
    }

    /// What a reader has pressed in it.
    pub fn act(&mut self, context: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        match (verb, &mut self.game) {
            ("start", _) => {
                let of = &context.subject.address;
                let plan = (0..asked(context).len()).map(|index| (of.clone(), index));
                self.begin(plan.collect(), false, context)
            }
            ("interview", _) => {
                self.wanted = Some(Wanted::Interview(rest.parse().unwrap_or_default()));
                Vec::new()
            }
            ("next", _) => {
                self.wanted = Some(Wanted::After(unchanged(&context.subject.address).to_owned()));
                Vec::new()
            }
            ("stop", _) => self.stop(),
            ("answer", Some(game)) => game.answer(context, rest),
            ("on", Some(game)) => game.go_on(context),
            ("jump", Some(game)) => game.jump(),
            ("revisit", Some(game)) => game.revisit(rest),
            _ => Vec::new(),
        }
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        match &self.game {
            None => card::invitation(asked(context).len(), context.now.lang),
            Some(game) if game.is_over() => card::score(game, context.now.lang),
            Some(game) => card::question(game, context.now),
        }
    }

    fn begin(
        &mut self,
        plan: Vec<(String, usize)>,
        is_interview: bool,
        context: Context<'_>,
    ) -> Vec<Effect> {
        let game = self.game.insert(Game {
            is_interview,
            plan,
            at: 0,
            done: Vec::new(),
            question: None,
            lang: context.now.lang,
            chosen: None,
            arrived: false,
            put: false,
        });
        if game.is_over() {
            return self.stop();
        }
        game.approach(context, true)
    }

    /// Ends it; the future is drawn again.
    fn stop(&mut self) -> Vec<Effect> {
        match self.game.take() {
            Some(_) => vec![tell("blind 0"), focus_card()],
            None => Vec::new(),
        }
    }
}

impl Game {
    fn is_over(&self) -> bool {
        self.at >= self.plan.len()
    }

    fn score(&self) -> Score {
        let count = |is: fn(&Done) -> bool| self.done.iter().filter(|done| is(done)).count();
        Score {
            right: count(Done::is_right),
            answered: count(|done| done.answer().is_some()),
            of: self.plan.len(),
        }
    }

    /// Whether the reader has opened something else while a question stood.
    fn has_left(&self, context: Context<'_>) -> bool {
        let here = self.plan.get(self.at).map(|(address, _)| address);
        self.arrived && here.is_some_and(|address| *address != context.subject.address)
    }

    fn see(&mut self, context: Context<'_>) -> Vec<Effect> {
        let Context { now, subject, .. } = context;
        let Some((address, index)) = self.plan.get(self.at) else { return Vec::new() };
        if *address != subject.address {
            return Vec::new();
        }
        let mut effects = Vec::new();
        if self.question.is_none() || self.lang != subject.lang {
            let is_new = self.question.is_none();
            self.question = asked(context).into_iter().nth(*index);
            self.lang = subject.lang;
            match &self.question {
                Some(question) if is_new => {
                    effects.push(tell("blind 1"));
                    effects.extend(way(question, &subject.run, now.at));
                }
                Some(_) => {}
                // The number of questions was that of another version of the site.
                None => return self.next(context),
            }
        }
        let Some(question) = &self.question else { return effects };
        self.arrived |= now.step <= question.before;
        if self.arrived && now.step > question.before && self.chosen.is_none() {
            return self.go_on(context);
        }
        if self.is_put(now.step, now.playing) && !self.put {
            self.put = true;
            effects.push(focus_card());
        }
        effects
    }

    /// Whether the page stands where the question is asked.
    fn is_put(&self, step: usize, playing: bool) -> bool {
        let here = self.question.as_ref().is_some_and(|question| question.before == step);
        self.arrived && (self.chosen.is_some() || (here && !playing))
    }

    fn answer(&mut self, context: Context<'_>, choice: &str) -> Vec<Effect> {
        let known = self.question.as_ref().map_or(0, |question| question.choices.len());
        let choice = choice.parse().ok().filter(|choice| *choice < known);
        if self.chosen.is_some() || !self.is_put(context.now.step, context.now.playing) {
            return Vec::new();
        }
        self.chosen = choice;
        vec![focus_card()]
    }

    /// Is done with this question, and goes on to the next.
    fn go_on(&mut self, context: Context<'_>) -> Vec<Effect> {
        if let (Some(question), Some((address, _))) =
            (self.question.take(), self.plan.get(self.at).cloned())
        {
            self.done.push(Done { address, question, chosen: self.chosen });
        }
        self.next(context)
    }

    fn next(&mut self, context: Context<'_>) -> Vec<Effect> {
        self.at += 1;
        (self.question, self.chosen) = (None, None);
        (self.arrived, self.put) = (false, false);
        if self.is_over() {
            return vec![tell("blind 0"), tell("play "), focus_card()];
        }
        self.approach(context, false)
    }

    /// On the way to a question. A run that is opened anew is drawn with its future, until it is seen
    /// to be there: the page may have to fetch it first.
    fn approach(&mut self, context: Context<'_>, from_start: bool) -> Vec<Effect> {
        let address = &self.plan[self.at].0;
        let same = *address == context.subject.address;
        let order = match (same, from_start || self.is_interview) {
            (false, _) => Some(tell(format!("open {address} step:0"))),
            (true, true) => Some(tell("seek step:0")),
            (true, false) => None,
        };
        let mut effects: Vec<Effect> = order.into_iter().collect();
        if same {
            effects.push(tell("blind 1"));
            let index = self.plan[self.at].1;
            self.lang = context.subject.lang;
            self.question = asked(context).into_iter().nth(index);
            let from = if from_start { Instant::ZERO } else { context.now.at };
            if let Some(question) = &self.question {
                effects.extend(way(question, &context.subject.run, from));
            }
        }
        effects
    }

    fn jump(&self) -> Vec<Effect> {
        let question = self.question.iter();
        question.map(|question| tell(format!("seek step:{}", question.before))).collect()
    }

    fn revisit(&self, which: &str) -> Vec<Effect> {
        let done = which.parse().ok().and_then(|which: usize| self.done.get(which));
        let order =
            done.map(|done| tell(format!("open {} step:{}", done.address, done.question.before)));
        order.into_iter().collect()
    }
}

/// The questions about the run on the stage.
fn asked(context: Context<'_>) -> Vec<Question> {
    let subject = context.subject;
    questions(&subject.scenario, &subject.run, subject.lang)
}

/// How the page gets to a question: it plays until shortly before what answers it, or goes there
/// where several beats share a time. To one that comes before everything it need not go: it is there,
/// and if it played, the question that already stands would vanish for a moment.
fn way(question: &Question, run: &Run, from: Instant) -> Option<Effect> {
    if question.before == 0 {
        return None;
    }
    let beat = run.beats.get(question.before)?;
    let before = question.before.checked_sub(1).map_or(Instant::ZERO, |last| run.beats[last].at);
    let gap = beat.at.since(before);
    if gap == Duration::ZERO || from > before {
        return Some(tell(format!("seek step:{}", question.before)));
    }
    let until = before + (if gap > SHORTLY { gap - SHORTLY } else { gap.scaled(1, 2) });
    Some(tell(format!("play {}", Position::Time(until))))
}

fn numbers(counts: &str) -> Vec<(String, usize)> {
    let line = |line: &str| {
        let (address, count) = line.split_once('\t')?;
        Some((address.to_owned(), count.parse().ok()?))
    };
    counts.lines().filter_map(line).collect()
}

fn tell(order: impl Into<String>) -> Effect {
    Effect::Tell(order.into(), None)
}

fn focus_card() -> Effect {
    Effect::Focus("#quiz-card".to_owned())
}
