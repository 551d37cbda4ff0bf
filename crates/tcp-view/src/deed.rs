//! One thing that happened, as a clause in plain words: `the server enters SYN-RECEIVED`.

use crate::caption::{error, flow, signal};
use crate::transcript::befell;
use tcp_model::host::Host;
use tcp_model::script::Origin;
use tcp_model::segment::Segment;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::claims::name;
use tcp_scenarios::prose::Lang;

/// What an event of `run` is, as a clause without a full stop; another connection than the one
/// that the run is about is named.
pub fn deed(run: &Run, event: &Event, lang: Lang) -> String {
    let what = match lang {
        Lang::ZhCn => chinese(run, &event.kind),
        Lang::En => english(run, &event.kind),
    };
    [&*flow(event.flow, lang), &*what].concat()
}

fn english(run: &Run, kind: &EventKind) -> String {
    match kind {
        EventKind::Call { host, call, error: refused } => {
            let refused = refused.map(|refused| format!(", refused: {}", error(refused, Lang::En)));
            format!("the {host}'s user calls {call}{}", refused.unwrap_or_default())
        }
        EventKind::Send { from, segment, origin: Origin::OldDuplicate, .. } => {
            format!("an old {} that the {from} once sent is still on its way", header(segment))
        }
        EventKind::Send { segment, origin: Origin::Spoofed, .. } => {
            format!("an attacker forges {}", header(segment))
        }
        EventKind::Send { from, segment, retransmission, origin: Origin::Endpoint, .. } => {
            let again = if *retransmission { " again" } else { "" };
            format!("the {from} sends {}{again}", header(segment))
        }
        EventKind::Copy { copy_of, .. } => {
            format!("the network doubles {}", header(&run.flight(*copy_of).segment))
        }
        EventKind::Lose { id } => format!("{} is lost", header(&run.flight(*id).segment)),
        EventKind::Expire { id } => {
            format!("{} is older than MSL and expires", header(&run.flight(*id).segment))
        }
        EventKind::Arrive { id, host, ruling } => {
            let flags = run.flight(*id).segment.flags;
            format!("{flags} reaches the {host} and is {}", ruling.verdict.word())
        }
        EventKind::State { host, to, .. } => format!("the {host} enters {to}"),
        EventKind::Timer { host, timer } => format!("the {host}'s {timer} timer fires"),
        EventKind::TimerSet { host, timer, after, .. } => {
            format!("the {host} sets its {timer} timer to {after}")
        }
        EventKind::TimerStop { host, timer } => format!("the {host} stops its {timer} timer"),
        EventKind::Signal { host, signal: told, .. } => {
            format!("the {host}'s user is told \"{}\"", signal(*told, Lang::En))
        }
        EventKind::Deliver { host, text } => {
            format!("the {host}'s application receives {} octets", text.len())
        }
        EventKind::Host { host, change } => format!("the {host}{}", befell(*change, Lang::En)),
        EventKind::Note { host, .. } => format!("the {host} is looked at"),
    }
}

fn chinese(run: &Run, kind: &EventKind) -> String {
    let host = |host: &Host| name(*host, Lang::ZhCn);
    match kind {
        EventKind::Call { host: whose, call, error: refused } => {
            let refused =
                refused.map(|refused| format!("，被拒绝：{}", error(refused, Lang::ZhCn)));
            format!("{}的用户调用 {call}{}", host(whose), refused.unwrap_or_default())
        }
        EventKind::Send { from, segment, origin: Origin::OldDuplicate, .. } => {
            format!("{}从前发的 {} 还在路上", host(from), header(segment))
        }
        EventKind::Send { segment, origin: Origin::Spoofed, .. } => {
            format!("攻击者伪造 {}", header(segment))
        }
        EventKind::Send { from, segment, retransmission, origin: Origin::Endpoint, .. } => {
            let verb = if *retransmission { "重发" } else { "发出" };
            format!("{}{verb} {}", host(from), header(segment))
        }
        EventKind::Copy { copy_of, .. } => {
            format!("网络复制了 {}", header(&run.flight(*copy_of).segment))
        }
        EventKind::Lose { id } => format!("{} 丢失", header(&run.flight(*id).segment)),
        EventKind::Expire { id } => {
            format!("{} 超过 MSL，过期", header(&run.flight(*id).segment))
        }
        EventKind::Arrive { id, host: at, ruling } => {
            let fate = match ruling.verdict.word() {
                "accepted" => "被接受",
                "answered" => "不被接受，得到答复",
                _ => "被丢弃",
            };
            format!("{} 到达{}，{fate}", run.flight(*id).segment.flags, host(at))
        }
        EventKind::State { host: whose, to, .. } => format!("{}进入 {to}", host(whose)),
        EventKind::Timer { host: whose, timer } => format!("{}的 {timer} 到期", host(whose)),
        EventKind::TimerSet { host: whose, timer, after, .. } => {
            format!("{}把 {timer} 计时器设为 {after}", host(whose))
        }
        EventKind::TimerStop { host: whose, timer } => {
            format!("{}停下 {timer} 计时器", host(whose))
        }
        EventKind::Signal { host: whose, signal: told, .. } => {
            format!("{}的用户得知“{}”", host(whose), signal(*told, Lang::ZhCn))
        }
        EventKind::Deliver { host: whose, text } => {
            format!("{}的应用收到 {} 字节", host(whose), text.len())
        }
        EventKind::Host { host: whose, change } => {
            [host(whose), befell(*change, Lang::ZhCn)].concat()
        }
        EventKind::Note { host: whose, .. } => format!("看一眼{}", host(whose)),
    }
}

/// `SYN,ACK seq=2000 ack=1001 len=30`.
pub(crate) fn header(segment: &Segment) -> String {
    let ack = segment.acknowledgment().map(|ack| format!(" ack={ack}")).unwrap_or_default();
    let len = match segment.data.len() {
        0 => String::new(),
        len => format!(" len={len}"),
    };
    format!("{} seq={}{ack}{len}", segment.flags, segment.seq)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn told(run: &Run, lang: Lang) -> Vec<String> {
        run.events.iter().map(|event| deed(run, event, lang)).collect()
    }

    #[test]
    fn every_event_is_a_clause_in_both_languages() {
        for (name, run) in sample::ALL {
            let run = run();
            let [zh, en] = Lang::ALL.map(|lang| told(&run, lang));
            for (zh, en) in zh.iter().zip(&en) {
                assert_ne!(zh, en, "{name}");
                assert!(!en.ends_with('.') && !zh.ends_with('。'), "{name}: {en}");
                assert!(!en.contains("  ") && !zh.contains("  "), "{name}: {en} {zh}");
            }
        }
    }

    #[test]
    fn a_handshake_begins_with_calls_and_goes_on_with_segments_and_timers() {
        let told = told(&sample::handshake(), Lang::En);
        for clause in [
            "the client's user calls OPEN active",
            "the client sends SYN seq=1000",
            "the client sets its RTO timer to 1 s",
            "SYN reaches the server and is accepted",
            "the server enters SYN-RECEIVED",
        ] {
            assert!(told.iter().any(|told| told == clause), "{clause}: {told:#?}");
        }
    }
}
