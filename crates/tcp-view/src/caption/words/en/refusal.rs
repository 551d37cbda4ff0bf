//! Arrivals that reset, or that are not taken.

use crate::caption::plot::{RefusalPlot, words};

pub(in super::super) const fn words_of(plot: RefusalPlot) -> &'static str {
    match plot {
        RefusalPlot::Reset => words!(
            "RST: the {host}'s connection is gone",
            "seq={seq} is exactly the number that the {host} expects, so the RST is believed. The \
             user is told \"{signal}\" and the TCB is deleted. A RST is never answered.",
            "RST: CLOSED",
        ),
        RefusalPlot::ResetInWindow => words!(
            "RST: the {host}'s connection is gone",
            "seq={seq} is not the {rcvnxt} that the {host} expects, but it is in the window, and \
             more was not asked before RFC 5961. The user is told \"{signal}\" and the TCB is \
             deleted.",
            "RST: CLOSED",
        ),
        RefusalPlot::ResetRefusesOpen => words!(
            "RST: nobody takes the {host}'s call",
            "It answers the {host}'s own SYN, so it is believed. The user is told \"{signal}\"; \
             the TCB is deleted.",
            "RST: CLOSED",
        ),
        RefusalPlot::ResetSilent => words!(
            "RST: {host} CLOSED, and nobody is told",
            "In {before} its application has closed already, so RFC 9293 just deletes the TCB: no \
             error. Yet it was a reset that ended the connection, not the acknowledgment that it \
             was waiting for.",
            "RST: CLOSED, no error",
        ),
        RefusalPlot::ResetInTimeWait => words!(
            "A RST ends the {host}'s TIME-WAIT",
            "The wait is over before its time, although old segments may still be under way. \
             RFC 1337 calls this the assassination of TIME-WAIT.",
            "RST ends TIME-WAIT",
        ),
        RefusalPlot::ResetToListen => words!(
            "RST: the {host} is back in LISTEN",
            "That was the answer to its question: the {peer} does not want this connection. \
             SYN-RECEIVED is left, and the {host}'s application has never heard of it.",
            "RST: back to LISTEN",
        ),
        RefusalPlot::ResetOutside => words!(
            "RST outside the {host}'s window: dropped",
            "seq={seq}, but {rcvnxt} is expected. Anyone could have guessed that; a RST with a \
             wrong number is dropped without an answer.",
            "RST dropped",
        ),
        RefusalPlot::ResetChallenged => words!(
            "RST with the wrong number: the {host} asks back",
            "seq={seq} is in the window but is not {rcvnxt}, so it may be forged. The {host} sends \
             a challenge ACK; a {peer} that meant it will answer with a RST that fits.",
            "RST doubted: ACK",
        ),
        RefusalPlot::ResetIgnored => words!(
            "RST means nothing to the {host} here",
            "In {before} only a RST that answers the {host}'s own SYN would count. It is dropped.",
            "RST ignored",
        ),
        RefusalPlot::ResetToNobody => words!(
            "RST to a {host} that is CLOSED: dropped",
            "There is no connection to reset, and a RST is never answered.",
            "RST dropped: CLOSED",
        ),
        RefusalPlot::DuplicateText => words!(
            "{Host} has these numbers already: {len} bytes dropped",
            "They are numbered {seq} to {last}, and {rcvnxt} is expected. By its numbers the \
             segment is a duplicate. It is dropped, and an ACK says again: ack={rcvnxt}.",
            "Duplicate: dropped",
        ),
        RefusalPlot::DuplicateFin => words!(
            "The FIN again: {host} sends its ACK again",
            "Number {last} was taken before, and {rcvnxt} is expected. It looks as if the \
             ACK had been lost, so here it is anew: ack={rcvnxt}.",
            "FIN again: ack={rcvnxt}",
        ),
        RefusalPlot::StaleRefused => words!(
            "{len} old bytes are refused: seq={seq} is outside the window",
            "They were sent at {sentat}, by a connection that is gone. This one takes {rcvnxt} to \
             {wndlast} and nothing else. The {host} drops them and answers with an ACK.",
            "Old bytes refused",
        ),
        RefusalPlot::OutsideWindow => words!(
            "seq={seq} is outside the {host}'s window",
            "It expects {rcvnxt} and has room for {rcvwnd} bytes from there. The segment is dropped \
             and answered with an ACK: ack={rcvnxt}.",
            "Outside the window: ACK",
        ),
        RefusalPlot::AckTooNew => words!(
            "ack={ack} acknowledges what the {host} has not sent",
            "It has sent numbers up to {sndnxt} less one. The segment is dropped and answered with \
             an ACK that says where the {host} stands.",
            "ack={ack}: not sent yet",
        ),
        RefusalPlot::AckTooOld => words!(
            "ack={ack} is too old to be true",
            "It lies more than a window before {una}, the oldest number not acknowledged. It may \
             be forged: dropped, and answered with an ACK.",
            "ack={ack}: too old",
        ),
        RefusalPlot::NoAck => words!(
            "{flags} without the ACK bit: dropped",
            "Once both SYNs have been sent, every segment carries an acknowledgment. This one does \
             not, and is dropped without an answer.",
            "No ACK: dropped",
        ),
        RefusalPlot::AfterFin => words!(
            "{Host} ignores what comes after the {peer}'s FIN",
            "The FIN said that there is no more to come. What {segment} carries beyond it is not \
             taken.",
            "After FIN: ignored",
        ),
        RefusalPlot::SynChallenged => words!(
            "A SYN in {before}: the {host} asks back",
            "A connection is open on this pair of sockets, and a SYN cannot begin another. The \
             {host} sends a challenge ACK; a {peer} that has really started afresh will answer \
             with a RST.",
            "SYN doubted: ACK",
        ),
        RefusalPlot::SynResets => words!(
            "A SYN in {before}: the {host} resets",
            "A connection is open here. By RFC 793 a SYN in its window is an error: the {host} \
             sends a RST and is CLOSED, and its user is told \"{signal}\".",
            "SYN in window: RST",
        ),
        RefusalPlot::NobodyHere => words!(
            "Nobody here: the {host} answers {out}",
            "It is CLOSED and knows of no connection that {brief} could belong to. That is not \
             ignored but answered with a RST. Its sequence number is the {peer}'s acknowledgment \
             number, {outseq}, so that the {peer} believes it.",
            "CLOSED: answers RST",
        ),
        RefusalPlot::NobodyHereNoAck => words!(
            "Nobody here: the {host} answers {out}",
            "It is CLOSED: no application waits for this segment. A RST says so. It acknowledges \
             {outack}, so that the {peer} can tell what it answers.",
            "CLOSED: answers RST",
        ),
        RefusalPlot::AckInListen => words!(
            "An ACK in LISTEN: the {host} answers {out}",
            "In LISTEN it has sent nothing that could be acknowledged. Such an ACK belongs to a \
             connection that is not there, and a RST says so.",
            "ACK in LISTEN: RST",
        ),
        RefusalPlot::ChallengeThrottled => words!(
            "{flags} deserves a challenge ACK, but enough have been sent",
            "The {host} sends only so many challenge ACKs in five seconds, so that nobody can make it flood the {peer}. This segment is dropped without an answer.",
            "Challenge ACKs used up",
        ),
        RefusalPlot::ResetUnheard => words!(
            "TIME-WAIT does not listen to a RST",
            "By RFC 1337 a RST is ignored here: an old segment could have drawn it, and then TIME-WAIT would end before its time. The {host} stays in {state}.",
            "RST ignored: TIME-WAIT",
        ),
        RefusalPlot::TimestampOld => words!(
            "The segment is older than its number looks: dropped",
            "Its timestamp is earlier than the latest one that the {host} has seen of the {peer}: PAWS, protection against wrapped sequence numbers. It is dropped, and an ACK says again: ack={rcvnxt}.",
            "Old timestamp: dropped",
        ),
        RefusalPlot::TimestampMissing => words!(
            "{flags} without a timestamp: dropped",
            "Both ends agreed on timestamps in their SYNs, and then every segment has one. This one has none, so it was not sent by this connection's {peer}, or not now.",
            "No timestamp: dropped",
        ),
        RefusalPlot::AfterClose => words!(
            "{len} bytes come for an application that is gone: {out}",
            "The {host}'s user has closed both ways, so nobody will ever read them. A RST tells the {peer} that its data is lost.",
            "Nobody reads: RST",
        ),
    }
}
