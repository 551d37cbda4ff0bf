//! What the last event has changed in the TCBs of both ends.

use super::look::{Look, began, relative};
use nodes::node::{Tag, tag};
use tcp_model::host::Host;
use tcp_model::seq::SeqNum;
use tcp_scenarios::prose::Lang;
use tcp_view::inspector::{Change, changes as changed};
use tcp_view::message::Message;

/// The variables that are numbers of an end's own sequence, which begins at ISS.
const SENT: [&str; 5] = ["SND.UNA", "SND.NXT", "SND.WL2", "SND.UP", "FIN"];

/// The variables that are numbers of its peer's, which begins at IRS.
const RECEIVED: [&str; 3] = ["RCV.NXT", "RCV.UP", "SND.WL1"];

/// Both ends, each with its variables, what they were and what they are.
pub(super) fn changes(look: &Look<'_>) -> Tag {
    let title = match look.lang {
        Lang::ZhCn => format!("第 {} 步改变了什么", look.step),
        Lang::En => format!("What event {} changed", look.step),
    };
    let ends = Host::BOTH.map(|host| end(look, host));
    tag("div", "changes").child(tag("h3", "").text(title)).child(tag("div", "two").list(ends))
}

fn end(look: &Look<'_>, host: Host) -> Tag {
    let all = changed(look.run, host, look.step);
    let end = tag("div", "").child(tag("h4", "").text(Message::Host(host).say(look.lang)));
    if all.is_empty() {
        return end.child(tag("p", "none").text(look.either("没有变化", "nothing")));
    }
    end.child(tag("dl", "").list(all.iter().map(|change| row(look, host, change))))
}

fn row(look: &Look<'_>, host: Host, change: &Change) -> Tag {
    let value = |value: &Option<String>, step| match value {
        Some(value) => shown(look, host, change.name, value, step),
        None => "–".to_owned(),
    };
    let arrow = tag("span", "").says("aria-hidden", true).text(" → ");
    let spoken = tag("span", "vh").text(look.either("变为", " becomes "));
    let says = tag("dd", "mono")
        .child(tag("span", "was").text(value(&change.from, look.step - 1)))
        .child(arrow)
        .child(spoken)
        .child(tag("b", "").text(value(&change.to, look.step)));
    tag("div", "").child(tag("dt", "mono").text(change.name)).child(says)
}

/// What a variable was after so many steps, counted as the reader has chosen.
fn shown(look: &Look<'_>, host: Host, name: &str, value: &str, step: usize) -> String {
    let initial = sequence(host, name).and_then(|of| began(look.run, host, step, of));
    match (initial, value.parse()) {
        (Some(initial), Ok(number)) if look.relative => relative(SeqNum(number), initial),
        _ => value.to_owned(),
    }
}

/// Whose sequence a variable is a number of.
fn sequence(host: Host, name: &str) -> Option<Host> {
    if SENT.contains(&name) {
        return Some(host);
    }
    RECEIVED.contains(&name).then_some(host.peer())
}
