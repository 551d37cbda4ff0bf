//! What is said of a way.

use super::Goal;
use tcp_scenarios::claims::{broken, kept};
use tcp_scenarios::property::Property;
use tcp_scenarios::prose::{Lang, Text};

fn text(zh_cn: impl Into<String>, en: impl Into<String>) -> Text {
    Text { zh_cn: zh_cn.into(), en: en.into() }
}

/// What a model is called: in Chinese, in English.
fn model(id: &str) -> [&str; 2] {
    match id {
        "two-way" => ["两次握手", "Two-way"],
        "three-way" => ["三次握手", "Three-way"],
        "four-way" => ["四次握手", "Four-way"],
        "four-way-ack-of-ack" => ["再确认一次 ACK", "ACK of the ACK"],
        "simultaneous-open" => ["同时打开", "Simultaneous open"],
        "third-ack-lost" => ["第三个 ACK 丢了", "Third ACK lost"],
        "syn-cookies" => ["SYN cookie", "SYN cookies"],
        "isn-fixed" => ["固定的 ISN", "Fixed ISN"],
        "isn-distinct" => ["互不重叠的 ISN", "Distinct ISNs"],
        "time-wait-0" => ["没有 TIME-WAIT", "No TIME-WAIT"],
        "time-wait-1msl" => ["只等 1 个 MSL", "One MSL"],
        "time-wait-2msl" => ["等满 2MSL", "2MSL"],
        "time-wait-assassination" => ["被 RST 提前终结", "Cut short by a RST"],
        "rfc5961-on" => ["有 RFC 5961", "With RFC 5961"],
        "rfc5961-off" => ["没有 RFC 5961", "Without RFC 5961"],
        "crash-reboot" => ["崩溃后重启", "Crash and reboot"],
        "crash-reboot-isn-fixed" => ["崩溃后用同一个 ISN", "Crash with a fixed ISN"],
        "life-cycle" => ["完整的一生", "A whole life"],
        "simultaneous-close" => ["两端都主动打开", "Both open actively"],
        other => [other, other],
    }
}

/// What a property is called: in Chinese, in English.
fn name(property: Property) -> [&'static str; 2] {
    match property {
        Property::Agreement => ["认错了人", "no agreement"],
        Property::NoStaleData => ["旧数据", "stale data"],
        Property::Settles => ["各执一词", "never settled"],
        Property::BothConfirmed => ["没有确认", "not confirmed"],
        Property::CleanClose => ["关得不干净", "no clean close"],
        Property::Heals => ["好不起来", "not healed"],
        Property::BothOrNeither => ["只有一端", "only one end"],
    }
}

/// What happens, in a few words.
pub(super) fn title(id: &str, goal: Goal) -> Text {
    let [zh_cn, en] = model(id);
    match goal {
        Goal::Violation(property) => {
            let [what_zh, what_en] = name(property);
            text(format!("{zh_cn}：{what_zh}"), format!("{en}: {what_en}"))
        }
        Goal::States(client, server) => {
            text(format!("{client}，{server}"), format!("{client}, {server}"))
        }
        Goal::Edge(from, to) => text(format!("从 {from} 到 {to}"), format!("{from} to {to}")),
    }
}

/// What is asked.
pub(super) fn question(id: &str, goal: Goal) -> Text {
    let [zh_cn, en] = model(id);
    match goal {
        Goal::Violation(property) => text(
            format!("{zh_cn}：{}，总是这样吗？", kept(property, Lang::ZhCn)),
            format!("{en}: is it always so that {}?", kept(property, Lang::En)),
        ),
        Goal::States(client, server) => text(
            format!("{zh_cn}：客户端 {client} 时，服务器可以是 {server} 吗？"),
            format!("{en}: can the client be {client} while the server is {server}?"),
        ),
        Goal::Edge(from, to) => text(
            format!("{zh_cn}：怎样从 {from} 走到 {to}？"),
            format!("{en}: how does an end get from {from} to {to}?"),
        ),
    }
}

/// The answer, which took so many steps.
pub(super) fn answer(goal: Goal, steps: usize) -> Text {
    let Text { zh_cn, en } = found(goal);
    match goal {
        Goal::Violation(_) => text(
            format!("不是，最少 {steps} 步就会出事。{zh_cn}"),
            format!("No: {steps} steps are enough to break it, and fewer are not. {en}"),
        ),
        Goal::States(..) | Goal::Edge(..) => text(
            format!("最少要 {steps} 步：{zh_cn}"),
            format!("It takes {steps} steps, and no fewer. {en}"),
        ),
    }
}

/// What is found, as a sentence.
pub(super) fn found(goal: Goal) -> Text {
    match goal {
        Goal::Violation(property) => text(
            format!("{}。", broken(property, Lang::ZhCn)),
            sentence(broken(property, Lang::En)),
        ),
        Goal::States(client, server) => text(
            format!("客户端在 {client}，服务器在 {server}。"),
            format!("The client is {client} and the server is {server}."),
        ),
        Goal::Edge(from, to) => text(
            format!("有一端从 {from} 走到了 {to}。"),
            format!("An end has gone from {from} to {to}."),
        ),
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}

/// The headline of the last step.
pub(super) fn decisive(goal: Goal) -> Text {
    match goal {
        Goal::Violation(_) => text("就在这一步", "This is the step"),
        Goal::States(..) | Goal::Edge(..) => text("到了", "Here it is"),
    }
}

/// What is not TCP in general.
pub(super) fn note() -> Text {
    text(
        "这一过程是穷举搜索找到的，没有更短的。每一步隔 40 毫秒，只有等计时器和等报文过期时才真的等。初始序列号和重传次数是为搜索选的。",
        "An exhaustive search found this, and there is nothing shorter. Steps are 40 ms apart, but for those that wait for a timer or for the end of a segment's life. The initial sequence numbers and how often the ends retransmit were chosen for the search.",
    )
}

/// Where the RFCs speak of it.
pub(super) fn rfc(id: &str, goal: Goal) -> Vec<String> {
    let places: &[&str] = match goal {
        Goal::Violation(_) if id.starts_with("rfc5961") => &["RFC 5961 3", "RFC 5961 5"],
        Goal::Violation(_) if id.starts_with("time-wait") => &["RFC 9293 3.6.1", "RFC 1337 2"],
        Goal::Violation(_) if id == "syn-cookies" => &["RFC 4987 3.6"],
        Goal::Violation(Property::Agreement | Property::BothConfirmed) => &["RFC 9293 3.5"],
        Goal::Violation(Property::Settles | Property::BothOrNeither) => &["RFC 9293 3.5"],
        Goal::Violation(Property::NoStaleData) => &["RFC 9293 3.4.1", "RFC 6528 1"],
        Goal::Violation(Property::CleanClose) => &["RFC 9293 3.6", "RFC 1337 2"],
        Goal::Violation(Property::Heals) => &["RFC 9293 3.5.1"],
        Goal::States(..) | Goal::Edge(..) => &["RFC 9293 3.3.2"],
    };
    places.iter().map(|place| (*place).to_owned()).collect()
}
