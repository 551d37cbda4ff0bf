//! 与建立连接有关的到达。

use crate::caption::plot::{OpeningPlot, words};

pub(in super::super) const fn words_of(plot: OpeningPlot) -> &'static str {
    match plot {
        OpeningPlot::SynTaken => words!(
            "{Host}收下 SYN，反问一句：{out}",
            "{peer}的 SYN 占了 {seq} 号，{host}接下来要的是 {rcvnow}，就确认 {rcvnow}。它自己的 SYN 占 \
             {iss} 号。SYN 是新是旧它分不清，所以在 SYN-RECEIVED 里等人确认 {iss1}。",
            "反问：ack={outack}",
        ),
        OpeningPlot::SynTakenTwoWay => words!(
            "{Host}只凭一个 SYN 就 ESTABLISHED：{out}",
            "它知道了{peer}的 {seq} 号；自己的 {iss} 号有没有送到，它就当送到了。所以没有计时器，这个 \
             SYN,ACK 也没有人会重传。",
            "没人确认就 ESTABLISHED",
        ),
        OpeningPlot::SynTakenFourWay => words!(
            "{Host}分两个报文回答：先 ACK，再 SYN",
            "ACK 的确认号 {next} 确认了{peer}的 SYN。SYN 的序列号 {iss} 是它自己的。两个报文同时可发，\
             又走同一个方向。",
            "先 ACK，再 SYN",
        ),
        OpeningPlot::SynAcked => words!(
            "{Host} ESTABLISHED，并回答：{out}",
            "ack={ack} 说明它的 SYN 到了。{peer}的 SYN 占了 {seq} 号，所以{host}确认 {next}。它现在\
             就是 ESTABLISHED；这个回答还没有送到{peer}，{peer}眼下是 {peerstate}。",
            "ESTABLISHED，ack={outack}",
        ),
        OpeningPlot::SynAckedTwoWay => words!(
            "{Host} ESTABLISHED，什么也不发",
            "ack={ack} 说明它的 SYN 到了，{peer}的 {seq} 号它也知道了。这种变体没有第三个报文，所以\
             {peer}永远不知道 {seq} 号有没有送到。",
            "ESTABLISHED，不回答",
        ),
        OpeningPlot::SynAfterAck => words!(
            "{Host} ESTABLISHED，并回答：{out}",
            "它自己的 SYN 先前已被确认。现在{peer}的 SYN 也来了，占 {seq} 号，它确认 {next}。",
            "ESTABLISHED，ack={outack}",
        ),
        OpeningPlot::SynAckedAlone => words!(
            "{Host}只知道自己的 SYN 到了",
            "ack={ack} 确认了它的 SYN。{peer}自己的序列号还不知道，所以{host}仍在 SYN-SENT。",
            "只有一半：ack={ack}",
        ),
        OpeningPlot::SimultaneousOpen => words!(
            "{Host}等的是回答，来的是 SYN：{out}",
            "在 SYN-SENT 里收到没有 ACK 标志位的 SYN，看上去就是同时打开。{host}确认 {next}，重复自己的 \
             SYN（{iss} 号），进入 SYN-RECEIVED。",
            "SYN 相遇：SYN-RECEIVED",
        ),
        OpeningPlot::HandshakeDone => words!(
            "{Host}的 SYN 得到确认：ESTABLISHED",
            "ack={ack} 说明{peer}收到了{host}的 SYN，也就是 {iss} 号。{host}知道对方从哪个号开始，\
             也知道自己的号已经送到：这就是 ESTABLISHED 的意思。",
            "ack={ack}：ESTABLISHED",
        ),
        OpeningPlot::SynToListen => words!(
            "又来一个 SYN，seq={seq}：{host}回到 LISTEN",
            "{host}在 SYN-RECEIVED 里等的是 {rcvnxt}，这个 SYN 是窗口里的另一个号。它放弃先前的尝试，\
             这个 SYN 也就此作废；它要是再来，LISTEN 就会收下。",
            "新 SYN：回到 LISTEN",
        ),
        OpeningPlot::SynAgain => words!(
            "{flags} 的号早已收过：{host}只回 {outflags}",
            "{seq} 号以前就收下了，现在等的是 {rcvnxt}。窗口外的报文一律丢弃，回一个 ACK，ack={rcvnxt}。\
             它打不开新的连接。",
            "重复 SYN：只回 ACK",
        ),
        OpeningPlot::SynAckAgain => words!(
            "SYN,ACK 又来了：{host}再发一个 ACK",
            "在{host}看来，先前的 ACK 像是丢了。{seq} 号早已收下，现在等的是 {rcvnxt}：报文被丢弃，\
             而对它的回答 ack={rcvnxt} 说的正是那个 ACK 说过的。ACK 从不重传，只会重新发一个。",
            "SYN,ACK 重复：回 ACK",
        ),
        OpeningPlot::WrongAck => words!(
            "{Host}没发过这个：{out}",
            "它等的是 ack={sndnxt}，也就是对它自己 SYN 的回答。ack={ack} 回答的 SYN，它在这个连接里没有\
             发过。于是它用发来这个报文的一方等着的 {outseq} 号回 RST，自己继续等。",
            "不是 {sndnxt}：回 RST",
        ),
        OpeningPlot::WrongAckOfSynAck => words!(
            "{Host}收到的 ACK 对不上：{out}",
            "确认它的 SYN 应该是 {sndnxt}，不是 {ack}。它回一个 RST，仍在 SYN-RECEIVED。",
            "ack 不对：回 RST",
        ),
        OpeningPlot::NoSyn => words!(
            "{Host}丢弃 {flags}：里面没有 SYN",
            "在 {before} 里只有 SYN 才能往下走，因为只有 SYN 才说明{peer}的序列号从哪里开始。",
            "没有 SYN：丢弃",
        ),
        OpeningPlot::SynAgainSynAck => words!(
            "SYN 又来了：{host}重发 {outflags}",
            "{seq} 号就是{host}认识的那个 SYN，先前的回答可能丢了。RFC 9293 在这里只回一个 ACK；这个{host}像 Linux 那样把 SYN,ACK 再发一遍，没收到回答的{peer}马上就能继续。",
            "SYN 重复：重发 SYN,ACK",
        ),
        OpeningPlot::NewIncarnation => words!(
            "TIME-WAIT 里开始新的连接：{out}",
            "这个 SYN 的 seq={seq} 比旧连接用过的号都晚，旧报文不会被当成新的。{host}提前离开 TIME-WAIT，新连接从 {iss} 开始。",
            "TIME-WAIT：新连接",
        ),
        OpeningPlot::SynInTimeWait => words!(
            "TIME-WAIT 里的 SYN 不够新：丢弃",
            "seq={seq} 没有排在旧连接用过的号之后，字节可能被弄混。{host}仍在 {state}，不回答。",
            "SYN 不够新：丢弃",
        ),
        OpeningPlot::SynWithText => words!(
            "{Host}连 SYN 带 {got} 字节一起收下：{out}",
            "Fast Open cookie 是{host}亲自发给这个地址的，所以 SYN 不是收不到回信的人伪造的。握手还没完成，字节已经交给应用。",
            "cookie 对：收 {got} 字节",
        ),
        OpeningPlot::CookieSent => words!(
            "{Host}回答了，却什么也不记：{out}",
            "回答的序列号 {outseq} 是 SYN cookie：由地址、端口和时间算出的带密钥的散列。不必存半连接；谁能还回 {outseq} 加 1，谁就真的收到了它。",
            "SYN cookie：不留状态",
        ),
        OpeningPlot::CookieTaken => words!(
            "ACK 把 cookie 带回来了：ESTABLISHED",
            "ack={ack} 正是{host}的 SYN cookie 加 1，说明{peer}确实收到了 SYN,ACK。SYN-RECEIVED 本该存着的东西，都从这个报文里重建出来。",
            "cookie 对：ESTABLISHED",
        ),
        OpeningPlot::SynQueueFull => words!(
            "放不下更多半连接：SYN 丢弃",
            "SYN 队列里有 {synqueue} 个连接等着第三个报文，再放不下了。{host}丢弃 seq={seq}，不回答；真有人在的话，SYN 还会再来。",
            "SYN 队列满：丢弃",
        ),
        OpeningPlot::AcceptQueueFull => words!(
            "accept 队列满了：{flags} 丢弃",
            "有 {acceptqueue} 个连接等着应用来接受。{host}丢弃这个报文，当它没有来过，等它再来时也许就有地方了。",
            "accept 队列满：丢弃",
        ),
        OpeningPlot::AcceptQueueResets => words!(
            "accept 队列满了：{host}回 {out}",
            "有 {acceptqueue} 个连接等着应用来接受。这个{host}不等腾出地方，直接用 RST 拒绝。",
            "accept 队列满：RST",
        ),
    }
}
