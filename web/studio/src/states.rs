//! The state diagram: jumping to where an edge was taken, and to scenarios that visit a state.
//! What can be pressed in the drawing stands below it as buttons, too.

#[cfg(test)]
mod tests;

use crate::desk::Context;
use crate::effect::Effect;
use crate::words::{cross, either, end};
use nodes::node::{Tag, tag};
use tcp_model::state::State;
use tcp_scenarios::catalogue::unchanged;
use tcp_scenarios::prose::Lang;
use tcp_view::fixed::{Point, Px};
use tcp_view::milestones::{Transition, transitions};
use tcp_view::states::{Hit, NODES, hit};
use tcp_view::visits::{Visit, Visitor, named, read};

/// Where the index over the catalogue is.
const INDEX: &str = "books/visits.txt";

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct States {
    /// The state whose visitors are listed.
    wanted: Option<State>,
    index: Index,
}

/// What is known of the catalogue.
#[derive(Debug, Default)]
enum Index {
    /// Nothing was asked for, or it was not to be had.
    #[default]
    Unknown,
    /// It is on its way.
    Awaited,
    /// It is here.
    Here(Vec<Visitor>),
}

impl States {
    /// What a reader has pressed in it: `at X Y WIDTH` in the drawing, `find STATE`, `go STEP`,
    /// `open ADDRESS STEP` or `close`.
    pub fn act(&mut self, context: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        match verb {
            "at" => self.point(context, rest),
            "find" => self.find(named(rest)),
            "go" => rest.parse().map(go_to).into_iter().collect(),
            "open" => match rest.split_once(' ') {
                Some((address, step)) => {
                    vec![Effect::Tell(format!("open {address} step:{step}"), None)]
                }
                None => Vec::new(),
            },
            "close" => {
                self.wanted = None;
                vec![Effect::Focus("#jump select".to_owned())]
            }
            _ => Vec::new(),
        }
    }

    /// A file that was asked for is here; without its text it could not be fetched.
    pub fn take(&mut self, path: &str, text: Option<&str>) {
        if path == INDEX {
            self.index = text.and_then(read).map_or(Index::Unknown, Index::Here);
        }
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        vec![so_far(context), search(self.wanted, lang), self.visitors(context)]
    }

    /// A point of the drawing, in tenths of a pixel.
    fn point(&mut self, context: Context<'_>, rest: &str) -> Vec<Effect> {
        let numbers: Vec<i32> = rest.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [x, y, width] = numbers[..] else { return Vec::new() };
        let known = known(context);
        let edges: Vec<_> = known.iter().map(|one| (one.from, one.to)).collect();
        match hit(Point::new(Px(x), Px(y)), width, &edges) {
            Some(Hit::State(state)) => {
                let mut effects = self.find(Some(state));
                effects.push(Effect::Focus("#jump .visits".to_owned()));
                effects
            }
            Some(Hit::Edge(from, to)) => {
                let taken = known.iter().filter(|one| (one.from, one.to) == (from, to));
                let steps: Vec<usize> = taken.map(|one| one.step).collect();
                next_after(&steps, context.now.step).map(go_to).into_iter().collect()
            }
            None => Vec::new(),
        }
    }

    fn find(&mut self, state: Option<State>) -> Vec<Effect> {
        self.wanted = state;
        if state.is_none() || !matches!(self.index, Index::Unknown) {
            return Vec::new();
        }
        self.index = Index::Awaited;
        vec![Effect::Fetch(INDEX.to_owned())]
    }

    /// The scenarios that visit the wanted state.
    fn visitors(&self, context: Context<'_>) -> Tag {
        let lang = context.now.lang;
        let place = tag("div", "visits").with("tabindex", "-1");
        let Some(state) = self.wanted else { return place };
        let heading = [either(lang, "经过 ", "Scenarios that visit "), state.name()].concat();
        let heading = [&*heading, either(lang, " 的场景", "")].concat();
        let place = place.with("role", "group").with("aria-label", &*heading);
        let close = tag("button", "btn quiet icon")
            .does("states close")
            .with("aria-label", either(lang, "关闭", "Close"))
            .child(cross());
        let head = tag("div", "visits-head").child(tag("h3", "label").text(heading)).child(close);
        let Index::Here(all) = &self.index else {
            let words = match self.index {
                Index::Awaited => either(lang, "正在取目录……", "Fetching the index…"),
                _ => either(
                    lang,
                    "目录取不到，请再试一次。",
                    "The index could not be fetched. Try again.",
                ),
            };
            return place.child(head).child(tag("p", "none").with("role", "status").text(words));
        };
        let found = all.iter().filter_map(|one| Some((one, one.enters(state)?)));
        let items: Vec<Tag> = found.map(|(one, visit)| visitor(one, visit, context)).collect();
        place.child(head).child(tag("ul", "").list(items))
    }
}

/// The step of an edge that comes after this one, or the first.
fn next_after(steps: &[usize], now: usize) -> Option<usize> {
    let here = steps.iter().position(|step| *step == now);
    let next = here.and_then(|here| steps.get(here + 1));
    next.or(steps.first()).copied()
}

fn go_to(step: usize) -> Effect {
    Effect::Tell(format!("seek step:{step}"), None)
}

/// The transitions that a reader may know of: those to come as well, unless they are asked about.
fn known(context: Context<'_>) -> Vec<Transition> {
    let Context { now, subject, .. } = context;
    let mut all = transitions(&subject.run);
    if now.panel == "quiz" {
        all.retain(|one| one.step <= now.step);
    }
    all
}

/// The transitions so far.
fn so_far(context: Context<'_>) -> Tag {
    let Context { now, subject, .. } = context;
    let mut all = transitions(&subject.run);
    all.retain(|one| one.step <= now.step);
    let summary = match now.lang {
        Lang::ZhCn => format!("至今的状态转换（{}）", all.len()),
        Lang::En => format!("Transitions so far ({})", all.len()),
    };
    let list = all.iter().map(|one| {
        let button = tag("button", "pick")
            .does(format!("states go {}", one.step))
            .has("data-now", one.step == now.step)
            .text(said(one, now.lang));
        tag("li", "").child(button)
    });
    tag("details", "jump-steps")
        .child(tag("summary", "").text(summary))
        .child(tag("ol", "").list(list.collect::<Vec<_>>()))
}

/// `Client: LISTEN → SYN-RECEIVED at 40 ms`.
fn said(one: &Transition, lang: Lang) -> String {
    let Transition { host, from, to, at, .. } = one;
    match lang {
        Lang::ZhCn => format!("{}：{from} → {to}，{at}", end(*host, lang)),
        Lang::En => format!("{}: {from} → {to} at {at}", end(*host, lang)),
    }
}

/// The list of states.
fn search(wanted: Option<State>, lang: Lang) -> Tag {
    let option = |value: &'static str, words: &'static str| {
        let chosen = wanted.map_or("", State::name) == value;
        tag("option", "").with("value", value).has("selected", chosen).text(words)
    };
    let states = NODES.map(|(state, _, _)| option(state.name(), state.name()));
    let select = tag("select", "")
        .with("data-set", "states find")
        .with("value", wanted.map_or("", State::name))
        .child(option("", either(lang, "选一个状态", "choose a state")))
        .list(states);
    let words = either(lang, "经过某个状态的场景：", "Scenarios that visit a state:");
    tag("label", "jump-find").child(tag("span", "").text(words)).child(select)
}

/// A scenario that visits the state.
fn visitor(one: &Visitor, visit: &Visit, context: Context<'_>) -> Tag {
    let here = unchanged(&context.now.address).split('/').next() == Some(&*one.id);
    let button = tag("button", "pick")
        .does(format!("states open {} {}", visit.address, visit.step))
        .has("data-now", here)
        .text(one.title(context.now.lang));
    tag("li", "").child(button)
}
