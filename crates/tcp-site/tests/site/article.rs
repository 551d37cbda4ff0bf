//! The article is complete without a script, in both languages, and nothing in it is made up.

use crate::read::{Document, Element};
use crate::{ARTICLE, EMBED, pages, pages_alone, site};
use serde_json::Value;
use std::collections::BTreeSet;
use tcp_checker::model::Model;
use tcp_checker::property::Property;
use tcp_checker::search::Search;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;

fn article(pages: &'static [crate::Page], lang: Lang) -> &'static Document {
    let path = format!("{}{ARTICLE}index.html", lang.tag());
    let found = pages.iter().find(|(known, _)| *known == path);
    &found.unwrap_or_else(|| panic!("there is no {path}")).1
}

fn players(document: &Document) -> Vec<&Element> {
    document.all("tcp-lanes")
}

fn scenarios(document: &Document) -> Vec<&str> {
    players(document).iter().map(|player| player.attribute("scenario").unwrap()).collect()
}

#[test]
fn every_figure_is_of_a_scenario_there_is_and_has_its_picture_and_its_link_in_it() {
    let known: BTreeSet<&str> = site().iter().map(|file| &*file.path).collect();
    for lang in Lang::ALL {
        let document = article(pages(), lang);
        let mut at = 0;
        for player in players(document) {
            let id = player.attribute("scenario").unwrap();
            let scenario = Catalogue::get().find(id).unwrap_or_else(|| panic!("there is no {id}"));
            assert_eq!(player.attribute("lang"), Some(lang.tag()), "{id}");
            assert!(player.text.contains(scenario.question.get(lang)), "{id}");
            // What comes after the player in the page, in order, begins with what is in it.
            let rest = &document.elements[at..];
            at += rest.iter().position(|element| std::ptr::eq(element, player)).unwrap();
            let inside = &document.elements[at..];
            let image = inside.iter().find(|element| element.name == "img").unwrap();
            assert!(image.attribute("alt").is_some_and(|alt| !alt.is_empty()), "{id}");
            let src = image.attribute("src").unwrap();
            assert!(src.contains(&format!("/{id}/")) && known.contains(src), "{id}: {src}");
            let link = inside.iter().find(|element| element.name == "a").unwrap();
            assert_eq!(link.attribute("href"), Some(&*format!("{}/{id}/", lang.tag())));
        }
    }
}

#[test]
fn five_places_must_have_figures_and_states_are_drawn_where_they_are_asked_for() {
    for lang in Lang::ALL {
        let document = article(pages(), lang);
        let shown = scenarios(document);
        for id in [
            "three-way-normal",
            "third-ack-carries-data",
            "four-way-close",
            "half-close-data",
            "complete-lifecycle",
        ] {
            assert!(shown.contains(&id), "{id}");
        }
        let asking = players(document);
        let asking =
            asking.iter().filter(|player| player.attribute("panels").unwrap().contains("states"));
        let sources: Vec<&str> =
            document.all("img").iter().filter_map(|image| image.attribute("src")).collect();
        for player in asking {
            let id = player.attribute("scenario").unwrap();
            let drawn = format!("{}{ARTICLE}{id}.states.svg", lang.tag());
            assert!(sources.contains(&&*drawn), "{drawn} is not shown");
            let file = site().iter().find(|file| file.path == drawn).unwrap();
            let svg = std::str::from_utf8(&file.octets).unwrap();
            assert!(roxmltree::Document::parse(svg).is_ok() && svg.contains("ESTABLISHED"));
        }
    }
}

#[test]
fn both_languages_have_the_same_sections_figures_and_questions() {
    let ids = |lang| {
        let headings = ["h2", "h3"].map(|name| article(pages(), lang).all(name));
        let ids = headings.concat().into_iter().filter_map(|heading| heading.attribute("id"));
        ids.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ids(Lang::ZhCn), ids(Lang::En));
    assert!(ids(Lang::En).len() > 15, "{:?}", ids(Lang::En));
    let [chinese, english] = Lang::ALL.map(|lang| article(pages(), lang));
    assert_eq!(scenarios(chinese), scenarios(english));
    let count = |document: &Document| document.all("details").len();
    assert_eq!(count(chinese), count(english));
    let references = |document: &Document| {
        let links = document.with("a", "rel", "external");
        links.iter().map(|link| link.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(references(chinese), references(english));
}

#[test]
fn the_contents_lead_to_each_section() {
    for lang in Lang::ALL {
        let document = article(pages(), lang);
        let sections: Vec<&str> =
            document.all("h2").iter().filter_map(|heading| heading.attribute("id")).collect();
        let page = format!("{}{ARTICLE}#", lang.tag());
        let linked: Vec<&str> = document
            .all("a")
            .iter()
            .filter_map(|link| link.attribute("href")?.strip_prefix(&page))
            .filter(|id| *id != "main")
            .collect();
        assert!(linked.iter().all(|id| sections.contains(id)));
        for section in sections.iter().filter(|id| !matches!(**id, "sections" | "next")) {
            assert!(linked.contains(section), "{section}");
        }
    }
}

#[test]
fn its_only_scripts_are_data_and_the_element_where_that_is_there() {
    let scripts = |document: &'static Document| {
        let scripts = document.all("script").into_iter();
        let addresses =
            scripts.filter(|script| script.attribute("type") != Some("application/ld+json"));
        addresses
            .map(|script| (script.attribute("type"), script.attribute("src")))
            .collect::<Vec<_>>()
    };
    for lang in Lang::ALL {
        assert_eq!(scripts(article(pages(), lang)), [(Some("module"), Some(EMBED))]);
        assert_eq!(scripts(article(pages_alone(), lang)), []);
    }
}

#[test]
fn every_question_of_the_quiz_has_its_answer_the_reason_and_its_clause() {
    for lang in Lang::ALL {
        let document = article(pages(), lang);
        let quiz = document.with("ol", "class", "a-quiz")[0];
        let answers = document.all("details");
        assert!((6..=10).contains(&answers.len()));
        let choices = document.with("ol", "class", "a-choices");
        assert_eq!(choices.len(), answers.len());
        let rights = document.with("p", "class", "a-right");
        for ((answer, choices), right) in answers.iter().zip(choices).zip(rights) {
            assert!(quiz.text.contains(&answer.text) && answer.text.contains(&right.text));
            let words = right.text.trim_start_matches(['A', 'B', 'C', 'D', '。', '.', ' ']);
            assert!(!words.is_empty() && choices.text.contains(words), "{words}");
            assert!(answer.text.contains("RFC "), "{}", answer.text);
        }
    }
}

#[test]
fn what_it_says_of_the_proof_is_what_the_checker_has_found() {
    for lang in Lang::ALL {
        let text = &article(pages(), lang).all("main")[0].text;
        assert!(!text.contains("{{"), "a fact was not looked up");
        let sources = article(pages(), lang).all("img");
        let mut sources = sources.iter().filter_map(|image| image.attribute("src"));
        assert!(sources.any(|src| src.ends_with("two-way.settles.svg")));
        let verdicts = article(pages(), lang).with("ul", "class", "a-verdicts")[0];
        for property in [Property::Agreement, Property::Settles, Property::NoStaleData] {
            let steps = shortest("two-way", property);
            let said = match lang {
                Lang::ZhCn => format!("最短 {steps} 步"),
                Lang::En => format!(" {steps} steps"),
            };
            assert!(verdicts.text.contains(&said), "{said}: {}", verdicts.text);
        }
        // As docs/proof.md has it, which the checker's own tests write.
        assert_eq!(verdicts.text.matches("370,065").count(), 3, "{}", verdicts.text);
        let settles = match lang {
            Lang::ZhCn => "成立：最多丢失 1 次、没有中止的 1,622 个世界全部查过。",
            Lang::En => "Holds in all 1,622 worlds with at most 1 segment lost and without ABORTs.",
        };
        assert!(verdicts.text.contains(settles), "{}", verdicts.text);
    }
}

fn shortest(model: &str, property: Property) -> usize {
    let mut search = Search::new(Model::named(model).unwrap());
    while search.decide(1000) {}
    search.failure(property).unwrap().len()
}

#[test]
fn it_is_data_for_search_engines_and_linked_from_where_it_belongs() {
    for lang in Lang::ALL {
        let document = article(pages(), lang);
        let data = document.with("script", "type", "application/ld+json")[0];
        let data: Value = serde_json::from_str(&data.text).unwrap();
        let told = &data["@graph"][0];
        assert_eq!(told["@type"], "TechArticle");
        assert_eq!(told["headline"], *document.all("h1")[0].text);
        assert_eq!(
            (&told["inLanguage"], &told["dateModified"]),
            (&lang.tag().into(), &"2026-11-28".into())
        );
        let here = format!("{}{ARTICLE}", lang.tag());
        let shown = scenarios(document).into_iter().map(|id| format!("{}/{id}/", lang.tag()));
        for path in shown.chain([format!("{}/", lang.tag())]) {
            let (_, page) =
                pages().iter().find(|(known, _)| *known == format!("{path}index.html")).unwrap();
            assert!(
                !page.with("a", "href", &here).is_empty(),
                "{path} does not lead to the article"
            );
        }
    }
}
