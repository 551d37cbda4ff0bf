//! Asking the questions one by one, and keeping the score.

use super::{Choice, Question};
use tcp_scenarios::prose::Lang;

/// How many answers were right.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Score {
    /// Questions answered right.
    pub right: usize,
    /// Questions answered.
    pub answered: usize,
    /// Questions in all.
    pub of: usize,
}

/// A quiz under way: which question is asked, and what was answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quiz {
    questions: Vec<Question>,
    /// The index of the choice, for each question that was asked.
    answers: Vec<Option<usize>>,
    at: usize,
}

impl Quiz {
    /// A quiz at its first question.
    pub fn new(questions: Vec<Question>) -> Quiz {
        Quiz { answers: vec![None; questions.len()], questions, at: 0 }
    }

    /// The question that is asked now; `None` when the quiz is over.
    pub fn question(&self) -> Option<&Question> {
        self.questions.get(self.at)
    }

    /// The index of the question that is asked now.
    pub const fn position(&self) -> usize {
        self.at
    }

    /// All questions.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The index of the choice that was made for the question asked now.
    pub fn chosen(&self) -> Option<usize> {
        self.answers.get(self.at).copied().flatten()
    }

    /// Answers the question that is asked now, and tells which choice that was. The first answer
    /// counts: a second one, or one that is not among the choices, changes nothing and is `None`.
    pub fn answer(&mut self, choice: usize) -> Option<&Choice> {
        let chosen = self.questions.get(self.at)?.choices.get(choice)?;
        let answer = self.answers.get_mut(self.at)?;
        if answer.is_some() {
            return None;
        }
        *answer = Some(choice);
        Some(chosen)
    }

    /// Goes on to the next question, whether or not this one was answered.
    pub fn go_on(&mut self) -> Option<&Question> {
        self.at = self.questions.len().min(self.at + 1);
        self.question()
    }

    /// Whether every question has been asked.
    pub const fn is_over(&self) -> bool {
        self.at >= self.questions.len()
    }

    /// The score so far.
    pub fn score(&self) -> Score {
        let chosen = self.questions.iter().zip(&self.answers);
        let chosen = chosen.filter_map(|(question, answer)| question.choices.get((*answer)?));
        let (mut right, mut answered) = (0, 0);
        for choice in chosen {
            answered += 1;
            right += usize::from(choice.right);
        }
        Score { right, answered, of: self.questions.len() }
    }

    /// The score in a sentence.
    pub fn summary(&self, lang: Lang) -> String {
        let Score { right, answered, of } = self.score();
        let skipped = of - answered;
        match (lang, skipped) {
            (Lang::ZhCn, 0) => format!("{of} 题答对 {right} 题。"),
            (Lang::ZhCn, _) => format!("{of} 题答对 {right} 题，{skipped} 题没有答。"),
            (Lang::En, 0) => format!("{right} of {of} right."),
            (Lang::En, _) => format!("{right} of {of} right, {skipped} not answered."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::questions;
    use tcp_scenarios::catalogue::Catalogue;

    fn quiz() -> Quiz {
        let scenario = Catalogue::get().find("three-way-normal").unwrap();
        Quiz::new(questions(scenario, &scenario.run(), Lang::En))
    }

    fn right(question: &Question) -> usize {
        question.choices.iter().position(|choice| choice.right).unwrap()
    }

    #[test]
    fn all_answers_right_is_the_full_score() {
        let mut quiz = quiz();
        while let Some(question) = quiz.question() {
            let right = right(question);
            assert!(quiz.answer(right).unwrap().right);
            quiz.go_on();
        }
        let of = quiz.questions().len();
        assert_eq!(quiz.score(), Score { right: of, answered: of, of });
        assert_eq!(quiz.summary(Lang::En), format!("{of} of {of} right."));
    }

    #[test]
    fn the_first_answer_counts() {
        let mut quiz = quiz();
        let right = right(quiz.question().unwrap());
        let wrong = (right + 1) % 3;
        assert!(!quiz.answer(wrong).unwrap().right);
        assert_eq!(quiz.answer(right), None);
        assert_eq!((quiz.score().right, quiz.score().answered), (0, 1));
        assert_eq!(quiz.chosen(), Some(wrong));
    }

    #[test]
    fn nothing_goes_wrong_before_between_and_after() {
        let mut empty = Quiz::new(Vec::new());
        assert!(empty.is_over() && empty.go_on().is_none() && empty.answer(0).is_none());
        assert_eq!(empty.score(), Score::default());
        let mut quiz = quiz();
        assert_eq!(quiz.answer(99), None);
        while quiz.go_on().is_some() {}
        assert!(quiz.is_over() && quiz.go_on().is_none() && quiz.answer(0).is_none());
        assert!(quiz.summary(Lang::ZhCn).contains("没有答"));
    }
}
