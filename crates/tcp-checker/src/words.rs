//! What each model is called, and what it asks.

use tcp_scenarios::prose::Lang;

/// Each with its title and its question, in Chinese and in English.
const WORDS: &[(&str, [&str; 2], [&str; 2])] = &[
    (
        "two-way",
        ["两次握手", "Two-way"],
        [
            "服务器收到 SYN 就算建立了连接，客户端收到 SYN,ACK 后不再回话。网络会丢、会迟到、会重复，两端会不会对不上？",
            "The server counts a SYN as a connection, and the client says nothing after the SYN,ACK. The network loses, delays and doubles: can the two ends come to disagree?",
        ],
    ),
    (
        "three-way",
        ["三次握手", "Three-way"],
        [
            "RFC 9293 的三次握手，每次打开都用新的序列号。同样的网络，能把它弄坏吗？",
            "The handshake of RFC 9293, with new sequence numbers at every OPEN. Can the same network break it?",
        ],
    ),
    (
        "four-way",
        ["四次握手", "Four-way"],
        [
            "服务器先回 ACK，再单独发自己的 SYN。拆开之后，那个 SYN 还说得清是在回答谁吗？",
            "The server sends its ACK, and then a SYN of its own. Once they are apart, does that SYN still say whom it answers?",
        ],
    ),
    (
        "four-way-ack-of-ack",
        ["再确认一次 ACK", "ACK of the ACK"],
        [
            "第三条消息也要被确认。多这一条，能多保证什么？",
            "The third message is acknowledged as well. What does one message more make certain?",
        ],
    ),
    (
        "simultaneous-open",
        ["同时打开", "Simultaneous open"],
        [
            "两端都主动打开，旧的 SYN 也可能还在路上。会不会有一端跟已经不在的连接配上了对？",
            "Both ends open actively, and old SYNs may still be about. Can an end pair with a connection that is gone?",
        ],
    ),
    (
        "third-ack-lost",
        ["第三个 ACK 丢了", "Third ACK lost"],
        [
            "只开一条连接，让网络丢了又丢。最后一条消息没人确认，两端还能一致吗？",
            "One connection, on a network that loses again and again. Nobody acknowledges the last message: can the ends still agree?",
        ],
    ),
    (
        "syn-cookies",
        ["SYN cookie", "SYN cookies"],
        [
            "第三条消息到来之前，服务器什么都不记。一个迟到的旧 ACK，能不能凭空造出一条连接？",
            "The server remembers nothing until the third message. Can an old ACK that comes late make a connection out of nothing?",
        ],
    ),
    (
        "isn-fixed",
        ["固定的 ISN", "Fixed ISN"],
        [
            "客户端每次都从同一个序列号开始。上一条连接的数据，会不会被当成这一条的？",
            "The client begins with the same number every time. Can data of the connection before be taken for this one’s?",
        ],
    ),
    (
        "isn-distinct",
        ["互不重叠的 ISN", "Distinct ISNs"],
        [
            "每次打开，都从旧连接用不到的序列号开始：RFC 6528 要的就是这个。真实的时钟只能做到几乎总是如此。",
            "Each OPEN begins beyond what the connection before could have sent: that is what RFC 6528 is for. A real clock gets there nearly always, not always.",
        ],
    ),
    (
        "time-wait-0",
        ["没有 TIME-WAIT", "No TIME-WAIT"],
        [
            "关闭之后马上可以再打开，新旧连接的序列号还会重叠。最后的 ACK 丢了怎么办？旧数据来了怎么办？",
            "The next OPEN may follow the close at once, and the numbers of both connections overlap. What if the last ACK is lost? What if old data comes?",
        ],
    ),
    (
        "time-wait-1msl",
        ["只等 1 个 MSL", "One MSL"],
        [
            "TIME-WAIT 只有 1 个 MSL，序列号会重叠。够不够？",
            "TIME-WAIT lasts one MSL, and numbers overlap. Is that enough?",
        ],
    ),
    (
        "time-wait-2msl",
        ["等满 2MSL", "2MSL"],
        [
            "TIME-WAIT 等满 2MSL，并按 RFC 1337 不理会 RST。序列号照样重叠，只要超时短于 MSL，现在安全了吗？",
            "TIME-WAIT lasts 2MSL and, as RFC 1337 asks, takes no notice of a RST. Numbers overlap all the same, and timeouts are shorter than MSL: is it safe now?",
        ],
    ),
    (
        "time-wait-assassination",
        ["被 RST 提前终结", "Cut short by a RST"],
        [
            "等的是 2MSL，但一个 RST 就能让它提前结束（没有 RFC 1337）。等了还有用吗？",
            "It is 2MSL, but a RST ends it early: there is no RFC 1337. Is the wait still worth anything?",
        ],
    ),
    (
        "rfc5961-on",
        ["有 RFC 5961", "With RFC 5961"],
        [
            "攻击者猜得中窗口，能伪造报文段。RFC 5961 的检查挡得住吗？",
            "An attacker guesses numbers within the window and forges segments. Do the checks of RFC 5961 keep them out?",
        ],
    ),
    (
        "rfc5961-off",
        ["没有 RFC 5961", "Without RFC 5961"],
        [
            "同一个攻击者，面对只有 RFC 793 那些检查的两端。",
            "The same attacker, against two ends that make only the checks of RFC 793.",
        ],
    ),
    (
        "crash-reboot",
        ["崩溃后重启", "Crash and reboot"],
        [
            "一台主机断电后又起来，什么都不记得了。另一端守着的半开连接，会好起来吗？",
            "A host loses its power, comes back and remembers nothing. Does the half-open connection at the other end heal?",
        ],
    ),
    (
        "crash-reboot-isn-fixed",
        ["崩溃后用同一个 ISN", "Crash with a fixed ISN"],
        [
            "同样的崩溃，但客户端又从同一个序列号开始。对端还认得出这是新连接吗？",
            "The same crash, but the client begins with the same number again. Does the other end still notice that this is a new connection?",
        ],
    ),
    (
        "life-cycle",
        ["完整的一生", "A whole life"],
        [
            "打开、发送、关闭、中止，什么时候都可以：两端能走到哪些状态？",
            "Opening, sending, closing, aborting, at any time: which states can the two ends get into?",
        ],
    ),
    (
        "simultaneous-close",
        ["同时打开，同时关闭", "Simultaneous open and close"],
        [
            "两端都主动打开，也都可以随时关闭：两端又能走到哪些状态？",
            "Both ends open actively and close when they like: which states can they get into now?",
        ],
    ),
];

fn words(model: &str) -> Option<&'static (&'static str, [&'static str; 2], [&'static str; 2])> {
    WORDS.iter().find(|(id, ..)| *id == model)
}

/// What a model is called.
pub fn title(model: &str, lang: Lang) -> Option<&'static str> {
    words(model).map(|(_, title, _)| title[lang as usize])
}

/// What a model asks.
pub fn asks(model: &str, lang: Lang) -> Option<&'static str> {
    words(model).map(|(.., question)| question[lang as usize])
}
