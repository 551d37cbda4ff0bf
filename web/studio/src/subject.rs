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
    /// Its scenario as a file, without alternatives.
    pub file: ScenarioFile,
    /// Its scenario.
    pub scenario: Scenario,
    /// The run.
    pub run: Run,
    /// What is said after each of its beats.
    pub captions: Vec<Caption>,
}

impl Subject {
    /// Runs a scenario.
    pub fn new(address: String, file: ScenarioFile, scenario: Scenario, lang: Lang) -> Subject {
        let run = scenario.run();
        let captions = captions(&scenario, &run, lang);
        Subject { address, file, scenario, run, captions }
    }
}
