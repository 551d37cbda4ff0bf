//! All worlds of a search, each once, exactly, and from which one it was first met.

use crate::ends::EndId;
use crate::index::{self, Index, Slot};
use crate::intern::{Interned, Lists};
use crate::world::{Story, Travelling, TravellingId, World};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::hint::black_box;
use std::ops::Range;

/// The number of a world, in the order in which they are met.
pub type WorldId = u32;

/// A world in numbers: client, server, story, network.
type Packed = [u32; 4];

/// All worlds.
pub struct Store {
    worlds: Vec<Packed>,
    parents: Vec<WorldId>,
    index: Index,
    stories: Interned<Story>,
    networks: Lists,
    travelling: Interned<Travelling>,
    batch: Batch,
}

/// Worlds on their way in: a table of millions is nowhere near the processor, and waiting for it
/// once for many worlds is most of what makes the search fast.
#[derive(Default)]
struct Batch {
    worlds: Vec<Collected>,
    networks: Vec<TravellingId>,
    slots: Vec<Slot>,
}

impl Batch {
    /// Fetches what a table holds about all of these worlds, before any of it is waited for:
    /// first the slots, then what they lead to.
    fn fetch(&mut self, slot: impl Fn(u32) -> Slot, peek: impl Fn(Slot, u32) -> u32) {
        self.slots.clear();
        self.slots.extend(self.worlds.iter().map(|world| slot(world.hash)));
        let led_to =
            self.slots.iter().zip(&self.worlds).map(|(slot, world)| peek(*slot, world.hash));
        black_box(led_to.fold(0, |all, seen| all ^ seen));
    }
}

/// A world on its way in.
struct Collected {
    packed: Packed,
    /// At first of its network, then of all of it.
    hash: u32,
    /// Its network's place in the batch.
    network: Range<usize>,
}

fn hash(packed: &Packed) -> u32 {
    let mut hasher = FxHasher::default();
    let [client, server, story, network] = packed.map(u64::from);
    hasher.write_u64(client << 32 | server);
    hasher.write_u64(story << 32 | network);
    index::fold(hasher.finish())
}

impl Store {
    /// With the world of the beginning.
    pub fn new(beginning: &World) -> Store {
        let mut store = Store {
            worlds: Vec::new(),
            parents: Vec::new(),
            index: Index::default(),
            stories: Interned::default(),
            networks: Lists::default(),
            travelling: Interned::default(),
            batch: Batch::default(),
        };
        store.collect(beginning);
        store.insert(0);
        store
    }

    /// How many worlds there are.
    pub fn len(&self) -> usize {
        self.worlds.len()
    }

    /// Never: there is always a beginning.
    pub fn is_empty(&self) -> bool {
        self.worlds.is_empty()
    }

    /// The world from which one was first met; the beginning's is itself.
    pub fn parent(&self, world: WorldId) -> WorldId {
        self.parents[world as usize]
    }

    /// Makes `world` that with this number.
    pub fn read(&self, id: WorldId, world: &mut World) {
        let [client, server, story, network] = self.worlds[id as usize];
        world.ends = [client, server];
        world.story = self.stories[story];
        world.network.clear();
        world.network.extend_from_slice(self.networks.get(network));
    }

    /// The segment in the network with this number.
    pub fn travelling(&self, id: TravellingId) -> Travelling {
        self.travelling[id]
    }

    /// The number of a segment in the network.
    pub fn travelling_id(&mut self, travelling: Travelling) -> TravellingId {
        self.travelling.number(&travelling)
    }

    /// The endpoints of the world with this number.
    pub fn ends(&self, id: WorldId) -> [EndId; 2] {
        let [client, server, ..] = self.worlds[id as usize];
        [client, server]
    }

    /// Puts a world among those that [`insert`](Self::insert) adds.
    pub fn collect(&mut self, world: &World) {
        let [client, server] = world.ends;
        let packed = [client, server, self.stories.number(&world.story), 0];
        let hash = Lists::hash(&world.network);
        let start = self.batch.networks.len();
        self.batch.networks.extend_from_slice(&world.network);
        let network = start..self.batch.networks.len();
        self.batch.worlds.push(Collected { packed, hash, network });
    }

    /// Adds the worlds that were collected, all met from `parent`, but those that are there.
    pub fn insert(&mut self, parent: WorldId) {
        let mut batch = std::mem::take(&mut self.batch);
        self.number_networks(&mut batch);
        batch.fetch(|hash| self.index.slot(hash), |slot, hash| self.peek(slot, hash));
        batch.worlds.iter().for_each(|world| self.insert_packed(world, parent));
        batch.worlds.clear();
        batch.networks.clear();
        self.batch = batch;
    }

    fn number_networks(&mut self, batch: &mut Batch) {
        let lists = &mut self.networks;
        batch.fetch(|hash| lists.slot(hash), |slot, hash| lists.peek(slot, hash));
        for world in &mut batch.worlds {
            world.packed[3] = lists.number(&batch.networks[world.network.clone()], world.hash);
            world.hash = hash(&world.packed);
        }
    }

    fn peek(&self, slot: Slot, hash: u32) -> u32 {
        slot.number(hash).map_or(0, |id| self.worlds[id as usize][0])
    }

    fn insert_packed(&mut self, world: &Collected, parent: WorldId) {
        let Collected { packed, hash, .. } = world;
        let Store { worlds, index, .. } = self;
        if index.find(*hash, |id| worlds[id as usize] == *packed).is_none() {
            index.insert(*hash, worlds.len() as WorldId);
            worlds.push(*packed);
            self.parents.push(parent);
        }
    }

    /// Whether this is the world with this number.
    pub fn is(&mut self, id: WorldId, world: &World) -> bool {
        self.pack(world) == self.worlds[id as usize]
    }

    fn pack(&mut self, world: &World) -> Packed {
        let [client, server] = world.ends;
        let story = self.stories.number(&world.story);
        [client, server, story, self.networks.number(&world.network, Lists::hash(&world.network))]
    }

    /// How many stories and networks there are, of which worlds are made.
    pub fn parts(&self) -> (usize, usize) {
        (self.stories.len(), self.networks.len())
    }
}
