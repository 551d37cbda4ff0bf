//! A segment against the window of the end that it comes to (RFC 9293 §3.4, §3.10.7).

use super::{Progress, progress, status};
use tcp_model::endpoint::{ReceiveSequence, Status};
use tcp_model::host::{Flow, Host, Party};
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::state::State;
use tcp_model::trace::{Flight, Landing, Run, SegmentId};
use tcp_model::verdict::Ruling;

/// A segment and the end that it comes to: just before it arrived, or now if it is on its way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// The end.
    pub receiver: Party,
    /// What decides there, by its state.
    pub rule: Rule,
    /// What the end made of it, and the beat, by index; `None` if it has not arrived.
    pub ruled: Option<(Ruling, usize)>,
}

/// What decides about a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rule {
    /// The lanes do not show the state of its connection there, or there is nobody.
    Unknown,
    /// There is no TCB with a window: CLOSED (§3.10.7.1), LISTEN (§3.10.7.2) or SYN-SENT (§3.10.7.3).
    NoWindow(State),
    /// The receive window, in this state (§3.10.7.4, first).
    Window(State, Acceptability),
}

/// The four cases of RFC 9293 §3.10.7.4, Table 6.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Case {
    /// SEG.LEN = 0, RCV.WND = 0: SEG.SEQ = RCV.NXT.
    NothingIntoNothing,
    /// SEG.LEN = 0, RCV.WND > 0: SEG.SEQ is in the window.
    NothingIntoWindow,
    /// SEG.LEN > 0, RCV.WND = 0: not acceptable.
    SomethingIntoNothing,
    /// SEG.LEN > 0, RCV.WND > 0: the first or the last number is in the window.
    SomethingIntoWindow,
}

impl Case {
    /// All, in the order of the table.
    pub const ALL: [Case; 4] = [
        Case::NothingIntoNothing,
        Case::NothingIntoWindow,
        Case::SomethingIntoNothing,
        Case::SomethingIntoWindow,
    ];
}

/// A segment against a receive window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptability {
    /// The variables of the window.
    pub rcv: ReceiveSequence,
    /// Which case it is.
    pub case: Case,
    /// Whether its first number is in the window.
    pub first: bool,
    /// Whether its last number is; what occupies no number has none.
    pub last: bool,
    /// What the table says. Only the first number of a SYN or a RST counts: what is outside of the
    /// window is trimmed off.
    pub acceptable: bool,
}

impl Acceptability {
    /// Puts a segment against a window.
    pub fn of(segment: &Segment, rcv: ReceiveSequence) -> Acceptability {
        let len = segment.seg_len();
        let within = |seq: tcp_model::seq::SeqNum| seq.within(rcv.nxt, rcv.wnd);
        let first = within(segment.seq);
        let last = len > 0 && within(segment.end() - 1);
        let trimmed = segment.has(SegmentFlags::SYN) || segment.has(SegmentFlags::RST);
        let (case, acceptable) = match (len, rcv.wnd) {
            (0, 0) => (Case::NothingIntoNothing, segment.seq == rcv.nxt),
            (0, _) => (Case::NothingIntoWindow, first),
            (_, 0) => (Case::SomethingIntoNothing, false),
            (_, _) => (Case::SomethingIntoWindow, first || last && !trimmed),
        };
        Acceptability { rcv, case, first, last, acceptable }
    }
}

/// A segment that has been sent in the first `step` beats, and the end that it comes to.
pub fn meeting(run: &Run, id: SegmentId, step: usize) -> Meeting {
    let flight = run.flight(id);
    let (met, ruled) = match (progress(run, id, step), flight.landing) {
        (Progress::Ended(beat), Landing::Arrived(ruling)) => (beat, Some((ruling, beat))),
        (Progress::Ended(beat), _) => (beat, None),
        (Progress::OnTheWay | Progress::Unsent, _) => (step, None),
    };
    Meeting { receiver: flight.receiver(), rule: rule(run, flight, met), ruled }
}

fn rule(run: &Run, flight: &Flight, step: usize) -> Rule {
    let receiver = match flight.receiver() {
        Party::Client => Host::Client,
        Party::Server => Host::Server,
        Party::Attacker => return Rule::Unknown,
    };
    if flight.flow != Flow::MAIN {
        return Rule::Unknown;
    }
    let Status { state, rcv, .. } = status(run, receiver, step);
    match state {
        State::Closed | State::Listen | State::SynSent => Rule::NoWindow(state),
        State::SynReceived
        | State::Established
        | State::FinWait1
        | State::FinWait2
        | State::CloseWait
        | State::Closing
        | State::LastAck
        | State::TimeWait => Rule::Window(state, Acceptability::of(&flight.segment, rcv)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tcp_model::segment::Payload;
    use tcp_model::seq::SeqNum;
    use tcp_model::verdict::Verdict;
    use tcp_scenarios::catalogue::Catalogue;

    fn against(seq: u32, len: u32, nxt: u32, wnd: u32) -> Acceptability {
        let data = Payload::repeating("a", len);
        let segment = Segment { seq: SeqNum(seq), data, ..Segment::default() };
        let rcv = ReceiveSequence { nxt: SeqNum(nxt), wnd, ..ReceiveSequence::default() };
        Acceptability::of(&segment, rcv)
    }

    #[test]
    fn the_four_cases_decide_as_the_table_says() {
        for (seq, len, wnd, case, acceptable) in [
            (100, 0, 0, Case::NothingIntoNothing, true),
            (101, 0, 0, Case::NothingIntoNothing, false),
            (100, 0, 10, Case::NothingIntoWindow, true),
            (109, 0, 10, Case::NothingIntoWindow, true),
            (110, 0, 10, Case::NothingIntoWindow, false),
            (99, 0, 10, Case::NothingIntoWindow, false),
            (100, 1, 0, Case::SomethingIntoNothing, false),
            (99, 1, 10, Case::SomethingIntoWindow, false),
            (99, 2, 10, Case::SomethingIntoWindow, true),
            (109, 5, 10, Case::SomethingIntoWindow, true),
            (110, 5, 10, Case::SomethingIntoWindow, false),
        ] {
            let met = against(seq, len, 100, wnd);
            assert_eq!((met.case, met.acceptable), (case, acceptable), "{seq} {len} {wnd}");
        }
    }

    #[test]
    fn a_window_reaches_over_the_end_of_the_numbers() {
        assert!(against(3, 5, u32::MAX - 1, 10).acceptable);
        assert!(!against(8, 5, u32::MAX - 1, 10).acceptable);
    }

    /// What the picture says of a segment is what the engine said of it.
    #[test]
    fn the_engine_refuses_by_number_what_the_table_does() {
        let refusals = [Verdict::UnacceptableSeq, Verdict::UnacceptableSeqReset];
        let mut seen = [0; 2];
        for entry in Catalogue::get().entries() {
            let run = entry.scenario().run();
            for flight in &run.flights {
                let met = meeting(&run, flight.id, run.beats.len());
                let (Rule::Window(_, table), Some((ruling, _))) = (met.rule, met.ruled) else {
                    continue;
                };
                if refusals.contains(&ruling.verdict) {
                    assert!(!table.acceptable, "{} {}: {table:?}", entry.id(), flight.id);
                }
                seen[usize::from(table.acceptable)] += 1;
            }
        }
        assert!(seen[0] > 10 && seen[1] > 100, "{seen:?}");
    }
}
