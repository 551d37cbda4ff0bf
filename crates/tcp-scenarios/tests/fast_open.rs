//! The cookie that a scenario's client has from earlier is the one that its server would give.

use tcp_model::host::Host;
use tcp_model::knobs::FastOpenUse;
use tcp_model::options::FastOpen;
use tcp_model::segment::SegmentFlags;
use tcp_scenarios::catalogue::Catalogue;
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
