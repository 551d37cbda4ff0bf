//! The scenarios that the product ships.
//!
//! With the feature `prose` all of it is in the program. Without it the program has none: the
//! page learns first the *list* of a language ([`Catalogue::learn_list`]), which says what there
//! is, and then the *book* of each scenario that is opened ([`Catalogue::learn`]).

mod interview;

pub use interview::InterviewQuestion;

use crate::book::{Octets, Pack, records};
use crate::format::Group;
#[cfg(feature = "prose")]
use crate::format::ScenarioFile;
use crate::prose::Lang;
#[cfg(feature = "prose")]
use crate::prose::{Text, first_sentence};
#[cfg(feature = "prose")]
use crate::scenario::InvalidScenario;
use crate::scenario::Scenario;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();

/// How the address of a way begins that the checker has found. Such ways are in no list: each is
/// learned from the book that the checker makes of it.
pub const PROOF: &str = "proof/";

/// What comes, after a slash, before its number in the address of a run that a reader has changed, after
/// the address of the scenario that it was. Such runs are in no list either.
const CHANGED: char = '~';

/// The address of a run that a reader has changed, by that of the scenario that it was.
pub fn changed(of: &str, number: usize) -> String {
    format!("{of}/{CHANGED}{number}")
}

/// Whether it is the address of a run that a reader has changed.
pub fn is_changed(address: &str) -> bool {
    before_the_change(address).is_some()
}

/// The address of the scenario that a changed run was; any other address as it is.
pub fn unchanged(address: &str) -> &str {
    before_the_change(address).unwrap_or(address)
}

/// A transition in the address of a way of the checker's has the same character, without a slash.
fn before_the_change(address: &str) -> Option<&str> {
    address.rsplit_once(CHANGED)?.0.strip_suffix('/')
}

/// Whether the scenario with this address is in no list.
fn is_learned(address: &str) -> bool {
    address.starts_with(PROOF) || is_changed(address)
}

static WAYS: Mutex<Vec<&'static Scenario>> = Mutex::new(Vec::new());

fn ways() -> MutexGuard<'static, Vec<&'static Scenario>> {
    WAYS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The scenario files, in the order in which they are listed.
#[cfg(feature = "prose")]
pub fn files() -> Vec<ScenarioFile> {
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));
    postcard::from_bytes(packed).expect("the build packed the catalogue with these types")
}

/// The run with this address, `id` or `id/alternative`, as a file of its own.
#[cfg(feature = "prose")]
pub fn file(address: &str) -> Option<ScenarioFile> {
    let (id, alternative) = match address.split_once('/') {
        Some((id, alternative)) => (id, Some(alternative)),
        None => (address, None),
    };
    files().iter().find(|file| file.id == id)?.single(alternative)
}

/// The list of all scenarios in a language, as the page fetches it: the octets that
/// [`Catalogue::learn_list`] takes.
#[cfg(feature = "prose")]
pub fn list(lang: Lang) -> Vec<u8> {
    of_all(|file| Listed::new(file, lang))
}

/// What all scenarios of the list answer, in its order, with their alternatives: the octets that
/// [`Catalogue::learn_questions`] takes.
#[cfg(feature = "prose")]
pub fn questions(lang: Lang) -> Vec<u8> {
    of_all(|file| Asked::new(file, lang))
}

/// A record for each scenario, as octets.
#[cfg(feature = "prose")]
fn of_all<T: Pack>(record: impl Fn(&ScenarioFile) -> T) -> Vec<u8> {
    let records: Vec<T> = files().iter().map(record).collect();
    let mut octets = Vec::new();
    records.pack(&mut octets);
    octets
}

/// What a list says of a scenario.
struct Listed {
    id: String,
    group: Group,
    /// Nothing unless it answers an interview question: of these the page says the titles at once.
    title: String,
}

/// What a reader is asked who looks for a scenario, in one language.
struct Asked {
    title: String,
    question: String,
    /// The address and the title of each alternative.
    alternatives: Vec<(String, String)>,
}

records! {
    Listed { id group title }
    Asked { title question alternatives }
}

#[cfg(feature = "prose")]
impl Listed {
    fn new(file: &ScenarioFile, lang: Lang) -> Listed {
        let questions = InterviewQuestion::all();
        let answers = questions.iter().any(|one| one.scenarios.contains(&&*file.id));
        let title = if answers { file.title.get(lang) } else { "" };
        Listed { id: file.id.clone(), group: file.group, title: title.to_owned() }
    }
}

#[cfg(feature = "prose")]
impl Asked {
    fn new(file: &ScenarioFile, lang: Lang) -> Asked {
        let address = |id: &str| [&file.id, "/", id].concat();
        let alternatives = file.alternatives.iter();
        let alternatives = alternatives.map(|a| (address(&a.id), a.title.get(lang).to_owned()));
        let [title, question] = [&file.title, &file.question].map(|text| text.get(lang).to_owned());
        Asked { title, question, alternatives: alternatives.collect() }
    }
}

/// All scenarios, in the order in which they are listed.
pub struct Catalogue {
    entries: Vec<Entry>,
}

/// A scenario with its alternatives.
pub struct Entry {
    id: String,
    group: Group,
    /// By language.
    title: [OnceLock<String>; 2],
    asked: [OnceLock<Asked>; 2],
    told: OnceLock<Told>,
}

/// All that there is to know of a scenario and its alternatives.
struct Told {
    scenario: Scenario,
    alternatives: Vec<Scenario>,
}

records! {
    Told { scenario alternatives }
}

/// The book of a scenario that has no alternatives: the octets that [`Catalogue::learn`] takes.
#[cfg(feature = "pack")]
pub fn book(scenario: Scenario) -> Vec<u8> {
    let mut octets = Vec::new();
    Told { scenario, alternatives: Vec::new() }.pack(&mut octets);
    octets
}

#[cfg(feature = "prose")]
impl Told {
    fn new(file: &ScenarioFile) -> Result<Told, InvalidScenario> {
        let scenario = Scenario::from_file(file)?;
        Ok(Told { alternatives: scenario.alternatives(file), scenario })
    }
}

impl Entry {
    #[cfg(feature = "prose")]
    fn new(file: &ScenarioFile) -> Entry {
        let title = Lang::ALL.map(|lang| OnceLock::from(file.title.get(lang).to_owned()));
        let asked = Lang::ALL.map(|lang| OnceLock::from(Asked::new(file, lang)));
        let told = Told::new(file).unwrap_or_else(|e| panic!("{}: {e}", file.id));
        Entry { id: file.id.clone(), group: file.group, title, asked, told: OnceLock::from(told) }
    }

    fn listed(listed: Listed, lang: Lang) -> Entry {
        let Listed { id, group, title: said } = listed;
        let (title, asked, told) = Default::default();
        let entry = Entry { id, group, title, asked, told };
        entry.title[lang as usize].get_or_init(|| said);
        entry
    }

    /// Its address.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where the list of questions shows it.
    pub fn group(&self) -> Group {
        self.group
    }

    /// What happens in it, in a few words; in the other language while this one is not known, and its
    /// address while neither is.
    pub fn title(&self, lang: Lang) -> &str {
        let said = |lang: usize| {
            let listed = self.title[lang].get().filter(|title| !title.is_empty());
            listed.or(self.asked[lang].get().map(|asked| &asked.title))
        };
        let own = lang as usize;
        said(own).or(said(1 - own)).unwrap_or(&self.id)
    }

    /// The question that it answers; its title while that is not known.
    pub fn question(&self, lang: Lang) -> &str {
        let asked = self.asked[lang as usize].get();
        asked.map_or_else(|| self.title(lang), |asked| &asked.question)
    }

    /// The address and the title of each of its alternatives, in the file's order; none while
    /// they are not known.
    pub fn variations(&self, lang: Lang) -> Vec<(&str, &str)> {
        let told = self.alternatives().iter().map(|one| (&*one.address, one.title.get(lang)));
        let asked = self.asked[lang as usize].get().map_or(&[][..], |asked| &asked.alternatives);
        let asked = asked.iter().map(|(address, title)| (&**address, &**title));
        if self.is_told() { told.collect() } else { asked.collect() }
    }

    /// Whether all of it is known, and not only what the list says.
    pub fn is_told(&self) -> bool {
        self.told.get().is_some()
    }

    /// Its book: the octets that [`Catalogue::learn`] takes.
    #[cfg(feature = "prose")]
    pub fn book(&self) -> Vec<u8> {
        let mut octets = Vec::new();
        self.told.get().into_iter().for_each(|told| told.pack(&mut octets));
        octets
    }

    /// Its book with no more of the answers than their first sentences, and without notes: for where
    /// there is little room.
    #[cfg(feature = "prose")]
    pub fn short_book(&self) -> Vec<u8> {
        let short = |scenario: &Scenario| {
            let Text { zh_cn, en } = &scenario.answer;
            let [zh_cn, en] = [zh_cn, en].map(|text| first_sentence(text).0.to_owned());
            Scenario { answer: Text { zh_cn, en }, note: None, ..scenario.clone() }
        };
        let mut octets = Vec::new();
        let told = self.told.get().into_iter();
        told.for_each(|told| {
            let alternatives = told.alternatives.iter().map(short).collect();
            Told { scenario: short(&told.scenario), alternatives }.pack(&mut octets);
        });
        octets
    }

    /// The scenario.
    #[cfg(feature = "prose")]
    pub fn scenario(&self) -> &Scenario {
        self.all().next().expect("everything in the program is told")
    }

    /// Its alternatives, in the file's order; none while they are not known.
    pub fn alternatives(&self) -> &[Scenario] {
        self.told.get().map_or(&[], |told| &told.alternatives)
    }

    /// The scenario, then its alternatives; none of them while they are not known.
    pub fn all(&self) -> impl Iterator<Item = &Scenario> {
        let scenario = self.told.get().map(|told| &told.scenario);
        scenario.into_iter().chain(self.alternatives())
    }
}

impl Catalogue {
    /// The catalogue; it is unpacked when it is first asked for.
    #[cfg(feature = "prose")]
    pub fn get() -> &'static Catalogue {
        CATALOGUE.get_or_init(|| Catalogue { entries: files().iter().map(Entry::new).collect() })
    }

    /// The catalogue; it is empty until a list of it is known.
    #[cfg(not(feature = "prose"))]
    pub fn get() -> &'static Catalogue {
        static EMPTY: Catalogue = Catalogue { entries: Vec::new() };
        CATALOGUE.get().unwrap_or(&EMPTY)
    }

    /// The scenarios, by group and within it from the simple to the involved.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The scenario or alternative with this address, `id` or `id/alternative`, once it is known.
    pub fn find(&self, address: &str) -> Option<&Scenario> {
        if is_learned(address) {
            return ways().iter().copied().find(|way| way.address == address);
        }
        self.entry(address)?.all().find(|scenario| scenario.address == address)
    }

    /// The entry that an address belongs to, also where only its alternative is unknown.
    pub fn entry(&self, address: &str) -> Option<&Entry> {
        let id = address.split('/').next().unwrap_or(address);
        self.entries.iter().find(|entry| entry.id() == id)
    }

    /// Whether the list of a language is known.
    pub fn is_listed(&self, lang: Lang) -> bool {
        let said = |entry: &Entry| entry.title[lang as usize].get().is_some();
        !self.entries.is_empty() && self.entries.iter().all(said)
    }

    /// Takes in the list of a language: the first says what there is. What cannot be read or is
    /// known already changes nothing.
    pub fn learn_list(lang: Lang, octets: &[u8]) {
        let Some(list) = read::<Vec<Listed>>(octets) else { return };
        if Catalogue::get().entries.is_empty() {
            let entries = list.into_iter().map(|listed| Entry::listed(listed, lang)).collect();
            CATALOGUE.get_or_init(|| Catalogue { entries });
            return;
        }
        for Listed { id, title, .. } in list {
            if let Some(entry) = Catalogue::get().entry(&id) {
                entry.title[lang as usize].get_or_init(|| title);
            }
        }
    }

    /// Takes in the questions of a language. What cannot be read or is known already changes nothing.
    pub fn learn_questions(lang: Lang, octets: &[u8]) {
        let questions = read::<Vec<Asked>>(octets).unwrap_or_default();
        for (entry, asked) in Catalogue::get().entries.iter().zip(questions) {
            entry.asked[lang as usize].get_or_init(|| asked);
        }
    }

    /// Takes in a book. What cannot be read, is not of this catalogue or is known already changes
    /// nothing.
    pub fn learn(&self, octets: &[u8]) {
        let Some(told) = read::<Told>(octets) else { return };
        let address = &told.scenario.address;
        if is_learned(address) {
            if self.find(address).is_none() {
                ways().push(Box::leak(Box::new(told.scenario)));
            }
        } else if let Some(entry) = self.entry(address) {
            entry.told.get_or_init(|| told);
        }
    }
}

fn read<T: Pack>(octets: &[u8]) -> Option<T> {
    let mut octets = Octets::new(octets);
    let read = T::unpack(&mut octets);
    octets.done().then_some(read)
}

/// The title of a group.
pub fn group_title(group: Group, lang: Lang) -> &'static str {
    match (group, lang) {
        (Group::Establish, Lang::ZhCn) => "建立连接",
        (Group::Establish, Lang::En) => "Opening a connection",
        (Group::WhyNotN, Lang::ZhCn) => "为什么是三次",
        (Group::WhyNotN, Lang::En) => "Why three",
        (Group::Isn, Lang::ZhCn) => "初始序列号",
        (Group::Isn, Lang::En) => "Initial sequence numbers",
        (Group::Loss, Lang::ZhCn) => "丢包与重传",
        (Group::Loss, Lang::En) => "Loss and retransmission",
        (Group::Teardown, Lang::ZhCn) => "断开连接",
        (Group::Teardown, Lang::En) => "Closing a connection",
        (Group::TimeWait, Lang::ZhCn) => "TIME-WAIT 与 2MSL",
        (Group::TimeWait, Lang::En) => "TIME-WAIT and 2MSL",
        (Group::Reset, Lang::ZhCn) => "RST 与半开连接",
        (Group::Reset, Lang::En) => "Resets and half-open ends",
        (Group::Queues, Lang::ZhCn) => "队列与攻击",
        (Group::Queues, Lang::En) => "Queues and attacks",
        (Group::Simultaneous, Lang::ZhCn) => "同时打开与关闭",
        (Group::Simultaneous, Lang::En) => "Simultaneous open and close",
        (Group::Data, Lang::ZhCn) => "数据与窗口",
        (Group::Data, Lang::En) => "Data and windows",
        (Group::Options, Lang::ZhCn) => "选项",
        (Group::Options, Lang::En) => "Options",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_tells_all_of_a_scenario_but_its_claims() {
        for entry in Catalogue::get().entries() {
            let told: Told = read(&entry.book()).unwrap();
            let read = std::iter::once(&told.scenario).chain(&told.alternatives);
            for (read, known) in read.zip(entry.all()) {
                let known = Scenario { claims: Vec::new(), ..known.clone() };
                assert_eq!(*read, known);
            }
            assert_eq!(told.alternatives.len(), entry.alternatives().len());
        }
    }

    #[test]
    fn a_list_says_of_each_scenario_what_a_reader_chooses_by() {
        for lang in Lang::ALL {
            let list: Vec<Listed> = read(&list(lang)).unwrap();
            let entries: Vec<_> = list.into_iter().map(|one| Entry::listed(one, lang)).collect();
            assert_eq!(entries.len(), Catalogue::get().entries().len());
            for (listed, known) in entries.iter().zip(Catalogue::get().entries()) {
                assert!(!listed.is_told());
                assert_eq!((listed.id(), listed.group()), (known.id(), known.group()));
                assert_eq!(listed.question(lang), listed.title(lang));
                let title = known.scenario().title.get(lang);
                assert!([title, known.id()].contains(&listed.title(lang)));
                let question = InterviewQuestion::all()
                    .into_iter()
                    .find(|one| one.scenarios.contains(&known.id()));
                assert_eq!(question.is_some(), listed.title(lang) == title, "{}", known.id());
                assert_eq!(known.question(lang), known.scenario().question.get(lang));
                assert_eq!(listed.variations(lang), []);
            }
        }
    }

    #[test]
    fn a_list_in_one_language_answers_for_the_other_until_that_is_known() {
        let list: Vec<Listed> = read(&list(Lang::En)).unwrap();
        let entry = Entry::listed(list.into_iter().next().unwrap(), Lang::En);
        assert_eq!(entry.title(Lang::ZhCn), entry.title(Lang::En));
    }

    #[test]
    fn the_questions_stand_in_the_order_of_the_list() {
        for lang in Lang::ALL {
            let questions: Vec<Asked> = read(&questions(lang)).unwrap();
            assert_eq!(questions.len(), Catalogue::get().entries().len());
            for (asked, known) in questions.iter().zip(Catalogue::get().entries()) {
                assert_eq!(asked.question, known.scenario().question.get(lang));
                assert_eq!(asked.title, known.scenario().title.get(lang));
                let titles = known.alternatives().iter();
                let titles = titles.map(|a| (a.address.clone(), a.title.get(lang).to_owned()));
                assert_eq!(asked.alternatives, titles.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn the_address_of_a_changed_run_says_what_it_was() {
        let ways = ["proof/two-way/FIN-WAIT-1~CLOSING", "proof/two-way/FIN-WAIT-1~CLOSING/opens=1"];
        for of in ["three-way-normal", "two-way-synack-lost/three-way"].into_iter().chain(ways) {
            let address = changed(of, 3);
            assert!(is_changed(&address) && !is_changed(of), "{address}");
            assert_eq!((unchanged(&address), unchanged(of)), (of, of));
        }
        assert!(
            Catalogue::get()
                .entries()
                .iter()
                .flat_map(Entry::all)
                .all(|one| !is_changed(&one.address))
        );
    }

    #[test]
    fn a_way_that_the_checker_has_found_is_learned_once() {
        let found = Catalogue::get().find("three-way-normal").unwrap();
        let address = [PROOF, "three-way/ESTABLISHED,ESTABLISHED"].concat();
        let way = Scenario { address: address.clone(), claims: Vec::new(), ..found.clone() };
        assert_eq!(Catalogue::get().find(&address), None);
        Catalogue::get().learn(&book(way.clone()));
        Catalogue::get().learn(&book(Scenario { question: Text::default(), ..way.clone() }));
        assert_eq!(Catalogue::get().find(&address), Some(&way));
        assert!(Catalogue::get().entry(&address).is_none());
    }

    #[test]
    fn octets_that_are_no_book_or_list_change_nothing() {
        for octets in [&[][..], &[0xff; 64], b"<!doctype html>"] {
            Catalogue::get().learn(octets);
            Catalogue::learn_list(Lang::En, octets);
            Catalogue::learn_questions(Lang::En, octets);
        }
        assert!(Catalogue::get().entries().iter().all(Entry::is_told));
    }
}
