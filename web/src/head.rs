//! The question, its answer, and the choice between the protocols that are tried.

use crate::app::App;
use crate::element::{Element, button, element};
use crate::header::choice;
use crate::icon::{Icon, icon};
use crate::proof::prove;
use crate::reference::reference;
use crate::studio::tools;
use tcp_scenarios::catalogue::{Catalogue, InterviewQuestion};
use tcp_scenarios::prose::first_sentence;
use tcp_scenarios::scenario::Scenario;
use tcp_view::app::Msg;
use tcp_view::message::Message;

/// What stands above the ladder.
pub(crate) fn head(app: &App) -> [Option<Element>; 3] {
    let (scenario, lang) = (app.state.show.scenario, app.state.lang);
    let question = element("div", "")
        .child(element("h1", "").prose(scenario.question.get(lang)))
        .child(element("p", "sub-h").text(scenario.title.get(lang)));
    let choices = element("div", "choices").child(verdict(app)).child(variations(app));
    let choices = choices.child(tools(app).child(prove(app)));
    [steps(app), Some(element("div", "head").child(question).child(answer(app))), Some(choices)]
}

/// The first sentence of the answer and where it is written; the rest, which gives the ladder
/// away, when it is asked for.
fn answer(app: &App) -> Element {
    let (scenario, lang) = (app.state.show.scenario, app.state.lang);
    let (lead, rest) = lead(app);
    let note = scenario.note.as_ref();
    let whole = (!rest.is_empty() || note.is_some()).then(|| {
        element("details", "whole")
            .child(element("summary", "").say(Message::WholeAnswer, lang))
            .child(element("p", "lead").prose(rest))
            .child(note.map(|note| element("p", "about").prose(note.get(lang))))
    });
    element("div", "answer").child(lead).child(whole)
}

/// The first sentence of the answer with its clauses, and what follows it.
pub(crate) fn lead(app: &App) -> (Element, &'static str) {
    let scenario = app.state.show.scenario;
    let (first, rest) = first_sentence(scenario.answer.get(app.state.lang));
    let mut lead = element("p", "lead").prose(first);
    for clause in &scenario.rfc {
        lead = lead.text(" ").child(reference(clause));
    }
    (lead, rest)
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
pub(crate) fn verdict(app: &App) -> Option<Element> {
    let (scenario, lang) = (app.state.show.scenario, app.state.lang);
    let is_wrong = scenario.right.is_some();
    let other = match &scenario.right {
        Some(right) => right,
        None => &wrong_protocol(scenario, app.came_from.as_deref())?.address,
    };
    let option = |wrong: bool| {
        let (class, sign, message) = match wrong {
            true => ("wrong", Icon::Close, Message::WrongProtocol),
            false => ("right", Icon::Check, Message::RightProtocol),
        };
        let option = match wrong == is_wrong {
            true => element("button", class),
            false => button(class, &app.dispatch, Msg::SwitchProtocol(other.clone())),
        };
        option.pressed(wrong == is_wrong).child(icon(sign, "14")).say(message, lang)
    };
    Some(
        choice("seg-ctl verdict", Message::Protocol, lang).child(option(true)).child(option(false)),
    )
}

/// The scenarios that answer an interview question, one after the other.
fn steps(app: &App) -> Option<Element> {
    let lang = app.state.lang;
    let scenarios = InterviewQuestion::all()[app.state.interview_question()?].scenarios;
    if scenarios.len() < 2 {
        return None;
    }
    let here = app.state.show.scenario.base_id();
    let steps = scenarios.iter().enumerate().filter_map(|(i, address)| {
        let title = in_short(Catalogue::get().entry(address)?.title(lang));
        let open = button("", &app.dispatch, Msg::Open((*address).to_owned()))
            .attribute("aria-current", (*address == here).then_some("step"))
            .child(element("span", "num").text(&(i + 1).to_string()))
            .child(element("span", "t").text(title));
        Some(element("li", "").child(open))
    });
    Some(element("ol", "steps").label(Message::Steps, lang).list(steps))
}

/// What a title says after its colon.
fn in_short(title: &str) -> &str {
    let after = title.split_once([':', '：']);
    after.map_or(title, |(_, rest)| rest.trim_start())
}

/// The scenario and its alternatives, but for the right answer, which has a switch of its own.
fn variations(app: &App) -> Option<Element> {
    let (scenario, lang) = (app.state.show.scenario, app.state.lang);
    let entry = Catalogue::get().entry(&scenario.address)?;
    let right = entry.all().next()?.right.as_deref();
    let link = |address: &str| {
        button("", &app.dispatch, Msg::Open(address.to_owned()))
            .attribute("aria-current", (address == scenario.address).then_some("true"))
    };
    let mut links = vec![link(entry.id()).say(Message::AsAsked, lang)];
    for (address, title) in entry.variations(lang) {
        if Some(address) != right {
            links.push(link(address).text(title));
        }
    }
    let several = links.len() > 1;
    several.then(|| element("p", "variations").say(Message::Variations, lang).list(links))
}
