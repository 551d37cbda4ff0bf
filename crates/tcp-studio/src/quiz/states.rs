//! Which state comes next?

use super::Kind;
use super::draft::Draft;
use super::moment::{Cause, Moment};
use super::words::{self, Reason};
use tcp_model::clause::Why;
use tcp_model::endpoint::Call;
use tcp_model::segment::SegmentFlags;
use tcp_model::state::State;
use tcp_model::timer::Timer;
use tcp_model::trace::EventKind;
use tcp_scenarios::prose::Lang;

/// Asks for the state after a moment that changes it, or that one may think does.
pub(super) fn state(m: &Moment<'_>, lang: Lang) -> Option<Draft> {
    let (from, right) = (m.was().state, m.is().state);
    let weight = weight(m)?;
    let mut wrong: Vec<State> = tempting(from).to_vec();
    wrong.retain(|state| *state != right && *state != from);
    // That nothing changes is a temptation too, and on top where something ought to be known.
    if right != from {
        wrong.insert(wrong.len().min(2), from);
    }
    let wrong = wrong.into_iter().map(|state| {
        let reason = why_not(m, state);
        (state.name().to_owned(), words::reason(&reason, lang))
    });
    Some(Draft {
        kind: Kind::State,
        key: format!("state {from} {right} {:?}", m.arriving().map(|f| f.segment.flags)),
        weight,
        ask: words::ask_state(lang),
        right: right.name().to_owned(),
        wrong: wrong.collect(),
        lead: None,
        why: why(m),
        about: m.arriving().map(|flight| flight.id),
    })
}

fn why(m: &Moment<'_>) -> Option<Why> {
    let entered = m.events().iter().find_map(|event| match event.kind {
        EventKind::State { host, why, .. } if host == m.host => Some(why),
        _ => None,
    });
    match m.cause {
        Cause::Arrival(_, ruling) => entered.or(Some(ruling.why)),
        Cause::Call(_) | Cause::Timer(..) | Cause::Pointed => entered,
    }
}

/// How much it is worth asking; `None` where the answer is known from the question.
fn weight(m: &Moment<'_>) -> Option<i32> {
    let (from, to) = (m.was().state, m.is().state);
    // Where a wrong protocol decides, that is what the scenario is about.
    let deviates = why(m).is_some_and(|why| why.deviation.is_some());
    match m.cause {
        Cause::Arrival(..) if from != to && deviates => Some(16),
        Cause::Arrival(flight, _) if from == to => {
            let shakes = SegmentFlags::SYN | SegmentFlags::RST;
            let flags = flight.segment.flags.common(shakes);
            (flags != SegmentFlags::NONE && from != State::Closed).then_some(7)
        }
        Cause::Arrival(..) => Some(11),
        Cause::Call(Call::Close) if from != to => Some(9),
        Cause::Call(_) => None,
        Cause::Timer(Timer::TimeWait, _) | Cause::Pointed => None,
        Cause::Timer(..) => (from != to).then_some(8),
    }
}

/// What one may take for the next state, the likeliest first.
const fn tempting(from: State) -> &'static [State] {
    use State::*;
    match from {
        Listen => &[SynReceived, Established, SynSent],
        SynSent => &[SynReceived, Established, Closed],
        SynReceived => &[Established, Listen, SynSent],
        Established => &[CloseWait, FinWait1, LastAck, Closed],
        FinWait1 => &[FinWait2, Closing, TimeWait, CloseWait],
        FinWait2 => &[TimeWait, Closed, LastAck, Closing],
        CloseWait => &[LastAck, FinWait1, TimeWait, Closed],
        Closing => &[TimeWait, FinWait2, Closed],
        LastAck => &[TimeWait, Closed, FinWait2],
        TimeWait => &[Closed, Established, SynReceived],
        Closed => &[SynSent, Listen, SynReceived],
    }
}

fn why_not(m: &Moment<'_>, wrong: State) -> Reason {
    let keeps = m.was().state == m.is().state;
    let deviates = why(m).is_some_and(|why| why.deviation.is_some());
    match wrong {
        State::SynReceived if deviates => Reason::RightProtocolWaits,
        _ if wrong == m.was().state => match m.cause {
            Cause::Arrival(..) => Reason::Leaves(wrong, m.is().state),
            Cause::Call(_) => Reason::CallLeaves(wrong),
            Cause::Timer(..) | Cause::Pointed => Reason::TimerLeaves(wrong),
        },
        _ if keeps => Reason::Keeps(wrong, m.was().state),
        _ => Reason::StateMeans(wrong),
    }
}
