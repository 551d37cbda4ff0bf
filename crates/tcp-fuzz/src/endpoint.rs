//! An endpoint with any knobs, to which anything happens.

use arbitrary::{Arbitrary, Result, Unstructured};
use std::collections::BTreeSet;
use std::sync::Arc;
use tcp_model::endpoint::{Call, Endpoint, IcmpReport, Output, Status};
use tcp_model::host::Flow;
use tcp_model::host::Host::Server;
use tcp_model::knobs::{
    DuplicateSyn, FastOpenUse, Isn, KeepAlive, Knobs, SynCookies, TimeWait, TimeWaitReuse,
};
use tcp_model::options::{FastOpen, FastOpenCookie, Options, Timestamps};
use tcp_model::segment::{Payload, Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::state::State;
use tcp_model::time::{Duration, Instant};
use tcp_model::timer::Timer;

/// Anything happens to an endpoint: no panic, and the invariants of a connection hold.
pub fn endpoint(octets: &[u8]) {
    let mut source = Unstructured::new(octets);
    // The octets are used up: that is the end of the story.
    let _ = live(&mut source);
}

fn live(source: &mut Unstructured<'_>) -> Result<()> {
    let knobs = Arc::new(any_knobs(source)?);
    let end = match source.arbitrary()? {
        true => Endpoint::established(knobs, &Knobs::default(), source.arbitrary()?),
        false => Endpoint::between(knobs, Flow::MAIN.tuple(Server)),
    };
    let mut life =
        Life { end, now: Instant::ZERO, timers: BTreeSet::new(), out: Vec::new(), segment: None };
    life.end.start_timers(life.now, &mut life.out);
    life.keep_timers();
    while !source.is_empty() {
        let before = life.end.status();
        life.out.clear();
        life.segment = None;
        life.happen(source)?;
        life.check(before);
    }
    Ok(())
}

fn any_knobs(source: &mut Unstructured<'_>) -> Result<Knobs> {
    let on: [bool; 14] = source.arbitrary()?;
    Ok(Knobs {
        isn: source
            .choose(&[Isn::Clock(SeqNum(7)), Isn::Rfc6528, Isn::Fixed(SeqNum(u32::MAX))])?
            .clone(),
        time_wait: *source.choose(&[TimeWait::Zero, TimeWait::OneMsl, TimeWait::TwoMsl])?,
        rfc5961: on[0],
        r2: source.int_in_range(0..=3)?,
        r2_syn: source.int_in_range(0..=3)?,
        mss: Some(source.int_in_range(1..=2000)?),
        mtu: source.int_in_range(0..=2000)?,
        ipv6: on[1],
        receive_buffer: source.int_in_range(0..=200_000)?,
        send_buffer: source.int_in_range(0..=10_000)?,
        auto_receive: on[2],
        figure_7: on[3],
        duplicate_syn: if on[4] { DuplicateSyn::SynAck } else { DuplicateSyn::Ack },
        rfc1337: on[5],
        time_wait_reuse: *source.choose(&[
            TimeWaitReuse::Off,
            TimeWaitReuse::SynSeq,
            TimeWaitReuse::Rfc6191,
            TimeWaitReuse::TwReuse,
        ])?,
        half_duplex_close: on[6],
        fin_wait_2_timeout: on[7].then_some(Duration::from_secs(60)),
        keepalive: on[8].then_some(KeepAlive {
            idle: Duration::from_secs(9),
            interval: Duration::from_secs(1),
            probes: source.arbitrary()?,
        }),
        delayed_ack: on[9].then_some(Duration::from_millis(200)),
        nagle: on[10],
        timestamps: on[11],
        window_scale: on[12].then_some(source.arbitrary()?),
        sack_permitted: on[13],
        fast_open: *source.choose(&[FastOpenUse::Off, FastOpenUse::On])?,
        congestion_control: source.arbitrary()?,
        syn_cookies: *source.choose(&[SynCookies::Off, SynCookies::Always])?,
        challenge_acks: source.arbitrary()?,
        ..Knobs::default()
    })
}

struct Life {
    end: Endpoint,
    now: Instant,
    timers: BTreeSet<Timer>,
    out: Vec<Output>,
    segment: Option<Segment>,
}

impl Life {
    fn happen(&mut self, source: &mut Unstructured<'_>) -> Result<()> {
        self.now = self.now + Duration::from_micros(source.int_in_range(0..=3_000_000)?);
        match source.int_in_range(0..=9)? {
            0..=4 => {
                let segment = self.any_segment(source)?;
                self.end.segment_arrives(&segment, self.now, &mut self.out);
                self.segment = Some(segment);
            }
            5..=6 => {
                let call = any_call(source)?;
                // A call that is refused has changed nothing.
                let before = self.end.clone();
                if self.end.call(call, self.now, &mut self.out).is_err() {
                    assert_eq!((&self.end, self.out.len()), (&before, 0));
                }
            }
            7 => {
                let seq = SeqNum(source.arbitrary()?);
                let reports =
                    [IcmpReport::SoftError, IcmpReport::HardError, IcmpReport::SourceQuench];
                let report = *source.choose(&reports)?;
                self.end.icmp_arrives(report, seq, self.now, &mut self.out);
            }
            8 if !self.timers.is_empty() => {
                let which = source.choose_index(self.timers.len())?;
                let timer = *self.timers.iter().nth(which).expect("it runs");
                self.timers.remove(&timer);
                self.end.timeout(timer, self.now, &mut self.out);
            }
            _ if source.ratio(1, 20)? => self.end.crash(self.now, &mut self.out),
            _ => {}
        }
        self.keep_timers();
        Ok(())
    }

    /// A segment that is near enough to the connection's numbers to mean something.
    fn any_segment(&self, source: &mut Unstructured<'_>) -> Result<Segment> {
        let Status { snd, rcv, .. } = self.end.status();
        let near = |source: &mut Unstructured<'_>| -> Result<u32> {
            Ok(match source.int_in_range(0..=3)? {
                0 => 0,
                1 => source.int_in_range(-3i32..=3)? as u32,
                2 => source.int_in_range(-2000i32..=70_000)? as u32,
                _ => source.arbitrary()?,
            })
        };
        let flags: u8 = source.arbitrary()?;
        let named = SegmentFlags::NAMES.into_iter().map(|(bit, _)| bit);
        let flags = named
            .filter(|bit| bit.bits() & flags != 0)
            .fold(SegmentFlags::NONE, |all, bit| all | bit);
        Ok(Segment {
            seq: rcv.nxt + near(source)?,
            ack: snd.una + near(source)?,
            wnd: source.arbitrary()?,
            up: source.arbitrary()?,
            flags,
            options: self.any_options(source)?,
            data: Payload::repeating("any", source.int_in_range(0..=1500)?),
        })
    }

    fn any_options(&self, source: &mut Unstructured<'_>) -> Result<Options> {
        let cookies = [self.end.fast_open_cookie().to_string(), "00112233".to_owned()];
        let cookie = FastOpenCookie::from_hex(source.choose(&cookies)?).expect("a cookie");
        Ok(Options {
            mss: source.arbitrary()?,
            window_scale: source.arbitrary()?,
            sack_permitted: source.arbitrary()?,
            timestamps: Option::<(u16, u32)>::arbitrary(source)?
                .map(|(tsval, tsecr)| Timestamps { tsval: tsval.into(), tsecr }),
            fast_open: *source.choose(&[
                None,
                Some(FastOpen::Request),
                Some(FastOpen::Cookie(cookie)),
            ])?,
        })
    }

    /// Which timers run, as a host would know it.
    fn keep_timers(&mut self) {
        for output in &self.out {
            match output {
                Output::SetTimer { timer, .. } => {
                    self.timers.insert(*timer);
                }
                Output::StopTimer { timer } => {
                    assert!(self.timers.remove(timer), "{timer} does not run");
                }
                _ => {}
            }
        }
    }

    fn check(&self, before: Status) {
        let after = self.end.status();
        let Status { state, snd, rcv, .. } = after;
        assert!(snd.una.at_or_before(snd.nxt), "SND.UNA {} > SND.NXT {}", snd.una, snd.nxt);
        assert!(!self.timers.contains(&Timer::TimeWait) || state == State::TimeWait);
        if matches!(state, State::Closed | State::Listen) {
            assert!(self.timers.is_empty(), "{:?} run in {state}", self.timers);
        }
        if state == State::TimeWait {
            assert!(self.timers.contains(&Timer::TimeWait), "TIME-WAIT for ever");
        }
        let waits = [Timer::Rto, Timer::R2, Timer::SynAckGiveUp, Timer::Persist];
        if snd.una != snd.nxt {
            let waiting = waits.iter().filter(|timer| self.timers.contains(timer)).count();
            assert_eq!(waiting, 1, "{state}: {:?}", self.timers);
        }
        self.check_outputs(before, after);
        if self.out.iter().all(|o| !matches!(o, Output::Transition { .. }))
            && state.is_synchronized()
        {
            let edge = |status: Status| status.rcv.nxt + status.rcv.wnd;
            assert!(edge(before).at_or_before(edge(after)), "the right edge went back");
            assert!(before.rcv.nxt.at_or_before(rcv.nxt));
        }
    }

    fn check_outputs(&self, before: Status, after: Status) {
        let mut state = before.state;
        for output in &self.out {
            match output {
                Output::Transition { from, to, .. } => {
                    assert_eq!(*from, state);
                    state = *to;
                }
                Output::Send { segment, .. } => {
                    let answers_reset =
                        self.segment.as_ref().is_some_and(|s| s.has(SegmentFlags::RST));
                    assert!(!answers_reset || !segment.has(SegmentFlags::RST), "a RST for a RST");
                }
                _ => {}
            }
        }
        assert_eq!(state, after.state);
    }
}

fn any_call(source: &mut Unstructured<'_>) -> Result<Call> {
    let text = |len| Payload::repeating("text", len);
    Ok(match source.int_in_range(0..=8)? {
        0 => Call::OpenPassive,
        1 => Call::OpenActive,
        2 => Call::OpenActiveSend(text(source.int_in_range(0..=3000)?)),
        3 | 4 => Call::Send(text(source.int_in_range(0..=3000)?)),
        5 => Call::SendUrgent(text(source.int_in_range(0..=50)?)),
        6 => Call::Receive(source.arbitrary()?),
        7 => Call::Close,
        _ => Call::Abort,
    })
}
