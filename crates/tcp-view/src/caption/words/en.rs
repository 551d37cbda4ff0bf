//! English.

pub(super) mod calls;
pub(super) mod opening;
pub(super) mod refusal;
pub(super) mod transfer;
pub(super) mod world;

use crate::caption::plot::{Aside, Broken};

pub(super) const fn aside(aside: Aside) -> &'static str {
    match aside {
        Aside::StaleSyn => {
            "This one is old, from a connection that is gone; nothing in the segment says so."
        }
        Aside::StaleSegment => "It was sent at {sentat}, by a connection that is gone.",
        Aside::Forged => "This one was forged by an attacker; nothing in the segment says so.",
        Aside::PeerDown => "The {peer} is down and takes nothing.",
        Aside::CableOut => "A cable is pulled: nothing gets through.",
        Aside::GapFilled => {
            "It fills a gap: with what was kept behind it, {got} bytes go to the application."
        }
        Aside::TextToo => "The {got} bytes it carries go to the application.",
        Aside::RestWaits => "Only {outlen} of the {asked} bytes go out at once; the rest waits.",
        Aside::QueuedClose => "Its user has already closed, so it goes straight on to FIN-WAIT-1.",
        Aside::AlsoSends => {
            "Now it may also send what was waiting: {outlen} bytes, up to number {outlast}."
        }
        Aside::WindowUpdate => "It tells the {peer} that there is room again.",
        Aside::Copied => "The network makes a second copy of it, which stays under way.",
        Aside::Slow => "The network takes {slow} over seq={slowseq}.",
        Aside::Urgent => "The user is told that urgent data is coming.",
        Aside::DeliveryProblem => {
            "The user is told that there is a delivery problem; the connection goes on."
        }
        Aside::KeepAliveRuns => "It asks again in {keepalive} if there is no answer.",
        Aside::LastKeepAlive => {
            "That was the last probe: after {lastprobe} without an answer, it gives up."
        }
        Aside::AckWaits => "The ACK waits up to {delack} for data to ride on.",
        Aside::FinWait2Runs => "Linux gives this state {finwait2}.",
        Aside::OverrideRuns => "It goes out in {override} even if it stays short.",
        Aside::RtoRuns => "The retransmission timer runs: {rto}.",
        Aside::NextRto => "The timer backs off; next time it waits {rto}.",
        Aside::LastWait => {
            "That was the last retransmission: if {lastwait} pass without an answer, it gives up."
        }
        Aside::PersistRuns => "The window is zero, so a timer runs that will probe it: {persist}.",
        Aside::UserTimeoutFirst => "Its user will not wait that long: the user timeout is {user}.",
        Aside::RtoStops => "Everything is acknowledged, so the retransmission timer stops.",
        Aside::TimeWaitRuns => {
            "The wait is 2MSL, {timewait}: long enough for the last ACK to be needed again, and \
             for every old segment to die."
        }
        Aside::TimeWaitShort => "The wait should be 2MSL. Here it is {timewait}.",
    }
}

pub(super) const fn broken(rule: Broken) -> &'static str {
    match rule {
        Broken::TwoWayServer => {
            "RFC 9293 §3.10.7.2, third: after a SYN the next state is SYN-RECEIVED. This server \
             is ESTABLISHED although nobody has acknowledged its own SYN."
        }
        Broken::TwoWayClient => {
            "RFC 9293 §3.10.7.3, fourth: the SYN,ACK must be acknowledged. This client sends no \
             third segment, so the server never learns that its sequence number arrived."
        }
        Broken::FourWayServer => {
            "RFC 9293 §3.10.7.2, third: the answer to a SYN is one segment, SYN,ACK. This server \
             sends ACK and SYN separately."
        }
        Broken::FourWayClient => {
            "RFC 9293 §3.10.7.3, fifth: in SYN-SENT a segment with neither SYN nor RST is dropped. \
             This client takes the bare ACK."
        }
        Broken::AckOfAck => {
            "RFC 9293 §3.5: an ACK takes no sequence number and is not acknowledged. This server \
             acknowledges the third segment all the same."
        }
        Broken::TimeWaitZero => {
            "RFC 9293 §3.6.1, MUST-13: the active closer stays in TIME-WAIT for 2MSL. This one \
             does not wait."
        }
        Broken::TimeWaitOneMsl => {
            "RFC 9293 §3.6.1, MUST-13: the active closer stays in TIME-WAIT for 2MSL. This one \
             waits for half of that."
        }
        Broken::FixedIsn => {
            "RFC 9293 §3.4.1, MUST-8: initial sequence numbers come from a clock. This {host} \
             begins every connection with {iss}."
        }
    }
}
