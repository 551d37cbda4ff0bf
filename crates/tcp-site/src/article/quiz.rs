//! Questions about runs, made from what happened in them, with their answers folded away.

use super::markdown::Made;
use super::{Desk, Fault};
use crate::place::Place;
use crate::reference::reference;
use crate::words::either;
use maud::{Markup, html};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::quiz::{Choice, Question, questions};

/// A question for each line, `third-ack-lost 6`: the one that step 6 of that run answers. The first
/// is line `first` of the article.
///
/// # Errors
/// With the line of what is not as expected.
pub(super) fn quiz(lines: &str, first: usize, desk: &Desk<'_>) -> Result<Made, Fault> {
    let mut asked = Vec::new();
    for (place, line) in lines.lines().enumerate() {
        let question = find(line, desk.lang);
        asked.push(question.map_err(|message| Fault { line: first + place, message })?);
    }
    let list = html! {
        ol class="a-quiz" {
            @for (scenario, question) in &asked { li { (show(scenario, question, desk)) } }
        }
    };
    Ok((list, Vec::new()))
}

fn find(line: &str, lang: Lang) -> Result<(&'static Scenario, Question), String> {
    let expected = "expected the id of a scenario and a step, such as third-ack-lost 6";
    let (id, step) = line.trim().split_once(' ').ok_or(expected)?;
    let scenario = Catalogue::get().find(id).ok_or_else(|| format!("{id:?}: {expected}"))?;
    let all = questions(scenario, &scenario.run(), lang);
    let steps: Vec<String> = all.iter().map(|question| (question.before + 1).to_string()).collect();
    let place = steps.iter().position(|known| known == step.trim());
    let place = place.ok_or_else(|| {
        format!("{id}: expected a step that answers a question, one of {}", steps.join(", "))
    })?;
    let question = all.into_iter().nth(place).expect("there are as many steps as questions");
    Ok((scenario, question))
}

fn show(scenario: &Scenario, question: &Question, desk: &Desk<'_>) -> Markup {
    let lang = desk.lang;
    html! {
        p class="a-asked" { (question.prompt) }
        ol class="a-choices" type="A" {
            @for choice in &question.choices { li { (choice.text) } }
        }
        details {
            summary { (either(lang, "看答案", "Show the answer")) }
            div class="a-answer" {
                p class="a-right" {
                    @for (letter, choice) in lettered(question).filter(|(_, choice)| choice.right) {
                        (letter) (either(lang, "。", ". ")) (choice.text)
                    }
                }
                p { (question.answer.text) }
                @if let Some(deviation) = &question.answer.deviation {
                    p class="q-broken" { (deviation) }
                }
                @if let Some(clause) = &question.answer.clause {
                    p class="a-clause" { (reference(clause)) }
                }
                ul class="a-wrong" {
                    @for (letter, choice) in lettered(question) {
                        @if let Some(why) = &choice.why_wrong {
                            li { span { (letter) } p { (why) } }
                        }
                    }
                }
                p class="a-more" { (from(scenario, question, desk)) }
            }
        }
    }
}

/// The choices with the letters that a list gives them.
fn lettered(question: &Question) -> impl Iterator<Item = (char, &Choice)> {
    ('A'..='Z').zip(&question.choices)
}

/// The run that the question is about: its page, and the moment at which it is asked.
fn from(scenario: &Scenario, question: &Question, desk: &Desk<'_>) -> Markup {
    let lang = desk.lang;
    let id = scenario.address.split('/').next().unwrap_or_default();
    html! {
        (either(lang, "出自：", "From: "))
        a href=(Place::Question(id).folder(lang)) { (scenario.title.get(lang)) }
        @if desk.has_app {
            (either(lang, "；", "; "))
            a href={
                "./?scenario=" (scenario.address) "&lang=" (lang.tag())
                "&t=step:" (question.before)
            } { (either(lang, "看这一刻", "see this moment")) }
        }
    }
}
