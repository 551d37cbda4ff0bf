//! Why an answer is wrong, in a sentence.

use super::host;
use crate::clause::place;
use tcp_model::clause::Clause;
use tcp_model::host::Host;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_scenarios::prose::Lang;

/// A reason, each with its words in Chinese and in English.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident { $zh_cn:literal $en:literal })*) => {
        /// Why an answer is wrong.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        pub(in super::super) enum Reason {
            $($(#[$doc])* $name,)*
            /// The number is the one after what was received; this one is there already.
            AckIsNext(SeqNum),
            /// The segment is not the next in order, so the number stays.
            NotInOrder(SeqNum),
            /// What was held behind a gap counts too.
            GapFilled(SeqNum),
            /// The number itself has not been received.
            NotReceivedYet(SeqNum),
            /// The sequence number has been used.
            NumberUsed(SeqNum),
            /// A number before it would be left out.
            NumberSkipped(SeqNum),
            /// What a state is for.
            StateMeans(State),
            /// The moment leads out of a state.
            Leaves(State, State),
            /// A state has no limit.
            NoLimit(State),
            /// The timer leads out of a state.
            TimerLeaves(State),
            /// The call leads out of a state.
            CallLeaves(State),
            /// The moment leads nowhere.
            Keeps(State, State),
            /// A check is not passed.
            FailsCheck(&'static Clause),
            /// A clause asks for a RST.
            ClauseWantsReset(&'static Clause),
            /// A clause asks for an ACK.
            ClauseWantsAck(&'static Clause),
            /// A clause asks for silence.
            ClauseWantsSilence(&'static Clause),
            /// The other end's timer expires later.
            PeersTimerLater(Host),
            /// The other end waits for no acknowledgment.
            NoTimer(Host),
            /// An end does wait for one.
            TimerRuns(Host),
        }

        /// Those that need nothing put in.
        fn plain(reason: &Reason, lang: Lang) -> Option<&'static str> {
            match (lang, reason) {
                $((Lang::ZhCn, Reason::$name) => Some($zh_cn),
                (Lang::En, Reason::$name) => Some($en),)*
                _ => None,
            }
        }
    };
}

reasons! {
    /// Only a segment tells the peer of the call.
    CallNeedsSegment {
        "不发报文，对方就无从知道这次调用。"
        "Without a segment the peer would not learn of the call."
    }
    /// The ACK bit alone says nothing of the call.
    CallNeedsItsBit {
        "ACK 只确认对方的号，没有说出这次调用的意思。"
        "An ACK acknowledges the peer's numbers; it says nothing of this call."
    }
    /// A peer that hears nothing goes on.
    SilenceKeepsPeerWaiting {
        "不作声的话，对方不知道自己错了，会继续重传，直到次数用完。"
        "With silence the peer would not learn that it is wrong, and would go on."
    }
    /// SYN, FIN and text are acknowledged.
    NumbersAreAcknowledged {
        "SYN、FIN 和数据都占序列号，收到占号的报文就要回应，不然对方会再发。"
        "SYN, FIN and data take sequence numbers: such a segment is answered, or the peer would repeat it."
    }
    /// What is not acceptable is answered.
    DroppedIsAnswered {
        "不接受也要回应：用 ACK 告诉对方自己在等哪个号。"
        "What is not accepted is answered all the same: an ACK tells which number is expected."
    }
    /// The segment is what the end waits for.
    IsExpected {
        "RST 用来回绝不属于这里的报文，而这个报文它接受了，没有什么要回绝。"
        "A RST rejects what does not belong here; this segment is accepted."
    }
    /// The own FIN is out already.
    FinIsOut {
        "它自己的 FIN 已经发过了；没有丢就不会再发。"
        "Its own FIN went out before; it is not sent again unless it was lost."
    }
    /// A probe must be answered.
    ProbeMustBeAnswered {
        "这样就是一个普通的空 ACK，对方不必回答；探测故意用一个已经用过的号，逼对方回 ACK。"
        "That would be a bare ACK, which nobody answers; a probe uses an old number on purpose, to draw an ACK."
    }
    /// Keep-alive is not on.
    KeepAliveIsOff {
        "保活缺省是关闭的，要应用打开才有。"
        "Keep-alive is off by default; the application must turn it on."
    }
    /// RST never answers RST.
    NoResetForReset { "对 RST 从不回 RST，否则会没完没了。" "A RST is never answered with a RST." }
    /// RST is not acknowledged.
    ResetIsNotAcknowledged {
        "被接受的 RST 不需要确认：连接已经没有了，谁也不等这个回答。"
        "A RST that is accepted is not acknowledged: nobody waits for an answer."
    }
    /// The other form of RST.
    OtherReset {
        "来的报文带 ACK，RST 就用它的 ack 作 seq，自己不带 ACK；来的报文不带 ACK，RST 才带 ACK。"
        "A RST takes its seq from the ACK that came, and has no ACK bit itself; only where none came it carries ACK."
    }
    /// RST is for ABORT.
    ResetIsAbort {
        "RST 是 ABORT（异常中止）用的，CLOSE 发的是 FIN。"
        "RST is what ABORT sends; CLOSE is orderly and sends FIN."
    }
    /// In synchronized states an ACK answers what is not acceptable.
    NoResetWhenSynchronized {
        "连接已经同步，收到这样的报文不回 RST；否则一个过时或伪造的报文就能断开连接。"
        "A synchronized connection does not answer this with a RST, or any old or forged segment could end it."
    }
    /// RST is for segments that belong nowhere.
    ResetIsForStrays {
        "RST 用来回绝不属于这里的报文，而这个报文在这个状态下不该用 RST 回绝。"
        "A RST rejects what does not belong here; in this state that is not so for this segment."
    }
    /// A SYN that acknowledges nothing.
    SynWithoutAck {
        "SYN 不带 ACK，就没有确认对方的 SYN，对方不知道自己的号送到没有。"
        "A SYN without ACK leaves the peer's SYN unacknowledged."
    }
    /// A FIN that acknowledges nothing.
    FinWithoutAck {
        "连接同步之后，除了 RST，报文都带 ACK，FIN 也不例外。"
        "Once synchronized, every segment but a RST carries ACK, a FIN too."
    }
    /// There is no connection here.
    NothingToAcknowledge {
        "ACK 会承认一个这里并不存在、或对不上号的连接。"
        "An ACK would confirm a connection that does not exist here, or not like this."
    }
    /// The two-way variant has no third segment.
    VariantEndsHere {
        "规范的三次握手会在这里回 ACK；现在看的这个变体到此为止，不回。"
        "The RFC's handshake has this ACK; the variant that is watched has no such segment."
    }
    /// The ACK waits for something to ride on.
    AckIsDelayed {
        "会确认，但不是马上：延迟的 ACK 先等一等，看有没有数据可以一起带走。"
        "It will acknowledge, but not at once: a delayed ACK waits for data to ride on."
    }
    /// All that it could acknowledge has been.
    AcknowledgedBefore {
        "这个报文占的号，先前已经确认过了；新的只是它带来的确认。"
        "The numbers that it takes were acknowledged before; only what it acknowledges is new."
    }
    /// An ACK takes no number.
    NoAckOfAck {
        "来的是不占序列号的报文：对纯 ACK 不再回 ACK，否则永远停不下来。"
        "It took no sequence number: an ACK is not acknowledged, or it would never end."
    }
    /// The own SYN belongs to it.
    OwnSynMissing {
        "只有 ACK 还不够：它自己的 SYN 也要让对方知道，对方才知道它从哪个号开始。"
        "An ACK alone is not enough: the peer must learn of its SYN, and so of its first number."
    }
    /// FIN belongs to CLOSE.
    FinIsClose { "FIN 是 CLOSE 发的，不是这个调用。" "FIN is what CLOSE sends, not this call." }
    /// FIN waits for the own application.
    FinNeedsClose {
        "FIN 要等它自己的应用调用 CLOSE 才发，收到报文不会引出 FIN。"
        "Its FIN is sent when its own application calls CLOSE; no arrival brings one about."
    }
    /// There is nothing to acknowledge yet.
    AckOfNothing {
        "还没收到过对方的任何报文，没有可以确认的号。"
        "Nothing has come from the peer yet that could be acknowledged."
    }
    /// The variant has ACK and SYN apart.
    VariantSplits {
        "合成一个报文是三次握手的做法；现在看的这个变体分开发。"
        "One segment for both is what three-way does; the variant that is watched splits them."
    }
    /// SYN,ACK answers a SYN only.
    SynAckAnswersSyn {
        "SYN,ACK 只回答能够打开连接的 SYN。"
        "SYN,ACK answers a SYN that can open a connection, and nothing else."
    }
    /// The own SYN is out already.
    OwnSynIsOut {
        "它自己的 SYN 早就发出去了，这里不用再发。"
        "Its own SYN went out before; it is not sent again here."
    }
    /// Two segments where one does.
    OneIsEnough {
        "ACK 和 SYN 可以放在同一个报文里，不必分成两个。"
        "ACK and SYN fit into one segment; there is no need for two."
    }
    /// FIN takes a number.
    FinTakesNumber {
        "漏了 FIN：它也占一个序列号。"
        "That leaves out the FIN, which takes a number of its own."
    }
    /// The number counts octets.
    AckCountsOctets {
        "序列号数的是字节，不是报文个数。"
        "Sequence numbers count octets, not segments."
    }
    /// The number is the peer's.
    AckIsPeers {
        "这是它自己这个方向的号；ack 说的是对方的号。"
        "That is a number of its own direction; ack is about the peer's."
    }
    /// The number is the own.
    SeqIsOwn {
        "这是它等对方的号（RCV.NXT），写在 ack 里，不是 seq。"
        "That is the number that it expects from the peer (RCV.NXT): it goes into ack, not seq."
    }
    /// What the right protocol does.
    RightProtocolWaits {
        "规范要求在 SYN-RECEIVED 里等自己的 SYN 被确认；现在看的这个变体不等。"
        "The RFC waits in SYN-RECEIVED until its own SYN is acknowledged; the variant that is watched does not."
    }
    /// Nothing speaks against it.
    PassesChecks {
        "它通过了全部检查：TCP 看的是号码，没有理由拒绝。"
        "It passes every check: TCP goes by the numbers, and nothing speaks against these."
    }
    /// There is no such request.
    NobodyAsks {
        "TCP 没有“请重发”这种报文；没收到的一方并不知道有东西丢了。"
        "TCP has no request to send again: who did not receive it does not know of it."
    }
    /// A retransmission has the same numbers.
    SameNumbersAgain {
        "重传用原来的号：换了号，就不是同一个报文了。"
        "A retransmission bears the same numbers; with others it would be another segment."
    }
    /// An empty ACK would be of no use.
    AckWouldNotHelp {
        "对方可能根本没收到原来的报文，空的 ACK 补不上。"
        "The peer may not have received the segment at all; an empty ACK does not make up for it."
    }
    /// R2 is not reached.
    NotYetR2 {
        "放弃要等重传次数到了上限（R2），现在还没到。"
        "It gives up after as many retransmissions as R2 allows, which is not yet."
    }
    /// The timeout grows.
    BacksOff {
        "每次到期都要把超时时间加倍，不会不变，更不会缩短。"
        "The timeout is doubled each time that it expires; it neither stays nor shrinks."
    }
    /// The factor is two.
    Doubles { "是加倍（指数退避），不是三倍。" "It is doubled (exponential backoff), not tripled." }
    /// One lifetime is one way.
    OneMslIsOneWay {
        "最后的 ACK 最多走 1MSL；它到达之前刚重传的 FIN 还能再活 1MSL。"
        "The last ACK may take one MSL; a FIN resent just before it arrives lives one more."
    }
    /// The retransmission timeout is another timer.
    RtoIsNotTimeWait {
        "那是重传超时；TIME-WAIT 要等旧报文在网络里消失，与它无关。"
        "That is the retransmission timeout; TIME-WAIT lasts until old segments have died out."
    }
    /// The last ACK may be lost.
    LastAckMayBeLost {
        "最后的 ACK 可能丢，得留下来回答重传的 FIN，旧报文也要等它们消失。"
        "The last ACK may be lost: it stays to answer the FIN again, and until old segments are gone."
    }
}

/// A reason in words.
pub(in super::super) fn reason(reason: &Reason, lang: Lang) -> String {
    if let Some(words) = plain(reason, lang) {
        return words.to_owned();
    }
    match *reason {
        Reason::StateMeans(state) => meaning(state, lang).to_owned(),
        Reason::Leaves(from, to) => leaves(from, to, lang),
        Reason::NoLimit(state) => match lang {
            Lang::ZhCn => format!("RFC 9293 没有给 {state} 规定时限；没有计时器，就不会自己结束。"),
            Lang::En => {
                format!("RFC 9293 has no limit for {state}; without a timer it does not end.")
            }
        },
        Reason::TimerLeaves(from) => match lang {
            Lang::ZhCn => format!("这个计时器一到期，就不再等下去，也就离开了 {from}。"),
            Lang::En => format!("When this timer expires the wait is over, and with it {from}."),
        },
        Reason::CallLeaves(from) => match lang {
            Lang::ZhCn => format!("CLOSE 一调用就离开 {from}，不等对方回应。"),
            Lang::En => format!("CLOSE leaves {from} at once and does not wait for the peer."),
        },
        Reason::Keeps(to, state) => match lang {
            Lang::ZhCn => format!("这个报文不会让它进入 {to}，它还在 {state}。"),
            Lang::En => format!("The segment does not take it to {to}: it stays in {state}."),
        },
        Reason::PeersTimerLater(of) | Reason::NoTimer(of) | Reason::TimerRuns(of) => {
            of_timer(reason, of, lang)
        }
        Reason::FailsCheck(clause)
        | Reason::ClauseWantsReset(clause)
        | Reason::ClauseWantsAck(clause)
        | Reason::ClauseWantsSilence(clause) => of_clause(reason, clause, lang),
        Reason::AckIsNext(seq)
        | Reason::NotInOrder(seq)
        | Reason::GapFilled(seq)
        | Reason::NotReceivedYet(seq)
        | Reason::NumberUsed(seq)
        | Reason::NumberSkipped(seq) => of_number(reason, seq, lang),
        // All others need nothing put in.
        _ => String::new(),
    }
}

fn of_number(reason: &Reason, seq: SeqNum, lang: Lang) -> String {
    match (lang, reason) {
        (Lang::ZhCn, Reason::AckIsNext(_)) => {
            format!("{seq} 号已经收到了；ack 是下一个想要的号。")
        }
        (Lang::En, Reason::AckIsNext(_)) => {
            format!("{seq} has been received; ack is the number expected next.")
        }
        (Lang::ZhCn, Reason::NotInOrder(_)) => {
            format!("这个报文没有让它往前走：它等的一直是 {seq}。")
        }
        (Lang::En, Reason::NotInOrder(_)) => {
            format!("The segment does not bring it on: what it expects is {seq}, as before.")
        }
        (Lang::ZhCn, Reason::GapFilled(_)) => {
            format!("缺口补上了，先前存着的也算数：{seq} 之前的都到了。")
        }
        (Lang::En, Reason::GapFilled(_)) => {
            format!("It fills a gap, and what was kept behind it counts: all before {seq} is here.")
        }
        (Lang::ZhCn, Reason::NotReceivedYet(_)) => {
            format!("多算了一个：{seq} 号还没有收到，不能确认。")
        }
        (Lang::En, Reason::NotReceivedYet(_)) => {
            format!("One too many: {seq} has not been received and cannot be acknowledged.")
        }
        (Lang::ZhCn, Reason::NumberSkipped(_)) => {
            format!("不能跳号：{seq} 这个号还没有用过。")
        }
        (Lang::En, Reason::NumberSkipped(_)) => {
            format!("No number is skipped: {seq} is not used yet.")
        }
        (Lang::ZhCn, _) => format!("{seq} 号已经用掉了；只有重传才会再用旧号。"),
        (Lang::En, _) => {
            format!("{seq} has been used; only a retransmission uses a number again.")
        }
    }
}

fn of_clause(reason: &Reason, clause: &Clause, lang: Lang) -> String {
    let clause = place(clause, lang);
    match (lang, reason) {
        (Lang::ZhCn, Reason::FailsCheck(_)) => format!("它通不过这项检查：{clause}。"),
        (Lang::En, Reason::FailsCheck(_)) => format!("It fails the check of {clause}."),
        (Lang::ZhCn, Reason::ClauseWantsReset(_)) => {
            format!("这里该回 RST，不是 ACK：{clause}。")
        }
        (Lang::En, Reason::ClauseWantsReset(_)) => {
            format!("{clause} asks for a RST here, not an ACK.")
        }
        (Lang::ZhCn, Reason::ClauseWantsAck(_)) => format!("这里该回 ACK，不是 RST：{clause}。"),
        (Lang::En, Reason::ClauseWantsAck(_)) => {
            format!("{clause} asks for an ACK here, not a RST.")
        }
        (Lang::ZhCn, _) => format!("这里丢弃就完了，不回应：{clause}。"),
        (Lang::En, _) => format!("By {clause} it is dropped here, and that is all."),
    }
}

fn of_timer(reason: &Reason, of: Host, lang: Lang) -> String {
    let who = host(of, lang);
    match (lang, reason) {
        (Lang::ZhCn, Reason::PeersTimerLater(_)) => {
            format!("{who}也有重传计时器在走，但它到期更晚。")
        }
        (Lang::En, Reason::PeersTimerLater(_)) => {
            format!("A retransmission timer runs at {who} too, but expires later.")
        }
        (Lang::ZhCn, Reason::NoTimer(_)) => {
            format!("{who}没有等着被确认的报文，重传计时器没有在走。")
        }
        (Lang::En, Reason::NoTimer(_)) => {
            format!("No retransmission timer runs at {who}: nothing of it waits for an ACK.")
        }
        (Lang::ZhCn, _) => format!("{who}还有报文没有得到确认，重传计时器在走。"),
        (Lang::En, _) => {
            format!("Something from {who} is not acknowledged, so its retransmission timer runs.")
        }
    }
}

fn leaves(from: State, to: State, lang: Lang) -> String {
    match lang {
        Lang::ZhCn => format!("这个报文让它离开 {from}，进入 {to}。"),
        Lang::En => format!("The segment takes it from {from} to {to}."),
    }
}

/// What a state is for (RFC 9293 §3.3.2).
const fn meaning(state: State, lang: Lang) -> &'static str {
    match (lang, state) {
        (Lang::ZhCn, State::Listen) => "LISTEN 是被动打开、还在等任何人的 SYN。",
        (Lang::En, State::Listen) => "LISTEN is a passive end that waits for anybody's SYN.",
        (Lang::ZhCn, State::SynSent) => "SYN-SENT 是主动打开的一方：发了 SYN，还没收到对方的 SYN。",
        (Lang::En, State::SynSent) => {
            "SYN-SENT is the active side, which has sent a SYN and received none."
        }
        (Lang::ZhCn, State::SynReceived) => {
            "SYN-RECEIVED 是收到了对方的 SYN，但自己的 SYN 还没有被确认。"
        }
        (Lang::En, State::SynReceived) => {
            "SYN-RECEIVED has the peer's SYN, and waits for the ACK of its own."
        }
        (Lang::ZhCn, State::Established) => {
            "ESTABLISHED 要求收到对方的 SYN，自己的 SYN 也被确认，而且还没有人关闭。"
        }
        (Lang::En, State::Established) => {
            "ESTABLISHED needs the peer's SYN, the ACK of its own, and no FIN yet."
        }
        (Lang::ZhCn, State::FinWait1) => "FIN-WAIT-1 是先关闭的一方：自己的 FIN 发了，还没被确认。",
        (Lang::En, State::FinWait1) => {
            "FIN-WAIT-1 has closed first: its own FIN is sent and not acknowledged."
        }
        (Lang::ZhCn, State::FinWait2) => "FIN-WAIT-2 是自己的 FIN 已被确认，对方的 FIN 还没有来。",
        (Lang::En, State::FinWait2) => {
            "FIN-WAIT-2 has the ACK of its own FIN, and the peer's FIN has not come."
        }
        (Lang::ZhCn, State::CloseWait) => {
            "CLOSE-WAIT 是后关闭的一方：收到了对方的 FIN，自己的应用还没有调用 CLOSE。"
        }
        (Lang::En, State::CloseWait) => {
            "CLOSE-WAIT has the peer's FIN, while its own application has not closed."
        }
        (Lang::ZhCn, State::Closing) => {
            "CLOSING 是同时关闭：对方的 FIN 来了，自己的 FIN 却还没被确认。"
        }
        (Lang::En, State::Closing) => {
            "CLOSING is for FINs that cross: the peer's is here, its own is not acknowledged."
        }
        (Lang::ZhCn, State::LastAck) => {
            "LAST-ACK 是后关闭的一方：自己的 FIN 已经发出，只差最后一个 ACK。"
        }
        (Lang::En, State::LastAck) => {
            "LAST-ACK has closed second: its own FIN is out, and only its ACK is missing."
        }
        (Lang::ZhCn, State::TimeWait) => {
            "TIME-WAIT 只有先关闭的一方才有：两个 FIN 都已收发并确认，再等 2MSL。"
        }
        (Lang::En, State::TimeWait) => {
            "TIME-WAIT is for the end that closed first, once both FINs are acknowledged: 2MSL more."
        }
        (Lang::ZhCn, State::Closed) => "CLOSED 是根本没有连接：还有事要等，就不能删掉 TCB。",
        (Lang::En, State::Closed) => {
            "CLOSED is no connection at all: while something is awaited, the TCB stays."
        }
    }
}
