//! What programs read to know what there is: the map of the site, and a feed of each language.

use crate::place::{BaseUrl, Date, Place};
use crate::words::{NAME, pitch};
use crate::{File, Site, article};
use maud::{Markup, PreEscaped, html};
use tcp_scenarios::catalogue::{Catalogue, Entry, group_title};
use tcp_scenarios::prose::Lang;

/// The first line of an XML file.
const XML: PreEscaped<&str> = PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

/// Where the feed of a language is.
pub(crate) fn path(lang: Lang) -> String {
    format!("{}feed.xml", Place::Contents.folder(lang))
}

/// All pages with their other languages.
pub(crate) fn sitemap(site: &Site<'_>, base: &BaseUrl) -> File {
    let questions = Catalogue::get().entries().iter().map(|entry| Place::Question(entry.id()));
    let places: Vec<Place<'_>> =
        [Place::Contents, Place::Article].into_iter().chain(questions).collect();
    let address = |place: Place<'_>, lang| base.join(&place.folder(lang));
    let map = html! {
        (XML)
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:xhtml="http://www.w3.org/1999/xhtml" {
            @for place in places {
                @for lang in Lang::ALL {
                    url {
                        loc { (address(place, lang)) }
                        @if let Some(date) = &site.options.date { lastmod { (date) } }
                        @for other in Lang::ALL {
                            xhtml:link rel="alternate" hreflang=(other.tag())
                                href=(address(place, other)) {}
                        }
                        xhtml:link rel="alternate" hreflang="x-default"
                            href=(address(place, Lang::En)) {}
                    }
                }
            }
        }
    };
    File::new("sitemap.xml", map.into_string())
}

/// All questions of a language as an Atom feed (RFC 4287): readers of feeds show the figure.
pub(crate) fn feed(base: &BaseUrl, date: &Date, lang: Lang) -> File {
    let contents = base.join(&Place::Contents.folder(lang));
    let updated = format!("{date}T00:00:00Z");
    let feed = html! {
        (XML)
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(lang.tag()) {
            id { (contents) }
            title { (NAME) }
            subtitle { (pitch(lang)) }
            updated { (updated) }
            author { name { (NAME) } }
            link rel="self" type="application/atom+xml" href=(base.join(&path(lang))) {}
            link rel="alternate" type="text/html" hreflang=(lang.tag()) href=(contents) {}
            (written(base, lang, &updated))
            @for entry in Catalogue::get().entries() { (item(base, entry, lang, &updated)) }
        }
    };
    File::new(path(lang), feed.into_string())
}

/// The article, with its first figure.
fn written(base: &BaseUrl, lang: Lang, updated: &str) -> Markup {
    let page = base.join(&Place::Article.folder(lang));
    let article::Notice { title, summary } = article::notice(lang);
    let figure = format!("{}figure.svg", Place::Question("three-way-normal").folder(lang));
    let shown = html! {
        p { (summary) }
        p { a href=(page) { img src=(base.join(&figure)) alt=(title); } }
    };
    html! {
        entry {
            id { (page) }
            title { (title) }
            updated { (updated) }
            link rel="alternate" type="text/html" href=(page) {}
            summary { (summary) }
            content type="html" { (shown.into_string()) }
        }
    }
}

fn item(base: &BaseUrl, entry: &Entry, lang: Lang, updated: &str) -> Markup {
    let folder = Place::Question(entry.id()).folder(lang);
    let scenario = entry.scenario();
    let page = base.join(&folder);
    let shown = html! {
        p { (scenario.answer.get(lang)) }
        p {
            a href=(page) {
                img src=(base.join(&format!("{folder}figure.svg"))) alt=(scenario.title.get(lang));
            }
        }
    };
    html! {
        entry {
            id { (page) }
            title { (scenario.question.get(lang)) }
            updated { (updated) }
            link rel="alternate" type="text/html" href=(page) {}
            category term=(group_title(entry.group(), lang)) {}
            summary { (scenario.answer.get(lang)) }
            content type="html" { (shown.into_string()) }
        }
    }
}
