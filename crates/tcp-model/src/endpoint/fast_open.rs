//! Fast open (RFC 7413): text in the SYN, for a client that shows a cookie from earlier.

use super::Endpoint;
use crate::host::{FourTuple, Socket};
use crate::knobs::FastOpenUse;
use crate::options::{FastOpen, FastOpenCookie};
use crate::secret;
use crate::segment::{Segment, SegmentFlags};

impl Endpoint {
    /// The cookie that this host gives to the client at the other end: a keyed hash of its
    /// address, whatever its port (RFC 7413 §4.1.2).
    pub fn fast_open_cookie(&self) -> FastOpenCookie {
        let FourTuple { local, remote } = self.tuple;
        let (local, remote) = (Socket { port: 0, ..local }, Socket { port: 0, ..remote });
        let hash = secret::hash(self.knobs.secret, FourTuple { local, remote }, b"fast open");
        FastOpenCookie::new(&hash.to_be_bytes()).expect("eight octets are a cookie")
    }

    /// What our SYN says of fast open: the cookie that we have, or the wish for one (RFC 7413
    /// §4.2.1).
    pub(super) fn fast_open_wish(&self) -> Option<FastOpen> {
        match (self.knobs.fast_open, self.cookie) {
            (FastOpenUse::Off, _) => None,
            (_, Some(cookie)) => Some(FastOpen::Cookie(cookie)),
            (_, None) => Some(FastOpen::Request),
        }
    }

    /// The client: text goes with the SYN if there is a cookie (RFC 7413 §4.2.2).
    pub(super) fn may_send_with_syn(&self) -> bool {
        matches!(self.fast_open_wish(), Some(FastOpen::Cookie(_)))
    }

    /// The server: whether the text of this SYN may be taken at once (RFC 7413 §4.2.2).
    pub(super) fn accepts_fast_open(&self, syn: &Segment) -> bool {
        self.knobs.fast_open != FastOpenUse::Off
            && syn.options.fast_open == Some(FastOpen::Cookie(self.fast_open_cookie()))
    }

    /// The server: a SYN that asks for a cookie, or shows a wrong one, is answered with one.
    pub(super) fn fast_open_answer(&self, syn: &Segment) -> Option<FastOpen> {
        let speaks = self.knobs.fast_open != FastOpenUse::Off && syn.options.fast_open.is_some();
        let gives = speaks && !self.accepts_fast_open(syn);
        gives.then(|| FastOpen::Cookie(self.fast_open_cookie()))
    }

    /// The client keeps the cookie of a SYN,ACK for its next connection (RFC 7413 §4.1.3). What
    /// of the SYN's text is not acknowledged is as if it had not been sent: it goes with the
    /// third segment (RFC 7413 §4.2.2).
    pub(super) fn take_fast_open_answer(&mut self, segment: &Segment) {
        if self.knobs.fast_open == FastOpenUse::Off {
            return;
        }
        if let Some(FastOpen::Cookie(cookie)) = segment.options.fast_open {
            self.cookie = Some(cookie);
        }
        if segment.has(SegmentFlags::ACK) {
            self.tcb.snd.nxt = segment.ack;
        }
    }

    /// The server takes the text of the SYN: "deliver data", and it may answer with text of its
    /// own before the third segment of the handshake is here (RFC 7413 §4.2.2).
    pub(super) fn take_fast_open_text(&mut self, syn: &Segment) {
        self.tcb.fast_open = true;
        let text = syn.data.slice(0, self.tcb.rcv.wnd);
        self.tcb.rcv.nxt += text.len();
        self.tcb.rcv.wnd -= text.len();
        if !text.is_empty() {
            self.tcb.unread.push(text);
        }
        // What it answers with before the handshake is done is limited by the initial window.
        self.begin_congestion_control();
    }
}
