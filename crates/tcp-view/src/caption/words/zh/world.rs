//! 网络和计时器做了什么。

use crate::caption::plot::{WorldPlot, words};

pub(in super::super) const fn words_of(plot: WorldPlot) -> &'static str {
    match plot {
        WorldPlot::OldSyn => words!(
            "冒出一个旧的 SYN：seq={seq}",
            "它是{host}为从前的一个连接发的，一直在网络里滞留。那个连接早已不在。报文上没有写它有\
             多旧。",
            "旧 SYN，seq={seq}",
        ),
        WorldPlot::OldSegment => words!(
            "冒出一个旧报文：{segment}",
            "它是{host}为从前的一个连接发的，一直在网络里滞留。报文上没有写它有多旧。",
            "冒出旧的 {flags}",
        ),
        WorldPlot::Copied => words!(
            "网络复制了一份：{brief}，seq={seq}",
            "同一个报文还有第二份在路上。",
            "多了一份：{brief}",
        ),
        WorldPlot::LosesAck => words!(
            "路上丢了：ACK，ack={ack}",
            "ACK 不占序列号，没有人确认它，也没有人重传它。还在等这种确认的一端，会把自己发过的\
             再发一遍。",
            "ACK 丢失，ack={ack}",
        ),
        WorldPlot::LosesReset => words!(
            "路上丢了：RST，seq={seq}",
            "RST 只发一次，从不重传。{peer}还在 {peerstate}，什么也不知道。",
            "RST 丢失",
        ),
        WorldPlot::LosesRepeated => words!(
            "路上丢了：{brief}，seq={seq}",
            "{host}的计时器在走：要是到期，就用同样的序列号再发。",
            "丢失：{brief}",
        ),
        WorldPlot::LosesLastTry => words!(
            "路上又丢了：{brief}，seq={seq}",
            "{host}不会再重传了：计时器要是到期，它就放弃。",
            "又丢失：{brief}",
        ),
        WorldPlot::LosesOnlyTry => words!(
            "路上丢了：{brief}，seq={seq}",
            "{host}不会重传它：计时器要是到期，它就放弃。",
            "丢失：{brief}",
        ),
        WorldPlot::LosesForGood => words!(
            "路上丢了，没有人会重传：{brief}，seq={seq}",
            "{host}在 {state}，没有计时器为它走着：它不知道丢了，也不会再发 {seq} 号。",
            "丢失，不再重传：{brief}",
        ),
        WorldPlot::LosesNeedless => words!(
            "路上丢了，没有人缺它：{brief}，seq={seq}",
            "它带的东西早已被确认。",
            "丢失，无妨：{brief}",
        ),
        WorldPlot::Expires => words!(
            "活过了 MSL，消失了：{brief}，seq={seq}",
            "它在 {sentat} 进入网络。任何报文最多活一个 MSL（{age}），所以以后的连接不可能再碰到它。",
            "过期消失：{brief}",
        ),
        WorldPlot::RepeatsSyn => words!(
            "{waited} 没有回音：重发 {out}",
            "{host}分不清是自己的 SYN 丢了，还是回答丢了。它用同样的序列号再发同样的 SYN：重传不是\
             一次新的尝试。",
            "RTO 到期，重发 SYN",
        ),
        WorldPlot::RepeatsSynAck => words!(
            "{waited} 没有回音：重发 {out}",
            "{host}自己的 SYN，{outseq} 号，还没有人确认。没确认，就有计时器在走，就会重传。",
            "RTO 到期，重发 SYN,ACK",
        ),
        WorldPlot::RepeatsText => words!(
            "{waited} 没有确认：重发 {outlen} 字节",
            "同样的字节，同样的编号 {outseq} 到 {outlast}。对方要是已经有了，看编号就知道。",
            "RTO 到期，重发数据",
        ),
        WorldPlot::RepeatsFin => words!(
            "{waited} 没有确认：重发 FIN",
            "FIN 有自己的号 {outlast}，所以像字节一样重传，直到有人确认 {outnext}。",
            "RTO 到期，重发 FIN",
        ),
        WorldPlot::GivesUp => words!(
            "{Host}放弃",
            "{una} 号重传到了上限（阈值 R2），始终没有人确认。用户得知“{usertimeout}”，TCB 被删除。\
             没有人通知{peer}。",
            "放弃：CLOSED",
        ),
        WorldPlot::GivesUpOnPeer => words!(
            "{Host}放弃这次握手，回到 LISTEN",
            "它的 SYN，{una} 号，始终没有人确认。SYN-RECEIVED 不会一直留着：{host}丢掉这个半连接，\
             像监听套接字那样继续监听。它的应用什么也不知道。",
            "放弃，回到 LISTEN",
        ),
        WorldPlot::Probes => words!(
            "{Host}探测关着的窗口：{outlen} 字节",
            "重新打开窗口的 ACK 可能会丢，而没有人重传它。所以{host}隔一阵就问一次：对方没有地方，\
             它也把 {outseq} 号发过去。",
            "探测：{outseq} 号",
        ),
        WorldPlot::UserTimesOut => words!(
            "{Host}放弃：{waited} 用户超时",
            "这么久没有任何确认。用户得知“{usertimeout}”，TCB 被删除：CLOSED。不发任何报文，所以\
             {peer}并不知道。",
            "用户超时：CLOSED",
        ),
        WorldPlot::TimeWaitEnds => words!(
            "2MSL 到了：{host} CLOSED",
            "等了 {waited}，开始等待时还在网络里的报文，两个方向上都已消失。这一对套接字可以再用了。",
            "2MSL 到：CLOSED",
        ),
        WorldPlot::TimeWaitCutShort => words!(
            "TIME-WAIT 只等了 {waited}：{host} CLOSED",
            "{host}忘掉了这个连接，可是最后的 ACK 也许还要再发一次，旧报文也许还在路上。",
            "TIME-WAIT 太短",
        ),
        WorldPlot::NothingRunning => words!(
            "{t}：{host}是 {state}，什么都没有在走",
            "{host}没有计时器在走，也没有报文正在来。没有人动它，它就一直这样。",
            "{t}：仍是 {state}",
        ),
        WorldPlot::Noted => {
            words!("{t}：{host}是 {state}", "这时{peer}是 {peerstate}。", "{t}：{state}")
        }
        WorldPlot::Changes => words!(
            "{Host}从 {before} 到 {state}",
            "状态变了；{peer}是 {peerstate}。",
            "变为 {state}",
        ),
        WorldPlot::GoesOn => words!(
            "{Host}仍是 {state}",
            "前面开始的事还在继续；{peer}是 {peerstate}。",
            "仍是 {state}",
        ),
        WorldPlot::ForgedSyn => words!(
            "一个伪造的 SYN，seq={seq}",
            "是攻击者发的，源地址写的是别人的。报文上看不出来；谁收到，都会回给那个地址。",
            "伪造的 SYN，seq={seq}",
        ),
        WorldPlot::ForgedSegment => words!(
            "一个伪造的报文：{segment}",
            "是攻击者发的，发送方写的是{host}的地址。要让人相信，得猜中地址、端口和序列号。",
            "伪造的 {flags}",
        ),
        WorldPlot::KeepAliveProbes => words!(
            "{waited} 没有动静：{host}问一声对方还在不在",
            "保活探测用的是 {outseq} 号，早就确认过，所以活着的{peer}必须回一个 ACK。没有它，空闲的连接看不出{peer}是死是活。",
            "保活探测",
        ),
        WorldPlot::KeepAliveNotNeeded => words!(
            "该发保活探测了，但{host}已经在问",
            "它还有东西没得到确认，每次重传都等于在问对方还在不在。所以不发探测，保活计时器再等 {keepalive}。",
            "不发探测：已经在问",
        ),
        WorldPlot::KeepAliveGivesUp => words!(
            "探测都没有回音：{host}放弃",
            "{peer}被认定已经不在。用户得知“{signal}”，TCB 被删除：CLOSED。",
            "没有回音：CLOSED",
        ),
        WorldPlot::AcksLate => words!(
            "{waited} 里没有可搭的车：{host}单独发 ACK",
            "确认本想跟着数据一起走。没有等到，ack={outack} 就自己走了。",
            "延迟的 ACK：ack={outack}",
        ),
        WorldPlot::SendsShort => words!(
            "等了 {waited}：{host}发出短报文",
            "不够一个报文的数据在等窗口或者更多的数据。覆盖计时器说：等得够久了。",
            "短报文也发了",
        ),
        WorldPlot::FinWait2Ends => words!(
            "FIN-WAIT-2 里等了 {waited}，够了：{host} CLOSED",
            "RFC 9293 会一直等{peer}的 FIN。系统不会：这个套接字已经没有人拿着，Linux 就把它删掉。没有人通知{peer}。",
            "FIN-WAIT-2 到期：CLOSED",
        ),
        WorldPlot::Crashes => words!(
            "{Host}崩溃了",
            "断了电，所有连接都没有了。它谁也没有通知，所以{peer}还在 {peerstate}，什么也不知道。",
            "{Host}崩溃",
        ),
        WorldPlot::Reboots => words!(
            "{Host}又起来了",
            "它没有连接，也不记得有过。发给旧连接的报文，碰到的是一台从没听说过它的主机。",
            "{Host}重启",
        ),
        WorldPlot::Unplugged => words!(
            "{Host}的网线被拔了",
            "从现在起，它发的和要到的都会丢失。TCP 并不知道：{host}还在 {state}，{peer}还在 {peerstate}。",
            "拔掉网线",
        ),
        WorldPlot::PluggedIn => words!(
            "{Host}的网线插回来了",
            "报文又能走了。只要两端都还没有放弃，连接就从原来的地方继续：{host}在 {state}，{peer}在 {peerstate}。",
            "插回网线",
        ),
        WorldPlot::Killed => words!(
            "{Host}的进程被杀了",
            "连接是操作系统的，不是进程的。系统像 CLOSE 那样替它关闭：发 FIN；还有数据没读，就发 RST。",
            "进程被杀",
        ),
        WorldPlot::UserTold => {
            words!("{Host}的用户得知：{signal}", "{host}仍是 {state}。", "得知：{signal}",)
        }
    }
}
