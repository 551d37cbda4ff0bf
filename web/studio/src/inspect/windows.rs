//! The segment against the windows of both ends: the receive window of the end that it comes to
//! (RFC 9293 Figure 4), and the send window of its sender (Figure 3).

use super::line::{Line, Mark, Stretch};
use super::look::Look;
use nodes::node::{Tag, tag};
use tcp_model::endpoint::{SendSequence, Status};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::trace::Landing;
use tcp_scenarios::prose::Lang;
use tcp_studio::clause::cited;
use tcp_view::inspector::{
    Acceptability, Case, Meeting, Progress, Rule, meeting, progress, sending,
};
use tcp_view::ladder::Role;

/// The window of the end that it comes to.
pub(super) fn receiver(look: &Look<'_>) -> Tag {
    let met = meeting(look.run, look.flight.id, look.step);
    let title = tag("h3", "").text(receiver_title(look, &met));
    tag("div", "window").child(title).child(rule(look, &met))
}

/// How it is judged there.
pub(super) fn ruling(look: &Look<'_>) -> Vec<Tag> {
    let met = meeting(look.run, look.flight.id, look.step);
    let judged = match &met.rule {
        Rule::Window(state, table) => {
            let says = judgment(look, *state, table);
            Some(tag("details", "cases").child(says).child(cases(look, table)))
        }
        Rule::Unknown | Rule::NoWindow(_) => None,
    };
    judged.into_iter().chain([outcome(look, &met)]).collect()
}

/// The window of its sender, as far as it is known.
pub(super) fn sender(look: &Look<'_>) -> Option<Tag> {
    sending(look.run, look.flight.id).map(|status| send_window(look, &status))
}

fn receiver_title(look: &Look<'_>, met: &Meeting) -> String {
    let (who, ended) = (look.party(met.receiver), progress(look.run, look.flight.id, look.step));
    match (look.lang, ended) {
        (Lang::ZhCn, Progress::Ended(_)) => format!("{who}的接收窗口（它到达前一刻）"),
        (Lang::ZhCn, _) => format!("{who}的接收窗口（现在）"),
        (Lang::En, Progress::Ended(_)) => format!("{who}: receive window just before its end"),
        (Lang::En, _) => format!("{who}: receive window now"),
    }
}

/// What decides, drawn where it is a window.
fn rule(look: &Look<'_>, met: &Meeting) -> Tag {
    let words = |words: &str| tag("p", "").text(words);
    match &met.rule {
        Rule::Unknown => words(look.either(
            "泳道只记录主连接两端的变量，这一端的不在其中。",
            "The lanes keep the variables of both ends of their own connection only, and this is not one of them.",
        )),
        Rule::NoWindow(state) => words(&without_window(look, *state)),
        Rule::Window(_, table) => receive_line(look, table),
    }
}

/// Which rule decides where there is no window.
fn without_window(look: &Look<'_>, state: State) -> String {
    let (section, zh, en) = match state {
        State::Listen => (
            "3.10.7.2",
            "只看控制位，依次是 RST、ACK、SYN。",
            "The control bits decide: RST first, then ACK, then SYN.",
        ),
        State::SynSent => (
            "3.10.7.3",
            "先看 ACK 确认的是不是自己的 SYN，再看 RST 和 SYN。",
            "First whether ACK acknowledges its SYN, then RST, then SYN.",
        ),
        _ => (
            "3.10.7.1",
            "没有连接：除了 RST，来什么都回一个 RST。",
            "There is no connection: whatever arrives is answered with a RST, but for a RST.",
        ),
    };
    let none = look.either(" 没有接收窗口。", " has no receive window. ");
    format!("{state}{none}{} (RFC 9293 {section})", look.either(zh, en))
}

/// How far a number lies behind another; before it if negative.
fn behind(seq: SeqNum, of: SeqNum) -> i64 {
    i64::from(seq.since(of) as i32)
}

/// RFC 9293 Figure 4.
fn receive_line(look: &Look<'_>, table: &Acceptability) -> Tag {
    let (rcv, segment) = (table.rcv, &look.flight.segment);
    let edge = i64::from(rcv.wnd);
    let mark = |at, name: &str, seq| Mark { at, name: name.to_owned(), number: look.seq(seq) };
    let first = mark(behind(segment.seq, rcv.nxt), "SEG.SEQ", segment.seq);
    let len = segment.seg_len();
    let end = first.at + i64::from(len);
    let last = (len > 0).then(|| mark(end, "SEG.SEQ+SEG.LEN−1", segment.end() - 1));
    let words = format!(
        "RCV.NXT {}, RCV.WND {}; SEG.SEQ {}, SEG.LEN {len}",
        look.seq(rcv.nxt),
        rcv.wnd,
        first.number
    );
    let stretch = |from, to, class| Stretch { from, to, class };
    let line = Line {
        words,
        stretches: vec![
            stretch(None, Some(0), "past"),
            stretch(Some(0), Some(edge), "win"),
            stretch(Some(edge), None, "beyond"),
        ],
        marks: vec![mark(0, "RCV.NXT", rcv.nxt), mark(edge, "RCV.NXT+RCV.WND", rcv.nxt + rcv.wnd)],
        ends: std::iter::once(first).chain(last).collect(),
        role: Role::of(segment).class(),
    };
    tag("figure", "").child(line.draw()).child(legend(&[
        ("past", look.either("已收到", "received")),
        ("win", look.either("愿意接收", "will be taken")),
        ("beyond", look.either("还不收", "not yet")),
    ]))
}

fn legend(entries: &[(&str, &str)]) -> Tag {
    let entry = |(class, words): &(&str, &str)| {
        let sign = tag("span", &["swatch ", class].concat()).says("aria-hidden", true);
        tag("span", "").child(sign).text(*words)
    };
    tag("figcaption", "").list(entries.iter().map(entry))
}

/// Whether the table has it acceptable, with the numbers that decide.
fn judgment(look: &Look<'_>, state: State, table: &Acceptability) -> Tag {
    let (rcv, segment) = (table.rcv, &look.flight.segment);
    let [nxt, edge] = [rcv.nxt, rcv.nxt + rcv.wnd].map(|seq| look.seq(seq));
    let [first, last] = [segment.seq, segment.end() - 1].map(|seq| look.seq(seq));
    let within = |seq: &str, is: bool| match is {
        true => format!("{nxt} =< {seq} < {edge}"),
        false => match look.lang {
            Lang::ZhCn => format!("{seq} 不在 {nxt} 到 {edge} 之间"),
            Lang::En => format!("{seq} is not from {nxt} up to {edge}"),
        },
    };
    let because = match table.case {
        Case::NothingIntoNothing => {
            format!("{first} {} {nxt}", if table.acceptable { "=" } else { "≠" })
        }
        Case::NothingIntoWindow => within(&first, table.first),
        Case::SomethingIntoNothing => look.either("窗口是零", "the window is zero").to_owned(),
        Case::SomethingIntoWindow if table.first || !table.last => within(&first, table.first),
        Case::SomethingIntoWindow if table.acceptable => within(&last, true),
        Case::SomethingIntoWindow => look
            .either(
                "SYN 和 RST 只看第一个编号，它在窗口之外",
                "of a SYN or a RST the first number counts, and it is outside",
            )
            .to_owned(),
    };
    let says = match (look.lang, table.acceptable) {
        (Lang::ZhCn, true) => "可接受",
        (Lang::ZhCn, false) => "不可接受",
        (Lang::En, true) => "acceptable",
        (Lang::En, false) => "not acceptable",
    };
    let sign = if table.acceptable { "✓ " } else { "✗ " };
    let len = segment.seg_len();
    tag("summary", "")
        .child(tag("b", "").text([sign, says].concat()))
        .text(format!("{}{because}", look.either("：", ": ")))
        .child(tag("span", "ref").text(format!(" {state} · SEG.LEN {len}, RCV.WND {}", rcv.wnd)))
}

/// RFC 9293 §3.10.7.4, Table 6, with the case that it is.
fn cases(look: &Look<'_>, table: &Acceptability) -> Tag {
    let row = |case: Case| {
        let (len, wnd, test) = match case {
            Case::NothingIntoNothing => ("0", "0", "SEG.SEQ = RCV.NXT"),
            Case::NothingIntoWindow => ("0", ">0", "RCV.NXT =< SEG.SEQ < RCV.NXT+RCV.WND"),
            Case::SomethingIntoNothing => (">0", "0", look.either("不可接受", "not acceptable")),
            Case::SomethingIntoWindow => (
                ">0",
                ">0",
                look.either(
                    "RCV.NXT =< SEG.SEQ < RCV.NXT+RCV.WND，或者 RCV.NXT =< SEG.SEQ+SEG.LEN-1 < RCV.NXT+RCV.WND",
                    "RCV.NXT =< SEG.SEQ < RCV.NXT+RCV.WND or RCV.NXT =< SEG.SEQ+SEG.LEN-1 < RCV.NXT+RCV.WND",
                ),
            ),
        };
        let row = tag("tr", "").list([len, wnd, test].map(|words| tag("td", "").text(words)));
        if case == table.case { row.says("aria-current", true) } else { row }
    };
    let heads = ["SEG.LEN", "RCV.WND", look.either("何时可接受", "acceptable if")];
    let head =
        tag("tr", "").list(heads.map(|words| tag("th", "").with("scope", "col").text(words)));
    tag("table", "mono")
        .child(tag("caption", "").text("RFC 9293 §3.10.7.4, Table 6"))
        .child(tag("thead", "").child(head))
        .child(tag("tbody", "").list(Case::ALL.map(row)))
}

/// What became of it.
fn outcome(look: &Look<'_>, met: &Meeting) -> Tag {
    let outcome = tag("p", "ruled");
    let Some((ruling, beat)) = met.ruled else {
        return outcome.text(unruled(look));
    };
    let word = match ruling.verdict.word() {
        "accepted" => look.either("接受", "accepted"),
        "answered" => look.either("不接受，有回答", "not accepted, answered"),
        _ => look.either("丢弃", "dropped"),
    };
    let headline = look.captions.get(beat).map_or("", |caption| &*caption.headline);
    let mut clause = [" ", &*cited(&ruling.why.clause.to_string())].concat();
    if let Some(deviation) = ruling.why.deviation {
        clause.push_str(&cited(&format!(" ({deviation})")));
    }
    let outcome = outcome
        .child(tag("b", "").text(word))
        .text(format!("{}{headline}", look.either("：", ": ")))
        .child(tag("span", "ref").text(clause));
    match &met.rule {
        Rule::Window(_, table) if !table.acceptable && ruling.verdict.word() == "accepted" => {
            outcome.text(exception(look, table))
        }
        _ => outcome,
    }
}

/// Why a segment was taken that the table has not acceptable.
fn exception(look: &Look<'_>, table: &Acceptability) -> &'static str {
    match table.rcv.wnd {
        0 => look.either(
            " 表里说不可接受，但窗口为零时仍要处理有效的 ACK、URG 和 RST（3.10.7.4，first）。",
            " The table says no, but valid ACKs, URGs and RSTs are still to be processed when the window is zero (3.10.7.4, first).",
        ),
        _ => look.either(" 表里说不可接受，这一条规则另有规定。", " The table says no; this rule makes an exception."),
    }
}

fn unruled(look: &Look<'_>) -> &'static str {
    match (progress(look.run, look.flight.id, look.step), look.flight.landing) {
        (Progress::Ended(_), Landing::Lost) => look.either(
            "它在途中丢了，没有谁来判断。",
            "It was lost on the way, and nobody judged it.",
        ),
        (Progress::Ended(_), _) => look.either(
            "它活过了 MSL，网络不再递送。",
            "It outlived MSL, and the network delivers it no more.",
        ),
        (Progress::OnTheWay | Progress::Unsent, _) => look.either(
            "它还在途中：如果现在到达，就是这样。",
            "It is on its way: this is what it would meet if it arrived now.",
        ),
    }
}

/// RFC 9293 Figure 3: the sender as soon as it had sent the segment.
fn send_window(look: &Look<'_>, status: &Status) -> Tag {
    let who = look.party(look.flight.sender());
    let title = match look.lang {
        Lang::ZhCn => format!("{who}的发送窗口（刚发出它时）"),
        Lang::En => format!("{who}: send window as it was sent"),
    };
    let block = tag("div", "window").child(tag("h3", "").text(title));
    match status.state {
        State::Closed | State::Listen => block.child(tag("p", "").text(format!(
            "{}{}",
            status.state,
            look.either("：没有 TCB，也就没有发送窗口。", " has no TCB, hence no send window.")
        ))),
        _ => block.child(send_line(look, status.snd)),
    }
}

fn send_line(look: &Look<'_>, snd: SendSequence) -> Tag {
    let segment = &look.flight.segment;
    let mark = |at, name: &str, seq| Mark { at, name: name.to_owned(), number: look.seq(seq) };
    let (flying, wnd) = (behind(snd.nxt, snd.una), i64::from(snd.wnd));
    let first = behind(segment.seq, snd.una);
    let ends = [first, first + i64::from(segment.seg_len())];
    let mut marks = vec![
        mark(0, "SND.UNA", snd.una),
        mark(flying, "SND.NXT", snd.nxt),
        mark(wnd, "SND.UNA+SND.WND", snd.una + snd.wnd),
    ];
    marks.sort_by_key(|mark| mark.at);
    let free = (wnd - flying).max(0);
    let stretch = |from, to, class| Stretch { from, to, class };
    let line = Line {
        words: format!(
            "SND.UNA {}, SND.NXT {}, SND.WND {}; {} {flying}, {} {free}",
            look.seq(snd.una),
            look.seq(snd.nxt),
            snd.wnd,
            look.either("在途", "in flight"),
            look.either("还可以发", "may be sent"),
        ),
        stretches: vec![
            stretch(None, Some(0), "past"),
            stretch(Some(0), Some(flying), "fly"),
            stretch(Some(flying), Some(flying + free), "win"),
            stretch(Some(flying + free), None, "beyond"),
        ],
        marks,
        ends: ends.map(|at| Mark { at, name: String::new(), number: String::new() }).into(),
        role: Role::of(segment).class(),
    };
    let [fly, may] = [flying, free].map(|n| n.to_string());
    tag("figure", "").child(line.draw()).child(legend(&[
        ("past", look.either("已确认", "acknowledged")),
        ("fly", &[look.either("在途 ", "in flight "), &fly].concat()),
        ("win", &[look.either("还可以发 ", "may be sent "), &may].concat()),
        ("beyond", look.either("还不能发", "not yet")),
    ]))
}
