//! A run as a capture.

use std::net::IpAddr;
use tcp_model::host::Address;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;
use tcp_view::inspector::address_of;
use tcp_view::transcript::segments;
use tcp_wire::EncodeError;
use tcp_wire::capture::capture;

/// The address that the picture shows, too.
fn address(of: Address) -> IpAddr {
    address_of(of).parse().expect("an address that is shown is one")
}

/// The pcapng file of a run, each packet with a comment.
pub(crate) fn pcapng(scenario: &Scenario, run: &Run, lang: Lang) -> Result<Vec<u8>, EncodeError> {
    let comments = segments(run, &captions(scenario, run, lang), lang);
    capture(run, address, |flight| comments.get(flight.id as usize - 1).cloned())
}
