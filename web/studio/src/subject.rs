//! The run that is on the stage, with all that can be said of it.

use tcp_model::trace::Run;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::{Caption, captions};

/// A run and where it comes from.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its address in the page.
    pub address: String,
    /// Its scenario as a file, without alternatives, with what the reader has changed.
    pub file: ScenarioFile,
    /// Its scenario.
    pub scenario: Scenario,
    /// The run.
    pub run: Run,
    /// What is said after each of its beats.
    pub captions: Vec<Caption>,
    /// The language of what is said.
    pub lang: Lang,
}

impl Subject {
    /// Runs a scenario.
    pub fn new(address: &str, file: ScenarioFile, scenario: Scenario, lang: Lang) -> Subject {
        let run = scenario.run();
        let captions = captions(&scenario, &run, lang);
        Subject { address: address.to_owned(), file, scenario, run, captions, lang }
    }
}
