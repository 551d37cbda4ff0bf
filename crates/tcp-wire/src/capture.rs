//! A run as a capture that Wireshark reads.
//!
//! Every segment is one packet, at the moment at which it entered the network, so that the
//! number of a packet is the number of its segment in the trace. Each host captures what it
//! sends: seen at one place, what was lost would be missing or what was delayed would be out of
//! order, and seen at both everything would be there twice. What no endpoint sent is captured in
//! the network: the copies that it makes, old duplicates, and what an attacker forged.

use crate::pcapng::Writer;
use crate::{EncodeError, Packet, encode};
use std::net::{IpAddr, SocketAddr};
use tcp_model::host::{Address, Host, Socket};
use tcp_model::script::Origin;
use tcp_model::trace::{Flight, Run};

/// The places of capture, by index.
const INTERFACES: [&str; 3] = [Host::Client.name(), Host::Server.name(), "network"];

/// The pcapng file of a run between hosts with these addresses, with a comment for each segment
/// that `comment` has something to say about, and one for all of it. The run begins at the epoch.
///
/// # Errors
/// When the addresses are of two families, or a segment is too long for one datagram.
pub fn capture(
    run: &Run,
    about: Option<&str>,
    address: impl Fn(Address) -> IpAddr,
    comment: impl Fn(&Flight) -> Option<String>,
) -> Result<Vec<u8>, EncodeError> {
    let socket = |socket: Socket| SocketAddr::new(address(socket.address), socket.port);
    let mut file = Writer::new(&INTERFACES, about);
    for flight in &run.flights {
        let tuple = flight.flow.tuple(flight.from);
        let packet = Packet {
            source: socket(tuple.local),
            destination: socket(tuple.remote),
            segment: flight.segment.clone(),
        };
        let comment = comment(flight);
        file.packet(interface(flight), flight.sent, &encode(&packet)?, comment.as_deref());
    }
    Ok(file.finish())
}

fn interface(flight: &Flight) -> u32 {
    match (flight.origin, flight.copy_of, flight.from) {
        (Origin::OldDuplicate | Origin::Spoofed, _, _) | (_, Some(_), _) => 2,
        (Origin::Endpoint, None, Host::Client) => 0,
        (Origin::Endpoint, None, Host::Server) => 1,
    }
}
