//! The tables of SEGMENT ARRIVES are complete: each state has a row for every class of segments
//! that RFC 9293 §3.10.7 treats in a way of its own.

use crate::world::{World, segment};
use std::collections::BTreeSet;
use tcp_model::endpoint::Status;
use tcp_model::segment::{Segment, SegmentFlags};

/// A class of segments: what it is called, and whether a segment belongs to it at an endpoint.
type Class = (&'static str, fn(&Segment, &Status) -> bool);

fn has(segment: &Segment, bits: &str) -> bool {
    segment.has(SegmentFlags::from_names(bits).expect("control bits"))
}

/// Neither SYN nor RST, and acknowledges something.
fn usual(segment: &Segment) -> bool {
    !has(segment, "SYN") && !has(segment, "RST") && has(segment, "ACK")
}

fn text(segment: &Segment) -> bool {
    usual(segment) && !segment.data.is_empty()
}

/// Where a segment begins and ends, as distances from RCV.NXT; negative on the left.
fn span(segment: &Segment, at: &Status) -> (i64, i64) {
    let from = i64::from(segment.seq.0.wrapping_sub(at.rcv.nxt.0) as i32);
    (from, from + i64::from(segment.seg_len()))
}

fn in_window(segment: &Segment, at: &Status) -> bool {
    (0..i64::from(at.rcv.wnd)).contains(&span(segment, at).0)
}

fn right_of(segment: &Segment, at: &Status) -> bool {
    span(segment, at).0 >= i64::from(at.rcv.wnd)
}

/// SEG.ACK as a distance from SND.UNA.
fn ack(segment: &Segment, at: &Status) -> Option<i64> {
    segment.acknowledgment().map(|ack| i64::from(ack.0.wrapping_sub(at.snd.una.0) as i32))
}

fn flight(at: &Status) -> i64 {
    i64::from(at.snd.nxt.since(at.snd.una))
}

/// What the eight checks of §3.10.7.4 tell apart.
const CLASSES: [Class; 35] = [
    ("SYN in the window", |s, at| {
        has(s, "SYN") && !has(s, "ACK") && !has(s, "RST") && in_window(s, at)
    }),
    ("SYN left of the window", |s, at| has(s, "SYN") && !has(s, "RST") && span(s, at).0 < 0),
    ("SYN,ACK in the window", |s, at| has(s, "SYN,ACK") && !has(s, "RST") && in_window(s, at)),
    ("SYN,FIN", |s, at| has(s, "SYN,FIN") && !has(s, "RST") && in_window(s, at)),
    ("SYN with text", |s, at| has(s, "SYN") && !s.data.is_empty() && in_window(s, at)),
    ("SYN,RST at RCV.NXT", |s, at| has(s, "SYN,RST") && span(s, at).0 == 0),
    ("RST at RCV.NXT", |s, at| has(s, "RST") && span(s, at).0 == 0),
    ("RST elsewhere in the window", |s, at| has(s, "RST") && in_window(s, at) && span(s, at).0 > 0),
    ("RST left of the window", |s, at| has(s, "RST") && span(s, at).0 < 0),
    ("RST whose text reaches into the window", |s, at| {
        has(s, "RST") && span(s, at).0 < 0 && span(s, at).1 > 0
    }),
    ("SYN whose text reaches into the window", |s, at| {
        has(s, "SYN") && span(s, at).0 < 0 && span(s, at).1 > 0
    }),
    ("RST right of the window", |s, at| has(s, "RST") && right_of(s, at)),
    ("RST with text", |s, _| has(s, "RST") && !s.data.is_empty()),
    ("RST,ACK", |s, _| has(s, "RST,ACK")),
    ("FIN,RST", |s, at| has(s, "FIN,RST") && in_window(s, at)),
    ("no control bit, in the window", |s, at| s.flags == SegmentFlags::NONE && in_window(s, at)),
    ("no control bit, outside of the window", |s, at| {
        s.flags == SegmentFlags::NONE && !in_window(s, at)
    }),
    ("FIN without ACK", |s, at| s.flags == SegmentFlags::FIN && in_window(s, at)),
    ("text without ACK", |s, at| {
        !has(s, "SYN") && !has(s, "RST") && !has(s, "ACK") && !s.data.is_empty() && in_window(s, at)
    }),
    ("bare, left of the window", |s, at| usual(s) && s.seg_len() == 0 && span(s, at).0 < 0),
    ("bare, right of the window", |s, at| usual(s) && s.seg_len() == 0 && right_of(s, at)),
    ("bare, at the right edge", |s, at| {
        usual(s) && s.seg_len() == 0 && span(s, at).0 == i64::from(at.rcv.wnd) - 1
    }),
    ("acknowledges nothing new", |s, at| {
        usual(s) && in_window(s, at) && ack(s, at).is_some_and(|ack| ack <= 0)
    }),
    ("acknowledges what was not sent", |s, at| {
        usual(s) && in_window(s, at) && ack(s, at).is_some_and(|ack| ack > flight(at))
    }),
    ("acknowledges what was not sent, with FIN", |s, at| {
        usual(s) && has(s, "FIN") && ack(s, at).is_some_and(|ack| ack > flight(at))
    }),
    ("acknowledges what is older than a window", |s, at| {
        usual(s) && ack(s, at).is_some_and(|ack| ack < -i64::from(at.snd.max_wnd))
    }),
    ("FIN in order", |s, at| usual(s) && has(s, "FIN") && span(s, at).0 == 0),
    ("FIN left of the window", |s, at| usual(s) && has(s, "FIN") && span(s, at).1 <= 0),
    ("text in order", |s, at| text(s) && span(s, at).0 == 0),
    ("text left of the window", |s, at| text(s) && span(s, at).1 <= 0),
    ("text right of the window", |s, at| text(s) && right_of(s, at)),
    ("text across the whole window", |s, at| {
        text(s) && span(s, at).0 < 0 && span(s, at).1 > i64::from(at.rcv.wnd)
    }),
    ("URG in the window", |s, at| usual(s) && has(s, "URG") && in_window(s, at)),
    ("URG left of the window", |s, at| usual(s) && has(s, "URG") && span(s, at).0 < 0),
    ("another window", |s, at| usual(s) && u32::from(s.wnd) != at.snd.wnd),
];

/// What they tell apart only where text is taken.
const OF_TEXT: [Class; 5] = [
    ("text from left of RCV.NXT into the window", |s, at| {
        text(s) && span(s, at).0 < 0 && (1..=i64::from(at.rcv.wnd)).contains(&span(s, at).1)
    }),
    ("text past the right edge", |s, at| {
        text(s) && in_window(s, at) && span(s, at).1 > i64::from(at.rcv.wnd)
    }),
    ("text behind a gap", |s, at| text(s) && in_window(s, at) && span(s, at).0 > 0),
    ("FIN behind a gap", |s, at| {
        usual(s) && has(s, "FIN") && in_window(s, at) && span(s, at).0 > 0
    }),
    ("FIN past the right edge", |s, at| {
        usual(s) && has(s, "FIN") && in_window(s, at) && span(s, at).1 > i64::from(at.rcv.wnd)
    }),
];

/// What acknowledges something new, where something is outstanding.
const NEWS: Class = ("acknowledges something new", |s, at| {
    usual(s) && ack(s, at).is_some_and(|ack| (1..=flight(at)).contains(&ack))
});

/// The classes that no row of a table belongs to, of all rows whose history begins with `state`.
fn missing<'a>(table: &str, state: &str, classes: impl Iterator<Item = &'a Class>) -> Vec<String> {
    let rows = table.lines().filter(|line| line.starts_with(state));
    let cases: Vec<(Segment, Status)> = rows
        .map(|row| {
            let mut columns = row.split('|');
            let (history, arriving) = (columns.next().unwrap(), columns.next().unwrap());
            (segment(arriving), World::new(history).end.status())
        })
        .collect();
    let found = |(_, belongs): &&Class| !cases.iter().any(|(s, at)| belongs(s, at));
    classes.filter(found).map(|(name, _)| format!("{state}: {name}")).collect()
}

#[test]
fn every_state_has_a_row_for_every_class() {
    let tables = [
        ("SYN-RECEIVED passive", include_str!("tables/syn-received.txt"), true, true),
        ("SYN-RECEIVED active", include_str!("tables/syn-received.txt"), true, true),
        ("ESTABLISHED", include_str!("tables/established.txt"), true, true),
        ("FIN-WAIT-1", include_str!("tables/fin-wait-1.txt"), true, true),
        ("FIN-WAIT-2", include_str!("tables/fin-wait-2.txt"), true, false),
        ("CLOSE-WAIT", include_str!("tables/close-wait.txt"), false, true),
        ("CLOSING", include_str!("tables/closing.txt"), false, true),
        ("LAST-ACK", include_str!("tables/last-ack.txt"), false, true),
        ("TIME-WAIT", include_str!("tables/time-wait.txt"), false, false),
    ];
    let mut gaps = vec![];
    for (state, table, takes_text, has_sent) in tables {
        let more = OF_TEXT.iter().filter(|_| takes_text);
        let news = [NEWS];
        let classes = CLASSES.iter().chain(more).chain(news.iter().filter(|_| has_sent));
        gaps.extend(missing(table, state, classes));
    }
    assert_eq!(gaps, Vec::<String>::new());
}

/// Acknowledgments as SYN-SENT tells them apart (§3.10.7.3, first), each with every control bit.
#[test]
fn syn_sent_has_a_row_for_every_acknowledgment_with_every_control() {
    let rows = include_str!("tables/syn-sent.txt").lines().filter(|l| l.starts_with("SYN-SENT |"));
    let found: BTreeSet<(&str, &str)> = rows
        .map(|row| {
            let arriving = segment(row.split('|').nth(1).expect("a segment"));
            let ack = match arriving.acknowledgment() {
                None => "none",
                Some(ack) if ack.0 == 1001 => "acceptable",
                Some(_) => "unacceptable",
            };
            let bits = ["RST", "SYN", "FIN"];
            let control = bits.into_iter().find(|bit| has(&arriving, bit)).unwrap_or("nothing");
            (ack, control)
        })
        .collect();
    for ack in ["none", "acceptable", "unacceptable"] {
        for control in ["RST", "SYN", "FIN", "nothing"] {
            assert!(found.contains(&(ack, control)), "{ack} with {control}");
        }
    }
}
