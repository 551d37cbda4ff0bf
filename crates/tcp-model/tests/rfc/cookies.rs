//! What is in a cookie (RFC 4987 Appendix A): whom it is for, what the SYN said, and how old it is.

use std::sync::Arc;
use tcp_model::endpoint::{Endpoint, Output};
use tcp_model::host::{Flow, FourTuple, Host};
use tcp_model::knobs::{Isn, Knobs, SynCookies};
use tcp_model::options::Options;
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};

const SYN: SeqNum = SeqNum(2000);

/// A listener for one client, with a secret.
fn listener(tuple: FourTuple, secret: u64) -> Endpoint {
    let knobs =
        Knobs { isn: Isn::Rfc6528, syn_cookies: SynCookies::Always, secret, ..Knobs::default() };
    let mut end = Endpoint::between(Arc::new(knobs), tuple);
    end.call(tcp_model::endpoint::Call::OpenPassive, Instant::ZERO, &mut vec![]).unwrap();
    end
}

fn client(port: u16) -> FourTuple {
    Flow::client(port).tuple(Host::Server)
}

fn seconds(count: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(count)
}

/// The number of the SYN,ACK that answers a SYN with this MSS.
fn cookie(end: &mut Endpoint, mss: Option<u16>, at: Instant) -> SeqNum {
    let options = Options { mss, ..Options::NONE };
    let syn =
        Segment { seq: SYN, flags: SegmentFlags::SYN, wnd: 5000, options, ..Segment::default() };
    let mut out = vec![];
    end.segment_arrives(&syn, at, &mut out);
    let [Output::Send { segment, .. }] = &out[..] else { panic!("not one SYN,ACK: {out:?}") };
    segment.seq
}

/// The state after an acknowledgment of this cookie, in answer to this SYN.
fn after(end: &mut Endpoint, cookie: SeqNum, syn: SeqNum, at: Instant) -> State {
    let (seq, ack) = (syn + 1, cookie + 1);
    let segment = Segment { seq, ack, flags: SegmentFlags::ACK, wnd: 5000, ..Segment::default() };
    end.segment_arrives(&segment, at, &mut vec![]);
    end.state()
}

#[test]
fn a_cookie_is_for_one_client_and_one_syn() {
    let mut end = listener(client(50_000), 7);
    let good = cookie(&mut end, None, seconds(1));
    let mut other_port = listener(client(50_001), 7);
    assert_eq!(after(&mut other_port, good, SYN, seconds(2)), State::Listen);
    let mut other_secret = listener(client(50_000), 8);
    assert_eq!(after(&mut other_secret, good, SYN, seconds(2)), State::Listen);
    assert_eq!(after(&mut end, good, SYN + 1, seconds(2)), State::Listen, "another SYN");
    assert_eq!(after(&mut end, good + 1, SYN, seconds(2)), State::Listen, "a guess");
    assert_eq!(after(&mut end, good, SYN, seconds(2)), State::Established);
}

#[test]
fn a_cookie_goes_stale() {
    let (good, stale) = (State::Established, State::Listen);
    for (age, state) in [(0, good), (63, good), (64, good), (127, good), (128, stale), (192, stale)]
    {
        let mut end = listener(client(50_000), 7);
        let made = cookie(&mut end, None, seconds(64));
        assert_eq!(after(&mut end, made, SYN, seconds(64 + age)), state, "after {age} s");
    }
}

#[test]
fn a_cookie_remembers_the_mss_about() {
    for (said, kept) in [(Some(1460), 1460), (Some(1400), 1360), (None, 536), (Some(100), 64)] {
        let mut end = listener(client(50_000), 7);
        let made = cookie(&mut end, said, seconds(1));
        assert_eq!(after(&mut end, made, SYN, seconds(2)), State::Established);
        assert_eq!(end.status().eff_snd_mss, kept, "{said:?}");
    }
}

#[test]
fn a_cookie_begins_with_its_period_and_its_size() {
    // RFC 4987 Appendix A: five bits for the counter of 64 seconds, three for the MSS.
    let mut end = listener(client(50_000), 7);
    let head = |end: &mut Endpoint, mss, at| {
        let made = cookie(end, mss, seconds(at)).0;
        (made >> 27, made >> 24 & 7)
    };
    assert_eq!(head(&mut end, Some(64), 63), (0, 0));
    assert_eq!(head(&mut end, None, 64), (1, 1));
    assert_eq!(head(&mut end, Some(1460), 31 * 64), (31, 6));
    assert_eq!(head(&mut end, Some(9000), 33 * 64), (1, 7));
}

#[test]
fn the_cookie_is_our_iss_and_is_acknowledged() {
    // RFC 9293 §3.10.7.2, third: as if the SYN,ACK had been remembered.
    let mut end = listener(client(50_000), 7);
    let made = cookie(&mut end, None, seconds(1));
    assert_eq!(after(&mut end, made, SYN, seconds(2)), State::Established);
    let (snd, rcv) = (end.status().snd, end.status().rcv);
    assert_eq!((snd.iss, snd.una, snd.nxt), (made, made + 1, made + 1));
    assert_eq!((rcv.irs, rcv.nxt), (SYN, SYN + 1));
}

#[test]
fn a_cookie_that_comes_again_builds_the_connection_again() {
    // Nothing is kept of a cookie, so nothing is known of its having been used.
    let mut end = listener(client(50_000), 7);
    let made = cookie(&mut end, None, seconds(1));
    assert_eq!(after(&mut end, made, SYN, seconds(2)), State::Established);
    let mut again = listener(client(50_000), 7);
    assert_eq!(after(&mut again, made, SYN, seconds(3)), State::Established);
}
