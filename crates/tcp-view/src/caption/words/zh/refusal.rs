//! 复位，以及不收下的到达。

use crate::caption::plot::{RefusalPlot, words};

pub(in super::super) const fn words_of(plot: RefusalPlot) -> &'static str {
    match plot {
        RefusalPlot::Reset => words!(
            "RST：{host}的连接没有了",
            "seq={seq} 正是{host}等的号，所以这个 RST 可信。用户得知“{signal}”，TCB 被删除。对 RST \
             从不回答。",
            "RST：CLOSED",
        ),
        RefusalPlot::ResetInWindow => words!(
            "RST：{host}的连接没有了",
            "seq={seq} 不是{host}等的 {rcvnxt}，但在窗口里；RFC 5961 之前，只要求这一点。用户得知“{signal}”，\
             TCB 被删除。",
            "RST：CLOSED",
        ),
        RefusalPlot::ResetRefusesOpen => words!(
            "RST：没有人接{host}的连接",
            "它回答的正是{host}自己的 SYN，所以可信。用户得知“{signal}”，TCB 被删除。",
            "RST：CLOSED",
        ),
        RefusalPlot::ResetSilent => words!(
            "RST：{host} CLOSED，谁也没有被告知",
            "在 {before} 里应用早已关闭，RFC 9293 只是删除 TCB，不报错。可是结束连接的是复位，不是它等的\
             那个确认。",
            "RST：CLOSED，不报错",
        ),
        RefusalPlot::ResetInTimeWait => words!(
            "RST 打断了{host}的 TIME-WAIT",
            "没等到时间就结束了，旧报文也许还在路上。RFC 1337 把这叫做 TIME-WAIT 暗杀。",
            "RST 打断 TIME-WAIT",
        ),
        RefusalPlot::ResetToListen => words!(
            "RST：{host}回到 LISTEN",
            "反问有了答案：{peer}不要这个连接。{host}离开 SYN-RECEIVED，应用从头到尾不知道。",
            "RST：回到 LISTEN",
        ),
        RefusalPlot::ResetOutside => words!(
            "RST 在{host}的窗口之外：丢弃",
            "seq={seq}，而等的是 {rcvnxt}。谁都可以乱猜一个号；号不对的 RST 直接丢弃，不回答。",
            "RST 丢弃",
        ),
        RefusalPlot::ResetChallenged => words!(
            "RST 的号不对：{host}反问",
            "seq={seq} 在窗口里，但不是 {rcvnxt}，可能是伪造的。{host}发一个挑战 ACK；{peer}要是真想\
             复位，会用对的号再发 RST。",
            "RST 可疑：回 ACK",
        ),
        RefusalPlot::ResetIgnored => words!(
            "这个 RST 与{host}无关",
            "在 {before} 里，只有回答{host}自己 SYN 的 RST 才算数。丢弃。",
            "RST 忽略",
        ),
        RefusalPlot::ResetToNobody => words!(
            "RST 到了已经 CLOSED 的{host}：丢弃",
            "这里没有连接可复位，对 RST 也从不回答。",
            "CLOSED：RST 丢弃",
        ),
        RefusalPlot::DuplicateText => words!(
            "这些号{host}早就有了：丢弃 {len} 字节",
            "编号是 {seq} 到 {last}，而它等的是 {rcvnxt}。按编号看，这是重复报文：丢弃，再用 ACK 说一遍 \
             ack={rcvnxt}。",
            "重复，丢弃",
        ),
        RefusalPlot::DuplicateFin => words!(
            "FIN 又来了：{host}再发一个 ACK",
            "{last} 号早已收下，现在等的是 {rcvnxt}。先前的 ACK 像是丢了，那就重新发一个：ack={rcvnxt}。",
            "FIN 重复：ack={rcvnxt}",
        ),
        RefusalPlot::StaleRefused => words!(
            "{len} 个旧字节被拒收：seq={seq} 在窗口之外",
            "它们是一个早已不在的连接在 {sentat} 发出的。这个连接只收 {rcvnxt} 到 {wndlast}。{host}丢弃\
             它们，回一个 ACK。",
            "旧字节拒收",
        ),
        RefusalPlot::OutsideWindow => words!(
            "seq={seq} 在{host}的窗口之外",
            "它等的是 {rcvnxt}，从那里起放得下 {rcvwnd} 字节。报文丢弃，回一个 ACK：ack={rcvnxt}。",
            "窗口之外：回 ACK",
        ),
        RefusalPlot::AckTooNew => words!(
            "ack={ack} 确认了{host}没发过的东西",
            "它下一个要用的号才是 {sndnxt}。报文丢弃，回一个 ACK 说明自己的位置。",
            "ack={ack} 还没发过",
        ),
        RefusalPlot::AckTooOld => words!(
            "ack={ack} 旧得不可信",
            "它比最早未确认的 {una} 还早一个窗口以上，可能是伪造的：丢弃，回一个 ACK。",
            "ack={ack} 太旧",
        ),
        RefusalPlot::NoAck => words!(
            "{flags} 没有 ACK 标志位：丢弃",
            "两边的 SYN 都发过之后，每个报文都带确认。这个没有，直接丢弃，不回答。",
            "没有 ACK：丢弃",
        ),
        RefusalPlot::AfterFin => words!(
            "{peer}的 FIN 之后又来了东西：{host}不理",
            "FIN 说过后面不再有了。{segment} 里多出来的不收。",
            "FIN 之后：不理",
        ),
        RefusalPlot::SynChallenged => words!(
            "{before} 里来了 SYN：{host}反问",
            "这一对套接字上已经有连接，SYN 不能再开一个。{host}发一个挑战 ACK；{peer}要是真的重新\
             开始了，会回 RST。",
            "SYN 可疑：回 ACK",
        ),
        RefusalPlot::SynResets => words!(
            "{before} 里来了 SYN：{host}复位",
            "这里已经有连接。按 RFC 793，窗口里的 SYN 是错误：{host}发 RST，进入 CLOSED，用户得知\
             “{signal}”。",
            "窗口里的 SYN：RST",
        ),
        RefusalPlot::NobodyHere => words!(
            "这里没有人：{host}回 {out}",
            "它是 CLOSED，没有哪个连接等着这个报文（{brief}）。它不会不理睬，而是回 RST，\
             序列号用{peer}的确认号 {outseq}，好让它相信。",
            "CLOSED：回 RST",
        ),
        RefusalPlot::NobodyHereNoAck => words!(
            "这里没有人：{host}回 {out}",
            "它是 CLOSED，没有应用在等这个报文。RST 说明这一点；确认号 {outack} 让{peer}知道它回答的是\
             哪个报文。",
            "CLOSED：回 RST",
        ),
        RefusalPlot::AckInListen => words!(
            "LISTEN 里来了 ACK：{host}回 {out}",
            "它在 LISTEN 里什么也没发过，没有东西可确认。这个 ACK 属于一个不存在的连接，RST 说明这一点。",
            "LISTEN 收 ACK：回 RST",
        ),
        RefusalPlot::ChallengeThrottled => words!(
            "{flags} 该用挑战 ACK 回答，但已经发得够多了",
            "{host}五秒里只发这么多挑战 ACK，免得有人借它去淹没{peer}。这个报文直接丢弃，不回答。",
            "挑战 ACK 已用完",
        ),
        RefusalPlot::ResetUnheard => words!(
            "TIME-WAIT 不理 RST",
            "按 RFC 1337，这里的 RST 不算数：它可能是旧报文引出来的，理了它，TIME-WAIT 就提前结束了。{host}仍在 {state}。",
            "TIME-WAIT 不理 RST",
        ),
        RefusalPlot::TimestampOld => words!(
            "报文比它的编号看上去更旧：丢弃",
            "它的时间戳早于{host}从{peer}见过的最新时间戳：这就是 PAWS，防止回绕的序列号。报文丢弃，再用 ACK 说一遍 ack={rcvnxt}。",
            "时间戳太旧：丢弃",
        ),
        RefusalPlot::TimestampMissing => words!(
            "{flags} 没有时间戳：丢弃",
            "两端在 SYN 里说好了用时间戳，之后每个报文都该有。这个没有，所以不是这个连接的{peer}现在发的。",
            "没有时间戳：丢弃",
        ),
        RefusalPlot::AfterClose => words!(
            "{len} 字节来了，应用却不在了：{out}",
            "{host}的用户已经两个方向都关了，再没有人来读。RST 告诉{peer}：数据丢了。",
            "没有人读：回 RST",
        ),
    }
}
