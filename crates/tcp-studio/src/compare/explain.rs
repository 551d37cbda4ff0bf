//! Why two runs part, in plain words first and the clause after.

use super::divergence::{Divergence, Way};
use super::names::Name;
use super::verdict::{capitalised, deviation};
use super::{Comparison, Side};
use crate::clause::{cited, place};
use tcp_model::clause::{Clause, Deviation};
use tcp_model::host::Host;
use tcp_model::sim::Setup;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::timer::Timer;
use tcp_model::trace::{Event, EventKind};
use tcp_scenarios::claims::name;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;
use tcp_view::deed::deed;

/// Why two runs part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// When, and what is different then.
    pub headline: String,
    /// What each run does there, then the rule that is broken, then the clauses.
    pub body: String,
    /// The rule that is broken and by whom, in plain words, for each side that breaks one.
    pub broken: [Option<String>; 2],
}

impl Comparison<'_> {
    /// Why the runs part; `None` where they do not.
    pub fn explain(&self, lang: Lang) -> Option<Explanation> {
        let divergence = self.divergence.as_ref()?;
        let names = self.names(lang);
        let headline = self.headline(divergence, &names, lang);
        let broken =
            Side::BOTH.map(|side| self.broken(divergence, side, lang).map(|broken| cited(&broken)));
        let cause_is_named = broken.iter().any(Option::is_some);
        let elsewhere = if cause_is_named { Vec::new() } else { self.elsewhere(divergence, lang) };
        // What the headline has said need not be said again.
        let deeds = Side::BOTH.map(|side| (side, self.deeds(divergence, side, lang)));
        let deeds = deeds.into_iter().filter_map(|(side, deeds)| Some((side, deeds?)));
        let news = deeds.filter(|(_, deeds)| !headline.contains(deeds));
        let sentences = [same_so_far(divergence, lang).to_owned()]
            .into_iter()
            .chain(news.map(|(side, deeds)| sentence(&names[side as usize], &deeds, lang)))
            .chain(broken.iter().flatten().cloned())
            .chain(clauses(divergence, &names, lang))
            .chain(elsewhere);
        let body = cited(&join(sentences, lang));
        Some(Explanation { headline, body, broken })
    }

    /// The end whose state differs; or what each does that the other does not.
    fn headline(&self, divergence: &Divergence, names: &[Name; 2], lang: Lang) -> String {
        let at = divergence.at;
        let [left, right] = &divergence.ways;
        let differs = |host: &Host| left.states[*host as usize] != right.states[*host as usize];
        if let Some(host) = Host::BOTH.into_iter().find(differs) {
            let states = [left, right].map(|way| way.states[host as usize]);
            return in_states(host, states, names, at, lang);
        }
        let deeds = self.main_deeds(divergence, lang);
        let [here, there] = names.each_ref().map(Name::label);
        let only = names.each_ref().map(Name::place);
        match (deeds, lang) {
            ([Some(left), Some(right)], Lang::ZhCn) => {
                format!("{at}，{here}：{left}；{there}：{right}")
            }
            ([Some(left), Some(right)], Lang::En) => {
                format!("{at}: {here} {left}; {there} {right}")
            }
            ([Some(left), None], Lang::ZhCn) => format!("{at}，只{}：{left}", only[0]),
            ([Some(left), None], Lang::En) => format!("{at}: only {} {left}", only[0]),
            ([None, Some(right)], Lang::ZhCn) => format!("{at}，只{}：{right}", only[1]),
            ([None, Some(right)], Lang::En) => format!("{at}: only {} {right}", only[1]),
            ([None, None], Lang::ZhCn) => format!("{at}：同样的事，先后不同"),
            ([None, None], Lang::En) => format!("{at}: the same happens in another order"),
        }
    }

    /// What matters most of what each does there; options or windows where nothing else differs.
    fn main_deeds(&self, divergence: &Divergence, lang: Lang) -> [Option<String>; 2] {
        let mains = Side::BOTH.map(|side| {
            let (run, way) = (self.runs[side as usize], &divergence.ways[side as usize]);
            let own = way.own.iter().map(|event| &run.events[*event]);
            own.min_by_key(|event| weight(&event.kind)).map(|event| (event, deed(run, event, lang)))
        });
        let finer = match &mains {
            [Some((left, one)), Some((right, other))] if one == other => fine_print(left, right),
            _ => Default::default(),
        };
        let mut finer = finer.into_iter();
        mains.map(|main| {
            let finer = finer.next().unwrap_or_default();
            main.map(|(_, deed)| deed + &finer)
        })
    }

    /// All that one does there and the other does not; or when it goes on, if nothing happens
    /// there. `None` where it does only what the other does, too.
    fn deeds(&self, divergence: &Divergence, side: Side, lang: Lang) -> Option<String> {
        let (run, way) = (self.runs[side as usize], &divergence.ways[side as usize]);
        if divergence.from_the_start {
            return Some(begins(way.states, lang));
        }
        if way.beat.is_none() {
            return Some(self.later(way, side, lang));
        }
        let told = way.own.iter().map(|event| &run.events[*event]);
        let told = told.filter(|event| is_worth_saying(&event.kind));
        let deeds: Vec<String> = told.map(|event| deed(run, event, lang)).collect();
        let listed = match lang {
            Lang::ZhCn => deeds.join("，"),
            Lang::En => listed(&deeds),
        };
        (!listed.is_empty()).then_some(listed)
    }

    fn later(&self, way: &Way, side: Side, lang: Lang) -> String {
        let run = self.runs[side as usize];
        let next = run.events.get(way.event).map(|event| (event.at, deed(run, event, lang)));
        match (next, lang) {
            (Some((at, next)), Lang::ZhCn) => format!("到 {at} 才有下一件事：{next}"),
            (Some((at, next)), Lang::En) => format!("nothing happens before {at}, when {next}"),
            (None, Lang::ZhCn) => "此后什么也没有发生".to_owned(),
            (None, Lang::En) => "nothing happens any more".to_owned(),
        }
    }

    /// The rule that one breaks there, as the caption of that beat words it.
    fn broken(&self, divergence: &Divergence, side: Side, lang: Lang) -> Option<String> {
        let way = &divergence.ways[side as usize];
        let rule = way.deviation()?;
        Some(self.worded(rule, side, way.beat?, lang))
    }

    /// The rules that are broken later, where the runs part for another reason; and that there are
    /// other reasons.
    fn elsewhere(&self, divergence: &Divergence, lang: Lang) -> Vec<String> {
        let later = Side::BOTH.map(|side| self.broken_later(divergence, side, lang));
        let told = later.iter().any(Option::is_some) && self.are_other_stories();
        let stories = told.then(|| other_stories(lang).to_owned());
        stories.into_iter().chain(later.into_iter().flatten()).collect()
    }

    /// The first rule that one breaks after they have parted, and when.
    fn broken_later(&self, divergence: &Divergence, side: Side, lang: Lang) -> Option<String> {
        let run = self.runs[side as usize];
        let from = divergence.ways[side as usize].event;
        let breaks = |place: &usize| deviation(&run.events[*place].kind).is_some();
        let place = (from..run.events.len()).find(breaks)?;
        let beat = run.beats.iter().position(|beat| beat.events.contains(&place))?;
        let rule = self.worded(deviation(&run.events[place].kind)?, side, beat, lang);
        let at = run.events[place].at;
        let [left, right] = self.names(lang);
        let name = match side {
            Side::Left => left.label(),
            Side::Right => right.label(),
        };
        Some(match lang {
            Lang::ZhCn => format!("{name}到 {at} 违反规则：{rule}"),
            Lang::En => format!("{name} a rule is broken at {at}. {rule}"),
        })
    }

    /// A rule that is broken in a beat, as its caption words it.
    fn worded(&self, rule: &Deviation, side: Side, beat: usize, lang: Lang) -> String {
        let captions = captions(self.scenarios[side as usize], self.runs[side as usize], lang);
        let worded = captions.into_iter().nth(beat).and_then(|caption| caption.deviation);
        worded.unwrap_or_else(|| match lang {
            Lang::ZhCn => format!("{} 违反 {}。", rule.knob, place(rule.breaks, lang)),
            Lang::En => format!("{rule}."),
        })
    }

    /// Whether users, the network or the times are others, so that not every difference is one of
    /// the protocol.
    fn are_other_stories(&self) -> bool {
        let [left, right] = self.scenarios.map(Scenario::setup);
        let story = |setup: &Setup| (setup.start, setup.delay, setup.weather);
        let times =
            |setup: &Setup| Host::BOTH.map(|host| (setup.knobs[host].rto, setup.knobs[host].msl));
        story(left) != story(right)
            || left.tracks != right.tracks
            || left.faults != right.faults
            || times(left) != times(right)
    }
}

/// `in "Two-way (wrong)" the server enters ESTABLISHED.`
fn sentence(name: &Name, deeds: &str, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("{}：{deeds}。", name.label()),
        Lang::En => format!("{} {deeds}.", name.label()),
    }
}

/// Whether a deed is more than book-keeping: the user timeout starts with every other timer.
fn is_worth_saying(kind: &EventKind) -> bool {
    match kind {
        EventKind::TimerStop { timer, .. } | EventKind::TimerSet { timer, .. } => {
            *timer != Timer::UserTimeout
        }
        EventKind::Call { .. }
        | EventKind::State { .. }
        | EventKind::Send { .. }
        | EventKind::Copy { .. }
        | EventKind::Arrive { .. }
        | EventKind::Lose { .. }
        | EventKind::Expire { .. }
        | EventKind::Timer { .. }
        | EventKind::Signal { .. }
        | EventKind::Deliver { .. }
        | EventKind::Host { .. }
        | EventKind::Note { .. } => true,
    }
}

/// What tells most has the least weight.
fn weight(kind: &EventKind) -> u8 {
    match kind {
        EventKind::State { .. } => 0,
        EventKind::Send { .. } => 1,
        EventKind::Arrive { .. } => 2,
        EventKind::Deliver { .. } | EventKind::Signal { .. } => 3,
        EventKind::Call { .. } | EventKind::Host { .. } => 4,
        EventKind::Lose { .. } | EventKind::Expire { .. } | EventKind::Copy { .. } => 5,
        EventKind::Timer { .. } => 6,
        EventKind::TimerSet { .. } => 7,
        EventKind::TimerStop { .. } | EventKind::Note { .. } => 8,
    }
}

fn in_states(
    host: Host,
    [left, right]: [State; 2],
    names: &[Name; 2],
    at: Instant,
    lang: Lang,
) -> String {
    let host = name(host, lang);
    let [here, there] = names.each_ref().map(Name::place);
    match lang {
        Lang::ZhCn => format!("{at}：{host}{here}是 {left}，{there}是 {right}"),
        Lang::En => format!("{at}: the {host} is {left} {here}, {right} {there}"),
    }
}

fn same_so_far(divergence: &Divergence, lang: Lang) -> &'static str {
    let at_once = divergence.ways.iter().all(|way| way.event == 0);
    match (at_once, lang) {
        (false, Lang::ZhCn) => "在此之前，两边完全一样。",
        (false, Lang::En) => "Up to here the same happens in both.",
        (true, Lang::ZhCn) => "两边从一开始就不同。",
        (true, Lang::En) => "They differ from the start.",
    }
}

/// `RFC 9293 3.10.7.2, third in "Three-way"; …`, or once where it is the same for both.
fn clauses(divergence: &Divergence, names: &[Name; 2], lang: Lang) -> Option<String> {
    // A rule that is broken has been named.
    let named = |clause: &Clause| {
        let mut broken = divergence.ways.iter().filter_map(Way::deviation);
        broken.any(|deviation| deviation.breaks == clause)
    };
    let clauses = divergence.ways.each_ref().map(|way| {
        let clause = way.why.map(|why| why.clause).filter(|clause| !named(clause));
        clause.map(|clause| place(clause, lang))
    });
    let [here, there] = names.each_ref().map(Name::label);
    Some(match (clauses, lang) {
        ([None, None], _) => return None,
        ([Some(left), Some(right)], Lang::ZhCn) if left == right => format!("规则出自 {left}。"),
        ([Some(left), Some(right)], Lang::En) if left == right => format!("The rule: {left}."),
        ([Some(left), Some(right)], Lang::ZhCn) => {
            format!("规则：{here} {left}；{there} {right}。")
        }
        ([Some(left), Some(right)], Lang::En) => {
            format!("The rules: {left} {here}; {right} {there}.")
        }
        ([Some(left), None], Lang::ZhCn) => format!("{here}的规则出自 {left}。"),
        ([Some(left), None], Lang::En) => format!("The rule {here}: {left}."),
        ([None, Some(right)], Lang::ZhCn) => format!("{there}的规则出自 {right}。"),
        ([None, Some(right)], Lang::En) => format!("The rule {there}: {right}."),
    })
}

const fn other_stories(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "两边的用户、网络或时间设置本来就不一样，所以并不是每处不同都来自协议。",
        Lang::En => {
            "Users, network or times are not the same in both, so not every difference is one of \
             the protocol."
        }
    }
}

/// In which states a run begins.
fn begins([client, server]: [State; 2], lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("开始时客户端是 {client}，服务器是 {server}"),
        Lang::En => format!("the client is {client} to begin with, the server {server}"),
    }
}

/// What differs between two segments that read alike.
fn fine_print(left: &Event, right: &Event) -> [String; 2] {
    match (&left.kind, &right.kind) {
        (EventKind::Send { segment: one, .. }, EventKind::Send { segment: other, .. }) => {
            let segments = [one, other];
            if one.options == other.options {
                return segments.map(|segment| format!(" wnd={}", segment.wnd));
            }
            segments.map(|segment| format!(" <{}>", segment.options))
        }
        _ => Default::default(),
    }
}

/// `a, b, and c`.
fn listed(deeds: &[String]) -> String {
    match deeds.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{}, and {last}", others.join(", ")),
    }
}

/// Chinese sentences follow each other without a space.
fn join(sentences: impl Iterator<Item = String>, lang: Lang) -> String {
    let sentences = sentences.map(|sentence| capitalised(&sentence)).collect::<Vec<_>>();
    match lang {
        Lang::ZhCn => sentences.concat(),
        Lang::En => sentences.join(" "),
    }
}
