//! The keyed hash F of RFC 6528 §3, which also makes SYN cookies (RFC 4987 Appendix A) and fast
//! open cookies (RFC 7413 §4.1.2): SipHash-2-4, made for short input and a secret key.

use crate::host::{Address, FourTuple, Socket};
use siphasher::sip::SipHasher24;
use std::hash::Hasher;

/// F(localip, localport, remoteip, remoteport, secretkey), with something more to be hashed.
pub(crate) fn hash(secret: u64, tuple: FourTuple, more: &[u8]) -> u64 {
    let mut hasher = SipHasher24::new_with_keys(secret, 0);
    for socket in [tuple.local, tuple.remote] {
        hasher.write(&octets(socket));
    }
    hasher.write(more);
    hasher.finish()
}

fn octets(socket: Socket) -> [u8; 4] {
    let (kind, number) = match socket.address {
        Address::Client => (0, 0),
        Address::Server => (1, 0),
        Address::Stranger(number) => (2, number),
    };
    let [high, low] = socket.port.to_be_bytes();
    [kind, number, high, low]
}
