//! Their end: smoltcp's socket and interface, and its user.

use super::network::{Arrival, End, Network};
use super::part::Part;
use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet};
use smoltcp::phy::{self, Device, DeviceCapabilities, Medium};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::wire::{HardwareAddress, IpCidr};
use std::cell::Cell;
use std::collections::VecDeque;
use std::net::SocketAddr;
use tcp_model::segment::{Segment, SegmentFlags};
use tcp_model::seq::SeqNum;
use tcp_model::time::Instant;
use tcp_wire::{Packet, parse};

/// What a story may choose about smoltcp's end.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Habits {
    pub(crate) seed: u64,
    pub(crate) mtu: usize,
    pub(crate) send_buffer: usize,
    pub(crate) delayed_ack: bool,
    pub(crate) nagle: bool,
    pub(crate) timestamps: bool,
}

pub(crate) struct Theirs {
    interface: Interface,
    sockets: SocketSet<'static>,
    socket: SocketHandle,
    card: Card,
    local: SocketAddr,
    remote: SocketAddr,
    /// The last segment that arrived.
    last_told: Option<Segment>,
    /// The number after its FIN, once that has been sent.
    fin_end: Option<SeqNum>,
    pub(crate) part: Part,
}

thread_local! {
    /// Milliseconds of the story, for timestamps: smoltcp asks a function for them.
    static CLOCK: Cell<u32> = const { Cell::new(0) };
}

impl Theirs {
    pub(crate) fn new(habits: Habits, local: SocketAddr, remote: SocketAddr, part: Part) -> Theirs {
        let mut card = Card { mtu: habits.mtu, arrived: VecDeque::new(), to_send: Vec::new() };
        let mut config = Config::new(HardwareAddress::Ip);
        config.random_seed = habits.seed;
        let mut interface = Interface::new(config, &mut card, smoltcp::time::Instant::ZERO);
        interface.update_ip_addrs(|addresses| {
            let network = IpCidr::new(local.ip().into(), 24);
            addresses.push(network).expect("the first address has room");
        });
        let buffer = |len| SocketBuffer::new(vec![0; len]);
        let mut socket = Socket::new(buffer(part.receive_buffer), buffer(habits.send_buffer));
        socket.set_nagle_enabled(habits.nagle);
        if !habits.delayed_ack {
            socket.set_ack_delay(None);
        }
        if habits.timestamps {
            socket.set_tsval_generator(Some(|| CLOCK.get()));
        }
        let mut sockets = SocketSet::new(Vec::new());
        let socket = sockets.add(socket);
        Theirs {
            interface,
            sockets,
            socket,
            card,
            local,
            remote,
            last_told: None,
            fin_end: None,
            part,
        }
    }

    pub(crate) fn state(&self) -> State {
        self.sockets.get::<Socket<'_>>(self.socket).state()
    }

    pub(crate) fn open(&mut self, network: &mut Network) {
        let socket = self.sockets.get_mut::<Socket<'_>>(self.socket);
        if self.part.active {
            let opened = socket.connect(self.interface.context(), self.remote, self.local);
            opened.expect("a new socket may connect");
        } else {
            socket.listen(self.local.port()).expect("a new socket may listen");
        }
        self.go_on(Instant::ZERO, network);
    }

    /// When something is due next: what the interface waits for, or a look of the user.
    pub(crate) fn due(&mut self, now: Instant) -> Option<Instant> {
        let theirs = self.interface.poll_at(time(now), &self.sockets);
        let theirs = theirs.map(|at| Instant::from_micros(at.total_micros().max(0) as u64));
        let look = (!self.part.is_done()).then_some(self.part.next_look);
        theirs.into_iter().chain(look).min()
    }

    pub(crate) fn arrives(&mut self, arrival: Arrival, now: Instant, network: &mut Network) {
        if !self.is_too_much(&arrival) {
            self.card.arrived.push_back(arrival.octets);
            self.poll(now, network);
        }
    }

    /// Whether a segment would make smoltcp 0.14 do what no TCP may: wait for ever with something
    /// outstanding and no timer running, against RFC 6298 §5.1 and RFC 9293 §3.8.6.1 (MUST-36),
    /// or take a FIN before its turn. We lose such a segment: another one will say the same.
    fn is_too_much(&mut self, arrival: &Arrival) -> bool {
        let Ok(Packet { segment, .. }) = parse(&arrival.octets) else { return false };
        let silences = self.last_told.as_ref().is_some_and(|told| {
            self.would_take_for_loss(&segment, told) || brings_back_zero_window(&segment, told)
        });
        let is_too_much = silences || self.would_take_fin_early(&segment);
        if !is_too_much {
            self.last_told = Some(segment);
        }
        is_too_much
    }

    /// Of a segment that has more text than there is room for, the FIN lies outside of the window
    /// (RFC 9293 §3.10.7.4, first): smoltcp cuts the text, and takes the FIN all the same. Such
    /// segments come of windows that have grown old on their way (SND.WL1).
    fn would_take_fin_early(&self, segment: &Segment) -> bool {
        let socket = self.sockets.get::<Socket<'_>>(self.socket);
        let room = socket.recv_capacity() - socket.recv_queue();
        segment.has(SegmentFlags::FIN) && segment.data.len() as usize > room
    }

    /// The third duplicate ACK counts as a loss of text also when nothing but smoltcp's FIN is
    /// outstanding: it stops its timer, finds no text to repeat, and the FIN is forgotten. So
    /// none arrives, but for our first FIN; what acknowledges the FIN is no duplicate.
    fn would_take_for_loss(&self, segment: &Segment, told: &Segment) -> bool {
        let socket = self.sockets.get::<Socket<'_>>(self.socket);
        let state = socket.state();
        let awaits_ack = matches!(state, State::FinWait1 | State::Closing | State::LastAck);
        let only_fin = awaits_ack && socket.send_queue() == 0;
        let of_fin = self.fin_end.is_none_or(|end| segment.ack == end);
        let first_fin = segment.has(SegmentFlags::FIN) && state == State::FinWait1;
        let says_more = !segment.data.is_empty() || first_fin || segment.wnd != told.wnd;
        only_fin && !of_fin && !says_more
    }

    pub(crate) fn go_on(&mut self, now: Instant, network: &mut Network) {
        if self.part.looks_up(now) {
            self.user();
        }
        self.poll(now, network);
    }

    fn poll(&mut self, now: Instant, network: &mut Network) {
        CLOCK.set((now.as_micros() / 1_000) as u32);
        self.interface.poll(time(now), &mut self.card, &mut self.sockets);
        if self.part.reads_at_once {
            self.read(usize::MAX);
            self.interface.poll(time(now), &mut self.card, &mut self.sockets);
        }
        for octets in self.card.to_send.drain(..) {
            let sent = parse(&octets).map(|packet| packet.segment);
            if let Some(fin) = sent.ok().filter(|segment| segment.has(SegmentFlags::FIN)) {
                self.fin_end = Some(fin.end());
            }
            network.send(End::Theirs, octets, now);
        }
    }

    fn user(&mut self) {
        let socket = self.sockets.get_mut::<Socket<'_>>(self.socket);
        if socket.can_send() {
            let sent = socket.send_slice(self.part.piece());
            self.part.sent += sent.expect("the socket can send");
        }
        if !self.part.reads_at_once {
            let count = 1 + self.part.dice.below(3_000) as usize;
            self.read(count);
        }
        let socket = self.sockets.get_mut::<Socket<'_>>(self.socket);
        let opened = !matches!(socket.state(), State::Listen | State::SynSent | State::SynReceived);
        if opened && self.part.wants_to_close(!socket.may_recv()) {
            self.part.closed = true;
            socket.close();
        }
    }

    fn read(&mut self, most: usize) {
        let socket = self.sockets.get_mut::<Socket<'_>>(self.socket);
        let mut left = most;
        while left > 0 && socket.can_recv() {
            let taken = socket.recv(|octets| {
                let taken = octets.len().min(left);
                (taken, octets[..taken].to_vec())
            });
            let taken = taken.expect("there is something to receive");
            left -= taken.len();
            self.part.received.extend(taken);
        }
    }
}

/// A window that was shut when it was sent, and has been opened since by a segment that was
/// faster. With its retransmission timer running smoltcp does not begin to probe, and when the
/// timer expires it may send nothing.
fn brings_back_zero_window(segment: &Segment, told: &Segment) -> bool {
    segment.wnd == 0 && told.wnd > 0 && segment.ack == told.ack
}

fn time(now: Instant) -> smoltcp::time::Instant {
    smoltcp::time::Instant::from_micros(now.as_micros() as i64)
}

/// A network card without a link layer.
struct Card {
    mtu: usize,
    arrived: VecDeque<Vec<u8>>,
    to_send: Vec<Vec<u8>>,
}

impl Device for Card {
    type RxToken<'a> = Received;
    type TxToken<'a> = Sending<'a>;

    fn receive(&mut self, _: smoltcp::time::Instant) -> Option<(Received, Sending<'_>)> {
        let octets = self.arrived.pop_front()?;
        Some((Received(octets), Sending(&mut self.to_send)))
    }

    fn transmit(&mut self, _: smoltcp::time::Instant) -> Option<Sending<'_>> {
        Some(Sending(&mut self.to_send))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = self.mtu;
        capabilities
    }
}

struct Received(Vec<u8>);

impl phy::RxToken for Received {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

struct Sending<'a>(&'a mut Vec<Vec<u8>>);

impl phy::TxToken for Sending<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut octets = vec![0; len];
        let result = write(&mut octets);
        self.0.push(octets);
        result
    }
}
