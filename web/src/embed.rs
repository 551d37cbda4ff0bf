//! The player in somebody else's page. The program that it is compiled into has the feature `embed`;
//! in the page's own program nothing of this is left.
//!
//! It asks the page around it for nothing and changes nothing there: no address, no storage, no
//! focus, no scrolling. What it is to show it is given as a query and then as orders; what it shows
//! it tells, in lines.

use crate::app::{App, Change, Dispatch};
use crate::clock::in_words;
use crate::element::{Element, Kind, element};
use crate::evidence::variables;
use crate::head::{lead, verdict};
use crate::icon::{Icon, icon, sign};
use crate::keys::toggle;
use crate::live::{Part, live};
use crate::stage::stage;
use crate::transcript::transcript;
use crate::transport::transport;
use crate::{browser, library, marks};
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use tcp_scenarios::prose::Lang;
use tcp_view::address::Theme;
use tcp_view::app::{App as State, Msg, Notice};
use tcp_view::embed::{Options, Panel, order};
use web_sys::{Element as Place, HtmlElement};
use yew::AppHandle;
use yew::prelude::Properties;

/// Whether this is the program of the player that is embedded.
pub(crate) const EMBEDDED: bool = true;

/// What is asked of an embedded player.
#[derive(Clone, PartialEq, Default)]
pub struct Embed {
    /// What to show: a query as in the address of a page, with `controls`, `panels`, `end`, `loop`.
    pub query: String,
    /// The address of the page that has everything, for the link that leads there, without a query;
    /// behind a `#` what the link has there. Without it there is no link.
    pub whole: String,
    /// Who is told what is shown.
    pub tell: Function,
}

/// What the component is given.
#[derive(Properties, PartialEq, Default)]
pub struct Given {
    #[prop_or_default]
    embed: Embed,
}

/// What the page around it wants, in a line.
pub(crate) type Order = String;

/// An embedded player.
pub struct Player(AppHandle<App>);

impl Player {
    /// Mounts a player in place of what `host` holds; what it is to show must be here.
    pub fn mount(host: Place, embed: Embed) -> Player {
        Player(yew::Renderer::<App>::with_root_and_props(host, Given { embed }).render())
    }

    /// Has it do something; [`order`] has the list.
    pub fn obey(&self, order: String) {
        self.0.send_message(Change::Order(order));
    }

    /// Takes it out of the page.
    pub fn end(self) {
        self.0.destroy();
    }
}

/// What an embedded player keeps in mind about where it stands.
pub(crate) struct Embedding {
    embed: Embed,
    options: Options,
    wrong: Option<Notice>,
    told: RefCell<String>,
    played: Cell<bool>,
    /// How many scenarios and languages have been asked for.
    opened: Rc<Cell<usize>>,
    spoken: Rc<Cell<usize>>,
}

impl Embedding {
    pub(crate) fn new(given: &Given) -> Embedding {
        let embed = given.embed.clone();
        let (options, wrong) = Options::parse(&embed.query);
        let wrong = wrong.into_iter().next().map(Notice::UnusableAddress);
        Embedding {
            embed,
            options,
            wrong,
            told: RefCell::default(),
            played: Cell::default(),
            opened: Rc::default(),
            spoken: Rc::default(),
        }
    }

    /// The state to begin with.
    pub(crate) fn begin(&self) -> State {
        let mut state = State::new(&self.embed.query, Lang::En, Theme::Auto);
        if state.notice.is_none() {
            state.notice = self.wrong.clone();
        }
        state
    }

    /// A state as far as the page around it wants it played.
    pub(crate) fn bounded(&self, next: State) -> State {
        self.options.bound(next)
    }

    /// Tells what is shown, and begins again where that is wanted.
    pub(crate) fn tell(&self, app: &State, dispatch: &Dispatch) {
        self.say(app, &app.notice.as_ref().map(cause).unwrap_or_default());
        let played = self.played.replace(app.playing);
        if played && !app.playing && self.options.repeats && self.options.is_at_end(app) {
            dispatch.emit(Msg::Restart);
            dispatch.emit(Msg::Toggle);
        }
    }

    /// Tells what is shown and what cannot be honoured, if that is new.
    fn say(&self, app: &State, wrong: &str) {
        let address = app.address();
        let lines = [
            if app.playing { "1" } else { "0" },
            &app.step.to_string(),
            &app.show.run.beats.len().to_string(),
            &app.playhead.as_micros().to_string(),
            address.scenario.as_deref().unwrap_or_default(),
            app.lang.tag(),
            app.theme.name(),
            app.speed.name(),
            app.caption().map_or("", |caption| &caption.headline),
            wrong,
        ]
        .join("\n");
        if *self.told.borrow() != lines {
            // A page that throws when it is told something is not our concern.
            let _ = self.embed.tell.call1(&wasm_bindgen::JsValue::NULL, &(&*lines).into());
            *self.told.borrow_mut() = lines;
        }
    }
}

/// What an order means now; whatever has to be fetched for it first comes in its own time.
pub(crate) fn obeyed(app: &App, text: &str) -> Option<Msg> {
    match order(&app.state, text) {
        Ok(Some(msg @ (Msg::Open(_) | Msg::SetLang(_)))) => {
            when_here(app, msg);
            None
        }
        Ok(msg) => msg,
        Err(unusable) => {
            app.embedding.say(&app.state, &cause(&Notice::UnusableAddress(unusable)));
            None
        }
    }
}

/// Does it when what it needs is here, unless something else has been asked for by then.
fn when_here(app: &App, msg: Msg) {
    let (opened, lang) = (library::opened_by(&msg), library::spoken_after(&msg));
    let latest = if lang.is_some() { &app.embedding.spoken } else { &app.embedding.opened };
    let number = latest.get() + 1;
    latest.set(number);
    let (opened, latest) = (opened.map(str::to_owned), latest.clone());
    let dispatch = app.dispatch.clone();
    library::once_told(opened.as_deref(), lang, move || {
        if latest.get() == number {
            dispatch.emit(msg);
        }
    });
}

/// What cannot be honoured: its name and its value.
fn cause(notice: &Notice) -> String {
    let (name, value) = match notice {
        Notice::UnknownScenario(address) | Notice::MissingScenario(address) => {
            ("scenario", address)
        }
        Notice::UnusableAddress(part) => (part.name, &part.value),
    };
    [name, "=", value].concat()
}

/// All of it.
pub(crate) fn view(app: &App) -> Element {
    let (state, options) = (&app.state, &app.embedding.options);
    let shows = |panel: Panel| options.shows(panel);
    let main = element("div", "main")
        .child(shows(Panel::Question).then(|| question(app)))
        .child(stage(app));
    let side = element("div", "panes")
        .node(match shows(Panel::States) {
            true => live(app, &app.sight, Part::States),
            false => Default::default(),
        })
        .child(shows(Panel::Variables).then(|| variables(app)));
    let table = shows(Panel::Transcript).then(|| transcript(app));
    // There may be several on a page: a group is no landmark.
    let player = element("div", "player")
        .attribute("role", "group")
        .attribute("id", "player")
        .attribute("tabindex", "-1")
        .attribute("aria-label", state.show.scenario.question.get(state.lang))
        .on(Kind::KeyDown, app.keys())
        .child(element("div", "scroll").child(main).child(side).child(table))
        .child(transport(app).child(whole(app)));
    element("div", "page")
        .attribute("lang", state.lang.tag())
        .attribute("data-controls", options.controls.name())
        .attribute("data-begun", (state.step > 0 || state.playing).then_some(""))
        .attribute("data-words", shows(Panel::Caption).then_some(""))
        .attribute("data-legend", shows(Panel::Legend).then_some(""))
        .attribute("data-question", shows(Panel::Question).then_some(""))
        .child(marks::patterns())
        .child(app.notice())
        .child(player)
        .child(app.speech.element())
}

/// The question, the first sentence of its answer, and the choice between the protocols.
fn question(app: &App) -> Element {
    let (scenario, lang) = (app.state.show.scenario, app.state.lang);
    element("div", "asked")
        .child(element("h2", "").text(scenario.question.get(lang)))
        .child(lead(app).0)
        .child(verdict(app))
}

/// What stands for the caption before anything has happened: an invitation.
pub(crate) fn beginning(app: &App) -> Element {
    let (run, lang) = (&app.state.show.run, app.state.lang);
    let segments = run.flights.len();
    let time = in_words(run.end);
    let (words, small) = match lang {
        Lang::ZhCn => ("播放", format!("{segments} 个报文段，{time}")),
        Lang::En if segments == 1 => ("Play", format!("1 segment, {time}")),
        Lang::En => ("Play", format!("{segments} segments, {time}")),
    };
    let (dispatch, clock) = (app.dispatch.clone(), app.sight.clock.clone());
    let words = element("span", "").child(element("b", "").text(words));
    element("button", "big")
        .child(element("span", "play").child(icon(Icon::Play, "26")))
        .child(words.child(element("small", "").text(&small)))
        .on(Kind::Click, move |_| dispatch.emit(toggle(false, clock.now())))
}

/// The way to everything that an embedded player leaves out.
fn whole(app: &App) -> Option<Element> {
    let embed = &app.embedding.embed;
    let (site, link) = embed.whole.split_once('#').unwrap_or((&embed.whole, ""));
    let mut address = [site, &*app.state.address().query()].concat();
    if !link.is_empty() {
        address.extend(["#", link]);
    }
    let words = match app.state.lang {
        Lang::ZhCn => "打开完整版",
        Lang::En => "Open the full version",
    };
    let link = element("a", "whole-page")
        .attribute("href", &*address)
        .attribute("target", "_blank")
        .attribute("rel", "noopener")
        .attribute("title", words)
        .attribute("aria-label", &*["TCP Lanes: ", words].concat())
        .child(sign())
        .child(element("span", "").text(words));
    (!embed.whole.is_empty()).then_some(link)
}

/// How near the edge of the player something may be.
const MARGIN: f64 = 96.0;

/// Brings something into view within the player, where that scrolls: the page around it stays.
pub(crate) fn scroll_to(line: &HtmlElement) {
    // In a frame of our own it is the document that scrolls.
    let framed = line.closest("[data-frame]").ok().flatten().and_then(|_| browser::root());
    let inside = || line.closest(".scroll").ok().flatten();
    let Some(scroll) = framed.or_else(inside) else { return };
    let (line, seen) = (line.get_bounding_client_rect(), scroll.get_bounding_client_rect());
    let top = seen.top().max(0.0);
    let above = line.top() - MARGIN - top;
    let below = line.bottom() + MARGIN - top - f64::from(scroll.client_height());
    let by = if above < 0.0 { above } else { below.max(0.0) };
    scroll.set_scroll_top(scroll.scroll_top() + by as i32);
}
