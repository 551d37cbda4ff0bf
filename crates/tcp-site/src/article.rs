//! The article: handshake and close from the beginning, written in Markdown as anybody would who
//! embeds the player, with figures, the proof, and a quiz at the end.
//!
//! - [`markdown`] reads it; [`figure`] makes its figures, [`proof`] the verdicts of the checker,
//!   [`quiz`] its questions.
//! - [`facts`] are looked up in runs and searches.

mod facts;
mod figure;
mod markdown;
mod proof;
mod quiz;

use crate::card::Card;
use crate::contents;
use crate::frame::{Page, document};
use crate::place::Place;
use crate::words::either;
use crate::{File, Site, SiteError, data};
use facts::Facts;
use markdown::{Written, description};
use maud::{Markup, html};
use tcp_model::trace::Run;
use tcp_scenarios::catalogue::{Catalogue, Entry, InterviewQuestion};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// The scenario on the picture of the page.
const SHOWN: &str = "complete-lifecycle";

/// The article in a language, as it was written.
const fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => include_str!("../article/zh-CN.md"),
        Lang::En => include_str!("../article/en.md"),
    }
}

/// Where something in an article is not as expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    /// The line, from 1.
    line: usize,
    message: String,
}

/// What an article is made with.
pub(crate) struct Desk<'a> {
    lang: Lang,
    /// Where its pictures are, from the root of the site.
    folder: String,
    has_app: bool,
    facts: &'a mut Facts,
}

/// What is said of the article elsewhere.
pub(crate) struct Notice {
    /// Its title.
    pub(crate) title: String,
    /// What it is about.
    pub(crate) summary: String,
}

/// What is said of the article in a language elsewhere: its title and its first paragraph are plain
/// lines of its text.
pub(crate) fn notice(lang: Lang) -> Notice {
    let mut lines = source(lang).lines().filter(|line| !line.is_empty());
    let title = lines.next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
    Notice { title: title.to_owned(), summary: lines.next().unwrap_or_default().to_owned() }
}

/// A link to the article with what it is about below.
pub(crate) fn link(lang: Lang) -> Markup {
    html! {
        a href=(Place::Article.folder(lang)) { (notice(lang).title) }
        p { (either(lang, "从头讲一遍的文章，也有这张图", "An article from the beginning, with this figure")) }
    }
}

/// Whether the article shows a scenario.
pub(crate) fn shows(entry: &Entry) -> bool {
    source(Lang::En).contains(&format!("scenario=\"{}\"", entry.id()))
}

/// The page in every language, with its pictures.
///
/// # Errors
/// With the place of what is not as expected in the text.
pub(crate) fn files(site: &Site<'_>) -> Result<Vec<File>, SiteError> {
    let mut facts = Facts::default();
    let mut files = Vec::new();
    for lang in Lang::ALL {
        let desk = Desk {
            lang,
            folder: Place::Article.folder(lang),
            has_app: site.options.app.is_some(),
            facts: &mut facts,
        };
        let written = read(source(lang), desk)
            .map_err(|Fault { line, message }| SiteError::Article { lang, line, message })?;
        files.extend(in_language(site, written, lang));
    }
    Ok(files)
}

fn read(text: &str, mut desk: Desk<'_>) -> Result<Written, Fault> {
    markdown::read(text, &mut desk)
}

fn in_language(site: &Site<'_>, written: Written, lang: Lang) -> Vec<File> {
    let place = Place::Article;
    let folder = place.folder(lang);
    let page = Page {
        lang,
        place,
        title: &written.title,
        description: description(&written),
        data: data::article(site, &written.title, description(&written), lang),
        main: main(&written, &folder, lang),
    };
    let mut files = vec![File::new(format!("{folder}index.html"), document(site, &page))];
    let shown = Catalogue::get().find(SHOWN).filter(|_| site.options.base.is_some());
    files.extend(shown.map(|scenario| {
        let run = scenario.run();
        card(&written.title, (scenario, &run), lang).file(&folder)
    }));
    files.extend(written.files);
    files
}

/// The picture of the page.
pub(crate) fn card<'a>(headline: &'a str, shown: (&'a Scenario, &'a Run), lang: Lang) -> Card<'a> {
    let words = either(
        lang,
        "握手、挥手、完整的一生、四个问题：图里的每一步都真的运行过。",
        "The handshake, the close, a whole life and four questions: every figure was run.",
    );
    Card { lang, headline, words, verdict: None, shown }
}

fn main(written: &Written, folder: &str, lang: Lang) -> Markup {
    let Written { title, lead, sections, body, .. } = written;
    html! {
        article class="a-page" {
            header class="q-head" {
                h1 { (title) }
                p class="q-lead" { (lead) }
            }
            div class="a-sheet" {
                nav class="a-toc" aria-labelledby="sections" {
                    h2 id="sections" { (either(lang, "目录", "Contents")) }
                    ol {
                        @for (id, title) in sections {
                            li { a href={ (folder) "#" (id) } { (title) } }
                        }
                    }
                }
                div class="a-text" { (body) }
            }
        }
        (next(lang))
    }
}

/// The questions of an interview, each with the pages that answer it.
fn next(lang: Lang) -> Markup {
    let known = |id: &&str| Catalogue::get().entry(id);
    html! {
        nav class="q-next" aria-labelledby="next" {
            h2 id="next" { (either(lang, "接着看", "Read on")) }
            ul {
                @for InterviewQuestion { question, scenarios } in InterviewQuestion::all() {
                    @for entry in scenarios.first().and_then(known).iter() {
                        li { (contents::link(entry, lang, entry.question(lang))) p { (question.get(lang)) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
