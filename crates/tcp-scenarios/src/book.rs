//! Books: what the page fetches to show a scenario. A book has all of a scenario and its
//! alternatives but for the claims, which are for those who check runs; the knobs and the script
//! are as the simulator takes them.
//!
//! The octets are the values one after the other: numbers as LEB128, texts and lists with their
//! length before them, and which of several things it is by its number. They are read without a
//! look back: what is cut short or wrong gives values that mean nothing, and [`Octets::done`]
//! says so in the end. That keeps the page's program small. A field that is not read here does
//! not compile.

use crate::format::{Caption, Group, Moment};
use crate::prose::Text;
use crate::scenario::Scenario;
use std::sync::Arc;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::{Host, PerHost};
use tcp_model::knobs::{
    AcceptQueue, DuplicateSyn, FastOpenUse, Handshake, Isn, KeepAlive, Knobs, Overflow, SynCookies,
    TimeWait, TimeWaitReuse,
};
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};
use tcp_model::script::{Action, Condition, Injection, Origin, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::sim::{Limit, Setup, Start, Weather};
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;
use tcp_model::trace::HostChange;

/// Octets that are read from the front.
pub(crate) struct Octets<'a> {
    rest: &'a [u8],
    wrong: bool,
}

impl<'a> Octets<'a> {
    pub(crate) const fn new(octets: &'a [u8]) -> Octets<'a> {
        Octets { rest: octets, wrong: false }
    }

    /// Whether all of them were read, and made sense.
    pub(crate) const fn done(&self) -> bool {
        self.rest.is_empty() && !self.wrong
    }

    #[inline(never)]
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let Some((first, rest)) = self.rest.split_first() else { break };
            self.rest = rest;
            number |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return number;
            }
        }
        self.wrong = true;
        0
    }

    /// The length of a list whose items take an octet each at least.
    fn len(&mut self) -> usize {
        let len = self.number() as usize;
        if len <= self.rest.len() {
            return len;
        }
        self.wrong = true;
        0
    }

    /// One of so many things.
    fn which(&mut self, of: usize) -> usize {
        let which = self.number() as usize;
        self.wrong |= which >= of;
        if which < of { which } else { 0 }
    }
}

/// What can be in a book.
pub(crate) trait Pack: Sized {
    /// Writes it.
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>);
    /// Reads it.
    fn unpack(from: &mut Octets<'_>) -> Self;
}

#[cfg(feature = "pack")]
fn pack_number(mut number: u64, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

macro_rules! numbers {
    ($($type:ty: $number:expr, $from:expr;)*) => {$(
        impl Pack for $type {
            #[cfg(feature = "pack")]
            fn pack(&self, to: &mut Vec<u8>) {
                let number: fn(&$type) -> u64 = $number;
                pack_number(number(self), to);
            }

            fn unpack(from: &mut Octets<'_>) -> $type {
                let value: fn(u64) -> $type = $from;
                value(from.number())
            }
        }
    )*};
}

numbers! {
    bool: |it| u64::from(*it), |n| n != 0;
    u8: |it| u64::from(*it), |n| n as u8;
    u16: |it| u64::from(*it), |n| n as u16;
    u32: |it| u64::from(*it), |n| n as u32;
    u64: |it| *it, |n| n;
    usize: |it| *it as u64, |n| n as usize;
    SeqNum: |it| u64::from(it.0), |n| SeqNum(n as u32);
    Duration: |it| it.as_micros(), Duration::from_micros;
    Instant: |it| it.as_micros(), Instant::from_micros;
}

/// Things of which there are some, without more to them.
macro_rules! choices {
    ($($type:ident { $($choice:ident)* })*) => {$(
        impl Pack for $type {
            #[cfg(feature = "pack")]
            fn pack(&self, to: &mut Vec<u8>) {
                // So that a choice that is missing does not compile.
                match self {
                    $($type::$choice => {})*
                }
                let all = [$($type::$choice),*];
                let place = all.iter().position(|choice| choice == self);
                pack_number(place.unwrap_or_default() as u64, to);
            }

            fn unpack(from: &mut Octets<'_>) -> $type {
                const ALL: &[$type] = &[$($type::$choice),*];
                ALL[from.which(ALL.len())]
            }
        }
    )*};
}

choices! {
    Host { Client Server }
    Group {
        Establish WhyNotN Isn Loss Teardown TimeWait Reset Queues Simultaneous Data Options
    }
    State {
        Listen SynSent SynReceived Established FinWait1 FinWait2 CloseWait Closing LastAck TimeWait
        Closed
    }
    Timer {
        Rto R2 SynAckGiveUp Persist UserTimeout TimeWait KeepAlive KeepAliveGiveUp DelayedAck
        FinWait2 Override
    }
    HostChange { Crash Reboot Unplug Plug Kill }
    Start { Closed Established }
    Origin { Endpoint OldDuplicate Spoofed }
    Handshake { ThreeWay TwoWay FourWay FourWayAckOfAck }
    TimeWait { Zero OneMsl TwoMsl }
    DuplicateSyn { Ack SynAck }
    TimeWaitReuse { Off SynSeq Rfc6191 TwReuse }
    SynCookies { Off Overflow Always }
    Overflow { Drop Reset }
}

/// Things of which there are some, each with its own fields. What makes no sense is read as the
/// first.
macro_rules! variants {
    ($($type:ident {
        $first:ident $(($($its:ident),*))?; $($variant:ident $(($($field:ident),*))?)*
    })*) => {$(
        impl Pack for $type {
            #[cfg(feature = "pack")]
            fn pack(&self, to: &mut Vec<u8>) {
                let mut number = 0;
                if let $type::$first $(($($its),*))? = self {
                    pack_number(number, to);
                    $($($its.pack(to);)*)?
                }
                $(
                    number += 1;
                    if let $type::$variant $(($($field),*))? = self {
                        pack_number(number, to);
                        $($($field.pack(to);)*)?
                    }
                )*
                // So that a variant that is missing does not compile.
                match self {
                    $type::$first { .. } => {}
                    $($type::$variant { .. } => {})*
                }
            }

            fn unpack(from: &mut Octets<'_>) -> $type {
                let which = from.number();
                let mut number = 0;
                $(
                    number += 1;
                    if which == number {
                        $($(let $field = Pack::unpack(from);)*)?
                        return $type::$variant $(($($field),*))?;
                    }
                )*
                from.wrong |= which > number;
                $($(let $its = Pack::unpack(from);)*)?
                $type::$first $(($($its),*))?
            }
        }
    )*};
}

variants! {
    Isn { Rfc6528; Given(numbers) Fixed(number) Clock(from_number) }
    FastOpenUse { Off; On Cached(cookie) }
    FastOpen { Request; Cookie(cookie) }
    Fate { Lose; Delay(time) Copy(time) LoseAfter(time) }
    Condition { At(time); State(host, state) Received(host, octets) Closing(host) }
    UserCall {
        OpenPassive; OpenActive OpenActiveSend(text, octets) Send(text, octets)
        SendUrgent(text, octets) Receive(octets) Close Abort Accept
    }
    Action {
        Crash(host); Call(host, call) CallOn(port, host, call) Inject(injection) Reboot(host)
        Unplug(host) Plug(host) Kill(host) Note(host, name)
    }
    Moment {
        Refused(host); Send(pattern) Arrive(pattern) Lose(pattern) Expire(pattern)
        Timer(host, timer) State(host, state) Host(host, change) Note(name)
    }
}

/// Things with fields.
macro_rules! records {
    ($($type:ty { $($field:ident)* })*) => {$(
        impl $crate::book::Pack for $type {
            #[cfg(feature = "pack")]
            fn pack(&self, to: &mut Vec<u8>) {
                $($crate::book::Pack::pack(&self.$field, to);)*
            }

            fn unpack(from: &mut $crate::book::Octets<'_>) -> $type {
                Self { $($field: $crate::book::Pack::unpack(from)),* }
            }
        }
    )*};
}

records! {
    Text { zh_cn en }
    Caption { on title text }
    SegmentPattern { from flags text seq port nth }
    Fault { segment fate }
    Timestamps { tsval tsecr }
    Options { mss window_scale sack_permitted timestamps fast_open }
    Injection { from origin stranger flags seq ack wnd options text delay }
    ScriptStep { after pause action }
    KeepAlive { idle interval probes }
    AcceptQueue { size waiting overflow }
    Weather { loss duplication reordering jitter seed }
    Limit { time beats }
    Knobs {
        handshake isn time_wait rfc5961 msl rto min_rto r2 r2_syn user_timeout r1 mss mtu ipv6
        receive_buffer send_buffer auto_receive figure_7 duplicate_syn rfc1337 time_wait_reuse
        half_duplex_close fin_wait_2_timeout keepalive delayed_ack nagle timestamps window_scale
        sack_permitted fast_open congestion_control initial_window syn_backlog accept_queue
        syn_cookies challenge_acks secret
    }
    PerHost<Arc<Knobs>> { client server }
    Setup { start knobs strangers_isn delay faults weather tracks limit }
}

pub(crate) use records;

impl Pack for Scenario {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        let Scenario { address, group, title, question, answer, note, rfc, right, .. } = self;
        address.pack(to);
        group.pack(to);
        title.pack(to);
        question.pack(to);
        answer.pack(to);
        note.pack(to);
        rfc.pack(to);
        right.pack(to);
        self.proof.pack(to);
        self.captions.pack(to);
        self.setup.pack(to);
    }

    fn unpack(from: &mut Octets<'_>) -> Scenario {
        Scenario {
            address: Pack::unpack(from),
            group: Pack::unpack(from),
            title: Pack::unpack(from),
            question: Pack::unpack(from),
            answer: Pack::unpack(from),
            note: Pack::unpack(from),
            rfc: Pack::unpack(from),
            right: Pack::unpack(from),
            proof: Pack::unpack(from),
            captions: Pack::unpack(from),
            setup: Pack::unpack(from),
            claims: Vec::new(),
        }
    }
}

impl Pack for String {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(self.len() as u64, to);
        to.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut Octets<'_>) -> String {
        let len = from.len();
        let (text, rest) = from.rest.split_at(len);
        from.rest = rest;
        match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                from.wrong = true;
                String::new()
            }
        }
    }
}

impl<T: Pack> Pack for Vec<T> {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        pack_number(self.len() as u64, to);
        self.iter().for_each(|item| item.pack(to));
    }

    fn unpack(from: &mut Octets<'_>) -> Vec<T> {
        let mut items = Vec::new();
        for _ in 0..from.len() {
            items.push(T::unpack(from));
        }
        items
    }
}

impl<T: Pack> Pack for Option<T> {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        self.is_some().pack(to);
        self.iter().for_each(|it| it.pack(to));
    }

    fn unpack(from: &mut Octets<'_>) -> Option<T> {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Pack> Pack for Arc<T> {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        (**self).pack(to);
    }

    fn unpack(from: &mut Octets<'_>) -> Arc<T> {
        Arc::new(T::unpack(from))
    }
}

impl<T: Pack, U: Pack> Pack for (T, U) {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Octets<'_>) -> (T, U) {
        (T::unpack(from), U::unpack(from))
    }
}

impl Pack for SegmentFlags {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        self.bits().pack(to);
    }

    fn unpack(from: &mut Octets<'_>) -> SegmentFlags {
        SegmentFlags::from_bits(u8::unpack(from))
    }
}

impl Pack for FastOpenCookie {
    #[cfg(feature = "pack")]
    fn pack(&self, to: &mut Vec<u8>) {
        self.as_slice().to_vec().pack(to);
    }

    fn unpack(from: &mut Octets<'_>) -> FastOpenCookie {
        FastOpenCookie::new(&Vec::unpack(from)).unwrap_or_else(|| {
            from.wrong = true;
            FastOpenCookie::new(&[0; 4]).expect("a cookie may have four octets")
        })
    }
}

#[cfg(all(test, feature = "pack"))]
mod tests {
    use super::*;

    #[test]
    fn octets_that_are_cut_short_or_too_long_are_not_done() {
        let mut octets = Vec::new();
        Setup::default().pack(&mut octets);
        let read = |octets: &[u8]| {
            let mut octets = Octets::new(octets);
            (Setup::unpack(&mut octets), octets.done())
        };
        assert_eq!(read(&octets), (Setup::default(), true));
        assert!(!read(&octets[..octets.len() - 1]).1);
        assert!(!read(&[&*octets, &[0]].concat()).1);
        assert!(!read(b"<!doctype html><title>not a book</title>").1);
    }
}
