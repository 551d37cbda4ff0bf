//! A page says all that there is to know of its question without a script.

use crate::pages;
use crate::read::Document;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::prose::Lang;

fn page(path: &str) -> &'static Document {
    let found = pages().iter().find(|(known, _)| *known == path);
    &found.unwrap_or_else(|| panic!("there is no {path}")).1
}

#[test]
fn every_question_has_a_page_in_each_language_with_all_of_its_story() {
    for entry in Catalogue::get().entries() {
        for lang in Lang::ALL {
            let path = format!("{}/{}/index.html", lang.tag(), entry.id());
            let document = page(&path);
            let scenario = entry.scenario();
            assert_eq!(document.all("html")[0].attribute("lang"), Some(lang.tag()));
            assert_eq!(document.all("h1")[0].text, scenario.question.get(lang), "{path}");
            let said = &document.all("main")[0].text;
            let mut expected = vec![scenario.answer.get(lang).to_owned()];
            expected.extend(scenario.note.as_ref().map(|note| note.get(lang).to_owned()));
            expected.extend(scenario.claims.iter().map(|claim| claim.say(lang)));
            for other in entry.alternatives() {
                expected
                    .extend([&other.title, &other.answer].map(|text| text.get(lang).to_owned()));
            }
            for words in expected {
                assert!(said.contains(&words), "{path} does not say {words}");
            }
            assert_eq!(document.all("tr").len(), scenario.run().beats.len() + 1, "{path}");
            assert_eq!(document.all("img").len(), entry.all().count(), "{path}");
            let to_rfcs = document.with("a", "rel", "external").len();
            assert!(to_rfcs >= scenario.rfc.len(), "{path}");
        }
    }
}

#[test]
fn the_contents_lead_to_every_question() {
    for lang in Lang::ALL {
        let document = page(&format!("{}/index.html", lang.tag()));
        let links: Vec<&str> =
            document.all("a").iter().filter_map(|link| link.attribute("href")).collect();
        for id in Catalogue::get().entries().iter().map(Entry::id) {
            assert!(links.contains(&&*format!("{}/{id}/", lang.tag())), "{id}");
        }
    }
}

/// The app finds these where it looks for them in its own page.
#[test]
fn a_question_brings_what_the_app_is_started_with() {
    let document = page("en/three-way-normal/index.html");
    assert_eq!(document.with("div", "id", "app").len(), 1);
    for (id, file) in [("app-js", "web-3.js"), ("app-wasm", "web-3_bg.wasm")] {
        assert_eq!(document.with("link", "id", id)[0].attribute("href"), Some(file));
    }
    for (name, folder) in [("proof", "./proof-6"), ("studio", "./studio-7")] {
        let meta = document.with("meta", "name", name);
        assert_eq!(meta[0].attribute("content"), Some(folder));
    }
    let root = document.all("html")[0];
    assert_eq!(root.attribute("data-scenario"), Some("three-way-normal"));
    let scripts: Vec<_> =
        document.all("script").iter().filter_map(|script| script.attribute("src")).collect();
    assert!(scripts[0].ends_with("/door.js") && scripts[1] == "start-1.js", "{scripts:?}");
}

#[test]
fn what_came_of_a_run_is_not_said_again_where_it_is_among_what_was_checked() {
    for id in ["two-way-synack-lost", "three-way-normal"] {
        let document = page(&format!("en/{id}/index.html"));
        let [verdict, checked] = ["q-verdict", "q-claims"].map(|class| {
            let of_class = |class: &str, known: &str| known.split(' ').next() == Some(class);
            let mut sections = document.all("section").into_iter();
            let found = sections
                .find(|one| one.attribute("class").is_some_and(|known| of_class(class, known)));
            found.unwrap().text.to_lowercase()
        });
        let claims = Catalogue::get().find(id).unwrap().claims.iter();
        let mut claims = claims.map(|claim| claim.say(Lang::En).to_lowercase());
        assert!(
            claims.all(|claim| checked.contains(&claim) && !verdict.contains(&claim)),
            "{id}: {verdict}"
        );
    }
    // It is said where no list says it.
    let detail = &page("en/three-way-normal/index.html").all("main")[0].text;
    assert!(detail.contains("All 7 claims hold"));
}
