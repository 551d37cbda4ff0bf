//! The cookie that a scenario's client has from earlier is the one that its server would give.

use tcp_model::fault::{Fate, Fault, SegmentPattern};
use tcp_model::host::Host;
use tcp_model::knobs::FastOpenUse;
use tcp_model::options::FastOpen;
use tcp_model::segment::SegmentFlags;
use tcp_model::sim::{Setup, simulate};
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::property::Property;
use tcp_scenarios::scenario::Scenario;

fn scenario(address: &str) -> &'static Scenario {
    Catalogue::get().find(address).unwrap_or_else(|| panic!("no {address}"))
}

#[test]
fn the_cached_cookie_is_what_the_server_hands_out() {
    let first = scenario("tfo-data-in-syn/first-connection-cookie-request");
    let run = first.run();
    let answers = run.flights.iter().filter(|flight| flight.from == Host::Server);
    let handed_out = answers
        .filter(|flight| flight.segment.has(SegmentFlags::SYN))
        .find_map(|flight| flight.segment.options.fast_open);
    let later = scenario("tfo-data-in-syn");
    assert_eq!(first.setup().knobs.server.secret, later.setup().knobs.server.secret);
    let FastOpenUse::Cached(cookie) = later.setup().knobs.client.fast_open else {
        panic!("the client has no cookie");
    };
    assert_eq!(handed_out, Some(FastOpen::Cookie(cookie)));
}

/// Whether a run of the setup hands over what was not sent on its connection.
fn is_stale(setup: &Setup) -> bool {
    Property::NoStaleData.violation(&simulate(setup), &setup.knobs).is_some()
}

#[test]
fn text_that_a_syn_brings_is_of_the_connection_that_comes_of_it() {
    let setup = scenario("tfo-data-in-syn").setup();
    assert!(!simulate(setup).delivered.server.is_empty());
    assert!(!is_stale(setup));
    let mut answered_never = setup.clone();
    let segment = SegmentPattern { from: Some(Host::Server), ..SegmentPattern::default() };
    answered_never.faults.insert(0, Fault { segment, fate: Fate::Lose });
    assert!(is_stale(&answered_never), "no connection comes of it");
}
