//! Which scenarios visit which states: an index over the catalogue, written when the site is built.
//! A line for each scenario, its parts between tabs: id, the title in each language, and for
//! each state that its runs enter `STATE ADDRESS STEP`, the first time that it is entered.

use crate::milestones::transitions;
use std::collections::BTreeMap;
use tcp_model::state::State;
use tcp_scenarios::catalogue::Entry;
use tcp_scenarios::prose::Lang;

/// A state that a scenario enters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visit {
    /// The state.
    pub state: State,
    /// The address of the run: the scenario or an alternative of it.
    pub address: String,
    /// How many beats have happened when it is entered.
    pub step: usize,
}

/// What a scenario enters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visitor {
    /// Its id.
    pub id: String,
    /// Its title in Chinese and in English.
    pub titles: [String; 2],
    /// Each state that it enters, once.
    pub visits: Vec<Visit>,
}

impl Visitor {
    /// Runs a scenario with its alternatives. The scenario itself comes first: an alternative is named only
    /// for a state that is not in it.
    pub fn of(entry: &Entry) -> Visitor {
        let mut visits: BTreeMap<State, Visit> = BTreeMap::new();
        for scenario in entry.all() {
            for entered in transitions(&scenario.run()) {
                let address = scenario.address.clone();
                let visit = Visit { state: entered.to, address, step: entered.step };
                visits.entry(entered.to).or_insert(visit);
            }
        }
        let titles = [Lang::ZhCn, Lang::En].map(|lang| entry.title(lang).to_owned());
        Visitor { id: entry.id().to_owned(), titles, visits: visits.into_values().collect() }
    }

    /// Its title.
    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::ZhCn => &self.titles[0],
            Lang::En => &self.titles[1],
        }
    }

    /// Where it enters a state.
    pub fn enters(&self, state: State) -> Option<&Visit> {
        self.visits.iter().find(|visit| visit.state == state)
    }
}

/// The index as a text.
pub fn write(visitors: &[Visitor]) -> String {
    let line = |visitor: &Visitor| {
        let [zh_cn, en] = &visitor.titles;
        let mut line = [&*visitor.id, zh_cn, en].join("\t");
        for Visit { state, address, step } in &visitor.visits {
            line += &format!("\t{state} {address} {step}");
        }
        line + "\n"
    };
    visitors.iter().map(line).collect()
}

/// The index from its text; none if it is not one.
pub fn read(text: &str) -> Option<Vec<Visitor>> {
    text.lines().map(visitor).collect()
}

fn visitor(line: &str) -> Option<Visitor> {
    let mut parts = line.split('\t').map(str::to_owned);
    let id = parts.next()?;
    let titles = [parts.next()?, parts.next()?];
    let visits = parts.map(|part| visit(&part)).collect::<Option<_>>()?;
    Some(Visitor { id, titles, visits })
}

fn visit(part: &str) -> Option<Visit> {
    let mut words = part.split(' ');
    let state = named(words.next()?)?;
    let address = words.next()?.to_owned();
    Some(Visit { state, address, step: words.next()?.parse().ok()? })
}

/// The state with this name.
pub fn named(name: &str) -> Option<State> {
    let states = crate::states::NODES.map(|(state, _, _)| state);
    states.into_iter().find(|state| state.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_scenarios::catalogue::Catalogue;

    #[test]
    fn the_index_is_read_as_it_was_written() {
        let visitors: Vec<Visitor> =
            Catalogue::get().entries().iter().take(8).map(Visitor::of).collect();
        assert!(visitors.iter().all(|visitor| !visitor.visits.is_empty()));
        assert_eq!(read(&write(&visitors)), Some(visitors));
        assert_eq!(read("no index"), None);
        assert_eq!(read("id\tone\ttwo\tNOWHERE id 3"), None);
    }

    #[test]
    fn a_visit_is_at_the_step_at_which_the_state_is_entered() {
        let entry = &Catalogue::get().entries()[0];
        for visit in Visitor::of(entry).visits {
            let scenario = Catalogue::get().find(&visit.address).expect("it is listed");
            let run = scenario.run();
            let status = run.beats[visit.step - 1].status;
            let states = [status.client.state, status.server.state];
            assert!(states.contains(&visit.state), "{visit:?}");
        }
    }

    #[test]
    fn every_state_is_visited_by_a_scenario() {
        let visitors: Vec<Visitor> = Catalogue::get().entries().iter().map(Visitor::of).collect();
        for (state, _, _) in crate::states::NODES {
            assert!(visitors.iter().any(|one| one.enters(state).is_some()), "{state}");
        }
    }
}
