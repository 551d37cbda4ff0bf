//! A run told in words, for those who do not see its figure.

use crate::caption::flow;
use crate::transcript::befell;
use tcp_model::host::Host;
use tcp_model::script::Origin;
use tcp_model::segment::Segment;
use tcp_model::trace::{Event, EventKind, Run};
use tcp_scenarios::prose::Lang;

/// What happened to every segment, every change of state and every timer that fired, in order.
pub fn narration(run: &Run, lang: Lang) -> String {
    let sentences = run.events.iter().filter_map(|event| sentence(run, event, lang));
    match lang {
        Lang::ZhCn => sentences.collect::<Vec<_>>().join("；") + "。",
        Lang::En => sentences.collect::<Vec<_>>().join("; ") + ".",
    }
}

fn sentence(run: &Run, event: &Event, lang: Lang) -> Option<String> {
    let what = match lang {
        Lang::ZhCn => chinese(run, &event.kind)?,
        Lang::En => english(run, &event.kind)?,
    };
    let which = flow(event.flow, lang);
    Some(match lang {
        Lang::ZhCn => format!("{}，{which}{what}", event.at),
        Lang::En => format!("{}: {which}{what}", event.at),
    })
}

fn english(run: &Run, kind: &EventKind) -> Option<String> {
    Some(match kind {
        EventKind::Send { from, segment, origin: Origin::OldDuplicate, .. } => {
            format!("an old {} that the {from} once sent is still on its way", header(segment))
        }
        EventKind::Send { segment, origin: Origin::Spoofed, .. } => {
            format!("an attacker forges {}", header(segment))
        }
        EventKind::Send { from, segment, retransmission, .. } => {
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
        EventKind::Host { host, change } => format!("the {host}{}", befell(*change, Lang::En)),
        _ => return None,
    })
}

fn chinese(run: &Run, kind: &EventKind) -> Option<String> {
    let host = |host: &Host| match host {
        Host::Client => "客户端",
        Host::Server => "服务器",
    };
    Some(match kind {
        EventKind::Send { from, segment, origin: Origin::OldDuplicate, .. } => {
            format!("{}从前发的 {} 还在路上", host(from), header(segment))
        }
        EventKind::Send { segment, origin: Origin::Spoofed, .. } => {
            format!("攻击者伪造 {}", header(segment))
        }
        EventKind::Send { from, segment, retransmission, .. } => {
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
        EventKind::Host { host: whose, change } => {
            [host(whose), befell(*change, Lang::ZhCn)].concat()
        }
        _ => return None,
    })
}

/// `SYN,ACK seq=2000 ack=1001`.
fn header(segment: &Segment) -> String {
    let ack = segment.acknowledgment().map(|ack| format!(" ack={ack}")).unwrap_or_default();
    let len = match segment.data.len() {
        0 => String::new(),
        len => format!(" len={len}"),
    };
    format!("{} seq={}{ack}{len}", segment.flags, segment.seq)
}
