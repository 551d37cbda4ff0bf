//! The list of all questions, by group, with a search.

use crate::app::{Dispatch, PICKER_IS_A_COLUMN};
use crate::browser;
use crate::icon::{Icon, icon};
use tcp_scenarios::catalogue::group_title;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::app::{Msg, search};
use tcp_view::message::Message;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) lang: Lang,
    pub(crate) search: String,
    /// The scenario that is shown, or that it is an alternative of.
    pub(crate) current: String,
    pub(crate) dispatch: Dispatch,
}

/// The list of all questions.
#[component]
pub(crate) fn Picker(props: &Props) -> Html {
    let Props { lang, search: words, dispatch, .. } = props;
    use_effect_with((), |()| {
        if !browser::matches(PICKER_IS_A_COLUMN) {
            browser::focus(".search input");
        }
    });
    let oninput = dispatch.reform(|event: InputEvent| {
        Msg::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close(&dispatch);
            }
        })
    };
    let onfocusout = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: FocusEvent| {
            if leaves(&event) {
                dispatch.emit(Msg::TogglePicker);
            }
        })
    };
    let onclose = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| close(&dispatch))
    };
    let found: Vec<&Scenario> = search(words).collect();
    let groups = found.chunk_by(|one, other| one.group == other.group);
    let groups = groups.map(|scenarios| group(scenarios, props));
    let label = Message::SearchQuestions.say(*lang);
    html! {
        <>
        <div class="scrim" onclick={onclose.clone()}></div>
        <nav class="picker" aria-label={label.clone()} {onkeydown} {onfocusout}>
            <div class="picker-h">
                <p class="label">{ Message::AllQuestions(search("").count()).say(*lang) }</p>
                <button class="btn quiet icon" aria-label={Message::Close.say(*lang)} onclick={onclose}>
                    { icon(Icon::Close, "16") }
                </button>
            </div>
            <label class="search">
                { icon(Icon::Search, "16") }
                <input type="search" placeholder={label.clone()} aria-label={label} value={words.clone()} {oninput} />
                <kbd aria-hidden="true">{ "/" }</kbd>
            </label>
            <div class="groups">
                { for groups }
                if found.is_empty() {
                    <p class="nothing">{ Message::NothingFound.say(*lang) }</p>
                }
            </div>
        </nav>
        </>
    }
}

/// Whether the focus goes from a list that lies over the page to what is behind it. The button of
/// the list is not: it closes the list itself.
fn leaves(event: &FocusEvent) -> bool {
    let element = |target: Option<EventTarget>| target?.dyn_into::<Element>().ok();
    let Some(to) = element(event.related_target()) else { return false };
    !browser::matches(PICKER_IS_A_COLUMN) && matches!(to.closest(".picker, .top .all"), Ok(None))
}

fn close(dispatch: &Dispatch) {
    dispatch.emit(Msg::TogglePicker);
    browser::focus(".all");
}

fn group(scenarios: &[&'static Scenario], props: &Props) -> Html {
    let title = group_title(scenarios[0].group, props.lang);
    let questions = scenarios.iter().map(|scenario| question(scenario, props));
    html! {
        <section key={title}>
            <h2 class="grp">{ title }<span class="n">{ scenarios.len() }</span></h2>
            <ul>{ for questions }</ul>
        </section>
    }
}

fn question(scenario: &'static Scenario, props: &Props) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = Callback::from(move |_| {
        dispatch.emit(Msg::Open(scenario.address.clone()));
        if !browser::matches(PICKER_IS_A_COLUMN) {
            close(&dispatch);
        }
    });
    let current = (scenario.address == props.current).then_some("page");
    html! {
        <li><button class="q" aria-current={current} {onclick}>{ scenario.question.get(props.lang) }</button></li>
    }
}
