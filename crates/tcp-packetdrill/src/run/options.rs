//! The knobs and the tolerance that a script chooses: by packetdrill's own options, by comments
//! of the form `// --tcp_lanes_rto=300ms`, and by the options that it sets on its sockets.

use crate::knobs::{Profile, turn};
use crate::script::{Action, Expression, Script};
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
}

/// packetdrill's own tolerance.
const TOLERANCE: Duration = Duration::from_millis(4);

/// The smallest datagram that every link takes (RFC 791 §3.2).
const SMALLEST_MTU: u16 = 68;

/// Reads the options of a script. An `Err` is a line, and what on it cannot be had.
pub(super) fn choose(
    script: &Script,
    profile: Profile,
    skipped: &mut Vec<(u32, String)>,
) -> Result<Chosen, (u32, String)> {
    let value = |name: &str| script.options.iter().rfind(|option| option.name == name);
    let mut profile = profile;
    if let Some(option) = value("tcp_lanes_profile") {
        let chosen = option.value.as_deref().and_then(Profile::from_name);
        let what = "the profile: linux and rfc9293 are known".to_owned();
        profile = chosen.ok_or((option.line, what))?;
    }
    let mut knobs = profile.knobs();
    knobs.ipv6 = value("ip_version").is_some_and(|o| o.value.as_deref() == Some("ipv6"));
    if let Some(mtu) = value("mtu").and_then(|o| o.value.as_ref()?.parse().ok()) {
        knobs.mtu = SMALLEST_MTU.max(mtu);
    }
    knobs.mss = Some(knobs.mtu.saturating_sub(if knobs.ipv6 { 60 } else { 40 }).max(1));
    let mut tolerance = TOLERANCE;
    for option in &script.options {
        let text = option.value.as_deref().unwrap_or_default();
        let known = match option.name.strip_prefix("tcp_lanes_") {
            Some("profile") => true,
            Some(name) => {
                let what = format!("{}: a knob that is not known, or its value", option.name);
                turn(&mut knobs, name, text).ok_or((option.line, what))?;
                true
            }
            None if option.name == "tolerance_usecs" => {
                let micros = text.parse().ok();
                tolerance = micros.map_or(TOLERANCE, |m: u32| Duration::from_micros(m.into()));
                micros.is_some()
            }
            None => NO_CONSEQUENCE.contains(&option.name.as_str()),
        };
        if !known {
            skipped.push((option.line, format!("--{}: option skipped", option.name)));
        }
    }
    for event in &script.events {
        if let Action::Call(call) = &event.action {
            match (call.name.as_str(), call.arguments.as_slice()) {
                ("setsockopt", [_, _, Expression::Word(name), value, ..]) => {
                    socket_option(&mut knobs, name, value.elements());
                }
                // Who shuts down one direction only goes on receiving.
                ("shutdown", _) => knobs.half_duplex_close = false,
                _ => {}
            }
        }
    }
    let short_waits = knobs.nagle && profile == Profile::Linux;
    knobs.nagle &= !short_waits;
    let linux = profile == Profile::Linux && knobs.delayed_ack.is_none();
    let early_ack = if linux { Duration::from_millis(200) } else { Duration::ZERO };
    Ok(Chosen { knobs, tolerance, early_ack, short_waits })
}

/// Options of packetdrill whose effect is had or makes no difference here.
const NO_CONSEQUENCE: [&str; 13] = [
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

/// An option that a script sets on a socket. It holds for all sockets from the beginning: an
/// endpoint's knobs do not change while it runs.
fn socket_option(knobs: &mut Knobs, name: &str, value: &[Expression]) {
    let Some(number) = value.first().and_then(Expression::integer) else { return };
    let unsigned = u64::try_from(number).unwrap_or_default();
    let seconds = Duration::from_secs(unsigned.min(1 << 20));
    let keep_alive = |knobs: &Knobs| {
        let (idle, interval) = (Duration::from_secs(7200), Duration::from_secs(75));
        knobs.keepalive.unwrap_or(KeepAlive { idle, interval, probes: 9 })
    };
    match name {
        "TCP_NODELAY" => knobs.nagle &= number == 0,
        "TCP_MAXSEG" => {
            let mss = u16::try_from(number).ok().filter(|mss| *mss > 0);
            knobs.mss = [mss, knobs.mss].into_iter().flatten().min();
        }
        "TCP_USER_TIMEOUT" if number > 0 => {
            knobs.user_timeout = Duration::from_millis(unsigned.min(1 << 30));
        }
        "SO_KEEPALIVE" if number != 0 => knobs.keepalive = Some(keep_alive(knobs)),
        "TCP_KEEPIDLE" => knobs.keepalive = Some(KeepAlive { idle: seconds, ..keep_alive(knobs) }),
        "TCP_KEEPINTVL" => {
            knobs.keepalive = Some(KeepAlive { interval: seconds, ..keep_alive(knobs) });
        }
        "TCP_KEEPCNT" => {
            let probes = u8::try_from(number).unwrap_or(u8::MAX);
            knobs.keepalive = Some(KeepAlive { probes, ..keep_alive(knobs) });
        }
        _ => {}
    }
}
