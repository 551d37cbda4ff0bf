//! Out of TIME-WAIT before it is over: a SYN that may begin a new incarnation (RFC 9293 §3.6.1,
//! MAY-2; RFC 1122 §4.2.2.13; RFC 6191), and Linux's `tcp_tw_reuse`.

use super::agreement::{Agreement, Recent, older};
use super::arrives::ruling;
use super::{Endpoint, ReceiveSequence, SendSequence, Step, Tcb};
use crate::clause::{self, Why};
use crate::knobs::TimeWaitReuse;
use crate::segment::{Segment, SegmentFlags};
use crate::state::State;
use crate::time::Duration;
use crate::verdict::{Ruling, Verdict};

/// What TIME-WAIT knew, in case that the SYN which ended it was an old duplicate.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Reopened {
    snd: SendSequence,
    rcv: ReceiveSequence,
    agreed: Agreement,
}

impl Endpoint {
    /// A SYN in TIME-WAIT, where the knobs let it count.
    pub(super) fn syn_in_time_wait(
        &mut self,
        segment: &Segment,
        step: &mut Step<'_>,
    ) -> Option<Ruling> {
        let bare = SegmentFlags::SYN | SegmentFlags::ACK | SegmentFlags::RST;
        if self.state != State::TimeWait || segment.flags.common(bare) != SegmentFlags::SYN {
            return None;
        }
        // The largest number that the peer has used is that of its FIN, before RCV.NXT.
        let later = self.tcb.rcv.nxt.at_or_before(segment.seq);
        match self.knobs.time_wait_reuse {
            TimeWaitReuse::Off | TimeWaitReuse::TwReuse => None,
            TimeWaitReuse::SynSeq => later.then(|| {
                self.reopen(segment, clause::TIME_WAIT_REUSE, step);
                ruling(Verdict::NewIncarnation, clause::TIME_WAIT_REUSE)
            }),
            TimeWaitReuse::Rfc6191 if self.is_later_by_timestamp(segment, later) => {
                self.reopen(segment, clause::TIME_WAIT_TIMESTAMPS, step);
                Some(ruling(Verdict::NewIncarnation, clause::TIME_WAIT_TIMESTAMPS))
            }
            // "Otherwise, silently drop the incoming SYN segment."
            TimeWaitReuse::Rfc6191 => {
                Some(ruling(Verdict::SynInTimeWait, clause::TIME_WAIT_TIMESTAMPS))
            }
        }
    }

    /// RFC 6191 §2: by the timestamps of both incarnations, and by the number where these are
    /// equal or there are none.
    fn is_later_by_timestamp(&self, segment: &Segment, later: bool) -> bool {
        let offered = segment.options.timestamps.filter(|_| self.knobs.timestamps);
        match (self.tcb.agreed.recent(), offered) {
            (Some(Recent { tsval, .. }), Some(new)) if new.tsval == tsval => later,
            (Some(Recent { tsval, .. }), Some(new)) => older(tsval, new.tsval),
            (None, Some(_)) => true,
            (_, None) => later,
        }
    }

    fn reopen(&mut self, syn: &Segment, why: Why, step: &mut Step<'_>) {
        self.stop_all_timers(step);
        let old = Reopened { snd: self.tcb.snd, rcv: self.tcb.rcv, agreed: self.tcb.agreed };
        let reopened = Some(Box::new(old));
        self.tcb = Tcb { passive: true, reopened, ..Tcb::new(&self.knobs) };
        self.answer_syn(syn, why, step);
    }

    /// RFC 1122 §4.2.2.13, (1): "assigns its initial sequence number for the new connection to be
    /// larger than the largest sequence number it used on the previous connection incarnation".
    pub(super) fn outgrow_previous(&mut self) {
        if let Some(old) = &self.tcb.reopened {
            self.tcb.snd.iss = self.tcb.snd.iss.max(old.snd.nxt);
        }
    }

    /// RFC 1122 §4.2.2.13, (2): "returns to TIME-WAIT state if the SYN turns out to be an old
    /// duplicate". Says whether there is a TIME-WAIT to return to.
    pub(super) fn return_to_time_wait(&mut self, why: Why, step: &mut Step<'_>) -> bool {
        let Some(old) = self.tcb.reopened.take() else { return false };
        let Reopened { snd, rcv, agreed } = *old;
        self.tcb = Tcb { snd, rcv, agreed, ..Tcb::new(&self.knobs) };
        self.tcb.last_ack_sent = rcv.nxt;
        self.enter_time_wait(why, step);
        true
    }

    /// Linux's `tcp_tw_reuse`: an active OPEN leaves a TIME-WAIT whose latest timestamp is more
    /// than a second old, for PAWS tells the segments of both incarnations apart.
    pub(super) fn may_reuse_time_wait(&self, step: &Step<'_>) -> bool {
        self.state == State::TimeWait
            && self.knobs.time_wait_reuse == TimeWaitReuse::TwReuse
            && self
                .tcb
                .agreed
                .recent()
                .is_some_and(|recent| step.now.since(recent.at) >= Duration::from_secs(1))
    }
}
