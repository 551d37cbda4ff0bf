//! 用户做了什么。

use crate::caption::plot::{CallPlot, words};

pub(in super::super) const fn words_of(plot: CallPlot) -> &'static str {
    match plot {
        CallPlot::Listens => words!(
            "{Host}开始监听",
            "被动打开不发任何报文。{host}在 LISTEN 里谁也不认识，等别人的 SYN。",
            "LISTEN：等 SYN",
        ),
        CallPlot::Connects => words!(
            "{Host}主动打开：{out}",
            "它选定初始序列号 {outseq}，写进序列号字段，并把 SYN 标志位置 1。SYN 占掉这个号，所以\
             数据的第一个字节是 {outnext}。它在 SYN-SENT 里等人确认 {outnext}。",
            "发 SYN，seq={outseq}",
        ),
        CallPlot::SendConnects => words!(
            "{Host}在 LISTEN 里发送，于是主动打开：{out}",
            "LISTEN 里的 SEND 把被动打开变成主动打开。数据等到 ESTABLISHED 再发；SYN 占 {outseq} 号。",
            "SEND 引出 SYN",
        ),
        CallPlot::Sends => words!(
            "{Host}发出 {outlen} 字节，编号 {outseq} 到 {outlast}",
            "序列号是第一个字节的号。每个字节占一个号，下一个没用过的号是 {outnext}。确认号重复一遍\
             {host}等着{peer}的哪个号：{outack}。",
            "从 {outseq} 起 {outlen} 字节",
        ),
        CallPlot::SendsPieces => words!(
            "{Host}分 {outcount} 个报文发出 {outlen} 字节",
            "一个报文不能超过最大报文段长度。它们一共占 {outseq} 到 {outlast} 号。",
            "{outcount} 个报文，{outlen} 字节",
        ),
        CallPlot::SendWaitsForOpening => words!(
            "{Host}的应用交来 {asked} 字节，先放着",
            "在 {state} 里还没有连接可用，等到 ESTABLISHED 再发。",
            "{asked} 字节等着",
        ),
        CallPlot::SendWaitsForWindow => words!(
            "{Host}的应用交来 {asked} 字节，先放着",
            "{peer}通告的窗口是 {sndwnd}，剩下的地方不够。窗口打开后再发。",
            "{asked} 字节等着",
        ),
        CallPlot::SendWaitsForAck => words!(
            "{Host}的应用交来 {asked} 字节，先放着",
            "它先前发出的还没有得到确认。在那之前，凑不满一个报文的要等着（Nagle 算法），拥塞窗口放不下的\
             也要等着。",
            "{asked} 字节等着",
        ),
        CallPlot::Reads => words!(
            "{Host}的应用读走 {got} 字节",
            "它们早已到达并被确认；RECEIVE 把它们交给应用，缓冲区腾出地方。",
            "读走 {got} 字节",
        ),
        CallPlot::ReadWaits => {
            words!("{Host}的应用等数据", "还没有东西可读，这个 RECEIVE 就一直挂着。", "等数据")
        }
        CallPlot::ClosesFirst => words!(
            "{Host}先关闭：{out}",
            "CLOSE 的意思是：我没有要发的了。FIN 标志位自己占一个号 {fin}，所以能像字节一样被确认、\
             被重传。{host}在 FIN-WAIT-1 里仍然可以接收，它等人确认 {finack}。",
            "关闭：FIN 占 {fin} 号",
        ),
        CallPlot::ClosesUnaware => words!(
            "{Host}也在关闭：{out}",
            "它还不知道{peer}已经关闭：{peer}的 FIN 还没有到。它自己的 FIN 占 {fin} 号，它在 FIN-WAIT-1 \
             里等人确认 {finack}。",
            "关闭：FIN 占 {fin} 号",
        ),
        CallPlot::ClosesLast => words!(
            "{Host}也关闭：{out}",
            "现在它的应用也完成了，它自己的 FIN 才发出去，占 {fin} 号。LAST-ACK 只差一样东西：\
             确认号 {finack}。",
            "关闭：FIN 占 {fin} 号",
        ),
        CallPlot::CloseWaitsForText => words!(
            "{Host}关闭，FIN 还得等",
            "FIN 排在最后一个字节之后，而字节还没有发完。这时{host}在 {state}。",
            "CLOSE：FIN 等着",
        ),
        CallPlot::CloseWaitsForOpening => words!(
            "{Host}关闭，FIN 还得等",
            "它还在 {state}。等到 ESTABLISHED 再执行这个 CLOSE。",
            "CLOSE：FIN 等着",
        ),
        CallPlot::CloseUnopened => words!(
            "{Host}还没打开就关闭了",
            "从 {before} 直接到 CLOSED：没有连接要结束，所以不发 FIN。",
            "回到 CLOSED",
        ),
        CallPlot::ClosesUnread => words!(
            "{Host}关闭时还有数据没读：{out}",
            "到了的数据不会有人读了，所以这不是正常关闭：不发 FIN，而是用 RST 告诉{peer}有数据丢了，\
             {host}马上就是 CLOSED。",
            "有数据没读：RST",
        ),
        CallPlot::AbortsWithReset => words!(
            "{Host}中止连接：{out}",
            "ABORT 丢掉一切，只用一个 RST 通知{peer}。没有人确认 RST，也没有人重传它；{host}立刻\
             是 CLOSED。",
            "ABORT：发 RST",
        ),
        CallPlot::AbortsSilently => words!(
            "{Host}中止，什么也不发",
            "在 {before} 里用不着 RST，直接删除 TCB。",
            "ABORT：CLOSED",
        ),
        CallPlot::RefusedExists => words!(
            "OPEN 被拒绝：{host}已经有连接",
            "它在 {state}。用户得到错误“连接已存在”（connection already exists）。",
            "OPEN 被拒绝",
        ),
        CallPlot::RefusedInTimeWait => words!(
            "OPEN 被拒绝：{host}还在 TIME-WAIT",
            "这一对套接字还没有空出来：“连接已存在”（connection already exists）。只要旧报文还可能\
             活着，就不让新连接碰到它们。",
            "还在 TIME-WAIT，拒绝",
        ),
        CallPlot::RefusedNoConnection => words!(
            "{call} 被拒绝：{host}没有连接",
            "CLOSED 里什么也做不了。用户得到错误“连接不存在”（connection does not exist）。",
            "没有连接，拒绝",
        ),
        CallPlot::RefusedClosing => words!(
            "{call} 被拒绝：连接正在关闭",
            "在 {state} 里已经太晚了。用户得到错误“连接正在关闭”（connection closing）。",
            "正在关闭，拒绝",
        ),
        CallPlot::ConnectsWithText => words!(
            "{Host}打开连接，SYN 里带着 {outlen} 字节",
            "它有{peer}在以前的连接里给的 Fast Open cookie，数据不必等握手完成。SYN 占 {outseq} 号，字节跟在后面，直到 {outlast} 号。",
            "SYN 带 {outlen} 字节",
        ),
        CallPlot::ConnectsTextWaits => words!(
            "{Host}主动打开：{out}；{asked} 字节等着",
            "数据不能放进这个 SYN：要先有{peer}给的 cookie。等到 ESTABLISHED 再发。",
            "SYN；{asked} 字节等着",
        ),
        CallPlot::SendsUrgent => words!(
            "{Host}发出 {outlen} 字节紧急数据，编号 {outseq} 到 {outlast}",
            "URG 标志位说明紧急指针有效，它指向紧急数据之后。字节在流里的位置不变，紧急只是让对方的用户知道要赶快。",
            "紧急数据 {outlen} 字节",
        ),
        CallPlot::Accepts => words!(
            "{Host}的应用接受一个连接",
            "它从 accept 队列里取走最早的一个，队列里还剩 {acceptqueue} 个。连接早就 ESTABLISHED 了，accept 不发任何报文。",
            "accept 取走一个",
        ),
        CallPlot::AcceptWaits => words!(
            "{Host}的应用在 accept 里等",
            "accept 队列里还没有连接。第一个 ESTABLISHED 的连接就给它。",
            "在 accept 里等",
        ),
        CallPlot::RefusedNoRoom => words!(
            "{call} 被拒绝：发送缓冲区满了",
            "前面的数据还没有发完或还没有确认，再放不下 {asked} 字节。用户得到错误“资源不足”（insufficient resources）。",
            "没有地方，拒绝",
        ),
        CallPlot::RefusedNoRemote => words!(
            "{call} 被拒绝：不知道要连谁",
            "{host}听任何人的，没有人说过要连哪一个。用户得到错误“没有指定对方的套接字”（remote socket unspecified）。",
            "没有对方地址，拒绝",
        ),
    }
}
