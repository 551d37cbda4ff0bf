//! What the form says, in both languages.

use super::fields::{FieldGroup, FieldId};
use super::{Field, FieldError, FieldKind};
use tcp_scenarios::prose::{Lang, Text};

pub(super) fn title() -> Text {
    Text { zh_cn: "自由实验".to_owned(), en: "Free play".to_owned() }
}

pub(super) fn question() -> Text {
    Text {
        zh_cn: "换一个协议、换一个网络，会发生什么？".to_owned(),
        en: "What happens with another protocol, on another network?".to_owned(),
    }
}

/// What was chosen, in a sentence.
pub(super) fn summary(fields: &[Field], lang: Lang) -> String {
    let (begin, between, end) = match lang {
        Lang::ZhCn => ("这次运行只由这些设置决定：", "；", "。"),
        Lang::En => ("This run follows from these settings alone: ", "; ", "."),
    };
    let chosen: Vec<String> = fields.iter().map(|field| chosen(field, lang)).collect();
    [begin, &chosen.join(between), end].concat()
}

fn chosen(field: &Field, lang: Lang) -> String {
    let value = match &field.kind {
        FieldKind::Choice(options) => options
            .iter()
            .find(|option| option.name == field.value)
            .map_or_else(|| field.value.clone(), |option| option.label.clone()),
        FieldKind::Number { unit: "", .. } => field.value.clone(),
        FieldKind::Number { unit, .. } => format!("{} {unit}", field.value),
        FieldKind::Switch => switch(field.value == "true", lang).to_owned(),
    };
    match lang {
        Lang::ZhCn => format!("{}：{value}", field.label),
        Lang::En => format!("{}: {value}", field.label),
    }
}

const fn switch(on: bool, lang: Lang) -> &'static str {
    match (lang, on) {
        (Lang::ZhCn, true) => "开",
        (Lang::ZhCn, false) => "关",
        (Lang::En, true) => "on",
        (Lang::En, false) => "off",
    }
}

pub(super) fn error(error: &FieldError, lang: Lang) -> String {
    match (lang, error) {
        (Lang::ZhCn, FieldError::NoField(name)) => format!("没有“{name}”这个设置"),
        (Lang::En, FieldError::NoField(name)) => format!("there is no field \"{name}\""),
        (Lang::ZhCn, FieldError::NoOption { field, options }) => {
            format!("{field}：应为 {} 之一", options.join("、"))
        }
        (Lang::En, FieldError::NoOption { field, options }) => {
            format!("at {field}: expected one of {}", options.join(", "))
        }
        (Lang::ZhCn, FieldError::NoNumber { field, min, max }) => {
            format!("{field}：应为 {min} 到 {max} 的整数")
        }
        (Lang::En, FieldError::NoNumber { field, min, max }) => {
            format!("at {field}: expected a whole number from {min} to {max}")
        }
    }
}

pub(super) const fn group(group: FieldGroup, lang: Lang) -> &'static str {
    let [zh_cn, en] = match group {
        FieldGroup::Start => ["开局", "Beginning"],
        FieldGroup::Protocol => ["协议", "Protocol"],
        FieldGroup::Network => ["网络", "Network"],
        FieldGroup::Sizes => ["大小与队列", "Sizes and queues"],
        FieldGroup::Times => ["计时器", "Timers"],
    };
    pick(lang, zh_cn, en)
}

const fn pick(lang: Lang, zh_cn: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::ZhCn => zh_cn,
        Lang::En => en,
    }
}

pub(super) const fn label(id: FieldId, lang: Lang) -> &'static str {
    let [zh_cn, en] = match id {
        FieldId::Begin => ["一开始", "To begin with"],
        FieldId::Handshake => ["握手", "Handshake"],
        FieldId::Isn => ["初始序列号", "Initial sequence number"],
        FieldId::IsnNumber => ["起始的号", "Number to begin with"],
        FieldId::TimeWait => ["TIME-WAIT", "TIME-WAIT"],
        FieldId::Rfc5961 => ["RFC 5961 的检查", "Checks of RFC 5961"],
        FieldId::Delay => ["单程时延", "One-way delay"],
        FieldId::Loss => ["丢包", "Loss"],
        FieldId::Duplication => ["重复", "Duplication"],
        FieldId::Reordering => ["乱序", "Reordering"],
        FieldId::Seed => ["随机种子", "Seed"],
        FieldId::Window => ["接收窗口", "Receive window"],
        FieldId::Mss => ["MSS", "MSS"],
        FieldId::SynBacklog => ["SYN 队列", "SYN queue"],
        FieldId::AcceptQueue => ["accept 队列", "Accept queue"],
        FieldId::DelayedAck => ["延迟确认", "Delayed ACK"],
        FieldId::Rto => ["首次重传超时（RTO）", "First retransmission timeout"],
        FieldId::Msl => ["报文最大生存时间（MSL）", "Maximum segment lifetime"],
    };
    pick(lang, zh_cn, en)
}

pub(super) const fn help(id: FieldId, lang: Lang) -> &'static str {
    let [zh_cn, en] = match id {
        FieldId::Begin => [
            "两端的应用先调用什么；之后由你来调用。",
            "What the applications call first; the rest is yours to call.",
        ],
        FieldId::Handshake => [
            "规范是三次握手；其余几种都是错的，用来看清错在哪里。",
            "The RFC has three-way; the others are wrong, to see where they fail.",
        ],
        FieldId::Isn => [
            "每个新连接从哪个号开始。真实的实现用 RFC 6528；每次都一样是错的。",
            "Where a new connection's numbers begin. Real ones follow RFC 6528; a fixed one is wrong.",
        ],
        FieldId::IsnNumber => [
            "固定的那个号，或时钟在开始时的读数；RFC 6528 不看它。",
            "The fixed number, or what the clock reads at first; RFC 6528 has no use for it.",
        ],
        FieldId::TimeWait => [
            "先关闭的一方最后等多久。规范是 2MSL。",
            "How long the end that closes first waits at last. The RFC has 2MSL.",
        ],
        FieldId::Rfc5961 => [
            "对窗口内的 RST 和 SYN 先回挑战 ACK；关掉就是 RFC 793。",
            "A RST or SYN in the window draws a challenge ACK; off is RFC 793.",
        ],
        FieldId::Delay => ["一个报文在路上走多久。", "How long a segment is on its way."],
        FieldId::Loss => ["每一千个报文里丢几个。", "How many of a thousand segments are lost."],
        FieldId::Duplication => {
            ["每一千个报文里有几个到两次。", "How many of a thousand segments arrive twice."]
        }
        FieldId::Reordering => [
            "每一千个报文里有几个走得慢一倍，被后面的超过。",
            "How many of a thousand segments take twice as long, so that later ones overtake them.",
        ],
        FieldId::Seed => {
            ["同样的种子，网络做同样的事。", "With the same seed the network does the same."]
        }
        FieldId::Window => [
            "接收缓冲区的大小，也就是通告的最大窗口。",
            "The receive buffer, and so the largest window that is announced.",
        ],
        FieldId::Mss => [
            "SYN 里通告的最大报文段长度；0 是不通告，即 536。",
            "The longest text that a SYN announces; 0 announces none, which means 536.",
        ],
        FieldId::SynBacklog => [
            "监听套接字最多留几个半开连接；0 是没有队列的被动打开，如 RFC 9293。",
            "Half-open connections that a listening socket keeps; 0 is RFC 9293's passive OPEN, without a queue.",
        ],
        FieldId::AcceptQueue => [
            "等应用 accept 的连接最多几个；0 是没有这个队列。",
            "Connections that may wait for accept; 0 is no such queue.",
        ],
        FieldId::DelayedAck => [
            "对数据的确认最多等多久，好搭别的报文一起走；0 是马上确认。",
            "How long the ACK of data may wait for something to ride on; 0 acknowledges at once.",
        ],
        FieldId::Rto => [
            "第一次等确认等多久；规范是 1 秒。",
            "How long an acknowledgment is waited for at first; the RFC has 1 second.",
        ],
        FieldId::Msl => [
            "报文在网络里最多活多久；规范是 2 分钟。",
            "How long a segment lives in the network at most; the RFC has 2 minutes.",
        ],
    };
    pick(lang, zh_cn, en)
}

pub(super) const fn unit(id: FieldId, lang: Lang) -> &'static str {
    match id {
        FieldId::Delay | FieldId::DelayedAck | FieldId::Rto | FieldId::Msl => "ms",
        FieldId::Loss | FieldId::Duplication | FieldId::Reordering => "‰",
        FieldId::Window | FieldId::Mss => pick(lang, "字节", "octets"),
        FieldId::SynBacklog | FieldId::AcceptQueue => pick(lang, "个", "entries"),
        FieldId::Begin
        | FieldId::Handshake
        | FieldId::Isn
        | FieldId::IsnNumber
        | FieldId::TimeWait
        | FieldId::Rfc5961
        | FieldId::Seed => "",
    }
}

/// What a choice is called; names of choices are not used twice.
pub(super) fn option(id: FieldId, name: &str, lang: Lang) -> &'static str {
    let [zh_cn, en] = match (id, name) {
        (FieldId::Begin, "closed") => ["谁也不调用", "Nobody calls anything"],
        (FieldId::Begin, "listening") => ["服务器监听", "The server listens"],
        (FieldId::Begin, "connecting") => ["服务器监听，客户端连接", "The client connects as well"],
        (FieldId::Handshake, "three-way") => ["三次握手", "Three-way"],
        (FieldId::Handshake, "two-way") => ["两次握手（错误）", "Two-way (wrong)"],
        (FieldId::Handshake, "four-way") => {
            ["四次握手：ACK 和 SYN 分开", "Four-way: ACK and SYN apart"]
        }
        (FieldId::Handshake, _) => ["四次握手：再确认一次 ACK", "Four-way: ACK of the ACK"],
        (FieldId::Isn, "rfc6528") => ["RFC 6528", "RFC 6528"],
        (FieldId::Isn, "clock") => ["时钟", "A clock"],
        (FieldId::Isn, "fixed") => ["固定（错误）", "Fixed (wrong)"],
        (FieldId::TimeWait, "2msl") => ["2MSL", "2MSL"],
        (FieldId::TimeWait, "1msl") => ["1MSL（错误）", "1MSL (wrong)"],
        (FieldId::TimeWait, _) => ["不等（错误）", "None (wrong)"],
        _ => ["按文件", "As in the file"],
    };
    pick(lang, zh_cn, en)
}
