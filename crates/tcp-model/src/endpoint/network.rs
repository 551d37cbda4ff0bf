//! What the network layer reports by ICMP (RFC 9293 §3.9.2.2).

use super::{Endpoint, Output, Signal, Step};
use crate::clause;
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::Instant;

/// An ICMP message about a segment of ours, by what it means to TCP.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum IcmpReport {
    /// Destination Unreachable codes 0, 1, 5, Time Exceeded, Parameter Problem: it may pass.
    SoftError,
    /// Destination Unreachable codes 2 to 4: it will not.
    HardError,
    /// Source Quench.
    SourceQuench,
}

impl Endpoint {
    /// ICMP reports trouble with the segment of ours that has this sequence number.
    ///
    /// A soft error does not abort the connection (MUST-56), a hard one does (SHLD-26), a source
    /// quench is discarded (MUST-55). A report about a number that is not in flight may be forged
    /// and is ignored (RFC 5927 §4.1).
    pub fn icmp_arrives(
        &mut self,
        report: IcmpReport,
        seq: SeqNum,
        now: Instant,
        out: &mut Vec<Output>,
    ) {
        let step = &mut Step { now, out };
        let snd = &self.tcb.snd;
        let connected = !matches!(self.state, State::Closed | State::Listen);
        if !connected || !seq.within(snd.una, snd.nxt.since(snd.una)) {
            return;
        }
        match report {
            IcmpReport::SourceQuench => {}
            IcmpReport::SoftError => self.signal(Signal::SoftError, clause::ICMP_SOFT, step),
            // Nobody has been told of a connection that is still half-open here.
            IcmpReport::HardError if self.state == State::SynReceived && self.tcb.passive => {
                self.return_to_listen(clause::ICMP_HARD, step);
            }
            IcmpReport::HardError => {
                self.signal(Signal::HardError, clause::ICMP_HARD, step);
                self.delete(clause::ICMP_HARD, step);
            }
        }
    }
}
