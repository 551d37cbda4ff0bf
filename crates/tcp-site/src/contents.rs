//! The list of all questions in a language, and the page at the root where there is no app.

use crate::article::{self, Notice};
use crate::card::Card;
use crate::frame::{self, Page, document};
use crate::place::Place;
use crate::words::{NAME, either, named, own_name, pitch};
use crate::{File, Site};
use maud::{DOCTYPE, Markup, html};
use tcp_scenarios::catalogue::{Catalogue, Entry, InterviewQuestion, group_title};
use tcp_scenarios::prose::Lang;

/// The scenario on the picture of the page.
const SHOWN: &str = "three-way-normal";

/// The page of all questions, and its picture.
pub(crate) fn files(site: &Site<'_>, lang: Lang) -> Vec<File> {
    let mut files = vec![page(site, lang)];
    let shown = Catalogue::get().find(SHOWN).filter(|_| site.options.base.is_some());
    if let Some(scenario) = shown {
        let (headline, words) = (headline(lang), promise(lang));
        let run = scenario.run();
        let card = Card { lang, headline, words, verdict: None, shown: (scenario, &run) };
        files.push(card.file(&Place::Contents.folder(lang)));
    }
    files
}

/// What the product does, in few words.
const fn promise(lang: Lang) -> &'static str {
    either(
        lang,
        "浏览器里运行着一个真正的 TCP：看它发生，亲手破坏它。",
        "A real TCP runs in your browser: watch it, and break it yourself.",
    )
}

/// All questions, in their groups, below the four of an interview.
fn page(site: &Site<'_>, lang: Lang) -> File {
    let main = html! {
        div class="q-hero" {
            h1 { (headline(lang)) }
            p class="q-lead" { (pitch(lang)) }
            @if site.options.app.is_some() {
                p {
                    a class="q-go" href={ "./?lang=" (lang.tag()) } {
                        (either(lang, "打开播放器", "Open the player"))
                    }
                }
            }
        }
        (begin(lang))
        (interview(lang))
        div class="q-groups" {
            @for group in Catalogue::get().entries().chunk_by(|one, next| one.group() == next.group()) {
                (listed(group, lang))
            }
        }
    };
    let page = Page {
        lang,
        place: Place::Contents,
        title: headline(lang),
        description: pitch(lang),
        data: html! {},
        main,
    };
    File::new(format!("{}index.html", Place::Contents.folder(lang)), document(site, &page))
}

const fn headline(lang: Lang) -> &'static str {
    either(lang, "三次握手、四次挥手，一问一答", "TCP's handshake and close, question by question")
}

/// What to read first: the article.
fn begin(lang: Lang) -> Markup {
    let Notice { title, summary } = article::notice(lang);
    html! {
        section class="q-begin" {
            h2 { (either(lang, "先读这一篇", "Read this first")) }
            p class="q-asked" { a href=(Place::Article.folder(lang)) { (named(&title)) } }
            p { (summary) }
        }
    }
}

fn interview(lang: Lang) -> Markup {
    html! {
        section class="q-interview" {
            h2 { (either(lang, "面试最常问的四题", "What every interviewer asks")) }
            ol {
                @for InterviewQuestion { question, scenarios } in InterviewQuestion::all() {
                    li {
                        p class="q-asked" { (named(question.get(lang))) }
                        ul {
                            @for entry in scenarios.iter().filter_map(|id| Catalogue::get().entry(id)) {
                                li { (link(entry, lang, entry.title(lang))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A group with its questions; what happens in each is below it.
fn listed(group: &[Entry], lang: Lang) -> Markup {
    let title = group.first().map_or("", |entry| group_title(entry.group(), lang));
    html! {
        section class="q-group" {
            h2 { (named(title)) span class="q-count" { (group.len()) } }
            ul {
                @for entry in group {
                    li { (link(entry, lang, entry.question(lang))) p { (named(entry.title(lang))) } }
                }
            }
        }
    }
}

/// A link to a question's page.
pub(crate) fn link(entry: &Entry, lang: Lang, words: &str) -> Markup {
    html! { a href=(Place::Question(entry.id()).folder(lang)) { (named(words)) } }
}

/// The page at the root: which language?
pub(crate) fn door(site: &Site<'_>) -> File {
    let document = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (frame::basics(site, "./", NAME))
                meta name="description" content=(pitch(Lang::En));
                meta name="color-scheme" content="light dark";
            }
            body {
                div class="q-page" {
                    header class="q-top" { p class="q-mark" { (frame::sign()) span { (NAME) } } }
                    main class="q-main q-missing" {
                        @for lang in Lang::ALL {
                            section lang=(lang.tag()) {
                                h1 { (headline(lang)) }
                                p class="q-lead" { (pitch(lang)) }
                                p {
                                    a class="q-go" href=(Place::Contents.folder(lang)) {
                                        (own_name(lang))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    File::new("index.html", document.into_string())
}
