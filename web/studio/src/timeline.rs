//! The timeline: what happened when, the states of both ends, phases; places to jump to.

use crate::desk::Context;
use crate::effect::Effect;
use nodes::node::Tag;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Timeline {}

impl Timeline {
    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, _: &str, _: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, _: Context<'_>) -> Vec<Tag> {
        Vec::new()
    }
}
