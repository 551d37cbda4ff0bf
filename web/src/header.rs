//! The bar on top: the list of questions, language, theme.

use crate::app::Dispatch;
use crate::icon::{Icon, icon, sign};
use tcp_scenarios::catalogue::{Catalogue, group_title};
use tcp_scenarios::prose::Lang;
use tcp_view::address::Theme;
use tcp_view::app::{Msg, Show};
use tcp_view::message::Message;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) show: Show,
    pub(crate) picker_open: bool,
    pub(crate) dispatch: Dispatch,
}

/// The bar on top.
#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let Props { lang, theme, show, picker_open, dispatch } = props;
    let all = Message::AllQuestions(Catalogue::get().entries().len()).say(*lang);
    let toggle = dispatch.reform(|_| Msg::TogglePicker);
    let languages = Lang::ALL.map(|other| {
        let onclick = dispatch.reform(move |_| Msg::SetLang(other));
        html! {
            <button lang={other.tag()} aria-pressed={pressed(other == *lang)} {onclick}>
                { own_name(other) }
            </button>
        }
    });
    let themes = Theme::ALL.map(|other| {
        let onclick = dispatch.reform(move |_| Msg::SetTheme(other));
        let name = theme_name(other).say(*lang);
        html! {
            <button aria-pressed={pressed(other == *theme)} title={name.clone()} aria-label={name} {onclick}>
                { theme_icon(other) }
            </button>
        }
    });
    html! {
        <header class="top">
            <p class="mark">{ sign() }<span>{ "TCP Lanes" }</span></p>
            <button class="btn quiet all" aria-expanded={picker_open.to_string()} onclick={toggle}>
                { icon(Icon::List, "16") }<span>{ all }</span>
            </button>
            <p class="crumb">{ group_title(show.scenario.group, *lang) }</p>
            <span class="grow"></span>
            <div class="seg-ctl" role="group" aria-label={Message::Language.say(*lang)}>{ for languages }</div>
            <div class="seg-ctl" role="group" aria-label={Message::Theme.say(*lang)}>{ for themes }</div>
        </header>
    }
}

/// `aria-pressed` needs its value in words.
pub(crate) fn pressed(is: bool) -> &'static str {
    if is { "true" } else { "false" }
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

fn theme_icon(theme: Theme) -> Html {
    let paths = match theme {
        Theme::Auto => {
            html! { <><circle cx="10" cy="10" r="6.5" /><path class="fi" d="M10 3.5a6.5 6.5 0 0 1 0 13z" /></> }
        }
        Theme::Light => html! {
            <><circle cx="10" cy="10" r="3.5" /><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M15.7 4.3l-1.4 1.4M5.7 14.3l-1.4 1.4" /></>
        },
        Theme::Dark => html! { <path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5z" /> },
    };
    html! { <svg class="ic" width="16" height="16" viewBox="0 0 20 20" aria-hidden="true">{ paths }</svg> }
}
