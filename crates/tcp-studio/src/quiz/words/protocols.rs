//! Which protocol is watched, where it is not RFC 9293 with RFC 5961 alone.

use super::subject;
use tcp_model::host::Host;
use tcp_scenarios::prose::Lang;

macro_rules! protocols {
    ($($(#[$doc:meta])* $name:ident { $zh_cn:literal $en:literal })*) => {
        /// Something that a reader must know of an end before a question about it is fair.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        pub(in super::super) enum Protocol {
            $($(#[$doc])* $name,)*
        }

        /// The words in Chinese and in English, to follow the name of the host.
        const fn words(protocol: Protocol) -> [&'static str; 2] {
            match protocol {
                $(Protocol::$name => [$zh_cn, $en],)*
            }
        }
    };
}

protocols! {
    /// The wrong two-way handshake.
    TwoWay { "用的是错误的“两次握手”" "speaks the (wrong) two-way handshake here" }
    /// The four-way handshake that splits SYN,ACK.
    FourWay {
        "用的是“四次握手”：ACK 和 SYN 不合在一起"
        "speaks a four-way handshake here, with ACK and SYN apart"
    }
    /// The four-way handshake that acknowledges the third ACK.
    FourWayAckOfAck {
        "用的是“四次握手”：对第三次的 ACK 再回一个 ACK"
        "speaks a four-way handshake here, in which the third ACK is acknowledged"
    }
    /// No TIME-WAIT.
    TimeWaitZero {
        "用的是错误的变体：TIME-WAIT 几乎不等"
        "is a wrong variant here: its TIME-WAIT hardly lasts"
    }
    /// Half of it.
    TimeWaitOneMsl {
        "用的是错误的变体：TIME-WAIT 只有 1MSL"
        "is a wrong variant here: its TIME-WAIT lasts 1MSL only"
    }
    /// The same initial sequence number each time.
    FixedIsn {
        "用的是错误的变体：初始序列号每次都一样"
        "is a wrong variant here: its initial sequence number is always the same"
    }
    /// The checks before RFC 5961.
    Rfc793 {
        "只做 RFC 793 的检查，没有 RFC 5961 的"
        "makes the checks of RFC 793 here, not those of RFC 5961"
    }
    /// TIME-WAIT that ignores RST.
    Rfc1337 { "还遵守 RFC 1337" "follows RFC 1337 here too" }
    /// No room for another half-open connection.
    SynQueueFull { " SYN 队列已经满了" "has a full SYN queue here" }
    /// No room for another connection; what is too many is dropped.
    AcceptQueueDrops {
        " accept 队列已经满了，tcp_abort_on_overflow=0"
        "has a full accept queue here, and tcp_abort_on_overflow=0"
    }
    /// No room for another connection; what is too many is reset.
    AcceptQueueResets {
        " accept 队列已经满了，tcp_abort_on_overflow=1"
        "has a full accept queue here, and tcp_abort_on_overflow=1"
    }
    /// SYN cookies.
    SynCookies { "用的是 SYN cookie" "uses SYN cookies here" }
    /// A SYN,ACK again for a SYN again.
    RepeatsSynAck {
        "像 Linux 那样处理重复的 SYN"
        "treats a repeated SYN as Linux does here"
    }
    /// TIME-WAIT that a SYN may end.
    TimeWaitReuse {
        "在 TIME-WAIT 里也看新的 SYN（RFC 9293 §3.6.1、RFC 6191）"
        "looks at a new SYN in TIME-WAIT here (RFC 9293 §3.6.1, RFC 6191)"
    }
    /// A fast open cookie that is known.
    FastOpen { "支持 Fast Open，SYN 里的 cookie 有效" "speaks fast open here, and the cookie is valid" }
    /// No room for text.
    WindowClosed { "接收窗口是 0" "has a receive window of zero here" }
    /// A timestamp that is older than the latest.
    OldTimestamp {
        "用了时间戳，而来的报文时间戳比最近的旧"
        "uses timestamps here, and that of the segment is older than the latest"
    }
    /// An ACK that waits.
    DelaysAck { "用了延迟确认" "delays its acknowledgments here" }
    /// Text in the buffer that the application has not asked for.
    HasUnread {
        "还有收到的数据没被应用读走，而它不会默默丢掉这些数据"
        "holds data that its application has not read here, and does not lose it in silence"
    }
    /// CLOSE that gives up receiving.
    HalfDuplexClose {
        "调用 CLOSE 时，收也一起放弃了"
        "gave up receiving, too, with its CLOSE here"
    }
}

/// Says which protocol a host speaks.
pub(super) fn say(protocol: Protocol, of: Host, lang: Lang) -> String {
    let [zh_cn, en] = words(protocol);
    let who = subject(of, lang);
    match lang {
        Lang::ZhCn => format!("这里的{who}{zh_cn}。"),
        Lang::En => format!("{who} {en}."),
    }
}
