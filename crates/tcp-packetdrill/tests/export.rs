//! Runs of the catalogue as scripts.

use tcp_model::host::Host;
use tcp_model::script::{Action, Condition, ScriptStep, UserCall};
use tcp_model::sim::{Setup, simulate};
use tcp_model::time::Duration;
use tcp_model::trace::Run;
use tcp_packetdrill::export;
use tcp_packetdrill::parse::parse;
use tcp_packetdrill::run::{Outcome, Settings, run};
use tcp_packetdrill::script::Script;
use tcp_scenarios::catalogue::{Catalogue, Entry};
use tcp_scenarios::scenario::Scenario;

fn scenarios() -> impl Iterator<Item = &'static Scenario> {
    Catalogue::get().entries().iter().flat_map(Entry::all)
}

fn export(scenario: &Scenario, host: Host) -> Result<Script, String> {
    let script = export::script(scenario.setup(), &scenario.run(), host);
    script.map_err(|error| error.to_string())
}

#[test]
fn what_can_be_a_script_passes_when_it_is_run() {
    let both = scenarios().flat_map(|scenario| Host::BOTH.map(|host| (scenario, host)));
    let mut exported = 0;
    for (scenario, host) in both {
        let Ok(script) = export(scenario, host) else { continue };
        exported += 1;
        let text = script.to_string();
        let read = parse(&text).unwrap_or_else(|e| panic!("{text}{e}"));
        for strict in [false, true] {
            let report = run(&read, Settings { strict, ..Settings::default() });
            let place = format!("{} {host}\n{text}", scenario.address);
            assert_eq!((report.outcome, report.skipped), (Outcome::Pass, vec![]), "{place}");
        }
    }
    assert!(exported >= 20, "{exported}");
}

/// A scenario with a call more, as a reader makes it at a moment of the run.
fn with(address: &str, host: Host, call: UserCall, millis: u64) -> (Setup, Run) {
    let mut setup = Catalogue::get().find(address).unwrap().setup().clone();
    let after = Some(Condition::At(Duration::from_millis(millis)));
    let action = Action::Call(host, call);
    setup.tracks.push(vec![ScriptStep { after, pause: Duration::ZERO, action }]);
    let run = simulate(&setup);
    (setup, run)
}

/// What comes for a connection that is gone is answered in numbers that the script can follow.
#[test]
fn an_end_that_is_closed_answers_in_the_numbers_of_its_script() {
    for (address, host, call, millis) in [
        // A SYN,ACK for an OPEN that was aborted.
        ("synack-lost", Host::Client, UserCall::Abort, 60),
        // A SYN where nobody listens any more.
        ("three-way-new-syn-overtakes-rst", Host::Server, UserCall::Close, 270),
    ] {
        let (setup, changed) = with(address, host, call, millis);
        let script = export::script(&setup, &changed, host).expect("it can be a script");
        let text = script.to_string();
        assert!(text.contains("> R"), "{address}: {text}");
        let report = run(&parse(&text).unwrap(), Settings { strict: true, ..Settings::default() });
        assert_eq!(report.outcome, Outcome::Pass, "{address}: {text}");
    }
}

#[test]
fn what_a_listening_socket_would_answer_otherwise_is_no_script() {
    for (address, call, millis) in [
        // Its socket goes on listening, and would take the SYN that the model's end refuses.
        ("time-wait-new-syn-accepted", UserCall::Abort, 170),
        // The connection has not been accepted yet: there is no socket to close.
        ("time-wait-short-old-data", UserCall::Close, 730),
    ] {
        let (setup, changed) = with(address, Host::Server, call, millis);
        assert!(export::script(&setup, &changed, Host::Server).is_err(), "{address}");
    }
}

#[test]
fn a_wrong_protocol_is_no_script() {
    for (address, host, why) in [
        ("two-way-synack-lost", Host::Server, "its handshake is a wrong one"),
        ("time-wait-zero-last-ack-lost", Host::Client, "its TIME-WAIT is too short"),
        ("isn-fixed-old-data", Host::Client, "its initial sequence number is always the same"),
    ] {
        let scenario = Catalogue::get().find(address).unwrap();
        let expected = format!("cannot be a packetdrill script: {why}");
        assert_eq!(export(scenario, host).unwrap_err(), expected);
    }
}

#[test]
fn a_script_reads_like_one_that_a_person_wrote() {
    let scenario = Catalogue::get().find("three-way-normal").unwrap();
    let script = export(scenario, Host::Client).unwrap().to_string();
    let events = script.split("\n\n").nth(1).unwrap();
    expect_test::expect![[r#"
        0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
        +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
        +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
        +0 > S 1000:1000(0) win 65535
        +0 %{ assert tcpi_state == TCP_SYN_SENT }%
        +0.08 < S. 2000:2000(0) ack 1001 win 65535
        +0 > . 1:1(0) ack 1 win 65535
        +0 %{ assert tcpi_state == TCP_ESTABLISHED }%
    "#]]
    .assert_eq(events);
}
