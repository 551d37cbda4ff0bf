//! The scenarios that the product ships.

use crate::format::{Group, ScenarioFile};
use crate::prose::{Lang, Text};
use crate::scenario::{InvalidScenario, Scenario};
use std::sync::{LazyLock, OnceLock};

static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue { entries: files().iter().map(Entry::new).collect() });

fn files() -> Vec<ScenarioFile> {
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));
    postcard::from_bytes(packed).expect("the build packed the catalogue with these types")
}

/// Everything that is said about each scenario, as the page fetches it: its id, and the octets
/// that [`Catalogue::learn`] takes.
#[cfg(feature = "prose")]
pub fn books() -> Vec<(String, Vec<u8>)> {
    let pack = |file: &ScenarioFile| postcard::to_stdvec(file).expect("a file packs into memory");
    files().iter().map(|file| (file.id.clone(), pack(file))).collect()
}

/// All scenarios, in the order in which they are listed.
pub struct Catalogue {
    entries: Vec<Entry>,
}

/// A scenario with its alternatives.
pub struct Entry {
    told: Told,
    learned: OnceLock<Told>,
}

/// What is known of a scenario and its alternatives.
struct Told {
    scenario: Scenario,
    alternatives: Vec<Scenario>,
}

impl Told {
    fn new(file: &ScenarioFile) -> Result<Told, InvalidScenario> {
        let scenario = Scenario::from_file(file)?;
        let alternatives = file.alternatives.iter().map(|a| scenario.alternative(a)).collect();
        Ok(Told { scenario, alternatives })
    }
}

impl Entry {
    fn new(file: &ScenarioFile) -> Entry {
        let told = Told::new(file).unwrap_or_else(|e| panic!("{}: {e}", file.id));
        Entry { told, learned: OnceLock::new() }
    }

    fn best(&self) -> &Told {
        self.learned.get().unwrap_or(&self.told)
    }

    /// Its address.
    pub fn id(&self) -> &str {
        &self.told.scenario.address
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.best().scenario
    }

    /// Its alternatives, in the file's order.
    pub fn alternatives(&self) -> &[Scenario] {
        &self.best().alternatives
    }

    /// The scenario, then its alternatives.
    pub fn all(&self) -> impl Iterator<Item = &Scenario> {
        std::iter::once(self.scenario()).chain(self.alternatives())
    }

    /// Whether what is said about it is known, and not only its title, question and run.
    pub fn is_told(&self) -> bool {
        !self.scenario().claims.is_empty()
    }
}

impl Catalogue {
    /// The catalogue; it is unpacked when it is first asked for.
    pub fn get() -> &'static Catalogue {
        &CATALOGUE
    }

    /// The scenarios, by group and within it from the simple to the involved.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The scenario or alternative with this address, `id` or `id/alternative`.
    pub fn find(&self, address: &str) -> Option<&Scenario> {
        self.entries.iter().flat_map(Entry::all).find(|scenario| scenario.address == address)
    }

    /// The entry that an address belongs to, also where only its alternative is unknown.
    pub fn entry(&self, address: &str) -> Option<&Entry> {
        let id = address.split('/').next().unwrap_or(address);
        self.entries.iter().find(|entry| entry.id() == id)
    }

    /// Takes in what is said about a scenario. What cannot be read, is not of this catalogue or
    /// is known already changes nothing.
    pub fn learn(&self, octets: &[u8]) {
        let Ok(file) = postcard::from_bytes::<ScenarioFile>(octets) else { return };
        if let (Some(entry), Ok(told)) = (self.entry(&file.id), Told::new(&file)) {
            entry.learned.get_or_init(|| told);
        }
    }
}

/// One of the four interview questions of the post: what it asks, and the scenarios that answer.
pub struct InterviewQuestion {
    /// The question.
    pub question: Text,
    /// The addresses of its scenarios, the first being the one to begin with.
    pub scenarios: &'static [&'static str],
}

impl InterviewQuestion {
    /// The four, in the post's order.
    pub fn all() -> [InterviewQuestion; 4] {
        let question = |zh_cn: &str, en: &str, scenarios| InterviewQuestion {
            question: Text { zh_cn: zh_cn.to_owned(), en: en.to_owned() },
            scenarios,
        };
        [
            question("讲一讲三次握手", "Describe the handshake", &["three-way-normal"]),
            question(
                "讲一讲三次握手和四次挥手",
                "Handshake and close",
                &["complete-lifecycle", "four-way-close"],
            ),
            question(
                "为什么是三次，不是两次、四次？",
                "Why three, not two or four?",
                &[
                    "two-way-synack-lost",
                    "two-way-old-duplicate-syn",
                    "four-way-split-syn-ack",
                    "four-way-ack-of-ack",
                ],
            ),
            question(
                "ISN 为什么不能固定？",
                "Why not a fixed ISN?",
                &["isn-fixed-old-data", "isn-clock-old-data-rejected"],
            ),
        ]
    }
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
    fn a_book_tells_all_that_the_catalogue_leaves_out() {
        for (id, octets) in books() {
            let file: ScenarioFile = postcard::from_bytes(&octets).unwrap();
            let told = Told::new(&file).unwrap();
            assert_eq!(Some(&told.scenario), Catalogue::get().find(&id));
        }
    }

    #[test]
    fn octets_that_are_no_book_change_nothing() {
        for octets in [&[][..], &[0xff; 64], b"<!doctype html>"] {
            Catalogue::get().learn(octets);
        }
        assert!(Catalogue::get().entries().iter().all(Entry::is_told));
    }
}
