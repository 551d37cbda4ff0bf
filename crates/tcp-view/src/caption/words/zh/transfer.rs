//! 推进连接的到达，以及关闭过程中的到达。

use crate::caption::plot::{TransferPlot, words};

pub(in super::super) const fn words_of(plot: TransferPlot) -> &'static str {
    match plot {
        TransferPlot::TextTaken => words!(
            "{Host}收下 {got} 字节：ack={rcvnow}",
            "它等的正是 {rcvnxt} 号。字节交给应用，接下来等 {rcvnow}，ACK 说的就是这个。",
            "收下，ack={rcvnow}",
        ),
        TransferPlot::StaleTextTaken => words!(
            "{Host}把 {got} 个旧字节当成新的收下：ack={rcvnow}",
            "它们是一个早已不在的连接在 {sentat} 发出的。可是它们从 {seq} 开始，而这个连接等的恰好是 \
             {rcvnxt}。{host}只能看编号：它把旧字节交给应用，还确认了 {rcvnow}。",
            "旧字节当成了新的",
        ),
        TransferPlot::TextKept => words!(
            "{Host}收下 {kept} 个号，数据先存着：ack={rcvnow}",
            "应用还没有来读。数据已经确认，在读走之前占着窗口。",
            "先存着，ack={rcvnow}",
        ),
        TransferPlot::TextEarly => words!(
            "{len} 字节来早了：{host}先存着",
            "它们从 {seq} 开始，而接下来该来的是 {rcvnxt}。{host}先存着，再说一遍缺什么：ack={rcvnxt}。",
            "来早了，ack={rcvnxt}",
        ),
        TransferPlot::FinEarly => words!(
            "FIN 来早了：{host}先存着",
            "它是 {seq} 号，而接下来该来的是 {rcvnxt}。FIN 和字节一样要排队，所以{host}仍在 {state}，\
             并说明缺什么：ack={rcvnxt}。",
            "FIN 早到，ack={rcvnxt}",
        ),
        TransferPlot::WindowClosed => words!(
            "{Host}没有地方，不收数据",
            "它的窗口是零。报文里的确认算数，数据丢弃，并用 ACK 说明：ack={rcvnxt}。",
            "窗口为零，不收",
        ),
        TransferPlot::AckTaken => words!(
            "{Host}得知到 {acklast} 号为止都送到了",
            "ack={ack} 是{peer}接下来等的号。它前面的都不必再为重传留着。",
            "ack={ack}",
        ),
        TransferPlot::DuplicateAck => words!(
            "ack={ack} 没有告诉{host}新的东西",
            "到那里为止早已确认过。单独的 ACK 不占序列号，没有什么可确认的，所以不回应。",
            "没有新内容",
        ),
        TransferPlot::WindowNews => words!(
            "{Host}得知{peer}放得下 {sndwnd} 字节",
            "没有确认新的东西，变的是窗口。",
            "窗口：{sndwnd}",
        ),
        TransferPlot::Taken => words!(
            "{Host}收下 {segment}",
            "这个报文可以接受，但{host}仍在 {state}，应用也没有得到什么。",
            "收下 {flags}",
        ),
        TransferPlot::FinTaken => words!(
            "{Host}收下 FIN：CLOSE-WAIT，ack={rcvnow}",
            "FIN 占了 {peerfin} 号，TCP 确认到 {rcvnow}，不必问应用。应用得知{peer}不再发送；它自己还\
             可以发。{host}的 FIN 要等应用关闭，没有计时器催它。",
            "CLOSE-WAIT，ack={rcvnow}",
        ),
        TransferPlot::FinTakenLast => words!(
            "{Host}收下{peer}的 FIN：TIME-WAIT，ack={rcvnow}",
            "FIN 占了 {peerfin} 号。{host}在它到来之前就关闭了，所以要等：最后这个 ACK 要是丢了，FIN 还会\
             再来，得有人在这里回答。",
            "TIME-WAIT，ack={rcvnow}",
        ),
        TransferPlot::FinAndAck => words!(
            "对{host}的 FIN 的确认和{peer}的 FIN 一起到了：TIME-WAIT",
            "ack={ack} 确认了它的 FIN，{peer}的 FIN 占了 {peerfin} 号。挥手的两步合在一个报文里。{host}\
             先前已经关闭，所以由它来等。",
            "TIME-WAIT，ack={rcvnow}",
        ),
        TransferPlot::FinsCross => words!(
            "两个 FIN 相遇：{host} CLOSING，ack={rcvnow}",
            "来的是{peer}的 FIN，{peerfin} 号，而{host}自己的 FIN 还没有得到确认。两端都没有等对方就关闭了。",
            "CLOSING，ack={rcvnow}",
        ),
        TransferPlot::FinAcked => words!(
            "{Host}的 FIN 得到确认：FIN-WAIT-2",
            "ack={ack} 确认了 FIN，也就是 {fin} 号。这个方向关上了。另一个方向还开着：{host}仍可接收，\
             直到{peer}也关闭。",
            "FIN 已确认：FIN-WAIT-2",
        ),
        TransferPlot::ClosingAcked => words!(
            "{Host}的 FIN 得到确认：TIME-WAIT",
            "ack={ack} 确认了 FIN（{fin} 号），{peer}的 FIN 早就来了。两端都没有等对方的 FIN 就\
             关闭了，这样关闭的一端现在要等。",
            "FIN 已确认：TIME-WAIT",
        ),
        TransferPlot::LastAckDone => words!(
            "{Host}的 FIN 得到确认：CLOSED",
            "ack={ack} 确认了 FIN，也就是 {fin} 号，它等的就是这个。TCB 被删除。这里没有 TIME-WAIT：那是\
             先关闭的一端的事。",
            "FIN 已确认：CLOSED",
        ),
        TransferPlot::FinAgain => words!(
            "FIN 又来了：{host}再确认一次，ack={outack}",
            "在{host}看来，最后的 ACK 像是丢了。它还在 TIME-WAIT，所以答得上来，2MSL 重新计时。",
            "FIN 重复：ack={outack}",
        ),
    }
}
