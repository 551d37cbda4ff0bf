//! What users do.

use crate::caption::plot::{CallPlot, words};

pub(in super::super) const fn words_of(plot: CallPlot) -> &'static str {
    match plot {
        CallPlot::Listens => words!(
            "{Host} listens",
            "A passive OPEN sends nothing. In LISTEN the {host} knows nobody yet and waits for \
             anyone's SYN.",
            "LISTEN: waits for a SYN",
        ),
        CallPlot::Connects => words!(
            "{Host} opens: {out}",
            "It chooses an initial sequence number, {outseq}, and sends it in the sequence number \
             field of a segment whose SYN bit is set. The SYN takes that number, so the first \
             byte of data will be {outnext}. In SYN-SENT it waits for somebody to acknowledge \
             {outnext}.",
            "Opens: SYN seq={outseq}",
        ),
        CallPlot::SendConnects => words!(
            "{Host} sends from LISTEN, and so opens: {out}",
            "A SEND in LISTEN turns the passive OPEN into an active one. The text waits until the \
             connection is ESTABLISHED; the SYN takes number {outseq}.",
            "SEND opens: SYN",
        ),
        CallPlot::Sends => words!(
            "{Host} sends {outlen} bytes, numbers {outseq} to {outlast}",
            "The sequence number names the first byte. Every byte takes one number, so the next \
             free one is {outnext}. The acknowledgment number repeats what the {host} expects \
             from the {peer}: {outack}.",
            "{outlen} bytes from {outseq}",
        ),
        CallPlot::SendsPieces => words!(
            "{Host} sends {outlen} bytes in {outcount} segments",
            "A segment carries no more than the maximum segment size. Together these take the \
             numbers {outseq} to {outlast}.",
            "{outlen} bytes, {outcount} segments",
        ),
        CallPlot::SendWaitsForOpening => words!(
            "{Host} hands over {asked} bytes, to wait",
            "In {state} there is no connection yet to send them on. They cannot go out before it is \
             ESTABLISHED.",
            "{asked} bytes waiting",
        ),
        CallPlot::SendWaitsForWindow => words!(
            "{Host} hands over {asked} bytes, to wait",
            "The {peer} has announced a window of {sndwnd}, and there is not enough room left in \
             it. They go out when it opens.",
            "{asked} bytes waiting",
        ),
        CallPlot::SendWaitsForAck => words!(
            "{Host} hands over {asked} bytes, to wait",
            "What it sent before is not acknowledged yet. Until it is, less than a full segment \
             waits (Nagle's algorithm), and so does what the congestion window has no room for.",
            "{asked} bytes waiting",
        ),
        CallPlot::Reads => words!(
            "The {host}'s application reads {got} bytes",
            "They had arrived and been acknowledged before; RECEIVE hands them over and makes \
             room in the buffer.",
            "{got} bytes read",
        ),
        CallPlot::ReadWaits => words!(
            "The {host}'s application waits for data",
            "There is nothing to read yet, so the RECEIVE stays open.",
            "Waits for data",
        ),
        CallPlot::ClosesFirst => words!(
            "{Host} closes first: {out}",
            "CLOSE means: I have no more to send. The FIN bit takes a number of its own, {fin}, \
             so it can be acknowledged and resent like a byte. In FIN-WAIT-1 the {host} can \
             still receive; it waits for {finack} to be acknowledged.",
            "Closes: FIN takes {fin}",
        ),
        CallPlot::ClosesUnaware => words!(
            "{Host} closes as well: {out}",
            "It has not heard that the {peer} has closed: the {peer}'s FIN has not come yet. Its \
             own FIN takes number {fin}, and from FIN-WAIT-1 it waits for {finack} to be \
             acknowledged.",
            "Closes: FIN takes {fin}",
        ),
        CallPlot::ClosesLast => words!(
            "{Host} closes too: {out}",
            "Now its application is done as well, and its own FIN goes out with number {fin}. In \
             LAST-ACK it wants one thing more: the acknowledgment {finack}.",
            "Closes: FIN takes {fin}",
        ),
        CallPlot::CloseWaitsForText => words!(
            "{Host} closes, but its FIN waits",
            "The FIN comes after the last byte, and not all bytes could be sent yet. Meanwhile \
             the {host} is in {state}.",
            "CLOSE: FIN waits",
        ),
        CallPlot::CloseWaitsForOpening => words!(
            "{Host} closes, but its FIN waits",
            "It is still in {state}. The CLOSE is carried out once the connection is ESTABLISHED.",
            "CLOSE: FIN waits",
        ),
        CallPlot::CloseUnopened => words!(
            "{Host} closes before anything was open",
            "From {before} it goes straight to CLOSED: there is no connection to finish, so no \
             FIN is sent.",
            "CLOSED",
        ),
        CallPlot::ClosesUnread => words!(
            "{Host} closes with data unread: {out}",
            "Nobody will read what has arrived, so this is no orderly end: instead of a FIN a RST \
             tells the {peer} that data was lost, and the {host} is CLOSED at once.",
            "CLOSE, data unread: RST",
        ),
        CallPlot::AbortsWithReset => words!(
            "{Host} aborts: {out}",
            "ABORT throws everything away and tells the {peer} with a RST, once. Nothing \
             acknowledges a RST and nothing repeats it; the {host} is CLOSED at once.",
            "ABORT: RST",
        ),
        CallPlot::AbortsSilently => words!(
            "{Host} aborts without a word",
            "In {before} no RST is called for. The TCB is deleted.",
            "ABORT: CLOSED",
        ),
        CallPlot::RefusedExists => words!(
            "OPEN refused: the {host} has a connection",
            "It is in {state}. The user gets the error \"connection already exists\".",
            "OPEN refused",
        ),
        CallPlot::RefusedInTimeWait => words!(
            "OPEN refused: the {host} is still in TIME-WAIT",
            "This pair of sockets is not free yet: \"connection already exists\". As long as old \
             segments may be alive, no new connection can meet them.",
            "OPEN refused: TIME-WAIT",
        ),
        CallPlot::RefusedNoConnection => words!(
            "{call} refused: the {host} has no connection",
            "In CLOSED there is nothing to do it with. The user gets the error \"connection does \
             not exist\".",
            "Refused: no connection",
        ),
        CallPlot::RefusedClosing => words!(
            "{call} refused: the connection is closing",
            "In {state} it comes too late. The user gets the error \"connection closing\".",
            "Refused: closing",
        ),
        CallPlot::ConnectsWithText => words!(
            "{Host} opens with {outlen} bytes in its SYN",
            "It has a fast open cookie of the {peer}, from an earlier connection, so its data need not wait for the handshake. The SYN takes number {outseq}; the bytes follow it, up to {outlast}.",
            "SYN with {outlen} bytes",
        ),
        CallPlot::ConnectsTextWaits => words!(
            "{Host} opens: {out}; its {asked} bytes wait",
            "Its data may not ride on this SYN: for that it would need a cookie that the {peer} gave it earlier. The bytes go out once the connection is ESTABLISHED.",
            "SYN; {asked} bytes waiting",
        ),
        CallPlot::SendsUrgent => words!(
            "{Host} sends {outlen} urgent bytes, numbers {outseq} to {outlast}",
            "The URG bit says that the urgent pointer counts: it points behind the urgent data. The bytes keep their place in the stream; urgent only means that the other user is told to hurry.",
            "{outlen} urgent bytes",
        ),
        CallPlot::Accepts => words!(
            "The {host}'s application accepts a connection",
            "It takes the oldest connection from the accept queue, where {acceptqueue} are left. The protocol had made it ESTABLISHED before; accept sends nothing.",
            "accept",
        ),
        CallPlot::AcceptWaits => words!(
            "The {host}'s application waits in accept",
            "No connection is ready in the accept queue. The first that is ESTABLISHED goes to it.",
            "Waits in accept",
        ),
        CallPlot::RefusedNoRoom => words!(
            "{call} refused: the send buffer is full",
            "{asked} bytes more do not fit behind what is still to be sent or acknowledged. The user gets the error \"insufficient resources\".",
            "Refused: no room",
        ),
        CallPlot::RefusedNoRemote => words!(
            "{call} refused: open to whom?",
            "The {host} listens to anyone, and nobody has said whom it should call. The user gets the error \"remote socket unspecified\".",
            "Refused: no remote socket",
        ),
    }
}
