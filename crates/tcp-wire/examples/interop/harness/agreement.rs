//! What two SYNs agree upon binds every segment after them.

use super::network::End;
use tcp_model::options::Options;
use tcp_model::segment::{Segment, SegmentFlags};

/// Checks that our segments keep to the options of both SYNs: timestamps in all of them or in
/// none, and no more text than the peer wants.
///
/// # Errors
/// The first of our segments that does not, and why.
pub(crate) fn check(segments: &[(End, Segment)], default_mss: u16) -> Result<(), String> {
    let syn = |end: End| {
        let is_syn = |s: &&(End, Segment)| s.0 == end && s.1.has(SegmentFlags::SYN);
        segments.iter().rfind(is_syn).map_or(Options::NONE, |(_, syn)| syn.options)
    };
    let (ours, theirs) = (syn(End::Ours), syn(End::Theirs));
    let timestamps = ours.timestamps.is_some() && theirs.timestamps.is_some();
    let most = u32::from(theirs.mss.unwrap_or(default_mss));
    let of_ours = segments.iter().filter(|(end, _)| *end == End::Ours).map(|(_, segment)| segment);
    let excepted = SegmentFlags::SYN | SegmentFlags::RST;
    for segment in of_ours.filter(|s| s.flags.without(excepted) == s.flags) {
        // RFC 7323 §3.2: once agreed upon, in every segment but a RST.
        if segment.options.timestamps.is_some() != timestamps {
            return Err(format!("timestamps agreed upon: {timestamps}, and we sent {segment}"));
        }
        // RFC 9293 §3.7.1, MUST-16: the options count too.
        let options = if timestamps { 12 } else { 0 };
        if segment.data.len() + options > most {
            return Err(format!("their MSS is {most}, and we sent {segment}"));
        }
    }
    Ok(())
}
