//! What the tables say of options and of the knobs that go with them: `mss=1460 ws=7 sackOK
//! ts=100/0 fo=0123456789abcdef`, as a segment carries them, and `[timestamps=on]`.

use std::str::FromStr;
use tcp_model::endpoint::IcmpReport;
use tcp_model::knobs::{
    DuplicateSyn, FastOpenUse, Isn, KeepAlive, Knobs, SynCookies, TimeWaitReuse,
};
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};
use tcp_model::seq::SeqNum;
use tcp_model::time::Duration;

/// Takes a word for an option, if it is one.
pub(crate) fn option(word: &str, options: &mut Options) -> bool {
    match word.split_once('=').unwrap_or((word, "")) {
        ("mss", size) => options.mss = Some(number(size)),
        ("ws", shift) => options.window_scale = Some(number(shift)),
        ("sackOK", "") => options.sack_permitted = true,
        ("ts", values) => {
            let (tsval, tsecr) = values.split_once('/').expect("ts=TSval/TSecr");
            options.timestamps = Some(Timestamps { tsval: number(tsval), tsecr: number(tsecr) });
        }
        ("fo", "") => options.fast_open = Some(FastOpen::Request),
        ("fo", octets) => options.fast_open = Some(FastOpen::Cookie(cookie(octets))),
        _ => return false,
    }
    true
}

/// The options of a segment, as [`option`] reads them, each with a space in front.
pub(crate) fn written(options: &Options) -> String {
    let mss = options.mss.map(|size| format!(" mss={size}"));
    let scale = options.window_scale.map(|shift| format!(" ws={shift}"));
    let sack = options.sack_permitted.then(|| " sackOK".to_owned());
    let timestamps =
        options.timestamps.map(|Timestamps { tsval, tsecr }| format!(" ts={tsval}/{tsecr}"));
    let fast_open = options.fast_open.map(|option| match option {
        FastOpen::Request => " fo".to_owned(),
        FastOpen::Cookie(cookie) => format!(" fo={cookie}"),
    });
    [mss, scale, sack, timestamps, fast_open].into_iter().flatten().collect()
}

/// Turns a knob, by name.
pub(crate) fn turn(knobs: Knobs, name: &str, value: &str) -> Knobs {
    match name {
        "our_mss" => Knobs { mss: Some(number(value)), ..knobs },
        "mtu" => Knobs { mtu: number(value), ..knobs },
        "ipv6" => Knobs { ipv6: on(value), ..knobs },
        "r1" => Knobs { r1: number(value), ..knobs },
        "min_rto" => Knobs { min_rto: Some(duration(value)), ..knobs },
        "send_buffer" => Knobs { send_buffer: number(value), ..knobs },
        "figure_7" => Knobs { figure_7: on(value), ..knobs },
        "duplicate_syn" => Knobs { duplicate_syn: duplicate_syn(value), ..knobs },
        "rfc1337" => Knobs { rfc1337: on(value), ..knobs },
        "reuse" => Knobs { time_wait_reuse: reuse(value), ..knobs },
        "half_duplex" => Knobs { half_duplex_close: on(value), ..knobs },
        "fin_wait_2" => Knobs { fin_wait_2_timeout: Some(duration(value)), ..knobs },
        "keepalive" => Knobs { keepalive: Some(keep_alive(value)), ..knobs },
        "delayed_ack" => Knobs { delayed_ack: Some(duration(value)), ..knobs },
        "nagle" => Knobs { nagle: on(value), ..knobs },
        "timestamps" => Knobs { timestamps: on(value), ..knobs },
        "scale" => Knobs { window_scale: Some(number(value)), ..knobs },
        "sack" => Knobs { sack_permitted: on(value), ..knobs },
        "fast_open" if value == "on" => Knobs { fast_open: FastOpenUse::On, ..knobs },
        "fast_open" => Knobs { fast_open: FastOpenUse::Cached(cookie(value)), ..knobs },
        "congestion" => Knobs { congestion_control: on(value), ..knobs },
        "initial_window" => Knobs { initial_window: Some(number(value)), ..knobs },
        "cookies" if on(value) => Knobs { syn_cookies: SynCookies::Always, ..knobs },
        "backlog" => Knobs { syn_backlog: Some(number(value)), ..knobs },
        "challenges" => Knobs { challenge_acks: Some(number(value)), ..knobs },
        "isn" if value == "clock" => Knobs { isn: Isn::Clock(SeqNum(0)), ..knobs },
        _ => panic!("no knob is written {name}={value}"),
    }
}

fn on(value: &str) -> bool {
    match value {
        "on" => true,
        "off" => false,
        _ => panic!("a knob is on or off, not {value}"),
    }
}

fn duplicate_syn(value: &str) -> DuplicateSyn {
    match value {
        "ack" => DuplicateSyn::Ack,
        "syn-ack" => DuplicateSyn::SynAck,
        _ => panic!("a duplicate SYN draws ack or syn-ack, not {value}"),
    }
}

fn reuse(value: &str) -> TimeWaitReuse {
    match value {
        "syn-seq" => TimeWaitReuse::SynSeq,
        "rfc6191" => TimeWaitReuse::Rfc6191,
        "tw-reuse" => TimeWaitReuse::TwReuse,
        _ => panic!("TIME-WAIT is reused by syn-seq, rfc6191 or tw-reuse, not {value}"),
    }
}

/// `7200s/75s/9`: idle, interval and probes.
fn keep_alive(value: &str) -> KeepAlive {
    let parts: Vec<&str> = value.split('/').collect();
    let [idle, interval, probes] = parts[..] else { panic!("idle/interval/probes, not {value}") };
    KeepAlive { idle: duration(idle), interval: duration(interval), probes: number(probes) }
}

/// What an ICMP message means to TCP.
pub(crate) fn report(name: &str) -> IcmpReport {
    match name {
        "soft" => IcmpReport::SoftError,
        "hard" => IcmpReport::HardError,
        "quench" => IcmpReport::SourceQuench,
        _ => panic!("a report is soft, hard or quench, not {name}"),
    }
}

/// `200ms` or `75s`.
pub(crate) fn duration(value: &str) -> Duration {
    match value.strip_suffix("ms") {
        Some(count) => Duration::from_millis(number(count)),
        None => Duration::from_secs(number(value.strip_suffix('s').expect("a time in s or ms"))),
    }
}

fn cookie(octets: &str) -> FastOpenCookie {
    FastOpenCookie::from_hex(octets).unwrap_or_else(|| panic!("{octets} is no cookie"))
}

fn number<T: FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number, or too large"))
}
