//! What a scenario is naturally compared with.

use tcp_scenarios::catalogue::Catalogue;

/// A scenario or alternative that there is, as far as this matters here.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Listed<'a> {
    /// `id`, or `id/alternative`.
    pub address: &'a str,
    /// The address of the right protocol on the same network, for a wrong one.
    pub right: Option<&'a str>,
}

impl Listed<'_> {
    fn id(&self) -> &str {
        id(self.address)
    }
}

/// The addresses that a scenario is compared with, the best first, each once: the right protocol
/// for a wrong one, the wrong ones for which it is right, what it is an alternative of, and its
/// alternatives or the other ones. `all` is what there is, in the catalogue's order.
pub fn partners(address: &str, all: &[Listed<'_>]) -> Vec<String> {
    let right = all.iter().find(|one| one.address == address).and_then(|own| own.right);
    let wrong = all.iter().filter(|one| one.right == Some(address));
    let (near, far): (Vec<&Listed<'_>>, Vec<_>) = wrong.partition(|one| one.id() == id(address));
    let family = all.iter().filter(|one| one.id() == id(address));
    let known = |address: &&str| all.iter().any(|one| one.address == *address);
    let candidates = right
        .into_iter()
        .filter(known)
        .chain(near.into_iter().chain(far).chain(family).map(|one| one.address));
    let mut partners: Vec<String> = Vec::new();
    for candidate in candidates {
        if candidate != address && !partners.iter().any(|known| known == candidate) {
            partners.push(candidate.to_owned());
        }
    }
    partners
}

/// The same in a catalogue, as far as it is known.
pub fn partners_in(catalogue: &Catalogue, address: &str) -> Vec<String> {
    let told = catalogue.entries().iter().flat_map(|entry| entry.all());
    let all: Vec<Listed<'_>> =
        told.map(|one| Listed { address: &one.address, right: one.right.as_deref() }).collect();
    partners(address, &all)
}

/// `id` of `id/alternative`.
fn id(address: &str) -> &str {
    address.split('/').next().unwrap_or(address)
}
