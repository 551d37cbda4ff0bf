//! The knobs and the tolerance that a script chooses: by packetdrill's own options, by comments
//! of the form `// --tcp_lanes_rto=300ms`, and by the options that it sets on its sockets.

use crate::knobs::{Profile, turn};
use crate::script::{Action, Expression, Script, ScriptOption};
use tcp_model::knobs::{KeepAlive, Knobs};
use tcp_model::time::Duration;

/// What a script chooses.
pub(super) struct Chosen {
    pub(super) knobs: Knobs,
    pub(super) tolerance: Duration,
    /// How much earlier than the script says an acknowledgment may come: ours come at once,
    /// Linux may hold one back for so long (RFC 9293 §3.8.6.3).
    pub(super) early_ack: Duration,
    /// Whether a short segment waits for short ones only.
    pub(super) short_waits: bool,
    /// Whether scripts may expect some habits of Linux.
    pub(super) tolerant: bool,
}

/// packetdrill's own tolerance.
const TOLERANCE: Duration = Duration::from_millis(4);

/// The smallest datagram that every link takes (RFC 791 §3.2).
const SMALLEST_MTU: u16 = 68;

/// A line, and what on it cannot be had.
type Refusal = (u32, String);

/// Reads the options of a script.
pub(super) fn choose(
    script: &Script,
    profile: Profile,
    skipped: &mut Vec<(u32, String)>,
) -> Result<Chosen, Refusal> {
    let profile = chosen_profile(script)?.unwrap_or(profile);
    let mut knobs = profile.knobs();
    choose_network(script, &mut knobs);
    let mut tolerance = TOLERANCE;
    for option in &script.options {
        if !follow(option, &mut knobs, &mut tolerance)? {
            skipped.push((option.line, format!("--{}: option skipped", option.name)));
        }
    }
    let tolerant = profile != Profile::Rfc9293;
    let short_waits = knobs.nagle && tolerant;
    knobs.nagle &= !short_waits;
    choose_by_calls(script, &mut knobs);
    let at_once = tolerant && knobs.delayed_ack.is_none();
    let early_ack = if at_once { Duration::from_millis(200) } else { Duration::ZERO };
    Ok(Chosen { knobs, tolerance, early_ack, short_waits, tolerant })
}

/// The last option with a name.
fn option<'a>(script: &'a Script, name: &str) -> Option<&'a ScriptOption> {
    script.options.iter().rfind(|option| option.name == name)
}

fn chosen_profile(script: &Script) -> Result<Option<Profile>, Refusal> {
    let Some(option) = option(script, "tcp_lanes_profile") else { return Ok(None) };
    let chosen = option.value.as_deref().and_then(Profile::from_name);
    let what = "the profile: common, linux and rfc9293 are known".to_owned();
    chosen.ok_or((option.line, what)).map(Some)
}

/// The version of IP, the MTU, and the MSS that follows from both.
fn choose_network(script: &Script, knobs: &mut Knobs) {
    let value = |name| option(script, name).and_then(|option| option.value.as_deref());
    knobs.ipv6 = value("ip_version") == Some("ipv6");
    if let Some(mtu) = value("mtu").and_then(|mtu| mtu.parse().ok()) {
        knobs.mtu = SMALLEST_MTU.max(mtu);
    }
    let headers = if knobs.ipv6 { 60 } else { 40 };
    knobs.mss = Some(knobs.mtu.saturating_sub(headers).max(1));
}

/// Does what an option says; `false` when it is not known.
fn follow(
    option: &ScriptOption,
    knobs: &mut Knobs,
    tolerance: &mut Duration,
) -> Result<bool, Refusal> {
    let value = option.value.as_deref().unwrap_or_default();
    match option.name.strip_prefix("tcp_lanes_") {
        Some("profile") => Ok(true),
        Some(name) => {
            let what = format!("{}: a knob that is not known, or its value", option.name);
            turn(knobs, name, value).ok_or((option.line, what)).map(|()| true)
        }
        None if option.name == "tolerance_usecs" => {
            let micros: Option<u32> = value.parse().ok();
            *tolerance = micros.map_or(*tolerance, |micros| Duration::from_micros(micros.into()));
            Ok(micros.is_some())
        }
        None => Ok(KNOWN.contains(&option.name.as_str())),
    }
}

/// What calls choose. It holds for all sockets from the beginning: an endpoint's knobs do not
/// change while it runs.
fn choose_by_calls(script: &Script, knobs: &mut Knobs) {
    let (idle, interval) = (Duration::from_secs(7200), Duration::from_secs(75));
    let usual = KeepAlive { idle, interval, probes: 9 };
    let mut keepalive = knobs.keepalive.unwrap_or(usual);
    for event in &script.events {
        let Action::Call(call) = &event.action else { continue };
        match (call.name.as_str(), call.arguments.as_slice()) {
            ("setsockopt", [_, _, Expression::Word(name), value, ..]) => {
                if let Some(number) = value.elements().first().and_then(Expression::integer) {
                    choose_by_option(name, number, knobs, &mut keepalive);
                }
            }
            // Who shuts down one direction only goes on receiving.
            ("shutdown", _) => knobs.half_duplex_close = false,
            _ => {}
        }
    }
    knobs.keepalive = knobs.keepalive.map(|_| keepalive);
}

fn choose_by_option(name: &str, number: i64, knobs: &mut Knobs, keepalive: &mut KeepAlive) {
    let unsigned = u64::try_from(number).unwrap_or_default();
    let seconds = Duration::from_secs(unsigned.min(1 << 20));
    match name {
        "TCP_NODELAY" => knobs.nagle &= number == 0,
        "TCP_MAXSEG" => {
            let mss = u16::try_from(number).ok().filter(|mss| *mss > 0);
            knobs.mss = [mss, knobs.mss].into_iter().flatten().min();
            // What is sent is no longer either.
            let headers = if knobs.ipv6 { 60 } else { 40 };
            let longest = knobs.mss.map_or(knobs.mtu, |mss| mss.saturating_add(headers));
            knobs.mtu = knobs.mtu.min(longest).max(SMALLEST_MTU);
        }
        "TCP_USER_TIMEOUT" if number > 0 => {
            knobs.user_timeout = Duration::from_millis(unsigned.min(1 << 30));
        }
        "SO_KEEPALIVE" => knobs.keepalive = (number != 0).then_some(*keepalive),
        "TCP_KEEPIDLE" => keepalive.idle = seconds,
        "TCP_KEEPINTVL" => keepalive.interval = seconds,
        "TCP_KEEPCNT" => keepalive.probes = u8::try_from(number).unwrap_or(u8::MAX),
        _ => {}
    }
}

/// Options of packetdrill that are followed elsewhere, or make no difference here.
const KNOWN: [&str; 14] = [
    "define",
    "ip_version",
    "mtu",
    "mss",
    "local_ip",
    "remote_ip",
    "gateway_ip",
    "netmask_ip",
    "bind_port",
    "connect_port",
    "dry_run",
    "verbose",
    "tcp_ts_tick_usecs",
    "tcp_ts_ecr_scaled",
];
