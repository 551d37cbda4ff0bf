//! Runs that the tests of this crate draw.

use std::sync::Arc;
use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host::{self, Client, Server};
use tcp_model::host::PerHost;
use tcp_model::knobs::{Handshake, Isn, Knobs, TimeWait};
use tcp_model::options::Options;
use tcp_model::script::{Action, Condition, Injection, Origin, ScriptStep, UserCall};
use tcp_model::segment::SegmentFlags;
use tcp_model::seq::SeqNum;
use tcp_model::sim::{Limit, Setup, Start, simulate};
use tcp_model::state::State;
use tcp_model::time::Duration;
use tcp_model::trace::Run;

/// A run by name.
pub(crate) type Sample = (&'static str, fn() -> Run);

/// Every sample.
pub(crate) const ALL: [Sample; 22] = [
    ("handshake", handshake),
    ("lifecycle", lifecycle),
    ("two-way-synack-lost", two_way_synack_lost),
    ("synack-lost", synack_lost),
    ("old-syn", old_syn_three_way),
    ("old-syn-two-way", old_syn_two_way),
    ("old-data", old_data),
    ("simultaneous-open", simultaneous_open),
    ("simultaneous-close", simultaneous_close),
    ("copy", copy),
    ("expired", expired),
    ("four-way", four_way),
    ("refused", refused),
    ("burst", burst),
    ("gives-up", gives_up),
    ("abort", abort),
    ("two-way-request", two_way_request),
    ("user-timeout", user_timeout),
    ("flood", flood),
    ("forged", forged),
    ("crash", crash),
    ("unplugged", unplugged),
];

type Steps = Vec<ScriptStep>;

fn call(host: Host, call: UserCall) -> ScriptStep {
    ScriptStep { after: None, pause: Duration::ZERO, action: Action::Call(host, call) }
}

fn when(after: Condition, pause: u64, host: Host, user: UserCall) -> ScriptStep {
    let pause = Duration::from_millis(pause);
    ScriptStep { after: Some(after), pause, ..call(host, user) }
}

fn reaches(host: Host, state: State) -> Condition {
    Condition::State(host, state)
}

fn text(len: u32) -> UserCall {
    UserCall::Send("request".to_owned(), len)
}

fn open() -> Steps {
    vec![call(Server, UserCall::OpenPassive), call(Client, UserCall::OpenActive)]
}

fn flags(names: &str) -> SegmentFlags {
    SegmentFlags::from_names(names).expect("flags")
}

fn fault(from: Host, names: &str, nth: u32, fate: Fate) -> Fault {
    let (from, flags, nth) = (Some(from), Some(flags(names)), Some(nth));
    Fault { segment: SegmentPattern { from, flags, nth, ..SegmentPattern::default() }, fate }
}

/// Client ISS 1000, server ISS 2000, and the next incarnations a hundred higher.
fn knobs(change: impl Fn(&mut Knobs)) -> PerHost<Arc<Knobs>> {
    let with = |iss: u32| {
        let isn = Isn::Given(vec![SeqNum(iss), SeqNum(iss + 100)]);
        let mut knobs = Knobs { isn, ..Knobs::default() };
        change(&mut knobs);
        Arc::new(knobs)
    };
    PerHost { client: with(1000), server: with(2000) }
}

fn setup(tracks: Vec<Steps>) -> Setup {
    Setup { knobs: knobs(|_| ()), tracks, ..Setup::default() }
}

pub(crate) fn handshake() -> Run {
    simulate(&setup(vec![open()]))
}

fn closing(first: Host, pause: u64) -> Vec<Steps> {
    let second = first.peer();
    vec![
        vec![when(reaches(first, State::Established), pause, first, UserCall::Close)],
        vec![when(Condition::Closing(second), 60, second, UserCall::Close)],
    ]
}

fn all_of_it() -> Vec<Steps> {
    let request = when(reaches(Client, State::Established), 60, Client, text(30));
    let close = ScriptStep { pause: Duration::from_millis(120), ..call(Client, UserCall::Close) };
    let mut tracks = vec![open(), vec![request, close]];
    tracks.extend(closing(Client, 0).split_off(1));
    tracks
}

pub(crate) fn lifecycle() -> Run {
    simulate(&setup(all_of_it()))
}

pub(crate) fn two_way_synack_lost() -> Run {
    let request = when(reaches(Server, State::Established), 60, Server, text(20));
    simulate(&Setup {
        knobs: knobs(|k| k.handshake = Handshake::TwoWay),
        faults: vec![fault(Server, "SYN,ACK", 1, Fate::Lose)],
        ..setup(vec![open(), vec![request]])
    })
}

pub(crate) fn synack_lost() -> Run {
    let faults = vec![fault(Server, "SYN,ACK", 1, Fate::Lose)];
    simulate(&Setup { faults, ..setup(vec![open()]) })
}

fn inject(at: u64, injection: Injection) -> Steps {
    let action = Action::Inject(injection);
    vec![ScriptStep {
        after: Some(Condition::At(Duration::from_millis(at))),
        pause: Duration::ZERO,
        action,
    }]
}

pub(crate) fn old_syn_three_way() -> Run {
    old_syn(Handshake::ThreeWay)
}

pub(crate) fn old_syn_two_way() -> Run {
    old_syn(Handshake::TwoWay)
}

fn old_syn(handshake: Handshake) -> Run {
    let old = Injection {
        from: Client,
        origin: Origin::OldDuplicate,
        stranger: None,
        flags: SegmentFlags::SYN,
        seq: SeqNum(900),
        ack: SeqNum(0),
        wnd: None,
        options: Options::NONE,
        text: None,
        delay: Duration::from_millis(30),
    };
    let tracks = vec![vec![call(Server, UserCall::OpenPassive)], inject(0, old)];
    simulate(&Setup { knobs: knobs(|k| k.handshake = handshake), ..setup(tracks) })
}

/// Text of the first connection that comes when a second one has the same numbers.
pub(crate) fn old_data() -> Run {
    acknowledgment_war(60)
}

/// The old text starts a war of acknowledgments that never ends: so many events of it.
pub(crate) fn acknowledgment_war(beats: usize) -> Run {
    let mut tracks = all_of_it();
    tracks[1].push(when(reaches(Server, State::Closed), 10, Server, UserCall::OpenPassive));
    tracks[1].push(when(reaches(Client, State::Closed), 10, Client, UserCall::OpenActive));
    let late = SegmentPattern { text: Some(true), nth: Some(1), ..SegmentPattern::default() };
    simulate(&Setup {
        knobs: knobs(|k| {
            k.time_wait = TimeWait::Zero;
            k.isn = Isn::Fixed(SeqNum(1000));
            k.challenge_acks = None;
        }),
        faults: vec![Fault { segment: late, fate: Fate::Copy(Duration::from_millis(700)) }],
        limit: Limit { beats, ..Limit::default() },
        ..setup(tracks)
    })
}

pub(crate) fn simultaneous_open() -> Run {
    let both = vec![call(Client, UserCall::OpenActive), call(Server, UserCall::OpenActive)];
    simulate(&setup(vec![both]))
}

pub(crate) fn simultaneous_close() -> Run {
    let close = |host| vec![when(reaches(Server, State::Established), 40, host, UserCall::Close)];
    simulate(&setup(vec![open(), close(Client), close(Server)]))
}

pub(crate) fn copy() -> Run {
    let request = vec![when(reaches(Client, State::Established), 40, Client, text(30))];
    let twice = fault(Client, "ACK", 2, Fate::Copy(Duration::from_millis(90)));
    simulate(&Setup { faults: vec![twice], ..setup(vec![open(), request]) })
}

pub(crate) fn expired() -> Run {
    let request = vec![when(reaches(Client, State::Established), 40, Client, text(30))];
    let forever = fault(Client, "ACK", 2, Fate::Copy(Duration::from_secs(300)));
    simulate(&Setup { faults: vec![forever], ..setup(vec![open(), request]) })
}

pub(crate) fn four_way() -> Run {
    let knobs = knobs(|k| k.handshake = Handshake::FourWay);
    simulate(&Setup { knobs, ..setup(vec![open()]) })
}

/// Nobody listens.
pub(crate) fn refused() -> Run {
    simulate(&setup(vec![vec![call(Client, UserCall::OpenActive)]]))
}

/// More text than one segment holds, and a close right behind it.
pub(crate) fn burst() -> Run {
    let request = when(reaches(Client, State::Established), 20, Client, text(1500));
    let steps = vec![request, call(Client, UserCall::Close)];
    let answer = vec![when(Condition::Closing(Server), 0, Server, UserCall::Close)];
    simulate(&setup(vec![open(), steps, answer]))
}

pub(crate) fn gives_up() -> Run {
    let lose = SegmentPattern { from: Some(Client), ..SegmentPattern::default() };
    simulate(&Setup {
        knobs: knobs(|k| k.r2_syn = 2),
        faults: vec![Fault { segment: lose, fate: Fate::Lose }],
        ..setup(vec![open()])
    })
}

pub(crate) fn abort() -> Run {
    let request = when(reaches(Server, State::Established), 0, Server, text(100));
    let abort = when(reaches(Client, State::Established), 70, Client, UserCall::Abort);
    simulate(&setup(vec![open(), vec![request], vec![abort]]))
}

/// A two-way handshake in which everything goes well.
pub(crate) fn two_way_request() -> Run {
    let request = when(reaches(Client, State::Established), 40, Client, text(30));
    let knobs = knobs(|k| k.handshake = Handshake::TwoWay);
    simulate(&Setup { knobs, ..setup(vec![open(), vec![request]]) })
}

pub(crate) fn user_timeout() -> Run {
    let lose = SegmentPattern { from: Some(Client), ..SegmentPattern::default() };
    simulate(&Setup {
        knobs: knobs(|k| k.user_timeout = Duration::from_secs(4)),
        faults: vec![Fault { segment: lose, fate: Fate::Lose }],
        ..setup(vec![open()])
    })
}

fn spoofed(from: Host, stranger: Option<u8>, flags: SegmentFlags, seq: u32) -> Injection {
    Injection {
        from,
        origin: Origin::Spoofed,
        stranger,
        flags,
        seq: SeqNum(seq),
        ack: SeqNum(0),
        wnd: None,
        options: Options::NONE,
        text: None,
        delay: Duration::from_millis(40),
    }
}

/// Two forged SYNs fill the SYN queue, and the client finds no room in it.
pub(crate) fn flood() -> Run {
    let syn = |number: u8| spoofed(Client, Some(number), SegmentFlags::SYN, 7000);
    let opens =
        ScriptStep { pause: Duration::from_millis(150), ..call(Client, UserCall::OpenActive) };
    let users = vec![call(Server, UserCall::OpenPassive), opens];
    let queue = |k: &mut Knobs| {
        k.syn_backlog = Some(2);
        k.r2_syn = 1;
    };
    let mut knobs = knobs(queue);
    Arc::make_mut(&mut knobs.client).r2_syn = 8;
    simulate(&Setup { knobs, ..setup(vec![users, inject(0, syn(1)), inject(50, syn(2))]) })
}

/// Forged RSTs to both ends: outside the window, in it, and where it is believed.
pub(crate) fn forged() -> Run {
    let rst = |from, seq| spoofed(from, None, SegmentFlags::RST, seq);
    let tracks = vec![
        inject(100, rst(Client, 900)),
        inject(160, rst(Client, 1500)),
        inject(260, rst(Server, 2001)),
        inject(300, rst(Client, 1001)),
    ];
    simulate(&Setup { start: Start::Established, ..setup(tracks) })
}

fn accident(at: u64, action: Action) -> Steps {
    let after = Some(Condition::At(Duration::from_millis(at)));
    vec![ScriptStep { after, pause: Duration::ZERO, action }]
}

/// The client crashes, comes back and opens again, while the server knows of nothing.
pub(crate) fn crash() -> Run {
    let again = ScriptStep {
        after: Some(Condition::At(Duration::from_millis(300))),
        ..call(Client, UserCall::OpenActive)
    };
    let tracks = vec![
        accident(20, Action::Crash(Client)),
        accident(200, Action::Reboot(Client)),
        vec![again],
        accident(700, Action::Kill(Server)),
    ];
    simulate(&Setup { start: Start::Established, ..setup(tracks) })
}

/// The client's cable is pulled while the server sends, and put back.
pub(crate) fn unplugged() -> Run {
    let sends = ScriptStep {
        after: Some(Condition::At(Duration::from_millis(100))),
        ..call(Server, text(30))
    };
    let tracks = vec![
        accident(20, Action::Unplug(Client)),
        vec![sends],
        accident(2000, Action::Plug(Client)),
    ];
    simulate(&Setup { start: Start::Established, ..setup(tracks) })
}
