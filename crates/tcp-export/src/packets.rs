//! A run as a capture.

use crate::Options;
use crate::words::changed;
use std::net::IpAddr;
use tcp_model::host::Address;
use tcp_model::trace::Run;
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

/// The pcapng file of a run, each packet with a comment, and the whole with what was changed.
pub(crate) fn pcapng(
    scenario: &Scenario,
    run: &Run,
    options: &Options,
) -> Result<Vec<u8>, EncodeError> {
    let lang = options.lang;
    let comments = segments(run, &captions(scenario, run, lang), lang);
    let about = changed(options);
    capture(run, about.as_deref(), address, |flight| comments.get(flight.id as usize - 1).cloned())
}
