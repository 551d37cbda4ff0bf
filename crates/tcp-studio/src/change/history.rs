//! Every future that there has been: branches, each a list of changes, and the way from one to
//! another.

use super::edition::Edition;
use super::words;
use tcp_model::fault::Fate;
use tcp_model::script::{Condition, Origin};
use tcp_model::time::Instant;
use tcp_model::trace::Run;
use tcp_scenarios::format::{Intervention, ScenarioFile};
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::{InvalidScenario, check_interventions};

/// The number of a branch, from 0, which is the scenario as it is.
pub type BranchId = usize;

/// A scenario and all that a reader has made of it.
#[derive(Clone, PartialEq, Debug)]
pub struct History {
    file: ScenarioFile,
    address: String,
    /// The first is the scenario as it is; every other comes after its parent.
    nodes: Vec<Node>,
    current: BranchId,
    /// Where the reader was before, the last place last.
    back: Vec<BranchId>,
    /// Where the reader was before going back, the next place last.
    ahead: Vec<BranchId>,
}

/// A branch: its parent's changes and more.
#[derive(Clone, PartialEq, Debug)]
struct Node {
    parent: BranchId,
    at: Instant,
    changes: Vec<Intervention>,
}

/// A future, as a list of branches shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Branch {
    /// Its number.
    pub id: BranchId,
    /// The branch that it left; `None` for the scenario as it is.
    pub parent: Option<BranchId>,
    /// Where the playhead was.
    pub forked_at: Instant,
    /// What was changed there.
    pub changes: Vec<Intervention>,
    /// Whether it is the one that is shown.
    pub is_current: bool,
}

impl Branch {
    /// `Client crashes at 95 ms`.
    pub fn name(&self, lang: Lang) -> String {
        let said: Vec<String> = self.changes.iter().map(|i| words::say(i, lang)).collect();
        match (&*said, lang) {
            ([], Lang::ZhCn) => "原来的场景".to_owned(),
            ([], Lang::En) => "The scenario as it is".to_owned(),
            (_, Lang::ZhCn) => said.join("；"),
            (_, Lang::En) => said.join("; "),
        }
    }
}

impl History {
    /// A scenario that nobody has changed: a file without alternatives, and the address at which
    /// it is shown.
    ///
    /// # Errors
    /// When what the file says does not fit together.
    pub fn new(file: ScenarioFile, address: String) -> Result<History, InvalidScenario> {
        file.check()?;
        let file = ScenarioFile { alternatives: Vec::new(), ..file };
        let root = Node { parent: 0, at: Instant::ZERO, changes: Vec::new() };
        Ok(History {
            file,
            address,
            nodes: vec![root],
            current: 0,
            back: Vec::new(),
            ahead: Vec::new(),
        })
    }

    /// A scenario with what somebody has changed, as a link tells it. Each change is a branch of
    /// its own where that gives the same run, else they are one.
    ///
    /// # Errors
    /// As [`History::new`].
    pub fn open(
        file: ScenarioFile,
        address: String,
        interventions: Vec<Intervention>,
    ) -> Result<History, InvalidScenario> {
        check_interventions("", &interventions)?;
        let mut history = History::new(file, address)?;
        if interventions.is_empty() {
            return Ok(history);
        }
        let together = in_order(interventions);
        let run = history.edition_with(together.clone()).scenario(String::new()).run();
        let dated = together.iter().map(|change| (shows_at(&run, change), change.clone()));
        let mut dated: Vec<(Instant, Intervention)> = dated.collect();
        dated.sort_by_key(|(at, _)| *at);
        let apart = dated.iter().fold(Vec::new(), |list, (_, change)| with(list, change.clone()));
        if apart == together {
            for (at, change) in dated {
                history.fork(history.current, at, vec![change]);
            }
        } else {
            let first = dated.first().map_or(Instant::ZERO, |(at, _)| *at);
            history.fork(0, first, together);
        }
        Ok(history)
    }

    /// The address at which the scenario is shown.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The scenario's file as it is.
    pub const fn file(&self) -> &ScenarioFile {
        &self.file
    }

    /// Changes what is shown, at the playhead: it becomes a new branch, without the changes that
    /// were made later in the run; what was shown stays where it is.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn apply(&mut self, change: Intervention, at: Instant) -> Result<(), InvalidScenario> {
        check_interventions("", std::slice::from_ref(&change))?;
        let mut parent = self.current;
        while parent != 0 && self.nodes[parent].at > at {
            parent = self.nodes[parent].parent;
        }
        self.fork(parent, at, vec![change]);
        Ok(())
    }

    /// Goes back to what was shown before; whether there was anything.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.back.pop() else { return false };
        self.ahead.push(self.current);
        self.current = before;
        true
    }

    /// Goes again where the reader went back from; whether there was anything.
    pub fn redo(&mut self) -> bool {
        let Some(next) = self.ahead.pop() else { return false };
        self.back.push(self.current);
        self.current = next;
        true
    }

    /// Whether there is anything to undo.
    pub const fn can_undo(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is anything to redo.
    pub const fn can_redo(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Shows the scenario as it is; the branches stay.
    pub fn reset(&mut self) {
        self.go_to(0);
    }

    /// Shows a branch; whether there is one with this number.
    pub fn go_to(&mut self, branch: BranchId) -> bool {
        if branch >= self.nodes.len() {
            return false;
        }
        if branch != self.current {
            self.back.push(self.current);
            self.ahead.clear();
            self.current = branch;
        }
        true
    }

    /// The number of the branch that is shown.
    pub const fn current(&self) -> BranchId {
        self.current
    }

    /// All branches, each after the one that it left.
    pub fn branches(&self) -> Vec<Branch> {
        let branch = |(id, node): (BranchId, &Node)| Branch {
            id,
            parent: (id != 0).then_some(node.parent),
            forked_at: node.at,
            changes: node.changes.clone(),
            is_current: id == self.current,
        };
        self.nodes.iter().enumerate().map(branch).collect()
    }

    /// All that is changed in what is shown.
    pub fn interventions(&self) -> Vec<Intervention> {
        self.interventions_of(self.current)
    }

    /// All that is changed in a branch; nothing where there is none with this number.
    pub fn interventions_of(&self, branch: BranchId) -> Vec<Intervention> {
        let way = self.way_to(branch).into_iter().chain([branch]);
        let nodes = way.filter_map(|branch| self.nodes.get(branch));
        nodes.fold(Vec::new(), |list, node| match &*node.changes {
            [change] => with(list, change.clone()),
            // Only the first can be of several: they came together.
            changes => in_order(list.into_iter().chain(changes.iter().cloned())),
        })
    }

    /// The scenario as it is changed in what is shown.
    pub fn edition(&self) -> Edition {
        self.edition_with(self.interventions())
    }

    /// The scenario as it is changed in a branch.
    pub fn edition_of(&self, branch: BranchId) -> Edition {
        self.edition_with(self.interventions_of(branch))
    }

    fn edition_with(&self, interventions: Vec<Intervention>) -> Edition {
        Edition::of(&self.file, interventions)
    }

    /// The branches before one, from the scenario as it is on.
    fn way_to(&self, branch: BranchId) -> Vec<BranchId> {
        let mut way = Vec::new();
        let mut at = branch;
        while at != 0 && at < self.nodes.len() {
            at = self.nodes[at].parent;
            way.push(at);
        }
        way.reverse();
        way
    }

    /// Shows a child of a branch, which may be there already.
    fn fork(&mut self, parent: BranchId, at: Instant, changes: Vec<Intervention>) {
        let node = Node { parent, at, changes };
        let known = self.nodes.iter().skip(1).position(|other| *other == node);
        let branch = known.map_or(self.nodes.len(), |found| found + 1);
        if known.is_none() {
            self.nodes.push(node);
        }
        self.go_to(branch);
    }
}

/// A list of changes with one more. Of the faults that decide about a segment the first counts: the
/// newest, and one that it replaces is gone.
fn with(list: Vec<Intervention>, change: Intervention) -> Vec<Intervention> {
    let replaced = |other: &Intervention| match (&change, other) {
        (Intervention::Fault(new), Intervention::Fault(old)) => {
            new.segment == old.segment && replaces(new.fate, old.fate)
        }
        (Intervention::Step(_), _) | (_, Intervention::Step(_)) => false,
    };
    let kept: Vec<Intervention> = list.into_iter().filter(|other| !replaced(other)).collect();
    match change {
        Intervention::Fault(_) => std::iter::once(change).chain(kept).collect(),
        Intervention::Step(_) => kept.into_iter().chain([change]).collect(),
    }
}

/// Whether a fate makes an earlier one of the same segment mean nothing. One that is lost on its
/// way may have been delayed until then.
const fn replaces(new: Fate, old: Fate) -> bool {
    match (new, old) {
        (Fate::Copy(_), _) | (_, Fate::Copy(_)) | (Fate::LoseAfter(_), Fate::Delay(_)) => false,
        (Fate::Lose | Fate::LoseAfter(_) | Fate::Delay(_), _) => true,
    }
}

/// Faults before steps, each in their order: the run is the same.
fn in_order(changes: impl IntoIterator<Item = Intervention>) -> Vec<Intervention> {
    let is_fault = |change: &Intervention| matches!(change, Intervention::Fault(_));
    let (mut list, steps): (Vec<_>, Vec<_>) = changes.into_iter().partition(is_fault);
    list.extend(steps);
    list
}

/// When a change first matters: when its segment is sent, or at the time of its step.
fn shows_at(run: &Run, change: &Intervention) -> Instant {
    match change {
        Intervention::Fault(fault) => {
            let alike = run.flights.iter().filter(|flight| {
                flight.copy_of.is_none()
                    && flight.origin == Origin::Endpoint
                    && fault.segment.meets(flight)
            });
            let before = fault.segment.nth.map_or(0, |nth| nth.saturating_sub(1)) as usize;
            alike.skip(before).map(|flight| flight.sent).next().unwrap_or_default()
        }
        Intervention::Step(step) => match step.after {
            Some(Condition::At(at)) => Instant::ZERO + at,
            Some(Condition::State(..) | Condition::Received(..) | Condition::Closing(_)) | None => {
                Instant::ZERO
            }
        },
    }
}
