//! The whole page: its state, the clock, and where the parts stand.

use crate::browser::{self, Later};
use crate::clock::{Clock, Drawn};
use crate::element::{Element, Kind, button, element};
use crate::embed::{self, EMBEDDED};
use crate::evidence::{Tab, evidence};
use crate::head::head;
use crate::header::header;
use crate::icon::{Icon, icon};
use crate::live::{NOTES, PLACES};
use crate::memory::{self, Memory, remembered};
use crate::picker::{self, picker};
use crate::play::Playing;
use crate::questions::questions;
use crate::speech::Speech;
use crate::stage::{self, Sight, Width, stage};
use crate::studio::place;
use crate::transcript::transcript;
use crate::transport::transport;
use crate::{keys, library, marks, proof, studio};
use gloo_events::EventListener;
use std::rc::Rc;
use tcp_model::time::Instant;
use tcp_view::app::{App as State, Msg, Notice, update};
use tcp_view::message::Message;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::{Component, Context, Html, NodeRef};

/// Something that changes the page.
#[derive(Clone)]
pub enum Change {
    /// Its state.
    State(Msg),
    /// How wide the ladder may be.
    Width(i32),
    /// Which step of the ladder is at the upper edge of the window, and how high the window is; 0 for
    /// all of the ladder.
    InView(i32, i32),
    /// What of the evidence is shown.
    Tab(Tab),
    /// More is known of the list of questions.
    Listed,
    /// What has been drawn is to be put into its place.
    Place,
    /// What the page around an embedded player wants.
    Order(embed::Order),
}

impl From<Msg> for Change {
    fn from(msg: Msg) -> Change {
        Change::State(msg)
    }
}

impl From<Tab> for Change {
    fn from(tab: Tab) -> Change {
        Change::Tab(tab)
    }
}

/// Where changes go. There is one, and it never changes.
#[derive(Clone)]
pub(crate) struct Dispatch(Scope<App>);

impl PartialEq for Dispatch {
    fn eq(&self, _: &Dispatch) -> bool {
        true
    }
}

impl Dispatch {
    /// Changes the page, as soon as what is needed for it is here.
    pub(crate) fn emit(&self, change: impl Into<Change>) {
        self.send(change.into());
    }

    #[inline(never)]
    fn send(&self, change: Change) {
        let (opened, lang) = match &change {
            Change::State(msg) => {
                (library::opened_by(msg).map(str::to_owned), library::spoken_after(msg))
            }
            _ => (None, None),
        };
        let page = self.0.clone();
        library::once_told(opened.as_deref(), lang, move || page.send_message(change));
    }
}

/// From this width on the list of questions is a column, and open from the start.
pub(crate) const PICKER_IS_A_COLUMN: &str = "(min-width: 1640px)";

/// The whole page.
pub struct App {
    pub(crate) state: Rc<State>,
    pub(crate) dispatch: Dispatch,
    pub(crate) sight: Sight,
    /// What is drawn beside it.
    pub(crate) beside: Option<Sight>,
    /// The mark where the two part.
    pub(crate) part: NodeRef,
    /// The wrong protocol that was shown last: the way back from the right one leads there.
    pub(crate) came_from: Option<String>,
    pub(crate) tab: Tab,
    width: i32,
    pub(crate) in_view: (i32, i32),
    pub(crate) speech: Speech,
    shown: Shown,
    memory: Memory,
    proof: proof::Asked,
    studio: studio::Asked,
    playing: Playing,
    /// The turn in which what is said is put into its place, whether more has happened since it was asked
    /// for, and whether it goes on with what another has begun.
    placing: Option<Later>,
    anew: bool,
    goes_on: bool,
    /// It has played to its end: what happened last is drawn in turns, too.
    ends: bool,
    pub(crate) embedding: embed::Embedding,
    _back_and_forward: Option<EventListener>,
    _width: Option<Width>,
    _in_view: Vec<EventListener>,
}

/// What the elements that are moved show.
#[derive(Default)]
struct Shown {
    moment: Option<(Instant, usize, bool, Drawn)>,
    /// The step that was brought into view.
    step: usize,
    picker: bool,
}

impl Component for App {
    type Message = Change;
    type Properties = embed::Given;

    fn create(ctx: &Context<App>) -> App {
        let embedding = embed::Embedding::new(ctx.props());
        let state = if EMBEDDED {
            embedding.begin()
        } else {
            let (lang, theme) = remembered();
            let mut state = State::new(&browser::query(), lang, theme);
            state.studio.link = studio::link();
            state.picker_open = browser::matches(PICKER_IS_A_COLUMN);
            state
        };
        let dispatch = Dispatch(ctx.link().clone());
        let clock = Clock::new();
        let mut app = App {
            _in_view: stage::follow(&clock, &dispatch),
            sight: Sight::new(&state.show, None, 0, clock),
            state: Rc::new(state),
            beside: None,
            part: NodeRef::default(),
            came_from: None,
            tab: Tab::States,
            width: 0,
            in_view: (0, 1),
            speech: Speech::default(),
            shown: Shown::default(),
            memory: Memory::default(),
            proof: proof::Asked::default(),
            studio: studio::Asked::default(),
            playing: Playing::default(),
            placing: None,
            anew: false,
            goes_on: false,
            ends: false,
            embedding,
            _back_and_forward: (!EMBEDDED).then(|| memory::follow(&dispatch)),
            _width: None,
            dispatch,
        };
        app.take_note();
        app
    }

    fn update(&mut self, _: &Context<App>, change: Change) -> bool {
        self.change(change)
    }

    fn view(&self, _: &Context<App>) -> Html {
        if EMBEDDED {
            return embed::view(self).html();
        }
        let main = element("div", "main");
        let main = head(self).into_iter().fold(main, Element::child);
        let main = main
            .child(proof::place(self))
            .child(place("studio"))
            .child(stage(self))
            .child(place("after"))
            .child(transcript(self));
        let player = element("main", "player")
            .attribute("id", "player")
            .attribute("tabindex", "-1")
            .on(Kind::KeyDown, self.keys())
            .child(element("div", "scroll").child(main).child(evidence(self)))
            .child(transport(self));
        let picker = self.state.picker_open.then(|| picker(self));
        element("div", "page")
            .attribute("data-blind", self.state.studio.blind.then_some(""))
            .attribute("data-two", self.beside.as_ref().map(|_| ""))
            .child(marks::patterns())
            .child(self.skip_link())
            .child(header(self))
            .child(questions(self))
            .child(self.notice())
            .list(picker.into_iter().flatten())
            .child(player)
            .child(element("dialog", "sheet").attribute("id", "sheet"))
            .child(self.speech.element())
            .html()
    }

    fn rendered(&mut self, _: &Context<App>, first: bool) {
        let ladder = &self.sight.clock.moving().ladder;
        if first && let Some(element) = ladder.cast::<HtmlElement>() {
            self._width = Some(Width::watch(element, &self.dispatch));
        }
        if self.state.picker_open && !self.shown.picker {
            picker::opened(&self.dispatch);
        }
        self.shown.picker = self.state.picker_open;
        // What plays looks for itself, before it writes anything.
        let film = self.takes_turns() && self.playing.is_film();
        self.show_moment(film);
        if !film {
            self.look();
        }
        if EMBEDDED {
            self.embedding.tell(&self.state, &self.dispatch);
        } else {
            self.memory.keep(&self.state);
            self.proof.draw(&self.state, &self.dispatch);
            self.studio.draw(&self.state, self.takes_turns(), &self.dispatch);
        }
        self.playing.go_on(&self.state, &self.sight.clock, &self.sight.ladder, &self.dispatch);
    }
}

impl App {
    /// Changes the state; whether it has to be drawn anew.
    fn change(&mut self, change: Change) -> bool {
        match change {
            Change::State(msg) => {
                let advances = matches!(msg, Msg::Advance(_));
                let Some(next) = update(&self.state, msg) else { return false };
                let next = if EMBEDDED { self.embedding.bounded(next) } else { next };
                let before = std::mem::replace(&mut self.state, Rc::new(next));
                let film = advances && self.playing.is_film();
                self.ends = film && !self.state.playing;
                if self.state.selected.is_some() && self.state.selected != before.selected {
                    self.tab = Tab::Segment;
                }
                if (&self.state.show, &self.state.studio.beside)
                    != (&before.show, &before.studio.beside)
                {
                    self.draw();
                }
                self.take_note();
            }
            Change::Width(width) if width == self.width => return false,
            Change::Width(width) => {
                self.width = width;
                self.draw();
            }
            Change::InView(top, height) => {
                let before = self.seen(&self.sight.ladder);
                self.in_view = (top, height);
                return self.seen(&self.sight.ladder) != before;
            }
            Change::Tab(tab) => self.tab = tab,
            Change::Listed => {}
            Change::Place => {
                let some = Later::is_slow() && !self.goes_on;
                let most = if some { 2 * NOTES } else { usize::MAX };
                self.goes_on = stage::place(self, most);
                self.placing = if self.goes_on {
                    Some(Later::again(PLACES, self.place()))
                } else {
                    std::mem::take(&mut self.anew).then(|| Later::turn(PLACES, self.place()))
                };
                return false;
            }
            Change::Order(order) => {
                let msg = embed::obeyed(self, &order);
                return EMBEDDED && msg.is_some_and(|msg| self.change(msg.into()));
            }
        }
        true
    }

    /// Whether what has happened is drawn in turns.
    pub(crate) fn takes_turns(&self) -> bool {
        self.state.playing || self.ends
    }

    /// Whether the ladder is as wide as it may be.
    pub(crate) fn is_measured(&self) -> bool {
        self.width > 0
    }

    fn draw(&mut self) {
        let (show, beside) = (&self.state.show, self.state.studio.beside.as_ref());
        self.sight = Sight::new(show, beside, self.width, self.sight.clock.clone());
        self.beside = beside.map(|beside| {
            let clock = self.beside.take().map_or_else(Clock::new, |before| before.clock);
            Sight::new(beside, Some(show), self.width, clock)
        });
        let led = self.beside.as_ref().map(|sight| (sight.clock.clone(), sight.ladder.clone()));
        self.sight.clock.lead(led);
    }

    /// What the page keeps in mind about what has been shown.
    fn take_note(&mut self) {
        let scenario = self.state.show.scenario;
        if scenario.right.is_some() {
            self.came_from = Some(scenario.address.clone());
        }
        self.speech.tell(&self.state);
    }

    /// Moves everything to where it belongs at this moment. What stands in the page may be new
    /// even at a moment that was shown before: several steps can be taken before one is seen.
    fn show_moment(&mut self, film: bool) {
        if film || self.takes_turns() && Later::turns_wait() {
            // What is said has been drawn and laid out by then.
            self.anew = self.placing.is_some();
            if !self.anew {
                self.placing = Some(Later::turn(PLACES, self.place()));
            }
        } else {
            self.placing = None;
            (self.anew, self.goes_on) = (false, false);
            stage::place(self, usize::MAX);
        }
        stage::place_part(self);
        let State { playhead, step, playing, .. } = *self.state;
        let (clock, ladder) = (&self.sight.clock, &self.sight.ladder);
        let moment = Some((playhead, step, playing, ladder.clone()));
        if self.shown.moment == moment {
            return;
        }
        self.shown.moment = moment;
        let film = film && playing;
        if film && clock.glides() && clock.now() == playhead {
            return;
        }
        clock.show(playhead, ladder, !playing);
        if !film {
            clock.tell();
        }
        // Nothing scrolls unasked: only when the reader goes, or a link leads, to another step.
        if !film && self.shown.step != step && self.sight.clock.reveal() {
            self.shown.step = step;
        }
    }

    /// Puts what is said into its place, when it is its turn.
    fn place(&self) -> impl FnOnce(f64) + use<> {
        let dispatch = self.dispatch.clone();
        move |_| dispatch.emit(Change::Place)
    }

    pub(crate) fn keys(&self) -> impl Fn(yew::Event) + 'static {
        let (dispatch, clock, state) =
            (self.dispatch.clone(), self.sight.clock.clone(), self.state.clone());
        move |event| keys::pressed(event.unchecked_ref(), &state, clock.now(), &dispatch)
    }

    /// A link without an address of its own: the page's address says what is shown.
    fn skip_link(&self) -> Element {
        element("a", "btn skip")
            .attribute("href", "#player")
            .say(Message::SkipToPlayer, self.state.lang)
            .on(Kind::Click, |event| {
                event.prevent_default();
                browser::focus("#player");
            })
    }

    /// What the reader must be told about the page itself.
    pub(crate) fn notice(&self) -> Option<Element> {
        let lang = self.state.lang;
        let words = element("p", "");
        let words = match self.state.notice.as_ref()? {
            Notice::UnknownScenario(address) => {
                words.say(Message::UnknownScenario, lang).text(" ").child(code(address))
            }
            Notice::MissingScenario(address) => {
                words.say(Message::MissingScenario, lang).text(" ").child(code(address))
            }
            Notice::UnusableAddress(part) => {
                let part = [part.name, "=", &*part.value].concat();
                words.say(Message::UnusableAddress, lang).text(" ").child(code(&part))
            }
        };
        let dismiss = button("btn", &self.dispatch, Msg::DismissNotice).say(Message::Dismiss, lang);
        let notice = element("div", "notice").attribute("role", "alert");
        Some(notice.child(icon(Icon::Close, "16")).child(words).child(dismiss))
    }
}

fn code(words: &str) -> Element {
    element("code", "").text(words)
}
