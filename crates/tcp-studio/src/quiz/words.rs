//! What the quiz says, in both languages.

mod known;
mod protocols;
mod reasons;

pub(super) use protocols::Protocol;
pub(super) use reasons::{Reason, reason};

use super::Kind;
use super::moment::{Cause, Moment};
use super::verdicts::Fate;
use tcp_model::endpoint::Call;
use tcp_model::host::Host;
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_scenarios::prose::Lang;

/// Sentences after each other; Chinese ones without a space.
pub(super) fn joined(lang: Lang, sentences: [&str; 2]) -> String {
    let [first, second] = sentences;
    let space = match lang {
        Lang::ZhCn => "",
        Lang::En if first.is_empty() || second.is_empty() => "",
        Lang::En => " ",
    };
    [first, space, second].concat()
}

/// A host within a sentence.
pub(super) const fn host(host: Host, lang: Lang) -> &'static str {
    match (lang, host) {
        (Lang::ZhCn, Host::Client) => "客户端",
        (Lang::ZhCn, Host::Server) => "服务器",
        (Lang::En, Host::Client) => "the client",
        (Lang::En, Host::Server) => "the server",
    }
}

/// A host at the beginning of one.
pub(super) const fn subject(of: Host, lang: Lang) -> &'static str {
    match (lang, of) {
        (Lang::ZhCn, _) => host(of, lang),
        (Lang::En, Host::Client) => "The client",
        (Lang::En, Host::Server) => "The server",
    }
}

/// A segment: `SYN,ACK, seq=2000, ack=1001`.
fn segment(segment: &Segment, lang: Lang) -> String {
    let mut words = format!("{}, seq={}", segment.flags.without(SegmentFlags::PSH), segment.seq);
    if let Some(ack) = segment.acknowledgment() {
        words.push_str(&format!(", ack={ack}"));
    }
    match (lang, segment.data.len()) {
        (_, 0) => {}
        (Lang::ZhCn, len) => words.push_str(&format!("，{len} 字节数据")),
        (Lang::En, 1) => words.push_str(", 1 octet of data"),
        (Lang::En, len) => words.push_str(&format!(", {len} octets of data")),
    }
    words
}

/// Which protocol is watched, what happens, and what the end knows: all that comes before the
/// question itself.
pub(super) fn situation(m: &Moment<'_>, kind: Kind, lang: Lang) -> String {
    let protocol =
        m.protocol().map_or_else(String::new, |(which, of)| protocols::say(which, of, lang));
    let asks_before = match m.cause {
        Cause::Timer(Timer::TimeWait, _) => kind == Kind::Timer,
        Cause::Timer(..) => kind == Kind::Next,
        Cause::Pointed => true,
        Cause::Arrival(..) | Cause::Call(_) => false,
    };
    let happens = if asks_before { String::new() } else { happens(m, lang) };
    let happens = joined(lang, [&protocol, &happens]);
    joined(lang, [&*happens, &*known::known(m, kind, lang)])
}

fn happens(m: &Moment<'_>, lang: Lang) -> String {
    let (who, state) = (subject(m.host, lang), m.was().state);
    match (lang, m.cause) {
        (Lang::ZhCn, Cause::Arrival(flight, _)) => {
            format!("{who}在 {state}，收到 {}。", segment(&flight.segment, lang))
        }
        (Lang::En, Cause::Arrival(flight, _)) => {
            format!("{who} is in {state} when {} arrives.", segment(&flight.segment, lang))
        }
        (Lang::ZhCn, Cause::Call(call)) => {
            format!("{who}在 {state}，应用{}。", called(call, lang))
        }
        (Lang::En, Cause::Call(call)) => {
            format!("{who} is in {state} when its application {}.", called(call, lang))
        }
        (Lang::ZhCn, Cause::Timer(timer, _)) => {
            format!("{who}在 {state}，它的 {timer} 计时器到期了。")
        }
        (Lang::En, Cause::Timer(timer, _)) => {
            format!("{who} is in {state} when its {timer} timer expires.")
        }
        (_, Cause::Pointed) => String::new(),
    }
}

fn called(call: &Call, lang: Lang) -> String {
    match (lang, call) {
        (Lang::ZhCn, Call::Send(text) | Call::SendUrgent(text)) => {
            format!("调用 SEND，交来 {} 字节", text.len())
        }
        (Lang::En, Call::Send(text) | Call::SendUrgent(text)) => {
            format!("calls SEND with {} octets", text.len())
        }
        (Lang::ZhCn, Call::OpenActive | Call::OpenActiveSend(_)) => "调用主动 OPEN".to_owned(),
        (Lang::En, Call::OpenActive | Call::OpenActiveSend(_)) => "calls OPEN, active".to_owned(),
        (Lang::ZhCn, Call::OpenPassive) => "调用被动 OPEN".to_owned(),
        (Lang::En, Call::OpenPassive) => "calls OPEN, passive".to_owned(),
        (Lang::ZhCn, Call::Receive(_)) => "调用 RECEIVE".to_owned(),
        (Lang::En, Call::Receive(_)) => "calls RECEIVE".to_owned(),
        (Lang::ZhCn, Call::Close) => "调用 CLOSE".to_owned(),
        (Lang::En, Call::Close) => "calls CLOSE".to_owned(),
        (Lang::ZhCn, Call::Abort) => "调用 ABORT".to_owned(),
        (Lang::En, Call::Abort) => "calls ABORT".to_owned(),
        (Lang::ZhCn, Call::Accept) => "调用 accept".to_owned(),
        (Lang::En, Call::Accept) => "calls accept".to_owned(),
    }
}

pub(super) fn ask_flags(answers: bool, lang: Lang) -> String {
    let words = match (lang, answers) {
        (Lang::ZhCn, true) => "它马上回什么报文？（看标志位）",
        (Lang::ZhCn, false) => "它马上发什么报文？（看标志位）",
        (Lang::En, true) => "What does it answer at once (control bits)?",
        (Lang::En, false) => "What does it send at once (control bits)?",
    };
    words.to_owned()
}

pub(super) fn ask_ack(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "它的回答里，确认号（ack）是多少？",
        Lang::En => "Which acknowledgment number (ack) does its answer carry?",
    };
    words.to_owned()
}

pub(super) fn ask_seq(segment: &Segment, lang: Lang) -> String {
    let flags = segment.flags.without(SegmentFlags::PSH);
    match (lang, segment.data.is_empty()) {
        (Lang::ZhCn, true) => format!("它随即发出 {flags}，序列号（seq）是多少？"),
        (Lang::ZhCn, false) => "这些数据的第一个报文，序列号（seq）是多少？".to_owned(),
        (Lang::En, true) => {
            format!("It sends {flags} at once: with which sequence number (seq)?")
        }
        (Lang::En, false) => {
            "Which sequence number (seq) does the first segment of that data carry?".to_owned()
        }
    }
}

pub(super) fn ask_probe(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "它发一个探测，序列号（seq）是多少？",
        Lang::En => "It sends a probe: with which sequence number (seq)?",
    };
    words.to_owned()
}

pub(super) fn ask_state(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "它接下来是什么状态？",
        Lang::En => "Which state is it in next?",
    };
    words.to_owned()
}

pub(super) fn ask_verdict(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "它接受这个报文吗？怎么回应？",
        Lang::En => "Does it accept the segment, and how does it answer?",
    };
    words.to_owned()
}

pub(super) fn ask_next(lost: &Segment, lang: Lang) -> String {
    let lost = segment(lost, lang);
    match lang {
        Lang::ZhCn => {
            let space = if lost.ends_with("数据") { "" } else { " " };
            format!(
                "{lost}{space}丢了，路上已经没有别的报文，两端的应用也没有新的要发。接下来谁先发？凭什么？"
            )
        }
        Lang::En => {
            format!(
                "{lost} was lost, nothing is on its way, and neither application has anything new to \
                 send. Who sends next, and why?"
            )
        }
    }
}

pub(super) fn ask_resent(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "它发什么？",
        Lang::En => "What does it send?",
    };
    words.to_owned()
}

pub(super) fn ask_backoff(ran: Duration, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("这次等了 {ran}。再重传一次之后，它要等多久？"),
        Lang::En => format!("It ran for {ran}. How long does it run after this retransmission?"),
    }
}

/// Counted from the last FIN, or from the ACK of its own that led there out of CLOSING.
pub(super) fn ask_time_wait(of: Host, from_fin: bool, lang: Lang) -> String {
    let since = match (lang, from_fin) {
        (Lang::ZhCn, true) => "从收到最后一个 FIN 算起",
        (Lang::ZhCn, false) => "从进入 TIME-WAIT 算起",
        (Lang::En, true) => "the last FIN",
        (Lang::En, false) => "when it entered it",
    };
    let who = subject(of, lang);
    match lang {
        Lang::ZhCn => format!("{who}在 TIME-WAIT。按 RFC 9293，{since}，它要等多久？"),
        Lang::En => {
            format!(
                "{who} is in TIME-WAIT. By RFC 9293, how long does it stay there, counted from \
                 {since}?"
            )
        }
    }
}

/// What is sent at once, by control bits.
pub(super) fn reply(flags: &[SegmentFlags], lang: Lang) -> String {
    let names: Vec<String> = flags.iter().map(ToString::to_string).collect();
    match (lang, names.is_empty()) {
        (Lang::ZhCn, true) => "什么也不发".to_owned(),
        (Lang::En, true) => "Nothing".to_owned(),
        (Lang::ZhCn, false) => names.join("，然后 "),
        (Lang::En, false) => names.join(", then "),
    }
}

/// What becomes of a segment.
pub(super) fn fate(fate: Fate, resets: bool, lang: Lang) -> String {
    let words = match (lang, fate) {
        (Lang::ZhCn, Fate::Accepted) if resets => "接受：连接就此结束",
        (Lang::ZhCn, Fate::Accepted) => "接受",
        (Lang::ZhCn, Fate::Acknowledged) => "不接受，回一个 ACK",
        (Lang::ZhCn, Fate::Reset) => "不接受，回一个 RST",
        (Lang::ZhCn, Fate::Dropped) => "直接丢弃，什么也不回",
        (Lang::En, Fate::Accepted) if resets => "It accepts it: that ends the connection",
        (Lang::En, Fate::Accepted) => "It accepts it",
        (Lang::En, Fate::Acknowledged) => "It does not, and answers with an ACK",
        (Lang::En, Fate::Reset) => "It does not, and answers with a RST",
        (Lang::En, Fate::Dropped) => "It drops it without an answer",
    };
    words.to_owned()
}

/// How the acknowledgment number comes about: `1000 + 1 = 1001`.
pub(super) fn sum(segment: &Segment, lang: Lang) -> String {
    let (seq, end) = (segment.seq, segment.end());
    let mut parts = Vec::new();
    if !segment.data.is_empty() {
        parts.push(match lang {
            Lang::ZhCn => format!("{} 字节", segment.data.len()),
            Lang::En => format!("{} octets", segment.data.len()),
        });
    }
    for (flag, name) in [(SegmentFlags::SYN, "SYN"), (SegmentFlags::FIN, "FIN")] {
        if segment.has(flag) {
            parts.push(format!("{name} 1"));
        }
    }
    match lang {
        Lang::ZhCn => format!("ack = seq + 长度 = {seq} + {} = {end}。", parts.join(" + ")),
        Lang::En => format!("ack = seq + length = {seq} + {} = {end}.", parts.join(" + ")),
    }
}

/// Where the acknowledgment number comes from when it does not come from the segment.
pub(super) fn expected(ack: SeqNum, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("ack = RCV.NXT = {ack}，是它接下来等的号。"),
        Lang::En => format!("ack = RCV.NXT = {ack}, the number that it expects next."),
    }
}

/// That a number is the next one.
pub(super) fn next_number(seq: SeqNum, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("{seq} 是它下一个还没用过的号（SND.NXT）。"),
        Lang::En => format!("{seq} is its next number that is not used yet (SND.NXT)."),
    }
}

pub(super) fn timer_sends(of: Host, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("{}：它的重传计时器到期", host(of, lang)),
        Lang::En => format!("{}: its retransmission timer expires", subject(of, lang)),
    }
}

pub(super) fn asks_again(of: Host, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("{}：它没等到报文，主动要求重发", host(of, lang)),
        Lang::En => format!("{}: it misses the segment and asks for it", subject(of, lang)),
    }
}

pub(super) fn nobody_sends(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "谁也不发：两端一直等下去",
        Lang::En => "Nobody: both ends wait for ever",
    };
    words.to_owned()
}

pub(super) fn ask_rest(of: Host, state: State, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!(
            "{}在 {state}，路上没有任何报文，对方也不会再发。它自己接下来会做什么？",
            subject(of, lang)
        ),
        Lang::En => format!(
            "{} is in {state}, nothing is on its way, and the peer will send nothing. What does \
             it do by itself from now on?",
            subject(of, lang)
        ),
    }
}

/// What an end may do when nothing is on its way.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Rest {
    Stays,
    Retransmits,
    Closes,
    KeepsAlive,
}

pub(super) fn rest(what: Rest, state: State, lang: Lang) -> String {
    match (lang, what) {
        (Lang::ZhCn, Rest::Stays) => format!("什么也不做，一直停在 {state}"),
        (Lang::En, Rest::Stays) => format!("Nothing: it stays in {state}"),
        (Lang::ZhCn, Rest::Retransmits) => "重传计时器到期，把丢了的报文再发一遍".to_owned(),
        (Lang::En, Rest::Retransmits) => {
            "Its retransmission timer expires and it sends again what was lost".to_owned()
        }
        (Lang::ZhCn, Rest::Closes) => format!("{state} 有时限，到时自动回到 CLOSED"),
        (Lang::En, Rest::Closes) => format!("{state} has a limit, after which it is CLOSED"),
        (Lang::ZhCn, Rest::KeepsAlive) => "2 小时后自动发保活（keep-alive）探测".to_owned(),
        (Lang::En, Rest::KeepsAlive) => "It sends a keep-alive probe after two hours".to_owned(),
    }
}

pub(super) fn same_segment(again: &Segment, lang: Lang) -> String {
    let again = segment(again, lang);
    match lang {
        Lang::ZhCn => format!("原来的号再发一遍：{again}"),
        Lang::En => format!("The same numbers again: {again}"),
    }
}

pub(super) fn new_segment(moved: &Segment, lang: Lang) -> String {
    let moved = segment(moved, lang);
    match lang {
        Lang::ZhCn => format!("换成新的号：{moved}"),
        Lang::En => format!("With new numbers: {moved}"),
    }
}

pub(super) fn only_asks(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "一个空的 ACK，催对方确认",
        Lang::En => "An empty ACK, to hurry the peer",
    };
    words.to_owned()
}

pub(super) fn gives_up(lang: Lang) -> String {
    let words = match lang {
        Lang::ZhCn => "一个 RST，放弃连接",
        Lang::En => "A RST, giving up the connection",
    };
    words.to_owned()
}

/// So many maximum segment lifetimes.
pub(super) fn msls(count: u8, time: Duration) -> String {
    match count {
        0 => "0".to_owned(),
        _ => format!("{count}MSL = {time}"),
    }
}
