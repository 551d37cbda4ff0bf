//! SYN cookies (RFC 4987 §3.6 and Appendix A): the answer to a SYN carries in its own sequence
//! number all that has to be known when it is acknowledged, and nothing is kept until then.

use super::arrives::ruling;
use super::{Endpoint, Step};
use crate::clause;
use crate::knobs::{Isn, SynCookies};
use crate::options::Options;
use crate::secret;
use crate::segment::{Segment, SegmentFlags};
use crate::seq::SeqNum;
use crate::state::State;
use crate::time::Instant;
use crate::verdict::{Ruling, Verdict};

/// RFC 4987 Appendix A: the top five bits of a cookie are a counter of 64 seconds, ...
const PERIOD_SECONDS: u64 = 64;
/// ... the next three say which of eight sizes the SYN's MSS was at least, ...
const SIZES: [u16; 8] = [64, 536, 1024, 1220, 1360, 1440, 1460, 8960];
/// ... and the rest is a keyed hash.
const HASH_BITS: u32 = 0x00ff_ffff;
/// How many periods a cookie is good for, the one in which it was made included.
const PERIODS: u64 = 2;

/// Which size a cookie for this SYN says; `None` for an MSS that is below all of them, so that no
/// cookie can stand for it.
fn cookie_size(syn: &Segment) -> Option<usize> {
    let mss = syn.options.mss.unwrap_or(SIZES[1]);
    SIZES.iter().rposition(|size| *size <= mss)
}

impl Endpoint {
    /// Answers a SYN in LISTEN with a cookie, and stays there; with state where no cookie can hold
    /// the peer's MSS (MUST-16).
    pub fn answer_with_cookie(
        &mut self,
        syn: &Segment,
        now: Instant,
        out: &mut Vec<super::Output>,
    ) -> Ruling {
        self.offer_cookie(syn, &mut Step { now, out })
    }

    pub(super) fn offer_cookie(&mut self, syn: &Segment, step: &mut Step<'_>) -> Ruling {
        let why = clause::SYN_COOKIES;
        let Some(size) = cookie_size(syn) else {
            let why = self.answer_syn(syn, clause::LISTEN_SYN, step);
            return ruling(Verdict::SynAccepted, why);
        };
        let period = step.now.as_micros() / 1_000_000 / PERIOD_SECONDS;
        let flags = SegmentFlags::SYN | SegmentFlags::ACK;
        // No window scale, no timestamps, no SACK: there is nowhere to remember them.
        let options = Options { mss: self.syn_options(step.now).mss, ..Options::NONE };
        let segment = Segment {
            seq: self.cookie_of(syn.seq, period, size),
            ack: syn.seq + 1,
            wnd: self.announced_window(flags),
            flags,
            options,
            ..Segment::default()
        };
        step.out.push(super::Output::Send { segment, retransmission: false, why });
        ruling(Verdict::SynCookieSent, why)
    }

    /// The cookie for a SYN with this number. Where the numbers are chosen for reading, the next
    /// of them stands for it.
    fn cookie_of(&self, irs: SeqNum, period: u64, size: usize) -> SeqNum {
        if let Isn::Given(_) | Isn::Fixed(_) = self.knobs.isn {
            let (tuple, secret) = (self.tuple, self.knobs.secret);
            return self.knobs.isn.select(self.incarnations, Instant::ZERO, tuple, secret);
        }
        let more = [irs.0.to_be_bytes(), (period as u32).to_be_bytes()].concat();
        let hash = secret::hash(self.knobs.secret, self.tuple, &more) as u32;
        // Five bits of the counter are left by the shift.
        SeqNum((period as u32) << 27 | (size as u32) << 24 | hash & HASH_BITS)
    }

    /// An ACK in LISTEN: rebuilds the connection if it acknowledges a cookie of ours that has
    /// not gone stale. What the segment carries is then taken as in ESTABLISHED.
    pub(super) fn rebuild_from_cookie(
        &mut self,
        segment: &Segment,
        step: &mut Step<'_>,
    ) -> Option<Ruling> {
        let why = clause::SYN_COOKIES;
        let size = self.check_cookie(segment, step.now)?;
        self.begin(step.now);
        self.agree(&Options { mss: Some(SIZES[size]), ..Options::NONE }, step.now);
        self.synchronize(segment.seq - 1);
        let snd = &mut self.tcb.snd;
        (snd.iss, snd.una, snd.nxt) = (segment.ack - 1, segment.ack, segment.ack);
        self.tcb.queue = crate::queue::SendQueue::starting_at(segment.ack);
        self.tcb.last_ack_sent = segment.seq;
        self.set_window(segment);
        self.enter(State::Established, why, step);
        self.check_urg(segment, step);
        // It has done its work, whatever becomes of its text.
        let _ = self.take_text(segment, step);
        Some(ruling(Verdict::SynCookieValid, why))
    }

    /// The size in a cookie that `segment` acknowledges, if it is one of ours.
    fn check_cookie(&self, segment: &Segment, now: Instant) -> Option<usize> {
        if self.knobs.syn_cookies == SynCookies::Off || segment.has(SegmentFlags::SYN) {
            return None;
        }
        let cookie = segment.ack - 1;
        let period = now.as_micros() / 1_000_000 / PERIOD_SECONDS;
        let size = match self.knobs.isn {
            Isn::Given(_) | Isn::Fixed(_) => 1,
            Isn::Clock(_) | Isn::Rfc6528 => (cookie.0 >> 24) as usize % SIZES.len(),
        };
        let good = (0..PERIODS).filter_map(|age| period.checked_sub(age));
        let irs = segment.seq - 1;
        good.map(|p| self.cookie_of(irs, p, size)).find(|c| *c == cookie).map(|_| size)
    }

    /// A segment without text that a listener answers an ACK with when its accept queue is full.
    pub fn refuse(segment: &Segment) -> Segment {
        Segment { seq: segment.ack, flags: SegmentFlags::RST, ..Segment::default() }
    }
}
