//! What an end knows that a question turns on: the numbers of its TCB, which a reader who sees the
//! question alone would have to guess.

use super::joined;
use crate::quiz::Kind;
use crate::quiz::moment::{Cause, Moment};
use tcp_model::endpoint::Status;
use tcp_model::host::Flow;
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::trace::Flight;
use tcp_scenarios::prose::Lang;

/// The numbers, in a sentence or two; nothing where the answer does not rest on them.
pub(in super::super) fn known(m: &Moment<'_>, kind: Kind, lang: Lang) -> String {
    match (m.cause, kind) {
        // SND.NXT would be the answer.
        (Cause::Arrival(..) | Cause::Call(_), Kind::Seq) => {
            joined(lang, [&*sent_so_far(m.was(), lang), &*expects(m.was(), lang)])
        }
        (Cause::Timer(..), Kind::Seq) => variables(m.was(), None, lang),
        (Cause::Arrival(flight, _), _) => {
            let variables = variables(m.was(), Some(flight), lang);
            joined(lang, [&*variables, &*kept(m, flight, lang)])
        }
        (Cause::Call(_) | Cause::Timer(..) | Cause::Pointed, _) => String::new(),
    }
}

/// What the end expects and would send next. RCV.WND and MAX.SND.WND are told where the segment does
/// not have the numbers that come next.
fn variables(was: &Status, arriving: Option<&Flight>, lang: Lang) -> String {
    let (expected, window, next) = (was.rcv.nxt, was.rcv.wnd, was.snd.nxt);
    let is_next = arriving.is_none_or(|flight| flight.segment.seq == expected);
    let largest = largest(was, arriving, lang);
    match (was.state, is_next, lang) {
        (State::Closed | State::Listen, ..) => String::new(),
        (State::SynSent, _, Lang::ZhCn) => format!("它自己下一个号是 {next}（SND.NXT）。"),
        (State::SynSent, _, Lang::En) => format!("Its own next number is {next} (SND.NXT)."),
        (_, true, Lang::ZhCn) => {
            format!(
                "它等的是 {expected} 号（RCV.NXT），自己下一个号是 {next}（SND.NXT）{largest}。"
            )
        }
        (_, true, Lang::En) => format!(
            "It expects {expected} (RCV.NXT), and its own next number is {next} (SND.NXT){largest}."
        ),
        (_, false, Lang::ZhCn) => format!(
            "它等的是 {expected} 号（RCV.NXT），窗口 {window}（RCV.WND），自己下一个号是 \
             {next}（SND.NXT）{largest}。"
        ),
        (_, false, Lang::En) => format!(
            "It expects {expected} (RCV.NXT) with a window of {window} (RCV.WND), and its own next \
             number is {next} (SND.NXT){largest}."
        ),
    }
}

/// The largest window that the peer has announced, by which an old acknowledgment is judged
/// (RFC 5961 §5.2).
fn largest(was: &Status, arriving: Option<&Flight>, lang: Lang) -> String {
    let ack = arriving.and_then(|flight| flight.segment.acknowledgment());
    let largest = was.snd.max_wnd;
    match (ack.is_some_and(|ack| ack.before(was.snd.una)), lang) {
        (false, _) => String::new(),
        (true, Lang::ZhCn) => format!("；对方给过的最大窗口是 {largest}（MAX.SND.WND）"),
        (true, Lang::En) => {
            format!("; the largest window that it has been given is {largest} (MAX.SND.WND)")
        }
    }
}

fn expects(was: &Status, lang: Lang) -> String {
    let rcv = was.rcv.nxt;
    match (was.state, lang) {
        (State::Closed | State::Listen | State::SynSent, _) => String::new(),
        (_, Lang::ZhCn) => format!("它等的是 {rcv} 号（RCV.NXT）。"),
        (_, Lang::En) => format!("It expects {rcv} (RCV.NXT)."),
    }
}

/// Which numbers the end has used: its next one follows from them.
fn sent_so_far(was: &Status, lang: Lang) -> String {
    let iss = was.snd.iss;
    let fin = was.fin.is_some();
    let octets = was.snd.nxt.since(iss).saturating_sub(1 + u32::from(fin));
    let since = match (octets, fin, lang) {
        (0, false, Lang::ZhCn) => "，还没有发过数据".to_owned(),
        (0, false, Lang::En) => ", and it has sent no data".to_owned(),
        (0, true, Lang::ZhCn) => "，没有发过数据，FIN 已经发了".to_owned(),
        (0, true, Lang::En) => "; it has sent no data, but a FIN".to_owned(),
        (_, false, Lang::ZhCn) => format!("，之后发过 {octets} 字节"),
        (_, false, Lang::En) => format!("; since then it has sent {octets} octets"),
        (_, true, Lang::ZhCn) => format!("，之后发过 {octets} 字节和 FIN"),
        (_, true, Lang::En) => format!("; since then it has sent {octets} octets and a FIN"),
    };
    match lang {
        Lang::ZhCn => format!("它的 SYN 用掉了 {iss} 号（ISS）{since}。"),
        Lang::En => format!("Its SYN took {iss} (ISS){since}."),
    }
}

/// What came before its turn and is taken together with the segment.
fn kept(m: &Moment<'_>, arriving: &Flight, lang: Lang) -> String {
    let (first, next) = (arriving.segment.end(), m.is().rcv.nxt);
    let opens = matches!(m.was().state, State::Closed | State::Listen | State::SynSent);
    if opens || m.was().rcv.nxt == next || !first.before(next) {
        return String::new();
    }
    let last = next - 1;
    let range = if first == last { first.to_string() } else { format!("{first}–{last}") };
    match (ends_with_a_fin(m, next), lang) {
        (false, Lang::ZhCn) => format!("{range} 号先到了，它存着。"),
        (false, Lang::En) => format!("It keeps {range}, which came early."),
        (true, Lang::ZhCn) => format!("{range} 号先到了，它存着，末尾是 FIN。"),
        (true, Lang::En) => format!("It keeps {range}, which came early and ends with a FIN."),
    }
}

/// Whether the peer's FIN is the number before this one, and came before the moment.
fn ends_with_a_fin(m: &Moment<'_>, next: SeqNum) -> bool {
    m.run.flights.iter().any(|flight| {
        flight.flow == Flow::MAIN
            && flight.from != m.host
            && flight.ended < m.beat.at
            && flight.segment.has(SegmentFlags::FIN)
            && flight.segment.end() == next
    })
}
