//! Arrivals that have to do with opening.

use crate::caption::plot::{OpeningPlot, words};

pub(in super::super) const fn words_of(plot: OpeningPlot) -> &'static str {
    match plot {
        OpeningPlot::SynTaken => words!(
            "{Host} takes the SYN and asks back: {out}",
            "The {peer}'s SYN took number {seq}, so {next} is what the {host} expects next and \
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
             acknowledges {next}. It is ESTABLISHED now; the {peer} is still in {peerstate} until \
             this answer arrives.",
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
            "ack={ack} says that the {peer} has the {host}'s SYN, number {acklast}. The {host} \
             knows the {peer}'s first number and knows that its own arrived: that is what \
             ESTABLISHED means.",
            "ack={ack}: ESTABLISHED",
        ),
        OpeningPlot::SynToListen => words!(
            "Another SYN, seq={seq}: the {host} goes back to LISTEN",
            "In SYN-RECEIVED it expects {rcvnxt}, and this SYN has another number in its window. \
             The half-open connection is dropped, and the SYN with it; when the {peer} sends it \
             again, LISTEN will take it.",
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
            "The {peer} repeats its SYN, so it has not had the ACK. Number {seq} was taken before, \
             {rcvnxt} is expected: the segment is dropped, and the answer to it, ack={rcvnxt}, is \
             just the ACK that was missing. ACKs are not retransmitted; they are sent anew.",
            "SYN,ACK again: ACK",
        ),
        OpeningPlot::WrongAck => words!(
            "{Host} did not send that: {out}",
            "It is waiting for ack={sndnxt}, the answer to its own SYN. ack={ack} answers a SYN \
             that it has not sent for this connection. So it resets with seq={outseq}, the number \
             that the {peer} expects, and goes on waiting.",
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
    }
}
