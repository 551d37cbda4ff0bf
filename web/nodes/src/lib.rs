//! What the programs beside the page draw with: [`node`] has elements as values, [`dom`] draws them
//! where something is already, and listens to what is pressed in them.

pub mod dom;
pub mod node;
