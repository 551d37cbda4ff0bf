//! The runs that a reader has made, each under an address of its own.

use tcp_scenarios::catalogue::{self, changed, unchanged};
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::scenario::Scenario;
use tcp_studio::change::{BranchId, History};
use tcp_view::app::FREE;
use tcp_view::caption::lexicon;

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Made(Vec<One>);

#[derive(Debug)]
struct One {
    address: String,
    file: ScenarioFile,
    /// The branch of its history, if it is of one.
    branch: Option<BranchId>,
}

impl Made {
    /// The file of the run with this address.
    pub(super) fn find(&self, address: &str) -> Option<ScenarioFile> {
        self.one(address).map(|one| one.file.clone())
    }

    /// Whether it belongs to a history, and is not a beginning.
    pub(super) fn is_edition(&self, address: &str) -> bool {
        self.branch(address).is_some()
    }

    /// The branch of its history.
    pub(super) fn branch(&self, address: &str) -> Option<BranchId> {
        self.one(address)?.branch
    }

    fn one(&self, address: &str) -> Option<&One> {
        self.0.iter().find(|one| one.address == address)
    }

    /// The order that shows a scenario, made from what has the address `of`, and its book.
    pub(super) fn scenario(&mut self, scenario: Scenario, of: &str, at: &str) -> (String, Vec<u8>) {
        let file = ScenarioFile { claims: scenario.claims.clone(), ..ScenarioFile::of(&scenario) };
        let address = self.keep(of, file, None);
        (format!("open {address} {at}"), book(scenario, &address))
    }

    /// The order that shows what a history has now, and its book where the page does not know it.
    pub(super) fn edition(&mut self, history: &History, at: &str) -> (String, Option<Vec<u8>>) {
        let (base, edition) = (history.address(), history.edition());
        if history.interventions().is_empty() && base != FREE {
            return (format!("open {base} {at}"), None);
        }
        let address = self.keep(base, edition.file().clone(), Some(history.current()));
        let scenario = edition.scenario(address.clone());
        (format!("open {address} {at}"), Some(book(scenario, &address)))
    }

    /// An address for a run that is drawn beside another, and its book.
    pub(super) fn beside(&mut self, scenario: Scenario, of: &str) -> (String, Vec<u8>) {
        let address = self.keep(of, ScenarioFile::of(&scenario), None);
        let book = book(scenario, &address);
        (address, book)
    }

    fn keep(&mut self, of: &str, file: ScenarioFile, branch: Option<BranchId>) -> String {
        let address = changed(unchanged(of), self.0.len() + 1);
        self.0.push(One { address: address.clone(), file, branch });
        address
    }
}

/// A scenario as the page takes it in, with the words for its runs.
pub(crate) fn book(mut scenario: Scenario, address: &str) -> Vec<u8> {
    address.clone_into(&mut scenario.address);
    let words = lexicon::needed(std::iter::once(&scenario));
    let book = catalogue::book(scenario);
    let len = (book.len() as u32).to_le_bytes();
    [&len, &*book, words.as_bytes()].concat()
}
