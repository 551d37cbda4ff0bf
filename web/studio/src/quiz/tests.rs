use super::*;
use crate::moment::Moment;
use crate::subject::Subject;
use tcp_scenarios::catalogue::file;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::History;

/// A page that obeys, and opens last.
struct Page {
    quiz: Quizzing,
    files: Files,
    now: Moment,
    subject: Subject,
    history: History,
    blind: bool,
}

fn subject(address: &str) -> (Subject, History) {
    let file = file(address).expect("it is in the catalogue");
    let scenario = Scenario::from_file(&file).expect("it is valid");
    let history = History::new(file.clone(), address.to_owned()).expect("it is valid");
    (Subject::new(address, file, scenario, Lang::En), history)
}

/// What the site tells of two scenarios.
fn counts() -> String {
    let line = |address: &str| {
        let (Subject { scenario, run, .. }, _) = subject(address);
        format!("{address}\t{}\n", questions(&scenario, &run, Lang::En).len())
    };
    ["three-way-normal", "four-way-close"].map(line).concat()
}

impl Page {
    fn open(address: &str) -> Page {
        let text = format!("en\nauto\n{address}\n\n9\n999000\n0\n0\nquiz\n");
        let now = Moment::read(&text).expect("it is complete");
        let (subject, history) = subject(address);
        let (quiz, files) = (Quizzing::default(), Files::default());
        Page { quiz, files, now, subject, history, blind: false }
    }

    fn press(&mut self, verb: &str, rest: &str) {
        let context = Context { now: &self.now, subject: &self.subject, history: &self.history };
        let effects = self.quiz.act(context, verb, rest);
        self.obey(effects);
        self.see();
    }

    fn see(&mut self) {
        let context = Context { now: &self.now, subject: &self.subject, history: &self.history };
        let effects = self.quiz.see(context, &mut self.files);
        let again = !effects.is_empty();
        self.obey(effects);
        if again {
            self.see();
        }
    }

    fn obey(&mut self, effects: Vec<Effect>) {
        // What is to be opened may have to be fetched first.
        let is_late = |effect: &Effect| matches!(effect, Effect::Tell(order, _) if order.starts_with("open "));
        let (late, at_once): (Vec<_>, Vec<_>) = effects.into_iter().partition(is_late);
        for effect in at_once.into_iter().chain(late) {
            match effect {
                Effect::Tell(order, _) => self.order(&order),
                Effect::Fetch(path) => {
                    self.files.take(&path, Some(&counts()));
                }
                _ => {}
            }
        }
    }

    fn order(&mut self, order: &str) {
        let (verb, rest) = order.split_once(' ').expect("a verb and more");
        let position = match verb {
            "blind" => {
                self.blind = rest == "1";
                return;
            }
            "open" => {
                let (address, at) = rest.split_once(' ').expect("an address and a position");
                (self.subject, self.history) = subject(address);
                address.clone_into(&mut self.now.address);
                self.blind = false;
                at
            }
            _ => rest,
        };
        let beats = &self.subject.run.beats;
        match Position::parse(position) {
            Some(Position::Time(at)) => {
                self.now.at = at;
                self.now.step = beats.partition_point(|beat| beat.at <= at);
            }
            Some(Position::Step(step)) => self.scrub(step),
            None => self.scrub(beats.len()),
        }
    }

    fn scrub(&mut self, step: usize) {
        self.now.step = step;
        let last = step.checked_sub(1).map(|last| self.subject.run.beats[last].at);
        self.now.at = last.unwrap_or(Instant::ZERO);
    }

    /// Answers the question that stands there, and goes on.
    fn answer(&mut self, right: bool) {
        let question = self.game().question.clone().expect("a question");
        assert!(self.blind, "the future is seen");
        assert_eq!(self.now.step, question.before, "{}", question.prompt);
        let choice = question.choices.iter().position(|choice| choice.right == right);
        self.press("answer", &choice.expect("there is one").to_string());
        assert!(self.words().contains(if right { "✓ Right" } else { "✗ Not so" }));
        assert!(self.words().contains(&question.answer.text));
        self.press("on", "");
    }

    fn game(&self) -> &Game {
        self.quiz.game.as_ref().expect("it goes on")
    }

    fn words(&self) -> String {
        let context = Context { now: &self.now, subject: &self.subject, history: &self.history };
        self.quiz.view(context).iter().map(Tag::words).collect()
    }
}

#[test]
fn every_question_is_put_where_it_is_asked_and_counted() {
    for address in ["three-way-normal", "four-way-close", "two-way-synack-lost"] {
        let mut page = Page::open(address);
        page.press("start", "");
        let of = page.game().plan.len();
        for at in 0..of {
            page.answer(at > 0);
        }
        assert!(page.words().contains(&format!("{} of {of} right.", of - 1)), "{address}");
        assert!(!page.blind);
        assert!(page.words().contains("Worth another look"));
    }
}

#[test]
fn the_score_says_of_what_was_missed_what_was_answered_and_what_is_right() {
    let mut page = Page::open("three-way-normal");
    page.press("start", "");
    let asked = questions(&page.subject.scenario, &page.subject.run, Lang::En);
    for at in 0..asked.len() {
        // The first is passed over, the second missed.
        if at == 0 {
            page.press("on", "");
        } else {
            page.answer(at > 1);
        }
    }
    let words = page.words();
    let text = |question: &Question, right: bool| {
        question.choices.iter().find(|choice| choice.right == right).unwrap().text.clone()
    };
    let passed = format!("{}– not answered ✓ right: {}", asked[0].prompt, text(&asked[0], true));
    let [mine, right] = [false, true].map(|right| text(&asked[1], right));
    let missed = format!("{}✗ your answer: {mine} ✓ right: {right}", asked[1].prompt);
    assert!(words.contains(&passed) && words.contains(&missed), "{words}");
    assert!(!words.contains(&asked[2].prompt), "{words}");
}

#[test]
fn after_the_score_the_next_scenario_is_offered_and_after_the_last_the_first() {
    let mut page = Page::open("three-way-normal");
    page.press("start", "");
    for next in ["four-way-close", "three-way-normal"] {
        for _ in 0..page.game().plan.len() {
            page.answer(true);
        }
        assert!(page.words().contains("Next scenario"));
        page.press("next", "");
        assert_eq!(page.now.address, next);
        let about = questions(&page.subject.scenario, &page.subject.run, Lang::En).len();
        assert_eq!(page.game().plan.len(), about, "{next}");
    }
}

#[test]
fn a_question_before_everything_stands_at_once_and_stays() {
    let (subject, _) = subject("four-way-close");
    let first = &questions(&subject.scenario, &subject.run, Lang::En)[0];
    assert_eq!(first.before, 0);
    assert_eq!(way(first, &subject.run, Instant::ZERO), None);
}

#[test]
fn the_first_answer_counts() {
    let mut page = Page::open("three-way-normal");
    page.press("start", "");
    page.press("answer", "7");
    assert_eq!(page.game().chosen, None);
    page.press("answer", "1");
    page.press("answer", "0");
    assert_eq!(page.game().chosen, Some(1));
}

#[test]
fn a_question_that_the_reader_scrubs_past_is_not_answered() {
    let mut page = Page::open("three-way-normal");
    page.press("start", "");
    let step = page.subject.run.beats.len();
    page.scrub(step);
    page.see();
    assert_eq!(page.game().score().answered, 0);
    assert_eq!(page.game().at, 1);
}

#[test]
fn the_future_is_seen_again_when_the_panel_closes_or_another_run_is_opened() {
    let mut page = Page::open("three-way-normal");
    page.press("start", "");
    assert!(page.blind);
    page.now.panel.clear();
    page.see();
    assert!(!page.blind && page.quiz.game.is_none());
    page.now.panel.push_str("quiz");
    page.press("start", "");
    page.order("open four-way-close step:0");
    page.see();
    assert!(!page.blind && page.quiz.game.is_none());
}

#[test]
fn an_interview_goes_through_scenarios_and_tells_the_score_by_kind() {
    let mut page = Page::open("complete-lifecycle");
    page.press("interview", "7");
    let of = page.game().plan.len();
    assert_eq!(of, numbers(&counts()).iter().map(|(_, count)| count).sum::<usize>().min(INTERVIEW));
    for _ in 0..of {
        page.answer(true);
    }
    assert!(page.words().contains(&format!("{of} of {of} right.")), "{}", page.words());
    let mut kinds = Vec::new();
    let context = Context { now: &page.now, subject: &page.subject, history: &page.history };
    let view = page.quiz.view(context);
    view[0].all("class", &mut kinds);
    assert!(kinds.iter().any(|tag| tag.attribute("class") == Some("quiz-kinds")));
    assert!(!page.blind);
}
