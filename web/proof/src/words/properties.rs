//! What must hold.

use super::either;
use tcp_scenarios::property::Property;
use tcp_scenarios::prose::Lang;

/// What a property is called.
pub fn name(property: Property, lang: Lang) -> &'static str {
    let (zh_cn, en) = match property {
        Property::Agreement => ("没有认错人", "Agreement"),
        Property::NoStaleData => ("没有旧数据", "No stale data"),
        Property::Settles => ("终归一致", "Settles"),
        Property::BothConfirmed => ("双向确认", "Both confirmed"),
        Property::CleanClose => ("干净地关闭", "Clean close"),
        Property::Heals => ("能够自愈", "Heals"),
        Property::BothOrNeither => ("要么都有，要么都没有", "Both or neither"),
    };
    either(lang, zh_cn, en)
}

/// What it says, in a sentence.
pub fn means(property: Property, lang: Lang) -> &'static str {
    let (zh_cn, en) = match property {
        Property::Agreement => (
            "一端进入 ESTABLISHED 时，对面正是与它互认的那一次打开，不是别的连接。",
            "An end that becomes ESTABLISHED is connected to the very OPEN that it shook hands with, and to no other.",
        ),
        Property::NoStaleData => (
            "交给应用的每个字节，都来自这条连接的对方，按序，只交一次。",
            "Every octet handed to an application was sent by its partner in this connection, in order, once.",
        ),
        Property::Settles => (
            "一切安静下来之后，要么两端都有这条连接，要么都没有。",
            "Once all is quiet, either both ends have the connection or neither has.",
        ),
        Property::BothConfirmed => (
            "一端进入 ESTABLISHED 时，对方已经收到了它的 SYN。",
            "When an end becomes ESTABLISHED, its partner has received its SYN.",
        ),
        Property::CleanClose => (
            "双方都关闭以后，没有哪个 RST 弄断连接，也没有谁收到报错。",
            "When both have closed, no RST breaks the connection and nobody hears of an error.",
        ),
        Property::Heals => (
            "崩溃之后，只要有一端再发东西，就不会有谁永远守着没有对端的 ESTABLISHED。",
            "After a crash, once either end sends something, neither stays ESTABLISHED without a partner.",
        ),
        Property::BothOrNeither => (
            "同“终归一致”，但丢包没有限度。多少次握手都做不到：这就是两军问题。",
            "As “Settles”, with losses without limit. No handshake of any length keeps it: these are the two generals.",
        ),
    };
    either(lang, zh_cn, en)
}
