//! What must hold of an endpoint whatever happens to it.

use crate::ends::{End, Input};
use tcp_model::endpoint::Status;
use tcp_model::state::State;
use tcp_model::timer::Timer;

/// One of these runs while something is sent and not acknowledged.
const WAITS: [Timer; 4] = [Timer::Rto, Timer::R2, Timer::SynAckGiveUp, Timer::Persist];

/// The invariant that does not hold of an endpoint to which something has happened.
pub(crate) fn broken(before: &End, after: &End, input: Input) -> Option<&'static str> {
    let (was, is) = (before.endpoint.status(), after.endpoint.status());
    let runs = |timer: &Timer| after.timers.iter().any(|(running, _)| running == timer);
    let Status { state, snd, .. } = is;
    let idle = matches!(state, State::Closed | State::Listen);
    let checks = [
        (snd.una.at_or_before(snd.nxt), "SND.UNA is beyond SND.NXT"),
        (!idle || after.timers.is_empty(), "a timer runs in CLOSED or LISTEN"),
        (
            runs(&Timer::TimeWait) == (state == State::TimeWait),
            "TIME-WAIT and its timer go together",
        ),
        (
            idle || snd.una == snd.nxt || WAITS.iter().filter(|timer| runs(timer)).count() == 1,
            "one timer runs while something is not acknowledged",
        ),
        (keeps_its_window(was, is, input), "the right edge of the window moves left"),
    ];
    checks.into_iter().find(|(holds, _)| !holds).map(|(_, broken)| broken)
}

/// RFC 9293 §3.8.6: the window must not shrink (SHLD-14), RCV.NXT does not go back.
fn keeps_its_window(was: Status, is: Status, input: Input) -> bool {
    let edge = |status: Status| status.rcv.nxt + status.rcv.wnd;
    let lives_on = was.state.is_synchronized() && is.state.is_synchronized();
    let begins_anew = matches!(input, Input::OpenActive | Input::OpenPassive | Input::Crash);
    !lives_on
        || begins_anew
        || (was.rcv.nxt.at_or_before(is.rcv.nxt) && edge(was).at_or_before(edge(is)))
}
