//! Traces as JSON, `tcp-lanes-trace/1`.

use crate::prose::Lang;
use crate::scenario::Scenario;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tcp_model::clause::Why;
use tcp_model::host::{Address, Flow, Host, PerHost};
use tcp_model::options::Options;
use tcp_model::script::Origin;
use tcp_model::trace::{Event, EventKind, Flight, HostChange, Queues, Run};

/// The trace of a run of `scenario`, one event a line.
pub fn trace(scenario: &Scenario, run: &Run) -> String {
    let claims = scenario.check(run).into_iter();
    let state = |host: Host| run.last_status()[host].state.name();
    let document = Document {
        format: "tcp-lanes-trace/1",
        scenario: &scenario.address,
        start: PerHost {
            client: run.start.client.state.name(),
            server: run.start.server.state.name(),
        },
        events: events(run),
        delivered: per_host(|host| printable(&run.delivered[host])),
        delivered_b64: per_host(|host| {
            let octets = &run.delivered[host];
            printable(octets).is_none().then(|| STANDARD.encode(octets))
        }),
        r#final: PerHost { client: state(Host::Client), server: state(Host::Server) },
        claims: claims.map(|(c, holds)| Claimed { claim: c.say(Lang::En), holds }).collect(),
        cut_off: run.cut_off,
    };
    let json = serde_json::to_string(&document).expect("strings and numbers always serialise");
    // A quotation mark inside a string is escaped, so these can only be events.
    json.replace("[{\"t_us\"", "[\n{\"t_us\"").replace("},{\"t_us\"", "},\n{\"t_us\"") + "\n"
}

/// All events, those of a beat together. The first of a beat is what filled or emptied a queue.
fn events(run: &Run) -> Vec<TraceEvent> {
    let mut events = Vec::with_capacity(run.events.len());
    let mut before = Queues::default();
    for beat in &run.beats {
        let first = events.len();
        events.extend(
            run.events[beat.events.clone()].iter().map(|event| TraceEvent::new(event, run)),
        );
        if let Some(cause) = events.get_mut(first).filter(|_| beat.queues != before) {
            cause.queues = Some(Counts { syn: beat.queues.syn, accept: beat.queues.accept });
        }
        before = beat.queues;
    }
    events
}

fn per_host<T>(of: impl Fn(Host) -> T) -> PerHost<T> {
    PerHost { client: of(Host::Client), server: of(Host::Server) }
}

/// The octets as text, where all of them are ASCII that prints.
fn printable(octets: &[u8]) -> Option<String> {
    let prints = octets.iter().all(|octet| octet.is_ascii_graphic() || *octet == b' ');
    prints.then(|| String::from_utf8_lossy(octets).into_owned())
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    scenario: &'a str,
    start: PerHost<&'static str>,
    events: Vec<TraceEvent>,
    delivered: PerHost<Option<String>>,
    #[serde(skip_serializing_if = "nobody")]
    delivered_b64: PerHost<Option<String>>,
    r#final: PerHost<&'static str>,
    claims: Vec<Claimed>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut_off: bool,
}

fn nobody(value: &PerHost<Option<String>>) -> bool {
    value.client.is_none() && value.server.is_none()
}

#[derive(Serialize)]
struct Claimed {
    claim: String,
    holds: bool,
}

#[derive(Serialize)]
struct TraceEvent {
    t_us: u64,
    #[serde(flatten)]
    kind: Kind,
    /// The client's port, of a connection beside the main one.
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    /// The address of a connection at whose other end nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    stranger: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    queues: Option<Counts>,
}

/// How full the server's queues are from here on.
#[derive(Serialize)]
struct Counts {
    syn: u16,
    accept: u16,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Kind {
    Call {
        host: Host,
        call: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    State {
        host: Host,
        from: &'static str,
        to: &'static str,
        #[serde(flatten)]
        reason: Reason,
    },
    Send(Sent),
    Copy {
        id: u32,
        copy_of: u32,
    },
    Arrive {
        id: u32,
        host: Host,
        verdict: &'static str,
        reason: String,
        #[serde(flatten)]
        why: Reason,
    },
    Lose {
        id: u32,
    },
    Expire {
        id: u32,
    },
    Timer {
        host: Host,
        timer: &'static str,
    },
    TimerSet {
        host: Host,
        timer: &'static str,
        after_us: u64,
        #[serde(flatten)]
        reason: Reason,
    },
    TimerStop {
        host: Host,
        timer: &'static str,
    },
    Signal {
        host: Host,
        signal: String,
        #[serde(flatten)]
        reason: Reason,
    },
    Deliver {
        host: Host,
        len: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    Crash {
        host: Host,
    },
    Note {
        host: Host,
        name: String,
    },
}

#[derive(Serialize)]
struct Sent {
    id: u32,
    from: &'static str,
    to: &'static str,
    /// In whose name it was forged.
    #[serde(skip_serializing_if = "Option::is_none")]
    r#as: Option<String>,
    flags: Vec<&'static str>,
    seq: u32,
    ack: Option<u32>,
    len: u32,
    wnd: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    options: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    retransmission: bool,
    #[serde(flatten)]
    reason: Option<Reason>,
}

#[derive(Serialize)]
struct Reason {
    clause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deviation: Option<String>,
}

impl From<Why> for Reason {
    fn from(why: Why) -> Reason {
        Reason {
            clause: why.clause.to_string(),
            deviation: why.deviation.map(|deviation| deviation.to_string()),
        }
    }
}

impl Sent {
    fn new(flight: &Flight, why: Option<Why>) -> Sent {
        let Flight { segment, origin, .. } = flight;
        Sent {
            id: flight.id,
            from: flight.sender().name(),
            to: flight.receiver().name(),
            r#as: (*origin == Origin::Spoofed).then(|| address(flight)),
            flags: segment.flags.names().collect(),
            seq: segment.seq.0,
            ack: segment.acknowledgment().map(|ack| ack.0),
            len: segment.data.len(),
            wnd: segment.wnd,
            options: (segment.options != Options::NONE).then(|| segment.options.to_string()),
            origin: (*origin != Origin::Endpoint).then(|| origin.name()),
            retransmission: flight.retransmission,
            reason: why.map(Reason::from),
        }
    }
}

/// The address that a segment bears as its source. Strangers live in TEST-NET-3 (RFC 5737 §3).
fn address(flight: &Flight) -> String {
    match flight.flow.tuple(flight.from).local.address {
        Address::Client => Host::Client.name().to_owned(),
        Address::Server => Host::Server.name().to_owned(),
        Address::Stranger(number) => format!("203.0.113.{number}"),
    }
}

impl TraceEvent {
    fn new(event: &Event, run: &Run) -> TraceEvent {
        let Flow(socket) = event.flow;
        let (port, stranger) = match socket.address {
            Address::Stranger(number) => (None, Some(number)),
            Address::Client | Address::Server => (Some(socket.port), None),
        };
        TraceEvent {
            t_us: event.at.as_micros(),
            kind: Kind::new(&event.kind, run),
            port: port.filter(|_| event.flow != Flow::MAIN),
            stranger,
            queues: None,
        }
    }
}

impl Kind {
    fn new(kind: &EventKind, run: &Run) -> Kind {
        match kind {
            EventKind::Call { host, call, error } => Kind::Call {
                host: *host,
                call: call.to_string(),
                error: error.map(|error| error.to_string()),
            },
            EventKind::State { host, from, to, why } => {
                Kind::State { host: *host, from: from.name(), to: to.name(), reason: (*why).into() }
            }
            EventKind::Send { id, why, .. } => Kind::Send(Sent::new(run.flight(*id), *why)),
            EventKind::Copy { id, copy_of } => Kind::Copy { id: *id, copy_of: *copy_of },
            EventKind::Arrive { id, host, ruling } => Kind::Arrive {
                id: *id,
                host: *host,
                verdict: ruling.verdict.word(),
                reason: ruling.verdict.to_string(),
                why: ruling.why.into(),
            },
            EventKind::Lose { id } => Kind::Lose { id: *id },
            EventKind::Expire { id } => Kind::Expire { id: *id },
            EventKind::Timer { host, timer } => Kind::Timer { host: *host, timer: timer.name() },
            EventKind::TimerSet { host, timer, after, why } => Kind::TimerSet {
                host: *host,
                timer: timer.name(),
                after_us: after.as_micros(),
                reason: (*why).into(),
            },
            EventKind::TimerStop { host, timer } => {
                Kind::TimerStop { host: *host, timer: timer.name() }
            }
            EventKind::Signal { host, signal, why } => {
                Kind::Signal { host: *host, signal: signal.to_string(), reason: (*why).into() }
            }
            EventKind::Deliver { host, text } => {
                Kind::Deliver { host: *host, len: text.len(), text: printable(text.as_slice()) }
            }
            EventKind::Host { host, change: HostChange::Crash } => Kind::Crash { host: *host },
            EventKind::Host { host, change } => {
                Kind::Note { host: *host, name: change.name().to_owned() }
            }
            EventKind::Note { host, name } => Kind::Note { host: *host, name: name.clone() },
        }
    }
}
