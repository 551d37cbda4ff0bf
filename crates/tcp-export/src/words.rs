//! The few words that exports say themselves, in both languages.

use crate::Options;
use tcp_model::host::Party;
use tcp_model::script::Origin;
use tcp_model::time::Duration;
use tcp_model::trace::{Flight, HostChange, Landing};
use tcp_scenarios::prose::Lang;
use tcp_view::svg;

/// Before a claim: whether it holds.
pub(crate) const fn mark(holds: bool) -> char {
    if holds { '✓' } else { '✗' }
}

/// The head of a lane.
pub(crate) const fn party(party: Party, lang: Lang) -> &'static str {
    match (party, lang) {
        (Party::Client, Lang::ZhCn) => "客户端",
        (Party::Server, Lang::ZhCn) => "服务器",
        (Party::Attacker, Lang::ZhCn) => "攻击者",
        (Party::Client, Lang::En) => "Client",
        (Party::Server, Lang::En) => "Server",
        (Party::Attacker, Lang::En) => "Attacker",
    }
}

/// Before the control bits of a segment: where it comes from, if that is worth a word.
pub(crate) const fn origin(flight: &Flight, lang: Lang) -> &'static str {
    match (flight.origin, flight.copy_of, flight.retransmission, lang) {
        (Origin::OldDuplicate, _, _, Lang::ZhCn) => "旧 ",
        (Origin::OldDuplicate, _, _, Lang::En) => "old ",
        (Origin::Spoofed, _, _, Lang::ZhCn) => "伪造 ",
        (Origin::Spoofed, _, _, Lang::En) => "forged ",
        (Origin::Endpoint, Some(_), _, Lang::ZhCn) => "副本 ",
        (Origin::Endpoint, Some(_), _, Lang::En) => "copy ",
        (Origin::Endpoint, None, true, Lang::ZhCn) => "重传 ",
        (Origin::Endpoint, None, true, Lang::En) => "again ",
        (Origin::Endpoint, None, false, _) => "",
    }
}

/// Behind the numbers of a segment: what became of it, if it was not simply accepted.
pub(crate) fn fate(landing: Landing, lang: Lang) -> &'static str {
    match (landing, lang) {
        (Landing::Arrived(ruling), _) => match (ruling.verdict.word(), lang) {
            ("accepted", _) => "",
            ("answered", Lang::ZhCn) => "（不接受，有答复）",
            ("answered", Lang::En) => " (answered)",
            (_, Lang::ZhCn) => "（丢弃）",
            (_, Lang::En) => " (dropped)",
        },
        (Landing::Lost, Lang::ZhCn) => "（丢失）",
        (Landing::Lost, Lang::En) => " (lost)",
        (Landing::Expired, Lang::ZhCn) => "（超过 MSL，过期）",
        (Landing::Expired, Lang::En) => " (older than MSL, expired)",
        (Landing::Travelling, Lang::ZhCn) => "（还在路上）",
        (Landing::Travelling, Lang::En) => " (still under way)",
    }
}

/// A stretch of time in which nothing happens.
pub(crate) fn passes(length: Duration, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("过了 {length}"),
        Lang::En => format!("{length} later"),
    }
}

/// A timer that fires.
pub(crate) fn expires(timer: &str, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("{timer} 到期"),
        Lang::En => format!("{timer} expires"),
    }
}

/// What a scenario points at: the state of an end.
pub(crate) fn is_in(state: &str, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("此时是 {state}"),
        Lang::En => format!("now {state}"),
    }
}

/// A call of the user, which was refused if there is an error.
pub(crate) fn calls(call: &str, error: Option<&str>, lang: Lang) -> String {
    match (error, lang) {
        (None, Lang::ZhCn) => format!("调用 {call}"),
        (None, Lang::En) => format!("calls {call}"),
        (Some(error), Lang::ZhCn) => format!("调用 {call}，被拒绝：{error}"),
        (Some(error), Lang::En) => format!("calls {call}, refused: {error}"),
    }
}

/// What a user is told.
pub(crate) fn told(signal: &str, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("用户得知“{signal}”"),
        Lang::En => format!("user is told \"{signal}\""),
    }
}

/// What an application receives.
pub(crate) fn receives(octets: u32, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("应用收到 {octets} 字节"),
        Lang::En => format!("application receives {octets} octets"),
    }
}

/// What befell a host.
pub(crate) const fn befell(change: HostChange, lang: Lang) -> &'static str {
    match (change, lang) {
        (HostChange::Crash, Lang::ZhCn) => "崩溃",
        (HostChange::Reboot, Lang::ZhCn) => "重启",
        (HostChange::Unplug, Lang::ZhCn) => "网线被拔掉",
        (HostChange::Plug, Lang::ZhCn) => "网线插回",
        (HostChange::Kill, Lang::ZhCn) => "进程被杀",
        (HostChange::Crash, Lang::En) => "crashes",
        (HostChange::Reboot, Lang::En) => "is there again",
        (HostChange::Unplug, Lang::En) => "cable pulled",
        (HostChange::Plug, Lang::En) => "cable back",
        (HostChange::Kill, Lang::En) => "process killed",
    }
}

/// A run that was stopped with more to come.
pub(crate) const fn cut_off(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "到此为止，还没有结束",
        Lang::En => "stopped here, with more to come",
    }
}

/// What a reader has changed; nothing where nothing is.
pub(crate) fn changed(Options { changes, lang, .. }: &Options) -> Option<String> {
    svg::changed(changes, *lang)
}

/// The same where there is little room.
pub(crate) fn changed_in_short(Options { changes, lang, .. }: &Options) -> Option<String> {
    svg::changed_in_short(changes, *lang)
}

/// Of what an answer is the answer, where a reader has changed something.
pub(crate) const fn answer_of(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "答案讲的是改动之前的运行。",
        Lang::En => "The answer is about the run without these changes.",
    }
}

/// The headings of a transcript: what happened, what is claimed.
pub(crate) const fn headings(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::ZhCn => ["经过", "结论核对"],
        Lang::En => ["What happens", "What is claimed"],
    }
}
