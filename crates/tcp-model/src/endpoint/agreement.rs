//! What both ends agree on with their SYNs: how long segments may be (RFC 9293 §3.7.1), window
//! scale, timestamps (RFC 7323) and SACK-permitted (RFC 2018). And PAWS, which rests on it.

use super::arrives::ruling;
use super::synchronized::Check;
use super::{Endpoint, Step};
use crate::clause;
use crate::knobs::Knobs;
use crate::options::{Options, Timestamps};
use crate::segment::{Segment, SegmentFlags};
use crate::time::{Duration, Instant};
use crate::verdict::Verdict;
use std::ops::ControlFlow::{Break, Continue};

/// RFC 7323 §2.3: a larger shift is taken for 14.
const MAX_SHIFT: u8 = 14;
/// RFC 7323 §5.5: after so long without a segment the latest timestamp proves nothing.
const TS_RECENT_LASTS: Duration = Duration::from_secs(24 * 24 * 3600);

/// The outcome of the options of both SYNs.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Agreement {
    /// The peer's SYN has come, with its options.
    known: bool,
    /// SendMSS: the longest text that the peer wants (RFC 9293 §3.7.1).
    send_mss: u16,
    /// Snd.Wind.Shift and Rcv.Wind.Shift (RFC 7323 §2.2), where both ends offered a scale.
    shifts: Option<(u8, u8)>,
    /// Both ends send timestamps: the latest that counts.
    recent: Option<Recent>,
    /// Both ends permit SACK.
    sack_permitted: bool,
}

/// TS.Recent (RFC 7323 §4.3), and when it was set.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Recent {
    pub(crate) tsval: u32,
    pub(crate) at: Instant,
}

/// The MSS that silence means (RFC 9293 §3.7.1, MUST-15).
const fn default_mss(knobs: &Knobs) -> u16 {
    if knobs.ipv6 { 1220 } else { 536 }
}

impl Agreement {
    pub(crate) const fn new(knobs: &Knobs) -> Agreement {
        Agreement {
            known: false,
            send_mss: default_mss(knobs),
            shifts: None,
            recent: None,
            sack_permitted: false,
        }
    }

    /// The latest timestamp is so much older.
    pub(crate) fn age(&mut self, length: Duration) {
        if let Some(recent) = &mut self.recent {
            recent.at = recent.at - length;
        }
    }

    /// The latest timestamp of the peer, where both ends send timestamps.
    pub(crate) const fn recent(&self) -> Option<Recent> {
        self.recent
    }
}

/// "If s and t are timestamp values, s < t if 0 < (t - s) < 2^31" (RFC 7323 §5.2).
pub(super) const fn older(s: u32, t: u32) -> bool {
    t.wrapping_sub(s) as i32 > 0
}

/// The timestamp clock: one tick a millisecond (RFC 7323 §5.4).
pub(super) const fn ts_clock(now: Instant) -> u32 {
    (now.as_micros() / 1000) as u32
}

impl Endpoint {
    /// Takes in the options of the peer's SYN.
    pub(super) fn agree(&mut self, syn: &Options, now: Instant) {
        let knobs = &self.knobs;
        let agreed = &mut self.tcb.agreed;
        agreed.known = true;
        agreed.send_mss = syn.mss.unwrap_or(default_mss(knobs));
        // RFC 7323 §2.2: scaled only if both SYNs say so.
        agreed.shifts = match (syn.window_scale, knobs.window_scale) {
            (Some(theirs), Some(ours)) => Some((theirs.min(MAX_SHIFT), ours.min(MAX_SHIFT))),
            _ => None,
        };
        agreed.recent = match syn.timestamps {
            Some(Timestamps { tsval, .. }) if knobs.timestamps => Some(Recent { tsval, at: now }),
            _ => None,
        };
        agreed.sack_permitted = syn.sack_permitted && knobs.sack_permitted;
        if agreed.shifts.is_none() {
            // What cannot be said cannot be announced.
            self.tcb.rcv.wnd = self.tcb.rcv.wnd.min(u16::MAX.into());
        }
    }

    /// The options of our SYN: what we offer, or to a SYN that we know, what it offered too.
    pub(super) fn syn_options(&self, now: Instant) -> Options {
        let (knobs, agreed) = (&self.knobs, &self.tcb.agreed);
        Options {
            mss: knobs.mss,
            window_scale: match agreed.known {
                false => knobs.window_scale.map(|shift| shift.min(MAX_SHIFT)),
                true => agreed.shifts.map(|(_, ours)| ours),
            },
            sack_permitted: if agreed.known { agreed.sack_permitted } else { knobs.sack_permitted },
            timestamps: match agreed.known {
                false if knobs.timestamps => Some(self.timestamps(now)),
                _ => agreed.recent.map(|_| self.timestamps(now)),
            },
            fast_open: None,
        }
    }

    /// The options of any other segment: timestamps, if both ends send them. "The TSopt MUST be
    /// sent in every non-<RST> segment [...], and SHOULD be sent in an <RST> segment" (RFC 7323
    /// §3.2).
    pub(super) fn usual_options(&self, now: Instant) -> Options {
        let timestamps = self.tcb.agreed.recent.map(|_| self.timestamps(now));
        Options { timestamps, ..Options::NONE }
    }

    fn timestamps(&self, now: Instant) -> Timestamps {
        let tsecr = self.tcb.agreed.recent.map_or(0, |recent| recent.tsval);
        Timestamps { tsval: ts_clock(now), tsecr }
    }

    /// Eff.snd.MSS = min(SendMSS+20, MMS_S) - TCPhdrsize - IPoptionsize (RFC 9293 §3.7.1,
    /// MUST-16): the most octets of text in a segment.
    pub(super) fn eff_snd_mss(&self) -> u32 {
        self.text_beside(self.options_size())
    }

    /// The most octets of text beside so many of options.
    pub(super) fn text_beside(&self, options: u32) -> u32 {
        let ip_header = if self.knobs.ipv6 { 40 } else { 20 };
        let mms_s = self.knobs.mtu.saturating_sub(ip_header);
        let longest = u32::from(self.tcb.agreed.send_mss).min(u32::from(mms_s.saturating_sub(20)));
        longest.saturating_sub(options).max(1)
    }

    /// How long the text of a segment is at most that the peer makes for us.
    pub(super) fn receive_mss(&self) -> u32 {
        u32::from(self.knobs.mss.unwrap_or(default_mss(&self.knobs)))
            .saturating_sub(self.options_size())
            .max(1)
    }

    /// Octets of the options in a segment that is no SYN: timestamps take ten, and are padded.
    fn options_size(&self) -> u32 {
        if self.tcb.agreed.recent.is_some() { 12 } else { 0 }
    }

    /// What a segment with these bits announces as window (RFC 7323 §2.2: a SYN's is not scaled).
    pub(super) fn announced_window(&self, flags: SegmentFlags) -> u16 {
        let shift = match self.tcb.agreed.shifts {
            Some((_, ours)) if !flags.contains(SegmentFlags::SYN) => ours,
            _ => 0,
        };
        u16::try_from(self.tcb.rcv.wnd >> shift).unwrap_or(u16::MAX)
    }

    /// The widest window that either end can announce.
    pub(super) fn widest_window(&self) -> u32 {
        self.tcb.agreed.shifts.map_or(0xffff, |(theirs, _)| 0xffff << theirs)
    }

    /// What an arriving segment announces.
    pub(super) fn window_of(&self, segment: &Segment) -> u32 {
        let shift = match self.tcb.agreed.shifts {
            Some((theirs, _)) if !segment.has(SegmentFlags::SYN) => theirs,
            _ => 0,
        };
        u32::from(segment.wnd) << shift
    }

    /// Before the first check, where both ends send timestamps: PAWS.
    pub(super) fn check_timestamps(&mut self, segment: &Segment, step: &mut Step<'_>) -> Check {
        let Some(recent) = self.tcb.agreed.recent else { return Continue(()) };
        if segment.has(SegmentFlags::RST) {
            return Continue(());
        }
        // RFC 7323 §3.2: "If a non-<RST> segment is received without a TSopt, a TCP SHOULD
        // silently drop the segment."
        let Some(Timestamps { tsval, .. }) = segment.options.timestamps else {
            return Break(ruling(Verdict::NoTimestamp, clause::TIMESTAMPS));
        };
        // RFC 7323 §5.3, R1.
        if older(tsval, recent.tsval) && step.now.since(recent.at) <= TS_RECENT_LASTS {
            self.send_ack(clause::PAWS, step);
            return Break(ruling(Verdict::OldTimestamp, clause::PAWS));
        }
        Continue(())
    }

    /// RFC 7323 §4.3, (2), once a segment has passed PAWS and the sequence check, and so is no older
    /// or comes when the latest has lasted too long (§5.5): the TSval of the segment that spans
    /// Last.ACK.sent is the latest. A RST says nothing ("MUST NOT be used to update connection
    /// state", §5.2).
    pub(super) fn remember_timestamp(&mut self, segment: &Segment, now: Instant) {
        let last_ack_sent = self.tcb.last_ack_sent;
        if let (Some(recent), Some(Timestamps { tsval, .. })) =
            (&mut self.tcb.agreed.recent, segment.options.timestamps)
            && !segment.has(SegmentFlags::RST)
            && segment.seq.at_or_before(last_ack_sent)
        {
            *recent = Recent { tsval, at: now };
        }
    }
}
