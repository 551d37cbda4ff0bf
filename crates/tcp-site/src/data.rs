//! A page as data: for search engines (schema.org), for previews (Open Graph), and for whoever
//! embeds what an address leads to (oEmbed).

use crate::frame::{Page, address};
use crate::place::{BaseUrl, Place};
use crate::words::{NAME, other};
use crate::{File, Site, card};
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};
use tcp_scenarios::catalogue::{Entry, group_title};
use tcp_scenarios::prose::Lang;

/// What previews show of a page.
pub(crate) fn preview(site: &Site<'_>, page: &Page<'_>) -> Markup {
    let Some(base) = &site.options.base else { return html! {} };
    let Page { lang, place, title, description, .. } = page;
    let kind = match place {
        Place::Contents => "website",
        Place::Article | Place::Question(_) => "article",
    };
    html! {
        meta property="og:type" content=(kind);
        meta property="og:site_name" content=(NAME);
        meta property="og:title" content=(title);
        meta property="og:description" content=(description);
        meta property="og:url" content=(base.join(&place.folder(*lang)));
        meta property="og:locale" content=(locale(*lang));
        meta property="og:locale:alternate" content=(locale(other(*lang)));
        (card::meta(&base.join(&card::path(&place.folder(*lang))), title))
        @if let Place::Question(_) = place {
            link rel="alternate" type="application/json+oembed" title=(title)
                href=(base.join(&oembed_path(*place, *lang)));
        }
    }
}

const fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "zh_CN",
        Lang::En => "en_US",
    }
}

/// A question with its answer, for search engines. It is data, and no browser runs it.
pub(crate) fn question(site: &Site<'_>, entry: &Entry, lang: Lang) -> Markup {
    let scenario = entry.scenario();
    let page = address(site, &Place::Question(entry.id()).folder(lang));
    let contents = address(site, &Place::Contents.folder(lang));
    let question = scenario.question.get(lang);
    let learning = json!({
        "@type": "LearningResource",
        "@id": page,
        "url": page,
        "name": question,
        "description": scenario.answer.get(lang),
        "inLanguage": lang.tag(),
        "learningResourceType": "simulation",
        "isAccessibleForFree": true,
        "teaches": scenario.title.get(lang),
        "about": {"@type": "Thing", "name": "Transmission Control Protocol"},
        "isPartOf": {"@type": "WebSite", "name": NAME, "url": contents},
    });
    let asked = json!({
        "@type": "FAQPage",
        "inLanguage": lang.tag(),
        "mainEntity": [{
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": scenario.answer.get(lang)},
        }],
    });
    let way = json!({
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": NAME, "item": contents},
            {"@type": "ListItem", "position": 2, "name": group_title(entry.group(), lang), "item": contents},
            {"@type": "ListItem", "position": 3, "name": question},
        ],
    });
    data(&json!({"@context": "https://schema.org", "@graph": [learning, asked, way]}))
}

/// The article, for search engines.
pub(crate) fn article(site: &Site<'_>, title: &str, description: &str, lang: Lang) -> Markup {
    let folder = Place::Article.folder(lang);
    let page = address(site, &folder);
    let contents = address(site, &Place::Contents.folder(lang));
    let product = json!({"@type": "Organization", "name": NAME, "url": contents});
    let mut told = json!({
        "@type": "TechArticle",
        "@id": page,
        "url": page,
        "mainEntityOfPage": page,
        "headline": title,
        "description": description,
        "inLanguage": lang.tag(),
        "isAccessibleForFree": true,
        "about": {"@type": "Thing", "name": "Transmission Control Protocol"},
        "author": product,
        "publisher": product,
        "isPartOf": {"@type": "WebSite", "name": NAME, "url": contents},
    });
    if site.options.base.is_some() {
        told["image"] = json!(address(site, &card::path(&folder)));
    }
    if let Some(date) = &site.options.date {
        told["dateModified"] = json!(date.to_string());
    }
    let way = json!({
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": NAME, "item": contents},
            {"@type": "ListItem", "position": 2, "name": title},
        ],
    });
    data(&json!({"@context": "https://schema.org", "@graph": [told, way]}))
}

/// Data in a page: a `<` could end the element that it is in.
fn data(value: &Value) -> Markup {
    let text = value.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}

fn oembed_path(place: Place<'_>, lang: Lang) -> String {
    format!("{}oembed.json", place.folder(lang))
}

/// What stands in another page for this question's: the player, or the page where there is none.
pub(crate) fn oembed(site: &Site<'_>, base: &BaseUrl, entry: &Entry, lang: Lang) -> File {
    let place = Place::Question(entry.id());
    let title = entry.question(lang);
    let asked = format!("?scenario={}&lang={}", entry.id(), lang.tag());
    let shown = match &site.options.app {
        Some(app) if app.embed => base.join(&format!("embed/{asked}")),
        Some(_) => base.join(&asked),
        None => base.join(&place.folder(lang)),
    };
    let frame = html! {
        iframe src=(shown) title=(title) width="900" height="640" loading="lazy"
            allow="fullscreen; clipboard-write" {}
    };
    let embedded = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": NAME,
        "provider_url": base.join(""),
        "title": title,
        "html": frame.into_string(),
        "width": 900,
        "height": 640,
        "thumbnail_url": base.join(&card::path(&place.folder(lang))),
        "thumbnail_width": card::WIDTH,
        "thumbnail_height": card::HEIGHT,
    });
    File::new(oembed_path(place, lang), format!("{embedded:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_element() {
        let written = data(&json!({"a": "</script><b>"})).into_string();
        assert_eq!(written.matches('<').count(), 2, "{written}");
    }
}
