//! The words of the table, in both languages.

use tcp_model::trace::HostChange;
use tcp_model::verdict::Verdict;
use tcp_scenarios::prose::Lang;

/// What stands between names and numbers.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Then,
    Calls,
    Refused,
    From,
    To,
    OldDuplicate,
    Forged,
    Retransmission,
    Copy,
    ArrivesAt,
    LostAt,
    ExpiresAt,
    StillTravelling,
    EndBracket,
    Lost,
    Expired,
    Timer,
    Fires,
    Runs,
    Stops,
    Told,
    EndQuote,
    Receives,
    LooksAt,
}

pub(super) const fn say(word: Word, lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => chinese(word),
        Lang::En => english(word),
    }
}

const fn english(word: Word) -> &'static str {
    match word {
        Word::Then => "; ",
        Word::Calls => "'s user calls ",
        Word::Refused => ", refused: ",
        Word::From => ": ",
        Word::To => " → ",
        Word::OldDuplicate => ", an old duplicate",
        Word::Forged => ", forged by an attacker",
        Word::Retransmission => ", retransmitted",
        Word::Copy => ", a copy made by the network",
        Word::ArrivesAt => " (arrives at ",
        Word::LostAt => " (lost at ",
        Word::ExpiresAt => " (outlives MSL at ",
        Word::StillTravelling => " (still under way)",
        Word::EndBracket => ")",
        Word::Lost => ", is lost",
        Word::Expired => ", outlives MSL and is gone",
        Word::Timer => "'s ",
        Word::Fires => " timer expires",
        Word::Runs => " timer runs: ",
        Word::Stops => " timer stops",
        Word::Told => "'s user is told \"",
        Word::EndQuote => "\"",
        Word::Receives => "'s application receives ",
        Word::LooksAt => " is looked at",
    }
}

const fn chinese(word: Word) -> &'static str {
    match word {
        Word::Then => "；",
        Word::Calls => "的用户调用 ",
        Word::Refused => "，被拒绝：",
        Word::From => "：",
        Word::To => " → ",
        Word::OldDuplicate => "，旧的重复报文",
        Word::Forged => "，攻击者伪造",
        Word::Retransmission => "，重传",
        Word::Copy => "，网络复制的一份",
        Word::ArrivesAt => "（到达时间 ",
        Word::LostAt => "（丢失时间 ",
        Word::ExpiresAt => "（超过 MSL 的时间 ",
        Word::StillTravelling => "（还在路上）",
        Word::EndBracket => "）",
        Word::Lost => "，丢失",
        Word::Expired => "，超过 MSL，消失",
        Word::Timer => "的 ",
        Word::Fires => " 计时器到期",
        Word::Runs => " 计时器开始走：",
        Word::Stops => " 计时器停下",
        Word::Told => "的用户得知“",
        Word::EndQuote => "”",
        Word::Receives => "的应用收到 ",
        Word::LooksAt => "的现状",
    }
}

/// What befell a host, after its name.
pub(crate) const fn befell(change: HostChange, lang: Lang) -> &'static str {
    match (change, lang) {
        (HostChange::Crash, Lang::En) => " crashes",
        (HostChange::Reboot, Lang::En) => " is there again, without a connection",
        (HostChange::Unplug, Lang::En) => "'s cable is pulled",
        (HostChange::Plug, Lang::En) => "'s cable is back",
        (HostChange::Kill, Lang::En) => "'s process is killed",
        (HostChange::Crash, Lang::ZhCn) => "崩溃",
        (HostChange::Reboot, Lang::ZhCn) => "重启，没有连接",
        (HostChange::Unplug, Lang::ZhCn) => "的网线被拔掉",
        (HostChange::Plug, Lang::ZhCn) => "的网线插回",
        (HostChange::Kill, Lang::ZhCn) => "的进程被杀",
    }
}

/// What became of a segment that has arrived: taken, answered or dropped.
pub(super) fn outcome(verdict: Verdict, lang: Lang) -> &'static str {
    match (verdict.word(), lang) {
        ("accepted", Lang::En) => ", arrives: accepted",
        ("answered", Lang::En) => ", arrives: not accepted, answered",
        (_, Lang::En) => ", arrives: dropped",
        ("accepted", Lang::ZhCn) => "，到达：接受",
        ("answered", Lang::ZhCn) => "，到达：不接受，有回答",
        (_, Lang::ZhCn) => "，到达：丢弃",
    }
}
