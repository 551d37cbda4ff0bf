//! The segment that is looked into.

use crate::moment::Moment;
use crate::subject::Subject;
use crate::words::either;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tcp_model::endpoint::Status;
use tcp_model::host::{Flow, Host, Party, Socket};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::trace::{Flight, Run, SegmentId};
use tcp_scenarios::prose::Lang;
use tcp_view::caption::Caption;
use tcp_view::inspector::{address_of, last_sent, status};
use tcp_view::message::Message;
use tcp_wire::Packet;
use tcp_wire::anatomy::{Field, Part, parts};

/// A segment with all that is shown of it.
pub(super) struct Look<'a> {
    pub(super) lang: Lang,
    pub(super) run: &'a Run,
    pub(super) captions: &'a [Caption],
    pub(super) step: usize,
    pub(super) flight: &'a Flight,
    /// The first step after which it had been sent.
    sent: usize,
    /// The segment that was the last to be sent.
    pub(super) last: SegmentId,
    /// Whether the reader has chosen it.
    pub(super) is_chosen: bool,
    /// Its octets; none where no datagram can hold it.
    pub(super) octets: Vec<u8>,
    /// The fields of its octets; the last is its data (RFC 9293 Figure 1), even where it has none.
    pub(super) parts: Vec<Part>,
    /// The field that the reader has chosen.
    pub(super) field: Option<&'static str>,
    /// Whether numbers are counted from the initial ones.
    pub(super) relative: bool,
}

impl<'a> Look<'a> {
    /// Looks into the selected segment, or the last that was sent: what is still to be sent cannot
    /// be looked into.
    pub(super) fn new(
        now: &Moment,
        subject: &'a Subject,
        field: Option<&'static str>,
        relative: bool,
    ) -> Option<Look<'a>> {
        let run = &subject.run;
        let last = last_sent(run, now.step)?;
        let chosen = now.selected.filter(|id| *id <= last);
        let flight = run.flight(chosen.unwrap_or(last));
        let sent = (1..).find(|step| last_sent(run, *step) >= Some(flight.id))?;
        // A segment that is too long for a datagram has no octets.
        let octets = tcp_wire::segment(&packet(flight)).unwrap_or_default();
        let mut parts = parts(&octets);
        if !octets.is_empty() && flight.segment.data.is_empty() {
            let end = octets.len() * 8;
            parts.push(Part { field: Field::Data, bits: end..end });
        }
        Some(Look {
            lang: now.lang,
            run,
            captions: &subject.captions,
            step: now.step,
            flight,
            sent,
            last,
            is_chosen: chosen.is_some(),
            parts,
            octets,
            field,
            relative,
        })
    }

    /// In the reader's language.
    pub(super) fn either(&self, zh_cn: &'static str, en: &'static str) -> &'static str {
        either(self.lang, zh_cn, en)
    }

    /// A number of the sequence that the segment belongs to, as it is shown.
    pub(super) fn seq(&self, seq: SeqNum) -> String {
        self.shown(seq, self.flight.from)
    }

    /// A number of the sequence of the other end, as it is shown.
    pub(super) fn ack(&self, ack: SeqNum) -> String {
        self.shown(ack, self.flight.from.peer())
    }

    fn shown(&self, number: SeqNum, of: Host) -> String {
        match self.initial(of).filter(|_| self.relative) {
            Some(initial) => relative(number, initial),
            None => number.to_string(),
        }
    }

    /// The initial number of an end: the one that the sender counted from as it sent the segment,
    /// which is not that of the end's own SYN if the sender had taken an old one for it. Where the
    /// sender has no TCB, that of the other end counts, and where neither has one, the last SYN.
    pub(super) fn initial(&self, of: Host) -> Option<SeqNum> {
        let Flight { flow, from, .. } = *self.flight;
        let mut ends = [from, from.peer()].into_iter().filter(|_| flow == Flow::MAIN);
        let kept = ends.find_map(|by| began(self.run, by, self.sent, of));
        kept.or_else(|| self.synchronized(of))
    }

    /// The number of the last SYN from the address of an end, whoever sent it.
    fn synchronized(&self, of: Host) -> Option<SeqNum> {
        let Flight { id, flow, .. } = *self.flight;
        let is_syn = |flight: &&Flight| {
            flight.flow == flow && flight.from == of && flight.segment.has(SegmentFlags::SYN)
        };
        let syn = self.run.flights[..id as usize].iter().rev().find(is_syn);
        syn.map(|flight| flight.segment.seq)
    }

    /// An end, or who is at neither.
    pub(super) fn party(&self, party: Party) -> String {
        match party {
            Party::Client => Message::Host(Host::Client).say(self.lang).into_owned(),
            Party::Server => Message::Host(Host::Server).say(self.lang).into_owned(),
            Party::Attacker => self.either("攻击者", "Attacker").to_owned(),
        }
    }
}

/// A number of a sequence as counted from its initial one; an old number lies before that.
pub(super) fn relative(number: SeqNum, initial: SeqNum) -> String {
    (number.since(initial) as i32).to_string().replace('-', "−")
}

/// The initial number of an end as the TCB of this one has it after so many steps: ISS or IRS.
pub(super) fn began(run: &Run, by: Host, step: usize, of: Host) -> Option<SeqNum> {
    let Status { state, snd, rcv, .. } = status(run, by, step);
    match state {
        State::Closed | State::Listen => None,
        _ if of == by => Some(snd.iss),
        State::SynSent => None,
        _ => Some(rcv.irs),
    }
}

/// A segment between the sockets that a capture has, too.
pub(super) fn packet(flight: &Flight) -> Packet {
    let tuple = flight.flow.tuple(flight.from);
    Packet {
        source: socket(tuple.local),
        destination: socket(tuple.remote),
        segment: flight.segment.clone(),
    }
}

fn socket(Socket { address, port }: Socket) -> SocketAddr {
    let address = address_of(address).parse::<Ipv4Addr>();
    SocketAddr::new(IpAddr::V4(address.expect("an address that is shown is one")), port)
}
