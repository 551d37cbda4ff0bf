//! The scenario files and lists of the site, as far as they were fetched.

use std::collections::BTreeMap;
use tcp_scenarios::format::ScenarioFile;
use tcp_scenarios::json::read_file;

/// What was asked for; nothing while it is on its way.
#[derive(Debug, Default)]
pub struct Files {
    scenarios: BTreeMap<String, Option<Box<ScenarioFile>>>,
    texts: BTreeMap<&'static str, Option<String>>,
}

/// A file by the address of a scenario.
pub enum Found {
    /// It is here: one run as a file of its own.
    Here(Box<ScenarioFile>),
    /// It is to be fetched from there.
    Fetch(String),
    /// It is on its way.
    Awaited,
    /// It is not to be had.
    Missing,
}

impl Files {
    /// The file of the scenario or alternative with this address.
    pub fn find(&mut self, address: &str) -> Found {
        let (id, alternative) = match address.split_once('/') {
            Some((id, alternative)) => (id, Some(alternative)),
            None => (address, None),
        };
        match self.scenarios.get(id) {
            Some(Some(file)) => match file.single(alternative) {
                Some(file) => Found::Here(Box::new(file)),
                None => Found::Missing,
            },
            Some(None) => Found::Awaited,
            None => {
                self.scenarios.insert(id.to_owned(), None);
                Found::Fetch(path(id))
            }
        }
    }

    /// A list of the site, or else where it is to be fetched from, once.
    pub fn text(&mut self, path: &'static str) -> Result<&str, Option<String>> {
        if self.texts.contains_key(path) {
            return self.texts[path].as_deref().ok_or(None);
        }
        self.texts.insert(path, None);
        Err(Some(path.to_owned()))
    }

    /// Takes in a file that was asked for; without a text that can be used it may be asked for again.
    pub fn take(&mut self, asked: &str, text: Option<&str>) {
        if let Some((_, list)) = self.texts.iter_mut().find(|(path, _)| **path == asked) {
            *list = text.map(str::to_owned);
            return;
        }
        let Some(id) = asked.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".json"))
        else {
            return;
        };
        match text.and_then(|text| read_file(text).ok()) {
            Some(file) => drop(self.scenarios.insert(id.to_owned(), Some(Box::new(file)))),
            None => drop(self.scenarios.remove(id)),
        }
    }
}

const FOLDER: &str = "books/files/";

fn path(id: &str) -> String {
    [FOLDER, id, ".json"].concat()
}
