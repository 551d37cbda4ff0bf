//! Breaking the run: what can be done to segments and ends now, and what was done.

use crate::desk::Context;
use crate::effect::Effect;
use crate::words::{self, cross, either};
use nodes::node::{Tag, tag};
use tcp_model::host::Host;
use tcp_model::time::{Duration, Instant};
use tcp_model::trace::{Flight, SegmentId};
use tcp_scenarios::format::Intervention;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::InvalidScenario;
use tcp_studio::change::words::say;
use tcp_studio::change::{
    Branch, Cruelty, EndAction, History, next_sent, on_segment, possible, possible_at,
};
use tcp_view::address::Position;
use tcp_view::app::FREE;
use tcp_view::svg::changed_in_short;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Breaking {
    /// What could not be done.
    complaint: Option<InvalidScenario>,
}

impl Breaking {
    /// What a reader has pressed in it.
    pub fn act(&mut self, context: Context<'_>, verb: &str, rest: &str) -> Vec<Effect> {
        let Context { now, subject, history } = context;
        let mut history = history.clone();
        self.complaint = None;
        let changed = match verb {
            "undo" => history.undo(),
            "redo" => history.redo(),
            "reset" => {
                history.reset();
                true
            }
            "branch" => rest.parse().is_ok_and(|branch| history.go_to(branch)),
            "segment" | "at" => match to_segment(context, rest) {
                Some(change) => self.apply(&mut history, change, now.at),
                None => false,
            },
            "end" => match to_end(context, rest) {
                Some(change) => self.apply(&mut history, change, now.at),
                None => false,
            },
            "pick" => {
                let letting_go = now.selected.is_some_and(|id| id.to_string() == rest);
                let order = ["select ", if letting_go { "0" } else { rest }].concat();
                return vec![Effect::Tell(order, None)];
            }
            "close" => {
                let capsule = Effect::Focus(".capsule [aria-pressed=true]".to_owned());
                return vec![capsule, Effect::Tell("select 0".to_owned(), None)];
            }
            _ => return Vec::new(),
        };
        if !changed {
            return Vec::new();
        }
        let at = match subject.run.beats.is_empty() {
            true => "step:0".to_owned(),
            false => Position::Time(now.at).to_string(),
        };
        let change = Effect::Change(Box::new(history), at);
        match verb {
            // The menu has done its work.
            "at" => vec![
                change,
                Effect::Tell("select 0".to_owned(), None),
                Effect::Focus("#player".to_owned()),
            ],
            _ => vec![change],
        }
    }

    fn apply(&mut self, history: &mut History, change: Intervention, at: Instant) -> bool {
        match history.apply(change, at) {
            Ok(()) => true,
            Err(invalid) => {
                self.complaint = Some(invalid);
                false
            }
        }
    }

    /// How it looks.
    pub fn view(&self, context: Context<'_>) -> Vec<Tag> {
        let lang = context.now.lang;
        let heading = tag("h2", "part-h").text(either(lang, "动手破坏", "Break it"));
        let about = tag("p", "part-about").text(either(
            lang,
            "挑一个报文或一端下手：之后的事由真正的 TCP 重新算，原来的走向留作分支。",
            "Pick a segment or an end: the real TCP computes what follows. The old future stays as a branch.",
        ));
        let complaint = self
            .complaint
            .as_ref()
            .map(|invalid| tag("p", "complaint").with("role", "alert").text(invalid.to_string()));
        let columns = tag("div", "break-cols").child(segments(context)).child(ends(context));
        vec![
            tag("div", "part-head")
                .child(tag("div", "").child(heading).child(about))
                .child(steps(context.history, lang)),
            tag("div", "").list(complaint),
            columns,
            branches(context.history, lang),
        ]
    }

    /// What stands at the selected segment while it is on its way.
    pub fn menu(&self, context: Context<'_>) -> Vec<Tag> {
        let Context { now, subject, .. } = context;
        let Some(id) = now.selected.filter(|_| !now.playing) else { return Vec::new() };
        let Some(flight) = subject.run.flights.get(id as usize - 1) else { return Vec::new() };
        let way = possible(subject.scenario.setup(), &subject.run, id, now.at);
        if way.is_empty() || flight.sent > now.at {
            return Vec::new();
        }
        let close = tag("button", "btn quiet")
            .does("break close")
            .with("aria-label", either(now.lang, "关闭", "Close"))
            .child(cross());
        let name = tag("p", "menu-h").text(name_of(flight));
        vec![
            tag("div", "menu-box")
                .with("role", "group")
                .with("aria-label", name_of(flight))
                .child(tag("div", "menu-top").child(name).child(close))
                .list(way.iter().enumerate().map(|(place, cruelty)| {
                    deed(format!("break at {id} {place}"), *cruelty, flight, now.lang)
                })),
        ]
    }
}

/// `SYN,ACK seq=2000`.
fn name_of(flight: &Flight) -> String {
    format!("{} seq={}", flight.segment.flags, flight.segment.seq.0)
}

/// A button that does something to a segment.
fn deed(action: String, cruelty: Cruelty, flight: &Flight, lang: Lang) -> Tag {
    let short = short(cruelty, lang);
    tag("button", "btn deed")
        .does(action)
        .with("aria-label", [&*short, either(lang, "：", ": "), &*name_of(flight)].concat())
        .text(short)
}

/// What a button says beside the name of the segment.
fn short(cruelty: Cruelty, lang: Lang) -> String {
    let by = |by: Duration| (Instant::ZERO + by).to_string();
    match (cruelty, lang) {
        (Cruelty::Lose, Lang::ZhCn) => "丢掉".to_owned(),
        (Cruelty::Lose, Lang::En) => "Lose".to_owned(),
        (Cruelty::Delay(time), Lang::ZhCn) => format!("晚到 {}", by(time)),
        (Cruelty::Delay(time), Lang::En) => format!("Delay {}", by(time)),
        (Cruelty::Duplicate(_), Lang::ZhCn) => "复制一份".to_owned(),
        (Cruelty::Duplicate(_), Lang::En) => "Duplicate".to_owned(),
        (Cruelty::Overtake, Lang::ZhCn) => "让它超车".to_owned(),
        (Cruelty::Overtake, Lang::En) => "Overtake".to_owned(),
    }
}

/// What `ID PLACE` means: what can be done to a segment, by its place in the list.
fn to_segment(context: Context<'_>, rest: &str) -> Option<Intervention> {
    let (id, place) = rest.split_once(' ')?;
    let (id, place): (SegmentId, usize) = (id.parse().ok()?, place.parse().ok()?);
    let (run, at) = (&context.subject.run, context.now.at);
    let way = possible(context.subject.scenario.setup(), run, id, at);
    on_segment(run, id, at, *way.get(place)?).ok()
}

/// What `HOST PLACE` means, likewise.
fn to_end(context: Context<'_>, rest: &str) -> Option<Intervention> {
    let (host, place) = rest.split_once(' ')?;
    let host = Host::BOTH.into_iter().find(|known| known.name() == host)?;
    let actions = possible_at(&context.subject.run, host, context.now.at);
    Some(actions.get(place.parse::<usize>().ok()?)?.at(host, context.now.at))
}

/// The segments on their way, and the one that is sent next.
fn segments(context: Context<'_>) -> Tag {
    let Context { now, subject, .. } = context;
    let lang = now.lang;
    let run = &subject.run;
    let flying = run.flights.iter().filter(|flight| flight.sent <= now.at && now.at < flight.ended);
    let mut rows: Vec<Tag> = flying.map(|flight| row(context, flight, false)).collect();
    if let Some(next) = next_sent(run, now.at) {
        rows.push(row(context, run.flight(next), true));
    }
    let none = rows.is_empty().then(|| {
        tag("p", "about").text(either(
            lang,
            "现在路上没有报文，之后也不会再有。",
            "Nothing is on its way now, and nothing will be.",
        ))
    });
    tag("section", "break-segments")
        .child(tag("h3", "label").text(either(lang, "网络", "The network")))
        .list(none)
        .child(tag("ul", "").list(rows))
}

fn row(context: Context<'_>, flight: &Flight, next: bool) -> Tag {
    let Context { now, subject, .. } = context;
    let lang = now.lang;
    let way = possible(subject.scenario.setup(), &subject.run, flight.id, now.at);
    let when = match next {
        true => {
            [either(lang, "将于 ", "sent at "), &flight.sent.to_string(), either(lang, " 发出", "")]
                .concat()
        }
        false => either(lang, "在路上", "on its way").to_owned(),
    };
    let arrow = match flight.from {
        Host::Client => "C → S",
        Host::Server => "S → C",
    };
    let select = tag("button", "pick")
        .does(format!("break pick {}", flight.id))
        .says("aria-pressed", now.selected == Some(flight.id))
        .child(tag("b", "mono").text(name_of(flight)))
        .child(tag("span", "about").text(format!("{arrow} · {when}")));
    let deeds = way.iter().enumerate().map(|(place, cruelty)| {
        deed(format!("break segment {} {place}", flight.id), *cruelty, flight, lang)
    });
    tag("li", "").child(select).child(tag("div", "deeds").list(deeds))
}

/// What was changed in the run on the stage, where nothing else tells of it, and whether it is cut.
pub fn told(context: Context<'_>) -> Vec<Tag> {
    let Context { now, subject, history } = context;
    let changes: Vec<_> = history.interventions().iter().map(|one| say(one, now.lang)).collect();
    let changed = changed_in_short(&changes, now.lang).map(|told| {
        let about = either(
            now.lang,
            "。答案讲的是改动之前的运行。",
            ". The answer is about the run without these changes.",
        );
        [&*told, if history.address() == FREE { "" } else { about }].concat()
    });
    let limit = subject.scenario.setup().limit.beats;
    let cut = (subject.run.cut_off && subject.run.beats.len() >= limit).then(|| match now.lang {
        Lang::ZhCn => format!("这次运行在第 {limit} 个事件后截断，后面还有。"),
        Lang::En => format!("The run is cut after {limit} events; there is more to come."),
    });
    changed.into_iter().chain(cut).map(|words| tag("p", "part-about").text(words)).collect()
}

/// What can befall each end.
fn ends(context: Context<'_>) -> Tag {
    let lang = context.now.lang;
    let end = |host: Host| {
        let actions = possible_at(&context.subject.run, host, context.now.at);
        let buttons =
            actions.iter().enumerate().map(|(place, action)| end_button(host, place, action, lang));
        tag("section", "break-end")
            .child(tag("h3", "label").text(words::end(host, lang)))
            .child(tag("div", "deeds").list(buttons))
    };
    tag("div", "break-ends").list(Host::BOTH.map(end))
}

fn end_button(host: Host, place: usize, action: &EndAction, lang: Lang) -> Tag {
    tag("button", "btn deed")
        .does(format!("break end {} {place}", host.name()))
        .text(action.say(lang))
}

/// Undo, redo, reset.
fn steps(history: &History, lang: Lang) -> Tag {
    let button = |verb: &str, words: &'static str, can: bool| {
        tag("button", "btn").does(format!("break {verb}")).has("disabled", !can).text(words)
    };
    let changed = !history.interventions().is_empty();
    tag("div", "break-steps")
        .child(button("undo", either(lang, "撤销", "Undo"), history.can_undo()))
        .child(button("redo", either(lang, "重做", "Redo"), history.can_redo()))
        .child(button("reset", either(lang, "还原场景", "Reset to the scenario"), changed))
}

/// All ways that the run has gone.
fn branches(history: &History, lang: Lang) -> Tag {
    let branches = history.branches();
    let list = tag("div", "branches");
    if branches.len() < 2 {
        return list;
    }
    let item = |branch: &Branch| {
        let button = tag("button", "pick")
            .does(format!("break branch {}", branch.id))
            .says("aria-pressed", branch.is_current)
            .text(branch.name(lang));
        tag("li", "").child(button)
    };
    list.child(tag("h3", "label").text(either(lang, "分支", "Branches")))
        .child(tag("ol", "").list(branches.iter().map(item)))
}
