//! smoltcp as a contender: two interfaces that are kept, as are their sockets and buffers.

use crate::TEXT;
use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet};
use smoltcp::phy::{self, Checksum, ChecksumCapabilities, Device, DeviceCapabilities, Medium};
use smoltcp::socket::tcp::{Socket, SocketBuffer, State};
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{HardwareAddress, IpAddress, IpCidr};
use std::collections::VecDeque;

const CLIENT: IpAddress = IpAddress::v4(192, 0, 2, 1);
const SERVER: IpAddress = IpAddress::v4(192, 0, 2, 2);

pub(crate) fn connection(checksums: bool) -> impl FnMut() -> usize {
    let mut client = Stack::new(CLIENT, checksums);
    let mut server = Stack::new(SERVER, checksums);
    let mut now = Instant::ZERO;
    move || {
        server.socket().listen(80).expect("a closed socket may listen");
        client.connect();
        let mut sent = exchange(&mut client, &mut server, now);
        client.socket().send_slice(TEXT).expect("an open socket may send");
        sent += exchange(&mut client, &mut server, now);
        let taken = server.socket().recv(|octets| (octets.len(), octets.len()));
        assert_eq!(taken, Ok(TEXT.len()));
        client.socket().close();
        sent += exchange(&mut client, &mut server, now);
        server.socket().close();
        sent += exchange(&mut server, &mut client, now);
        // TIME-WAIT.
        now += Duration::from_secs(11);
        client.poll(now);
        assert!([&mut client, &mut server].map(|s| s.socket().state()) == [State::Closed; 2]);
        sent
    }
}

/// Lets both talk, `first` to begin with, until both have nothing to say.
fn exchange(first: &mut Stack, second: &mut Stack, now: Instant) -> usize {
    let mut sent = 0;
    loop {
        first.poll(now);
        sent += first.hand_over(second);
        second.poll(now);
        let answers = second.hand_over(first);
        sent += answers;
        if answers == 0 {
            return sent;
        }
    }
}

struct Stack {
    interface: Interface,
    sockets: SocketSet<'static>,
    socket: SocketHandle,
    card: Card,
}

impl Stack {
    fn new(address: IpAddress, checksums: bool) -> Stack {
        let mut card = Card { checksums, ..Card::default() };
        let config = Config::new(HardwareAddress::Ip);
        let mut interface = Interface::new(config, &mut card, Instant::ZERO);
        interface.update_ip_addrs(|addresses| {
            addresses.push(IpCidr::new(address, 24)).expect("the first address has room");
        });
        let buffer = || SocketBuffer::new(vec![0; 65_535]);
        let mut socket = Socket::new(buffer(), buffer());
        socket.set_ack_delay(None);
        let mut sockets = SocketSet::new(Vec::new());
        let socket = sockets.add(socket);
        Stack { interface, sockets, socket, card }
    }

    fn socket(&mut self) -> &mut Socket<'static> {
        self.sockets.get_mut(self.socket)
    }

    fn connect(&mut self) {
        let socket: &mut Socket<'_> = self.sockets.get_mut(self.socket);
        let opened = socket.connect(self.interface.context(), (SERVER, 80), 50_000);
        opened.expect("a closed socket may connect");
    }

    fn poll(&mut self, now: Instant) {
        self.interface.poll(now, &mut self.card, &mut self.sockets);
    }

    /// Hands what was sent to the other stack, and says how much that was.
    fn hand_over(&mut self, to: &mut Stack) -> usize {
        let sent = self.card.sent.len();
        to.card.arrived.append(&mut self.card.sent);
        // What the other has read can be written to again.
        self.card.spare.append(&mut to.card.read);
        sent
    }
}

/// A network card without a link layer. Its buffers go around, so that none is allocated.
#[derive(Default)]
struct Card {
    checksums: bool,
    arrived: VecDeque<Vec<u8>>,
    read: Vec<Vec<u8>>,
    spare: Vec<Vec<u8>>,
    sent: VecDeque<Vec<u8>>,
}

impl Device for Card {
    type RxToken<'a> = Received<'a>;
    type TxToken<'a> = Sending<'a>;

    fn receive(&mut self, _: Instant) -> Option<(Received<'_>, Sending<'_>)> {
        let octets = self.arrived.pop_front()?;
        let Card { read, spare, sent, .. } = self;
        Some((Received { octets, read }, Sending { spare, sent }))
    }

    fn transmit(&mut self, _: Instant) -> Option<Sending<'_>> {
        Some(Sending { spare: &mut self.spare, sent: &mut self.sent })
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = 1_500;
        if !self.checksums {
            capabilities.checksum = ChecksumCapabilities::ignored();
            capabilities.checksum.ipv4 = Checksum::None;
        }
        capabilities
    }
}

struct Received<'a> {
    octets: Vec<u8>,
    read: &'a mut Vec<Vec<u8>>,
}

impl phy::RxToken for Received<'_> {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        let result = read(&self.octets);
        self.read.push(self.octets);
        result
    }
}

struct Sending<'a> {
    spare: &'a mut Vec<Vec<u8>>,
    sent: &'a mut VecDeque<Vec<u8>>,
}

impl phy::TxToken for Sending<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut octets = self.spare.pop().unwrap_or_default();
        octets.resize(len, 0);
        let result = write(&mut octets);
        self.sent.push_back(octets);
        result
    }
}
