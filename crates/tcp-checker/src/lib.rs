//! Every way in which a network and two users can treat two endpoints, explored breadth first: the
//! endpoints are those of `tcp-model`, nothing is modelled again. What is found is the shortest
//! failure of a property, or that there is none within the bounds.
//!
//! ```
//! use tcp_checker::model::Model;
//! use tcp_checker::property::Property;
//! use tcp_checker::search::Search;
//!
//! let mut search = Search::new(Model::named("two-way").unwrap());
//! while search.decide(1000) {}
//! let way = search.failure(Property::Agreement).unwrap();
//! assert_eq!(way.len(), 3);
//! ```
//!
//! - [`model`]: what is checked: knobs, roles, [`bounds`], and the verdicts that are declared;
//!   `models` has them all.
//! - [`search`]: the search. [`choice`] is what may happen next, `step` what it makes of a
//!   [`world`], `watch` where the properties are looked at.
//! - [`property`]: what must hold, as scenario files name it.
//! - [`ends`]: what an endpoint does, computed once; [`store`]: the worlds, each once.
//! - [`words`]: what the models are called, and what they ask.
//! - [`map`]: how many worlds there are for each pair of states.

pub mod bounds;
pub mod choice;
pub mod ends;
mod index;
mod intern;
mod invariant;
pub mod map;
pub mod model;
mod models;
pub mod replay;
mod say;
pub mod search;
mod step;
pub mod store;
mod watch;
pub mod words;
pub mod world;

pub use tcp_scenarios::property;
