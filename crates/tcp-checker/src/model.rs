//! What is checked: knobs, roles, bounds, and the verdicts that are declared.

use crate::bounds::Bounds;
use crate::property::Property;
use std::sync::Arc;
use tcp_model::host::{Host, PerHost};
use tcp_model::knobs::{Isn, Knobs};
use tcp_model::seq::SeqNum;

/// A verdict that a model declares.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    /// Of what.
    pub property: Property,
    /// Whether it holds.
    pub holds: bool,
    /// It is looked at where no more has happened than this.
    pub within: Bounds,
}

/// A protocol to be checked.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its name on the command line.
    pub id: &'static str,
    /// The knobs of both ends.
    pub knobs: PerHost<Arc<Knobs>>,
    /// Whether an end opens actively: client, server.
    pub active: [bool; 2],
    /// Whether the server's first OPEN comes before everything else.
    pub listens: bool,
    /// Whether the users also close before there is a connection, and send in LISTEN, which makes
    /// a passive end an active one.
    pub hasty: bool,
    /// What may happen.
    pub bounds: Bounds,
    /// The properties that bear on it, and whether each is expected to hold.
    pub declared: Vec<Declared>,
}

/// How often the ends retransmit: twice, so that giving up is within reach.
const R2: u8 = 2;

/// No incarnation shares a number with another: each begins a hundred after the one before, and
/// none sends so much.
fn distinct(first: u32) -> Isn {
    Isn::Given((0..16).map(|n| SeqNum(first + 100 * n)).collect())
}

/// Knobs that leave out what has no bearing on opening and closing with an octet or two: the
/// congestion window is never full, nothing waits for more text, and no challenge ACK is one too
/// many.
fn knobs(first_isn: u32) -> Arc<Knobs> {
    Arc::new(Knobs {
        isn: distinct(first_isn),
        r1: u8::MAX,
        r2: R2,
        r2_syn: R2,
        congestion_control: false,
        nagle: false,
        challenge_acks: None,
        ..Knobs::default()
    })
}

impl Model {
    /// A model of the default profile in which no property is looked at.
    pub(crate) fn new(id: &'static str, bounds: Bounds) -> Model {
        Model {
            id,
            knobs: PerHost { client: knobs(1000), server: knobs(5000) },
            active: [true, false],
            listens: false,
            hasty: false,
            bounds,
            declared: Vec::new(),
        }
    }

    pub(crate) fn turn(mut self, turn: impl Fn(&mut Knobs)) -> Model {
        Host::BOTH.into_iter().for_each(|host| turn(Arc::make_mut(&mut self.knobs[host])));
        self
    }

    pub(crate) fn turn_at(mut self, host: Host, turn: impl Fn(&mut Knobs)) -> Model {
        turn(Arc::make_mut(&mut self.knobs[host]));
        self
    }

    pub(crate) fn holds(self, properties: &[Property]) -> Model {
        self.declares(properties, true, Bounds::NONE)
    }

    pub(crate) fn fails(self, properties: &[Property]) -> Model {
        self.declares(properties, false, Bounds::NONE)
    }

    /// As [`holds`](Self::holds), looked at where no more has happened than this.
    pub(crate) fn holds_within(self, within: Bounds, property: Property) -> Model {
        self.declares(&[property], true, within)
    }

    fn declares(mut self, properties: &[Property], holds: bool, within: Bounds) -> Model {
        self.declared.extend(properties.iter().map(|property| {
            let within = within.and(premise(*property)).and(self.bounds);
            Declared { property: *property, holds, within }
        }));
        self
    }

    /// The same with other bounds. What was declared need not be so there.
    pub fn with_bounds(mut self, bounds: Bounds) -> Model {
        for declared in &mut self.declared {
            let narrow = declared.within.values();
            let was = self.bounds.values();
            // What was as wide as the model's own bounds still is.
            let mut within = bounds.values();
            for (place, value) in within.iter_mut().enumerate() {
                if narrow[place] < was[place] {
                    *value = narrow[place].min(*value);
                }
            }
            declared.within = Bounds::from_values(within);
        }
        Model { bounds, ..self }
    }

    /// What is declared of a property.
    pub fn declared(&self, property: Property) -> Option<&Declared> {
        self.declared.iter().find(|declared| declared.property == property)
    }

    /// The model with this name.
    pub fn named(id: &str) -> Option<Model> {
        Model::all().into_iter().find(|model| model.id == id)
    }
}

/// Where a property says anything at all: "without ABORT and crash, and with fewer losses than
/// the retransmissions the ends will make", and so on.
fn premise(property: Property) -> Bounds {
    let undisturbed = Bounds { aborts: 0, crashes: 0, ..Bounds::NONE };
    match property {
        Property::Agreement | Property::NoStaleData | Property::BothConfirmed => Bounds::NONE,
        Property::Settles | Property::CleanClose => Bounds { losses: R2 - 1, ..undisturbed },
        Property::Heals => Bounds { losses: R2 - 1, aborts: 0, ..Bounds::NONE },
        Property::BothOrNeither => undisturbed,
    }
}
