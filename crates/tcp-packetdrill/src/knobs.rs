//! The knobs of the host under test by name, as comments of the form `// --tcp_lanes_rto=300ms`
//! turn them, and the profiles that they start from.

use std::fmt::Display;
use std::str::FromStr;
use tcp_model::knobs::{DuplicateSyn, Isn, KeepAlive, Knobs, Profile as Readings, TimeWaitReuse};
use tcp_model::seq::SeqNum;
use tcp_model::time::Duration;

/// The habits of the host under test.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Profile {
    /// RFC 9293 with the checks of RFC 5961, and what every host of today has besides:
    /// timestamps, window scale, SACK-permitted, ten segments at first (RFC 6928). Scripts may
    /// expect some habits of Linux.
    #[default]
    Common,
    /// The same with the readings of Linux where the RFC leaves a choice or Linux takes one.
    Linux,
    /// RFC 9293 with the checks of RFC 5961, no options but the MSS, and nothing tolerated.
    Rfc9293,
}

impl Profile {
    /// Reads `common`, `linux` or `rfc9293`.
    pub fn from_name(name: &str) -> Option<Profile> {
        match name {
            "common" => Some(Profile::Common),
            "linux" => Some(Profile::Linux),
            "rfc9293" => Some(Profile::Rfc9293),
            _ => None,
        }
    }

    pub(crate) fn knobs(self) -> Knobs {
        let isn = Isn::Given(vec![SeqNum(0)]);
        let rfc9293 = Knobs { isn, auto_receive: false, ..Knobs::default() };
        let common = Knobs {
            timestamps: true,
            window_scale: Some(8),
            sack_permitted: true,
            initial_window: Some(10),
            ..rfc9293.clone()
        };
        match self {
            Profile::Rfc9293 => rfc9293,
            Profile::Common => common,
            Profile::Linux => like_linux(common),
        }
    }
}

fn like_linux(mut knobs: Knobs) -> Knobs {
    Readings::LinuxLike.apply(&mut knobs);
    Knobs {
        challenge_acks: None,
        time_wait_reuse: TimeWaitReuse::SynSeq,
        r2: 15,
        r2_syn: 6,
        user_timeout: Duration::from_secs(3600),
        // Which sockets give up receiving, their calls say.
        half_duplex_close: false,
        ..knobs
    }
}

/// A knob that can be turned by name: how it is written, and how it is read.
struct Named {
    name: &'static str,
    write: fn(&Knobs) -> String,
    read: fn(&mut Knobs, &str) -> Option<()>,
}

macro_rules! named {
    ($($knob:ident: $write:expr, $read:expr;)*) => {
        [$(Named {
            name: stringify!($knob),
            write: |knobs| $write(&knobs.$knob),
            read: |knobs, value| {
                knobs.$knob = $read(value)?;
                Some(())
            },
        }),*]
    };
}

const NAMED: [Named; 26] = named! {
    rto: length, parsed;
    min_rto: optional_length, optional;
    msl: length, parsed;
    user_timeout: length, parsed;
    fin_wait_2_timeout: optional_length, optional;
    delayed_ack: optional_length, optional;
    keepalive: write_keep_alive, read_keep_alive;
    r1: written, parsed;
    r2: written, parsed;
    r2_syn: written, parsed;
    mss: optional_written, |value| optional(value).filter(|mss| mss.is_none_or(|mss| mss > 0));
    receive_buffer: written, |value| parsed(value).filter(|octets| *octets <= 1 << 30);
    send_buffer: written, parsed;
    window_scale: optional_written, |value| optional(value).filter(|s| s.is_none_or(|s| s <= 14));
    initial_window: optional_written, optional;
    challenge_acks: optional_written, optional;
    auto_receive: on_off, switch;
    nagle: on_off, switch;
    timestamps: on_off, switch;
    sack_permitted: on_off, switch;
    congestion_control: on_off, switch;
    half_duplex_close: on_off, switch;
    rfc1337: on_off, switch;
    figure_7: on_off, switch;
    duplicate_syn: write_duplicate_syn, read_duplicate_syn;
    time_wait_reuse: write_reuse, read_reuse;
};

/// Turns a knob by its name in [`Knobs`]; `None` when there is no such knob or value.
pub(crate) fn turn(knobs: &mut Knobs, name: &str, value: &str) -> Option<()> {
    let named = NAMED.iter().find(|named| named.name == name)?;
    (named.read)(knobs, value)
}

/// The knobs that have to be turned to get from `base` to `knobs`: names and values.
pub(crate) fn turned(base: &Knobs, knobs: &Knobs) -> Vec<(&'static str, String)> {
    let differs = |named: &&Named| (named.write)(base) != (named.write)(knobs);
    NAMED.iter().filter(differs).map(|named| (named.name, (named.write)(knobs))).collect()
}

fn written(value: &impl Display) -> String {
    value.to_string()
}

fn length(value: &Duration) -> String {
    format!("{}us", value.as_micros())
}

fn parsed<T: FromStr>(value: &str) -> Option<T> {
    value.parse().ok()
}

fn optional_written(value: &Option<impl Display>) -> String {
    value.as_ref().map_or_else(off, written)
}

fn optional_length(value: &Option<Duration>) -> String {
    value.as_ref().map_or_else(off, length)
}

fn off() -> String {
    "off".to_owned()
}

fn optional<T: FromStr>(value: &str) -> Option<Option<T>> {
    if value == "off" { Some(None) } else { parsed(value).map(Some) }
}

fn on_off(value: &bool) -> String {
    if *value { "on".to_owned() } else { off() }
}

fn switch(value: &str) -> Option<bool> {
    match value {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

/// `2h/75s/9`: idle time, interval, probes.
fn write_keep_alive(value: &Option<KeepAlive>) -> String {
    let all = |k: &KeepAlive| format!("{}/{}/{}", length(&k.idle), length(&k.interval), k.probes);
    value.as_ref().map_or_else(off, all)
}

fn read_keep_alive(value: &str) -> Option<Option<KeepAlive>> {
    if value == "off" {
        return Some(None);
    }
    let mut parts = value.split('/');
    let (idle, interval) = (parsed(parts.next()?)?, parsed(parts.next()?)?);
    let probes = parsed(parts.next()?)?;
    parts.next().is_none().then_some(Some(KeepAlive { idle, interval, probes }))
}

fn write_duplicate_syn(value: &DuplicateSyn) -> String {
    match value {
        DuplicateSyn::Ack => "ack".to_owned(),
        DuplicateSyn::SynAck => "syn-ack".to_owned(),
    }
}

fn read_duplicate_syn(value: &str) -> Option<DuplicateSyn> {
    match value {
        "ack" => Some(DuplicateSyn::Ack),
        "syn-ack" => Some(DuplicateSyn::SynAck),
        _ => None,
    }
}

fn write_reuse(value: &TimeWaitReuse) -> String {
    match value {
        TimeWaitReuse::Off => off(),
        TimeWaitReuse::SynSeq => "syn-seq".to_owned(),
        TimeWaitReuse::Rfc6191 => "rfc6191".to_owned(),
        TimeWaitReuse::TwReuse => "tw-reuse".to_owned(),
    }
}

fn read_reuse(value: &str) -> Option<TimeWaitReuse> {
    match value {
        "off" => Some(TimeWaitReuse::Off),
        "syn-seq" => Some(TimeWaitReuse::SynSeq),
        "rfc6191" => Some(TimeWaitReuse::Rfc6191),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_turned_can_be_turned_again() {
        let (linux, rfc) = (Profile::Linux.knobs(), Profile::Rfc9293.knobs());
        let keepalive = read_keep_alive("10s/1s/3").unwrap();
        let knobs = Knobs { keepalive, delayed_ack: Some(Duration::from_millis(40)), ..linux };
        let mut again = rfc.clone();
        for (name, value) in turned(&rfc, &knobs) {
            assert_eq!(turn(&mut again, name, &value), Some(()), "{name}={value}");
        }
        assert_eq!(again, knobs);
    }

    #[test]
    fn values_that_make_no_sense_are_refused() {
        let mut knobs = Knobs::default();
        for (name, value) in [
            ("rto", "1"),
            ("window_scale", "15"),
            ("mss", "0"),
            ("nagle", "yes"),
            ("keepalive", "1s/1s"),
            ("duplicate_syn", "rst"),
            ("handshake", "two-way"),
        ] {
            assert_eq!(turn(&mut knobs, name, value), None, "{name}={value}");
        }
    }
}
