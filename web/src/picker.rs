//! The list of all questions, by group, with a search.

use crate::app::{App, Change, Dispatch, PICKER_IS_A_COLUMN};
use crate::browser;
use crate::element::{Element, Kind, element};
use crate::icon::{Icon, icon};
use crate::library;
use tcp_scenarios::catalogue::{Catalogue, Entry, group_title};
use tcp_view::app::Msg;
use tcp_view::message::Message;
use tcp_view::search::search;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, FocusEvent, HtmlInputElement, KeyboardEvent};

/// The list of all questions, and what covers the page behind it.
pub(crate) fn picker(app: &App) -> [Element; 2] {
    let (lang, words) = (app.state.lang, &app.state.search);
    let found: Vec<&Entry> = search(words).collect();
    let mut groups = Vec::new();
    let mut rest = &found[..];
    while let [first, ..] = rest {
        let of_one = rest.iter().take_while(|other| other.group() == first.group()).count();
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

/// What the list needs when it has just been opened: it is searched in all languages, and the
/// focus goes into the search where the list lies over the page.
pub(crate) fn opened(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    library::list_in_all_languages(move || dispatch.emit(Change::Listed));
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

/// The questions of a group. All groups are open in a search, and else the one that is shown.
fn questions(entries: &[&'static Entry], app: &App) -> Element {
    let group = entries[0].group();
    let searched = !app.state.search.trim().is_empty();
    let open = searched || group == app.state.show.scenario.group;
    let title = element("summary", "grp")
        .child(element("h2", "").text(group_title(group, app.state.lang)))
        .child(element("span", "n").text(&entries.len().to_string()));
    let list = entries.iter().map(|entry| question(entry, searched, app));
    // Another key where it must be open or closed for another reason than before.
    let key = group as usize * 4 + usize::from(searched) * 2 + usize::from(open);
    element("details", "")
        .key(key)
        .attribute("open", open.then_some(""))
        .child(title)
        .child(element("ul", "").list(list))
}

/// A question; with its variations where it is the one that is shown, or was searched for.
fn question(entry: &'static Entry, searched: bool, app: &App) -> Element {
    let current = entry.id() == app.state.show.scenario.base_id();
    let question = opening(element("button", "q"), entry.id(), app)
        .attribute("aria-current", current.then_some("page"))
        .text(entry.question(app.state.lang));
    let variations = entry.variations(app.state.lang);
    let chips = ((current || searched) && !variations.is_empty()).then(|| {
        let chips = variations.into_iter().map(|(address, title)| {
            let here = address == app.state.show.scenario.address;
            let chip = opening(element("button", "chip"), address, app).text(title);
            element("li", "").child(chip.attribute("aria-current", here.then_some("page")))
        });
        element("ul", "chips").label(Message::Variations, app.state.lang).list(chips)
    });
    element("li", "").child(question).child(chips)
}

/// A button that opens a scenario, and closes a list that lies over the page.
fn opening(button: Element, address: &'static str, app: &App) -> Element {
    let dispatch = app.dispatch.clone();
    button.on(Kind::Click, move |_| {
        dispatch.emit(Msg::Open(address.to_owned()));
        if !browser::matches(PICKER_IS_A_COLUMN) {
            close(&dispatch);
        }
    })
}
