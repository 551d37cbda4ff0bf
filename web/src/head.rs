//! The question, its answer, and the choice between the protocols that are tried.

use crate::app::Dispatch;
use crate::header::pressed;
use crate::icon::{Icon, icon};
use crate::reference::reference;
use tcp_scenarios::catalogue::{Catalogue, InterviewQuestion};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::app::{Msg, Show};
use tcp_view::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) show: Show,
    /// The interview question that it belongs to.
    pub(crate) question: Option<usize>,
    pub(crate) dispatch: Dispatch,
}

/// What stands above the ladder.
#[component]
pub(crate) fn Head(props: &Props) -> Html {
    let Props { show, .. } = props;
    let (scenario, lang) = (show.scenario, show.lang);
    // The way back from the right answer leads to where the reader came from.
    let came_from = use_mut_ref(|| None::<String>);
    let wrong = match &scenario.right {
        Some(_) => {
            *came_from.borrow_mut() = Some(scenario.address.clone());
            None
        }
        None => wrong_protocol(scenario, came_from.borrow().as_deref()),
    };
    html! {
        <>
            { steps(props) }
            <div class="head">
                <div>
                    <h1>{ scenario.question.get(lang) }</h1>
                    <p class="sub-h">{ scenario.title.get(lang) }</p>
                </div>
                <div class="answer">{ answer(scenario, lang) }</div>
            </div>
            <div class="choices">
                { verdict(scenario, wrong, props) }
                { variations(props) }
            </div>
        </>
    }
}

/// The first sentence of the answer and where it is written; the rest, which gives the ladder
/// away, when it is asked for.
fn answer(scenario: &Scenario, lang: Lang) -> Html {
    let (first, rest) = first_sentence(scenario.answer.get(lang));
    let references = scenario.rfc.iter().map(|clause| html! { <>{ " " }{ reference(clause) }</> });
    html! {
        <>
            <p class="lead">{ first }{ for references }</p>
            if !rest.is_empty() || scenario.note.is_some() {
                <details class="whole">
                    <summary>{ Message::WholeAnswer.say(lang) }</summary>
                    <p class="lead">{ rest }</p>
                    if let Some(note) = &scenario.note {
                        <p class="about">{ note.get(lang) }</p>
                    }
                </details>
            }
        </>
    }
}

/// A text up to its first full stop, and what follows.
fn first_sentence(text: &str) -> (&str, &str) {
    let ends = [text.find(". ").map(|at| at + 1), text.find('。').map(|at| at + '。'.len_utf8())];
    let end = ends.into_iter().flatten().min().unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// The wrong protocol to which a scenario is the right answer: the one that the reader comes from,
/// or the one whose alternative it is.
fn wrong_protocol(right: &Scenario, seen: Option<&str>) -> Option<&'static Scenario> {
    let catalogue = Catalogue::get();
    let candidates = [seen, Some(right.base_id())].into_iter().flatten();
    let mut found = candidates.filter_map(|address| catalogue.find(address));
    found.find(|wrong| wrong.right.as_deref() == Some(&*right.address))
}

/// The switch between a wrong protocol and the right one.
fn verdict(scenario: &Scenario, wrong: Option<&Scenario>, props: &Props) -> Html {
    let lang = props.show.lang;
    let other = scenario.right.as_deref().or(wrong.map(|wrong| &*wrong.address));
    let Some(other) = other.map(str::to_owned) else { return html! {} };
    let is_wrong = scenario.right.is_some();
    let button = |wrong: bool| {
        let (class, sign, message) = match wrong {
            true => ("wrong", Icon::Cross, Message::WrongProtocol),
            false => ("right", Icon::Check, Message::RightProtocol),
        };
        let shown = wrong == is_wrong;
        let other = other.clone();
        let switch = props.dispatch.reform(move |_| Msg::SwitchProtocol(other.clone()));
        let onclick = (!shown).then_some(switch);
        html! {
            <button {class} aria-pressed={pressed(shown)} {onclick}>
                { icon(sign, "14") }{ message.say(lang) }
            </button>
        }
    };
    html! {
        <div class="seg-ctl verdict" role="group" aria-label={Message::Protocol.say(lang)}>
            { button(true) }{ button(false) }
        </div>
    }
}

/// The scenarios that answer an interview question, one after the other.
fn steps(props: &Props) -> Html {
    let all = InterviewQuestion::all();
    let scenarios = props.question.map_or(&[][..], |question| all[question].scenarios);
    if scenarios.len() < 2 {
        return html! {};
    }
    let lang = props.show.lang;
    let here = props.show.scenario.base_id();
    let steps = scenarios.iter().enumerate().filter_map(|(i, address)| {
        let scenario = Catalogue::get().find(address)?;
        let onclick = props.dispatch.reform(move |_| Msg::Open(scenario.address.clone()));
        let current = (*address == here).then_some("step");
        Some(html! {
            <li>
                <button aria-current={current} {onclick}>
                    <span class="num">{ i + 1 }</span><span class="t">{ in_short(scenario.title.get(lang)) }</span>
                </button>
            </li>
        })
    });
    html! { <ol class="steps" aria-label={Message::Steps.say(lang)}>{ for steps }</ol> }
}

/// What a title says after its colon.
fn in_short(title: &str) -> &str {
    let after = title.split_once(": ").or_else(|| title.split_once('：'));
    after.map_or(title, |(_, rest)| rest)
}

/// The scenario and its alternatives, but for the right answer, which has a switch of its own.
fn variations(props: &Props) -> Html {
    let (scenario, lang) = (props.show.scenario, props.show.lang);
    let Some(entry) = Catalogue::get().entry(&scenario.address) else { return html! {} };
    let right = entry.scenario.right.as_deref();
    let alternatives: Vec<_> =
        entry.alternatives.iter().filter(|other| Some(&*other.address) != right).collect();
    if alternatives.is_empty() {
        return html! {};
    }
    let link = |other: &'static Scenario, words: String| {
        let onclick = props.dispatch.reform(move |_| Msg::Open(other.address.clone()));
        let current = (other.address == scenario.address).then_some("true");
        html! { <button aria-current={current} {onclick}>{ words }</button> }
    };
    html! {
        <p class="variations">
            { Message::Variations.say(lang) }
            { link(&entry.scenario, Message::AsAsked.say(lang).into_owned()) }
            { for alternatives.into_iter().map(|other| link(other, other.title.get(lang).to_owned())) }
        </p>
    }
}
