//! Another run beside the one on the stage: where they part, and how each ends.

use crate::desk::Context;
use crate::effect::Effect;
use nodes::node::Tag;

/// What it keeps in mind.
#[derive(Debug, Default)]
pub struct Compare {}

impl Compare {
    /// What a reader has pressed in it.
    pub fn act(&mut self, _: Context<'_>, _: &str, _: &str) -> Vec<Effect> {
        Vec::new()
    }

    /// How it looks.
    pub fn view(&self, _: Context<'_>) -> Vec<Tag> {
        Vec::new()
    }
}
