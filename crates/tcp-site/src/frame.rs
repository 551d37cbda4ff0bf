//! What is around every page: its head, the bar on top, the foot.

use crate::app::EMBED;
use crate::place::Place;
use crate::words::{NAME, either, other, own_name};
use crate::{App, Site, data, feed};
use maud::{DOCTYPE, Markup, html};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;

/// A page's own part.
pub(crate) struct Page<'a> {
    pub(crate) lang: Lang,
    pub(crate) place: Place<'a>,
    /// Its title, without the product's name.
    pub(crate) title: &'a str,
    /// What is in it, in a sentence or two.
    pub(crate) description: &'a str,
    /// The same as data.
    pub(crate) data: Markup,
    /// Its main part.
    pub(crate) main: Markup,
}

/// As the app's page, but for the base: every address in a page is from the root of the site.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; font-src 'self'; \
     frame-src 'self'; base-uri 'self'; form-action 'none'";

/// The document around a page.
pub(crate) fn document(site: &Site<'_>, page: &Page<'_>) -> String {
    let Page { lang, place, title, main, .. } = page;
    let scenario = match place {
        Place::Question(id) => Some(*id),
        Place::Article | Place::Contents => None,
    };
    let embeds = site.options.app.as_ref().is_some_and(|app| app.embed) && *place == Place::Article;
    let app = site.options.app.as_ref().filter(|_| scenario.is_some());
    let document = html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-scenario=[scenario] {
            head {
                (basics(site, place.to_root(), title))
                (about(site, page))
                (page.data)
                @if let Some(app) = app { (life(site, app)) }
                @if embeds { script type="module" src=(EMBED) {} }
            }
            body {
                // The app takes the place of all that is in it, and of its rules.
                div id="app" {
                    div class="q-page" {
                        (top(site, page))
                        main class="q-main" id="main" { (main) }
                        (foot(site, *lang))
                    }
                }
                @if let Some(app) = app { script type="module" src=(app.start) {} }
            }
        }
    };
    document.into_string()
}

/// What every document needs. The base comes before any address.
pub(crate) fn basics(site: &Site<'_>, base: &str, title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content=(POLICY);
        meta name="viewport" content="width=device-width, initial-scale=1";
        base href=(base);
        title { (title) @if title != NAME { " · " (NAME) } }
        link rel="icon" type="image/svg+xml" href=(site.assets.icon());
        link rel="stylesheet" href=(site.assets.styles());
    }
}

/// What search engines are told.
fn about(site: &Site<'_>, page: &Page<'_>) -> Markup {
    let address = |lang: Lang| address(site, &page.place.folder(lang));
    html! {
        meta name="description" content=(page.description);
        link rel="canonical" href=(address(page.lang));
        @for lang in Lang::ALL {
            link rel="alternate" hreflang=(lang.tag()) href=(address(lang));
        }
        link rel="alternate" hreflang="x-default" href=(address(Lang::En));
        @if has_feed(site) {
            link rel="alternate" type="application/atom+xml" title=(NAME)
                href=(self::address(site, &feed::path(page.lang)));
        }
        meta name="color-scheme" content="light dark";
        (data::preview(site, page))
    }
}

fn has_feed(site: &Site<'_>) -> bool {
    site.options.base.is_some() && site.options.date.is_some()
}

/// An absolute address, or one from the root where it is not known where the site will be.
pub(crate) fn address(site: &Site<'_>, path: &str) -> String {
    site.options.base.as_ref().map_or_else(|| path.to_owned(), |base| base.join(path))
}

/// What brings the page to life: as in the head of the app's own page, and the door before it.
fn life(site: &Site<'_>, app: &App) -> Markup {
    html! {
        meta name="proof" content={ "./" (app.proof) };
        meta name="studio" content={ "./" (app.studio) };
        link rel="stylesheet" href=(app.styles);
        link rel="stylesheet" href=(app.later) media="print,(min-width:1640px),(forced-colors:active)";
        link id="app-js" rel="modulepreload" href=(app.glue);
        link id="app-wasm" rel="preload" as="fetch" type="application/wasm" crossorigin
            href=(app.program);
        script src=(site.assets.door()) {}
    }
}

/// The bar on top.
fn top(site: &Site<'_>, page: &Page<'_>) -> Markup {
    let Page { lang, place, .. } = page;
    let there = other(*lang);
    html! {
        a class="q-skip" href={ (place.folder(*lang)) "#main" } { (either(*lang, "跳到正文", "Skip to the text")) }
        header class="q-top" {
            a class="q-mark" href=(home(site, *lang)) { (sign()) span { (NAME) } }
            nav aria-label=(either(*lang, "全站", "Site")) {
                a href=(Place::Contents.folder(*lang)) aria-current=[(*place == Place::Contents).then_some("page")] {
                    (all_questions(*lang))
                }
                a href=(place.folder(there)) hreflang=(there.tag()) lang=(there.tag()) {
                    (own_name(there))
                }
            }
        }
    }
}

/// Where the product's name leads: to the app, where it is.
fn home(site: &Site<'_>, lang: Lang) -> String {
    match site.options.app {
        Some(_) => format!("./?lang={}", lang.tag()),
        None => Place::Contents.folder(lang),
    }
}

fn all_questions(lang: Lang) -> String {
    let count = Catalogue::get().entries().len();
    match lang {
        Lang::ZhCn => format!("全部 {count} 个问题"),
        Lang::En => format!("All {count} questions"),
    }
}

/// The product's sign: two lanes, a segment each way.
pub(crate) fn sign() -> Markup {
    html! {
        svg class="q-sign" width="24" height="20" viewBox="0 0 24 20" aria-hidden="true" {
            path d="M3 1v18M21 1v18" {}
            path class="syn" d="M4 3l16 5" {}
            path class="data" d="M20 9 4 14" {}
        }
    }
}

fn foot(site: &Site<'_>, lang: Lang) -> Markup {
    html! {
        footer class="q-foot" {
            p {
                (either(
                    lang,
                    "图、表和结论都出自同一个按 RFC 9293 实现的 TCP：它真的运行过，没有一条线是画上去的。",
                    "Figure, table and verdict come from one TCP, written after RFC 9293, which was \
                     run: no line was drawn by hand.",
                ))
            }
            ul {
                li { a href="https://www.rfc-editor.org/rfc/rfc9293" rel="external" { "RFC 9293" } }
                @if has_feed(site) {
                    li { a href=(feed::path(lang)) type="application/atom+xml" { "Atom" } }
                }
            }
        }
    }
}
