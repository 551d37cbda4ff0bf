//! A run as a capture.

use crate::Failure;
use std::net::{Ipv4Addr, SocketAddr};
use tcp_model::host::PerHost;
use tcp_model::trace::Run;
use tcp_scenarios::prose::Lang;
use tcp_scenarios::scenario::Scenario;
use tcp_view::caption::captions;
use tcp_view::transcript::segments;
use tcp_wire::capture::capture;

/// Addresses that are kept for documentation (RFC 5737), and a port for the server that makes
/// nobody look for a protocol in the text.
const CLIENT: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 50_000);
const SERVER: (Ipv4Addr, u16) = (Ipv4Addr::new(198, 51, 100, 2), 9);

/// The pcapng file of a run, each packet with a comment.
pub(crate) fn pcapng(scenario: &Scenario, run: &Run, lang: Lang) -> Result<Vec<u8>, Failure> {
    let comments = segments(run, &captions(scenario, run, lang), lang);
    let sockets = PerHost { client: SocketAddr::from(CLIENT), server: SocketAddr::from(SERVER) };
    capture(run, sockets, |flight| comments.get(flight.id as usize - 1).cloned())
        .map_err(|e| Failure::Input(format!("{}: a segment as a packet: {e}", scenario.address)))
}
