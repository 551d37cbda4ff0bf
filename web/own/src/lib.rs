//! Runs of the reader's own for embedded players: as a link holds them, or as a scenario file describes
//! them. It is a program of its own because few players show one, and what reads JSON is as large
//! as the player.
//!
//! It makes a book of such a run, with the words for it, under an address of its own: that is how a
//! player learns whatever it shows.

use tcp_scenarios::catalogue::{book, changed};
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::json::read_file;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::Edition;
use tcp_studio::link::{Shared, decode};
use tcp_studio::sandbox::Form;
use tcp_view::caption::lexicon;
use wasm_bindgen::prelude::wasm_bindgen;

/// A run, ready to be shown.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug)]
pub struct Own {
    /// Its address.
    pub address: String,
    /// Where in it, as an address has it.
    pub t: String,
    /// Its book, with the words for it.
    pub book: Vec<u8>,
}

/// The address of the scenario that a link changes: what comes behind `#s=`. Empty where the link
/// needs none.
///
/// # Errors
/// In the words of a language, when the link cannot be honoured.
#[wasm_bindgen]
pub fn base(link: &str, lang: &str) -> Result<String, String> {
    let shared = decode(link).map_err(|error| error.say(spoken(lang)))?;
    Ok(if shared.run.is_some() { String::new() } else { shared.scenario })
}

/// What a link holds, under an address with a number. `file` is the scenario file of its [`base`],
/// where it has one.
///
/// # Errors
/// In the words of a language, when link or file cannot be used.
#[wasm_bindgen]
pub fn linked(link: &str, file: &str, number: u32, lang: &str) -> Result<Own, String> {
    let shared = decode(link).map_err(|error| error.say(spoken(lang)))?;
    let Shared { scenario, run, interventions, seed, t, .. } = shared;
    let mut file = match run {
        Some(run) => Form::from_run(run).file(),
        None => read(file, &scenario)?,
    };
    if let Some(seed) = seed {
        file.run.weather.seed = seed;
    }
    let edition = Edition::new(&file, interventions).map_err(|error| error.to_string())?;
    let address = changed(&scenario, number as usize);
    Ok(Own::new(edition.scenario(address), t.to_string()))
}

/// The scenario of a file, under an address with a number.
///
/// # Errors
/// When the file cannot be used: where, and what was expected there.
#[wasm_bindgen]
pub fn described(file: &str, number: u32) -> Result<Own, String> {
    let file = read_file(file).map_err(|error| error.to_string())?;
    let mut scenario = Scenario::from_file(&file).map_err(|error| error.to_string())?;
    scenario.address = changed(&file.id, number as usize);
    Ok(Own::new(scenario, "step:0".to_owned()))
}

/// The file of a scenario or of one of its alternatives.
fn read(file: &str, scenario: &str) -> Result<ScenarioFile, String> {
    let file = read_file(file).map_err(|error| error.to_string())?;
    let alternative = scenario.split_once('/').map(|(_, alternative)| alternative);
    file.single(alternative).ok_or_else(|| format!("at scenario: there is no {scenario}"))
}

fn spoken(lang: &str) -> Lang {
    Lang::from_tag(lang).unwrap_or(Lang::En)
}

impl Own {
    fn new(scenario: Scenario, t: String) -> Own {
        let address = scenario.address.clone();
        let words = lexicon::needed(std::iter::once(&scenario));
        let octets = book(scenario);
        let len = (octets.len() as u32).to_le_bytes();
        Own { address, t, book: [&len, &*octets, words.as_bytes()].concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_model::fault::{Fate, Fault, SegmentPattern};
    use tcp_model::segment::SegmentFlags;
    use tcp_scenarios::catalogue::{self, Catalogue};
    use tcp_scenarios::format::Intervention;
    use tcp_scenarios::json::write_scenario;
    use tcp_studio::link::encode;

    fn file(id: &str) -> String {
        let files = catalogue::files();
        write_scenario(files.iter().find(|file| file.id == id).expect("it is in the catalogue"))
    }

    fn shared(scenario: &str) -> String {
        let flags = Some(SegmentFlags::SYN | SegmentFlags::ACK);
        let segment = SegmentPattern { flags, ..SegmentPattern::default() };
        let lost = Intervention::Fault(Fault { segment, fate: Fate::Lose });
        encode(&Shared { interventions: vec![lost], ..Shared::of(scenario) })
    }

    fn learned(own: &Own) -> &'static Scenario {
        let len = u32::from_le_bytes(own.book[..4].try_into().unwrap()) as usize;
        Catalogue::get().learn(&own.book[4..4 + len]);
        Catalogue::get().find(&own.address).expect("the book was taken in")
    }

    #[test]
    fn a_link_gives_the_run_that_was_shared() {
        let link = shared("three-way-normal");
        assert_eq!(base(&link, "en").unwrap(), "three-way-normal");
        let own = linked(&link, &file("three-way-normal"), 701, "en").unwrap();
        assert_eq!(own.address, "three-way-normal/~701");
        let before = Catalogue::get().find("three-way-normal").unwrap().run();
        assert_ne!(learned(&own).run().events, before.events, "its SYN,ACK is lost");
    }

    #[test]
    fn an_alternative_can_be_changed_too() {
        let link = shared("two-way-synack-lost/three-way");
        let own = linked(&link, &file("two-way-synack-lost"), 702, "en").unwrap();
        assert_eq!(learned(&own).address, "two-way-synack-lost/three-way/~702");
        let nobody =
            linked(&shared("two-way-synack-lost/nobody"), &file("two-way-synack-lost"), 1, "");
        assert!(nobody.unwrap_err().contains("nobody"));
    }

    #[test]
    fn a_link_that_cannot_be_honoured_says_why() {
        let whole = shared("three-way-normal");
        for link in ["", "9.x", "1.!", &whole[..whole.len() - 3]] {
            assert!(!base(link, "zh-CN").unwrap_err().is_empty(), "{link}");
            assert!(!linked(link, "", 1, "en").unwrap_err().is_empty(), "{link}");
        }
        assert!(!linked(&whole, "<!doctype html>", 1, "en").unwrap_err().is_empty());
    }

    #[test]
    fn a_file_is_shown_or_says_where_it_cannot_be_used() {
        let text = file("three-way-normal");
        let own = described(&text, 703).unwrap();
        assert_eq!(learned(&own).address, "three-way-normal/~703");
        let wrong = described(&text.replace("\"establish\"", "\"x\""), 1).unwrap_err();
        assert!(wrong.contains("group"), "{wrong}");
    }
}
