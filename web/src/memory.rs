//! What outlives the page: the address, and in storage the reader's language and theme.

use crate::app::Dispatch;
use crate::{browser, studio};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use tcp_scenarios::prose::Lang;
use tcp_view::address::{Address, Theme};
use tcp_view::app::{App, Msg, Show};
use wasm_bindgen::JsValue;

/// Browsers refuse addresses that change too often.
const SETTLED: u32 = 300;

/// The reader's language and theme, where the address does not say: as kept, else as `boot.js`
/// found out.
pub(crate) fn remembered() -> (Lang, Theme) {
    let spoken = browser::root().and_then(|root| root.get_attribute("lang"));
    let lang = browser::recall("lang").or(spoken).and_then(|tag| Lang::from_tag(&tag));
    let theme = browser::recall("theme").and_then(|name| Theme::from_name(&name));
    (lang.unwrap_or(Lang::En), theme.unwrap_or_default())
}

/// What the document and its address say now, and what is still to be written there.
#[derive(Default)]
pub(crate) struct Memory {
    look: Option<(Lang, Theme)>,
    show: Option<Show>,
    address: Option<(Address, String)>,
    writing: Option<Timeout>,
}

impl Memory {
    /// Keeps address, title, language and theme of the document as the page's.
    pub(crate) fn keep(&mut self, app: &App) {
        let look = Some((app.lang, app.theme));
        if self.look != look {
            self.look = look;
            show_in_root(app.lang, app.theme);
        }
        if self.show.as_ref() != Some(&app.show) {
            let scenario = app.show.scenario;
            browser::document()
                .set_title(&[scenario.question.get(app.lang), " · TCP Lanes"].concat());
            let before = self.show.replace(app.show.clone());
            if before.is_some_and(|before| before.scenario.address != scenario.address) {
                write(&app.address(), &app.studio.link);
            }
        }
        let address = (!app.playing).then(|| (app.address(), app.studio.link.clone()));
        if self.address != address {
            self.address = address.clone();
            self.writing = address
                .map(|(address, link)| Timeout::new(SETTLED, move || write(&address, &link)));
        }
    }
}

/// Follows the reader back and forward through the addresses.
pub(crate) fn follow(dispatch: &Dispatch) -> EventListener {
    let dispatch = dispatch.clone();
    EventListener::new(&browser::window(), "popstate", move |_| {
        dispatch.emit(Msg::Navigate(Address::parse(&browser::query()).0));
        dispatch.emit(Msg::Obey(["link ", &*studio::link()].concat()));
    })
}

fn show_in_root(lang: Lang, theme: Theme) {
    browser::keep("lang", lang.tag());
    browser::keep("theme", theme.name());
    let Some(root) = browser::root() else { return };
    // Both names are valid for any element.
    let _ = root.set_attribute("lang", lang.tag());
    let _ = match theme {
        Theme::Auto => root.remove_attribute("data-theme"),
        Theme::Light | Theme::Dark => root.set_attribute("data-theme", theme.name()),
    };
}

/// Another scenario is another page to go back from; the rest only changes this one's address.
fn write(address: &Address, link: &str) {
    let (before, _) = Address::parse(&browser::query());
    let mut query = address.query();
    if !link.is_empty() {
        query.extend(["#", link]);
    }
    let here = browser::window().location();
    if [here.search(), here.hash()].map(Result::unwrap_or_default).concat() == query {
        return;
    }
    let Ok(history) = browser::window().history() else { return };
    let moved = before.scenario.is_some() && before.scenario != address.scenario;
    // Browsers forbid this in some frames, where the address is not ours to change.
    let _ = match moved {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(&query)),
        false => history.replace_state_with_url(&JsValue::NULL, "", Some(&query)),
    };
}
