//! A run as a capture that Wireshark reads.
//!
//! Every segment is one packet, at the moment at which it entered the network, so that the
//! number of a packet is the number of its segment in the trace. Each host captures what it
//! sends: seen at one place, what was lost would be missing or what was delayed would be out of
//! order, and seen at both everything would be there twice. What no endpoint sent, the copies
//! that the network makes and old duplicates, is captured in the network.

use crate::pcapng::Writer;
use crate::{EncodeError, Packet, encode};
use std::net::SocketAddr;
use tcp_model::host::{Host, PerHost};
use tcp_model::script::Origin;
use tcp_model::trace::{Flight, Run};

/// The places of capture, by index.
const INTERFACES: [&str; 3] = [Host::Client.name(), Host::Server.name(), "network"];

/// The pcapng file of a run between two sockets, with a comment for each segment that `comment`
/// has something to say about. The run begins at the epoch.
///
/// # Errors
/// When the addresses are of two families, or a segment is too long for one datagram.
pub fn capture(
    run: &Run,
    sockets: PerHost<SocketAddr>,
    comment: impl Fn(&Flight) -> Option<String>,
) -> Result<Vec<u8>, EncodeError> {
    let mut file = Writer::new(&INTERFACES);
    for flight in &run.flights {
        let packet = Packet {
            source: sockets[flight.from],
            destination: sockets[flight.from.peer()],
            segment: flight.segment.clone(),
        };
        let comment = comment(flight);
        file.packet(interface(flight), flight.sent, &encode(&packet)?, comment.as_deref());
    }
    Ok(file.finish())
}

fn interface(flight: &Flight) -> u32 {
    match (flight.origin, flight.copy_of, flight.from) {
        (Origin::OldDuplicate, _, _) | (_, Some(_), _) => 2,
        (Origin::Endpoint, None, Host::Client) => 0,
        (Origin::Endpoint, None, Host::Server) => 1,
    }
}
