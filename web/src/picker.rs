//! The list of all questions, by group, with a search.

use crate::app::{App, Dispatch, PICKER_IS_A_COLUMN};
use crate::browser;
use crate::element::{Element, Kind, element};
use crate::icon::{Icon, icon};
use tcp_scenarios::catalogue::{Catalogue, group_title};
use tcp_scenarios::scenario::Scenario;
use tcp_view::app::Msg;
use tcp_view::message::Message;
use tcp_view::search::search;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, FocusEvent, HtmlInputElement, KeyboardEvent};

/// The list of all questions, and what covers the page behind it.
pub(crate) fn picker(app: &App) -> [Element; 2] {
    let (lang, words) = (app.state.lang, &app.state.search);
    let found: Vec<&Scenario> = search(words).collect();
    let mut groups = Vec::new();
    let mut rest = &found[..];
    while let [first, ..] = rest {
        let of_one = rest.iter().take_while(|other| other.group == first.group).count();
        let (group, others) = rest.split_at(of_one);
        groups.push(questions(group, app));
        rest = others;
    }
    let field = {
        let dispatch = app.dispatch.clone();
        element("input", "")
            .attribute("type", "search")
            .saying("placeholder", Message::SearchQuestions, lang)
            .label(Message::SearchQuestions, lang)
            .value(words)
            .on(Kind::Input, move |event| {
                if let Some(field) = browser::target::<HtmlInputElement>(&event) {
                    dispatch.emit(Msg::Search(field.value()));
                }
            })
    };
    let count = Message::AllQuestions(Catalogue::get().entries().len());
    let nothing =
        found.is_empty().then(|| element("p", "nothing").say(Message::NothingFound, lang));
    let list = leaving(element("nav", "picker"), &app.dispatch)
        .label(Message::SearchQuestions, lang)
        .child(
            element("div", "picker-h").child(element("p", "label").say(count, lang)).child(
                closing(element("button", "btn quiet icon"), &app.dispatch)
                    .label(Message::Close, lang)
                    .child(icon(Icon::Close, "16")),
            ),
        )
        .child(
            element("label", "search")
                .child(icon(Icon::Search, "16"))
                .child(field)
                .child(element("kbd", "").hidden().text("/")),
        )
        .child(element("div", "groups").list(groups).child(nothing));
    [closing(element("div", "scrim"), &app.dispatch), list]
}

/// Puts the focus into the search of a list that lies over the page.
pub(crate) fn focus() {
    if !browser::matches(PICKER_IS_A_COLUMN) {
        browser::focus(".search input");
    }
}

fn close(dispatch: &Dispatch) {
    dispatch.emit(Msg::TogglePicker);
    browser::focus(".all");
}

/// Closes the list when it is clicked.
fn closing(element: Element, dispatch: &Dispatch) -> Element {
    let dispatch = dispatch.clone();
    element.on(Kind::Click, move |_| close(&dispatch))
}

/// Closes the list when the reader leaves it by the keyboard.
fn leaving(list: Element, dispatch: &Dispatch) -> Element {
    let by_key = dispatch.clone();
    let by_focus = dispatch.clone();
    list.on(Kind::KeyDown, move |event| {
        if event.unchecked_into::<KeyboardEvent>().key() == "Escape" {
            close(&by_key);
        }
    })
    .on(Kind::FocusOut, move |event| {
        if leaves(event.unchecked_ref()) {
            by_focus.emit(Msg::TogglePicker);
        }
    })
}

/// Whether the focus goes from a list that lies over the page to what is behind it. The button of
/// the list is not: it closes the list itself.
fn leaves(event: &FocusEvent) -> bool {
    let element = |target: Option<EventTarget>| target?.dyn_into::<web_sys::Element>().ok();
    let Some(to) = element(event.related_target()) else { return false };
    !browser::matches(PICKER_IS_A_COLUMN) && matches!(to.closest(".picker, .top .all"), Ok(None))
}

/// The questions of a group.
fn questions(scenarios: &[&'static Scenario], app: &App) -> Element {
    let group = scenarios[0].group;
    let title = element("h2", "grp")
        .text(group_title(group, app.state.lang))
        .child(element("span", "n").text(&scenarios.len().to_string()));
    let list = scenarios.iter().map(|scenario| question(scenario, app));
    element("section", "").key(group as usize).child(title).child(element("ul", "").list(list))
}

fn question(scenario: &'static Scenario, app: &App) -> Element {
    let dispatch = app.dispatch.clone();
    let current = scenario.address == app.state.show.scenario.base_id();
    let open = element("button", "q")
        .attribute("aria-current", current.then_some("page"))
        .text(scenario.question.get(app.state.lang))
        .on(Kind::Click, move |_| {
            dispatch.emit(Msg::Open(scenario.address.clone()));
            if !browser::matches(PICKER_IS_A_COLUMN) {
                close(&dispatch);
            }
        });
    element("li", "").child(open)
}
