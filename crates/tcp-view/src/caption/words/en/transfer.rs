//! Arrivals that bring the connection on, or are part of its closing.

use crate::caption::plot::{TransferPlot, words};

pub(in super::super) const fn words_of(plot: TransferPlot) -> &'static str {
    match plot {
        TransferPlot::TextTaken => words!(
            "{Host} takes {got} bytes: ack={rcvnow}",
            "It was expecting number {rcvnxt}. It hands the bytes to its application and expects \
             {rcvnow} next; that is what its ACK says.",
            "{got} bytes: ack={rcvnow}",
        ),
        TransferPlot::StaleTextTaken => words!(
            "{Host} takes {got} old bytes for new ones: ack={rcvnow}",
            "They were sent at {sentat}, by a connection that is gone. But they begin at {seq}, \
             and {rcvnxt} is what this connection expects. Numbers are all that the {host} can go \
             by: it delivers them and acknowledges {rcvnow}.",
            "Old bytes taken as new",
        ),
        TransferPlot::TextKept => words!(
            "{Host} takes {kept} numbers and keeps the text: ack={rcvnow}",
            "Its application has not asked for them yet. They are acknowledged and take up room \
             in the window until they are read.",
            "Kept unread: ack={rcvnow}",
        ),
        TransferPlot::TextEarly => words!(
            "{len} bytes come early: {host} keeps them",
            "They begin at {seq}, but {rcvnxt} is what comes next. The {host} keeps them and says \
             again what is missing: ack={rcvnxt}.",
            "Early: kept, ack={rcvnxt}",
        ),
        TransferPlot::FinEarly => words!(
            "The FIN comes early: {host} keeps it",
            "It has number {seq}, but {rcvnxt} is what comes next. A FIN takes its turn like a \
             byte, so the {host} stays in {state} and says what is missing: ack={rcvnxt}.",
            "Early FIN, ack={rcvnxt}",
        ),
        TransferPlot::WindowClosed => words!(
            "{Host} has no room and does not take the text",
            "Its window is zero. What the segment acknowledges counts; the text is dropped, and \
             an ACK says so: ack={rcvnxt}.",
            "Window zero: not taken",
        ),
        TransferPlot::AckTaken => words!(
            "{Host} learns that everything up to {acklast} has arrived",
            "ack={ack} is the next number that the {peer} expects. What came before it need not \
             be kept for a retransmission any more.",
            "ack={ack}",
        ),
        TransferPlot::DuplicateAck => words!(
            "ack={ack} tells the {host} nothing new",
            "Everything up to there was acknowledged before. A bare ACK takes no sequence number, \
             so there is nothing in it to acknowledge, and no answer.",
            "Nothing new",
        ),
        TransferPlot::WindowNews => words!(
            "{Host} hears that the {peer} has room for {sndwnd} bytes",
            "Nothing more is acknowledged; it is the window that has changed.",
            "Window: {sndwnd}",
        ),
        TransferPlot::Taken => words!(
            "{Host} takes {segment}",
            "It is acceptable, but the {host} stays in {state} and nothing goes to its \
             application.",
            "{flags} taken",
        ),
        TransferPlot::FinTaken => words!(
            "{Host} takes the FIN: CLOSE-WAIT, ack={rcvnow}",
            "The FIN took number {peerfin}, so {rcvnow} is what its TCP acknowledges, without asking \
             anybody. The application is told that the {peer} will send no more. It can still send \
             data; the {host}'s own FIN waits until it closes, and no timer hurries it.",
            "CLOSE-WAIT, ack={rcvnow}",
        ),
        TransferPlot::FinTakenLast => words!(
            "{Host} takes the {peer}'s FIN: TIME-WAIT, ack={rcvnow}",
            "The FIN took number {peerfin}. The {host} had closed before it came, and so has to \
             wait: if this last ACK is lost, the FIN may come again, and somebody must be there to \
             answer.",
            "TIME-WAIT, ack={rcvnow}",
        ),
        TransferPlot::FinAndAck => words!(
            "{Host} gets the ACK of its FIN and the {peer}'s FIN in one: TIME-WAIT",
            "ack={ack} covers its own FIN, and the {peer}'s FIN took number {peerfin}. Two steps \
             of the close have travelled together. The {host} had closed before, so it waits.",
            "TIME-WAIT, ack={rcvnow}",
        ),
        TransferPlot::FinsCross => words!(
            "The FINs cross: {host} CLOSING, ack={rcvnow}",
            "Here is the {peer}'s FIN, number {peerfin}, and not yet the acknowledgment of the \
             {host}'s own. Both ends have closed without waiting for each other.",
            "CLOSING, ack={rcvnow}",
        ),
        TransferPlot::FinAcked => words!(
            "The {host}'s FIN is acknowledged: FIN-WAIT-2",
            "ack={ack} covers the FIN, number {fin}. This direction is closed. The other is open: \
             the {host} still receives, until the {peer} closes too.",
            "FIN acked: FIN-WAIT-2",
        ),
        TransferPlot::ClosingAcked => words!(
            "The {host}'s FIN is acknowledged: TIME-WAIT",
            "ack={ack} covers the FIN, number {fin}; the {peer}'s has come already. Neither end \
             waited for the other's FIN before it closed, and who does not, waits now.",
            "FIN acked: TIME-WAIT",
        ),
        TransferPlot::LastAckDone => words!(
            "{Host} has the ACK of its FIN: CLOSED",
            "ack={ack} covers the FIN, number {fin}: the last thing it was waiting for. The TCB is \
             deleted. There is no TIME-WAIT here: that is for the end that closed first.",
            "FIN acked: CLOSED",
        ),
        TransferPlot::FinAgain => words!(
            "The FIN again: {host} acknowledges once more, ack={outack}",
            "To the {host} it looks as if its last ACK had been lost. It is still in TIME-WAIT, so \
             it can answer, and 2MSL begin again.",
            "FIN again: ack={outack}",
        ),
    }
}
