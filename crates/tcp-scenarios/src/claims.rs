//! Checking what a scenario claims of its run, and saying it in words.

use crate::format::Claim;
use crate::property::Property;
use crate::prose::Lang;
use std::collections::BTreeSet;
use std::sync::Arc;
use tcp_model::endpoint::Signal;
use tcp_model::fault::SegmentPattern;
use tcp_model::host::{Flow, Host, PerHost};
use tcp_model::knobs::Knobs;
use tcp_model::state::State;
use tcp_model::time::Instant;
use tcp_model::trace::{EventKind, Run};

impl Claim {
    /// Whether it holds of a run with these knobs.
    pub fn holds(&self, run: &Run, knobs: &PerHost<Arc<Knobs>>) -> bool {
        match self {
            Claim::Final(host, state) => run.last_status()[*host].state == *state,
            Claim::Enters(host, state) => first_entry(run, *host, *state).is_some(),
            Claim::EntersAt(host, state, at) => {
                first_entry(run, *host, *state) == Some(Instant::ZERO + *at)
            }
            Claim::Never(host, state) => first_entry(run, *host, *state).is_none(),
            Claim::Delivered(host, texts) => {
                let expected = texts.iter().flat_map(|(t, n)| t.bytes().cycle().take(*n as usize));
                run.delivered[*host].iter().copied().eq(expected)
            }
            Claim::Told(host, signal) => told(run, *host, *signal),
            Claim::NotTold(host, signal) => !told(run, *host, *signal),
            Claim::Sent(pattern, times) => {
                let matching = run
                    .flights
                    .iter()
                    .filter(|flight| flight.copy_of.is_none() && pattern.meets(flight));
                matching.count() == *times as usize
            }
            Claim::NothingRunning(host) => nothing_running(run, *host),
            Claim::Keeps(property) => property.violation(run, knobs).is_none(),
            Claim::Breaks(property) => property.violation(run, knobs).is_some(),
        }
    }

    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::ZhCn => self.say_in_chinese(),
            Lang::En => self.say_in_english(),
        }
    }

    fn say_in_english(&self) -> String {
        match self {
            Claim::Final(host, state) => format!("the {host} ends in {state}"),
            Claim::Enters(host, state) => format!("the {host} reaches {state}"),
            Claim::EntersAt(host, state, at) => format!("the {host} is {state} from {at} on"),
            Claim::Never(host, state) => format!("the {host} is never {state}"),
            Claim::Delivered(host, texts) if texts.is_empty() => {
                format!("the {host}'s application receives nothing")
            }
            Claim::Delivered(host, texts) => {
                format!("the {host}'s application receives {}", list(texts, " octets of ", " and "))
            }
            Claim::Told(host, signal) => format!("the {host}'s user is told \"{signal}\""),
            Claim::NotTold(host, signal) => format!("the {host}'s user is never told \"{signal}\""),
            Claim::Sent(pattern, times) => {
                let segment = segment_in_english(pattern);
                match times {
                    0 => format!("{segment} is never sent"),
                    1 => format!("{segment} is sent once"),
                    2 => format!("{segment} is sent twice"),
                    _ => format!("{segment} is sent {times} times"),
                }
            }
            Claim::NothingRunning(host) => {
                format!("no timer is left running at the {host}")
            }
            Claim::Keeps(property) => kept(*property, Lang::En).to_owned(),
            Claim::Breaks(property) => broken(*property, Lang::En).to_owned(),
        }
    }

    fn say_in_chinese(&self) -> String {
        let host_name = |host: &Host| name(*host, Lang::ZhCn);
        match self {
            Claim::Final(host, state) => format!("{}最后停在 {state}", host_name(host)),
            Claim::Enters(host, state) => format!("{}到达 {state}", host_name(host)),
            Claim::EntersAt(host, state, at) => {
                format!("{}从 {at} 起是 {state}", host_name(host))
            }
            Claim::Never(host, state) => format!("{}从未进入 {state}", host_name(host)),
            Claim::Delivered(host, texts) if texts.is_empty() => {
                format!("{}的应用什么也没收到", host_name(host))
            }
            Claim::Delivered(host, texts) => {
                format!("{}的应用收到 {}", host_name(host), list(texts, " 字节 ", "，再收到 "))
            }
            Claim::Told(host, signal) => format!("{}的用户得知“{signal}”", host_name(host)),
            Claim::NotTold(host, signal) => format!("{}的用户从未得知“{signal}”", host_name(host)),
            Claim::Sent(pattern, times) => {
                let segment = segment_in_chinese(pattern);
                match times {
                    0 => format!("{segment}一次也没有发"),
                    _ => format!("{segment}一共发了 {times} 次"),
                }
            }
            Claim::NothingRunning(host) => {
                format!("{}没有任何计时器在走", host_name(host))
            }
            Claim::Keeps(property) => kept(*property, Lang::ZhCn).to_owned(),
            Claim::Breaks(property) => broken(*property, Lang::ZhCn).to_owned(),
        }
    }
}

/// What a host is called.
pub fn name(host: Host, lang: Lang) -> &'static str {
    match (host, lang) {
        (Host::Client, Lang::ZhCn) => "客户端",
        (Host::Server, Lang::ZhCn) => "服务器",
        (Host::Client, Lang::En) => "client",
        (Host::Server, Lang::En) => "server",
    }
}

/// That a run keeps a property, in words.
pub fn kept(property: Property, lang: Lang) -> &'static str {
    match (property, lang) {
        (Property::Agreement, Lang::ZhCn) => {
            "被动打开的一端 ESTABLISHED，必有客户端与它 ESTABLISHED 过；主动打开的，必有对端回答过它的 SYN"
        }
        (Property::Agreement, Lang::En) => {
            "an end that opened passively is ESTABLISHED only with a client that was ESTABLISHED \
             with it, one that opened actively only with a peer that answered its SYN"
        }
        (Property::NoStaleData, Lang::ZhCn) => "应用收到的都是这个连接上发的，不乱不重",
        (Property::NoStaleData, Lang::En) => {
            "the applications receive what was sent on their connection, in order, once"
        }
        (Property::Settles, Lang::ZhCn) => "最后两端都有这个连接，或者都没有",
        (Property::Settles, Lang::En) => "in the end both ends have the connection, or neither has",
        (Property::BothConfirmed, Lang::ZhCn) => "没有哪一端在对端收下它的 SYN 之前就 ESTABLISHED",
        (Property::BothConfirmed, Lang::En) => {
            "no end is ESTABLISHED before its peer has accepted its SYN"
        }
        (Property::CleanClose, Lang::ZhCn) => "正常关闭，没有 RST，也没有报错",
        (Property::CleanClose, Lang::En) => "the connection closes without a reset or an error",
        (Property::Heals, Lang::ZhCn) => "崩溃之后，没有哪一端独自停在 ESTABLISHED",
        (Property::Heals, Lang::En) => "after the crash no end stays ESTABLISHED alone",
        (Property::BothOrNeither, Lang::ZhCn) => "不管丢多少，最后两端都有这个连接，或者都没有",
        (Property::BothOrNeither, Lang::En) => {
            "whatever is lost, in the end both ends have the connection, or neither has"
        }
    }
}

/// That a run breaks a property, in words.
pub fn broken(property: Property, lang: Lang) -> &'static str {
    match (property, lang) {
        (Property::Agreement, Lang::ZhCn) => {
            "有一端 ESTABLISHED 得太早，或者对上了对端的另一条连接"
        }
        (Property::Agreement, Lang::En) => {
            "an end is ESTABLISHED too early, or with another connection of its peer's"
        }
        (Property::NoStaleData, Lang::ZhCn) => "应用收到了不是这个连接上发的字节",
        (Property::NoStaleData, Lang::En) => {
            "an application receives what was not sent on its connection"
        }
        (Property::Settles, Lang::ZhCn) => "丢得不多，最后两端却没有同一个连接",
        (Property::Settles, Lang::En) => {
            "little is lost, and yet the ends do not have the same connection in the end"
        }
        (Property::BothConfirmed, Lang::ZhCn) => "有一端 ESTABLISHED，对端却没有收下它的 SYN",
        (Property::BothConfirmed, Lang::En) => {
            "an end is ESTABLISHED although its peer has not accepted its SYN"
        }
        (Property::CleanClose, Lang::ZhCn) => "两边的应用都正常关闭，却有 RST 或报错",
        (Property::CleanClose, Lang::En) => {
            "both applications have closed, and yet there was a reset or an error"
        }
        (Property::Heals, Lang::ZhCn) => "崩溃之后，有一端独自停在 ESTABLISHED",
        (Property::Heals, Lang::En) => "after a crash an end stays ESTABLISHED alone",
        (Property::BothOrNeither, Lang::ZhCn) => "最后只有一端有这个连接",
        (Property::BothOrNeither, Lang::En) => "in the end only one end has the connection",
    }
}

fn list(texts: &[(String, u32)], octets_of: &str, and: &str) -> String {
    let items = texts.iter().map(|(text, len)| format!("{len}{octets_of}\"{text}\""));
    items.collect::<Vec<_>>().join(and)
}

/// What a pattern is about: `the client's SYN`, `a segment with text`.
fn segment_in_english(pattern: &SegmentPattern) -> String {
    let what = match (pattern.text, pattern.flags) {
        (Some(true), _) => "segment with text".to_owned(),
        (Some(false) | None, Some(flags)) => flags.to_string(),
        (Some(false) | None, None) => "segment".to_owned(),
    };
    match pattern.from {
        Some(host) => format!("the {host}'s {what}"),
        None if what.starts_with("segment") => format!("a {what}"),
        None => what,
    }
}

/// The same in Chinese, with the space that a Latin word wants between it and what follows.
fn segment_in_chinese(pattern: &SegmentPattern) -> String {
    let from =
        pattern.from.map_or_else(String::new, |host| format!("{}的", name(host, Lang::ZhCn)));
    match (pattern.text, pattern.flags) {
        (Some(true), _) => format!("{from}数据报文"),
        (Some(false) | None, Some(flags)) if from.is_empty() => format!("{flags} "),
        (Some(false) | None, Some(flags)) => format!("{from} {flags} "),
        (Some(false) | None, None) => format!("{from}报文"),
    }
}

fn first_entry(run: &Run, host: Host, state: State) -> Option<Instant> {
    let entry = run.events.iter().find(|event| {
        event.flow == Flow::MAIN
            && matches!(event.kind, EventKind::State { host: h, to, .. } if h == host && to == state)
    });
    let from_the_start = run.start[host].state == state;
    if from_the_start { Some(Instant::ZERO) } else { entry.map(|event| event.at) }
}

fn told(run: &Run, host: Host, signal: Signal) -> bool {
    run.events.iter().any(|event| {
        event.flow == Flow::MAIN
            && matches!(event.kind, EventKind::Signal { host: h, signal: s, .. } if h == host && s == signal)
    })
}

fn nothing_running(run: &Run, host: Host) -> bool {
    let mut running = BTreeSet::new();
    for event in &run.events {
        match event.kind {
            EventKind::TimerSet { host: h, timer, .. } if h == host => {
                running.insert((event.flow, timer));
            }
            EventKind::TimerStop { host: h, timer } | EventKind::Timer { host: h, timer }
                if h == host =>
            {
                running.remove(&(event.flow, timer));
            }
            _ => {}
        }
    }
    running.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_model::segment::SegmentFlags;

    #[test]
    fn how_often_something_is_sent_is_said_as_a_person_would() {
        let client = Some(Host::Client);
        let syn = Some(SegmentFlags::SYN);
        for (from, flags, text, times, in_english, in_chinese) in [
            (client, syn, None, 1, "the client's SYN is sent once", "客户端的 SYN 一共发了 1 次"),
            (None, syn, None, 0, "SYN is never sent", "SYN 一次也没有发"),
            (None, None, None, 4, "a segment is sent 4 times", "报文一共发了 4 次"),
            (
                client,
                None,
                Some(true),
                2,
                "the client's segment with text is sent twice",
                "客户端的数据报文一共发了 2 次",
            ),
        ] {
            let pattern = SegmentPattern { from, flags, text, ..SegmentPattern::default() };
            let claim = Claim::Sent(pattern, times);
            assert_eq!(claim.say(Lang::En), in_english);
            assert_eq!(claim.say(Lang::ZhCn), in_chinese);
        }
    }
}
