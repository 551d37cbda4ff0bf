//! A question in the making: the right answer and others, each with the reason why it is wrong.

use super::dice::Dice;
use super::moment::Moment;
use super::words;
use super::{Choice, Explanation, Kind, Question};
use tcp_model::clause::Why;
use tcp_model::trace::SegmentId;
use tcp_scenarios::prose::Lang;
use tcp_view::caption::Caption;

/// How many answers there are to choose from, at most.
const MOST_CHOICES: usize = 4;

/// A question without what the caption of its moment adds.
pub(super) struct Draft {
    pub(super) kind: Kind,
    /// What it is about in general: questions with the same key ask the same thing again.
    pub(super) key: String,
    /// How much it is worth asking.
    pub(super) weight: i32,
    /// What is asked, after the situation.
    pub(super) ask: String,
    pub(super) right: String,
    /// Wrong answers, the most tempting first, and why each is wrong.
    pub(super) wrong: Vec<(String, String)>,
    /// What the explanation begins with.
    pub(super) lead: Option<String>,
    /// The rule behind the right answer.
    pub(super) why: Option<Why>,
    /// The segment that it is about.
    pub(super) about: Option<SegmentId>,
}

impl Draft {
    /// Leaves out wrong answers that say the same as another; `None` if too few remain.
    pub(super) fn checked(mut self) -> Option<Draft> {
        let mut texts = vec![self.right.clone()];
        self.wrong.retain(|(text, _)| {
            let new = !texts.contains(text);
            texts.push(text.clone());
            new
        });
        self.wrong.truncate(MOST_CHOICES - 1);
        (self.wrong.len() >= 2).then_some(self)
    }

    /// The question. The order of the choices depends on the question alone.
    pub(super) fn question(
        self,
        moment: &Moment<'_>,
        caption: &Caption,
        address: &str,
        lang: Lang,
    ) -> Question {
        let wrong = self.wrong.into_iter().map(|(text, why)| Choice {
            text,
            right: false,
            why_wrong: Some(why),
        });
        let right = Choice { text: self.right, right: true, why_wrong: None };
        let mut choices: Vec<Choice> = std::iter::once(right).chain(wrong).collect();
        Dice::of_text(&format!("{address} {} {:?}", moment.index, self.kind)).shuffle(&mut choices);
        let clause = self.why.map(|why| why.clause.to_string());
        let text = words::joined(lang, [self.lead.as_deref().unwrap_or(""), &caption.body]);
        Question {
            before: moment.index,
            kind: self.kind,
            prompt: words::joined(lang, [&*words::situation(moment, self.kind, lang), &*self.ask]),
            choices,
            answer: Explanation {
                text,
                clause: clause.or_else(|| caption.clauses.first().cloned()),
                deviation: caption.deviation.clone(),
            },
            about: self.about,
            host: moment.host,
        }
    }
}
