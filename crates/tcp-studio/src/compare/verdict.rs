//! What came of a run: judged by the properties that it breaks, its claims and how it ended.

use crate::clause::place;
use tcp_model::clause::Deviation;
use tcp_model::host::{Host, PerHost};
use tcp_model::state::State;
use tcp_model::trace::{EventKind, Run};
use tcp_scenarios::claims::{broken, name};
use tcp_scenarios::format::Claim;
use tcp_scenarios::property::Property;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;

/// How a run came out, which a drawing shows by a sign and not by colour alone.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It breaks nothing, and ended.
    Good,
    /// It breaks what a protocol should keep.
    Bad,
    /// It breaks nothing here, but it was stopped before its end, an end has a connection that
    /// its peer has lost, a claim does not hold, or a wrong protocol had luck.
    Neutral,
}

impl Outcome {
    /// A tick, a cross or a dash.
    pub const fn sign(self) -> char {
        match self {
            Outcome::Good => '✓',
            Outcome::Bad => '✗',
            Outcome::Neutral => '–',
        }
    }

    /// As JSON has it.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Good => "good",
            Outcome::Bad => "bad",
            Outcome::Neutral => "neutral",
        }
    }
}

/// What came of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// In short.
    pub outcome: Outcome,
    /// What a protocol should keep and the run breaks.
    pub broken: Vec<Property>,
    /// What the scenario claims, and whether it holds; nothing in free play.
    pub claims: Vec<(Claim, bool)>,
    /// The state of each end when the run was over.
    pub states: PerHost<State>,
    /// How many octets each application received.
    pub delivered: PerHost<usize>,
    /// Whether the run was stopped before its end.
    pub cut_off: bool,
    /// The first rule that a wrong protocol broke on the way, if there is one.
    pub deviation: Option<&'static Deviation>,
}

/// A verdict in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// What came of it.
    pub headline: String,
    /// The same by what was claimed or judged; it may be empty.
    pub detail: String,
}

impl Verdict {
    /// Judges a run of `scenario`.
    pub fn new(scenario: &Scenario, run: &Run) -> Verdict {
        let claims = scenario.check(run).into_iter();
        let claims: Vec<_> = claims.map(|(claim, holds)| (claim.clone(), holds)).collect();
        let broken = broken_by(scenario, run);
        let last = run.last_status();
        let mut verdict = Verdict {
            outcome: Outcome::Good,
            broken,
            claims,
            states: PerHost { client: last.client.state, server: last.server.state },
            delivered: PerHost {
                client: run.delivered.client.len(),
                server: run.delivered.server.len(),
            },
            cut_off: run.cut_off,
            deviation: run.events.iter().find_map(|event| deviation(&event.kind)),
        };
        verdict.outcome = verdict.outcome();
        verdict
    }

    fn outcome(&self) -> Outcome {
        let as_claimed = self.claims.iter().all(|(_, holds)| *holds);
        let harmless = self.deviation.is_none() && self.left_alone().is_none();
        match (self.broken.is_empty(), as_claimed && harmless && !self.is_unfinished()) {
            (false, _) => Outcome::Bad,
            (true, false) => Outcome::Neutral,
            (true, true) => Outcome::Good,
        }
    }

    /// Whether it was stopped where nobody meant it to stop: what claims something of a run says
    /// what there is to see of it.
    fn is_unfinished(&self) -> bool {
        self.cut_off && self.claims.is_empty()
    }

    /// In a sentence, and what it rests on.
    pub fn say(&self, lang: Lang) -> Sentence {
        let headline = match self.worst() {
            Some(property) => self.harm(property, lang),
            None if self.is_unfinished() => cut_off(lang).to_owned(),
            None => self.end(lang),
        };
        let detail = self.grounds(lang).filter(|grounds| *grounds != headline);
        Sentence { headline, detail: detail.unwrap_or_default() }
    }

    /// The broken property that says most: what the applications got, then who is left alone.
    fn worst(&self) -> Option<Property> {
        let stale = self.broken.iter().find(|property| **property == Property::NoStaleData);
        stale.or(self.broken.first()).copied()
    }

    fn harm(&self, property: Property, lang: Lang) -> String {
        let left = match property {
            Property::Agreement | Property::Settles | Property::Heals => self.left_alone(),
            Property::BothConfirmed
            | Property::NoStaleData
            | Property::CleanClose
            | Property::BothOrNeither => None,
        };
        left.map_or_else(|| capitalised(broken(property, lang)), |left| alone(left, lang))
    }

    /// The end that has a connection in the end while the other has none; TIME-WAIT is an end.
    fn left_alone(&self) -> Option<(Host, State)> {
        let none = |host: Host| matches!(self.states[host], State::Closed | State::Listen);
        let has = |state: State| state.is_synchronized() && state != State::TimeWait;
        let alone = |host: &Host| has(self.states[*host]) && none(host.peer());
        Host::BOTH.into_iter().find(alone).map(|host| (host, self.states[host]))
    }

    /// How it ended, for a run that breaks nothing.
    fn end(&self, lang: Lang) -> String {
        if let Some(left) = self.left_alone() {
            return alone(left, lang);
        }
        let PerHost { client, server } = self.states;
        let none = |state: State| matches!(state, State::Closed | State::Listen);
        match (none(client) && none(server), client == server, lang) {
            (true, _, Lang::ZhCn) => "两端都没有留下连接".to_owned(),
            (true, _, Lang::En) => "No connection is left at either end".to_owned(),
            (false, true, Lang::ZhCn) => format!("两端都是 {client}"),
            (false, true, Lang::En) => format!("Both ends are {client}"),
            (false, false, Lang::ZhCn) => format!("客户端停在 {client}，服务器停在 {server}"),
            (false, false, Lang::En) => {
                format!("The client ends in {client}, the server in {server}")
            }
        }
    }

    /// A claim that does not hold; or what a broken or kept property says; or that claims hold.
    fn grounds(&self, lang: Lang) -> Option<String> {
        let claims = || self.claims.iter().map(|(claim, _)| claim);
        if let Some((claim, _)) = self.claims.iter().find(|(_, holds)| !holds) {
            return Some(match lang {
                Lang::ZhCn => format!("有一条断言不成立：{}", claim.say(lang)),
                Lang::En => format!("A claim does not hold: {}", claim.say(lang)),
            });
        }
        let delivered = claims().find(|claim| matches!(claim, Claim::Delivered(..)));
        let delivered = delivered.map(|claim| capitalised(&claim.say(lang)));
        if let Some(property) = self.worst() {
            let judged = capitalised(broken(property, lang));
            return Some(match (property, self.left_alone()) {
                (Property::NoStaleData, _) => delivered.unwrap_or(judged),
                (_, Some(_)) => judged,
                (_, None) => self.states_in_words(lang),
            });
        }
        let kept = claims().find(|claim| matches!(claim, Claim::Keeps(_)));
        let kept = kept.map(|claim| capitalised(&claim.say(lang)));
        Some(kept.or(delivered).or(self.harmless(lang)).unwrap_or_else(|| self.all_hold(lang)))
    }

    /// The rule that a wrong protocol broke, where the run keeps every property all the same.
    fn harmless(&self, lang: Lang) -> Option<String> {
        let rule = place(self.deviation?.breaks, lang);
        Some(match lang {
            Lang::ZhCn => format!("违反 {rule}，但这一次哪条性质都没有破坏"),
            Lang::En => format!("It breaks {rule}, but no property this time"),
        })
    }

    fn all_hold(&self, lang: Lang) -> String {
        match (self.claims.len(), lang) {
            (0, _) => self.states_in_words(lang),
            (claims, Lang::ZhCn) => format!("{claims} 条断言全部成立"),
            (claims, Lang::En) => format!("All {claims} claims hold"),
        }
    }

    fn states_in_words(&self, lang: Lang) -> String {
        let PerHost { client, server } = self.states;
        match lang {
            Lang::ZhCn => format!("客户端 {client}，服务器 {server}"),
            Lang::En => format!("Client {client}, server {server}"),
        }
    }
}

/// What the run breaks. No protocol can keep `both-or-neither` (the two generals), so that it
/// counts only where a scenario claims that it is kept.
fn broken_by(scenario: &Scenario, run: &Run) -> Vec<Property> {
    let promised = |property: Property| match property {
        Property::BothOrNeither => scenario.claims.contains(&Claim::Keeps(property)),
        Property::Agreement
        | Property::NoStaleData
        | Property::Settles
        | Property::BothConfirmed
        | Property::CleanClose
        | Property::Heals => true,
    };
    let knobs = &scenario.setup().knobs;
    let breaks = |property: &Property| property.violation(run, knobs).is_some();
    Property::ALL.into_iter().filter(|property| promised(*property)).filter(breaks).collect()
}

/// The rule that an event breaks.
pub(super) fn deviation(kind: &EventKind) -> Option<&'static Deviation> {
    kind.why()?.deviation
}

fn alone((host, state): (Host, State), lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("{}停在 {state}，对端却没有这个连接", name(host, lang)),
        Lang::En => format!("The {host} is left {state} with nobody"),
    }
}

fn cut_off(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "到此为止，还没有结束",
        Lang::En => "Stopped here, with more to come",
    }
}

/// With its first letter in upper case, where it is an ASCII letter.
pub(super) fn capitalised(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}
