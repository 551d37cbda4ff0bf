//! The scenarios that the product ships.

use crate::format::{Group, ScenarioFile};
use crate::prose::{Lang, Text};
use crate::scenario::Scenario;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.bin"));
    let files: Vec<ScenarioFile> =
        postcard::from_bytes(packed).expect("the build packed the catalogue with these types");
    let mut entries: Vec<Entry> = files.iter().map(Entry::new).collect();
    entries.sort_by_key(|entry| (entry.scenario.group, position(&entry.scenario.address)));
    Catalogue { entries }
});

/// The order within a group, where it is not that of the names: simple questions first.
const ORDER: [&str; 13] = [
    "three-way-normal",
    "complete-lifecycle",
    "two-way-synack-lost",
    "two-way-old-duplicate-syn",
    "three-way-old-duplicate-syn",
    "four-way-split-syn-ack",
    "four-way-ack-of-ack",
    "isn-fixed-old-data",
    "isn-clock-old-data-rejected",
    "four-way-close",
    "time-wait-zero-last-ack-lost",
    "time-wait-short-old-data",
    "time-wait-2msl-protects",
];

fn position(id: &str) -> usize {
    ORDER.iter().position(|listed| *listed == id).unwrap_or(ORDER.len())
}

/// All scenarios, in the order in which they are listed.
pub struct Catalogue {
    entries: Vec<Entry>,
}

/// A scenario with its alternatives.
pub struct Entry {
    /// The scenario.
    pub scenario: Scenario,
    /// Its alternatives, in the file's order.
    pub alternatives: Vec<Scenario>,
}

impl Entry {
    fn new(file: &ScenarioFile) -> Entry {
        let scenario = Scenario::from_file(file).unwrap_or_else(|e| panic!("{}: {e}", file.id));
        let alternatives = file.alternatives.iter().map(|a| scenario.alternative(a)).collect();
        Entry { scenario, alternatives }
    }

    /// The scenario, then its alternatives.
    pub fn all(&self) -> impl Iterator<Item = &Scenario> {
        std::iter::once(&self.scenario).chain(&self.alternatives)
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

    /// The entry that an address belongs to.
    pub fn entry(&self, address: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.all().any(|s| s.address == address))
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
