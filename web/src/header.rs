//! The bar on top: the list of questions, language, theme.

use crate::app::App;
use crate::element::{Element, button, element};
use crate::icon::{Icon, icon, sign};
use tcp_scenarios::catalogue::{Catalogue, group_title};
use tcp_scenarios::prose::Lang;
use tcp_view::address::Theme;
use tcp_view::app::Msg;
use tcp_view::message::Message;

/// The bar on top.
pub(crate) fn header(app: &App) -> Element {
    let (state, dispatch, lang) = (&app.state, &app.dispatch, app.state.lang);
    let languages = Lang::ALL.into_iter().map(|other| {
        button("", dispatch, Msg::SetLang(other))
            .attribute("lang", other.tag())
            .pressed(other == lang)
            .text(own_name(other))
    });
    let themes = Theme::ALL.into_iter().map(|other| {
        let name = theme_name(other);
        button("", dispatch, Msg::SetTheme(other))
            .pressed(other == state.theme)
            .saying("title", name, lang)
            .label(name, lang)
            .child(icon(Icon::Theme(other), "16"))
    });
    let all = Message::AllQuestions(Catalogue::get().entries().len());
    element("header", "top")
        .child(element("p", "mark").child(sign()).child(element("span", "").text("TCP Lanes")))
        .child(
            button("btn quiet all", dispatch, Msg::TogglePicker)
                .attribute("aria-expanded", if state.picker_open { "true" } else { "false" })
                .child(icon(Icon::List, "16"))
                .child(element("span", "").say(all, lang)),
        )
        .child(element("p", "crumb").text(group_title(state.show.scenario.group, lang)))
        .child(element("span", "grow"))
        .child(choice("seg-ctl", Message::Language, lang).list(languages))
        .child(choice("seg-ctl", Message::Theme, lang).list(themes))
}

/// A group of buttons of which one is pressed.
pub(crate) fn choice(class: &str, label: Message, lang: Lang) -> Element {
    element("div", class).attribute("role", "group").label(label, lang)
}

fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "中文",
        Lang::En => "English",
    }
}

fn theme_name(theme: Theme) -> Message {
    match theme {
        Theme::Auto => Message::ThemeAuto,
        Theme::Light => Message::ThemeLight,
        Theme::Dark => Message::ThemeDark,
    }
}
