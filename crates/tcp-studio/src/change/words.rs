//! What a reader can do and has done, in words: labels of buttons, names of branches.

use super::end::EndAction;
use super::segment::{Cruelty, Obstacle};
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host;
use tcp_model::script::{Action, Condition, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::trace::Flight;
use tcp_scenarios::claims::name;
use tcp_scenarios::format::Intervention;
use tcp_scenarios::prose::Lang;

impl Cruelty {
    /// As a button says it: `Lose SYN,ACK (SEQ 2000)`.
    pub fn say(self, flight: &Flight, lang: Lang) -> String {
        let which = segment(
            &SegmentPattern {
                flags: Some(flight.segment.flags.without(SegmentFlags::PSH)),
                text: Some(!flight.segment.data.is_empty()),
                seq: Some(flight.segment.seq),
                ..SegmentPattern::default()
            },
            lang,
        );
        match (self, lang) {
            (Cruelty::Lose, Lang::ZhCn) => format!("丢弃 {which}"),
            (Cruelty::Lose, Lang::En) => format!("Lose {which}"),
            (Cruelty::Delay(by), Lang::ZhCn) => format!("让 {}晚到 {by}", spaced(which)),
            (Cruelty::Delay(by), Lang::En) => format!("Delay {which} by {by}"),
            (Cruelty::Duplicate(after), Lang::ZhCn) => format!("复制 {which}，副本晚到 {after}"),
            (Cruelty::Duplicate(after), Lang::En) => {
                format!("Duplicate {which}, the copy {after} later")
            }
            (Cruelty::Overtake, Lang::ZhCn) => format!("让 {}抢先到达", spaced(which)),
            (Cruelty::Overtake, Lang::En) => format!("Let {which} overtake the one before"),
        }
    }
}

impl Obstacle {
    /// Why it cannot be.
    pub const fn say(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Obstacle::Unknown, Lang::ZhCn) => "这次运行里没有这个报文。",
            (Obstacle::Unknown, Lang::En) => "There is no such segment in this run.",
            (Obstacle::Landed, Lang::ZhCn) => "这个报文已经不在路上了。",
            (Obstacle::Landed, Lang::En) => "This segment is not on its way any more.",
            (Obstacle::Copy, Lang::ZhCn) => "这是网络复制出来的副本，要改就改原来的那个报文。",
            (Obstacle::Copy, Lang::En) => {
                "The network made this copy; change the segment that it is a copy of."
            }
            (Obstacle::Injected, Lang::ZhCn) => {
                "这个报文不是两端发的，是场景安排它出现的，改不了。"
            }
            (Obstacle::Injected, Lang::En) => {
                "Neither end has sent this segment: the scenario lets it turn up, and it stays."
            }
            (Obstacle::NobodyThere, Lang::ZhCn) => "这个地址上没有主机，发过去的报文反正会丢。",
            (Obstacle::NobodyThere, Lang::En) => {
                "Nobody is at this address: what is sent there is lost in any case."
            }
            (Obstacle::CableOut, Lang::ZhCn) => "发送方的网线断着，这个报文根本出不去。",
            (Obstacle::CableOut, Lang::En) => {
                "The sender's cable is out: this segment never leaves."
            }
            (Obstacle::LostAnyway, Lang::ZhCn) => "这个报文本来就会丢。",
            (Obstacle::LostAnyway, Lang::En) => "This segment will be lost in any case.",
            (Obstacle::NothingToOvertake, Lang::ZhCn) => {
                "前面没有同一端发出、还在路上的报文可以超过。"
            }
            (Obstacle::NothingToOvertake, Lang::En) => {
                "Nothing that the same end has sent before is still ahead of it."
            }
        }
    }
}

impl EndAction {
    /// As a button beside the end's name says it: the RFC's words for its calls.
    pub fn say(&self, lang: Lang) -> String {
        let word = match (self, lang) {
            (EndAction::Crash, Lang::ZhCn) => "崩溃",
            (EndAction::Crash, Lang::En) => "Crash",
            (EndAction::Reboot, Lang::ZhCn) => "重启",
            (EndAction::Reboot, Lang::En) => "Reboot",
            (EndAction::Unplug, Lang::ZhCn) => "拔掉网线",
            (EndAction::Unplug, Lang::En) => "Pull the cable",
            (EndAction::Plug, Lang::ZhCn) => "插回网线",
            (EndAction::Plug, Lang::En) => "Plug the cable in",
            (EndAction::Kill, Lang::ZhCn) => "杀掉进程",
            (EndAction::Kill, Lang::En) => "Kill the process",
            (EndAction::OpenPassive, Lang::ZhCn) => "OPEN（被动）",
            (EndAction::OpenPassive, Lang::En) => "OPEN (passive)",
            (EndAction::OpenActive, Lang::ZhCn) => "OPEN（主动）",
            (EndAction::OpenActive, Lang::En) => "OPEN (active)",
            (EndAction::Send(_, len), Lang::ZhCn) => return format!("SEND {len} 字节"),
            (EndAction::Send(_, len), Lang::En) => return format!("SEND {len} octets"),
            (EndAction::Receive(count), Lang::ZhCn) => return format!("RECEIVE {count} 字节"),
            (EndAction::Receive(count), Lang::En) => return format!("RECEIVE {count} octets"),
            (EndAction::Close, _) => "CLOSE",
            (EndAction::Abort, _) => "ABORT",
            (EndAction::Accept, _) => "accept",
        };
        word.to_owned()
    }
}

/// What a reader has changed, as the name of a branch: `Client crashes at 95 ms`.
pub fn say(intervention: &Intervention, lang: Lang) -> String {
    match intervention {
        Intervention::Fault(fault) => say_fault(fault, lang),
        Intervention::Step(step) => say_step(step, lang),
    }
}

fn say_fault(fault: &Fault, lang: Lang) -> String {
    let which = segment(&fault.segment, lang);
    match (fault.fate, lang) {
        (Fate::Lose | Fate::LoseAfter(_), Lang::ZhCn) => format!("丢弃 {which}"),
        (Fate::Lose | Fate::LoseAfter(_), Lang::En) => format!("Lose {which}"),
        (Fate::Delay(time), Lang::ZhCn) => format!("{}在路上走 {time}", spaced(which)),
        (Fate::Delay(time), Lang::En) => format!("{which} takes {time}"),
        (Fate::Copy(time), Lang::ZhCn) => format!("复制 {which}，副本在路上走 {time}"),
        (Fate::Copy(time), Lang::En) => format!("Duplicate {which}; the copy takes {time}"),
    }
}

/// The segment that is meant: `SYN,ACK (SEQ 2000)`, with its turn where it is not the first.
fn segment(pattern: &SegmentPattern, lang: Lang) -> String {
    let flags = match (pattern.flags, lang) {
        (Some(flags), _) => flags.to_string(),
        (None, Lang::ZhCn) => "报文".to_owned(),
        (None, Lang::En) => "segment".to_owned(),
    };
    let text = match (pattern.text, lang) {
        (Some(true), Lang::ZhCn) => ("带数据的 ", ""),
        (Some(true), Lang::En) => ("", " with text"),
        (Some(false) | None, _) => ("", ""),
    };
    let seq = match (pattern.seq, lang) {
        (Some(seq), Lang::ZhCn) => format!("（SEQ {seq}）"),
        (Some(seq), Lang::En) => format!(" (SEQ {seq})"),
        (None, _) => String::new(),
    };
    let turn = match (pattern.nth, lang) {
        (Some(nth @ 2..), Lang::ZhCn) => format!("第 {nth} 个 "),
        (Some(nth @ 2..), Lang::En) => format!("{} ", ordinal(nth)),
        (_, _) => String::new(),
    };
    [&*turn, text.0, &*flags, text.1, &*seq].concat()
}

/// With a space behind it, but for a bracket that is as good.
fn spaced(which: String) -> String {
    if which.ends_with('）') { which } else { which + " " }
}

fn ordinal(nth: u32) -> String {
    let ending = match (nth % 10, nth % 100) {
        (1, last) if last != 11 => "st",
        (2, last) if last != 12 => "nd",
        (3, last) if last != 13 => "rd",
        _ => "th",
    };
    format!("{nth}{ending}")
}

fn say_step(step: &ScriptStep, lang: Lang) -> String {
    let what = say_action(&step.action, lang);
    match (step.after, lang) {
        (Some(Condition::At(at)), Lang::ZhCn) => format!("{} 时{what}", at + step.pause),
        (Some(Condition::At(at)), Lang::En) => format!("{what} at {}", at + step.pause),
        (
            Some(Condition::State(..) | Condition::Received(..) | Condition::Closing(_)) | None,
            _,
        ) => what,
    }
}

fn say_action(action: &Action, lang: Lang) -> String {
    let (host, does) = match (action, lang) {
        (Action::Call(host, call) | Action::CallOn(_, host, call), _) => {
            (host, say_call(call, lang))
        }
        (Action::Inject(_), Lang::ZhCn) => return "网络里冒出一个报文".to_owned(),
        (Action::Inject(_), Lang::En) => return "A segment turns up".to_owned(),
        (Action::Crash(host), Lang::ZhCn) => (host, "崩溃".to_owned()),
        (Action::Crash(host), Lang::En) => (host, "crashes".to_owned()),
        (Action::Reboot(host), Lang::ZhCn) => (host, "重启".to_owned()),
        (Action::Reboot(host), Lang::En) => (host, "reboots".to_owned()),
        (Action::Unplug(host), Lang::ZhCn) => (host, "拔掉网线".to_owned()),
        (Action::Unplug(host), Lang::En) => (host, "loses its cable".to_owned()),
        (Action::Plug(host), Lang::ZhCn) => (host, "插回网线".to_owned()),
        (Action::Plug(host), Lang::En) => (host, "gets its cable back".to_owned()),
        (Action::Kill(host), Lang::ZhCn) => (host, "的进程被杀".to_owned()),
        (Action::Kill(host), Lang::En) => (host, "has its process killed".to_owned()),
        (Action::Note(host, note), Lang::ZhCn) => (host, format!("：{note}")),
        (Action::Note(host, note), Lang::En) => (host, format!("is pointed at: {note}")),
    };
    match lang {
        Lang::ZhCn => format!("{}{does}", name(*host, lang)),
        Lang::En => format!("{} {does}", capitalised(*host)),
    }
}

fn capitalised(host: Host) -> &'static str {
    match host {
        Host::Client => "Client",
        Host::Server => "Server",
    }
}

fn say_call(call: &UserCall, lang: Lang) -> String {
    let call = call.call();
    match lang {
        Lang::ZhCn => format!("调用 {call}"),
        Lang::En => format!("calls {call}"),
    }
}
