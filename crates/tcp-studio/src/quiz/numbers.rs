//! Which acknowledgment number, which sequence number?

use super::Kind;
use super::draft::Draft;
use super::moment::{Cause, Moment};
use super::words::{self, Reason};
use tcp_model::endpoint::Call;
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::trace::{EventKind, Flight};
use tcp_scenarios::prose::Lang;

/// Asks for the acknowledgment number of the one answer to a segment.
pub(super) fn ack(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let Cause::Arrival(arriving, ruling) = m.cause else { return None };
    let sent = m.sent();
    let [answer] = sent[..] else { return None };
    let right = answer.segment.acknowledgment()?;
    let (was, is) = (m.was().rcv.nxt, m.is().rcv.nxt);
    if was != is && right.before(arriving.segment.end()) {
        return None;
    }
    let opens = answer.segment.has(SegmentFlags::SYN) || answer.segment.has(SegmentFlags::RST);
    let from_segment = opens || ruling.verdict.word() == "accepted";
    let taken = from_segment && right == arriving.segment.end() && arriving.segment.seg_len() > 0;
    let wrong = wrong_acks(m, arriving, right);
    let plain = arriving.segment.flags.without(SegmentFlags::PSH);
    Some(Draft {
        kind: Kind::Ack,
        key: format!("ack {plain:?} {taken} {}", arriving.segment.data.is_empty()),
        weight: if arriving.segment.seg_len() > 0 { 9 } else { 6 },
        ask: words::ask_ack(lang),
        right: format!("ack={right}"),
        wrong: in_words("ack", wrong, right, lang),
        lead: Some(match taken {
            true => words::sum(&arriving.segment, lang),
            false => words::expected(right, lang),
        }),
        why: sent_why(m, answer),
        about: Some(arriving.id),
    })
}

fn wrong_acks(m: &Moment<'_>, arriving: &Flight, right: SeqNum) -> Vec<(SeqNum, Reason)> {
    let segment = &arriving.segment;
    let mut wrong = Vec::new();
    if right == segment.end() {
        if segment.has(SegmentFlags::FIN) && !segment.data.is_empty() {
            wrong.push((segment.seq + segment.data.len(), Reason::FinTakesNumber));
        }
        if segment.data.len() > 1 {
            wrong.push((segment.seq + 1, Reason::AckCountsOctets));
        }
        wrong.push((segment.seq, Reason::AckIsNext(segment.seq)));
    } else {
        let filled = right != m.was().rcv.nxt && right == m.is().rcv.nxt;
        let reason = if filled { Reason::GapFilled(right) } else { Reason::NotInOrder(right) };
        wrong.extend([(segment.end(), reason), (segment.seq, reason)]);
    }
    wrong.push((right + 1, Reason::NotReceivedYet(right)));
    if m.was().snd.nxt != SeqNum(0) {
        wrong.push((m.was().snd.nxt, Reason::AckIsPeers));
    }
    if let Some(ack) = segment.acknowledgment() {
        wrong.push((ack, Reason::AckIsPeers));
    }
    wrong.push((right + u32::MAX, Reason::AckIsNext(right + u32::MAX)));
    wrong
}

/// Asks for the sequence number of what is sent: never one that was chosen just now.
pub(super) fn seq(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let sent = m.sent();
    let first = *sent.first()?;
    let segment = &first.segment;
    let chosen_now = segment.has(SegmentFlags::SYN) || segment.has(SegmentFlags::RST);
    let calls = matches!(m.cause, Cause::Call(Call::Send(_) | Call::Close));
    let arrives = m.arriving().is_some() && sent.len() == 1;
    if chosen_now || !(calls || arrives) || segment.seq != m.was().snd.nxt {
        return None;
    }
    let (right, iss) = (segment.seq, m.was().snd.iss);
    let mut wrong = vec![(m.was().rcv.nxt, Reason::SeqIsOwn)];
    if right != iss + 1 {
        wrong.push((iss + 1, Reason::NumberUsed(iss + 1)));
    } else {
        wrong.push((iss, Reason::NumberUsed(iss)));
    }
    wrong.push((right + 1, Reason::NumberSkipped(right)));
    wrong.push((right + u32::MAX, Reason::NumberUsed(right + u32::MAX)));
    Some(Draft {
        kind: Kind::Seq,
        key: format!("seq {:?} {}", segment.flags.without(SegmentFlags::PSH), m.was().state),
        weight: if segment.seg_len() > 0 { 8 } else { 6 },
        ask: words::ask_seq(segment, lang),
        right: format!("seq={right}"),
        wrong: in_words("seq", wrong, right, lang),
        lead: Some(words::next_number(right, lang)),
        why: sent_why(m, first),
        about: m.arriving().map(|flight| flight.id),
    })
}

fn in_words(
    name: &str,
    wrong: Vec<(SeqNum, Reason)>,
    right: SeqNum,
    lang: Lang,
) -> Vec<(String, String)> {
    let wrong = wrong.into_iter().filter(|(number, _)| *number != right);
    wrong.map(|(number, why)| (format!("{name}={number}"), words::reason(&why, lang))).collect()
}

/// The rule by which a segment was sent.
fn sent_why(m: &Moment<'_>, flight: &Flight) -> Option<tcp_model::clause::Why> {
    m.events().iter().find_map(|event| match event.kind {
        EventKind::Send { id, why, .. } if id == flight.id => why,
        _ => None,
    })
}
