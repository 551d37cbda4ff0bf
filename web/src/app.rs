//! The whole page: the reducer, the clock, and where the parts stand.

use crate::clock::{Clock, Drawn};
use crate::evidence::Evidence;
use crate::head::Head;
use crate::header::Header;
use crate::icon::{Icon, icon};
use crate::keys;
use crate::memory::{remembered, use_memory};
use crate::picker::Picker;
use crate::play::use_playing;
use crate::questions::Questions;
use crate::speech::Speech;
use crate::stage::{Stage, sockets, to_come};
use crate::transcript::Transcript;
use crate::transport::Transport;
use crate::{browser, marks};
use std::rc::Rc;
use tcp_scenarios::prose::Lang;
use tcp_view::app::{App as State, Msg, Notice, update};
use tcp_view::ladder::{Ladder, LadderOptions, Layout};
use tcp_view::message::Message;
use yew::prelude::*;

/// Where messages go. There is one, and it never changes.
pub(crate) type Dispatch = Callback<Msg>;

/// The page's state as the reducer's.
#[derive(PartialEq)]
struct Store(State);

impl Reducible for Store {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        match update(&self.0, msg) {
            Some(next) => Rc::new(Store(next)),
            None => self,
        }
    }
}

/// From this width on the list of questions is a column, and open from the start.
pub(crate) const PICKER_IS_A_COLUMN: &str = "(min-width: 1640px)";

fn first_state() -> Store {
    let (lang, theme) = remembered();
    let mut state = State::new(&browser::query(), lang, theme);
    state.picker_open = browser::matches(PICKER_IS_A_COLUMN);
    Store(state)
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(first_state);
    let dispatch = {
        let dispatcher = store.dispatcher();
        use_callback((), move |msg: Msg, ()| dispatcher.dispatch(msg))
    };
    let clock = (*use_memo((), |()| Clock::new())).clone();
    let width = use_state_eq(|| 0);
    let app = &store.0;
    let ladder = use_memo((app.show.clone(), *width), |(show, width)| {
        let layout = Layout::for_width(*width);
        let addresses = Some(sockets());
        let options = LadderOptions { layout, lang: show.lang, addresses, beside: None };
        Drawn(Rc::new(Ladder::new(&show.run, &options)))
    });
    let ladder = (*ladder).clone();
    use_memory(app, &dispatch);
    use_playing(app, &clock, &ladder, &dispatch);
    let on_width = use_callback(width.setter(), |pixels: i32, width| width.set(pixels));
    let onkeydown = {
        let (dispatch, clock, app) = (dispatch.clone(), clock.clone(), app.clone());
        Callback::from(move |event: KeyboardEvent| {
            keys::pressed(&event, &app, clock.now(), &dispatch);
        })
    };
    let State { lang, theme, show, step, playing, selected, speed, playhead, .. } = app.clone();
    let question = app.interview_question();
    let unsent = to_come(&show.run, step);
    let inspected = app.inspected().filter(|id| !unsent.contains(id));
    html! {
        <div class="page">
            { marks::patterns() }
            { skip_link(lang) }
            <Header {lang} {theme} show={show.clone()} picker_open={app.picker_open}
                dispatch={dispatch.clone()} />
            <Questions {lang} current={question} dispatch={dispatch.clone()} />
            { notice(app, &dispatch) }
            if app.picker_open {
                <Picker {lang} search={app.search.clone()}
                    current={show.scenario.base_id().to_owned()} dispatch={dispatch.clone()} />
            }
            <div class="player" id="player" tabindex="-1" {onkeydown}>
                <div class="scroll">
                    <div class="main">
                        <Head show={show.clone()} {question} dispatch={dispatch.clone()} />
                        <Stage show={show.clone()} ladder={ladder.clone()} measured={*width > 0}
                            {step} {selected}
                            {playing} {playhead} clock={clock.clone()} {on_width}
                            dispatch={dispatch.clone()} />
                        <Transcript show={show.clone()} {step} dispatch={dispatch.clone()} />
                    </div>
                    <Evidence show={show.clone()} {step} {playing} {inspected}
                        {selected} {playhead} clock={clock.clone()} dispatch={dispatch.clone()} />
                </div>
                <Transport show={show.clone()} {ladder} {step} {playing} {speed} {clock}
                    dispatch={dispatch.clone()} />
            </div>
            <Speech {show} {step} {playing} />
        </div>
    }
}

/// A link without an address of its own: the page's address says what is shown.
fn skip_link(lang: Lang) -> Html {
    let onclick = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus("#player");
    });
    html! { <a class="btn skip" href="#player" {onclick}>{ Message::SkipToPlayer.say(lang) }</a> }
}

/// What the reader must be told about the page itself.
fn notice(app: &State, dispatch: &Dispatch) -> Html {
    let Some(notice) = &app.notice else { return html! {} };
    let (message, what) = match notice {
        Notice::UnknownScenario(address) => (Message::UnknownScenario, address.clone()),
        Notice::UnusableAddress(part) => {
            (Message::UnusableAddress, format!("{}={}", part.name, part.value))
        }
    };
    let onclick = dispatch.reform(|_| Msg::DismissNotice);
    html! {
        <div class="notice" role="alert">
            { icon(Icon::Cross, "16") }
            <p>{ message.say(app.lang) }{ " " }<code>{ what }</code></p>
            <button class="btn" {onclick}>{ Message::Dismiss.say(app.lang) }</button>
        </div>
    }
}
