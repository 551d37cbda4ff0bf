//! 简体中文。

pub(super) mod calls;
pub(super) mod opening;
pub(super) mod refusal;
pub(super) mod transfer;
pub(super) mod world;

use crate::caption::plot::{Aside, Broken};

pub(super) const fn aside(aside: Aside) -> &'static str {
    match aside {
        Aside::StaleSyn => "其实它是旧的，来自一个早已不在的连接；报文里没有任何地方写着这一点。",
        Aside::StaleSegment => "它是一个早已不在的连接在 {sentat} 发出的。",
        Aside::Forged => "其实它是攻击者伪造的；报文里没有任何地方写着这一点。",
        Aside::PeerDown => "{peer}已经停机，什么也收不到。",
        Aside::CableOut => "网线断着，什么都过不去。",
        Aside::GapFilled => "它补上了缺口：连同后面暂存的，一共 {got} 字节交给应用。",
        Aside::TextToo => "它带来的 {got} 字节交给应用。",
        Aside::RestWaits => "{asked} 字节中先发出 {outlen} 字节，其余的等着。",
        Aside::QueuedClose => "它的用户早就要关闭了，所以直接进入 FIN-WAIT-1。",
        Aside::AlsoSends => "等着的 {outlen} 字节现在也可以发了，直到 {outlast} 号。",
        Aside::WindowUpdate => "它告诉{peer}：又有地方了。",
        Aside::Copied => "网络把它复制了一份，那一份还在路上。",
        Aside::Slow => "seq={slowseq} 的这个报文，网络要 {slow} 才送到。",
        Aside::Urgent => "用户得知有紧急数据要来。",
        Aside::DeliveryProblem => "用户得知传送有困难；连接还在继续。",
        Aside::KeepAliveRuns => "没有回音的话，过 {keepalive} 再问一次。",
        Aside::LastKeepAlive => "这是最后一次探测：{lastprobe} 里还没有回音，它就放弃。",
        Aside::AckWaits => "ACK 最多等 {delack}，好搭数据的车。",
        Aside::FinWait2Runs => "Linux 给这个状态 {finwait2}。",
        Aside::OverrideRuns => "就算还是这么短，过 {override} 也发出去。",
        Aside::RtoRuns => "重传计时器开始走：{rto}。",
        Aside::NextRto => "计时器退避，下一次等 {rto}。",
        Aside::LastWait => "这是最后一次重传：再过 {lastwait} 还没有回音，它就放弃。",
        Aside::PersistRuns => "对方窗口为零，于是另有一个计时器去探测：{persist}。",
        Aside::UserTimeoutFirst => "它的用户等不了那么久：用户超时是 {user}。",
        Aside::RtoStops => "都确认过了，重传计时器停下。",
        Aside::TimeWaitRuns => {
            "要等 2MSL，也就是 {timewait}：既够最后的 ACK 再发一次，也够所有旧报文消失。"
        }
        Aside::TimeWaitShort => "本该等 2MSL，这里只等 {timewait}。",
    }
}

pub(super) const fn broken(rule: Broken) -> &'static str {
    match rule {
        Broken::TwoWayServer => {
            "RFC 9293 §3.10.7.2，第三步：收到 SYN 之后应进入 SYN-RECEIVED。这个服务器直接成了 \
             ESTABLISHED，而它自己的 SYN 还没有人确认。"
        }
        Broken::TwoWayClient => {
            "RFC 9293 §3.10.7.3，第四步：SYN,ACK 必须得到确认。这个客户端不发第三个报文，服务器\
             永远不知道自己的序列号有没有送到。"
        }
        Broken::FourWayServer => {
            "RFC 9293 §3.10.7.2，第三步：对 SYN 的回答是一个报文 SYN,ACK。这个服务器把 ACK 和 \
             SYN 分开发。"
        }
        Broken::FourWayClient => {
            "RFC 9293 §3.10.7.3，第五步：SYN-SENT 中，既没有 SYN 也没有 RST 的报文应丢弃。这个\
             客户端却收下了单独的 ACK。"
        }
        Broken::AckOfAck => {
            "RFC 9293 §3.5：ACK 不占序列号，也不被确认。这个服务器偏偏确认了第三个报文。"
        }
        Broken::TimeWaitZero => {
            "RFC 9293 §3.6.1，MUST-13：主动关闭的一端要在 TIME-WAIT 停留 2MSL。这一端根本不等。"
        }
        Broken::TimeWaitOneMsl => {
            "RFC 9293 §3.6.1，MUST-13：主动关闭的一端要在 TIME-WAIT 停留 2MSL。这一端只等一半。"
        }
        Broken::FixedIsn => {
            "RFC 9293 §3.4.1，MUST-8：初始序列号要由时钟产生。这个{host}每个连接都从 {iss} 开始。"
        }
    }
}
