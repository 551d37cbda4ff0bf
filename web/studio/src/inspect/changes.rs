//! What the last event has changed in the TCBs of both ends.

use super::look::Look;
use nodes::node::{Tag, tag};
use tcp_model::host::Host;
use tcp_scenarios::prose::Lang;
use tcp_view::inspector::{Change, changes as changed};
use tcp_view::message::Message;

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
    end.child(tag("dl", "").list(all.iter().map(|change| row(look, change))))
}

fn row(look: &Look<'_>, change: &Change) -> Tag {
    let value = |value: &Option<String>| value.clone().unwrap_or("–".to_owned());
    let arrow = tag("span", "").says("aria-hidden", true).text(" → ");
    let spoken = tag("span", "vh").text(look.either("变为", " becomes "));
    let says = tag("dd", "mono")
        .child(tag("span", "was").text(value(&change.from)))
        .child(arrow)
        .child(spoken)
        .child(tag("b", "").text(value(&change.to)));
    tag("div", "").child(tag("dt", "mono").text(change.name)).child(says)
}
