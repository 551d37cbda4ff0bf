//! What the network reports by ICMP (RFC 9293 §3.9.2.2).

use super::host::{Host, Target};
use super::{Step, Stop};
use crate::script::Icmp;
use tcp_model::endpoint::IcmpReport;

/// What a message means to TCP, and the errno that a hard error becomes; an `Err` says what this
/// host does not do.
pub(super) fn meaning(report: &Icmp) -> Result<(IcmpReport, &'static str), String> {
    let code = report.code.as_deref().unwrap_or_default();
    let (soft, hard) = (IcmpReport::SoftError, IcmpReport::HardError);
    match (report.kind.as_str(), code) {
        ("unreachable", "net_unreachable" | "no_route") => Ok((soft, "ENETUNREACH")),
        ("unreachable", "host_unreachable" | "address_unreachable" | "source_route_failed") => {
            Ok((soft, "EHOSTUNREACH"))
        }
        ("unreachable", "protocol_unreachable") => Ok((hard, "ENOPROTOOPT")),
        ("unreachable", "port_unreachable") => Ok((hard, "ECONNREFUSED")),
        ("time_exceeded" | "parameter_problem", _) => Ok((soft, "EHOSTUNREACH")),
        ("source_quench", _) => Ok((IcmpReport::SourceQuench, "EHOSTUNREACH")),
        ("unreachable", "frag_needed") | ("packet_too_big", _) => {
            Err("path MTU discovery (RFC 1191, RFC 8201)".to_owned())
        }
        _ => Err(format!("{report}")),
    }
}

impl Host {
    /// A message about a segment of the connection that the script has dealt with last.
    pub(super) fn report(&mut self, report: &Icmp) -> Step {
        let (meaning, errno) = meaning(report).map_err(Stop::Unsupported)?;
        let Some(Target::Connection(id)) = self.target else {
            return Err(Stop::Unsupported("ICMP without a connection".to_owned()));
        };
        let (seq, _) = report.segment.unwrap_or_default();
        let now = self.now();
        let connection = &mut self.connections[id];
        let (before, seq) = (connection.state(), connection.number(seq));
        connection.unreachable = errno;
        let mut out = Vec::new();
        connection.endpoint.icmp_arrives(meaning, seq, now, &mut out);
        self.act(id, out, before);
        Ok(())
    }
}
