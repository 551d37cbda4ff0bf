//! A run as a capture.

use crate::Failure;
use std::net::IpAddr;
use tcp_model::host::Address;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;
use tcp_view::transcript::segments;
use tcp_wire::capture::capture;

/// Addresses that are kept for documentation (RFC 5737).
fn address(of: Address) -> IpAddr {
    match of {
        Address::Client => [192, 0, 2, 1].into(),
        Address::Server => [198, 51, 100, 2].into(),
        Address::Stranger(number) => [203, 0, 113, number].into(),
    }
}

/// The pcapng file of a run, each packet with a comment.
pub(crate) fn pcapng(scenario: &Scenario, run: &Run, lang: Lang) -> Result<Vec<u8>, Failure> {
    let comments = segments(run, &captions(scenario, run, lang), lang);
    capture(run, address, |flight| comments.get(flight.id as usize - 1).cloned())
        .map_err(|e| Failure::Input(format!("{}: a segment as a packet: {e}", scenario.address)))
}
