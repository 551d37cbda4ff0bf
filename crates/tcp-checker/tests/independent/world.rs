//! Two ends, a network, and what the protocol cannot see of them.

use crate::protocol::{Effects, Segment, State, Tcb};

/// MSL in seconds (RFC 9293 §3.4.3).
const MSL: u16 = 120;
/// The first RTO in seconds (RFC 6298 §2.1); each timeout doubles it (§5.5).
pub(crate) const RTO: u16 = 1;

/// The client is 0, the server 1.
pub(crate) type Side = usize;

/// An end, and what the protocol cannot see of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct End {
    /// What it remembers itself.
    pub(crate) tcb: Tcb,
    /// Its retransmission timer: seconds left, and timeouts so far.
    pub(crate) timer: Option<(u16, u8)>,
    /// OPENs so far.
    pub(crate) opens: u8,
    /// Its incarnations, from 1: each begins with an OPEN or a return to LISTEN. Of each, the
    /// peer's incarnation whose SYN it accepted, and whether it was ESTABLISHED.
    pub(crate) incarnations: Vec<(u8, bool)>,
}

/// A segment in the network.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Travelling {
    /// Who sent it.
    pub(crate) from: Side,
    /// The segment.
    pub(crate) segment: Segment,
    /// The incarnation that sent it.
    pub(crate) incarnation: u8,
    /// The seconds that it may yet live.
    pub(crate) life: u16,
}

/// Everything that decides what may happen next.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct World {
    /// The ends.
    pub(crate) ends: [End; 2],
    /// The network, in order: which of two equal segments arrives makes no difference.
    pub(crate) network: Vec<Travelling>,
    /// Losses so far.
    pub(crate) losses: u8,
    /// Duplicates so far.
    pub(crate) duplicates: u8,
    /// ABORTs so far.
    pub(crate) aborts: u8,
    /// Timers so far that expired while something was in the network.
    pub(crate) early: u8,
}

impl End {
    fn new() -> End {
        End { tcb: Tcb::closed(), timer: None, opens: 0, incarnations: Vec::new() }
    }

    /// The current incarnation, 0 before the first.
    pub(crate) fn incarnation(&self) -> u8 {
        self.incarnations.len() as u8
    }

    /// What is known of an incarnation.
    fn accepted(&self, incarnation: u8) -> (u8, bool) {
        let place = usize::from(incarnation).checked_sub(1);
        place.map_or((0, false), |place| self.incarnations[place])
    }

    /// A new incarnation.
    pub(crate) fn begin(&mut self) {
        self.incarnations.push((0, false));
    }
}

impl World {
    /// In which nothing has happened.
    pub(crate) fn new() -> World {
        let ends = [End::new(), End::new()];
        World { ends, network: Vec::new(), losses: 0, duplicates: 0, aborts: 0, early: 0 }
    }

    /// The peer's incarnation whose SYN the current one of this side has accepted, 0 for none,
    /// and whether they are paired: that has accepted this one's SYN.
    pub(crate) fn partner(&self, side: Side) -> (u8, bool) {
        let end = &self.ends[side];
        let accepted = end.incarnations.last().map_or(0, |(accepted, _)| *accepted);
        let mutual = self.ends[1 - side].accepted(accepted);
        (accepted, accepted > 0 && mutual.0 == end.incarnation())
    }

    /// An end sends a segment.
    pub(crate) fn send(&mut self, from: Side, segment: Segment) {
        let incarnation = self.ends[from].incarnation();
        self.network.push(Travelling { from, segment, incarnation, life: MSL });
        self.network.sort_unstable();
    }

    /// Time passes.
    pub(crate) fn pass(&mut self, seconds: u16) {
        for travelling in &mut self.network {
            travelling.life -= seconds;
        }
        for (left, _) in self.ends.iter_mut().filter_map(|end| end.timer.as_mut()) {
            *left -= seconds;
        }
        self.network.sort_unstable();
    }

    /// The seconds until something happens by itself.
    pub(crate) fn soonest(&self) -> Option<u16> {
        let timers = self.ends.iter().filter_map(|end| end.timer);
        let lives = self.network.iter().map(|travelling| travelling.life);
        timers.map(|(left, _)| left).chain(lives).min()
    }

    /// What follows from an event at an end.
    pub(crate) fn follow(&mut self, side: Side, effects: Effects, peer: u8) {
        let end = &mut self.ends[side];
        if let (true, Some((accepted, _))) = (effects.accepted_syn, end.incarnations.last_mut()) {
            *accepted = peer;
        }
        for segment in effects.sent {
            self.send(side, segment);
        }
        let end = &mut self.ends[side];
        if effects.listens_again {
            end.begin();
        }
        if let (State::Established, Some((_, was))) = (end.tcb.state, end.incarnations.last_mut()) {
            *was = true;
        }
        end.timer = if end.tcb.retransmits { end.timer.or(Some((RTO, 0))) } else { None };
    }

    fn quiet(&self) -> bool {
        let rests = |side: Side| self.ends[side].timer.is_none() && !self.hopes(side);
        self.network.is_empty() && [0, 1].into_iter().all(rests)
    }

    /// An end whose SYN is acknowledged and that has not seen the peer's retransmits nothing any
    /// more. Its user timeout runs on, longer than everything else (§3.10.8).
    pub(crate) fn hopes(&self, side: Side) -> bool {
        self.ends[side].tcb.state == State::SynSent && self.ends[side].timer.is_none()
    }

    fn is_established(&self, side: Side) -> bool {
        self.ends[side].tcb.state == State::Established
    }

    /// The property `both-confirmed`, of this world.
    pub(crate) fn confirmed(&self) -> bool {
        [0, 1].into_iter().all(|side| !self.is_established(side) || self.partner(side).1)
    }

    /// The property `agreement`, of this world.
    pub(crate) fn agrees(&self) -> bool {
        let (client, _) = self.partner(1);
        let client_was_established = self.ends[0].accepted(client).1;
        self.confirmed() && (!self.is_established(1) || client_was_established)
    }

    /// Whether the connection is at both ends or at neither, should nothing more happen.
    pub(crate) fn settled(&self) -> bool {
        let connected = |end: &End| !matches!(end.tcb.state, State::Closed | State::Listen);
        let [client, server] = self.ends.each_ref().map(connected);
        let alike = client == server && (!client || self.partner(0).1);
        !self.quiet() || self.aborts > 0 || alike
    }
}
