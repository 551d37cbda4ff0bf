//! All worlds of a search, each once, exactly, and from which one it was first met.

use crate::intern::{Interned, Lists};
use crate::world::{Story, Travelling, TravellingId, World};
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The number of a world, in the order in which they are met.
pub type WorldId = u32;

/// A world in numbers: client, server, story, network.
type Packed = [u32; 4];

/// All worlds.
pub struct Store {
    worlds: Vec<Packed>,
    parents: Vec<WorldId>,
    index: HashTable<WorldId>,
    stories: Interned<Story>,
    networks: Lists,
    travelling: Interned<Travelling>,
}

fn hash(packed: &Packed) -> u64 {
    let mut hasher = FxHasher::default();
    let [client, server, story, network] = packed.map(u64::from);
    hasher.write_u64(client << 32 | server);
    hasher.write_u64(story << 32 | network);
    hasher.finish()
}

impl Store {
    /// With the world of the beginning.
    pub fn new(beginning: &World) -> Store {
        let mut store = Store {
            worlds: Vec::new(),
            parents: Vec::new(),
            index: HashTable::new(),
            stories: Interned::default(),
            networks: Lists::default(),
            travelling: Interned::default(),
        };
        store.insert(beginning, 0);
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

    /// Adds a world that was met from `parent`. Says which it is if it is new.
    pub fn insert(&mut self, world: &World, parent: WorldId) -> Option<WorldId> {
        let packed = self.pack(world);
        let Store { worlds, index, .. } = self;
        let hash = hash(&packed);
        if index.find(hash, |id| worlds[*id as usize] == packed).is_some() {
            return None;
        }
        let id = worlds.len() as WorldId;
        index.insert_unique(hash, id, |id| self::hash(&worlds[*id as usize]));
        worlds.push(packed);
        self.parents.push(parent);
        Some(id)
    }

    /// Whether this is the world with this number.
    pub fn is(&mut self, id: WorldId, world: &World) -> bool {
        self.pack(world) == self.worlds[id as usize]
    }

    fn pack(&mut self, world: &World) -> Packed {
        let [client, server] = world.ends;
        let story = self.stories.number(&world.story);
        [client, server, story, self.networks.number(&world.network)]
    }

    /// How many stories and networks there are, of which worlds are made.
    pub fn parts(&self) -> (usize, usize) {
        (self.stories.len(), self.networks.len())
    }
}
