//! The fields of a segment: their names, and what each is for in plain words.

use super::look::Look;
use nodes::node::{Tag, tag};
use tcp_model::segment::SegmentFlags;
use tcp_scenarios::prose::Lang;
use tcp_wire::anatomy::Field;

/// What there is to say of a field.
struct About {
    field: Field,
    /// Its name in the page.
    id: &'static str,
    /// Its name, in Chinese and in English.
    name: [&'static str; 2],
    /// What it is for, in Chinese and in English.
    says: [&'static str; 2],
    /// Which RFC says so.
    clause: &'static str,
}

const fn about(
    field: Field,
    id: &'static str,
    name: [&'static str; 2],
    says: [&'static str; 2],
    clause: &'static str,
) -> About {
    About { field, id, name, says, clause }
}

const fn bit(flag: SegmentFlags) -> Field {
    Field::Control(flag)
}

/// Every field that a segment of ours can have.
#[rustfmt::skip]
static FIELDS: [About; 24] = [
    about(Field::SourcePort, "sp", ["源端口", "Source port"],
        ["发送方的端口。它和 IP 首部里的两个地址、目的端口合起来，才确定一条连接。",
         "The sender’s port. With the two addresses of the IP header and the other port it names the connection."],
        "RFC 9293 §3.1"),
    about(Field::DestinationPort, "dp", ["目的端口", "Destination port"],
        ["接收方的端口，也就是由哪个套接字来收。", "The receiver’s port: which socket takes the segment."],
        "RFC 9293 §3.1"),
    about(Field::SequenceNumber, "seq", ["序列号", "Sequence number"],
        ["第一个数据字节的编号；有 SYN 时是初始序列号 ISN，数据从 ISN+1 开始。",
         "The number of the first octet of data. With SYN it is the initial number (ISN), and data begins at ISN+1."],
        "RFC 9293 §3.1, §3.4"),
    about(Field::AcknowledgmentNumber, "ackno", ["确认号", "Acknowledgment number"],
        ["ACK 置位时才有意义：发送方期待的下一个编号，在它之前的都收到了。",
         "Only with ACK: the next number that the sender expects; all before it has been received."],
        "RFC 9293 §3.1, §3.4"),
    about(Field::DataOffset, "off", ["数据偏移", "Data offset"],
        ["首部有多少个 32 位字，数据从那里开始；5 表示没有选项。",
         "How many 32-bit words the header has; data begins there. 5 means that there are no options."],
        "RFC 9293 §3.1"),
    about(Field::Reserved, "rsv", ["保留", "Reserved"],
        ["留给以后用：发送时填零，接收时不看。", "For later use: sent as zero, ignored on arrival."],
        "RFC 9293 §3.1"),
    about(bit(SegmentFlags::CWR), "cwr", ["CWR", "CWR"],
        ["拥塞窗口已减小，用来回答 ECE。", "Congestion window reduced: the answer to ECE."],
        "RFC 3168 §6.1"),
    about(bit(SegmentFlags::ECE), "ece", ["ECE", "ECE"],
        ["ECN 回显：网络说它拥塞了。", "ECN-Echo: the network said that it is congested."],
        "RFC 3168 §6.1"),
    about(bit(SegmentFlags::URG), "urg", ["URG", "URG"],
        ["紧急指针有效。", "The urgent pointer counts."],
        "RFC 9293 §3.1, §3.8.5"),
    about(bit(SegmentFlags::ACK), "ack", ["ACK", "ACK"],
        ["确认号有效。连接建立之后每个报文段都带它。",
         "The acknowledgment number counts. Once a connection is established every segment has it."],
        "RFC 9293 §3.1"),
    about(bit(SegmentFlags::PSH), "psh", ["PSH", "PSH"],
        ["请立即把数据交给应用，不必再等。", "Hand the data to the application now, do not wait for more."],
        "RFC 9293 §3.1, §3.9.1.2"),
    about(bit(SegmentFlags::RST), "rst", ["RST", "RST"],
        ["重置连接：对方要么没有这条连接，要么放弃了它。",
         "Reset: its sender has no such connection, or has given it up."],
        "RFC 9293 §3.5.2"),
    about(bit(SegmentFlags::SYN), "syn", ["SYN", "SYN"],
        ["同步序列号：宣布自己的 ISN。它占一个编号，所以会被确认，也会被重传。",
         "Synchronize: it announces its sender’s ISN. It takes one number, so it is acknowledged and retransmitted."],
        "RFC 9293 §3.4"),
    about(bit(SegmentFlags::FIN), "fin", ["FIN", "FIN"],
        ["发送方不再发数据了。它也占一个编号。", "Its sender has no more data. It takes one number, too."],
        "RFC 9293 §3.6"),
    about(Field::Window, "win", ["窗口", "Window"],
        ["从确认号起，发送方还愿意收多少字节；协商过窗口扩大的，要先左移，SYN 里的除外。",
         "How many octets from the acknowledgment number on its sender will take; shifted where window scale was agreed, but never in a SYN."],
        "RFC 9293 §3.1, RFC 7323 §2.2"),
    about(Field::Checksum, "sum", ["校验和", "Checksum"],
        ["伪首部、首部和数据按 16 位相加的反码和，再取反。",
         "The ones’ complement of the ones’ complement sum of pseudo-header, header and data, in 16-bit words."],
        "RFC 9293 §3.1"),
    about(Field::UrgentPointer, "up", ["紧急指针", "Urgent pointer"],
        ["URG 置位时才有意义：从序列号算起，紧急数据到哪里为止。",
         "Only with URG: where urgent data ends, counted from the sequence number."],
        "RFC 9293 §3.1, §3.8.5"),
    about(Field::Option(1), "nop", ["填充（NOP）", "Padding (NOP)"],
        ["什么也不做的选项，占一个字节，让后面的对齐到 32 位。",
         "An option that does nothing: an octet that brings the next one to a 32-bit boundary."],
        "RFC 9293 §3.1"),
    about(Field::Option(2), "mss", ["最大报文段长度（MSS）", "Maximum segment size (MSS)"],
        ["发送方愿意在一个报文段里收的最多数据字节数，只出现在 SYN 里。",
         "The most octets of data that its sender will take in one segment; only in a SYN."],
        "RFC 9293 §3.7.1"),
    about(Field::Option(3), "ws", ["窗口扩大", "Window scale"],
        ["以后窗口字段要左移多少位，只出现在 SYN 里；双方都带才生效。",
         "By how many bits later windows are shifted to the left; only in a SYN, and only if both send it."],
        "RFC 7323 §2"),
    about(Field::Option(4), "sack", ["允许 SACK", "SACK permitted"],
        ["发送方懂得选择确认，只出现在 SYN 里。", "Its sender understands selective acknowledgments; only in a SYN."],
        "RFC 2018 §2"),
    about(Field::Option(8), "ts", ["时间戳", "Timestamps"],
        ["TSval 是发送方的时钟，TSecr 是对方时钟的回显：用来量往返时间，也用来认出旧报文段（PAWS）。",
         "TSval is its sender’s clock, TSecr the echo of the other’s: they measure the round trip and tell old segments (PAWS)."],
        "RFC 7323 §3"),
    about(Field::Option(34), "tfo", ["快速打开（TFO）", "Fast open (TFO)"],
        ["请求 cookie，或者出示 cookie，让数据随 SYN 一起送到。",
         "Asks for a cookie, or shows one, so that data can come with the SYN."],
        "RFC 7413 §4.1.1"),
    about(Field::Data, "data", ["数据", "Data"],
        ["应用的字节，每个字节占一个编号。", "The application’s octets; each takes one number."],
        "RFC 9293 §3.1, §3.4"),
];

/// What there is to say of it; our segments have no other options.
fn find(field: Field) -> Option<&'static About> {
    FIELDS.iter().find(|about| about.field == field)
}

/// The name of a field in the page.
pub(super) fn id(field: Field) -> &'static str {
    find(field).map_or("other", |about| about.id)
}

/// The same name if some field has it.
pub(super) fn known(id: &str) -> Option<&'static str> {
    FIELDS.iter().find(|about| about.id == id).map(|about| about.id)
}

/// Its name for a reader.
pub(super) fn name(field: Field, lang: Lang) -> &'static str {
    find(field).map_or("?", |about| about.name[lang as usize])
}

/// Its name where there is little room.
pub(super) fn short(field: Field, lang: Lang) -> &'static str {
    match (field, lang) {
        (Field::DataOffset, Lang::ZhCn) => "偏移",
        (Field::DataOffset, Lang::En) => "Offs",
        (Field::Reserved, Lang::En) => "Rsrvd",
        _ => name(field, lang),
    }
}

/// The list of fields, by which each can be chosen with the keyboard, and what the chosen one is.
pub(super) fn chooser(look: &Look<'_>) -> Tag {
    let mut there: Vec<Field> = Vec::new();
    for part in &look.parts {
        if !there.contains(&part.field) {
            there.push(part.field);
        }
    }
    let option = |value: &'static str, words: &'static str| {
        let option = tag("option", "").with("value", value).text(words);
        option.has("selected", look.field.unwrap_or_default() == value)
    };
    let fields = there.into_iter().map(|field| option(id(field), name(field, look.lang)));
    let chosen = look.field.unwrap_or_default();
    let list = tag("select", "")
        .with("data-set", "inspect field")
        .with("value", chosen)
        .child(option("", look.either("选一个字段", "choose one")))
        .list(fields);
    let label = tag("label", "").text(look.either("字段 ", "Field ")).child(list);
    tag("div", "field").child(label).child(explanation(look))
}

fn explanation(look: &Look<'_>) -> Tag {
    let chosen = look.field.and_then(|id| FIELDS.iter().find(|about| about.id == id));
    let Some(about) = chosen else {
        let hint = look.either(
            "点一个字段或一个字节，看它是什么、在哪里。",
            "Press a field or an octet to see what it is and where it stands.",
        );
        return tag("p", "none").text(hint);
    };
    tag("p", "")
        .text(about.says[look.lang as usize])
        .text(" ")
        .child(tag("span", "ref").text(about.clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_one_name_and_words_in_both_languages() {
        for about in &FIELDS {
            assert_eq!(id(about.field), about.id);
            assert_eq!(known(about.id), Some(about.id));
            assert_eq!(FIELDS.iter().filter(|other| other.id == about.id).count(), 1);
            assert!(about.says[0] != about.says[1] && about.clause.starts_with("RFC "));
        }
        assert_eq!(known("nothing"), None);
    }
}
