//! Arrivals that have to do with opening.

use crate::caption::plot::{OpeningPlot, words};

pub(in super::super) const fn words_of(plot: OpeningPlot) -> &'static str {
    match plot {
        OpeningPlot::SynTaken => words!(
            "{Host} takes the SYN and asks back: {out}",
            "The {peer}'s SYN took number {seq}, so {rcvnow} is what the {host} expects next and \
             acknowledges. Its own SYN takes {iss}. It cannot tell a new SYN from an old one; in \
             SYN-RECEIVED it waits for the acknowledgment of {iss1}.",
            "Asks back: ack={outack}",
        ),
        OpeningPlot::SynTakenTwoWay => words!(
            "{Host} is ESTABLISHED on the SYN alone: {out}",
            "It has the {peer}'s number {seq}; that the {peer} ever gets its own, {iss}, is taken \
             for granted. So no timer runs, and nothing will repeat this SYN,ACK.",
            "ESTABLISHED, unconfirmed",
        ),
        OpeningPlot::SynTakenFourWay => words!(
            "{Host} answers in two segments: ACK, then SYN",
            "The ACK, ack={next}, confirms the {peer}'s SYN. The SYN, seq={iss}, is its own. Both \
             were ready at the same time and go the same way.",
            "ACK, then SYN",
        ),
        OpeningPlot::SynAcked => words!(
            "{Host} is ESTABLISHED and answers: {out}",
            "ack={ack} says that its SYN arrived. The {peer}'s SYN took {seq}, so the {host} \
             acknowledges {next}. It is ESTABLISHED now; its answer has yet to reach the {peer}, \
             which is in {peerstate}.",
            "ESTABLISHED, ack={outack}",
        ),
        OpeningPlot::SynAckedTwoWay => words!(
            "{Host} is ESTABLISHED and sends nothing",
            "ack={ack} says that its SYN arrived, and it has the {peer}'s number {seq}. This \
             variant has no third segment, so the {peer} never learns that {seq} arrived.",
            "ESTABLISHED, no answer",
        ),
        OpeningPlot::SynAfterAck => words!(
            "{Host} is ESTABLISHED and answers: {out}",
            "Its own SYN was acknowledged before. Now it has the {peer}'s too, number {seq}, and \
             acknowledges {next}.",
            "ESTABLISHED, ack={outack}",
        ),
        OpeningPlot::SynAckedAlone => words!(
            "{Host} learns that its SYN arrived, and no more",
            "ack={ack} confirms its SYN. The {peer}'s own sequence number is still missing, so \
             the {host} stays in SYN-SENT.",
            "SYN acked, and no more",
        ),
        OpeningPlot::SimultaneousOpen => words!(
            "{Host} gets a SYN where it expected an answer: {out}",
            "A SYN without the ACK bit in SYN-SENT looks like a simultaneous open: both ends call \
             at once. The {host} acknowledges {next}, repeats its own SYN, number {iss}, and goes \
             to SYN-RECEIVED.",
            "SYN crosses: SYN-RECEIVED",
        ),
        OpeningPlot::HandshakeDone => words!(
            "{Host} has the ACK of its SYN: ESTABLISHED",
            "ack={ack} says that the {peer} has the {host}'s SYN, number {iss}. The {host} \
             knows the {peer}'s first number and knows that its own arrived: that is what \
             ESTABLISHED means.",
            "ack={ack}: ESTABLISHED",
        ),
        OpeningPlot::SynToListen => words!(
            "Another SYN, seq={seq}: the {host} goes back to LISTEN",
            "In SYN-RECEIVED it expects {rcvnxt}, and this SYN has another number in its window. \
             The unfinished connection is dropped, and the SYN with it; if it comes again, LISTEN \
             takes it.",
            "New SYN: back to LISTEN",
        ),
        OpeningPlot::SynAgain => words!(
            "{flags} with a number already taken: {host} answers {outflags}",
            "Number {seq} was taken before, and {rcvnxt} is expected. A segment outside the window \
             is dropped and answered with an ACK, ack={rcvnxt}. No new connection comes of it.",
            "SYN again: only an ACK",
        ),
        OpeningPlot::SynAckAgain => words!(
            "SYN,ACK again: {host} sends its ACK again",
            "To the {host} it looks as if its ACK had been lost. Number {seq} was taken before, \
             {rcvnxt} is expected: the segment is dropped, and the answer to it, ack={rcvnxt}, says \
             just what that ACK said. ACKs are not retransmitted; they are sent anew.",
            "SYN,ACK again: ACK",
        ),
        OpeningPlot::WrongAck => words!(
            "{Host} did not send that: {out}",
            "It is waiting for ack={sndnxt}, the answer to its own SYN. ack={ack} answers a SYN \
             that it has not sent for this connection. So it resets with seq={outseq}, the number \
             that whoever sent this expects, and goes on waiting.",
            "Not ack={sndnxt}: RST",
        ),
        OpeningPlot::WrongAckOfSynAck => words!(
            "{Host} gets an ACK of something else: {out}",
            "Its SYN would be acknowledged by {sndnxt}, not by {ack}. It answers with a RST and \
             stays in SYN-RECEIVED.",
            "ack={ack} is wrong: RST",
        ),
        OpeningPlot::NoSyn => words!(
            "{Host} drops {flags}: there is no SYN in it",
            "In {before} only a SYN brings the connection on, for only a SYN says where the \
             {peer}'s numbers begin.",
            "No SYN: dropped",
        ),
        OpeningPlot::SynAgainSynAck => words!(
            "The SYN again: {host} repeats {outflags}",
            "Number {seq} is the SYN that the {host} already knows, so the answer to it may have been lost. RFC 9293 would send an ACK here; like Linux, this {host} sends its SYN,ACK once more, and a {peer} that has missed it can go on at once.",
            "SYN again: SYN,ACK again",
        ),
        OpeningPlot::NewIncarnation => words!(
            "A new connection out of TIME-WAIT: {out}",
            "The SYN, seq={seq}, is later than everything the old connection used, so nothing old can be taken for new. The {host} leaves TIME-WAIT early and begins a new incarnation with {iss}.",
            "TIME-WAIT: new connection",
        ),
        OpeningPlot::SynInTimeWait => words!(
            "A SYN in TIME-WAIT is not late enough: dropped",
            "seq={seq} does not lie behind what the old connection used, so its bytes could be mistaken. The {host} stays in {state} and says nothing.",
            "SYN in TIME-WAIT: dropped",
        ),
        OpeningPlot::SynWithText => words!(
            "{Host} takes the SYN and its {got} bytes at once: {out}",
            "The fast open cookie is one that the {host} has made for this address, so the SYN is not forged by somebody who cannot receive there. The bytes go to the application before the handshake is over.",
            "Cookie fits: {got} bytes",
        ),
        OpeningPlot::CookieSent => words!(
            "{Host} answers and remembers nothing: {out}",
            "The answer's sequence number, {outseq}, is a SYN cookie: a keyed hash of the addresses, the ports and the time. There is no unfinished connection to store; whoever can return {outseq} plus 1 has received it.",
            "SYN cookie: no state",
        ),
        OpeningPlot::CookieTaken => words!(
            "The ACK brings the cookie back: ESTABLISHED",
            "ack={ack} is the {host}'s SYN cookie plus 1, so this {peer} did get the SYN,ACK. Everything that a SYN-RECEIVED would have stored is rebuilt from the segment.",
            "Cookie fits: ESTABLISHED",
        ),
        OpeningPlot::SynQueueFull => words!(
            "No room for another unfinished connection: SYN dropped",
            "{synqueue} connections wait in the SYN queue for the third segment, and there is no room for more. The {host} drops seq={seq} without an answer; if somebody is there, the SYN will come again.",
            "SYN queue full: dropped",
        ),
        OpeningPlot::AcceptQueueFull => words!(
            "The accept queue is full: {flags} dropped",
            "{acceptqueue} connections wait for the application to accept them. The {host} drops the segment as if it had never arrived, and hopes that there is room when it comes again.",
            "Accept queue full: dropped",
        ),
        OpeningPlot::AcceptQueueResets => words!(
            "The accept queue is full: the {host} answers {out}",
            "{acceptqueue} connections wait for the application to accept them. This {host} does not wait for room but refuses the connection with a RST.",
            "Accept queue full: RST",
        ),
    }
}
