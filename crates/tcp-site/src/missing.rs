//! The page for addresses that lead nowhere. It is sent for any of them, so what it refers to is
//! from the root of the host.

use crate::figure::Figure;
use crate::place::{BaseUrl, Place};
use crate::words::{NAME, own_name};
use crate::{File, Site, frame};
use maud::{DOCTYPE, Markup, html};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;

/// The scenario that the page speaks of.
const REFUSED: &str = "connection-refused";

/// `404.html`.
pub(crate) fn page(site: &Site<'_>) -> File {
    let root = site.options.base.as_ref().map_or("/", BaseUrl::path);
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (frame::basics(site, root, "404"))
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
            }
            body {
                div class="q-page" {
                    header class="q-top" {
                        a class="q-mark" href="./" { (frame::sign()) span { (NAME) } }
                    }
                    main class="q-main q-missing" {
                        @for lang in Lang::ALL {
                            section lang=(lang.tag()) {
                                h1 { (title(lang)) }
                                p class="q-lead" { (words(lang)) }
                                p {
                                    a class="q-go" href=(Place::Contents.folder(lang)) {
                                        (own_name(lang)) " · " (all(lang))
                                    }
                                }
                                (refused(lang))
                            }
                        }
                    }
                }
            }
        }
    };
    File::new("404.html", document.into_string())
}

/// The SYN, and the RST that it draws, as the page of that question has it.
fn refused(lang: Lang) -> Markup {
    let scenario = Catalogue::get().find(REFUSED);
    let figure = scenario.map(|scenario| {
        Figure::new(scenario, &scenario.run(), lang, &Place::Question(REFUSED).folder(lang))
    });
    html! { @if let Some(figure) = figure { figure class="q-stage" { (figure.show_narrow(false)) } } }
}

const fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "这个地址没有页面",
        Lang::En => "There is no such page",
    }
}

const fn words(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => {
            "就像发往 CLOSED 端口的 SYN，得到的只有 RST。也许地址写错了，也许页面换了名字。"
        }
        Lang::En => {
            "Like a SYN to a port in CLOSED, all it draws is a RST. The address may be mistyped, or \
             the page may have another name now."
        }
    }
}

const fn all(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "全部问题",
        Lang::En => "all questions",
    }
}
