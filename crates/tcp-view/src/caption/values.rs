//! What templates may put in braces, and putting it there.

use super::facts::Facts;
use super::{capitalised, words};
use crate::inspector::address_of;
use tcp_model::endpoint::Signal;
use tcp_model::host::{Address, Flow, Host, Socket};
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::time::Duration;
use tcp_model::timer::Timer;
use tcp_model::trace::EventKind;
use tcp_scenarios::claims::name;
use tcp_scenarios::prose::Lang;

/// A template with what is in its braces replaced; one byte is not called bytes. A name that `value`
/// does not know stays as it stands, so that a mistake is seen.
pub(crate) fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}').and_then(|(name, rest)| Some((value(name)?, rest))) {
            Some((known, after)) => {
                filled.push_str(&known);
                // Of one there is no plural.
                let one = after.strip_prefix(" bytes").filter(|_| known == "1");
                filled.push_str(one.map_or("", |_| " byte"));
                rest = one.unwrap_or(after);
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// A segment as captions write it: `SYN,ACK, seq=2000, ack=1001`.
pub fn segment_in_words(segment: &Segment, lang: Lang) -> String {
    let mut words = flags(segment);
    words.push_str(", seq=");
    words.push_str(&segment.seq.to_string());
    if let Some(ack) = segment.acknowledgment() {
        words.push_str(", ack=");
        words.push_str(&ack.to_string());
    }
    if !segment.data.is_empty() {
        words.push_str(match lang {
            Lang::ZhCn => "，数据 ",
            Lang::En => ", ",
        });
        words.push_str(&bytes(segment.data.len(), lang));
    }
    if !segment.options.is_empty() {
        words.push_str(" <");
        words.push_str(&segment.options.to_string());
        words.push('>');
    }
    words
}

/// So many bytes: `30 bytes`.
pub(crate) fn bytes(len: u32, lang: Lang) -> String {
    let unit = match (len, lang) {
        (_, Lang::ZhCn) => " 字节",
        (1, Lang::En) => " byte",
        (_, Lang::En) => " bytes",
    };
    [&len.to_string(), unit].concat()
}

/// A segment in a word or two: its text where it has some, or else its control bits.
fn brief(segment: &Segment, lang: Lang) -> String {
    match segment.data.len() {
        0 => flags(segment),
        len => bytes(len, lang),
    }
}

/// The control bits without PSH, which says nothing about the connection.
pub(super) fn flags(segment: &Segment) -> String {
    segment.flags.without(SegmentFlags::PSH).to_string()
}

/// A host by name; nobody is at the addresses that an attacker makes up.
fn who(f: &Facts<'_>, host: Host, lang: Lang) -> &'static str {
    match (f.is_stranger(host), lang) {
        (true, Lang::ZhCn) => "陌生地址",
        (true, Lang::En) => "stranger",
        (false, _) => name(host, lang),
    }
}

/// What says which connection is meant, before what is said of it; nothing for the one that the
/// run is about.
pub fn flow(flow: Flow, lang: Lang) -> String {
    if flow == Flow::MAIN {
        return String::new();
    }
    let Socket { address, port } = flow.0;
    let colon = if lang == Lang::En { ": " } else { "：" };
    match (address, lang) {
        (Address::Stranger(_), _) => [&*address_of(address), colon].concat(),
        (_, Lang::ZhCn) => ["端口 ", &port.to_string(), colon].concat(),
        (_, Lang::En) => ["Port ", &port.to_string(), colon].concat(),
    }
}

/// What is in the braces of a scenario's own captions.
pub(super) fn value_of_moment(
    f: &Facts<'_>,
    about: Option<&Segment>,
    name: &str,
) -> Option<String> {
    match name {
        "t" => Some(f.beat.at.to_string()),
        "seq" => Some(about?.seq.to_string()),
        "ack" => Some(about?.acknowledgment()?.to_string()),
        "len" => Some(about?.data.len().to_string()),
        "next" => Some(about?.end().to_string()),
        _ => None,
    }
}

/// What is in the braces of the templates.
pub(super) fn value(f: &Facts<'_>, lang: Lang, key: &str) -> Option<String> {
    host_value(f, lang, key).or_else(|| segment_value(f, lang, key)).or_else(|| {
        Some(match key {
            "t" => f.beat.at.to_string(),
            "usertimeout" => words::signal(Signal::UserTimeout, lang).to_owned(),
            "signal" => words::signal(f.signal()?, lang).to_owned(),
            "slow" => super::asides::slow(f).map(|slow| slow.ended.since(slow.sent))?.to_string(),
            "slowseq" => super::asides::slow(f)?.segment.seq.to_string(),
            "waited" => waited(f)?.to_string(),
            "rto" => f.set(Timer::Rto)?.to_string(),
            "lastwait" => f.set(Timer::R2).or(f.set(Timer::SynAckGiveUp))?.to_string(),
            "persist" => f.set(Timer::Persist)?.to_string(),
            "user" => f.set(Timer::UserTimeout)?.to_string(),
            "timewait" => f.set(Timer::TimeWait)?.to_string(),
            "keepalive" => f.set(Timer::KeepAlive)?.to_string(),
            "lastprobe" => f.set(Timer::KeepAliveGiveUp)?.to_string(),
            "delack" => f.set(Timer::DelayedAck)?.to_string(),
            "finwait2" => f.set(Timer::FinWait2)?.to_string(),
            "override" => f.set(Timer::Override)?.to_string(),
            "synqueue" => f.beat.queues.syn.to_string(),
            "acceptqueue" => f.beat.queues.accept.to_string(),
            "call" => match f.cause {
                EventKind::Call { call, .. } => call.to_string(),
                _ => return None,
            },
            _ => return None,
        })
    })
}

/// How long the timer that expired had been set for.
fn waited(f: &Facts<'_>) -> Option<Duration> {
    match f.cause {
        EventKind::Timer { timer, .. } => f.ran(*timer),
        _ => None,
    }
}

fn host_value(f: &Facts<'_>, lang: Lang, key: &str) -> Option<String> {
    let (was, is) = (f.was(), f.is());
    let peer = f.host.peer();
    Some(match key {
        "host" => who(f, f.host, lang).to_owned(),
        "Host" => capitalised(who(f, f.host, lang)),
        "peer" => who(f, peer, lang).to_owned(),
        "Peer" => capitalised(who(f, peer, lang)),
        "before" => was.state.name().to_owned(),
        "state" => is.state.name().to_owned(),
        "peerstate" => f.after[peer].state.name().to_owned(),
        "iss" => is.snd.iss.to_string(),
        "iss1" => (is.snd.iss + 1).to_string(),
        "una" => was.snd.una.to_string(),
        "sndnxt" => was.snd.nxt.to_string(),
        "rcvnxt" => was.rcv.nxt.to_string(),
        "rcvnow" => is.rcv.nxt.to_string(),
        "rcvwnd" => was.rcv.wnd.to_string(),
        "wndlast" => (was.rcv.nxt + was.rcv.wnd - 1).to_string(),
        "peerfin" => (is.rcv.nxt - 1).to_string(),
        "fin" => is.fin.or(was.fin)?.to_string(),
        "finack" => (is.fin.or(was.fin)? + 1).to_string(),
        "sndwnd" => is.snd.wnd.to_string(),
        "got" => f.delivered().to_string(),
        "kept" => is.rcv.nxt.since(was.rcv.nxt).to_string(),
        "asked" => f.call_text()?.len().to_string(),
        _ => return None,
    })
}

fn segment_value(f: &Facts<'_>, lang: Lang, key: &str) -> Option<String> {
    if let Some(key) = key.strip_prefix("out") {
        let (first, last) = (&f.sent.first()?.segment, &f.sent.last()?.segment);
        return Some(match key {
            "" => segment_in_words(first, lang),
            "flags" => flags(first),
            "seq" => first.seq.to_string(),
            "ack" => first.acknowledgment()?.to_string(),
            "len" => f.sent_text().to_string(),
            "next" => last.end().to_string(),
            "last" => (last.end() - 1).to_string(),
            "count" => f.sent.len().to_string(),
            _ => return None,
        });
    }
    let flight = f.flight?;
    let segment = &flight.segment;
    Some(match key {
        "segment" => segment_in_words(segment, lang),
        "brief" => brief(segment, lang),
        "flags" => flags(segment),
        "seq" => segment.seq.to_string(),
        "ack" => segment.acknowledgment()?.to_string(),
        "acklast" => (segment.acknowledgment()? - 1).to_string(),
        "len" => segment.data.len().to_string(),
        "next" => segment.end().to_string(),
        "last" => (segment.end() - 1).to_string(),
        "sentat" => flight.sent.to_string(),
        "age" => flight.ended.since(flight.sent).to_string(),
        _ => return None,
    })
}
