//! What the network and the timers do.

use crate::caption::plot::{WorldPlot, words};

pub(in super::super) const fn words_of(plot: WorldPlot) -> &'static str {
    match plot {
        WorldPlot::OldSyn => words!(
            "An old SYN turns up: seq={seq}",
            "The {host} sent it for an earlier connection, and it has wandered through the \
             network since. That connection is gone. Nothing in the segment says how old it is.",
            "Old SYN, seq={seq}",
        ),
        WorldPlot::OldSegment => words!(
            "An old segment turns up: {segment}",
            "The {host} sent it for an earlier connection, and it has wandered through the \
             network since. Nothing in the segment says how old it is.",
            "Old {flags} turns up",
        ),
        WorldPlot::Copied => words!(
            "The network makes a copy: {brief}, seq={seq}",
            "A second copy of the same segment is under way.",
            "{brief} doubled",
        ),
        WorldPlot::LosesAck => words!(
            "Lost on the way: ACK, ack={ack}",
            "An ACK takes no sequence number, so nobody acknowledges it and nobody retransmits \
             it. An end that still waits for such an ACK repeats what it has sent.",
            "ACK lost: ack={ack}",
        ),
        WorldPlot::LosesReset => words!(
            "Lost on the way: RST, seq={seq}",
            "A RST is sent once and never repeated. The {peer} stays in {peerstate} and has \
             learnt nothing.",
            "RST lost",
        ),
        WorldPlot::LosesRepeated => words!(
            "Lost on the way: {brief}, seq={seq}",
            "The {host}'s timer is running: if it expires, the same numbers go out again.",
            "{brief} lost",
        ),
        WorldPlot::LosesLastTry => words!(
            "Lost on the way again: {brief}, seq={seq}",
            "The {host} will not retransmit any more: if its timer expires, it gives up.",
            "{brief} lost again",
        ),
        WorldPlot::LosesOnlyTry => words!(
            "Lost on the way: {brief}, seq={seq}",
            "The {host} will not retransmit it: if its timer expires, it gives up.",
            "{brief} lost",
        ),
        WorldPlot::LosesForGood => words!(
            "Lost on the way, with nothing to repeat it: {brief}, seq={seq}",
            "The {host} is in {state} and has no timer running for it: it does not know of the \
             loss, and will not send number {seq} again.",
            "{brief} lost for good",
        ),
        WorldPlot::LosesNeedless => words!(
            "Lost on the way, but not missed: {brief}, seq={seq}",
            "What it carried has been acknowledged already.",
            "{brief} lost, not needed",
        ),
        WorldPlot::Expires => words!(
            "Older than MSL and gone: {brief}, seq={seq}",
            "It entered the network at {sentat}. No segment lives longer than one maximum segment \
             lifetime, {age}, so no later connection can meet this one.",
            "{brief} expired",
        ),
        WorldPlot::RepeatsSyn => words!(
            "No answer in {waited}: {out} again",
            "The {host} cannot tell whether its SYN was lost or the answer to it. It sends the \
             same SYN with the same sequence number: a retransmission is not a new attempt.",
            "RTO: SYN again",
        ),
        WorldPlot::RepeatsSynAck => words!(
            "No answer in {waited}: {out} again",
            "The {host}'s SYN, number {outseq}, is not acknowledged. As long as it is not, a timer \
             runs and repeats it.",
            "RTO: SYN,ACK again",
        ),
        WorldPlot::RepeatsText => words!(
            "Not acknowledged in {waited}: {outlen} bytes again",
            "The same bytes with the same numbers, {outseq} to {outlast}. Whoever has them already \
             can tell by the numbers.",
            "RTO: {outlen} bytes again",
        ),
        WorldPlot::RepeatsFin => words!(
            "Not acknowledged in {waited}: FIN again",
            "The FIN has a number, {outlast}, so it is retransmitted like a byte until \
             {outnext} is acknowledged.",
            "RTO: FIN again",
        ),
        WorldPlot::GivesUp => words!(
            "{Host} gives up",
            "Number {una} was sent as often as allowed (the threshold R2) and never acknowledged. \
             The user is told \"{usertimeout}\"; the TCB is deleted. The {peer} is not told.",
            "Gives up: CLOSED",
        ),
        WorldPlot::GivesUpOnPeer => words!(
            "{Host} gives up on this handshake: LISTEN again",
            "Nobody has acknowledged its SYN, number {una}. SYN-RECEIVED does not last: the \
             {host} drops the unfinished connection and listens on, as listening sockets do. Its \
             application never heard of it.",
            "Gives up: LISTEN again",
        ),
        WorldPlot::Probes => words!(
            "{Host} probes the closed window with {outlen} byte",
            "The ACK that opens a window may be lost, and nobody repeats it. So the {host} asks \
             now and then: it sends number {outseq} although there is no room for it.",
            "Probe: number {outseq}",
        ),
        WorldPlot::UserTimesOut => words!(
            "{Host} gives up: user timeout after {waited}",
            "In all that time nothing was acknowledged. The user is told \"{usertimeout}\" and \
             the TCB is deleted: CLOSED. No segment is sent, so the {peer} does not hear of it.",
            "User timeout: CLOSED",
        ),
        WorldPlot::TimeWaitEnds => words!(
            "2MSL are over: {host} CLOSED",
            "What was in the network when the wait of {waited} began has died, in both directions. \
             The pair of sockets may be used again.",
            "2MSL over: CLOSED",
        ),
        WorldPlot::TimeWaitCutShort => words!(
            "TIME-WAIT is over after {waited}: {host} CLOSED",
            "The {host} forgets the connection, although its last ACK may be needed again and old \
             segments may still be under way.",
            "TIME-WAIT cut short",
        ),
        WorldPlot::NothingRunning => words!(
            "At {t} the {host} is {state}, and nothing is running",
            "No timer runs at the {host} and no segment is on its way to it. Left alone, it stays \
             as it is.",
            "{t}: still {state}",
        ),
        WorldPlot::Noted => words!(
            "At {t} the {host} is {state}",
            "The {peer} is {peerstate} at this time.",
            "{t}: {state}",
        ),
        WorldPlot::Changes => words!(
            "{Host}: from {before} to {state}",
            "The state has changed; the {peer} is {peerstate}.",
            "{state}",
        ),
        WorldPlot::GoesOn => words!(
            "{Host}: still {state}",
            "What was begun before goes on; the {peer} is {peerstate}.",
            "{state}",
        ),
        WorldPlot::ForgedSyn => words!(
            "A forged SYN, seq={seq}",
            "An attacker has sent it and written another's address into it. Nothing in the segment says so; whoever gets it answers to that address.",
            "Forged SYN, seq={seq}",
        ),
        WorldPlot::ForgedSegment => words!(
            "A forged segment: {segment}",
            "An attacker has sent it, with the {host}'s address as its sender. To be believed it has to guess the addresses, the ports and a sequence number.",
            "Forged {flags}",
        ),
        WorldPlot::KeepAliveProbes => words!(
            "Nothing heard for {waited}: {host} asks whether anybody is there",
            "The keep-alive probe has number {outseq}, one that was acknowledged long ago, so a living {peer} must answer with an ACK. Without it an idle connection looks the same whether the {peer} is alive or not.",
            "Keep-alive probe",
        ),
        WorldPlot::KeepAliveNotNeeded => words!(
            "Keep-alive is due, but the {host} asks already",
            "Something of its own is not acknowledged, and each retransmission of it asks whether \
             anybody is there. So no probe is sent; keep-alive waits for {keepalive} once more.",
            "No probe: it asks already",
        ),
        WorldPlot::KeepAliveGivesUp => words!(
            "No probe was answered: {host} gives up",
            "The {peer} is taken for dead. The user is told \"{signal}\" and the TCB is deleted: CLOSED.",
            "No answer: CLOSED",
        ),
        WorldPlot::AcksLate => words!(
            "Nothing to ride on for {waited}: {host} sends its ACK",
            "The acknowledgment had waited for data to travel with. None came in time, so ack={outack} goes alone.",
            "Delayed ACK: ack={outack}",
        ),
        WorldPlot::SendsShort => words!(
            "Waited {waited} for more: {host} sends a short segment",
            "Too little to fill a segment had waited for the window or for more data. The override timer says that it has waited long enough.",
            "Override: short segment",
        ),
        WorldPlot::FinWait2Ends => words!(
            "{waited} in FIN-WAIT-2 are enough: {host} CLOSED",
            "RFC 9293 would wait for the {peer}'s FIN for ever. Systems do not: nobody holds this socket any more, so Linux deletes it. The {peer} is not told.",
            "FIN-WAIT-2 over: CLOSED",
        ),
        WorldPlot::Crashes => words!(
            "The {host} crashes",
            "It loses its power and with it every connection. It tells nobody, so the {peer} is still {peerstate} and knows nothing.",
            "{Host} crashes",
        ),
        WorldPlot::Reboots => words!(
            "The {host} is there again",
            "It has no connection and remembers none. Whatever still arrives for an old one meets a host that has never heard of it.",
            "{Host} is back",
        ),
        WorldPlot::Unplugged => words!(
            "The {host}'s cable is pulled",
            "What it sends and what would come is lost from now on. TCP does not hear of it: the {host} is still {state}, the {peer} {peerstate}.",
            "Cable pulled",
        ),
        WorldPlot::PluggedIn => words!(
            "The {host}'s cable is back",
            "Segments travel again. The connection goes on where it was, if neither end has given up on it meanwhile: {host} {state}, {peer} {peerstate}.",
            "Cable back",
        ),
        WorldPlot::Killed => words!(
            "The {host}'s process is killed",
            "The connection belongs to the operating system, not to the process, and the system closes it as CLOSE would: with a FIN, or with a RST if data is unread.",
            "Process killed",
        ),
        WorldPlot::UserTold => words!(
            "The {host}'s user is told: {signal}",
            "The {host} is still {state}.",
            "Told: {signal}",
        ),
    }
}
